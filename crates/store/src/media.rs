//! Pictures, by the hash of their content.

use crate::error::{Result, StoreError};
use crate::{Read, Write};
use rusqlite::{OptionalExtension, params};

/// Media are copied into the project up to this many bytes in all; beyond it they are linked.
pub const COPY_LIMIT: i64 = 2 * 1024 * 1024 * 1024;

/// A picture about to be stored.
pub struct NewMedia<'a> {
    /// SHA-256, lower-case hexadecimal.
    pub hash: &'a str,
    /// From the allow list.
    pub mime: &'a str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The content.
    pub content: &'a [u8],
    /// Where it lies relative to the project file, for when it is linked.
    pub link: &'a str,
}

/// Where the bytes of a picture are.
pub enum Content {
    /// In the project.
    Copied(Vec<u8>),
    /// In a file, relative to the project file.
    Linked(String),
}

/// Stores a picture once and gives its row id.
pub fn put(w: &Write<'_>, media: &NewMedia<'_>) -> Result<i64> {
    let known: Option<i64> = w
        .sql()
        .prepare_cached("SELECT id FROM media WHERE hash = ?")?
        .query_row([media.hash], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    let bytes = i64::try_from(media.content.len()).unwrap_or(i64::MAX);
    let copied: i64 = w
        .sql()
        .prepare_cached("SELECT COALESCE(SUM(bytes), 0) FROM media WHERE link IS NULL")?
        .query_row([], |row| row.get(0))?;
    let link = (copied.saturating_add(bytes) > COPY_LIMIT).then_some(media.link);
    w.sql()
        .prepare_cached(
            "INSERT INTO media (hash, mime, width, height, bytes, link) VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![media.hash, media.mime, media.width, media.height, bytes, link])?;
    let id = w.sql().last_insert_rowid();
    if link.is_none() {
        w.sql()
            .prepare_cached("INSERT INTO media_content (media_id, content) VALUES (?, ?)")?
            .execute(params![id, media.content])?;
    }
    Ok(id)
}

/// Type and content of a picture.
pub fn get(r: &Read<'_>, hash: &str) -> Result<(String, Content)> {
    let found: Option<(String, Option<String>, Option<Vec<u8>>)> = r
        .sql()
        .prepare_cached(
            "SELECT m.mime, m.link, c.content FROM media m LEFT JOIN media_content c ON c.media_id = m.id
             WHERE m.hash = ?",
        )?
        .query_row([hash], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    match found {
        Some((mime, None, Some(content))) => Ok((mime, Content::Copied(content))),
        Some((mime, Some(link), _)) => Ok((mime, Content::Linked(link))),
        _ => Err(StoreError::not_found("picture", hash)),
    }
}
