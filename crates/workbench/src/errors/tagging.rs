//! Tags and marks.

use super::sheet::View;
use crate::{Context, Error, Result};
use assay_model::{Mark, Tag, TagEdit};
use assay_store::{sheet, tags};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A new tag.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct TagCreate {
    /// Unique in the project, whatever the case.
    pub name: String,
    /// A filter line that decides which rows have it; marked by hand where left out.
    #[serde(default)]
    pub rule: Option<String>,
}

/// A changed tag.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TagUpdate {
    /// Row id.
    pub tag: i64,
    /// What changes.
    pub edit: TagEdit,
}

/// Marks for rows of a view.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkRows {
    /// The view.
    pub view: u64,
    /// Its revision.
    pub revision: u64,
    /// Row ranges from 0, the end not included.
    pub ranges: Vec<(u64, u64)>,
    /// The tag.
    pub tag: i64,
    /// What to mark.
    pub mark: Mark,
}

/// What marking would do.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct MarkPreview {
    /// Rows chosen.
    pub rows: u64,
    /// Of them not marked so yet.
    pub changes: u64,
}

/// What marking did.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct Marked {
    /// Rows chosen.
    pub rows: u64,
    /// Marks that changed; one undo step.
    pub changed: u64,
}

/// A comment on an item.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommentSet {
    /// Row id of the item.
    pub item: i64,
    /// Empty removes it.
    pub body: String,
}

/// What an undo or redo did.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct SheetUndo {
    /// What was taken back or done again, in words; none where there was nothing.
    pub summary: Option<String>,
}

pub(crate) fn tags(ctx: &Context, (): ()) -> Result<Vec<Tag>> {
    ctx.read(|r| Ok(tags::list(r)?))
}

pub(crate) fn create_tag(ctx: &Context, request: TagCreate) -> Result<Tag> {
    let person = ctx.person()?.id;
    ctx.write(|w| match &request.rule {
        Some(rule) => Ok(tags::add_rule(w, person, &request.name, rule)?),
        None => Ok(tags::add(w, person, &request.name)?),
    })
}

pub(crate) fn update_tag(ctx: &Context, request: TagUpdate) -> Result<Tag> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(tags::edit(w, person, request.tag, request.edit)?))
}

pub(super) fn chosen(view: &View, ranges: &[(u64, u64)]) -> Result<Vec<i64>> {
    let mut items = Vec::new();
    for (start, end) in ranges {
        let index = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let part = view.ids.get(index(*start)..index(*end));
        items.extend_from_slice(part.ok_or_else(|| {
            Error::refused("range_invalid", "the selection reaches beyond the view; select the rows again")
        })?);
    }
    items.sort_unstable();
    items.dedup();
    Ok(items)
}

pub(crate) fn preview_mark(ctx: &Context, request: MarkRows) -> Result<MarkPreview> {
    let view = ctx.workbench.views.get(ctx, request.view, request.revision)?;
    let items = chosen(&view, &request.ranges)?;
    let changes = ctx.read(|r| Ok(tags::count_changes(r, request.tag, &items, request.mark)?))?;
    Ok(MarkPreview { rows: items.len() as u64, changes })
}

pub(crate) fn mark(ctx: &Context, request: MarkRows) -> Result<Marked> {
    let person = ctx.person()?.id;
    let view = ctx.workbench.views.get(ctx, request.view, request.revision)?;
    let items = chosen(&view, &request.ranges)?;
    let changed = ctx.write(|w| Ok(tags::mark(w, person, request.tag, &items, request.mark)?))?;
    Ok(Marked { rows: items.len() as u64, changed })
}

pub(crate) fn comment(ctx: &Context, request: CommentSet) -> Result<()> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let (_, before) = sheet::marks_of_item(w, request.item)?;
        if before != request.body {
            tags::comment(w, person, request.item, &request.body)?;
        }
        Ok(())
    })
}

pub(crate) fn undo(ctx: &Context, (): ()) -> Result<SheetUndo> {
    let person = ctx.person()?.id;
    let event = ctx.write(|w| Ok(tags::undo(w, person)?))?;
    Ok(SheetUndo { summary: event.map(|event| event.summary) })
}

pub(crate) fn redo(ctx: &Context, (): ()) -> Result<SheetUndo> {
    let person = ctx.person()?.id;
    let event = ctx.write(|w| Ok(tags::redo(w, person)?))?;
    Ok(SheetUndo { summary: event.map(|event| event.summary) })
}
