//! Pipelines: which stage of a system to improve.

use super::paired::RunVerdict;
use super::prediction_of;
use crate::errors::{Scope, scoped, within};
use crate::figures::Figure;
use crate::{Context, Error, Result};
use assay_stats::{
    Cause, ComparisonVerdict, CumulativeCeiling, FirstStage, MOST_STAGES, PipelineError, StageShare,
    cumulative_ceiling, first_stage, over_orders,
};
use assay_store::pipelines::{self, Draft, Pipeline, PipelineRun};
use assay_store::{Read, runs};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use ts_rs::TS;

/// A stage, and the run with it and all stages before it corrected.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PipelineStage {
    /// As shown.
    pub name: String,
    /// Row id of the run.
    pub run: i64,
}

/// A run with another set of stages corrected.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectedRun {
    /// Places of the stages, from 0.
    pub stages: Vec<u32>,
    /// Row id of the run.
    pub run: i64,
}

/// A pipeline to make, or to put in place of another.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PipelineSave {
    /// Row id of the one that it replaces.
    #[serde(default)]
    pub id: Option<i64>,
    /// Unique in the project.
    pub name: String,
    /// Free text.
    #[serde(default)]
    pub note: Option<String>,
    /// Row id of the run of the system as it is.
    pub base: i64,
    /// The stages in the order in which they are corrected.
    pub stages: Vec<PipelineStage>,
    /// Runs with other sets of stages corrected: with all of them, errors are shared over every order.
    #[serde(default)]
    pub others: Option<Vec<CorrectedRun>>,
}

/// Names a pipeline.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnPipeline {
    /// Row id.
    pub pipeline: i64,
}

/// A pipeline to report on.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PipelineWanted {
    /// Row id.
    pub pipeline: i64,
    /// Which rows, as a filter line of the sheet of the run as it is; all where left out.
    #[serde(default)]
    pub filter: Option<String>,
}

/// Errors put down to one stage.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct StageShares {
    /// Errors that its correction is the first to make right.
    pub errors: u64,
    /// Of all errors.
    pub share_of_errors: Figure,
    /// Points of accuracy: errors / n.
    pub points: Figure,
    /// Finds these rows in the sheet of the run as it is.
    pub filter: String,
}

/// Errors put down to one stage, as the mean over all orders of correction.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct OrderShare {
    /// Errors; a mean, so it need not be whole.
    pub errors: f64,
    /// Of all errors.
    pub share_of_errors: Figure,
    /// Points of accuracy: errors / n.
    pub points: Figure,
}

/// One stage of a pipeline.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct StageReport {
    /// As shown.
    pub name: String,
    /// The run with it and all stages before it corrected.
    pub run: String,
    /// Row id of that run.
    pub run_id: i64,
    /// Accuracy of that run.
    pub accuracy: Figure,
    /// What correcting this stage adds after all before it, with its paired interval.
    pub gain: Figure,
    /// Whether it adds anything, if the interval allows it.
    pub verdict: RunVerdict,
    /// Errors put down to it: the first stage whose correction makes the result right.
    pub first: StageShares,
    /// The same as a mean over all orders; none unless there is a run for every set of stages.
    pub over_orders: Option<OrderShare>,
}

/// Which stage to improve.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PipelineReport {
    /// The pipeline.
    pub pipeline: Pipeline,
    /// The run of the system as it is.
    pub base: String,
    /// Its row id.
    pub base_id: i64,
    /// Its accuracy on the items compared.
    pub accuracy: Figure,
    /// Items that every run of the pipeline predicted and that have a reference label.
    pub n: u64,
    /// Labelled items of the system as it is that another of its runs does not predict; in no figure.
    pub left_out: u64,
    /// Errors of the system as it is.
    pub errors: u64,
    /// The stages in their order.
    pub stages: Vec<StageReport>,
    /// Errors that stay when every stage is corrected.
    pub unexplained: StageShares,
    /// What the figures depend on, in words.
    pub note: String,
    /// Why errors are not shared over all orders, in words.
    pub over_orders_because: Option<String>,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
}

/// Stages of a pipeline at most.
const STAGES: usize = 20;

pub(crate) fn list(ctx: &Context, (): ()) -> Result<Vec<Pipeline>> {
    ctx.read(|r| Ok(pipelines::list(r)?))
}

pub(crate) fn delete(ctx: &Context, request: OnPipeline) -> Result<()> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(pipelines::delete(w, person, request.pipeline)?))
}

fn invalid(message: impl Into<String>) -> Error {
    Error::refused("pipeline_invalid", message)
}

fn name(what: &str, given: &str) -> Result<String> {
    let name = given.trim();
    if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
        return Err(invalid(format!("{what} needs a name of 1 to 200 characters on one line")));
    }
    Ok(name.to_owned())
}

pub(crate) fn save(ctx: &Context, request: PipelineSave) -> Result<Pipeline> {
    let person = ctx.person()?.id;
    let own = name("the pipeline", &request.name)?;
    let note = request.note.unwrap_or_default().trim().to_owned();
    if note.chars().count() > 10_000 {
        return Err(invalid("the note must be at most 10000 characters"));
    }
    if request.stages.is_empty() || request.stages.len() > STAGES {
        return Err(invalid(format!("a pipeline has 1 to {STAGES} stages, each with its run")));
    }
    let mut stages: Vec<String> = Vec::new();
    let mut of_sets = vec![PipelineRun { stages: 0, run: request.base }];
    for (place, stage) in request.stages.iter().enumerate() {
        let stage_name = name("each stage", &stage.name)?;
        if stages.contains(&stage_name) {
            return Err(invalid(format!("two stages are called `{stage_name}`; give each its own name")));
        }
        stages.push(stage_name);
        of_sets.push(PipelineRun { stages: (2 << place) - 1, run: stage.run });
    }
    for other in request.others.unwrap_or_default() {
        let mut set = 0;
        for place in other.stages {
            if place as usize >= stages.len() {
                return Err(invalid(format!("there is no stage at place {place}; places count from 0")));
            }
            set |= 1 << place;
        }
        of_sets.push(PipelineRun { stages: set, run: other.run });
    }
    let mut known = HashSet::new();
    if !of_sets.iter().all(|run| known.insert(run.stages)) {
        return Err(invalid("there are two runs for the same set of corrected stages; leave one out"));
    }
    ctx.write(|w| {
        of_sets.iter().try_for_each(|of| runs::get(w, of.run).map(drop))?;
        let draft = Draft { name: &own, note: &note, stages, runs: of_sets };
        Ok(pipelines::save(w, person, request.id, draft)?)
    })
}

/// Whether each run of a pipeline got the items right that all of them predicted.
struct Outcomes {
    names: Vec<String>,
    /// By the place of the run in the pipeline.
    right: Vec<Vec<bool>>,
    left_out: u64,
    reference_revision: i64,
}

fn outcomes(r: &Read<'_>, pipeline: &Pipeline, filter: Option<&str>) -> Result<Outcomes> {
    let mut columns = Vec::new();
    let mut names = Vec::new();
    let mut reference_revision = 0;
    for (at, of) in pipeline.runs.iter().enumerate() {
        let filter = filter.filter(|_| at == 0).map(str::to_owned);
        let scope = scoped(r, &Scope { run: of.run, filter })?;
        names.push(scope.run.name);
        columns.push(scope.rows);
        reference_revision = scope.reference_revision;
    }
    let base = columns.first().ok_or_else(|| invalid("the pipeline has no run"))?;
    let mut right: Vec<Vec<bool>> = vec![Vec::new(); columns.len()];
    let mut left_out = 0;
    let mut places = vec![0; columns.len()];
    for (row, item) in base.items.iter().enumerate() {
        if base.wrong(row).is_none() {
            continue;
        }
        let mut all = Vec::with_capacity(columns.len());
        for (rows, place) in columns.iter().zip(&mut places) {
            while rows.items.get(*place).is_some_and(|own| own < item) {
                *place += 1;
            }
            let here = rows.items.get(*place) == Some(item);
            all.extend(if here { rows.wrong(*place) } else { None });
        }
        if all.len() < columns.len() {
            left_out += 1;
            continue;
        }
        right.iter_mut().zip(all).for_each(|(own, wrong)| own.push(!wrong));
    }
    Ok(Outcomes { names, right, left_out, reference_revision })
}

const NOTE: &str = "The gains depend on the order of correction: each stage is measured with all before it corrected and \
                    all after it as they are, and what two stages break together is put down to the later one.";

pub(crate) fn report(ctx: &Context, request: PipelineWanted) -> Result<PipelineReport> {
    ctx.read(|r| {
        let pipeline = pipelines::get(r, request.pipeline)?;
        let filter = request.filter.as_deref().map(str::trim).filter(|line| !line.is_empty());
        let found = outcomes(r, &pipeline, filter)?;
        let place = |set: u32| pipeline.runs.iter().position(|run| run.stages == set);
        let steps: Option<Vec<usize>> =
            (0..=pipeline.stages.len()).map(|corrected| place((1 << corrected) - 1)).collect();
        let steps = steps.ok_or_else(|| invalid("a stage of the pipeline has no run; save it again"))?;
        let of_steps: Vec<&[bool]> = steps.iter().map(|at| found.right[*at].as_slice()).collect();
        let refused = |e: PipelineError| Error::refused(e.code(), e.to_string());
        let ceiling = cumulative_ceiling(&of_steps).map_err(refused)?;
        let first = first_stage(&of_steps).map_err(refused)?;
        let orders = sets(&pipeline, &found.right);
        let orders = orders.map(|runs| over_orders(&runs).map_err(refused)).transpose()?;
        let base = steps[0];
        let names: Vec<&str> = steps.iter().map(|at| found.names[*at].as_str()).collect();
        let lines = lines(&names, filter);
        let stages = stages(&pipeline, &steps, &names, &ceiling, &first, &lines);
        let with_orders = stages.into_iter().enumerate().map(|(at, stage)| StageReport {
            over_orders: orders.as_ref().map(|orders| order_share(&orders.stages[at])),
            ..stage
        });
        Ok(PipelineReport {
            base: found.names[base].clone(),
            base_id: pipeline.runs[base].run,
            accuracy: Figure::of(&ceiling.accuracy[0]),
            n: first.causes.len() as u64,
            left_out: found.left_out,
            errors: first.errors,
            stages: with_orders.collect(),
            unexplained: shares(
                first.causes.iter().filter(|cause| **cause == Cause::Unexplained).count(),
                &first.unexplained,
                lines.last().cloned().unwrap_or_default(),
            ),
            note: NOTE.into(),
            over_orders_because: orders.is_none().then(|| missing(&pipeline)),
            reference_revision: found.reference_revision,
            pipeline,
        })
    })
}

/// The outcomes by set of corrected stages, where there is a run for each set.
fn sets<'a>(pipeline: &Pipeline, right: &'a [Vec<bool>]) -> Option<Vec<&'a [bool]>> {
    let stages = u32::try_from(pipeline.stages.len()).ok().filter(|stages| *stages <= MOST_STAGES)?;
    let of = |set: u32| {
        let at = pipeline.runs.iter().position(|run| run.stages == set)?;
        right.get(at).map(Vec::as_slice)
    };
    (0..1 << stages).map(of).collect()
}

fn missing(pipeline: &Pipeline) -> String {
    let stages = pipeline.stages.len();
    if stages > MOST_STAGES as usize {
        return format!(
            "errors are shared over all orders of up to {MOST_STAGES} stages; this pipeline has {stages}"
        );
    }
    let wanted = 1_usize << stages;
    format!(
        "sharing errors over all orders needs a run for every set of corrected stages: {} of {wanted} are here",
        pipeline.runs.len()
    )
}

/// Filter lines of the errors of each stage, and at last of those that stay.
fn lines(names: &[&str], filter: Option<&str>) -> Vec<String> {
    let mut still_wrong = "pred != label".to_owned();
    let mut lines = Vec::new();
    for run in &names[1..] {
        let corrected = prediction_of(run);
        lines.push(within(filter, &format!("{still_wrong} and {corrected} = label")));
        still_wrong.push_str(&format!(" and {corrected} != label"));
    }
    lines.push(within(filter, &still_wrong));
    lines
}

fn stages(
    pipeline: &Pipeline,
    steps: &[usize],
    names: &[&str],
    ceiling: &CumulativeCeiling,
    first: &FirstStage,
    lines: &[String],
) -> Vec<StageReport> {
    let of = |(at, name): (usize, &String)| {
        let gain = &ceiling.gains[at];
        let own = Cause::Stage(u32::try_from(at).unwrap_or(u32::MAX));
        let errors = first.causes.iter().filter(|cause| **cause == own).count();
        StageReport {
            name: name.clone(),
            run: names[at + 1].to_owned(),
            run_id: pipeline.runs[steps[at + 1]].run,
            accuracy: Figure::of(&ceiling.accuracy[at + 1]),
            gain: Figure::of(gain),
            verdict: gain.as_ref().map_or(RunVerdict::Undecided, |gain| ComparisonVerdict::of(gain).into()),
            first: shares(errors, &first.stages[at], lines[at].clone()),
            over_orders: None,
        }
    };
    pipeline.stages.iter().enumerate().map(of).collect()
}

fn shares(errors: usize, of: &StageShare, filter: String) -> StageShares {
    StageShares {
        errors: errors as u64,
        share_of_errors: Figure::of(&of.share_of_errors),
        points: Figure::of(&of.points),
        filter,
    }
}

fn order_share(of: &StageShare) -> OrderShare {
    OrderShare {
        errors: of.errors,
        share_of_errors: Figure::of(&of.share_of_errors),
        points: Figure::of(&of.points),
    }
}
