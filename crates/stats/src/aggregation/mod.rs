//! Aggregation: the label of an item from the judgments of several raters.
//!
//! Each method returns a label, a posterior (or vote share) and the number of judgments per item; a tie is
//! a tie and never broken by a coin. Gold that is known to the engine ([`Gold`]) may be clamped; a truth
//! for scoring is a separate argument of the scoring functions.

mod accuracy;
mod correction;
mod dawid_skene;
mod decision;
mod em;
mod glad;
mod gold;
mod honesty;
mod layout;
mod mace;
mod majority;
mod method;
mod one_coin;
mod online;
mod replay;
mod settings;
mod stopping;
mod temperature;
mod weighted;

pub use accuracy::{
    ConsensusAccuracy, PairedAccuracy, accuracy_decided, accuracy_ties_split, consensus_accuracy, coverage,
    decision_accuracy, paired_accuracy,
};
pub use correction::{Correction, CrossCorrected, cross_fit_correction, fit_correction};
pub use dawid_skene::{DawidSkene, dawid_skene};
pub use decision::Decision;
pub use em::Aggregated;
pub use glad::{Glad, glad};
pub use gold::Gold;
pub use honesty::{Honesty, ReliabilityBin, honesty};
pub use mace::{Mace, mace};
pub use majority::{Majority, majority};
pub use method::{Consensus, Fit, Method, RaterModel, aggregate};
pub use one_coin::{OneCoin, one_coin};
pub use online::{Record, USUAL_CORRECTION, one_coin_posterior};
pub use replay::{Adaptive, Replay, Replayed, Rule, replay};
pub use settings::{FitError, Smoothing, Stop};
pub use stopping::{Stopping, StoppingRule};
pub use temperature::{CrossFitted, at_temperature, cross_fit_temperature, fit_temperature};
pub use weighted::{
    GoldAccuracy, WeightedMajority, gold_accuracy, gold_weighted_majority, weighted_majority,
};
