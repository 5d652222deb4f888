//! The lead's queue, and decisions.

mod bulk;
mod queue;

pub use bulk::{Accept, AcceptPreview, AcceptRow, accept, accept_preview};
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
    /// The draw for human level that it was made in, blind; none for a decision on a conflict.
    pub draw: Option<String>,
}

const DECISION: &str = "SELECT a.class_id, a.cause, a.rationale, p.name, a.made_at,
    (SELECT d.name FROM human_draw_item t JOIN human_draw d ON d.id = t.draw_id WHERE t.adjudication_id = a.id)
    FROM adjudication a JOIN person p ON p.id = a.person_id";

fn adjudication(row: &rusqlite::Row<'_>) -> Result<Adjudication> {
    let cause: Option<String> = row.get(1)?;
    Ok(Adjudication {
        class: row.get(0)?,
        cause: cause.map(|word| word.parse()).transpose()?,
        rationale: row.get(2)?,
        person: row.get(3)?,
        made_at: row.get(4)?,
        draw: row.get(5)?,
    })
}

/// The standing decision on an item.
pub fn decision(r: &Read<'_>, item: i64, question: i64) -> Result<Option<Adjudication>> {
    let sql = format!("{DECISION} WHERE a.item_id = ? AND a.question_id = ? AND a.standing = 1");
    let mut query = r.sql().prepare_cached(&sql)?;
    let mut rows = query.query([item, question])?;
    rows.next()?.map(adjudication).transpose()
}

/// A decision, whether it stands or not.
pub(crate) fn decision_by_id(r: &Read<'_>, id: i64) -> Result<Option<Adjudication>> {
    let mut query = r.sql().prepare_cached(&format!("{DECISION} WHERE a.id = ?"))?;
    let mut rows = query.query([id])?;
    rows.next()?.map(adjudication).transpose()
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
    let (id, before) = put(w, person, decision)?;
    let event = record(w, person, "adjudicate", "", Some(id), None)?;
    events::change(w, event, "adjudication", id, &json!(before), &json!(id))?;
    refresh::item(w, decision.item)
}

/// Writes a decision; gives its id and that of the one it replaces, for the caller's event. The caller refreshes the item.
pub(crate) fn put(w: &Write<'_>, person: i64, decision: &Decision<'_>) -> Result<(i64, Option<i64>)> {
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
    Ok((w.sql().last_insert_rowid(), before))
}

fn record(
    w: &Write<'_>,
    person: i64,
    command: &str,
    summary: &str,
    adjudication: Option<i64>,
    undoes: Option<i64>,
) -> Result<i64> {
    let subject = if adjudication.is_some() { "adjudication" } else { "project" };
    let entry = Entry { person: Some(person), command, summary, subject, subject_id: adjudication, undoes };
    events::record(w, &entry)
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
    let items = exchange_all(w, &event)?;
    let command = format!("{}_undo", event.command);
    record(w, person, &command, &event.summary, event.subject_id, Some(event.id))?;
    Ok(match items.as_slice() {
        [(_, item)] if event.command == "adjudicate" => Some(Undone::Item(*item)),
        _ => Some(Undone::Items(items.len() as i64)),
    })
}

/// Takes the decisions of an event back, whoever's they are, or makes them again where the event took them back. Refused
/// where someone decided since, or the guideline cites one of them.
pub fn revert(w: &Write<'_>, event: &Event) -> Result<()> {
    exchange_all(w, event)?;
    Ok(())
}

/// The decisions of an event with their items, each exchanged for the one before it, or put in its place again.
pub(crate) fn exchange_all(w: &Write<'_>, event: &Event) -> Result<Vec<(i64, i64)>> {
    let made = events::changes(w, events::root(w, event)?.id, "adjudication")?;
    let one = |(id, before, _): (i64, serde_json::Value, serde_json::Value)| {
        let item = exchange(w, id, before.as_i64(), event.undoes.is_some())?;
        refresh::item(w, item)?;
        Ok((id, item))
    };
    made.into_iter().map(one).collect()
}

/// Puts the earlier decision in the place of this one, or this one back in its place.
fn exchange(w: &Write<'_>, id: i64, earlier: Option<i64>, again: bool) -> Result<i64> {
    let (item, question): (i64, i64) = w
        .sql()
        .prepare_cached("SELECT item_id, question_id FROM adjudication WHERE id = ?")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .or_not_found("decision", id)?;
    let (stands, next) = if again { (earlier, Some(id)) } else { (Some(id), earlier) };
    if standing(w, item, question)? != stands {
        let by: Option<i64> = w
            .sql()
            .query_row(
                "SELECT e.id FROM adjudication a JOIN event e ON e.subject = 'adjudication' AND e.subject_id = a.id
                 WHERE a.item_id = ? AND a.question_id = ? AND a.standing = 1 ORDER BY e.id DESC LIMIT 1",
                [item, question],
                |row| row.get(0),
            )
            .optional()?;
        let by = by.map_or_else(String::new, |id| format!(" (event {id})"));
        return Err(StoreError::refused(
            "changed_since",
            format!("someone has decided on this item since{by}; open it to change it"),
        ));
    }
    if !again {
        refuse_if_cited(w, id)?;
    }
    if let Some(id) = stands {
        set_standing(w, id, false)?;
    }
    if let Some(id) = next {
        set_standing(w, id, true)?;
    }
    Ok(item)
}

fn refuse_if_cited(r: &Read<'_>, decision: i64) -> Result<()> {
    let cited: bool = r
        .sql()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM example WHERE adjudication_id = ? AND standing = 1)")?
        .query_row([decision], |row| row.get(0))?;
    if cited {
        return Err(StoreError::refused(
            "example_stands",
            "the guideline cites this item as an example; take the example back first, or decide anew",
        ));
    }
    Ok(())
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
