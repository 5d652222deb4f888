//! Runs as records of experiments: what is known of a run beside its predictions.

use crate::Write;
use crate::error::{OrNotFound, OrTaken, Result, StoreError};
use crate::events::{self, Entry, Event};
use crate::lines::{self, Change};
use crate::runs::{self, Run};
use rusqlite::params;
use serde::{Deserialize, Serialize};

/// What a person writes about a run; what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ts_rs::TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RunRecord {
    /// Of the model.
    pub version: Option<String>,
    /// Of the code that trained it or ran it.
    pub code_commit: Option<String>,
    /// Of the data that it learned from.
    pub dataset_version: Option<String>,
    /// As text or JSON.
    pub hyperparameters: Option<String>,
    /// Free text.
    pub note: Option<String>,
}

/// The most characters of a version or a commit.
const SHORT: usize = 200;
/// The most characters of hyperparameters or a note.
const LONG: usize = 100_000;

impl RunRecord {
    /// The names of its parts, as `--meta` and the columns of a table call them.
    pub const PARTS: [&str; 5] = ["version", "code_commit", "dataset_version", "hyperparameters", "note"];

    /// Whether nothing is given.
    pub fn is_empty(&self) -> bool {
        *self == RunRecord::default()
    }

    /// Refuses what is too long or does not fit on one line.
    ///
    /// # Errors
    /// `record_invalid`.
    pub fn check(&self) -> Result<()> {
        for (part, text) in [
            ("version", &self.version),
            ("code commit", &self.code_commit),
            ("dataset version", &self.dataset_version),
        ] {
            let bad = |text: &String| text.chars().count() > SHORT || text.chars().any(char::is_control);
            if text.as_ref().is_some_and(bad) {
                let message = format!("the {part} must be at most {SHORT} characters on one line");
                return Err(StoreError::refused("record_invalid", message));
            }
        }
        for (part, text) in [("hyperparameters", &self.hyperparameters), ("note", &self.note)] {
            if text.as_ref().is_some_and(|text| text.chars().count() > LONG) {
                let message = format!("the {part} must be at most {LONG} characters");
                return Err(StoreError::refused("record_invalid", message));
            }
        }
        Ok(())
    }
}

/// What can be changed about a run, as events keep it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    name: String,
    version: String,
    code_commit: String,
    dataset_version: String,
    hyperparameters: String,
    note: String,
    archived_at: Option<i64>,
}

impl Kept {
    fn of(run: Run) -> Kept {
        Kept {
            name: run.name,
            version: run.version,
            code_commit: run.code_commit,
            dataset_version: run.dataset_version,
            hyperparameters: run.hyperparameters,
            note: run.note,
            archived_at: run.archived_at,
        }
    }

    fn with(mut self, record: &RunRecord) -> Kept {
        let put = |to: &mut String, from: &Option<String>| {
            if let Some(text) = from {
                *to = text.trim().to_owned();
            }
        };
        put(&mut self.version, &record.version);
        put(&mut self.code_commit, &record.code_commit);
        put(&mut self.dataset_version, &record.dataset_version);
        put(&mut self.hyperparameters, &record.hyperparameters);
        put(&mut self.note, &record.note);
        self
    }
}

fn keep(w: &Write<'_>, run: i64, to: &Kept) -> Result<()> {
    let done = w
        .sql()
        .execute(
            "UPDATE run SET name = ?, version = ?, code_commit = ?, dataset_version = ?, hyperparameters = ?, note = ?,
                            archived_at = ? WHERE id = ?",
            params![
                to.name,
                to.version,
                to.code_commit,
                to.dataset_version,
                to.hyperparameters,
                to.note,
                to.archived_at,
                run
            ],
        )
        .or_taken("run", &to.name)?;
    if done == 0 { Err(StoreError::not_found("run", run)) } else { Ok(()) }
}

/// Writes the record of a run that an import is making.
pub fn describe(w: &Write<'_>, run: i64, record: &RunRecord) -> Result<()> {
    record.check()?;
    let sql = "SELECT name FROM run WHERE id = ?";
    let name: String = w.sql().query_row(sql, [run], |row| row.get(0)).or_not_found("run", run)?;
    let empty = Kept {
        name,
        version: String::new(),
        code_commit: String::new(),
        dataset_version: String::new(),
        hyperparameters: String::new(),
        note: String::new(),
        archived_at: None,
    };
    keep(w, run, &empty.with(record))
}

/// Changes the name or the record of a run, or keeps it out of lists. Lines that name it follow. Nothing is recorded where nothing changes.
pub fn edit(
    w: &Write<'_>,
    person: i64,
    run: i64,
    name: Option<&str>,
    record: &RunRecord,
    archived: Option<bool>,
) -> Result<Run> {
    record.check()?;
    let before = Kept::of(runs::get(w, run)?);
    let mut after = before.clone().with(record);
    if let Some(name) = name.map(str::trim).filter(|name| *name != before.name) {
        if name.is_empty() || name.chars().count() > SHORT || name.chars().any(char::is_control) {
            let message = "the run needs a name of 1 to 200 characters on one line";
            return Err(StoreError::refused("name_invalid", message));
        }
        after.name = name.to_owned();
    }
    if let Some(archived) = archived {
        after.archived_at = archived.then(|| before.archived_at.unwrap_or(w.now()));
    }
    if after == before {
        return runs::get(w, run);
    }
    keep(w, run, &after)?;
    let summary = if after.name != before.name {
        format!("run `{}` renamed to `{}`", before.name, after.name)
    } else if after.archived_at.is_some() != before.archived_at.is_some() {
        let word = if after.archived_at.is_some() { "archived" } else { "listed again" };
        format!("run `{}` {word}", after.name)
    } else {
        format!("record of run `{}` changed", after.name)
    };
    let entry = Entry {
        person: Some(person),
        command: "run_edit",
        summary: &summary,
        subject: "run",
        subject_id: Some(run),
        undoes: None,
    };
    let event = events::record(w, &entry)?;
    events::change(w, event, "run", run, &serde_json::to_value(&before)?, &serde_json::to_value(&after)?)?;
    if after.name != before.name {
        lines::follow(w, event, &Change::Run { from: &before.name, to: &after.name })?;
    }
    runs::get(w, run)
}

/// Puts back what a run was before an event.
pub fn undo_edit(w: &Write<'_>, event: &Event) -> Result<()> {
    let run = event.subject_id.unwrap_or_default();
    let before: Kept = serde_json::from_value(events::before(w, event.id, "run", run)?)?;
    let now = runs::get(w, run)?;
    keep(w, run, &before)?;
    if now.name == before.name {
        return Ok(());
    }
    let change = Change::Run { from: &now.name, to: &before.name };
    lines::put_back(w, event.id, event.undone_by.unwrap_or_default(), &change)
}
