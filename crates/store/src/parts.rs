//! The two parts of the data that errors are analysed on: the eyeball part is looked at, the blackbox part is only
//! counted, so that it tells whether what was learned from the one holds for the other.

use crate::error::{Result, StoreError};
use crate::events::{self, Entry, Event};
use crate::{Read, Write, items, runs, sheet, shelf};
use assay_model::Query;
use rusqlite::{OptionalExtension, params};
use std::collections::{BTreeMap, HashSet};

/// How the items were divided.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Division {
    /// The run whose errors said how large the eyeball part has to be.
    pub run: i64,
    /// Which of its rows were divided; all where none.
    pub filter: Option<String>,
    /// Row id of the metadata field whose values were not torn apart.
    pub field: Option<i64>,
    /// Errors that the eyeball part was to hold, more or less.
    pub errors: u32,
    /// Rows divided.
    pub population: u64,
    /// Divides the same way again.
    pub seed: u64,
    /// In milliseconds since 1970 UTC.
    pub made_at: i64,
}

/// The division in force.
pub fn division(r: &Read<'_>) -> Result<Option<Division>> {
    let mut query = r.sql().prepare_cached(
        "SELECT run_id, filter, field_id, errors, population, seed, made_at FROM division WHERE id = 1",
    )?;
    Ok(query
        .query_row([], |row| {
            Ok(Division {
                run: row.get(0)?,
                filter: row.get(1)?,
                field: row.get(2)?,
                errors: row.get(3)?,
                population: row.get(4)?,
                seed: row.get::<_, i64>(5)?.cast_unsigned(),
                made_at: row.get(6)?,
            })
        })
        .optional()?)
}

/// The items that nobody is to look at.
pub fn blackbox(r: &Read<'_>) -> Result<HashSet<i64>> {
    let mut query = r.sql().prepare_cached("SELECT item_id FROM part WHERE part = 'blackbox'")?;
    let rows = query.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Only the items that may be looked at, in the order given: the one rule for whatever shows or lists rows.
pub fn shown(r: &Read<'_>, mut items: Vec<i64>) -> Result<Vec<i64>> {
    let hidden = blackbox(r)?;
    if !hidden.is_empty() {
        items.retain(|item| !hidden.contains(item));
    }
    Ok(items)
}

/// Rows of a run that belong to the blackbox part.
pub fn blackbox_of_run(r: &Read<'_>, run: i64) -> Result<u64> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT COUNT(*) FROM part t JOIN prediction p ON p.run_id = ? AND p.item_id = t.item_id
             WHERE t.part = 'blackbox'",
        )?
        .query_row([run], |row| row.get(0))?)
}

/// What a division is asked for.
#[derive(Debug, Clone)]
pub struct Divide<'a> {
    /// Its errors say how large the eyeball part has to be.
    pub run: i64,
    /// Which of its rows; all where none.
    pub filter: Option<&'a str>,
    /// Row id of the metadata field whose values are not torn apart.
    pub field: Option<i64>,
    /// Errors that the eyeball part is to hold.
    pub errors: u32,
    /// Draws the order of the groups.
    pub seed: u64,
}

/// Rows of a run with what they have of the field, each on its own where it has nothing.
fn groups(r: &Read<'_>, divide: &Divide<'_>) -> Result<(Vec<Vec<i64>>, u64)> {
    let query = Query { filter: divide.filter.map(str::to_owned), sort: Vec::new() };
    let wanted: HashSet<i64> = sheet::ids(r, divide.run, &query)?.into_iter().collect();
    let column = match divide.field {
        None => "NULL".to_owned(),
        Some(id) => {
            let known = items::fields(r)?.into_iter().any(|field| field.id == id);
            if !known {
                return Err(StoreError::not_found("field", id));
            }
            format!("m.f{id}")
        }
    };
    let sql = format!(
        "SELECT p.item_id, CAST({column} AS TEXT), p.correct FROM prediction p
         LEFT JOIN item_metadata m ON m.item_id = p.item_id WHERE p.run_id = ? ORDER BY p.item_id"
    );
    let mut query = r.sql().prepare_cached(&sql)?;
    let mut rows = query.query([divide.run])?;
    let (mut alone, mut together, mut errors) = (Vec::new(), BTreeMap::<String, Vec<i64>>::new(), 0);
    while let Some(row) = rows.next()? {
        let (item, value, correct): (i64, Option<String>, Option<bool>) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        if !wanted.contains(&item) {
            continue;
        }
        errors += u64::from(correct == Some(false));
        match value {
            Some(value) => together.entry(value).or_default().push(item),
            None => alone.push(vec![item]),
        }
    }
    alone.extend(together.into_values());
    Ok((alone, errors))
}

/// Divides the items of a run by chance; one event. The eyeball part gets the share of the rows that holds the wanted
/// errors on average: which rows are wrong does not steer who goes where, so that both parts stay random samples.
pub fn divide(w: &Write<'_>, person: i64, divide: &Divide<'_>) -> Result<Division> {
    if division(w)?.is_some() {
        return Err(StoreError::refused(
            "already_divided",
            "the items are divided already; put the parts together first",
        ));
    }
    let run = runs::get(w, divide.run)?;
    let (groups, errors) = groups(w, divide)?;
    let population: usize = groups.iter().map(Vec::len).sum();
    if errors == 0 {
        return Err(StoreError::refused(
            "no_errors",
            "none of these rows is wrong, so nothing says how large the eyeball part has to be",
        ));
    }
    if u64::from(divide.errors) >= errors {
        let message = format!(
            "these rows hold {errors} errors; with {} of them in the eyeball part nothing would be left for the blackbox part, so look at all, or ask for fewer",
            divide.errors
        );
        return Err(StoreError::refused("too_few_errors", message));
    }
    let wanted = (population as f64 * f64::from(divide.errors) / errors as f64).round().max(1.0) as usize;
    w.sql().execute(
        "INSERT INTO division (id, run_id, filter, field_id, errors, population, seed, person_id, made_at)
         VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            run.id,
            divide.filter,
            divide.field,
            divide.errors,
            population,
            divide.seed.cast_signed(),
            person,
            w.now()
        ],
    )?;
    let mut insert = w.sql().prepare_cached("INSERT INTO part (item_id, part) VALUES (?, ?)")?;
    let mut eyeball = 0;
    let count = u32::try_from(groups.len()).unwrap_or(u32::MAX);
    for place in assay_stats::permutation(count, divide.seed) {
        let group = &groups[place as usize];
        // A group goes where it leaves the size nearest to the wanted one.
        let part = if eyeball + group.len() / 2 < wanted { "eyeball" } else { "blackbox" };
        if part == "eyeball" {
            eyeball += group.len();
        }
        for item in group {
            insert.execute(params![item, part])?;
        }
    }
    if eyeball == 0 || eyeball == population {
        let message = "the values of this field are too large to be divided; choose another field or none";
        return Err(StoreError::refused("groups_too_large", message));
    }
    let summary = format!("{population} items divided: {eyeball} to look at, {} not", population - eyeball);
    record(w, person, "parts_divide", &summary)?;
    division(w)?.ok_or_else(|| StoreError::not_found("division", 1))
}

/// Puts the parts together again; one event.
pub fn join(w: &Write<'_>, person: i64) -> Result<()> {
    if division(w)?.is_none() {
        return Err(StoreError::refused("not_divided", "the items are not divided"));
    }
    let event = record(w, person, "parts_join", "eyeball and blackbox part put together")?;
    take(w, event)
}

fn record(w: &Write<'_>, person: i64, command: &str, summary: &str) -> Result<i64> {
    let entry = Entry {
        person: Some(person),
        command,
        summary,
        subject: "division",
        subject_id: Some(1),
        undoes: None,
    };
    events::record(w, &entry)
}

fn take(w: &Write<'_>, event: i64) -> Result<()> {
    let parts = [("division", "id = ?1"), ("part", "?1 = 1")];
    shelf::take(w, event, "division", 1, &parts, "the parts are in use")
}

/// Takes a division back or makes it again.
pub fn undo_divide(w: &Write<'_>, event: &Event) -> Result<()> {
    match event.undoes {
        None => take(w, event.undone_by.unwrap_or_default()),
        Some(_) => shelf::put_back(w, event.id, "division", 1),
    }
}

/// Divides as before, or puts together again.
pub fn undo_join(w: &Write<'_>, event: &Event) -> Result<()> {
    match event.undoes {
        Some(_) => take(w, event.undone_by.unwrap_or_default()),
        None => shelf::put_back(w, event.id, "division", 1),
    }
}

/// A run in one part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct InPart {
    /// Rows of the run.
    pub rows: u64,
    /// Of them with a reference label.
    pub n: u64,
    /// Of them right.
    pub right: u64,
    /// Rows that were opened at least once.
    pub seen: u64,
    /// How often in all.
    pub opened: u64,
}

/// A run in the eyeball part and in the blackbox part.
pub fn of_run(r: &Read<'_>, run: i64) -> Result<(InPart, InPart)> {
    let mut query = r.sql().prepare_cached(
        "SELECT t.part = 'blackbox', COUNT(*), COUNT(p.correct), COALESCE(SUM(p.correct), 0), SUM(t.opened > 0), SUM(t.opened)
         FROM part t JOIN prediction p ON p.run_id = ? AND p.item_id = t.item_id GROUP BY t.part",
    )?;
    let mut found = (InPart::default(), InPart::default());
    let mut rows = query.query([run])?;
    while let Some(row) = rows.next()? {
        let part = if row.get(0)? { &mut found.1 } else { &mut found.0 };
        *part = InPart {
            rows: row.get(1)?,
            n: row.get(2)?,
            right: row.get(3)?,
            seen: row.get(4)?,
            opened: row.get(5)?,
        };
    }
    Ok(found)
}

/// Two runs on the items of a part that both predicted: both right, only the first, only the second, neither.
pub fn paired(r: &Read<'_>, first: i64, second: i64, blackbox: bool) -> Result<[u64; 4]> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT COALESCE(SUM(a.correct AND b.correct), 0), COALESCE(SUM(a.correct AND NOT b.correct), 0),
                    COALESCE(SUM(NOT a.correct AND b.correct), 0), COALESCE(SUM(NOT a.correct AND NOT b.correct), 0)
             FROM part t JOIN prediction a ON a.run_id = ?1 AND a.item_id = t.item_id
             JOIN prediction b ON b.run_id = ?2 AND b.item_id = t.item_id
             WHERE t.part = ?3 AND a.correct IS NOT NULL AND b.correct IS NOT NULL",
        )?
        .query_row(params![first, second, if blackbox { "blackbox" } else { "eyeball" }], |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
        })?)
}

/// Someone looks at an item; counted where it belongs to a part. No event: it changes nothing that is told of the item.
pub fn opened(w: &Write<'_>, item: i64) -> Result<()> {
    w.sql().prepare_cached("UPDATE part SET opened = opened + 1 WHERE item_id = ?")?.execute([item])?;
    Ok(())
}
