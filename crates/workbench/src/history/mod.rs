//! Taking back what was done: one table says how the change of each command is undone.
//!
//! A command that changes something records an event, and beside it (`event_change`) what stood before. Its undo is
//! written beside it and named here. Undo appends an event that names the one it takes back; nothing is deleted. An
//! undo is an event too: taking it back does again what was done.

mod looking;
mod undone;

pub use looking::{EventFilter, EventPage, EventRow, EventsWanted, ItemMoment, OnPerson, PersonEvents};
pub(crate) use looking::{as_of, item_history, list, person_history};

use crate::{Context, Error, Result};
use assay_store::events::{self, Entry, Event};
use assay_store::{Write, baselines, checks, human, imports, parts, pipelines, promises, records, retag};
use serde::Deserialize;
use ts_rs::TS;
use undone as of;

/// Puts back what stood before an event, or refuses where later work depends on it.
///
/// It gets the event with `undone_by` set to the event that takes it back. What it puts back is
/// `events::before(w, event.id, ...)`, null where nothing stood: then the same function does the thing again when the
/// undo is taken back, because the changes of an undo are those of its event turned round. Where that is not enough,
/// `event.undoes` tells the two apart. A later change of the same thing (entity and id in `event_change`) is found and
/// refused before it is called.
type Undo = fn(&Write<'_>, &Event) -> Result<()>;

/// Commands whose change can be taken back from the history, and how.
pub const UNDO: &[(&str, Undo)] = &[
    ("project_rename", crate::project::undo_rename),
    ("policy_update", crate::project::undo_policy),
    ("guideline_publish", crate::guideline::undo_publish),
    ("scheme_update", crate::scheme::undo_update),
    ("scheme_change", crate::scheme::undo_change),
    ("person_add", of::person),
    ("person_enter", of::person),
    ("person_roles", crate::people::undo_roles),
    ("person_rename", crate::people::undo_rename),
    ("person_retire", crate::people::undo_retire),
    ("import", of::import),
    ("label_submit", of::judgment),
    ("label_revise", of::judgment),
    ("adjudicate", of::decision),
    ("consensus_choose", of::consensus),
    ("tag_create", of::tag),
    ("tag_update", of::tag_edit),
    ("mark_rows", of::rows),
    ("marks_paste", of::rows),
    ("marks_rest", of::rows),
    ("comment_set", of::rows),
    ("rows_draw", of::draw),
    ("view_save", of::view),
    ("view_delete", of::view),
    ("priorities_set", crate::errors::undo_priorities),
    ("tag_merge", of::tag_reshape),
    ("tag_split", of::tag_reshape),
    ("tag_delete", of::tag_reshape),
    ("retag_draw", |w, event| Ok(retag::undo_draw(w, event)?)),
    ("retag_mark", |w, event| Ok(retag::undo_mark(w, event)?)),
    ("parts_divide", |w, event| Ok(parts::undo_divide(w, event)?)),
    ("parts_join", |w, event| Ok(parts::undo_join(w, event)?)),
    ("check_add", |w, event| Ok(checks::undo_change(w, event)?)),
    ("check_edit", |w, event| Ok(checks::undo_change(w, event)?)),
    ("check_retire", |w, event| Ok(checks::undo_change(w, event)?)),
    ("checks_run", |w, event| Ok(checks::undo_look(w, event)?)),
    ("run_edit", |w, event| Ok(records::undo_edit(w, event)?)),
    ("promise_set", |w, event| Ok(promises::undo(w, event)?)),
    ("promise_delete", |w, event| Ok(promises::undo(w, event)?)),
    ("pipeline_save", |w, event| Ok(pipelines::undo(w, event)?)),
    ("pipeline_delete", |w, event| Ok(pipelines::undo(w, event)?)),
    ("slice_to_tag", of::tag),
    ("relabel_send", crate::suspects::undo_send),
    ("collection_make", crate::suspects::undo_make),
    ("collection_drop", crate::suspects::undo_drop),
    ("audit_create", of::audit),
    ("audit_judge", of::look),
    ("guideline_restore", crate::guideline::undo_publish),
    ("ask_send", crate::asks::undo_send),
    ("ask_answer", crate::asks::undo_answer),
    ("conflict_accept", of::decision),
    ("conflict_requeue", crate::conflicts::undo_requeue),
    ("example_add", crate::examples::undo_add),
    ("guideline_accept", crate::training::undo_accept),
    ("qualification_start", crate::training::undo_start),
    ("qualification_decide", crate::training::undo_decide),
    ("gold_divide", crate::training::undo_gold),
    ("gold_set", crate::training::undo_gold),
    ("gold_remove", crate::training::undo_gold),
    ("rater_resume", crate::training::undo_resume),
    ("rater_set_aside", crate::training::undo_set_aside),
    ("person_attributes_set", crate::assignment::undo_attributes),
    ("assignment_rule_add", crate::assignment::undo_rule),
    ("assignment_rule_retire", crate::assignment::undo_rule),
    ("order_set", crate::assignment::undo_order),
    ("requeue_items", crate::assignment::undo_requeue),
    ("dashboard_set", crate::dashboard::undo_set),
    ("human_draw", |w, event| Ok(human::undo_create(w, event)?)),
    ("human_judge", |w, event| Ok(human::undo_judge(w, event)?)),
    ("baseline_set", |w, event| Ok(baselines::undo_change(w, event)?)),
    ("baseline_store", |w, event| Ok(baselines::undo_change(w, event)?)),
    ("baseline_edit", |w, event| Ok(baselines::undo_change(w, event)?)),
    ("baseline_retire", |w, event| Ok(baselines::undo_change(w, event)?)),
    ("baseline_choose", |w, event| Ok(baselines::undo_change(w, event)?)),
];

/// Commands whose event stays, and why.
pub const NO_UNDO: &[(&str, &str)] = &[
    ("project_create", "the project began here; delete the file to be rid of it"),
    ("sample_create", "the project began here; delete the file to be rid of it"),
    ("backup_restore", "what stood is kept as a backup; put that back under Project, Backups"),
];

/// Names an event.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnEvent {
    /// Row id.
    pub event: i64,
}

fn undo_of(command: &str) -> Option<Undo> {
    UNDO.iter().find(|(known, _)| *known == command).map(|(_, undo)| *undo)
}

/// Why an event cannot be taken back whatever happened since; none where it may be tried.
fn why_not(root: &str, undoes: bool, again: bool, undone: bool) -> Option<&'static str> {
    if undone {
        return Some("this was taken back already");
    }
    if again {
        return Some("this did something again; take back the event that did it first");
    }
    if undo_of(root).is_some() {
        let gone = undoes && root == "import";
        return gone.then_some("what the import had brought was removed; import the file again");
    }
    let reason = NO_UNDO.iter().find(|(known, _)| *known == root).map(|(_, reason)| *reason);
    Some(reason.unwrap_or("this kind of change cannot be taken back from the history"))
}

/// Takes one event back, or does again what it took back.
pub(crate) fn undo(ctx: &Context, request: OnEvent) -> Result<()> {
    let person = ctx.person()?.id;
    let root = ctx.read(|r| Ok(events::root(r, &events::get(r, request.event)?)?))?;
    let work = |w: &Write<'_>| take_back(w, person, request.event);
    if root.command == "import" {
        return imports::taking_back(ctx.store()?, crate::access::now(), work);
    }
    ctx.write(work)
}

/// Takes one event back in the transaction of the caller.
pub(crate) fn take_back(w: &Write<'_>, person: i64, id: i64) -> Result<()> {
    let event = events::get(w, id)?;
    let root = events::root(w, &event)?;
    let again = event.undoes.is_some_and(|undone| undone != root.id);
    if let Some(reason) = why_not(&root.command, event.undoes.is_some(), again, event.undone_by.is_some()) {
        return Err(Error::refused("not_undoable", reason));
    }
    let Some(undo) = undo_of(&root.command) else {
        return Err(Error::refused(
            "not_undoable",
            "this kind of change cannot be taken back from the history",
        ));
    };
    if let Some(later) = events::later(w, id)? {
        let what = if later.summary.is_empty() { later.command.clone() } else { later.summary.clone() };
        let message =
            format!("event {} changed the same thing since ({what}); take that back first", later.id);
        return Err(Error::refused("changed_since", message));
    }
    let entry = Entry {
        person: Some(person),
        command: "event_undo",
        summary: &root.summary,
        subject: &root.subject,
        subject_id: root.subject_id,
        undoes: Some(id),
    };
    let by = events::record(w, &entry)?;
    undo(w, &events::get(w, id)?)?;
    events::turn_round(w, id, by)?;
    if event.undoes.is_some() {
        events::stand_again(w, &event)?;
    }
    Ok(())
}
