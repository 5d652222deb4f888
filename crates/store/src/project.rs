//! The project's own row, its guideline and policy.

use crate::error::{Result, StoreError};
use crate::{Read, Write, refresh};
use assay_model::Policy;
use rusqlite::{OptionalExtension, params};

pub use crate::scheme::{add_question, ensure_offered, kept_classes, question, question_in_figures, scheme};

/// The project's own row.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectRow {
    /// Stable across copies.
    pub uid: String,
    /// As shown.
    pub name: String,
    /// Draws ranks and gold.
    pub seed: i64,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
    /// When that snapshot came to be, in milliseconds since 1970 UTC; none where it is older than this was kept.
    pub reference_at: Option<i64>,
}

/// A version of the instructions.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Guideline {
    /// Row id; 0 where there is none yet.
    pub id: i64,
    /// From 1; 0 where there is none yet.
    pub version: i64,
    /// Markdown.
    pub body: String,
    /// When it was published, in milliseconds since 1970 UTC.
    pub made_at: i64,
}

/// Writes the one row of a new project.
pub fn init(w: &Write<'_>, uid: &str, name: &str, seed: i64) -> Result<()> {
    w.sql().execute(
        "INSERT INTO project (id, uid, name, created_at, seed) VALUES (1, ?, ?, ?, ?)",
        params![uid, name, w.now(), seed],
    )?;
    refresh::counters(w)
}

/// The project's row.
pub fn get(r: &Read<'_>) -> Result<ProjectRow> {
    r.sql()
        .prepare_cached("SELECT uid, name, seed, reference_revision, reference_at FROM project")?
        .query_row([], |row| {
            Ok(ProjectRow {
                uid: row.get(0)?,
                name: row.get(1)?,
                seed: row.get(2)?,
                reference_revision: row.get(3)?,
                reference_at: row.get(4)?,
            })
        })
        .optional()?
        .ok_or_else(incomplete)
}

/// A file whose log is missing.
pub(crate) fn incomplete() -> StoreError {
    let message = "this file holds no project yet: it was copied by itself while the project was in use. Copy it again \
                   with Save a copy or `assay copy`, or together with its -wal file";
    StoreError::refused("project_incomplete", message)
}

/// Renames the project.
pub fn rename(w: &Write<'_>, name: &str) -> Result<()> {
    w.sql().execute("UPDATE project SET name = ?", [name])?;
    Ok(())
}

/// The policy in force.
pub fn policy(r: &Read<'_>) -> Result<Policy> {
    let mut query = r.sql().prepare_cached(
        "SELECT judgments_per_item, gold_share, skip_allowed, consensus_share, lease_seconds, idle_seconds, rules
         FROM policy_in_force",
    )?;
    let mut rows = query.query([])?;
    let Some(row) = rows.next()? else { return Err(StoreError::not_found("policy", "in this file")) };
    Ok(Policy {
        judgments_per_item: row.get(0)?,
        gold_share: row.get(1)?,
        skip_allowed: row.get(2)?,
        consensus_share: row.get(3)?,
        lease_seconds: row.get(4)?,
        idle_seconds: row.get(5)?,
        rules: serde_json::from_str(&row.get::<_, String>(6)?)?,
    })
}

/// Puts a policy in force and brings queues, consensus and figures in line with it.
pub fn set_policy(w: &Write<'_>, policy: &Policy, person: Option<i64>) -> Result<()> {
    policy.validate()?;
    w.sql().execute(
        "INSERT INTO policy (judgments_per_item, gold_share, skip_allowed, consensus_share, lease_seconds,
                             idle_seconds, rules, made_at, person_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            policy.judgments_per_item,
            policy.gold_share,
            policy.skip_allowed,
            policy.consensus_share,
            policy.lease_seconds,
            policy.idle_seconds,
            serde_json::to_string(&policy.rules)?,
            w.now(),
            person
        ],
    )?;
    crate::training::policy_changed(w)?;
    refresh::everything(w)
}

/// The newest guideline; version 0 and empty where none was published.
pub fn guideline(r: &Read<'_>) -> Result<Guideline> {
    let mut query = r
        .sql()
        .prepare_cached("SELECT id, version, body, made_at FROM guideline ORDER BY version DESC LIMIT 1")?;
    let mut rows = query.query_map([], |row| {
        Ok(Guideline { id: row.get(0)?, version: row.get(1)?, body: row.get(2)?, made_at: row.get(3)? })
    })?;
    let none = Guideline { id: 0, version: 0, body: String::new(), made_at: 0 };
    Ok(rows.next().transpose()?.unwrap_or(none))
}

/// Publishes a new version.
pub fn publish_guideline(w: &Write<'_>, body: &str, person: Option<i64>) -> Result<Guideline> {
    w.sql().execute(
        "INSERT INTO guideline (version, body, made_at, person_id)
         VALUES ((SELECT COALESCE(MAX(version), 0) + 1 FROM guideline), ?, ?, ?)",
        params![body, w.now(), person],
    )?;
    guideline(w)
}

/// The numbers of the frame and of the overview.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Counts {
    /// Items whose import is done.
    pub items: i64,
    /// Answers that stand, skips aside.
    pub judgments: i64,
    /// Skips that stand.
    pub skips: i64,
    /// People with the rater role or with judgments.
    pub raters: i64,
    /// Items with a known answer.
    pub gold: i64,
    /// Items with as many judgments as the policy wants.
    pub complete: i64,
    /// Items with a reference label.
    pub references: i64,
    /// Conflicts without a decision.
    pub conflicts: i64,
    /// Questions of raters without an answer.
    pub questions: i64,
    /// Conflicts and others that a lead decided.
    pub adjudicated: i64,
    /// Runs.
    pub runs: i64,
    /// Tags.
    pub tags: i64,
    /// Audits.
    pub audits: i64,
    /// Raters who wait for a lead: paused, undecided or out of attempts.
    pub raters_waiting: i64,
    /// Imports that did not finish; their rows are not visible.
    pub unfinished_imports: i64,
}

const COUNTS: &str = "
SELECT (SELECT value FROM counter WHERE name = 'items'),
       (SELECT COALESCE(SUM(judgments), 0) FROM person_counter),
       (SELECT COALESCE(SUM(skips), 0) FROM person_counter),
       (SELECT COUNT(*) FROM person p LEFT JOIN person_counter c ON c.person_id = p.id
        WHERE p.is_rater = 1 OR c.judgments > 0),
       (SELECT COUNT(*) FROM gold),
       (SELECT value FROM counter WHERE name = 'complete'),
       (SELECT value FROM counter WHERE name = 'references'),
       (SELECT COUNT(*) FROM consensus c WHERE c.conflict = 1
          AND NOT EXISTS (SELECT 1 FROM adjudication a WHERE a.item_id = c.item_id
                          AND a.question_id = c.question_id AND a.standing = 1)),
       (SELECT COUNT(*) FROM adjudication WHERE standing = 1),
       (SELECT COUNT(*) FROM run WHERE ready = 1),
       (SELECT COUNT(*) FROM tag),
       (SELECT COUNT(*) FROM audit),
       (SELECT COUNT(*) FROM import WHERE finished_at IS NULL),
       (SELECT COUNT(*) FROM ask WHERE standing = 1 AND answer_id IS NULL)";

/// The numbers of the frame and of the overview.
pub fn counts(r: &Read<'_>) -> Result<Counts> {
    let raters_waiting = crate::training::waiting(r)?;
    Ok(r.sql().prepare_cached(COUNTS)?.query_row([], |row| {
        Ok(Counts {
            raters_waiting,
            items: row.get(0)?,
            judgments: row.get(1)?,
            skips: row.get(2)?,
            raters: row.get(3)?,
            gold: row.get(4)?,
            complete: row.get(5)?,
            references: row.get(6)?,
            conflicts: row.get(7)?,
            adjudicated: row.get(8)?,
            runs: row.get(9)?,
            tags: row.get(10)?,
            audits: row.get(11)?,
            unfinished_imports: row.get(12)?,
            questions: row.get(13)?,
        })
    })?)
}
