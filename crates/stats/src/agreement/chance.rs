//! Coefficients over the distribution of labels within items, with gaps as in Gwet (2014): Fleiss' kappa,
//! Brennan-Prediger, Gwet's AC1.
//!
//! n items with a label, n2 of them with two or more; r_ik labels of class k on item i, r_i in all; q classes.
//! p_a = mean over the n2 items of sum_k r_ik (r_ik - 1) / (r_i (r_i - 1)); shares
//! pi_k = 1/n sum_i r_ik / r_i over all n items; coefficient (p_a - p_e) / (1 - p_e). Standard error by
//! linearisation: se^2 = sum_i (x_i - coefficient)^2 / (n (n - 1)) with
//! x_i = (n / n2) (a_i - p_e) / (1 - p_e) for items with two labels, else 0, minus
//! 2 (1 - coefficient) (e_i - p_e) / (1 - p_e), where e_i is the chance term with one pi_k replaced by the
//! shares of item i.

use super::Prepared;
use super::percent::{interval_of_mean, mean_agreement};
use crate::estimate::{Coefficient, Undefined};
use crate::interval::t_interval;
use crate::judgments::{ItemRow, Judgments};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chance {
    Fleiss,
    BrennanPrediger,
    Gwet,
}

/// Fleiss' kappa with gaps: p_e = sum_k pi_k^2. For two raters without gaps this is Scott's pi.
///
/// Name `fleiss_kappa`, range \[-1, 1\]. Interval: estimate +- t(n - 1) SE. Undefined without an item with
/// two labels, and where all labels are of one class. Source: Fleiss, Psychological Bulletin 76 (1971);
/// gaps and SE: Gwet, Handbook of Inter-Rater Reliability (2014), as in irrCAC.
pub fn fleiss_kappa(judgments: &Judgments<'_>) -> Coefficient {
    chance_corrected(&Prepared::new(judgments), Chance::Fleiss)
}

/// Brennan-Prediger coefficient: p_e = 1/q, q the number of classes declared.
///
/// Name `brennan_prediger`, range \[-1, 1\]. A linear function of percent agreement, whose interval it
/// carries over. Undefined without an item with two labels, and where fewer than two classes are
/// declared. Source: Brennan & Prediger, Educational and Psychological Measurement 41 (1981); SE: Gwet (2014).
pub fn brennan_prediger(judgments: &Judgments<'_>) -> Coefficient {
    chance_corrected(&Prepared::new(judgments), Chance::BrennanPrediger)
}

/// Gwet's AC1: p_e = sum_k pi_k (1 - pi_k) / (q - 1), q the number of classes declared (say q: an unused
/// class changes the value).
///
/// Name `gwet_ac1`, range \[-1, 1\]. Interval: estimate +- t(n - 1) SE. Undefined without an item with two
/// labels, and where fewer than two classes are declared. Source: Gwet, British Journal of Mathematical
/// and Statistical Psychology 61 (2008); gaps: Gwet (2014).
pub fn gwet_ac1(judgments: &Judgments<'_>) -> Coefficient {
    chance_corrected(&Prepared::new(judgments), Chance::Gwet)
}

pub(crate) fn chance_corrected(data: &Prepared<'_>, chance: Chance) -> Coefficient {
    let name = match chance {
        Chance::Fleiss => "fleiss_kappa",
        Chance::BrennanPrediger => "brennan_prediger",
        Chance::Gwet => "gwet_ac1",
    };
    let model = match Model::new(data, chance) {
        Ok(model) => model,
        Err(reason) => return data.undefined(name, reason),
    };
    let value = (model.p_a - model.p_e) / (1.0 - model.p_e);
    let se = model.standard_error(data, value);
    let interval = if chance == Chance::BrennanPrediger {
        // Its SE in Gwet's form is that of percent agreement / (1 - p_e), so the better interval carries over.
        let agreement_se = se.map(|se| se * (1.0 - model.p_e));
        interval_of_mean(data, model.p_a, agreement_se)
            .map(|interval| interval.map(|p_a| (p_a - model.p_e) / (1.0 - model.p_e)))
    } else {
        let checked = if chance == Chance::Gwet {
            data.spread.check_mean()
        } else {
            data.spread.check_chance_corrected()
        };
        checked.and_then(|()| t_interval(value, se.unwrap_or(0.0), model.labelled as u64, (-1.0, 1.0)))
    };
    Coefficient { se, interval, ..data.coefficient(name, value) }
}

struct Model {
    chance: Chance,
    shares: Vec<f64>,
    p_a: f64,
    p_e: f64,
    /// n: items with a label.
    labelled: f64,
    /// q - 1.
    others: f64,
}

impl Model {
    fn new(data: &Prepared<'_>, chance: Chance) -> Result<Self, Undefined> {
        data.comparable()?;
        let mut shares = vec![0.0; data.judgments.n_classes() as usize];
        let mut labelled = 0.0;
        for row in data.counts.rows().filter(|row| row.total > 0) {
            labelled += 1.0;
            for &(class, count) in row.cells {
                shares[class as usize] += f64::from(count) / f64::from(row.total);
            }
        }
        let used = shares.iter().filter(|&&share| share > 0.0).count();
        if chance == Chance::Fleiss && used < 2 {
            return Err(Undefined::OneCategoryOnly);
        }
        if shares.len() < 2 {
            return Err(Undefined::OneClassDeclared);
        }
        shares.iter_mut().for_each(|share| *share /= labelled);
        let others = shares.len() as f64 - 1.0;
        let p_e = match chance {
            Chance::Fleiss => shares.iter().map(|share| share * share).sum(),
            Chance::BrennanPrediger => 1.0 / shares.len() as f64,
            // One class only: exactly 0, not the rounding of pi (1 - pi).
            Chance::Gwet if used < 2 => 0.0,
            Chance::Gwet => shares.iter().map(|share| share * (1.0 - share)).sum::<f64>() / others,
        };
        Ok(Self { chance, shares, p_a: mean_agreement(data), p_e, labelled, others })
    }

    fn standard_error(&self, data: &Prepared<'_>, value: f64) -> Option<f64> {
        let n = self.labelled;
        if n < 2.0 {
            return None;
        }
        let rest = 1.0 - self.p_e;
        let scale = n / data.spread.items as f64;
        let squares: f64 = data
            .counts
            .rows()
            .filter(|row| row.total > 0)
            .map(|row| {
                let agreement = if row.total >= 2 {
                    scale * (row.agreeing() / row.pairs() - self.p_e) / rest
                } else {
                    0.0
                };
                let chance = 2.0 * (1.0 - value) * (self.item_chance(row) - self.p_e) / rest;
                (agreement - chance - value).powi(2)
            })
            .sum();
        Some((squares / (n * (n - 1.0))).sqrt())
    }

    fn item_chance(&self, row: ItemRow<'_>) -> f64 {
        let weighted = |weight: fn(f64) -> f64| -> f64 {
            let sum: f64 =
                row.cells.iter().map(|&(k, count)| f64::from(count) * weight(self.shares[k as usize])).sum();
            sum / f64::from(row.total)
        };
        match self.chance {
            Chance::Fleiss => weighted(|share| share),
            Chance::BrennanPrediger => self.p_e,
            Chance::Gwet => weighted(|share| 1.0 - share) / self.others,
        }
    }
}
