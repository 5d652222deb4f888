//! Who works on the project.

use crate::error::{OrNotFound, OrTaken, Result, StoreError};
use crate::events::Event;
use crate::{Read, Write, tasks};
use assay_model::{Person, Role};
use rusqlite::{Row, params};

const COLUMNS: &str = "id, uid, name, is_rater, is_lead, is_analyst, simulated, retired_at IS NOT NULL";

fn person(row: &Row<'_>) -> rusqlite::Result<Person> {
    let held = [(3, Role::Rater), (4, Role::Lead), (5, Role::Analyst)];
    let mut roles = Vec::new();
    for (column, role) in held {
        if row.get(column)? {
            roles.push(role);
        }
    }
    Ok(Person {
        id: row.get(0)?,
        uid: row.get(1)?,
        name: row.get(2)?,
        roles,
        simulated: row.get(6)?,
        retired: row.get(7)?,
    })
}

/// Everyone, by name.
pub fn list(r: &Read<'_>) -> Result<Vec<Person>> {
    let mut query = r.sql().prepare_cached(&format!("SELECT {COLUMNS} FROM person ORDER BY name"))?;
    let rows = query.query_map([], person)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One person.
pub fn by_uid(r: &Read<'_>, uid: &str) -> Result<Person> {
    let mut query = r.sql().prepare_cached(&format!("SELECT {COLUMNS} FROM person WHERE uid = ?"))?;
    query.query_row([uid], person).or_not_found("person", uid)
}

/// One person, whatever the case of the name.
pub fn by_name(r: &Read<'_>, name: &str) -> Result<Option<Person>> {
    let mut query = r.sql().prepare_cached(&format!("SELECT {COLUMNS} FROM person WHERE name = ?"))?;
    let mut rows = query.query_map([name], person)?;
    Ok(rows.next().transpose()?)
}

/// Adds a person.
pub fn add(w: &Write<'_>, name: &str, roles: &[Role], simulated: bool) -> Result<Person> {
    let name = Person::clean_name(name)?;
    let uid = crate::events::new_uid();
    w.sql()
        .prepare_cached(
            "INSERT INTO person (uid, name, is_rater, is_lead, is_analyst, simulated, created_at)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            uid,
            name,
            roles.contains(&Role::Rater),
            roles.contains(&Role::Lead),
            roles.contains(&Role::Analyst),
            simulated,
            w.now()
        ])
        .or_taken("person", &name)?;
    by_uid(w, &uid)
}

/// Changes what a person may do.
pub fn set_roles(w: &Write<'_>, id: i64, roles: &[Role]) -> Result<()> {
    w.sql().execute(
        "UPDATE person SET is_rater = ?, is_lead = ?, is_analyst = ? WHERE id = ?",
        params![
            roles.contains(&Role::Rater),
            roles.contains(&Role::Lead),
            roles.contains(&Role::Analyst),
            id
        ],
    )?;
    Ok(())
}

/// Gives a person another name.
pub fn rename(w: &Write<'_>, id: i64, name: &str) -> Result<()> {
    let name = Person::clean_name(name)?;
    w.sql()
        .execute("UPDATE person SET name = ? WHERE id = ?", params![name, id])
        .or_taken("person", &name)?;
    Ok(())
}

/// Retires a person, who gives back what is on offer, or brings one back.
pub fn set_retired(w: &Write<'_>, id: i64, retired: bool) -> Result<()> {
    if retired {
        tasks::release(w, id)?;
    }
    w.sql().execute(
        "UPDATE person SET retired_at = CASE WHEN ?1 THEN ?2 END WHERE id = ?3",
        params![retired, w.now(), id],
    )?;
    Ok(())
}

/// Refuses a change that would leave the project without a lead at work.
pub fn refuse_without_lead(r: &Read<'_>) -> Result<()> {
    let led: bool = r.sql().query_row(
        "SELECT EXISTS (SELECT 1 FROM person WHERE is_lead = 1 AND retired_at IS NULL)",
        [],
        |row| row.get(0),
    )?;
    if led {
        return Ok(());
    }
    Err(StoreError::refused("last_lead", "a project needs a lead; make someone else one first"))
}

/// Takes back the adding of a person who has done nothing, or adds the person again.
pub fn undo_add(w: &Write<'_>, event: &Event) -> Result<()> {
    let root = crate::events::root(w, event)?;
    if event.undoes.is_some() {
        let id = event.subject_id.unwrap_or_default();
        return crate::shelf::put_back(w, event.id, "person", id);
    }
    let Some(id) = event.subject_id.filter(|_| root.subject == "person") else {
        let message =
            "an older Assay added this person, and did not say whom; retire the person under People";
        return Err(StoreError::refused("not_undoable", message));
    };
    let person = by_id(w, id)?;
    let acts: Option<i64> = w.sql().query_row(
        "SELECT MIN(id) FROM event WHERE person_id = ? AND id <> ?",
        [id, event.id],
        |row| row.get(0),
    )?;
    let used =
        format!("{} has done something since{}; retire the person instead", person.name, by_event(acts));
    if acts.is_some() {
        return Err(StoreError::refused("in_use", used));
    }
    // Whoever added oneself did so as nobody.
    w.sql().execute("UPDATE event SET person_id = NULL WHERE id = ? AND person_id = ?", [event.id, id])?;
    w.sql().execute(
        "DELETE FROM assignment WHERE person_id = ?1 AND state <> 'leased'
         AND NOT EXISTS (SELECT 1 FROM judgment j WHERE j.assignment_id = assignment.id)",
        [id],
    )?;
    w.sql().execute("DELETE FROM cursor WHERE person_id = ?", [id])?;
    let parts = [
        ("person", "id = ?1"),
        ("person_attribute", "person_id = ?1"),
        ("guideline_acceptance", "person_id = ?1"),
    ];
    crate::shelf::take(w, event.undone_by.unwrap_or_default(), "person", id, &parts, &used)?;
    refuse_without_lead(w)
}

fn by_event(id: Option<i64>) -> String {
    id.map_or_else(String::new, |id| format!(" (event {id})"))
}

/// One person, by row id.
pub fn by_id(r: &Read<'_>, id: i64) -> Result<Person> {
    let mut query = r.sql().prepare_cached(&format!("SELECT {COLUMNS} FROM person WHERE id = ?"))?;
    query.query_row([id], person).or_not_found("person", id)
}

/// What a person has done.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Activity {
    /// Who.
    pub person: Person,
    /// Answers that stand.
    pub judgments: i64,
    /// Skips that stand.
    pub skips: i64,
    /// Decisions that stand.
    pub decisions: i64,
    /// The newest event, in milliseconds since 1970 UTC; none where the person did nothing here.
    pub last_active: Option<i64>,
}

/// What everyone has done, by name.
pub fn activity(r: &Read<'_>) -> Result<Vec<Activity>> {
    let mut query = r.sql().prepare_cached(
        "SELECT p.id, p.uid, p.name, p.is_rater, p.is_lead, p.is_analyst, p.simulated, p.retired_at IS NOT NULL,
                COALESCE(c.judgments, 0), COALESCE(c.skips, 0),
                (SELECT COUNT(*) FROM adjudication a WHERE a.person_id = p.id AND a.standing = 1),
                (SELECT e.made_at FROM event e WHERE e.person_id = p.id ORDER BY e.id DESC LIMIT 1)
         FROM person p LEFT JOIN person_counter c ON c.person_id = p.id ORDER BY p.name",
    )?;
    let rows = query.query_map([], |row| {
        Ok(Activity {
            person: person(row)?,
            judgments: row.get(8)?,
            skips: row.get(9)?,
            decisions: row.get(10)?,
            last_active: row.get(11)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Marks a person as made up.
pub fn set_simulated(w: &Write<'_>, name: &str) -> Result<()> {
    w.sql().execute("UPDATE person SET simulated = 1 WHERE name = ?", [name])?;
    Ok(())
}
