//! What a file is, before it is opened for work: ours, readable, whole.

use super::{APPLICATION_ID, BUSY_AT_OPENING, schema};
use crate::error::{Result, StoreError};
use crate::migrations::VERSION;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

pub(crate) const READ_ONLY: OpenFlags =
    OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX).union(OpenFlags::SQLITE_OPEN_URI);

/// Files up to this size are looked through page by page before they are opened for work; larger ones in the background
/// of the window, and whenever a backup is taken.
pub(super) const LOOKED_THROUGH: i64 = 16 << 20;
/// How often a file is looked at again that changed while it was looked at.
const LOOKS: usize = 4;

/// For what a file is opened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// To change it.
    Work,
    /// To take out what can be read.
    Reading,
}

/// The version in the header, or why the file is refused. Opens read-only: a refused file is not touched, and nothing
/// is left beside it.
pub(super) fn inspect(path: &Path, purpose: For) -> Result<i64> {
    if !path.is_file() {
        return Err(StoreError::Missing(path.to_owned()));
    }
    let mut looks = 1;
    loop {
        let before = stamp(path);
        match look(path, purpose) {
            // Another program wrote to it meanwhile; what was seen is neither the one state nor the other.
            Err(_) if looks < LOOKS && stamp(path) != before => looks += 1,
            answer => return answer,
        }
    }
}

/// Size and time of a file and its log.
pub(super) type Stamp = [Option<(u64, std::time::SystemTime)>; 2];

pub(super) fn stamp(path: &Path) -> Stamp {
    [path.to_owned(), beside(path, "-wal")].map(|path| {
        let about = std::fs::metadata(path).ok()?;
        Some((about.len(), about.modified().ok()?))
    })
}

fn look(path: &Path, purpose: For) -> Result<i64> {
    no_stray_journal(path)?;
    // Read as it stands where no log has to be read with it: so nothing is made beside it. Never by other means than
    // SQLite's: closing a file gives up every lock that this process holds on it.
    let plain = if log_length(path) == 0 { as_it_stands(path) } else { readable(path)? };
    let conn = Connection::open_with_flags(plain, READ_ONLY).map_err(|e| cannot_open(path, e))?;
    let told = |error: rusqlite::Error| cannot_open(path, error);
    conn.busy_timeout(BUSY_AT_OPENING).map_err(told)?;
    crate::query::add_functions(&conn).map_err(told)?;
    distrust(&conn).map_err(told)?;
    let pragma =
        |name: &str| -> Result<i64> { conn.pragma_query_value(None, name, |row| row.get(0)).map_err(told) };
    if pragma("application_id")? != APPLICATION_ID {
        return Err(StoreError::NotAProject(path.to_owned()));
    }
    let found = pragma("user_version")?;
    if found > VERSION {
        return Err(StoreError::TooNew { path: path.to_owned(), found, known: VERSION });
    }
    if found < 1 {
        return Err(crate::project::incomplete());
    }
    schema::compare(&conn, path, found).map_err(|error| error.of(path))?;
    let size = pragma("page_count")? * pragma("page_size")?;
    let length = std::fs::metadata(path).map_or(0, |about| about.len());
    if log_length(path) == 0 && u64::try_from(size).unwrap_or(u64::MAX) > length {
        return Err(StoreError::Damaged { path: path.to_owned(), detail: "the file is cut short".into() });
    }
    if purpose == For::Work && size <= LOOKED_THROUGH {
        look_through(&conn).map_err(|error| error.of(path))?;
    }
    Ok(found)
}

/// Looks at every page: whether each is where it belongs and its rows can be told apart.
pub(crate) fn look_through(conn: &Connection) -> Result<()> {
    let found: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    // Of several lines the first alone names the tree, the second the page.
    let detail: String = found.lines().collect::<Vec<_>>().join(", ").chars().take(200).collect();
    if detail == "ok" { Ok(()) } else { Err(StoreError::Corrupt(detail)) }
}

/// A project file is written with a log (`-wal`), never with a journal: one that lies beside it would be played back
/// into it, and what it holds is not known to be of this file.
fn no_stray_journal(path: &Path) -> Result<()> {
    const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    let journal = beside(path, "-journal");
    let Ok(mut file) = std::fs::File::open(&journal) else { return Ok(()) };
    let mut start = [0; 8];
    if std::io::Read::read_exact(&mut file, &mut start).is_err() || start != MAGIC {
        return Ok(());
    }
    let message = format!(
        "beside {} lies a journal that Assay did not write ({}); opening the project would play it back into the file. \
         If another program was changing the file, let that finish; else move the journal away",
        path.display(),
        journal.file_name().unwrap_or_default().to_string_lossy()
    );
    Err(StoreError::refused("journal_foreign", message))
}

/// What a file of unknown origin may not do on a connection.
pub(crate) fn distrust(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // There are no triggers of ours, and none of others shall act.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    conn.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
}

/// What to open for reading. Where the folder takes no new file (a read-only disk), SQLite cannot keep track of who
/// reads; it is told that the file stays as it is. Where someone else may write there, the store sees that it did not.
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
    Ok(as_it_stands(path))
}

/// The address of a file that nobody writes to, for SQLite: read without locks, with nothing made beside it.
pub(crate) fn as_it_stands(path: &Path) -> PathBuf {
    let mut uri = String::from(if cfg!(windows) { "file:///" } else { "file:" });
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'?' | b'#' | b'%' | 0x80.. => uri.push_str(&format!("%{byte:02X}")),
            _ => uri.push(char::from(byte)),
        }
    }
    PathBuf::from(uri + "?immutable=1")
}

/// Whether a new project file can come to a place: neither a file lies there, nor what would be played back into it.
pub(crate) fn free_place(target: &Path) -> Result<()> {
    let taken =
        ["", "-wal", "-journal"].map(|ending| beside(target, ending)).into_iter().find(|path| path.exists());
    taken.map_or(Ok(()), |path| Err(StoreError::Exists(path)))
}

/// Bytes of the log beside a project file that are not in it yet; 0 where there is none.
pub(super) fn log_length(path: &Path) -> u64 {
    std::fs::metadata(beside(path, "-wal")).map_or(0, |about| about.len())
}

/// What SQLite names a file that belongs to a project file.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

pub(crate) fn cannot_open(path: &Path, error: rusqlite::Error) -> StoreError {
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
