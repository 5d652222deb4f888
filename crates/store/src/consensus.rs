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
    /// The posteriors were raised to 1 / temperature, because gold showed how far they can be believed.
    pub temperature: Option<f64>,
    /// And mixed with this share of even ones.
    pub lapse: Option<f64>,
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
            "SELECT method, log_likelihood, iterations, gold, temperature, lapse, items, judgments, made_at
             FROM consensus_fit WHERE question_id = ? ORDER BY id DESC LIMIT 1",
        )?
        .query_row([question], |row| {
            Ok(ConsensusFit {
                method: row.get(0)?,
                log_likelihood: row.get(1)?,
                iterations: row.get(2)?,
                gold: row.get(3)?,
                temperature: row.get(4)?,
                lapse: row.get(5)?,
                items: row.get(6)?,
                judgments: row.get(7)?,
                made_at: row.get(8)?,
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
        "INSERT INTO consensus_fit (uid, question_id, method, log_likelihood, iterations, gold, temperature, lapse, items,
                                    judgments, person_id, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            new_uid(),
            question,
            fit.method,
            fit.log_likelihood,
            fit.iterations,
            fit.gold,
            fit.temperature,
            fit.lapse,
            fit.items,
            fit.judgments,
            person,
            w.now()
        ],
    )?;
    let id = w.sql().last_insert_rowid();
    let entry = Entry {
        person: Some(person),
        command: "consensus_choose",
        summary: &format!("consensus by {}: {} items", fit.method, fit.items),
        subject: "consensus_fit",
        subject_id: Some(id),
        undoes: None,
    };
    let event = events::record(w, &entry)?;
    put_aside(w, event, question)?;
    let mut insert = w.sql().prepare_cached(
        "INSERT INTO fitted (item_id, question_id, class_id, posterior, n) VALUES (?, ?, ?, ?, ?)",
    )?;
    for row in items {
        insert.execute(params![row.item, question, row.class, row.posterior, row.n])?;
    }
    events::change(w, event, "consensus_fit", question, &json!(before), &json!(fit.method))?;
    refresh::everything(w)
}

/// Keeps what the fit in force says under the event that puts an end to it.
fn put_aside(w: &Write<'_>, event: i64, question: i64) -> Result<()> {
    w.sql().execute(
        "INSERT INTO fitted_past (event_id, item_id, question_id, class_id, posterior, n)
         SELECT ?1, item_id, question_id, class_id, posterior, n FROM fitted WHERE question_id = ?2",
        [event, question],
    )?;
    w.sql().execute("DELETE FROM fitted WHERE question_id = ?", [question])?;
    Ok(())
}

/// Lets the votes decide where a fit did, because `event` changed what it was made from. The figures are the caller's
/// to refresh.
pub(crate) fn forget_fit(w: &Write<'_>, event: i64, question: i64) -> Result<()> {
    let Some(fit) = in_force(w, question)? else { return Ok(()) };
    put_aside(w, event, question)?;
    w.sql().execute(
        "INSERT INTO consensus_fit (uid, question_id, method, gold, items, judgments, made_at) VALUES (?, ?, ?, 0, 0, 0, ?)",
        params![new_uid(), question, MAJORITY, w.now()],
    )?;
    events::change(w, event, "consensus_fit", question, &json!(fit.method), &json!(MAJORITY))
}

/// Puts the fit in force that stood before `event`, for the items whose judgments are as they were; gives whether the
/// event had put an end to one or begun one. The figures are the caller's to refresh.
pub(crate) fn restore_fit(w: &Write<'_>, event: i64, by: i64, question: i64) -> Result<bool> {
    let Some(before) = events::before(w, event, "consensus_fit", question)?.as_str().map(str::to_owned)
    else {
        return Ok(false);
    };
    let now = in_force(w, question)?.map_or_else(|| MAJORITY.to_owned(), |fit| fit.method);
    put_aside(w, by, question)?;
    w.sql().execute(
        "INSERT INTO consensus_fit (uid, question_id, method, log_likelihood, iterations, gold, temperature, lapse, items,
                                    judgments, person_id, made_at)
         SELECT ?1, question_id, method, log_likelihood, iterations, gold, temperature, lapse, items, judgments, person_id,
                made_at FROM consensus_fit WHERE question_id = ?2 AND method = ?3
           AND id < COALESCE((SELECT subject_id FROM event WHERE id = ?4 AND command = 'consensus_choose'), 1 << 62)
         ORDER BY id DESC LIMIT 1",
        params![new_uid(), question, before, event],
    )?;
    if w.sql().changes() == 0 {
        w.sql().execute(
            "INSERT INTO consensus_fit (uid, question_id, method, gold, items, judgments, made_at)
             VALUES (?, ?, ?, 0, 0, 0, ?)",
            params![new_uid(), question, MAJORITY, w.now()],
        )?;
    }
    let since: i64 =
        w.sql().query_row("SELECT made_at FROM event WHERE id = ?", [event], |row| row.get(0))?;
    w.sql().execute(
        &format!(
            "INSERT INTO fitted (item_id, question_id, class_id, posterior, n)
             SELECT f.item_id, f.question_id, f.class_id, f.posterior, f.n FROM fitted_past f
             WHERE f.event_id = ?1 AND f.question_id = ?2
               AND NOT EXISTS (SELECT 1 FROM judgment j WHERE j.item_id = f.item_id AND j.recorded_at > ?3)
               AND f.n = (SELECT SUM(v.votes) FROM ({}) v WHERE v.question_id = f.question_id)",
            refresh::votes("j.item_id = f.item_id")
        ),
        params![event, question, since],
    )?;
    events::change(w, by, "consensus_fit", question, &json!(now), &json!(before))?;
    Ok(true)
}

/// Takes back the choice of a method.
pub fn undo_choice(w: &Write<'_>, event: &events::Event) -> Result<()> {
    let by = event.undone_by.unwrap_or_default();
    let question = crate::project::question(w)?.id;
    if !restore_fit(w, event.id, by, question)? {
        return Err(crate::StoreError::refused(
            "not_undoable",
            "an older Assay made this choice, and kept no copy of the labels before; choose the method again",
        ));
    }
    refresh::everything(w)
}
