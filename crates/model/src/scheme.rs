use crate::error::{ModelError, clean_name, words};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use ts_rs::TS;

words! {
    /// What kind of answer a question wants.
    QuestionKind, "kind of question" {
        /// Exactly one class.
        Single = "single",
    }
}

/// A possible answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
pub struct Class {
    /// Stable row id; judgments point at it, so a rename keeps them.
    pub id: i64,
    /// As written in files.
    pub key: String,
    /// As shown.
    pub name: String,
    /// What belongs here.
    pub description: String,
    /// The key that chooses it: one lower-case letter or digit.
    pub hotkey: Option<String>,
    /// `#rrggbb`.
    pub colour: String,
}

/// Something asked about each item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
pub struct Question {
    /// Row id.
    pub id: i64,
    /// As written in files.
    pub key: String,
    /// As shown to the rater.
    pub text: String,
    /// The kind of answer.
    pub kind: QuestionKind,
    /// The classes in order.
    pub classes: Vec<Class>,
}

/// The questions put about an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
pub struct Scheme {
    /// In order.
    pub questions: Vec<Question>,
}

/// A class as a person writes it; `id` names the class that is changed, none adds one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ClassDraft {
    /// The class that this changes.
    pub id: Option<i64>,
    /// As written in files; the name where empty.
    pub key: Option<String>,
    /// As shown; the key where empty.
    pub name: Option<String>,
    /// What belongs here.
    pub description: Option<String>,
    /// One letter or digit; proposed where empty.
    pub hotkey: Option<String>,
    /// `#rrggbb`; proposed where empty.
    pub colour: Option<String>,
}

/// A scheme with one single-choice question, as a person writes it (also the form of `scheme.json`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SchemeDraft {
    /// What the rater is asked.
    pub question: Option<String>,
    /// The classes in order.
    pub classes: Vec<ClassDraft>,
}

/// Keys that act on the label screen and can never choose a class: note, skip, unsure, guideline, zoom.
const ACTION_KEYS: &[char] = &['n', 's', 'u', 'g', 'z', 'b', 'i'];

/// Distinct in both themes and for the colour-blind (Okabe and Ito 2008, darkened where too light), then repeated.
const COLOURS: &[&str] = &[
    "#2f6fd0", "#d5710b", "#1d8a63", "#b3438c", "#8a6d00", "#5a52c7", "#c23b3b", "#0c86a3", "#6b7280",
    "#7a4b1e",
];

/// The colour proposed for the class or tag in this place.
pub fn tag_colour(place: usize) -> &'static str {
    COLOURS[place % COLOURS.len()]
}

/// `#rrggbb` in lower case, or what is wrong with it.
pub(crate) fn clean_colour(colour: &str) -> Result<String, ModelError> {
    let colour = colour.trim().to_ascii_lowercase();
    let digits = colour.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(colour);
    }
    Err(ModelError::Scheme(format!("`{colour}` is no colour; write it as #rrggbb")))
}

/// A key for each class that has none, clear of the keys in use and of the label screen's actions.
///
/// Up to ten classes get digits (1 to 9, then 0); a class whose name is a digit gets that digit; past ten, letters:
/// first those of the name, then any, and the digits where no letter is left.
pub fn propose_hotkeys(classes: &[(String, Option<String>)]) -> Vec<Option<String>> {
    let mut used: HashSet<char> =
        classes.iter().filter_map(|(_, key)| key.as_ref()?.chars().next()).collect();
    let mut keys: Vec<Option<String>> = classes.iter().map(|(_, key)| key.clone()).collect();
    for (place, (name, _)) in classes.iter().enumerate() {
        let mut letters = name.chars();
        if let (None, Some(digit @ '0'..='9'), None) = (&keys[place], letters.next(), letters.next())
            && used.insert(digit)
        {
            keys[place] = Some(digit.to_string());
        }
    }
    for (place, (name, _)) in classes.iter().enumerate() {
        if keys[place].is_some() {
            continue;
        }
        let digits = "1234567890".chars().filter(|_| classes.len() <= 10);
        let own = name.chars().flat_map(char::to_lowercase).filter(char::is_ascii_lowercase);
        let mut any = digits.chain(own).chain('a'..='z').chain("1234567890".chars());
        let free = any.find(|c| !ACTION_KEYS.contains(c) && !used.contains(c));
        if let Some(key) = free {
            used.insert(key);
            keys[place] = Some(key.to_string());
        }
    }
    keys
}

impl SchemeDraft {
    /// A scheme of these class names, all else proposed.
    pub fn of_classes<S: AsRef<str>>(names: &[S]) -> SchemeDraft {
        let class = |name: &S| ClassDraft { name: Some(name.as_ref().to_owned()), ..ClassDraft::default() };
        SchemeDraft { question: None, classes: names.iter().map(class).collect() }
    }

    /// The draft with every gap filled, or the first rule it breaks. Class ids are kept where given, else 0.
    pub fn complete(&self) -> Result<Question, ModelError> {
        let text = self.question.as_deref().map(str::trim).filter(|t| !t.is_empty());
        let text = text.unwrap_or("Which class fits?").to_owned();
        if self.classes.len() < 2 {
            return Err(ModelError::Scheme("a scheme needs at least two classes; add one".into()));
        }
        let mut classes = Vec::with_capacity(self.classes.len());
        for (place, draft) in self.classes.iter().enumerate() {
            classes.push(draft.complete(place)?);
        }
        let named: Vec<_> = classes.iter().map(|c| (c.name.clone(), c.hotkey.clone())).collect();
        for (class, key) in classes.iter_mut().zip(propose_hotkeys(&named)) {
            class.hotkey = key;
        }
        check_unique(&classes)?;
        Ok(Question { id: 0, key: "label".into(), text, kind: QuestionKind::Single, classes })
    }
}

impl ClassDraft {
    fn complete(&self, place: usize) -> Result<Class, ModelError> {
        let filled = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
        };
        let (key, name) = (filled(&self.key), filled(&self.name));
        let Some(either) = key.clone().or_else(|| name.clone()) else {
            return Err(ModelError::Scheme(format!("class {} has no name; name it or remove it", place + 1)));
        };
        let hotkey = filled(&self.hotkey).map(|k| clean_hotkey(&k)).transpose()?;
        let colour = filled(&self.colour).map(|c| clean_colour(&c)).transpose()?;
        Ok(Class {
            id: self.id.unwrap_or(0),
            key: clean_name("class key", key.as_deref().unwrap_or(&either))?,
            name: clean_name("class name", name.as_deref().unwrap_or(&either))?,
            description: self.description.clone().unwrap_or_default(),
            hotkey,
            colour: colour.unwrap_or_else(|| tag_colour(place).to_owned()),
        })
    }
}

fn clean_hotkey(key: &str) -> Result<String, ModelError> {
    let lower = key.to_lowercase();
    let mut chars = lower.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if ACTION_KEYS.contains(&c) => Err(ModelError::Scheme(format!(
            "`{key}` already acts on the label screen ({} are taken); choose another key",
            ACTION_KEYS.iter().collect::<String>()
        ))),
        (Some(c), None) if c.is_ascii_alphanumeric() => Ok(lower),
        _ => Err(ModelError::Scheme(format!("`{key}` is no hotkey; use one letter or digit"))),
    }
}

fn check_unique(classes: &[Class]) -> Result<(), ModelError> {
    let mut keys = HashSet::new();
    let mut names = HashSet::new();
    let mut hotkeys = HashSet::new();
    let mut ids = HashSet::new();
    for class in classes {
        let clash = |what: &str, value: &str| {
            Err(ModelError::Scheme(format!("two classes have the {what} `{value}`; change one")))
        };
        if !keys.insert(&class.key) {
            return clash("key", &class.key);
        }
        if !names.insert(class.name.to_lowercase()) {
            return clash("name", &class.name);
        }
        if class.id != 0 && !ids.insert(class.id) {
            return clash("id", &class.id.to_string());
        }
        if let Some(key) = &class.hotkey
            && !hotkeys.insert(key)
        {
            return clash("hotkey", key);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(names: &[&str]) -> Vec<String> {
        let scheme = SchemeDraft::of_classes(names).complete().unwrap();
        scheme.classes.into_iter().map(|c| c.hotkey.unwrap_or_default()).collect()
    }

    #[test]
    fn hotkeys_are_proposed_without_a_clash() {
        assert_eq!(keys(&["yes", "no"]), ["1", "2"]);
        assert_eq!(keys(&["0", "1", "2", "3"]), ["0", "1", "2", "3"], "a digit is its own key");
        assert_eq!(keys(&["7", "other"]), ["7", "1"]);
        let many: Vec<String> = (0..20).map(|i| format!("name {i}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let proposed = keys(&many);
        assert_eq!(
            (proposed[18].as_str(), proposed[19].as_str()),
            ("y", "1"),
            "digits where no letter is left"
        );
        assert_eq!(proposed.iter().collect::<HashSet<_>>().len(), proposed.len());
        for key in &proposed {
            assert!(!ACTION_KEYS.contains(&key.chars().next().unwrap()), "{key}");
        }
    }

    #[test]
    fn schemes_that_cannot_work_are_refused() {
        let class = |name: &str, key: Option<&str>| ClassDraft {
            name: Some(name.into()),
            hotkey: key.map(str::to_owned),
            ..ClassDraft::default()
        };
        let cases: &[(&str, Vec<ClassDraft>)] = &[
            ("at least two", vec![class("a", None)]),
            ("has no name", vec![class("a", None), class(" ", None)]),
            ("the key `a`", vec![class("a", None), class("a", None)]),
            ("the name", vec![class("a", None), class("A", None)]),
            ("the hotkey `x`", vec![class("a", Some("x")), class("b", Some("X"))]),
            ("already acts", vec![class("a", Some("s")), class("b", None)]),
            ("no hotkey", vec![class("a", Some("F1")), class("b", None)]),
        ];
        for (expected, classes) in cases {
            let draft = SchemeDraft { question: None, classes: classes.clone() };
            let error = draft.complete().unwrap_err();
            assert!(error.to_string().contains(expected), "{error} should say {expected}");
        }
    }
}
