//! Monitoring during work: CUSUM of the log likelihood ratios.

use super::qualification::share;
use super::walk::{Ends, ROUNDING, Walk};
use super::{LikelihoodRatio, PlanError};
use crate::distribution::first_where;
use crate::estimate::{Estimate, Interval, IntervalMethod, Undefined};
use crate::plan::at_least_one;

/// Answers of one cycle that are followed; what is left by then is below 10^-15 for any sensible limit.
const LONGEST_CYCLE: u32 = 100_000;

/// Largest limit looked for: run lengths grow like e^limit.
const LARGEST_LIMIT: f64 = 30.0;

/// Page's cumulative sum (Biometrika 41, 1954): S = max(0, S + log likelihood ratio), and a pause when S
/// reaches the limit.
///
/// Unlike a sequential test that starts anew after each pass, it is made for work without an end, and it
/// has no error rate: every rater is paused some day. What is stated is the in-control average run length,
/// the expected number of golds until a rater of accuracy p0 is paused.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Monitor {
    ratio: LikelihoodRatio,
    limit: f64,
}

/// Where monitoring stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonitorState {
    /// S after the last answer that counted.
    pub sum: f64,
    /// The answer, from 1, at which the limit was reached; later ones are ignored.
    pub paused_at: Option<u64>,
    /// Answers that counted.
    pub answers: u64,
    /// Wrong answers since S was last 0.
    pub recent_wrong: u64,
    /// Right answers since S was last 0.
    pub recent_right: u64,
}

impl Monitor {
    /// A monitor with a limit for S.
    ///
    /// # Errors
    /// [`PlanError::OutOfRange`] unless the limit lies inside (0, 30].
    pub fn new(ratio: LikelihoodRatio, limit: f64) -> Result<Self, PlanError> {
        if limit > 0.0 && limit <= LARGEST_LIMIT {
            Ok(Self { ratio, limit })
        } else {
            Err(PlanError::OutOfRange { name: "the limit", value: limit as u64, most: LARGEST_LIMIT as u64 })
        }
    }

    /// The monitor with the smallest limit whose in-control average run length is `golds` or more.
    ///
    /// # Errors
    /// [`PlanError::OutOfRange`] unless `golds` lies between 1 and 1,000,000.
    pub fn with_run_length(ratio: LikelihoodRatio, golds: u32) -> Result<Self, PlanError> {
        at_least_one("the run length", u64::from(golds), 1_000_000)?;
        let enough =
            |limit: f64| Self { ratio, limit }.average_run_length_at(ratio.acceptable()) >= f64::from(golds);
        let (mut low, mut high) = (0.0, LARGEST_LIMIT);
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if enough(middle) { high = middle } else { low = middle }
        }
        Ok(Self { ratio, limit: high })
    }

    /// What each answer adds.
    pub fn ratio(&self) -> LikelihoodRatio {
        self.ratio
    }

    /// The limit of S.
    pub fn limit(&self) -> f64 {
        self.limit
    }

    /// Where monitoring stands after these answers (true: right), in the order they were given.
    pub fn judge(&self, answers: impl IntoIterator<Item = bool>) -> MonitorState {
        let mut state =
            MonitorState { sum: 0.0, paused_at: None, answers: 0, recent_wrong: 0, recent_right: 0 };
        for answer in answers {
            state.answers += 1;
            if answer {
                state.recent_right += 1
            } else {
                state.recent_wrong += 1
            }
            state.sum = self.ratio.of(state.recent_right, state.recent_wrong);
            if state.sum <= ROUNDING {
                state = MonitorState { sum: 0.0, recent_wrong: 0, recent_right: 0, ..state };
            } else if state.sum >= self.limit - ROUNDING {
                state.paused_at = Some(state.answers);
                break;
            }
        }
        state
    }

    /// One cycle, from S = 0 until S is back at 0 (`pass`) or reaches the limit (`fail`): a sequential
    /// test with limits 0 and the monitor's.
    fn cycle(&self, p: f64) -> Ends {
        Walk { ratio: self.ratio, start: 0.0, lower: 0.0, upper: self.limit }.run(p, LONGEST_CYCLE)
    }

    /// Average run length at accuracy `p`: the expected number of golds until a pause, exactly.
    ///
    /// At p0 it is the in-control run length, at p1 the delay of a rightful pause. Cycles are independent,
    /// so it is E(length of a cycle) / P(a cycle ends in a pause) (Page 1954); infinite at p = 1.
    ///
    /// # Errors
    /// [`PlanError::NotAShare`] unless p lies in \[0, 1\].
    pub fn average_run_length(&self, p: f64) -> Result<f64, PlanError> {
        share(p)?;
        Ok(self.average_run_length_at(p))
    }

    fn average_run_length_at(&self, p: f64) -> f64 {
        let ends = self.cycle(p);
        ends.expected() / ends.failed()
    }

    /// In-control average run length: [`Monitor::average_run_length`] at p0.
    pub fn in_control_run_length(&self) -> f64 {
        self.average_run_length_at(self.ratio.acceptable())
    }

    /// Exact chance that a rater of accuracy `p` is paused within `golds` answers: at p0 a false pause.
    ///
    /// # Errors
    /// [`PlanError`] unless p lies in \[0, 1\] and golds between 1 and 100,000.
    pub fn pause_within(&self, p: f64, golds: u32) -> Result<f64, PlanError> {
        share(p)?;
        at_least_one("the number of golds", u64::from(golds), u64::from(LONGEST_CYCLE))?;
        Ok(renewed(&self.cycle(p), golds as usize))
    }
}

impl Monitor {
    /// Share of right answers of a rater who was paused at the last of `n` answers since the watch began, with a
    /// 95 % interval that knows of the stop.
    ///
    /// Stops are ordered by their time N, an earlier one being worse: the limits are the accuracies at which
    /// P(N <= n) is .025 and P(N >= n) is .025, an exact interval (Jennison & Turnbull, Technometrics 25, 1983).
    /// Wilson's would know nothing of the stop, which comes just when the answers look worst.
    ///
    /// # Errors
    /// [`Undefined::NothingScored`] without answers.
    pub fn accuracy_at_pause(&self, right: u64, n: u64) -> Result<Estimate, Undefined> {
        if n == 0 || right > n {
            return Err(Undefined::NothingScored);
        }
        let value = right as f64 / n as f64;
        // P(N <= k) falls with the accuracy.
        let within = |p: f64, k: u64| renewed(&self.cycle(p), k.min(u64::from(LONGEST_CYCLE)) as usize);
        let upper = first_where(|p| within(p, n) < 0.025);
        let lower = first_where(|p| within(p, n - 1) < 0.975);
        let interval = Interval::checked(lower.min(value), upper.max(value), IntervalMethod::SequentialExact);
        Ok(Estimate { value, interval, n })
    }
}

/// Chance of an end by failure within `golds` answers, where each passed cycle is followed by a new one.
pub(super) fn renewed(ends: &Ends, golds: usize) -> f64 {
    // fresh[t]: chance that a cycle begins after answer t.
    let mut fresh = vec![0.0; golds + 1];
    fresh[0] = 1.0;
    let mut paused = 0.0;
    for begin in 0..golds {
        let chance = fresh[begin];
        if chance == 0.0 {
            continue;
        }
        let reach = (golds - begin).min(ends.pass.len() - 1);
        for n in 1..=reach {
            fresh[begin + n] += chance * ends.pass[n];
            paused += chance * ends.fail[n];
        }
    }
    paused
}
