//! Suspected label errors, items sent to be decided on again, and lists of items for other uses.

mod collections;
mod examples;
mod found;
mod picked;
mod relabel;
mod strata;

pub use collections::{CollectionMake, OnCollection};
pub(crate) use collections::{collections, drop, make, undo_drop, undo_make};
pub(crate) use examples::export;
pub use examples::{ExampleFormat, ExamplesExport};
pub use picked::ItemsWanted;
pub use relabel::{OnRelabel, RelabelForeseen, RelabelNext, RelabelReport, RelabelSend, SentRow};
pub(crate) use relabel::{foresee, list as relabels, report as relabel_report, send, undo_send};
pub use strata::{RelabelFigures, StratumRow};

use crate::errors::{Scope, scoped};
use crate::figures::Figure;
use crate::{Context, Error, Result};
use assay_stats::suspected_ceiling;
use assay_store::{items, relabel as store};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ts_rs::TS;

/// Which suspects.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SuspectsWanted {
    /// Row id of the run.
    pub run: i64,
    /// Only rows that this filter line lets through.
    #[serde(default)]
    pub filter: Option<String>,
    /// At most this many rows; 500 where left out.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// A label that the scores speak against.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct SuspectRow {
    /// Row id of the item.
    pub item: i64,
    /// External key.
    pub key: String,
    /// Class key of the reference label.
    pub given: String,
    /// Class key that the scores speak for.
    pub suggested: String,
    /// Probability of the given label, 0 to 1; the smaller, the more suspect.
    pub score: f64,
    /// Probability of the suggested class.
    pub suggested_score: f64,
    /// (p(given) - largest p of another class + 1) / 2.
    pub margin: f64,
    /// Class key that the run predicts.
    pub predicted: String,
    /// The prediction differs from the label: it counts among the run's errors.
    pub wrong: bool,
    /// Where the label came from: `adjudication`, `gold` or `consensus`.
    pub source: String,
    /// A lead has decided on the label already.
    pub decided: bool,
    /// Row id of the list by which it was sent and is not decided on yet.
    pub sent: Option<i64>,
}

/// A suspected label as the terminal lists it: items by their external key.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct SuspectLine {
    /// External key.
    pub item: String,
    /// Class key of the reference label.
    pub given: String,
    /// Class key that the scores speak for.
    pub suggested: String,
    /// Probability of the given label, 0 to 1; the smaller, the more suspect.
    pub score: f64,
    /// Probability of the suggested class.
    pub suggested_score: f64,
    /// Class key that the run predicts.
    pub predicted: String,
    /// Where the label came from.
    pub source: String,
    /// A lead has decided on the label already.
    pub decided: bool,
}

impl From<&SuspectRow> for SuspectLine {
    fn from(row: &SuspectRow) -> SuspectLine {
        SuspectLine {
            item: row.key.clone(),
            given: row.given.clone(),
            suggested: row.suggested.clone(),
            score: row.score,
            suggested_score: row.suggested_score,
            predicted: row.predicted.clone(),
            source: row.source.clone(),
            decided: row.decided,
        }
    }
}

/// Suspected label errors of a run.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct SuspectsReport {
    /// Row id.
    pub run_id: i64,
    /// The run.
    pub run: String,
    /// Rows with a label and a score for each class: what this is about.
    pub n: u64,
    /// Predicted rows without a reference label.
    pub unlabelled: u64,
    /// Labelled rows without a usable score for each class.
    pub unscored: u64,
    /// Suspected labels: candidates for a second look, counted apart from the run's errors.
    pub suspected: u64,
    /// Wrong labels that the calibrated joint puts off its diagonal: a model's estimate, without an interval.
    pub estimated: u64,
    /// Of the suspects, those where the prediction differs from the label.
    pub errors_suspected: u64,
    /// The run's errors among these rows.
    pub errors: u64,
    /// Share right, with every label as it is.
    pub accuracy: Figure,
    /// Share right of the rows that are not suspected.
    pub accuracy_apart: Figure,
    /// Points gained if every error went away.
    pub ceiling: Figure,
    /// The same, where errors on suspected labels are set apart.
    pub ceiling_apart: Figure,
    /// What nobody can tell from the scores.
    pub caution: String,
    /// The scores were completed from that of the predicted class, because the run has two classes and one score.
    pub completed: bool,
    /// Most suspect first; as many as were asked for.
    pub rows: Vec<SuspectRow>,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
}

const CAUTION: &str = "The scores have to come from a model that did not see these labels (cross-validation, or a model \
trained on other items): one that learned a wrong label agrees with it. A file cannot tell; you have to know.";

/// Rows where nothing is said.
const USUAL: u32 = 500;

/// Suspected labels, most suspect first.
pub(crate) fn list(ctx: &Context, request: SuspectsWanted) -> Result<SuspectsReport> {
    ctx.read(|r| {
        let scoped = scoped(r, &Scope { run: request.run, filter: request.filter })?;
        let found = found::find(r, &scoped)?;
        let rows = scoped.rows.len();
        let suspected = &found.learning.suspected;
        let places: Vec<u32> = suspected.iter().map(|each| each.item).collect();
        let of = |column: &[u32]| -> Vec<u32> { found.rows.iter().map(|&row| column[row]).collect() };
        let (reference, predicted) = (of(&scoped.rows.reference), of(&scoped.rows.predicted));
        let ceiling = suspected_ceiling(&reference, &predicted, &places)
            .map_err(|error| Error::refused(error.code(), error.to_string()))?;
        let n = found.rows.len() as u64;
        let errors = reference.iter().zip(&predicted).filter(|(a, b)| a != b).count() as u64;
        let open: HashMap<i64, i64> = store::open(r)?.into_iter().collect();
        let key = |id: i64| {
            let class = scoped.question.classes.iter().find(|class| class.id == id);
            class.map(|class| class.key.clone()).unwrap_or_default()
        };
        let limit = request.limit.unwrap_or(USUAL) as usize;
        let mut shown = Vec::with_capacity(limit.min(suspected.len()));
        for each in suspected.iter().take(limit) {
            let at = each.item as usize;
            let item = scoped.rows.items[found.rows[at]];
            let source = store::reference(r, item, scoped.question.id)?.map(|(_, source)| source);
            let predicted = scoped.question.classes.get(predicted[at] as usize);
            shown.push(SuspectRow {
                item,
                key: items::key(r, item)?,
                given: key(found.classes[each.given as usize]),
                suggested: key(found.classes[each.suggested as usize]),
                score: each.self_confidence,
                suggested_score: found.score(at, each.suggested),
                margin: each.normalized_margin,
                wrong: scoped.rows.wrong(found.rows[at]) == Some(true),
                predicted: predicted.map(|class| class.key.clone()).unwrap_or_default(),
                decided: source.as_deref() == Some("adjudication"),
                source: source.unwrap_or_default(),
                sent: open.get(&item).copied(),
            });
        }
        debug_assert_eq!(rows as u64, n + found.unlabelled + found.unscored);
        let right = n - errors;
        let apart = n - ceiling.suspected;
        Ok(SuspectsReport {
            run_id: scoped.run.id,
            run: scoped.run.name.clone(),
            n,
            unlabelled: found.unlabelled,
            unscored: found.unscored,
            suspected: ceiling.suspected,
            estimated: found.learning.estimated_errors(),
            errors_suspected: ceiling.errors_suspected,
            errors,
            accuracy: Figure::share(right, n),
            accuracy_apart: Figure::share(apart.saturating_sub(errors - ceiling.errors_suspected), apart),
            ceiling: Figure::of(&ceiling.before),
            ceiling_apart: Figure::of(&ceiling.after),
            caution: CAUTION.to_owned(),
            completed: found.completed,
            rows: shown,
            reference_revision: scoped.reference_revision,
        })
    })
}
