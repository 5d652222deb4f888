//! How often people give the reference label: against decisions, and against each other.

use super::gap::{self, BaselineVerdict};
use super::scored::Scored;
use crate::Context;
use crate::figures::Figure;
use crate::quality::JudgmentSet;
use crate::{Error, Result};
use assay_stats::{HumanPerformance, ReferenceDesign, human_against_others, human_against_reference};
use assay_store::human::{self, HumanDraw};
use assay_store::{Read, people, project, runs, tags};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use ts_rs::TS;

/// What to hold judgments against.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct HumanRequest {
    /// The decisions of this draw; every decision of a lead where left out.
    pub draw: Option<i64>,
    /// With the level on each value of this metadata field.
    pub field: Option<i64>,
}

/// Why a figure says less than it seems to.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct HumanWarning {
    /// Stable.
    pub code: String,
    /// How many, where there is a number.
    pub n: Option<u64>,
    /// In words.
    pub text: String,
}

/// One rater.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RaterLevels {
    /// Name.
    pub rater: String,
    /// Made up.
    pub simulated: bool,
    /// Share of judgments that give the decision.
    pub reference: Figure,
    /// Share of judgments that give what most others gave.
    pub others: Figure,
}

/// The level on some of the items.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct LevelPart {
    /// Row id of the class or tag; none for a value of a field.
    pub id: Option<i64>,
    /// Of the class, the tag or the value.
    pub name: String,
    /// Items with a judgment.
    pub items: u64,
    /// Share of judgments on them that give the decision; `n`: these judgments.
    pub accuracy: Figure,
    /// Of all judged items of this kind (for a class: of which most others gave it): share of judgments that give what most
    /// others gave.
    pub others: Figure,
}

/// A run beside people, on the same items.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct HumanRun {
    /// Row id.
    pub run: i64,
    /// Its name.
    pub name: String,
    /// People on the items that both judged; every item counts once.
    pub human: Figure,
    /// The run on them.
    pub model: Figure,
    /// People less the run, signed.
    pub gap: Figure,
    /// Where the run stands, if the interval allows it.
    pub verdict: BaselineVerdict,
    /// What is unequal.
    pub warnings: Vec<HumanWarning>,
}

/// How often people give the reference label.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct HumanReport {
    /// The draw; none for every decision.
    pub draw: Option<HumanDraw>,
    /// Items with a judgment and a decision.
    pub items: u64,
    /// Judgments on them.
    pub judgments: u64,
    /// All judgments against the decisions; `n`: judgments. The interval is clustered by item.
    pub pooled: Figure,
    /// All judgments of the project against what most others gave.
    pub others: Figure,
    /// Items behind `others`.
    pub others_items: u64,
    /// By name.
    pub raters: Vec<RaterLevels>,
    /// By the class decided on.
    pub classes: Vec<LevelPart>,
    /// On items with each tag.
    pub tags: Vec<LevelPart>,
    /// On each value of the field asked for.
    pub slices: Vec<LevelPart>,
    /// Why there are none though a field was asked for.
    pub slices_because: Option<String>,
    /// Every run beside people.
    pub runs: Vec<HumanRun>,
    /// What to keep in mind.
    pub warnings: Vec<HumanWarning>,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
}

pub(super) fn warning(code: &str, n: Option<u64>, text: impl Into<String>) -> HumanWarning {
    HumanWarning { code: code.to_owned(), n, text: text.into() }
}

pub(super) fn input(error: assay_stats::InputError) -> Error {
    Error::refused(error.code(), error.to_string())
}

/// Values of a field beyond which a slice of each says nothing.
const MANY_VALUES: usize = 50;

pub(crate) fn report(ctx: &Context, request: HumanRequest) -> Result<HumanReport> {
    ctx.read(|r| {
        let question = project::question(r)?;
        let draw = request.draw.map(|id| human::get(r, id)).transpose()?;
        let decided = match &draw {
            Some(draw) => human::decisions(r, draw.id)?,
            None => human::all_decisions(r, question.id)?,
        };
        let scored = Scored::read(r, &question, &decided)?;
        let judgments = scored.judgments()?;
        let level = human_against_reference(&judgments, &scored.reference).map_err(input)?;
        let set = JudgmentSet::of_project(r)?;
        let others = human_against_others(&set.view()?);
        let own = level.classes.iter().zip(&others.classes).zip(&question.classes);
        let classes = own.map(|((own, others), class)| LevelPart {
            id: Some(class.id),
            name: class.name.clone(),
            items: own.items,
            accuracy: of_items(&own.accuracy, own.items),
            others: of_items(&others.accuracy, others.items),
        });
        let count = scored_judgments(&level);
        let (slices, slices_because) =
            match request.field.map(|field| on_values(r, &scored, &set, field)).transpose()? {
                None => (Vec::new(), None),
                Some(Ok(slices)) => (slices, None),
                Some(Err(because)) => (Vec::new(), Some(because)),
            };
        Ok(HumanReport {
            items: level.items,
            judgments: count,
            pooled: of_items(&level.pooled, level.items),
            others: Figure::of(&others.pooled),
            others_items: others.items,
            raters: raters(r, &scored, &level, &set, &others)?,
            classes: classes.collect(),
            tags: on_tags(r, &scored, &set)?,
            slices,
            slices_because,
            runs: beside(r, &question, &scored, draw.is_some())?,
            warnings: with_overlap(r, warnings(draw.as_ref(), &scored))?,
            reference_revision: project::get(r)?.reference_revision,
            draw,
        })
    })
}

/// One item tells nothing of how items differ, whatever the number of judgments on it.
fn of_items(
    accuracy: &std::result::Result<assay_stats::Estimate, assay_stats::Undefined>,
    items: u64,
) -> Figure {
    let mut figure = Figure::of(accuracy);
    if items == 1 {
        figure.unreliable_because = Some("interval unreliable: it rests on one item".to_owned());
    }
    figure
}

fn scored_judgments(level: &HumanPerformance) -> u64 {
    level.pooled.as_ref().map_or(0, |pooled| pooled.n)
}

/// What is unequal about the decisions themselves.
pub(super) fn warnings(draw: Option<&HumanDraw>, scored: &Scored) -> Vec<HumanWarning> {
    let mut found = Vec::new();
    let mut warn = |code: &str, n: u64, text: String| found.push(warning(code, Some(n), text));
    match draw {
        None => {
            warn("not_random", scored.items.len() as u64, "These items were decided on because someone picked them, mostly conflicts: the hard items. People look worse here than on all items. Draw items by chance to compare with a model.".into());
            warn(
                "not_blind",
                scored.items.len() as u64,
                "Whoever decided saw the judgments, which pulls decisions towards them.".into(),
            );
        }
        Some(draw) => {
            let left = draw.size - draw.decided;
            if left > 0 {
                warn(
                    "draw_open",
                    left,
                    format!(
                        "{} of {} drawn items are decided; the draw is in random order, so these are a smaller random sample.",
                        draw.decided, draw.size
                    ),
                );
            }
            if draw.overruled > 0 {
                warn(
                    "overruled",
                    draw.overruled,
                    format!(
                        "{} decisions of the draw were changed since. The figures here hold the blind ones; the project's reference labels hold the later ones.",
                        draw.overruled
                    ),
                );
            }
        }
    }
    if scored.own > 0 {
        warn(
            "own_left_out",
            scored.own,
            format!(
                "{} judgments are left out, because whoever made them decided on the item as well.",
                scored.own
            ),
        );
    }
    if scored.retired > 0 {
        warn(
            "class_retired",
            scored.retired,
            format!("{} items are left out, because the class decided on was retired.", scored.retired),
        );
    }
    found
}

/// Adaptive overlap gives hard items more judgments, and every judgment counts in the pooled level.
fn with_overlap(r: &Read<'_>, mut found: Vec<HumanWarning>) -> Result<Vec<HumanWarning>> {
    if project::policy(r)?.rules.adaptive.is_some() {
        found.push(warning(
            "adaptive_overlap",
            None,
            "The policy asks for more judgments on hard items, so the pooled level is lower than that of an item taken by chance; beside the runs every item counts once.",
        ));
    }
    Ok(found)
}

fn raters(
    r: &Read<'_>,
    scored: &Scored,
    level: &HumanPerformance,
    set: &JudgmentSet,
    others: &HumanPerformance,
) -> Result<Vec<RaterLevels>> {
    let against: HashMap<i64, Figure> =
        scored.raters.iter().copied().zip(level.raters.iter().map(|own| Figure::of(&own.accuracy))).collect();
    let beside: HashMap<&str, Figure> = set
        .raters
        .iter()
        .map(String::as_str)
        .zip(others.raters.iter().map(|own| Figure::of(&own.accuracy)))
        .collect();
    let nothing = || Figure::undefined("no judgment to hold against anything", 0);
    let of = people::list(r)?.into_iter().filter_map(|person| {
        let (reference, others) = (against.get(&person.id), beside.get(person.name.as_str()));
        if reference.is_none() && others.is_none() {
            return None;
        }
        Some(RaterLevels {
            reference: reference.cloned().unwrap_or_else(nothing),
            others: others.cloned().unwrap_or_else(nothing),
            rater: person.name,
            simulated: person.simulated,
        })
    });
    Ok(of.collect())
}

/// The level on the items for which `of` holds, by row id.
fn part(
    scored: &Scored,
    set: &JudgmentSet,
    (id, name): (Option<i64>, String),
    of: impl Fn(i64) -> bool,
) -> Result<LevelPart> {
    let reference = scored.reference_where(|place| of(scored.items[place]));
    let level = human_against_reference(&scored.judgments()?, &reference).map_err(input)?;
    let on = set.on(|place| of(set.ids.items[place]));
    let others = human_against_others(&set.view_on(&on)?);
    Ok(LevelPart {
        id,
        name,
        items: level.items,
        accuracy: of_items(&level.pooled, level.items),
        others: of_items(&others.pooled, others.items),
    })
}

pub(super) fn on_tags(r: &Read<'_>, scored: &Scored, set: &JudgmentSet) -> Result<Vec<LevelPart>> {
    let of = |tag: assay_model::Tag| {
        let has = human::tagged(r, tag.id)?;
        part(scored, set, (Some(tag.id), tag.name), |item| has.contains(&item))
    };
    tags::list(r)?.into_iter().map(of).collect()
}

/// The level on each value of a field, or why that says nothing.
fn on_values(
    r: &Read<'_>,
    scored: &Scored,
    set: &JudgmentSet,
    field: i64,
) -> Result<std::result::Result<Vec<LevelPart>, String>> {
    let values = human::values(r, field)?;
    let decided = scored.items.iter().filter_map(|item| values.get(item));
    let groups: BTreeSet<&str> = decided.map(String::as_str).collect();
    if groups.len() > MANY_VALUES {
        return Ok(Err(format!(
            "this field has {} values on these items, so each would hold next to nothing; choose one with at most {MANY_VALUES}",
            groups.len()
        )));
    }
    let of = |value: &str| {
        let has = |item: i64| values.get(&item).is_some_and(|own| own == value);
        part(scored, set, (None, value.to_owned()), has)
    };
    groups.into_iter().map(of).collect::<Result<Vec<_>>>().map(Ok)
}

/// Every run on the items that people and it judged.
fn beside(
    r: &Read<'_>,
    question: &assay_model::Question,
    scored: &Scored,
    drawn: bool,
) -> Result<Vec<HumanRun>> {
    let design = ReferenceDesign { random_items: drawn, blind: drawn };
    let of = |run: runs::Run| {
        Ok(match gap::of_run(r, question, scored, run.id, design)? {
            Ok(found) => HumanRun {
                run: run.id,
                name: run.name,
                human: Figure::of::<assay_stats::Undefined>(&Ok(found.human)),
                model: Figure::of::<assay_stats::Undefined>(&Ok(found.model)),
                gap: Figure::of::<assay_stats::Undefined>(&Ok(found.gap)),
                verdict: found.verdict.into(),
                warnings: gap::unequal(&found.warnings),
            },
            Err(_) => {
                let nothing = || Figure::undefined(gap::NOTHING_SHARED, 0);
                HumanRun {
                    run: run.id,
                    name: run.name,
                    human: nothing(),
                    model: nothing(),
                    gap: nothing(),
                    verdict: BaselineVerdict::Undecided,
                    warnings: Vec::new(),
                }
            }
        })
    };
    runs::list(r)?.into_iter().filter(|run| run.archived_at.is_none()).map(of).collect()
}
