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
    pub items: u64,
    /// Items with a single leading class.
    pub decided: u64,
    /// Mean share of the votes over the decided items.
    pub mean_confidence: Option<f64>,
    /// Decided items of each class, by class key, in the scheme's order.
    pub by_class: Vec<(String, u64)>,
    /// One for each item with a judgment; empty where only the summary was asked for.
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
    with_labels: bool,
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
    let scores = truth.map(|truth| {
        let truth = set.truth(truth);
        [stats::accuracy_decided, stats::accuracy_ties_split, stats::coverage]
            .map(|of| Figure::of(&of(&majority, &truth)))
    });
    let [accuracy, accuracy_ties_split, coverage] = scores.map_or([None, None, None], |all| all.map(Some));
    let mut by_class: Vec<(String, u64)> = set.classes.iter().map(|class| (class.clone(), 0)).collect();
    let mut shares = 0.0;
    for (class, share) in majority.iter().filter_map(|m| Some((m.label()?, m.vote_share()?))) {
        by_class[class as usize].1 += 1;
        shares += share;
    }
    let decided: u64 = by_class.iter().map(|(_, n)| n).sum();
    let items = majority.iter().filter(|m| !matches!(m, Majority::None)).count() as u64;
    let labels = set.items.iter().zip(&majority).filter(|_| with_labels).filter_map(label).collect();
    Ok(ConsensusReport {
        method: "majority".into(),
        items,
        decided,
        mean_confidence: (decided > 0).then(|| shares / decided as f64),
        by_class,
        ties: items - decided,
        labels,
        accuracy,
        accuracy_ties_split,
        coverage,
    })
}
