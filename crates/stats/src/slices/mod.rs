//! Slices where a model errs more than elsewhere: search by SliceLine, then an honest test on other rows.
//!
//! [`code_numbers`] and [`code_categories`] turn metadata into codes, [`halves`] sets rows aside, [`find_slices`]
//! searches on one part and [`test_slices`] tests on the other.

mod codes;
mod coding;
mod index;
mod score;
mod search;
mod testing;
mod top;

use std::cmp::Ordering;

use thiserror::Error;

pub use codes::Codes;
pub use coding::{Coded, CodedValue, code_categories, code_numbers};
pub use search::find_slices;
pub use testing::{Halves, SliceTest, SliceVerdict, TestedSlices, find_and_test_slices, halves, test_slices};

/// Most predicates (column = code) that meet the support.
pub(crate) const MOST_PREDICATES: usize = 65_535;

/// Most codes of a column.
pub(crate) const MOST_CODES: u32 = 1 << 20;

/// One column of metadata: a code below `cardinality` for each row.
#[derive(Clone, Copy, Debug)]
pub struct SliceColumn<'a> {
    /// Code of each row.
    pub codes: &'a Codes,
    /// Number of codes, used or not.
    pub cardinality: u32,
}

/// What to search for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SliceSearch {
    /// Number of slices wanted, at least 1.
    pub k: usize,
    /// Weight of the error against the size, in (0, 1\]. The paper takes .95.
    pub alpha: f64,
    /// Fewest rows of a slice, at least 1.
    pub min_support: u64,
    /// Most predicates of a slice, at least 1.
    pub max_level: usize,
    /// Most candidates to look at before the search is refused.
    pub most_candidates: u64,
    /// Whether a slice is left out where one of its predicates changes nothing: without it the rows are the same.
    pub distinct: bool,
}

impl SliceSearch {
    /// What suits a table of `rows` rows: alpha .95 and support max(32, rows / 100) as in the paper, ten slices of up to
    /// three predicates, ten million candidates, no predicate that changes nothing.
    pub fn for_rows(rows: u64) -> Self {
        let min_support = (rows / 100).max(32);
        Self { k: 10, alpha: 0.95, min_support, max_level: 3, most_candidates: 10_000_000, distinct: true }
    }
}

/// One condition of a slice: the column at this position has this code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Predicate {
    /// Position of the column, from 0.
    pub column: u32,
    /// The code.
    pub code: u32,
}

/// Rows that meet all of some predicates.
#[derive(Clone, Debug, PartialEq)]
pub struct Slice {
    /// The conditions, by column; each column at most once.
    pub predicates: Vec<Predicate>,
    /// |S|: rows in the slice.
    pub size: u64,
    /// Sum of their errors; with errors of 0 and 1 the number of wrong rows.
    pub error_sum: f64,
    /// alpha (mean error of S / mean error of all - 1) - (1 - alpha)(n / |S| - 1).
    pub score: f64,
}

impl Slice {
    /// Mean error of the rows in the slice.
    pub fn mean_error(&self) -> f64 {
        self.error_sum / self.size as f64
    }

    /// Best first: higher score, then fewer predicates, then the smaller columns and codes.
    pub(crate) fn rank(&self, other: &Self) -> Ordering {
        other
            .score
            .total_cmp(&self.score)
            .then(self.predicates.len().cmp(&other.predicates.len()))
            .then_with(|| self.predicates.cmp(&other.predicates))
    }
}

/// What a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct SlicesFound {
    /// Best first, at most k, each with a score above 0.
    pub slices: Vec<Slice>,
    /// Rows searched.
    pub rows: u64,
    /// Mean error of all rows.
    pub mean_error: f64,
    /// Candidates that were looked at.
    pub candidates: u64,
    /// Predicates of the longest candidates that were looked at.
    pub levels: usize,
}

/// Why a search was refused or stopped.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum SliceError {
    /// No row or no column.
    #[error("there is nothing to search: the table has {rows} rows and {columns} columns")]
    Empty {
        /// Rows given.
        rows: usize,
        /// Columns given.
        columns: usize,
    },
    /// More rows than 32-bit indices can name.
    #[error("{rows} rows are too many for one search; draw a random sample of at most 4,294,967,295")]
    TooManyRows {
        /// Rows given.
        rows: usize,
    },
    /// A column does not have the rows of the table.
    #[error("column {column} has {found} rows instead of {expected}")]
    ColumnLength {
        /// Position of the column.
        column: usize,
        /// Rows of the column.
        found: usize,
        /// Rows of the table.
        expected: usize,
    },
    /// A code is not below the cardinality of its column.
    #[error("row {row} of column {column} has code {code}, but the column declares {cardinality} codes")]
    CodeOutOfRange {
        /// Position of the column.
        column: usize,
        /// Position of the row.
        row: usize,
        /// The code found there.
        code: u32,
        /// Codes declared.
        cardinality: u32,
    },
    /// A column declares more codes than can be counted.
    #[error(
        "column {column} declares {cardinality} codes; join rare values until at most 1,048,576 are left"
    )]
    TooManyCodes {
        /// Position of the column.
        column: usize,
        /// Codes declared.
        cardinality: u32,
    },
    /// More predicates meet the support than can be numbered.
    #[error(
        "{found} values have enough rows for a slice, more than {MOST_PREDICATES}; raise the smallest size of a slice or leave out columns"
    )]
    TooManyPredicates {
        /// Predicates found.
        found: usize,
    },
    /// An error is negative or not a finite number.
    #[error("the error of row {row} is {value}, but has to be 0 or a finite number above")]
    InvalidError {
        /// Position of the row.
        row: usize,
        /// The error found there.
        value: f64,
    },
    /// No row has an error, so that no slice is worse than another.
    #[error("no row has an error, so no slice is worse than the rest")]
    NoErrors,
    /// A setting cannot be.
    #[error("{name} is {value}, but {must}")]
    InvalidSetting {
        /// The setting.
        name: &'static str,
        /// The value given.
        value: f64,
        /// What it has to be.
        must: &'static str,
    },
    /// The search would not end soon.
    #[error(
        "slices of {level} conditions would need {candidates} candidates, with a limit of {limit}; raise the smallest size of a slice, allow fewer conditions or leave out columns"
    )]
    TooManyCandidates {
        /// Predicates of those candidates.
        level: usize,
        /// Candidates so far and at this level.
        candidates: u64,
        /// The limit given.
        limit: u64,
    },
    /// A row to test does not exist, or a predicate names no column.
    #[error("{what} {value} is not below {limit}")]
    OutOfRange {
        /// What it is.
        what: &'static str,
        /// The index found.
        value: u32,
        /// The number there are.
        limit: usize,
    },
    /// The caller asked to stop.
    #[error("the search was stopped")]
    Cancelled,
}

impl SliceError {
    /// Stable identifier in `snake_case`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "empty",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::ColumnLength { .. } => "column_length",
            Self::CodeOutOfRange { .. } => "code_out_of_range",
            Self::TooManyCodes { .. } => "too_many_codes",
            Self::TooManyPredicates { .. } => "too_many_predicates",
            Self::InvalidError { .. } => "invalid_error",
            Self::NoErrors => "no_errors",
            Self::InvalidSetting { .. } => "invalid_setting",
            Self::TooManyCandidates { .. } => "too_many_candidates",
            Self::OutOfRange { .. } => "out_of_range",
            Self::Cancelled => "cancelled",
        }
    }
}
