//! Rows drawn by chance, with the design of each draw.

use super::RunRequest;
use crate::figures::Figure;
use crate::{Context, Error, Result};
use assay_model::Tag;
use assay_stats::audit::{AuditStratum, error_rate, stratified_error_rate};
use assay_store::runs::{self, Design, DrawFrom, DrawnTag, Left, StratumSeen};
use assay_store::tags;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Rows to draw by chance.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct DrawRows {
    /// The run.
    pub run: i64,
    /// From which rows.
    pub from: DrawFrom,
    /// Only from those that this filter line finds. Such rows say nothing of the rest.
    #[serde(default)]
    pub filter: Option<String>,
    /// How many.
    pub size: u32,
    /// Makes the draw repeatable; drawn where left out.
    pub seed: Option<u64>,
}

/// What was drawn.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct Drawn {
    /// Rows drawn now.
    pub drawn: u64,
    /// Draws the same rows from the same state.
    pub seed: u64,
}

/// Rows that could be drawn.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct DrawWanted {
    /// The run.
    pub run: i64,
    /// From which rows.
    pub from: DrawFrom,
    /// Only from those that this filter line finds.
    #[serde(default)]
    pub filter: Option<String>,
}

/// A size of a draw and what it can tell.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct DrawSize {
    /// Rows.
    pub size: u64,
    /// The interval that a tag on half of them would get: the widest there can be. None where these are all rows of the
    /// stratum, and nothing is left to estimate.
    pub half: Option<Figure>,
}

/// What a draw can be made from.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct DrawForeseen {
    /// Rows of the stratum.
    pub population: u64,
    /// Of them, drawn before in the same way; they are not drawn again.
    pub drawn: u64,
    /// Sizes that make sense, none larger than what is left.
    pub sizes: Vec<DrawSize>,
}

/// What a draw says of a tag.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct DrawTag {
    /// The tag's name.
    pub tag: String,
    /// Rows of the draw looked at for it.
    pub seen: u64,
    /// Of the rows of the stratum, how many have it.
    pub share: Figure,
}

/// A draw with its design.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct DrawView {
    /// Row id.
    pub id: i64,
    /// From which rows.
    pub from: DrawFrom,
    /// Only from those that this found; none where from all.
    pub filter: Option<String>,
    /// Rows drawn.
    pub size: u64,
    /// Rows there were to draw from.
    pub population: u64,
    /// Draws the same rows from the same state.
    pub seed: u64,
    /// In milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
    /// What the estimates from it are about.
    pub speaks_for: String,
    /// The tags that its rows were looked at for.
    pub tags: Vec<DrawTag>,
}

/// Draws from strata that together are all rows of a kind.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct StrataView {
    /// From which rows.
    pub from: DrawFrom,
    /// The filters of the strata.
    pub filters: Vec<String>,
    /// What the estimates are about.
    pub speaks_for: String,
    /// The tags that drawn rows were looked at for, over all strata, each by its size.
    pub tags: Vec<DrawTag>,
}

/// The draws of a run.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct DrawList {
    /// Oldest first.
    pub draws: Vec<DrawView>,
    /// What draws within filters say together, where the filters divide all rows of a kind.
    pub together: Vec<StrataView>,
}

fn clean(filter: Option<&str>) -> Option<&str> {
    filter.map(str::trim).filter(|line| !line.is_empty())
}

/// Rows that are left to draw.
fn remaining(left: &Left) -> u64 {
    left.population - left.drawn
}

pub(crate) fn draw(ctx: &Context, request: DrawRows) -> Result<Drawn> {
    let person = ctx.person()?.id;
    if request.size == 0 {
        return Err(Error::refused("size_invalid", "draw at least one row"));
    }
    let seed = request.seed.unwrap_or_else(super::new_seed);
    let design = Design { run: request.run, from: request.from, filter: clean(request.filter.as_deref()) };
    let drawn = ctx.write(|w| Ok(runs::draw(w, person, &design, request.size, seed)?))?;
    Ok(Drawn { drawn, seed })
}

pub(crate) fn foresee_draw(ctx: &Context, request: DrawWanted) -> Result<DrawForeseen> {
    let design = Design { run: request.run, from: request.from, filter: clean(request.filter.as_deref()) };
    let left = ctx.read(|r| Ok(runs::left(r, &design)?))?;
    let most = remaining(&left);
    let mut sizes: Vec<u64> = [50, 100, 200, 400].into_iter().filter(|size| *size < most).collect();
    if most > 0 && most <= 400 {
        sizes.push(most);
    }
    let of = |size| DrawSize { size, half: (size < left.population).then(|| Figure::share(size / 2, size)) };
    let sizes = sizes.into_iter().map(of);
    Ok(DrawForeseen { population: left.population, drawn: left.drawn, sizes: sizes.collect() })
}

fn rows_of(from: DrawFrom) -> &'static str {
    match from {
        DrawFrom::Wrong => "wrong rows",
        DrawFrom::Right => "right rows",
        DrawFrom::Any => "rows",
    }
}

fn speaks_for(draw: &runs::Drawn) -> String {
    let of = rows_of(draw.from);
    match &draw.filter {
        None => format!("all {of} of the run"),
        Some(filter) => format!("only the {of} where {filter}, not the rest"),
    }
}

/// Who looks first at what is easy to tell gets a share that is none of the stratum.
fn unfinished(left: u64, seen: u64) -> Figure {
    Figure::undefined(&format!("{left} drawn rows were not looked at yet"), seen)
}

/// Of the lot that rows were drawn from, how many have the tag; finite, so that a large part of it tells more.
fn share(of: &DrawnTag, drawn: u64, lot: u64) -> Figure {
    match drawn.saturating_sub(of.seen) {
        0 => Figure::of(&error_rate(of.yes, of.seen, Some(lot))),
        left => unfinished(left, of.seen),
    }
}

fn together(from: DrawFrom, strata: &[StratumSeen], tags: &[Tag]) -> StrataView {
    let of_tag = |tag: &Tag| {
        let own = |stratum: &StratumSeen| {
            let found = stratum.tags.iter().find(|of| of.tag == tag.id);
            found.map_or((0, 0), |of| (of.yes, of.seen))
        };
        let seen: u64 = strata.iter().map(|stratum| own(stratum).1).sum();
        let left = strata.iter().map(|stratum| stratum.drawn).sum::<u64>() - seen;
        let parts: Vec<AuditStratum> = strata
            .iter()
            .map(|stratum| {
                let (defects, judged) = own(stratum);
                AuditStratum { size: stratum.size, judged, defects }
            })
            .collect();
        let share =
            if left > 0 { unfinished(left, seen) } else { Figure::of(&stratified_error_rate(&parts)) };
        (seen > 0).then(|| DrawTag { tag: tag.name.clone(), seen, share })
    };
    StrataView {
        from,
        filters: strata.iter().map(|stratum| stratum.filter.clone()).collect(),
        speaks_for: format!("all {} of the run, from {} strata by their sizes", rows_of(from), strata.len()),
        tags: tags.iter().filter_map(of_tag).collect(),
    }
}

pub(crate) fn draws(ctx: &Context, request: RunRequest) -> Result<DrawList> {
    ctx.read(|r| {
        let known = tags::list(r)?;
        let name = |id| known.iter().find(|tag| tag.id == id).map(|tag| tag.name.clone()).unwrap_or_default();
        let draws = runs::draws(r, request.run)?.into_iter().map(|draw| DrawView {
            speaks_for: speaks_for(&draw),
            tags: draw
                .tags
                .iter()
                .map(|of| DrawTag {
                    tag: name(of.tag),
                    seen: of.seen,
                    share: share(of, draw.size, draw.population),
                })
                .collect(),
            id: draw.id,
            from: draw.from,
            filter: draw.filter,
            size: draw.size,
            population: draw.population,
            seed: draw.seed,
            made_at: draw.made_at,
            reference_revision: draw.reference_revision,
        });
        let draws = draws.collect();
        let mut found = Vec::new();
        for from in [DrawFrom::Wrong, DrawFrom::Right, DrawFrom::Any] {
            if let Some(strata) = runs::strata(r, request.run, from)? {
                found.push(together(from, &strata, &known));
            }
        }
        Ok(DrawList { draws, together: found })
    })
}
