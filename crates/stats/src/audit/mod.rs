//! Audits: acceptance sampling of a lot of reference labels.
//!
//! A lot is accepted when a draw of n items holds at most c defects. A defect is an item whose label a blind
//! look contradicts. Without a lot size the number of defects is binomial (a draw from an endless
//! stream); of a finite lot it is hypergeometric, which needs fewer items (Dodge & Romig 1959; ISO 2859).

mod plan;
mod rate;
mod state;

pub use plan::{AuditPlan, AuditRequirement, OperatingCurvePoint};
pub use rate::{AuditStratum, error_rate, stratified_error_rate};
pub use state::{AuditState, AuditVerdict};
