//! Baselines: stored from a draw or set by hand, changed, chosen, retired.

use super::level::{input, on_tags};
use super::scored::Scored;
use crate::figures::Figure;
use crate::quality::JudgmentSet;
use crate::{Context, Error, Result, history};
use assay_stats::{Estimate, HumanLevel, baseline_level, human_against_reference};
use assay_store::baselines::{self, Baseline, ByHand, Measured, PartKind};
use assay_store::{Read, human, project};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ts_rs::TS;

/// A figure set by hand: an earlier system, a published figure.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct BaselineSet {
    /// As shown.
    pub name: String,
    /// Share right, 0 to 1.
    pub value: f64,
    /// Items it rests on; taken as exact where left out.
    pub n: Option<u64>,
    /// Where it comes from.
    pub source: Option<String>,
}

/// The human level of a draw that is decided to the end.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BaselineStore {
    /// As shown.
    pub name: String,
    /// The draw.
    pub draw: i64,
}

/// A change; of a measured baseline only name and source.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct BaselineEdit {
    /// Row id.
    pub baseline: i64,
    /// As shown.
    pub name: String,
    /// Share right, 0 to 1.
    pub value: f64,
    /// Items it rests on; taken as exact where left out.
    pub n: Option<u64>,
    /// Where it comes from.
    pub source: Option<String>,
}

/// Names a baseline.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnBaseline {
    /// Row id.
    pub baseline: i64,
}

/// Which baseline runs are held against.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BaselineChoose {
    /// Row id; null: none.
    pub baseline: Option<i64>,
}

/// The level on the items of one class or tag.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct BaselinePart {
    /// Class or tag.
    pub kind: PartKind,
    /// Its row id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Items it rests on.
    pub items: u64,
    /// The level; `n`: judgments.
    pub level: Figure,
}

/// One baseline.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct BaselineView {
    /// Row id.
    pub id: i64,
    /// As shown.
    pub name: String,
    /// `hlp` from a draw, `manual` set by hand.
    pub kind: String,
    /// Of a draw as it was measured, `n`: judgments; else as set by hand, `n`: items.
    pub level: Figure,
    /// Items it rests on, where known.
    pub items: Option<u64>,
    /// The draw.
    pub draw: Option<String>,
    /// Of a draw: the snapshot of reference labels when it was stored.
    pub reference_revision: Option<i64>,
    /// Where it comes from.
    pub source: String,
    /// Runs are held against it.
    pub chosen: bool,
    /// When it was stored, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Who stored it.
    pub person: String,
    /// The level on each class and tag, of a draw.
    pub parts: Vec<BaselinePart>,
}

/// What an undo took back.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct BaselineUndone {
    /// In words; none where there was nothing to take back.
    pub summary: Option<String>,
}

fn shown(measured: &Measured) -> Figure {
    let (lower, upper) = measured.interval.unzip();
    Figure {
        value: Some(measured.value),
        lower,
        upper,
        n: measured.judgments,
        method: measured.method.clone(),
        undefined_because: None,
        unreliable_because: lower
            .is_none()
            .then(|| "interval unreliable: it rests on too few items".to_owned()),
    }
}

/// Name and level of the baseline that runs are held against.
pub(crate) fn chosen_level(r: &Read<'_>) -> Result<Option<(String, Figure)>> {
    Ok(baselines::chosen(r)?.map(|baseline| (baseline.name.clone(), figure(&baseline))))
}

pub(super) fn figure(baseline: &Baseline) -> Figure {
    if let Some(measured) = &baseline.measured {
        return shown(measured);
    }
    let level = baseline_level(HumanLevel { accuracy: baseline.value, n: baseline.n });
    let mut figure = Figure::of(&level);
    if baseline.n.is_none() {
        figure.unreliable_because =
            Some("set by hand without a number of items, so it is taken as exact".to_owned());
    }
    figure
}

fn view(r: &Read<'_>, baseline: Baseline) -> Result<BaselineView> {
    let parts = baselines::parts(r, baseline.id)?.into_iter().map(|part| BaselinePart {
        kind: part.kind,
        id: part.id,
        name: part.name,
        items: part.measured.items,
        level: shown(&part.measured),
    });
    Ok(BaselineView {
        level: figure(&baseline),
        kind: if baseline.draw.is_some() { "hlp" } else { "manual" }.to_owned(),
        items: baseline.n,
        draw: baseline.draw.map(|(_, name)| name),
        parts: parts.collect(),
        id: baseline.id,
        name: baseline.name,
        reference_revision: baseline.reference_revision,
        source: baseline.source,
        chosen: baseline.chosen,
        made_at: baseline.made_at,
        person: baseline.person,
    })
}

pub(crate) fn list(ctx: &Context, (): ()) -> Result<Vec<BaselineView>> {
    ctx.read(|r| baselines::list(r)?.into_iter().map(|baseline| view(r, baseline)).collect())
}

/// Name and source without what people type by accident, or what is wrong.
fn by_hand<'a>(name: &'a str, value: f64, n: Option<u64>, source: Option<&'a str>) -> Result<ByHand<'a>> {
    let invalid = |what: &str| Err(Error::refused("baseline_invalid", what));
    let name = name.trim();
    if name.is_empty() {
        return invalid("a baseline needs a name; give it one");
    }
    if !(0.0..=1.0).contains(&value) {
        return invalid("a baseline is a share of right labels; give a number from 0 to 1");
    }
    if n.is_some_and(|n| n == 0 || n > 1 << 53) {
        return invalid("a baseline rests on at least one item; leave the number out where it is not known");
    }
    Ok(ByHand { name, value, n, source: source.unwrap_or_default().trim() })
}

pub(crate) fn set(ctx: &Context, request: BaselineSet) -> Result<BaselineView> {
    let person = ctx.person()?.id;
    let given = by_hand(&request.name, request.value, request.n, request.source.as_deref())?;
    ctx.write(|w| {
        let made = baselines::set(w, person, &given)?;
        view(w, made)
    })
}

pub(crate) fn edit(ctx: &Context, request: BaselineEdit) -> Result<BaselineView> {
    let person = ctx.person()?.id;
    let given = by_hand(&request.name, request.value, request.n, request.source.as_deref())?;
    ctx.write(|w| {
        let made = baselines::edit(w, person, request.baseline, &given)?;
        view(w, made)
    })
}

pub(crate) fn store(ctx: &Context, request: BaselineStore) -> Result<BaselineView> {
    let person = ctx.person()?.id;
    let name = by_hand(&request.name, 0.0, None, None)?.name;
    ctx.write(|w| {
        let draw = human::get(w, request.draw)?;
        if draw.decided < draw.size {
            let message = format!(
                "{} of {} drawn items are decided; decide on the rest, then store the level",
                draw.decided, draw.size
            );
            return Err(Error::refused("draw_open", message));
        }
        let question = project::question(w)?;
        let scored = Scored::read(w, &question, &human::decisions(w, draw.id)?)?;
        let level = human_against_reference(&scored.judgments()?, &scored.reference).map_err(input)?;
        let Ok(pooled) = &level.pooled else {
            let message = "nobody but the deciding lead judged these items, so there is no level to store; let others judge them first";
            return Err(Error::refused("nothing_scored", message));
        };
        let classes = level.classes.iter().zip(&question.classes).filter_map(|(own, class)| {
            Some((PartKind::Class, class.id, measured(own.accuracy.as_ref().ok()?, own.items)))
        });
        let mut parts: Vec<_> = classes.collect();
        for tag in on_tags(w, &scored, &JudgmentSet::of_project(w)?)? {
            let (Some(id), Some(value)) = (tag.id, tag.accuracy.value) else { continue };
            let own = Measured {
                value,
                interval: tag.accuracy.lower.zip(tag.accuracy.upper),
                method: tag.accuracy.method,
                judgments: tag.accuracy.n,
                items: tag.items,
            };
            parts.push((PartKind::Tag, id, own));
        }
        let made = baselines::store(w, person, name, draw.id, &measured(pooled, level.items), &parts)?;
        view(w, made)
    })
}

fn measured(estimate: &Estimate, items: u64) -> Measured {
    Measured {
        value: estimate.value,
        interval: estimate.interval.ok().map(|i| (i.lower, i.upper)),
        method: estimate.interval.ok().map(|i| i.method.name().to_owned()),
        judgments: estimate.n,
        items,
    }
}

pub(crate) fn retire(ctx: &Context, request: OnBaseline) -> Result<()> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(baselines::retire(w, person, request.baseline)?))
}

pub(crate) fn choose(ctx: &Context, request: BaselineChoose) -> Result<()> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(baselines::choose(w, person, request.baseline)?))
}

pub(crate) fn undo(ctx: &Context, (): ()) -> Result<BaselineUndone> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let newest = baselines::newest(w, person)?;
        if let Some(event) = &newest {
            history::take_back(w, person, event.id)?;
        }
        Ok(BaselineUndone { summary: newest.map(|event| event.summary) })
    })
}

/// The human level that the chosen baseline has for tags, with the baseline's name, by tag.
pub(crate) fn offers(r: &Read<'_>) -> Result<HashMap<i64, (String, BaselinePart)>> {
    let Some(chosen) = baselines::chosen(r)? else { return Ok(HashMap::new()) };
    let name = chosen.name.clone();
    let tags = view(r, chosen)?.parts.into_iter().filter(|part| part.kind == PartKind::Tag);
    Ok(tags.map(|part| (part.id, (name.clone(), part))).collect())
}
