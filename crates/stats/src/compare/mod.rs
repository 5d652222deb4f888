//! Two runs on the same items, two proportions, several tests at once, groups and bounds, and suspected label errors.

mod confident;
mod fisher;
mod groups;
mod mcnemar;
mod multiple;
mod paired;
mod proportions;

pub use confident::{
    ConfidentLearning, SuspectedCeiling, SuspectedError, confident_learning, suspected_ceiling,
};
pub use fisher::{Alternative, fisher_exact};
pub use groups::{
    BoundCheck, BoundVerdict, GapVerdict, GroupRate, RateGap, against_value, bound_checks,
    estimate_difference, rate_gaps,
};
pub use mcnemar::{McNemar, McNemarTest, mcnemar};
pub use multiple::benjamini_hochberg;
pub use paired::{ComparisonVerdict, PairedRuns, gain_difference};
pub use proportions::proportion_difference;
