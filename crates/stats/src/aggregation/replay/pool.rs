//! The recorded judgments, item by item, in a random order.

use super::Drawn;
use crate::judgments::Judgments;
use crate::sampling::permutation;

/// Recorded judgments grouped by item.
#[derive(Clone, Debug)]
pub(crate) struct Pool {
    /// Judgments of item i are at `starts[i]..starts[i + 1]`.
    starts: Vec<usize>,
    raters: Vec<u32>,
    labels: Vec<u32>,
    shape: (u32, u32, u32),
}

impl Pool {
    /// In an order that does not depend on the order of the rows.
    pub fn new(judgments: &Judgments<'_>) -> Self {
        let mut rows: Vec<usize> = (0..judgments.len()).collect();
        let key = |&row: &usize| (judgments.items()[row], judgments.raters()[row], judgments.labels()[row]);
        rows.sort_unstable_by_key(key);
        let mut starts = vec![0; judgments.n_items() as usize + 1];
        judgments.items().iter().for_each(|&item| starts[item as usize + 1] += 1);
        for item in 1..starts.len() {
            starts[item] += starts[item - 1];
        }
        Self {
            starts,
            raters: rows.iter().map(|&row| judgments.raters()[row]).collect(),
            labels: rows.iter().map(|&row| judgments.labels()[row]).collect(),
            shape: (judgments.n_items(), judgments.n_raters(), judgments.n_classes()),
        }
    }

    /// The same in a random order within each item.
    pub fn shuffled(&self, seed: u64) -> Self {
        let keys = permutation(self.raters.len() as u32, seed);
        let mut rows: Vec<usize> = (0..self.len()).collect();
        for item in 0..self.n_items() {
            rows[self.rows(item)].sort_unstable_by_key(|&row| keys[row]);
        }
        let pick = |values: &[u32]| rows.iter().map(|&row| values[row]).collect();
        Self { raters: pick(&self.raters), labels: pick(&self.labels), ..self.clone() }
    }

    pub fn n_items(&self) -> usize {
        self.starts.len() - 1
    }

    /// Number of recorded judgments.
    pub fn len(&self) -> usize {
        self.raters.len()
    }

    /// Positions of the judgments of an item.
    pub fn rows(&self, item: usize) -> std::ops::Range<usize> {
        self.starts[item]..self.starts[item + 1]
    }

    pub fn rater(&self, row: usize) -> usize {
        self.raters[row] as usize
    }

    /// The judgments at these positions, (item, position).
    pub fn take(&self, rows: impl Iterator<Item = (usize, usize)>) -> Drawn {
        let mut drawn = Drawn { items: vec![], raters: vec![], labels: vec![], shape: self.shape };
        for (item, row) in rows {
            drawn.push(item, self.raters[row], self.labels[row]);
        }
        drawn
    }

    /// The first n of each item.
    pub fn first(&self, n: u32) -> Drawn {
        let first = |item| self.rows(item).take(n as usize).map(move |row| (item, row));
        self.take((0..self.n_items()).flat_map(first))
    }

    pub fn everything(&self) -> Drawn {
        self.first(u32::MAX)
    }
}

impl Drawn {
    fn push(&mut self, item: usize, rater: u32, label: u32) {
        self.items.push(item as u32);
        self.raters.push(rater);
        self.labels.push(label);
    }

    /// Adds the judgment of an item at a position of the pool.
    pub fn add(&mut self, pool: &Pool, item: usize, row: usize) {
        self.push(item, pool.raters[row], pool.labels[row]);
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }
}
