//! Judgments by item and by rater, for pairs of raters.

use crate::judgments::Judgments;

/// One item judged by a given rater and a later one.
pub(crate) struct SharedItem {
    pub b: u32,
    pub item: u32,
    pub label_a: u32,
    pub label_b: u32,
}

/// Judgments sorted by item, then rater, the first of repeats only; and the items of each rater. 12 bytes
/// a judgment.
pub(crate) struct RaterIndex {
    /// (rater, label), item after item.
    rows: Vec<(u32, u32)>,
    item_ends: Vec<usize>,
    rater_ends: Vec<usize>,
    /// Items of each rater, rater after rater, ascending.
    rater_items: Vec<u32>,
}

impl RaterIndex {
    pub fn new(judgments: &Judgments<'_>) -> Self {
        let (rows, item_ends) = rows_by_item(judgments);
        let mut rater_ends = vec![0usize; judgments.n_raters() as usize];
        rows.iter().for_each(|row| rater_ends[row.0 as usize] += 1);
        let mut sum = 0;
        for end in &mut rater_ends {
            // The start for now; it moves to the end as the items come in.
            sum += std::mem::replace(end, sum);
        }
        let mut rater_items = vec![0u32; rows.len()];
        let mut start = 0;
        for (item, &end) in (0..).zip(&item_ends) {
            for row in &rows[start..end] {
                let position = &mut rater_ends[row.0 as usize];
                rater_items[*position] = item;
                *position += 1;
            }
            start = end;
        }
        Self { rows, item_ends, rater_ends, rater_items }
    }

    fn item(&self, item: u32) -> &[(u32, u32)] {
        let start = if item == 0 { 0 } else { self.item_ends[item as usize - 1] };
        &self.rows[start..self.item_ends[item as usize]]
    }

    /// Items of rater `a`, once for every rater with a larger number that judged the item too.
    pub fn shared_with_later(&self, a: u32) -> impl Iterator<Item = SharedItem> {
        let start = if a == 0 { 0 } else { self.rater_ends[a as usize - 1] };
        let own = &self.rater_items[start..self.rater_ends[a as usize]];
        own.iter().flat_map(move |&item| {
            let rows = self.item(item);
            let position = rows.partition_point(|row| row.0 < a);
            let label_a = rows[position].1;
            rows[position + 1..].iter().map(move |&(b, label_b)| SharedItem { b, item, label_a, label_b })
        })
    }

    fn sizes(&self) -> impl Iterator<Item = u64> {
        let starts = std::iter::once(0).chain(self.item_ends.iter().copied());
        self.item_ends.iter().zip(starts).map(|(end, start)| (end - start) as u64)
    }

    /// The same with `class` as class 1 and all others as class 0.
    pub fn against_rest(&self, class: u32) -> Self {
        let rows = self.rows.iter().map(|&(rater, label)| (rater, u32::from(label == class))).collect();
        let (item_ends, rater_ends) = (self.item_ends.clone(), self.rater_ends.clone());
        Self { rows, item_ends, rater_ends, rater_items: self.rater_items.clone() }
    }

    /// Number of raters, with judgments or without.
    pub fn n_raters(&self) -> u32 {
        self.rater_ends.len() as u32
    }

    /// Number of items, judged or not.
    pub fn n_items(&self) -> usize {
        self.item_ends.len()
    }

    /// The items judged by two or more raters.
    pub fn shared_items(&self) -> impl Iterator<Item = usize> {
        self.sizes().enumerate().filter(|entry| entry.1 >= 2).map(|entry| entry.0)
    }

    /// Number of items judged by two or more raters.
    pub fn items_shared(&self) -> u64 {
        self.sizes().filter(|&m| m >= 2).count() as u64
    }
}

fn rows_by_item(judgments: &Judgments<'_>) -> (Vec<(u32, u32)>, Vec<usize>) {
    let mut ends = vec![0usize; judgments.n_items() as usize];
    judgments.items().iter().for_each(|&item| ends[item as usize] += 1);
    let mut sum = 0;
    for end in &mut ends {
        sum += std::mem::replace(end, sum);
    }
    let mut rows = vec![(0u32, 0u32); judgments.len()];
    for ((&item, &rater), &label) in judgments.items().iter().zip(judgments.raters()).zip(judgments.labels())
    {
        let position = &mut ends[item as usize];
        rows[*position] = (rater, label);
        *position += 1;
    }
    // Stable, so that among repeats the first in array order stays first; later ones are dropped in place.
    let (mut start, mut kept) = (0, 0);
    for end in &mut ends {
        rows[start..*end].sort_by_key(|row| row.0);
        let first_kept = kept;
        for position in start..*end {
            if kept == first_kept || rows[kept - 1].0 != rows[position].0 {
                rows[kept] = rows[position];
                kept += 1;
            }
        }
        start = *end;
        *end = kept;
    }
    rows.truncate(kept);
    (rows, ends)
}
