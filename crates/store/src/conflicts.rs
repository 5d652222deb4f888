//! The lead's queue, and decisions.

mod bulk;
mod queue;

pub use bulk::{Accept, AcceptPreview, AcceptRow, accept, accept_preview, undo_accept};
pub use queue::{Conflict, ConflictFilter, ConflictList, ConflictOrder, list};

use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, Event, new_uid};
use crate::{Read, Write, refresh};
use assay_model::{Cause, ReferenceSource};
use rusqlite::{OptionalExtension, params};
use serde_json::json;

/// A lead's decision.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Adjudication {
    /// The class.
    pub class: i64,
    /// Why raters disagreed.
    pub cause: Option<Cause>,
    /// Free text.
    pub rationale: String,
    /// Who.
    pub person: String,
    /// When, in milliseconds since 1970 UTC.
    pub made_at: i64,
}

/// The standing decision on an item.
pub fn decision(r: &Read<'_>, item: i64, question: i64) -> Result<Option<Adjudication>> {
    let mut query = r.sql().prepare_cached(
        "SELECT a.class_id, a.cause, a.rationale, p.name, a.made_at FROM adjudication a
         JOIN person p ON p.id = a.person_id WHERE a.item_id = ? AND a.question_id = ? AND a.standing = 1",
    )?;
    let mut rows = query.query([item, question])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let cause: Option<String> = row.get(1)?;
    Ok(Some(Adjudication {
        class: row.get(0)?,
        cause: cause.map(|word| word.parse()).transpose()?,
        rationale: row.get(2)?,
        person: row.get(3)?,
        made_at: row.get(4)?,
    }))
}

/// What a lead decides.
pub struct Decision<'a> {
    /// The item.
    pub item: i64,
    /// The question.
    pub question: i64,
    /// The class.
    pub class: i64,
    /// Why raters disagreed.
    pub cause: Option<Cause>,
    /// Free text.
    pub rationale: &'a str,
}

/// Decides; an earlier decision is kept and stands no more.
pub fn decide(w: &Write<'_>, person: i64, decision: &Decision<'_>) -> Result<()> {
    let (before, id) = write(w, person, decision)?;
    let event = record(w, person, "adjudicate", "", id, None)?;
    events::change(w, event, "adjudication", id, &json!(before), &json!(id))
}

/// Writes a decision; gives the one that it replaces, and its own id.
fn write(w: &Write<'_>, person: i64, decision: &Decision<'_>) -> Result<(Option<i64>, i64)> {
    let before = standing(w, decision.item, decision.question)?;
    if let Some(id) = before {
        set_standing(w, id, false)?;
    }
    w.sql()
        .prepare_cached(
            "INSERT INTO adjudication (uid, item_id, question_id, class_id, cause, rationale, person_id, made_at, standing)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
        )?
        .execute(params![
            new_uid(),
            decision.item,
            decision.question,
            decision.class,
            decision.cause.map(Cause::word),
            decision.rationale,
            person,
            w.now()
        ])?;
    let id = w.sql().last_insert_rowid();
    refresh::item(w, decision.item)?;
    Ok((before, id))
}

fn record(
    w: &Write<'_>,
    person: i64,
    command: &str,
    summary: &str,
    adjudication: i64,
    undoes: Option<i64>,
) -> Result<i64> {
    let subject_id = (adjudication > 0).then_some(adjudication);
    let subject = if adjudication > 0 { "adjudication" } else { "project" };
    events::record(w, &Entry { person: Some(person), command, summary, subject, subject_id, undoes })
}

fn standing(r: &Read<'_>, item: i64, question: i64) -> Result<Option<i64>> {
    Ok(r.sql()
        .prepare_cached("SELECT id FROM adjudication WHERE item_id = ? AND question_id = ? AND standing = 1")?
        .query_row([item, question], |row| row.get(0))
        .optional()?)
}

fn set_standing(w: &Write<'_>, id: i64, standing: bool) -> Result<()> {
    w.sql()
        .prepare_cached("UPDATE adjudication SET standing = ? WHERE id = ?")?
        .execute(params![standing, id])?;
    Ok(())
}

/// What an undo brought back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    /// One item.
    Item(i64),
    /// As many items as were accepted together.
    Items(i64),
}

/// Takes the person's newest decision back, or the newest decisions made together; what they replaced stands again.
/// Refused where someone decided since.
pub fn undo(w: &Write<'_>, person: i64) -> Result<Option<Undone>> {
    let Some(event) = events::newest(w, person, &["adjudicate", "conflict_accept"], false)? else {
        return Ok(None);
    };
    if event.command == "conflict_accept" {
        let items = undo_accept(w, &event)?;
        record(w, person, "conflict_accept_undo", &event.summary, 0, Some(event.id))?;
        return Ok(Some(Undone::Items(items)));
    }
    let item = undo_decision(w, &event)?;
    record(w, person, "adjudicate_undo", "", event.subject_id.unwrap_or_default(), Some(event.id))?;
    Ok(Some(Undone::Item(item)))
}

/// Takes one decision back; what it replaced stands again. Refused where someone decided since, or the guideline cites
/// it.
pub fn undo_decision(w: &Write<'_>, event: &Event) -> Result<i64> {
    let id = event.subject_id.unwrap_or_default();
    let item = take_back(w, id, events::before(w, event.id, "adjudication", id)?.as_i64())?;
    refresh::item(w, item)?;
    Ok(item)
}

/// The decision stands no more, the earlier one does. The caller brings the item in line.
fn take_back(w: &Write<'_>, id: i64, earlier: Option<i64>) -> Result<i64> {
    let (item, question): (i64, i64) = w
        .sql()
        .prepare_cached("SELECT item_id, question_id FROM adjudication WHERE id = ?")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .or_not_found("decision", id)?;
    if standing(w, item, question)? != Some(id) {
        return Err(StoreError::refused(
            "changed_since",
            "someone has decided on this item since; open it to change it",
        ));
    }
    let cited: bool = w
        .sql()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM example WHERE adjudication_id = ? AND standing = 1)")?
        .query_row([id], |row| row.get(0))?;
    if cited {
        return Err(StoreError::refused(
            "example_stands",
            "the guideline cites this item as an example; take the example back first, or decide anew",
        ));
    }
    set_standing(w, id, false)?;
    if let Some(earlier) = earlier {
        set_standing(w, earlier, true)?;
    }
    Ok(item)
}

/// The reference label of an item.
pub fn reference(r: &Read<'_>, item: i64, question: i64) -> Result<Option<(i64, ReferenceSource, f64)>> {
    let mut query = r.sql().prepare_cached(
        "SELECT class_id, source, confidence FROM reference WHERE item_id = ? AND question_id = ?",
    )?;
    let mut rows = query.query([item, question])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let source: String = row.get(1)?;
    Ok(Some((row.get(0)?, source.parse()?, row.get(2)?)))
}
