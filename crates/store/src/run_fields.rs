//! What is known of the items of a run beside their labels: metadata and marks, as columns.

use crate::Read;
use crate::error::{OrNotFound, Result};
use crate::items::Field;
use crate::sheet::json;
use serde_json::Value;
use std::collections::HashMap;

/// One metadata field.
pub fn field(r: &Read<'_>, id: i64) -> Result<Field> {
    crate::items::fields(r)?
        .into_iter()
        .find(|field| field.id == id)
        .ok_or(rusqlite::Error::QueryReturnedNoRows)
        .or_not_found("metadata field", id)
}

/// The values of a field for these items, which stand by rising id; null where an item has none.
pub fn values(r: &Read<'_>, run: i64, field: i64, items: &[i64]) -> Result<Vec<Value>> {
    let column = format!("f{}", self::field(r, field)?.id);
    let mut query = r.sql().prepare(&format!(
        "SELECT p.item_id, m.{column} FROM prediction p LEFT JOIN item_metadata m ON m.item_id = p.item_id
         WHERE p.run_id = ? ORDER BY p.item_id"
    ))?;
    let mut rows = query.query([run])?;
    let mut found = Vec::with_capacity(items.len());
    let mut wanted = items.iter().peekable();
    while let Some(row) = rows.next()? {
        let item: i64 = row.get(0)?;
        if wanted.next_if(|wanted| **wanted == item).is_some() {
            found.push(json(row.get_ref(1)?));
        }
    }
    found.resize(items.len(), Value::Null);
    Ok(found)
}

/// The marks of a tag by item: whether it has it.
pub fn marks(r: &Read<'_>, tag: i64) -> Result<HashMap<i64, bool>> {
    let mut query = r.sql().prepare_cached("SELECT item_id, state FROM mark WHERE tag_id = ?")?;
    let rows = query.query_map([tag], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
