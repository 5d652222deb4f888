//! Baselines: figures by name that runs are held against, from a draw or set by hand.

use crate::error::{OrNotFound, OrTaken, Result, StoreError};
use crate::events::{self, Entry, Event, new_uid};
use crate::{Read, Write, human};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A measured share with all that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Share right.
    pub value: f64,
    /// Ends of the 95 % interval, where there is one.
    pub interval: Option<(f64, f64)>,
    /// How the interval was made.
    pub method: Option<String>,
    /// Judgments it was made from.
    pub judgments: u64,
    /// Items it rests on.
    pub items: u64,
}

/// What a part of a baseline is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// Items of one reference class.
    Class,
    /// Items with a tag.
    Tag,
}

impl PartKind {
    fn word(self) -> &'static str {
        match self {
            PartKind::Class => "class",
            PartKind::Tag => "tag",
        }
    }
}

/// The level on the items of one class or tag.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Class or tag.
    pub kind: PartKind,
    /// Its row id.
    pub id: i64,
    /// Its name now.
    pub name: String,
    /// The level.
    pub measured: Measured,
}

/// One baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    /// Row id.
    pub id: i64,
    /// As shown.
    pub name: String,
    /// Share right.
    pub value: f64,
    /// Items it rests on; none: taken as exact.
    pub n: Option<u64>,
    /// Of a draw: as measured.
    pub measured: Option<Measured>,
    /// The draw.
    pub draw: Option<(i64, String)>,
    /// Of a draw: the snapshot of reference labels when it was stored.
    pub reference_revision: Option<i64>,
    /// Where it comes from.
    pub source: String,
    /// Runs are held against it.
    pub chosen: bool,
    /// When it was stored, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Who stored it.
    pub person: String,
}

const BASELINES: &str = "
SELECT b.id, b.name, b.value, b.n, b.lower, b.upper, b.method, b.judgments, b.draw_id, d.name, b.reference_revision,
       b.source, b.chosen, b.made_at, (SELECT name FROM person WHERE id = b.person_id)
FROM baseline b LEFT JOIN human_draw d ON d.id = b.draw_id WHERE b.retired_at IS NULL ";

fn baseline(row: &rusqlite::Row<'_>) -> rusqlite::Result<Baseline> {
    let (value, n): (f64, Option<u64>) = (row.get(2)?, row.get(3)?);
    let draw: Option<i64> = row.get(8)?;
    let measured = match draw {
        None => None,
        Some(_) => Some(Measured {
            value,
            interval: ends(row.get(4)?, row.get(5)?),
            method: row.get(6)?,
            judgments: row.get(7)?,
            items: n.unwrap_or(0),
        }),
    };
    Ok(Baseline {
        id: row.get(0)?,
        name: row.get(1)?,
        value,
        n,
        measured,
        draw: match draw {
            Some(id) => Some((id, row.get(9)?)),
            None => None,
        },
        reference_revision: row.get(10)?,
        source: row.get(11)?,
        chosen: row.get(12)?,
        made_at: row.get(13)?,
        person: row.get(14)?,
    })
}

fn ends(lower: Option<f64>, upper: Option<f64>) -> Option<(f64, f64)> {
    Some((lower?, upper?))
}

/// Every baseline in use, oldest first.
pub fn list(r: &Read<'_>) -> Result<Vec<Baseline>> {
    let mut query = r.sql().prepare_cached(&format!("{BASELINES} ORDER BY b.id"))?;
    let rows = query.query_map([], baseline)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One baseline in use.
pub fn get(r: &Read<'_>, id: i64) -> Result<Baseline> {
    let mut query = r.sql().prepare_cached(&format!("{BASELINES} AND b.id = ?"))?;
    query.query_row([id], baseline).or_not_found("baseline", id)
}

/// The one that runs are held against.
pub fn chosen(r: &Read<'_>) -> Result<Option<Baseline>> {
    let mut query = r.sql().prepare_cached(&format!("{BASELINES} AND b.chosen = 1"))?;
    Ok(query.query_row([], baseline).optional()?)
}

/// The level on each class and tag, where the baseline has one.
pub fn parts(r: &Read<'_>, id: i64) -> Result<Vec<Part>> {
    let mut query = r.sql().prepare_cached(
        "SELECT t.kind = 'tag', t.entity_id, COALESCE(c.name, g.name, ''), t.value, t.lower, t.upper, t.method,
                t.judgments, t.n
         FROM baseline_part t LEFT JOIN class c ON t.kind = 'class' AND c.id = t.entity_id
         LEFT JOIN tag g ON t.kind = 'tag' AND g.id = t.entity_id
         WHERE t.baseline_id = ? ORDER BY t.kind, c.position, g.id",
    )?;
    let rows = query.query_map([id], |row| {
        Ok(Part {
            kind: if row.get(0)? { PartKind::Tag } else { PartKind::Class },
            id: row.get(1)?,
            name: row.get(2)?,
            measured: Measured {
                value: row.get(3)?,
                interval: ends(row.get(4)?, row.get(5)?),
                method: row.get(6)?,
                judgments: row.get(7)?,
                items: row.get(8)?,
            },
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What can be changed about a baseline, as events keep it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    name: String,
    value: f64,
    n: Option<u64>,
    source: String,
    chosen: bool,
    retired_at: Option<i64>,
}

fn kept(r: &Read<'_>, id: i64) -> Result<Kept> {
    let sql = "SELECT name, value, n, source, chosen, retired_at FROM baseline WHERE id = ?";
    let row = |row: &rusqlite::Row<'_>| {
        Ok(Kept {
            name: row.get(0)?,
            value: row.get(1)?,
            n: row.get(2)?,
            source: row.get(3)?,
            chosen: row.get(4)?,
            retired_at: row.get(5)?,
        })
    };
    r.sql().prepare_cached(sql)?.query_row([id], row).or_not_found("baseline", id)
}

fn keep(w: &Write<'_>, id: i64, to: &Kept) -> Result<()> {
    w.sql()
        .execute(
            "UPDATE baseline SET name = ?, value = ?, n = ?, source = ?, chosen = ?, retired_at = ? WHERE id = ?",
            params![to.name, to.value, to.n, to.source, to.chosen, to.retired_at, id],
        )
        .or_taken("baseline", &to.name)?;
    Ok(())
}

fn record(w: &Write<'_>, person: i64, command: &str, summary: &str, id: i64) -> Result<i64> {
    let subject = "baseline";
    events::record(
        w,
        &Entry { person: Some(person), command, summary, subject, subject_id: Some(id), undoes: None },
    )
}

fn changed(w: &Write<'_>, event: i64, id: i64, before: Option<&Kept>) -> Result<()> {
    let before = before.map_or(Ok(Value::Null), serde_json::to_value)?;
    events::change(w, event, "baseline", id, &before, &serde_json::to_value(kept(w, id)?)?)
}

/// A figure set by hand.
pub struct ByHand<'a> {
    /// As shown.
    pub name: &'a str,
    /// Share right.
    pub value: f64,
    /// Items it rests on, where known.
    pub n: Option<u64>,
    /// Where it comes from.
    pub source: &'a str,
}

/// Stores a figure set by hand.
pub fn set(w: &Write<'_>, person: i64, given: &ByHand<'_>) -> Result<Baseline> {
    w.sql()
        .execute(
            "INSERT INTO baseline (uid, name, value, n, source, person_id, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![new_uid(), given.name, given.value, given.n, given.source, person, w.now()],
        )
        .or_taken("baseline", given.name)?;
    let id = w.sql().last_insert_rowid();
    let event = record(w, person, "baseline_set", &format!("baseline `{}` set by hand", given.name), id)?;
    changed(w, event, id, None)?;
    get(w, id)
}

/// Stores the human level of a draw. `parts` are class or tag, row id and level.
pub fn store(
    w: &Write<'_>,
    person: i64,
    name: &str,
    draw: i64,
    level: &Measured,
    parts: &[(PartKind, i64, Measured)],
) -> Result<Baseline> {
    let draw = human::get(w, draw)?;
    let revision = crate::project::get(w)?.reference_revision;
    let (lower, upper) = level.interval.unzip();
    w.sql()
        .execute(
            "INSERT INTO baseline (uid, name, value, lower, upper, method, judgments, n, draw_id, reference_revision,
                                   person_id, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                new_uid(),
                name,
                level.value,
                lower,
                upper,
                level.method,
                level.judgments,
                level.items,
                draw.id,
                revision,
                person,
                w.now()
            ],
        )
        .or_taken("baseline", name)?;
    let id = w.sql().last_insert_rowid();
    let mut insert = w.sql().prepare_cached(
        "INSERT INTO baseline_part (baseline_id, kind, entity_id, value, lower, upper, method, judgments, n)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (kind, entity, own) in parts {
        let (lower, upper) = own.interval.unzip();
        insert.execute(params![
            id,
            kind.word(),
            entity,
            own.value,
            lower,
            upper,
            own.method,
            own.judgments,
            own.items
        ])?;
    }
    let summary = format!("human level of `{}` stored as baseline `{name}`", draw.name);
    let event = record(w, person, "baseline_store", &summary, id)?;
    changed(w, event, id, None)?;
    get(w, id)
}

/// Changes name and source, and of a figure set by hand its value and n.
pub fn edit(w: &Write<'_>, person: i64, id: i64, to: &ByHand<'_>) -> Result<Baseline> {
    let (current, before) = (get(w, id)?, kept(w, id)?);
    if current.draw.is_some() && (to.value != current.value || to.n != current.n) {
        return Err(StoreError::refused(
            "baseline_measured",
            "this baseline was measured, so its value stays; set another one by hand",
        ));
    }
    let after = Kept {
        name: to.name.to_owned(),
        value: to.value,
        n: to.n,
        source: to.source.to_owned(),
        ..before.clone()
    };
    keep(w, id, &after)?;
    let event = record(w, person, "baseline_edit", &format!("baseline `{}` changed", after.name), id)?;
    changed(w, event, id, Some(&before))?;
    get(w, id)
}

/// Takes a baseline out of use; it stays in the file.
pub fn retire(w: &Write<'_>, person: i64, id: i64) -> Result<()> {
    get(w, id)?;
    let before = kept(w, id)?;
    keep(w, id, &Kept { chosen: false, retired_at: Some(w.now()), ..before.clone() })?;
    let event = record(w, person, "baseline_retire", &format!("baseline `{}` retired", before.name), id)?;
    changed(w, event, id, Some(&before))
}

/// Chooses the baseline that runs are held against; none: no longer any.
pub fn choose(w: &Write<'_>, person: i64, id: Option<i64>) -> Result<()> {
    let former = chosen(w)?.map(|baseline| baseline.id);
    if former == id {
        return Ok(());
    }
    let name = id.map(|id| get(w, id)).transpose()?.map(|baseline| baseline.name);
    let summary = match &name {
        Some(name) => format!("runs are held against baseline `{name}`"),
        None => "runs are held against no baseline".to_owned(),
    };
    let event = record(w, person, "baseline_choose", &summary, id.or(former).unwrap_or_default())?;
    // The former first: only one is ever chosen.
    for (id, on) in former.map(|id| (id, false)).into_iter().chain(id.map(|id| (id, true))) {
        let before = kept(w, id)?;
        keep(w, id, &Kept { chosen: on, ..before.clone() })?;
        changed(w, event, id, Some(&before))?;
    }
    Ok(())
}

const DO: &[&str] =
    &["baseline_set", "baseline_store", "baseline_edit", "baseline_retire", "baseline_choose"];

/// The person's newest change of a baseline.
pub fn newest(r: &Read<'_>, person: i64) -> Result<Option<Event>> {
    events::newest(r, person, DO, false)
}

/// Puts back what stood before a change of baselines. Refused where another one is chosen by now.
pub fn undo_change(w: &Write<'_>, event: &Event) -> Result<()> {
    let mut changes = events::changes(w, event.id, "baseline")?;
    // One that is chosen no more comes before one that is chosen again: only one ever is.
    changes.sort_by_key(|(_, before, _)| before["chosen"] == true);
    for (id, before, _) in changes {
        let before = match serde_json::from_value::<Option<Kept>>(before)? {
            Some(before) => before,
            // It was not there: it stays in the file, out of use.
            None => Kept { retired_at: Some(w.now()), chosen: false, ..kept(w, id)? },
        };
        if before.retired_at.is_none() {
            refuse_if_open(w, id)?;
        }
        if before.chosen && chosen(w)?.is_some_and(|other| other.id != id) {
            return Err(StoreError::refused(
                "changed_since",
                "another baseline was chosen since, so this cannot be undone; choose this one by hand",
            ));
        }
        keep(w, id, &before)?;
    }
    Ok(())
}

/// Refuses to put a measured baseline back whose decisions were taken back since.
fn refuse_if_open(r: &Read<'_>, id: i64) -> Result<()> {
    let open: bool = r.sql().query_row(
        "SELECT EXISTS (SELECT 1 FROM baseline b JOIN human_draw_item t ON t.draw_id = b.draw_id
                        WHERE b.id = ? AND t.adjudication_id IS NULL)",
        [id],
        |row| row.get(0),
    )?;
    if open {
        let message =
            "decisions of its draw were taken back since; decide on them, then store the level anew";
        return Err(StoreError::refused("draw_open", message));
    }
    Ok(())
}
