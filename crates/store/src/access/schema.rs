//! What tables, indexes and views a project file has. Whatever else is in one did not come from Assay: a trigger or a
//! view of others could change or hide what people did.

use crate::error::{Result, StoreError};
use crate::migrations::{MIGRATIONS, VERSION};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

/// Kind and name of each object, with its text as far as it matters.
type Schema = BTreeMap<(String, String), String>;

static NEWEST: OnceLock<Schema> = OnceLock::new();

/// Refuses a file with objects that are not those of its version.
pub(super) fn compare(conn: &Connection, path: &Path, version: i64) -> Result<()> {
    let found = schema(conn)?;
    let made;
    let expected = if version == VERSION {
        match NEWEST.get() {
            Some(known) => known,
            None => {
                made = of_version(version)?;
                NEWEST.get_or_init(|| made)
            }
        }
    } else {
        made = of_version(version)?;
        &made
    };
    let foreign = |what: String| StoreError::Foreign { path: path.to_owned(), what };
    for ((kind, name), text) in &found {
        match expected.get(&(kind.clone(), name.clone())) {
            None => return Err(foreign(format!("the {kind} `{name}`"))),
            Some(known) if known != text && !was_once(name, text, known) => {
                return Err(foreign(format!("another {kind} `{name}` than Assay makes")));
            }
            Some(_) => {}
        }
    }
    match expected.keys().find(|object| !found.contains_key(*object)) {
        Some((kind, name)) => {
            let detail = format!("the {kind} `{name}` is missing");
            Err(StoreError::Damaged { path: path.to_owned(), detail })
        }
        None => Ok(()),
    }
}

/// Two steps were changed within the hour after they had first been taken, and files of that hour are about: one lacks
/// a column, which [`mend`] adds at the end, and one asks for fewer judgments in a view that later steps make anew.
fn was_once(name: &str, text: &str, known: &str) -> bool {
    match name {
        "consensus_fit" => {
            let without = known.replace("--Andmixedwiththisshareofevenones;nullwithit.lapseREAL,", "");
            text.replace(",lapseREAL)STRICT", ")STRICT") == without
        }
        "expected_reference" => {
            text == known.replace("ANDc.n>=(SELECTjudgments_per_itemFROMpolicy_in_force)", "")
        }
        _ => false,
    }
}

/// Adds what a file lacks that was made in that hour.
pub(super) fn mend(conn: &Connection) -> Result<()> {
    let column = "SELECT COUNT(*) FROM pragma_table_info('consensus_fit') WHERE name = 'lapse'";
    let there: bool = conn.query_row(column, [], |row| row.get(0))?;
    if !there {
        conn.execute_batch("ALTER TABLE consensus_fit ADD COLUMN lapse REAL")?;
    }
    Ok(())
}

/// What the steps up to a version make.
fn of_version(version: i64) -> Result<Schema> {
    let mut conn = Connection::open_in_memory()?;
    crate::query::add_functions(&conn)?;
    let steps = usize::try_from(version).unwrap_or_default();
    MIGRATIONS
        .to_version(&mut conn, steps)
        .map_err(|error| StoreError::refused("migration_failed", error.to_string()))?;
    schema(&conn)
}

fn schema(conn: &Connection) -> Result<Schema> {
    let mut query = conn.prepare("SELECT type, name, tbl_name, COALESCE(sql, '') FROM sqlite_schema")?;
    let mut rows = query.query([])?;
    let mut found = Schema::new();
    while let Some(row) = rows.next()? {
        let (kind, name, table, text): (String, String, String, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        // What a planner learned of the rows; it holds figures alone.
        if matches!(name.as_str(), "sqlite_stat1" | "sqlite_stat4") {
            continue;
        }
        let text = match name.as_str() {
            // SQLite writes the tables of its text index, in the words of its own version.
            own if kind == "table" && own.starts_with("item_text_") && own != "item_text_threes" => {
                String::new()
            }
            "item_metadata" => without_fields(&plain(&text)),
            _ => plain(&text),
        };
        found.insert((kind, name), format!("{table}:{text}"));
    }
    Ok(found)
}

/// Without blanks and the quotes that a renaming puts around names.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '"').collect()
}

/// Without the columns that imports add: `,f12ANY`.
fn without_fields(text: &str) -> String {
    let mut kept = String::new();
    for (place, part) in text.split(',').enumerate() {
        let digits = part.strip_prefix('f').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        match digits.and_then(|rest| rest.strip_prefix("ANY")) {
            Some(rest) if place > 0 => kept.push_str(rest),
            _ if place > 0 => {
                kept.push(',');
                kept.push_str(part);
            }
            _ => kept.push_str(part),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_fields_do_not_count_and_others_do() {
        let bare = "CREATETABLEitem_metadata(item_idINTEGERPRIMARYKEYREFERENCESitem)STRICT";
        let with = "CREATETABLEitem_metadata(item_idINTEGERPRIMARYKEYREFERENCESitem,f1ANY,f22ANY)STRICT";
        assert_eq!(without_fields(with), bare);
        for foreign in [",f1ANYGENERATEDALWAYSAS(1)", ",f1TEXT", ",gANY"] {
            assert_ne!(without_fields(&with.replace(",f1ANY", foreign)), bare, "{foreign}");
        }
    }
}
