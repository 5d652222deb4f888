//! How much each item moves Krippendorff's alpha.
//!
//! alpha = 1 - (N - 1) O / E over N labels, O = sum over items of sum_kl c_k c_l d_kl / (m - 1),
//! E = sum_kl T_k T_l d_kl. With ordinal distance d depends on the totals T, and O and E with it.

use super::smooth::Pseudo;
use super::weights::{WeightKind, Weights};
use crate::judgments::ItemRow;

/// Labels of each class, and the distance between classes.
pub(crate) struct Totals<'w> {
    totals: Vec<f64>,
    weights: &'w Weights,
    /// Middle rank of each class, for ordinal.
    ranks: Option<Vec<f64>>,
}

impl<'w> Totals<'w> {
    pub fn new(totals: Vec<f64>, weights: &'w Weights) -> Self {
        let ranks = (weights.kind() == WeightKind::Ordinal).then(|| middle_ranks(&totals));
        Self { totals, weights, ranks }
    }

    pub fn distance(&self, a: u32, b: u32) -> f64 {
        match &self.ranks {
            Some(ranks) => (ranks[a as usize] - ranks[b as usize]).powi(2),
            None => self.weights.distance(a, b),
        }
    }

    fn sum(&self) -> f64 {
        self.totals.iter().sum()
    }

    /// sum_l T_l d_kl for each class k.
    fn distances(&self) -> Vec<f64> {
        match &self.ranks {
            Some(ranks) => {
                let n = self.sum();
                let middle = self.totals.iter().zip(ranks).map(|(t, rank)| t * rank).sum::<f64>() / n;
                let around: f64 =
                    self.totals.iter().zip(ranks).map(|(t, rank)| t * (rank - middle).powi(2)).sum();
                ranks.iter().map(|rank| n * (rank - middle).powi(2) + around).collect()
            }
            None => {
                let n = self.sum();
                self.weights.times(&self.totals).iter().map(|agreeing| n - agreeing).collect()
            }
        }
    }
}

/// O, E and what a label of each class adds to them through the totals.
pub(crate) struct Effects<'a> {
    totals: &'a Totals<'a>,
    within: &'a [f64],
    pseudo: Option<&'a Pseudo>,
    observed: f64,
    expected: f64,
    /// Derivative of O by each total.
    to_observed: Vec<f64>,
    /// Derivative of E by each total.
    to_expected: Vec<f64>,
}

impl<'a> Effects<'a> {
    /// `within` holds each pattern's part of O where the distance does not depend on the totals.
    pub fn new<'r, I: Iterator<Item = (ItemRow<'r>, f64)>>(
        totals: &'a Totals<'a>,
        items: impl Fn() -> I,
        within: &'a [f64],
        pseudo: Option<&'a Pseudo>,
    ) -> Self {
        let distances = totals.distances();
        let expected = totals.totals.iter().zip(&distances).map(|(total, sum)| total * sum).sum();
        let direct = distances.iter().map(|sum| 2.0 * sum).collect();
        let none = vec![0.0; totals.totals.len()];
        let empty =
            Self { totals, within, pseudo, observed: 0.0, expected, to_observed: none, to_expected: direct };
        let real: f64 = items().enumerate().map(|(p, (row, times))| times * empty.within_of(p, row)).sum();
        let added: f64 =
            pseudo.iter().flat_map(|pseudo| pseudo.items()).map(|item| item.times * 2.0 * item.apart).sum();
        Self { observed: real + added, ..empty }.with_ranks(items)
    }

    fn within_of(&self, pattern: usize, row: ItemRow<'_>) -> f64 {
        match &self.totals.ranks {
            Some(ranks) => spread_of(row.cells, ranks) / (f64::from(row.total) - 1.0),
            None => self.within[pattern],
        }
    }

    /// Adds what the totals do to the ranks: one more label of class g moves the middle rank of every later
    /// class by 1 and its own by one half.
    fn with_ranks<'r, I: Iterator<Item = (ItemRow<'r>, f64)>>(mut self, items: impl Fn() -> I) -> Self {
        let Some(ranks) = &self.totals.ranks else { return self };
        let totals = &self.totals.totals;
        let n = self.totals.sum();
        let middle = totals.iter().zip(ranks).map(|(total, rank)| total * rank).sum::<f64>() / n;
        // Derivatives by the ranks.
        let of_expected: Vec<f64> =
            totals.iter().zip(ranks).map(|(total, rank)| 4.0 * n * total * (rank - middle)).collect();
        let mut of_observed = vec![0.0; ranks.len()];
        for (row, times) in items() {
            let m = f64::from(row.total);
            let mean = row.cells.iter().map(|&(k, c)| f64::from(c) * ranks[k as usize]).sum::<f64>() / m;
            for &(k, c) in row.cells {
                of_observed[k as usize] +=
                    times * 4.0 * m / (m - 1.0) * f64::from(c) * (ranks[k as usize] - mean);
            }
        }
        add_later(&of_expected, &mut self.to_expected);
        add_later(&of_observed, &mut self.to_observed);
        self
    }

    /// alpha, and the root of the sum of squared effects of items; `None` for a single item.
    pub fn value_and_error<'r, I: Iterator<Item = (ItemRow<'r>, f64)>>(
        &self,
        items: impl Fn() -> I,
    ) -> Option<(f64, f64)> {
        let others = self.totals.sum() - 1.0;
        let value = 1.0 - others * self.observed / self.expected;
        let effect = |within: f64, labels: f64, to_observed: f64, to_expected: f64| {
            let ratio = self.observed / self.expected;
            -(others * (within + to_observed) + self.observed * labels - others * ratio * to_expected)
                / self.expected
        };
        let (mut n, mut sum, mut squares) = (0.0, 0.0, 0.0);
        let mut add = |times: f64, x: f64| {
            n += times;
            sum += times * x;
            squares += times * x * x;
        };
        for (pattern, (row, times)) in items().enumerate() {
            let of = |values: &[f64]| -> f64 {
                row.cells.iter().map(|&(k, c)| f64::from(c) * values[k as usize]).sum()
            };
            let within = self.within_of(pattern, row);
            add(times, effect(within, f64::from(row.total), of(&self.to_observed), of(&self.to_expected)));
        }
        if let Some(pseudo) = self.pseudo {
            let m = pseudo.labels();
            let (observed, expected) = (pseudo.mean_of(&self.to_observed), pseudo.mean_of(&self.to_expected));
            for item in pseudo.items() {
                add(item.times, effect(2.0 * item.apart, m, m * observed(&item), m * expected(&item)));
            }
        }
        (n >= 2.0).then(|| {
            let variance = (squares - sum * sum / n).max(0.0) * n / (n - 1.0);
            (value, variance.sqrt())
        })
    }
}

/// Adds to each class the sum of the later classes and half its own.
fn add_later(of_class: &[f64], to: &mut [f64]) {
    let mut later = 0.0;
    for (own, to) in of_class.iter().zip(to).rev() {
        *to += later + own / 2.0;
        later += own;
    }
}

/// Mean rank of each class's labels: their differences are Krippendorff's ordinal distance before the square.
pub(crate) fn middle_ranks(totals: &[f64]) -> Vec<f64> {
    let mut below = 0.0;
    totals
        .iter()
        .map(|total| {
            let middle = below + total / 2.0;
            below += total;
            middle
        })
        .collect()
}

/// sum_kl c_k c_l (v_k - v_l)^2 = 2 m sum_k c_k (v_k - mean)^2.
pub(crate) fn spread_of(cells: &[(u32, u32)], values: &[f64]) -> f64 {
    let m: f64 = cells.iter().map(|cell| f64::from(cell.1)).sum();
    let mean = cells.iter().map(|&(k, c)| f64::from(c) * values[k as usize]).sum::<f64>() / m;
    2.0 * m * cells.iter().map(|&(k, c)| f64::from(c) * (values[k as usize] - mean).powi(2)).sum::<f64>()
}
