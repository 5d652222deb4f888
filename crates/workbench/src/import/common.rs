//! What judgments, gold and predictions share: finding items and classes.

use super::items::bare_digest;
use super::{Fault, Flags, Refusal};
use crate::Result;
use assay_model::Question;
use assay_store::imports::{self, NewItem};
use assay_store::{Read, Write, items};
use std::collections::{HashMap, HashSet};

/// Classes by what a file may call them.
#[derive(Clone)]
pub(crate) struct Labels {
    exact: HashMap<String, i64>,
    folded: HashMap<String, i64>,
    listed: String,
}

impl Labels {
    pub(crate) fn of(question: &Question) -> Labels {
        let mut labels = Labels {
            exact: HashMap::new(),
            folded: HashMap::new(),
            listed: question.classes.iter().map(|c| c.key.as_str()).collect::<Vec<_>>().join(", "),
        };
        for class in &question.classes {
            labels.exact.entry(class.name.clone()).or_insert(class.id);
            labels.folded.entry(class.name.to_lowercase()).or_insert(class.id);
        }
        // Keys win over names.
        for class in &question.classes {
            labels.folded.insert(class.key.to_lowercase(), class.id);
            labels.exact.insert(class.key.clone(), class.id);
        }
        labels
    }

    /// The class of this key or name: as written, else whatever the case.
    pub(crate) fn find(&self, text: &str) -> Option<i64> {
        self.exact.get(text).or_else(|| self.folded.get(&text.to_lowercase())).copied()
    }

    /// The class, or what is wrong.
    pub(crate) fn class(
        &self,
        line: u64,
        column: Option<&str>,
        text: &str,
    ) -> std::result::Result<i64, Fault> {
        self.find(text).ok_or_else(|| {
            let message = format!("`{text}` is no class of this project; the classes are {}", self.listed);
            Fault::new(line, column, "unknown_label", message)
        })
    }
}

/// Finds items by key; collects those that are to be made.
#[derive(Clone)]
pub(crate) struct ItemFinder {
    flags: Flags,
    seed: u64,
    made: HashSet<String>,
    order: Vec<String>,
}

impl ItemFinder {
    pub(crate) fn new(flags: Flags, seed: u64) -> ItemFinder {
        ItemFinder { flags, seed, made: HashSet::new(), order: Vec::new() }
    }

    /// The item's id; none where it will be made; a fault where it is not there.
    pub(crate) fn find(
        &mut self,
        r: &Read<'_>,
        line: u64,
        column: Option<&str>,
        key: &str,
    ) -> std::result::Result<Option<i64>, Refusal> {
        if let Some(id) = items::id_of_key(r, key)? {
            return Ok(Some(id));
        }
        if !self.flags.create_items {
            let message = format!(
                "there is no item `{key}`; import the items first, or let this import make them (in a terminal: --create-items)"
            );
            return Err(Fault::new(line, column, "unknown_item", message).into());
        }
        if self.made.insert(key.to_owned()) {
            self.order.push(key.to_owned());
        }
        Ok(None)
    }

    /// Makes the items that are not there, with nothing but their keys.
    pub(crate) fn make(&self, w: &Write<'_>, import: i64) -> Result<()> {
        let digest = bare_digest();
        let count = u32::try_from(self.order.len()).unwrap_or(u32::MAX);
        let places = assay_stats::permutation(count, self.seed);
        let new: Vec<NewItem<'_>> = self
            .order
            .iter()
            .zip(places)
            .map(|(key, place)| NewItem {
                key,
                split: None,
                fields: "{}",
                metadata: Vec::new(),
                media: None,
                digest: &digest,
                place,
            })
            .collect();
        Ok(imports::insert_items(w, import, &[], &new)?)
    }
}

/// The text of a mapped column, trimmed; none where it is blank.
pub(crate) fn text(row: &assay_formats::Row, place: Option<usize>) -> Option<&str> {
    row.filled(place?).map(str::trim)
}

/// The text of a column that must not be blank.
pub(crate) fn required<'a>(
    row: &'a assay_formats::Row,
    place: Option<usize>,
    column: Option<&str>,
    code: &str,
    what: &str,
) -> std::result::Result<&'a str, Fault> {
    text(row, place).ok_or_else(|| Fault::new(row.line, column, code, format!("the row has no {what}")))
}

/// `1`, `true`, `yes` and their opposites.
pub(crate) fn truth(
    row: &assay_formats::Row,
    place: Option<usize>,
    column: Option<&str>,
) -> std::result::Result<bool, Fault> {
    match text(row, place).map(str::to_lowercase).as_deref() {
        None | Some("0" | "false" | "no" | "n" | "f") => Ok(false),
        Some("1" | "true" | "yes" | "y" | "t") => Ok(true),
        Some(other) => Err(Fault::new(
            row.line,
            column,
            "not_a_truth",
            format!("`{other}` is neither true nor false; write 1 or 0"),
        )),
    }
}

/// Refuses a key that stands in the file already.
pub(crate) fn once(
    seen: &mut HashSet<String>,
    line: u64,
    column: Option<&str>,
    key: &str,
) -> std::result::Result<(), Fault> {
    if seen.insert(key.to_owned()) {
        return Ok(());
    }
    let message = format!("the item `{key}` is in the file already, further up");
    Err(Fault::new(line, column, "duplicate_key", message))
}
