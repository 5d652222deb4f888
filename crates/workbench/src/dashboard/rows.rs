//! The rows behind a chart.

use crate::{Context, Result};
use assay_store::dashboard::{self, ItemRow, ItemSelection, ItemStateWanted, JudgmentSelection};
use assay_store::judgments::Judgment;
use assay_store::project;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Rows in a page at most.
const MOST: u32 = 500;

/// Which judgments; each part that is given narrows.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct JudgmentPage {
    /// Whose, by row id.
    pub person: Option<i64>,
    /// Of this class, by id.
    pub class: Option<i64>,
    /// Made at this time or later, in milliseconds since 1970 UTC.
    pub from: Option<i64>,
    /// Made before this time.
    pub to: Option<i64>,
    /// Skips only, or answers only.
    pub skipped: Option<bool>,
    /// Only those in doubt.
    pub unsure: Option<bool>,
    /// Only those that missed a known answer.
    pub gold_missed: Option<bool>,
    /// Older than this judgment; the newest where left out.
    pub before: Option<i64>,
    /// At most this many, 500 in all.
    pub limit: u32,
}

/// A page of judgments, newest first.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct JudgmentRows {
    /// Newest first.
    pub judgments: Vec<Judgment>,
    /// There are older ones.
    pub more: bool,
}

/// A group of items: those whose metadata field has a value.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemGroup {
    /// The field.
    pub field: String,
    /// The value as text; empty where it is missing.
    pub value: String,
}

/// Which items; each part that is given narrows.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ItemPage {
    /// With this reference label, by class id.
    pub class: Option<i64>,
    /// Of this group.
    pub group: Option<ItemGroup>,
    /// How far they have come.
    pub state: Option<ItemStateWanted>,
    /// With their newest judgment of ordinary work at this time or later, in milliseconds since 1970 UTC.
    pub from: Option<i64>,
    /// With it before this time.
    pub to: Option<i64>,
    /// After this item in order of import.
    pub after: Option<i64>,
    /// At most this many, 500 in all.
    pub limit: u32,
}

/// A page of items, in order of import.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ItemRows {
    /// In order of import.
    pub items: Vec<ItemRow>,
    /// There are more.
    pub more: bool,
}

pub(crate) fn judgments(ctx: &Context, request: JudgmentPage) -> Result<JudgmentRows> {
    let limit = request.limit.min(MOST);
    let of = JudgmentSelection {
        person: request.person,
        class: request.class,
        from: request.from,
        to: request.to,
        skipped: request.skipped,
        unsure: request.unsure == Some(true),
        gold_missed: request.gold_missed == Some(true),
    };
    ctx.read(|r| {
        let mut judgments = dashboard::judgments(r, &of, request.before, limit + 1)?;
        let more = judgments.len() > limit as usize;
        judgments.truncate(limit as usize);
        Ok(JudgmentRows { judgments, more })
    })
}

pub(crate) fn items(ctx: &Context, request: ItemPage) -> Result<ItemRows> {
    let limit = request.limit.min(MOST);
    let of = ItemSelection {
        class: request.class,
        group: request.group.map(|group| (group.field, group.value)),
        state: request.state,
        from: request.from,
        to: request.to,
    };
    ctx.read(|r| {
        let question = project::question(r)?.id;
        let mut items = dashboard::items(r, question, &of, request.after, limit + 1)?;
        let more = items.len() > limit as usize;
        items.truncate(limit as usize);
        Ok(ItemRows { items, more })
    })
}
