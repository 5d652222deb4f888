//! Items, their content and their metadata fields.

use crate::Read;
use crate::error::{OrNotFound, Result};
use rusqlite::{OptionalExtension, Row};
use serde_json::{Map, Value};

/// A picture or other media of an item.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct MediaRef {
    /// Names the content on the media protocol.
    pub id: String,
    /// From the allow list.
    pub mime: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// What a rater sees of an item.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Item {
    /// Row id.
    pub id: i64,
    /// External key.
    pub key: String,
    /// The content fields in order, name to text (or any JSON value).
    #[ts(type = "Record<string, unknown>")]
    pub fields: Map<String, Value>,
    /// The picture.
    pub media: Option<MediaRef>,
}

/// A metadata field.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Field {
    /// Row id; its values stand in column `f<id>`.
    pub id: i64,
    /// As in the file it came from.
    pub name: String,
}

/// One item.
pub fn get(r: &Read<'_>, id: i64) -> Result<Item> {
    let mut query = r.sql().prepare_cached(
        "SELECT i.id, i.key, c.fields, m.hash, m.mime, m.width, m.height
         FROM item i JOIN item_content c ON c.item_id = i.id LEFT JOIN media m ON m.id = i.media_id WHERE i.id = ?",
    )?;
    let (item, fields) =
        query.query_row([id], |row| Ok((item(row)?, row.get::<_, String>(2)?))).or_not_found("item", id)?;
    Ok(Item { fields: serde_json::from_str(&fields)?, ..item })
}

fn item(row: &Row<'_>) -> rusqlite::Result<Item> {
    let media = match row.get::<_, Option<String>>(3)? {
        Some(id) => Some(MediaRef { id, mime: row.get(4)?, width: row.get(5)?, height: row.get(6)? }),
        None => None,
    };
    Ok(Item { id: row.get(0)?, key: row.get(1)?, fields: Map::new(), media })
}

/// The external key of an item.
pub fn key(r: &Read<'_>, id: i64) -> Result<String> {
    let mut query = r.sql().prepare_cached("SELECT key FROM item WHERE id = ?")?;
    query.query_row([id], |row| row.get(0)).or_not_found("item", id)
}

/// The id of a visible item.
pub fn id_of_key(r: &Read<'_>, key: &str) -> Result<Option<i64>> {
    Ok(r.sql()
        .prepare_cached("SELECT id FROM item WHERE key = ? AND id <= (SELECT item_horizon FROM project)")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

/// Id, digest and whether it is visible, of the item with this key.
pub fn digest_of_key(r: &Read<'_>, key: &str) -> Result<Option<(i64, Vec<u8>, bool)>> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT id, digest, id <= (SELECT item_horizon FROM project) FROM item WHERE key = ?",
        )?
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?)
}

/// The metadata fields in order.
pub fn fields(r: &Read<'_>) -> Result<Vec<Field>> {
    let mut query = r.sql().prepare_cached(
        "SELECT f.id, f.name FROM field f JOIN import i ON i.id = f.import_id WHERE i.finished_at IS NOT NULL
         ORDER BY f.position, f.id",
    )?;
    let rows = query.query_map([], |row| Ok(Field { id: row.get(0)?, name: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The metadata values of an item, as text, with how many items have the same.
pub fn shared_values(r: &Read<'_>, item: i64) -> Result<Vec<(Field, String, i64)>> {
    let mut shared = Vec::new();
    for field in fields(r)? {
        let column = format!("f{}", field.id);
        let found: Option<(String, i64)> = r
            .sql()
            .prepare_cached(&format!(
                "SELECT CAST(m.{column} AS TEXT), (SELECT COUNT(*) FROM item_metadata o
                  WHERE o.{column} = m.{column} AND o.item_id <= (SELECT item_horizon FROM project))
                 FROM item_metadata m WHERE m.item_id = ? AND m.{column} IS NOT NULL"
            ))?
            .query_row([item], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        shared.extend(found.map(|(value, items)| (field, value, items)));
    }
    Ok(shared)
}

/// Whether there is no item at all, of an unfinished import neither.
pub fn none(r: &Read<'_>) -> Result<bool> {
    Ok(r.sql().query_row("SELECT NOT EXISTS (SELECT 1 FROM item)", [], |row| row.get(0))?)
}
