//! The gold: how it is divided, what its answers are, and which of it is doubtful.

use super::Changed;
use crate::conflicts::OnItem;
use crate::{Context, Error, Result};
use assay_model::GoldPart;
use assay_stats::{GoldAnswers, doubtful_gold};
use assay_store::training::{self, GoldEdit, GoldItem, Pool};
use assay_store::{Read, project};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ts_rs::TS;

/// Share of false alarms among the doubtful ones, at most on average.
const FALSE_DISCOVERIES: f64 = 0.05;

/// How the gold is divided, and how much is needed.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct GoldPool {
    /// What there is.
    pub pool: Pool,
    /// Practice items that the policy asks for.
    pub practice_needed: u32,
    /// Golds that the qualification needs; 0 where the policy has none.
    pub qualification_needed: u64,
    /// The policy's share of hidden gold.
    pub gold_share: f64,
    /// Draws when no seed is given.
    pub seed: i64,
}

/// Which gold.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct GoldListRequest {
    /// Of one part only.
    pub part: Option<GoldPart>,
    /// At most this many; 500 where left out.
    pub limit: Option<u32>,
}

/// A new division of the gold.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct GoldDivide {
    /// Items for practice.
    pub practice: u32,
    /// Items for qualification.
    pub qualification: u32,
    /// Makes the draw repeatable; the project's own where left out.
    pub seed: Option<u64>,
}

/// A change of one gold item.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoldSet {
    /// Row id.
    pub item: i64,
    /// What changes.
    pub edit: GoldEdit,
}

/// A gold item that good raters miss above chance.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct DoubtfulGold {
    /// The item with its known answers.
    pub gold: GoldItem,
    /// Answers by raters who passed.
    pub answers: u64,
    /// Of them wrong.
    pub wrong: u64,
    /// Wrong ones expected from how these raters fare on other gold.
    pub expected_wrong: f64,
    /// Chance of so many or more, adjusted over all gold (Benjamini and Hochberg).
    pub adjusted: f64,
    /// What these raters answered instead, by class, most first.
    pub instead: Vec<(i64, i64)>,
}

pub(crate) fn pool(ctx: &Context, (): ()) -> Result<GoldPool> {
    ctx.read(|r| {
        let policy = project::policy(r)?;
        let needed = policy.rules.qualification.as_ref().map(|rule| {
            let refused = |error: assay_stats::PlanError| Error::refused(error.code(), error.to_string());
            let one = training::test(rule)?.length_quantile(rule.acceptable, 0.95).map_err(refused)?;
            Ok::<_, Error>(one * u64::from(rule.attempts))
        });
        Ok(GoldPool {
            pool: training::pool(r)?,
            practice_needed: policy.rules.practice,
            qualification_needed: needed.transpose()?.unwrap_or(0),
            gold_share: policy.gold_share,
            seed: project::get(r)?.seed,
        })
    })
}

pub(crate) fn list(ctx: &Context, request: GoldListRequest) -> Result<Vec<GoldItem>> {
    ctx.read(|r| Ok(training::gold_items(r, request.part, request.limit.unwrap_or(500).min(5000))?))
}

pub(crate) fn divide(ctx: &Context, request: GoldDivide) -> Result<Changed> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let seed = match request.seed {
            Some(seed) => seed,
            None => project::get(w)?.seed.cast_unsigned(),
        };
        let event = training::divide(w, person, request.practice, request.qualification, seed)?;
        Ok(Changed { event, n: i64::from(request.practice) + i64::from(request.qualification) })
    })
}

pub(crate) fn set(ctx: &Context, request: GoldSet) -> Result<Changed> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(Changed::one(training::set(w, person, request.item, &request.edit)?)))
}

pub(crate) fn remove(ctx: &Context, request: OnItem) -> Result<Changed> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(Changed::one(training::remove(w, person, request.item)?)))
}

/// Gold that raters who passed miss above chance, most doubtful first.
pub(crate) fn doubtful(ctx: &Context, (): ()) -> Result<Vec<DoubtfulGold>> {
    ctx.read(|r| {
        let looks = training::looks_of_passed(r)?;
        let (mut items, mut raters) = (Index::default(), Index::default());
        let item: Vec<u32> = looks.iter().map(|look| items.of(look.item)).collect();
        let rater: Vec<u32> = looks.iter().map(|look| raters.of(look.person)).collect();
        let right: Vec<bool> = looks.iter().map(|look| look.right).collect();
        let answers = GoldAnswers {
            items: &item,
            raters: &rater,
            right: &right,
            n_items: items.len(),
            n_raters: raters.len(),
        };
        let found =
            doubtful_gold(&answers).map_err(|error| Error::refused("gold_unreadable", error.to_string()))?;
        let mut doubtful = Vec::new();
        for one in found.iter().filter(|one| one.is_doubtful(FALSE_DISCOVERIES)) {
            let gold = training::gold_item(r, items.list[one.item as usize])?;
            doubtful.push(DoubtfulGold {
                instead: instead(r, &gold)?,
                gold,
                answers: one.answers,
                wrong: one.wrong,
                expected_wrong: one.expected_wrong,
                adjusted: one.adjusted.unwrap_or(1.0),
            });
        }
        doubtful.sort_by(|a, b| a.adjusted.total_cmp(&b.adjusted).then(a.gold.item.cmp(&b.gold.item)));
        Ok(doubtful)
    })
}

/// The unacceptable answers to an item, by class.
fn instead(r: &Read<'_>, gold: &GoldItem) -> Result<Vec<(i64, i64)>> {
    let mut counts: HashMap<i64, i64> = HashMap::new();
    for judgment in assay_store::judgments::of_item(r, gold.item)? {
        if let Some(class) = judgment.class.filter(|class| !gold.answers.contains(class)) {
            *counts.entry(class).or_default() += 1;
        }
    }
    let mut counts: Vec<(i64, i64)> = counts.into_iter().collect();
    counts.sort_by_key(|(class, n)| (-n, *class));
    Ok(counts)
}

#[derive(Default)]
struct Index {
    of: HashMap<i64, u32>,
    list: Vec<i64>,
}

impl Index {
    fn of(&mut self, id: i64) -> u32 {
        let next = self.len();
        *self.of.entry(id).or_insert_with(|| {
            self.list.push(id);
            next
        })
    }

    fn len(&self) -> u32 {
        u32::try_from(self.list.len()).unwrap_or(u32::MAX)
    }
}
