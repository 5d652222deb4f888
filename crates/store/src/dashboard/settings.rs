//! Settings by name.

use crate::error::Result;
use crate::{Read, Write};
use rusqlite::{OptionalExtension, params};

/// A setting, JSON; none where it was never set.
pub fn setting(r: &Read<'_>, name: &str) -> Result<Option<String>> {
    Ok(r.sql()
        .prepare_cached("SELECT value FROM setting WHERE name = ?")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// Writes a setting; none removes it.
pub fn set_setting(w: &Write<'_>, name: &str, value: Option<&str>) -> Result<()> {
    match value {
        Some(value) => w
            .sql()
            .prepare_cached("INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value")?
            .execute(params![name, value])?,
        None => w.sql().prepare_cached("DELETE FROM setting WHERE name = ?")?.execute([name])?,
    };
    Ok(())
}
