//! Why chance-corrected agreement may look odd beside the plain share.

use super::all::AllCoefficients;
use crate::judgments::Judgments;

/// Fleiss' kappa this far below AC1 is no accident of sampling in practice: what they take as chance differs.
const GAP: f64 = 0.2;
/// A class with this share of the labels prevails.
const PREVALENT: f64 = 0.7;
/// Mean kappa of pairs this far above Fleiss' kappa.
const BIAS: f64 = 0.1;

/// What makes a kappa look odd. It says how to read the figures, not that one of them is wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Odd {
    /// One class takes most labels, so kappa expects most of the agreement by chance (Feinstein & Cicchetti,
    /// Journal of Clinical Epidemiology 43, 1990).
    Prevalence {
        /// The class.
        class: u32,
        /// Its share of the labels.
        share: f64,
    },
    /// Raters use the classes differently often, which Fleiss' kappa and alpha count as disagreement and
    /// kappa of pairs does not (Byrt, Bishop & Carlin, Journal of Clinical Epidemiology 46, 1993).
    Bias {
        /// Mean kappa of pairs minus Fleiss' kappa.
        difference: f64,
    },
}

/// The reason why a kappa looks odd, where there is one.
///
/// Prevalence: AC1 exceeds Fleiss' kappa by .2 or more and one class has .7 or more of the labels. Bias: the
/// mean kappa of pairs exceeds Fleiss' kappa by .1 or more, and every pair shares an item (else the pairs
/// are of other items than the whole). The limits are conventions of this program.
pub fn why_odd(judgments: &Judgments<'_>, all: &AllCoefficients) -> Option<Odd> {
    let value = |name: &str| all.named(name)?.value.as_ref().ok().copied();
    let fleiss = value("fleiss_kappa")?;
    let mut labels = vec![0_u64; judgments.n_classes() as usize];
    judgments.labels().iter().for_each(|&label| labels[label as usize] += 1);
    let (class, &most) = (0..).zip(&labels).max_by_key(|(_, n)| **n)?;
    let share = most as f64 / judgments.len() as f64;
    let ac = value("gwet_ac1").or_else(|| value("gwet_ac2"))?;
    if ac - fleiss >= GAP && share >= PREVALENT {
        return Some(Odd::Prevalence { class, share });
    }
    let difference = value("cohen_kappa_mean")? - fleiss;
    let whole = all.cohen.pairs_sharing == all.cohen.pairs_total;
    (difference >= BIAS && whole).then_some(Odd::Bias { difference })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{Weights, all_coefficients};

    fn odd(table: [[u32; 2]; 2]) -> Option<Odd> {
        let (mut items, mut raters, mut labels) = (Vec::new(), Vec::new(), Vec::new());
        let mut item = 0;
        for (a, row) in (0..).zip(table) {
            for (b, n) in (0..).zip(row) {
                for _ in 0..n {
                    items.extend([item, item]);
                    raters.extend([0, 1]);
                    labels.extend([a, b]);
                    item += 1;
                }
            }
        }
        let judgments = Judgments::new(&items, &raters, &labels, item, 2, 2).unwrap();
        why_odd(&judgments, &all_coefficients(&judgments, &Weights::nominal(2), 1).unwrap())
    }

    /// The tables of Feinstein & Cicchetti (1990): the first paradox (85 % agreement, kappa .32) and its
    /// balanced counterpart (85 %, kappa .70). The last table is the second paradox made stark.
    #[test]
    fn the_two_paradoxes_are_named() {
        assert!(matches!(odd([[80, 10], [5, 5]]), Some(Odd::Prevalence { class: 0, share }) if share > 0.8));
        assert_eq!(odd([[40, 9], [6, 45]]), None);
        assert!(matches!(odd([[20, 60], [0, 20]]), Some(Odd::Bias { difference }) if difference > 0.1));
    }
}
