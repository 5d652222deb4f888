//! Agreement item by item.

use crate::judgments::{ItemCounts, Judgments};

/// How far the labels of one item agree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ItemAgreement {
    /// Labels of the item.
    pub n: u32,
    /// Share of pairs of labels that agree, in \[0, 1\]; `None` under two labels.
    pub agreement: Option<f64>,
    /// Entropy of the labels in bits, 0 to log2 of the classes; `None` without a label.
    pub entropy: Option<f64>,
}

/// Agreement and entropy of each item, in item order, one entry per declared item.
///
/// agreement = sum_k c_k (c_k - 1) / (m (m - 1)); entropy = - sum_k (c_k / m) log2(c_k / m) (Shannon 1948,
/// plug-in; biased downward at few labels, so compare items with equally many).
pub fn per_item(judgments: &Judgments<'_>) -> Vec<ItemAgreement> {
    ItemCounts::new(judgments)
        .rows()
        .map(|row| {
            let m = f64::from(row.total);
            let bits = |count: u32| {
                let share = f64::from(count) / m;
                share * (1.0 / share).log2()
            };
            ItemAgreement {
                n: row.total,
                agreement: (row.total >= 2).then(|| row.agreeing() / row.pairs()),
                entropy: (row.total >= 1).then(|| row.cells.iter().map(|cell| bits(cell.1)).sum()),
            }
        })
        .collect()
}
