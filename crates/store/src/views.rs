//! Views of the sheet that people keep.

use crate::error::{OrNotFound, OrTaken, Result, StoreError};
use crate::events::{self, Entry, Event, new_uid};
use crate::{Read, Write};
use assay_model::{Query, SavedView, SavedViewDraft};
use rusqlite::params;
use serde_json::Value;

const COLUMNS: &str = "id, uid, name, filter, sort, columns, owner_id, changed_at";

/// A row, its JSON not yet read.
type Stored = (SavedView, String, String);

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Stored> {
    let view = SavedView {
        id: row.get(0)?,
        uid: row.get(1)?,
        name: row.get(2)?,
        filter: row.get(3)?,
        sort: Vec::new(),
        columns: Vec::new(),
        owner: row.get(6)?,
        changed_at: row.get(7)?,
        fault: None,
    };
    Ok((view, row.get(4)?, row.get(5)?))
}

fn view((view, sort, columns): Stored) -> Result<SavedView> {
    Ok(SavedView { sort: serde_json::from_str(&sort)?, columns: serde_json::from_str(&columns)?, ..view })
}

/// Every view, by name, with what is wrong with it now.
pub fn list(r: &Read<'_>) -> Result<Vec<SavedView>> {
    stored(r)?.into_iter().map(|view| Ok(SavedView { fault: fault(r, &view)?, ..view })).collect()
}

fn fault(r: &Read<'_>, view: &SavedView) -> Result<Option<String>> {
    let query = Query { filter: Some(view.filter.clone()), sort: view.sort.clone() };
    match crate::query::check(r, &query) {
        Ok(()) => Ok(None),
        Err(StoreError::Filter { message, .. }) => Ok(Some(message)),
        Err(other) => Err(other),
    }
}

/// Every view, by name, as it is kept.
pub(crate) fn stored(r: &Read<'_>) -> Result<Vec<SavedView>> {
    let mut query = r.sql().prepare_cached(&format!("SELECT {COLUMNS} FROM saved_view ORDER BY name, id"))?;
    let rows: Vec<Stored> = query.query_map([], row)?.collect::<rusqlite::Result<_>>()?;
    rows.into_iter().map(view).collect()
}

/// One view.
pub fn get(r: &Read<'_>, id: i64) -> Result<SavedView> {
    let mut query = r.sql().prepare_cached(&format!("SELECT {COLUMNS} FROM saved_view WHERE id = ?"))?;
    view(query.query_row([id], row).or_not_found("view", id)?)
}

/// Saves a view: a new one, or in the place of the one that the draft names. Refused where its filter or its order
/// cannot be answered.
pub fn save(w: &Write<'_>, person: i64, draft: SavedViewDraft) -> Result<SavedView> {
    let draft = draft.checked()?;
    let query = Query { filter: Some(draft.filter.clone()), sort: draft.sort.clone() };
    crate::query::check(w, &query)?;
    let before = draft.id.map(|id| get(w, id)).transpose()?;
    let next: i64 =
        w.sql().query_row("SELECT COALESCE(MAX(id), 0) + 1 FROM saved_view", [], |row| row.get(0))?;
    let after = SavedView {
        id: before.as_ref().map_or(next, |view| view.id),
        uid: before.as_ref().map_or_else(new_uid, |view| view.uid.clone()),
        name: draft.name,
        filter: draft.filter,
        sort: draft.sort,
        columns: draft.columns,
        owner: before.as_ref().map_or(Some(person), |view| view.owner),
        changed_at: w.now(),
        fault: None,
    };
    if let Some(before) = &before {
        let unchanged = SavedView { changed_at: before.changed_at, ..after.clone() };
        if unchanged == *before {
            return Ok(unchanged);
        }
    }
    write(w, &after)?;
    let done = match &before {
        None => format!("view `{}` saved", after.name),
        Some(before) if before.name != after.name => {
            format!("view `{}` renamed `{}`", before.name, after.name)
        }
        Some(_) => format!("view `{}` changed", after.name),
    };
    record(w, person, "view_save", &done, before.as_ref(), Some(&after))?;
    Ok(after)
}

/// Removes a view.
pub fn delete(w: &Write<'_>, person: i64, id: i64) -> Result<()> {
    let before = get(w, id)?;
    remove(w, id)?;
    record(w, person, "view_delete", &format!("view `{}` deleted", before.name), Some(&before), None)
}

/// Makes the view of an event what it was before.
pub fn undo(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    match serde_json::from_value::<Option<SavedView>>(events::before(w, event.id, "saved_view", id)?)? {
        Some(before) => write(w, &before),
        None => remove(w, id),
    }
}

pub(crate) fn write(w: &Write<'_>, view: &SavedView) -> Result<()> {
    w.sql()
        .execute(
            "INSERT INTO saved_view (id, uid, name, filter, sort, columns, owner_id, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (id) DO UPDATE SET name = ?3, filter = ?4, sort = ?5, columns = ?6, changed_at = ?8",
            params![
                view.id,
                view.uid,
                view.name,
                view.filter,
                serde_json::to_string(&view.sort)?,
                serde_json::to_string(&view.columns)?,
                view.owner,
                view.changed_at
            ],
        )
        .or_taken("view", &view.name)?;
    Ok(())
}

fn remove(w: &Write<'_>, id: i64) -> Result<()> {
    match w.sql().execute("DELETE FROM saved_view WHERE id = ?", [id])? {
        0 => Err(StoreError::not_found("view", id)),
        _ => Ok(()),
    }
}

fn record(
    w: &Write<'_>,
    person: i64,
    command: &str,
    summary: &str,
    before: Option<&SavedView>,
    after: Option<&SavedView>,
) -> Result<()> {
    let id = before.or(after).map_or(0, |view| view.id);
    let (subject, subject_id) = ("saved_view", Some(id));
    let entry = Entry { person: Some(person), command, summary, subject, subject_id, undoes: None };
    let event = events::record(w, &entry)?;
    let value = |view: Option<&SavedView>| view.map_or(Ok(Value::Null), serde_json::to_value);
    events::change(w, event, "saved_view", id, &value(before)?, &value(after)?)
}
