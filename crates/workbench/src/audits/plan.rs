//! Planning an audit before anything is drawn.

use crate::{Context, Error, Result};
use assay_stats::{AuditRequirement, OperatingCurvePoint};
use assay_store::{audits, project};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Steps of the drawn curve.
const STEPS: u32 = 60;

/// How far the drawn curve goes beyond the tolerable rate.
const BEYOND: f64 = 2.0;

/// What the plan of an audit is to hold.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditAim {
    /// LTPD: a share of wrong labels that must not be accepted.
    pub tolerable: f64,
    /// AQL: a share of wrong labels that has to be accepted.
    pub good: f64,
    /// Chance of rejecting a lot at `good`, at most.
    pub producer_risk: f64,
    /// Chance of accepting a lot at `tolerable`, at most.
    pub consumer_risk: f64,
}

impl AuditAim {
    pub(crate) fn requirement(&self, lot: Option<u64>) -> AuditRequirement {
        AuditRequirement {
            lot,
            good: self.good,
            tolerable: self.tolerable,
            producer_risk: self.producer_risk,
            consumer_risk: self.consumer_risk,
        }
    }
}

/// Asks for the smallest plan.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AuditPlanRequest {
    /// What it is to hold.
    pub aim: AuditAim,
    /// Labels in the lot; the reference labels there are where left out.
    pub lot: Option<u64>,
}

/// One point of the operating characteristic.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct CurvePoint {
    /// Share of wrong labels in the lot, a whole number of labels.
    pub error_rate: f64,
    /// Chance that the lot is accepted.
    pub accept: f64,
    /// Expected number of looks when the audit stops as soon as its verdict is certain.
    pub expected_judged: f64,
}

impl From<OperatingCurvePoint> for CurvePoint {
    fn from(point: OperatingCurvePoint) -> CurvePoint {
        let OperatingCurvePoint { error_rate, accept, expected_judged } = point;
        CurvePoint { error_rate, accept, expected_judged }
    }
}

/// The smallest plan: draw `items`, accept the lot with at most `acceptance` wrong ones.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AuditPlanned {
    /// Labels in the lot.
    pub lot: u64,
    /// n.
    pub items: u64,
    /// c.
    pub acceptance: u64,
    /// At the tolerable rate, rounded up to whole labels.
    pub tolerable: CurvePoint,
    /// At the good rate, rounded down to whole labels.
    pub good: CurvePoint,
    /// From no wrong labels to beyond the tolerable rate.
    pub curve: Vec<CurvePoint>,
}

pub(crate) fn plan(ctx: &Context, request: AuditPlanRequest) -> Result<AuditPlanned> {
    let AuditPlanRequest { aim, lot } = request;
    let lot = match lot {
        Some(lot) => lot,
        None => ctx.read(|r| Ok(project::counts(r)?.references.cast_unsigned()))?,
    };
    if lot == 0 {
        return Err(Error::refused(
            "nothing_to_draw",
            "no item has a reference label yet; label items or import gold first",
        ));
    }
    let plan = audits::smallest(&aim.requirement(Some(lot)))?;
    let shares = || {
        let most = (aim.tolerable * BEYOND).min(1.0);
        Ok::<_, assay_stats::PlanError>((
            plan.at_tolerable(aim.tolerable)?,
            plan.at_good(aim.good)?,
            plan.operating_curve(most, STEPS)?,
        ))
    };
    let (tolerable, good, mut curve) = shares().map_err(|e| Error::refused(e.code(), e.to_string()))?;
    // A small lot knows fewer shares than there are steps.
    curve.dedup_by(|a, b| a.error_rate.to_bits() == b.error_rate.to_bits());
    Ok(AuditPlanned {
        lot,
        items: plan.items(),
        acceptance: plan.acceptance(),
        tolerable: tolerable.into(),
        good: good.into(),
        curve: curve.into_iter().map(Into::into).collect(),
    })
}
