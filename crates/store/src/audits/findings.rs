//! What an audit found: contradicted labels, and who looked.

use crate::Read;
use crate::error::Result;

/// A label that the blind look contradicted.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Defect {
    /// The item.
    pub item: i64,
    /// External key.
    pub key: String,
    /// The label drawn, by class id.
    pub reference: i64,
    /// Where it came from.
    pub source: String,
    /// What the look said, by class id.
    pub judged: i64,
    /// The label is another by now, or a lead has decided on it since the look.
    pub reworked: bool,
}

/// The labels that the blind look contradicted, in the order of the draw.
pub fn defects(r: &Read<'_>, id: i64) -> Result<Vec<Defect>> {
    let mut query = r.sql().prepare_cached(
        "SELECT t.item_id, i.key, t.reference_class_id, t.reference_source, t.judged_class_id,
                NOT EXISTS (SELECT 1 FROM reference f WHERE f.item_id = t.item_id AND f.question_id = a.question_id
                            AND f.class_id = t.reference_class_id)
                OR EXISTS (SELECT 1 FROM adjudication d WHERE d.item_id = t.item_id AND d.question_id = a.question_id
                           AND d.standing = 1 AND d.made_at >= t.judged_at)
         FROM audit_item t JOIN audit a ON a.id = t.audit_id JOIN item i ON i.id = t.item_id
         WHERE t.audit_id = ? AND t.judged_class_id <> t.reference_class_id ORDER BY t.position",
    )?;
    let rows = query.query_map([id], |row| {
        Ok(Defect {
            item: row.get(0)?,
            key: row.get(1)?,
            reference: row.get(2)?,
            source: row.get(3)?,
            judged: row.get(4)?,
            reworked: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Who looked, how often, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Looks {
    /// Name.
    pub person: String,
    /// How many.
    pub looks: u64,
    /// The first, in milliseconds since 1970 UTC.
    pub first: i64,
    /// The last.
    pub last: i64,
}

/// Everyone who looked, in the order of their first look.
pub fn looks(r: &Read<'_>, id: i64) -> Result<Vec<Looks>> {
    let mut query = r.sql().prepare_cached(
        "SELECT p.name, COUNT(*), MIN(t.judged_at), MAX(t.judged_at)
         FROM audit_item t JOIN person p ON p.id = t.person_id
         WHERE t.audit_id = ? AND t.judged_class_id IS NOT NULL GROUP BY p.id ORDER BY MIN(t.judged_at), p.id",
    )?;
    let rows = query.query_map([id], |row| {
        Ok(Looks { person: row.get(0)?, looks: row.get(1)?, first: row.get(2)?, last: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
