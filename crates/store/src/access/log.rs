//! The log that a program left behind which ended early.

use super::opening::{beside, cannot_open, log_length};
use crate::error::{Result, StoreError};
use rusqlite::Connection;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

const PART: usize = 1 << 20;

/// Writes the log beside the file anew, byte by byte, and syncs it.
///
/// After a failed sync the system takes pages for written that are only in memory, and no later sync writes them. What such
/// a log holds would be read as confirmed, moved into the file and written behind, and a power cut would then leave a log
/// that ends in the middle beside a file that has some of what came after it. Written again, the pages are on the disk
/// before anything is done on the strength of them.
///
/// Begins as a change would, so it also says now, not at the first label, that nobody may write.
pub(super) fn write_anew(conn: &Connection, path: &Path) -> Result<()> {
    // Nobody writes to it meanwhile. Whoever reads it finds what was there.
    conn.execute_batch("BEGIN IMMEDIATE").map_err(|e| cannot_open(path, e))?;
    let log = beside(path, "-wal");
    let written = match log_length(path) {
        0 => Ok(()),
        _ => rewrite(&log).map_err(|source| StoreError::Io { path: log, source }),
    };
    conn.execute_batch("ROLLBACK")?;
    written
}

fn rewrite(log: &Path) -> std::io::Result<()> {
    // SQLite holds its locks on the file and on the index of the log, so closing this handle gives up none.
    let mut file = match OpenOptions::new().read(true).write(true).open(log) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    let mut part = vec![0; PART];
    let mut at = 0;
    loop {
        file.seek(SeekFrom::Start(at))?;
        let size = file.read(&mut part)?;
        if size == 0 {
            return file.sync_all();
        }
        file.seek(SeekFrom::Start(at))?;
        file.write_all(&part[..size])?;
        at += size as u64;
    }
}

/// Whether the log can still be written to; so can the file then. The file itself is not asked: closing a handle of our own
/// would give up the locks on it.
pub(super) fn takes_writes(path: &Path) -> bool {
    let opened = OpenOptions::new().write(true).open(beside(path, "-wal"));
    !opened.is_err_and(|error| {
        matches!(error.kind(), ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied)
    })
}
