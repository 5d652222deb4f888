//! The way back to work after a file has failed.

use super::fault::{FaultReason, FileFault, Identity, OfStore};
use super::opening::{cannot_open, look_through};
use super::{Readers, Store, Writer, log, prepare_writer, stoppable, wait_for_others, writable};
use crate::error::{Result, StoreError};
use rusqlite::Connection;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Duration;

/// How long the log of a file that is gone waits for readers.
const WAIT_WHEN_GONE: Duration = Duration::from_secs(1);

impl Store {
    /// Why nothing is written any more; none where the file is in order as far as is known.
    pub fn fault(&self) -> Option<FileFault> {
        self.fault_place().clone()
    }

    /// As [`Store::fault`], and looks whether the file is still where it was.
    ///
    /// # Errors
    /// [`StoreError::FileFailed`].
    pub fn look(&self) -> Result<()> {
        // Whoever changes something just now looks by itself.
        match self.writer.as_ref().map(|writer| writer.try_lock()) {
            Some(Ok(writer)) => self.look_at(&writer),
            _ => self.fault().map_or(Ok(()), |fault| Err(StoreError::FileFailed(fault))),
        }
    }

    /// Opens a file that failed again: closes what is open, moves the log into the file and syncs both, and checks the
    /// file's structure and its foreign keys. Only then is anything written again. A file that is no longer where it
    /// was is kept open, as that may be all there is left of it.
    ///
    /// # Errors
    /// [`StoreError::FileFailed`] where it still fails, [`StoreError::Busy`] while others read it.
    pub fn reopen(&self, stop: &Arc<AtomicBool>) -> Result<()> {
        let mut writer = self.writer().ok_or(StoreError::ReadOnly)?;
        if !writer.identity.stands() {
            return Err(self.gone(&writer));
        }
        if self.fault().is_some_and(|fault| fault.reason == FaultReason::Full)
            && FileFault::still_full(&self.path)
        {
            return Err(self.fail(FileFault::new(&self.path, FaultReason::Full, "")));
        }
        let fresh = Readers::new(self.path.clone())?;
        // Whoever asks meanwhile waits.
        let mut readers = self.readers.write().unwrap_or_else(PoisonError::into_inner);
        *readers = None;
        writer.conn = None;
        let opened = checked(&self.path, stop).and_then(|conn| Writer::new(&self.path, conn));
        *writer = opened.map_err(|error| match error {
            StoreError::Busy | StoreError::Locked(_) | StoreError::Cancelled => error,
            other => self.fail(
                FileFault::of(&self.path, &other)
                    .unwrap_or_else(|| FileFault::new(&self.path, FaultReason::Failed, &other.to_string())),
            ),
        })?;
        *readers = Some(fresh);
        *self.fault_place() = None;
        Ok(())
    }

    fn fault_place(&self) -> MutexGuard<'_, Option<FileFault>> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn look_at(&self, writer: &Writer) -> Result<()> {
        if let Some(fault) = self.fault() {
            return Err(StoreError::FileFailed(fault));
        }
        if writer.identity.holds() { Ok(()) } else { Err(self.gone(writer)) }
    }

    /// The file is not where it was. What is still open may be a file that was moved, without the log, which keeps its
    /// name: so the log is moved into it, and what was confirmed is in that one file wherever it lies. The log is
    /// emptied, as it would be taken for that of whatever file is put in the place.
    pub(super) fn gone(&self, writer: &Writer) -> StoreError {
        let settle = |conn: &Connection| {
            conn.busy_timeout(WAIT_WHEN_GONE)?;
            conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            wait_for_others(conn)
        };
        if let Some(Err(error)) = writer.conn.as_ref().map(settle) {
            tracing::warn!(%error, "the log was not moved into the project file that is gone from its place");
        }
        self.fail(FileFault::new(&self.path, FaultReason::Gone, ""))
    }

    /// Remembers the fault. From now on nothing is written.
    pub(super) fn fail(&self, fault: FileFault) -> StoreError {
        tracing::error!(reason = ?fault.reason, "the project file failed");
        *self.fault_place() = Some(fault.clone());
        StoreError::FileFailed(fault)
    }

    /// An error as the caller learns it: where it comes from the file, the file is not written to any more.
    pub(super) fn told<E: OfStore>(&self, error: E) -> E {
        let fault = error.of_store().and_then(|error| FileFault::of(&self.path, error));
        match fault {
            Some(fault) if self.writer.is_some() => self.fail(fault).into(),
            _ => error,
        }
    }
}

impl Writer {
    /// Takes a prepared connection, and notes which file and which log it has open.
    pub(super) fn new(path: &Path, conn: Connection) -> Result<Writer> {
        // The log is made at the first look.
        conn.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(Writer { conn: Some(conn), identity: Identity::of(path) })
    }
}

/// A connection to a file that was found sound.
fn checked(path: &Path, stop: &Arc<AtomicBool>) -> Result<Connection> {
    let mut conn = writable(path)?;
    if conn.is_readonly("main")? {
        return Err(StoreError::ReadOnly);
    }
    wait_for_others(&conn)?;
    // What closing could not move into the file.
    log::write_anew(&conn, path)?;
    prepare_writer(&conn)?;
    let waiting: i64 = conn
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
        .map_err(|error| cannot_open(path, error))?;
    if waiting != 0 {
        return Err(StoreError::Busy);
    }
    conn.execute_batch("BEGIN IMMEDIATE; ROLLBACK")?;
    let damaged = |detail: String| StoreError::Damaged { path: path.to_owned(), detail };
    stoppable(&mut conn, stop, |conn| {
        look_through(conn).map_err(|error| error.of(path))?;
        let orphan = conn.query_row("PRAGMA foreign_key_check", [], |row| row.get::<_, String>(0));
        match orphan {
            Err(rusqlite::Error::QueryReturnedNoRows) => Ok(()),
            Ok(table) => Err(damaged(format!("a row of {table} points at nothing"))),
            Err(error) => Err(error.into()),
        }
    })?;
    Ok(conn)
}
