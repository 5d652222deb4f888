//! The test before work: attempts, their verdicts and what a lead makes of them.

use super::gate::{Gate, Stage, gated, unanswered};
use super::scoring::{Scored, scored};
use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, Event, new_uid};
use crate::{Read, Write, project};
use assay_model::{GoldPart, Purpose, QualificationRule};
use assay_stats::{Qualification, QualificationPlan, QualificationVerdict};
use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One attempt of a rater.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Attempt {
    /// Row id.
    pub id: i64,
    /// From 1; 0 where a lead let the rater work without the test.
    pub attempt: i64,
    /// What it was held to; fixed when it started.
    pub rule: QualificationRule,
    /// When, in milliseconds since 1970 UTC.
    pub started_at: i64,
    /// Right answers up to the verdict.
    pub right: i64,
    /// Wrong ones.
    pub wrong: i64,
    /// `open`, `pass`, `fail` or `undecided`.
    pub verdict: String,
    /// When the verdict came.
    pub ended_at: Option<i64>,
    /// What a lead made of it.
    pub decision: Option<Decision>,
    /// Its answers are to later assignments than this one.
    #[serde(skip)]
    pub after_assignment: i64,
}

/// What a lead makes of an attempt without a pass.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The rater may work.
    Pass,
    /// Another attempt, with fresh gold.
    Again,
}

impl Attempt {
    /// Whether its rater may work.
    pub fn passed(&self) -> bool {
        self.verdict == "pass" || self.decision == Some(Decision::Pass)
    }
}

const COLUMNS: &str =
    "id, attempt, rule, started_at, n_right, n_wrong, verdict, ended_at, decision, after_assignment_id";

fn attempt(row: &Row<'_>) -> Result<Attempt> {
    let decision: Option<String> = row.get(8)?;
    Ok(Attempt {
        id: row.get(0)?,
        attempt: row.get(1)?,
        rule: serde_json::from_str(&row.get::<_, String>(2)?)?,
        started_at: row.get(3)?,
        right: row.get(4)?,
        wrong: row.get(5)?,
        verdict: row.get(6)?,
        ended_at: row.get(7)?,
        decision: match decision.as_deref() {
            Some("pass") => Some(Decision::Pass),
            Some("again") => Some(Decision::Again),
            _ => None,
        },
        after_assignment: row.get(9)?,
    })
}

/// Every attempt of a rater, oldest first.
pub fn attempts(r: &Read<'_>, person: i64) -> Result<Vec<Attempt>> {
    let sql = format!("SELECT {COLUMNS} FROM qualification WHERE person_id = ? ORDER BY attempt");
    let mut query = r.sql().prepare_cached(&sql)?;
    let mut rows = query.query([person])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(attempt(row)?);
    }
    Ok(all)
}

/// The newest attempt of a rater.
pub(super) fn latest(r: &Read<'_>, person: i64) -> Result<Option<Attempt>> {
    let sql =
        format!("SELECT {COLUMNS} FROM qualification WHERE person_id = ? ORDER BY attempt DESC LIMIT 1");
    let mut query = r.sql().prepare_cached(&sql)?;
    let mut rows = query.query([person])?;
    rows.next()?.map(attempt).transpose()
}

/// The sequential test of a rule.
pub fn test(rule: &QualificationRule) -> Result<Qualification> {
    Qualification::new(QualificationPlan {
        acceptable: rule.acceptable,
        unacceptable: rule.unacceptable,
        alpha: rule.alpha,
        beta: rule.beta,
        most_golds: rule.most_golds,
        attempts: rule.attempts,
    })
    .map_err(|error| StoreError::refused(error.code(), error.to_string()))
}

pub(super) fn stage(r: &Read<'_>, person: i64, rule: &QualificationRule) -> Result<Stage> {
    let Some(attempt) = latest(r, person)? else { return before(r, person, rule, 1) };
    if attempt.passed() {
        return Ok(Stage::Work);
    }
    let next = attempt.attempt + 1;
    Ok(match attempt.verdict.as_str() {
        "open" => Stage::Qualification {
            attempt: attempt.attempt,
            attempts: rule.attempts,
            done: attempt.right + attempt.wrong,
            most_golds: attempt.rule.most_golds,
        },
        _ if attempt.decision == Some(Decision::Again) => return before(r, person, rule, next),
        "undecided" => gated(Gate::Undecided { attempt: attempt.attempt }),
        _ if attempt.attempt < i64::from(rule.attempts) => return before(r, person, rule, next),
        _ => gated(Gate::Failed { attempts: attempt.attempt }),
    })
}

/// Before an attempt: it starts when the rater says so, where there is gold enough.
fn before(r: &Read<'_>, person: i64, rule: &QualificationRule, attempt: i64) -> Result<Stage> {
    let there = unanswered(r, person, GoldPart::Qualification)?.len() as i64;
    let wanted = i64::try_from(shortest(rule)?).unwrap_or(i64::MAX);
    Ok(gated(if there < wanted {
        Gate::GoldMissing { part: GoldPart::Qualification, wanted, there }
    } else {
        let most_golds = rule.most_golds.min(u32::try_from(there).unwrap_or(u32::MAX));
        Gate::Test { attempt, attempts: rule.attempts, most_golds }
    }))
}

/// Golds within which 95 of 100 attempts of a good rater have ended: with fewer, an attempt is not started.
fn shortest(rule: &QualificationRule) -> Result<u64> {
    let refused = |error: assay_stats::PlanError| StoreError::refused(error.code(), error.to_string());
    test(rule)?.length_quantile(rule.acceptable, 0.95).map_err(refused)
}

/// Starts an attempt: its rule is fixed, its end is set by the fresh gold there is.
pub fn start(w: &Write<'_>, person: i64) -> Result<()> {
    let policy = project::policy(w)?;
    let (Some(rule), Stage::Gated { gate: Gate::Test { attempt, most_golds, .. } }) =
        (&policy.rules.qualification, super::stage(w, person, &policy)?)
    else {
        return Err(StoreError::refused(
            "no_test",
            "there is no test for you to start now; reload the screen",
        ));
    };
    let fixed = QualificationRule { most_golds, ..rule.clone() };
    let id = insert(w, person, attempt, &fixed)?;
    let summary = format!("attempt {attempt} at the qualification started");
    let event = record(w, person, "qualification_start", &summary, id)?;
    events::change(w, event, ATTEMPT, id, &Value::Null, &serde_json::to_value(kept(w, id)?)?)
}

/// What `event_change` calls an attempt.
const ATTEMPT: &str = "qualification";

/// A row of `qualification`, as events keep it.
#[derive(Serialize, Deserialize)]
struct Kept {
    uid: String,
    person: i64,
    attempt: i64,
    rule: String,
    started_at: i64,
    after: i64,
    right: i64,
    wrong: i64,
    verdict: String,
    ended_at: Option<i64>,
    decision: Option<String>,
    decided_at: Option<i64>,
    decided_by: Option<i64>,
}

fn kept(r: &Read<'_>, id: i64) -> Result<Kept> {
    let row = |row: &Row<'_>| {
        Ok(Kept {
            uid: row.get(0)?,
            person: row.get(1)?,
            attempt: row.get(2)?,
            rule: row.get(3)?,
            started_at: row.get(4)?,
            after: row.get(5)?,
            right: row.get(6)?,
            wrong: row.get(7)?,
            verdict: row.get(8)?,
            ended_at: row.get(9)?,
            decision: row.get(10)?,
            decided_at: row.get(11)?,
            decided_by: row.get(12)?,
        })
    };
    r.sql()
        .prepare_cached(
            "SELECT uid, person_id, attempt, rule, started_at, after_assignment_id, n_right, n_wrong, verdict, ended_at,
                    decision, decided_at, decided_by FROM qualification WHERE id = ?",
        )?
        .query_row([id], row)
        .or_not_found("attempt", id)
}

/// Puts an attempt back as an event kept it; refused where the rater has made another one since.
fn put_back(w: &Write<'_>, id: i64, of: &Kept) -> Result<()> {
    let other: bool = w.sql().query_row(
        "SELECT EXISTS (SELECT 1 FROM qualification
                        WHERE id <> ?1 AND person_id = ?2 AND (attempt >= ?3 OR attempt = 0))
             OR EXISTS (SELECT 1 FROM qualification WHERE id = ?1 AND uid <> ?4)",
        params![id, of.person, of.attempt, of.uid],
        |row| row.get(0),
    )?;
    if other {
        return Err(another_since());
    }
    w.sql().execute(
        "INSERT OR REPLACE INTO qualification (id, uid, person_id, attempt, rule, started_at, after_assignment_id, n_right,
                                    n_wrong, verdict, ended_at, decision, decided_at, decided_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            id, of.uid, of.person, of.attempt, of.rule, of.started_at, of.after, of.right, of.wrong, of.verdict,
            of.ended_at, of.decision, of.decided_at, of.decided_by
        ],
    )?;
    Ok(())
}

fn another_since() -> StoreError {
    StoreError::refused("not_undoable", "the rater has started another attempt since")
}

fn insert(w: &Write<'_>, person: i64, attempt: i64, rule: &QualificationRule) -> Result<i64> {
    w.sql().execute(
        "INSERT INTO qualification (uid, person_id, attempt, rule, started_at, after_assignment_id)
         VALUES (?, ?, ?, ?, ?, (SELECT COALESCE(MAX(id), 0) FROM assignment))",
        params![new_uid(), person, attempt, serde_json::to_string(rule)?, w.now()],
    )?;
    Ok(w.sql().last_insert_rowid())
}

fn record(w: &Write<'_>, person: i64, command: &str, summary: &str, id: i64) -> Result<i64> {
    let entry = Entry {
        person: Some(person),
        command,
        summary,
        subject: "qualification",
        subject_id: Some(id),
        undoes: None,
    };
    events::record(w, &entry)
}

/// Takes the start of an attempt back while nothing was answered in it, or starts it again.
pub fn undo_start(w: &Write<'_>, event: &Event) -> Result<()> {
    let (Some(id), Some(person)) = (event.subject_id, events::root(w, event)?.person) else { return Ok(()) };
    let before = events::before(w, event.id, ATTEMPT, id)?;
    // What is on offer belongs to another stage.
    crate::tasks::release(w, person)?;
    if !before.is_null() {
        return put_back(w, id, &serde_json::from_value(before)?);
    }
    let answered: bool = w.sql().query_row(
        "SELECT EXISTS (SELECT 1 FROM judgment j JOIN qualification q ON q.person_id = j.person_id
                        WHERE q.id = ?1 AND j.purpose = 'qualification' AND j.assignment_id > q.after_assignment_id)
             OR EXISTS (SELECT 1 FROM qualification q JOIN qualification later ON later.person_id = q.person_id
                        WHERE q.id = ?1 AND later.attempt > q.attempt)",
        [id],
        |row| row.get(0),
    )?;
    if answered {
        return Err(StoreError::refused(
            "not_undoable",
            "answers were given in this attempt; it runs to its verdict",
        ));
    }
    w.sql().execute("DELETE FROM qualification WHERE id = ?", [id])?;
    Ok(())
}

/// Brings the open attempt of a rater in line with the answers that stand; gives the verdict where one is reached now.
pub(super) fn judge(w: &Write<'_>, person: i64) -> Result<Option<QualificationVerdict>> {
    let Some(attempt) = latest(w, person)?.filter(|attempt| attempt.verdict == "open") else {
        return Ok(None);
    };
    let answers = scored(w, person, Purpose::Qualification, attempt.after_assignment)?;
    let state = test(&attempt.rule)?.judge(answers.iter().map(|answer: &Scored| answer.right));
    let ended = !matches!(state.verdict, QualificationVerdict::Open { .. });
    w.sql().execute(
        "UPDATE qualification SET n_right = ?, n_wrong = ?, verdict = ?, ended_at = ? WHERE id = ?",
        params![state.right, state.wrong, state.verdict.code(), ended.then_some(w.now()), attempt.id],
    )?;
    if !ended {
        return Ok(None);
    }
    let word = match state.verdict {
        QualificationVerdict::Pass => "passed",
        QualificationVerdict::Fail => "failed",
        _ => "undecided",
    };
    let summary = format!(
        "qualification, attempt {}: {word} with {} right and {} wrong",
        attempt.attempt, state.right, state.wrong
    );
    record(w, person, "qualification_verdict", &summary, attempt.id)?;
    Ok(Some(state.verdict))
}

/// Ends an attempt for which no gold is left, because a lead gave it another use: the lead decides on what there is.
pub(super) fn end_early(w: &Write<'_>, person: i64) -> Result<()> {
    let Some(attempt) = latest(w, person)?.filter(|attempt| attempt.verdict == "open") else { return Ok(()) };
    w.sql().execute(
        "UPDATE qualification SET verdict = 'undecided', ended_at = ? WHERE id = ?",
        params![w.now(), attempt.id],
    )?;
    let summary = format!("qualification, attempt {}: no gold is left for it", attempt.attempt);
    record(w, person, "qualification_verdict", &summary, attempt.id)?;
    Ok(())
}

/// Decides on a rater who has not passed: who may work all the same, or try again. Without an attempt only `Pass` is
/// possible: the rater works without the test. Gives the event.
pub fn decide(w: &Write<'_>, lead: i64, person: i64, decision: Decision) -> Result<i64> {
    let name: String = w
        .sql()
        .query_row("SELECT name FROM person WHERE id = ?", [person], |row| row.get(0))
        .or_not_found("person", person)?;
    let Some(rule) = project::policy(w)?.rules.qualification else {
        return Err(StoreError::refused("no_test", "this project has no qualification test"));
    };
    let refused = |message: &str| Err(StoreError::refused("nothing_to_decide", message));
    let (id, before) = match (latest(w, person)?, decision) {
        (None, Decision::Again) => return refused("this rater has not tried yet; nothing is in the way"),
        (None, Decision::Pass) => {
            let id = insert(w, person, 0, &rule)?;
            w.sql().execute(
                "UPDATE qualification SET verdict = 'undecided', ended_at = ?1 WHERE id = ?2",
                params![w.now(), id],
            )?;
            (id, Value::Null)
        }
        (Some(attempt), _) if attempt.passed() => return refused("this rater has passed already"),
        (Some(attempt), _) if attempt.verdict == "open" => {
            return refused("this attempt is still open; wait for its verdict");
        }
        (Some(attempt), _) if attempt.decision.is_some() => {
            return refused("this was decided already; take that decision back first");
        }
        (Some(attempt), _) => (attempt.id, serde_json::to_value(kept(w, attempt.id)?)?),
    };
    let word = match decision {
        Decision::Pass => "pass",
        Decision::Again => "again",
    };
    w.sql().execute(
        "UPDATE qualification SET decision = ?, decided_at = ?, decided_by = ? WHERE id = ?",
        params![word, w.now(), lead, id],
    )?;
    let summary = match decision {
        Decision::Pass => format!("`{name}` may work"),
        Decision::Again => format!("`{name}` may try the qualification again"),
    };
    let event = record(w, lead, "qualification_decide", &summary, id)?;
    events::change(w, event, ATTEMPT, id, &before, &serde_json::to_value(kept(w, id)?)?)?;
    Ok(event)
}

/// Takes a decision back, or decides so again; refused where the rater has started another attempt since.
pub fn undo_decide(w: &Write<'_>, event: &Event) -> Result<()> {
    let Some(id) = event.subject_id else { return Ok(()) };
    let before = events::before(w, event.id, ATTEMPT, id)?;
    if !before.is_null() {
        return put_back(w, id, &serde_json::from_value(before)?);
    }
    let later: bool = w.sql().query_row(
        "SELECT EXISTS (SELECT 1 FROM qualification q JOIN qualification l ON l.person_id = q.person_id
                        WHERE q.id = ? AND l.attempt > q.attempt)",
        [id],
        |row| row.get(0),
    )?;
    if later {
        return Err(another_since());
    }
    w.sql().execute("DELETE FROM qualification WHERE id = ?", [id])?;
    Ok(())
}

/// Whether the attempt that an assignment belongs to is still open.
pub(super) fn is_open(r: &Read<'_>, person: i64, assignment: i64) -> Result<bool> {
    let found: Option<i64> = r
        .sql()
        .prepare_cached(
            "SELECT after_assignment_id FROM qualification WHERE person_id = ? AND verdict = 'open'",
        )?
        .query_row([person], |row| row.get(0))
        .optional()?;
    Ok(found.is_some_and(|after| assignment > after))
}
