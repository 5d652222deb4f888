//! How a quantity such as the time on an item is spread.

use crate::estimate::{Estimate, Interval, IntervalMethod, Undefined, Unreliable};
use crate::interval::mean_interval;
use statrs::distribution::{Binomial, DiscreteCDF};

/// Median and quartiles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// With the interval of order statistics.
    pub median: Estimate,
    /// A quarter lies below.
    pub lower_quartile: f64,
    /// A quarter lies above.
    pub upper_quartile: f64,
}

/// Median with its interval, and quartiles, of at least one value; sorts them.
///
/// Quartiles and median interpolate between order statistics (Hyndman & Fan type 7, as R and numpy). The interval of
/// the median runs from the r-th smallest to the r-th largest value, r the largest number with
/// P(Bin(n, 1/2) < r) <= .025: it covers at least 95 % whatever the distribution, and has none under 6 values. Values that
/// are all alike there give none either. Source: Conover, Practical Nonparametric Statistics (1999), section 3.2.
///
/// # Errors
/// [`Undefined::NoJudgments`] without values.
pub fn spread(values: &mut [f64]) -> Result<Spread, Undefined> {
    if values.is_empty() {
        return Err(Undefined::NoJudgments);
    }
    values.sort_unstable_by(f64::total_cmp);
    let n = values.len();
    let median = Estimate { value: quantile(values, 0.5), interval: of_median(values), n: n as u64 };
    Ok(Spread { median, lower_quartile: quantile(values, 0.25), upper_quartile: quantile(values, 0.75) })
}

const NEEDED: u64 = 6;

fn of_median(sorted: &[f64]) -> Result<Interval, Unreliable> {
    let n = sorted.len() as u64;
    if n < NEEDED {
        return Err(Unreliable::TooFewValues { values: n, needed: NEEDED });
    }
    let binomial = Binomial::new(0.5, n).map_err(|_| Unreliable::ValueUndefined)?;
    // The least k with P(X <= k) >= .025: below it lie no more than 2.5 %.
    let rank = usize::try_from(binomial.inverse_cdf(0.025)).unwrap_or(0).max(1);
    Interval::checked(sorted[rank - 1], sorted[sorted.len() - rank], IntervalMethod::OrderStatistics)
}

fn quantile(sorted: &[f64], p: f64) -> f64 {
    let position = p * (sorted.len() - 1) as f64;
    let (below, share) = (position.floor() as usize, position.fract());
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + share * (sorted[above] - sorted[below])
}

/// The mean of values that are not below 0 and have a long tail, with Hall's interval (see `IntervalMethod::Hall`).
///
/// # Errors
/// [`Undefined::NoJudgments`] without values.
pub fn mean_of(values: &[f64]) -> Result<Estimate, Undefined> {
    if values.is_empty() {
        return Err(Undefined::NoJudgments);
    }
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let moment = |power: i32| values.iter().map(|value| (value - mean).powi(power)).sum::<f64>() / count;
    let n = values.len() as u64;
    let interval = match n {
        0 | 1 => Err(Unreliable::TooFewValues { values: n, needed: 2 }),
        _ => mean_interval(mean, moment(2), moment(3), n, (0.0, f64::INFINITY)),
    };
    Ok(Estimate { value: mean, interval, n })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_those_of_numpy_and_the_median_has_the_tabled_ranks() {
        // Conover, table of ranks: n = 10 takes the 2nd and the 9th, n = 6 the first and the last.
        let mut ten: Vec<f64> = (1..=10).rev().map(f64::from).collect();
        let found = spread(&mut ten).unwrap();
        assert_eq!((found.lower_quartile, found.median.value, found.upper_quartile), (3.25, 5.5, 7.75));
        let interval = found.median.interval.unwrap();
        assert_eq!((interval.lower, interval.upper), (2.0, 9.0));
        let six = spread(&mut [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).unwrap().median.interval.unwrap();
        assert_eq!((six.lower, six.upper), (1.0, 6.0));
        assert!(spread(&mut [1.0; 5]).unwrap().median.interval.is_err());
        assert!(matches!(spread(&mut [2.0; 50]).unwrap().median.interval, Err(Unreliable::ZeroWidth)));
        assert_eq!(spread(&mut []), Err(Undefined::NoJudgments));
    }

    #[test]
    fn a_mean_of_a_long_tail_reaches_further_up_than_down() {
        let values: Vec<f64> =
            (0..100).map(|i| if i % 20 == 0 { 60.0 } else { 5.0 + f64::from(i % 5) }).collect();
        let mean = mean_of(&values).unwrap();
        let interval = mean.interval.unwrap();
        assert!(interval.upper - mean.value > mean.value - interval.lower);
        assert_eq!(mean.n, 100);
    }
}
