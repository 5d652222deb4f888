//! The lead's queue.

use crate::{Context, Result};
use assay_model::Cause;
use assay_store::conflicts::{self, Adjudication, Conflict, Decision};
use assay_store::items::{self, Item};
use assay_store::judgments::{self, Judgment};
use assay_store::project;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which conflicts.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConflictFilter {
    /// The decided ones instead of the open ones.
    pub decided: bool,
    /// At most this many.
    pub limit: u32,
}

/// The queue, worst first.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ConflictList {
    /// Without a decision.
    pub open: i64,
    /// With one.
    pub decided: i64,
    /// Worst first.
    pub conflicts: Vec<Conflict>,
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
    /// None where there was nothing to take back.
    pub item: Option<i64>,
}

pub(crate) fn list(ctx: &Context, request: ConflictFilter) -> Result<ConflictList> {
    ctx.read(|r| {
        let counts = project::counts(r)?;
        let question = project::question(r)?.id;
        let conflicts = conflicts::list(r, question, request.decided, request.limit.min(10_000))?;
        Ok(ConflictList { open: counts.conflicts, decided: counts.adjudicated, conflicts })
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
        })
    })
}

pub(crate) fn adjudicate(ctx: &Context, request: Adjudicate) -> Result<()> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let question = project::question(w)?;
        if !question.classes.iter().any(|class| class.id == request.class) {
            return Err(crate::Error::refused(
                "class_unknown",
                "this class is not offered any more; reload the item",
            ));
        }
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
    ctx.write(|w| Ok(UndoneItem { item: conflicts::undo(w, person)? }))
}
