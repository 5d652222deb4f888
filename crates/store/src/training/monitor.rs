//! Watching over work by hidden gold: a cumulative sum pauses a rater, a lead lets the rater go on.

use super::scoring::scored;
use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, Event};
use crate::{Read, Write, project};
use assay_model::{MonitorRule, Purpose};
use assay_stats::{LikelihoodRatio, Monitor};
use rusqlite::{OptionalExtension, params};
use std::sync::{Mutex, PoisonError};

/// Where the watch over one rater stands.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Watch {
    /// S: 0 is good, the limit pauses.
    pub sum: f64,
    /// The limit of S.
    pub limit: f64,
    /// Hidden golds that count since the watch began or the rater was let go on.
    pub golds: i64,
    /// Of them right.
    pub right: i64,
    /// Golds since S was last 0.
    pub since_zero: i64,
    /// When the rater was paused, in milliseconds since 1970 UTC.
    pub paused_at: Option<i64>,
}

#[derive(Default, serde::Serialize, serde::Deserialize)]
struct Row {
    after: i64,
    zero: i64,
    paused_at: Option<i64>,
    paused_sum: Option<f64>,
}

fn row(r: &Read<'_>, person: i64) -> Result<Row> {
    let found = r
        .sql()
        .prepare_cached(
            "SELECT after_assignment_id, zero_assignment_id, paused_at, paused_sum FROM monitor WHERE person_id = ?",
        )?
        .query_row([person], |row| {
            Ok(Row { after: row.get(0)?, zero: row.get(1)?, paused_at: row.get(2)?, paused_sum: row.get(3)? })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

fn put(w: &Write<'_>, person: i64, row: &Row) -> Result<()> {
    w.sql()
        .prepare_cached(
            "INSERT INTO monitor (person_id, after_assignment_id, zero_assignment_id, paused_at, paused_sum)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET after_assignment_id = ?2, zero_assignment_id = ?3, paused_at = ?4, paused_sum = ?5",
        )?
        .execute(params![person, row.after, row.zero, row.paused_at, row.paused_sum])?;
    Ok(())
}

/// When a rater was paused.
pub(super) fn paused_since(r: &Read<'_>, person: i64) -> Result<Option<i64>> {
    Ok(row(r, person)?.paused_at)
}

/// The monitor of a rule. Its limit takes some work to find, so the last one is kept.
pub fn rule(rule: &MonitorRule) -> Result<Monitor> {
    static LAST: Mutex<Option<(MonitorRule, Monitor)>> = Mutex::new(None);
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((of, monitor)) = &*last
        && of == rule
    {
        return Ok(*monitor);
    }
    let made = LikelihoodRatio::new(rule.acceptable, rule.unacceptable)
        .and_then(|ratio| Monitor::with_run_length(ratio, rule.run_length))
        .map_err(|error| StoreError::refused(error.code(), error.to_string()))?;
    *last = Some((rule.clone(), made));
    Ok(made)
}

/// Brings the watch in line with the answers that stand; true where the rater is paused now. `all`: also older answers
/// than the last 0 of S may have changed.
pub(super) fn judge(w: &Write<'_>, person: i64, all: bool) -> Result<bool> {
    let Some(of) = project::policy(w)?.rules.monitor else { return Ok(false) };
    let mut row = row(w, person)?;
    if row.paused_at.is_some() {
        return Ok(false);
    }
    if all {
        row.zero = row.after;
    }
    let answers = scored(w, person, Purpose::Gold, row.zero)?;
    let state = rule(&of)?.judge(answers.iter().map(|answer| answer.right));
    let before_last_zero = state.answers - state.recent_right - state.recent_wrong;
    if let Some(at) = before_last_zero.checked_sub(1).and_then(|at| answers.get(at as usize)) {
        row.zero = at.assignment;
    }
    if state.paused_at.is_some() {
        (row.paused_at, row.paused_sum) = (Some(w.now()), Some(state.sum));
        let summary = format!(
            "paused by hidden gold: S reached {:.2} with {} wrong of the last {}",
            state.sum,
            state.recent_wrong,
            state.recent_right + state.recent_wrong
        );
        record(w, Some(person), "rater_paused", &summary, person)?;
    }
    put(w, person, &row)?;
    Ok(state.paused_at.is_some())
}

fn record(w: &Write<'_>, by: Option<i64>, command: &str, summary: &str, of: i64) -> Result<i64> {
    let entry = Entry { person: by, command, summary, subject: "person", subject_id: Some(of), undoes: None };
    events::record(w, &entry)
}

/// Where the watch over a rater stands; none where the policy has no monitor.
pub fn watch(r: &Read<'_>, person: i64) -> Result<Option<Watch>> {
    let Some(of) = project::policy(r)?.rules.monitor else { return Ok(None) };
    let monitor = rule(&of)?;
    let row = row(r, person)?;
    let answers = scored(r, person, Purpose::Gold, row.after)?;
    let state = monitor.judge(answers.iter().map(|answer| answer.right));
    Ok(Some(Watch {
        sum: row.paused_sum.unwrap_or(state.sum),
        limit: monitor.limit(),
        golds: answers.len() as i64,
        right: answers.iter().filter(|answer| answer.right).count() as i64,
        since_zero: answers.iter().filter(|answer| answer.assignment > row.zero).count() as i64,
        paused_at: row.paused_at,
    }))
}

/// Assignments of a rater after the last 0 of S, and after the rater was last let go on.
pub(super) fn bounds(r: &Read<'_>, person: i64) -> Result<(i64, i64)> {
    let row = row(r, person)?;
    Ok((row.zero, row.after))
}

/// Lets a paused rater go on; the watch begins anew. Gives the event.
pub fn resume(w: &Write<'_>, lead: i64, person: i64) -> Result<i64> {
    let name: String = w
        .sql()
        .query_row("SELECT name FROM person WHERE id = ?", [person], |row| row.get(0))
        .or_not_found("person", person)?;
    let before = row(w, person)?;
    if before.paused_at.is_none() {
        return Err(StoreError::refused("not_paused", format!("`{name}` is not paused")));
    }
    let newest: i64 = w.sql().query_row(
        "SELECT COALESCE(MAX(id), 0) FROM assignment WHERE person_id = ?",
        [person],
        |row| row.get(0),
    )?;
    let after = Row { after: newest, zero: newest, ..Row::default() };
    put(w, person, &after)?;
    let event = record(w, Some(lead), "rater_resume", &format!("`{name}` may go on"), person)?;
    let (before, after) = (serde_json::to_value(&before)?, serde_json::to_value(&after)?);
    events::change(w, event, "monitor", person, &before, &after)?;
    Ok(event)
}

/// Pauses the rater again as before, or lets the rater go on again; refused where the watch has paused the rater anew.
pub fn undo_resume(w: &Write<'_>, event: &Event) -> Result<()> {
    for (person, before, _) in events::changes(w, event.id, "monitor")? {
        let before: Row = serde_json::from_value(before)?;
        if before.paused_at.is_some() == row(w, person)?.paused_at.is_some() {
            return Err(StoreError::refused("not_undoable", "the rater was paused again since"));
        }
        crate::tasks::release(w, person)?;
        put(w, person, &before)?;
    }
    Ok(())
}

/// After another rule or other gold: S is made from all its answers again, at the next one.
pub fn policy_changed(w: &Write<'_>) -> Result<()> {
    w.sql()
        .execute("UPDATE monitor SET zero_assignment_id = after_assignment_id WHERE paused_at IS NULL", [])?;
    Ok(())
}
