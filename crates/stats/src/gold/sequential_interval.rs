//! Exact interval of an accuracy after a sequential test.

use super::walk::Walk;
use crate::distribution::first_where;
use crate::estimate::{Interval, IntervalMethod, Unreliable};

/// How the walk ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Outcome {
    Pass,
    Fail,
    Open { wrong: u64 },
}

/// 95 % limits of the accuracy after the walk ended at answer `n`.
///
/// The ends of the walk are ordered by what they say of the accuracy: failed, earlier being worse; then
/// undecided, by wrong answers; then passed, earlier being better (Jennison & Turnbull, Technometrics 25,
/// 1983). Each limit is the accuracy at which an end as extreme has chance .025: the interval of Clopper &
/// Pearson, to which it comes down without stopping, so it covers 95 % or more at every accuracy. Wilson's
/// interval after the same stop covers less.
pub(super) fn limits(walk: &Walk, outcome: Outcome, n: u32, value: f64) -> Result<Interval, Unreliable> {
    let lower = first_where(|p| as_good(walk, outcome, n, p) > 0.025);
    let upper = first_where(|p| as_bad(walk, outcome, n, p) < 0.025);
    // The ordering is not by the share of right answers, which may lie outside by little.
    Interval::checked(lower.min(value), upper.max(value), IntervalMethod::SequentialExact)
}

/// Chance of an end at least as good as the one seen; rises with p.
fn as_good(walk: &Walk, outcome: Outcome, n: u32, p: f64) -> f64 {
    let ends = walk.run(p, n);
    match outcome {
        Outcome::Pass => ends.passed(),
        Outcome::Open { wrong } => {
            ends.passed() + ends.open.iter().filter(|end| end.0 <= wrong).map(|end| end.1).sum::<f64>()
        }
        Outcome::Fail => 1.0 - ends.fail.iter().take(n as usize).sum::<f64>(),
    }
}

/// Chance of an end at least as bad as the one seen; falls with p.
fn as_bad(walk: &Walk, outcome: Outcome, n: u32, p: f64) -> f64 {
    let ends = walk.run(p, n);
    match outcome {
        Outcome::Fail => ends.failed(),
        Outcome::Open { wrong } => {
            ends.failed() + ends.open.iter().filter(|end| end.0 >= wrong).map(|end| end.1).sum::<f64>()
        }
        Outcome::Pass => 1.0 - ends.pass.iter().take(n as usize).sum::<f64>(),
    }
}
