//! Who accepted which version of the guideline.

use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, Event};
use crate::{Read, Write, project};
use rusqlite::{OptionalExtension, params};
use serde_json::{Value, json};

/// The newest version that a person accepted.
pub fn accepted(r: &Read<'_>, person: i64) -> Result<Option<i64>> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT MAX(g.version) FROM guideline_acceptance a JOIN guideline g ON g.id = a.guideline_id
             WHERE a.person_id = ?",
        )?
        .query_row([person], |row| row.get(0))?)
}

/// The text of a version.
pub fn guideline_body(r: &Read<'_>, version: i64) -> Result<String> {
    r.sql()
        .prepare_cached("SELECT body FROM guideline WHERE version = ?")?
        .query_row([version], |row| row.get(0))
        .or_not_found("guideline version", version)
}

/// Writes that a person has read and accepted the guideline in force. Refused where `version` is no longer in force.
pub fn accept(w: &Write<'_>, person: i64, version: i64) -> Result<()> {
    let guideline = project::guideline(w)?;
    if guideline.version != version || version == 0 {
        return Err(StoreError::refused(
            "guideline_changed",
            format!(
                "version {} of the guideline is in force now; read it, then accept it",
                guideline.version
            ),
        ));
    }
    let new = w
        .sql()
        .prepare_cached(
            "INSERT INTO guideline_acceptance (person_id, guideline_id, accepted_at) VALUES (?, ?, ?)
         ON CONFLICT DO NOTHING",
        )?
        .execute(params![person, guideline.id, w.now()])?;
    if new > 0 {
        let summary = format!("guideline version {version} accepted");
        let entry = Entry {
            person: Some(person),
            command: "guideline_accept",
            summary: &summary,
            subject: "guideline",
            subject_id: Some(guideline.id),
            undoes: None,
        };
        let event = events::record(w, &entry)?;
        let after = json!({ "guideline": guideline.id, "accepted_at": w.now() });
        events::change(w, event, ACCEPTANCE, person, &Value::Null, &after)?;
    }
    Ok(())
}

/// What `event_change` calls an acceptance; its id is the rater's.
const ACCEPTANCE: &str = "guideline_acceptance";

/// Takes an acceptance back, so that the rater is asked again; or puts it back.
pub fn undo_accept(w: &Write<'_>, event: &Event) -> Result<()> {
    for (person, before, after) in events::changes(w, event.id, ACCEPTANCE)? {
        if before.is_null() {
            w.sql().execute(
                "DELETE FROM guideline_acceptance WHERE person_id = ? AND guideline_id = ?",
                params![person, after["guideline"].as_i64()],
            )?;
        } else {
            w.sql().execute(
                "INSERT INTO guideline_acceptance (person_id, guideline_id, accepted_at) VALUES (?, ?, ?)
                 ON CONFLICT DO NOTHING",
                params![person, before["guideline"].as_i64(), before["accepted_at"].as_i64()],
            )?;
        }
    }
    Ok(())
}

/// The guideline behind a judgment made now: where it must be accepted, the newest one that the person accepted, as
/// another may have been published while the item was in view.
pub(crate) fn worked_under(r: &Read<'_>, person: i64) -> Result<Option<i64>> {
    if project::policy(r)?.rules.accept_guideline {
        let accepted = r
            .sql()
            .prepare_cached(
                "SELECT g.id FROM guideline_acceptance a JOIN guideline g ON g.id = a.guideline_id
                 WHERE a.person_id = ? ORDER BY g.version DESC LIMIT 1",
            )?
            .query_row([person], |row| row.get(0))
            .optional()?;
        if accepted.is_some() {
            return Ok(accepted);
        }
    }
    let newest = project::guideline(r)?.id;
    Ok((newest > 0).then_some(newest))
}
