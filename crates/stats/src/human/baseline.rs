//! A figure to hold a model against that comes from elsewhere: a published one, or that of an earlier system.

use crate::estimate::{Estimate, Interval, IntervalMethod, Undefined, Unreliable};
use crate::interval::{Part, mover_sum, wilson_of_mean};
use crate::priorities::HumanLevel;

/// The baseline with Wilson's interval where it is told how many items it rests on; else without one.
///
/// # Errors
/// [`Undefined::NothingScored`] where it is no share, or rests on no item.
pub fn baseline_level(baseline: HumanLevel) -> Result<Estimate, Undefined> {
    let HumanLevel { accuracy: value, n } = baseline;
    if !(0.0..=1.0).contains(&value) {
        return Err(Undefined::NothingScored);
    }
    let Some(n) = n else { return Ok(Estimate { value, interval: Err(Unreliable::ZeroWidth), n: 0 }) };
    let interval = wilson_of_mean(value, n).ok_or(Undefined::NothingScored)?;
    Ok(Estimate { value, interval: Ok(interval), n })
}

/// Baseline minus a model's accuracy of `right` of `n`, of two independent samples: signed.
///
/// Newcombe's interval (Statistics in Medicine 17, 1998, method 10), from Wilson's limits of both; a baseline without n
/// is taken as exact, so that the interval is the model's alone. `n` is the model's.
///
/// # Errors
/// [`Undefined::NothingScored`] where the model has no item, or the baseline is no share.
pub fn baseline_gap(baseline: HumanLevel, right: u64, n: u64) -> Result<Estimate, Undefined> {
    let level = baseline_level(baseline)?;
    let ends = level.interval.map_or((level.value, level.value), |i| (i.lower, i.upper));
    let own = Part { value: level.value, lower: ends.0, upper: ends.1 };
    let model = Part::wilson(right, n).ok_or(Undefined::NothingScored)?;
    let difference = mover_sum(&[own, model.times(-1.0)]);
    let (lower, upper) = (difference.lower.max(-1.0), difference.upper.min(1.0));
    Ok(Estimate {
        value: difference.value,
        interval: Interval::checked(lower, upper, IntervalMethod::Mover),
        n,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(estimate: &Estimate) -> (f64, f64) {
        let interval = estimate.interval.unwrap();
        (interval.lower, interval.upper)
    }

    /// Wilson's limits of 9/10 and of 8/10, by hand: .5958 .9821 and .4902 .9433.
    #[test]
    fn the_interval_is_newcombes_where_n_is_told_and_the_models_alone_where_not() {
        let gap = baseline_gap(HumanLevel { accuracy: 0.9, n: Some(10) }, 8, 10).unwrap();
        let (lower, upper) = ends(&gap);
        assert!((gap.value - 0.1).abs() < 1e-12 && gap.n == 10);
        // .1 - sqrt(.3042^2 + .1433^2), .1 + sqrt(.0821^2 + .3098^2)
        assert!((lower - -0.236_3).abs() < 2e-4 && (upper - 0.420_5).abs() < 2e-4, "{lower} {upper}");
        let exact = baseline_gap(HumanLevel { accuracy: 0.9, n: None }, 8, 10).unwrap();
        let (lower, upper) = ends(&exact);
        assert!(
            (lower - (0.9 - 0.943_3)).abs() < 1e-4 && (upper - (0.9 - 0.490_2)).abs() < 1e-4,
            "{lower} {upper}"
        );
    }

    #[test]
    fn what_is_no_share_or_rests_on_nothing_is_undefined() {
        for (accuracy, n) in [(1.1, None), (f64::NAN, None), (-0.1, Some(3)), (0.5, Some(0))] {
            assert!(baseline_level(HumanLevel { accuracy, n }).is_err());
        }
        assert!(baseline_gap(HumanLevel { accuracy: 0.5, n: None }, 0, 0).is_err());
        assert!(baseline_level(HumanLevel { accuracy: 0.5, n: None }).unwrap().interval.is_err());
    }
}
