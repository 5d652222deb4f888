//! Where an audit stands.

use super::plan::AuditPlan;
use super::rate::error_rate;
use crate::estimate::{Estimate, Undefined};
use crate::plan::PlanError;

/// Verdict of an audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AuditVerdict {
    /// More items have to be judged.
    Open {
        /// Items left of the draw.
        left: u64,
    },
    /// At most c defects, whatever is left shows.
    Accept,
    /// More than c defects.
    Reject,
}

impl AuditVerdict {
    /// Stable identifier in `snake_case`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open { .. } => "open",
            Self::Accept => "accept",
            Self::Reject => "reject",
        }
    }
}

/// Where an audit stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AuditState {
    /// The verdict.
    pub verdict: AuditVerdict,
    /// Items judged.
    pub judged: u64,
    /// Defects among them.
    pub defects: u64,
    /// Whether the verdict came before all drawn items were judged.
    pub stopped_early: bool,
    /// Share of defects in the lot: only when all drawn items were judged, because a draw that was stopped by
    /// its defects estimates too much.
    pub error_rate: Result<Estimate, Undefined>,
}

impl AuditPlan {
    /// Where the audit stands after `judged` items of the draw, in the order of the draw, with `defects`.
    ///
    /// The verdict is certain, and the audit may stop, once the defects exceed c, or once even defects in all
    /// that is left would not exceed it. Judging the whole draw gives the same verdict, and the rate too.
    ///
    /// # Errors
    /// [`PlanError::CountTooLarge`] with more judged than drawn or more defects than judged.
    pub fn judge(&self, judged: u64, defects: u64) -> Result<AuditState, PlanError> {
        for (part, whole) in [(judged, self.items()), (defects, judged)] {
            if part > whole {
                return Err(PlanError::CountTooLarge { part, whole });
            }
        }
        let left = self.items() - judged;
        let verdict = if defects > self.acceptance() {
            AuditVerdict::Reject
        } else if defects + left <= self.acceptance() {
            AuditVerdict::Accept
        } else {
            AuditVerdict::Open { left }
        };
        let error_rate =
            if left > 0 { Err(Undefined::StoppedEarly) } else { error_rate(defects, judged, self.lot()) };
        let stopped_early = left > 0 && !matches!(verdict, AuditVerdict::Open { .. });
        Ok(AuditState { verdict, judged, defects, stopped_early, error_rate })
    }
}
