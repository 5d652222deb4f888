//! How long a judgment takes, and what that costs.

use super::gather::Gathered;
use super::progress::WorkProgress;
use super::settings::DashboardSettings;
use crate::Figure;
use assay_stats::work::{mean_of, spread};
use assay_store::dashboard::NONE;
use serde::Serialize;
use ts_rs::TS;

/// Median and quartiles of the active time of a judgment, in seconds; idle time is capped when it is taken.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct TimeSpread {
    /// With the interval of order statistics.
    pub median: Figure,
    /// A quarter takes less.
    pub lower_quartile: Option<f64>,
    /// A quarter takes longer.
    pub upper_quartile: Option<f64>,
}

impl TimeSpread {
    pub(super) fn of(seconds: &mut [f64]) -> TimeSpread {
        match spread(seconds) {
            Ok(found) => TimeSpread {
                median: Figure::of::<assay_stats::Undefined>(&Ok(found.median)),
                lower_quartile: Some(found.lower_quartile),
                upper_quartile: Some(found.upper_quartile),
            },
            Err(_) => TimeSpread {
                median: Figure::undefined("no judgment has an active time", 0),
                lower_quartile: None,
                upper_quartile: None,
            },
        }
    }
}

/// Active time for each judgment, skips aside.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct TimeOnTask {
    /// Of all.
    pub all: TimeSpread,
    /// By the class that was given, in the order of the scheme.
    pub classes: Vec<TimeOfClass>,
    /// Judgments without an active time, as imports often are.
    pub untimed: u64,
}

/// Active time of the judgments that gave one class.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct TimeOfClass {
    /// Class id.
    pub class: i64,
    /// Active time.
    pub time: TimeSpread,
}

/// Money. Amounts are in the currency of the settings.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct WorkCost {
    /// Active time that was paid, in milliseconds: also of skips, gold, practice and tests, and of what was corrected or taken back.
    pub active_ms: i64,
    /// What that cost; a sum, no estimate.
    pub spent: f64,
    /// Mean of a judgment.
    pub per_judgment: Figure,
    /// Mean of a complete item whose every judgment has a time.
    pub per_complete_item: Figure,
    /// What the judgments still to be given cost at the mean of a judgment; the interval is of that mean.
    pub to_come: Figure,
    /// Spent and to come.
    pub in_all: Figure,
    /// Judgments without an active time: their cost is in no amount.
    pub untimed: u64,
}

fn seconds(ms: i64) -> Option<f64> {
    (ms != NONE).then(|| ms as f64 / 1000.0)
}

/// Judgments, skips aside, with class and seconds.
fn timed(data: &Gathered) -> impl Iterator<Item = (u32, f64)> {
    let answered = (0..data.scan.len()).filter(|&j| !data.scan.skipped[j]);
    answered.filter_map(|j| Some((data.scan.class[j], seconds(data.scan.active_ms[j])?)))
}

fn untimed(data: &Gathered) -> u64 {
    (0..data.scan.len()).filter(|&j| data.scan.active_ms[j] == NONE && !data.scan.skipped[j]).count() as u64
}

pub(super) fn time(data: &Gathered) -> TimeOnTask {
    let mut by_class: Vec<Vec<f64>> = vec![Vec::new(); data.classes.len()];
    let mut all = Vec::new();
    for (class, seconds) in timed(data) {
        all.push(seconds);
        if let Some(of) = by_class.get_mut(class as usize) {
            of.push(seconds);
        }
    }
    let of_class = |(class, mut seconds): (&assay_model::Class, Vec<f64>)| TimeOfClass {
        class: class.id,
        time: TimeSpread::of(&mut seconds),
    };
    let classes = data.classes.iter().zip(by_class).map(of_class).collect();
    TimeOnTask { all: TimeSpread::of(&mut all), classes, untimed: untimed(data) }
}

pub(super) fn cost(
    data: &Gathered,
    settings: &DashboardSettings,
    progress: &WorkProgress,
) -> Option<WorkCost> {
    let rate = settings.rate_per_hour?;
    let known = data.scan.active_ms.iter().filter(|&&ms| ms != NONE);
    let active_ms = known.fold(data.scan.other_ms, |sum, &ms| sum.saturating_add(ms));
    let spent = active_ms as f64 / 3_600_000.0 * rate;
    let second = rate / 3600.0;
    let costs: Vec<f64> = timed(data).map(|(_, seconds)| seconds * second).collect();
    let per_judgment = amount(&costs, "no judgment has an active time");
    let per_complete_item =
        amount(&complete_items(data, second), "no complete item has an active time for each judgment");
    let remaining = progress.now.remaining as f64;
    let to_come = scaled(&per_judgment, |each| each * remaining);
    let in_all = scaled(&to_come, |more| spent + more);
    Some(WorkCost {
        active_ms,
        spent,
        per_judgment,
        per_complete_item,
        to_come,
        in_all,
        untimed: untimed(data),
    })
}

fn amount(costs: &[f64], why: &str) -> Figure {
    if costs.is_empty() { Figure::undefined(why, 0) } else { Figure::of(&mean_of(costs)) }
}

/// The same figure on another scale, which rises with this one.
fn scaled(figure: &Figure, to: impl Fn(f64) -> f64) -> Figure {
    Figure {
        value: figure.value.map(&to),
        lower: figure.lower.map(&to),
        upper: figure.upper.map(&to),
        ..figure.clone()
    }
}

/// The cost of each complete item whose judgments of ordinary work all have a time.
fn complete_items(data: &Gathered, second: f64) -> Vec<f64> {
    let mut of = vec![0.0; data.items.len()];
    for j in (0..data.scan.len()).filter(|&j| data.is_vote(j)) {
        if let Ok(place) = data.items.binary_search(&data.scan.item[j]) {
            // What is not known makes the item's sum unknown.
            of[place] += seconds(data.scan.active_ms[j]).map_or(f64::NAN, |seconds| seconds * second);
        }
    }
    let complete = of.iter().enumerate().filter(|(place, cost)| {
        !cost.is_nan() && data.votes(*place).len() >= data.wanted(data.items[*place])
    });
    complete.map(|(_, cost)| *cost).collect()
}
