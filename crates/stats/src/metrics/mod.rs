//! Classification metrics beyond counts per class: averages of a confusion matrix, rankings by score, losses,
//! calibration.
//!
//! As scikit-learn with `zero_division=nan`: what has no cases is undefined and left out of a macro mean.
//! Where scikit-learn says 0 (Matthews with one class only, average precision without a positive), a
//! reason is given here.

mod averages;
mod binary;
mod calibration;
mod curve;
mod loss;
mod ranking;
mod ranking_interval;
mod scores;

pub use averages::{Average, AveragedMetrics};
pub use binary::BinaryCounts;
pub use calibration::{Calibration, CalibrationBin, calibration};
pub use curve::{BestF1, CurvePoint, ScoreCurve};
pub use loss::{LogLoss, binary_brier, binary_log_loss};
pub use ranking::{Ranking, ranking};
pub use scores::{ClassScores, MacroMean};
