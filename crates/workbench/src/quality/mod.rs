//! Agreement, consensus and gold: of a project, or of a plain table of judgments that needs no project.

mod agreement;
mod choose;
mod consensus;
mod fit;
mod replay;
mod set;

pub use agreement::{
    AgreementBasis, AgreementReport, AgreementWeights, ClassView, PairView, RaterAccuracy,
    RaterSelfAgreement, SelfAgreementView,
};
pub use choose::ConsensusChoose;
pub(crate) use choose::start as choose;
pub use consensus::{CalibrationBin, ConsensusLabel, ConsensusReport, PosteriorCalibration, RaterConfusion};
pub use replay::ReplayedRule;

use crate::figures::Figure;
use crate::jobs::JobId;
use crate::{Context, Error, Result};
use assay_store::judgments;
use serde::{Deserialize, Serialize};
pub(crate) use set::{JudgmentSet, truth};
use std::collections::HashMap;
use ts_rs::TS;

/// Agreement of the open project.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AgreementRequest {
    /// With the matrix of pairs.
    pub pairs: Option<bool>,
    /// With each class against the rest.
    pub per_class: Option<bool>,
    /// How different classes count; not at all (nominal) where left out.
    pub weights: Option<AgreementWeights>,
    /// A table of item and label (a handle): adds each rater's accuracy. Never shown to an aggregation.
    pub truth: Option<String>,
}

/// A table of judgments, without a project.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct TableRequest {
    /// The table (a handle).
    pub file: String,
    /// Changes to the guess of columns: `item`, `rater`, `label` to column.
    pub map: Option<HashMap<String, String>>,
    /// Where the guess is wrong.
    pub encoding: Option<String>,
    /// Where the guess is wrong.
    pub delimiter: Option<String>,
}

/// Agreement of a table of judgments.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AgreementOfTable {
    /// The table.
    pub table: TableRequest,
    /// What of it.
    pub wanted: AgreementRequest,
}

/// Consensus of the open project.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ConsensusRequest {
    /// `majority`, `gold-weighted`, `dawid-skene`, `one-coin`, `glad` or `mace`; where left out, what the project takes its
    /// reference labels from, and for a table the majority.
    pub method: Option<String>,
    /// A table of item and label (a handle), to score against; never shown to the aggregation.
    pub truth: Option<String>,
    /// A table of item and label (a handle) that the aggregation may know; the project's gold where left out.
    pub gold: Option<String>,
    /// False: the summary only, without a row for each item.
    pub labels: Option<bool>,
    /// With what the method says of each rater.
    pub raters: Option<bool>,
}

/// Consensus of a table of judgments.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ConsensusOfTable {
    /// The table.
    pub table: TableRequest,
    /// What of it.
    pub wanted: ConsensusRequest,
}

/// What fewer judgments would have cost.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ReplayRequest {
    /// A table of item and label (a handle), to score against; a project's gold where left out.
    pub truth: Option<String>,
    /// Random orders to average over; 20 where left out.
    pub repeats: Option<u32>,
    /// Draws the orders; the project's where left out.
    pub seed: Option<u64>,
}

/// The same of a table of judgments.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ReplayOfTable {
    /// The table.
    pub table: TableRequest,
    /// What of it.
    pub wanted: ReplayRequest,
}

/// A rater against gold.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct GoldView {
    /// Name.
    pub rater: String,
    /// Made up.
    pub simulated: bool,
    /// Gold items judged.
    pub n: u64,
    /// Of them right.
    pub right: u64,
    /// Share right with Wilson's interval.
    pub accuracy: Figure,
}

/// Every rater against gold.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct GoldReport {
    /// Items with a known answer.
    pub gold_items: i64,
    /// Raters by name.
    pub raters: Vec<GoldView>,
}

pub(crate) fn agreement(ctx: &Context, request: AgreementRequest) -> Result<AgreementReport> {
    agreement_of(ctx, &ctx.read(JudgmentSet::for_agreement)?, &request)
}

pub(crate) fn agreement_of_table(ctx: &Context, request: AgreementOfTable) -> Result<AgreementReport> {
    agreement_of(ctx, &JudgmentSet::of_table(ctx, &request.table)?, &request.wanted)
}

/// Krippendorff's alpha of the labels as they are now.
pub(crate) fn alpha(r: &assay_store::Read<'_>) -> Result<crate::CoefficientFigure> {
    let set = JudgmentSet::of_project(r)?;
    Ok(assay_stats::krippendorff_alpha(&set.view()?).into())
}

fn agreement_of(ctx: &Context, set: &JudgmentSet, request: &AgreementRequest) -> Result<AgreementReport> {
    let truth = request.truth.as_deref().map(|handle| set::truth(ctx, handle)).transpose()?;
    let wanted = agreement::Wanted {
        pairs: request.pairs == Some(true),
        per_class: request.per_class == Some(true),
        weights: request.weights.unwrap_or_default(),
    };
    agreement::report(set, wanted, truth.as_ref())
}

pub(crate) fn consensus(ctx: &Context, request: ConsensusRequest) -> Result<ConsensusReport> {
    let (own, in_force) = ctx.read(|r| {
        let question = assay_store::project::question(r)?.id;
        let in_force = assay_store::consensus::in_force(r, question)?;
        let method = request.method.as_deref().or(in_force.as_ref().map(|fit| fit.method.as_str()));
        let votes = method.is_none_or(|method| method == assay_store::consensus::MAJORITY);
        // The votes need no gold; every other method learns from the answers to it.
        let set = if votes { JudgmentSet::of_project(r)? } else { JudgmentSet::with_gold(r)? };
        Ok::<_, Error>((set, in_force))
    })?;
    let method = in_force.as_ref().map(|fit| fit.method.as_str());
    let report = consensus_of(ctx, &own, &request, method)?;
    Ok(ConsensusReport { in_force, ..report })
}

pub(crate) fn consensus_of_table(ctx: &Context, request: ConsensusOfTable) -> Result<ConsensusReport> {
    consensus_of(ctx, &JudgmentSet::of_table(ctx, &request.table)?, &request.wanted, None)
}

fn consensus_of(
    ctx: &Context,
    set: &JudgmentSet,
    request: &ConsensusRequest,
    usual: Option<&str>,
) -> Result<ConsensusReport> {
    let keys = |handle: &Option<String>| handle.as_deref().map(|handle| set::truth(ctx, handle)).transpose();
    let (truth, gold) = (keys(&request.truth)?, keys(&request.gold)?);
    let wanted = consensus::Wanted {
        method: request.method.as_deref().or(usual).unwrap_or(assay_store::consensus::MAJORITY),
        labels: request.labels != Some(false),
        raters: request.raters == Some(true),
        truth: truth.as_ref(),
        gold: gold.as_ref(),
    };
    consensus::report(set, &wanted)
}

/// How right a method's labels are; a tie of k classes counts 1/k. None where no item with a truth was judged.
pub(crate) fn score(
    set: &JudgmentSet,
    method: &str,
    truth: &HashMap<String, String>,
) -> Result<Option<Figure>> {
    let wanted = consensus::Wanted { method, labels: false, raters: false, truth: Some(truth), gold: None };
    Ok(consensus::report(set, &wanted)?.accuracy_ties_split)
}

/// Replays the project's judgments as a job; its result is a list of [`ReplayedRule`].
pub(crate) fn replay(ctx: &Context, request: ReplayRequest) -> Result<JobId> {
    let set = ctx.read(JudgmentSet::of_project)?;
    start_replay(ctx, set, request)
}

/// The same of a table.
pub(crate) fn replay_of_table(ctx: &Context, request: ReplayOfTable) -> Result<JobId> {
    let set = JudgmentSet::of_table(ctx, &request.table)?;
    start_replay(ctx, set, request.wanted)
}

fn start_replay(ctx: &Context, set: JudgmentSet, request: ReplayRequest) -> Result<JobId> {
    if request.repeats.is_some_and(|repeats| !(1..=1000).contains(&repeats)) {
        return Err(Error::refused("repeats_invalid", "a replay averages over 1 to 1000 random orders"));
    }
    let truth = match request.truth.as_deref() {
        Some(handle) => set::truth(ctx, handle)?,
        None => set.known_truth().ok_or_else(|| {
            let message = "a replay scores against known answers: import gold, or give a table with --truth";
            Error::refused("truth_missing", message)
        })?,
    };
    let (repeats, seed) = (request.repeats.unwrap_or(20), request.seed.unwrap_or(set.seed));
    ctx.workbench.jobs.start(move |progress| replay::run(&set, &truth, repeats, seed, progress))
}

pub(crate) fn gold(ctx: &Context, (): ()) -> Result<GoldReport> {
    ctx.read(|r| {
        let raters = judgments::gold_records(r)?.into_iter().map(|record| GoldView {
            accuracy: Figure::share(record.right, record.n),
            rater: record.name,
            simulated: record.simulated,
            n: record.n,
            right: record.right,
        });
        Ok(GoldReport { gold_items: assay_store::project::counts(r)?.gold, raters: raters.collect() })
    })
}
