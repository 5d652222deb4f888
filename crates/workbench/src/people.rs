//! Who works on the project.

use crate::project::record;
use crate::{Context, Result};
use assay_model::{Person, Role};
use assay_store::people;
use serde::Deserialize;
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
        record(w, by.or(Some(person.id)), "person_add", &format!("{} added", person.name))?;
        Ok(person)
    })
}

pub(crate) fn enter(ctx: &Context, request: PersonEnter) -> Result<Person> {
    let name = Person::clean_name(&request.name)?;
    if let Some(person) = ctx.read(|r| Ok(people::by_name(r, &name)?))? {
        return Ok(person);
    }
    ctx.write(|w| {
        let person = people::add(w, &name, Role::ALL, false)?;
        record(w, Some(person.id), "person_enter", &format!("{} added", person.name))?;
        Ok(person)
    })
}

pub(crate) fn set_roles(ctx: &Context, request: PersonRoles) -> Result<Person> {
    let by = ctx.person()?.id;
    ctx.write(|w| {
        let person = people::by_uid(w, &request.uid)?;
        people::set_roles(w, person.id, &request.roles)?;
        let leads = people::list(w)?.iter().filter(|p| p.roles.contains(&Role::Lead)).count();
        if leads == 0 {
            return Err(crate::Error::refused(
                "last_lead",
                "a project needs a lead; make someone else one first",
            ));
        }
        record(w, Some(by), "person_roles", &format!("{} has other roles", person.name))?;
        Ok(people::by_uid(w, &request.uid)?)
    })
}
