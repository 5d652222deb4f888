//! The undo of what `store` records by itself.

use super::take_back;
use crate::Result;
use assay_store::events::{self, Event};
use assay_store::{Write, audits, conflicts, consensus, imports, people, runs, tags, tasks, views};

pub(super) fn person(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(people::undo_add(w, event)?)
}

pub(super) fn judgment(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(tasks::revert(w, event)?)
}

pub(super) fn decision(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(conflicts::revert(w, event)?)
}

pub(super) fn consensus(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(consensus::undo_choice(w, event)?)
}

pub(super) fn tag(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(tags::undo_create(w, event)?)
}

pub(super) fn tag_edit(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(tags::undo_edit(w, event)?)
}

pub(super) fn rows(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(tags::undo_rows(w, event)?)
}

pub(super) fn draw(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(runs::undo_draw(w, event)?)
}

pub(super) fn view(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(views::undo(w, event)?)
}

pub(super) fn audit(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(audits::undo_create(w, event)?)
}

pub(super) fn look(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(audits::undo_look(w, event)?)
}

/// What an import wrote as events of its own goes with it, the newest first.
pub(super) fn import(w: &Write<'_>, event: &Event) -> Result<()> {
    if let (None, Some(first)) =
        (event.undoes, imports::first_event(w, event.subject_id.unwrap_or_default())?)
    {
        let by = events::get(w, event.undone_by.unwrap_or_default())?.person;
        for id in (first..event.id).rev() {
            let own = events::get(w, id)?;
            if own.undone_by.is_none() && own.undoes.is_none() {
                take_back(w, by.unwrap_or_default(), id)?;
            }
        }
    }
    Ok(imports::undo(w, event)?)
}
