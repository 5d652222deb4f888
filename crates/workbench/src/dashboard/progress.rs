//! How far the work is, over time, and when it will be done.

use super::RECENT_DAYS;
use super::gather::{DAY, Gathered, HOUR, Vote};
use assay_model::Purpose;
use assay_stats::work::{ForecastRefused, days_left};
use assay_store::dashboard::NONE;
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

/// How far the work is.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct WorkProgress {
    /// Where it stands now.
    pub now: WorkNow,
    /// Width of a step of the series, in milliseconds: an hour while the project is young, then a day or more.
    pub step_ms: i64,
    /// One for each step from the first to the last, without gaps. What stands now, told by when it came about: what was
    /// taken back or corrected since is in none.
    pub points: Vec<ProgressPoint>,
    /// Judgments of each rater for each step, most first; the last one may stand for all others.
    pub raters: Vec<RaterSeries>,
    /// What has no place in time.
    pub untimed: UntimedWork,
    /// When it will be done.
    pub forecast: WorkForecast,
}

/// Where the work stands.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct WorkNow {
    /// Items that want ordinary judgments.
    pub items: u64,
    /// Gold beside them, kept for checks and tests: never complete.
    pub aside: u64,
    /// With as many judgments as are wanted.
    pub complete: u64,
    /// With fewer.
    pub open: u64,
    /// Conflicts that wait for a decision.
    pub conflicts: u64,
    /// Decided by a lead.
    pub decided: u64,
    /// With a reference label.
    pub references: u64,
    /// Judgments that stand, skips aside.
    pub judgments: u64,
    /// Judgments still to be given.
    pub remaining: u64,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
pub struct ProgressPoint {
    /// When it begins, in milliseconds since 1970 UTC.
    pub at: i64,
    /// Judgments given in it, skips aside.
    pub judgments: u64,
    /// Skips in it.
    pub skips: u64,
    /// Items complete at its end.
    pub complete: i64,
    /// Items in conflict by their votes and not decided at its end.
    pub conflicts: i64,
    /// Items decided at its end.
    pub decided: i64,
}

/// What a rater gave in each step.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RaterSeries {
    /// Row id; none where it stands for all others.
    pub person: Option<i64>,
    /// Name; empty where it stands for all others.
    pub rater: String,
    /// For each point.
    pub judgments: Vec<u32>,
}

/// What is left out of everything over time.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct UntimedWork {
    /// Judgments whose time is not known, or lies in the future.
    pub judgments: u64,
    /// Complete items that rest on such a judgment.
    pub items: u64,
}

/// When the work will be done.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct WorkForecast {
    /// At the mean pace, in milliseconds since 1970 UTC.
    pub at: Option<i64>,
    /// Lower end of the 95 % prediction interval.
    pub earliest: Option<i64>,
    /// Upper end; none where the pace cannot be told from standing still.
    pub latest: Option<i64>,
    /// Judgments of ordinary work a day, days without work among them.
    pub per_day: crate::Figure,
    /// Days looked at, today aside.
    pub days: u64,
    /// Of them with work.
    pub active_days: u64,
    /// How it was made.
    pub method: &'static str,
    /// Why there is none.
    pub undefined_because: Option<String>,
}

/// Steps in a series; more would be narrower than what a screen shows.
const MOST_STEPS: i64 = 130;
/// Young: so many hours, shown by the hour.
const YOUNG_HOURS: i64 = 72;
/// Raters with a series of their own.
const MOST_SERIES: usize = 11;

pub(super) fn progress(data: &Gathered) -> WorkProgress {
    let aside = data.of.aside.len() as u64;
    let (items, complete) = (count(data.counts.items).saturating_sub(aside), count(data.counts.complete));
    let now = WorkNow {
        items,
        aside,
        complete,
        open: items.saturating_sub(complete),
        conflicts: count(data.counts.conflicts),
        decided: count(data.counts.adjudicated),
        references: count(data.counts.references),
        judgments: count(data.counts.judgments),
        remaining: count(data.of.remaining),
    };
    let steps = Steps::of(data);
    let turns = turns(data);
    let untimed = UntimedWork {
        judgments: (0..data.scan.len()).filter(|&j| data.scan.made_at[j] == NONE).count() as u64,
        items: turns.untimed,
    };
    let points = points(data, &steps, &turns);
    let raters = series(data, &steps);
    WorkProgress { forecast: forecast(data, &now), now, step_ms: steps.width, points, raters, untimed }
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

/// The steps of every series.
struct Steps {
    first: i64,
    width: i64,
    n: usize,
}

impl Steps {
    fn of(data: &Gathered) -> Steps {
        let times = data.scan.made_at.iter().copied().filter(|&at| at != NONE);
        let times = times.chain(data.of.decided.iter().map(|decided| decided.at));
        let (first, last) = times.fold((i64::MAX, i64::MIN), |(low, high), at| (low.min(at), high.max(at)));
        if first > last {
            return Steps { first: 0, width: DAY, n: 0 };
        }
        let young = (last - first) / HOUR < YOUNG_HOURS;
        let widths = [DAY, 7 * DAY, 28 * DAY, 364 * DAY];
        let wide = widths.into_iter().find(|width| (last - first) / width < MOST_STEPS);
        let width = if young { HOUR } else { wide.unwrap_or(100 * 364 * DAY) };
        let (first, last) = (data.bucket(first, width), data.bucket(last, width));
        Steps { first, width, n: usize::try_from((last - first) / width + 1).unwrap_or(0) }
    }

    /// The step that a time lies in.
    fn at(&self, at: i64) -> usize {
        usize::try_from((at - self.first).div_euclid(self.width)).unwrap_or(0)
    }
}

/// When items turned complete, and into and out of conflict.
#[derive(Default)]
struct Turns {
    complete: Vec<i64>,
    /// Time, and 1 into conflict or -1 out of it.
    conflict: Vec<(i64, i64)>,
    /// Complete items of unknown time.
    untimed: u64,
}

fn turns(data: &Gathered) -> Turns {
    let mut turns = Turns::default();
    let decided: HashMap<i64, i64> = data.of.decided.iter().map(|d| (d.item, d.at)).collect();
    let mut votes_for = vec![0_u32; data.classes.len()];
    for (place, &item) in data.items.iter().enumerate() {
        let votes = data.votes(place);
        match data.wanted(item).checked_sub(1).and_then(|last| votes.get(last)) {
            Some(_) if votes[0].at == NONE => turns.untimed += 1,
            Some(last) => turns.complete.push(last.at),
            None => {}
        }
        if votes[0].at != NONE {
            let until = decided.get(&item).copied();
            conflict(votes, data.policy.consensus_share, until, &mut votes_for, &mut turns.conflict);
        }
    }
    turns
}

/// Follows the votes of one item. `votes_for` is all 0 before and after.
fn conflict(
    votes: &[Vote],
    share: f64,
    decided: Option<i64>,
    votes_for: &mut [u32],
    turns: &mut Vec<(i64, i64)>,
) {
    let mut in_conflict = false;
    let (mut most, mut leading) = (0, 0);
    for (n, vote) in (1_u32..).zip(votes) {
        let own = &mut votes_for[vote.class as usize];
        *own += 1;
        match (*own).cmp(&most) {
            std::cmp::Ordering::Greater => (most, leading) = (*own, 1),
            std::cmp::Ordering::Equal => leading += 1,
            std::cmp::Ordering::Less => {}
        }
        // As `refresh::expected_consensus` has it without a fit.
        let now = n >= 2 && (leading > 1 || f64::from(most) < share * f64::from(n) - 1e-9);
        let waits = decided.is_none_or(|at| vote.at < at);
        if now != in_conflict && waits {
            turns.push((vote.at, if now { 1 } else { -1 }));
            in_conflict = now;
        }
    }
    if let (Some(at), true) = (decided, in_conflict) {
        turns.push((at, -1));
    }
    for vote in votes {
        votes_for[vote.class as usize] = 0;
    }
}

fn points(data: &Gathered, steps: &Steps, turns: &Turns) -> Vec<ProgressPoint> {
    let point = |at: usize| ProgressPoint {
        at: steps.first + steps.width * i64::try_from(at).unwrap_or(0),
        judgments: 0,
        skips: 0,
        complete: 0,
        conflicts: 0,
        decided: 0,
    };
    let mut points: Vec<ProgressPoint> = (0..steps.n).map(point).collect();
    for (j, &at) in data.scan.made_at.iter().enumerate().filter(|(_, at)| **at != NONE) {
        let point = &mut points[steps.at(at)];
        if data.scan.skipped[j] { point.skips += 1 } else { point.judgments += 1 }
    }
    for &at in &turns.complete {
        points[steps.at(at)].complete += 1;
    }
    for &(at, by) in &turns.conflict {
        points[steps.at(at)].conflicts += by;
    }
    for decided in &data.of.decided {
        points[steps.at(decided.at)].decided += 1;
    }
    for at in 1..points.len() {
        let before = points[at - 1].clone();
        points[at].complete += before.complete;
        points[at].conflicts += before.conflicts;
        points[at].decided += before.decided;
    }
    points
}

fn series(data: &Gathered, steps: &Steps) -> Vec<RaterSeries> {
    let mut of: Vec<Vec<u32>> = vec![vec![0; steps.n]; data.people.len()];
    for (j, &at) in data.scan.made_at.iter().enumerate() {
        if at == NONE || data.scan.skipped[j] {
            continue;
        }
        if let Some(own) = of.get_mut(data.rater[j] as usize) {
            own[steps.at(at)] += 1;
        }
    }
    let total = |series: &[u32]| series.iter().map(|&n| u64::from(n)).sum::<u64>();
    let mut found: Vec<RaterSeries> = data
        .people
        .iter()
        .zip(of)
        .filter(|(_, judgments)| total(judgments) > 0)
        .map(|(person, judgments)| RaterSeries {
            person: Some(person.id),
            rater: person.name.clone(),
            judgments,
        })
        .collect();
    found.sort_by_key(|series| std::cmp::Reverse(total(&series.judgments)));
    if found.len() > MOST_SERIES + 1 {
        let others = found.split_off(MOST_SERIES);
        let sum = |at: usize| others.iter().map(|series| series.judgments[at]).sum();
        let judgments = (0..steps.n).map(sum).collect();
        found.push(RaterSeries { person: None, rater: String::new(), judgments });
    }
    found
}

const METHOD: &str = "Prediction by Student's t from the judgments of each of the last 28 days, today aside, beginning \
                      with the first of them that had work; days without work count.";

/// Judgments of ordinary work on each recent day, oldest first: from the first day with work to yesterday.
fn daily(data: &Gathered) -> Vec<f64> {
    let today = data.day(data.now);
    let first = today - RECENT_DAYS * DAY;
    let mut days = vec![0.0; usize::try_from(RECENT_DAYS).unwrap_or(0)];
    for (j, &at) in data.scan.made_at.iter().enumerate() {
        let ordinary = data.scan.purpose[j] == Purpose::Label && data.scan.counted[j];
        if ordinary && (first..today).contains(&at) {
            days[usize::try_from((at - first) / DAY).unwrap_or(0)] += 1.0;
        }
    }
    let begin = days.iter().position(|&done| done > 0.0).unwrap_or(days.len());
    days.split_off(begin)
}

fn forecast(data: &Gathered, now: &WorkNow) -> WorkForecast {
    let daily = daily(data);
    let active_days = daily.iter().filter(|&&done| done > 0.0).count() as u64;
    let begun = data.scan.made_at.iter().any(|&at| at != NONE && at >= data.day(data.now));
    let idle = if begun {
        "work began today; a forecast needs days that are over".to_owned()
    } else {
        format!("no judgment was made in the last {RECENT_DAYS} days")
    };
    let per_day = match assay_stats::work::mean_of(&daily) {
        Ok(mean) => crate::Figure::of::<assay_stats::Undefined>(&Ok(mean)),
        Err(_) => crate::Figure::undefined(&idle, 0),
    };
    let per_day = if active_days < assay_stats::work::MIN_ACTIVE_DAYS {
        crate::Figure { lower: None, upper: None, method: None, ..per_day }
    } else {
        per_day
    };
    let found = days_left(&daily, now.remaining as f64);
    // Later than that is not worth a date.
    let date = |days: f64| (days < 100.0 * 365.0).then(|| data.now + (days * DAY as f64) as i64);
    let (at, earliest, latest, because) = match &found {
        Ok(left) => (date(left.days), date(left.least), left.most.and_then(date), None),
        Err(ForecastRefused::TooFewDays { active: 0, .. }) => (None, None, None, Some(idle)),
        Err(reason) => (None, None, None, Some(reason.to_string())),
    };
    let days = daily.len() as u64;
    WorkForecast {
        at,
        earliest,
        latest,
        per_day,
        days,
        active_days,
        method: METHOD,
        undefined_because: because,
    }
}
