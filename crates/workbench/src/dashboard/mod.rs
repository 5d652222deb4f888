//! The lead's home: how far the work is, when it will be done, what it costs, how good it is, and what asks for attention.
//!
//! One command reads the judgments once (`gather`) and makes every figure of the screen from them; the command line answers
//! the same struct.

mod agreement;
mod alarms;
mod balance;
mod coverage;
mod gather;
mod progress;
mod raters;
mod rows;
mod settings;
mod time;

pub use agreement::{AgreementOverTime, AgreementWindow, GuidelineMark};
pub use alarms::{ActiveAlarms, AlarmCheck, AlarmKind, AlarmState, Alarms};
pub use balance::{ClassBalance, ClassDeviation, ClassShare};
pub use coverage::{Coverage, CoverageGroup, CoverageGrouping, CoverageKind};
pub use progress::{ProgressPoint, RaterSeries, UntimedWork, WorkForecast, WorkNow, WorkProgress};
pub use raters::RaterRow;
pub use rows::{ItemGroup, ItemPage, ItemRows, JudgmentPage, JudgmentRows};
pub(crate) use rows::{items, judgments};
pub use settings::{AlarmLimits, DashboardSettings};
pub(crate) use settings::{set, undo_set};
pub use time::{TimeOfClass, TimeOnTask, TimeSpread, WorkCost};

use crate::access::now;
use crate::{Context, Result};
use gather::Gathered;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the dashboard is asked for.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct DashboardRequest {
    /// Where the asker's days begin, in minutes east of UTC; UTC where left out.
    pub utc_offset_minutes: Option<i32>,
}

/// The whole screen.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct Dashboard {
    /// When it was made, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
    /// How far the work is, over time, and when it will be done.
    pub progress: WorkProgress,
    /// Active time for each judgment.
    pub time: TimeOnTask,
    /// What it costs; none until a rate for each hour is set.
    pub cost: Option<WorkCost>,
    /// Agreement in the order in which items were completed.
    pub agreement: AgreementOverTime,
    /// Every rater, by name.
    pub raters: Vec<RaterRow>,
    /// How often each class is given.
    pub balance: ClassBalance,
    /// Whether every group of items and of raters is represented.
    pub coverage: Coverage,
    /// What asks for attention.
    pub alarms: Alarms,
    /// What the lead set.
    pub settings: DashboardSettings,
}

/// Days that are looked at to tell the pace.
pub(crate) const RECENT_DAYS: i64 = 28;

pub(crate) fn get(ctx: &Context, request: DashboardRequest) -> Result<Dashboard> {
    let offset = settings::offset_ms(request.utc_offset_minutes)?;
    ctx.read(|r| {
        let made_at = now();
        let settings = settings::get(r)?;
        let data = Gathered::read(r, made_at, offset)?;
        let time = time::time(&data);
        let progress = progress::progress(&data);
        let cost = time::cost(&data, &settings, &progress);
        let agreement = agreement::over_time(&data)?;
        let raters = raters::raters(r, &data)?;
        let balance = balance::balance(&data);
        let coverage = coverage::coverage(r, &data)?;
        let state = alarms::State {
            limits: &settings.alarms,
            progress: &progress,
            cost: cost.as_ref(),
            agreement: &agreement,
            raters: &raters,
            coverage: &coverage,
        };
        let alarms = alarms::evaluate(&state)?;
        Ok(Dashboard {
            made_at,
            reference_revision: data.reference_revision,
            progress,
            time,
            cost,
            agreement,
            raters,
            balance,
            coverage,
            alarms,
            settings,
        })
    })
}

/// How many alarms are active: for the navigation. Reads no judgment where no limit is set.
pub(crate) fn active(ctx: &Context, request: DashboardRequest) -> Result<ActiveAlarms> {
    let settings = ctx.read(settings::get)?;
    if settings.alarms == AlarmLimits::default() {
        return Ok(ActiveAlarms { active: 0 });
    }
    Ok(ActiveAlarms { active: get(ctx, request)?.alarms.active })
}
