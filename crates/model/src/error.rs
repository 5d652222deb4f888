use thiserror::Error;

/// A rule of the domain that a value breaks. Messages say what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ModelError {
    /// A scheme that cannot be labelled with.
    #[error("{0}")]
    Scheme(String),
    /// A policy outside its bounds.
    #[error("{0}")]
    Policy(String),
    /// A name that is empty, too long or holds control characters.
    #[error("{0}")]
    Name(String),
    /// A view of the sheet outside its bounds.
    #[error("{0}")]
    View(String),
    /// A word that is none of the known values.
    #[error("`{given}` is no {what}; use {allowed}")]
    Word {
        /// What was expected.
        what: &'static str,
        /// What was given.
        given: String,
        /// The words that are known.
        allowed: String,
    },
}

impl ModelError {
    /// Stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            ModelError::Scheme(_) => "scheme_invalid",
            ModelError::Policy(_) => "policy_invalid",
            ModelError::Name(_) => "name_invalid",
            ModelError::View(_) => "view_invalid",
            ModelError::Word { .. } => "word_unknown",
        }
    }
}

/// A name that people read: trimmed, not empty, at most 200 characters, no control characters.
pub(crate) fn clean_name(what: &str, name: &str) -> Result<String, ModelError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(ModelError::Name(format!("the {what} is empty; give it a name")));
    }
    if name.chars().count() > 200 {
        return Err(ModelError::Name(format!("the {what} is longer than 200 characters; shorten it")));
    }
    if name.chars().any(char::is_control) {
        return Err(ModelError::Name(format!("the {what} holds a control character; remove it")));
    }
    Ok(name.to_owned())
}

/// Declares an enum whose values are stored and sent as fixed words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $what:literal { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word it is stored and sent as.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::ModelError;
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok($name::$variant),)+
                    _ => Err($crate::ModelError::Word {
                        what: $what,
                        given: word.to_owned(),
                        allowed: [$($word),+].join(", "),
                    }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(crate) use words;
