//! Each rater as a lead sees it, and what a lead decides.

use crate::figures::Figure;
use crate::label::Queue;
use crate::{Context, Error, Result};
use assay_model::QualificationRule;
use assay_stats::QualificationVerdict;
use assay_store::project;
use assay_store::training::{self, Aside, AsidePreview, Attempt, Decision, Stage};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Names a person.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnRater {
    /// Row id.
    pub person: i64,
}

/// The version that was read.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptGuideline {
    /// Must still be in force.
    pub version: i64,
}

/// What a lead makes of a rater who has not passed.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QualificationDecide {
    /// The rater.
    pub person: i64,
    /// Work, or another attempt.
    pub decision: Decision,
}

/// Labels of a rater to set aside.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RaterSetAside {
    /// The rater.
    pub person: i64,
    /// Which.
    pub which: Aside,
}

/// What was changed, and the event that takes it back (`event_undo`).
#[derive(Debug, Clone, Copy, Serialize, TS, schemars::JsonSchema)]
pub struct Changed {
    /// Row id of the event.
    pub event: i64,
    /// How many things changed.
    pub n: i64,
}

impl Changed {
    pub(crate) fn one(event: i64) -> Changed {
        Changed { event, n: 1 }
    }
}

/// An attempt at the test.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AttemptView {
    /// From 1; 0 where a lead let the rater work without the test.
    pub attempt: i64,
    /// `open`, `pass`, `fail` or `undecided`.
    pub verdict: String,
    /// What a lead made of it.
    pub decision: Option<Decision>,
    /// Right answers up to the verdict.
    pub right: i64,
    /// Wrong ones.
    pub wrong: i64,
    /// Share right with an interval that knows of the early stop.
    pub accuracy: Figure,
    /// What it was held to.
    pub rule: QualificationRule,
    /// When it started, in milliseconds since 1970 UTC.
    pub started_at: i64,
    /// When the verdict came.
    pub ended_at: Option<i64>,
}

/// The watch over a rater.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct WatchView {
    /// S: 0 is good, the limit pauses.
    pub sum: f64,
    /// The limit.
    pub limit: f64,
    /// Hidden golds since the watch began, or since the rater was let go on.
    pub golds: i64,
    /// Golds since S was last 0.
    pub since_zero: i64,
    /// Share right of these golds; its interval knows of the stop where the rater is paused.
    pub accuracy: Figure,
    /// When the rater was paused, in milliseconds since 1970 UTC.
    pub paused_at: Option<i64>,
}

/// A rater.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RaterView {
    /// Row id.
    pub person: i64,
    /// Name.
    pub name: String,
    /// Made up.
    pub simulated: bool,
    /// Where the rater stands.
    pub stage: Stage,
    /// Newest version of the guideline that was accepted.
    pub guideline_accepted: Option<i64>,
    /// Practice items answered.
    pub practised: i64,
    /// Attempts at the test, oldest first.
    pub attempts: Vec<AttemptView>,
    /// Hidden gold, with Wilson's interval.
    pub gold: Figure,
    /// The watch by hidden gold; none where the policy has no monitor.
    pub watch: Option<WatchView>,
    /// Labels that were set aside.
    pub set_aside: i64,
}

pub(crate) fn list(ctx: &Context, (): ()) -> Result<Vec<RaterView>> {
    ctx.read(|r| {
        let policy = project::policy(r)?;
        let monitor = policy.rules.monitor.as_ref().map(training::monitor_of).transpose()?;
        let share = |right: i64, n: i64| Figure::share(right.unsigned_abs(), n.unsigned_abs());
        let view = |rater: training::RaterStatus| -> Result<RaterView> {
            let watch = rater.watch.map(|watch| WatchView {
                accuracy: match (&monitor, watch.paused_at) {
                    (Some(monitor), Some(_)) => Figure::of(
                        &monitor.accuracy_at_pause(watch.right.unsigned_abs(), watch.golds.unsigned_abs()),
                    ),
                    _ => share(watch.right, watch.golds),
                },
                sum: watch.sum,
                limit: watch.limit,
                golds: watch.golds,
                since_zero: watch.since_zero,
                paused_at: watch.paused_at,
            });
            Ok(RaterView {
                person: rater.person,
                simulated: rater.simulated,
                stage: rater.stage,
                guideline_accepted: rater.guideline,
                practised: rater.practised,
                attempts: rater.attempts.into_iter().map(attempt).collect::<Result<_>>()?,
                gold: share(rater.gold_right, rater.gold_n),
                watch,
                set_aside: rater.set_aside,
                name: rater.name,
            })
        };
        training::raters(r)?.into_iter().map(view).collect()
    })
}

fn attempt(attempt: Attempt) -> Result<AttemptView> {
    let verdict = match attempt.verdict.as_str() {
        "pass" => QualificationVerdict::Pass,
        "fail" => QualificationVerdict::Fail,
        _ => QualificationVerdict::Undecided,
    };
    let test = training::test(&attempt.rule)?;
    let (right, wrong) = (attempt.right.unsigned_abs(), attempt.wrong.unsigned_abs());
    Ok(AttemptView {
        attempt: attempt.attempt,
        accuracy: Figure::of(&test.accuracy_of(verdict, right, wrong)),
        verdict: attempt.verdict,
        decision: attempt.decision,
        right: attempt.right,
        wrong: attempt.wrong,
        rule: attempt.rule,
        started_at: attempt.started_at,
        ended_at: attempt.ended_at,
    })
}

pub(crate) fn accept(ctx: &Context, request: AcceptGuideline) -> Result<Queue> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        training::accept(w, person, request.version)?;
        crate::label::queue(w, person)
    })
}

pub(crate) fn start(ctx: &Context, (): ()) -> Result<Queue> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        training::start(w, person)?;
        crate::label::queue(w, person)
    })
}

pub(crate) fn decide(ctx: &Context, request: QualificationDecide) -> Result<Changed> {
    let lead = ctx.person()?.id;
    ctx.write(|w| Ok(Changed::one(training::decide(w, lead, request.person, request.decision)?)))
}

pub(crate) fn resume(ctx: &Context, request: OnRater) -> Result<Changed> {
    let lead = ctx.person()?.id;
    ctx.write(|w| Ok(Changed::one(training::resume(w, lead, request.person)?)))
}

pub(crate) fn preview_set_aside(ctx: &Context, request: RaterSetAside) -> Result<AsidePreview> {
    ctx.read(|r| Ok(training::set_aside_preview(r, request.person, request.which)?))
}

pub(crate) fn set_aside(ctx: &Context, request: RaterSetAside) -> Result<Changed> {
    let lead = ctx.person()?.id;
    ctx.write(|w| match training::set_aside(w, Some(lead), request.person, request.which)? {
        Some((event, n)) => Ok(Changed { event, n }),
        None => Err(Error::refused("nothing_to_set_aside", "this rater has no such labels that stand")),
    })
}
