//! Sending items to be decided on again, and what came of it.

use super::picked::{ItemsWanted, Told, picked, told};
use super::strata::{self, RelabelFigures};
use crate::errors::{Scope, Scoped, scoped};
use crate::{Context, Error, Result};
use assay_stats::{mix, sample, sample_from};
use assay_store::events::Event;
use assay_store::items::{self, Item};
use assay_store::relabel::{self as store, ItemToSend, Relabel, RelabelStratum, SentItem, ToSend};
use assay_store::{Read, Write, project};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use ts_rs::TS;

/// Items to send to a lead, with rows drawn by chance beside them.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RelabelSend {
    /// Row id of the run.
    pub run: i64,
    /// Which items.
    pub wanted: ItemsWanted,
    /// So many right rows drawn by chance from those that nobody chose; none where left out.
    #[serde(default)]
    pub extra_correct: Option<u32>,
    /// So many wrong rows drawn by chance from those that nobody chose; none where left out.
    #[serde(default)]
    pub extra_wrong: Option<u32>,
    /// Makes the draw repeatable; drawn where left out.
    #[serde(default)]
    pub seed: Option<u64>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// Unique in the project; made where left out.
    #[serde(default)]
    pub name: Option<String>,
    /// Decided without the label, the suggestion and the prediction in view; so where left out.
    #[serde(default)]
    pub blind: Option<bool>,
}

/// What sending would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
pub struct RelabelForeseen {
    /// Chosen items that would be sent.
    pub chosen: u64,
    /// Chosen items that wait for a decision already.
    pub waiting: u64,
    /// Chosen items without a reference label.
    pub unlabelled: u64,
    /// Right rows that would be drawn.
    pub right: u64,
    /// Wrong rows that would be drawn.
    pub wrong: u64,
    /// Right rows to draw from.
    pub right_rows: u64,
    /// Wrong rows to draw from.
    pub wrong_rows: u64,
}

/// Names what was sent.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct OnRelabel {
    /// Row id.
    pub relabel: i64,
    /// The place that was passed over: the next item is the first behind it that is not decided on, and again from the
    /// beginning where there is none.
    #[serde(default)]
    pub after: Option<i64>,
}

/// The next item to decide on.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RelabelNext {
    /// Place in the order.
    pub position: i64,
    /// What to look at.
    pub item: Item,
    /// What is known of it; none where the list is decided on blind.
    pub row: Option<SentRow>,
}

/// An item that was sent.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct SentRow {
    /// Row id of the item.
    pub item: i64,
    /// External key.
    pub key: String,
    /// How it came to be sent.
    pub stratum: RelabelStratum,
    /// Probability of the label that it had.
    pub score: Option<f64>,
    /// Class key of the label when it was sent.
    pub given: String,
    /// Where that came from.
    pub source: String,
    /// Class key that the scores speak for.
    pub suggested: Option<String>,
    /// Class key that the run predicts.
    pub predicted: Option<String>,
    /// Class key decided on since.
    pub decided: Option<String>,
}

/// What was sent, and what came of it.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RelabelReport {
    /// What was sent.
    pub sent: Relabel,
    /// Figures.
    pub figures: RelabelFigures,
    /// The next item to decide on.
    pub next: Option<RelabelNext>,
    /// The items decided on, in order; where they are not decided on blind, all.
    pub rows: Vec<SentRow>,
}

/// What a request comes to: the items in order, and what they were drawn from.
struct Plan {
    scoped: Scoped,
    items: Vec<ItemToSend>,
    seed: u64,
    foreseen: RelabelForeseen,
}

fn plan(r: &Read<'_>, request: &RelabelSend) -> Result<Plan> {
    let (scoped, found) = picked(r, request.run, &request.wanted)?;
    let told = told(r, &scoped)?;
    let waiting: HashSet<i64> = store::open(r)?.into_iter().map(|(item, _)| item).collect();
    let wrong =
        |item: &i64| scoped.rows.items.binary_search(item).ok().and_then(|row| scoped.rows.wrong(row));
    let unlabelled = found.iter().filter(|item| wrong(item).is_none()).count() as u64;
    let chosen: Vec<i64> =
        found.iter().copied().filter(|item| wrong(item).is_some() && !waiting.contains(item)).collect();
    let taken: HashSet<i64> = found.iter().copied().collect();
    let free = |which: bool| -> Vec<i64> {
        let rows = 0..scoped.rows.len();
        let of = rows.filter(|&row| scoped.rows.wrong(row) == Some(which)).map(|row| scoped.rows.items[row]);
        of.filter(|item| !taken.contains(item) && !waiting.contains(item)).collect()
    };
    let (right_rows, wrong_rows) = (free(false), free(true));
    // 53 bits, so that the seed stays exact as a JSON number.
    let seed = request.seed.unwrap_or_else(|| uuid::Uuid::new_v4().as_u64_pair().0 >> 11);
    let right = sample_from(&right_rows, request.extra_correct.unwrap_or(0) as usize, mix(seed, 1));
    let wrong = sample_from(&wrong_rows, request.extra_wrong.unwrap_or(0) as usize, mix(seed, 2));
    let foreseen = RelabelForeseen {
        chosen: chosen.len() as u64,
        waiting: found.len() as u64 - unlabelled - chosen.len() as u64,
        unlabelled,
        right: right.len() as u64,
        wrong: wrong.len() as u64,
        right_rows: right_rows.len() as u64,
        wrong_rows: wrong_rows.len() as u64,
    };
    let items = in_order(chosen, &right, &wrong, &told, seed);
    Ok(Plan { scoped, items, seed, foreseen })
}

/// The chosen by rising score, and the drawn at random places among them, so that the place tells nothing.
fn in_order(
    mut chosen: Vec<i64>,
    right: &[i64],
    wrong: &[i64],
    told: &HashMap<i64, Told>,
    seed: u64,
) -> Vec<ItemToSend> {
    let score = |item: &i64| told.get(item).map_or(f64::INFINITY, |told| told.score);
    chosen.sort_by(|a, b| score(a).total_cmp(&score(b)));
    let drawn = right.iter().map(|item| (*item, RelabelStratum::Right));
    let drawn: Vec<(i64, RelabelStratum)> =
        drawn.chain(wrong.iter().map(|item| (*item, RelabelStratum::Wrong))).collect();
    let order = assay_stats::permutation(drawn.len() as u32, mix(seed, 3));
    let total = (chosen.len() + drawn.len()) as u64;
    let places: HashSet<u64> = sample(total, drawn.len() as u64, mix(seed, 4)).into_iter().collect();
    let (mut next_chosen, mut next_drawn) =
        (chosen.into_iter(), order.into_iter().map(|at| drawn[at as usize]));
    let at = |place: u64| {
        let own = if places.contains(&place) {
            next_drawn.next()
        } else {
            next_chosen.next().map(|item| (item, RelabelStratum::Chosen))
        };
        own.map(|(item, stratum)| {
            let told = told.get(&item);
            ItemToSend {
                item,
                stratum,
                score: told.map(|told| told.score),
                suggested: told.and_then(|told| told.suggested),
            }
        })
    };
    (0..total).filter_map(at).collect()
}

/// What sending would do; changes nothing.
pub(crate) fn foresee(ctx: &Context, request: RelabelSend) -> Result<RelabelForeseen> {
    ctx.read(|r| Ok(plan(r, &request)?.foreseen))
}

/// Sends items to be decided on again.
pub(crate) fn send(ctx: &Context, request: RelabelSend) -> Result<RelabelReport> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let plan = plan(w, &request)?;
        if plan.items.is_empty() {
            let RelabelForeseen { waiting, unlabelled, .. } = plan.foreseen;
            return Err(Error::refused(
                "nothing_to_send",
                format!(
                    "nothing can be sent: {waiting} of these items wait for a decision already, {unlabelled} have no reference label"
                ),
            ));
        }
        let name = request.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let name = match name {
            Some(name) => name.to_owned(),
            None => free_name(w, &plan.scoped.run.name)?,
        };
        let sent = ToSend {
            name: &name,
            run: request.run,
            reason: request.reason.as_deref().unwrap_or_default().trim(),
            seed: plan.seed,
            blind: request.blind.unwrap_or(true),
            population: (0..plan.scoped.rows.len()).filter(|&row| plan.scoped.rows.wrong(row).is_some()).count()
                as u64,
            right_rows: plan.foreseen.right_rows,
            wrong_rows: plan.foreseen.wrong_rows,
            items: &plan.items,
        };
        let made = store::send(w, person, &sent)?;
        view(w, made.id, None)
    })
}

fn free_name(r: &Read<'_>, run: &str) -> Result<String> {
    let known: HashSet<String> = store::list(r)?.into_iter().map(|list| list.name.to_lowercase()).collect();
    let mut names = (1..).map(|n| format!("{run}, second look {n}"));
    Ok(names.find(|name| !known.contains(&name.to_lowercase())).unwrap_or_default())
}

/// Takes back what was sent, or sends it again.
pub(crate) fn undo_send(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(store::undo_send(w, event)?)
}

/// Everything that was sent, newest first.
pub(crate) fn list(ctx: &Context, (): ()) -> Result<Vec<Relabel>> {
    ctx.read(|r| Ok(store::list(r)?))
}

/// What came of it.
pub(crate) fn report(ctx: &Context, request: OnRelabel) -> Result<RelabelReport> {
    ctx.read(|r| view(r, request.relabel, request.after))
}

fn view(r: &Read<'_>, id: i64, after: Option<i64>) -> Result<RelabelReport> {
    let sent = store::get(r, id)?;
    let found = store::items(r, id)?;
    let question = project::question_in_figures(r)?;
    let key = |id: i64| {
        let class = question.classes.iter().find(|class| class.id == id);
        class.map(|class| class.key.clone()).unwrap_or_default()
    };
    let row = |each: &SentItem| SentRow {
        item: each.item,
        key: each.key.clone(),
        stratum: each.stratum,
        score: each.score,
        given: key(each.given),
        source: each.source.clone(),
        suggested: each.suggested.map(key),
        predicted: each.predicted.map(key),
        decided: each.decided.map(key),
    };
    let mut waiting = found.iter().filter(|each| each.decided.is_none());
    let first = waiting.clone().next();
    let behind = after.and_then(|place| waiting.find(|each| each.position > place));
    let next = match behind.or(first) {
        Some(each) => Some(RelabelNext {
            position: each.position,
            item: items::get(r, each.item)?,
            row: (!sent.blind).then(|| row(each)),
        }),
        None => None,
    };
    let shown = found.iter().filter(|each| !sent.blind || each.decided.is_some());
    let rows = shown.map(row).collect();
    let scoped = scoped(r, &Scope { run: sent.run, filter: None })?;
    let figures = strata::figures(&sent, &found, &scoped)?;
    Ok(RelabelReport { sent, figures, next, rows })
}
