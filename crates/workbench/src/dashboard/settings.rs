//! What the lead sets: the rate for an hour, and the limits that raise an alarm.

use crate::{Context, Error, Result};
use assay_store::events::{self, Event};
use assay_store::{Read, Write, dashboard};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const NAME: &str = "dashboard";

/// Settings of the dashboard.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct DashboardSettings {
    /// What an hour of a rater's active time costs, in the currency.
    pub rate_per_hour: Option<f64>,
    /// As written beside amounts; at most 8 characters.
    pub currency: String,
    /// When to raise an alarm.
    pub alarms: AlarmLimits,
}

/// Each is off where it is left out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AlarmLimits {
    /// Krippendorff's alpha of the newest items, -1 to 1.
    pub agreement_below: Option<f64>,
    /// A rater's share of gold right, 0 to 1.
    pub gold_below: Option<f64>,
    /// A rater's share of skips, 0 to 1.
    pub skips_above: Option<f64>,
    /// Judgments a day, days without work among them.
    pub per_day_below: Option<f64>,
    /// A group of items is judged less than the others.
    pub group_behind: bool,
    /// Conflicts that wait for a decision.
    pub conflicts_above: Option<u32>,
    /// What was spent, in the currency.
    pub cost_above: Option<f64>,
}

/// The latest clock on Earth is 14 hours ahead of UTC, the earliest 12 behind.
const OFFSETS: std::ops::RangeInclusive<i32> = -12 * 60..=14 * 60;

pub(super) fn offset_ms(minutes: Option<i32>) -> Result<i64> {
    let minutes = minutes.unwrap_or(0);
    if !OFFSETS.contains(&minutes) {
        let message = format!("no clock is {minutes} minutes off UTC; give -720 to 840");
        return Err(Error::refused("offset_out_of_range", message));
    }
    Ok(i64::from(minutes) * 60_000)
}

impl DashboardSettings {
    fn validate(&self) -> Result<()> {
        let bound = |name: &str, value: Option<f64>, low: f64, high: f64| match value {
            Some(value) if !(low..=high).contains(&value) => {
                let message = format!("{name} must be {low} to {high}");
                Err(Error::refused("setting_invalid", message))
            }
            _ => Ok(()),
        };
        let alarms = &self.alarms;
        bound("the rate for an hour", self.rate_per_hour, 0.0, 1e9)?;
        bound("the limit of agreement", alarms.agreement_below, -1.0, 1.0)?;
        bound("the limit of accuracy on gold", alarms.gold_below, 0.0, 1.0)?;
        bound("the limit of skips", alarms.skips_above, 0.0, 1.0)?;
        bound("the limit of judgments a day", alarms.per_day_below, 0.0, 1e9)?;
        bound("the limit of the cost", alarms.cost_above, 0.0, 1e15)?;
        if self.currency.chars().count() > 8 || self.currency.chars().any(char::is_control) {
            let message = "the currency must be at most 8 characters, such as EUR";
            return Err(Error::refused("setting_invalid", message));
        }
        if alarms.cost_above.is_some() && self.rate_per_hour.is_none() {
            let message = "a limit of the cost needs the rate for an hour; set the rate too";
            return Err(Error::refused("rate_missing", message));
        }
        Ok(())
    }
}

pub(super) fn get(r: &Read<'_>) -> Result<DashboardSettings> {
    match dashboard::setting(r, NAME)? {
        Some(text) => Ok(serde_json::from_str(&text)?),
        None => Ok(DashboardSettings::default()),
    }
}

pub(crate) fn set(ctx: &Context, request: DashboardSettings) -> Result<DashboardSettings> {
    let person = ctx.person()?.id;
    let settings = DashboardSettings { currency: request.currency.trim().to_owned(), ..request };
    settings.validate()?;
    ctx.write(|w| {
        let before = dashboard::setting(w, NAME)?;
        let after = serde_json::to_string(&settings)?;
        if before.as_deref() != Some(after.as_str()) {
            dashboard::set_setting(w, NAME, Some(&after))?;
            let summary = "cost and alarms of the dashboard set";
            let event = crate::project::record(w, Some(person), "dashboard_set", summary)?;
            events::change(w, event, "setting", 1, &before.into(), &after.into())?;
        }
        Ok(settings.clone())
    })
}

/// Puts back the settings before an event.
pub(crate) fn undo_set(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(dashboard::set_setting(w, NAME, events::before(w, event.id, "setting", 1)?.as_str())?)
}
