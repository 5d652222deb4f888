//! Rows that an undo takes away, kept under its event so that they can be put back exactly.

use crate::Write;
use crate::error::{Result, StoreError};
use crate::events;
use rusqlite::params_from_iter;
use rusqlite::types::Value as Sql;
use serde_json::{Map, Value, json};

/// Rows of one table: which, as an SQL condition on the value `?1`.
pub(crate) type Part<'a> = (&'a str, &'a str);

/// Removes rows, the ones that point at others last, and keeps them under the event `by`. `parts` are in the order in
/// which they are put back. `used` says what to do where something else points at them.
pub(crate) fn take(
    w: &Write<'_>,
    by: i64,
    entity: &str,
    id: i64,
    parts: &[Part<'_>],
    used: &str,
) -> Result<()> {
    let kept = look(w, id, parts)?;
    for (table, condition) in parts.iter().rev() {
        w.sql().execute(&format!("DELETE FROM {table} WHERE {condition}"), [id]).map_err(
            |error| match error.sqlite_error() {
                Some(e) if e.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY => {
                    StoreError::refused("in_use", used)
                }
                _ => error.into(),
            },
        )?;
    }
    events::change(w, by, entity, id, &kept, &Value::Null)
}

/// What `take` would keep.
pub(crate) fn look(w: &Write<'_>, id: i64, parts: &[Part<'_>]) -> Result<Value> {
    let mut kept = Vec::new();
    for (table, condition) in parts {
        let columns = columns(w, table)?;
        let sql = format!("SELECT {} FROM {table} WHERE {condition}", columns.join(", "));
        let mut query = w.sql().prepare(&sql)?;
        let mut rows = query.query([id])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let mut values = Vec::new();
            for at in 0..columns.len() {
                values.push(json_of(row.get::<_, Sql>(at)?));
            }
            found.push(Value::Array(values));
        }
        kept.push(json!({ "table": table, "columns": columns, "rows": found }));
    }
    Ok(Value::Array(kept))
}

/// Puts back what `take` kept under the event `from`.
pub(crate) fn put_back(w: &Write<'_>, from: i64, entity: &str, id: i64) -> Result<()> {
    let kept = events::before(w, from, entity, id)?;
    let nothing = || StoreError::not_found("kept copy of this", id);
    for part in kept.as_array().ok_or_else(nothing)? {
        let part: &Map<String, Value> = part.as_object().ok_or_else(nothing)?;
        let table = part["table"].as_str().ok_or_else(nothing)?;
        // Only names of tables and columns that the schema has get into the statement.
        let columns = columns(w, table)?;
        let kept: Vec<String> = serde_json::from_value(part["columns"].clone())?;
        if columns.is_empty() || !kept.iter().all(|column| columns.contains(column)) {
            return Err(nothing());
        }
        let places = vec!["?"; kept.len()].join(", ");
        let mut insert =
            w.sql().prepare(&format!("INSERT INTO {table} ({}) VALUES ({places})", kept.join(", ")))?;
        for row in part["rows"].as_array().ok_or_else(nothing)? {
            let values: Vec<Sql> = row.as_array().ok_or_else(nothing)?.iter().map(sql_of).collect();
            insert.execute(params_from_iter(values)).map_err(|error| match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::ConstraintViolation) => StoreError::refused(
                    "changed_since",
                    "its name or place has been taken since, or what it belonged to is gone; put that right first",
                ),
                _ => error.into(),
            })?;
        }
    }
    Ok(())
}

fn columns(w: &Write<'_>, table: &str) -> Result<Vec<String>> {
    let mut query = w.sql().prepare("SELECT name FROM pragma_table_info(?)")?;
    let rows = query.query_map([table], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn json_of(value: Sql) -> Value {
    match value {
        Sql::Null | Sql::Blob(_) => Value::Null,
        Sql::Integer(number) => number.into(),
        // As text: what JSON reads back of a number may differ in its last digit.
        Sql::Real(number) => json!({ "real": number.to_string() }),
        Sql::Text(text) => text.into(),
    }
}

fn sql_of(value: &Value) -> Sql {
    match value {
        Value::String(text) => Sql::Text(text.clone()),
        Value::Number(number) => number.as_i64().map_or(Sql::Null, Sql::Integer),
        Value::Object(real) => {
            let exact = real["real"].as_str().and_then(|text| text.parse().ok());
            exact.or(real["real"].as_f64()).map_or(Sql::Null, Sql::Real)
        }
        _ => Sql::Null,
    }
}
