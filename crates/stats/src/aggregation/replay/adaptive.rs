//! The adaptive rule: spend judgments where they tell most.

use super::pool::Pool;
use super::value::information;
use super::{Drawn, Replay};
use crate::aggregation::dawid_skene::{DawidSkene, dawid_skene};
use crate::aggregation::gold::Gold;
use crate::aggregation::settings::{FitError, Stop};
use crate::aggregation::temperature::heat;

/// Fits on the way only decide what to ask next.
const ON_THE_WAY: Stop = Stop { max_iterations: 50, tolerance: 1e-4 };

/// The adaptive rule: after `minimum` judgments of each item the budget is spent in `rounds` equal parts.
/// Before each, Dawid-Skene is fitted to the judgments drawn so far, and each open item names the rater,
/// of those with an undrawn judgment of it, whose answer has the largest mutual information with its true
/// class (Lindley, Annals of Mathematical Statistics 27, 1956) at the corrected posterior. The items whose
/// next answer tells most are asked. All judgments are taken to cost the same.
///
/// No truth and no undrawn label takes part: of an undrawn judgment only its rater is known. In a live
/// project the named rater has to be free; the recorded ones are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adaptive {
    /// Judgments that each item gets before anything is decided, 1 or more. It holds even where it exceeds
    /// the budget.
    pub minimum: u32,
    /// An item is done when its leading posterior, at the temperature, is at least this; in \[0, 1\].
    pub target: f64,
    /// Share of the recorded judgments that may be spent at most, in (0, 1\].
    pub budget: f64,
    /// Temperature of the posteriors that decide, 1 or more: [`super::super::fit_temperature`] on gold,
    /// where there is some.
    pub temperature: f64,
    /// Fits between the minimum and the budget, 1 or more.
    pub rounds: u32,
    /// Whether the rater is chosen; else the next in random order is asked.
    pub choose_raters: bool,
}

impl Default for Adaptive {
    /// 2 judgments at least, target .99, half of the judgments, temperature 3, 20 rounds, raters chosen.
    fn default() -> Self {
        Self { minimum: 2, target: 0.99, budget: 0.5, temperature: 3.0, rounds: 20, choose_raters: true }
    }
}

/// The judgment that an item asks for.
struct Wish {
    /// Expected information in nats.
    value: f64,
    item: usize,
    /// Position among the undrawn judgments of the item.
    position: usize,
}

impl Adaptive {
    pub(super) fn check(&self) -> Result<(), FitError> {
        let wrong = |name| Err(FitError::Setting(name));
        match self {
            Self { minimum: 0, .. } => wrong("adaptive.minimum"),
            Self { rounds: 0, .. } => wrong("adaptive.rounds"),
            Self { target, .. } if !(0.0..=1.0).contains(target) => wrong("adaptive.target"),
            Self { budget, .. } if !(*budget > 0.0 && *budget <= 1.0) => wrong("adaptive.budget"),
            Self { temperature, .. } if !(*temperature >= 1.0 && temperature.is_finite()) => {
                wrong("adaptive.temperature")
            }
            _ => Ok(()),
        }
    }

    pub(super) fn draw(&self, pool: &Pool, settings: &Replay) -> Result<Drawn, FitError> {
        let mut drawn = pool.first(self.minimum);
        let rest = |item| pool.rows(item).skip(self.minimum as usize).collect();
        let mut undrawn: Vec<Vec<usize>> = (0..pool.n_items()).map(rest).collect();
        let budget = (self.budget * pool.len() as f64) as usize;
        let part = budget.saturating_sub(drawn.len()).div_ceil(self.rounds as usize);
        while drawn.len() < budget {
            let fit = dawid_skene(&drawn.judgments()?, settings.smoothing, ON_THE_WAY, &Gold::default())?;
            let mut wishes = self.wishes(pool, &undrawn, &fit);
            if wishes.is_empty() {
                break;
            }
            wishes.sort_by(|a, b| b.value.total_cmp(&a.value));
            for wish in wishes.into_iter().take(part.min(budget - drawn.len())) {
                let row = undrawn[wish.item].remove(wish.position);
                drawn.add(pool, wish.item, row);
            }
        }
        Ok(drawn)
    }

    /// The wishes of the items that are not done.
    fn wishes(&self, pool: &Pool, undrawn: &[Vec<usize>], fit: &DawidSkene) -> Vec<Wish> {
        let mut belief = Vec::new();
        let wish = |(item, rows): (usize, &Vec<usize>)| {
            belief.clear();
            belief.extend_from_slice(fit.consensus.posterior(item));
            heat(&mut belief, 1.0 / self.temperature);
            if belief.iter().any(|&p| p >= self.target) {
                return None;
            }
            let asked = if self.choose_raters { rows.len() } else { 1 };
            let wishes = rows.iter().take(asked).enumerate().map(|(position, &row)| Wish {
                value: information(&belief, fit.confusion_of(pool.rater(row))),
                item,
                position,
            });
            // The first of equals: their order is random.
            wishes.reduce(|best, next| if next.value > best.value { next } else { best })
        };
        undrawn.iter().enumerate().filter_map(wish).collect()
    }
}
