//! Conger's kappa.

use super::Prepared;
use super::percent::{agreement_of, mean_agreement};
use super::prepared::min_items;
use super::smooth::{Pseudo, PseudoItem, smoothed_interval};
use super::weights::Weights;
use crate::estimate::{Coefficient, Undefined};
use crate::judgments::{ItemRow, Judgments};

/// Conger's kappa with gaps: Cohen's kappa of several raters. p_a as Fleiss' kappa; p_e is the mean over
/// pairs of raters g != h of sum_kl w_kl p_gk p_hl, p_gk the share of class k among all labels of rater g.
///
/// Name `conger_kappa`, range \[-1, 1\]. SE by linearisation in items and raters' shares: as in the
/// [module of Fleiss' kappa](super::fleiss_kappa) with e_i - p_e = 1/(R (R - 1)) sum over the labels
/// (g, x) of item i of (n / n_g)(A_g(x) - mean of A_g), A_g(x) = sum_k w_kx sum_{h != g} p_hk, R raters
/// with labels, n_g labels of rater g. Interval: as [`fleiss_kappa`](super::fleiss_kappa); least simulated
/// coverage at n = 20, 50, 100, 400: two raters .92 .95 .94 .93, 3 or 5 raters .94 .93 .92 .93.
///
/// For two raters without gaps the value is Cohen's kappa. Undefined without an item with two labels, with one rater only, and where all
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
    let table = RaterTable::new(data);
    if table.classes.len() < 2 {
        return data.undefined(NAME, Undefined::OneCategoryOnly);
    }
    let model = Model::new(data, weights, &table, None);
    let (value, se) = (model.value(), model.standard_error(data, weights));
    let interval = data.spread.check_items(min_items(weights)).and_then(|()| {
        smoothed_interval(value, data.spread.items as f64 - 1.0, |limit| {
            let pseudo = Pseudo::new(limit, table.classes.clone(), data.mean_labels(), weights)?;
            let smoothed = Model::new(data, weights, &table, Some(pseudo));
            Some((smoothed.value(), smoothed.standard_error(data, weights)?))
        })
    });
    Coefficient { se, interval, ..data.coefficient(NAME, value) }
}

/// Each rater's share of each class, rater after rater.
struct RaterTable {
    shares: Vec<f64>,
    /// Labels of each rater.
    totals: Vec<f64>,
    /// Classes in use.
    classes: Vec<u32>,
}

impl RaterTable {
    fn new(data: &Prepared<'_>) -> Self {
        let judgments = &data.judgments;
        let k = judgments.n_classes() as usize;
        let mut shares = vec![0.0; judgments.n_raters() as usize * k];
        let mut used = vec![false; k];
        for (&rater, &label) in judgments.raters().iter().zip(judgments.labels()) {
            shares[rater as usize * k + label as usize] += 1.0;
            used[label as usize] = true;
        }
        let totals: Vec<f64> = shares.chunks(k).map(|counts| counts.iter().sum()).collect();
        for (row, &total) in shares.chunks_mut(k).zip(&totals).filter(|entry| *entry.1 > 0.0) {
            row.iter_mut().for_each(|count| *count /= total);
        }
        let classes = (0..).zip(used).filter(|entry| entry.1).map(|entry| entry.0).collect();
        Self { shares, totals, classes }
    }
}

struct Model {
    p_a: f64,
    p_e: f64,
    /// n: items with a label.
    labelled: f64,
    /// Items with two or more labels.
    pairable: f64,
    /// What a label of each class of each rater adds to e_i - p_e, rater after rater.
    effects: Vec<f64>,
    /// The same for a pseudo-item all of whose labels are of one class, by a rater who is the mean of all.
    effect_of_class: Vec<f64>,
    pseudo: Option<Pseudo>,
}

impl Model {
    /// Pseudo-items add to each rater's labels in proportion, so that all rows of shares shrink alike.
    fn new(data: &Prepared<'_>, weights: &Weights, table: &RaterTable, pseudo: Option<Pseudo>) -> Self {
        let k = data.judgments.n_classes() as usize;
        let items = data.patterns.all().map(|pattern| pattern.weight()).sum();
        let mut effects = match &pseudo {
            None => table.shares.clone(),
            Some(pseudo) => table.shares.chunks(k).flat_map(|row| pseudo.added_to(row, items)).collect(),
        };
        let mut sums = vec![0.0; k];
        for (row, _) in effects.chunks(k).zip(&table.totals).filter(|entry| *entry.1 > 0.0) {
            row.iter().zip(&mut sums).for_each(|(share, sum)| *sum += share);
        }
        let raters = data.raters as f64;
        let pairs = raters * (raters - 1.0);
        let all = weights.times(&sums);
        let mut p_e = 0.0;
        let mut effect_of_class = vec![0.0; k];
        for (row, &total) in effects.chunks_mut(k).zip(&table.totals).filter(|entry| *entry.1 > 0.0) {
            let own = weights.times(row);
            let others: Vec<f64> = all.iter().zip(&own).map(|(all, own)| all - own).collect();
            let mean: f64 = row.iter().zip(&others).map(|(share, other)| share * other).sum();
            p_e += mean / pairs;
            for ((cell, other), of_class) in row.iter_mut().zip(&others).zip(&mut effect_of_class) {
                *cell = items / total * (other - mean) / pairs;
                *of_class += (other - mean) / pairs;
            }
        }
        let (added, apart) =
            pseudo.as_ref().map_or((0.0, 0.0), |pseudo| (pseudo.total(), pseudo.disagreement()));
        let pairable = data.spread.items as f64 + added;
        let real = (1.0 - mean_agreement(data, weights)) * data.spread.items as f64;
        let p_a = 1.0 - (real + apart * added) / pairable;
        Self { p_a, p_e, labelled: items + added, pairable, effects, effect_of_class, pseudo }
    }

    fn value(&self) -> f64 {
        (self.p_a - self.p_e) / (1.0 - self.p_e)
    }

    /// What agreement `a` adds to x_i.
    fn agreement(&self, a: f64) -> f64 {
        self.labelled / self.pairable * (a - self.p_e) / (1.0 - self.p_e)
    }

    /// x_i - value, squared.
    fn square(&self, agreement: f64, chance: f64) -> f64 {
        let value = self.value();
        (agreement - 2.0 * (1.0 - value) * chance / (1.0 - self.p_e) - value).powi(2)
    }

    /// `None` for a single item.
    fn standard_error(&self, data: &Prepared<'_>, weights: &Weights) -> Option<f64> {
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
        let of_pattern = |row: ItemRow<'_>| match row.total {
            0 | 1 => 0.0,
            _ => self.agreement(agreement_of(row, weights)),
        };
        let agreements: Vec<f64> = data.patterns.all().map(|pattern| of_pattern(pattern.row)).collect();
        let mut squares: f64 = data
            .patterns
            .of_items()
            .zip(&chance)
            .filter_map(|(pattern, &chance)| Some(self.square(agreements[pattern?], chance)))
            .sum();
        if let Some(pseudo) = &self.pseudo {
            let effect = pseudo.mean_of(&self.effect_of_class);
            let square = |item: PseudoItem| {
                item.times * self.square(self.agreement(1.0 - item.disagreement), effect(&item))
            };
            squares += pseudo.items().map(square).sum::<f64>();
        }
        Some((squares / (n * (n - 1.0))).sqrt())
    }
}
