//! What fewer judgments would have cost, told from the recorded ones.

use super::set::JudgmentSet;
use crate::figures::Figure;
use crate::jobs::Progress;
use crate::{Error, Result};
use assay_stats::{self as stats, Replay, Rule};
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

/// What one rule costs and gives.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ReplayedRule {
    /// `fixed-1`, `fixed-3`, `fixed-5`, `all`, `adaptive`.
    pub rule: String,
    /// Judgments drawn for each item, mean over items and orders.
    pub judgments_per_item: f64,
    /// Of the label by Dawid-Skene against the truth; a tie of k classes counts 1/k.
    pub accuracy: Figure,
    /// Mean posterior minus accuracy: above 0 is over-confident.
    pub calibration_error: f64,
    /// Lower end of its 95 % interval.
    pub calibration_error_lower: Option<f64>,
    /// Upper end.
    pub calibration_error_upper: Option<f64>,
    /// Accuracy minus that of all judgments, paired by item.
    pub difference: Figure,
}

/// Replays every rule. `truth` scores and is shown to none of them.
pub(crate) fn run(
    set: &JudgmentSet,
    truth: &HashMap<String, String>,
    repeats: u32,
    seed: u64,
    progress: &dyn Progress,
) -> Result<Vec<ReplayedRule>> {
    let view = set.view()?;
    let truth = set.truth(truth);
    let settings = Replay { repeats, seed, ..Replay::default() };
    let mut rows = Vec::new();
    for (done, rule) in (0..).zip(Rule::REPORTED) {
        if progress.cancelled() {
            return Err(Error::Cancelled);
        }
        progress.at("replaying", done, Rule::REPORTED.len() as u64);
        let found = stats::replay(&view, &truth, &[rule], &settings)
            .map_err(|e| Error::refused(e.code(), format!("nothing can be replayed: {e}")))?;
        rows.extend(found.iter().map(row));
    }
    Ok(rows)
}

fn row(r: &stats::Replayed) -> ReplayedRule {
    let figure = |e: &stats::Estimate| Figure::new(e.value, e.interval, e.n);
    let calibration = figure(&r.calibration_error);
    ReplayedRule {
        rule: r.rule.name(),
        judgments_per_item: r.judgments_per_item,
        accuracy: figure(&r.accuracy),
        calibration_error: r.calibration_error.value,
        calibration_error_lower: calibration.lower,
        calibration_error_upper: calibration.upper,
        difference: figure(&r.difference),
    }
}
