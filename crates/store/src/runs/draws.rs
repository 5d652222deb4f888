//! Rows of a run drawn by chance to be looked at, each draw with its design.

use super::get;
use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, Event, new_uid};
use crate::{Read, Write, parts, project, sheet, shelf};
use assay_model::Query;
use rusqlite::params;
use std::collections::HashSet;

/// Which rows are drawn from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DrawFrom {
    /// Predictions that differ from the reference label.
    Wrong,
    /// Predictions that equal it.
    Right,
    /// Both, and those without a reference label.
    Any,
}

impl DrawFrom {
    fn word(self) -> &'static str {
        match self {
            DrawFrom::Wrong => "wrong",
            DrawFrom::Right => "right",
            DrawFrom::Any => "any",
        }
    }

    fn of(word: &str) -> DrawFrom {
        match word {
            "wrong" => DrawFrom::Wrong,
            "right" => DrawFrom::Right,
            _ => DrawFrom::Any,
        }
    }

    fn correct(self) -> Option<bool> {
        match self {
            DrawFrom::Wrong => Some(false),
            DrawFrom::Right => Some(true),
            DrawFrom::Any => None,
        }
    }
}

/// How rows are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Design<'a> {
    /// The run.
    pub run: i64,
    /// Which of its rows.
    pub from: DrawFrom,
    /// Only those that this filter line finds. They say nothing of the rest, so they are kept apart.
    pub filter: Option<&'a str>,
}

/// What a draw can be made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Rows of the stratum, without those of the blackbox part.
    pub population: u64,
    /// Of them, drawn before with the same design.
    pub drawn: u64,
}

fn stratum(r: &Read<'_>, design: &Design<'_>) -> Result<Vec<i64>> {
    let mut query = r.sql().prepare_cached(
        "SELECT item_id FROM prediction WHERE run_id = ?1 AND (?2 IS NULL OR correct = ?2) ORDER BY item_id",
    )?;
    let rows = query.query_map(params![design.run, design.from.correct()], |row| row.get(0))?;
    let mut items: Vec<i64> = rows.collect::<rusqlite::Result<_>>()?;
    if let Some(filter) = design.filter {
        let query = Query { filter: Some(filter.to_owned()), sort: Vec::new() };
        let found: HashSet<i64> = sheet::ids(r, design.run, &query)?.into_iter().collect();
        items.retain(|item| found.contains(item));
    }
    parts::shown(r, items)
}

fn drawn_before(r: &Read<'_>, design: &Design<'_>) -> Result<HashSet<i64>> {
    let mut found = HashSet::new();
    let sql = match design.filter {
        None => "SELECT item_id FROM draw_item WHERE run_id = ?1 AND ?2 IS NULL AND ?3 IS NOT NULL",
        Some(_) => {
            "SELECT s.item_id FROM draw d JOIN stratum_item s ON s.draw_id = d.id
             WHERE d.run_id = ?1 AND d.filter = ?2 AND d.stratum = ?3"
        }
    };
    let mut query = r.sql().prepare_cached(sql)?;
    let mut rows = query.query(params![design.run, design.filter, design.from.word()])?;
    while let Some(row) = rows.next()? {
        found.insert(row.get(0)?);
    }
    Ok(found)
}

/// How many rows a design can draw from.
pub fn left(r: &Read<'_>, design: &Design<'_>) -> Result<Left> {
    get(r, design.run)?;
    let population = stratum(r, design)?;
    let before = drawn_before(r, design)?;
    let drawn = population.iter().filter(|item| before.contains(item)).count();
    Ok(Left { population: population.len() as u64, drawn: drawn as u64 })
}

/// Draws rows by chance, without those drawn before with the same design. Gives the number drawn.
pub fn draw(w: &Write<'_>, person: i64, design: &Design<'_>, size: u32, seed: u64) -> Result<u64> {
    let run = get(w, design.run)?;
    let before = drawn_before(w, design)?;
    let mut left = stratum(w, design)?;
    left.retain(|item| !before.contains(item));
    if left.is_empty() {
        let what = match design.from {
            DrawFrom::Any => "row".to_owned(),
            from => format!("{} row", from.word()),
        };
        let message = match design.filter {
            None => format!("every {what} has been drawn already"),
            Some(filter) => format!("there is no {what} left to draw where {filter}"),
        };
        return Err(StoreError::refused("nothing_to_draw", message));
    }
    let drawn = assay_stats::sample_from(&left, size as usize, seed);
    w.sql().execute(
        "INSERT INTO draw (uid, run_id, stratum, filter, size, population, seed, reference_revision, person_id, made_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            new_uid(),
            run.id,
            design.from.word(),
            design.filter,
            drawn.len(),
            left.len(),
            seed.cast_signed(),
            project::get(w)?.reference_revision,
            person,
            w.now()
        ],
    )?;
    let draw = w.sql().last_insert_rowid();
    if design.filter.is_none() {
        let mut insert =
            w.sql().prepare_cached("INSERT INTO draw_item (run_id, item_id, draw_id) VALUES (?, ?, ?)")?;
        for item in &drawn {
            insert.execute([run.id, *item, draw])?;
        }
        recount_marks(w, run.id)?;
    } else {
        let mut insert =
            w.sql().prepare_cached("INSERT INTO stratum_item (draw_id, item_id) VALUES (?, ?)")?;
        for item in &drawn {
            insert.execute([draw, *item])?;
        }
    }
    let of = match design.from {
        DrawFrom::Any => String::new(),
        from => format!("{} ", from.word()),
    };
    let whence = design.filter.map(|filter| format!(" where {filter}")).unwrap_or_default();
    let summary = format!("{} {of}rows of {} drawn{whence}", drawn.len(), run.name);
    let entry = Entry {
        person: Some(person),
        command: "rows_draw",
        summary: &summary,
        subject: "draw",
        subject_id: Some(draw),
        undoes: None,
    };
    events::record(w, &entry)?;
    Ok(drawn.len() as u64)
}

fn recount_marks(w: &Write<'_>, run: i64) -> Result<()> {
    w.sql().execute("DELETE FROM tag_cell WHERE run_id = ?", [run])?;
    w.sql().execute(
        "INSERT INTO tag_cell (run_id, tag_id, correct, drawn, yes, no)
         SELECT run_id, tag_id, correct, drawn, yes, no FROM expected_tag_cell WHERE run_id = ?",
        [run],
    )?;
    Ok(())
}

/// Takes a draw back, or draws the same rows again. A later draw of the same rows was made from what this one left.
pub fn undo_draw(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    if event.undoes.is_some() {
        shelf::put_back(w, event.id, "draw", id)?;
    } else {
        let later: Option<i64> = w.sql().query_row(
            "SELECT MIN(e.id) FROM draw d JOIN draw n ON n.run_id = d.run_id AND n.filter IS d.filter AND n.id > d.id
                    AND (n.stratum = d.stratum OR d.filter IS NULL AND 'any' IN (n.stratum, d.stratum))
             JOIN event e ON e.subject = 'draw' AND e.subject_id = n.id WHERE d.id = ?",
            [id],
            |row| row.get(0),
        )?;
        if let Some(later) = later {
            let message =
                format!("more rows were drawn from the rest since (event {later}); take that back first");
            return Err(StoreError::refused("changed_since", message));
        }
    }
    let run: i64 = w
        .sql()
        .query_row("SELECT run_id FROM draw WHERE id = ?", [id], |row| row.get(0))
        .or_not_found("draw", id)?;
    if event.undoes.is_none() {
        let parts = [("draw", "id = ?1"), ("draw_item", "draw_id = ?1"), ("stratum_item", "draw_id = ?1")];
        shelf::take(w, event.undone_by.unwrap_or_default(), "draw", id, &parts, "these rows are in use")?;
    }
    recount_marks(w, run)
}

/// Rows of one draw that were looked at for a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnTag {
    /// The tag.
    pub tag: i64,
    /// Marked yes.
    pub yes: u64,
    /// Marked yes or no.
    pub seen: u64,
}

/// A draw with its design.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// Row id.
    pub id: i64,
    /// From which rows.
    pub from: DrawFrom,
    /// Only those that this found; none where all.
    pub filter: Option<String>,
    /// Rows drawn.
    pub size: u64,
    /// Rows there were to draw from.
    pub population: u64,
    /// Draws the same rows from the same state.
    pub seed: u64,
    /// Snapshot of the reference labels.
    pub reference_revision: i64,
    /// Who; none where the person is not known.
    pub person: Option<i64>,
    /// In milliseconds since 1970 UTC.
    pub made_at: i64,
    /// The tags that rows of it were looked at for.
    pub tags: Vec<DrawnTag>,
}

/// The draws of a run, oldest first.
pub fn draws(r: &Read<'_>, run: i64) -> Result<Vec<Drawn>> {
    let mut query = r.sql().prepare_cached(
        "SELECT id, stratum, filter, size, population, seed, reference_revision, person_id, made_at FROM draw
         WHERE run_id = ? ORDER BY id",
    )?;
    let mut found: Vec<Drawn> = query
        .query_map([run], |row| {
            Ok(Drawn {
                id: row.get(0)?,
                from: DrawFrom::of(&row.get::<_, String>(1)?),
                filter: row.get(2)?,
                size: row.get(3)?,
                population: row.get(4)?,
                seed: row.get::<_, i64>(5)?.cast_unsigned(),
                reference_revision: row.get(6)?,
                person: row.get(7)?,
                made_at: row.get(8)?,
                tags: Vec::new(),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    let mut query = r.sql().prepare_cached(
        "SELECT m.tag_id, SUM(m.state), COUNT(*)
         FROM (SELECT item_id FROM draw_item WHERE run_id = ?1 AND draw_id = ?2
               UNION ALL SELECT item_id FROM stratum_item WHERE draw_id = ?2) d
         CROSS JOIN mark m ON m.item_id = d.item_id GROUP BY m.tag_id ORDER BY m.tag_id",
    )?;
    for draw in &mut found {
        draw.tags = query
            .query_map([run, draw.id], |row| {
                Ok(DrawnTag { tag: row.get(0)?, yes: row.get(1)?, seen: row.get(2)? })
            })?
            .collect::<rusqlite::Result<_>>()?;
    }
    Ok(found)
}

/// One of several strata that together are all wrong or all right rows.
#[derive(Debug, Clone, PartialEq)]
pub struct StratumSeen {
    /// What finds its rows.
    pub filter: String,
    /// Its rows.
    pub size: u64,
    /// Of them drawn by chance.
    pub drawn: u64,
    /// The tags that drawn rows were looked at for.
    pub tags: Vec<DrawnTag>,
}

/// The strata that rows were drawn from, where no row is in two of them and every wrong, right or other row is in one; none
/// where they are no such division now, or where a filter cannot be read any more.
pub fn strata(r: &Read<'_>, run: i64, from: DrawFrom) -> Result<Option<Vec<StratumSeen>>> {
    let mut filters: Vec<String> =
        draws(r, run)?.into_iter().filter(|draw| draw.from == from).filter_map(|draw| draw.filter).collect();
    filters.sort_unstable();
    filters.dedup();
    if filters.len() < 2 {
        return Ok(None);
    }
    let mut found = Vec::new();
    let mut all = HashSet::new();
    for filter in &filters {
        let design = Design { run, from, filter: Some(filter) };
        let rows = match stratum(r, &design) {
            Err(StoreError::Filter { .. }) => return Ok(None),
            rows => rows?,
        };
        if !rows.iter().all(|item| all.insert(*item)) {
            return Ok(None);
        }
        let before = drawn_before(r, &design)?;
        let drawn: Vec<i64> = rows.iter().copied().filter(|item| before.contains(item)).collect();
        found.push(StratumSeen {
            filter: filter.clone(),
            size: rows.len() as u64,
            drawn: drawn.len() as u64,
            tags: seen(r, &drawn)?,
        });
    }
    let whole = stratum(r, &Design { run, from, filter: None })?.len();
    Ok((whole == all.len()).then_some(found))
}

fn seen(r: &Read<'_>, items: &[i64]) -> Result<Vec<DrawnTag>> {
    let mut query = r.sql().prepare_cached(
        "SELECT m.tag_id, SUM(m.state), COUNT(*) FROM json_each(?) j CROSS JOIN tag t
         CROSS JOIN mark m ON m.tag_id = t.id AND m.item_id = j.value GROUP BY m.tag_id ORDER BY m.tag_id",
    )?;
    let rows = query.query_map([serde_json::to_string(items)?], |row| {
        Ok(DrawnTag { tag: row.get(0)?, yes: row.get(1)?, seen: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
