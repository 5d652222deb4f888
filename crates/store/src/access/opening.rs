//! What a file is, before it is opened for work: ours, readable, whole.

use super::{APPLICATION_ID, BUSY_AT_OPENING};
use crate::error::{Result, StoreError};
use crate::migrations::VERSION;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

pub(super) const READ_ONLY: OpenFlags =
    OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX).union(OpenFlags::SQLITE_OPEN_URI);

/// The version in the header, or why the file is refused. Opens read-only: a refused file is not touched.
pub(super) fn inspect(path: &Path) -> Result<i64> {
    if !path.is_file() {
        return Err(StoreError::Missing(path.to_owned()));
    }
    let io = |source| StoreError::Io { path: path.to_owned(), source };
    let mut header = [0_u8; 100];
    let length = std::fs::metadata(path).map_err(io)?.len();
    std::io::Read::read_exact(&mut std::fs::File::open(path).map_err(io)?, &mut header)
        .map_err(|_| StoreError::NotAProject(path.to_owned()))?;
    if !header.starts_with(b"SQLite format 3\0") || length < 512 {
        return Err(StoreError::NotAProject(path.to_owned()));
    }
    let conn = Connection::open_with_flags(readable(path)?, READ_ONLY).map_err(|e| cannot_open(path, e))?;
    conn.busy_timeout(BUSY_AT_OPENING)?;
    let pragma = |name: &str| -> Result<i64> {
        conn.pragma_query_value(None, name, |row| row.get(0)).map_err(|e| cannot_open(path, e))
    };
    if pragma("application_id")? != APPLICATION_ID {
        return Err(StoreError::NotAProject(path.to_owned()));
    }
    let found = pragma("user_version")?;
    if found > VERSION {
        return Err(StoreError::TooNew { path: path.to_owned(), found, known: VERSION });
    }
    if log_length(path) == 0 && stated_length(&header) > length {
        return Err(StoreError::Damaged { path: path.to_owned(), detail: "the file is cut short".into() });
    }
    Ok(found)
}

/// What to open for reading. Where the folder takes no new file (a read-only disk), SQLite cannot keep track of who
/// reads; nobody can write there either, so it is told that the file stays as it is.
pub(super) fn readable(path: &Path) -> Result<PathBuf> {
    let plain = || -> rusqlite::Result<i64> {
        let conn = Connection::open_with_flags(path, READ_ONLY)?;
        conn.busy_timeout(BUSY_AT_OPENING)?;
        conn.pragma_query_value(None, "schema_version", |row| row.get(0))
    };
    use rusqlite::ErrorCode::{CannotOpen, ReadOnly};
    match plain() {
        Err(e) if matches!(e.sqlite_error_code(), Some(CannotOpen | ReadOnly)) => {}
        Err(e) => return Err(cannot_open(path, e)),
        Ok(_) => return Ok(path.to_owned()),
    }
    if log_length(path) > 0 {
        let message = format!(
            "{} was not closed, and what was done last lies in the log beside it, which cannot be read here; copy the \
             file and its -wal file to a place where you may write, and open the copy",
            path.display()
        );
        return Err(StoreError::refused("log_unreadable", message));
    }
    let mut uri = String::from(if cfg!(windows) { "file:///" } else { "file:" });
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'?' | b'#' | b'%' | 0x80.. => uri.push_str(&format!("%{byte:02X}")),
            _ => uri.push(char::from(byte)),
        }
    }
    Ok(PathBuf::from(uri + "?immutable=1"))
}

/// Bytes of the log beside a project file that are not in it yet; 0 where there is none.
pub(super) fn log_length(path: &Path) -> u64 {
    std::fs::metadata(format!("{}-wal", path.display())).map_or(0, |about| about.len())
}

/// What the header says of the file's length (SQLite file format, 1.3): SQLite itself goes by the file where the two
/// differ, and would take a cut file for a whole one.
fn stated_length(header: &[u8; 100]) -> u64 {
    let page_size = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    u64::from(u32::from_be_bytes([header[28], header[29], header[30], header[31]])) * page_size
}

pub(super) fn cannot_open(path: &Path, error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode::{CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, NotADatabase};
    match error.sqlite_error_code() {
        Some(DatabaseBusy | DatabaseLocked) => StoreError::Locked(path.to_owned()),
        Some(NotADatabase) => StoreError::NotAProject(path.to_owned()),
        Some(DatabaseCorrupt) => StoreError::Damaged { path: path.to_owned(), detail: error.to_string() },
        Some(CannotOpen) => StoreError::Io {
            path: path.to_owned(),
            source: std::io::Error::other(
                "cannot be opened; check that the folder exists and may be written to",
            ),
        },
        _ => error.into(),
    }
}
