//! Which stage of a pipeline to improve: what correcting its outputs gains.
//!
//! A run of the pipeline with some stages corrected gives, for each example, whether the final output is right.
//! Cumulative: stage 1 corrected, then 1 and 2, and so on. All combinations: a run for each set of stages.

use std::collections::HashMap;

use thiserror::Error;

use crate::compare::PairedRuns;
use crate::estimate::{Estimate, Undefined};
use crate::interval::{wilson, wilson_of_mean};

/// Most stages whose combinations are taken apart: 256 runs.
pub const MOST_STAGES: u32 = 8;

/// Why the runs of a pipeline were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PipelineError {
    /// Only the run without corrections, or none.
    #[error("there is no run with a corrected stage; give the run as it is and one for each stage corrected")]
    NoStages,
    /// The runs are not 2^stages.
    #[error("{runs} runs are not those of all combinations of 1 to {MOST_STAGES} stages (2, 4, 8, ... 256)")]
    NotAllCombinations {
        /// Runs given.
        runs: usize,
    },
    /// Runs differ in their number of examples.
    #[error("run {run} has {found} examples instead of {expected}")]
    LengthMismatch {
        /// Position of the run, from 0.
        run: usize,
        /// Its examples.
        found: usize,
        /// Examples of the first run.
        expected: usize,
    },
}

impl PipelineError {
    /// Stable identifier in `snake_case`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoStages => "no_stages",
            Self::NotAllCombinations { .. } => "not_all_combinations",
            Self::LengthMismatch { .. } => "length_mismatch",
        }
    }
}

/// Accuracy with the first stages corrected, one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct CumulativeCeiling {
    /// Accuracy as it is, then with the first stage corrected, the first two, and so on. Wilson.
    pub accuracy: Vec<Result<Estimate, Undefined>>,
    /// What each stage adds: accuracy with it and all before minus accuracy without it. Tango, paired.
    pub gains: Vec<Result<Estimate, Undefined>>,
}

/// The ceiling of each stage, cumulative: 72, 89, 90, 100 % gives +17, +1, +10 points.
///
/// `steps[s][i]`: whether the final output of example i is right with the first s stages corrected; `steps[0]` is the run
/// as it is. The gains depend on the order of correction: a stage is measured with all before it perfect and all
/// after it as they are. What two stages break together is put down to the later one. [`over_orders`] takes
/// the mean over all orders.
///
/// # Errors
/// [`PipelineError`] with fewer than two runs or runs of different length. Without examples each figure is
/// [`Undefined::NothingScored`].
pub fn cumulative_ceiling(steps: &[&[bool]]) -> Result<CumulativeCeiling, PipelineError> {
    let n = examples(steps)? as u64;
    let right = |run: &&[bool]| share(count(run), n, Undefined::NothingScored);
    let gain = |pair: &[&[bool]]| {
        let mut runs = PairedRuns::default();
        for (before, after) in pair[0].iter().zip(pair[1]) {
            *match (before, after) {
                (true, true) => &mut runs.both_right,
                (false, true) => &mut runs.fixed,
                (true, false) => &mut runs.regressed,
                (false, false) => &mut runs.both_wrong,
            } += 1;
        }
        runs.accuracy_difference()
    };
    Ok(CumulativeCeiling {
        accuracy: steps.iter().map(right).collect(),
        gains: steps.windows(2).map(gain).collect(),
    })
}

/// What an error of the pipeline is put down to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The final output is right.
    None,
    /// The first stage, from 0, whose correction (after all before it) makes the final output right.
    Stage(u32),
    /// It stays wrong with all stages corrected.
    Unexplained,
}

/// Errors put down to one stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StageShare {
    /// Errors credited; whole numbers unless averaged over orders.
    pub errors: f64,
    /// errors / all errors. Wilson; of averages the conservative one.
    pub share_of_errors: Result<Estimate, Undefined>,
    /// errors / all examples: points gained if they went away. Interval likewise.
    pub points: Result<Estimate, Undefined>,
}

/// Each error put down to the first stage that mends it.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstStage {
    /// The cause for each example.
    pub causes: Vec<Cause>,
    /// For each stage.
    pub stages: Vec<StageShare>,
    /// Errors that stay.
    pub unexplained: StageShare,
    /// Errors of the run as it is.
    pub errors: u64,
}

/// Puts each error down to the first stage whose correction makes the final output right; `steps` as in
/// [`cumulative_ceiling`]. What a later correction breaks again does not count.
///
/// # Errors
/// As [`cumulative_ceiling`]. Shares of errors are [`Undefined::NoErrors`] where the run has none.
pub fn first_stage(steps: &[&[bool]]) -> Result<FirstStage, PipelineError> {
    let n = examples(steps)?;
    let cause = |i: usize| match steps.iter().position(|run| run[i]) {
        Some(0) => Cause::None,
        Some(step) => Cause::Stage(step as u32 - 1),
        None => Cause::Unexplained,
    };
    let causes: Vec<Cause> = (0..n).map(cause).collect();
    let errors = n as u64 - count(steps[0]);
    let of = |which: Cause| {
        let own = causes.iter().filter(|&&cause| cause == which).count() as u64;
        StageShare {
            errors: own as f64,
            share_of_errors: share(own, errors, Undefined::NoErrors),
            points: share(own, n as u64, Undefined::NothingScored),
        }
    };
    let stages = (0..steps.len() as u32 - 1).map(|stage| of(Cause::Stage(stage))).collect();
    let unexplained = of(Cause::Unexplained);
    Ok(FirstStage { causes, stages, unexplained, errors })
}

/// Each error shared among the stages.
#[derive(Clone, Debug, PartialEq)]
pub struct OverOrders {
    /// Wrong examples of the run as it is, ascending.
    pub examples: Vec<u32>,
    /// For each of them the share of each stage, row-major; a row adds up to 1 less what stays unexplained.
    pub shares: Vec<f64>,
    /// For each stage.
    pub stages: Vec<StageShare>,
    /// What no order mends.
    pub unexplained: StageShare,
}

/// Shares each error among up to eight stages: the share of a stage is the share of all orders of correction in which
/// it is the stage that first makes the final output right.
///
/// `runs[set][i]`: whether the final output of example i is right with the stages of `set` corrected, stage s being bit
/// s of the position; 2^stages runs, the first without corrections. Exact, by recursion over sets instead of orders:
/// w(S), the orders of S in which nothing before or at S is right, is the sum of w(S - s) over s in S, or 0 where S is
/// right; stage s gets the sum of w(S) (m - |S| - 1)! / m! over S with S + s right. Where correcting more never makes
/// an output wrong, w(S) = |S|! on every wrong S and this is the Shapley value of "is right" (Shapley 1953).
///
/// # Errors
/// [`PipelineError::NotAllCombinations`] or [`PipelineError::LengthMismatch`]; figures as [`first_stage`].
pub fn over_orders(runs: &[&[bool]]) -> Result<OverOrders, PipelineError> {
    let stages = runs.len().checked_ilog2().unwrap_or(0);
    if !runs.len().is_power_of_two() || !(1..=MOST_STAGES).contains(&stages) {
        return Err(PipelineError::NotAllCombinations { runs: runs.len() });
    }
    let n = examples(runs)?;
    let m = stages as usize;
    let (mut wrong, mut shares) = (Vec::new(), Vec::new());
    // Few patterns of 2^m outcomes occur, so that each is worked out once.
    let mut known: HashMap<[u64; 4], Vec<f64>> = HashMap::new();
    for i in (0..n).filter(|&i| !runs[0][i]) {
        let mut pattern = [0u64; 4];
        for (set, run) in runs.iter().enumerate() {
            pattern[set / 64] |= u64::from(run[i]) << (set % 64);
        }
        wrong.push(i as u32);
        shares.extend(known.entry(pattern).or_insert_with(|| shares_of(&pattern, m)).iter());
    }
    let errors = wrong.len() as u64;
    let of = |sum: f64| StageShare {
        errors: sum,
        share_of_errors: mean(sum, errors, Undefined::NoErrors),
        points: mean(sum, n as u64, Undefined::NothingScored),
    };
    let sums: Vec<f64> = (0..m).map(|stage| shares.iter().skip(stage).step_by(m).sum()).collect();
    let unexplained = of((errors as f64 - sums.iter().sum::<f64>()).max(0.0));
    Ok(OverOrders { examples: wrong, shares, stages: sums.into_iter().map(of).collect(), unexplained })
}

/// Share of the orders in which each of `m` stages is the first to make the output right.
fn shares_of(pattern: &[u64; 4], m: usize) -> Vec<f64> {
    let right = |set: usize| pattern[set / 64] >> (set % 64) & 1 == 1;
    let factorial = |k: usize| (1..=k).map(|i| i as f64).product::<f64>();
    let mut ways = vec![0.0; 1 << m];
    let mut shares = vec![0.0; m];
    for set in (0..1usize << m).filter(|&set| !right(set)) {
        let inside = (0..m).filter(|stage| set >> stage & 1 == 1);
        ways[set] = if set == 0 { 1.0 } else { inside.map(|stage| ways[set & !(1 << stage)]).sum() };
        let rest = m - set.count_ones() as usize;
        for stage in (0..m).filter(|stage| set >> stage & 1 == 0 && right(set | 1 << stage)) {
            shares[stage] += ways[set] * factorial(rest - 1) / factorial(m);
        }
    }
    shares
}

/// Checks the runs; answers the number of examples.
fn examples(runs: &[&[bool]]) -> Result<usize, PipelineError> {
    if runs.len() < 2 {
        return Err(PipelineError::NoStages);
    }
    let expected = runs[0].len();
    match runs.iter().position(|run| run.len() != expected) {
        Some(run) => Err(PipelineError::LengthMismatch { run, found: runs[run].len(), expected }),
        None => Ok(expected),
    }
}

fn count(run: &[bool]) -> u64 {
    run.iter().filter(|&&right| right).count() as u64
}

fn share(k: u64, n: u64, none: Undefined) -> Result<Estimate, Undefined> {
    let interval = wilson(k, n).ok_or(none)?;
    Ok(Estimate { value: k as f64 / n as f64, interval: Ok(interval), n })
}

/// Mean of shares in \[0, 1\].
fn mean(sum: f64, n: u64, none: Undefined) -> Result<Estimate, Undefined> {
    // Sums of thirds may pass n by rounding.
    let value = if n == 0 { 0.0 } else { (sum / n as f64).min(1.0) };
    let interval = wilson_of_mean(value, n).ok_or(none)?;
    Ok(Estimate { value, interval: Ok(interval), n })
}
