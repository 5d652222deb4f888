//! A run against the chosen baseline.

use super::level::{HumanWarning, input, warning, warnings};
use super::scored::{Scored, places};
use crate::Result;
use crate::figures::Figure;
use assay_model::Question;
use assay_stats::{
    ComparisonVerdict, HumanGap, HumanLevel, HumanWarning as Unequal, ReferenceDesign, Undefined,
    baseline_gap, human_against_reference, human_gap,
};
use assay_store::Read;
use assay_store::baselines::{self, Baseline};
use assay_store::human;
use serde::Serialize;
use ts_rs::TS;

/// Where a run stands by a baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BaselineVerdict {
    /// The whole interval of the gap lies above 0: the baseline is higher.
    Below,
    /// The whole interval lies below 0: the run is higher.
    Above,
    /// The interval holds 0, or there is none.
    Undecided,
}

impl From<ComparisonVerdict> for BaselineVerdict {
    fn from(verdict: ComparisonVerdict) -> BaselineVerdict {
        match verdict {
            ComparisonVerdict::Better => BaselineVerdict::Below,
            ComparisonVerdict::Worse => BaselineVerdict::Above,
            ComparisonVerdict::Undecided => BaselineVerdict::Undecided,
        }
    }
}

/// A run against the chosen baseline.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct BaselineGap {
    /// Row id of the baseline.
    pub baseline: i64,
    /// Its name.
    pub name: String,
    /// The draw it was measured on; none for a figure set by hand.
    pub draw: Option<String>,
    /// The baseline: of a draw on the items that people and the run both judged, every item counted once.
    pub level: Figure,
    /// The run on the same items; on all its scored items where the figure was set by hand.
    pub run: Figure,
    /// Baseline less run, signed.
    pub gap: Figure,
    /// Where the run stands, if the interval allows it.
    pub verdict: BaselineVerdict,
    /// What is unequal.
    pub warnings: Vec<HumanWarning>,
}

/// Why a run cannot be held against people.
pub(super) const NOTHING_SHARED: &str =
    "the run predicts no item that people judged and that was decided; import predictions of the drawn items";

/// People and a run on the same items, against the same decisions.
pub(super) fn of_run(
    r: &Read<'_>,
    question: &Question,
    scored: &Scored,
    run: i64,
    design: ReferenceDesign,
) -> Result<std::result::Result<HumanGap, Undefined>> {
    let place = places(question);
    // A class that was retired since is a wrong answer like any other.
    let label = |class: Option<i64>| class.map(|id| place.get(&id).copied().unwrap_or(u32::MAX));
    let predicted = human::predictions_on(r, run, &scored.items)?;
    let model: Vec<Option<u32>> = predicted.into_iter().map(label).collect();
    human_gap(&scored.judgments()?, &scored.reference, &model, design).map_err(input)
}

/// What is unequal about people and a run, in words.
pub(super) fn unequal(found: &[Unequal]) -> Vec<HumanWarning> {
    let word = |found: &Unequal| match *found {
        Unequal::HumanOnly { items } => Some((
            items,
            format!("{items} items that people judged are left out: the run does not predict them."),
        )),
        Unequal::ModelOnly { items } => Some((
            items,
            format!("{items} decided items are left out: nobody but the deciding lead judged them."),
        )),
        // Said once, of the decisions themselves.
        _ => None,
    };
    found.iter().filter_map(|w| word(w).map(|(n, text)| warning(w.code(), Some(n), text))).collect()
}

/// Holds a run with `right` of `n` right against the chosen baseline; none where none is chosen.
pub(crate) fn to_chosen(
    r: &Read<'_>,
    question: &Question,
    run: i64,
    right: u64,
    n: u64,
) -> Result<Option<BaselineGap>> {
    let Some(baseline) = baselines::chosen(r)? else { return Ok(None) };
    Ok(Some(match baseline.draw {
        Some((draw, _)) => to_people(r, question, run, &baseline, draw)?,
        None => to_figure(&baseline, right, n),
    }))
}

fn to_people(
    r: &Read<'_>,
    question: &Question,
    run: i64,
    baseline: &Baseline,
    draw: i64,
) -> Result<BaselineGap> {
    let draw = human::get(r, draw)?;
    let scored = Scored::read(r, question, &human::decisions(r, draw.id)?)?;
    let design = ReferenceDesign { random_items: true, blind: true };
    let mut said = warnings(Some(&draw), &scored);
    let level = human_against_reference(&scored.judgments()?, &scored.reference).map_err(input)?.pooled;
    if level.is_ok_and(|now| (now.value - baseline.value).abs() > 1e-9) {
        said.push(warning(
            "judgments_changed",
            None,
            "Judgments or decisions changed since this baseline was stored; the gap is of those that stand now. Store it again to renew it.",
        ));
    }
    let shown = |estimate| Figure::of::<Undefined>(&Ok(estimate));
    let nothing = || Figure::undefined(NOTHING_SHARED, 0);
    let (level, model, gap, verdict) = match of_run(r, question, &scored, run, design)? {
        Ok(found) => {
            said.extend(unequal(&found.warnings));
            (shown(found.human), shown(found.model), shown(found.gap), found.verdict.into())
        }
        Err(_) => (nothing(), nothing(), nothing(), BaselineVerdict::Undecided),
    };
    Ok(BaselineGap {
        baseline: baseline.id,
        name: baseline.name.clone(),
        draw: Some(draw.name),
        level,
        run: model,
        gap,
        verdict,
        warnings: said,
    })
}

fn to_figure(baseline: &Baseline, right: u64, n: u64) -> BaselineGap {
    let level = HumanLevel { accuracy: baseline.value, n: baseline.n };
    let gap = baseline_gap(level, right, n);
    let mut said = vec![warning(
        "not_same_items",
        None,
        "This baseline was set by hand: whether it was measured on these items and with this reference is not known.",
    )];
    if baseline.n.is_none() {
        said.push(warning(
            "taken_as_exact",
            None,
            "It is told without the number of items it rests on, so it is taken as exact; the interval is the run's alone.",
        ));
    }
    BaselineGap {
        baseline: baseline.id,
        name: baseline.name.clone(),
        draw: None,
        level: super::baselines::figure(baseline),
        run: Figure::share(right, n),
        verdict: gap.as_ref().map_or(BaselineVerdict::Undecided, |gap| ComparisonVerdict::of(gap).into()),
        gap: Figure::of(&gap),
        warnings: said,
    }
}
