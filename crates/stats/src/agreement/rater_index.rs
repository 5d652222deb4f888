//! Judgments by item and by rater, for pairs of raters.

use crate::judgments::Judgments;

/// One item judged by a given rater and a later one.
pub(crate) struct SharedItem {
    pub b: u32,
    pub item: u32,
    pub label_a: u32,
    pub label_b: u32,
}

/// A judgment.
#[derive(Clone, Copy, Default)]
struct Row {
    item: u32,
    rater: u32,
    label: u32,
}

/// Judgments sorted by item, then rater, the first of repeats only; and where those of each rater stand.
/// 20 bytes a judgment. Each judgment of a rater takes one jump through memory, which is what pairs of raters
/// cost on millions of judgments: so the row holds its item, and the later raters of the item follow it.
pub(crate) struct RaterIndex {
    rows: Vec<Row>,
    /// Positions of the rows of each rater, rater after rater, ascending.
    of_raters: Vec<usize>,
    rater_ends: Vec<usize>,
    n_items: usize,
}

impl RaterIndex {
    pub fn new(judgments: &Judgments<'_>) -> Self {
        let rows = rows_by_item(judgments);
        let mut rater_ends = vec![0usize; judgments.n_raters() as usize];
        rows.iter().for_each(|row| rater_ends[row.rater as usize] += 1);
        let mut sum = 0;
        for end in &mut rater_ends {
            // The start for now; it moves to the end as the rows come in.
            sum += std::mem::replace(end, sum);
        }
        let mut of_raters = vec![0; rows.len()];
        for (position, row) in rows.iter().enumerate() {
            let next = &mut rater_ends[row.rater as usize];
            of_raters[*next] = position;
            *next += 1;
        }
        Self { rows, of_raters, rater_ends, n_items: judgments.n_items() as usize }
    }

    /// Takes `class` as class 1 and all others as class 0; `labels` are those of [`RaterIndex::labels`] before
    /// the first such change.
    pub fn set_against_rest(&mut self, labels: &[u32], class: u32) {
        for (row, &label) in self.rows.iter_mut().zip(labels) {
            row.label = u32::from(label == class);
        }
    }

    /// The label of each row.
    pub fn labels(&self) -> Vec<u32> {
        self.rows.iter().map(|row| row.label).collect()
    }

    /// Items of rater `a`, once for every rater with a larger number that judged the item too.
    pub fn shared_with_later(&self, a: u32) -> impl Iterator<Item = SharedItem> {
        let start = if a == 0 { 0 } else { self.rater_ends[a as usize - 1] };
        let own = &self.of_raters[start..self.rater_ends[a as usize]];
        own.iter().flat_map(move |&position| {
            let Row { item, label: label_a, .. } = self.rows[position];
            let later = self.rows[position + 1..].iter().take_while(move |row| row.item == item);
            later.map(move |row| SharedItem { b: row.rater, item, label_a, label_b: row.label })
        })
    }

    /// Number of raters, with judgments or without.
    pub fn n_raters(&self) -> u32 {
        self.rater_ends.len() as u32
    }

    /// Number of items, judged or not.
    pub fn n_items(&self) -> usize {
        self.n_items
    }

    /// The items judged by two or more raters.
    pub fn shared_items(&self) -> impl Iterator<Item = usize> {
        let items = self.rows.chunk_by(|x, y| x.item == y.item);
        items.filter(|rows| rows.len() >= 2).map(|rows| rows[0].item as usize)
    }

    /// Number of items judged by two or more raters.
    pub fn items_shared(&self) -> u64 {
        self.shared_items().count() as u64
    }
}

fn rows_by_item(judgments: &Judgments<'_>) -> Vec<Row> {
    let mut ends = vec![0usize; judgments.n_items() as usize];
    judgments.items().iter().for_each(|&item| ends[item as usize] += 1);
    let mut sum = 0;
    for end in &mut ends {
        sum += std::mem::replace(end, sum);
    }
    let mut rows = vec![Row::default(); judgments.len()];
    let labels = judgments.raters().iter().zip(judgments.labels());
    for (&item, (&rater, &label)) in judgments.items().iter().zip(labels) {
        let position = &mut ends[item as usize];
        rows[*position] = Row { item, rater, label };
        *position += 1;
    }
    let mut start = 0;
    for &end in &ends {
        // Stable, so that among repeats the first in array order stays first.
        rows[start..end].sort_by_key(|row| row.rater);
        start = end;
    }
    rows.dedup_by_key(|row| (row.item, row.rater));
    rows
}
