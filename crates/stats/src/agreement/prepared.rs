//! What the coefficients share, computed once.

use super::patterns::Patterns;
use super::weights::{WeightKind, Weights};
use crate::estimate::{Coefficient, Undefined, Unreliable};
use crate::judgments::Judgments;

/// Items with two or more labels needed before an interval is shown: with weights disagreements differ in size,
/// and a few items show less of them; most so with squared distances, which cover .90 at 20.
pub(crate) fn min_items(weights: &Weights) -> u64 {
    match weights.kind() {
        WeightKind::Nominal => 10,
        WeightKind::Ordinal | WeightKind::Linear => 20,
        WeightKind::Quadratic | WeightKind::Interval | WeightKind::Ratio | WeightKind::Custom => 50,
    }
}

/// The same for AC1 and AC2, which are nearer to 1.
pub(crate) fn min_items_gwet(weights: &Weights) -> u64 {
    if weights.is_nominal() { 20 } else { 50 }
}

/// Items needed by means of many pairs and by ratios.
const MIN_ITEMS_OF_MEANS: u64 = 30;
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
    pub fn new(patterns: &Patterns, n_classes: u32) -> Self {
        let k = n_classes as usize;
        // Per class: labels; items with labels of this class only; items where only this class repeats.
        let (mut labels, mut alone, mut only_repeat) = (vec![0u64; k], vec![0u64; k], vec![0u64; k]);
        let (mut items, mut disagreements, mut repeats) = (0, 0, 0);
        for pattern in patterns.pairable() {
            let (cells, times) = (pattern.row.cells, pattern.times);
            items += times;
            cells.iter().for_each(|&(class, count)| labels[class as usize] += times * u64::from(count));
            match cells {
                [(class, _)] => alone[*class as usize] += times,
                _ => disagreements += times,
            }
            let mut repeated = cells.iter().filter(|cell| cell.1 >= 2);
            match (repeated.next(), repeated.next()) {
                (Some((class, _)), None) => {
                    only_repeat[*class as usize] += times;
                    repeats += times;
                }
                (Some(_), Some(_)) => repeats += times,
                (None, _) => {}
            }
        }
        let (alone, only_repeat) = (of_commonest(&labels, &alone), of_commonest(&labels, &only_repeat));
        Self { items, disagreements, outside: items - alone, rare_agreements: repeats - only_repeat }
    }

    /// Enough items.
    pub fn check_items(&self, needed: u64) -> Result<(), Unreliable> {
        if self.items < needed { Err(Unreliable::TooFewItems { items: self.items, needed }) } else { Ok(()) }
    }

    /// Enough items and disagreements for the mean of agreements within items.
    pub fn check_mean(&self) -> Result<(), Unreliable> {
        self.check_items(MIN_ITEMS_OF_MEANS)?;
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
fn of_commonest(labels: &[u64], counts: &[u64]) -> u64 {
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
    pub patterns: Patterns,
    pub spread: Spread,
    pub raters: u64,
}

impl<'a> Prepared<'a> {
    pub fn new(judgments: &Judgments<'a>) -> Self {
        Self::with(judgments, Patterns::new(judgments))
    }

    /// As [`Prepared::new`], with patterns that are known already.
    pub fn with(judgments: &Judgments<'a>, patterns: Patterns) -> Self {
        let spread = Spread::new(&patterns, judgments.n_classes());
        Self { judgments: *judgments, patterns, spread, raters: judgments.active_raters() }
    }

    /// Mean number of labels of the items with two or more.
    pub fn mean_labels(&self) -> f64 {
        let labels: f64 =
            self.patterns.pairable().map(|pattern| pattern.weight() * f64::from(pattern.row.total)).sum();
        labels / self.spread.items as f64
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
