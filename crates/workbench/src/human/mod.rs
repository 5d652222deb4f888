//! Human level: judged items drawn by chance and decided blind, how often people give what was decided, and the
//! baselines that runs are held against.

mod baselines;
mod gap;
mod level;
mod scored;

pub use baselines::{
    BaselineChoose, BaselineEdit, BaselinePart, BaselineSet, BaselineStore, BaselineUndone, BaselineView,
    OnBaseline,
};
pub(crate) use baselines::{
    choose, chosen_level, edit, list as baselines, offers, retire, set, store, undo as undo_baseline,
};
pub(crate) use gap::to_chosen;
pub use gap::{BaselineGap, BaselineVerdict};
pub(crate) use level::report;
pub use level::{HumanReport, HumanRequest, HumanRun, HumanWarning, LevelPart, RaterLevels};

use crate::figures::Figure;
use crate::{Context, Error, Result, history};
use assay_store::Read;
use assay_store::human::{self, HumanDraw};
use assay_store::items::{self, Item};
use assay_store::project;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A new draw.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct HumanDrawCreate {
    /// As shown.
    pub name: String,
    /// Items to draw; all where there are fewer.
    pub size: u32,
    /// Makes the draw repeatable; drawn where left out.
    pub seed: Option<u64>,
}

/// Names a draw.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnHumanDraw {
    /// Row id.
    pub draw: i64,
}

/// A blind decision.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HumanJudge {
    /// Row id of the draw.
    pub draw: i64,
    /// Which item of the draw.
    pub position: i64,
    /// What it is, by class id.
    pub class: i64,
}

/// How many items someone thinks of drawing.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HumanSize {
    /// Items to draw.
    pub size: u32,
}

/// How exactly a draw would tell the human level.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct HumanForeseen {
    /// Items that would be drawn.
    pub size: u64,
    /// Judged items there are.
    pub population: u64,
    /// Judgments to expect on the drawn items.
    pub judgments: u64,
    /// Where the level is imagined: at the share of judgments for the leading class of their item; at .9 where no item
    /// has two.
    pub assumed: f64,
    /// No item has two judgments, so that the level is a guess.
    pub guessed: bool,
    /// If the judgments of one item were all alike: as exact as the items are many.
    pub alike: Figure,
    /// If they were independent: as exact as the judgments are many.
    pub independent: Figure,
}

/// An item to decide on, without its judgments and its label.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct HumanItem {
    /// Place in the draw.
    pub position: i64,
    /// What to look at.
    pub item: Item,
}

/// Where a draw stands.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct HumanDrawView {
    /// With its counts.
    pub draw: HumanDraw,
    /// The next item to decide on.
    pub next: Option<HumanItem>,
}

fn view(r: &Read<'_>, id: i64) -> Result<HumanDrawView> {
    let draw = human::get(r, id)?;
    let next = match human::next(r, id)? {
        Some((position, item)) => Some(HumanItem { position, item: items::get(r, item)? }),
        None => None,
    };
    Ok(HumanDrawView { draw, next })
}

pub(crate) fn list(ctx: &Context, (): ()) -> Result<Vec<HumanDraw>> {
    ctx.read(|r| Ok(human::list(r)?))
}

pub(crate) fn get(ctx: &Context, request: OnHumanDraw) -> Result<HumanDrawView> {
    ctx.read(|r| view(r, request.draw))
}

/// Where nobody knows how people do.
const GUESS: f64 = 0.9;

pub(crate) fn foresee(ctx: &Context, request: HumanSize) -> Result<HumanForeseen> {
    ctx.read(|r| {
        let judged = human::judged(r, project::question(r)?.id)?;
        let size = u64::from(request.size).min(judged.items);
        let guessed = judged.shared == 0;
        let assumed = if guessed { GUESS } else { judged.leading as f64 / judged.shared as f64 };
        let each = judged.judgments as f64 / judged.items.max(1) as f64;
        let judgments = (size as f64 * each).round() as u64;
        let at = |n: u64| Figure::share((assumed * n as f64).round() as u64, n);
        Ok(HumanForeseen {
            size,
            population: judged.items,
            judgments,
            assumed,
            guessed,
            alike: at(size),
            independent: at(judgments),
        })
    })
}

pub(crate) fn create(ctx: &Context, request: HumanDrawCreate) -> Result<HumanDrawView> {
    let person = ctx.person()?.id;
    let name = request.name.trim();
    if name.is_empty() || request.size == 0 {
        return Err(Error::refused("draw_invalid", "a draw needs a name and at least one item; give both"));
    }
    // 53 bits, so that the seed stays exact as a JSON number.
    let seed = request.seed.unwrap_or_else(|| (uuid::Uuid::new_v4().as_u64_pair().0) >> 11);
    ctx.write(|w| {
        let draw = human::create(w, person, name, request.size, seed)?;
        view(w, draw.id)
    })
}

pub(crate) fn judge(ctx: &Context, request: HumanJudge) -> Result<HumanDrawView> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        human::judge(w, person, request.draw, request.position, request.class)?;
        view(w, request.draw)
    })
}

pub(crate) fn undo(ctx: &Context, request: OnHumanDraw) -> Result<HumanDrawView> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        if let Some(event) = human::newest(w, person, request.draw)? {
            history::take_back(w, person, event)?;
        }
        view(w, request.draw)
    })
}
