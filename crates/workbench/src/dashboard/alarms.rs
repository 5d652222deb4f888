//! What asks for attention: limits that the lead set, tested with the intervals of the figures, corrected across checks.

use super::agreement::AgreementOverTime;
use super::coverage::{Coverage, CoverageKind};
use super::progress::WorkProgress;
use super::raters::RaterRow;
use super::settings::AlarmLimits;
use super::time::WorkCost;
use crate::figures::CoefficientFigure;
use crate::{Figure, Result};
use assay_stats::work::{p_of_interval, p_of_share};
use assay_stats::{Interval, IntervalMethod, benjamini_hochberg};
use serde::Serialize;
use ts_rs::TS;

/// The checks.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct Alarms {
    /// Alarms first, then what is undecided, then what is fine.
    pub checks: Vec<AlarmCheck>,
    /// Alarms.
    pub active: u64,
    /// Estimates that were held against a limit at this look: what the correction is for.
    pub looks: u64,
}

/// How many alarms are active.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
pub struct ActiveAlarms {
    /// 0 where no limit is set.
    pub active: u64,
}

/// What is held against a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlarmKind {
    /// Agreement of the newest items.
    Agreement,
    /// A rater on gold.
    Gold,
    /// A rater's skips.
    Skips,
    /// Judgments a day.
    PerDay,
    /// A group of items or raters.
    Group,
    /// Conflicts that wait: a count.
    Conflicts,
    /// What was spent: a sum.
    Cost,
}

/// What a check says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlarmState {
    /// Beyond the limit: the interval excludes it, and the corrected p value is below .05; or a count is beyond it.
    Alarm,
    /// The interval holds the limit, or the correction for the other checks takes the verdict away.
    Undecided,
    /// On the good side of the limit, which the interval excludes; or a count is.
    Fine,
    /// There is no figure yet.
    NoFigure,
}

/// One figure against its limit.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AlarmCheck {
    /// What is held against the limit.
    pub kind: AlarmKind,
    /// The rater or group it is about; empty where it is about all.
    pub subject: String,
    /// The rater, by row id.
    pub person: Option<i64>,
    /// The grouping that the group belongs to.
    pub grouping: Option<String>,
    /// The figure.
    pub figure: Figure,
    /// The limit; none for a group, which is held against the other groups.
    pub limit: Option<f64>,
    /// What it says.
    pub state: AlarmState,
    /// Corrected for all looks; none for counts.
    pub adjusted_p: Option<f64>,
}

/// A check before the correction.
struct Look {
    check: AlarmCheck,
    /// None for counts and where there is no interval.
    p: Option<f64>,
    /// The figure lies beyond the limit.
    beyond: bool,
}

/// The level of a verdict.
const LEVEL: f64 = 0.05;

/// What the checks look at.
pub(super) struct State<'a> {
    pub(super) limits: &'a AlarmLimits,
    pub(super) progress: &'a WorkProgress,
    pub(super) cost: Option<&'a WorkCost>,
    pub(super) agreement: &'a AgreementOverTime,
    pub(super) raters: &'a [RaterRow],
    pub(super) coverage: &'a Coverage,
}

pub(super) fn evaluate(state: &State<'_>) -> Result<Alarms> {
    let mut looks = of_all(state);
    looks.extend(of_raters(state));
    looks.extend(of_groups(state));
    let raw: Vec<f64> = looks.iter().filter_map(|look| look.p).collect();
    let adjusted = benjamini_hochberg(&raw).map_err(|e| crate::Error::refused(e.code(), e.to_string()))?;
    let n = raw.len() as u64;
    for (look, p) in looks.iter_mut().filter(|look| look.p.is_some()).zip(adjusted) {
        look.check.adjusted_p = Some(p);
        look.check.state = match (p < LEVEL, look.beyond) {
            (true, true) => AlarmState::Alarm,
            (true, false) => AlarmState::Fine,
            (false, _) => AlarmState::Undecided,
        };
    }
    let mut checks: Vec<AlarmCheck> = looks.into_iter().map(|look| look.check).collect();
    checks.sort_by_key(|check| check.state);
    let active = checks.iter().filter(|check| check.state == AlarmState::Alarm).count() as u64;
    Ok(Alarms { checks, active, looks: n })
}

/// Which side of a limit is bad.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bad {
    Below,
    Above,
}

fn look(kind: AlarmKind, figure: Figure, limit: f64, bad: Bad, p: Option<f64>) -> Look {
    let beyond =
        figure.value.is_some_and(|value| if bad == Bad::Below { value < limit } else { value > limit });
    let state = if figure.value.is_some() { AlarmState::Undecided } else { AlarmState::NoFigure };
    let check = AlarmCheck {
        kind,
        subject: String::new(),
        person: None,
        grouping: None,
        figure,
        limit: Some(limit),
        state,
        adjusted_p: None,
    };
    Look { check, p, beyond }
}

/// A count or a sum is what it is: no test.
fn fact(kind: AlarmKind, figure: Figure, limit: f64) -> Look {
    let mut look = look(kind, figure, limit, Bad::Above, None);
    look.check.state = if look.beyond { AlarmState::Alarm } else { AlarmState::Fine };
    look
}

fn sum(value: f64, n: u64) -> Figure {
    Figure { value: Some(value), undefined_because: None, ..Figure::undefined("", n) }
}

fn of_all(state: &State<'_>) -> Vec<Look> {
    let limits = state.limits;
    let mut looks = Vec::new();
    if let Some(limit) = limits.agreement_below {
        let figure = match state.agreement.windows.last() {
            Some(window) => of_coefficient(&window.alpha),
            None => Figure::undefined("fewer than 20 items have two judgments of known time", 0),
        };
        let p = p_against(&figure, limit);
        looks.push(look(AlarmKind::Agreement, figure, limit, Bad::Below, p));
    }
    if let Some(limit) = limits.per_day_below {
        let figure = state.progress.forecast.per_day.clone();
        let p = p_against(&figure, limit);
        looks.push(look(AlarmKind::PerDay, figure, limit, Bad::Below, p));
    }
    if let Some(limit) = limits.conflicts_above {
        let now = &state.progress.now;
        looks.push(fact(AlarmKind::Conflicts, sum(now.conflicts as f64, now.items), f64::from(limit)));
    }
    if let (Some(limit), Some(cost)) = (limits.cost_above, state.cost) {
        looks.push(fact(AlarmKind::Cost, sum(cost.spent, state.progress.now.judgments), limit));
    }
    looks
}

fn of_raters(state: &State<'_>) -> Vec<Look> {
    let mut looks = Vec::new();
    let mut of = |kind: AlarmKind, limit: Option<f64>, bad: Bad, figure: fn(&RaterRow) -> &Figure| {
        let Some(limit) = limit else { return };
        for rater in state.raters.iter().filter(|rater| figure(rater).value.is_some()) {
            let figure = figure(rater).clone();
            let k = (figure.value.unwrap_or(0.0) * figure.n as f64).round() as u64;
            let p = p_of_share(k, figure.n, limit);
            let mut look = look(kind, figure, limit, bad, Some(p));
            (look.check.subject, look.check.person) = (rater.rater.clone(), Some(rater.person));
            looks.push(look);
        }
    };
    of(AlarmKind::Gold, state.limits.gold_below, Bad::Below, |rater| &rater.gold);
    of(AlarmKind::Skips, state.limits.skips_above, Bad::Above, |rater| &rater.skips);
    looks
}

/// Groups bring the p values of their own correction, which is for all groups already; here they only tell.
fn of_groups(state: &State<'_>) -> Vec<Look> {
    if !state.limits.group_behind {
        return Vec::new();
    }
    let mut looks = Vec::new();
    for grouping in &state.coverage.groupings {
        for group in grouping.groups.iter().filter(|group| group.behind) {
            let check = AlarmCheck {
                kind: AlarmKind::Group,
                subject: group.value.clone(),
                person: None,
                grouping: Some(grouping.name.clone()).filter(|_| grouping.kind == CoverageKind::Items),
                figure: group.judged.clone(),
                limit: None,
                state: AlarmState::Alarm,
                adjusted_p: Some(group.adjusted_p),
            };
            looks.push(Look { check, p: None, beyond: true });
        }
    }
    looks
}

fn of_coefficient(c: &CoefficientFigure) -> Figure {
    Figure {
        value: c.value,
        lower: c.lower,
        upper: c.upper,
        n: c.n_items,
        method: c.method.clone(),
        undefined_because: c.undefined_because.clone(),
        unreliable_because: c.unreliable_because.clone(),
    }
}

/// The p value of a limit, from the figure's interval; none where it has none.
pub(super) fn p_against(figure: &Figure, limit: f64) -> Option<f64> {
    let (lower, upper) = (figure.lower?, figure.upper?);
    // A coefficient of agreement has its interval on the scale of Fisher's z.
    let fisher = figure.method.as_deref().is_some_and(|m| {
        [IntervalMethod::FisherZ, IntervalMethod::Jackknife].iter().any(|method| m == method.name())
    });
    let method = if fisher { IntervalMethod::FisherZ } else { IntervalMethod::Asymptotic };
    Some(p_of_interval(&Interval { lower, upper, method }, limit))
}
