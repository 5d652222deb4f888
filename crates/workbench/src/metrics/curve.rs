//! Precision-recall and ROC of one class, and what a threshold comes to.

use super::scored::Scores;
use super::{labelled, place_of};
use crate::errors::Scope;
use crate::figures::Figure;
use crate::{Context, Error, Result};
use assay_stats::ScoreCurve;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Points of a curve at most, each with its figures.
const POINTS: usize = 201;

/// The curve of one class, of a run or a slice of it.
#[derive(Debug, Clone, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct CurveRequest {
    /// Row id of the run.
    pub run: i64,
    /// A filter line; every row where left out.
    #[serde(default)]
    pub filter: Option<String>,
    /// Row id of the class.
    pub class: i64,
    /// Answer for exactly this threshold too.
    #[serde(default)]
    pub threshold: Option<f64>,
    /// Answer for the highest threshold that reaches this recall, 0 to 1.
    #[serde(default)]
    pub recall: Option<f64>,
}

/// What comes of taking every row at or above a threshold for the class.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AtThreshold {
    /// The score.
    pub threshold: f64,
    /// Of the class, and taken for it.
    pub true_positives: u64,
    /// Not of the class, but taken for it.
    pub false_positives: u64,
    /// Of the class, but missed.
    pub false_negatives: u64,
    /// Neither.
    pub true_negatives: u64,
    /// TP / (TP + FP).
    pub precision: Figure,
    /// TP / (TP + FN).
    pub recall: Figure,
    /// 2TP / (2TP + FP + FN).
    pub f1: Figure,
    /// TN / (TN + FP).
    pub specificity: Figure,
}

/// The curve of one class.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct CurveReport {
    /// Class key.
    pub class: String,
    /// Row id of the class.
    pub class_id: i64,
    /// Rows with scores.
    pub n: u64,
    /// Of the class.
    pub positives: u64,
    /// Not of the class.
    pub negatives: u64,
    /// Different scores: how many points the whole curve has.
    pub distinct: u64,
    /// From the highest threshold down, thinned to 201.
    pub points: Vec<AtThreshold>,
    /// Average precision, in steps, of the whole curve.
    pub average_precision: Figure,
    /// Area under the ROC curve.
    pub auc: Figure,
    /// The threshold with the largest F1 on these rows; its F1 has no interval, being the best of many.
    pub best_f1: Option<AtThreshold>,
    /// At the threshold that was asked for.
    pub at: Option<AtThreshold>,
    /// At the highest threshold that reaches the recall that was asked for.
    pub at_recall: Option<AtThreshold>,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
}

fn at(curve: &ScoreCurve, threshold: f64) -> AtThreshold {
    let counts = curve.at(threshold);
    AtThreshold {
        threshold,
        true_positives: counts.true_positives,
        false_positives: counts.false_positives,
        false_negatives: counts.false_negatives,
        true_negatives: counts.true_negatives,
        precision: Figure::of(&counts.precision()),
        recall: Figure::of(&counts.recall()),
        f1: Figure::of(&counts.f1()),
        specificity: Figure::of(&counts.specificity()),
    }
}

pub(crate) fn curve(ctx: &Context, request: CurveRequest) -> Result<CurveReport> {
    if request.threshold.is_some_and(|threshold| !threshold.is_finite()) {
        return Err(Error::refused("threshold_invalid", "a threshold is a number"));
    }
    if request.recall.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
        return Err(Error::refused("recall_invalid", "a recall is a share from 0 to 1"));
    }
    ctx.read(|r| {
        let scope = Scope { run: request.run, filter: request.filter.clone() };
        let (found, _) = labelled(r, &scope)?;
        let class = place_of(&found.question, request.class)?;
        let scores = Scores::read(r, request.run, &found.question, &found.rows)?.ok_or_else(|| {
            let message = "no labelled row here has a score; import predictions with a score for each class";
            Error::refused("scores_missing", message)
        })?;
        let curve = scores.curve(class)?;
        let (_, average_precision, auc) = scores.ranking(class);
        let best_f1 = curve.best_f1().ok().map(|best| AtThreshold {
            f1: Figure::of(&Ok::<_, assay_stats::Undefined>(best.f1)),
            ..at(&curve, best.threshold)
        });
        Ok(CurveReport {
            class: found.question.classes[class as usize].key.clone(),
            class_id: request.class,
            n: curve.positives() + curve.negatives(),
            positives: curve.positives(),
            negatives: curve.negatives(),
            distinct: curve.points().len() as u64,
            points: curve.thinned(POINTS).iter().map(|point| at(&curve, point.threshold)).collect(),
            average_precision,
            auc,
            best_f1,
            at: request.threshold.map(|threshold| at(&curve, threshold)),
            at_recall: request
                .recall
                .and_then(|share| curve.threshold_for_recall(share))
                .map(|threshold| at(&curve, threshold)),
            reference_revision: found.reference_revision,
        })
    })
}
