//! Taking back what was done: one table says how the change of each command is undone.
//!
//! A command that changes something records an event, and beside it (`event_change`) what stood before. Its undo is
//! written beside it and named here. Undo appends an event that names the one it takes back; nothing is deleted.

use crate::{Context, Error, Result};
use assay_store::Write;
use assay_store::events::{self, Entry, Event};
use serde::Deserialize;
use ts_rs::TS;

/// Puts back what stood before an event, or refuses where later work depends on it.
type Undo = fn(&Write<'_>, &Event) -> Result<()>;

/// Commands whose change can be taken back from the history.
const UNDO: &[(&str, Undo)] = &[
    ("project_rename", crate::project::undo_rename),
    ("policy_update", crate::project::undo_policy),
    ("guideline_publish", crate::guideline::undo_publish),
    ("guideline_restore", crate::guideline::undo_publish),
    ("ask_send", crate::asks::undo_send),
    ("ask_answer", crate::asks::undo_answer),
    ("adjudicate", crate::conflicts::undo_decision),
    ("conflict_accept", crate::conflicts::undo_accept),
    ("conflict_requeue", crate::conflicts::undo_requeue),
    ("example_add", crate::examples::undo_add),
];

/// Names an event.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnEvent {
    /// Row id.
    pub event: i64,
}

/// Takes one event back.
pub(crate) fn undo(ctx: &Context, request: OnEvent) -> Result<()> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let event = events::get(w, request.event)?;
        let refused = |message: &str| Err(Error::refused("not_undoable", message));
        if events::is_undone(w, event.id)? {
            return refused("this was taken back already");
        }
        let Some((_, undo)) = UNDO.iter().find(|(command, _)| *command == event.command) else {
            return refused("this kind of change cannot be taken back from the history");
        };
        undo(w, &event)?;
        let entry = Entry {
            person: Some(person),
            command: "event_undo",
            summary: &event.summary,
            subject: &event.subject,
            subject_id: event.subject_id,
            undoes: Some(event.id),
        };
        events::record(w, &entry)?;
        Ok(())
    })
}
