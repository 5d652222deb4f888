//! Cells of the sheet, several tags at once: a pasted block, and what is left unseen.

use super::sheet::View;
use super::tagging::{MarkPreview, Marked, chosen};
use crate::{Context, Error, Result};
use assay_model::Mark;
use assay_store::mark_cells::{self, Cell};
use assay_store::{run_rows, tags};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Cells of one change at most: more is told, and nothing is changed.
const CELLS: usize = 200_000;

/// A block of marks for rows of a view.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarksPaste {
    /// The view.
    pub view: u64,
    /// Its revision.
    pub revision: u64,
    /// Row ranges from 0, the end not included: where the block goes, in order.
    pub ranges: Vec<(u64, u64)>,
    /// The columns of the block, each tag once.
    pub tags: Vec<i64>,
    /// As many rows as the ranges have, or one for all of them; each as wide as `tags`.
    pub rows: Vec<Vec<Mark>>,
}

/// Rows of a view on which nothing shall stay unseen.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarksRest {
    /// The view.
    pub view: u64,
    /// Its revision.
    pub revision: u64,
    /// Row ranges from 0, the end not included.
    pub ranges: Vec<(u64, u64)>,
}

/// Names one row of a run.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnPrediction {
    /// The run.
    pub run: i64,
    /// Row id of the item.
    pub item: i64,
}

/// What a run said of one item.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PredictionScores {
    /// Class id and score, in the order of the run's file; empty where it came without scores.
    pub scores: Vec<(i64, f64)>,
}

fn too_many(rows: usize, tags: usize) -> Error {
    let message =
        format!("{rows} rows by {tags} tags are more than {CELLS} cells at a time; choose fewer rows");
    Error::refused("too_many_cells", message)
}

/// Rows in the order of the ranges; refused where one stands twice, as it would get two answers.
fn in_order(view: &View, ranges: &[(u64, u64)]) -> Result<Vec<i64>> {
    chosen(view, ranges)?;
    let index = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let parts = ranges.iter().filter_map(|(start, end)| view.ids.get(index(*start)..index(*end)));
    let items: Vec<i64> = parts.flatten().copied().collect();
    let mut once = items.clone();
    once.sort_unstable();
    once.dedup();
    if once.len() == items.len() {
        return Ok(items);
    }
    Err(Error::refused("range_invalid", "the ranges name a row twice; select the rows again"))
}

fn block(ctx: &Context, request: &MarksPaste) -> Result<(u64, Vec<Cell>)> {
    let view = ctx.workbench.views.get(ctx, request.view, request.revision)?;
    let items = in_order(&view, &request.ranges)?;
    let width = request.tags.len();
    if items.len().saturating_mul(width) > CELLS {
        return Err(too_many(items.len(), width));
    }
    check_tags(ctx, &request.tags)?;
    if request.rows.len() != 1 && request.rows.len() != items.len() {
        let message = format!(
            "the block has {} rows but {} were chosen; paste one row, or as many as are chosen",
            request.rows.len(),
            items.len()
        );
        return Err(Error::refused("block_invalid", message));
    }
    if let Some(at) = request.rows.iter().position(|row| row.len() != width) {
        let message = format!("row {} of the block has not {width} cells", at + 1);
        return Err(Error::refused("block_invalid", message));
    }
    let mut cells = Vec::with_capacity(items.len() * width);
    for (at, &item) in items.iter().enumerate() {
        let row = if request.rows.len() == 1 { &request.rows[0] } else { &request.rows[at] };
        cells.extend(request.tags.iter().zip(row).map(|(&tag, &mark)| Cell { item, tag, mark }));
    }
    Ok((items.len() as u64, cells))
}

fn check_tags(ctx: &Context, wanted: &[i64]) -> Result<()> {
    let known = ctx.read(|r| Ok(tags::list(r)?))?;
    for (at, id) in wanted.iter().enumerate() {
        let Some(tag) = known.iter().find(|tag| tag.id == *id) else {
            return Err(Error::refused("not_found", format!("there is no tag {id}; open the sheet again")));
        };
        if wanted[..at].contains(id) {
            let message = format!("`{}` is a column of the block twice; paste it once", tag.name);
            return Err(Error::refused("block_invalid", message));
        }
        if tag.rule.is_some() {
            let message = format!("`{}` follows a rule and is not marked by hand; leave it out", tag.name);
            return Err(Error::refused("tag_has_rule", message));
        }
    }
    Ok(())
}

pub(crate) fn preview_paste(ctx: &Context, request: MarksPaste) -> Result<MarkPreview> {
    let (rows, cells) = block(ctx, &request)?;
    let (_, changes) = ctx.read(|r| Ok(mark_cells::count_changes(r, &cells)?))?;
    Ok(MarkPreview { rows, changes })
}

pub(crate) fn paste(ctx: &Context, request: MarksPaste) -> Result<Marked> {
    let person = ctx.person()?.id;
    let (rows, cells) = block(ctx, &request)?;
    let (word, tags) = (row_word(rows), request.tags.len());
    let summary = format!("{rows} {word}: marks of {tags} {} pasted", if tags == 1 { "tag" } else { "tags" });
    let changed = ctx.write(|w| Ok(mark_cells::set(w, person, "marks_paste", &summary, &cells)?))?;
    Ok(Marked { rows, changed })
}

const fn row_word(rows: u64) -> &'static str {
    if rows == 1 { "row" } else { "rows" }
}

/// The rows of a selection and what is unseen on them.
fn left(ctx: &Context, request: &MarksRest) -> Result<(u64, Vec<Cell>)> {
    let view = ctx.workbench.views.get(ctx, request.view, request.revision)?;
    let items = chosen(&view, &request.ranges)?;
    let by_hand: Vec<i64> = ctx.read(|r| {
        Ok(tags::list(r)?.into_iter().filter(|tag| tag.rule.is_none()).map(|tag| tag.id).collect())
    })?;
    if items.len().saturating_mul(by_hand.len()) > CELLS {
        return Err(too_many(items.len(), by_hand.len()));
    }
    let cells = ctx.read(|r| Ok(mark_cells::unseen(r, &items, &by_hand)?))?;
    Ok((items.len() as u64, cells))
}

pub(crate) fn preview_rest(ctx: &Context, request: MarksRest) -> Result<MarkPreview> {
    let (rows, cells) = left(ctx, &request)?;
    let items: std::collections::HashSet<i64> = cells.iter().map(|cell| cell.item).collect();
    Ok(MarkPreview { rows, changes: items.len() as u64 })
}

pub(crate) fn rest(ctx: &Context, request: MarksRest) -> Result<Marked> {
    let person = ctx.person()?.id;
    let (rows, cells) = left(ctx, &request)?;
    let summary = format!("{rows} {}: unseen marked no", row_word(rows));
    let changed = ctx.write(|w| Ok(mark_cells::set(w, person, "marks_rest", &summary, &cells)?))?;
    Ok(Marked { rows, changed })
}

pub(crate) fn prediction(ctx: &Context, request: OnPrediction) -> Result<PredictionScores> {
    let scores = ctx.read(|r| Ok(run_rows::scores_of(r, request.run, request.item)?))?;
    Ok(PredictionScores { scores })
}
