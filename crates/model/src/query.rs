use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which rows of the error sheet, and in what order. Only `store` turns it into SQL.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Query {
    /// A filter line such as `pred != label and prob > 0.9`; see [`crate::parse_filter`].
    pub filter: Option<String>,
    /// By what the rows are ordered; ties by the order of import.
    pub sort: Vec<Sort>,
}

/// One key of the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sort {
    /// A column as the filter line names it.
    pub column: String,
    /// Largest first.
    #[serde(default)]
    pub descending: bool,
}

/// A column that a filter names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Column {
    /// The item's external key.
    Key,
    /// The item's split.
    Split,
    /// The reference label.
    Label,
    /// Where the reference label came from.
    Source,
    /// The prediction.
    Prediction,
    /// The score of the predicted class.
    Score,
    /// All text fields of the item.
    Text,
    /// The comment in the sheet.
    Comment,
    /// A tag, by name.
    Tag(String),
    /// A metadata field or, failing that, a tag, by name.
    Named(String),
}

/// How two sides are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `~`: contains, whatever the case.
    Contains,
    /// `!~`
    Lacks,
}

/// The right side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A bare word that names a column.
    Column(Column),
    /// A number; the text as written is kept because keys and classes may look like numbers.
    Number(f64, String),
    /// Quoted text, or a bare word that names no fixed column.
    Text(String),
    /// `missing`: no value at all.
    Missing,
}

/// A condition on a row; `at` is the character position in the filter line.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// Every one holds.
    All(Vec<Filter>),
    /// At least one holds.
    Any(Vec<Filter>),
    /// It does not hold.
    Not(Box<Filter>),
    /// A comparison.
    Compare {
        /// Left side.
        column: Column,
        /// How.
        how: Comparison,
        /// Right side.
        value: Value,
        /// Where the comparison begins in the filter line, in characters.
        at: usize,
        /// Where its value begins.
        value_at: usize,
    },
}
