//! The rater's hands: what is on offer, answering, taking back.

use crate::access::now;
use crate::asks::{self, NoteView};
use crate::training::{LineChange, changed_since};
use crate::{Context, Result};
use assay_store::items::{self, Item};
use assay_store::judgments::{self, Judgment};
use assay_store::tasks::{self, Lease, Pace, Said};
use assay_store::training::{self, Feedback, OwnGold, Stage};
use assay_store::{Read, Write, project};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Items kept ready for a rater: the one in view and the next.
const READY: usize = 2;

/// An item on offer. Nothing in it tells gold from ordinary work.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct Task {
    /// Names the offer in `label_submit`.
    pub assignment: i64,
    /// What to look at.
    pub item: Item,
    /// Answers of leads that are about such an item.
    pub notes: Vec<NoteView>,
}

/// What is on offer to the rater, first the one in view, and the rater's own record.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct Queue {
    /// At most two; empty when there is nothing left for this rater.
    pub tasks: Vec<Task>,
    /// The rater's own record.
    pub pace: Pace,
    /// Items in a row without a break of more than half an hour, at most 1000; none where the policy does not show it.
    pub streak: Option<i64>,
    /// Work, what comes before it, or why there is none.
    pub stage: Stage,
    /// What changed in the guideline since the rater accepted one, where the new one has to be accepted.
    pub changes: Vec<LineChange>,
    /// The known answer to the item just answered, where it is to be shown.
    pub feedback: Option<Feedback>,
    /// Answers to own questions that were not put away yet.
    pub answered: Vec<NoteView>,
}

/// One label.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelSubmit {
    /// Which offer.
    pub assignment: i64,
    /// Made by the sender (a UUID): sending the same one again changes nothing.
    pub uid: String,
    /// What the rater says.
    pub said: Said,
}

/// A correction of an own judgment.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelRevise {
    /// The judgment that this one corrects.
    pub judgment: i64,
    /// What the rater says now.
    pub said: Said,
}

/// A page of own judgments.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct HistoryPage {
    /// Older than this judgment; the newest where left out.
    pub before: Option<i64>,
    /// At most this many.
    pub limit: u32,
}

/// An own judgment with its item.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct HistoryEntry {
    /// What was said.
    pub judgment: Judgment,
    /// About what.
    pub item: Item,
}

/// What an undo did.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct Undone {
    /// False where there was nothing to take back.
    pub undone: bool,
    /// What is on offer now.
    pub queue: Queue,
}

pub(crate) fn queue(w: &Write<'_>, person: i64) -> Result<Queue> {
    show(w, person, tasks::serve(w, person, READY)?)
}

fn show(r: &Read<'_>, person: i64, leases: Vec<Lease>) -> Result<Queue> {
    let task = |lease: Lease| {
        let notes = asks::notes(r, lease.item, person)?;
        Ok(Task { assignment: lease.assignment, item: items::get(r, lease.item)?, notes })
    };
    let tasks = leases.into_iter().take(READY).map(task).collect::<Result<Vec<_>>>()?;
    let policy = project::policy(r)?;
    let stage = training::stage(r, person, &policy)?;
    let mut pace = tasks::pace(r, person, now())?;
    // Ordinary items take one off this number when they are offered, hidden gold does not: told only where nothing is
    // on offer.
    if !tasks.is_empty() {
        pace.items_open = None;
    }
    let changes = match stage {
        Stage::Gated { gate: training::Gate::Guideline { .. } } => changed_since(r, person)?,
        _ => Vec::new(),
    };
    let streak = training::streak(r, person, &policy.rules.shown, now())?;
    let answered = asks::answered(r, person)?;
    Ok(Queue { tasks, pace, streak, stage, changes, feedback: None, answered })
}

pub(crate) fn offer(ctx: &Context, (): ()) -> Result<Queue> {
    let person = ctx.person()?.id;
    // What is on offer already needs no write, and so no wait for the disk.
    let ready = ctx.read(|r| match tasks::ready(r, person, READY, now())? {
        Some(leases) => show(r, person, leases).map(Some),
        None => Ok(None),
    })?;
    match ready {
        Some(queue) => Ok(queue),
        None => ctx.write(|w| queue(w, person)),
    }
}

/// One transaction: the judgment, all that hangs on it, and the offer of the next item. When it returns, the judgment
/// is on the disk.
pub(crate) fn submit(ctx: &Context, request: LabelSubmit) -> Result<Queue> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        tasks::submit(w, person, request.assignment, &request.uid, &request.said)?;
        let feedback = training::feedback(w, person, &request.uid)?;
        Ok(Queue { feedback, ..queue(w, person)? })
    })
}

pub(crate) fn undo(ctx: &Context, (): ()) -> Result<Undone> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let undone = asks::undo_newest(w, person)? || tasks::undo(w, person)?.is_some();
        Ok(Undone { undone, queue: queue(w, person)? })
    })
}

pub(crate) fn revise(ctx: &Context, request: LabelRevise) -> Result<()> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(tasks::revise(w, person, request.judgment, &request.said)?))
}

pub(crate) fn release(ctx: &Context, (): ()) -> Result<()> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        tasks::release(w, person)?;
        Ok(())
    })
}

/// Items that the rater can still judge.
pub(crate) fn left(ctx: &Context, (): ()) -> Result<i64> {
    let person = ctx.person()?.id;
    ctx.read(|r| Ok(tasks::left(r, person)?))
}

/// Items that want a judgment and are kept for others by a rule.
pub(crate) fn kept(ctx: &Context, (): ()) -> Result<i64> {
    let person = ctx.person()?.id;
    ctx.read(|r| Ok(tasks::kept_for_others(r, person)?))
}

/// The rater's own record on hidden gold.
pub(crate) fn record(ctx: &Context, (): ()) -> Result<Option<OwnGold>> {
    let person = ctx.person()?.id;
    ctx.read(|r| Ok(training::own_gold(r, person, now())?))
}

pub(crate) fn history(ctx: &Context, request: HistoryPage) -> Result<Vec<HistoryEntry>> {
    let person = ctx.person()?.id;
    let entry = |r: &Read<'_>, judgment: Judgment| {
        // A rater does not learn which items were gold.
        // Whether it enters the labels would tell gold as well.
        let judgment = Judgment { purpose: String::new(), counted: !judgment.skipped, ..judgment };
        Ok(HistoryEntry { item: items::get(r, judgment.item)?, judgment })
    };
    ctx.read(|r| {
        let own = judgments::of_person(r, person, request.before, request.limit.min(200))?;
        own.into_iter().map(|judgment| entry(r, judgment)).collect()
    })
}
