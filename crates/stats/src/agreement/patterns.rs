//! Items with the same labels, counted once: what all coefficients but those of pairs of raters need.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::judgments::{ItemRow, Judgments};

/// Item without a label.
const NONE: u32 = u32::MAX;

/// Distinct multisets of labels with the number of items that have them, sorted, so that neither the order
/// of judgments nor of items matters. Five labels of ten classes make at most 2,002 patterns, however many
/// items: sums, jackknife and bootstrap then cost no more. Memory: O(items + cells of distinct patterns)
/// beside one copy of the labels while it is built.
pub(crate) struct Patterns {
    starts: Vec<usize>,
    cells: Vec<(u32, u32)>,
    totals: Vec<u32>,
    times: Vec<u64>,
    of_item: Vec<u32>,
}

/// One pattern.
#[derive(Clone, Copy)]
pub(crate) struct Pattern<'a> {
    /// The labels.
    pub row: ItemRow<'a>,
    /// Items that have them.
    pub times: u64,
}

impl Pattern<'_> {
    /// Items that have the pattern, as a factor.
    pub fn weight(&self) -> f64 {
        self.times as f64
    }
}

impl Patterns {
    pub fn new(judgments: &Judgments<'_>) -> Self {
        let (labels, ends) = labels_by_item(judgments);
        let mut ids: HashMap<&[u32], u32, BuildHasherDefault<Mixer>> = HashMap::default();
        let mut found: Vec<&[u32]> = Vec::new();
        let mut times: Vec<u64> = Vec::new();
        let mut of_item = Vec::with_capacity(ends.len());
        let mut start = 0;
        for &end in &ends {
            let own = &labels[start..end];
            start = end;
            of_item.push(if own.is_empty() {
                NONE
            } else {
                let id = *ids.entry(own).or_insert_with(|| {
                    found.push(own);
                    times.push(0);
                    found.len() as u32 - 1
                });
                times[id as usize] += 1;
                id
            });
        }
        drop(ids);
        let mut order: Vec<u32> = (0..found.len() as u32).collect();
        order.sort_unstable_by_key(|&id| found[id as usize]);
        let mut patterns = Self::empty(found.len());
        let mut new_id = vec![0; found.len()];
        for (position, &id) in (0..).zip(&order) {
            new_id[id as usize] = position;
            let cells = found[id as usize].chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32));
            patterns.push(cells, times[id as usize]);
        }
        renumber(&mut of_item, &new_id);
        Self { of_item, ..patterns }
    }

    /// The same with `class` as class 1 and all others as class 0.
    pub fn against_rest(&self, class: u32) -> Self {
        let of_class: Vec<(u32, u32)> = self
            .all()
            .map(|pattern| {
                let count = pattern.row.count_of(class);
                (pattern.row.total - count, count)
            })
            .collect();
        let mut order: Vec<u32> = (0..of_class.len() as u32).collect();
        order.sort_unstable_by_key(|&id| of_class[id as usize]);
        let mut merged = Self::empty(0);
        let mut new_id = vec![0; of_class.len()];
        for group in order.chunk_by(|&a, &b| of_class[a as usize] == of_class[b as usize]) {
            group.iter().for_each(|&id| new_id[id as usize] = merged.totals.len() as u32);
            let (rest, own) = of_class[group[0] as usize];
            let times = group.iter().map(|&id| self.times[id as usize]).sum();
            merged.push([(0, rest), (1, own)].into_iter().filter(|cell| cell.1 > 0), times);
        }
        let mut of_item = self.of_item.clone();
        renumber(&mut of_item, &new_id);
        Self { of_item, ..merged }
    }

    fn empty(capacity: usize) -> Self {
        let mut starts = Vec::with_capacity(capacity + 1);
        starts.push(0);
        let (totals, times) = (Vec::with_capacity(capacity), Vec::with_capacity(capacity));
        Self { starts, cells: Vec::new(), totals, times, of_item: Vec::new() }
    }

    fn push(&mut self, cells: impl Iterator<Item = (u32, u32)>, times: u64) {
        let start = self.cells.len();
        self.cells.extend(cells);
        self.totals.push(self.cells[start..].iter().map(|cell| cell.1).sum());
        self.starts.push(self.cells.len());
        self.times.push(times);
    }

    /// Every pattern, single labels included.
    pub fn all(&self) -> impl Iterator<Item = Pattern<'_>> {
        (0..self.times.len()).map(|id| Pattern {
            row: ItemRow { cells: &self.cells[self.starts[id]..self.starts[id + 1]], total: self.totals[id] },
            times: self.times[id],
        })
    }

    /// Patterns of two or more labels.
    pub fn pairable(&self) -> impl Iterator<Item = Pattern<'_>> {
        self.all().filter(|pattern| pattern.row.total >= 2)
    }

    /// Position in [`Patterns::all`] of each item's pattern; `None` without a label.
    pub fn of_items(&self) -> impl Iterator<Item = Option<usize>> {
        self.of_item.iter().map(|&id| (id != NONE).then_some(id as usize))
    }
}

fn renumber(of_item: &mut [u32], new_id: &[u32]) {
    for id in of_item.iter_mut().filter(|id| **id != NONE) {
        *id = new_id[*id as usize];
    }
}

/// The labels item after item, sorted within each, and where each item's end.
fn labels_by_item(judgments: &Judgments<'_>) -> (Vec<u32>, Vec<usize>) {
    let n = judgments.n_items() as usize;
    let mut ends = vec![0usize; n];
    judgments.items().iter().for_each(|&item| ends[item as usize] += 1);
    let mut sum = 0;
    for end in &mut ends {
        // For now the start of the item; filling the item moves it to the end.
        sum += std::mem::replace(end, sum);
    }
    let mut labels = vec![0u32; judgments.len()];
    for (&item, &label) in judgments.items().iter().zip(judgments.labels()) {
        let position = &mut ends[item as usize];
        labels[*position] = label;
        *position += 1;
    }
    let mut start = 0;
    for &end in &ends {
        labels[start..end].sort_unstable();
        start = end;
    }
    (labels, ends)
}

/// A fast hash of short slices of labels. Collisions cost time only.
#[derive(Default)]
struct Mixer(u64);

impl Mixer {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.add(chunk.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)));
        }
        let rest = chunks.remainder();
        if !rest.is_empty() {
            self.add(rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)));
        }
    }

    fn write_usize(&mut self, value: usize) {
        self.add(value as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}
