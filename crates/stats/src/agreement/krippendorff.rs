//! Krippendorff's alpha.

use super::Prepared;
use super::linearised::{Effects, Totals};
use super::percent::distance_within;
use super::prepared::min_items;
use super::resample::bootstrap_patterns;
use super::smooth::{Limit, Pseudo, smoothed_interval, used_classes};
use super::weights::{WeightKind, Weights, WeightsError};
use crate::estimate::{Coefficient, Undefined};
use crate::judgments::{ItemRow, Judgments};

/// Krippendorff's alpha with the nominal distance: 1 - D_o / D_e.
///
/// Over items with two or more labels (single labels are dropped): D_o = 1/n sum_i (m_i^2 - sum_k
/// c_ik^2) / (m_i - 1), D_e = (n^2 - sum_k n_k^2) / (n (n - 1)), n labels in all, n_k of class k.
/// Name `krippendorff_alpha`, at most 1; `n_judgments` counts the labels that were kept.
///
/// SE: linearised (Gwet, Handbook, 2014, as irrCAC). Interval: Fisher's z, see the
/// [module](crate::agreement); it covers where a bootstrap does not, and nothing is drawn. [`krippendorff_alpha_bootstrap`] gives the bootstrap. Least simulated coverage at n = 20,
/// 50, 100, 400: two raters .94 .95 .94 .94, 3 or 5 raters .94 .93 .92 .93; the percentile bootstrap
/// .12 .25 .48 at n = 20, 50, 100 (three raters).
/// Undefined without an item with two labels, and where the labels kept are all of one class. Source:
/// Krippendorff, Content Analysis (2004), chapter 11; Computing Krippendorff's Alpha-Reliability (2011).
pub fn krippendorff_alpha(judgments: &Judgments<'_>) -> Coefficient {
    krippendorff_alpha_of(&Prepared::new(judgments), &Weights::nominal(judgments.n_classes()))
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
/// SE: linearised as in [`krippendorff_alpha`]; for ordinal with the ranks' own dependence on the labels.
/// Interval and reasons as there.
///
/// # Errors
/// [`WeightsError::OtherClasses`] where the weights are for another number of classes.
pub fn krippendorff_alpha_weighted(
    judgments: &Judgments<'_>,
    weights: &Weights,
) -> Result<Coefficient, WeightsError> {
    weights.fit(judgments)?;
    Ok(krippendorff_alpha_of(&Prepared::new(judgments), weights))
}

/// Krippendorff's alpha with the percentile bootstrap over items (whole rows,
/// [`MAX_RESAMPLES`](crate::MAX_RESAMPLES) resamples from `seed`, fewer where the work is large), for
/// comparison with other programs. SE: standard deviation of the resamples.
///
/// It is what Krippendorff (2011) and Zapf et al. (BMC Medical Research Methodology 16, 2016) advise, and
/// it covers badly where raters nearly agree or one class dominates: see the table of the
/// [module](crate::agreement). The rules of large means apply: 30 items, 3 with a disagreement, 10 with a label
/// outside the commonest class, 3 with an agreement there.
///
/// # Errors
/// [`WeightsError::OtherClasses`] where the weights are for another number of classes.
pub fn krippendorff_alpha_bootstrap(
    judgments: &Judgments<'_>,
    weights: &Weights,
    seed: u64,
) -> Result<Coefficient, WeightsError> {
    weights.fit(judgments)?;
    let data = Prepared::new(judgments);
    let mut coefficient = krippendorff_alpha_of(&data, weights);
    if let Ok(value) = coefficient.value {
        let model = Model::new(&data, weights);
        coefficient.interval = data.spread.check_chance_corrected().and_then(|()| {
            let result =
                bootstrap_patterns(&model.times, value, model.cost(), seed, |times| model.alpha(times));
            coefficient.se = result.se;
            result.interval
        });
    }
    Ok(coefficient)
}

pub(crate) fn krippendorff_alpha_of(data: &Prepared<'_>, weights: &Weights) -> Coefficient {
    const NAME: &str = "krippendorff_alpha";
    if let Err(reason) = data.comparable() {
        return data.undefined(NAME, reason);
    }
    let model = Model::new(data, weights);
    let n_judgments = model.rows.iter().zip(&model.times).map(|(row, t)| t * u64::from(row.total)).sum();
    let Some(value) = model.alpha(&model.times) else {
        return Coefficient { n_judgments, ..data.undefined(NAME, Undefined::OneCategoryOnly) };
    };
    let se = model.standard_error();
    let interval = data.spread.check_items(min_items(weights)).and_then(|()| {
        let degrees = data.spread.items as f64 - 1.0;
        smoothed_interval(value, degrees, |limit| model.smoothed(data, limit))
    });
    Coefficient { n_judgments, se, interval, ..data.coefficient(NAME, value) }
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
            let ranks = super::linearised::middle_ranks(&totals);
            let within = |row: &ItemRow<'_>| {
                super::linearised::spread_of(row.cells, &ranks) / (f64::from(row.total) - 1.0)
            };
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

    /// Value and SE with pseudo-items.
    fn smoothed(&self, data: &Prepared<'_>, limit: Limit) -> Option<(f64, f64)> {
        let totals = self.totals(&self.times);
        let pseudo = Pseudo::new(limit, used_classes(&totals), data.mean_labels(), self.weights)?;
        self.linearised(totals, Some(pseudo))
    }

    /// Value and SE by the effect of each item; `None` for a single item.
    fn linearised(&self, mut totals: Vec<f64>, pseudo: Option<Pseudo>) -> Option<(f64, f64)> {
        if let Some(pseudo) = &pseudo {
            let each = pseudo.total() * pseudo.labels() / pseudo.classes().len() as f64;
            pseudo.classes().iter().for_each(|&class| totals[class as usize] += each);
        }
        let totals = Totals::new(totals, self.weights);
        let pseudo = match self.weights.kind() {
            WeightKind::Ordinal => pseudo.map(|pseudo| pseudo.with_distance(|a, b| totals.distance(a, b))),
            _ => pseudo,
        };
        let items = || self.rows.iter().copied().zip(self.times.iter().map(|&times| times as f64));
        Effects::new(&totals, items, &self.within, pseudo.as_ref()).value_and_error(items)
    }

    /// Gwet's linearised standard error, for ranks the linearised one; `None` for a single item.
    fn standard_error(&self) -> Option<f64> {
        let n = self.times.iter().sum::<u64>() as f64;
        if n < 2.0 {
            return None;
        }
        if self.within.is_empty() {
            return self.linearised(self.totals(&self.times), None).map(|(_, se)| se);
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
