//! How what was done in the sheet, and to tags, is taken back and done again.

use super::comments::{comment_of, set_comment};
use super::marks::{marks, revert_marks};
use super::reshape::{refuse_named, undo_reshape};
use super::{check, get, record, write};
use crate::error::{Result, StoreError};
use crate::events::{self, Event};
use crate::lines::{self, Change};
use crate::{Write, mark_cells, shelf};
use assay_model::Tag;
use serde_json::json;

const DO: &[&str] =
    &["mark_rows", "marks_paste", "marks_rest", "comment_set", "tag_merge", "tag_split", "tag_delete"];
const UNDO: &[&str] = &[
    "mark_rows_undo",
    "marks_paste_undo",
    "marks_rest_undo",
    "comment_set_undo",
    "tag_merge_undo",
    "tag_split_undo",
    "tag_delete_undo",
];

/// Takes back the person's newest change in the sheet; gives what it was. Refused where others changed it since.
pub fn undo(w: &Write<'_>, person: i64) -> Result<Option<Event>> {
    let Some(event) = events::newest(w, person, DO, false)? else { return Ok(None) };
    let undo = record(
        w,
        person,
        &format!("{}_undo", event.command),
        &event.summary,
        event.subject_id,
        Some(event.id),
    )?;
    turn_back(w, person, &event, undo)?;
    Ok(Some(event))
}

/// Does again what was taken back last, while nothing else was done since.
pub fn redo(w: &Write<'_>, person: i64) -> Result<Option<Event>> {
    let Some(undone) = events::newest(w, person, UNDO, true)? else { return Ok(None) };
    if events::newest(w, person, DO, false)?.is_some_and(|newer| newer.id > undone.id) {
        return Ok(None);
    }
    let event = events::undone_by(w, undone.id)?;
    let redo = record(
        w,
        person,
        &format!("{}_redo", event.command),
        &event.summary,
        event.subject_id,
        Some(undone.id),
    )?;
    turn_back(w, person, &undone, redo)?;
    w.sql().execute("UPDATE event SET undone_by_id = NULL WHERE id = ?", [event.id])?;
    Ok(Some(event))
}

fn turn_back(w: &Write<'_>, person: i64, event: &Event, by: i64) -> Result<()> {
    if !event.command.starts_with("tag_") {
        return revert(w, person, event, by);
    }
    if let Some(later) = events::later(w, event.id)? {
        let message =
            format!("event {} changed the same since ({}); take that back first", later.id, later.summary);
        return Err(StoreError::refused("changed_since", message));
    }
    undo_reshape(w, &events::get(w, event.id)?)?;
    events::turn_round(w, event.id, by)
}

/// Takes back the change of marks or of a comment that an event made, from the history.
pub fn undo_rows(w: &Write<'_>, event: &Event) -> Result<()> {
    revert(w, event.person.unwrap_or_default(), event, event.undone_by.unwrap_or_default())
}

/// Takes back the making of a tag that marks nothing, or makes it again.
pub fn undo_create(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    if event.undoes.is_some() {
        return shelf::put_back(w, event.id, "tag", id);
    }
    let tag = get(w, id)?;
    refuse_named(w, &tag)?;
    let marks = marks(w, id)?;
    let used = format!("`{}` marks {marks} items; take the marks back first", tag.name);
    if marks > 0 {
        return Err(StoreError::refused("in_use", used));
    }
    shelf::take(w, event.undone_by.unwrap_or_default(), "tag", id, &[("tag", "id = ?1")], &used)
}

/// Makes a tag what it was before an event, and the rules that followed its name.
pub fn undo_edit(w: &Write<'_>, event: &Event) -> Result<()> {
    let now = get(w, event.subject_id.unwrap_or_default())?;
    for (id, before, _) in events::changes(w, event.id, "tag")? {
        let before: Tag = serde_json::from_value(before)?;
        check(w, &get(w, id)?, &before)?;
        write(w, &before)?;
    }
    let stood = get(w, now.id)?.name;
    if stood == now.name {
        return Ok(());
    }
    // What was written since names it as it was called then.
    let change = Change::Tag { from: &now.name, to: &stood };
    lines::put_back_views(w, event.id, event.undone_by.unwrap_or_default(), &change)
}

fn revert(w: &Write<'_>, person: i64, event: &Event, by: i64) -> Result<()> {
    if event.subject == mark_cells::SUBJECT {
        return mark_cells::revert(w, event, by);
    }
    if event.subject == "comment" {
        let item = event.subject_id.unwrap_or_default();
        let before = events::before(w, event.id, "comment", item)?;
        let after = events::after(w, event.id, "comment", item)?;
        if json!(comment_of(w, item)?) != after {
            return Err(changed_since());
        }
        return set_comment(w, by, person, item, before.as_str().unwrap_or_default());
    }
    revert_marks(w, event, by, event.subject_id.unwrap_or_default())
}

pub(crate) fn changed_since() -> StoreError {
    StoreError::refused(
        "changed_since",
        "someone has changed these rows since, so this cannot be undone; change them by hand",
    )
}
