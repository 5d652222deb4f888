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
    /// Where it lies below the project's folder, for when it is linked; none where it lies elsewhere.
    pub link: Option<&'a str>,
}

/// Where the bytes of a picture are.
pub enum Content {
    /// In the project.
    Copied(Vec<u8>),
    /// In a file below the project's folder.
    Linked {
        /// Its path from there.
        link: String,
        /// How long it was.
        bytes: u64,
    },
}

/// Stores a picture once and gives its row id.
///
/// # Errors
/// `media_elsewhere` where it would have to be linked and lies outside the project's folder.
pub fn put(w: &Write<'_>, media: &NewMedia<'_>) -> Result<i64> {
    put_within(w, media, COPY_LIMIT)
}

fn put_within(w: &Write<'_>, media: &NewMedia<'_>, most: i64) -> Result<i64> {
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
    let link = if copied.saturating_add(bytes) > most {
        // A link that leads out of the folder would not be followed later.
        Some(media.link.ok_or_else(|| {
            StoreError::refused(
                "media_elsewhere",
                "the project holds as many pictures as are copied into it (2 GiB); further ones stay in their files, \
                 which must lie in the folder of the project or below it. Move the pictures there and import again",
            )
        })?)
    } else {
        None
    };
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

/// The content of a picture.
pub fn get(r: &Read<'_>, hash: &str) -> Result<Content> {
    let found: Option<(Option<String>, u64, Option<Vec<u8>>)> = r
        .sql()
        .prepare_cached(
            "SELECT m.link, m.bytes, c.content FROM media m LEFT JOIN media_content c ON c.media_id = m.id
             WHERE m.hash = ?",
        )?
        .query_row([hash], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    match found {
        Some((None, _, Some(content))) => Ok(Content::Copied(content)),
        Some((Some(link), bytes, _)) => Ok(Content::Linked { link, bytes }),
        _ => Err(StoreError::not_found("picture", hash)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;

    fn picture<'a>(hash: &'a str, link: Option<&'a str>) -> NewMedia<'a> {
        NewMedia { hash, mime: "image/png", width: 1, height: 1, content: b"12345", link }
    }

    #[test]
    fn beyond_the_limit_pictures_are_linked_and_only_from_the_projects_folder() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::create(&dir.path().join("p.assay")).unwrap();
        store.write(0, |w| put_within(w, &picture("a", None), 5)).unwrap();
        let error = store.write(0, |w| put_within(w, &picture("b", None), 5)).unwrap_err();
        assert_eq!(error.code(), "media_elsewhere");
        store.write(0, |w| put_within(w, &picture("c", Some("x/c.png")), 5)).unwrap();
        assert!(matches!(store.read(|r| get(r, "a")).unwrap(), Content::Copied(bytes) if bytes == b"12345"));
        let linked = store.read(|r| get(r, "c")).unwrap();
        assert!(matches!(linked, Content::Linked { link, bytes: 5 } if link == "x/c.png"));
        assert_eq!(store.read(|r| get(r, "b")).err().unwrap().code(), "not_found");
    }
}
