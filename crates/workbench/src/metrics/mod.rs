//! How right a run is, in all the usual figures: on all of its rows or a slice, at a threshold, part by part, and group
//! against group.

mod curve;
mod gaps;
mod lines;
mod parts;
mod report;
mod scored;
mod split;

pub use curve::{AtThreshold, CurveReport, CurveRequest};
pub use gaps::{GapsReport, GapsRequest, GroupRateView, GroupView};
pub use parts::{ClassPart, PartFigures, PartsReport, PartsRequest};
pub use report::{AverageView, MetricsReport, MetricsRequest};
pub use scored::{BinView, CalibrationView, ClassRanking, DetectionView, ScoreReport, TopView};

pub(crate) use curve::curve;
pub(crate) use gaps::gaps;
pub(crate) use parts::parts;
pub(crate) use report::{confusion, report};
pub(crate) use scored::Scores;
pub(crate) use split::{NO_VALUE, any_other};

use crate::errors::{Scope, Scoped, scoped};
use crate::figures::Figure;
use crate::{Error, Result};
use assay_model::Question;
use assay_stats::RateGap;
use assay_store::Read;
use assay_store::run_rows::{NO_CLASS, RunRows};
use serde::Serialize;
use ts_rs::TS;

/// One share less another, tested.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct GapView {
    /// This less the other.
    pub difference: Figure,
    /// Fisher's exact test, two-sided; none where one of the two is too small to be tested.
    pub p_value: Option<f64>,
    /// Over all that were tested together (Benjamini & Hochberg).
    pub adjusted: Option<f64>,
    /// `higher`, `lower`, `undecided` or `too_small`.
    pub verdict: String,
}

impl GapView {
    fn of(gap: &RateGap) -> GapView {
        GapView {
            difference: Figure::of(&gap.difference),
            p_value: gap.p_value,
            adjusted: gap.adjusted,
            verdict: gap.verdict.code().to_owned(),
        }
    }
}

/// Fewer rows than this are told, and get no verdict, unless the request says otherwise.
const LEAST: u64 = 30;

/// The rows of a scope that have a reference label and a class that figures count, and how many have not.
pub(crate) fn labelled(r: &Read<'_>, scope: &Scope) -> Result<(Scoped, u64)> {
    let mut found = scoped(r, scope)?;
    let all = found.rows.len();
    found.rows = kept(&found.rows, |row| {
        found.rows.reference[row] != NO_CLASS && found.rows.predicted[row] != NO_CLASS
    });
    let left_out = (all - found.rows.len()) as u64;
    Ok((found, left_out))
}

fn kept(rows: &RunRows, which: impl Fn(usize) -> bool) -> RunRows {
    let kept: Vec<usize> = (0..rows.len()).filter(|&row| which(row)).collect();
    RunRows {
        items: kept.iter().map(|&row| rows.items[row]).collect(),
        reference: kept.iter().map(|&row| rows.reference[row]).collect(),
        predicted: kept.iter().map(|&row| rows.predicted[row]).collect(),
        score: kept.iter().map(|&row| rows.score[row]).collect(),
    }
}

/// The place of a class among those that figures count.
pub(crate) fn place_of(question: &Question, class: i64) -> Result<u32> {
    let place = question.classes.iter().position(|known| known.id == class);
    place.and_then(|place| u32::try_from(place).ok()).ok_or_else(|| {
        Error::refused("class_unknown", "this class is not in use any more; choose another one")
    })
}

fn size_of(question: &Question) -> u32 {
    u32::try_from(question.classes.len()).unwrap_or(u32::MAX)
}
