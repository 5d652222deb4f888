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

    /// Whether it comes before work: such judgments are no work done for the project.
    pub fn is_training(self) -> bool {
        matches!(self, Purpose::Practice | Purpose::Qualification)
    }
}

words! {
    /// What gold is for. Each gold item is for one thing, so that nobody is tested with what was explained before.
    GoldPart, "part of the gold" {
        /// Checks during work that nothing tells from ordinary items.
        Hidden = "hidden",
        /// Answered before work, with an explanation right after each answer.
        Practice = "practice",
        /// The test before work.
        Qualification = "qualification",
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
