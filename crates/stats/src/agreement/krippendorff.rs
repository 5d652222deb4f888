//! Krippendorff's alpha.

use super::Prepared;
use super::percent::distance_within;
use super::resample::bootstrap_patterns;
use super::weights::{WeightKind, Weights, WeightsError};
use crate::estimate::{Coefficient, Undefined};
use crate::judgments::{ItemRow, Judgments};

/// Krippendorff's alpha with the nominal distance: 1 - D_o / D_e.
///
/// Over items with two or more labels (single labels are dropped): D_o = 1/n sum_i (m_i^2 - sum_k
/// c_ik^2) / (m_i - 1), D_e = (n^2 - sum_k n_k^2) / (n (n - 1)), n labels in all, n_k of class k.
/// Name `krippendorff_alpha`, at most 1; `n_judgments` counts the labels that were kept.
///
/// SE: linearised (Gwet, Handbook, 2014, as irrCAC). Interval: percentile bootstrap over items, whole
/// rows, [`MAX_RESAMPLES`](crate::MAX_RESAMPLES) resamples from `seed` (fewer where the work is large).
/// Undefined without an item with two labels, and where the labels kept are all of one class. Source:
/// Krippendorff, Content Analysis (2004), chapter 11; Computing Krippendorff's Alpha-Reliability (2011).
pub fn krippendorff_alpha(judgments: &Judgments<'_>, seed: u64) -> Coefficient {
    krippendorff_alpha_of(&Prepared::new(judgments), &Weights::nominal(judgments.n_classes()), seed)
}

/// Krippendorff's alpha with a distance: D_o = 1/n sum_i sum_kl c_ik c_il d_kl / (m_i - 1),
/// D_e = sum_kl n_k n_l d_kl / (n (n - 1)).
///
/// d_kl = 1 - w_kl; a constant factor cancels, so these are Krippendorff's distances: nominal; interval
/// (v_k - v_l)^2; ratio ((v_k - v_l) / (v_k + v_l))^2; quadratic is interval on the scheme's order.
/// Ordinal is his distance of ranks in the labels kept, d_kl = (sum of n_g from class k to class l minus
/// (n_k + n_l) / 2)^2, which depends on the data; irrCAC puts Gwet's ordinal weights there instead
/// (0.815 becomes 0.799 on Krippendorff's example of 2011), which [`Weights::custom`] of their matrix gives.
///
/// SE: linearised as in [`krippendorff_alpha`]; for ordinal the standard deviation of the resamples.
/// Interval and reasons as there.
///
/// # Errors
/// [`WeightsError::OtherClasses`] where the weights are for another number of classes.
pub fn krippendorff_alpha_weighted(
    judgments: &Judgments<'_>,
    weights: &Weights,
    seed: u64,
) -> Result<Coefficient, WeightsError> {
    weights.fit(judgments)?;
    Ok(krippendorff_alpha_of(&Prepared::new(judgments), weights, seed))
}

pub(crate) fn krippendorff_alpha_of(data: &Prepared<'_>, weights: &Weights, seed: u64) -> Coefficient {
    const NAME: &str = "krippendorff_alpha";
    if let Err(reason) = data.comparable() {
        return data.undefined(NAME, reason);
    }
    let model = Model::new(data, weights);
    let n_judgments = model.rows.iter().zip(&model.times).map(|(row, t)| t * u64::from(row.total)).sum();
    let Some(value) = model.alpha(&model.times) else {
        return Coefficient { n_judgments, ..data.undefined(NAME, Undefined::OneCategoryOnly) };
    };
    let mut coefficient = Coefficient { n_judgments, ..data.coefficient(NAME, value) };
    coefficient.se = model.standard_error();
    coefficient.interval = data.spread.check_chance_corrected().and_then(|()| {
        let result = bootstrap_patterns(&model.times, value, model.cost(), seed, |times| model.alpha(times));
        coefficient.se = coefficient.se.or(result.se);
        result.interval
    });
    coefficient
}

/// Patterns with two or more labels and the distance between classes.
struct Model<'a> {
    weights: &'a Weights,
    rows: Vec<ItemRow<'a>>,
    times: Vec<u64>,
    /// Per pattern sum_kl c_k c_l d_kl / (m - 1); empty for ranks, which change with the resample.
    within: Vec<f64>,
    n_classes: usize,
}

impl<'a> Model<'a> {
    fn new(data: &'a Prepared<'_>, weights: &'a Weights) -> Self {
        let (rows, times): (Vec<_>, Vec<_>) =
            data.patterns.pairable().map(|pattern| (pattern.row, pattern.times)).unzip();
        let within = match weights.kind() {
            WeightKind::Ordinal => Vec::new(),
            _ => {
                rows.iter().map(|&row| distance_within(row, weights) / (f64::from(row.total) - 1.0)).collect()
            }
        };
        Self { weights, rows, times, within, n_classes: data.judgments.n_classes() as usize }
    }

    fn cost(&self) -> u64 {
        let cells: usize = self.rows.iter().map(|row| row.cells.len() + 4).sum();
        let k = self.n_classes as u64;
        cells as u64 + if self.weights.is_nominal() { k } else { k * k }
    }

    /// Labels of each class when patterns count `times`.
    fn totals(&self, times: &[u64]) -> Vec<f64> {
        let mut totals = vec![0.0; self.n_classes];
        for (row, &times) in self.rows.iter().zip(times).filter(|entry| *entry.1 > 0) {
            for &(class, count) in row.cells {
                totals[class as usize] += times as f64 * f64::from(count);
            }
        }
        totals
    }

    /// `None` where all labels are of one class.
    fn alpha(&self, times: &[u64]) -> Option<f64> {
        let totals = self.totals(times);
        let n: f64 = totals.iter().sum();
        if totals.iter().filter(|&&total| total > 0.0).count() < 2 {
            return None;
        }
        let (observed, expected): (f64, f64) = if self.weights.kind() == WeightKind::Ordinal {
            let ranks = middle_ranks(&totals);
            let within = |row: &ItemRow<'_>| spread_of(row.cells, &ranks) / (f64::from(row.total) - 1.0);
            let observed = self.rows.iter().zip(times).filter(|entry| *entry.1 > 0);
            let middle = totals.iter().zip(&ranks).map(|(total, rank)| total * rank).sum::<f64>() / n;
            let squares: f64 = totals.iter().zip(&ranks).map(|(t, rank)| t * (rank - middle).powi(2)).sum();
            (observed.map(|(row, &times)| times as f64 * within(row)).sum(), 2.0 * n * squares)
        } else {
            let observed = self.within.iter().zip(times).map(|(within, &times)| times as f64 * within).sum();
            let expected = if self.weights.is_nominal() {
                n * n - totals.iter().map(|total| total * total).sum::<f64>()
            } else {
                self.between(&totals)
            };
            (observed, expected)
        };
        Some(1.0 - (n - 1.0) * observed / expected)
    }

    /// sum_kl n_k n_l d_kl.
    fn between(&self, totals: &[f64]) -> f64 {
        let used: Vec<(u32, f64)> = (0..).zip(totals.iter().copied()).filter(|entry| entry.1 > 0.0).collect();
        let of_class = |(i, &(a, n_a)): (usize, &(u32, f64))| -> f64 {
            used[..i].iter().map(|&(b, n_b)| n_a * n_b * self.weights.distance(a, b)).sum()
        };
        2.0 * used.iter().enumerate().map(of_class).sum::<f64>()
    }

    /// Gwet's linearised standard error; `None` for ranks and for a single item.
    fn standard_error(&self) -> Option<f64> {
        let n = self.times.iter().sum::<u64>() as f64;
        if n < 2.0 || self.within.is_empty() {
            return None;
        }
        let totals = self.totals(&self.times);
        let labels: f64 = totals.iter().sum();
        let mean = labels / n;
        let shares: Vec<f64> = totals.iter().map(|total| total / labels).collect();
        let expected = self.weights.times(&shares);
        let p_e: f64 = shares.iter().zip(&expected).map(|(a, b)| a * b).sum();
        let items = || self.rows.iter().zip(&self.times).zip(&self.within);
        // Within-item agreement, weighed by the labels of the item.
        let agreement = |row: &ItemRow<'_>, within: f64| (f64::from(row.total) - within) / mean;
        let uncorrected = items().map(|((row, &t), &w)| t as f64 * agreement(row, w)).sum::<f64>() / n;
        let p_a = (1.0 - 1.0 / labels) * uncorrected + 1.0 / labels;
        let value = (uncorrected - p_e) / (1.0 - p_e);
        let squares: f64 = items()
            .map(|((row, &times), &within)| {
                let longer = (f64::from(row.total) - mean) / mean;
                let own: f64 = row.cells.iter().map(|&(k, c)| f64::from(c) * expected[k as usize]).sum();
                let chance = own / mean - p_e * longer;
                let x = (agreement(row, within) - p_a * longer - p_e) / (1.0 - p_e)
                    - 2.0 * (1.0 - value) * (chance - p_e) / (1.0 - p_e);
                times as f64 * (x - value).powi(2)
            })
            .sum();
        Some((squares / (n * (n - 1.0))).sqrt())
    }
}

/// Mean rank of each class's labels: their differences are Krippendorff's ordinal distance before the square.
fn middle_ranks(totals: &[f64]) -> Vec<f64> {
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
fn spread_of(cells: &[(u32, u32)], values: &[f64]) -> f64 {
    let m: f64 = cells.iter().map(|cell| f64::from(cell.1)).sum();
    let mean = cells.iter().map(|&(k, c)| f64::from(c) * values[k as usize]).sum::<f64>() / m;
    2.0 * m * cells.iter().map(|&(k, c)| f64::from(c) * (values[k as usize] - mean).powi(2)).sum::<f64>()
}
