//! Numbers that stand for people in exports: the same in every export of a project.

use crate::error::{Result, StoreError};
use crate::{Read, Write};
use std::collections::{HashMap, HashSet};

/// The numbers there are, by person.
pub fn list(r: &Read<'_>) -> Result<HashMap<i64, u32>> {
    let mut query = r.sql().prepare_cached("SELECT person_id, number FROM pseudonym")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether someone has none yet.
pub fn lacking(r: &Read<'_>) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM person p WHERE NOT EXISTS (SELECT 1 FROM pseudonym WHERE person_id = p.id))";
    Ok(r.sql().query_row(sql, [], |row| row.get(0))?)
}

/// Gives everyone without a number one that nobody has. Drawn from ten times as many as there are people, so that a
/// newcomer does not stand out by the highest.
pub fn complete(w: &Write<'_>, seed: u64) -> Result<()> {
    let mut query = w.sql().prepare_cached(
        "SELECT id FROM person WHERE NOT EXISTS (SELECT 1 FROM pseudonym WHERE person_id = person.id) ORDER BY id",
    )?;
    let lacking: Vec<i64> = query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let taken: HashSet<u32> = list(w)?.into_values().collect();
    let people = u32::try_from(taken.len() + lacking.len()).unwrap_or(u32::MAX / 10);
    let free: Vec<u32> = (1..=people.saturating_mul(10).max(99)).filter(|n| !taken.contains(n)).collect();
    let drawn = assay_stats::sample_from(&free, lacking.len(), seed);
    if drawn.len() < lacking.len() {
        return Err(StoreError::refused("too_many_people", "there are more people than numbers for them"));
    }
    let mut insert = w.sql().prepare_cached("INSERT INTO pseudonym (person_id, number) VALUES (?, ?)")?;
    for (person, number) in lacking.iter().zip(drawn) {
        insert.execute([*person, i64::from(number)])?;
    }
    Ok(())
}
