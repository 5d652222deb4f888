//! The input of agreement and consensus: judgments as three flat index arrays.

use thiserror::Error;

/// Why index arrays were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InputError {
    /// Arrays that belong together differ in length.
    #[error("arrays that belong together have {first} and {other} entries")]
    LengthMismatch {
        /// Length of the first array.
        first: usize,
        /// The length that differs from it.
        other: usize,
    },
    /// An item index is not below the number of items.
    #[error("judgment {position} names item {value}, but there are only {limit} items")]
    ItemOutOfRange {
        /// Position of the judgment, from 0.
        position: usize,
        /// The index found there.
        value: u32,
        /// The number of items declared.
        limit: u32,
    },
    /// A rater index is not below the number of raters.
    #[error("judgment {position} names rater {value}, but there are only {limit} raters")]
    RaterOutOfRange {
        /// Position of the judgment, from 0.
        position: usize,
        /// The index found there.
        value: u32,
        /// The number of raters declared.
        limit: u32,
    },
    /// A class index is not below the number of classes.
    #[error("entry {position} names class {value}, but only {limit} classes are declared")]
    ClassOutOfRange {
        /// Position of the entry, from 0.
        position: usize,
        /// The index found there.
        value: u32,
        /// The number of classes declared.
        limit: u32,
    },
    /// A score is not a finite number.
    #[error("score {position} is not a finite number")]
    ScoreNotFinite {
        /// Position of the score, from 0.
        position: usize,
    },
    /// A value that has to be a probability is not in \[0, 1\].
    #[error("value {position} is not a probability between 0 and 1")]
    NotAProbability {
        /// Position of the value, from 0.
        position: usize,
    },
    /// The probabilities of an item do not add up to 1.
    #[error("the probabilities of item {item} do not add up to 1")]
    NotADistribution {
        /// The item, from 0.
        item: usize,
    },
    /// More classes than a confusion matrix can hold.
    #[error("{classes} classes are too many for a confusion matrix; at most {limit} fit")]
    TooManyClasses {
        /// The number given.
        classes: u32,
        /// The largest number taken.
        limit: u32,
    },
    /// A number of bins is 0 or larger than anything that can be read.
    #[error("{bins} bins cannot be drawn; take 1 to 1,000")]
    BinsOutOfRange {
        /// The number given.
        bins: usize,
    },
}

impl InputError {
    /// Stable identifier in `snake_case`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::LengthMismatch { .. } => "length_mismatch",
            Self::ItemOutOfRange { .. } => "item_out_of_range",
            Self::RaterOutOfRange { .. } => "rater_out_of_range",
            Self::ClassOutOfRange { .. } => "class_out_of_range",
            Self::ScoreNotFinite { .. } => "score_not_finite",
            Self::NotAProbability { .. } => "not_a_probability",
            Self::NotADistribution { .. } => "not_a_distribution",
            Self::TooManyClasses { .. } => "too_many_classes",
            Self::BinsOutOfRange { .. } => "bins_out_of_range",
        }
    }
}

/// Flat index arrays: judgment `j` says that rater `raters[j]` gave item `items[j]` the class `labels[j]`.
///
/// Any number of raters per item, gaps allowed. Skips are not judgments. Which judgments count (the first
/// independent one of each rater, no practice or gold) is the caller's choice, made before; what stays in
/// counts. A repeated (item, rater) pair counts as one more label everywhere except in Cohen's kappa,
/// which takes the first of the pair in array order ([`Judgments::first_rows`] gives those rows).
#[derive(Clone, Copy, Debug)]
pub struct Judgments<'a> {
    items: &'a [u32],
    raters: &'a [u32],
    labels: &'a [u32],
    n_items: u32,
    n_raters: u32,
    n_classes: u32,
}

impl<'a> Judgments<'a> {
    /// Checks lengths and ranges.
    ///
    /// `n_classes` is the number of classes the scheme declares, used or not: AC1 and Brennan-Prediger
    /// depend on it.
    ///
    /// # Errors
    /// [`InputError`] when the arrays differ in length or an index is out of range.
    pub fn new(
        items: &'a [u32],
        raters: &'a [u32],
        labels: &'a [u32],
        n_items: u32,
        n_raters: u32,
        n_classes: u32,
    ) -> Result<Self, InputError> {
        for other in [raters.len(), labels.len()] {
            if other != items.len() {
                return Err(InputError::LengthMismatch { first: items.len(), other });
            }
        }
        if let Some((position, value)) = first_at_or_above(items, n_items) {
            return Err(InputError::ItemOutOfRange { position, value, limit: n_items });
        }
        if let Some((position, value)) = first_at_or_above(raters, n_raters) {
            return Err(InputError::RaterOutOfRange { position, value, limit: n_raters });
        }
        if let Some((position, value)) = first_at_or_above(labels, n_classes) {
            return Err(InputError::ClassOutOfRange { position, value, limit: n_classes });
        }
        Ok(Self { items, raters, labels, n_items, n_raters, n_classes })
    }

    /// Item index of each judgment.
    pub fn items(&self) -> &'a [u32] {
        self.items
    }

    /// Rater index of each judgment.
    pub fn raters(&self) -> &'a [u32] {
        self.raters
    }

    /// Class index of each judgment.
    pub fn labels(&self) -> &'a [u32] {
        self.labels
    }

    /// Number of items declared, with or without judgments.
    pub fn n_items(&self) -> u32 {
        self.n_items
    }

    /// Number of raters declared.
    pub fn n_raters(&self) -> u32 {
        self.n_raters
    }

    /// Number of classes declared by the scheme.
    pub fn n_classes(&self) -> u32 {
        self.n_classes
    }

    /// Number of judgments.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is no judgment.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Positions of the first judgment of each (item, rater) pair, in array order.
    pub fn first_rows(&self) -> Vec<usize> {
        let mut rows: Vec<usize> = (0..self.len()).collect();
        // Stable sort: among equal pairs the earlier row stays first.
        rows.sort_by_key(|&row| (self.items[row], self.raters[row]));
        rows.dedup_by_key(|row| (self.items[*row], self.raters[*row]));
        rows.sort_unstable();
        rows
    }

    /// The same judgments with other labels, for one class against the rest. The caller guarantees that
    /// `labels` is as long as the judgments and stays below `n_classes`.
    pub(crate) fn relabelled<'b>(&self, labels: &'b [u32], n_classes: u32) -> Judgments<'b>
    where
        'a: 'b,
    {
        debug_assert_eq!(labels.len(), self.len());
        Judgments { labels, n_classes, ..*self }
    }

    /// Number of raters with at least one judgment.
    pub(crate) fn active_raters(&self) -> u64 {
        let mut seen = vec![false; self.n_raters as usize];
        for &rater in self.raters {
            seen[rater as usize] = true;
        }
        seen.iter().filter(|&&active| active).count() as u64
    }
}

fn first_at_or_above(values: &[u32], limit: u32) -> Option<(usize, u32)> {
    values.iter().copied().enumerate().find(|&(_, value)| value >= limit)
}

/// Labels of each item as (class, count) pairs sorted by class: O(judgments) memory at any number of classes.
pub(crate) struct ItemCounts {
    starts: Vec<usize>,
    cells: Vec<(u32, u32)>,
    totals: Vec<u32>,
}

/// The labels of one item.
#[derive(Clone, Copy)]
pub(crate) struct ItemRow<'a> {
    /// (class, count), sorted by class, counts above 0.
    pub cells: &'a [(u32, u32)],
    /// Number of labels.
    pub total: u32,
}

impl ItemRow<'_> {
    /// Ordered pairs of labels of this item that agree: sum over classes of c (c - 1).
    pub fn agreeing(&self) -> f64 {
        self.cells.iter().map(|&(_, count)| f64::from(count) * (f64::from(count) - 1.0)).sum()
    }

    /// Ordered pairs of labels of this item: m (m - 1).
    pub fn pairs(&self) -> f64 {
        f64::from(self.total) * (f64::from(self.total) - 1.0)
    }

    /// Count of one class.
    pub fn count_of(&self, class: u32) -> u32 {
        self.cells.iter().find(|cell| cell.0 == class).map_or(0, |cell| cell.1)
    }
}

impl ItemCounts {
    pub fn new(judgments: &Judgments<'_>) -> Self {
        let n = judgments.n_items as usize;
        let mut ends = vec![0usize; n + 1];
        for &item in judgments.items {
            ends[item as usize + 1] += 1;
        }
        let totals = ends[1..].iter().map(|&count| count as u32).collect();
        for i in 0..n {
            ends[i + 1] += ends[i];
        }
        let mut next = ends.clone();
        let mut sorted = vec![0u32; judgments.len()];
        for (&item, &label) in judgments.items.iter().zip(judgments.labels) {
            sorted[next[item as usize]] = label;
            next[item as usize] += 1;
        }
        let mut starts = Vec::with_capacity(n + 1);
        let mut cells: Vec<(u32, u32)> = Vec::new();
        for i in 0..n {
            starts.push(cells.len());
            let labels = &mut sorted[ends[i]..ends[i + 1]];
            labels.sort_unstable();
            cells.extend(labels.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)));
        }
        starts.push(cells.len());
        Self { starts, cells, totals }
    }

    /// One row per item, items without labels included.
    pub fn rows(&self) -> impl Iterator<Item = ItemRow<'_>> {
        self.totals.iter().enumerate().map(|(item, &total)| ItemRow {
            cells: &self.cells[self.starts[item]..self.starts[item + 1]],
            total,
        })
    }
}
