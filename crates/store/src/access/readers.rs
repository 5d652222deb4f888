//! The connections that read: opened when one is needed, kept for the next question.
//!
//! Each is opened, and closed, by whoever asks. A pool that opens in the background can still hold one when the writer
//! closes, and the log would stay beside the file: a reader cannot move it there.

use super::opening::{READ_ONLY, cannot_open};
use super::{READERS, prepare};
use crate::error::Result;
use rusqlite::Connection;
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// At most [`READERS`] connections to one file.
pub(super) struct Readers {
    path: PathBuf,
    open: Mutex<Open>,
    returned: Condvar,
}

struct Open {
    idle: Vec<Connection>,
    /// Those that someone reads with, and those that are being opened.
    in_use: usize,
}

/// A connection that goes back to the others when it is dropped.
pub(crate) struct Reader {
    /// There until it is dropped.
    conn: Option<Connection>,
    readers: Arc<Readers>,
}

impl Readers {
    /// Opens the first, to learn whether the file can be read at all.
    pub(super) fn new(path: PathBuf) -> Result<Arc<Readers>> {
        let first = connect(&path)?;
        let open = Mutex::new(Open { idle: vec![first], in_use: 0 });
        Ok(Arc::new(Readers { path, open, returned: Condvar::new() }))
    }

    /// One that is open and that nobody uses.
    pub(super) fn idle(self: &Arc<Self>) -> Option<Reader> {
        let mut open = self.open();
        let conn = open.idle.pop()?;
        open.in_use += 1;
        Some(self.lend(conn))
    }

    /// One of those that are open, a new one, or, when there are enough or no more can be opened, the first that comes back;
    /// none when none came back in time.
    ///
    /// # Errors
    /// Why the only one could not be opened.
    pub(super) fn get(self: &Arc<Self>, wait: Duration) -> Result<Option<Reader>> {
        let until = Instant::now() + wait;
        let mut limit = READERS;
        loop {
            let wait = until.saturating_duration_since(Instant::now());
            let taken = |open: &mut Open| open.idle.is_empty() && open.in_use >= limit;
            let waited = self.returned.wait_timeout_while(self.open(), wait, taken);
            let (mut open, waited) = waited.unwrap_or_else(PoisonError::into_inner);
            if waited.timed_out() {
                return Ok(None);
            }
            open.in_use += 1;
            let others = open.in_use - 1;
            let idle = open.idle.pop();
            // Opening takes its time; the place is taken meanwhile.
            drop(open);
            match idle.map_or_else(|| connect(&self.path), Ok) {
                Ok(conn) => return Ok(Some(self.lend(conn))),
                Err(error) => {
                    self.give_back(None);
                    if others == 0 {
                        return Err(error);
                    }
                    limit = 1;
                }
            }
        }
    }

    fn lend(self: &Arc<Self>, conn: Connection) -> Reader {
        Reader { conn: Some(conn), readers: Arc::clone(self) }
    }

    fn give_back(&self, conn: Option<Connection>) {
        let mut open = self.open();
        open.in_use -= 1;
        open.idle.extend(conn);
        drop(open);
        self.returned.notify_one();
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn connect(path: &Path) -> Result<Connection> {
    let told = |error| cannot_open(path, error);
    let mut conn = Connection::open_with_flags(path, READ_ONLY).map_err(told)?;
    prepare(&mut conn).map_err(told)?;
    Ok(conn)
}

impl Drop for Reader {
    fn drop(&mut self) {
        let conn = self.conn.take();
        self.readers.give_back(conn);
    }
}

impl Deref for Reader {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        self.conn.as_ref().expect("a lent connection is open")
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut Connection {
        self.conn.as_mut().expect("a lent connection is open")
    }
}
