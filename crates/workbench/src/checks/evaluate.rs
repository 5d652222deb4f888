//! Each check on one run, corrected together.

use super::CheckMetric;
use crate::errors::Scope;
use crate::figures::Figure;
use crate::metrics::{Scores, confusion, labelled, place_of};
use crate::{Error, Result};
use assay_model::Question;
use assay_stats::{
    Average, BinaryCounts, Confusion, Estimate, GroupRate, bound_checks, ranking, wilson_modified,
};
use assay_store::Read;
use assay_store::checks::{Bound, Check, Finding};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Bins of the calibration error.
const BINS: usize = 15;

/// The figure, or why there is none.
type Found = std::result::Result<Estimate, String>;

/// A slice that several checks may be about.
struct Slice {
    question: Question,
    confusion: Confusion,
    scores: Option<Scores>,
}

/// What each check finds. One whose filter or class is gone has no figure and says why; the others are told all the same.
pub(super) fn evaluate(r: &Read<'_>, run: i64, checks: &[Check]) -> Result<Vec<Finding>> {
    let mut slices: HashMap<Option<&str>, std::result::Result<Slice, String>> = HashMap::new();
    let mut found = Vec::with_capacity(checks.len());
    for check in checks {
        let line = check.wanted.filter.as_deref();
        let slice = match slices.entry(line) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(match slice(r, run, line) {
                Ok(slice) => Ok(slice),
                Err(error) if error.code() == "filter_invalid" => Err(error.to_string()),
                Err(error) => return Err(error),
            }),
        };
        found.push(match slice {
            Ok(slice) => figure(slice, CheckMetric::of(&check.wanted.metric)?, check.wanted.class),
            Err(why) => Err(why.clone()),
        });
    }
    let asked: Vec<(Option<Estimate>, f64, bool)> = checks
        .iter()
        .zip(&found)
        .map(|(check, found)| {
            (found.as_ref().ok().copied(), check.wanted.threshold, check.wanted.bound == Bound::AtLeast)
        })
        .collect();
    let told = checks.iter().zip(&found).zip(bound_checks(&asked)).map(|((check, found), verdict)| {
        let figure = Figure::of(found);
        Finding {
            check: check.id,
            verdict: verdict.verdict.code().to_owned(),
            value: figure.value,
            interval: figure.lower.zip(figure.upper),
            n: figure.n,
            method: figure.method,
            undefined_because: figure.undefined_because,
            unreliable_because: figure.unreliable_because,
            p_value: verdict.p_value,
            adjusted: verdict.adjusted,
        }
    });
    Ok(told.collect())
}

fn slice(r: &Read<'_>, run: i64, line: Option<&str>) -> Result<Slice> {
    let (found, _) = labelled(r, &Scope { run, filter: line.map(str::to_owned) })?;
    Ok(Slice {
        confusion: confusion(&found.rows, &found.question)?,
        scores: Scores::read(r, run, &found.question, &found.rows)?,
        question: found.question,
    })
}

fn figure(slice: &Slice, metric: CheckMetric, class: Option<i64>) -> Found {
    use CheckMetric as M;
    let place = class.map(|class| place_of(&slice.question, class)).transpose();
    let place = place.map_err(|error: Error| error.to_string())?;
    let of_class = || place.ok_or_else(|| "the check names no class".to_owned());
    let counts = &slice.confusion;
    let told = |estimate: std::result::Result<Estimate, assay_stats::Undefined>| {
        estimate.map_err(|reason| reason.to_string())
    };
    match metric {
        M::Accuracy => told(counts.accuracy()),
        M::BalancedAccuracy => told(counts.balanced_accuracy()),
        M::Matthews => told(counts.matthews()),
        M::MacroPrecision => told(counts.averaged(Average::Macro).precision),
        M::MacroRecall => told(counts.averaged(Average::Macro).recall),
        M::MacroF1 => told(counts.macro_f1().estimate),
        M::WeightedF1 => told(counts.averaged(Average::Weighted).f1),
        M::Precision => told(counts.per_class()[of_class()? as usize].precision),
        M::Recall => told(counts.per_class()[of_class()? as usize].recall),
        M::F1 => told(counts.per_class()[of_class()? as usize].f1),
        M::Specificity => told(against_rest(counts, of_class()?).specificity()),
        M::FalsePositiveRate => rate(counts, of_class()?, GroupRate::FalsePositive),
        M::FalseNegativeRate => rate(counts, of_class()?, GroupRate::FalseNegative),
        M::SelectionRate => rate(counts, of_class()?, GroupRate::Selection),
        M::AveragePrecision | M::Auc | M::LogLoss | M::Brier | M::CalibrationError => {
            let scores = slice.scores.as_ref().ok_or("no labelled row here has a score")?;
            scored(scores, metric, place)
        }
    }
}

fn scored(scores: &Scores, metric: CheckMetric, place: Option<u32>) -> Found {
    use CheckMetric as M;
    let told = |estimate: std::result::Result<Estimate, assay_stats::Undefined>| {
        estimate.map_err(|reason| reason.to_string())
    };
    match (metric, place) {
        (M::AveragePrecision | M::Auc, Some(class)) => {
            let (positive, values) = scores.ranked(class)?;
            let found = ranking(&positive, &values).map_err(|error| error.to_string())?;
            told(if metric == M::Auc { found.auc } else { found.average_precision })
        }
        (M::Auc, None) => told(scores.probabilities()?.macro_auc().estimate),
        (M::AveragePrecision, None) => told(scores.probabilities()?.macro_average_precision().estimate),
        (M::LogLoss, _) => told(scores.probabilities()?.log_loss().estimate),
        (M::Brier, _) => told(scores.probabilities()?.brier()),
        _ => told(scores.calibration(BINS)?.expected_error),
    }
}

fn against_rest(confusion: &Confusion, class: u32) -> BinaryCounts {
    let (size, class) = (confusion.n_classes() as usize, class as usize);
    let mut counts = BinaryCounts::default();
    for (at, n) in confusion.counts().iter().enumerate() {
        let cell = match (at / size == class, at % size == class) {
            (true, true) => &mut counts.true_positives,
            (false, true) => &mut counts.false_positives,
            (true, false) => &mut counts.false_negatives,
            (false, false) => &mut counts.true_negatives,
        };
        *cell += n;
    }
    counts
}

fn rate(confusion: &Confusion, class: u32, rate: GroupRate) -> Found {
    let (cases, n) = rate.counts(&against_rest(confusion, class));
    let interval =
        wilson_modified(cases, n).ok_or_else(|| "no row here that the rate is a share of".to_owned())?;
    Ok(Estimate { value: cases as f64 / n as f64, interval: Ok(interval), n })
}
