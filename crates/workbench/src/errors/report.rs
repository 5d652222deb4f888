//! How right a run is.

use crate::figures::Figure;
use crate::human::{self, BaselineGap};
use crate::{Context, Error, Result};
use assay_model::Question;
use assay_stats::Confusion;
use assay_store::runs::{self, Run};
use assay_store::{Read, parts, project};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Names a run.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnRun {
    /// Row id.
    pub run: i64,
}

/// One class of a run.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ClassMetric {
    /// Class key.
    pub class: String,
    /// Items with this reference label.
    pub support: u64,
    /// Items predicted so.
    pub predicted: u64,
    /// Of the items predicted so, how many are.
    pub precision: Figure,
    /// Of the items that are, how many were found.
    pub recall: Figure,
    /// 2TP / (2TP + FP + FN).
    pub f1: Figure,
}

impl ClassMetric {
    /// Every class of a confusion matrix.
    pub(crate) fn of_each(confusion: &Confusion, question: &Question) -> Vec<ClassMetric> {
        let rows = confusion.per_class().into_iter().map(|m| ClassMetric {
            class: question.classes[m.class as usize].key.clone(),
            support: m.support,
            predicted: m.predicted,
            precision: Figure::of(&m.precision),
            recall: Figure::of(&m.recall),
            f1: Figure::of(&m.f1),
        });
        rows.collect()
    }
}

/// A run against the reference labels.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RunReport {
    /// Row id.
    pub run_id: i64,
    /// The run.
    pub run: String,
    /// Predicted items with a reference label.
    pub n: u64,
    /// Of them wrong.
    pub errors: u64,
    /// Predicted items without a reference label; in no figure.
    pub unscored: u64,
    /// Predicted items of the blackbox part; in no figure.
    pub blackbox: u64,
    /// Share right.
    pub accuracy: Figure,
    /// Class keys, in the order of the rows and columns of `confusion`.
    pub classes: Vec<String>,
    /// Class ids in the same order.
    pub class_ids: Vec<i64>,
    /// Rows are reference labels, columns predictions.
    pub confusion: Vec<Vec<u64>>,
    /// Each class.
    pub per_class: Vec<ClassMetric>,
    /// Mean F1 of the classes where it is defined.
    pub macro_f1: Figure,
    /// Against the chosen baseline; none where none is chosen.
    pub baseline: Option<BaselineGap>,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
}

pub(crate) fn runs(ctx: &Context, (): ()) -> Result<Vec<Run>> {
    ctx.read(|r| Ok(runs::list(r)?))
}

pub(crate) fn report(ctx: &Context, request: OnRun) -> Result<RunReport> {
    ctx.read(|r| {
        let run = runs::get(r, request.run)?;
        let question = project::question_in_figures(r)?;
        let blackbox = match parts::division(r)? {
            Some(_) => parts::blackbox_of_run(r, run.id)?,
            None => 0,
        };
        let confusion = confusion(r, run.id, &question, blackbox > 0)?;
        let size = question.classes.len();
        let n = confusion.total();
        let trace: u64 = (0..size).map(|i| confusion.counts()[i * size + i]).sum();
        Ok(RunReport {
            run_id: run.id,
            n,
            errors: n - trace,
            unscored: u64::try_from(run.predictions).unwrap_or(0).saturating_sub(n + blackbox),
            blackbox,
            accuracy: Figure::of(&confusion.accuracy()),
            classes: question.classes.iter().map(|class| class.key.clone()).collect(),
            class_ids: question.classes.iter().map(|class| class.id).collect(),
            confusion: confusion.counts().chunks(size).map(<[u64]>::to_vec).collect(),
            per_class: ClassMetric::of_each(&confusion, &question),
            macro_f1: Figure::of(&confusion.macro_f1().estimate),
            baseline: human::to_chosen(r, &question, run.id, trace, n)?,
            reference_revision: project::get(r)?.reference_revision,
            run: run.name,
        })
    })
}

/// Kept counts, less those of the blackbox part.
fn confusion(r: &Read<'_>, run: i64, question: &Question, divided: bool) -> Result<Confusion> {
    let size = question.classes.len();
    let place = |id: i64| question.classes.iter().position(|class| class.id == id);
    let mut counts = vec![0; size * size];
    for cell in runs::cells(r, run)? {
        if let (Some(row), Some(column)) = (place(cell.reference), place(cell.predicted)) {
            counts[row * size + column] = cell.n;
        }
    }
    let hidden = if divided { runs::blackbox_cells(r, run)? } else { Vec::new() };
    for cell in hidden {
        if let (Some(row), Some(column)) = (place(cell.reference), place(cell.predicted)) {
            let count = &mut counts[row * size + column];
            *count = count.saturating_sub(cell.n);
        }
    }
    Confusion::from_counts(counts, u32::try_from(size).unwrap_or(u32::MAX))
        .map_err(|e| Error::refused(e.code(), e.to_string()))
}
