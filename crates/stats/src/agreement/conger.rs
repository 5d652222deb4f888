//! Conger's kappa.

use super::Prepared;
use super::percent::{agreement_of, mean_agreement};
use super::weights::Weights;
use crate::estimate::{Coefficient, Undefined};
use crate::interval::t_interval;
use crate::judgments::Judgments;

/// Conger's kappa with gaps: Cohen's kappa of several raters. p_a as Fleiss' kappa; p_e is the mean over
/// pairs of raters g != h of sum_kl w_kl p_gk p_hl, p_gk the share of class k among all labels of rater g.
///
/// Name `conger_kappa`, range \[-1, 1\]. SE by linearisation in items and raters' shares: as in the
/// [module of Fleiss' kappa](super::fleiss_kappa) with e_i - p_e = 1/(R (R - 1)) sum over the labels
/// (g, x) of item i of (n / n_g)(A_g(x) - mean of A_g), A_g(x) = sum_k w_kx sum_{h != g} p_hk, R raters
/// with labels, n_g labels of rater g. Interval: estimate +- t(n - 1) SE. For two raters without gaps the
/// value is Cohen's kappa. Undefined without an item with two labels, with one rater only, and where all
/// labels are of one class. Time O(judgments + R k^2), memory O(items + R k). Source: Conger,
/// Psychological Bulletin 88 (1980); gaps and SE: Gwet, Handbook (2014), as in irrCAC, which counts a
/// rater without any label as one more rater and so returns NaN.
pub fn conger_kappa(judgments: &Judgments<'_>) -> Coefficient {
    conger_kappa_of(&Prepared::new(judgments), &Weights::nominal(judgments.n_classes()))
}

pub(crate) fn conger_kappa_of(data: &Prepared<'_>, weights: &Weights) -> Coefficient {
    const NAME: &str = "conger_kappa";
    if let Err(reason) = data.comparable() {
        return data.undefined(NAME, reason);
    }
    if data.raters < 2 {
        return data.undefined(NAME, Undefined::OneRaterOnly);
    }
    let model = Model::new(data, weights);
    if model.one_class {
        return data.undefined(NAME, Undefined::OneCategoryOnly);
    }
    let p_a = mean_agreement(data, weights);
    let value = (p_a - model.p_e) / (1.0 - model.p_e);
    let se = model.standard_error(data, weights, value);
    let interval = data
        .spread
        .check_chance_corrected()
        .and_then(|()| t_interval(value, se.unwrap_or(0.0), model.labelled as u64, (-1.0, 1.0)));
    Coefficient { se, interval, ..data.coefficient(NAME, value) }
}

struct Model {
    p_e: f64,
    /// n: items with a label.
    labelled: f64,
    one_class: bool,
    /// What a label of each class of each rater adds to e_i - p_e, rater after rater.
    effects: Vec<f64>,
}

impl Model {
    fn new(data: &Prepared<'_>, weights: &Weights) -> Self {
        let judgments = &data.judgments;
        let k = judgments.n_classes() as usize;
        let mut table = vec![0.0; judgments.n_raters() as usize * k];
        for (&rater, &label) in judgments.raters().iter().zip(judgments.labels()) {
            table[rater as usize * k + label as usize] += 1.0;
        }
        let labelled = data.patterns.all().map(|pattern| pattern.weight()).sum();
        let mut sums = vec![0.0; k];
        let totals: Vec<f64> = table.chunks(k).map(|counts| counts.iter().sum()).collect();
        for (row, &total) in table.chunks_mut(k).zip(&totals).filter(|entry| *entry.1 > 0.0) {
            for (count, sum) in row.iter_mut().zip(&mut sums) {
                *count /= total;
                *sum += *count;
            }
        }
        let one_class = sums.iter().filter(|&&sum| sum > 0.0).count() < 2;
        let raters = data.raters as f64;
        let pairs = raters * (raters - 1.0);
        let all = weights.times(&sums);
        let mut p_e = 0.0;
        for (row, &total) in table.chunks_mut(k).zip(&totals).filter(|entry| *entry.1 > 0.0) {
            let own = weights.times(row);
            let others: Vec<f64> = all.iter().zip(&own).map(|(all, own)| all - own).collect();
            let mean: f64 = row.iter().zip(&others).map(|(share, other)| share * other).sum();
            p_e += mean / pairs;
            for (cell, other) in row.iter_mut().zip(&others) {
                *cell = labelled / total * (other - mean) / pairs;
            }
        }
        Self { p_e, labelled, one_class, effects: table }
    }

    fn standard_error(&self, data: &Prepared<'_>, weights: &Weights, value: f64) -> Option<f64> {
        let n = self.labelled;
        if n < 2.0 {
            return None;
        }
        let judgments = &data.judgments;
        let k = judgments.n_classes() as usize;
        let mut chance = vec![0.0; judgments.n_items() as usize];
        let places = judgments.items().iter().zip(judgments.raters()).zip(judgments.labels());
        for ((&item, &rater), &label) in places {
            chance[item as usize] += self.effects[rater as usize * k + label as usize];
        }
        let rest = 1.0 - self.p_e;
        let scale = n / data.spread.items as f64;
        let agreements: Vec<f64> = data
            .patterns
            .all()
            .map(|pattern| match pattern.row.total {
                0 | 1 => 0.0,
                _ => scale * (agreement_of(pattern.row, weights) - self.p_e) / rest,
            })
            .collect();
        let squares: f64 = data
            .patterns
            .of_items()
            .zip(&chance)
            .filter_map(|(pattern, chance)| Some((agreements[pattern?], chance)))
            .map(|(agreement, chance)| (agreement - 2.0 * (1.0 - value) * chance / rest - value).powi(2))
            .sum();
        Some((squares / (n * (n - 1.0))).sqrt())
    }
}
