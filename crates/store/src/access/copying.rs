//! Complete copies of a project file, written beside their name and renamed: one that failed leaves nothing.

use super::opening::{beside, cannot_open};
use super::{Read, Store};
use crate::backups;
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
            return copy(conn, target);
        }
        self.read(|Read(conn)| copy(conn, target))
    }
}

/// Copies to a name that is taken by nothing of worth.
fn copy(conn: &Connection, target: &Path) -> Result<()> {
    let part = target.with_added_extension("part");
    // Of a copy that was cut off by a crash.
    let _ = std::fs::remove_file(&part);
    let copied = backups::copy(conn, &part, &mut |_, _| true)
        .map_err(|error| of_the_copy(target, error))
        .and_then(|()| {
            let io = |source| StoreError::Io { path: target.to_owned(), source };
            std::fs::rename(&part, target).map_err(io)
        });
    if copied.is_err() {
        // The copy failed already; what is left of it only takes room.
        for ending in ["", "-journal"] {
            let _ = std::fs::remove_file(beside(&part, ending));
        }
    }
    copied?;
    // The name itself is safe once its folder is; some file systems cannot do it.
    let _ = backups::sync_folder(target.parent().unwrap_or(Path::new(".")));
    Ok(())
}

/// Told of the copy: the project itself may be sound.
fn of_the_copy(target: &Path, error: StoreError) -> StoreError {
    use rusqlite::ErrorCode::{CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull};
    let StoreError::Sqlite(error) = error else { return error };
    let said = match error.sqlite_error_code() {
        Some(CannotOpen | DatabaseBusy | DatabaseLocked) => return cannot_open(target, error),
        Some(DiskFull) => {
            "the disk is full; the copy was not made. Make room, or choose another disk".to_owned()
        }
        _ => format!("the copy could not be written ({error}); choose another disk"),
    };
    StoreError::Io { path: target.to_owned(), source: std::io::Error::other(said) }
}
