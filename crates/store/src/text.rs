//! Which items may hold a text: an index of the letters of each item's text in threes.
//!
//! The index holds what `searchable` makes of an item's fields: every value as `contains_text` sees it, folded by the same
//! function. So an item that holds the text also holds every three letters of it, whatever the alphabet; the reverse is
//! only so for a text of three letters: for a longer one the candidates are looked at.

use crate::error::Result;
use crate::{Read, Write};
use rusqlite::params;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Stands between fields, and for what the index ends a text at.
const BETWEEN: char = '\u{1}';
/// Threes asked for at most: more narrow it no further.
const THREES: usize = 16;

/// What the index holds of an item's fields; empty where they cannot be read.
pub(crate) fn searchable(fields: &str) -> String {
    let Ok(fields) = serde_json::from_str::<serde_json::Map<String, Value>>(fields) else {
        return String::new();
    };
    let mut text = String::new();
    for value in fields.values() {
        match value {
            Value::String(value) => text.push_str(&value.to_lowercase()),
            other => text.push_str(&other.to_string().to_lowercase()),
        }
        text.push(BETWEEN);
    }
    text.chars().map(|c| if c == '\0' { BETWEEN } else { indexed(c) }).collect()
}

/// A letter as the index reads it: FTS5 takes these two, which are no characters, for the sign of what cannot be read.
fn indexed(c: char) -> char {
    if matches!(c, '\u{fffe}' | '\u{ffff}') { char::REPLACEMENT_CHARACTER } else { c }
}

/// Whether an item's text holds another one, folded; `fields` is its JSON object.
pub(crate) fn holds(fields: &str, folded: &str) -> serde_json::Result<bool> {
    let fields: serde_json::Map<String, Value> = serde_json::from_str(fields)?;
    Ok(fields.values().any(|value| match value {
        Value::String(text) => text.to_lowercase().contains(folded),
        other => other.to_string().to_lowercase().contains(folded),
    }))
}

/// Puts the text of an item into the index, in place of what it held of it.
pub(crate) fn put(w: &Write<'_>, item: i64, fields: &str) -> Result<()> {
    w.sql()
        .prepare_cached("INSERT OR REPLACE INTO item_text (rowid, text) VALUES (?, ?)")?
        .execute(params![item, searchable(fields)])?;
    Ok(())
}

/// Items that may hold a folded text, by rising id, and whether each of them does. None where the index cannot tell: the
/// text is shorter than three letters.
pub(crate) fn holding(r: &Read<'_>, folded: &str) -> Result<Option<(Vec<i64>, bool)>> {
    let letters: Vec<char> = folded.chars().map(indexed).collect();
    if letters.len() < 3 || letters.iter().any(|&c| c == BETWEEN || c == '\0') {
        return Ok(None);
    }
    let all = letters.len() - 2;
    // Spread over the text, its first and last three among them.
    let asked = all.min(THREES);
    let mut threes: Vec<String> = (0..asked)
        .map(|n| if asked == 1 { 0 } else { n * (all - 1) / (asked - 1) })
        .map(|at| letters[at..at + 3].iter().collect::<String>().replace('"', "\"\""))
        .collect();
    threes.sort();
    threes.dedup();
    let terms: Vec<String> = threes.iter().map(|three| format!("\"{three}\"")).collect();
    let mut query =
        r.sql().prepare_cached("SELECT rowid FROM item_text WHERE item_text MATCH ? ORDER BY rowid")?;
    let rows = query.query_map([terms.join(" AND ")], |row| row.get(0))?;
    // The index holds one sign for several letters there.
    let sure = letters.len() == 3 && !letters.contains(&char::REPLACEMENT_CHARACTER);
    Ok(Some((rows.collect::<rusqlite::Result<_>>()?, sure)))
}

/// Items and threes in which the index differs from a recount.
pub(crate) fn differing(r: &Read<'_>) -> Result<i64> {
    let items: i64 = r.sql().query_row(
        "SELECT (SELECT COUNT(*) FROM item_content c WHERE NOT EXISTS (SELECT 1 FROM item_text_docsize d WHERE d.id = c.item_id))
              + (SELECT COUNT(*) FROM item_text_docsize d WHERE NOT EXISTS (SELECT 1 FROM item_content c WHERE c.item_id = d.id))",
        [],
        |row| row.get(0),
    )?;
    let mut counts: HashMap<[char; 3], i64> = HashMap::new();
    let mut own: HashSet<[char; 3]> = HashSet::new();
    let mut query = r.sql().prepare("SELECT fields FROM item_content")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let text: Vec<char> =
            searchable(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?).chars().collect();
        own.extend(text.windows(3).map(|three| [three[0], three[1], three[2]]));
        for three in own.drain() {
            *counts.entry(three).or_default() += 1;
        }
    }
    let mut query = r.sql().prepare("SELECT term, doc FROM item_text_threes")?;
    let mut rows = query.query([])?;
    let mut differ = 0;
    while let Some(row) = rows.next()? {
        let letters: Vec<char> = row.get::<_, String>(0)?.chars().collect();
        let three = <[char; 3]>::try_from(letters).ok();
        let counted = three.and_then(|three| counts.remove(&three)).unwrap_or_default();
        differ += i64::from(counted != row.get::<_, i64>(1)?);
    }
    Ok(items + differ + i64::try_from(counts.len()).unwrap_or(i64::MAX))
}
