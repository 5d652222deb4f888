use crate::error::words;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

words! {
    /// Why an item was put before a rater. Decides which figures a judgment enters.
    Purpose, "purpose" {
        /// Ordinary work: enters agreement and consensus.
        Label = "label",
        /// A hidden check against a known answer: enters gold accuracy only.
        Gold = "gold",
        /// Gold with its explanation shown right after; enters nothing.
        Practice = "practice",
        /// Gold of the test before work; enters the test only.
        Qualification = "qualification",
        /// An own item once more after a wash-out: enters self-agreement only.
        Repeat = "repeat",
    }
}

impl Purpose {
    /// Whether such judgments enter agreement and consensus.
    pub fn in_agreement(self) -> bool {
        matches!(self, Purpose::Label)
    }
}

/// The value given to one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
pub struct Answer {
    /// Which question.
    pub question: i64,
    /// The class chosen (single choice).
    pub class: i64,
}
