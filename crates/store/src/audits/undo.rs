//! Taking audits and looks back from the history, and making them again.

use super::{get, look};
use crate::error::{Result, StoreError};
use crate::events::{self, Event};
use crate::{Write, shelf};
use rusqlite::params;

/// Takes back the drawing of an audit that nobody has looked at, or draws the same again.
pub fn undo_create(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    if event.undoes.is_some() {
        return shelf::put_back(w, event.id, "audit", id);
    }
    let audit = get(w, id)?;
    let used = format!("`{}` has {} looks; take those back first", audit.name, audit.judged);
    if audit.judged > 0 {
        return Err(StoreError::refused("in_use", used));
    }
    let parts = [("audit", "id = ?1"), ("audit_group", "audit_id = ?1"), ("audit_item", "audit_id = ?1")];
    shelf::take(w, event.undone_by.unwrap_or_default(), "audit", id, &parts, "this audit was repeated since")
}

/// Takes one look back, whoever's it is, or makes it again.
pub fn undo_look(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    let audit = get(w, id)?;
    if audit.followed_by.is_some() {
        return Err(StoreError::refused(
            "audit_repeated",
            "this audit was repeated since, so its looks stand",
        ));
    }
    let root = events::root(w, event)?;
    // An older Assay named all looks alike.
    let mut looks = events::changes(w, root.id, &look(id))?;
    looks.extend(events::changes(w, root.id, "audit_item")?);
    let [(position, _, class)] = &looks[..] else { return Err(StoreError::not_found("look", root.id)) };
    let class = class.as_i64();
    let again = event.undoes.is_some();
    let (stood, next) = if again { (None, class) } else { (class, None) };
    let changed = w.sql().execute(
        "UPDATE audit_item SET judged_class_id = ?, person_id = ?, judged_at = ?
         WHERE audit_id = ? AND position = ? AND judged_class_id IS ?",
        params![next, root.person.filter(|_| again), again.then_some(root.made_at), id, position, stood],
    )?;
    if changed == 0 {
        return Err(StoreError::refused("changed_since", "someone has looked at this label since"));
    }
    Ok(())
}
