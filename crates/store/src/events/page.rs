//! The history as the screens list it: pages of events, newest first, each in words.

use super::{Event, event};
use crate::Read;
use crate::error::Result;
use rusqlite::types::Value as Sql;
use rusqlite::{Row, params, params_from_iter};

/// Which events.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Of this person.
    pub person: Option<i64>,
    /// By the name of the command; all where empty.
    pub commands: Vec<String>,
    /// About this kind of thing.
    pub subject: Option<String>,
    /// Not before this time.
    pub from: Option<i64>,
    /// Not after this time.
    pub until: Option<i64>,
    /// In the summary or the key of the item.
    pub text: Option<String>,
    /// Older than this event.
    pub before: Option<i64>,
}

/// An event in words.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Listed {
    /// What was done. `summary` tells item and class where the event itself does not repeat them.
    pub event: Event,
    /// Row id of the item that was labelled or decided.
    pub item: Option<i64>,
    /// The command whose change was taken back or done again: its own where it does neither.
    pub root: String,
    /// It does again what another one took back.
    pub again: bool,
}

/// A command that is in the history.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Kind {
    /// Its name.
    pub command: String,
    /// How often.
    pub n: i64,
}

/// What is read of each event, and where the words come from.
const LISTED: &str = "
SELECT e.id, e.person_id, e.command, e.summary, e.subject, e.subject_id, e.made_at, e.undoes_id, e.undone_by_id,
       i.key, c.name, u.undoes_id IS NOT NULL, i.id, COALESCE(v.command, u.command, e.command)
FROM event e
LEFT JOIN event u ON u.id = e.undoes_id LEFT JOIN event v ON v.id = u.undoes_id
LEFT JOIN judgment j ON e.subject = 'judgment' AND j.id = e.subject_id
LEFT JOIN judgment_answer ja ON ja.judgment_id = j.id
LEFT JOIN event_change b ON e.subject = 'human_draw' AND b.entity = 'adjudication'
    AND b.event_id = COALESCE(v.id, u.id, e.id)
LEFT JOIN adjudication a ON a.id = CASE e.subject WHEN 'adjudication' THEN e.subject_id ELSE b.entity_id END
LEFT JOIN comment co ON e.subject = 'comment' AND co.item_id = e.subject_id
LEFT JOIN item i ON i.id = COALESCE(j.item_id, a.item_id, co.item_id)
LEFT JOIN class c ON c.id = COALESCE(ja.class_id, a.class_id) ";

fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    let mut event = event(row)?;
    let (item, class): (Option<String>, Option<String>) = (row.get(9)?, row.get(10)?);
    let (undoes, again): (bool, bool) = (event.undoes.is_some(), row.get(11)?);
    if let (Some(class), "human_draw") = (&class, event.subject.as_str()) {
        event.summary = format!("{}: {class}", event.summary);
    }
    if let (Some(item), true) = (item, event.subject == "judgment" || event.subject == "adjudication") {
        let class = class.unwrap_or_else(|| "skipped".into());
        let what = if event.subject == "judgment" { "label" } else { "decision" };
        event.summary = match (event.command.as_str(), undoes, again) {
            (_, true, true) => format!("`{item}`, {what} {class} done again"),
            (_, true, false) => format!("`{item}`, {what} {class} taken back"),
            ("label_submit", ..) => format!("`{item}` labelled {class}"),
            ("label_revise", ..) => format!("`{item}` corrected to {class}"),
            ("adjudicate", ..) => format!("`{item}` decided: {class}"),
            _ if event.summary.is_empty() => format!("`{item}`, {what} {class}"),
            _ => event.summary,
        };
    } else if undoes {
        event.summary = format!("{}: {}", if again { "done again" } else { "taken back" }, event.summary);
    }
    Ok(Listed { event, item: row.get(12)?, root: row.get(13)?, again })
}

/// At most `limit` events, newest first.
pub fn page(r: &Read<'_>, wanted: &Wanted, limit: u32) -> Result<Vec<Listed>> {
    let (mut conditions, mut values) = (vec!["1".to_owned()], Vec::new());
    let mut ask = |condition: &str, value: Sql| {
        values.push(value);
        conditions.push(condition.replace("?#", &format!("?{}", values.len())));
    };
    if let Some(before) = wanted.before {
        ask("e.id < ?#", before.into());
    }
    if let Some(person) = wanted.person {
        ask("e.person_id = ?#", person.into());
    }
    if let Some(subject) = &wanted.subject {
        ask("e.subject = ?#", subject.clone().into());
    }
    if let Some(from) = wanted.from {
        ask("e.made_at >= ?#", from.into());
    }
    if let Some(until) = wanted.until {
        ask("e.made_at <= ?#", until.into());
    }
    if let Some(text) = wanted.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        // Looked up in the narrow tables first: a million events are read without joining one of them.
        ask(
            "(e.summary LIKE ?# ESCAPE '\\' OR (e.subject = 'judgment' AND e.subject_id IN
                (SELECT id FROM judgment WHERE item_id IN (SELECT id FROM item WHERE key LIKE ?# ESCAPE '\\')))
              OR (e.subject = 'adjudication' AND e.subject_id IN
                (SELECT id FROM adjudication WHERE item_id IN (SELECT id FROM item WHERE key LIKE ?# ESCAPE '\\')))
              OR COALESCE((SELECT u.undoes_id FROM event u WHERE u.id = e.undoes_id), e.undoes_id, e.id) IN
                (SELECT c.event_id FROM adjudication a CROSS JOIN event_change c
                    ON c.entity = 'adjudication' AND c.entity_id = a.id
                 WHERE a.item_id IN (SELECT id FROM item WHERE key LIKE ?# ESCAPE '\\')
                 UNION SELECT c.event_id FROM event_change c WHERE c.entity = 'set_aside' AND c.entity_id IN
                    (SELECT id FROM judgment WHERE item_id IN (SELECT id FROM item WHERE key LIKE ?# ESCAPE '\\'))))",
            format!("%{}%", escaped(text)).into(),
        );
    }
    if !wanted.commands.is_empty() {
        let commands = serde_json::to_string(&wanted.commands)?;
        ask("e.command IN (SELECT value FROM json_each(?#))", commands.into());
    }
    values.push(i64::from(limit).into());
    // The newest first from an index, whatever the filter: a page ends the walk.
    let index = match (&wanted.person, wanted.commands.len()) {
        (Some(_), _) => "INDEXED BY event_of_person",
        (None, 1) => "INDEXED BY event_of_command",
        _ => "NOT INDEXED",
    };
    let conditions = match wanted.commands.len() {
        1 => conditions
            .join(" AND ")
            .replace(" IN (SELECT value FROM json_each", " = (SELECT value FROM json_each"),
        _ => conditions.join(" AND "),
    };
    let sql = format!(
        "{LISTED} WHERE e.id IN (SELECT e.id FROM event e {index} WHERE {conditions} ORDER BY e.id DESC LIMIT ?{})
         ORDER BY e.id DESC",
        values.len()
    );
    let mut query = r.sql().prepare_cached(&sql)?;
    let rows = query.query_map(params_from_iter(values), listed)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// What a person did, and what others did to the person or to the person's judgments, newest first.
pub fn of_person(r: &Read<'_>, person: i64, before: Option<i64>, limit: u32) -> Result<Vec<Listed>> {
    let sql = format!(
        "{LISTED} WHERE e.id IN (
             SELECT id FROM (
                 SELECT id FROM (SELECT id FROM event WHERE person_id = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3)
                 UNION SELECT id FROM event WHERE subject = 'person' AND subject_id = ?1 AND id < ?2
                 UNION SELECT e.id FROM event e INDEXED BY event_of_command JOIN judgment j ON j.id = e.subject_id
                 WHERE e.command = 'event_undo' AND e.subject = 'judgment' AND j.person_id = ?1 AND e.id < ?2)
             ORDER BY id DESC LIMIT ?3)
         ORDER BY e.id DESC"
    );
    let mut query = r.sql().prepare_cached(&sql)?;
    let rows = query.query_map(params![person, before.unwrap_or(i64::MAX), limit], listed)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// These events in words, oldest first.
pub fn of_events(r: &Read<'_>, ids: &[i64]) -> Result<Vec<Listed>> {
    let sql = format!("{LISTED} WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY e.id");
    let mut query = r.sql().prepare_cached(&sql)?;
    let rows = query.query_map([serde_json::to_string(ids)?], listed)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The commands that are in the history, by name. Jumps from one to the next, so that a million events cost no walk;
/// the number of each is not counted beyond 1000.
pub fn kinds(r: &Read<'_>) -> Result<Vec<Kind>> {
    let mut query = r.sql().prepare_cached(
        "WITH RECURSIVE kind (command) AS (
            SELECT MIN(command) FROM event
            UNION ALL SELECT (SELECT MIN(command) FROM event WHERE command > kind.command) FROM kind
            WHERE kind.command IS NOT NULL)
         SELECT command, (SELECT COUNT(*) FROM (SELECT 1 FROM event e WHERE e.command = kind.command LIMIT 1000))
         FROM kind WHERE command IS NOT NULL",
    )?;
    let rows = query.query_map([], |row| Ok(Kind { command: row.get(0)?, n: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
