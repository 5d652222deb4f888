//! Two runs over the same items.

use super::mcnemar::{McNemar, mcnemar};
use crate::estimate::{Estimate, Interval, IntervalMethod, Undefined, Unreliable};
use crate::interval::Z95;
use crate::judgments::InputError;

/// Items by whether an earlier and a later run got them right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairedRuns {
    /// Right in both.
    pub both_right: u64,
    /// Wrong in the earlier run, right in the later one.
    pub fixed: u64,
    /// Right in the earlier run, wrong in the later one.
    pub regressed: u64,
    /// Wrong in both.
    pub both_wrong: u64,
}

/// Which run is better; only where the interval allows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ComparisonVerdict {
    /// The whole interval of the difference lies above 0.
    Better,
    /// The whole interval lies below 0.
    Worse,
    /// The interval holds 0, or there is none.
    Undecided,
}

impl ComparisonVerdict {
    /// The verdict of a difference.
    pub fn of(difference: &Estimate) -> Self {
        match difference.interval {
            Ok(interval) if interval.lower > 0.0 => Self::Better,
            Ok(interval) if interval.upper < 0.0 => Self::Worse,
            _ => Self::Undecided,
        }
    }

    /// Stable identifier in `snake_case`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Undecided => "undecided",
        }
    }
}

impl PairedRuns {
    /// Counts the items of an `earlier` and a `later` run by whether each prediction equals the truth.
    ///
    /// # Errors
    /// [`InputError::LengthMismatch`] where the slices differ in length.
    pub fn from_labels(truth: &[u32], earlier: &[u32], later: &[u32]) -> Result<Self, InputError> {
        for other in [earlier.len(), later.len()] {
            if other != truth.len() {
                return Err(InputError::LengthMismatch { first: truth.len(), other });
            }
        }
        let mut counts = [0u64; 4];
        for ((truth, earlier), later) in truth.iter().zip(earlier).zip(later) {
            counts[2 * usize::from(earlier == truth) + usize::from(later == truth)] += 1;
        }
        let [both_wrong, fixed, regressed, both_right] = counts;
        Ok(Self { both_right, fixed, regressed, both_wrong })
    }

    /// Number of items.
    pub fn total(&self) -> u64 {
        self.both_right + self.fixed + self.regressed + self.both_wrong
    }

    /// McNemar's test that both runs are right equally often.
    pub fn mcnemar(&self) -> McNemar {
        mcnemar(self.fixed, self.regressed)
    }

    /// Accuracy of the later run minus accuracy of the earlier one: (fixed - regressed) / n, with Tango's
    /// score interval (Statistics in Medicine 17, 1998): all differences that the score test of the
    /// paired counts does not reject. It holds its level where Wald's interval does not (few items, few
    /// discordant ones) and has width also where nothing was fixed or regressed. Simulated coverage at
    /// accuracies of .5 to .95 and gaps of 0 to .1, least and mean: n = 20 .947 .975, 50 .946 .960, 100 .931
    /// .947, 400 .945 .949.
    ///
    /// # Errors
    /// [`Undefined::NothingScored`] without items.
    pub fn accuracy_difference(&self) -> Result<Estimate, Undefined> {
        let n = self.total();
        if n == 0 {
            return Err(Undefined::NothingScored);
        }
        let value = (self.fixed as f64 - self.regressed as f64) / n as f64;
        let z = |difference: f64| tango(self.fixed as f64, self.regressed as f64, n as f64, difference);
        let lower = bisect(-1.0, value, |difference| z(difference) > Z95);
        let upper = bisect(1.0, value, |difference| z(difference) < -Z95);
        let interval: Result<Interval, Unreliable> = Interval::checked(lower, upper, IntervalMethod::Tango);
        Ok(Estimate { value, interval, n })
    }

    /// The verdict of [`PairedRuns::accuracy_difference`].
    pub fn verdict(&self) -> ComparisonVerdict {
        self.accuracy_difference()
            .map_or(ComparisonVerdict::Undecided, |difference| ComparisonVerdict::of(&difference))
    }
}

/// How much more a change gained on one set of items than on another that shares none with it: the difference of the two
/// accuracy differences, by MOVER from their intervals (Zou & Donner, Statistics in Medicine 27, 2008):
/// L = d - sqrt((a - l_a)^2 + (u_b - b)^2), U = d + sqrt((u_a - a)^2 + (b - l_b)^2).
///
/// # Errors
/// [`Undefined::NothingScored`] where one of the sets has no items.
pub fn gain_difference(on: &PairedRuns, beside: &PairedRuns) -> Result<Estimate, Undefined> {
    let (a, b) = (on.accuracy_difference()?, beside.accuracy_difference()?);
    let value = a.value - b.value;
    let interval = a.interval.and_then(|of_a| {
        let of_b = b.interval?;
        let below = (a.value - of_a.lower).hypot(of_b.upper - b.value);
        let above = (of_a.upper - a.value).hypot(b.value - of_b.lower);
        Interval::checked(value - below, value + above, IntervalMethod::Mover)
    });
    Ok(Estimate { value, interval, n: a.n + b.n })
}

/// Tango's score statistic of the difference d = P(fixed) - P(regressed); falls as d rises.
fn tango(fixed: f64, regressed: f64, n: f64, d: f64) -> f64 {
    // q: P(regressed) most likely under d, the root of 2n q^2 + b q + c.
    let b = -fixed - regressed + (2.0 * n - fixed + regressed) * d;
    let c = -regressed * d * (1.0 - d);
    let root = (b * b - 8.0 * n * c).max(0.0).sqrt();
    // Of the two forms of the root, the one without cancellation.
    let q = if b <= 0.0 { (root - b) / (4.0 * n) } else { -2.0 * c / (root + b) };
    let variance = n * (2.0 * q + d * (1.0 - d));
    let excess = fixed - regressed - n * d;
    if variance > 0.0 {
        excess / variance.sqrt()
    } else if excess == 0.0 {
        0.0
    } else {
        excess.signum() * f64::INFINITY
    }
}

/// The point between `outside` and `inside` where a condition stops holding.
fn bisect(mut outside: f64, mut inside: f64, is_outside: impl Fn(f64) -> bool) -> f64 {
    if !is_outside(outside) {
        return outside;
    }
    for _ in 0..100 {
        let middle = 0.5 * (outside + inside);
        if is_outside(middle) { outside = middle } else { inside = middle }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gains_of_two_sets_differ_by_mover() {
        let on = PairedRuns { both_right: 60, fixed: 30, regressed: 2, both_wrong: 8 };
        let beside = PairedRuns { both_right: 200, fixed: 20, regressed: 18, both_wrong: 62 };
        let (a, b) = (on.accuracy_difference().unwrap(), beside.accuracy_difference().unwrap());
        let (of_a, of_b) = (a.interval.unwrap(), b.interval.unwrap());
        let difference = gain_difference(&on, &beside).unwrap();
        assert!((difference.value - (0.28 - 2.0 / 300.0)).abs() < 1e-12);
        let interval = difference.interval.unwrap();
        let below = ((0.28 - of_a.lower).powi(2) + (of_b.upper - 2.0 / 300.0).powi(2)).sqrt();
        let above = ((of_a.upper - 0.28).powi(2) + (2.0 / 300.0 - of_b.lower).powi(2)).sqrt();
        assert!((interval.lower - (difference.value - below)).abs() < 1e-12);
        assert!((interval.upper - (difference.value + above)).abs() < 1e-12);
        assert_eq!(gain_difference(&PairedRuns::default(), &on), Err(Undefined::NothingScored));
        let same = gain_difference(&on, &on).unwrap();
        assert!(same.value == 0.0 && same.interval.unwrap().contains(0.0));
    }
}
