//! Runs beside each other: what a later run fixed and broke, the leaderboard, records of experiments, what ceilings
//! promised, and pipelines.

mod compare;
mod leaderboard;
mod paired;
mod parts;
mod pipelines;
mod promises;
mod record;

pub use compare::{ComparedRows, ComparedRun, McNemarFigure, RunComparison, RunsCompare};
pub use leaderboard::{LeaderRow, Leaderboard, LeaderboardBaseline, ToBest};
pub use paired::{PairedCounts, RunVerdict};
pub use parts::ComparedPart;
pub use pipelines::{
    CorrectedRun, OnPipeline, OrderShare, PipelineReport, PipelineSave, PipelineStage, PipelineWanted,
    StageReport, StageShares,
};
pub use promises::{GainedTag, OnPromise, PromiseKept, PromiseSet, PromisesWanted};
pub use record::RunEdit;

pub(crate) use compare::compare;
pub(crate) use leaderboard::leaderboard;
pub(crate) use pipelines::{delete as pipeline_delete, list as pipelines, report, save as pipeline_save};
pub(crate) use promises::{delete as promise_delete, list as promises, set as promise_set};
pub(crate) use record::edit;

/// The prediction of a run by name, as a filter line calls it.
fn prediction_of(run: &str) -> String {
    format!("pred@{}", assay_model::filter_text(run))
}
