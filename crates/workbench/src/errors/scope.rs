//! Which rows a figure is about: a run, and of it what a filter line lets through.

use crate::Result;
use assay_model::{Query, Question};
use assay_store::run_rows::{self, RunRows};
use assay_store::runs::{self, Run};
use assay_store::{Read, parts, project, sheet};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A run, or a slice of it.
#[derive(Debug, Clone, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Scope {
    /// Row id of the run.
    pub run: i64,
    /// A filter line; every row where left out.
    #[serde(default)]
    pub filter: Option<String>,
}

/// A condition within what a filter line lets through, as a line for a person to go on with.
pub(crate) fn within(line: Option<&str>, condition: &str) -> String {
    match line.map(str::trim).filter(|line| !line.is_empty()) {
        Some(line) => format!("({line}) and ({condition})"),
        None => condition.to_owned(),
    }
}

/// The rows of a scope.
pub(crate) struct Scoped {
    pub(crate) run: Run,
    /// With the classes in whose order `rows` counts.
    pub(crate) question: Question,
    pub(crate) rows: RunRows,
    /// Rows that the filter lets through and that are left out: those of the blackbox part.
    pub(crate) blackbox: u64,
    /// Names the snapshot of reference labels.
    pub(crate) reference_revision: i64,
}

/// Reads the rows of a scope. The only place where rows get into figures. Rows of the blackbox part are left out: what
/// is looked at and learned from must not lean on them. Only the comparison of the two parts counts them.
pub(crate) fn scoped(r: &Read<'_>, scope: &Scope) -> Result<Scoped> {
    let run = runs::get(r, scope.run)?;
    let question = project::question_in_figures(r)?;
    let classes: Vec<i64> = question.classes.iter().map(|class| class.id).collect();
    let mut rows = run_rows::load(r, run.id, &classes)?;
    if let Some(filter) = scope.filter.as_deref().filter(|line| !line.trim().is_empty()) {
        let query = Query { filter: Some(filter.to_owned()), sort: Vec::new() };
        rows = rows.only(&sheet::ids(r, run.id, &query)?);
    }
    let all = rows.len();
    if parts::division(r)?.is_some() {
        rows = rows.only(&parts::shown(r, rows.items.clone())?);
    }
    let blackbox = (all - rows.len()) as u64;
    Ok(Scoped { run, question, rows, blackbox, reference_revision: project::get(r)?.reference_revision })
}
