//! What a bare threshold does, for the screen that advises against it.

use super::monitor::renewed;
use super::qualification::{Qualification, share};
use crate::plan::{PlanError, at_least_one};

/// Exact chance that a rater of accuracy `p` is paused by "pause below `threshold`, looked at after every
/// gold from the `first`-th to the `last`-th".
///
/// Looking again and again at a share makes a pause likely for raters well above the threshold: at p = .8,
/// below 70 %, from the 10th to the 50th gold it is about a third.
///
/// # Errors
/// [`PlanError`] unless p and the threshold lie in \[0, 1\] and 1 <= first <= last <= 10,000.
pub fn bare_threshold_pause(p: f64, threshold: f64, first: u32, last: u32) -> Result<f64, PlanError> {
    share(p)?;
    share(threshold)?;
    at_least_one("the last gold looked at", u64::from(last), 10_000)?;
    at_least_one("the first gold looked at", u64::from(first), u64::from(last))?;
    // alive[k]: chance of k right answers and no pause so far.
    let mut alive = vec![0.0; last as usize + 1];
    alive[0] = 1.0;
    let mut paused = 0.0;
    for n in 1..=last {
        for k in (0..=n as usize).rev() {
            let from_right = if k > 0 { alive[k - 1] * p } else { 0.0 };
            alive[k] = alive[k] * (1.0 - p) + from_right;
            // 7 of 10 is not below 70 %, whatever 0.7 is in binary.
            if n >= first && (k as f64) < f64::from(n) * threshold - 1e-9 {
                paused += alive[k];
                alive[k] = 0.0;
            }
        }
    }
    Ok(paused)
}

impl Qualification {
    /// Exact chance that a rater of accuracy `p` fails within `golds` answers when the test starts anew after
    /// each pass, the wrong way to monitor: with the page's plan a rater at p0 is paused almost every
    /// second time within 500 golds. [`Monitor`](super::Monitor) is made for that.
    ///
    /// # Errors
    /// [`PlanError`] unless p lies in \[0, 1\] and golds between 1 and 10,000.
    pub fn restarted_fail_within(&self, p: f64, golds: u32) -> Result<f64, PlanError> {
        share(p)?;
        at_least_one("the number of golds", u64::from(golds), 10_000)?;
        Ok(renewed(&self.walk().run(p, golds), golds as usize))
    }
}
