//! Gold items whose known answer is doubtful: good raters miss them more often than they miss others.

use crate::compare::benjamini_hochberg;
use crate::judgments::InputError;

/// Answers of raters who passed: rater `raters[j]` answered gold `items[j]`, and `right[j]` says how.
#[derive(Clone, Copy, Debug)]
pub struct GoldAnswers<'a> {
    /// Gold item of each answer.
    pub items: &'a [u32],
    /// Rater of each answer.
    pub raters: &'a [u32],
    /// Whether it was right.
    pub right: &'a [bool],
    /// Number of gold items.
    pub n_items: u32,
    /// Number of raters.
    pub n_raters: u32,
}

/// One gold item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GoldItem {
    /// The item.
    pub item: u32,
    /// Answers by raters whose strength is known from other gold.
    pub answers: u64,
    /// Wrong ones among them.
    pub wrong: u64,
    /// Wrong ones expected from the strength of these raters.
    pub expected_wrong: f64,
    /// P(as many wrong or more), given the strength of each rater; `None` without answers.
    pub p_value: Option<f64>,
    /// The same after Benjamini & Hochberg over all items with answers.
    pub adjusted: Option<f64>,
}

impl GoldItem {
    /// Whether the item is missed above chance, at false discovery rate `rate` (usually 0.05).
    pub fn is_doubtful(&self, rate: f64) -> bool {
        self.adjusted.is_some_and(|p| p <= rate)
    }
}

/// Which gold items do passed raters miss above chance? One entry per item, in item order.
///
/// A rater's strength is measured without the item in question: with w wrong among the other n golds the
/// chance of a miss is (w + 1)/(n + 2), the predictive probability under a uniform prior (Laplace), so that
/// 20 of 20 right is no certainty. A rater without other gold says nothing. The number of wrong answers of
/// an item is then Poisson-binomial; p is its exact upper tail, adjusted by Benjamini & Hochberg (JRSS B 57,
/// 1995). O(answers x answers of the commonest item) time.
///
/// The caller passes only raters who passed, and the first answer of each.
///
/// # Errors
/// [`InputError`] where arrays differ in length or an index is out of range.
pub fn doubtful_gold(answers: &GoldAnswers<'_>) -> Result<Vec<GoldItem>, InputError> {
    answers.check()?;
    let mut totals = vec![(0u64, 0u64); answers.n_raters as usize];
    for (&rater, &right) in answers.raters.iter().zip(answers.right) {
        let total = &mut totals[rater as usize];
        total.0 += 1;
        total.1 += u64::from(!right);
    }
    // tails[i]: distribution of the number of wrong answers to item i.
    let mut tails = vec![vec![1.0]; answers.n_items as usize];
    let mut items: Vec<GoldItem> = (0..answers.n_items)
        .map(|item| GoldItem {
            item,
            answers: 0,
            wrong: 0,
            expected_wrong: 0.0,
            p_value: None,
            adjusted: None,
        })
        .collect();
    for ((&item, &rater), &right) in answers.items.iter().zip(answers.raters).zip(answers.right) {
        let (n, wrong) = totals[rater as usize];
        if n > 1 {
            let miss = (wrong - u64::from(!right) + 1) as f64 / (n + 1) as f64;
            let entry = &mut items[item as usize];
            entry.answers += 1;
            entry.wrong += u64::from(!right);
            entry.expected_wrong += miss;
            convolve(&mut tails[item as usize], miss);
        }
    }
    adjust(&mut items, &tails);
    Ok(items)
}

impl GoldAnswers<'_> {
    fn check(&self) -> Result<(), InputError> {
        for other in [self.raters.len(), self.right.len()] {
            if other != self.items.len() {
                return Err(InputError::LengthMismatch { first: self.items.len(), other });
            }
        }
        for (position, (&item, &rater)) in self.items.iter().zip(self.raters).enumerate() {
            if item >= self.n_items {
                return Err(InputError::ItemOutOfRange { position, value: item, limit: self.n_items });
            }
            if rater >= self.n_raters {
                return Err(InputError::RaterOutOfRange { position, value: rater, limit: self.n_raters });
            }
        }
        Ok(())
    }
}

/// Adds one trial with chance `p` to a distribution of counts.
fn convolve(chances: &mut Vec<f64>, p: f64) {
    chances.push(0.0);
    for k in (0..chances.len()).rev() {
        let from_below = if k > 0 { chances[k - 1] * p } else { 0.0 };
        chances[k] = chances[k] * (1.0 - p) + from_below;
    }
}

fn adjust(items: &mut [GoldItem], tails: &[Vec<f64>]) {
    for (item, tail) in items.iter_mut().zip(tails).filter(|(item, _)| item.answers > 0) {
        // From the far end, so that a small tail keeps its digits.
        let upper: f64 = tail[item.wrong as usize..].iter().rev().sum();
        item.p_value = Some(upper.min(1.0));
    }
    let raw: Vec<f64> = items.iter().filter_map(|item| item.p_value).collect();
    let Ok(adjusted) = benjamini_hochberg(&raw) else { return };
    for (item, p) in items.iter_mut().filter(|item| item.p_value.is_some()).zip(adjusted) {
        item.adjusted = Some(p);
    }
}
