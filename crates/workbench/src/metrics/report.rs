//! Counts, figures of each class and their averages.

use super::scored::{ScoreReport, Scores};
use super::{labelled, size_of};
use crate::errors::{ClassMetric, Scope};
use crate::figures::Figure;
use crate::{Context, Error, Result};
use assay_model::Question;
use assay_stats::{Average, Confusion};
use assay_store::run_rows::RunRows;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Bins of a calibration diagram where none are asked for.
const BINS: u32 = 15;
const MOST_BINS: u32 = 100;

/// A run, or a slice of it.
#[derive(Debug, Clone, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct MetricsRequest {
    /// Row id of the run.
    pub run: i64,
    /// A filter line; every row where left out.
    #[serde(default)]
    pub filter: Option<String>,
    /// Equal-width bins of the calibration, 1 to 100; 15 where left out.
    #[serde(default)]
    pub bins: Option<u32>,
}

/// One way to average over classes.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AverageView {
    /// `micro`, `macro` or `weighted`.
    pub average: String,
    /// Mean precision.
    pub precision: Figure,
    /// Mean recall.
    pub recall: Figure,
    /// Mean F1.
    pub f1: Figure,
}

/// A run, or a slice of it, against the reference labels.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct MetricsReport {
    /// Row id of the run.
    pub run_id: i64,
    /// The run.
    pub run: String,
    /// The filter line of the slice.
    pub filter: Option<String>,
    /// Rows with a reference label: what all figures are about.
    pub n: u64,
    /// Of them wrong.
    pub errors: u64,
    /// Rows without a reference label; in no figure.
    pub unscored: u64,
    /// Rows of the blackbox part; in no figure.
    pub blackbox: u64,
    /// Class keys, in the order of the rows and columns of `confusion`.
    pub classes: Vec<String>,
    /// Class ids in the same order.
    pub class_ids: Vec<i64>,
    /// Rows are reference labels, columns predictions.
    pub confusion: Vec<Vec<u64>>,
    /// Share right.
    pub accuracy: Figure,
    /// Mean recall of the classes that occur.
    pub balanced_accuracy: Figure,
    /// Matthews' correlation coefficient.
    pub matthews: Figure,
    /// Each class.
    pub per_class: Vec<ClassMetric>,
    /// Over classes.
    pub averages: Vec<AverageView>,
    /// Classes neither true nor predicted anywhere: in no macro mean of F1.
    pub classes_left_out: u32,
    /// What the scores say; none where the run came without any.
    pub scores: Option<ScoreReport>,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
}

/// The confusion matrix of rows that all have both classes.
pub(crate) fn confusion(rows: &RunRows, question: &Question) -> Result<Confusion> {
    Confusion::from_labels(&rows.reference, &rows.predicted, size_of(question))
        .map_err(|e| Error::refused(e.code(), e.to_string()))
}

pub(crate) fn report(ctx: &Context, request: MetricsRequest) -> Result<MetricsReport> {
    let bins = request.bins.unwrap_or(BINS);
    if !(1..=MOST_BINS).contains(&bins) {
        return Err(Error::refused("bins_invalid", "the calibration takes 1 to 100 bins"));
    }
    ctx.read(|r| {
        let scope = Scope { run: request.run, filter: request.filter.clone() };
        let (found, unscored) = labelled(r, &scope)?;
        let (question, rows) = (&found.question, &found.rows);
        let confusion = confusion(rows, question)?;
        let size = question.classes.len();
        let right = rows.reference.iter().zip(&rows.predicted).filter(|(a, b)| a == b).count() as u64;
        let scores = Scores::read(r, request.run, question, rows)?;
        let n = rows.len() as u64;
        Ok(MetricsReport {
            run_id: found.run.id,
            run: found.run.name,
            filter: request.filter.filter(|line| !line.trim().is_empty()),
            n,
            errors: n - right,
            unscored,
            blackbox: found.blackbox,
            classes: question.classes.iter().map(|class| class.key.clone()).collect(),
            class_ids: question.classes.iter().map(|class| class.id).collect(),
            confusion: confusion.counts().chunks(size.max(1)).map(<[u64]>::to_vec).collect(),
            accuracy: Figure::of(&confusion.accuracy()),
            balanced_accuracy: Figure::of(&confusion.balanced_accuracy()),
            matthews: Figure::of(&confusion.matthews()),
            per_class: ClassMetric::of_each(&confusion, question),
            averages: averages(&confusion),
            classes_left_out: confusion.macro_f1().classes_undefined,
            scores: scores.map(|scores| scores.report(question, bins as usize)).transpose()?,
            reference_revision: found.reference_revision,
        })
    })
}

fn averages(confusion: &Confusion) -> Vec<AverageView> {
    let kinds = [("micro", Average::Micro), ("macro", Average::Macro), ("weighted", Average::Weighted)];
    let view = |(name, average): (&str, Average)| {
        let means = confusion.averaged(average);
        AverageView {
            average: name.to_owned(),
            precision: Figure::of(&means.precision),
            recall: Figure::of(&means.recall),
            f1: Figure::of(&means.f1),
        }
    };
    kinds.into_iter().map(view).collect()
}
