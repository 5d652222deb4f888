//! What a fitted model says of the items, where the project takes its consensus from one.

use crate::error::Result;
use crate::events::{self, Entry, new_uid};
use crate::{Read, Write, refresh};
use rusqlite::{OptionalExtension, params};
use serde_json::json;

/// The method whose labels the votes give; every other one is fitted.
pub const MAJORITY: &str = "majority";

/// How a project's consensus was made.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct ConsensusFit {
    /// `majority`, `dawid-skene`, ...
    pub method: String,
    /// Natural logarithm; of the judgments under the fitted model.
    pub log_likelihood: Option<f64>,
    /// Iterations of the fit.
    pub iterations: Option<u32>,
    /// Gold items that the fit knew.
    pub gold: i64,
    /// The posteriors were raised to 1 / temperature, because gold showed them over-confident.
    pub temperature: Option<f64>,
    /// Items with a judgment.
    pub items: i64,
    /// Judgments behind it.
    pub judgments: i64,
    /// When, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Items whose judgments changed since: the votes decide on them until the next fit.
    pub changed_since: i64,
}

/// One item of a fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitted {
    /// Row id of the item.
    pub item: i64,
    /// None at a tie.
    pub class: Option<i64>,
    /// Of the leading class.
    pub posterior: f64,
    /// Judgments it was made from.
    pub n: u32,
}

/// The fit in force; none where the votes decide.
pub fn in_force(r: &Read<'_>, question: i64) -> Result<Option<ConsensusFit>> {
    let found = r
        .sql()
        .prepare_cached(
            "SELECT method, log_likelihood, iterations, gold, temperature, items, judgments, made_at
             FROM consensus_fit WHERE question_id = ? ORDER BY id DESC LIMIT 1",
        )?
        .query_row([question], |row| {
            Ok(ConsensusFit {
                method: row.get(0)?,
                log_likelihood: row.get(1)?,
                iterations: row.get(2)?,
                gold: row.get(3)?,
                temperature: row.get(4)?,
                items: row.get(5)?,
                judgments: row.get(6)?,
                made_at: row.get(7)?,
                changed_since: 0,
            })
        })
        .optional()?;
    let Some(fit) = found.filter(|fit| fit.method != MAJORITY) else { return Ok(None) };
    let changed_since = r
        .sql()
        .prepare_cached("SELECT COUNT(*) FROM consensus WHERE question_id = ? AND posterior IS NULL")?
        .query_row([question], |row| row.get(0))?;
    Ok(Some(ConsensusFit { changed_since, ..fit }))
}

/// Changes with every change of the project: a fit of what was read before it may be stale.
pub fn moment(r: &Read<'_>) -> Result<i64> {
    Ok(r.sql().query_row("SELECT COALESCE(MAX(id), 0) FROM event", [], |row| row.get(0))?)
}

/// Puts a fit in force, and brings every reference label and what hangs on it in line. `items` are those with a judgment,
/// none for the majority.
pub fn choose(w: &Write<'_>, person: i64, question: i64, fit: &ConsensusFit, items: &[Fitted]) -> Result<()> {
    let before = in_force(w, question)?.map_or_else(|| MAJORITY.to_owned(), |fit| fit.method);
    w.sql().execute(
        "INSERT INTO consensus_fit (uid, question_id, method, log_likelihood, iterations, gold, temperature, items,
                                    judgments, person_id, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            new_uid(),
            question,
            fit.method,
            fit.log_likelihood,
            fit.iterations,
            fit.gold,
            fit.temperature,
            fit.items,
            fit.judgments,
            person,
            w.now()
        ],
    )?;
    let id = w.sql().last_insert_rowid();
    w.sql().execute("DELETE FROM fitted WHERE question_id = ?", [question])?;
    let mut insert = w.sql().prepare_cached(
        "INSERT INTO fitted (item_id, question_id, class_id, posterior, n) VALUES (?, ?, ?, ?, ?)",
    )?;
    for row in items {
        insert.execute(params![row.item, question, row.class, row.posterior, row.n])?;
    }
    refresh::everything(w)?;
    let entry = Entry {
        person: Some(person),
        command: "consensus_choose",
        summary: &format!("consensus by {}: {} items", fit.method, fit.items),
        subject: "consensus_fit",
        subject_id: Some(id),
        undoes: None,
    };
    let event = events::record(w, &entry)?;
    events::change(w, event, "consensus_fit", id, &json!(before), &json!(fit.method))
}
