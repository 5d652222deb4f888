//! How many days the work that is left takes.

use crate::interval::t_quantile;
use thiserror::Error;

/// Days with work that a forecast needs.
pub const MIN_ACTIVE_DAYS: u64 = 5;

/// Why there is no forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ForecastRefused {
    /// Nothing is left to do.
    #[error("nothing is left to do")]
    NothingLeft,
    /// Too little was seen to tell how days differ.
    #[error("there was work on {active} of the last {days} days; a forecast needs {MIN_ACTIVE_DAYS}")]
    TooFewDays {
        /// Days with work.
        active: u64,
        /// Days looked at.
        days: u64,
    },
}

/// Days until the work is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DaysLeft {
    /// At the mean pace.
    pub days: f64,
    /// Lower end of the 95 % prediction interval.
    pub least: f64,
    /// Upper end; none where the pace cannot be told from standing still.
    pub most: Option<f64>,
    /// Done on a day, days without work among them.
    pub per_day: f64,
    /// Days looked at.
    pub n: u64,
    /// Of them with work.
    pub active: u64,
}

/// Days until `remaining` is done at the pace of `daily`, one count for each of n past days, those without work among
/// them, with a 95 % prediction interval.
///
/// Days are taken as drawn alike and apart. With mean m and variance s^2 of a day, the work of the next D days minus D m
/// has the variance s^2 (D + D^2 / n): the days to come, and the error of m. The limits are the D at which `remaining` lies
/// t standard deviations from D m, t the quantile of Student's t(n - 1): the roots of
/// D^2 (m^2 - t^2 s^2 / n) - D (2 R m + t^2 s^2) + R^2 = 0 (Fieller, JRSS B 16, 1954; prediction as in Geisser, Predictive
/// Inference, 1993, chapter 2). Where the factor of D^2 is not above 0 there is no upper limit. s^2 is at least m, the
/// variance of a count, so that like days give no interval without width. Simulated coverage with 0 to 120 judgments on five
/// days of seven and none on two, after 7, 14 and 28 days: .987 .980 .988.
///
/// # Errors
/// [`ForecastRefused`] where nothing is left, or fewer than [`MIN_ACTIVE_DAYS`] days had work.
pub fn days_left(daily: &[f64], remaining: f64) -> Result<DaysLeft, ForecastRefused> {
    if remaining.is_nan() || remaining <= 0.0 {
        return Err(ForecastRefused::NothingLeft);
    }
    let (n, active) = (daily.len() as u64, daily.iter().filter(|&&done| done > 0.0).count() as u64);
    let too_few = ForecastRefused::TooFewDays { active, days: n };
    let t = if active < MIN_ACTIVE_DAYS { None } else { t_quantile(n as f64 - 1.0) };
    let t2 = t.ok_or(too_few)?.powi(2);
    let count = n as f64;
    let mean = daily.iter().sum::<f64>() / count;
    let squares: f64 = daily.iter().map(|done| (done - mean).powi(2)).sum();
    let variance = (squares / (count - 1.0)).max(mean);
    let a = mean * mean - t2 * variance / count;
    let b = 2.0 * remaining * mean + t2 * variance;
    let root = (b * b - 4.0 * a * remaining * remaining).max(0.0).sqrt();
    // R^2 = a D1 D2: the small root without the loss of digits of b - root.
    let least = 2.0 * remaining * remaining / (b + root);
    let most = (a > 0.0).then(|| (b + root) / (2.0 * a));
    Ok(DaysLeft { days: remaining / mean, least, most, per_day: mean, n, active })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn limits_are_where_the_work_lies_t_deviations_from_the_pace() {
        // Mean 10, variance 12.5 with 5 days; t(4) = 2.776445.
        let daily = [10.0, 14.0, 6.0, 13.0, 7.0];
        let found = days_left(&daily, 100.0).unwrap();
        assert!((found.days - 10.0).abs() < 1e-12 && (found.per_day - 10.0).abs() < 1e-12);
        assert_eq!((found.n, found.active), (5, 5));
        for end in [found.least, found.most.unwrap()] {
            let variance = 12.5 * (end + end * end / 5.0);
            let apart = (100.0 - 10.0 * end).abs() / variance.sqrt();
            assert!((apart - 2.776_445_105).abs() < 1e-6, "{end} {apart}");
        }
    }

    #[test]
    fn like_days_still_leave_doubt_and_a_pace_near_nothing_has_no_upper_limit() {
        let same = days_left(&[10.0; 6], 100.0).unwrap();
        assert!(same.least < 10.0 && same.most.unwrap() > 10.0);
        let rare = [40.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0];
        let wide = days_left(&rare, 100.0).unwrap();
        assert_eq!(wide.most, None);
        assert!(wide.least > 0.0 && wide.least < wide.days);
    }

    #[test]
    fn too_little_is_told() {
        assert_eq!(days_left(&[5.0; 9], 0.0), Err(ForecastRefused::NothingLeft));
        let few = days_left(&[5.0, 0.0, 5.0, 5.0, 5.0, 0.0], 10.0);
        assert_eq!(few, Err(ForecastRefused::TooFewDays { active: 4, days: 6 }));
        assert!(few.unwrap_err().to_string().contains("4 of the last 6 days"));
    }

    /// Days of 0 to 120 judgments, each seventh and sixth free: how often the true end lies inside.
    #[test]
    fn it_covers() {
        let mut rng = ChaCha8Rng::seed_from_u64(20_261_127);
        for (days, remaining) in [(7, 300.0), (14, 1_000.0), (28, 3_000.0)] {
            let (mut held, rounds) = (0, 1_000);
            for _ in 0..rounds {
                let mut day = 0;
                let mut next = |rng: &mut ChaCha8Rng| {
                    day += 1;
                    if day % 7 >= 5 { 0.0 } else { f64::from(rng.random_range(0..=120_u32)) }
                };
                let daily: Vec<f64> = (0..days).map(|_| next(&mut rng)).collect();
                let Ok(found) = days_left(&daily, remaining) else { continue };
                let (mut done, mut took) = (0.0, 0.0);
                while done < remaining {
                    done += next(&mut rng);
                    took += 1.0;
                }
                // A day is whole: the end lies within its last day.
                held += u32::from(took >= found.least && found.most.is_none_or(|most| took - 1.0 <= most));
            }
            let share = f64::from(held) / f64::from(rounds);
            assert!(share > 0.92, "{days} days: {share}");
        }
    }
}
