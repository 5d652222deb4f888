//! What a project file says, table by table, without what differs from one run to the next: times and uids.

use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Tables that say who may work on what just now, and how the text search keeps its index.
const ASIDE: &[&str] = &[
    "cursor",
    "returned",
    "sqlite_sequence",
    "item_text_data",
    "item_text_idx",
    "item_text_config",
    "item_text_docsize",
];
/// Larger numbers are moments, in milliseconds since 1970.
const MOMENTS: i64 = 1_600_000_000_000;

/// A file at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The newest event.
    pub event: i64,
    /// A hash of the rows of each table.
    pub tables: BTreeMap<String, u64>,
}

impl State {
    /// Reads everything in one transaction, the caller's where there is one.
    pub fn read(conn: &Connection) -> State {
        if conn.is_autocommit() {
            return State::read(&conn.unchecked_transaction().unwrap());
        }
        let tx = conn;
        let event = tx.query_row("SELECT COALESCE(MAX(id), 0) FROM event", [], |row| row.get(0)).unwrap();
        let mut query = tx.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").unwrap();
        let names: Vec<String> =
            query.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap();
        let known = names.iter().filter(|name| !ASIDE.contains(&name.as_str()));
        let hashed = |name: &String| {
            let mut hasher = DefaultHasher::new();
            rows(tx, name).hash(&mut hasher);
            (name.clone(), hasher.finish())
        };
        State { event, tables: known.map(hashed).collect() }
    }

    /// The tables in which two files differ.
    pub fn differing(&self, other: &State) -> Vec<String> {
        let names: BTreeSet<&String> = self.tables.keys().chain(other.tables.keys()).collect();
        names.into_iter().filter(|name| self.tables.get(*name) != other.tables.get(*name)).cloned().collect()
    }
}

/// The rows of a table, in an order of their own.
pub fn rows(conn: &Connection, table: &str) -> Vec<String> {
    // What is only on offer runs out by itself.
    let which = if table == "assignment" { "state = 'done'" } else { "1" };
    let mut query = conn.prepare(&format!("SELECT * FROM {table} WHERE {which}")).unwrap();
    let columns = query.column_count();
    let read = query.query_map([], |row| {
        let mut line = String::new();
        for column in 0..columns {
            let cell = match row.get(column)? {
                Value::Integer(moment) if moment > MOMENTS => "a moment".to_owned(),
                Value::Text(text) => scrub(&text),
                other => format!("{other:?}"),
            };
            let _ = write!(line, "{cell} | ");
        }
        Ok(line)
    });
    let mut rows: Vec<String> = read.unwrap().collect::<rusqlite::Result<_>>().unwrap();
    rows.sort();
    rows
}

/// A text with uids and moments made equal.
fn scrub(text: &str) -> String {
    let is_uid = |part: &[u8]| {
        part.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
    };
    let bytes = text.as_bytes();
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if bytes.get(at..at + 36).is_some_and(is_uid) {
            out.extend(b"a uid");
            at += 36;
        } else if digits == 13 {
            out.extend(b"a moment");
            at += 13;
        } else {
            out.extend(&bytes[at..at + digits.max(1)]);
            at += digits.max(1);
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// SQLite itself finds nothing wrong: every page, every index, every reference.
pub fn assert_whole(conn: &Connection, what: &str) {
    let found: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(found, "ok", "{what}");
    let mut query = conn.prepare("PRAGMA foreign_key_check").unwrap();
    assert_eq!(query.query_map([], |_| Ok(())).unwrap().count(), 0, "{what}: rows point at nothing");
}

/// Another program looks into the file.
pub fn look(path: &std::path::Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    conn.busy_timeout(std::time::Duration::from_secs(30)).unwrap();
    conn
}
