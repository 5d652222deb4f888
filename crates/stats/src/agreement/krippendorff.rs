//! Krippendorff's alpha.

use super::Prepared;
use crate::bootstrap::{Limits, bootstrap};
use crate::estimate::{Coefficient, Undefined};
use crate::judgments::{ItemRow, Judgments};

/// Krippendorff's alpha with the nominal distance: 1 - D_o / D_e.
///
/// Over items with two or more labels (single labels are dropped): D_o = 1/n sum_i (m_i^2 - sum_k
/// c_ik^2) / (m_i - 1), D_e = (n^2 - sum_k n_k^2) / (n (n - 1)), n labels in all, n_k of class k.
/// Name `krippendorff_alpha`, at most 1; `n_judgments` counts the labels that were kept.
///
/// Interval: percentile bootstrap over items, whole rows, at most [`MAX_RESAMPLES`](crate::MAX_RESAMPLES)
/// resamples from `seed`; SE: standard deviation of the resamples. Undefined without an item with two
/// labels, and where the labels kept are all of one class. Source: Krippendorff, Content Analysis (2004),
/// chapter 11; Computing Krippendorff's Alpha-Reliability (2011).
pub fn krippendorff_alpha(judgments: &Judgments<'_>, seed: u64) -> Coefficient {
    krippendorff_alpha_of(&Prepared::new(judgments), seed)
}

pub(crate) fn krippendorff_alpha_of(data: &Prepared<'_>, seed: u64) -> Coefficient {
    const NAME: &str = "krippendorff_alpha";
    if let Err(reason) = data.comparable() {
        return data.undefined(NAME, reason);
    }
    let rows: Vec<ItemRow<'_>> = data.counts.pairable().collect();
    let n_classes = data.judgments.n_classes() as usize;
    let once = vec![1u32; rows.len()];
    let n_judgments = rows.iter().map(|row| u64::from(row.total)).sum();
    let Some(value) = alpha(&rows, &once, n_classes) else {
        return Coefficient { n_judgments, ..data.undefined(NAME, Undefined::OneCategoryOnly) };
    };
    let mut coefficient = Coefficient { n_judgments, ..data.coefficient(NAME, value) };
    coefficient.interval = match data.spread.check_chance_corrected() {
        Err(reason) => Err(reason),
        Ok(()) => {
            let cost = rows.iter().map(|row| row.cells.len() as u64 + 4).sum();
            let result = bootstrap(rows.len(), value, cost, seed, Limits::Percentile, |weights| {
                alpha(&rows, weights, n_classes)
            });
            coefficient.se = result.se;
            result.interval
        }
    };
    coefficient
}

/// Alpha of items counted `weights` times each; `None` where all labels are of one class.
fn alpha(rows: &[ItemRow<'_>], weights: &[u32], n_classes: usize) -> Option<f64> {
    let mut totals = vec![0.0; n_classes];
    let mut observed = 0.0;
    for (row, &weight) in rows.iter().zip(weights).filter(|(_, weight)| **weight > 0) {
        let weight = f64::from(weight);
        let mut squares = 0.0;
        for &(class, count) in row.cells {
            let count = f64::from(count);
            totals[class as usize] += weight * count;
            squares += count * count;
        }
        let m = f64::from(row.total);
        observed += weight * (m * m - squares) / (m - 1.0);
    }
    let n: f64 = totals.iter().sum();
    let expected = n * n - totals.iter().map(|total| total * total).sum::<f64>();
    // The sums are of integers, exact below 2^53, so one class only gives exactly 0.
    (expected > 0.0).then(|| 1.0 - (n - 1.0) * observed / expected)
}
