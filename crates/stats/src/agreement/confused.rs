//! Pairs of classes that are given to the same items, and differences of independent figures.

use crate::estimate::{Coefficient, Estimate, Interval, IntervalMethod, Undefined, Unreliable};
use crate::interval::{Part, mover_sum, wilson_of_mean};
use crate::judgments::Judgments;
use std::collections::HashMap;

/// How often two classes are given to the same item.
#[derive(Clone, Debug, PartialEq)]
pub struct ConfusedPair {
    /// The class with the lower index.
    pub first: u32,
    /// The other class.
    pub second: u32,
    /// Items that were given both.
    pub items: u64,
    /// The share of two labels of an item that are this pair, with its interval; `n` are the items with two labels or
    /// more.
    pub share: Estimate,
}

/// Every pair of classes that some item was given, most first.
///
/// The share is the mean over items with two or more labels of x_i = c_ia c_ib / (m_i (m_i - 1) / 2): the probability
/// that two labels of an item, drawn without putting back, are one of each class. It does not grow with the number of
/// labels of an item, as the share of items with both classes does; over all pairs the shares add up to 1 - percent
/// agreement. Interval: Wilson at the mean of n scores in \[0, 1\], exact in form where every item has two labels (x_i is
/// then 0 or 1), conservative else, because Var(x) <= mean (1 - mean).
///
/// # Errors
/// [`Undefined::NoJudgments`], [`Undefined::NoItemWithTwoLabels`].
pub fn confused_pairs(judgments: &Judgments<'_>) -> Result<Vec<ConfusedPair>, Undefined> {
    if judgments.is_empty() {
        return Err(Undefined::NoJudgments);
    }
    let counts = crate::judgments::ItemCounts::new(judgments);
    let mut sums: HashMap<(u32, u32), (u64, f64)> = HashMap::new();
    let mut n = 0_u64;
    for row in counts.rows().filter(|row| row.total >= 2) {
        n += 1;
        let pairs = row.pairs() / 2.0;
        for (at, &(a, c_a)) in row.cells.iter().enumerate() {
            for &(b, c_b) in &row.cells[at + 1..] {
                let (items, sum) = sums.entry((a.min(b), a.max(b))).or_default();
                *items += 1;
                *sum += f64::from(c_a) * f64::from(c_b) / pairs;
            }
        }
    }
    if n == 0 {
        return Err(Undefined::NoItemWithTwoLabels);
    }
    let mut found: Vec<ConfusedPair> = sums
        .into_iter()
        .map(|((first, second), (items, sum))| {
            let share = share_of(sum / n as f64, n);
            ConfusedPair { first, second, items, share }
        })
        .collect();
    found.sort_by(|a, b| {
        b.share.value.total_cmp(&a.share.value).then((a.first, a.second).cmp(&(b.first, b.second)))
    });
    Ok(found)
}

/// A share of n scores in \[0, 1\] with its interval: also of a pair that no item was given.
fn share_of(mean: f64, n: u64) -> Estimate {
    let mean = mean.clamp(0.0, 1.0);
    let interval = wilson_of_mean(mean, n).ok_or(Unreliable::ValueUndefined);
    Estimate { value: mean, interval, n }
}

/// The share of a pair that no item of n was given.
pub fn never_confused(n: u64) -> Estimate {
    share_of(0.0, n)
}

/// `first - second` of two figures from independent samples, with the MOVER interval (Zou & Donner, Statistics in
/// Medicine 27, 2008) from the two intervals. `n` is the sum. No interval where one of them has none.
pub fn difference_of(first: &Estimate, second: &Estimate) -> Estimate {
    let part = |e: &Estimate| e.interval.map(|i| Part { value: e.value, lower: i.lower, upper: i.upper });
    let interval = part(first).and_then(|a| {
        let sum = mover_sum(&[a, part(second)?.times(-1.0)]);
        Interval::checked(sum.lower, sum.upper, IntervalMethod::Mover)
    });
    Estimate { value: first.value - second.value, interval, n: first.n + second.n }
}

impl Coefficient {
    /// The value with its interval; `n` are the items.
    ///
    /// # Errors
    /// Why there is no value.
    pub fn estimate(&self) -> Result<Estimate, Undefined> {
        Ok(Estimate { value: self.value?, interval: self.interval, n: self.n_items })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::percent_agreement;

    #[test]
    fn shares_of_pairs_add_up_to_the_disagreement() {
        // Items: aab, ab, bc, cc, a.
        let items = [0, 0, 0, 1, 1, 2, 2, 3, 3, 4];
        let raters = [0, 1, 2, 0, 1, 0, 1, 0, 1, 0];
        let labels = [0, 0, 1, 0, 1, 1, 2, 2, 2, 0];
        let judgments = Judgments::new(&items, &raters, &labels, 5, 3, 3).unwrap();
        let pairs = confused_pairs(&judgments).unwrap();
        let shown: Vec<_> = pairs.iter().map(|p| (p.first, p.second, p.items, p.share.n)).collect();
        assert_eq!(shown, [(0, 1, 2, 4), (1, 2, 1, 4)]);
        assert!((pairs[0].share.value - (2.0 / 3.0 + 1.0) / 4.0).abs() < 1e-12);
        let sum: f64 = pairs.iter().map(|p| p.share.value).sum();
        assert!((sum - (1.0 - percent_agreement(&judgments).value.unwrap())).abs() < 1e-12);
        let none = never_confused(4);
        assert!(none.value == 0.0 && none.interval.unwrap().upper > 0.4);
    }

    #[test]
    fn a_difference_of_proportions_is_newcombes() {
        // Newcombe (1998), example (a): 56/70 against 48/80, method 10: .2 (.0524, .3339).
        let share = |k: u64, n: u64| Estimate {
            value: k as f64 / n as f64,
            interval: crate::wilson(k, n).ok_or(Unreliable::ValueUndefined),
            n,
        };
        let difference = difference_of(&share(56, 70), &share(48, 80));
        let interval = difference.interval.unwrap();
        assert!((difference.value - 0.2).abs() < 1e-12 && difference.n == 150);
        assert!((interval.lower - 0.0524).abs() < 5e-5 && (interval.upper - 0.3339).abs() < 5e-5);
    }
}
