//! Opening a project file, and the two ways to use it: [`Read`] and [`Write`].

use crate::error::{Result, StoreError};
use crate::migrations::{MIGRATIONS, VERSION};
use r2d2_sqlite::SqliteConnectionManager;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// `ASSY` in the header of every project file.
const APPLICATION_ID: i64 = 0x4153_5359;
/// How long one process waits for another one's transaction.
const BUSY: Duration = Duration::from_secs(15);
const READERS: u32 = 4;

/// An open project file: one writer, a small pool of readers.
pub struct Store {
    path: PathBuf,
    // Before the writer, because fields are dropped in order: the last connection to close moves the log into the
    // file and removes it, and a reader may not do that. One project is one file when nobody has it open.
    readers: r2d2::Pool<SqliteConnectionManager>,
    writer: Option<Mutex<Connection>>,
}

/// The file as one reading transaction sees it.
pub struct Read<'a>(&'a Connection);

/// A transaction that may change the file; committed as a whole or not at all.
pub struct Write<'a> {
    read: Read<'a>,
    now: i64,
}

impl Read<'_> {
    pub(crate) fn sql(&self) -> &Connection {
        self.0
    }
}

impl Write<'_> {
    /// When this transaction began, in milliseconds since 1970 UTC.
    pub fn now(&self) -> i64 {
        self.now
    }
}

impl<'a> Deref for Write<'a> {
    type Target = Read<'a>;
    fn deref(&self) -> &Read<'a> {
        &self.read
    }
}

impl Store {
    /// Makes a new, empty project file. Refused where a file stands already.
    pub fn create(path: &Path) -> Result<Store> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(path, flags).map_err(|e| cannot_open(path, e))?;
        conn.pragma_update(None, "application_id", APPLICATION_ID)?;
        prepare_writer(&conn)?;
        migrate(&mut conn)?;
        Store::with_writer(path, Some(conn))
    }

    /// Opens a project file. Not ours, newer than us or damaged: refused with nothing changed. Without the right to
    /// write it opens read-only.
    pub fn open(path: &Path) -> Result<Store> {
        if !path.is_file() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        let found = inspect(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(path, flags).map_err(|e| cannot_open(path, e))?;
        if conn.is_readonly("main")? {
            return Store::with_writer(path, None);
        }
        prepare_writer(&conn)?;
        if found < VERSION {
            let copy = path.with_extension(format!("before-v{VERSION}.assay"));
            backup(&conn, &copy)?;
            migrate(&mut conn)?;
        }
        Store::with_writer(path, Some(conn))
    }

    fn with_writer(path: &Path, writer: Option<Connection>) -> Result<Store> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let manager = SqliteConnectionManager::file(path).with_flags(flags).with_init(prepare);
        // No reaper and no spare connections: nothing in the background keeps the file open when the pool is gone.
        let readers = r2d2::Pool::builder()
            .max_size(READERS)
            .min_idle(Some(0))
            .idle_timeout(None)
            .max_lifetime(None)
            .build(manager)?;
        Ok(Store { path: path.to_owned(), writer: writer.map(Mutex::new), readers })
    }

    /// Where the file lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether nothing can be changed.
    pub fn is_read_only(&self) -> bool {
        self.writer.is_none()
    }

    /// Reads in one transaction: everything in it sees the same state.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Read<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut conn = self.readers.get().map_err(StoreError::from)?;
        let tx = conn.transaction().map_err(StoreError::from)?;
        let answer = work(&Read(&tx))?;
        tx.finish().map_err(StoreError::from)?;
        Ok(answer)
    }

    /// Changes the file: `BEGIN IMMEDIATE`, the work, commit. Any error rolls all of it back. When this returns
    /// `Ok`, the change is on the disk.
    pub fn write<T, E: From<StoreError>>(
        &self,
        now: i64,
        work: impl FnOnce(&Write<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let writer = self.writer.as_ref().ok_or(StoreError::ReadOnly)?;
        // A panic in another thread rolled its transaction back; the connection itself is sound.
        let mut conn = writer.lock().unwrap_or_else(PoisonError::into_inner);
        transact(&mut conn, now, work)
    }

    /// As [`Store::write`], without looking up for every row what it points at and what points at it: for the rows of
    /// an import that is not done, which point at what it has just found or made, and at which nothing can point yet.
    /// `assay check` would show otherwise.
    pub(crate) fn write_unchecked<T, E: From<StoreError>>(
        &self,
        now: i64,
        work: impl FnOnce(&Write<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let writer = self.writer.as_ref().ok_or(StoreError::ReadOnly)?;
        let mut conn = writer.lock().unwrap_or_else(PoisonError::into_inner);
        conn.pragma_update(None, "foreign_keys", false).map_err(StoreError::from)?;
        // The look-ups come back whatever happens, a panic of the work included.
        let answer = catch_unwind(AssertUnwindSafe(|| transact(&mut conn, now, work)));
        conn.pragma_update(None, "foreign_keys", true).map_err(StoreError::from)?;
        answer.unwrap_or_else(|panic| resume_unwind(panic))
    }

    /// A complete copy while the file is in use, through SQLite's backup interface. Written beside and renamed, so
    /// that a failed copy leaves nothing.
    pub fn copy_to(&self, target: &Path) -> Result<()> {
        if target.exists() {
            return Err(StoreError::Exists(target.to_owned()));
        }
        let conn = self.readers.get()?;
        let part = target.with_extension("assay-part");
        let copied = backup(&conn, &part).and_then(|()| {
            std::fs::rename(&part, target)
                .map_err(|source| StoreError::Io { path: target.to_owned(), source })
        });
        if copied.is_err() {
            // The copy failed already; what is left of it only takes room.
            let _ = std::fs::remove_file(&part);
        }
        copied
    }
}

fn transact<T, E: From<StoreError>>(
    conn: &mut Connection,
    now: i64,
    work: impl FnOnce(&Write<'_>) -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
    let answer = work(&Write { read: Read(&tx), now })?;
    tx.commit().map_err(StoreError::from)?;
    Ok(answer)
}

impl Drop for Store {
    /// Moves the log into the file, so that the one file is the whole project even where a reader closes last.
    fn drop(&mut self) {
        if let Some(writer) = &self.writer {
            let conn = writer.lock().unwrap_or_else(PoisonError::into_inner);
            if let Err(error) = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())) {
                // Nothing is lost: the log stays beside the file and is read at the next opening.
                tracing::warn!(%error, "the log was not moved into the project file");
            }
        }
    }
}

fn backup(conn: &Connection, target: &Path) -> Result<()> {
    conn.backup("main", target, None).map_err(|e| cannot_open(target, e))?;
    let copy = std::fs::File::open(target).and_then(|file| file.sync_all());
    copy.map_err(|source| StoreError::Io { path: target.to_owned(), source })
}

/// The version in the header, or why the file is refused. Opens read-only: a refused file is not touched.
fn inspect(path: &Path) -> Result<i64> {
    let io = |source| StoreError::Io { path: path.to_owned(), source };
    let mut header = [0_u8; 100];
    let length = std::fs::metadata(path).map_err(io)?.len();
    std::io::Read::read_exact(&mut std::fs::File::open(path).map_err(io)?, &mut header)
        .map_err(|_| StoreError::NotAProject(path.to_owned()))?;
    if !header.starts_with(b"SQLite format 3\0") || length < 512 {
        return Err(StoreError::NotAProject(path.to_owned()));
    }
    let conn =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(|e| cannot_open(path, e))?;
    conn.busy_timeout(BUSY)?;
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
    let wal = PathBuf::from(format!("{}-wal", path.display()));
    if !wal.exists() && stated_length(&header) > length {
        return Err(StoreError::Damaged { path: path.to_owned(), detail: "the file is cut short".into() });
    }
    Ok(found)
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

fn cannot_open(path: &Path, error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode::{CannotOpen, DatabaseCorrupt, NotADatabase};
    match error.sqlite_error_code() {
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

fn prepare(conn: &mut Connection) -> rusqlite::Result<()> {
    crate::query::add_functions(conn)?;
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(256);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON;
         PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824; PRAGMA temp_store = MEMORY;",
    )
}

fn prepare_writer(conn: &Connection) -> Result<()> {
    crate::query::add_functions(conn)?;
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(256);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;
         PRAGMA wal_autocheckpoint = 8192;
         PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;",
    )?;
    Ok(())
}

fn migrate(conn: &mut Connection) -> Result<()> {
    MIGRATIONS.to_latest(conn).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => StoreError::refused("migration_failed", other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    #[test]
    fn a_foreign_file_is_refused_and_left_alone() {
        let dir = scratch();
        let cases: &[(&str, &[u8])] = &[
            ("text.assay", b"hello, this is no database at all"),
            ("empty.assay", b""),
            ("cut.assay", b"SQLite format 3\0"),
        ];
        for (name, bytes) in cases {
            let path = dir.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(Store::open(&path).err().unwrap().code(), "not_a_project", "{name}");
            assert_eq!(&std::fs::read(&path).unwrap(), bytes);
        }
        let other = dir.path().join("other.assay");
        Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
        let before = std::fs::read(&other).unwrap();
        assert_eq!(Store::open(&other).err().unwrap().code(), "not_a_project");
        assert_eq!(std::fs::read(&other).unwrap(), before);
        assert_eq!(Store::open(&dir.path().join("none.assay")).err().unwrap().code(), "project_missing");
    }

    #[test]
    fn newer_damaged_and_existing_files_are_refused() {
        let dir = scratch();
        let path = dir.path().join("p.assay");
        drop(Store::create(&path).unwrap());
        assert_eq!(Store::create(&path).err().unwrap().code(), "project_exists");
        let cut = dir.path().join("cut.assay");
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
        assert_eq!(Store::open(&cut).err().unwrap().code(), "project_damaged");
        Connection::open(&path).unwrap().pragma_update(None, "user_version", VERSION + 1).unwrap();
        assert_eq!(Store::open(&path).err().unwrap().code(), "project_too_new");
    }

    #[test]
    fn a_project_that_nobody_has_open_is_one_file() {
        let dir = scratch();
        let path = dir.path().join("p.assay");
        let store = Store::create(&path).unwrap();
        store
            .read(|r| Ok::<_, StoreError>(r.sql().query_row("SELECT 1", [], |row| row.get::<_, i64>(0))?))
            .unwrap();
        drop(store);
        // A reader of the pool may close a moment later; all it can leave is an empty log.
        assert_eq!(std::fs::metadata(dir.path().join("p.assay-wal")).map_or(0, |log| log.len()), 0);
        assert!(std::fs::metadata(&path).unwrap().len() > 100_000, "the tables are in it");
    }

    #[test]
    fn a_panic_in_a_batch_leaves_the_look_ups_on() {
        let dir = scratch();
        let store = Store::create(&dir.path().join("p.assay")).unwrap();
        let work = || store.write_unchecked(1, |_| -> Result<()> { panic!("on purpose") });
        assert!(catch_unwind(AssertUnwindSafe(work)).is_err());
        let orphan = |w: &Write<'_>| {
            Ok(w.sql().execute("INSERT INTO item_content (item_id, fields) VALUES (9, '{}')", [])?)
        };
        let refused: Result<usize> = store.write(1, orphan);
        assert_eq!(refused.unwrap_err().code(), "storage_failed");
    }

    #[test]
    fn an_error_rolls_the_whole_transaction_back() {
        let dir = scratch();
        let store = Store::create(&dir.path().join("p.assay")).unwrap();
        let failed: Result<()> = store.write(1, |w| {
            w.sql().execute("INSERT INTO counter (name, value) VALUES ('x', 1)", [])?;
            Err(StoreError::refused("test", "no"))
        });
        assert_eq!(failed.unwrap_err().code(), "test");
        let rows: i64 = store
            .read(|r| {
                Ok::<_, StoreError>(r.sql().query_row("SELECT COUNT(*) FROM counter", [], |row| row.get(0))?)
            })
            .unwrap();
        assert_eq!(rows, 0);
    }
}
