//! Human-level performance: how often a person gives the reference label.
//!
//! Against a reference (the adjudicated label), or against the consensus of the others. Practice,
//! qualification and gold are left out by the caller, and each rater's first answer counts. For a tag or a
//! slice, the caller gives a reference on its items only.

mod baseline;
mod gap;
mod level;

pub use baseline::{baseline_gap, baseline_level};
pub use gap::{HumanGap, HumanWarning, ReferenceDesign, human_gap};
pub use level::{ClassLevel, HumanPerformance, RaterLevel, human_against_others, human_against_reference};
