//! A rater's labels set aside: they stay, count no more, and their items are open again for others.

use super::monitor::bounds;
use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, Event};
use crate::{Read, Write, refresh};
use rusqlite::{OptionalExtension, params};
use serde_json::{Value, json};

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
    "FROM judgment j WHERE j.person_id = ?1 AND j.standing = 1 AND j.set_aside = 0 AND j.skipped = 0 AND j.purpose = 'label'
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

/// What `event_change` calls a label that was set aside: whether it counted, and whether a place of its item opened.
const ASIDE: &str = "set_aside";

/// From so many labels on, all items are refreshed in one go.
const MANY: usize = 20_000;

/// Sets labels of a rater aside; their items are open again for others. Gives the event, and how many; none where there
/// are no such labels.
pub fn set_aside(w: &Write<'_>, lead: Option<i64>, person: i64, which: Aside) -> Result<Option<(i64, i64)>> {
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
        return Ok(None);
    }
    let summary = format!("{} labels of `{name}` set aside", found.len());
    let entry = Entry {
        person: lead,
        command: "rater_set_aside",
        summary: &summary,
        subject: "person",
        subject_id: Some(person),
        undoes: None,
    };
    let event = events::record(w, &entry)?;
    let items: Vec<i64> = found.iter().map(|(_, item, _)| *item).collect();
    let (before, fits) = (open(w, &items)?, fits(w, &items)?);
    for (item, fit) in fits {
        events::change(w, event, &fit_of(person), item, &fit, &Value::Null)?;
    }
    for (judgment, _, _) in &found {
        put(w, *judgment, true, false)?;
    }
    forget_fits(w, &items)?;
    refreshed(w, &items)?;
    for (((judgment, _, counted), before), now) in found.iter().zip(before).zip(open(w, &items)?) {
        let stood = json!({ "counted": counted, "opened": now > before });
        events::change(w, event, ASIDE, *judgment, &stood, &Value::Null)?;
    }
    Ok(Some((event, found.len() as i64)))
}

/// Lets them count again, or sets them aside again. Refused where others have judged some of the items since.
pub fn undo_set_aside(w: &Write<'_>, event: &Event) -> Result<()> {
    let (mut items, mut taken) = (Vec::new(), 0);
    for (judgment, stood, _) in events::changes(w, event.id, ASIDE)? {
        let again = stood.is_null();
        // An import that was taken back has taken its labels with it.
        let found: Option<(i64, bool)> = w
            .sql()
            .prepare_cached(
                "SELECT j.item_id, i.open > 0 OR EXISTS (SELECT 1 FROM gold g WHERE g.item_id = i.id)
                 FROM judgment j JOIN item i ON i.id = j.item_id WHERE j.id = ? AND j.standing = 1 AND j.set_aside <> ?",
            )?
            .query_row(params![judgment, again], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((item, room)) = found else { continue };
        let counted = stood["counted"] == true;
        taken += i64::from(counted && stood["opened"] == true && !room);
        put(w, judgment, again, counted)?;
        items.push(item);
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
    forget_fits(w, &items)?;
    for (item, fit, _) in events::changes(w, event.id, &fit_of(event.subject_id.unwrap_or_default()))? {
        put_fit(w, item, &fit)?;
    }
    refreshed(w, &items)
}

/// What `event_change` calls what a fit said of an item before labels of this rater were set aside.
fn fit_of(person: i64) -> String {
    format!("fitted_{person}")
}

const NEWEST_FIT: &str = "SELECT COALESCE(MAX(id), 0) FROM consensus_fit";

/// The judgments that a fit of an item is of.
fn counted(r: &Read<'_>, item: i64) -> Result<Vec<i64>> {
    let mut query =
        r.sql().prepare_cached("SELECT id FROM judgment WHERE item_id = ? AND counted = 1 ORDER BY id")?;
    Ok(query.query_map([item], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// What the fit in force says of the items, as an event keeps it. Posteriors by their bits, as text loses some.
fn fits(r: &Read<'_>, items: &[i64]) -> Result<Vec<(i64, Value)>> {
    let newest: i64 = r.sql().query_row(NEWEST_FIT, [], |row| row.get(0))?;
    let mut query =
        r.sql().prepare_cached("SELECT question_id, class_id, posterior, n FROM fitted WHERE item_id = ?")?;
    let mut items = items.to_vec();
    items.sort_unstable();
    items.dedup();
    let mut found = Vec::new();
    for item in items {
        let row = |row: &rusqlite::Row<'_>| {
            let (question, class, n): (i64, Option<i64>, i64) = (row.get(0)?, row.get(1)?, row.get(3)?);
            Ok(json!([question, class, row.get::<_, f64>(2)?.to_bits(), n]))
        };
        let rows: Vec<Value> = query.query_map([item], row)?.collect::<rusqlite::Result<_>>()?;
        if !rows.is_empty() {
            let kept = json!({ "fit": newest, "judgments": counted(r, item)?, "rows": rows });
            found.push((item, kept));
        }
    }
    Ok(found)
}

/// A fit holds for the very judgments that it is of, and until the next one.
fn put_fit(w: &Write<'_>, item: i64, kept: &Value) -> Result<()> {
    let newest: i64 = w.sql().query_row(NEWEST_FIT, [], |row| row.get(0))?;
    if kept["fit"] != json!(newest) || kept["judgments"] != json!(counted(w, item)?) {
        return Ok(());
    }
    for row in kept["rows"].as_array().into_iter().flatten() {
        w.sql()
            .prepare_cached(
                "INSERT INTO fitted (item_id, question_id, class_id, posterior, n) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute(params![
                item,
                row[0].as_i64(),
                row[1].as_i64(),
                row[2].as_u64().map(f64::from_bits),
                row[3].as_i64()
            ])?;
    }
    Ok(())
}

/// Never two labels of one rater count on an item.
fn put(w: &Write<'_>, judgment: i64, aside: bool, counted: bool) -> Result<()> {
    w.sql()
        .prepare_cached(
            "UPDATE judgment SET set_aside = ?2, counted = ?3 AND NOT EXISTS
                (SELECT 1 FROM judgment k WHERE k.item_id = judgment.item_id AND k.person_id = judgment.person_id
                 AND k.counted = 1 AND k.id <> ?1)
             WHERE id = ?1",
        )?
        .execute(params![judgment, aside, counted])?;
    Ok(())
}

/// Judgments that each item still wants.
fn open(r: &Read<'_>, items: &[i64]) -> Result<Vec<i64>> {
    let mut query = r.sql().prepare_cached("SELECT open FROM item WHERE id = ?")?;
    items.iter().map(|item| Ok(query.query_row([item], |row| row.get(0))?)).collect()
}

fn forget_fits(w: &Write<'_>, items: &[i64]) -> Result<()> {
    let mut forget = w.sql().prepare_cached("DELETE FROM fitted WHERE item_id = ?")?;
    items.iter().try_for_each(|item| forget.execute([item]).map(drop)).map_err(Into::into)
}

fn refreshed(w: &Write<'_>, items: &[i64]) -> Result<()> {
    if items.len() > MANY {
        return refresh::everything(w);
    }
    items.iter().try_for_each(|item| refresh::item(w, *item))
}
