//! Agreement, consensus and gold: of a project, or of a plain table of judgments that needs no project.

mod agreement;
mod consensus;
mod set;

pub use agreement::{AgreementReport, AgreementWeights, ClassView, PairView, RaterAccuracy};
pub use consensus::{ConsensusLabel, ConsensusReport};

use crate::figures::Figure;
use crate::{Context, Result};
use assay_store::judgments;
use serde::{Deserialize, Serialize};
use set::JudgmentSet;
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
    /// `majority`.
    pub method: Option<String>,
    /// A table of item and label (a handle), to score against.
    pub truth: Option<String>,
    /// False: the summary only, without a row for each item.
    pub labels: Option<bool>,
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
    agreement_of(ctx, &ctx.read(JudgmentSet::of_project)?, &request)
}

pub(crate) fn agreement_of_table(ctx: &Context, request: AgreementOfTable) -> Result<AgreementReport> {
    agreement_of(ctx, &JudgmentSet::of_table(ctx, &request.table)?, &request.wanted)
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
    consensus_of(ctx, &ctx.read(JudgmentSet::of_project)?, &request)
}

pub(crate) fn consensus_of_table(ctx: &Context, request: ConsensusOfTable) -> Result<ConsensusReport> {
    consensus_of(ctx, &JudgmentSet::of_table(ctx, &request.table)?, &request.wanted)
}

fn consensus_of(ctx: &Context, set: &JudgmentSet, request: &ConsensusRequest) -> Result<ConsensusReport> {
    let truth = request.truth.as_deref().map(|handle| set::truth(ctx, handle)).transpose()?;
    consensus::report(set, request.method.as_deref(), truth.as_ref(), request.labels != Some(false))
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
