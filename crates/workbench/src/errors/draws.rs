//! Rows drawn by chance, with the design of each draw.

use super::RunRequest;
use crate::figures::Figure;
use crate::{Context, Error, Result};
use assay_store::runs::{self, Design, DrawFrom, Left};
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
    /// The interval that a tag on half of them would get: the widest there can be.
    pub half: Figure,
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
    let sizes = sizes.into_iter().map(|size| DrawSize { size, half: Figure::share(size / 2, size) });
    Ok(DrawForeseen { population: left.population, drawn: left.drawn, sizes: sizes.collect() })
}

fn speaks_for(draw: &runs::Drawn) -> String {
    let of = match draw.from {
        DrawFrom::Wrong => "wrong rows",
        DrawFrom::Right => "right rows",
        DrawFrom::Any => "rows",
    };
    match &draw.filter {
        None => format!("all {of} of the run"),
        Some(filter) => format!("only the {of} where {filter}, not the rest"),
    }
}

pub(crate) fn draws(ctx: &Context, request: RunRequest) -> Result<Vec<DrawView>> {
    ctx.read(|r| {
        let names = tags::list(r)?;
        let name = |id| names.iter().find(|tag| tag.id == id).map(|tag| tag.name.clone()).unwrap_or_default();
        let found = runs::draws(r, request.run)?.into_iter().map(|draw| DrawView {
            speaks_for: speaks_for(&draw),
            tags: draw
                .tags
                .iter()
                .map(|of| {
                    let left = draw.size - of.seen;
                    // Who looks first at what is easy to tell gets a share that is none of the stratum.
                    let share = match left {
                        0 => Figure::share(of.yes, of.seen),
                        _ => Figure::undefined(&format!("{left} drawn rows were not looked at yet"), of.seen),
                    };
                    DrawTag { tag: name(of.tag), seen: of.seen, share }
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
        Ok(found.collect())
    })
}
