//! Audits: plan, draw, judge blind; a verdict on the lot and its error rate.

mod certificate;
mod groups;
mod plan;

use crate::figures::Figure;
use crate::{Context, Result};
use assay_stats::{AuditState, AuditVerdict, Undefined};
use assay_store::Read;
use assay_store::audits::{self, Audit, Defect, Draw};
use assay_store::items::{self, Item};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use certificate::AuditCertificate;
pub(crate) use certificate::save;
pub(crate) use groups::list as groups;
pub use groups::{AuditGroup, AuditGroupRate, AuditGroupSize, AuditGroups, AuditGroupsRequest};
pub(crate) use plan::plan;
pub use plan::{AuditAim, AuditPlanRequest, AuditPlanned, CurvePoint};

/// A new audit: a number of labels, a number from each group, or a plan.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AuditCreate {
    /// As shown.
    pub name: String,
    /// Labels to draw, without a verdict.
    pub size: Option<u32>,
    /// Labels to draw from each group, without a verdict: the rate is weighted.
    pub groups: Option<AuditGroups>,
    /// What the plan is to hold. Under the name of a rejected audit it repeats that one, with a fresh draw.
    pub plan: Option<AuditAim>,
    /// Makes the draw repeatable; drawn where left out.
    pub seed: Option<u64>,
}

/// Names an audit.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnAudit {
    /// Row id.
    pub audit: i64,
}

/// A blind look.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditJudge {
    /// Row id of the audit.
    pub audit: i64,
    /// Which item of the draw.
    pub position: i64,
    /// What the look says, by class id.
    pub class: i64,
}

/// Where an audit stands. The labels are not in it until they have been judged.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AuditView {
    /// With its counts.
    pub audit: Audit,
    /// Of a plan.
    pub verdict: Option<Verdict>,
    /// Share of labels that are wrong: of a free draw so far, with Wilson's interval; of a plan when every drawn label
    /// is judged, exact where much of the lot was drawn.
    pub error_rate: Figure,
    /// The rate of each group, where it was drawn by groups.
    pub groups: Vec<AuditGroupRate>,
    /// The next item to look at.
    pub next: Option<AuditItem>,
    /// Labels that were contradicted.
    pub defects: Vec<Defect>,
}

/// An audit in the list of all.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AuditRow {
    /// With its counts.
    pub audit: Audit,
    /// As in [`AuditView`].
    pub verdict: Option<Verdict>,
    /// As in [`AuditView`].
    pub error_rate: Figure,
}

/// What a plan says of the lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// At most c defects, whatever is left would show.
    Accepted,
    /// More than c defects.
    Rejected,
    /// More labels have to be judged.
    Undecided,
}

/// How many labels someone thinks of drawing.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditSize {
    /// Labels to draw.
    pub size: u32,
}

/// An item to look at, without its label.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AuditItem {
    /// Place in the draw.
    pub position: i64,
    /// What to look at.
    pub item: Item,
}

fn view(r: &Read<'_>, id: i64) -> Result<AuditView> {
    let audit = audits::get(r, id)?;
    let next = match audits::next(r, id)? {
        Some((position, item)) => Some(AuditItem { position, item: items::get(r, item)? }),
        None => None,
    };
    let (verdict, error_rate) = standing(&audit)?;
    Ok(AuditView {
        verdict,
        error_rate,
        next,
        groups: groups::rates(&audit),
        defects: audits::defects(r, id)?,
        audit,
    })
}

fn standing(audit: &Audit) -> Result<(Option<Verdict>, Figure)> {
    Ok(match audit.state()? {
        None if !audit.groups.is_empty() => (None, groups::weighted(audit)),
        None => (None, Figure::share(audit.defects, audit.judged)),
        Some(state) => (Some(verdict(&state)), rate(&state)),
    })
}

fn verdict(state: &AuditState) -> Verdict {
    match state.verdict {
        AuditVerdict::Accept => Verdict::Accepted,
        AuditVerdict::Reject => Verdict::Rejected,
        AuditVerdict::Open { .. } => Verdict::Undecided,
    }
}

fn rate(state: &AuditState) -> Figure {
    match &state.error_rate {
        Err(Undefined::StoppedEarly) if !state.stopped_early => {
            Figure::undefined("a plan gives a rate when every drawn label is judged", state.judged)
        }
        Err(reason) => Figure::undefined(&reason.to_string(), state.judged),
        Ok(_) => Figure::of(&state.error_rate),
    }
}

/// Share of wrong labels that a planned audit is imagined to find.
const FORESEEN: f64 = 0.05;

pub(crate) fn foresee(_: &Context, request: AuditSize) -> Result<Figure> {
    let defects = (f64::from(request.size) * FORESEEN).round() as u64;
    Ok(Figure::share(defects, u64::from(request.size)))
}

pub(crate) fn list(ctx: &Context, (): ()) -> Result<Vec<AuditRow>> {
    let row = |audit: Audit| {
        let (verdict, error_rate) = standing(&audit)?;
        Ok(AuditRow { verdict, error_rate, audit })
    };
    ctx.read(|r| audits::list(r)?.into_iter().map(row).collect())
}

pub(crate) fn get(ctx: &Context, request: OnAudit) -> Result<AuditView> {
    ctx.read(|r| view(r, request.audit))
}

pub(crate) fn create(ctx: &Context, request: AuditCreate) -> Result<AuditView> {
    let person = ctx.person()?.id;
    let name = request.name.trim();
    let invalid = |what| Err(crate::Error::refused("audit_invalid", what));
    let draw = match (request.size, &request.plan, request.groups) {
        _ if name.is_empty() => return invalid("an audit needs a name; give it one"),
        (Some(0), None, None) => return invalid("an audit needs at least one label to draw; draw more"),
        (Some(size), None, None) => Draw::Size(size),
        (None, Some(aim), None) => Draw::Plan(aim.requirement(None)),
        (None, None, Some(groups)) => groups.draw(),
        _ => {
            return invalid(
                "an audit is drawn by a number of labels, by a plan or by groups; give one of them",
            );
        }
    };
    // 53 bits, so that the seed stays exact as a JSON number.
    let seed = request.seed.unwrap_or_else(|| (uuid::Uuid::new_v4().as_u64_pair().0) >> 11);
    ctx.write(|w| {
        let audit = audits::create(w, person, name, &draw, seed)?;
        view(w, audit.id)
    })
}

pub(crate) fn judge(ctx: &Context, request: AuditJudge) -> Result<AuditView> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        audits::judge(w, person, request.audit, request.position, request.class)?;
        view(w, request.audit)
    })
}

pub(crate) fn undo(ctx: &Context, request: OnAudit) -> Result<AuditView> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        audits::undo(w, person, request.audit)?;
        view(w, request.audit)
    })
}
