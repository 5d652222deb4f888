//! One label for each item.

use super::set::JudgmentSet;
use crate::figures::Figure;
use crate::{Error, Result};
use assay_stats::{self as stats, Majority};
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

/// The aggregated label of an item.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ConsensusLabel {
    /// External key.
    pub item: String,
    /// None at a tie.
    pub label: Option<String>,
    /// Share of the votes.
    pub confidence: f64,
    /// Votes.
    pub n: u64,
    /// `majority`.
    pub method: String,
}

/// Every item's label, and how right they are where a truth was given.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ConsensusReport {
    /// `majority`.
    pub method: String,
    /// Items with a judgment.
    pub labels: Vec<ConsensusLabel>,
    /// Items without a single leading class.
    pub ties: u64,
    /// Share right of the decided items that have a truth.
    pub accuracy: Option<Figure>,
    /// The same over all items with a truth; a tie of k classes counts 1/k when it contains the truth.
    pub accuracy_ties_split: Option<Figure>,
    /// Share of the items with a truth that are decided.
    pub coverage: Option<Figure>,
}

pub(crate) fn report(
    set: &JudgmentSet,
    method: Option<&str>,
    truth: Option<&HashMap<String, String>>,
) -> Result<ConsensusReport> {
    match method {
        None | Some("majority") => {}
        Some(other) => {
            return Err(Error::refused("method_unknown", format!("`{other}` is no method; use majority")));
        }
    }
    let view = set.view()?;
    let majority = stats::majority(&view);
    let label = |(item, m): (&String, &Majority)| {
        let (label, n) = match m {
            Majority::None => return None,
            Majority::Label { class, n, .. } => (Some(set.classes[*class as usize].clone()), *n),
            Majority::Tie { n, .. } => (None, *n),
        };
        Some(ConsensusLabel {
            item: item.clone(),
            label,
            confidence: m.vote_share().unwrap_or(0.0),
            n: u64::from(n),
            method: "majority".into(),
        })
    };
    let labels: Vec<ConsensusLabel> = set.items.iter().zip(&majority).filter_map(label).collect();
    let scores = truth.map(|truth| {
        let truth = set.truth(truth);
        [stats::accuracy_decided, stats::accuracy_ties_split, stats::coverage]
            .map(|of| Figure::of(&of(&majority, &truth)))
    });
    let [accuracy, accuracy_ties_split, coverage] = scores.map_or([None, None, None], |all| all.map(Some));
    Ok(ConsensusReport {
        method: "majority".into(),
        ties: labels.iter().filter(|label| label.label.is_none()).count() as u64,
        labels,
        accuracy,
        accuracy_ties_split,
        coverage,
    })
}
