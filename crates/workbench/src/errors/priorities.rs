//! What to fix next: for each tag its share of the errors, its miss rate and its two ceilings.

use super::priority_settings::{self, LevelView, Levels, PrioritySettings};
use super::priority_views::{
    Overlap, OverlapView, RankView, RanksView, ScoreView, StratumView, WeightedFigures, WeightsView, ranked,
    score,
};
use super::tag_table::TagTable;
use crate::figures::Figure;
use crate::human::{self, BaselinePart};
use crate::{Context, Error, Result};
use assay_model::{Formula, Tag};
use assay_stats::{
    InputError, TagCounts, TagFigures, TagGain, WeightedCounts, tag_figures, weighted_tag_figures,
};
use assay_store::{Read, people};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::HashMap;
use ts_rs::TS;

/// Names a run.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunRequest {
    /// Row id.
    pub run: i64,
}

/// Which priorities. What is left out is as the project has it.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PrioritiesRequest {
    /// Row id of the run.
    pub run: i64,
    /// A filter line: of the rows it lets through; every row where left out.
    #[serde(default)]
    pub filter: Option<String>,
    /// The metadata field of weights, by name, for this look; empty: none.
    #[serde(default)]
    pub weight: Option<String>,
    /// The formula of the score, for this look; empty: none.
    #[serde(default)]
    pub formula: Option<String>,
}

impl From<RunRequest> for PrioritiesRequest {
    fn from(request: RunRequest) -> PrioritiesRequest {
        PrioritiesRequest { run: request.run, ..PrioritiesRequest::default() }
    }
}

/// A human level that the chosen baseline has for a tag, to be taken over by a person.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct HlpOffer {
    /// The baseline's name.
    pub baseline: String,
    /// Items with the tag that it rests on.
    pub items: u64,
    /// The level; `n`: judgments.
    pub level: Figure,
}

/// One tag.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PriorityRow {
    /// The tag with its importance, ease and human-level figure.
    pub tag: Tag,
    /// Who sees to it.
    pub owner: Option<String>,
    /// Why its rule cannot be read; none where it can or where there is none.
    pub fault: Option<String>,
    /// What fraction of the errors has it: e_t / E. The `any` of several tags on one error.
    pub share_of_errors: Figure,
    /// What fraction of the items with it is wrong: e_t / n_t.
    pub miss_rate: Figure,
    /// What fraction of all items has it: n_t / N.
    pub share_of_items: Figure,
    /// Points of accuracy gained if every error with it went away: e_t / N.
    pub zero_error_ceiling: Figure,
    /// Accuracy on items with it.
    pub accuracy: Figure,
    /// The level that gap and gain are to; none where none is set.
    pub level: Option<LevelView>,
    /// The level less accuracy, signed; none without a level.
    pub gap: Option<Figure>,
    /// Points gained if the tag reached the level: gap times n_t / N.
    pub hlp_gain: Option<Figure>,
    /// What the chosen baseline says of the tag, where no level is set.
    pub hlp_offer: Option<HlpOffer>,
    /// Share of the errors that have this tag and no other.
    pub only: Figure,
    /// Share of the errors, each divided evenly among its tags: these add up.
    pub split: Figure,
    /// Its place by zero-error ceiling.
    pub ceiling_rank: Option<RankView>,
    /// Its place by HLP gain.
    pub gain_rank: Option<RankView>,
    /// The same figures with items weighted; none where no field is chosen.
    pub weighted: Option<WeightedFigures>,
    /// The combined score; none where nobody made a formula.
    pub score: Option<ScoreView>,
    /// Wrong rows as looked at.
    pub wrong: StratumView,
    /// Right rows as looked at.
    pub right: StratumView,
}

/// Every tag of a run, in the default order: by HLP gain where it can be had, else by the zero-error ceiling.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PrioritiesReport {
    /// The run.
    pub run: String,
    /// The filter line that the rows passed; none: every row.
    pub filter: Option<String>,
    /// Predicted items with a reference label.
    pub n: u64,
    /// Of them wrong.
    pub errors: u64,
    /// Share right.
    pub accuracy: Figure,
    /// Wrong rows drawn by chance so far.
    pub drawn_wrong: u64,
    /// Right rows drawn by chance so far.
    pub drawn_right: u64,
    /// The tags.
    pub rows: Vec<PriorityRow>,
    /// How tags share errors.
    pub overlap: OverlapView,
    /// Which ranks by zero-error ceiling cannot be told apart.
    pub by_ceiling: RanksView,
    /// Which ranks by HLP gain cannot be told apart.
    pub by_gain: RanksView,
    /// How items are weighted; none: all alike.
    pub weights: Option<WeightsView>,
    /// The formula of the score, where a person made one.
    pub formula: Option<String>,
    /// The baseline that gaps are to; none: each tag's own human level.
    pub baseline: Option<String>,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
    /// When that snapshot came to be, in milliseconds since 1970 UTC; none where nobody noted it.
    pub reference_at: Option<i64>,
}

/// Rows that two bitmaps share.
pub(super) fn shared(a: &[u64], b: &[u64]) -> u64 {
    a.iter().zip(b).map(|(a, b)| u64::from((a & b).count_ones())).sum()
}

/// A bitmap that does not fit the others is a fault of the program, said as one.
pub(super) fn input(error: InputError) -> Error {
    Error::refused(error.code(), error.to_string())
}

pub(crate) fn priorities(ctx: &Context, request: impl Into<PrioritiesRequest>) -> Result<PrioritiesReport> {
    let request = request.into();
    ctx.read(|r| {
        let mut table = ctx.workbench.tag_tables.get(ctx, r, request.run)?;
        let report = report(r, &mut table, &request)?;
        ctx.workbench.tag_tables.keep(table);
        Ok(report)
    })
}

fn report(r: &Read<'_>, table: &mut TagTable, request: &PrioritiesRequest) -> Result<PrioritiesReport> {
    let kept = priority_settings::get(r)?;
    let own = |asked: &Option<String>, kept: Option<String>| match asked {
        Some(asked) => Some(asked.trim().to_owned()).filter(|text| !text.is_empty()),
        None => kept,
    };
    let formula =
        own(&request.formula, kept.formula.clone()).map(|text| Formula::parse(&text)).transpose()?;
    let weight = own(&request.weight, kept.weight.clone());
    let weights = weight.map(|name| Weights::read(r, table, name, request.weight.is_some())).transpose()?;
    let scope = table.scope(r, request.filter.as_deref())?;
    let levels = Levels::read(r, &kept)?;
    let tags: Vec<&Tag> = table.tags.iter().collect();
    let facts = Facts::of(table, &scope, &tags, &levels, weights.as_ref())?;
    let mut rows = facts.rows(r, table, &kept, formula.as_ref())?;
    rows.sort_by(order);
    let n = shared(&scope, &scope);
    let right = shared(&scope, &table.rows.right);
    let drawn = |right: bool| {
        let Some(drawn) = &table.drawn else { return 0 };
        let own = drawn.iter().zip(&scope).zip(&table.rows.right);
        own.map(|((drawn, scope), own)| {
            u64::from((drawn & scope & if right { *own } else { !own }).count_ones())
        })
        .sum()
    };
    Ok(PrioritiesReport {
        run: table.rows.run.name.clone(),
        filter: request.filter.clone().filter(|line| !line.trim().is_empty()),
        n,
        errors: n - right,
        accuracy: Figure::share(right, n),
        drawn_wrong: drawn(false),
        drawn_right: drawn(true),
        rows,
        overlap: facts.overlap.view(),
        by_ceiling: facts.by_ceiling.clone(),
        by_gain: facts.by_gain.clone(),
        weights: weights.map(|own| own.view(&scope)),
        formula: formula.map(|own| own.text().to_owned()),
        baseline: levels.name(),
        reference_revision: table.reference_revision,
        reference_at: table.reference_at,
    })
}

/// A weight beyond this is no number that someone meant, and sums of its square would be infinite.
const LARGEST: f64 = 1e100;

/// The weights of the rows.
struct Weights {
    name: String,
    values: std::sync::Arc<Vec<f64>>,
    /// Rows whose weight can be used.
    usable: Vec<u64>,
    /// Why there are none.
    fault: Option<String>,
}

impl Weights {
    /// A field that is gone since it was chosen is told; one that was asked for now is refused.
    fn read(r: &Read<'_>, table: &mut TagTable, name: String, asked: bool) -> Result<Weights> {
        let size = table.rows.items.len();
        let (values, fault) = match priority_settings::field(r, &name) {
            Ok(field) => (table.numbers(r, field)?, None),
            Err(Error::Refused { message, .. }) if !asked => {
                (std::sync::Arc::new(vec![f64::NAN; size]), Some(message))
            }
            Err(other) => return Err(other),
        };
        let mut usable = vec![0u64; size.div_ceil(64)];
        for (row, value) in values.iter().enumerate() {
            usable[row / 64] |= if (0.0..=LARGEST).contains(value) { 1 << (row % 64) } else { 0 };
        }
        Ok(Weights { name, values, usable, fault })
    }

    fn view(self, scope: &[u64]) -> WeightsView {
        let within = |row: usize| scope[row / 64] >> (row % 64) & 1 == 1;
        let (mut missing, mut negative, mut zero) = (0, 0, 0);
        for (_, value) in self.values.iter().enumerate().filter(|(row, _)| within(*row)) {
            missing += u64::from(value.is_nan() || *value > LARGEST);
            negative += u64::from(*value < 0.0);
            zero += u64::from(*value == 0.0);
        }
        WeightsView {
            field: self.name,
            used: shared(scope, &self.usable),
            missing,
            negative,
            zero,
            fault: self.fault,
        }
    }
}

/// What was counted, tag by tag.
struct Facts {
    counts: Vec<TagCounts>,
    figures: Vec<TagFigures>,
    weighted: Option<Vec<WeightedCounts>>,
    levels: Vec<Option<LevelView>>,
    overlap: Overlap,
    by_ceiling: RanksView,
    by_gain: RanksView,
    ceiling_ranks: HashMap<i64, RankView>,
    gain_ranks: HashMap<i64, RankView>,
}

impl Facts {
    fn of(
        table: &TagTable,
        scope: &[u64],
        tags: &[&Tag],
        levels: &Levels,
        weights: Option<&Weights>,
    ) -> Result<Facts> {
        let bits = table.bits(scope, tags).map_err(input)?;
        let counts = bits.counts();
        let levels: Vec<Option<LevelView>> = tags.iter().map(|tag| levels.of(tag)).collect();
        let human = |at: usize| levels[at].as_ref().map(LevelView::human);
        let figures: Vec<TagFigures> =
            counts.iter().enumerate().map(|(at, own)| tag_figures(own, human(at))).collect();
        let weighted = match weights {
            Some(weights) => {
                let usable: Vec<u64> = scope.iter().zip(&weights.usable).map(|(a, b)| a & b).collect();
                let bits = table.bits(&usable, tags).map_err(input)?;
                Some(bits.weighted_counts(&weights.values).map_err(input)?)
            }
            None => None,
        };
        let estimable: Vec<usize> =
            (0..tags.len()).filter(|&at| figures[at].share_of_errors.is_ok()).collect();
        let family: Vec<&Tag> = estimable.iter().map(|&at| tags[at]).collect();
        let left_out = (0..tags.len()).filter(|at| !estimable.contains(at)).map(|at| tags[at].name.clone());
        let of_family = table.bits(scope, &family).map_err(input)?;
        let overlap = Overlap::of(&of_family, &family, left_out.collect());
        let ceilings =
            estimable.iter().map(|&tag| TagGain { tag, wrong: 1.0, right: 0.0 }).collect::<Vec<_>>();
        let gains: Vec<TagGain> = (0..tags.len())
            .filter(|&at| matches!(figures[at].hlp_gain, Some(Ok(_))))
            .filter_map(|at| {
                let level = levels[at].as_ref()?.value;
                Some(TagGain { tag: at, wrong: level, right: level - 1.0 })
            })
            .collect();
        let (by_ceiling, ceiling_ranks) = ranked(&bits, tags, &ceilings);
        let (by_gain, gain_ranks) = ranked(&bits, tags, &gains);
        Ok(Facts {
            counts,
            figures,
            weighted,
            levels,
            overlap,
            by_ceiling,
            by_gain,
            ceiling_ranks,
            gain_ranks,
        })
    }

    fn rows(
        &self,
        r: &Read<'_>,
        table: &TagTable,
        kept: &PrioritySettings,
        formula: Option<&Formula>,
    ) -> Result<Vec<PriorityRow>> {
        let people: HashMap<i64, String> =
            people::list(r)?.into_iter().map(|person| (person.id, person.name)).collect();
        let mut offers = if kept.baseline.is_none() { human::offers(r)? } else { HashMap::new() };
        let one = |(at, tag): (usize, &Tag)| {
            let offer = offers.remove(&tag.id).filter(|_| self.levels[at].is_none());
            let mut row = self.row(at, tag, table.fault(tag.id), offer);
            row.owner = tag.owner.and_then(|id| people.get(&id).cloned());
            row.score = formula.map(|formula| score(formula, &row));
            row
        };
        Ok(table.tags.iter().enumerate().map(one).collect())
    }

    fn row(
        &self,
        at: usize,
        tag: &Tag,
        fault: Option<&str>,
        offer: Option<(String, BaselinePart)>,
    ) -> PriorityRow {
        let (figures, counts) = (&self.figures[at], &self.counts[at]);
        // Where the rule cannot be read, that is the reason.
        let figure = |own: &std::result::Result<_, assay_stats::NotEstimable>| match fault {
            Some(fault) => Figure::undefined(&format!("not estimable: {fault}"), 0),
            None => Figure::of(own),
        };
        let some = |own: &Option<_>| own.as_ref().map(figure);
        let human = self.levels[at].as_ref().map(LevelView::human);
        let weighted = self.weighted.as_ref().map(|own| {
            let figures = weighted_tag_figures(&own[at], human);
            let some = |own: &Option<_>| own.as_ref().map(figure);
            WeightedFigures {
                share_of_errors: figure(&figures.share_of_errors),
                miss_rate: figure(&figures.miss_rate),
                share_of_items: figure(&figures.share_of_items),
                zero_error_ceiling: figure(&figures.zero_error_ceiling),
                accuracy: figure(&figures.accuracy),
                gap: some(&figures.gap),
                hlp_gain: some(&figures.hlp_gain),
            }
        });
        PriorityRow {
            tag: tag.clone(),
            owner: None,
            fault: fault.map(str::to_owned),
            share_of_errors: figure(&figures.share_of_errors),
            miss_rate: figure(&figures.miss_rate),
            share_of_items: figure(&figures.share_of_items),
            zero_error_ceiling: figure(&figures.zero_error_ceiling),
            accuracy: figure(&figures.accuracy),
            level: self.levels[at].clone(),
            gap: some(&figures.gap),
            hlp_gain: some(&figures.hlp_gain),
            hlp_offer: offer.map(|(baseline, part)| HlpOffer {
                baseline,
                items: part.items,
                level: part.level,
            }),
            only: self.overlap.only(tag.id, &figures.share_of_errors),
            split: self.overlap.split(tag.id, &figures.share_of_errors),
            ceiling_rank: self.ceiling_ranks.get(&tag.id).cloned(),
            gain_rank: self.gain_ranks.get(&tag.id).cloned(),
            weighted,
            score: None,
            wrong: StratumView::of(&counts.wrong),
            right: StratumView::of(&counts.right),
        }
    }
}

/// By HLP gain where it can be had, else by the zero-error ceiling, largest first; what cannot be had last.
fn order(a: &PriorityRow, b: &PriorityRow) -> Ordering {
    let key = |row: &PriorityRow| {
        let gain = row.hlp_gain.as_ref().and_then(|gain| gain.value);
        (gain.is_some(), gain.or(row.zero_error_ceiling.value).unwrap_or(f64::NEG_INFINITY))
    };
    let (a_key, b_key) = (key(a), key(b));
    b_key.0.cmp(&a_key.0).then(b_key.1.total_cmp(&a_key.1)).then(a.tag.id.cmp(&b.tag.id))
}
