//! What backups need of an open file beyond reading and writing.

use super::opening::{For, LOOKED_THROUGH, inspect, look_through};
use super::{Store, migrate, prepare_writer, schema, writable};
use crate::error::Result;
use crate::migrations::VERSION;
use rusqlite::Connection;
use std::path::Path;

impl Store {
    /// Lets something else than a transaction of ours take the place of what the file holds.
    pub(crate) fn overwrite<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        self.change(|conn| {
            conn.flush_prepared_statement_cache();
            work(conn)
        })
    }

    /// Opens a copy of a backup that is to take a project's place: brings it up to date without keeping a backup of it.
    pub(crate) fn open_to_replace(path: &Path) -> Result<Store> {
        let found = inspect(path, For::Work)?;
        let mut conn = writable(path)?;
        prepare_writer(&conn)?;
        if found < VERSION {
            migrate(&mut conn)?;
        }
        schema::mend(&conn)?;
        Store::with_writer(path, Some(conn))
    }

    /// Whether the file is too large to be looked through whenever it is opened.
    pub fn is_large(&self) -> bool {
        std::fs::metadata(&self.path).is_ok_and(|about| about.len() > LOOKED_THROUGH.unsigned_abs())
    }

    /// Looks at every page of the file; stops with [`crate::StoreError::Cancelled`] soon after `stop` is set.
    pub fn look_through(&self, stop: &std::sync::Arc<std::sync::atomic::AtomicBool>) -> Result<()> {
        self.read_until(stop, |r| look_through(r.sql()))
    }
}
