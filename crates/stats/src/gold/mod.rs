//! Gold: qualification by a sequential test, monitoring by CUSUM, and gold items that are themselves doubtful.
//!
//! Every answer to a gold item is right with the rater's accuracy p, independently. p0 is acceptable, p1
//! below it is not. The log likelihood ratio of "unacceptable" against "acceptable" grows by
//! ln((1 - p1)/(1 - p0)) with a wrong answer and falls by ln(p0/p1) with a right one. Each gold is scored
//! once per rater, in the order it was answered, and never after feedback; that is the caller's part.
//!
//! All chances are exact: dynamic programming over the number of wrong answers among n, in
//! `walk.rs`; a state is kept only between the two limits, where there are at most
//! 1 + (upper - lower)/(step up + step down) of them, so a plan of m golds takes O(m) steps.

mod doubtful;
mod monitor;
mod qualification;
mod sequential_interval;
mod threshold;
mod walk;

pub use doubtful::{GoldAnswers, GoldItem, doubtful_gold};
pub use monitor::{Monitor, MonitorState};
pub use qualification::{Qualification, QualificationPlan, QualificationState, QualificationVerdict};
pub use threshold::bare_threshold_pause;
pub use walk::{OperatingPoint, WorstCase};

use crate::plan::{PlanError, inside};

/// An acceptable accuracy against an unacceptable one, as log likelihood ratios per answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LikelihoodRatio {
    acceptable: f64,
    unacceptable: f64,
}

impl LikelihoodRatio {
    /// p0 = `acceptable` and p1 = `unacceptable`, both shares of right answers.
    ///
    /// # Errors
    /// [`PlanError`] unless 0 < p1 < p0 < 1.
    pub fn new(acceptable: f64, unacceptable: f64) -> Result<Self, PlanError> {
        inside("the acceptable accuracy", acceptable)?;
        inside("the unacceptable accuracy", unacceptable)?;
        // Closer than this, rounding would decide and the golds needed would be beyond any pool.
        if acceptable - unacceptable < 1e-6 {
            return Err(PlanError::NotApart { better: acceptable, worse: unacceptable });
        }
        Ok(Self { acceptable, unacceptable })
    }

    /// p0.
    pub fn acceptable(&self) -> f64 {
        self.acceptable
    }

    /// p1.
    pub fn unacceptable(&self) -> f64 {
        self.unacceptable
    }

    /// ln((1 - p1)/(1 - p0)): what a wrong answer adds; above 0.
    pub fn wrong(&self) -> f64 {
        ((1.0 - self.unacceptable) / (1.0 - self.acceptable)).ln()
    }

    /// ln(p1/p0): what a right answer adds; below 0.
    pub fn right(&self) -> f64 {
        (self.unacceptable / self.acceptable).ln()
    }

    /// The ratio after so many right and wrong answers: from the counts, not summed up, so that it does
    /// not depend on their order by rounding.
    pub fn of(&self, right: u64, wrong: u64) -> f64 {
        wrong as f64 * self.wrong() + right as f64 * self.right()
    }
}
