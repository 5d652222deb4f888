//! Checks on JSON values that are kept as they were written.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::{Cell, MAX_NAME_BYTES, RowFaultKind};

/// Deeper nesting is a row fault; below the limit of `serde_json` itself, so that it never speaks.
const MAX_DEPTH: usize = 100;

/// What is wrong with a piece of JSON.
pub(crate) type Problem = (RowFaultKind, String);

/// Words a parser's error; `part` is what its positions count from, "line" or "value".
pub(crate) fn invalid(error: &serde_json::Error, part: &str) -> Problem {
    let text = error.to_string();
    // Its own line is always 1 here, and would be taken for the file's.
    let what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
    let message = match error.column() {
        0 => format!("This is not valid JSON: {what}."),
        column => format!("This is not valid JSON: {what}, at byte {column} of the {part}."),
    };
    (RowFaultKind::InvalidJson, message)
}

/// Refuses text nested too deep, before a recursive parser sees it.
pub(crate) fn check_depth(json: &str) -> Result<(), Problem> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            let message = format!("The JSON is nested more than {MAX_DEPTH} deep. Flatten it.");
            return Err((RowFaultKind::TooDeep, message));
        }
    }
    Ok(())
}

/// Whether a key can be the name of a column.
pub(crate) fn check_name(name: &str) -> Result<(), Problem> {
    if name.len() > MAX_NAME_BYTES {
        let start: String = name.chars().take(20).collect();
        let message = format!(
            "The key that begins with \"{}\" has {} bytes; the name of a column holds at most {MAX_NAME_BYTES}.",
            start.escape_debug(),
            name.len()
        );
        return Err((RowFaultKind::NameTooLong, message));
    }
    if name.contains('\0') {
        let message = format!(
            "The key \"{}\" holds a NUL character, which no name can keep. Remove it.",
            name.escape_debug()
        );
        return Err((RowFaultKind::NulCharacter, message));
    }
    Ok(())
}

pub(crate) fn duplicate_key(key: &str) -> Problem {
    let message = format!("The key \"{}\" stands twice in one object. Keep one of them.", key.escape_debug());
    (RowFaultKind::DuplicateKey, message)
}

/// Turns one value, syntactically sound as far as `serde_json` skips it, into a cell. Skipping looks
/// neither at escapes nor at keys, hence the second look.
pub(crate) fn read_value(raw: &str, cell: &mut Cell) -> Result<(), Problem> {
    match raw.as_bytes().first() {
        Some(b'"') => read_string(raw, cell)?,
        Some(b'n') => *cell = Cell::Missing,
        Some(b'[' | b'{') => {
            check_nested(raw)?;
            *cell = Cell::Json(raw.to_owned());
        }
        _ => *cell = Cell::Json(raw.to_owned()),
    }
    Ok(())
}

fn read_string(raw: &str, cell: &mut Cell) -> Result<(), Problem> {
    let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
    if !inner.contains('\\') {
        cell.set_text(inner);
        return Ok(());
    }
    let text: String = serde_json::from_str(raw).map_err(|error| invalid(&error, "value"))?;
    check_text(&text)?;
    *cell = Cell::Text(text);
    Ok(())
}

pub(crate) fn check_text(text: &str) -> Result<(), Problem> {
    if text.contains('\0') {
        let message = "The text holds a NUL character (\\u0000), which no text can keep. Remove it.";
        return Err((RowFaultKind::NulCharacter, message.to_owned()));
    }
    Ok(())
}

fn check_nested(raw: &str) -> Result<(), Problem> {
    let mut twice = None;
    let mut deserializer = serde_json::Deserializer::from_str(raw);
    match (Checked { twice: &mut twice }).deserialize(&mut deserializer) {
        Ok(()) => Ok(()),
        Err(error) => Err(twice.map_or_else(|| invalid(&error, "value"), |key| duplicate_key(&key))),
    }
}

/// Walks a value for its errors alone.
struct Checked<'a> {
    /// The key that stood twice, if that is what stopped the walk.
    twice: &'a mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for Checked<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Checked<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Checked { twice: self.twice })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = HashSet::new();
        while let Some(key) = map.next_key::<String>()? {
            if seen.contains(&key) {
                *self.twice = Some(key);
                return Err(A::Error::custom("duplicate key"));
            }
            map.next_value_seed(Checked { twice: self.twice })?;
            seen.insert(key);
        }
        Ok(())
    }
}
