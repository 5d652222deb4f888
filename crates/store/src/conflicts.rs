//! The lead's queue, and decisions.

use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, Event, new_uid};
use crate::{Read, Write, refresh};
use assay_model::{Cause, ReferenceSource};
use rusqlite::{OptionalExtension, params};
use serde_json::json;

/// One item in the queue.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Conflict {
    /// Row id of the item.
    pub item: i64,
    /// External key.
    pub key: String,
    /// Votes of the leading class.
    pub votes: i64,
    /// Votes in all.
    pub n: i64,
    /// Entropy of the votes in bits; the queue runs from the highest.
    pub entropy: f64,
    /// Votes for each class, by class id, most first.
    pub split: Vec<(i64, i64)>,
    /// The class decided on, where decided.
    pub decided: Option<i64>,
}

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

/// The conflicts, worst first: by entropy of the votes, then by number of votes, then in order of import. `done`
/// chooses the decided ones instead of the open ones.
pub fn list(r: &Read<'_>, question: i64, done: bool, limit: u32) -> Result<Vec<Conflict>> {
    let exists =
        "EXISTS (SELECT 1 FROM adjudication a WHERE a.item_id = c.item_id AND a.question_id = c.question_id
                  AND a.standing = 1)";
    // Decided ones that were no conflict (overruled gold or consensus) stay reachable too.
    let (rows, which) = if done {
        (
            "adjudication d JOIN item i ON i.id = d.item_id LEFT JOIN consensus c
          ON c.item_id = d.item_id AND c.question_id = d.question_id",
            "d.question_id = ?1 AND d.standing = 1".to_owned(),
        )
    } else {
        (
            "consensus c JOIN item i ON i.id = c.item_id",
            format!("c.question_id = ?1 AND c.conflict = 1 AND NOT {exists}"),
        )
    };
    let decided = if done { "d.class_id" } else { "NULL" };
    let votes = refresh::votes("j.item_id = i.id");
    let sql = format!(
        "SELECT i.id, i.key, COALESCE(c.votes, 0), COALESCE(c.n, 0), {decided},
                (SELECT json_group_array(json_array(v.class_id, v.votes)) FROM
                    (SELECT class_id, votes FROM ({votes}) WHERE question_id = ?1
                     ORDER BY votes DESC, class_id) v)
         FROM {rows} WHERE {which}"
    );
    let mut query = r.sql().prepare_cached(&sql)?;
    let mut found = query.query([question])?;
    let mut conflicts = Vec::new();
    while let Some(row) = found.next()? {
        let split: Vec<(i64, i64)> = serde_json::from_str(&row.get::<_, String>(5)?)?;
        conflicts.push(Conflict {
            item: row.get(0)?,
            key: row.get(1)?,
            votes: row.get(2)?,
            n: row.get(3)?,
            entropy: entropy(&split),
            split,
            decided: row.get(4)?,
        });
    }
    conflicts.sort_by(|a, b| b.entropy.total_cmp(&a.entropy).then(b.n.cmp(&a.n)).then(a.item.cmp(&b.item)));
    conflicts.truncate(limit as usize);
    Ok(conflicts)
}

/// Of a vote split, in bits: 0 for one voice.
fn entropy(split: &[(i64, i64)]) -> f64 {
    let n: i64 = split.iter().map(|(_, votes)| votes).sum();
    let share = |votes: i64| votes as f64 / n as f64;
    split.iter().map(|&(_, votes)| -share(votes) * share(votes).log2()).sum::<f64>() + 0.0
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
    let entry = Entry {
        person: Some(person),
        command: "adjudicate",
        summary: "",
        subject: "adjudication",
        subject_id: Some(id),
        undoes: None,
    };
    let event = events::record(w, &entry)?;
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

/// Takes back a decision that `event` made; what it replaced stands again. Gives the item, which the caller refreshes.
/// Refused where someone decided since.
pub(crate) fn take_back(w: &Write<'_>, id: i64, event: i64) -> Result<i64> {
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
    set_standing(w, id, false)?;
    if let Some(earlier) = events::before(w, event, "adjudication", id)?.as_i64() {
        set_standing(w, earlier, true)?;
    }
    Ok(item)
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

/// Takes the person's newest decision back; what it replaced stands again. Refused where someone decided since.
pub fn undo(w: &Write<'_>, person: i64) -> Result<Option<i64>> {
    let Some(event) = events::newest(w, person, &["adjudicate"], false)? else { return Ok(None) };
    let id = event.subject_id.unwrap_or_default();
    let item = take_back(w, id, event.id)?;
    let entry = Entry {
        person: Some(person),
        command: "adjudicate_undo",
        summary: "",
        subject: "adjudication",
        subject_id: Some(id),
        undoes: Some(event.id),
    };
    events::record(w, &entry)?;
    refresh::item(w, item)?;
    Ok(Some(item))
}

/// Takes a decision back, whoever's it is, or makes it again where the event took one back. Refused where someone
/// decided since.
pub fn revert(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    let (item, question): (i64, i64) = w
        .sql()
        .prepare_cached("SELECT item_id, question_id FROM adjudication WHERE id = ?")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .or_not_found("decision", id)?;
    let earlier = events::before(w, events::root(w, event)?.id, "adjudication", id)?.as_i64();
    let (stands, next) = if event.undoes.is_some() { (earlier, Some(id)) } else { (Some(id), earlier) };
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
            format!("someone has decided on this item since{by}; take that back first"),
        ));
    }
    if let Some(id) = stands {
        set_standing(w, id, false)?;
    }
    if let Some(id) = next {
        set_standing(w, id, true)?;
    }
    refresh::item(w, item)
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
