//! Where a rater stands, and what is handed out before work.

use super::{guideline, monitor, qualification};
use crate::error::Result;
use crate::tasks::Lease;
use crate::{Read, Write, project};
use assay_model::{GoldPart, Policy, Purpose};

/// Why a rater gets no work, and what has to happen.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Gate {
    /// The rater has to read and accept the guideline in force.
    Guideline {
        /// Its version.
        version: i64,
        /// The newest version that the rater accepted before.
        accepted: Option<i64>,
    },
    /// A lead has to set more gold apart.
    GoldMissing {
        /// For what.
        part: GoldPart,
        /// Golds needed that the rater has not answered.
        wanted: i64,
        /// Golds there.
        there: i64,
    },
    /// The rater may start the test.
    Test {
        /// The attempt that comes, from 1.
        attempt: i64,
        /// Attempts in all.
        attempts: u32,
        /// The longest it can be.
        most_golds: u32,
    },
    /// The rater failed every attempt; a lead may grant another.
    Failed {
        /// Attempts made.
        attempts: i64,
    },
    /// The test ended without a verdict; a lead decides.
    Undecided {
        /// The attempt.
        attempt: i64,
    },
    /// Too many hidden golds were missed; a lead looks at it.
    Paused {
        /// When, in milliseconds since 1970 UTC.
        since: i64,
    },
}

/// Where a rater stands.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Stage {
    /// No work.
    Gated {
        /// Why.
        gate: Gate,
    },
    /// Practice with explanations.
    Practice {
        /// Answered.
        done: i64,
        /// In all.
        of: i64,
    },
    /// The test before work.
    Qualification {
        /// From 1.
        attempt: i64,
        /// In all.
        attempts: u32,
        /// Answered in this attempt.
        done: i64,
        /// After so many it ends.
        most_golds: u32,
    },
    /// Ordinary work.
    Work,
}

pub(super) fn gated(gate: Gate) -> Stage {
    Stage::Gated { gate }
}

/// Where a rater stands: paused before all, then guideline, practice, qualification.
pub fn stage(r: &Read<'_>, person: i64, policy: &Policy) -> Result<Stage> {
    let rules = &policy.rules;
    if let Some(since) = monitor::paused_since(r, person)? {
        return Ok(gated(Gate::Paused { since }));
    }
    if rules.accept_guideline {
        let version = project::guideline(r)?.version;
        let accepted = guideline::accepted(r, person)?;
        if version > 0 && accepted != Some(version) {
            return Ok(gated(Gate::Guideline { version, accepted }));
        }
    }
    if rules.practice > 0 {
        let of = i64::from(rules.practice);
        let done = practised(r, person, of)?;
        if done < of {
            let there = unanswered(r, person, GoldPart::Practice)?.len() as i64;
            let wanted = of - done;
            return Ok(if there < wanted {
                gated(Gate::GoldMissing { part: GoldPart::Practice, wanted, there })
            } else {
                Stage::Practice { done, of }
            });
        }
    }
    match &rules.qualification {
        Some(rule) => qualification::stage(r, person, rule),
        None => Ok(Stage::Work),
    }
}

/// Practice items answered, counted up to what is asked for: they are the oldest, so that it stays cheap after years.
fn practised(r: &Read<'_>, person: i64, of: i64) -> Result<i64> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT COUNT(*) FROM (SELECT 1 FROM judgment
             WHERE person_id = ? AND purpose <> 'label' AND purpose = 'practice' AND standing = 1
             ORDER BY id LIMIT ?)",
        )?
        .query_row([person, of], |row| row.get(0))?)
}

/// Gold of a part that the rater has not answered, also as anything else, in the order of gold: leased ones included.
pub(super) fn unanswered(r: &Read<'_>, person: i64, part: GoldPart) -> Result<Vec<i64>> {
    let mut query = r.sql().prepare_cached(
        "SELECT g.item_id FROM gold g WHERE g.part = ?1
         AND NOT EXISTS (SELECT 1 FROM judgment j
                         WHERE j.item_id = g.item_id AND j.person_id = ?2 AND j.standing = 1)
         ORDER BY g.rank",
    )?;
    let rows = query.query_map(rusqlite::params![part.word(), person], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether an offer belongs to where the rater stands.
pub(crate) fn fits(stage: &Stage, lease: Lease) -> bool {
    match stage {
        Stage::Gated { .. } => false,
        Stage::Practice { .. } => lease.purpose == Purpose::Practice,
        Stage::Qualification { .. } => lease.purpose == Purpose::Qualification,
        Stage::Work => !lease.purpose.is_training(),
    }
}

/// The next item before work, while `leases` are on offer already; none during work or where the part is used up.
pub(crate) fn draw(
    w: &Write<'_>,
    person: i64,
    stage: &Stage,
    leases: &[Lease],
) -> Result<Option<(i64, Purpose)>> {
    let on_offer = leases.len() as i64;
    let free = |items: Vec<i64>| items.into_iter().filter(|item| leases.iter().all(|l| l.item != *item));
    match *stage {
        Stage::Practice { done, of } if done + on_offer < of => {
            let item = free(unanswered(w, person, GoldPart::Practice)?).next();
            Ok(item.map(|item| (item, Purpose::Practice)))
        }
        Stage::Qualification { attempt, done, most_golds, .. } if done + on_offer < i64::from(most_golds) => {
            // Each rater has an order of one's own, so that nobody can tell another what comes.
            let mix = |seed: u64, value: i64| assay_stats::mix(seed, value.cast_unsigned());
            let seed = mix(mix(project::get(w)?.seed.cast_unsigned(), person), attempt);
            let fresh = unanswered(w, person, GoldPart::Qualification)?;
            let item = free(fresh).min_by_key(|item| mix(seed, *item));
            if item.is_none() && leases.is_empty() {
                qualification::end_early(w, person)?;
            }
            Ok(item.map(|item| (item, Purpose::Qualification)))
        }
        _ => Ok(None),
    }
}
