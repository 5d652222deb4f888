//! Agreement in the order in which items were completed.

use super::gather::{Gathered, Table};
use crate::Result;
use crate::figures::CoefficientFigure;
use assay_stats as stats;
use assay_store::dashboard::NONE;
use serde::Serialize;
use std::collections::HashSet;
use ts_rs::TS;

/// Agreement over time.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AgreementOverTime {
    /// Oldest first; empty where too few items have two judgments with a time.
    pub windows: Vec<AgreementWindow>,
    /// When the guideline changed, on the same axis.
    pub guidelines: Vec<GuidelineMark>,
    /// Items with two or more judgments that have a time: what the windows are of.
    pub items: u64,
    /// Items with two or more judgments of which one has no known time: they are in no window.
    pub untimed: u64,
    /// Overlap is adaptive: only the calibration items are used, as the others would bias it.
    pub calibration_only: bool,
}

/// Items completed one after another.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AgreementWindow {
    /// Place of its first item in the order of completion, from 0.
    pub first: u64,
    /// Items.
    pub items: u64,
    /// When its first item got its newest judgment, in milliseconds since 1970 UTC.
    pub from: i64,
    /// When its last item got its newest judgment.
    pub to: i64,
    /// Krippendorff's alpha, unweighted.
    pub alpha: CoefficientFigure,
    /// Percent agreement.
    pub percent: CoefficientFigure,
}

/// A version of the guideline.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct GuidelineMark {
    /// From 1.
    pub version: i64,
    /// When it was published, in milliseconds since 1970 UTC.
    pub at: i64,
    /// Items of the windows that were completed before it.
    pub items_before: u64,
}

/// Fewer items tell nothing of agreement.
const LEAST_ITEMS: usize = 20;
const MOST_WINDOWS: usize = 12;

pub(super) fn over_time(data: &Gathered) -> Result<AgreementOverTime> {
    let calibration_only = data.policy.rules.adaptive.is_some();
    let calibration: HashSet<i64> = data.of.calibration.iter().copied().collect();
    let mut untimed = 0;
    let mut order: Vec<(i64, usize)> = Vec::new();
    for (place, item) in data.items.iter().enumerate() {
        let votes = data.votes(place);
        if votes.len() < 2 || (calibration_only && !calibration.contains(item)) {
            continue;
        }
        match votes[0].at {
            NONE => untimed += 1,
            _ => order.push((votes[votes.len() - 1].at, place)),
        }
    }
    order.sort_unstable();
    let n = (order.len() / LEAST_ITEMS).min(MOST_WINDOWS);
    let windows = (0..n).map(|at| {
        // As equal as whole items allow.
        let (first, end) = (order.len() * at / n, order.len() * (at + 1) / n);
        window(data, first, &order[first..end])
    });
    let before = |at: i64| order.partition_point(|(completed, _)| *completed < at) as u64;
    let mark = |&(version, at): &(i64, i64)| GuidelineMark { version, at, items_before: before(at) };
    Ok(AgreementOverTime {
        windows: windows.collect::<Result<_>>()?,
        guidelines: data.of.guidelines.iter().map(mark).collect(),
        items: order.len() as u64,
        untimed,
        calibration_only,
    })
}

fn window(data: &Gathered, first: usize, items: &[(i64, usize)]) -> Result<AgreementWindow> {
    let mut table = Table::default();
    for &(_, place) in items {
        table.add(data.votes(place));
    }
    let view = table.view(data)?;
    let end = |item: Option<&(i64, usize)>| item.map_or(0, |(at, _)| *at);
    Ok(AgreementWindow {
        first: first as u64,
        items: items.len() as u64,
        from: end(items.first()),
        to: end(items.last()),
        alpha: stats::krippendorff_alpha(&view).into(),
        percent: stats::percent_agreement(&view).into(),
    })
}
