//! The figures of a tag where items differ in importance: shares of weight instead of shares of rows.

use crate::estimate::{Estimate, Interval, IntervalMethod, Unreliable};
use crate::interval::{Part, mover_share, mover_sum, mover_sum_correlated, wilson_effective, wilson_of_mean};
use crate::priorities::{HumanLevel, Looked, NotEstimable, TagFigures, Which};

/// Rows and what they weigh.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WeightSums {
    /// Rows.
    pub rows: u64,
    /// Sum of their weights.
    pub sum: f64,
    /// Sum of the squares of their weights.
    pub squares: f64,
}

impl WeightSums {
    fn and(self, other: Self) -> Self {
        Self {
            rows: self.rows + other.rows,
            sum: self.sum + other.sum,
            squares: self.squares + other.squares,
        }
    }
}

/// The wrong or the right rows of the scope, and what is known of one tag on them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedStratum {
    /// Every row: weights are known of all.
    pub all: WeightSums,
    /// Rows looked at for the tag that count for the estimate.
    pub seen: WeightSums,
    /// Of them with the tag.
    pub yes: WeightSums,
    /// How they came to be looked at.
    pub looked: Looked,
}

/// One tag on the wrong and on the right rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedCounts {
    /// Rows the model got wrong.
    pub wrong: WeightedStratum,
    /// Rows the model got right.
    pub right: WeightedStratum,
}

/// All figures of a tag, as [`tag_figures`](crate::tag_figures) defines them, with sums of weights in place of counts of
/// rows: share of errors = weight of wrong rows with the tag / weight of wrong rows, and so on. With equal weights the
/// values are the same.
///
/// A share R = sum(w y) / sum(w) over n rows is a ratio of two sums; its linearised variance is
/// n/(n-1) sum(w^2 (y - R)^2) / sum(w)^2 (Cochran 1977, 6.3). Its interval is Wilson's at the effective number of rows
/// R (1 - R) / variance (Korn & Graubard, Survey Methodology 24, 1998), at most n, with the t quantile of n - 1 degrees;
/// where R is 0 or 1 at Kish's sum(w)^2 / sum(w^2). Sums, ratios and gains combine such limits by MOVER as the unweighted
/// ones do; the weight of each stratum is known, since every row has one. Simulated coverage of a share of .02 to .3 with
/// log-normal weights (sigma 1) at 400 rows is in the tests.
///
/// # Errors
/// Each figure that cannot be estimated says why: [`NotEstimable`].
pub fn weighted_tag_figures(counts: &WeightedCounts, hlp: Option<HumanLevel>) -> TagFigures {
    let scope = Scope {
        wrong: Usable::new(&counts.wrong, Which::Wrong),
        right: Usable::new(&counts.right, Which::Right),
        total: counts.wrong.all.and(counts.right.all),
    };
    let human = hlp.map(human_part);
    let miss_rate = scope.miss_rate();
    TagFigures {
        share_of_errors: scope.share_of_errors(),
        miss_rate,
        share_of_items: scope.share_of_items(),
        zero_error_ceiling: scope.zero_error_ceiling(),
        accuracy: miss_rate.map(accuracy),
        gap: human.map(|human| Ok(gap(human?, miss_rate?))),
        hlp_gain: human.map(|human| scope.hlp_gain(human?)),
    }
}

#[derive(Clone, Copy)]
struct Usable {
    all: WeightSums,
    seen: WeightSums,
    yes: WeightSums,
    complete: bool,
    share: Part,
}

impl Usable {
    fn new(stratum: &WeightedStratum, which: Which) -> Result<Self, NotEstimable> {
        let WeightedStratum { all, seen, yes, looked } = *stratum;
        if all.rows == 0 {
            return Ok(Self { all, seen, yes, complete: true, share: Part::fixed(0.0) });
        }
        match looked {
            Looked::All => {}
            Looked::Random if seen.rows == 1 => return Err(NotEstimable::OneRow(which)),
            Looked::Random => {}
            Looked::Unfinished { left } => return Err(NotEstimable::DrawUnfinished { which, left }),
            Looked::HandPicked => return Err(NotEstimable::HandPicked(which)),
            Looked::None => return Err(NotEstimable::NotLookedAt(which)),
        }
        let (value, interval) = ratio(yes, seen).ok_or(NotEstimable::NoWeight(which))?;
        // One row has no interval of its own; where it is the whole stratum that is all there is.
        let (lower, upper) = interval.map_or((0.0, 1.0), |i| (i.lower, i.upper));
        Ok(Self { all, seen, yes, complete: looked == Looked::All, share: Part { value, lower, upper } })
    }

    fn times(&self, total: f64) -> Part {
        self.share.times(self.all.sum / total)
    }
}

struct Scope {
    wrong: Result<Usable, NotEstimable>,
    right: Result<Usable, NotEstimable>,
    total: WeightSums,
}

impl Scope {
    fn wrong(&self) -> Result<Usable, NotEstimable> {
        match self.total {
            WeightSums { rows: 0, .. } => Err(NotEstimable::EmptyScope),
            WeightSums { sum, .. } if sum <= 0.0 => Err(NotEstimable::NoWeight(Which::Wrong)),
            _ => self.wrong,
        }
    }

    fn both(&self) -> Result<(Usable, Usable), NotEstimable> {
        Ok((self.wrong()?, self.right?))
    }

    fn share_of_errors(&self) -> Result<Estimate, NotEstimable> {
        let wrong = self.wrong()?;
        if wrong.all.rows == 0 {
            return Err(NotEstimable::NoErrors);
        }
        of_ratio(wrong.yes, wrong.seen, Which::Wrong)
    }

    fn zero_error_ceiling(&self) -> Result<Estimate, NotEstimable> {
        let wrong = self.wrong()?;
        if wrong.complete {
            return of_ratio(wrong.yes, self.total, Which::Wrong);
        }
        Ok(estimate(wrong.times(self.total.sum), IntervalMethod::WilsonEffective, wrong.seen.rows))
    }

    fn share_of_items(&self) -> Result<Estimate, NotEstimable> {
        let (wrong, right) = self.both()?;
        if wrong.complete && right.complete {
            return of_ratio(wrong.yes.and(right.yes), self.total, Which::Right);
        }
        let sum = mover_sum(&[wrong.times(self.total.sum), right.times(self.total.sum)]);
        let part = Part { lower: sum.lower.max(0.0), upper: sum.upper.min(1.0), ..sum };
        Ok(estimate(part, IntervalMethod::Mover, wrong.seen.rows + right.seen.rows))
    }

    fn miss_rate(&self) -> Result<Estimate, NotEstimable> {
        let (wrong, right) = self.both()?;
        let tagged = wrong.yes.and(right.yes);
        if tagged.rows == 0 {
            return Err(NotEstimable::TagNotFound);
        }
        if wrong.complete && right.complete || wrong.all.rows == 0 || right.all.rows == 0 {
            return of_ratio(wrong.yes, tagged, Which::Wrong);
        }
        let share = mover_share(wrong.times(self.total.sum), right.times(self.total.sum));
        Ok(estimate(share.ok_or(NotEstimable::TagNotFound)?, IntervalMethod::Mover, tagged.rows))
    }

    /// As the unweighted one: H a - (1 - H) b, with the shares a, b of weight that is wrong or right and has the tag.
    fn hlp_gain(&self, human: Part) -> Result<Estimate, NotEstimable> {
        let (wrong, right) = self.both()?;
        let h = human.value;
        let (a, b, r) = if wrong.complete && right.complete {
            let cell = |yes| part_of(yes, self.total);
            let (a, b) = (cell(wrong.yes)?, cell(right.yes)?);
            (a, b, correlation(wrong.yes, right.yes, self.total))
        } else {
            (wrong.times(self.total.sum), right.times(self.total.sum), 0.0)
        };
        let measured = Part {
            value: 0.0,
            lower: (human.lower - h) * (a.value + b.value),
            upper: (human.upper - h) * (a.value + b.value),
        };
        let gain = mover_sum_correlated(&[a.times(h), b.times(h - 1.0), measured], -r);
        Ok(estimate(gain, IntervalMethod::Mover, wrong.seen.rows + right.seen.rows))
    }
}

/// Linearised correlation of the shares of two disjoint cells of one whole.
fn correlation(a: WeightSums, b: WeightSums, total: WeightSums) -> f64 {
    let (p, q) = (a.sum / total.sum, b.sum / total.sum);
    let variance =
        |own: WeightSums, share: f64| own.squares * (1.0 - 2.0 * share) + share * share * total.squares;
    let covariance = p * q * total.squares - q * a.squares - p * b.squares;
    let r = covariance / (variance(a, p) * variance(b, q)).sqrt();
    if r.is_finite() { r.clamp(-1.0, 1.0) } else { 0.0 }
}

/// The share of weight that `part` has of `whole`; none where the whole weighs nothing.
fn ratio(part: WeightSums, whole: WeightSums) -> Option<(f64, Option<Interval>)> {
    if whole.sum.is_nan() || whole.sum <= 0.0 {
        return None;
    }
    let share = (part.sum / whole.sum).clamp(0.0, 1.0);
    let n = whole.rows as f64;
    let spread = part.squares * (1.0 - 2.0 * share) + share * share * whole.squares;
    let variance = n / (n - 1.0) * spread / (whole.sum * whole.sum);
    let kish = whole.sum * whole.sum / whole.squares;
    let effective = share * (1.0 - share) / variance;
    let effective = if effective.is_finite() && effective > 0.0 { effective.min(n) } else { kish };
    Some((share, wilson_effective(share, effective, whole.rows)))
}

fn part_of(part: WeightSums, whole: WeightSums) -> Result<Part, NotEstimable> {
    let (value, interval) = ratio(part, whole).ok_or(NotEstimable::NoWeight(Which::Wrong))?;
    let (lower, upper) = interval.map_or((0.0, 1.0), |i| (i.lower, i.upper));
    Ok(Part { value, lower, upper })
}

fn of_ratio(part: WeightSums, whole: WeightSums, which: Which) -> Result<Estimate, NotEstimable> {
    let (value, interval) = ratio(part, whole).ok_or(NotEstimable::NoWeight(which))?;
    let interval = interval.ok_or(Unreliable::TooFewItems { items: whole.rows, needed: 2 });
    Ok(Estimate { value, interval, n: whole.rows })
}

fn human_part(human: HumanLevel) -> Result<Part, NotEstimable> {
    if !(0.0..=1.0).contains(&human.accuracy) {
        return Err(NotEstimable::InvalidHumanLevel);
    }
    let Some(n) = human.n else { return Ok(Part::fixed(human.accuracy)) };
    let interval = wilson_of_mean(human.accuracy, n).ok_or(NotEstimable::InvalidHumanLevel)?;
    Ok(Part { value: human.accuracy, lower: interval.lower, upper: interval.upper })
}

fn accuracy(miss: Estimate) -> Estimate {
    let mirrored = |i: Interval| Interval { lower: 1.0 - i.upper, upper: 1.0 - i.lower, ..i };
    Estimate { value: 1.0 - miss.value, interval: miss.interval.map(mirrored), ..miss }
}

fn gap(human: Part, miss: Estimate) -> Estimate {
    let (lower, upper) = miss.interval.map_or((miss.value, miss.value), |i| (i.lower, i.upper));
    let part = mover_sum(&[human, Part { value: miss.value, lower, upper }, Part::fixed(-1.0)]);
    let interval =
        miss.interval.and_then(|_| Interval::checked(part.lower, part.upper, IntervalMethod::Mover));
    Estimate { value: part.value, interval, n: miss.n }
}

fn estimate(part: Part, method: IntervalMethod, n: u64) -> Estimate {
    Estimate { value: part.value, interval: Interval::checked(part.lower, part.upper, method), n }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::priorities::{Stratum, TagCounts, tag_figures};
    use crate::sampling::mix;

    fn equal(rows: u64, weight: f64) -> WeightSums {
        WeightSums { rows, sum: rows as f64 * weight, squares: rows as f64 * weight * weight }
    }

    fn of(weights: &[f64]) -> WeightSums {
        WeightSums {
            rows: weights.len() as u64,
            sum: weights.iter().sum(),
            squares: weights.iter().map(|w| w * w).sum(),
        }
    }

    fn stratum(size: u64, seen: u64, yes: u64, looked: Looked) -> (WeightedStratum, Stratum) {
        let weighted =
            WeightedStratum { all: equal(size, 2.5), seen: equal(seen, 2.5), yes: equal(yes, 2.5), looked };
        (weighted, Stratum { size, seen, yes, looked })
    }

    #[test]
    fn equal_weights_give_the_unweighted_values() {
        let cases = [
            (stratum(30, 30, 12, Looked::All), stratum(170, 170, 20, Looked::All)),
            (stratum(1_000, 100, 43, Looked::Random), stratum(4_000, 100, 5, Looked::Random)),
            (stratum(30, 30, 12, Looked::All), stratum(170, 40, 4, Looked::Random)),
        ];
        let human = Some(HumanLevel { accuracy: 0.95, n: Some(200) });
        for ((ww, w), (wr, r)) in cases {
            let own = weighted_tag_figures(&WeightedCounts { wrong: ww, right: wr }, human);
            let plain = tag_figures(&TagCounts { wrong: w, right: r }, human);
            let pairs = [
                (own.share_of_errors, plain.share_of_errors),
                (own.miss_rate, plain.miss_rate),
                (own.share_of_items, plain.share_of_items),
                (own.zero_error_ceiling, plain.zero_error_ceiling),
                (own.accuracy, plain.accuracy),
                (own.gap.unwrap(), plain.gap.unwrap()),
                (own.hlp_gain.unwrap(), plain.hlp_gain.unwrap()),
            ];
            for (own, plain) in pairs {
                let (own, plain) = (own.unwrap(), plain.unwrap());
                assert!((own.value - plain.value).abs() < 1e-12, "{own:?} {plain:?}");
                let (a, b) = (own.interval.unwrap(), plain.interval.unwrap());
                // Student's quantile and n - 1 make it a little wider; few cases get the exact limit.
                assert!((a.upper - a.lower) > 0.98 * (b.upper - b.lower), "{a:?} {b:?}");
                assert!((a.upper - a.lower) < 1.15 * (b.upper - b.lower), "{a:?} {b:?}");
            }
        }
    }

    /// By hand: R = 6/10; sum w^2 (y - R)^2 = 9(.4)^2 + 9(.4)^2 + 4(.6)^2 + 4(.6)^2 = 5.76; n/(n-1)/100 times it = .0768.
    #[test]
    fn the_linearised_variance_by_hand() {
        let (value, interval) = ratio(of(&[3.0, 3.0]), of(&[3.0, 3.0, 2.0, 2.0])).unwrap();
        assert!((value - 0.6).abs() < 1e-15);
        let expected = wilson_effective(0.6, 0.24 / 0.0768, 4).unwrap();
        assert!((interval.unwrap().lower - expected.lower).abs() < 1e-12);
        assert_eq!(ratio(of(&[]), of(&[0.0, 0.0])), None);
        let none = ratio(of(&[]), of(&[1.0, 3.0])).unwrap();
        assert!(none.0 == 0.0 && none.1.unwrap().upper > 0.3, "nothing found in two rows excludes little");
    }

    #[test]
    fn rows_without_weight_are_no_figure() {
        let zero = WeightedStratum {
            all: equal(4, 0.0),
            seen: equal(4, 0.0),
            yes: equal(2, 0.0),
            looked: Looked::All,
        };
        let own = weighted_tag_figures(&WeightedCounts { wrong: zero, right: zero }, None);
        assert_eq!(own.share_of_errors, Err(NotEstimable::NoWeight(Which::Wrong)));
        assert_eq!(own.miss_rate, Err(NotEstimable::NoWeight(Which::Wrong)));
    }

    /// 95 % intervals of a weighted share hold the true one, weights log-normal with sigma 1 and unrelated to the tag.
    #[test]
    fn intervals_hold_under_unequal_weights() {
        for (share, least) in [(0.3, 0.93), (0.1, 0.92), (0.02, 0.90)] {
            let (mut held, trials) = (0, 1_000);
            for trial in 0..trials {
                let uniform = |k: u64| (mix(trial, k) >> 11) as f64 / (1u64 << 53) as f64;
                let weight = |k: u64| {
                    let radius = (-2.0 * (1.0 - uniform(3 * k)).ln()).sqrt();
                    (radius * (std::f64::consts::TAU * uniform(3 * k + 1)).cos()).exp()
                };
                let all: Vec<f64> = (0..400).map(weight).collect();
                let yes: Vec<f64> = (0..400).filter(|&k| uniform(3 * k + 2) < share).map(weight).collect();
                let (_, interval) = ratio(of(&yes), of(&all)).unwrap();
                held += u32::from(interval.unwrap().contains(share));
            }
            let coverage = f64::from(held) / trials as f64;
            assert!(coverage >= least, "{share}: {coverage}");
        }
    }
}
