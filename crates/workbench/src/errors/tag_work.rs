//! Work on the tags themselves: their counts, and merging, splitting and deleting them.

use super::RunRequest;
use crate::{Context, Result};
use assay_model::Tag;
use assay_store::tags::{self, DeleteForeseen, MergeForeseen, Split, SplitForeseen, TagCount};
use serde::Deserialize;
use ts_rs::TS;

/// Names a tag.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnTag {
    /// Row id.
    pub tag: i64,
}

/// A tag that goes into another.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TagMerge {
    /// Row id of the tag that goes.
    pub tag: i64,
    /// Row id of the tag that stays.
    pub into: i64,
}

pub(crate) fn tag_counts(ctx: &Context, request: RunRequest) -> Result<Vec<TagCount>> {
    ctx.read(|r| Ok(tags::counts(r, request.run)?))
}

pub(crate) fn foresee_tag_merge(ctx: &Context, request: TagMerge) -> Result<MergeForeseen> {
    ctx.read(|r| Ok(tags::foresee_merge(r, request.tag, request.into)?))
}

pub(crate) fn merge_tag(ctx: &Context, request: TagMerge) -> Result<Tag> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(tags::merge(w, person, request.tag, request.into)?))
}

pub(crate) fn foresee_tag_split(ctx: &Context, request: Split) -> Result<SplitForeseen> {
    ctx.read(|r| Ok(tags::foresee_split(r, &request)?))
}

pub(crate) fn split_tag(ctx: &Context, request: Split) -> Result<Tag> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(tags::split(w, person, &request)?))
}

pub(crate) fn foresee_tag_delete(ctx: &Context, request: OnTag) -> Result<DeleteForeseen> {
    ctx.read(|r| Ok(tags::foresee_delete(r, request.tag)?))
}

pub(crate) fn delete_tag(ctx: &Context, request: OnTag) -> Result<()> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(tags::delete(w, person, request.tag)?))
}
