//! What was done in a project, and taking it back.

use crate::answer::Answer;
use crate::desk::Desk;
use anyhow::Result;
use assay_workbench::history::{EventFilter, EventsWanted, OnEvent};
use assay_workbench::{commands, format_time};
use std::collections::HashMap;

/// The newest events first.
pub fn history(desk: &Desk, text: Option<&str>, limit: u32) -> Result<Answer> {
    let filter = EventFilter { text: text.map(str::to_owned), ..EventFilter::default() };
    let asked = EventsWanted { filter: Some(filter), limit: Some(limit), ..EventsWanted::default() };
    let page = commands::event_list(&desk.workbench, &desk.caller, asked)?;
    let people = commands::project_overview(&desk.workbench, &desk.caller, ())?.people;
    let names: HashMap<i64, String> = people.into_iter().map(|person| (person.id, person.name)).collect();
    let rows = page.events.iter().map(|row| {
        let event = &row.listed.event;
        let who = event.person.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        let what = if event.summary.is_empty() { event.command.clone() } else { event.summary.clone() };
        let stays = row.stays.clone().unwrap_or_default();
        vec![event.id.to_string(), format_time(event.made_at), who, what, stays]
    });
    let rows: Vec<_> = rows.collect();
    let answer = Answer::new(serde_json::to_value(&page)?);
    let answer =
        if page.more { answer.line(format!("the newest {limit}; --limit shows more")) } else { answer };
    Ok(answer.table(&["event", "when", "who", "what", "stays because"], rows))
}

/// Takes an event back; of an undo, does it again.
pub fn undo(desk: &Desk, event: i64) -> Result<Answer> {
    commands::event_undo(&desk.workbench, &desk.caller, OnEvent { event })?;
    let asked = EventsWanted { limit: Some(1), ..EventsWanted::default() };
    let page = commands::event_list(&desk.workbench, &desk.caller, asked)?;
    let what = page.events.first().map(|row| row.listed.event.summary.clone()).unwrap_or_default();
    Ok(Answer::new(serde_json::to_value(page.events.first())?).line(format!("taken back: {what}")))
}
