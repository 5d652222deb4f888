//! Opening a project file, and the two ways to use it: [`Read`] and [`Write`].

mod copying;
mod fault;
mod log;
pub(crate) mod opening;
mod others;
mod readers;
mod reopening;
mod replacing;
mod schema;

pub use fault::{FaultReason, FileFault, OfStore};

use crate::backups;
use crate::error::{Result, StoreError};
use crate::migrations::{MIGRATIONS, VERSION};
use fault::Identity;
use opening::{For, Stamp, beside, cannot_open, distrust, inspect, log_length, readable, stamp};
use readers::{Reader, Readers};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

/// `ASSY` in the header of every project file.
const APPLICATION_ID: i64 = 0x4153_5359;
/// How long one process waits for another one's transaction.
const BUSY: Duration = Duration::from_secs(15);
/// How long opening waits for it, before it says so.
const BUSY_AT_OPENING: Duration = Duration::from_secs(3);
const READERS: usize = 4;
/// How long a question waits while others use all readers.
const WAIT_FOR_READER: Duration = Duration::from_secs(30);
/// Steps of SQLite's machine between two looks at whether to stop: about a tenth of a millisecond.
const STEPS: i32 = 10_000;

/// An open project file: one writer, a small pool of readers.
pub struct Store {
    path: PathBuf,
    // Before the writer, because fields are dropped in order: the last connection to close moves the log into the
    // file and removes it, and a reader may not do that. One project is one file when nobody has it open.
    readers: RwLock<Option<Arc<Readers>>>,
    writer: Option<Mutex<Writer>>,
    /// Why nothing is written any more.
    fault: Mutex<Option<FileFault>>,
    /// What was last seen of the writing of other processes.
    others: AtomicI64,
    /// The backup that was taken because opening brought the file to a newer version.
    before_update: Option<PathBuf>,
    /// Size and time of a file that is read without locks, as it lay when it was opened.
    unlocked: Option<Stamp>,
}

/// The one connection that writes; none after a file that failed could not be opened again.
struct Writer {
    conn: Option<Connection>,
    identity: Identity,
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
        let made = conn
            .pragma_update(None, "application_id", APPLICATION_ID)
            .map_err(StoreError::from)
            .and_then(|()| prepare_writer(&conn))
            .and_then(|()| migrate(&mut conn));
        if let Err(error) = made {
            drop(conn);
            // It was made a moment ago and holds nothing; left behind it would take the name.
            for part in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(beside(path, part));
            }
            return Err(error);
        }
        Store::with_writer(path, Some(conn))
    }

    /// Opens a project file. Not ours, newer than us, damaged or held by another program: refused with nothing
    /// changed. Without the right to write it opens read-only.
    pub fn open(path: &Path) -> Result<Store> {
        let found = inspect(path, For::Work)?;
        let mut conn = writable(path)?;
        if conn.is_readonly("main")? {
            return Store::read_only(path, found);
        }
        conn.busy_timeout(BUSY_AT_OPENING)?;
        log::write_anew(&conn, path)?;
        prepare_writer(&conn)?;
        if log_length(path) > 0 {
            // A log that does not fit the file is found by moving it there.
            conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        }
        if found < VERSION {
            let kept = backups::before_update(&conn, path)?;
            migrate(&mut conn)?;
            schema::mend(&conn)?;
            let mut store = Store::with_writer(path, Some(conn))?;
            store.before_update = Some(kept);
            return Ok(store);
        }
        schema::mend(&conn)?;
        Store::with_writer(path, Some(conn))
    }

    /// Opens a project file without ever writing to it, as while another program holds it.
    pub fn open_read_only(path: &Path) -> Result<Store> {
        Store::read_only(path, inspect(path, For::Reading)?)
    }

    fn read_only(path: &Path, found: i64) -> Result<Store> {
        if found < VERSION {
            let message = "the project was made by an older Assay and must be brought up to date, which read-only \
                           cannot be done; copy it to a place where you may write, and open that";
            return Err(StoreError::refused("project_old", message));
        }
        Store::with_writer(path, None)
    }

    fn with_writer(path: &Path, writer: Option<Connection>) -> Result<Store> {
        let seen = stamp(path);
        let address = if writer.is_some() { path.to_owned() } else { readable(path)? };
        let unlocked = (address != path).then_some(seen);
        let readers = Readers::new(address)?;
        let writer = writer.map(|conn| Writer::new(path, conn)).transpose()?.map(Mutex::new);
        Ok(Store {
            path: path.to_owned(),
            writer,
            readers: RwLock::new(Some(readers)),
            fault: Mutex::default(),
            others: AtomicI64::default(),
            before_update: None,
            unlocked,
        })
    }

    /// Where the file lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The backup that was taken because opening brought the file to a newer version.
    pub fn before_update(&self) -> Option<&Path> {
        self.before_update.as_deref()
    }

    /// Whether nothing can be changed.
    pub fn is_read_only(&self) -> bool {
        self.writer.is_none()
    }

    /// Reads in one transaction: everything in it sees the same state.
    pub fn read<T, E: OfStore>(
        &self,
        work: impl FnOnce(&Read<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut conn = self.reader()?;
        let answer = inquire(&mut conn, work);
        answer.map_err(|error| self.told(error))
    }

    /// As [`Store::read`], and stops with [`StoreError::Cancelled`] soon after `stop` is set: for what may take long and
    /// is wanted no more when something newer is.
    pub fn read_until<T, E: OfStore>(
        &self,
        stop: &Arc<AtomicBool>,
        work: impl FnOnce(&Read<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut conn = self.reader()?;
        let answer = stoppable(&mut conn, stop, |conn| {
            inquire(conn, |r| {
                let answer = work(r)?;
                if stop.load(Ordering::Relaxed) {
                    return Err(StoreError::Cancelled.into());
                }
                Ok(answer)
            })
        });
        answer.map_err(|error| self.told(error))
    }

    /// Changes the file: `BEGIN IMMEDIATE`, the work, commit. Any error rolls all of it back. When this returns
    /// `Ok`, the change is on the disk, in the file that the path names. Once the file itself has failed, every change
    /// is refused with [`StoreError::FileFailed`] until [`Store::reopen`].
    pub fn write<T, E: OfStore>(
        &self,
        now: i64,
        work: impl FnOnce(&Write<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.change(|conn| transact(conn, now, work))
    }

    /// As [`Store::write`], and stops with [`StoreError::Cancelled`] and everything as it was soon after `stop` is set.
    pub fn write_until<T, E: OfStore>(
        &self,
        now: i64,
        stop: &Arc<AtomicBool>,
        work: impl FnOnce(&Write<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.change(|conn| stoppable(conn, stop, |conn| transact(conn, now, work)))
    }

    /// As [`Store::write_until`], and rolls everything back: what the work would answer.
    pub fn rehearse_until<T, E: OfStore>(
        &self,
        now: i64,
        stop: &Arc<AtomicBool>,
        work: impl FnOnce(&Write<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let rehearse = |conn: &mut Connection| {
            let tx =
                conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
            let answer = work(&Write { read: Read(&tx), now })?;
            tx.rollback().map_err(StoreError::from)?;
            Ok(answer)
        };
        self.change(|conn| stoppable(conn, stop, rehearse))
    }

    /// As [`Store::write`], without looking up for every row what it points at and what points at it: for the rows of
    /// an import that is not done, which point at what it has just found or made, and at which nothing can point yet.
    /// `assay check` would show otherwise.
    pub(crate) fn write_unchecked<T, E: OfStore>(
        &self,
        now: i64,
        work: impl FnOnce(&Write<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.change(|conn| {
            conn.pragma_update(None, "foreign_keys", false).map_err(StoreError::from)?;
            // The look-ups come back whatever happens, a panic of the work included.
            let answer = catch_unwind(AssertUnwindSafe(|| transact(conn, now, work)));
            conn.pragma_update(None, "foreign_keys", true).map_err(StoreError::from)?;
            answer.unwrap_or_else(|panic| resume_unwind(panic))
        })
    }

    /// Runs a change on the one writing connection, and remembers where the file itself failed.
    fn change<T, E: OfStore>(
        &self,
        work: impl FnOnce(&mut Connection) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut writer = self.writer().ok_or(StoreError::ReadOnly)?;
        self.look_at(&writer)?;
        // Nothing is known to be wrong, so there is a connection.
        let Writer { conn: Some(conn), identity } = &mut *writer else { return Err(StoreError::Busy.into()) };
        let answer = work(conn).map_err(|error| self.told(error))?;
        if !identity.holds() {
            // It may be in a file that nobody will find again.
            return Err(self.gone(&writer).into());
        }
        Ok(answer)
    }

    fn writer(&self) -> Option<MutexGuard<'_, Writer>> {
        // A panic in another thread rolled its transaction back; the connection itself is sound.
        Some(self.writer.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A connection that reads.
    pub(crate) fn reader(&self) -> Result<Reader> {
        if self.unlocked.as_ref().is_some_and(|seen| *seen != stamp(&self.path)) {
            let message = format!(
                "someone else has changed {} since it was opened, and here it could only be read as it stood then; open \
                 it again",
                self.path.display()
            );
            return Err(StoreError::refused("project_changed", message));
        }
        let readers = self.readers.read().unwrap_or_else(PoisonError::into_inner).clone();
        match (readers, self.fault()) {
            // Whatever is open still reads; what is not would wait in vain for a file that is gone.
            (Some(readers), Some(fault)) => readers.idle().ok_or(StoreError::FileFailed(fault)),
            (Some(readers), None) => match readers.get(WAIT_FOR_READER) {
                Ok(reader) => reader.ok_or(StoreError::Busy),
                Err(error) if self.writer.is_some() => {
                    Err(self.fail(FileFault::new(&self.path, FaultReason::Failed, &error.to_string())))
                }
                Err(error) => Err(error),
            },
            (None, fault) => Err(fault.map_or(StoreError::Busy, StoreError::FileFailed)),
        }
    }

    /// Moves the log into the file, as far as nobody uses it just now: whoever copies the file by itself, which
    /// people do, gets what was there until then.
    pub fn settle(&self) {
        self.move_log("PASSIVE");
    }

    fn move_log(&self, how: &str) {
        let Some(writer) = self.writer() else { return };
        let Some(conn) = &writer.conn else { return };
        if let Err(error) = conn.query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |_| Ok(())) {
            // Nothing is lost: the log stays beside the file and is read at the next opening.
            tracing::warn!(%error, "the log was not moved into the project file");
        }
    }
}

/// Works on a connection that stops soon after `stop` is set; nobody stops it afterwards.
fn stoppable<T, E: OfStore>(
    conn: &mut Connection,
    stop: &Arc<AtomicBool>,
    work: impl FnOnce(&mut Connection) -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    let asked = Arc::clone(stop);
    let watch = move || asked.load(Ordering::Relaxed);
    conn.progress_handler(STEPS, Some(watch)).map_err(StoreError::from)?;
    let answer = catch_unwind(AssertUnwindSafe(|| work(&mut *conn)));
    conn.progress_handler(STEPS, None::<fn() -> bool>).map_err(StoreError::from)?;
    answer.unwrap_or_else(|panic| resume_unwind(panic))
}

fn inquire<T, E: OfStore>(
    conn: &mut Connection,
    work: impl FnOnce(&Read<'_>) -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    let tx = conn.transaction().map_err(StoreError::from)?;
    let answer = work(&Read(&tx))?;
    tx.finish().map_err(StoreError::from)?;
    Ok(answer)
}

fn transact<T, E: OfStore>(
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
    /// The one file is the whole project even where a reader closes last.
    fn drop(&mut self) {
        let Some(writer) = self.writer() else { return };
        let Writer { conn: Some(conn), identity } = &*writer else { return };
        // Moving the log holds writers off, and nobody waits for a program that ends: what it cannot move now, whoever
        // closes next does.
        let stands = identity.stands();
        let ready = conn.busy_timeout(Duration::ZERO).and_then(|()| match stands {
            true => Ok(()),
            // Closing removes the log by its name, which may be that of another file's by now.
            false => conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map(drop),
        });
        if let Err(error) = ready {
            tracing::warn!(%error, "the log beside the project file may be removed");
        }
        // The log of a file that was put in the place is that file's: what others wrote to it would be lost.
        let is_ours = stands || !self.path.exists();
        drop(writer);
        if is_ours {
            self.move_log("TRUNCATE");
        }
    }
}

fn writable(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).map_err(|e| cannot_open(path, e))
}

/// Waits for another process's transaction, looking every millisecond: SQLite's own waiting sleeps a tenth of a second, and
/// misses what an import leaves open to others between its rows.
fn wait_for_others(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_handler(Some(|looks| {
        std::thread::sleep(Duration::from_millis(1));
        u128::try_from(looks).is_ok_and(|looks| looks < BUSY.as_millis())
    }))
}

/// A reader. The file is not mapped: cut short by another program, a mapped page would end this one without a word.
fn prepare(conn: &mut Connection) -> rusqlite::Result<()> {
    crate::query::add_functions(conn)?;
    wait_for_others(conn)?;
    conn.set_prepared_statement_cache_capacity(256);
    distrust(conn)?;
    conn.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;",
    )
}

fn prepare_writer(conn: &Connection) -> Result<()> {
    crate::query::add_functions(conn)?;
    wait_for_others(conn)?;
    conn.set_prepared_statement_cache_capacity(256);
    distrust(conn)?;
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8192;
         PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;",
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
mod tests;
