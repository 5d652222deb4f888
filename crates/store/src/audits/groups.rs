//! Audits drawn by groups of labels, such as a class or a value of a metadata field.

use super::Audit;
use crate::error::{Result, StoreError};
use crate::{Read, Write, items};
use rusqlite::params;

/// What labels are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// The reference label.
    Class,
    /// A metadata field, by row id.
    Field(i64),
}

/// A group of an audit with its counts.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Group {
    /// Class name or value of the field; empty where an item has none.
    pub name: String,
    /// Labels in it when it was drawn.
    pub population: u64,
    /// Labels drawn.
    pub size: u64,
    /// Judged so far.
    pub judged: u64,
    /// Of them contradicted.
    pub defects: u64,
}

/// More groups than that would each hold next to nothing.
const MANY: usize = 50;

/// The labels there are by group: name and items, in the order of the scheme or of the values.
pub fn groups(r: &Read<'_>, question: i64, by: Grouping) -> Result<Vec<(String, Vec<i64>)>> {
    let sql = match by {
        Grouping::Class => "SELECT f.item_id, c.name FROM reference f JOIN class c ON c.id = f.class_id
             WHERE f.question_id = ? ORDER BY c.position, c.id, f.item_id"
            .to_owned(),
        Grouping::Field(id) => {
            if !items::fields(r)?.iter().any(|field| field.id == id) {
                return Err(StoreError::not_found("field", id));
            }
            format!(
                "SELECT f.item_id, COALESCE(CAST(m.f{id} AS TEXT), '') FROM reference f
                 LEFT JOIN item_metadata m ON m.item_id = f.item_id
                 WHERE f.question_id = ? ORDER BY m.f{id}, 2, f.item_id"
            )
        }
    };
    let mut query = r.sql().prepare_cached(&sql)?;
    let mut rows = query.query([question])?;
    let mut found: Vec<(String, Vec<i64>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(1)?;
        match found.last_mut().filter(|(last, _)| *last == name) {
            Some((_, items)) => items.push(row.get(0)?),
            None => found.push((name, vec![row.get(0)?])),
        }
        if found.len() > MANY {
            return Err(StoreError::refused(
                "too_many_groups",
                format!(
                    "there are more than {MANY} groups, so each would hold next to nothing; choose another field"
                ),
            ));
        }
    }
    Ok(found)
}

/// What a draw by groups takes.
pub(super) struct Drawn {
    /// Item and the position of its group, in random order.
    pub(super) items: Vec<(i64, usize)>,
    /// Name, labels there are, labels drawn.
    pub(super) groups: Vec<(String, u64, u64)>,
}

/// Draws from each group the size asked for by its name. At least two of each, or all: else the lot has no rate.
pub(super) fn draw(
    r: &Read<'_>,
    question: i64,
    by: Grouping,
    sizes: &[(String, u32)],
    seed: u64,
) -> Result<Drawn> {
    let mut drawn = Drawn { items: Vec::new(), groups: Vec::new() };
    let groups = groups(r, question, by)?;
    if let Some((name, _)) = sizes.iter().find(|(name, _)| !groups.iter().any(|(known, _)| known == name)) {
        let message = format!("there is no label in the group `{name}`; reload the groups");
        return Err(StoreError::refused("group_unknown", message));
    }
    for (position, (name, items)) in groups.into_iter().enumerate() {
        let size = sizes.iter().find(|(wanted, _)| *wanted == name).map_or(0, |(_, size)| *size as usize);
        if size < 2 && size < items.len() {
            let message =
                format!("draw at least two labels of the group `{name}`, or all: else the lot has no rate");
            return Err(StoreError::refused("group_too_thin", message));
        }
        // A seed of its own for each group, so that one size does not move the draws of the others.
        let own = assay_stats::sample_from(&items, size, assay_stats::mix(seed, position as u64));
        drawn.groups.push((name, items.len() as u64, own.len() as u64));
        drawn.items.extend(own.into_iter().map(|item| (item, position)));
    }
    // Groups are looked at mixed: neither does the order tell the label, nor is one group finished before another.
    drawn.items = assay_stats::sample_from(&drawn.items, drawn.items.len(), seed);
    Ok(drawn)
}

/// Keeps the groups of a draw.
pub(super) fn keep(w: &Write<'_>, audit: i64, groups: &[(String, u64, u64)]) -> Result<()> {
    let mut insert = w.sql().prepare_cached(
        "INSERT INTO audit_group (audit_id, position, name, population, size) VALUES (?, ?, ?, ?, ?)",
    )?;
    for (position, (name, population, size)) in groups.iter().enumerate() {
        insert.execute(params![audit, position, name, population, size])?;
    }
    Ok(())
}

/// Fills in the groups of an audit that was drawn by groups.
pub(super) fn fill(r: &Read<'_>, audit: &mut Audit) -> Result<()> {
    if audit.grouped_by.is_none() {
        return Ok(());
    }
    let mut query = r.sql().prepare_cached(
        "SELECT g.name, g.population, g.size, COUNT(t.judged_class_id),
                COALESCE(SUM(t.judged_class_id <> t.reference_class_id), 0)
         FROM audit_group g LEFT JOIN audit_item t ON t.audit_id = g.audit_id AND t.group_position = g.position
         WHERE g.audit_id = ? GROUP BY g.position ORDER BY g.position",
    )?;
    let rows = query.query_map([audit.id], |row| {
        Ok(Group {
            name: row.get(0)?,
            population: row.get(1)?,
            size: row.get(2)?,
            judged: row.get(3)?,
            defects: row.get(4)?,
        })
    })?;
    audit.groups = rows.collect::<rusqlite::Result<_>>()?;
    Ok(())
}
