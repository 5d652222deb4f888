//! People against a model on the same items.

use super::level::shrunk;
use crate::compare::ComparisonVerdict;
use crate::estimate::{Estimate, Interval, IntervalMethod, Undefined, Unreliable};
use crate::interval::{Part, mover_sum_correlated, wilson_effective, wilson_modified};
use crate::judgments::{InputError, Judgments};

/// How the reference came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferenceDesign {
    /// The items were chosen by chance, not because raters disagreed.
    pub random_items: bool,
    /// The reference was decided without seeing the judgments or the model.
    pub blind: bool,
}

/// Why people and model are not compared on equal terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HumanWarning {
    /// Items that only people judged were left out of the comparison.
    HumanOnly {
        /// How many.
        items: u64,
    },
    /// Items that only the model judged were left out of the comparison.
    ModelOnly {
        /// How many.
        items: u64,
    },
    /// The items were not chosen by chance: adjudicated conflicts are the hard ones.
    NotRandom,
    /// Whoever decided the reference saw the judgments or the model.
    NotBlind,
}

impl HumanWarning {
    /// Stable identifier in `snake_case`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::HumanOnly { .. } => "human_only",
            Self::ModelOnly { .. } => "model_only",
            Self::NotRandom => "not_random",
            Self::NotBlind => "not_blind",
        }
    }
}

/// People and model on the items that both judged. Every item counts once.
#[derive(Clone, Debug, PartialEq)]
pub struct HumanGap {
    /// Mean over items of the share of judgments that give the reference label. `n`: items.
    pub human: Estimate,
    /// Share of items on which the model gives it. `n`: items.
    pub model: Estimate,
    /// Human minus model, signed. `n`: items.
    pub gap: Estimate,
    /// Whether people are better, where the interval of the gap allows it.
    pub verdict: ComparisonVerdict,
    /// What is unequal.
    pub warnings: Vec<HumanWarning>,
}

/// Human-level performance against a model: the same reference, the same items.
///
/// On items with a reference, a judgment and a prediction: h_i is the share of judgments of item i that give
/// the reference label, y_i is 1 where the model does; gap = mean h - mean y. Interval of the gap: MOVER for
/// paired proportions (Newcombe 1998b; Zou & Donner 2008), from Wilson's limits of both (people: at
/// p(1 - p)/V items, V the variance of the mean of h, drawn towards the number of items as for the pooled level) and the correlation of h and y over items (0 where one
/// does not vary). It has width where people and model never differ. The gap is signed; cutting it at 0
/// before averaging would bias it upward.
///
/// # Errors
/// `Err` with [`InputError::LengthMismatch`] unless both slices have one entry per declared item; the inner
/// [`Undefined::NothingScored`] where no item has all three.
pub fn human_gap(
    judgments: &Judgments<'_>,
    reference: &[Option<u32>],
    model: &[Option<u32>],
    design: ReferenceDesign,
) -> Result<Result<HumanGap, Undefined>, InputError> {
    let first = judgments.n_items() as usize;
    for other in [reference.len(), model.len()] {
        if other != first {
            return Err(InputError::LengthMismatch { first, other });
        }
    }
    let mut tallies = vec![(0u32, 0u32); first];
    for (&item, &label) in judgments.items().iter().zip(judgments.labels()) {
        if let Some(class) = reference[item as usize] {
            let tally = &mut tallies[item as usize];
            tally.0 += 1;
            tally.1 += u32::from(class == label);
        }
    }
    let mut pairs = Vec::new();
    let (mut human_only, mut model_only) = (0, 0);
    for ((&(judged, right), reference), prediction) in tallies.iter().zip(reference).zip(model) {
        match (judged, reference, prediction) {
            (1.., Some(class), Some(label)) => {
                pairs.push((f64::from(right) / f64::from(judged), u8::from(class == label)));
            }
            (1.., Some(_), None) => human_only += 1,
            (0, Some(_), Some(_)) => model_only += 1,
            _ => {}
        }
    }
    let warnings = [
        (human_only > 0).then_some(HumanWarning::HumanOnly { items: human_only }),
        (model_only > 0).then_some(HumanWarning::ModelOnly { items: model_only }),
        (!design.random_items).then_some(HumanWarning::NotRandom),
        (!design.blind).then_some(HumanWarning::NotBlind),
    ];
    Ok(compare(&pairs, warnings.into_iter().flatten().collect()).ok_or(Undefined::NothingScored))
}

fn compare(pairs: &[(f64, u8)], warnings: Vec<HumanWarning>) -> Option<HumanGap> {
    let n = pairs.len() as u64;
    let count = n as f64;
    let right: u64 = pairs.iter().map(|pair| u64::from(pair.1)).sum();
    let model_interval = wilson_modified(right, n)?;
    let (h, y) = (pairs.iter().map(|pair| pair.0).sum::<f64>() / count, right as f64 / count);
    let (mut hh, mut hy) = (0.0, 0.0);
    for &(human, model) in pairs {
        hh += (human - h).powi(2);
        hy += (human - h) * (f64::from(model) - y);
    }
    let yy = count * y * (1.0 - y);
    // At least the items themselves: their shares vary no more than single judgments would.
    let effective = if hh > 0.0 { (h * (1.0 - h) * count * (count - 1.0) / hh).max(count) } else { count };
    let wrong = pairs.iter().filter(|pair| pair.0 < 1.0).count();
    let right_somewhere = pairs.iter().filter(|pair| pair.0 > 0.0).count();
    let effective = shrunk(effective, count, wrong.min(right_somewhere));
    let human_interval = wilson_effective(h, effective, n).unwrap_or(model_interval);
    let correlation = if hh > 0.0 && yy > 0.0 { hy / (hh * yy).sqrt() } else { 0.0 };
    let part = |value: f64, interval: Interval| Part { value, lower: interval.lower, upper: interval.upper };
    let difference =
        mover_sum_correlated(&[part(h, human_interval), part(y, model_interval).times(-1.0)], -correlation);
    let interval =
        Interval::checked(difference.lower.max(-1.0), difference.upper.min(1.0), IntervalMethod::Mover);
    let gap = Estimate { value: h - y, interval, n };
    let shown = |value: f64, interval: Interval| Estimate { value, interval: Ok(interval), n };
    let human = if n > 1 {
        shown(h, human_interval)
    } else {
        Estimate { value: h, interval: Err(Unreliable::TooFewItems { items: n, needed: 2 }), n }
    };
    Some(HumanGap {
        human,
        model: shown(y, model_interval),
        gap,
        verdict: ComparisonVerdict::of(&gap),
        warnings,
    })
}
