//! Views of the sheet that people keep, and help with the filter line.

use crate::{Context, Result};
use assay_model::{Completion, SavedView, SavedViewDraft};
use assay_store::{completion, views as kept};
use serde::Deserialize;
use ts_rs::TS;

/// A filter line that is being written.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FilterComplete {
    /// As far as it is written.
    pub line: String,
    /// Where the cursor stands, in characters from 0.
    pub cursor: usize,
}

/// Names a view that was saved.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnView {
    /// Row id.
    pub id: i64,
}

pub(crate) fn complete(ctx: &Context, request: FilterComplete) -> Result<Completion> {
    ctx.read(|r| Ok(completion::complete(r, &request.line, request.cursor)?))
}

pub(crate) fn views(ctx: &Context, (): ()) -> Result<Vec<SavedView>> {
    ctx.read(|r| Ok(kept::list(r)?))
}

pub(crate) fn save_view(ctx: &Context, draft: SavedViewDraft) -> Result<SavedView> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(kept::save(w, person, draft)?))
}

pub(crate) fn delete_view(ctx: &Context, request: OnView) -> Result<()> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(kept::delete(w, person, request.id)?))
}
