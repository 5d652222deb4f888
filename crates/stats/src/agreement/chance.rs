//! Coefficients over the distribution of labels within items, with gaps as in Gwet (2014): Fleiss' kappa,
//! Scott's pi, Brennan-Prediger, Gwet's AC1 and AC2.
//!
//! n items with a label, n2 of them with two or more; r_ik labels of class k on item i, r_i in all; q
//! classes; w_kl the weight of classes k and l, nominal where none are named. p_a = mean over the n2
//! items of a_i = sum_k r_ik (sum_l w_kl r_il - 1) / (r_i (r_i - 1)); shares pi_k = 1/n sum_i r_ik / r_i
//! over all n items; coefficient (p_a - p_e) / (1 - p_e). Standard error by linearisation:
//! se^2 = sum_i (x_i - coefficient)^2 / (n (n - 1)) with x_i = (n / n2) (a_i - p_e) / (1 - p_e) for items
//! with two labels, else 0, minus 2 (1 - coefficient) (e_i - p_e) / (1 - p_e), where e_i is the chance
//! term with one pi_k replaced by the shares of item i.
//!
//! irrCAC's functions on a table of two raters divide by n instead of n - 1; those on raw labels, as here, by n - 1.

use super::Prepared;
use super::patterns::Pattern;
use super::percent::{agreement_of, interval_of_mean, mean_agreement};
use super::prepared::{min_items, min_items_gwet};
use super::smooth::{Limit, Pseudo, PseudoItem, smoothed_interval, used_classes};
use super::weights::{Weights, WeightsError};
use crate::estimate::{Coefficient, Interval, Undefined};
use crate::judgments::{ItemRow, Judgments};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chance {
    Fleiss,
    Scott,
    BrennanPrediger,
    Gwet,
}

/// Fleiss' kappa with gaps: p_e = sum_kl w_kl pi_k pi_l, unweighted sum_k pi_k^2. For two raters this is
/// Scott's pi.
///
/// Name `fleiss_kappa`, range \[-1, 1\]. Interval: Fisher's z with pseudo-items, from 10 items on (with
/// weights 20 or 50). Least simulated coverage at n = 20, 50, 100, 400 (see the [module](crate::agreement)): two
/// raters .94 .95 .93 .93, 3 or 5 raters .95 .94 .92 .93; value +- t SE, as irrCAC, .08 .20 .37 .84.
///
/// Undefined without an item with two labels, and where all labels are of one class. Source: Fleiss, Psychological Bulletin 76 (1971);
/// gaps and SE: Gwet, Handbook of Inter-Rater Reliability (2014), as in irrCAC.
pub fn fleiss_kappa(judgments: &Judgments<'_>) -> Coefficient {
    unweighted(judgments, Chance::Fleiss)
}

/// Scott's pi: [`fleiss_kappa`] of exactly two raters, with gaps as there; name `scott_pi`.
///
/// Undefined as Fleiss' kappa, and where other than two raters gave labels. Source: Scott, Public Opinion
/// Quarterly 19 (1955).
pub fn scott_pi(judgments: &Judgments<'_>) -> Coefficient {
    unweighted(judgments, Chance::Scott)
}

/// Brennan-Prediger coefficient: p_e = sum_kl w_kl / q^2, unweighted 1/q, q the number of classes declared.
///
/// Name `brennan_prediger`, range \[-1, 1\]. A linear function of percent agreement, whose interval it
/// carries over. Undefined without an item with two labels, and where fewer than two classes are
/// declared. Source: Brennan & Prediger, Educational and Psychological Measurement 41 (1981); SE: Gwet (2014).
pub fn brennan_prediger(judgments: &Judgments<'_>) -> Coefficient {
    unweighted(judgments, Chance::BrennanPrediger)
}

/// Gwet's AC1: p_e = sum_k pi_k (1 - pi_k) / (q - 1), q the number of classes declared (say q: an unused
/// class changes the value). With weights AC2: that p_e times sum_kl w_kl / q; name `gwet_ac2`.
///
/// Name `gwet_ac1`, range \[-1, 1\]. Interval: Fisher's z with pseudo-items, its upper limit not below that of
/// percent agreement carried over, from 20 items on (AC2 50). Least simulated coverage at n = 20, 50, 100, 400
/// (see the [module](crate::agreement)): two raters .97 .96 .95 .95, 3 or 5 raters .95 .95 .94 .94; value
/// +- t SE, as irrCAC, .09 .20 .38 .84. Undefined without an item with two
/// labels, and where fewer than two classes are declared. Source: Gwet, British Journal of Mathematical
/// and Statistical Psychology 61 (2008); gaps, AC2: Gwet (2014).
pub fn gwet_ac1(judgments: &Judgments<'_>) -> Coefficient {
    unweighted(judgments, Chance::Gwet)
}

/// Gwet's AC2: [`gwet_ac1`] with weights, p_e = sum_kl w_kl / (q (q - 1)) sum_k pi_k (1 - pi_k); name
/// `gwet_ac2`, with nominal weights `gwet_ac1`.
///
/// # Errors
/// [`WeightsError::OtherClasses`] where the weights are for another number of classes.
pub fn gwet_ac2(judgments: &Judgments<'_>, weights: &Weights) -> Result<Coefficient, WeightsError> {
    weights.fit(judgments)?;
    Ok(chance_corrected(&Prepared::new(judgments), Chance::Gwet, weights))
}

fn unweighted(judgments: &Judgments<'_>, chance: Chance) -> Coefficient {
    chance_corrected(&Prepared::new(judgments), chance, &Weights::nominal(judgments.n_classes()))
}

pub(crate) fn chance_corrected(data: &Prepared<'_>, chance: Chance, weights: &Weights) -> Coefficient {
    let name = match chance {
        Chance::Fleiss => "fleiss_kappa",
        Chance::Scott => "scott_pi",
        Chance::BrennanPrediger => "brennan_prediger",
        Chance::Gwet if weights.is_nominal() => "gwet_ac1",
        Chance::Gwet => "gwet_ac2",
    };
    let (shares, labelled) = match shares(data, chance) {
        Ok(found) => found,
        Err(reason) => return data.undefined(name, reason),
    };
    let sample = Sample { labelled, pairable: data.spread.items as f64, p_a: mean_agreement(data, weights) };
    let model = Model::new(chance, weights, &shares, sample);
    let (value, se) = (model.value(), model.standard_error(data, None));
    // The interval of percent agreement, carried over with p_e as it is.
    let of_agreement = || {
        let agreements = model.agreement_error(data);
        let carried = |p_a| (p_a - model.p_e) / (1.0 - model.p_e);
        interval_of_mean(data, weights, sample.p_a, agreements).map(|interval| interval.map(carried))
    };
    let smoothed = |needed| {
        data.spread.check_items(needed)?;
        let with = |limit| smoothed(data, chance, weights, (&shares, sample), limit);
        smoothed_interval(value, sample.pairable - 1.0, with)
    };
    let interval = match chance {
        Chance::BrennanPrediger => of_agreement(),
        // Near 1 the upper limit of the agreement itself covers better.
        Chance::Gwet => smoothed(min_items_gwet(weights)).and_then(|interval| {
            Ok(Interval { upper: interval.upper.max(of_agreement()?.upper), ..interval })
        }),
        Chance::Fleiss | Chance::Scott => smoothed(min_items(weights)),
    };
    Coefficient { se, interval, ..data.coefficient(name, value) }
}

/// Value and SE with pseudo-items.
fn smoothed(
    data: &Prepared<'_>,
    chance: Chance,
    weights: &Weights,
    (shares, sample): (&[f64], Sample),
    limit: Limit,
) -> Option<(f64, f64)> {
    let pseudo = Pseudo::new(limit, used_classes(shares), data.mean_labels(), weights)?;
    let pairable = sample.pairable + pseudo.total();
    let apart = (1.0 - sample.p_a) * sample.pairable + pseudo.disagreement() * pseudo.total();
    let with = Sample { labelled: sample.labelled + pseudo.total(), pairable, p_a: 1.0 - apart / pairable };
    let model = Model::new(chance, weights, &pseudo.added_to(shares, sample.labelled), with);
    Some((model.value(), model.standard_error(data, Some(&pseudo))?))
}

/// Numbers of items and their mean agreement.
#[derive(Clone, Copy)]
struct Sample {
    /// n: items with a label.
    labelled: f64,
    /// n2: items with two or more labels.
    pairable: f64,
    p_a: f64,
}

struct Model<'w> {
    weights: &'w Weights,
    sample: Sample,
    p_e: f64,
    /// What a label of each class adds to e_i, before division by the labels of the item.
    chance_of: Vec<f64>,
}

impl<'w> Model<'w> {
    fn new(chance: Chance, weights: &'w Weights, shares: &[f64], sample: Sample) -> Self {
        let q = shares.len() as f64;
        let (p_e, chance_of) = match chance {
            Chance::Fleiss | Chance::Scott => {
                let expected = weights.times(shares);
                (shares.iter().zip(&expected).map(|(a, b)| a * b).sum(), expected)
            }
            Chance::BrennanPrediger => {
                let p_e = weights.total() / (q * q);
                (p_e, vec![p_e; shares.len()])
            }
            Chance::Gwet => {
                let factor = weights.total() / (q * (q - 1.0));
                // One class only: exactly 0, not the rounding of pi (1 - pi).
                let one_class = shares.iter().filter(|&&share| share > 0.0).count() < 2;
                let spread =
                    if one_class { 0.0 } else { shares.iter().map(|share| share * (1.0 - share)).sum() };
                (factor * spread, shares.iter().map(|share| factor * (1.0 - share)).collect())
            }
        };
        Self { weights, sample, p_e, chance_of }
    }

    fn value(&self) -> f64 {
        (self.sample.p_a - self.p_e) / (1.0 - self.p_e)
    }

    /// x_i - value of an item with agreement `a` (`None` for a single label) and chance term `e`, squared.
    fn square(&self, a: Option<f64>, e: f64) -> f64 {
        let (value, rest) = (self.value(), 1.0 - self.p_e);
        let scale = self.sample.labelled / self.sample.pairable;
        let agreement = a.map_or(0.0, |a| scale * (a - self.p_e) / rest);
        (agreement - 2.0 * (1.0 - value) * (e - self.p_e) / rest - value).powi(2)
    }

    /// `None` for a single item.
    fn standard_error(&self, data: &Prepared<'_>, pseudo: Option<&Pseudo>) -> Option<f64> {
        let n = self.sample.labelled;
        if n < 2.0 {
            return None;
        }
        let mut squares: f64 = data
            .patterns
            .all()
            .map(|pattern| {
                let row = pattern.row;
                let a = (row.total >= 2).then(|| agreement_of(row, self.weights));
                pattern.weight() * self.square(a, self.item_chance(row))
            })
            .sum();
        if let Some(pseudo) = pseudo {
            let chance = pseudo.mean_of(&self.chance_of);
            let square =
                |item: PseudoItem| item.times * self.square(Some(1.0 - item.disagreement), chance(&item));
            squares += pseudo.items().map(square).sum::<f64>();
        }
        Some((squares / (n * (n - 1.0))).sqrt())
    }

    /// SE of percent agreement; `None` for a single item.
    fn agreement_error(&self, data: &Prepared<'_>) -> Option<f64> {
        let n = self.sample.pairable;
        let square = |pattern: Pattern<'_>| {
            pattern.weight() * (agreement_of(pattern.row, self.weights) - self.sample.p_a).powi(2)
        };
        let squares: f64 = data.patterns.pairable().map(square).sum();
        (n > 1.0).then(|| (squares / (n * (n - 1.0))).sqrt())
    }

    fn item_chance(&self, row: ItemRow<'_>) -> f64 {
        let sum: f64 =
            row.cells.iter().map(|&(k, count)| f64::from(count) * self.chance_of[k as usize]).sum();
        sum / f64::from(row.total)
    }
}

/// pi_k and the number of items with a label, or why the coefficient is undefined.
fn shares(data: &Prepared<'_>, chance: Chance) -> Result<(Vec<f64>, f64), Undefined> {
    data.comparable()?;
    if chance == Chance::Scott && data.raters != 2 {
        return Err(Undefined::NotTwoRaters);
    }
    let mut shares = vec![0.0; data.judgments.n_classes() as usize];
    let mut labelled = 0.0;
    for pattern in data.patterns.all() {
        labelled += pattern.weight();
        for &(class, count) in pattern.row.cells {
            shares[class as usize] += pattern.weight() * f64::from(count) / f64::from(pattern.row.total);
        }
    }
    shares.iter_mut().for_each(|share| *share /= labelled);
    let used = shares.iter().filter(|&&share| share > 0.0).count();
    if matches!(chance, Chance::Fleiss | Chance::Scott) && used < 2 {
        Err(Undefined::OneCategoryOnly)
    } else if shares.len() < 2 {
        Err(Undefined::OneClassDeclared)
    } else {
        Ok((shares, labelled))
    }
}
