//! An item as it was: what stood at a past moment, told from the events that came until then.
//!
//! A moment is an event: everything up to it has happened. Judgments and decisions are never deleted, and the events
//! say when each stood; classes, known answers and rules are walked back from what they are now. Only a fitted
//! consensus cannot be told, because a fit depends on the judgments of all items; it is said where that matters.

mod facts;
mod rules;

use crate::Read;
use crate::conflicts::{self, Adjudication};
use crate::error::Result;
use crate::judgments::Judgment;
use crate::scheme::ClassRow;
use crate::{consensus, events};
use assay_model::{Policy, ReferenceSource};
use facts::Facts;
use rules::Rules;
use std::collections::HashMap;

/// The votes of an item and what they come to.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Votes {
    /// The leading class; none at a tie.
    pub class: Option<i64>,
    /// Its votes.
    pub votes: i64,
    /// Votes in all.
    pub n: i64,
    /// They do not support a consensus under the policy of then.
    pub conflict: bool,
}

/// A reference label of a past moment.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct PastReference {
    /// Class id.
    pub class: i64,
    /// `adjudication`, `gold` or `consensus`.
    pub source: ReferenceSource,
    /// 1 for decisions and gold, the share of the votes for consensus.
    pub confidence: f64,
}

/// An item as it was.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct PastItem {
    /// The last event that had happened; 0 before the first.
    pub event: i64,
    /// When that was, in milliseconds since 1970 UTC.
    pub at: i64,
    /// The judgments that stood, oldest first, with the class keys of then.
    pub judgments: Vec<Judgment>,
    /// The decision that stood.
    pub decision: Option<Adjudication>,
    /// The acceptable answers, by class id.
    pub gold: Vec<i64>,
    /// The votes under the policy of then; none without a vote.
    pub votes: Option<Votes>,
    /// What was taken as true.
    pub reference: Option<PastReference>,
    /// The version of the instructions in force; 0 where there were none.
    pub guideline_version: i64,
    /// The classes as they were called, retired ones included.
    pub classes: Vec<PastClass>,
    /// The rules in force.
    pub policy: Policy,
    /// What cannot be told of that moment.
    pub unknown: Vec<Unknown>,
}

/// A class of a past moment.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct PastClass {
    /// Row id.
    pub id: i64,
    /// As written in files.
    pub key: String,
    /// As shown.
    pub name: String,
    /// `#rrggbb`.
    pub colour: String,
    /// It was offered no more.
    pub retired: bool,
}

/// What the file does not keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// A fitted method made the consensus then: it depends on the judgments of all items.
    FittedConsensus,
    /// Adaptive overlap said then how many judgments were enough.
    AdaptiveOverlap,
    /// Judgments of an import that was taken back since are gone.
    RemovedImport,
}

/// The item after this event and before the next one.
pub fn item(r: &Read<'_>, item: i64, moment: i64) -> Result<PastItem> {
    at(r, &Facts::load(r, item)?, &Rules::load(r)?, moment)
}

/// A step in the life of an item.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Step {
    /// What was done.
    pub event: events::Listed,
    /// Whether the reference label is another one after it.
    pub reference_changed: bool,
    /// The reference label after it, by class id.
    pub reference: Option<i64>,
    /// Its name of then.
    pub reference_name: Option<String>,
    /// Whether that cannot be told.
    pub unknown: bool,
}

/// Everything that happened to an item, oldest first: its own events, and those of the project that gave it another
/// reference label.
pub fn history(r: &Read<'_>, item: i64) -> Result<Vec<Step>> {
    let (facts, rules) = (Facts::load(r, item)?, Rules::load(r)?);
    let (own, others) = facts::events_of(r, item)?;
    let mut moments: Vec<(i64, bool)> =
        own.into_iter().map(|id| (id, true)).chain(others.into_iter().map(|id| (id, false))).collect();
    moments.sort_unstable();
    moments.dedup_by_key(|(id, _)| *id);
    let mut kept = Vec::new();
    let mut before: Option<i64> = None;
    let mut states = HashMap::new();
    for (id, own) in moments {
        let state = at(r, &facts, &rules, id)?;
        let reference = state.reference.as_ref().map(|reference| reference.class);
        let name = reference
            .and_then(|class| state.classes.iter().find(|known| known.id == class))
            .map(|class| class.name.clone());
        if own || reference != before {
            kept.push(id);
            states.insert(id, (reference, reference != before, name, !state.unknown.is_empty()));
        }
        before = reference;
    }
    let listed = events::of_events(r, &kept)?;
    let step = |event: events::Listed| {
        let (reference, changed, name, unknown) = states.remove(&event.event.id).unwrap_or_default();
        Step { event, reference_changed: changed, reference, reference_name: name, unknown }
    };
    Ok(listed.into_iter().map(step).collect())
}

fn at(r: &Read<'_>, facts: &Facts, rules: &Rules, moment: i64) -> Result<PastItem> {
    let time = rules::time_of(r, moment)?;
    let classes = rules.classes(moment);
    let policy = rules.policy(moment).clone();
    let standing = facts.standing_at(moment, time);
    let mut judgments = Vec::new();
    for (judgment, _) in
        facts.judgments.iter().filter(|(judgment, _)| standing.judgments.contains(&judgment.id))
    {
        let class = facts.class_at("judgment_answer", judgment.id, moment, judgment.class);
        let label =
            class.and_then(|id| classes.iter().find(|class| class.id == id)).map(|class| class.key.clone());
        let counted = judgment.purpose == "label" && standing.counted.contains(&judgment.id);
        judgments.push(Judgment { class, label, counted, ..judgment.clone() });
    }
    let decision = match standing.decision {
        Some(id) => conflicts::decision_by_id(r, id)?.map(|decision| {
            let class = facts.class_at("adjudication", id, moment, Some(decision.class));
            let draw = facts.draws.get(&id).cloned().or(decision.draw);
            Adjudication { class: class.unwrap_or(decision.class), draw, ..decision }
        }),
        None => None,
    };
    let gold = facts.gold_at(moment);
    let mut unknown = Vec::new();
    if facts.import_removed_after(moment) {
        unknown.push(Unknown::RemovedImport);
    }
    let votes = count(&judgments, policy.consensus_share);
    let fitted = rules.method(moment) != consensus::MAJORITY;
    let mut reference = match (&decision, gold.as_slice()) {
        (Some(decision), _) => Some(PastReference {
            class: decision.class,
            source: ReferenceSource::Adjudication,
            confidence: 1.0,
        }),
        (None, [class]) => {
            Some(PastReference { class: *class, source: ReferenceSource::Gold, confidence: 1.0 })
        }
        _ => None,
    };
    if reference.is_none() {
        if fitted && votes.is_some() {
            unknown.push(Unknown::FittedConsensus);
        }
        if policy.rules.adaptive.is_some() && votes.is_some() {
            unknown.push(Unknown::AdaptiveOverlap);
        }
        let wanted = facts.calibration.unwrap_or_else(|| i64::from(policy.judgments_per_item));
        reference = votes.as_ref().filter(|votes| !fitted && !votes.conflict && votes.n >= wanted).and_then(
            |votes| {
                Some(PastReference {
                    class: votes.class?,
                    source: ReferenceSource::Consensus,
                    confidence: votes.votes as f64 / votes.n as f64,
                })
            },
        );
    }
    Ok(PastItem {
        event: moment,
        at: time,
        judgments,
        decision,
        gold,
        votes,
        reference,
        guideline_version: rules.guideline_version(r, moment, time)?,
        classes: classes.into_iter().map(past_class).collect(),
        policy,
        unknown,
    })
}

fn past_class(class: ClassRow) -> PastClass {
    PastClass {
        id: class.id,
        key: class.key,
        name: class.name,
        colour: class.colour,
        retired: class.retired_at.is_some(),
    }
}

/// The rule of `refresh::expected_consensus` for one item, without a fit.
fn count(judgments: &[Judgment], share: f64) -> Option<Votes> {
    let mut votes: HashMap<i64, i64> = HashMap::new();
    for judgment in judgments.iter().filter(|judgment| judgment.counted) {
        if let Some(class) = judgment.class {
            *votes.entry(class).or_default() += 1;
        }
    }
    let n: i64 = votes.values().sum();
    let most = votes.values().copied().max()?;
    let leading: Vec<i64> =
        votes.iter().filter(|(_, votes)| **votes == most).map(|(class, _)| *class).collect();
    let class = if let [class] = leading[..] { Some(class) } else { None };
    let conflict = n >= 2 && (class.is_none() || (most as f64) < share * n as f64 - 1e-9);
    Some(Votes { class, votes: most, n, conflict })
}
