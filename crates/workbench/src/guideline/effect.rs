//! Agreement and confusions before and after a version of the guideline.

use super::{GuidelineHistory, VersionFigures, class_ids};
use crate::figures::{CoefficientFigure, Figure};
use crate::{Context, Error, Result};
use assay_stats::{
    ConfusedPair, Estimate, Judgments, Undefined, confused_pairs, difference_of, krippendorff_alpha,
    never_confused, percent_agreement,
};
use assay_store::guidelines::{self, Dated};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use ts_rs::TS;

/// Pairs of classes that are shown.
const MOST_PAIRS: usize = 10;

/// What stands on either side of a version.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EffectSpan {
    /// Everything before it, and everything from it on.
    #[default]
    All,
    /// The version before it, and itself.
    Adjacent,
}

/// Which version, and what on either side.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct GuidelineEffectRequest {
    /// From 2.
    pub version: i64,
    /// All where left out.
    pub span: Option<EffectSpan>,
}

/// Whether a difference is told apart from none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EffectVerdict {
    /// The whole interval is on the good side of 0.
    Better,
    /// The whole interval is on the bad side of 0.
    Worse,
    /// The interval holds 0, or there is none.
    Undecided,
}

/// The judgments on one side.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct VersionSide {
    /// The first version; none where there is none.
    pub from_version: Option<i64>,
    /// The last version.
    pub to_version: Option<i64>,
    /// Counted judgments.
    pub judgments: u64,
    /// Items with two of them or more.
    pub items: u64,
    /// Krippendorff's alpha.
    pub alpha: CoefficientFigure,
    /// Share of pairs of judgments of an item that agree.
    pub agreement: CoefficientFigure,
}

/// Two classes given to the same items.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ConfusionEffect {
    /// Class id.
    pub first: i64,
    /// Class id.
    pub second: i64,
    /// Items with both before.
    pub items_before: u64,
    /// Items with both after.
    pub items_after: u64,
    /// Share of pairs of judgments of an item that are these two classes, before.
    pub before: Figure,
    /// The same after.
    pub after: Figure,
    /// After minus before.
    pub difference: Figure,
    /// Fewer confusions are better.
    pub verdict: EffectVerdict,
}

/// What a version of the guideline did.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct GuidelineEffect {
    /// Which.
    pub version: i64,
    /// What is on either side.
    pub span: EffectSpan,
    /// Before it.
    pub before: VersionSide,
    /// From it on.
    pub after: VersionSide,
    /// Alpha after minus before.
    pub alpha_difference: Figure,
    /// Whether it is told apart.
    pub alpha_verdict: EffectVerdict,
    /// Agreement after minus before.
    pub agreement_difference: Figure,
    /// Whether it is told apart.
    pub agreement_verdict: EffectVerdict,
    /// The pairs of classes that were confused most on either side.
    pub pairs: Vec<ConfusionEffect>,
    /// Items that are on both sides: the intervals of differences take the sides for independent, which is then on the
    /// safe side.
    pub shared_items: u64,
    /// Counted judgments of which the version is not known; they are on neither side.
    pub unversioned: u64,
}

/// Judgments as flat arrays.
struct Flat {
    items: Vec<u32>,
    raters: Vec<u32>,
    labels: Vec<u32>,
    n_items: u32,
    n_raters: u32,
    n_classes: u32,
}

fn index(of: &mut HashMap<i64, u32>, id: i64) -> u32 {
    let next = u32::try_from(of.len()).unwrap_or(u32::MAX);
    *of.entry(id).or_insert(next)
}

impl Flat {
    fn new<'a>(judgments: impl Iterator<Item = &'a Dated>, n_classes: usize) -> Flat {
        let (mut of_item, mut of_rater) = (HashMap::new(), HashMap::new());
        let (mut items, mut raters, mut labels) = (Vec::new(), Vec::new(), Vec::new());
        for each in judgments {
            items.push(index(&mut of_item, each.item));
            raters.push(index(&mut of_rater, each.person));
            labels.push(each.class);
        }
        let len = |of: &HashMap<i64, u32>| u32::try_from(of.len()).unwrap_or(u32::MAX);
        let n_classes = u32::try_from(n_classes).unwrap_or(u32::MAX);
        Flat { n_items: len(&of_item), n_raters: len(&of_rater), n_classes, items, raters, labels }
    }

    fn view(&self) -> Result<Judgments<'_>> {
        let view = Judgments::new(
            &self.items,
            &self.raters,
            &self.labels,
            self.n_items,
            self.n_raters,
            self.n_classes,
        );
        view.map_err(|e| Error::refused(e.code(), e.to_string()))
    }
}

pub(crate) fn history(ctx: &Context, (): ()) -> Result<GuidelineHistory> {
    let (versions, dated, n_classes) = ctx.read(|r| {
        let (question, classes) = class_ids(r)?;
        Ok((guidelines::versions(r)?, guidelines::dated(r, question, &classes)?, classes.len()))
    })?;
    let mut of_version: HashMap<i64, Vec<Dated>> = HashMap::new();
    let mut unversioned = 0;
    for each in dated {
        match each.version {
            Some(version) => of_version.entry(version).or_default().push(each),
            None => unversioned += 1,
        }
    }
    let none = Vec::new();
    let figures = versions.into_iter().map(|version| {
        let flat = Flat::new(of_version.get(&version.version).unwrap_or(&none).iter(), n_classes);
        let view = flat.view()?;
        let (alpha, agreement) = (krippendorff_alpha(&view).into(), percent_agreement(&view).into());
        Ok(VersionFigures { version, alpha, agreement })
    });
    Ok(GuidelineHistory { versions: figures.collect::<Result<_>>()?, unversioned })
}

pub(crate) fn effect(ctx: &Context, request: GuidelineEffectRequest) -> Result<GuidelineEffect> {
    let (newest, dated, classes) = ctx.read(|r| {
        let (question, classes) = class_ids(r)?;
        let newest = assay_store::project::guideline(r)?.version;
        Ok((newest, guidelines::dated(r, question, &classes)?, classes))
    })?;
    let version = request.version;
    if version < 2 || version > newest {
        let message = if newest < 2 {
            "there is one version of the guideline at most; publish another one to compare".to_owned()
        } else {
            format!("there is no version before and from {version} on; choose one from 2 to {newest}")
        };
        return Err(Error::refused("version_unknown", message));
    }
    let span = request.span.unwrap_or_default();
    let (from, to) = match span {
        EffectSpan::All => (1, newest),
        EffectSpan::Adjacent => (version - 1, version),
    };
    let side = |from: i64, to: i64| {
        let within = dated.iter().filter(|each| each.version.is_some_and(|v| (from..=to).contains(&v)));
        Flat::new(within, classes.len())
    };
    let (flat_before, flat_after) = (side(from, version - 1), side(version, to));
    let (before, after) = (flat_before.view()?, flat_after.view()?);
    let alphas = (krippendorff_alpha(&before), krippendorff_alpha(&after));
    let agreements = (percent_agreement(&before), percent_agreement(&after));
    let difference = |of: &(assay_stats::Coefficient, assay_stats::Coefficient)| {
        compared(of.0.estimate(), of.1.estimate(), true)
    };
    let (alpha_difference, alpha_verdict) = difference(&alphas);
    let (agreement_difference, agreement_verdict) = difference(&agreements);
    let both =
        |flat: &Judgments<'_>, range: (i64, i64), alpha, agreement: assay_stats::Coefficient| VersionSide {
            from_version: Some(range.0),
            to_version: Some(range.1),
            judgments: flat.len() as u64,
            items: agreement.n_items,
            alpha: CoefficientFigure::from(alpha),
            agreement: agreement.into(),
        };
    Ok(GuidelineEffect {
        version,
        span,
        pairs: pairs(&before, &after, (agreements.0.n_items, agreements.1.n_items), &classes),
        before: both(&before, (from, version - 1), alphas.0, agreements.0),
        after: both(&after, (version, to), alphas.1, agreements.1),
        alpha_difference,
        alpha_verdict,
        agreement_difference,
        agreement_verdict,
        shared_items: shared(&dated, (from, version - 1), (version, to)),
        unversioned: dated.iter().filter(|each| each.version.is_none()).count() as u64,
    })
}

fn shared(dated: &[Dated], before: (i64, i64), after: (i64, i64)) -> u64 {
    let items = |(from, to): (i64, i64)| -> HashSet<i64> {
        let within = dated.iter().filter(|each| each.version.is_some_and(|v| (from..=to).contains(&v)));
        within.map(|each| each.item).collect()
    };
    items(before).intersection(&items(after)).count() as u64
}

/// After minus before, and whether it is told apart from 0.
fn compared(
    before: std::result::Result<Estimate, Undefined>,
    after: std::result::Result<Estimate, Undefined>,
    more_is_better: bool,
) -> (Figure, EffectVerdict) {
    let (before, after) = match (before, after) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(reason), _) => return (undefined("before", reason), EffectVerdict::Undecided),
        (_, Err(reason)) => return (undefined("after", reason), EffectVerdict::Undecided),
    };
    let difference = difference_of(&after, &before);
    let verdict = match difference.interval {
        Ok(interval) if interval.lower > 0.0 => verdict(more_is_better),
        Ok(interval) if interval.upper < 0.0 => verdict(!more_is_better),
        _ => EffectVerdict::Undecided,
    };
    (Figure::new(difference.value, difference.interval, difference.n), verdict)
}

fn verdict(better: bool) -> EffectVerdict {
    if better { EffectVerdict::Better } else { EffectVerdict::Worse }
}

fn undefined(side: &str, reason: Undefined) -> Figure {
    Figure::undefined(&format!("{side}: {reason}"), 0)
}

fn pairs(
    before: &Judgments<'_>,
    after: &Judgments<'_>,
    items: (u64, u64),
    classes: &[i64],
) -> Vec<ConfusionEffect> {
    let sides = [confused_pairs(before), confused_pairs(after)];
    let mut wanted: Vec<(u32, u32, f64)> = Vec::new();
    for pair in sides.iter().flatten().flatten() {
        let share = pair.share.value;
        match wanted.iter_mut().find(|w| (w.0, w.1) == (pair.first, pair.second)) {
            Some(known) => known.2 = known.2.max(share),
            None => wanted.push((pair.first, pair.second, share)),
        }
    }
    wanted.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    wanted.truncate(MOST_PAIRS);
    let [before, after] = &sides;
    wanted
        .into_iter()
        .map(|(first, second, _)| {
            let (items_before, share_before) = side_of(before, items.0, first, second);
            let (items_after, share_after) = side_of(after, items.1, first, second);
            let (difference, verdict) = compared(share_before, share_after, false);
            let class = |place: u32| classes.get(place as usize).copied().unwrap_or_default();
            ConfusionEffect {
                first: class(first),
                second: class(second),
                items_before,
                items_after,
                before: Figure::of(&share_before),
                after: Figure::of(&share_after),
                difference,
                verdict,
            }
        })
        .collect()
}

type Confused = std::result::Result<Vec<ConfusedPair>, Undefined>;

fn side_of(
    side: &Confused,
    n: u64,
    first: u32,
    second: u32,
) -> (u64, std::result::Result<Estimate, Undefined>) {
    let pairs = match side {
        Ok(pairs) => pairs,
        Err(reason) => return (0, Err(*reason)),
    };
    match pairs.iter().find(|pair| (pair.first, pair.second) == (first, second)) {
        Some(pair) => (pair.items, Ok(pair.share)),
        None => (0, Ok(never_confused(n))),
    }
}
