//! A first audit: draw, judge blind, see the error rate.

use crate::figures::Figure;
use crate::{Context, Result};
use assay_store::Read;
use assay_store::audits::{self, Audit, Defect};
use assay_store::items::{self, Item};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A new audit.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AuditCreate {
    /// As shown.
    pub name: String,
    /// Labels to draw.
    pub size: u32,
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
    /// Share of drawn labels that the look contradicted, with Wilson's interval.
    pub error_rate: Figure,
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
    pub error_rate: Figure,
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
    Ok(AuditView {
        error_rate: Figure::share(audit.defects, audit.judged),
        next,
        defects: audits::defects(r, id)?,
        audit,
    })
}

/// Share of wrong labels that a planned audit is imagined to find.
const FORESEEN: f64 = 0.05;

pub(crate) fn foresee(_: &Context, request: AuditSize) -> Result<Figure> {
    let defects = (f64::from(request.size) * FORESEEN).round() as u64;
    Ok(Figure::share(defects, u64::from(request.size)))
}

pub(crate) fn list(ctx: &Context, (): ()) -> Result<Vec<AuditRow>> {
    let row = |audit: Audit| AuditRow { error_rate: Figure::share(audit.defects, audit.judged), audit };
    ctx.read(|r| Ok(audits::list(r)?.into_iter().map(row).collect()))
}

pub(crate) fn get(ctx: &Context, request: OnAudit) -> Result<AuditView> {
    ctx.read(|r| view(r, request.audit))
}

pub(crate) fn create(ctx: &Context, request: AuditCreate) -> Result<AuditView> {
    let person = ctx.person()?.id;
    let name = request.name.trim();
    if name.is_empty() || request.size == 0 {
        return Err(crate::Error::refused(
            "audit_invalid",
            "an audit needs a name and at least one label to draw",
        ));
    }
    // 53 bits, so that the seed stays exact as a JSON number.
    let seed = request.seed.unwrap_or_else(|| (uuid::Uuid::new_v4().as_u64_pair().0) >> 11);
    ctx.write(|w| {
        let audit = audits::create(w, person, name, request.size, seed)?;
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
