//! Parts of the priorities as they cross the bridge: strata, overlaps, ranks, weights, scores.

use super::priorities::PriorityRow;
use crate::figures::Figure;
use assay_model::{Formula, Tag};
use assay_stats::{Estimate, Looked, NotEstimable, Overlaps, Stratum, TagBits, TagGain};
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

/// How the rows of one stratum were looked at for a tag.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct StratumView {
    /// Rows in it.
    pub size: u64,
    /// Rows that count for the estimate.
    pub seen: u64,
    /// Of them with the tag.
    pub yes: u64,
    /// `all`, `random`, `unfinished`, `hand_picked` or `none`.
    pub looked: String,
}

impl StratumView {
    pub(super) fn of(stratum: &Stratum) -> StratumView {
        let looked = match stratum.looked {
            Looked::All => "all",
            Looked::Random => "random",
            Looked::Unfinished { .. } => "unfinished",
            Looked::HandPicked => "hand_picked",
            Looked::None => "none",
        };
        StratumView { size: stratum.size, seen: stratum.seen, yes: stratum.yes, looked: looked.into() }
    }
}

/// How tags share errors.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct OverlapView {
    /// The tags whose overlap is counted: those whose share of errors can be had.
    pub tags: Vec<String>,
    /// Tags that are left out because they were not looked for so that it can be told.
    pub left_out: Vec<String>,
    /// Share of the errors with one of the tags at least; ceilings of overlapping tags are never added.
    pub share_of_errors: Figure,
}

/// The overlaps of some tags.
pub(super) struct Overlap {
    tags: HashMap<i64, usize>,
    counted: Overlaps,
    names: Vec<String>,
    left_out: Vec<String>,
}

impl Overlap {
    pub(super) fn of(bits: &TagBits<'_>, tags: &[&Tag], left_out: Vec<String>) -> Overlap {
        Overlap {
            tags: tags.iter().enumerate().map(|(at, tag)| (tag.id, at)).collect(),
            counted: bits.overlaps(),
            names: tags.iter().map(|tag| tag.name.clone()).collect(),
            left_out,
        }
    }

    pub(super) fn view(&self) -> OverlapView {
        let union = assay_stats::tag_figures(&self.counted.union, None).share_of_errors;
        let share = if self.names.is_empty() { missing("no tag was looked for yet") } else { figure(&union) };
        OverlapView { tags: self.names.clone(), left_out: self.left_out.clone(), share_of_errors: share }
    }

    pub(super) fn only(&self, tag: i64, own: &Result<Estimate, NotEstimable>) -> Figure {
        self.one(tag, own, |at| self.counted.only(at))
    }

    pub(super) fn split(&self, tag: i64, own: &Result<Estimate, NotEstimable>) -> Figure {
        self.one(tag, own, |at| self.counted.split(at))
    }

    fn one(
        &self,
        tag: i64,
        own: &Result<Estimate, NotEstimable>,
        value: impl Fn(usize) -> Result<Estimate, NotEstimable>,
    ) -> Figure {
        match self.tags.get(&tag) {
            Some(at) => figure(&value(*at)),
            None => Figure::of(own),
        }
    }
}

/// Where tags can be told one by one and not together, they were looked for on different rows.
fn figure(own: &Result<Estimate, NotEstimable>) -> Figure {
    match own {
        Err(
            NotEstimable::HandPicked(_) | NotEstimable::NotLookedAt(_) | NotEstimable::DrawUnfinished { .. },
        ) => {
            missing("the tags were not all looked for on the same rows; look for each of them on these rows")
        }
        other => Figure::of(other),
    }
}

fn missing(because: &str) -> Figure {
    Figure::undefined(&format!("not estimable: {because}"), 0)
}

/// The place of a tag among others.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RankView {
    /// By its figure, from 1.
    pub rank: u64,
    /// The best place that the rows leave open, at 95 % for all tags at once.
    pub best: u64,
    /// The worst place.
    pub worst: u64,
    /// Its figure less that of the next in rank; the interval holds for all pairs at once.
    pub to_next: Option<Figure>,
}

/// Ranks of which no two can be told apart.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct Band {
    /// First rank.
    pub from: u64,
    /// Last rank.
    pub to: u64,
}

/// Which ranks can be told apart.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RanksView {
    /// Rows on which the tags were compared, all of them at once.
    pub rows: u64,
    /// Largest runs of ranks of which no two can be told apart.
    pub bands: Vec<Band>,
    /// Why ranks cannot be compared; none where they can or where there are fewer than two tags.
    pub undefined_because: Option<String>,
}

/// Names the draws of every comparison of ranks, so that the same rows give the same answer.
const SEED: u64 = 20_261_130;

pub(super) fn ranked(
    bits: &TagBits<'_>,
    tags: &[&Tag],
    gains: &[TagGain],
) -> (RanksView, HashMap<i64, RankView>) {
    let none = |because| RanksView { rows: 0, bands: Vec::new(), undefined_because: because };
    if gains.len() < 2 {
        return (none(None), HashMap::new());
    }
    let ranks = match bits.ranks(gains, SEED) {
        Ok(ranks) => ranks,
        Err(reason) => return (none(figure(&Err(reason)).undefined_because), HashMap::new()),
    };
    let band = |&(from, to): &(usize, usize)| Band { from: from as u64, to: to as u64 };
    let view = RanksView {
        rows: ranks.rows,
        bands: ranks.bands.iter().map(band).collect(),
        undefined_because: None,
    };
    let places = ranks.order.iter().map(|own| {
        let rank = RankView {
            rank: own.rank as u64,
            best: own.best as u64,
            worst: own.worst as u64,
            to_next: own.to_next.map(|next| Figure::new(next.value, next.interval, next.n)),
        };
        (tags[own.tag].id, rank)
    });
    (view, places.collect())
}

/// The figures of a tag with items weighted by importance.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct WeightedFigures {
    /// What fraction of the weight of the errors has it.
    pub share_of_errors: Figure,
    /// What fraction of the weight of the items with it is wrong.
    pub miss_rate: Figure,
    /// What fraction of all weight has it.
    pub share_of_items: Figure,
    /// Points of weighted accuracy gained if every error with it went away.
    pub zero_error_ceiling: Figure,
    /// Weighted accuracy on items with it.
    pub accuracy: Figure,
    /// The level less weighted accuracy, signed; none without a level.
    pub gap: Option<Figure>,
    /// Points of weighted accuracy gained if the tag reached the level.
    pub hlp_gain: Option<Figure>,
}

/// How items are weighted.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct WeightsView {
    /// The metadata field.
    pub field: String,
    /// Rows whose weight is used.
    pub used: u64,
    /// Rows without a number there, left out of weighted figures.
    pub missing: u64,
    /// Rows with a negative number there, left out too.
    pub negative: u64,
    /// Rows that weigh 0 and so count for nothing.
    pub zero: u64,
    /// Why there are no weights though a field is chosen, such as a field that is gone.
    pub fault: Option<String>,
}

/// A combined score.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ScoreView {
    /// None where the formula names what this tag has not.
    pub value: Option<f64>,
    /// Why there is none, in words.
    pub undefined_because: Option<String>,
}

pub(super) fn score(formula: &Formula, row: &PriorityRow) -> ScoreView {
    let own = |name: &str| -> Option<f64> {
        let weighted = row.weighted.as_ref();
        match name {
            "gain" => row.hlp_gain.as_ref()?.value,
            "ceiling" => row.zero_error_ceiling.value,
            "share_of_errors" => row.share_of_errors.value,
            "miss_rate" => row.miss_rate.value,
            "share_of_items" => row.share_of_items.value,
            "accuracy" => row.accuracy.value,
            "gap" => row.gap.as_ref()?.value,
            "only" => row.only.value,
            "split" => row.split.value,
            "importance" => row.tag.importance.map(f64::from),
            "ease" => row.tag.ease.map(f64::from),
            "weighted_gain" => weighted?.hlp_gain.as_ref()?.value,
            "weighted_ceiling" => weighted?.zero_error_ceiling.value,
            _ => None,
        }
    };
    match formula.value(&own) {
        Ok(value) => ScoreView { value: Some(value), undefined_because: None },
        Err(reason) => ScoreView { value: None, undefined_because: Some(reason.to_string()) },
    }
}
