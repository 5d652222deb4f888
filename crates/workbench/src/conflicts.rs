//! The lead's queue.

use crate::project::record;
use crate::{Context, Result};
use assay_model::Cause;
use assay_store::conflicts::{
    self, Accept, AcceptPreview, Adjudication, Conflict, ConflictFilter, ConflictList, Decision, Undone,
};
use assay_store::events::Event;
use assay_store::examples::Example;
use assay_store::items::{self, Item};
use assay_store::judgments::{self, Judgment};
use assay_store::tasks::requeue;
use assay_store::{Read, Write, project};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which conflicts, and how many.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ConflictRequest {
    /// Which, and in which order.
    pub filter: ConflictFilter,
    /// At most this many rows; 2,000 where left out.
    pub limit: Option<u32>,
}

/// The queue in its order.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ConflictQueue {
    /// Conflicts without a decision, whatever the filter.
    pub open: i64,
    /// Items with one, whatever the filter.
    pub decided: i64,
    /// Items that the filter finds.
    pub matching: i64,
    /// The first of them.
    pub conflicts: Vec<Conflict>,
}

/// The leading class of every conflict in a filter that holds enough.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ConflictAccept {
    /// Which conflicts.
    pub filter: ConflictFilter,
    /// The leading class holds at least this share of the votes, or this posterior where a fitted consensus is in force.
    pub at_least: f64,
    /// The number of items that the preview named; the preview takes none.
    pub expected: Option<i64>,
    /// Why raters disagreed.
    pub cause: Option<Cause>,
    /// Free text.
    pub rationale: Option<String>,
}

/// More judgments for the items of a filter.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ConflictRequeue {
    /// Which items; those with a decision stay as they are.
    pub filter: ConflictFilter,
    /// Further judgments of each.
    pub extra: u32,
    /// Why, in words.
    pub reason: Option<String>,
    /// The number of items that the preview named; the preview takes none.
    pub expected: Option<i64>,
}

/// How many items.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct HowMany {
    /// Items.
    pub items: i64,
}

/// Names an item.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnItem {
    /// Row id.
    pub item: i64,
}

/// The label the rest of the program takes as true.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ReferenceLabel {
    /// Class id.
    pub class: i64,
    /// `adjudication`, `gold` or `consensus`.
    pub source: assay_model::ReferenceSource,
    /// 1 for decisions and gold, the share of the votes for consensus.
    pub confidence: f64,
}

/// Everything about one item that a lead or analyst may see.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ItemView {
    /// What to look at.
    pub item: Item,
    /// All standing judgments, oldest first.
    pub judgments: Vec<Judgment>,
    /// The standing decision.
    pub decision: Option<Adjudication>,
    /// What is taken as true now.
    pub reference: Option<ReferenceLabel>,
    /// The acceptable answers, by class id, where the item is gold.
    pub gold: Vec<i64>,
    /// With adaptive overlap: why the item gets another judgment, or why it has enough.
    pub stopping: Option<String>,
    /// Further judgments that leads asked for, with the reasons, newest first.
    pub requeued: Vec<(u32, String)>,
    /// Where the guideline cites it as an example.
    pub example: Option<Example>,
}

/// A decision.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Adjudicate {
    /// The item.
    pub item: i64,
    /// The class decided on.
    pub class: i64,
    /// Why raters disagreed.
    pub cause: Option<Cause>,
    /// Free text.
    pub rationale: Option<String>,
}

/// Which item an undo brought back.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct UndoneItem {
    /// None where there was nothing to take back, or several were taken back together.
    pub item: Option<i64>,
    /// Decisions taken back.
    pub items: i64,
}

pub(crate) fn list(ctx: &Context, request: ConflictRequest) -> Result<ConflictQueue> {
    ctx.read(|r| {
        let counts = project::counts(r)?;
        let question = project::question(r)?.id;
        let limit = request.limit.unwrap_or(2_000).min(10_000) as usize;
        let (matching, conflicts) = conflicts::list(r, question, &request.filter, limit)?;
        Ok(ConflictQueue {
            open: counts.conflicts,
            decided: counts.adjudicated,
            matching: matching as i64,
            conflicts,
        })
    })
}

pub(crate) fn item(ctx: &Context, request: OnItem) -> Result<ItemView> {
    ctx.read(|r| {
        let question = project::question(r)?.id;
        let reference = conflicts::reference(r, request.item, question)?;
        Ok(ItemView {
            item: items::get(r, request.item)?,
            judgments: judgments::of_item(r, request.item)?,
            decision: conflicts::decision(r, request.item, question)?,
            reference: reference.map(|(class, source, confidence)| ReferenceLabel {
                class,
                source,
                confidence,
            }),
            gold: assay_store::imports::known_gold(r, request.item)?
                .map(|(classes, _)| classes)
                .unwrap_or_default(),
            stopping: assay_store::stopping::reason(r, request.item)?,
            requeued: assay_store::tasks::requeue::requeued(r, request.item)?,
            example: assay_store::examples::of_item(r, request.item, question)?,
        })
    })
}

pub(crate) fn adjudicate(ctx: &Context, request: Adjudicate) -> Result<()> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let question = project::question(w)?;
        project::ensure_offered(w, question.id, request.class, "item")?;
        let decision = Decision {
            item: request.item,
            question: question.id,
            class: request.class,
            cause: request.cause,
            rationale: request.rationale.as_deref().unwrap_or_default(),
        };
        Ok(conflicts::decide(w, person, &decision)?)
    })
}

pub(crate) fn undo(ctx: &Context, (): ()) -> Result<UndoneItem> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        Ok(match conflicts::undo(w, person)? {
            Some(Undone::Item(item)) => UndoneItem { item: Some(item), items: 1 },
            Some(Undone::Items(items)) => UndoneItem { item: None, items },
            None => UndoneItem { item: None, items: 0 },
        })
    })
}

/// Runs with what may be accepted: open conflicts only, classes on offer only.
fn accepting<T>(
    r: &Read<'_>,
    request: &ConflictAccept,
    run: impl FnOnce(&Accept<'_>) -> Result<T>,
) -> Result<T> {
    if !(0.0..=1.0).contains(&request.at_least) {
        return Err(crate::Error::refused("share_invalid", "the share must be from 0 to 1"));
    }
    let question = project::question(r)?;
    let classes: Vec<i64> = question.classes.iter().map(|class| class.id).collect();
    let filter = ConflictFilter { list: Some(ConflictList::Open), ..request.filter.clone() };
    run(&Accept { question: question.id, filter: &filter, at_least: request.at_least, classes: &classes })
}

pub(crate) fn accept_preview(ctx: &Context, request: ConflictAccept) -> Result<AcceptPreview> {
    ctx.read(|r| accepting(r, &request, |accept| Ok(conflicts::accept_preview(r, accept)?)))
}

pub(crate) fn accept(ctx: &Context, request: ConflictAccept) -> Result<HowMany> {
    let person = ctx.person()?.id;
    let expected = request.expected.ok_or_else(not_previewed)?;
    ctx.write(|w| {
        accepting(w, &request, |accept| {
            let rationale = request.rationale.as_deref().unwrap_or_default();
            let items = conflicts::accept(w, person, accept, expected, request.cause, rationale)?;
            Ok(HowMany { items })
        })
    })
}

fn not_previewed() -> crate::Error {
    crate::Error::refused(
        "not_previewed",
        "look at the preview first and send the number of items that it names",
    )
}

fn to_requeue(r: &Read<'_>, request: &ConflictRequeue) -> Result<Vec<i64>> {
    let question = project::question(r)?.id;
    let (_, found) = conflicts::list(r, question, &request.filter, usize::MAX)?;
    Ok(found.into_iter().filter(|each| each.decided.is_none()).map(|each| each.item).collect())
}

pub(crate) fn requeue_preview(ctx: &Context, request: ConflictRequeue) -> Result<HowMany> {
    ctx.read(|r| Ok(HowMany { items: to_requeue(r, &request)?.len() as i64 }))
}

pub(crate) fn requeue(ctx: &Context, request: ConflictRequeue) -> Result<HowMany> {
    let person = ctx.person()?.id;
    let expected = request.expected.ok_or_else(not_previewed)?;
    ctx.write(|w| {
        let items = to_requeue(w, &request)?;
        let n = items.len() as i64;
        if n == 0 {
            return Err(crate::Error::refused(
                "nothing_to_requeue",
                "no item without a decision is in this filter",
            ));
        }
        if n != expected {
            let message =
                format!("the preview named {expected} items and now there are {n}; look at it again");
            return Err(crate::Error::refused("changed_since", message));
        }
        let summary = format!("{} more judgments wanted of each of {n} items", request.extra);
        let event = record(w, Some(person), "conflict_requeue", &summary)?;
        let reason = request.reason.as_deref().unwrap_or_default();
        requeue::requeue(w, &items, request.extra, reason, Some(person), event)?;
        Ok(HowMany { items: n })
    })
}

pub(crate) fn undo_requeue(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(requeue::undo_requeue(w, event)?)
}
