//! Standing checks: what a run has to reach, and what each look found.

use crate::error::{OrNotFound, OrTaken, Result};
use crate::events::{self, Entry, Event, new_uid};
use crate::{Read, Write, project, shelf};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// On which side of the bound a figure should lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// No lower.
    AtLeast,
    /// No higher.
    AtMost,
}

impl Bound {
    /// As stored.
    pub fn word(self) -> &'static str {
        match self {
            Bound::AtLeast => "at_least",
            Bound::AtMost => "at_most",
        }
    }
}

/// What a check asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// As shown.
    pub name: String,
    /// Which metric, by its stable name.
    pub metric: String,
    /// Row id of the class that it is about.
    pub class: Option<i64>,
    /// A filter line.
    pub filter: Option<String>,
    /// Which side.
    pub bound: Bound,
    /// The bound.
    pub threshold: f64,
}

/// One check in use.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Row id.
    pub id: i64,
    /// What it asks for.
    pub wanted: Wanted,
}

const CHECKS: &str = "SELECT id, name, metric, class_id, filter, comparison, threshold FROM standing_check ";

fn check(row: &rusqlite::Row<'_>) -> rusqlite::Result<Check> {
    let bound: String = row.get(5)?;
    let wanted = Wanted {
        name: row.get(1)?,
        metric: row.get(2)?,
        class: row.get(3)?,
        filter: row.get(4)?,
        bound: if bound == "at_most" { Bound::AtMost } else { Bound::AtLeast },
        threshold: row.get(6)?,
    };
    Ok(Check { id: row.get(0)?, wanted })
}

/// Every check in use, oldest first.
pub fn list(r: &Read<'_>) -> Result<Vec<Check>> {
    let mut query = r.sql().prepare_cached(&format!("{CHECKS} WHERE retired_at IS NULL ORDER BY id"))?;
    let rows = query.query_map([], check)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The filter line of every check that has one, also of those out of use: an undo brings them back.
pub(crate) fn lines(r: &Read<'_>) -> Result<Vec<(i64, String)>> {
    let mut query = r
        .sql()
        .prepare_cached("SELECT id, filter FROM standing_check WHERE filter IS NOT NULL ORDER BY id")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Writes the filter line of a check whose words have changed. The question stays the same, so it stays the same check.
pub(crate) fn set_line(w: &Write<'_>, id: i64, line: &str) -> Result<()> {
    w.sql().execute("UPDATE standing_check SET filter = ? WHERE id = ?", params![line, id])?;
    Ok(())
}

/// One check in use.
pub fn get(r: &Read<'_>, id: i64) -> Result<Check> {
    let mut query = r.sql().prepare_cached(&format!("{CHECKS} WHERE retired_at IS NULL AND id = ?"))?;
    query.query_row([id], check).or_not_found("check", id)
}

fn insert(w: &Write<'_>, person: i64, wanted: &Wanted) -> Result<i64> {
    w.sql()
        .execute(
            "INSERT INTO standing_check (uid, name, metric, class_id, filter, comparison, threshold, person_id, made_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                new_uid(),
                wanted.name,
                wanted.metric,
                wanted.class,
                wanted.filter,
                wanted.bound.word(),
                wanted.threshold,
                person,
                w.now()
            ],
        )
        .or_taken("check", &wanted.name)?;
    Ok(w.sql().last_insert_rowid())
}

fn retired_at(r: &Read<'_>, id: i64) -> Result<Option<i64>> {
    let mut query = r.sql().prepare_cached("SELECT retired_at FROM standing_check WHERE id = ?")?;
    query.query_row([id], |row| row.get(0)).or_not_found("check", id)
}

fn set_retired(w: &Write<'_>, id: i64, at: Option<i64>) -> Result<()> {
    let name: String =
        w.sql().query_row("SELECT name FROM standing_check WHERE id = ?", [id], |row| row.get(0))?;
    w.sql()
        .execute("UPDATE standing_check SET retired_at = ? WHERE id = ?", params![at, id])
        .or_taken("check", &name)?;
    Ok(())
}

fn record(w: &Write<'_>, person: i64, command: &str, summary: &str, id: i64) -> Result<i64> {
    let subject = "check";
    events::record(
        w,
        &Entry { person: Some(person), command, summary, subject, subject_id: Some(id), undoes: None },
    )
}

/// `null` where it was not there, else whether it was in use.
fn noted(w: &Write<'_>, event: i64, id: i64, was: Option<bool>) -> Result<()> {
    let now = retired_at(w, id)?.is_none();
    events::change(
        w,
        event,
        "check",
        id,
        &json!(was.map(|used| json!({ "used": used }))),
        &json!({ "used": now }),
    )
}

/// Puts a check in use.
pub fn add(w: &Write<'_>, person: i64, wanted: &Wanted) -> Result<Check> {
    let id = insert(w, person, wanted)?;
    let event = record(w, person, "check_add", &format!("check `{}` added", wanted.name), id)?;
    noted(w, event, id, None)?;
    get(w, id)
}

/// Puts another check in the place of one. What the former found stays with the former.
pub fn edit(w: &Write<'_>, person: i64, id: i64, wanted: &Wanted) -> Result<Check> {
    let former = get(w, id)?;
    if former.wanted == *wanted {
        return Ok(former);
    }
    // A bound that moved is another question: results of the old one are not history of the new one.
    set_retired(w, id, Some(w.now()))?;
    let new = insert(w, person, wanted)?;
    let event = record(w, person, "check_edit", &format!("check `{}` changed", former.wanted.name), new)?;
    noted(w, event, id, Some(true))?;
    noted(w, event, new, None)?;
    get(w, new)
}

/// Takes a check out of use; what it found stays.
pub fn retire(w: &Write<'_>, person: i64, id: i64) -> Result<()> {
    let name = get(w, id)?.wanted.name;
    set_retired(w, id, Some(w.now()))?;
    let event = record(w, person, "check_retire", &format!("check `{name}` retired"), id)?;
    noted(w, event, id, Some(true))
}

/// Puts back what was in use before an event.
pub fn undo_change(w: &Write<'_>, event: &Event) -> Result<()> {
    let mut changes = events::changes(w, event.id, "check")?;
    // What leaves comes before what returns: both may have one name.
    changes.sort_by_key(|(_, before, _)| before["used"] == true);
    for (id, before, _) in changes {
        let used = before["used"] == true;
        set_retired(w, id, if used { None } else { Some(w.now()) })?;
    }
    Ok(())
}

/// What a check found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Row id of the check.
    pub check: i64,
    /// `pass`, `fail` or `undecided`.
    pub verdict: String,
    /// The figure.
    pub value: Option<f64>,
    /// Ends of its 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// What it was made from.
    pub n: u64,
    /// How the interval was made.
    pub method: Option<String>,
    /// Why there is no figure.
    pub undefined_because: Option<String>,
    /// Why there is no interval.
    pub unreliable_because: Option<String>,
    /// Against the bound.
    pub p_value: Option<f64>,
    /// Over all checks of the look.
    pub adjusted: Option<f64>,
}

/// One look at a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Row id.
    pub id: i64,
    /// The newest import into the run then.
    pub import: i64,
    /// The snapshot of reference labels then.
    pub reference_revision: i64,
    /// Who asked for it.
    pub person: Option<String>,
    /// When, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// What each check found.
    pub findings: Vec<Finding>,
}

/// The newest import into a run.
pub fn import_of(r: &Read<'_>, run: i64) -> Result<i64> {
    let mut query = r.sql().prepare_cached("SELECT import_id FROM run WHERE id = ?")?;
    query.query_row([run], |row| row.get(0)).or_not_found("run", run)
}

/// The looks at a run, newest first, at most `most`.
pub fn looks(r: &Read<'_>, run: i64, most: u32) -> Result<Vec<Look>> {
    let mut query = r.sql().prepare_cached(
        "SELECT l.id, l.import_id, l.reference_revision, p.name, l.made_at FROM check_look l
         LEFT JOIN person p ON p.id = l.person_id WHERE l.run_id = ? ORDER BY l.id DESC LIMIT ?",
    )?;
    let rows = query.query_map([run, i64::from(most)], |row| {
        Ok(Look {
            id: row.get(0)?,
            import: row.get(1)?,
            reference_revision: row.get(2)?,
            person: row.get(3)?,
            made_at: row.get(4)?,
            findings: Vec::new(),
        })
    })?;
    let mut looks: Vec<Look> = rows.collect::<rusqlite::Result<_>>()?;
    for look in &mut looks {
        look.findings = findings(r, look.id)?;
    }
    Ok(looks)
}

fn findings(r: &Read<'_>, look: i64) -> Result<Vec<Finding>> {
    let mut query = r.sql().prepare_cached(
        "SELECT check_id, verdict, value, lower, upper, n, method, undefined_because, unreliable_because, p_value, adjusted
         FROM check_result WHERE look_id = ? ORDER BY check_id",
    )?;
    let rows = query.query_map([look], |row| {
        let (lower, upper): (Option<f64>, Option<f64>) = (row.get(3)?, row.get(4)?);
        Ok(Finding {
            check: row.get(0)?,
            verdict: row.get(1)?,
            value: row.get(2)?,
            interval: lower.zip(upper),
            n: row.get(5)?,
            method: row.get(6)?,
            undefined_because: row.get(7)?,
            unreliable_because: row.get(8)?,
            p_value: row.get(9)?,
            adjusted: row.get(10)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How often a check was looked at, over all runs. The same data seen again, because another check was added, count once.
pub fn times_looked(r: &Read<'_>, check: i64) -> Result<u64> {
    let mut query = r.sql().prepare_cached(
        "SELECT COUNT(*) FROM (SELECT DISTINCT l.run_id, l.import_id, l.reference_revision, t.value, t.n
                               FROM check_result t JOIN check_look l ON l.id = t.look_id WHERE t.check_id = ?)",
    )?;
    Ok(query.query_row([check], |row| row.get(0))?)
}

/// Keeps a look. One that finds exactly what the newest one found is the same look again, and nothing is written.
pub fn keep(
    w: &Write<'_>,
    person: Option<i64>,
    run: i64,
    run_name: &str,
    findings: &[Finding],
) -> Result<()> {
    let (import, revision) = (import_of(w, run)?, project::get(w)?.reference_revision);
    if let Some(newest) = looks(w, run, 1)?.first()
        && newest.import == import
        && newest.reference_revision == revision
        && newest.findings == findings
    {
        return Ok(());
    }
    w.sql().execute(
        "INSERT INTO check_look (run_id, import_id, reference_revision, person_id, made_at) VALUES (?, ?, ?, ?, ?)",
        params![run, import, revision, person, w.now()],
    )?;
    let look = w.sql().last_insert_rowid();
    let mut insert = w.sql().prepare_cached(
        "INSERT INTO check_result (look_id, check_id, verdict, value, lower, upper, n, method, undefined_because,
                                   unreliable_because, p_value, adjusted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for found in findings {
        insert.execute(params![
            look,
            found.check,
            found.verdict,
            found.value,
            found.interval.map(|ends| ends.0),
            found.interval.map(|ends| ends.1),
            found.n,
            found.method,
            found.undefined_because,
            found.unreliable_because,
            found.p_value,
            found.adjusted
        ])?;
    }
    let count = |verdict: &str| findings.iter().filter(|found| found.verdict == verdict).count();
    let summary = format!(
        "{} checks of {run_name}: {} pass, {} fail, {} undecided",
        findings.len(),
        count("pass"),
        count("fail"),
        count("undecided")
    );
    let entry = Entry {
        person,
        command: "checks_run",
        summary: &summary,
        subject: "check_look",
        subject_id: Some(look),
        undoes: None,
    };
    events::record(w, &entry)?;
    Ok(())
}

const LOOK: [shelf::Part<'static>; 2] = [("check_look", "id = ?1"), ("check_result", "look_id = ?1")];

/// Takes a look back, or puts it back.
pub fn undo_look(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    if event.undoes.is_some() {
        let kept = events::before(w, event.id, "check_look", id)?;
        let columns = kept[0]["columns"].as_array().into_iter().flatten();
        let place = columns.enumerate().find(|(_, name)| *name == "run_id").map(|(at, _)| at);
        // Its import may have been taken back since.
        import_of(w, place.and_then(|at| kept[0]["rows"][0][at].as_i64()).unwrap_or_default())?;
        return shelf::put_back(w, event.id, "check_look", id);
    }
    w.sql()
        .query_row("SELECT id FROM check_look WHERE id = ?", [id], |row| row.get::<_, i64>(0))
        .or_not_found("look at a run", id)?;
    shelf::take(w, event.undone_by.unwrap_or_default(), "check_look", id, &LOOK, "this look is in use")
}

/// The looks at a run that is removed go with it.
pub(crate) fn forget_run(w: &Write<'_>, run: i64) -> Result<()> {
    w.sql().execute(
        "DELETE FROM check_result WHERE look_id IN (SELECT id FROM check_look WHERE run_id = ?)",
        [run],
    )?;
    w.sql().execute("DELETE FROM check_look WHERE run_id = ?", [run])?;
    Ok(())
}
