//! Agreement between raters: judgments (item, rater, label), any number of raters per item, gaps allowed.
//!
//! Chance-corrected coefficients have the form (p_a - p_e) / (1 - p_e) and differ in p_e, the agreement
//! expected by chance. They are undefined only where 1 - p_e = 0; percent agreement, AC1 and
//! Brennan-Prediger are then 1.
//!
//! When an interval is shown. Asymptotic and bootstrap intervals of kappa-like coefficients cover badly on
//! few items, few disagreements or one dominating class (two raters, kappa .8, 50 items, 90 % in one
//! class: .82 instead of .95). A coefficient therefore shows its interval only with at least 30 items, 3
//! items with a disagreement, 10 items with a label outside the commonest class, and 3 items on which
//! raters agree on another class. In a simulation of two raters and two classes (kappa .3 to .9, commonest
//! class .5 to .95, 30 to 500 items; the ignored test `coverage` repeats it) the intervals that pass
//! covered .91 to 1.00. AC1 needs the first two conditions only.

mod chance;
mod cohen;
mod cohen_mean;
mod krippendorff;
mod per_class;
mod per_item;
mod percent;

pub use chance::{brennan_prediger, fleiss_kappa, gwet_ac1};
pub use cohen::{PairAgreement, cohen_pairs};
pub use cohen_mean::{CohenMean, cohen_kappa_mean};
pub use krippendorff::krippendorff_alpha;
pub use per_class::{ClassAgreement, per_class};
pub use per_item::{ItemAgreement, per_item};
pub use percent::{pair_weighted_agreement, percent_agreement};

use crate::estimate::{Coefficient, Undefined, Unreliable};
use crate::judgments::{ItemCounts, Judgments};

/// Items needed before an interval is shown.
const MIN_ITEMS: u64 = 30;
/// Items with a disagreement needed.
const MIN_DISAGREEMENTS: u64 = 3;
/// Items with a label outside the commonest class needed.
const MIN_OUTSIDE: u64 = 10;
/// Items with an agreement on another than the commonest class needed.
const MIN_RARE_AGREEMENTS: u64 = 3;

/// What the judgments offer to an interval: the counts behind the rules above.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spread {
    /// Items with two or more labels.
    pub items: u64,
    /// Of these, items with a disagreement.
    pub disagreements: u64,
    /// Of these, items with a label outside the commonest class.
    pub outside: u64,
    /// Of these, items with two or more equal labels of another than the commonest class.
    pub rare_agreements: u64,
}

impl Spread {
    pub fn new(counts: &ItemCounts, n_classes: u32) -> Self {
        let k = n_classes as usize;
        // Per class: labels; items with labels of this class only; items where only this class repeats.
        let (mut labels, mut alone, mut only_repeat) = (vec![0u64; k], vec![0u64; k], vec![0u64; k]);
        let (mut items, mut disagreements, mut repeats) = (0, 0, 0);
        for row in counts.pairable() {
            items += 1;
            row.cells.iter().for_each(|&(class, count)| labels[class as usize] += u64::from(count));
            match row.cells {
                [(class, _)] => alone[*class as usize] += 1,
                _ => disagreements += 1,
            }
            let mut repeated = row.cells.iter().filter(|cell| cell.1 >= 2);
            match (repeated.next(), repeated.next()) {
                (Some((class, _)), None) => {
                    only_repeat[*class as usize] += 1;
                    repeats += 1;
                }
                (Some(_), Some(_)) => repeats += 1,
                (None, _) => {}
            }
        }
        let (alone, only_repeat) = (of_commonest(&labels, &alone), of_commonest(&labels, &only_repeat));
        Self { items, disagreements, outside: items - alone, rare_agreements: repeats - only_repeat }
    }

    /// Enough items and disagreements for the mean of agreements within items.
    pub fn check_mean(&self) -> Result<(), Unreliable> {
        if self.items < MIN_ITEMS {
            return Err(Unreliable::TooFewItems { items: self.items, needed: MIN_ITEMS });
        }
        if self.disagreements < MIN_DISAGREEMENTS {
            let needed = MIN_DISAGREEMENTS;
            return Err(Unreliable::TooFewDisagreements { items: self.disagreements, needed });
        }
        Ok(())
    }

    /// Enough for a coefficient whose chance term depends on the shares of the classes.
    pub fn check_chance_corrected(&self) -> Result<(), Unreliable> {
        self.check_mean()?;
        if self.outside < MIN_OUTSIDE {
            return Err(Unreliable::OneClassDominates { items: self.outside, needed: MIN_OUTSIDE });
        }
        if self.rare_agreements < MIN_RARE_AGREEMENTS {
            let needed = MIN_RARE_AGREEMENTS;
            return Err(Unreliable::TooFewRareAgreements { items: self.rare_agreements, needed });
        }
        Ok(())
    }
}

/// The count of the commonest class; the largest where several classes tie, so that the numbering of the
/// classes does not matter.
pub(crate) fn of_commonest(labels: &[u64], counts: &[u64]) -> u64 {
    let most = labels.iter().max();
    labels
        .iter()
        .zip(counts)
        .filter(|(label, _)| Some(*label) == most)
        .map(|(_, &count)| count)
        .max()
        .unwrap_or(0)
}

/// Judgments with what several coefficients share, computed once.
pub(crate) struct Prepared<'a> {
    pub judgments: Judgments<'a>,
    pub counts: ItemCounts,
    pub spread: Spread,
    raters: u64,
}

impl<'a> Prepared<'a> {
    pub fn new(judgments: &Judgments<'a>) -> Self {
        let counts = ItemCounts::new(judgments);
        let spread = Spread::new(&counts, judgments.n_classes());
        Self { judgments: *judgments, counts, spread, raters: judgments.active_raters() }
    }

    /// A coefficient without value.
    pub fn undefined(&self, name: &'static str, reason: Undefined) -> Coefficient {
        Coefficient { value: Err(reason), ..self.coefficient(name, 0.0) }
    }

    /// A coefficient whose SE and interval are still to be filled in.
    pub fn coefficient(&self, name: &'static str, value: f64) -> Coefficient {
        Coefficient {
            name,
            value: Ok(value),
            se: None,
            interval: Err(Unreliable::ValueUndefined),
            n_items: self.spread.items,
            n_raters: self.raters,
            n_judgments: self.judgments.len() as u64,
        }
    }

    /// The reason that stops every coefficient: no judgment, or no item with two labels.
    pub fn comparable(&self) -> Result<(), Undefined> {
        if self.judgments.is_empty() {
            Err(Undefined::NoJudgments)
        } else if self.spread.items == 0 {
            Err(Undefined::NoItemWithTwoLabels)
        } else {
            Ok(())
        }
    }
}
