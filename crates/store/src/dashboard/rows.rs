//! The rows behind a chart: judgments and items, in pages.

use super::coverage::field_ids;
use crate::Read;
use crate::error::{Result, StoreError};
use crate::judgments::{COLUMNS, JOINS, Judgment, judgment};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

/// Which judgments; each part that is given narrows.
#[derive(Debug, Clone, Default)]
pub struct JudgmentSelection {
    /// Whose.
    pub person: Option<i64>,
    /// Of this class.
    pub class: Option<i64>,
    /// Made at this time or later, in milliseconds since 1970 UTC.
    pub from: Option<i64>,
    /// Made before this time.
    pub to: Option<i64>,
    /// Skips only (true), answers only (false).
    pub skipped: Option<bool>,
    /// Only those in doubt.
    pub unsure: bool,
    /// Only hidden gold, and of it those that missed the known answer.
    pub gold_missed: bool,
}

/// Standing judgments from work, as [`scan`](super::scan) has them, newest first, older than `before` where given.
pub fn judgments(
    r: &Read<'_>,
    of: &JudgmentSelection,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Judgment>> {
    let mut parts = vec!["j.standing = 1 AND j.purpose NOT IN ('practice', 'qualification')".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    let mut and = |sql: &str, value: Option<i64>| {
        if let Some(value) = value {
            parts.push(sql.to_owned());
            values.push(value.into());
        }
    };
    and("j.id < ?", before);
    and("j.person_id = ?", of.person);
    and("a.class_id = ?", of.class);
    and("j.made_at >= ?", of.from);
    and("j.made_at < ?", of.to);
    and("j.skipped = ?", of.skipped.map(i64::from));
    if of.unsure {
        parts.push("j.unsure = 1".into());
    }
    if of.gold_missed {
        parts.push(
            "j.skipped = 0 AND EXISTS (SELECT 1 FROM gold_answer g WHERE g.item_id = j.item_id)
             AND NOT EXISTS (SELECT 1 FROM gold_answer g WHERE g.item_id = j.item_id
                             AND g.question_id = a.question_id AND g.class_id = a.class_id)"
                .into(),
        );
    }
    values.push(i64::from(limit).into());
    let sql =
        format!("SELECT {COLUMNS} FROM {JOINS} WHERE {} ORDER BY j.id DESC LIMIT ?", parts.join(" AND "));
    let mut query = r.sql().prepare_cached(&sql)?;
    let rows = query.query_map(params_from_iter(values), judgment)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How far an item has come.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ItemStateWanted {
    /// Has no judgment.
    Unjudged,
    /// Has fewer judgments than are wanted.
    Incomplete,
    /// Has as many as are wanted.
    Complete,
    /// Waits for a decision.
    Conflict,
    /// Was decided on.
    Decided,
}

/// Which items; each part that is given narrows.
#[derive(Debug, Clone, Default)]
pub struct ItemSelection {
    /// With this reference label, a class id.
    pub class: Option<i64>,
    /// A metadata field and its value as text; the empty text where it is missing.
    pub group: Option<(String, String)>,
    /// How far they have come.
    pub state: Option<ItemStateWanted>,
    /// Whose newest judgment of ordinary work was made at this time or later.
    pub from: Option<i64>,
    /// Whose newest judgment of ordinary work was made before this time.
    pub to: Option<i64>,
}

/// An item with where it stands.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct ItemRow {
    /// Row id.
    pub item: i64,
    /// External key.
    pub key: String,
    /// The reference label, a class id.
    pub class: Option<i64>,
    /// `adjudication`, `gold` or `consensus`.
    pub source: Option<String>,
    /// Counted judgments of ordinary work.
    pub judgments: i64,
    /// Judgments wanted.
    pub wanted: i64,
    /// Its judgments support no consensus, and nobody has decided.
    pub conflict: bool,
}

const DECIDED: &str =
    "EXISTS (SELECT 1 FROM adjudication d WHERE d.item_id = i.id AND d.question_id = ?1 AND d.standing = 1)";
/// Gold that is kept for checks and tests is never complete, and waits for nobody.
const ASIDE: &str = "EXISTS (SELECT 1 FROM gold g WHERE g.item_id = i.id
    AND (g.part <> 'hidden' OR (SELECT gold_share FROM policy_in_force) > 0))";
const NEWEST: &str = "(SELECT MAX(j.made_at) FROM judgment j
    WHERE j.item_id = i.id AND j.counted = 1 AND j.purpose = 'label')";

/// Items in order of import, after `after` where given.
pub fn items(
    r: &Read<'_>,
    question: i64,
    of: &ItemSelection,
    after: Option<i64>,
    limit: u32,
) -> Result<Vec<ItemRow>> {
    let mut parts = vec!["i.id <= (SELECT item_horizon FROM project)".to_owned()];
    let mut values: Vec<Value> = vec![question.into(), i64::from(limit).into()];
    let mut and = |sql: &str, value: Value| {
        values.push(value);
        parts.push(sql.replace("?N", &format!("?{}", values.len())));
    };
    if let Some(after) = after {
        and("i.id > ?N", after.into());
    }
    if let Some(class) = of.class {
        and("f.class_id = ?N", class.into());
    }
    if let Some(from) = of.from {
        and(&format!("{NEWEST} >= ?N"), from.into());
    }
    if let Some(to) = of.to {
        and(&format!("{NEWEST} < ?N"), to.into());
    }
    if let Some((field, value)) = &of.group {
        let Some(id) = field_ids(r)?.get(field).copied() else {
            return Err(StoreError::not_found("metadata field", field));
        };
        let stored = format!("(SELECT m.f{id} FROM item_metadata m WHERE m.item_id = i.id)");
        let same = format!(
            "(COALESCE(CAST({stored} AS TEXT), '') = ?N OR (typeof({stored}) = 'real' AND {stored} = CAST(?N AS REAL)))"
        );
        and(&same, value.clone().into());
    }
    parts.extend(of.state.map(|state| match state {
        ItemStateWanted::Unjudged => format!("c.n IS NULL AND NOT {ASIDE}"),
        ItemStateWanted::Incomplete => format!("COALESCE(c.n, 0) < w.n AND NOT {ASIDE}"),
        ItemStateWanted::Complete => "c.n >= w.n".to_owned(),
        ItemStateWanted::Conflict => format!("c.conflict = 1 AND NOT {DECIDED}"),
        ItemStateWanted::Decided => DECIDED.to_owned(),
    }));
    let sql = format!(
        "SELECT i.id, i.key, f.class_id, f.source, COALESCE(c.n, 0), w.n, COALESCE(c.conflict, 0) AND NOT {DECIDED}
         FROM item i CROSS JOIN wanted w ON w.item_id = i.id
         LEFT JOIN consensus c ON c.item_id = i.id AND c.question_id = ?1
         LEFT JOIN reference f ON f.item_id = i.id AND f.question_id = ?1
         WHERE {} ORDER BY i.id LIMIT ?2",
        parts.join(" AND ")
    );
    let mut query = r.sql().prepare_cached(&sql)?;
    let rows = query.query_map(params_from_iter(values), |row| {
        Ok(ItemRow {
            item: row.get(0)?,
            key: row.get(1)?,
            class: row.get(2)?,
            source: row.get(3)?,
            judgments: row.get(4)?,
            wanted: row.get(5)?,
            conflict: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
