//! Blind re-tagging: how well a second look agrees with the marks.

use crate::figures::Figure;
use crate::{Context, Error, Result, history};
use assay_model::Tag;
use assay_stats::{Judgments, cohen_pairs};
use assay_store::retag::{self, Pair, Retag};
use assay_store::{Read, events, items, tags};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Names a sample.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnRetag {
    /// Row id.
    pub retag: i64,
}

/// A sample of marked rows.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RetagDraw {
    /// The tags, by row id.
    pub tags: Vec<i64>,
    /// How many rows.
    pub size: u32,
    /// Makes the draw repeatable; drawn where left out.
    pub seed: Option<u64>,
}

/// Second marks of one row.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetagMark {
    /// The sample.
    pub retag: i64,
    /// The row's place in it, from 0.
    pub position: i64,
    /// Tag id and whether it has the tag, for every tag of the sample.
    pub marks: Vec<(i64, bool)>,
}

/// A row to be marked again.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RetagNext {
    /// Its place in the sample, from 0.
    pub position: i64,
    /// The item.
    pub item: i64,
}

/// How well the second marks of a tag agree with the first.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RetagTag {
    /// The tag's name.
    pub tag: String,
    /// Cohen's kappa; `n`: rows marked twice.
    pub kappa: Figure,
    /// Share of the rows marked alike.
    pub alike: Figure,
    /// Rows that had it first, not again.
    pub only_first: u64,
    /// Rows that had it again, not first.
    pub only_again: u64,
}

/// A row that was marked otherwise.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RetagDisagreement {
    /// The item.
    pub item: i64,
    /// Its key.
    pub key: String,
    /// The tag's name.
    pub tag: String,
    /// Whether it had the tag first; the second mark is the other one.
    pub first: bool,
}

/// Where a sample stands. What came out is told when every row is marked, so that nobody marks toward it.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RetagView {
    /// The sample.
    pub retag: Retag,
    /// The tags.
    pub tags: Vec<Tag>,
    /// The next row; none when all are marked.
    pub next: Option<RetagNext>,
    /// Each tag, when all rows are marked.
    pub results: Vec<RetagTag>,
    /// Rows marked otherwise, when all rows are marked.
    pub disagreements: Vec<RetagDisagreement>,
}

fn view(r: &Read<'_>, id: i64) -> Result<RetagView> {
    let sample = retag::get(r, id)?;
    let tags: Vec<Tag> =
        sample.tags.iter().map(|tag| tags::get(r, *tag)).collect::<std::result::Result<_, _>>()?;
    let next = retag::next(r, id)?.map(|(position, item)| RetagNext { position, item });
    let mut view = RetagView { retag: sample, tags, next, results: Vec::new(), disagreements: Vec::new() };
    if view.next.is_some() {
        return Ok(view);
    }
    let pairs = retag::pairs(r, id)?;
    for tag in &view.tags {
        let own: Vec<&Pair> = pairs.iter().filter(|pair| pair.tag == tag.id).collect();
        view.results.push(agreement(tag, &own)?);
        for pair in own.iter().filter(|pair| pair.first != pair.again) {
            view.disagreements.push(RetagDisagreement {
                item: pair.item,
                key: items::get(r, pair.item)?.key,
                tag: tag.name.clone(),
                first: pair.first,
            });
        }
    }
    Ok(view)
}

fn agreement(tag: &Tag, pairs: &[&Pair]) -> Result<RetagTag> {
    let n = u32::try_from(pairs.len()).unwrap_or(u32::MAX);
    let items: Vec<u32> = (0..n).chain(0..n).collect();
    let raters: Vec<u32> = (0..n).map(|_| 0).chain((0..n).map(|_| 1)).collect();
    let first = pairs.iter().map(|pair| u32::from(pair.first));
    let labels: Vec<u32> = first.chain(pairs.iter().map(|pair| u32::from(pair.again))).collect();
    let judgments = Judgments::new(&items, &raters, &labels, n, 2, 2)
        .map_err(|error| Error::refused(error.code(), error.to_string()))?;
    let kappa = match cohen_pairs(&judgments).first() {
        Some(pair) => Figure::result(&pair.kappa, &pair.interval, pair.n),
        None => Figure::undefined("no row of the sample had a first mark for this tag", 0),
    };
    let count = |first, again| pairs.iter().filter(|p| p.first == first && p.again == again).count() as u64;
    let (only_first, only_again) = (count(true, false), count(false, true));
    let alike = Figure::share(u64::from(n) - only_first - only_again, u64::from(n));
    Ok(RetagTag { tag: tag.name.clone(), kappa, alike, only_first, only_again })
}

pub(crate) fn retags(ctx: &Context, (): ()) -> Result<Vec<Retag>> {
    ctx.read(|r| Ok(retag::list(r)?))
}

pub(crate) fn retag(ctx: &Context, request: OnRetag) -> Result<RetagView> {
    ctx.read(|r| view(r, request.retag))
}

pub(crate) fn draw_retag(ctx: &Context, request: RetagDraw) -> Result<RetagView> {
    let person = ctx.person()?.id;
    if request.size == 0 {
        return Err(Error::refused("size_invalid", "draw at least one row"));
    }
    let seed = request.seed.unwrap_or_else(super::new_seed);
    ctx.write(|w| {
        let sample = retag::draw(w, person, &request.tags, request.size, seed)?;
        view(w, sample.id)
    })
}

pub(crate) fn mark_again(ctx: &Context, request: RetagMark) -> Result<RetagView> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        retag::mark(w, person, request.retag, request.position, &request.marks)?;
        view(w, request.retag)
    })
}

/// Takes the caller's newest row of a sample back.
pub(crate) fn undo_mark_again(ctx: &Context, request: OnRetag) -> Result<RetagView> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let newest = events::newest(w, person, &["retag_mark"], false)?;
        let Some(event) = newest.filter(|event| event.subject_id == Some(request.retag)) else {
            return Err(Error::refused("nothing_to_undo", "you have marked no row of this sample"));
        };
        history::take_back(w, person, event.id)?;
        view(w, request.retag)
    })
}
