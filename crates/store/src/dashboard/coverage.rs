//! Items by the values of their metadata, and what is known of raters.

use crate::error::Result;
use crate::{Read, items};
use rusqlite::types::ValueRef;
use std::collections::HashMap;

/// How far the work on an item has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ItemState {
    /// It has a judgment.
    pub judged: bool,
    /// It has as many as are wanted.
    pub complete: bool,
}

/// The values of a field, each with its items, and how many of them are judged and complete.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldGroups {
    /// The field's name.
    pub field: String,
    /// Value, items, judged, complete; the empty value where it is missing. In order of value.
    pub groups: Vec<(String, u64, u64, u64)>,
}

/// A field with more values is no grouping.
const MOST_VALUES: usize = 20;

/// Groups of the fields with 2 to 20 values. `state` says how far each item has come; those
/// without one are in no group.
pub fn groups(r: &Read<'_>, state: impl Fn(i64) -> Option<ItemState>) -> Result<Vec<FieldGroups>> {
    let fields = few_valued(r)?;
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let columns: Vec<String> = fields.iter().map(|field| format!("m.f{}", field.id)).collect();
    let sql = format!(
        "SELECT i.id, {} FROM item i LEFT JOIN item_metadata m ON m.item_id = i.id
         WHERE i.id <= (SELECT item_horizon FROM project)",
        columns.join(", ")
    );
    let mut query = r.sql().prepare_cached(&sql)?;
    let mut rows = query.query([])?;
    let mut found: Vec<Vec<Group>> = vec![Vec::new(); fields.len()];
    while let Some(row) = rows.next()? {
        let Some(state) = state(row.get(0)?) else { continue };
        for (at, groups) in found.iter_mut().enumerate() {
            let value = row.get_ref(at + 1)?;
            // So few that a walk along them is faster than a hash.
            let place = groups.iter().position(|group| group.is(value));
            let place = place.unwrap_or_else(|| {
                groups.push(Group::new(value));
                groups.len() - 1
            });
            let group = &mut groups[place];
            group.items += 1;
            group.judged += u64::from(state.judged);
            group.complete += u64::from(state.complete);
        }
    }
    let named = fields.into_iter().zip(found).map(|(field, groups)| {
        let mut groups: Vec<_> =
            groups.into_iter().map(|g| (g.text, g.items, g.judged, g.complete)).collect();
        groups.sort();
        FieldGroups { field: field.name, groups }
    });
    Ok(named.filter(|field| field.groups.len() > 1).collect())
}

/// A number keeps its bits, so that rows compare without writing it out.
#[derive(Debug, Clone)]
struct Group {
    kind: u8,
    bits: u64,
    text: String,
    items: u64,
    judged: u64,
    complete: u64,
}

impl Group {
    fn new(value: ValueRef<'_>) -> Group {
        let (kind, bits) = bits(value);
        Group { kind, bits, text: text(value), items: 0, judged: 0, complete: 0 }
    }

    fn is(&self, value: ValueRef<'_>) -> bool {
        let (kind, number) = bits(value);
        kind == self.kind && number == self.bits && (kind != 3 || value.as_str() == Ok(&self.text))
    }
}

fn bits(value: ValueRef<'_>) -> (u8, u64) {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => (0, 0),
        ValueRef::Integer(number) => (1, number.cast_unsigned()),
        ValueRef::Real(number) => (2, number.to_bits()),
        ValueRef::Text(text) => (3, text.len() as u64),
    }
}

fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(_) => value.as_str().unwrap_or_default().to_owned(),
        ValueRef::Null | ValueRef::Blob(_) => String::new(),
    }
}

fn few_valued(r: &Read<'_>) -> Result<Vec<items::Field>> {
    let mut few = Vec::new();
    for field in items::fields(r)? {
        // Stops at the first value too many.
        let sql = format!(
            "SELECT COUNT(*) FROM (SELECT DISTINCT f{} FROM item_metadata LIMIT {})",
            field.id,
            MOST_VALUES + 1
        );
        let values: usize = r.sql().query_row(&sql, [], |row| row.get(0))?;
        if (1..=MOST_VALUES).contains(&values) {
            few.push(field);
        }
    }
    Ok(few)
}

/// One attribute of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Person id.
    pub person: i64,
    /// Such as `language`.
    pub name: String,
    /// Such as `es`.
    pub value: String,
}

/// What is known of people, by name and value.
pub fn attributes(r: &Read<'_>) -> Result<Vec<Attribute>> {
    let mut query = r.sql().prepare_cached(
        "SELECT person_id, name, value FROM person_attribute ORDER BY name, value, person_id",
    )?;
    let rows = query
        .query_map([], |row| Ok(Attribute { person: row.get(0)?, name: row.get(1)?, value: row.get(2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The row id of each field by its name.
pub(super) fn field_ids(r: &Read<'_>) -> Result<HashMap<String, i64>> {
    Ok(items::fields(r)?.into_iter().map(|field| (field.name, field.id)).collect())
}
