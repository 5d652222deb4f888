//! What if the errors of some tags went away: their union, a plan, and what suspected labels take from it.

use super::priorities::{input, shared};
use super::tag_table::TagTable;
use crate::figures::Figure;
use crate::{Context, Error, Result};
use assay_model::Tag;
use assay_stats::{
    ClassScores, NotEstimable, TagBitmaps, TagBits, TagCounts, confident_learning, tag_figures,
};
use assay_store::tag_rows::bits_of;
use assay_store::{Read, run_rows};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;
use ts_rs::TS;

/// Which tags.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct WhatIf {
    /// Row id of the run.
    pub run: i64,
    /// A filter line: of the rows it lets through; every row where left out.
    #[serde(default)]
    pub filter: Option<String>,
    /// Row ids of the tags; every tag whose share of errors can be had where empty.
    #[serde(default)]
    pub tags: Vec<i64>,
    /// Also with suspected label errors set aside; needs the scores of every class.
    #[serde(default)]
    pub suspects: Option<bool>,
}

/// One step of a plan.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PlanRow {
    /// Row id of the tag.
    pub tag: i64,
    /// Its name.
    pub name: String,
    /// Wrong rows looked at that it adds.
    pub errors: u64,
    /// Points it adds to those before it.
    pub gain: Figure,
    /// Share of the errors with this tag or one before.
    pub share_of_errors: Figure,
    /// Points gained if every error with this tag or one before went away.
    pub ceiling: Figure,
}

/// The ceiling with and without rows whose reference label is suspected to be wrong.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct SuspectsView {
    /// Rows in scope whose label is suspected.
    pub suspected: u64,
    /// Of them wrong: perhaps the label's error, not the model's.
    pub errors: u64,
    /// Rows in scope without scores, which cannot be suspected.
    pub without_scores: u64,
    /// Points gained if every error went away.
    pub all_before: Figure,
    /// The same, of errors on rows that are not suspected.
    pub all_after: Figure,
    /// Points gained if every error of the tags went away.
    pub tags_before: Figure,
    /// The same, of errors on rows that are not suspected.
    pub tags_after: Figure,
}

/// What would be if the errors of some tags went away.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct WhatIfReport {
    /// The run.
    pub run: String,
    /// The filter line that the rows passed; none: every row.
    pub filter: Option<String>,
    /// Predicted items with a reference label.
    pub n: u64,
    /// Of them wrong.
    pub errors: u64,
    /// Share right now.
    pub accuracy: Figure,
    /// The tags.
    pub tags: Vec<String>,
    /// Share of the errors with one of the tags at least.
    pub share_of_errors: Figure,
    /// Of the items with one of the tags, what share is wrong.
    pub miss_rate: Figure,
    /// Share of the items with one of the tags at least.
    pub share_of_items: Figure,
    /// Points gained if every error with one of the tags went away: of the union, not a sum.
    pub ceiling: Figure,
    /// What accuracy would be then.
    pub accuracy_then: Figure,
    /// The tags in the order of what each adds.
    pub plan: Vec<PlanRow>,
    /// With suspected label errors set aside, where asked for.
    pub suspects: Option<SuspectsView>,
    /// Why suspects cannot be told, where asked for.
    pub suspects_undefined_because: Option<String>,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
    /// When that snapshot came to be, in milliseconds since 1970 UTC; none where nobody noted it.
    pub reference_at: Option<i64>,
}

/// Rows whose reference label scores speak against.
pub(super) struct Suspects {
    rows: Vec<u64>,
    scored: Vec<u64>,
}

pub(crate) fn what_if(ctx: &Context, request: WhatIf) -> Result<WhatIfReport> {
    ctx.read(|r| {
        let mut table = ctx.workbench.tag_tables.get(ctx, r, request.run)?;
        let scope = table.scope(r, request.filter.as_deref())?;
        let suspects = if request.suspects == Some(true) { Some(table.suspects(r)?) } else { None };
        let report = report(&table, &scope, &request, suspects)?;
        ctx.workbench.tag_tables.keep(table);
        Ok(report)
    })
}

fn chosen<'a>(table: &'a TagTable, scope: &[u64], wanted: &[i64]) -> Result<Vec<&'a Tag>> {
    if wanted.is_empty() {
        let all: Vec<&Tag> = table.tags.iter().collect();
        let counts = table.bits(scope, &all).map_err(input)?.counts();
        let known = all.into_iter().zip(counts);
        return Ok(known
            .filter(|(_, own)| tag_figures(own, None).share_of_errors.is_ok())
            .map(|own| own.0)
            .collect());
    }
    let find = |id: &i64| {
        let found = table.tags.iter().find(|tag| tag.id == *id);
        found.ok_or_else(|| Error::Store(assay_store::StoreError::not_found("tag", id)))
    };
    let mut tags: Vec<&Tag> = wanted.iter().map(find).collect::<Result<_>>()?;
    tags.sort_by_key(|tag| tag.id);
    tags.dedup_by_key(|tag| tag.id);
    Ok(tags)
}

fn report(
    table: &TagTable,
    scope: &[u64],
    request: &WhatIf,
    suspects: Option<std::result::Result<Arc<Suspects>, String>>,
) -> Result<WhatIfReport> {
    let tags = chosen(table, scope, &request.tags)?;
    let bits = table.bits(scope, &tags).map_err(input)?;
    let every: Vec<usize> = (0..tags.len()).collect();
    let union = bits.union(&every).map_err(input)?;
    let figures = tag_figures(&union, None);
    let whole = Union::of(table, scope, &tags)?;
    let rest = tag_figures(&whole.counts(table, scope, |yes, seen| !yes & seen)?, None);
    let n = shared(scope, scope);
    let right = shared(scope, &table.rows.right);
    let none = tags.is_empty();
    // Without a tag nothing changes, which is no estimate.
    let figure = |own| if none { Figure::undefined("choose a tag", 0) } else { Figure::of(own) };
    let accuracy_then = rest.zero_error_ceiling.map(|ceiling| {
        let mirrored = |i: assay_stats::Interval| assay_stats::Interval {
            lower: 1.0 - i.upper,
            upper: 1.0 - i.lower,
            ..i
        };
        assay_stats::Estimate {
            value: 1.0 - ceiling.value,
            interval: ceiling.interval.map(mirrored),
            ..ceiling
        }
    });
    let (view, because) = match suspects {
        Some(Ok(own)) => (Some(own.view(table, scope, &whole, &figures.zero_error_ceiling, n, right)?), None),
        Some(Err(because)) => (None, Some(because)),
        None => (None, None),
    };
    Ok(WhatIfReport {
        run: table.rows.run.name.clone(),
        filter: request.filter.clone().filter(|line| !line.trim().is_empty()),
        n,
        errors: n - right,
        accuracy: Figure::share(right, n),
        tags: tags.iter().map(|tag| tag.name.clone()).collect(),
        share_of_errors: figure(&figures.share_of_errors),
        miss_rate: figure(&figures.miss_rate),
        share_of_items: figure(&figures.share_of_items),
        ceiling: figure(&figures.zero_error_ceiling),
        accuracy_then: figure(&accuracy_then),
        plan: plan(&bits, &tags),
        suspects: view,
        suspects_undefined_because: because,
        reference_revision: table.reference_revision,
        reference_at: table.reference_at,
    })
}

/// The tags in the order of what each adds; of a set that cannot be told, none.
fn plan(bits: &TagBits<'_>, tags: &[&Tag]) -> Vec<PlanRow> {
    let plan = bits.greedy(tags.len());
    let row = |(step, own): (usize, &assay_stats::PlanStep)| {
        let mut alone = plan.union;
        alone.wrong.yes = own.gained;
        PlanRow {
            tag: tags[own.tag].id,
            name: tags[own.tag].name.clone(),
            errors: own.gained,
            gain: Figure::of(&tag_figures(&alone, None).zero_error_ceiling),
            share_of_errors: Figure::of(&plan.share_of_errors(step)),
            ceiling: Figure::of(&plan.zero_error_ceiling(step)),
        }
    };
    if plan.share_of_errors(0).is_err() {
        return Vec::new();
    }
    plan.steps.iter().enumerate().map(row).collect()
}

/// The union of tags as if it were one: where all were looked for, where one is.
struct Union {
    seen: Vec<u64>,
    yes: Vec<u64>,
}

impl Union {
    fn of(table: &TagTable, scope: &[u64], tags: &[&Tag]) -> Result<Union> {
        let words = scope.len();
        let mut own = Union { seen: vec![u64::MAX; words], yes: vec![0; words] };
        for maps in table.bits(scope, tags).map_err(input)?.tags() {
            own.yes.iter_mut().zip(maps.yes).for_each(|(own, yes)| *own |= yes);
            if let Some(seen) = maps.seen {
                own.seen.iter_mut().zip(seen).for_each(|(own, seen)| *own &= seen);
            }
        }
        Ok(own)
    }

    /// Counts of what is made of it, word by word from (yes, seen).
    fn counts(&self, table: &TagTable, scope: &[u64], made: impl Fn(u64, u64) -> u64) -> Result<TagCounts> {
        let yes: Vec<u64> = self.yes.iter().zip(&self.seen).map(|(yes, seen)| made(*yes, *seen)).collect();
        one(table, scope, &self.seen, &yes)
    }
}

/// The counts of one bitmap.
fn one(table: &TagTable, scope: &[u64], seen: &[u64], yes: &[u64]) -> Result<TagCounts> {
    let drawn = table.drawn.as_ref().map(|drawn| drawn.as_slice());
    let maps = vec![TagBitmaps { seen: Some(seen), yes }];
    let bits =
        TagBits::new(table.rows.items.len(), &table.rows.right, Some(scope), drawn, maps).map_err(input)?;
    let counts = bits.counts().into_iter().next();
    counts.ok_or_else(|| Error::refused("internal", "one tag was counted and none came back"))
}

impl Suspects {
    fn view(
        &self,
        table: &TagTable,
        scope: &[u64],
        union: &Union,
        before: &std::result::Result<assay_stats::Estimate, NotEstimable>,
        n: u64,
        right: u64,
    ) -> Result<SuspectsView> {
        let within: Vec<u64> = scope.iter().zip(&self.rows).map(|(a, b)| a & b).collect();
        let suspected = shared(&within, &within);
        let errors = suspected - shared(&within, &table.rows.right);
        let trusted: Vec<u64> = union.yes.iter().zip(&self.rows).map(|(yes, own)| yes & !own).collect();
        let after = tag_figures(&one(table, scope, &union.seen, &trusted)?, None).zero_error_ceiling;
        Ok(SuspectsView {
            suspected,
            errors,
            without_scores: n - shared(scope, &self.scored),
            all_before: Figure::share(n - right, n),
            all_after: Figure::share(n - right - errors, n),
            tags_before: Figure::of(before),
            tags_after: Figure::of(&after),
        })
    }
}

impl TagTable {
    /// Rows whose reference label is suspected, by confident learning over the scores of the run, or why that cannot be
    /// told; kept until the reference labels change.
    fn suspects(&mut self, r: &Read<'_>) -> Result<std::result::Result<Arc<Suspects>, String>> {
        if let Some(known) = &self.suspects {
            return Ok(Ok(Arc::clone(known)));
        }
        let scores = run_rows::scores(r, self.rows.run.id)?;
        let width = scores.classes.len();
        if scores.items.is_empty() || width < 2 {
            let because = "the run came without the scores of every class; import its predictions with a column of scores \
                           for each class";
            return Ok(Err(because.to_owned()));
        }
        let places: HashMap<usize, u32> = scores
            .classes
            .iter()
            .zip(0..)
            .filter_map(|(id, at)| Some((self.rows.question.classes.iter().position(|c| c.id == *id)?, at)))
            .collect();
        let (mut rows, mut truth, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for (item, own) in scores.items.iter().zip(scores.values.chunks_exact(width)) {
            let Ok(row) = self.rows.items.binary_search(item) else { continue };
            let given = places.get(&(self.rows.reference[row] as usize));
            let sum: f64 = own.iter().sum();
            let fits = own.iter().all(|p| (0.0..=1.0).contains(p)) && (sum - 1.0).abs() <= 1e-3;
            if let (Some(given), true) = (given, fits) {
                rows.push(*item);
                truth.push(*given);
                values.extend_from_slice(own);
            }
        }
        let width = u32::try_from(width).unwrap_or(u32::MAX);
        let found = match ClassScores::new(&truth, &values, width) {
            Ok(scores) if !scores.is_empty() => confident_learning(&scores),
            Ok(_) => {
                return Ok(Err("no row has both a reference label and scores that add up to 1".to_owned()));
            }
            Err(error) => return Ok(Err(error.to_string())),
        };
        let mut suspected: Vec<i64> = found.suspected.iter().map(|own| rows[own.item as usize]).collect();
        suspected.sort_unstable();
        let own = Arc::new(Suspects {
            rows: bits_of(&self.rows.items, suspected),
            scored: bits_of(&self.rows.items, rows),
        });
        self.suspects = Some(Arc::clone(&own));
        Ok(Ok(own))
    }
}
