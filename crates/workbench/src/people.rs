//! Who works on the project.

use crate::access::Needs;
use crate::{Context, Error, Result};
use assay_model::{Person, Role};
use assay_store::Write;
use assay_store::events::{self, Entry, Event};
use assay_store::people::{self, Activity};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A new person.
#[derive(Debug, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonAdd {
    /// As shown; unique.
    pub name: String,
    /// What the person may do.
    pub roles: Vec<Role>,
}

/// Someone who sits down at this machine.
#[derive(Debug, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonEnter {
    /// As shown; made a lead, rater and analyst on first use.
    pub name: String,
}

/// Other roles for a person.
#[derive(Debug, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonRoles {
    /// Who, by uid.
    pub uid: String,
    /// What the person may do from now on.
    pub roles: Vec<Role>,
}

/// Another name for a person.
#[derive(Debug, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonRename {
    /// Who, by uid.
    pub uid: String,
    /// As shown; unique.
    pub name: String,
}

/// Retires a person or brings one back.
#[derive(Debug, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonRetire {
    /// Who, by uid.
    pub uid: String,
    /// Whether the person is retired from now on.
    pub retired: bool,
}

/// What each role may do: one line for each command.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct Capability {
    /// The command.
    pub command: String,
    /// What it does.
    pub doc: String,
    /// Who may: everyone who opened the project where empty.
    pub roles: Vec<Role>,
}

/// What the command table says of each command that works on a project.
pub(crate) fn capabilities(_: &Context, (): ()) -> Result<Vec<Capability>> {
    let of = |spec: &crate::commands::CommandSpec| {
        let held =
            |needed: Role| Role::ALL.iter().copied().filter(|role| needed.granted_by(&[*role])).collect();
        let roles = match spec.needs {
            Needs::Nothing => return None,
            Needs::Project => Vec::new(),
            Needs::Role(needed) => held(needed),
        };
        Some(Capability { command: spec.name.to_owned(), doc: spec.doc.trim().to_owned(), roles })
    };
    Ok(crate::commands::TABLE.iter().filter_map(of).collect())
}

/// What everyone has done.
pub(crate) fn activity(ctx: &Context, (): ()) -> Result<Vec<Activity>> {
    ctx.read(|r| Ok(people::activity(r)?))
}

fn record(w: &Write<'_>, by: Option<i64>, command: &str, summary: &str, about: i64) -> Result<i64> {
    let entry =
        Entry { person: by, command, summary, subject: "person", subject_id: Some(about), undoes: None };
    Ok(events::record(w, &entry)?)
}

pub(crate) fn rename(ctx: &Context, request: PersonRename) -> Result<Person> {
    let by = ctx.person()?.id;
    ctx.write(|w| {
        let before = people::by_uid(w, &request.uid)?;
        people::rename(w, before.id, &request.name)?;
        let after = people::by_uid(w, &request.uid)?;
        let summary = format!("{} is called {} from now on", before.name, after.name);
        let event = record(w, Some(by), "person_rename", &summary, before.id)?;
        events::change(w, event, "person_name", before.id, &before.name.into(), &after.name.clone().into())?;
        Ok(after)
    })
}

pub(crate) fn undo_rename(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    let before: String = serde_json::from_value(events::before(w, event.id, "person_name", id)?)?;
    Ok(people::rename(w, id, &before)?)
}

pub(crate) fn retire(ctx: &Context, request: PersonRetire) -> Result<Person> {
    let by = ctx.person()?.id;
    ctx.write(|w| {
        let before = people::by_uid(w, &request.uid)?;
        if before.retired == request.retired {
            return Ok(before);
        }
        people::set_retired(w, before.id, request.retired)?;
        people::refuse_without_lead(w)?;
        let what = if request.retired { "retired" } else { "is back" };
        let event = record(w, Some(by), "person_retire", &format!("{} {what}", before.name), before.id)?;
        events::change(
            w,
            event,
            "person_retired",
            before.id,
            &before.retired.into(),
            &request.retired.into(),
        )?;
        Ok(people::by_uid(w, &request.uid)?)
    })
}

pub(crate) fn undo_retire(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    let before: bool = serde_json::from_value(events::before(w, event.id, "person_retired", id)?)?;
    people::set_retired(w, id, before)?;
    Ok(people::refuse_without_lead(w)?)
}

pub(crate) fn undo_roles(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    let before = events::before(w, event.id, "person_roles", id)?;
    if before.is_null() {
        let message = "an older Assay changed these roles, and did not keep what they were; set them by hand";
        return Err(Error::refused("not_undoable", message));
    }
    people::set_roles(w, id, &serde_json::from_value::<Vec<Role>>(before)?)?;
    Ok(people::refuse_without_lead(w)?)
}

pub(crate) fn list(ctx: &Context, (): ()) -> Result<Vec<Person>> {
    ctx.read(|r| Ok(people::list(r)?))
}

pub(crate) fn add(ctx: &Context, request: PersonAdd) -> Result<Person> {
    let by = ctx.person().ok();
    ctx.write(|w| {
        // Nobody makes a lead but a lead; the first one makes oneself.
        let mut people = people::list(w)?.into_iter().filter(|p| !p.simulated);
        let led = people.any(|p| p.roles.contains(&Role::Lead));
        let by_lead = by.is_some_and(|person| person.roles.contains(&Role::Lead));
        if led && !by_lead && request.roles.contains(&Role::Lead) {
            let message =
                "only a lead can make someone a lead; add the person without that role, and ask a lead";
            return Err(crate::Error::refused("not_allowed", message));
        }
        let by = by.map(|person| person.id);
        let person = people::add(w, &request.name, &request.roles, false)?;
        record(w, by.or(Some(person.id)), "person_add", &format!("{} added", person.name), person.id)?;
        Ok(person)
    })
}

pub(crate) fn enter(ctx: &Context, request: PersonEnter) -> Result<Person> {
    let name = Person::clean_name(&request.name)?;
    if let Some(person) = ctx.read(|r| Ok(people::by_name(r, &name)?))? {
        if person.retired {
            let message = format!(
                "{} was retired; a lead can bring the person back under Project, People",
                person.name
            );
            return Err(Error::refused("person_retired", message));
        }
        return Ok(person);
    }
    ctx.write(|w| {
        let person = people::add(w, &name, Role::ALL, false)?;
        record(w, Some(person.id), "person_enter", &format!("{} added", person.name), person.id)?;
        Ok(person)
    })
}

pub(crate) fn set_roles(ctx: &Context, request: PersonRoles) -> Result<Person> {
    let by = ctx.person()?.id;
    ctx.write(|w| {
        let person = people::by_uid(w, &request.uid)?;
        people::set_roles(w, person.id, &request.roles)?;
        people::refuse_without_lead(w)?;
        let event =
            record(w, Some(by), "person_roles", &format!("{} has other roles", person.name), person.id)?;
        let after = people::by_uid(w, &request.uid)?.roles;
        events::change(
            w,
            event,
            "person_roles",
            person.id,
            &serde_json::to_value(&person.roles)?,
            &serde_json::to_value(&after)?,
        )?;
        Ok(people::by_uid(w, &request.uid)?)
    })
}
