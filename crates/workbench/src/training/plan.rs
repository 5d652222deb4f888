//! What a test and a watch would do, exactly, before they are put in force.

use crate::{Context, Error, Result};
use assay_model::{MonitorRule, Policy, QualificationRule, WorkRules};
use assay_stats::OperatingPoint;
use assay_store::training;
use serde::Serialize;
use ts_rs::TS;

/// Steps of the drawn curves.
const STEPS: u32 = 50;

/// How far the curves go beyond the two accuracies.
const BEYOND: f64 = 0.2;

/// A test at one accuracy of the rater.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct TestPoint {
    /// The rater's accuracy.
    pub accuracy: f64,
    /// Chance that one attempt is passed.
    pub pass: f64,
    /// Chance that one attempt is failed.
    pub fail: f64,
    /// Chance that one attempt ends without a verdict.
    pub undecided: f64,
    /// Golds of one attempt on average.
    pub expected_golds: f64,
    /// Golds within which 95 of 100 attempts have ended.
    pub p95_golds: u64,
    /// Chance of a pass over all attempts, where each failed one is tried again.
    pub pass_in_all: f64,
    /// Chance that all attempts are failed.
    pub fail_in_all: f64,
    /// Chance that a lead has to decide.
    pub undecided_in_all: f64,
    /// Golds of all attempts on average.
    pub golds_in_all: f64,
}

/// Gold that a test needs, and gold there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
pub struct GoldNeed {
    /// Golds within which 95 of 100 attempts of an acceptable rater have ended, times attempts.
    pub needed: u64,
    /// In the pool for qualification; none where no project is open.
    pub there: Option<i64>,
}

/// What a test would do.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct QualificationPlanned {
    /// At the acceptable accuracy: `fail` is a false fail.
    pub acceptable: TestPoint,
    /// At the unacceptable accuracy: `pass` is a false pass.
    pub unacceptable: TestPoint,
    /// At the accuracy that takes longest.
    pub longest: TestPoint,
    /// Right answers in a row that pass.
    pub right_in_a_row: u64,
    /// Wrong answers in a row that fail.
    pub wrong_in_a_row: u64,
    /// Gold for it.
    pub gold: GoldNeed,
    /// By accuracy.
    pub curve: Vec<TestPoint>,
}

/// A watch at one accuracy of the rater.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct MonitorPoint {
    /// The rater's accuracy.
    pub accuracy: f64,
    /// Golds until a pause on average.
    pub run_length: f64,
    /// Chance of a pause within 100 golds.
    pub within_100: f64,
    /// Chance of a pause within 500 golds.
    pub within_500: f64,
}

/// What a watch would do.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct MonitorPlanned {
    /// S at which a rater is paused.
    pub limit: f64,
    /// What a wrong answer adds to S.
    pub wrong: f64,
    /// What a right answer takes from S.
    pub right: f64,
    /// At the acceptable accuracy: pauses are false.
    pub acceptable: MonitorPoint,
    /// At the unacceptable accuracy: the run length is the delay.
    pub unacceptable: MonitorPoint,
    /// Hidden gold in the pool.
    pub hidden: Option<i64>,
    /// By accuracy.
    pub curve: Vec<MonitorPoint>,
}

fn refused(error: assay_stats::PlanError) -> Error {
    Error::refused(error.code(), error.to_string())
}

/// Refuses what a policy would refuse.
fn check(rules: WorkRules) -> Result<()> {
    Ok(Policy { rules, ..Policy::default() }.validate()?)
}

/// Accuracies from below `low` to above `high`.
fn accuracies(low: f64, high: f64) -> impl Iterator<Item = f64> {
    let (from, to) = ((low - BEYOND).max(0.0), (high + BEYOND).min(1.0));
    (0..=STEPS).map(move |step| from + (to - from) * f64::from(step) / f64::from(STEPS))
}

fn pool(ctx: &Context) -> Option<training::Pool> {
    ctx.read(|r| Ok(training::pool(r)?)).ok()
}

pub(crate) fn qualification_plan(ctx: &Context, rule: QualificationRule) -> Result<QualificationPlanned> {
    check(WorkRules { qualification: Some(rule.clone()), ..WorkRules::default() })?;
    let test = training::test(&rule)?;
    let point = |one: OperatingPoint| -> Result<TestPoint> {
        let all = test.at_all_attempts(one.accuracy).map_err(refused)?;
        Ok(TestPoint {
            accuracy: one.accuracy,
            pass: one.pass,
            fail: one.fail,
            undecided: one.undecided,
            expected_golds: one.expected_golds,
            p95_golds: one.p95_golds,
            pass_in_all: all.pass,
            fail_in_all: all.fail,
            undecided_in_all: all.undecided,
            golds_in_all: all.expected_golds,
        })
    };
    let cases = test.worst_case();
    let ratio = test.ratio();
    let acceptable = point(cases.acceptable)?;
    let in_a_row = |limit: f64, step: f64| (limit / step - 1e-9).ceil() as u64;
    let curve = accuracies(rule.unacceptable, rule.acceptable)
        .map(|p| point(test.at(p).map_err(refused)?))
        .collect::<Result<_>>()?;
    Ok(QualificationPlanned {
        unacceptable: point(cases.unacceptable)?,
        longest: point(cases.longest)?,
        right_in_a_row: in_a_row(test.pass_limit(), ratio.right()),
        wrong_in_a_row: in_a_row(test.fail_limit(), ratio.wrong()),
        gold: GoldNeed {
            needed: acceptable.p95_golds * u64::from(rule.attempts),
            there: pool(ctx).map(|pool| pool.qualification),
        },
        acceptable,
        curve,
    })
}

pub(crate) fn monitor_plan(ctx: &Context, rule: MonitorRule) -> Result<MonitorPlanned> {
    check(WorkRules { monitor: Some(rule.clone()), ..WorkRules::default() })?;
    let monitor = training::monitor_of(&rule)?;
    let point = |accuracy: f64| -> Result<MonitorPoint> {
        Ok(MonitorPoint {
            accuracy,
            run_length: monitor.average_run_length(accuracy).map_err(refused)?,
            within_100: monitor.pause_within(accuracy, 100).map_err(refused)?,
            within_500: monitor.pause_within(accuracy, 500).map_err(refused)?,
        })
    };
    let curve = accuracies(rule.unacceptable, rule.acceptable)
        // At an accuracy of 1 nobody is ever paused, and there is no run length.
        .filter(|p| *p < 1.0)
        .map(point)
        .collect::<Result<_>>()?;
    Ok(MonitorPlanned {
        limit: monitor.limit(),
        wrong: monitor.ratio().wrong(),
        right: -monitor.ratio().right(),
        acceptable: point(rule.acceptable)?,
        unacceptable: point(rule.unacceptable)?,
        hidden: pool(ctx).map(|pool| pool.hidden),
        curve,
    })
}
