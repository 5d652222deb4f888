//! Whether somebody else wrote to the file.

use super::Store;
use crate::error::Result;
use crate::events;
use std::sync::atomic::Ordering;

impl Store {
    /// Changes when another process has written to the file, and not when this one has. Compare two answers; neither
    /// says anything by itself. Waits for nobody: while this process writes, the last answer stands.
    pub fn written_by_others(&self) -> Result<i64> {
        let Some(writer) = &self.writer else {
            // Whoever only reads writes nothing, so every change is another's.
            return self.read(events::newest_id);
        };
        if let Ok(writer) = writer.try_lock()
            && let Some(conn) = &writer.conn
        {
            let seen = conn.pragma_query_value(None, "data_version", |row| row.get(0))?;
            self.others.store(seen, Ordering::Relaxed);
        }
        Ok(self.others.load(Ordering::Relaxed))
    }
}
