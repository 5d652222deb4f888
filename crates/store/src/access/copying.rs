//! Complete copies of a project file, written beside their name and renamed: one that failed leaves nothing.

use super::opening::cannot_open;
use super::{Read, Store};
use crate::error::{Result, StoreError};
use rusqlite::Connection;
use std::path::Path;

impl Store {
    /// A complete copy while the file is in use, through SQLite's backup interface. Works from what is open where the
    /// file failed or is no longer where it was.
    pub fn copy_to(&self, target: &Path) -> Result<()> {
        if target.exists() {
            return Err(StoreError::Exists(target.to_owned()));
        }
        if self.look().is_err()
            && let Some(writer) = self.writer()
            && let Some(conn) = &writer.conn
        {
            return backup(conn, target);
        }
        self.read(|Read(conn)| backup(conn, target))
    }
}

/// Copies to a name that is taken by nothing of worth.
pub(super) fn backup(conn: &Connection, target: &Path) -> Result<()> {
    let part = target.with_added_extension("part");
    let io = |source| StoreError::Io { path: target.to_owned(), source };
    // Of a copy that was cut off by a crash.
    let _ = std::fs::remove_file(&part);
    let copied = conn
        .backup("main", &part, None)
        .map_err(|error| copy_failed(target, error))
        .and_then(|()| std::fs::File::open(&part).and_then(|file| file.sync_all()).map_err(io))
        .and_then(|()| std::fs::rename(&part, target).map_err(io));
    if copied.is_err() {
        // The copy failed already; what is left of it only takes room.
        let _ = std::fs::remove_file(&part);
        let _ = std::fs::remove_file(format!("{}-journal", part.display()));
    }
    copied?;
    // The name itself is safe once its folder is; some file systems cannot do it.
    #[cfg(unix)]
    if let Some(folder) = target.parent() {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let _ = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

/// Told of the copy: the project itself may be sound.
fn copy_failed(target: &Path, error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode::{CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull};
    let said = match error.sqlite_error_code() {
        Some(CannotOpen | DatabaseBusy | DatabaseLocked) => return cannot_open(target, error),
        Some(DiskFull) => {
            "the disk is full; the copy was not made. Make room, or choose another disk".to_owned()
        }
        _ => format!("the copy could not be written ({error}); choose another disk"),
    };
    StoreError::Io { path: target.to_owned(), source: std::io::Error::other(said) }
}
