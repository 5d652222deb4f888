//! The versions of the instructions, and what was judged under each.

use crate::Read;
use crate::error::{OrNotFound, Result};
use rusqlite::params;
use std::collections::HashMap;

/// A version of the instructions with what was done under it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct GuidelineVersion {
    /// From 1.
    pub version: i64,
    /// Who published it; none where unknown.
    pub person: Option<String>,
    /// When, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Judgments made under it that stand, skips aside.
    pub judgments: i64,
    /// Characters of its text.
    pub length: i64,
    /// Items that it was the first to cite.
    pub examples: i64,
    /// Answers that it was the first to hold.
    pub answers: i64,
}

/// Every version, newest first.
pub fn versions(r: &Read<'_>) -> Result<Vec<GuidelineVersion>> {
    let mut query = r.sql().prepare_cached(
        "SELECT g.version, p.name, g.made_at, COALESCE(j.n, 0), LENGTH(g.body),
                (SELECT COUNT(*) FROM example e WHERE e.guideline_id = g.id AND e.standing = 1),
                (SELECT COUNT(*) FROM answer a WHERE a.guideline_id = g.id AND a.standing = 1)
         FROM guideline g LEFT JOIN person p ON p.id = g.person_id
         LEFT JOIN (SELECT guideline_id, COUNT(*) AS n FROM judgment WHERE standing = 1 AND skipped = 0
                    AND guideline_id IS NOT NULL GROUP BY guideline_id) j ON j.guideline_id = g.id
         ORDER BY g.version DESC",
    )?;
    let rows = query.query_map([], |row| {
        Ok(GuidelineVersion {
            version: row.get(0)?,
            person: row.get(1)?,
            made_at: row.get(2)?,
            judgments: row.get(3)?,
            length: row.get(4)?,
            examples: row.get(5)?,
            answers: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The text of a version; version 0 is the empty one before the first.
pub fn body(r: &Read<'_>, version: i64) -> Result<String> {
    if version == 0 {
        return Ok(String::new());
    }
    r.sql()
        .prepare_cached("SELECT body FROM guideline WHERE version = ?")?
        .query_row([version], |row| row.get(0))
        .or_not_found("guideline version", version)
}

/// A counted judgment from ordinary work with the version it was made under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// Item id.
    pub item: i64,
    /// Person id.
    pub person: i64,
    /// Place of the class in the scheme.
    pub class: u32,
    /// None where unknown, as with imported ones.
    pub version: Option<i64>,
}

/// Every counted judgment from ordinary work, by item. `classes` are the class ids in the order of the scheme.
pub fn dated(r: &Read<'_>, question: i64, classes: &[i64]) -> Result<Vec<Dated>> {
    let place: HashMap<i64, u32> = classes.iter().zip(0..).map(|(&id, place)| (id, place)).collect();
    let mut query = r.sql().prepare_cached("SELECT id, version FROM guideline")?;
    let versions: HashMap<i64, i64> =
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut query = r.sql().prepare_cached(
        "SELECT j.item_id, j.person_id, a.class_id, j.guideline_id FROM judgment j
         JOIN judgment_answer a ON a.judgment_id = j.id
         WHERE j.counted = 1 AND j.purpose = 'label' AND a.question_id = ? ORDER BY j.item_id, j.person_id",
    )?;
    let mut rows = query.query(params![question])?;
    let mut judgments = Vec::new();
    while let Some(row) = rows.next()? {
        // An answer in a class that was retired since has no place in the figures.
        let Some(&class) = place.get(&row.get(2)?) else { continue };
        let guideline: Option<i64> = row.get(3)?;
        judgments.push(Dated {
            item: row.get(0)?,
            person: row.get(1)?,
            class,
            version: guideline.and_then(|id| versions.get(&id).copied()),
        });
    }
    Ok(judgments)
}
