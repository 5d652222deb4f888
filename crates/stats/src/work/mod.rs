//! The course of the work: when it will be done, how long an item takes, whether a limit was crossed, who is left out.

mod forecast;
mod groups;
mod limit;
mod spread;

pub use forecast::{DaysLeft, ForecastRefused, MIN_ACTIVE_DAYS, days_left};
pub use groups::fewer_than_by_chance;
pub use limit::{Standing, p_of_interval, p_of_share, standing};
pub use spread::{Spread, mean_of, spread};
