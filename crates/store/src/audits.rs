//! Audits: a drawn sample of reference labels, judged again without sight of them.

mod findings;
mod groups;

pub use findings::{Defect, Looks, defects, looks};
pub use groups::{Group, Grouping, groups};
mod undo;

pub use undo::{undo_create, undo_look};

use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, new_uid};
use crate::{Read, Write, project};
use assay_stats::{AuditPlan, AuditRequirement, AuditState, AuditVerdict, PlanError};
use rusqlite::{OptionalExtension, params};

/// One audit with its counts.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Audit {
    /// Row id.
    pub id: i64,
    /// As shown.
    pub name: String,
    /// Makes the draw repeatable.
    pub seed: i64,
    /// Labels drawn.
    pub size: u64,
    /// Labels there were to draw from.
    pub population: u64,
    /// Judged so far.
    pub judged: u64,
    /// Of them contradicted by the blind look.
    pub defects: u64,
    /// The snapshot of reference labels that was drawn from.
    pub reference_revision: i64,
    /// When it was drawn, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Who drew it.
    pub person: String,
    /// What it was drawn by; none for a free number of labels.
    pub plan: Option<KeptPlan>,
    /// What it was drawn by in groups: `class` or the name of a metadata field; none for a draw from the lot as a whole.
    pub grouped_by: Option<String>,
    /// The groups, where it was drawn by them.
    pub groups: Vec<Group>,
    /// The rejected audit that this one repeats after rework.
    pub again_of: Option<i64>,
    /// The audit that repeats this one.
    pub followed_by: Option<i64>,
}

/// The plan that an audit was drawn by.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct KeptPlan {
    /// LTPD: the share of errors that must not be accepted.
    pub tolerable: f64,
    /// AQL: the share of errors that has to be accepted.
    pub good: f64,
    /// Chance of rejecting a lot at `good`, at most.
    pub producer_risk: f64,
    /// Chance of accepting a lot at `tolerable`, at most.
    pub consumer_risk: f64,
    /// c: the most defects at which the lot is accepted.
    pub acceptance: u64,
    /// 0 for the first audit of the name; the same seed draws others in each round.
    pub round: u64,
}

/// What decides how many labels are drawn.
#[derive(Debug, Clone)]
pub enum Draw {
    /// So many, or all where there are fewer.
    Size(u32),
    /// The smallest plan for the labels there are; its `lot` is not read.
    Plan(AuditRequirement),
    /// From each group so many, by its name.
    Groups {
        /// What labels are grouped by.
        by: Grouping,
        /// Name of a group and labels to draw.
        sizes: Vec<(String, u32)>,
    },
}

impl Audit {
    /// Where it stands by its plan; none for a free draw.
    pub fn state(&self) -> Result<Option<AuditState>> {
        let Some(plan) = &self.plan else { return Ok(None) };
        AuditPlan::new(Some(self.population), self.size, plan.acceptance)
            .and_then(|plan| plan.judge(self.judged, self.defects))
            .map(Some)
            .map_err(|error| refused(&error))
    }
}

const AUDITS: &str = "
SELECT a.id, a.name, a.seed, a.size, a.population, COUNT(t.judged_class_id),
       COALESCE(SUM(t.judged_class_id <> t.reference_class_id), 0), a.reference_revision, a.made_at,
       (SELECT name FROM person WHERE id = a.person_id), a.tolerable, a.good, a.producer_risk, a.consumer_risk,
       a.acceptance, a.round, a.again_of, (SELECT MIN(id) FROM audit WHERE again_of = a.id), a.grouped_by
FROM audit a JOIN audit_item t ON t.audit_id = a.id ";

fn audit(row: &rusqlite::Row<'_>) -> rusqlite::Result<Audit> {
    let plan = match row.get(14)? {
        None => None,
        Some(acceptance) => Some(KeptPlan {
            tolerable: row.get(10)?,
            good: row.get(11)?,
            producer_risk: row.get(12)?,
            consumer_risk: row.get(13)?,
            acceptance,
            round: row.get(15)?,
        }),
    };
    Ok(Audit {
        id: row.get(0)?,
        name: row.get(1)?,
        seed: row.get(2)?,
        size: row.get(3)?,
        population: row.get(4)?,
        judged: row.get(5)?,
        defects: row.get(6)?,
        reference_revision: row.get(7)?,
        made_at: row.get(8)?,
        person: row.get(9)?,
        plan,
        again_of: row.get(16)?,
        followed_by: row.get(17)?,
        grouped_by: row.get(18)?,
        groups: Vec::new(),
    })
}

/// Every audit, newest first.
pub fn list(r: &Read<'_>) -> Result<Vec<Audit>> {
    let mut query = r.sql().prepare_cached(&format!("{AUDITS} GROUP BY a.id ORDER BY a.id DESC"))?;
    let rows = query.query_map([], audit)?;
    let mut audits = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    audits.iter_mut().try_for_each(|audit| groups::fill(r, audit))?;
    Ok(audits)
}

/// One audit.
pub fn get(r: &Read<'_>, id: i64) -> Result<Audit> {
    let mut query = r.sql().prepare_cached(&format!("{AUDITS} WHERE a.id = ? GROUP BY a.id"))?;
    let mut audit = query.query_row([id], audit).or_not_found("audit", id)?;
    groups::fill(r, &mut audit)?;
    Ok(audit)
}

/// The smallest plan that holds both risks, or what to change.
pub fn smallest(requirement: &AuditRequirement) -> Result<AuditPlan> {
    AuditPlan::smallest(requirement).map_err(|error| refused(&error))
}

fn refused(error: &PlanError) -> StoreError {
    let remedy = match error {
        PlanError::NotAShare { .. } => "give a share above 0 and below 1",
        PlanError::NotApart { .. } => "choose a tolerable error rate above the good one",
        PlanError::RisksTooLarge { .. } => "choose smaller risks",
        PlanError::LotTooSmall { .. } => "choose rates further apart, or audit every label",
        PlanError::NoPlan { .. } => "choose rates further apart, or larger risks",
        _ => "reload the audit",
    };
    StoreError::refused(error.code(), format!("{error}; {remedy}"))
}

/// Draws reference labels by chance and keeps them as they are now. A plan under the name of an audit that was
/// rejected repeats that one: only after its rework, and with a draw of its own.
pub fn create(w: &Write<'_>, person: i64, name: &str, draw: &Draw, seed: u64) -> Result<Audit> {
    let question = project::question(w)?.id;
    let mut query =
        w.sql().prepare_cached("SELECT item_id FROM reference WHERE question_id = ? ORDER BY item_id")?;
    let population: Vec<i64> =
        query.query_map([question], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if population.is_empty() {
        return Err(StoreError::refused(
            "nothing_to_draw",
            "no item has a reference label yet; label items or import gold first",
        ));
    }
    let lot = population.len() as u64;
    let (mut grouped_by, mut in_groups) = (None, Vec::new());
    let whole = |places: Vec<u64>| places.iter().map(|p| (population[*p as usize], None)).collect::<Vec<_>>();
    let (drawn, kept, again_of) = match draw {
        Draw::Size(size) => (whole(assay_stats::sample(lot, u64::from(*size), seed)), None, None),
        Draw::Groups { by, sizes } => {
            let drawn = groups::draw(w, question, *by, sizes, seed)?;
            grouped_by = Some(by_name(w, *by)?);
            in_groups = drawn.groups;
            (drawn.items.into_iter().map(|(item, group)| (item, Some(group))).collect(), None, None)
        }
        Draw::Plan(wanted) => {
            let plan = smallest(&AuditRequirement { lot: Some(lot), ..*wanted })?;
            let earlier = repeated(w, name)?;
            let round = earlier.as_ref().map_or(0, |(_, round)| round + 1);
            let kept = KeptPlan {
                tolerable: wanted.tolerable,
                good: wanted.good,
                producer_risk: wanted.producer_risk,
                consumer_risk: wanted.consumer_risk,
                acceptance: plan.acceptance(),
                round,
            };
            (whole(plan.draw(lot, seed, round)), Some(kept), earlier.map(|(id, _)| id))
        }
    };
    let kept = kept.as_ref();
    w.sql().execute(
        "INSERT INTO audit (uid, name, question_id, seed, size, population, reference_revision, person_id, made_at,
                            tolerable, good, producer_risk, consumer_risk, acceptance, round, again_of, grouped_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            new_uid(),
            name,
            question,
            seed.cast_signed(),
            drawn.len(),
            lot,
            project::get(w)?.reference_revision,
            person,
            w.now(),
            kept.map(|plan| plan.tolerable),
            kept.map(|plan| plan.good),
            kept.map(|plan| plan.producer_risk),
            kept.map(|plan| plan.consumer_risk),
            kept.map(|plan| plan.acceptance),
            kept.map(|plan| plan.round),
            again_of,
            grouped_by
        ],
    )?;
    let id = w.sql().last_insert_rowid();
    let mut insert = w.sql().prepare_cached(
        "INSERT INTO audit_item (audit_id, position, item_id, reference_class_id, reference_source, group_position)
         SELECT ?1, ?2, item_id, class_id, source, ?5 FROM reference WHERE item_id = ?3 AND question_id = ?4",
    )?;
    for (position, (item, group)) in drawn.iter().enumerate() {
        insert.execute(params![id, position, item, question, group])?;
    }
    groups::keep(w, id, &in_groups)?;
    let summary = format!("audit `{name}`: {} of {lot} labels drawn", drawn.len());
    record(w, person, "audit_create", &summary, id, None)?;
    get(w, id)
}

/// What people call a grouping.
fn by_name(r: &Read<'_>, by: Grouping) -> Result<String> {
    match by {
        Grouping::Class => Ok("class".to_owned()),
        Grouping::Field(id) => {
            let fields = crate::items::fields(r)?;
            let found = fields.into_iter().find(|field| field.id == id).map(|field| field.name);
            found.ok_or_else(|| StoreError::not_found("field", id))
        }
    }
}

/// The rejected audit that a plan of this name repeats, with its round; refused where that audit is not settled.
fn repeated(w: &Write<'_>, name: &str) -> Result<Option<(i64, u64)>> {
    let newest: Option<i64> = w.sql().query_row(
        "SELECT MAX(id) FROM audit WHERE name = ? AND acceptance IS NOT NULL",
        [name],
        |row| row.get(0),
    )?;
    let Some(id) = newest else { return Ok(None) };
    let earlier = get(w, id)?;
    if earlier.state()?.is_none_or(|state| state.verdict != AuditVerdict::Reject) {
        return Err(StoreError::refused(
            "audit_name_taken",
            format!("the audit `{name}` was not rejected, and only then is it repeated; choose another name"),
        ));
    }
    let open = defects(w, id)?.iter().filter(|defect| !defect.reworked).count();
    if open > 0 {
        return Err(StoreError::refused(
            "rework_open",
            format!(
                "contradicted labels of `{name}` that are as they were: {open}; decide on each, then audit again"
            ),
        ));
    }
    Ok(Some((id, earlier.plan.map_or(0, |plan| plan.round))))
}

fn record(
    w: &Write<'_>,
    person: i64,
    command: &str,
    summary: &str,
    audit: i64,
    undoes: Option<i64>,
) -> Result<i64> {
    let entry =
        Entry { person: Some(person), command, summary, subject: "audit", subject_id: Some(audit), undoes };
    events::record(w, &entry)
}

/// The next item to look at: its position in the draw and its id. Not the label.
pub fn next(r: &Read<'_>, id: i64) -> Result<Option<(i64, i64)>> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT position, item_id FROM audit_item WHERE audit_id = ? AND judged_class_id IS NULL
             ORDER BY position LIMIT 1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Writes the blind look at one item.
pub fn judge(w: &Write<'_>, person: i64, id: i64, position: i64, class: i64) -> Result<()> {
    project::ensure_offered(w, project::question(w)?.id, class, "audit")?;
    let changed = w.sql().execute(
        "UPDATE audit_item SET judged_class_id = ?, person_id = ?, judged_at = ?
         WHERE audit_id = ? AND position = ? AND judged_class_id IS NULL",
        params![class, person, w.now(), id, position],
    )?;
    if changed == 0 {
        return Err(StoreError::refused("already_judged", "this item of the audit is judged already"));
    }
    let event = record(w, person, "audit_judge", "", id, None)?;
    events::change(w, event, &look(id), position, &serde_json::Value::Null, &class.into())
}

/// The looks of one audit, as their changes are named in the history.
fn look(audit: i64) -> String {
    format!("audit_item/{audit}")
}

/// Takes back the person's newest look in this audit.
pub fn undo(w: &Write<'_>, person: i64, id: i64) -> Result<bool> {
    if get(w, id)?.followed_by.is_some() {
        return Err(StoreError::refused(
            "audit_repeated",
            "this audit was repeated since, so its looks stand; take back looks in the newest one",
        ));
    }
    let found: Option<(i64, i64)> = w
        .sql()
        .query_row(
            "SELECT e.id, c.entity_id FROM event e JOIN event_change c ON c.event_id = e.id
             WHERE e.person_id = ? AND e.command = 'audit_judge' AND e.subject_id = ? AND e.undone_by_id IS NULL
             ORDER BY e.id DESC LIMIT 1",
            [person, id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((event, position)) = found else { return Ok(false) };
    w.sql().execute(
        "UPDATE audit_item SET judged_class_id = NULL, person_id = NULL, judged_at = NULL
         WHERE audit_id = ? AND position = ?",
        [id, position],
    )?;
    record(w, person, "audit_judge_undo", "", id, Some(event))?;
    Ok(true)
}
