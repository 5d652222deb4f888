use crate::error::{ModelError, clean_name, words};
use crate::query::Sort;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use ts_rs::TS;

/// How a column of the sheet is shown. A list of these is in the order of the screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ColumnLook {
    /// Names the column on the screen, such as `pred`, `field:12` or `tag:3`.
    pub id: String,
    /// Not shown.
    pub hidden: bool,
    /// Stays in view at the left.
    pub pinned: bool,
    /// In pixels; as the screen likes where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<f64>,
}

/// A way to look at the sheet, kept in the project for everyone in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[ts(optional_fields)]
pub struct SavedView {
    /// Row id in this file.
    pub id: i64,
    /// Stable across files.
    pub uid: String,
    /// Unique in the project, whatever the case.
    pub name: String,
    /// A filter line; empty for every row.
    pub filter: String,
    /// By what the rows are ordered.
    pub sort: Vec<Sort>,
    /// In the order of the screen; columns not named follow as they would without the view.
    pub columns: Vec<ColumnLook>,
    /// Row id of the person who made it.
    pub owner: Option<i64>,
    /// When it was last changed, in milliseconds since 1970 UTC.
    pub changed_at: i64,
    /// Why its filter or its order cannot be answered any more, such as a tag that went; none where they can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}

/// A view to be saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SavedViewDraft {
    /// The view that it replaces or renames; a new one where left out.
    #[serde(default)]
    pub id: Option<i64>,
    /// Unique in the project, whatever the case.
    pub name: String,
    /// A filter line; empty for every row.
    pub filter: String,
    /// By what the rows are ordered.
    pub sort: Vec<Sort>,
    /// In the order of the screen.
    pub columns: Vec<ColumnLook>,
}

/// Columns that a view names at most: far more than a sheet has.
const COLUMNS: usize = 10_000;
/// Sort keys at most.
const KEYS: usize = 32;

impl SavedViewDraft {
    /// The draft with its name trimmed, or what is wrong with it. Whether its filter can be answered is the store's to say.
    pub fn checked(mut self) -> Result<SavedViewDraft, ModelError> {
        self.name = clean_name("view's name", &self.name)?;
        let wrong = |message: &str| Err(ModelError::View(message.to_owned()));
        if self.columns.len() > COLUMNS || self.sort.len() > KEYS {
            return wrong("a view names at most 10000 columns and 32 columns to sort by");
        }
        let mut known = HashSet::new();
        if !self.columns.iter().all(|column| known.insert(column.id.as_str())) {
            return wrong("a view names each column once");
        }
        if !self.columns.iter().all(|c| c.width.is_none_or(|w| (1.0..=100_000.0).contains(&w))) {
            return wrong("the width of a column is 1 to 100000 pixels");
        }
        Ok(self)
    }
}

words! {
    /// What a proposal is.
    ProposalKind, "kind of proposal" {
        /// A column.
        Column = "column",
        /// A comparison.
        Operator = "operator",
        /// A value.
        Value = "value",
        /// `and`, `or`, `not`, a parenthesis.
        Keyword = "keyword",
    }
}

/// What may stand at the cursor of a filter line.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct Proposal {
    /// As it is to be written, quotes included.
    pub text: String,
    /// What it is.
    pub kind: ProposalKind,
    /// A few words about it.
    pub detail: String,
}

/// Proposals for a place of a filter line; positions count characters from 0.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct Completion {
    /// A proposal replaces the characters from here ...
    pub from: usize,
    /// ... to before here.
    pub to: usize,
    /// Best first.
    pub proposals: Vec<Proposal>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_names_each_column_once_and_has_a_name() {
        let look = |id: &str, width| ColumnLook { id: id.into(), hidden: false, pinned: true, width };
        let draft = |name: &str, columns| SavedViewDraft {
            id: None,
            name: name.into(),
            filter: String::new(),
            sort: Vec::new(),
            columns,
        };
        let good = draft("  mine ", vec![look("a", None), look("b", Some(80.0))]).checked().unwrap();
        assert_eq!(good.name, "mine");
        assert!(draft(" ", Vec::new()).checked().is_err());
        assert!(draft("x", vec![look("a", None), look("a", None)]).checked().is_err());
        assert!(draft("x", vec![look("a", Some(f64::NAN))]).checked().is_err());
        assert!(draft("x", vec![look("a", Some(0.0))]).checked().is_err());
    }
}
