//! Helpers of the tests.
#![allow(dead_code, reason = "each test file uses a part")]

use assay_stats::Judgments;
use serde_json::Value;

/// Tolerance of closed forms.
pub const TOLERANCE: f64 = 1e-9;

/// Owned index arrays.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub items: Vec<u32>,
    pub raters: Vec<u32>,
    pub labels: Vec<u32>,
    pub n_items: u32,
    pub n_raters: u32,
    pub n_classes: u32,
}

impl Table {
    pub fn judgments(&self) -> Judgments<'_> {
        let (items, raters, labels) = (&self.items, &self.raters, &self.labels);
        Judgments::new(items, raters, labels, self.n_items, self.n_raters, self.n_classes).unwrap()
    }

    /// Rows of items, columns of raters, null for a gap.
    pub fn from_rows(rows: &[Vec<Option<u32>>], n_classes: u32) -> Self {
        let n_raters = rows.iter().map(Vec::len).max().unwrap_or(0) as u32;
        let mut table = Self { n_items: rows.len() as u32, n_raters, n_classes, ..Self::default() };
        for (item, row) in (0..).zip(rows) {
            for (rater, label) in (0..).zip(row).filter_map(|(rater, label)| Some((rater, (*label)?))) {
                table.push(item, rater, label);
            }
        }
        table
    }

    pub fn push(&mut self, item: u32, rater: u32, label: u32) {
        self.items.push(item);
        self.raters.push(rater);
        self.labels.push(label);
    }

    /// The rows named, in that order.
    pub fn keep(&self, rows: &[usize]) -> Self {
        let pick = |values: &[u32]| rows.iter().map(|&row| values[row]).collect();
        Self {
            items: pick(&self.items),
            raters: pick(&self.raters),
            labels: pick(&self.labels),
            ..self.clone()
        }
    }
}

/// Rows of a fixture.
pub fn rows(value: &Value) -> Vec<Vec<Option<u32>>> {
    let label = |v: &Value| v.as_u64().map(|v| v as u32);
    value.as_array().unwrap().iter().map(|row| row.as_array().unwrap().iter().map(label).collect()).collect()
}

#[track_caller]
pub fn close(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() <= TOLERANCE, "{what}: {found} instead of {expected}");
}

pub fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}
