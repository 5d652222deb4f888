//! Who works on the project.

use crate::error::{OrNotFound, OrTaken, Result};
use crate::{Read, Write};
use assay_model::{Person, Role};
use rusqlite::{Row, params};

const COLUMNS: &str = "id, uid, name, is_rater, is_lead, is_analyst, simulated";

fn person(row: &Row<'_>) -> rusqlite::Result<Person> {
    let held = [(3, Role::Rater), (4, Role::Lead), (5, Role::Analyst)];
    let mut roles = Vec::new();
    for (column, role) in held {
        if row.get(column)? {
            roles.push(role);
        }
    }
    Ok(Person { id: row.get(0)?, uid: row.get(1)?, name: row.get(2)?, roles, simulated: row.get(6)? })
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

/// Marks a person as made up.
pub fn set_simulated(w: &Write<'_>, name: &str) -> Result<()> {
    w.sql().execute("UPDATE person SET simulated = 1 WHERE name = ?", [name])?;
    Ok(())
}
