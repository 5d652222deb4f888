//! A rater's labels set aside: they stay, count no more, and their items are open again for others.

use super::monitor::bounds;
use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, Event};
use crate::{Read, Write, refresh};
use rusqlite::params;
use serde_json::Value;

/// Which labels of a rater.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Aside {
    /// All.
    All,
    /// Those since S was last 0: since the misses began that led to the pause.
    SinceZero,
    /// Those since a lead last let the rater go on.
    SinceResume,
}

/// What setting aside would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct AsidePreview {
    /// Labels that would count no more.
    pub labels: i64,
    /// Of them on items that a lead has decided on; their reference labels stay.
    pub decided: i64,
}

fn after(r: &Read<'_>, person: i64, which: Aside) -> Result<i64> {
    let (zero, resumed) = bounds(r, person)?;
    Ok(match which {
        Aside::All => -1,
        Aside::SinceZero => zero,
        Aside::SinceResume => resumed,
    })
}

/// Labels from ordinary work that count; imported ones have no assignment and belong to all.
const LABELS: &str =
    "FROM judgment j WHERE j.person_id = ?1 AND j.standing = 1 AND j.set_aside = 0 AND j.purpose = 'label'
    AND COALESCE(j.assignment_id, 0) > ?2";

/// How many labels it would be.
pub fn set_aside_preview(r: &Read<'_>, person: i64, which: Aside) -> Result<AsidePreview> {
    let sql = format!(
        "SELECT COUNT(*), COALESCE(SUM(EXISTS (SELECT 1 FROM adjudication d
                WHERE d.item_id = j.item_id AND d.standing = 1)), 0) {LABELS}"
    );
    Ok(r.sql().query_row(&sql, [person, after(r, person, which)?], |row| {
        Ok(AsidePreview { labels: row.get(0)?, decided: row.get(1)? })
    })?)
}

/// Sets labels of a rater aside; their items are open again for others. Gives the event, and how many.
pub fn set_aside(w: &Write<'_>, lead: i64, person: i64, which: Aside) -> Result<(i64, i64)> {
    let name: String = w
        .sql()
        .query_row("SELECT name FROM person WHERE id = ?", [person], |row| row.get(0))
        .or_not_found("person", person)?;
    let found: Vec<(i64, i64, bool)> = w
        .sql()
        .prepare(&format!("SELECT j.id, j.item_id, j.counted {LABELS}"))?
        .query_map([person, after(w, person, which)?], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    if found.is_empty() {
        return Err(StoreError::refused("nothing_to_set_aside", format!("`{name}` has no such labels")));
    }
    let summary = format!("{} labels of `{name}` set aside", found.len());
    let entry = Entry {
        person: Some(lead),
        command: "rater_set_aside",
        summary: &summary,
        subject: "person",
        subject_id: Some(person),
        undoes: None,
    };
    let event = events::record(w, &entry)?;
    let n = found.len() as i64;
    for (judgment, item, counted) in found {
        events::change(w, event, "set_aside", judgment, &Value::Bool(counted), &Value::Null)?;
        w.sql()
            .prepare_cached("UPDATE judgment SET set_aside = 1, counted = 0 WHERE id = ?")?
            .execute([judgment])?;
        refresh::judged(w, item)?;
    }
    Ok((event, n))
}

/// Lets them count again; refused where others have judged some of the items since.
pub fn undo_set_aside(w: &Write<'_>, event: &Event) -> Result<()> {
    let found: Vec<(i64, i64, bool)> = w
        .sql()
        .prepare(
            "SELECT j.id, j.item_id, c.before = 'true' FROM event_change c JOIN judgment j ON j.id = c.entity_id
             WHERE c.event_id = ? AND c.entity = 'set_aside' AND j.set_aside = 1",
        )?
        .query_map([event.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut taken = 0;
    for (judgment, item, counted) in found {
        let open: i64 = w
            .sql()
            .prepare_cached("SELECT open FROM item WHERE id = ?")?
            .query_row([item], |row| row.get(0))?;
        taken += i64::from(counted && open == 0 && !is_gold(w, item)?);
        w.sql()
            .prepare_cached("UPDATE judgment SET set_aside = 0, counted = ? WHERE id = ?")?
            .execute(params![counted, judgment])?;
        refresh::judged(w, item)?;
    }
    if taken > 0 {
        // The transaction is given up: nothing of the above stays.
        return Err(StoreError::refused(
            "not_undoable",
            format!(
                "others have judged or have on offer {taken} of these items since; their places are taken"
            ),
        ));
    }
    Ok(())
}

fn is_gold(r: &Read<'_>, item: i64) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM gold WHERE item_id = ?)";
    Ok(r.sql().prepare_cached(sql)?.query_row([item], |row| row.get(0))?)
}
