//! Questions of raters, and the answers to them.

mod notes;

pub use notes::{Note, answered, notes_of_item, notes_of_project, put_away};

use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, new_uid};
use crate::{Read, Write, items, project, tasks};
use assay_model::Reach;
use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, params};
use serde_json::json;

/// A rater's question, as the lead sees it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Ask {
    /// Row id.
    pub id: i64,
    /// The item.
    pub item: i64,
    /// Its external key.
    pub item_key: String,
    /// Who asks.
    pub person: i64,
    /// Name.
    pub rater: String,
    /// The instructions that were in force; none where there were none.
    pub guideline_version: Option<i64>,
    /// Plain text.
    pub body: String,
    /// When, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// The answer that stands.
    pub answer: Option<LeadAnswer>,
}

/// A lead's answer.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct LeadAnswer {
    /// Row id.
    pub id: i64,
    /// Markdown.
    pub body: String,
    /// Whom it reaches.
    pub reach: Reach,
    /// The field whose value the items share, where it reaches those.
    pub field: Option<String>,
    /// The value, as text.
    pub value: Option<String>,
    /// Who answered.
    pub person: String,
    /// When, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// The version of the guideline that it was put into.
    pub guideline_version: Option<i64>,
}

/// A question as it is sent.
pub struct NewAsk<'a> {
    /// The offer.
    pub assignment: i64,
    /// Made by the sender; the same one again changes nothing.
    pub uid: &'a str,
    /// Plain text.
    pub body: &'a str,
    /// Time at work on the item, in milliseconds.
    pub active_ms: Option<i64>,
}

/// Asks, and sets the item aside for the rater. Nothing happens where the `uid` is known.
pub fn ask(w: &Write<'_>, person: i64, asked: &NewAsk<'_>) -> Result<()> {
    let known: bool = w
        .sql()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM ask WHERE uid = ? AND person_id = ?)")?
        .query_row(params![asked.uid, person], |row| row.get(0))?;
    if known {
        return Ok(());
    }
    let (item, judgment) = tasks::set_aside(w, person, asked.assignment, asked.uid, asked.active_ms)?;
    let guideline = project::guideline(w)?.id;
    w.sql()
        .prepare_cached(
            "INSERT INTO ask (uid, item_id, person_id, guideline_id, judgment_id, body, made_at, standing)
             VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
        )?
        .execute(params![
            asked.uid,
            item,
            person,
            (guideline > 0).then_some(guideline),
            judgment,
            asked.body,
            w.now()
        ])?;
    let id = w.sql().last_insert_rowid();
    let event = record(w, person, "ask_send", &format!("`{}`: question asked", key_of(w, item)?), id)?;
    events::change(w, event, "ask", id, &json!(null), &json!({ "item": item, "judgment": judgment }))
}

fn key_of(r: &Read<'_>, item: i64) -> Result<String> {
    Ok(r.sql().prepare_cached("SELECT key FROM item WHERE id = ?")?.query_row([item], |row| row.get(0))?)
}

fn record(w: &Write<'_>, person: i64, command: &str, summary: &str, ask: i64) -> Result<i64> {
    let entry =
        Entry { person: Some(person), command, summary, subject: "ask", subject_id: Some(ask), undoes: None };
    events::record(w, &entry)
}

/// Takes a question back, with the item that it set aside. Refused where it was answered, or the item judged since.
pub fn undo_ask(w: &Write<'_>, ask: i64) -> Result<i64> {
    let (person, judgment, answered, stands): (i64, i64, bool, bool) = w
        .sql()
        .prepare_cached(
            "SELECT a.person_id, a.judgment_id, a.answer_id IS NOT NULL, j.standing FROM ask a
             JOIN judgment j ON j.id = a.judgment_id WHERE a.id = ? AND a.standing = 1",
        )?
        .query_row([ask], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .or_not_found("question", ask)?;
    if answered || !stands {
        let why = if answered { "it was answered" } else { "the item was judged" };
        return Err(StoreError::refused(
            "changed_since",
            format!("the question cannot be taken back: {why} since"),
        ));
    }
    let item = tasks::take_up(w, person, judgment)?;
    w.sql().prepare_cached("UPDATE ask SET standing = 0 WHERE id = ?")?.execute([ask])?;
    Ok(item)
}

/// Takes a question back from the history, whoever's it is, with the skip that it is; or asks it again. The item is open
/// to the rater again, and not on offer as after [`undo_ask`].
pub fn revert(w: &Write<'_>, event: &events::Event) -> Result<()> {
    let ask = event.subject_id.unwrap_or_default();
    let again = event.undoes.is_some();
    let judgment: i64 = w
        .sql()
        .prepare_cached(
            "UPDATE ask SET standing = ?1 WHERE id = ?2 AND standing <> ?1 RETURNING judgment_id",
        )?
        .query_row(params![again, ask], |row| row.get(0))
        .or_not_found("question", ask)?;
    tasks::revert(w, &events::Event { subject_id: Some(judgment), ..event.clone() })
}

/// Whether the person's newest change at the label screen is a question, and which event that is.
pub fn newest_is_ask(r: &Read<'_>, person: i64) -> Result<Option<events::Event>> {
    let newest = events::newest(r, person, &["label_submit", "label_revise", "ask_send"], false)?;
    Ok(newest.filter(|event| event.command == "ask_send"))
}

/// A lead's answer as it is sent.
pub struct NewAnswer<'a> {
    /// The question.
    pub ask: i64,
    /// Markdown.
    pub body: &'a str,
    /// Whom it reaches.
    pub reach: Reach,
    /// The field, where it reaches items that share its value.
    pub field: Option<i64>,
    /// The version of the guideline that it is put into.
    pub guideline: Option<i64>,
}

/// Answers. An earlier answer stands no more; the item comes back to the rater who asked. Gives the event.
pub fn answer(w: &Write<'_>, person: i64, given: &NewAnswer<'_>) -> Result<i64> {
    let (item, judgment, before): (i64, i64, Option<i64>) = w
        .sql()
        .prepare_cached("SELECT item_id, judgment_id, answer_id FROM ask WHERE id = ? AND standing = 1")?
        .query_row([given.ask], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .or_not_found("question", given.ask)?;
    let (field, value) = match (given.reach, given.field) {
        (Reach::Field, Some(field)) => (Some(field), value_of(w, item, field)?),
        (Reach::Field, None) => {
            return Err(StoreError::refused("field_missing", "say which field the items share"));
        }
        _ => (None, Sql::Null),
    };
    stands(w, before, false)?;
    w.sql()
        .prepare_cached(
            "INSERT INTO answer (uid, ask_id, body, reach, item_id, field_id, field_value, guideline_id, person_id,
                                 made_at, standing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
        )?
        .execute(params![
            new_uid(),
            given.ask,
            given.body,
            given.reach.word(),
            item,
            field,
            value,
            given.guideline,
            person,
            w.now()
        ])?;
    let id = w.sql().last_insert_rowid();
    w.sql().prepare_cached("UPDATE ask SET answer_id = ? WHERE id = ?")?.execute([id, given.ask])?;
    let lifted = tasks::give_back(w, judgment)?;
    let event =
        record(w, person, "ask_answer", &format!("`{}`: question answered", key_of(w, item)?), given.ask)?;
    let after = json!({ "answer": id, "lifted": lifted, "published": given.guideline });
    events::change(w, event, "ask", given.ask, &json!(before), &after)?;
    Ok(event)
}

/// The value of a metadata field of an item; refused where the item has none.
fn value_of(r: &Read<'_>, item: i64, field: i64) -> Result<Sql> {
    let known = items::fields(r)?
        .into_iter()
        .find(|each| each.id == field)
        .ok_or_else(|| StoreError::not_found("field", field))?;
    let value = r
        .sql()
        .prepare_cached(&format!("SELECT f{field} FROM item_metadata WHERE item_id = ?"))?
        .query_row([item], |row| row.get::<_, Sql>(0))
        .optional()?;
    match value {
        Some(Sql::Null) | None => Err(StoreError::refused(
            "value_missing",
            format!("this item has no value in `{}`; answer for the item or for everyone", known.name),
        )),
        Some(value) => Ok(value),
    }
}

fn stands(w: &Write<'_>, answer: Option<i64>, standing: bool) -> Result<()> {
    if let Some(id) = answer {
        w.sql()
            .prepare_cached("UPDATE answer SET standing = ? WHERE id = ?")?
            .execute(params![standing, id])?;
    }
    Ok(())
}

/// Takes an answer back, and what it replaced stands again; or gives it again. Says whether it was put into the
/// guideline, which the caller takes back too.
pub fn undo_answer(w: &Write<'_>, event: &events::Event) -> Result<bool> {
    let ask = event.subject_id.unwrap_or_default();
    let (before, after) = (events::before(w, event.id, "ask", ask)?, events::after(w, event.id, "ask", ask)?);
    let again = event.undoes.is_some();
    let (given, earlier) = if again { (before, after) } else { (after, before) };
    let (answer, earlier) = (given["answer"].as_i64(), earlier.as_i64());
    let (stood, next) = if again { (earlier, answer) } else { (answer, earlier) };
    let judgment: i64 = w
        .sql()
        .prepare_cached(
            "UPDATE ask SET answer_id = ? WHERE id = ? AND answer_id IS ? AND standing = 1 RETURNING judgment_id",
        )?
        .query_row(params![next, ask, stood], |row| row.get(0))
        .optional()?
        .ok_or_else(|| StoreError::refused("changed_since", "the question was answered anew since"))?;
    stands(w, stood, false)?;
    stands(w, next, true)?;
    if given["lifted"] == true {
        if again {
            tasks::give_back(w, judgment)?;
        } else {
            tasks::put_aside_again(w, judgment)?;
        }
    }
    Ok(!given["published"].is_null())
}

const ASKS: &str = "
SELECT a.id, a.item_id, i.key, a.person_id, p.name, g.version, a.body, a.made_at,
       n.id, n.body, n.reach, f.name, CAST(n.field_value AS TEXT), l.name, n.made_at, v.version
FROM ask a JOIN item i ON i.id = a.item_id JOIN person p ON p.id = a.person_id
LEFT JOIN guideline g ON g.id = a.guideline_id
LEFT JOIN answer n ON n.id = a.answer_id LEFT JOIN field f ON f.id = n.field_id
LEFT JOIN person l ON l.id = n.person_id LEFT JOIN guideline v ON v.id = n.guideline_id
WHERE a.standing = 1";

fn asked(row: &rusqlite::Row<'_>) -> rusqlite::Result<(Ask, Option<String>)> {
    let reach: Option<String> = row.get(10)?;
    let answer = match row.get::<_, Option<i64>>(8)? {
        None => None,
        Some(id) => Some(LeadAnswer {
            id,
            body: row.get(9)?,
            reach: Reach::Item,
            field: row.get(11)?,
            value: row.get(12)?,
            person: row.get(13)?,
            made_at: row.get(14)?,
            guideline_version: row.get(15)?,
        }),
    };
    let ask = Ask {
        id: row.get(0)?,
        item: row.get(1)?,
        item_key: row.get(2)?,
        person: row.get(3)?,
        rater: row.get(4)?,
        guideline_version: row.get(5)?,
        body: row.get(6)?,
        made_at: row.get(7)?,
        answer,
    };
    Ok((ask, reach))
}

fn with_reach((ask, reach): (Ask, Option<String>)) -> Result<Ask> {
    let answer = match (ask.answer, reach) {
        (Some(answer), Some(word)) => Some(LeadAnswer { reach: word.parse()?, ..answer }),
        (answer, _) => answer,
    };
    Ok(Ask { answer, ..ask })
}

/// Questions that wait for an answer, oldest first; or the answered ones, newest first.
pub fn list(r: &Read<'_>, answered: bool, limit: u32) -> Result<Vec<Ask>> {
    let (which, order) =
        if answered { ("IS NOT NULL", "n.made_at DESC, a.id DESC") } else { ("IS NULL", "a.id") };
    let sql = format!("{ASKS} AND a.answer_id {which} ORDER BY {order} LIMIT ?");
    let mut query = r.sql().prepare_cached(&sql)?;
    let rows = query.query_map([limit], asked)?;
    rows.map(|row| with_reach(row?)).collect()
}

/// One question.
pub fn get(r: &Read<'_>, ask: i64) -> Result<Ask> {
    let found =
        r.sql().prepare_cached(&format!("{ASKS} AND a.id = ?"))?.query_row([ask], asked).optional()?;
    with_reach(found.ok_or_else(|| StoreError::not_found("question", ask))?)
}

/// Questions that wait, and answered ones.
pub fn counts(r: &Read<'_>) -> Result<(i64, i64)> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT (SELECT COUNT(*) FROM ask WHERE standing = 1 AND answer_id IS NULL),
                    (SELECT COUNT(*) FROM ask WHERE standing = 1 AND answer_id IS NOT NULL)",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}
