use crate::error::{ModelError, clean_name, words};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

words! {
    /// Whether an item has a tag. No mark stored is `unseen`.
    Mark, "mark" {
        /// Looked at: it has the tag.
        Yes = "yes",
        /// Looked at: it has not.
        No = "no",
        /// Not looked at for this tag.
        Unseen = "unseen",
    }
}

/// A named property of an item that may explain errors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
pub struct Tag {
    /// Row id in this file.
    pub id: i64,
    /// Stable across files.
    pub uid: String,
    /// Unique in the project, whatever the case.
    pub name: String,
    /// One of the class colours, `#rrggbb`.
    pub colour: String,
    /// The key that toggles it in the sheet.
    pub hotkey: Option<String>,
    /// 1 (little) to 5 (much): what the errors of this tag cost.
    pub importance: Option<u8>,
    /// 1 (hard) to 5 (easy): how easy a remedy seems.
    pub ease: Option<u8>,
    /// Human-level accuracy on items with the tag, 0 to 1, set by hand.
    pub hlp: Option<f64>,
    /// Number of judgments behind `hlp`, where known.
    pub hlp_n: Option<u64>,
    /// Free text.
    pub note: String,
    /// A filter line that decides which rows of a run have it; none for a tag that people mark by hand.
    #[serde(default)]
    pub rule: Option<String>,
    /// Heading under which it is listed; empty for none.
    #[serde(default)]
    pub group: String,
    /// Row id of the tag that it is a kind of.
    #[serde(default)]
    pub parent: Option<i64>,
    /// Row id of the person who sees to it.
    #[serde(default)]
    pub owner: Option<i64>,
}

/// A change to a tag: a field left out stays as it is, null empties it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct TagEdit {
    /// New name.
    pub name: Option<String>,
    /// New colour.
    pub colour: Option<String>,
    /// New hotkey.
    #[serde(deserialize_with = "given")]
    pub hotkey: Option<Option<String>>,
    /// New importance.
    #[serde(deserialize_with = "given")]
    pub importance: Option<Option<u8>>,
    /// New ease.
    #[serde(deserialize_with = "given")]
    pub ease: Option<Option<u8>>,
    /// New human-level accuracy.
    #[serde(deserialize_with = "given")]
    pub hlp: Option<Option<f64>>,
    /// New number behind it.
    #[serde(deserialize_with = "given")]
    pub hlp_n: Option<Option<u64>>,
    /// New note.
    pub note: Option<String>,
    /// New rule; null turns the tag into one that is marked by hand.
    #[serde(deserialize_with = "given")]
    pub rule: Option<Option<String>>,
    /// New group.
    pub group: Option<String>,
    /// New parent.
    #[serde(deserialize_with = "given")]
    pub parent: Option<Option<i64>>,
    /// New owner.
    #[serde(deserialize_with = "given")]
    pub owner: Option<Option<i64>>,
}

/// Tells a null that was given from a field that was left out.
fn given<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(d: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(d).map(Some)
}

impl Tag {
    /// The tag with the edit applied, or the bound that it breaks.
    pub fn edited(mut self, edit: TagEdit) -> Result<Tag, ModelError> {
        if let Some(name) = edit.name {
            self.name = clean_name("tag's name", &name)?;
        }
        if let Some(colour) = edit.colour {
            self.colour = crate::scheme::clean_colour(&colour)?;
        }
        self.hotkey = edit.hotkey.unwrap_or(self.hotkey);
        self.importance = edit.importance.unwrap_or(self.importance);
        self.ease = edit.ease.unwrap_or(self.ease);
        self.hlp = edit.hlp.unwrap_or(self.hlp);
        self.hlp_n = edit.hlp_n.unwrap_or(self.hlp_n);
        self.note = edit.note.unwrap_or(self.note);
        self.rule = edit.rule.unwrap_or(self.rule);
        self.group = edit.group.map(|group| group.trim().to_owned()).unwrap_or(self.group);
        self.parent = edit.parent.unwrap_or(self.parent);
        self.owner = edit.owner.unwrap_or(self.owner);
        let rank = |value: Option<u8>| value.is_none_or(|v| (1..=5).contains(&v));
        if !rank(self.importance) || !rank(self.ease) {
            return Err(ModelError::Policy("importance and ease run from 1 to 5".into()));
        }
        if !self.hlp.is_none_or(|p| (0.0..=1.0).contains(&p)) {
            return Err(ModelError::Policy("human-level accuracy must be 0 to 1 (or 0 % to 100 %)".into()));
        }
        if self.hlp_n == Some(0) {
            return Err(ModelError::Policy(
                "the number of judgments behind a human-level figure must be at least 1".into(),
            ));
        }
        Ok(self)
    }
}
