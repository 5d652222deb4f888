//! What to fix first: the figures of one tag, from rows looked at among the wrong and the right ones.
//!
//! N items in scope, N_e of them wrong, N_c right; tag t is on n_t items, e_t of them wrong. Strata h = wrong,
//! right of size N_h: n_h rows looked at by chance, x_h of them with the tag, p_h = x_h / n_h. Where all
//! rows of a stratum were looked at, n_h = N_h. Identity:
//! share of errors * error rate = miss rate * share of items = zero-error ceiling.
//!
//! Intervals are about the process that made the rows, not about this finite set: no finite population
//! correction, also where all rows were looked at.

use thiserror::Error;

use crate::estimate::{Estimate, Interval, IntervalMethod};
use crate::interval::{Part, mover_share, mover_sum, mover_sum_correlated, wilson, wilson_of_mean};

/// How rows of a stratum came to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looked {
    /// Every row of the stratum was looked at.
    All,
    /// A finished random draw; `seen` and `yes` are of the draw.
    Random,
    /// A random draw with rows still to be looked at.
    Unfinished {
        /// Rows of the draw not yet looked at.
        left: u64,
    },
    /// Somebody chose the rows: no random part of the stratum.
    HandPicked,
    /// Nothing was looked at.
    None,
}

/// The wrong or the right rows of the scope, and what is known of one tag on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// N_h: rows in the stratum.
    pub size: u64,
    /// n_h: rows looked at for this tag.
    pub seen: u64,
    /// x_h: rows with the tag among those.
    pub yes: u64,
    /// How they came to be looked at.
    pub looked: Looked,
}

/// One tag on the wrong and on the right rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TagCounts {
    /// Rows the model got wrong.
    pub wrong: Stratum,
    /// Rows the model got right.
    pub right: Stratum,
}

/// Human-level performance on the tag, or another baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HumanLevel {
    /// Share of items right, in \[0, 1\].
    pub accuracy: f64,
    /// Items it was measured on; `None` for a published or chosen figure, which is taken as exact.
    pub n: Option<u64>,
}

/// A stratum by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Rows the model got wrong.
    Wrong,
    /// Rows the model got right.
    Right,
}

impl std::fmt::Display for Which {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Wrong => "wrong",
            Self::Right => "right",
        })
    }
}

/// Why a figure cannot be estimated, with the remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NotEstimable {
    /// No row in scope.
    #[error("not estimable: there are no rows in scope")]
    EmptyScope,
    /// The model made no error in scope.
    #[error("not estimable: the model made no error in scope")]
    NoErrors,
    /// Rows of this stratum were not looked at.
    #[error("not estimable: look at a random sample of {0} rows")]
    NotLookedAt(Which),
    /// One row is no sample.
    #[error("not estimable: only one {0} row was looked at; look at a larger random sample of {0} rows")]
    OneRow(Which),
    /// The draw is unfinished, so that what was seen need not be random.
    #[error("not estimable yet: look at the remaining {left} {which} rows of the draw")]
    DrawUnfinished {
        /// The stratum.
        which: Which,
        /// Rows still to look at.
        left: u64,
    },
    /// The rows were chosen by hand.
    #[error("not estimable: the {0} rows were picked by hand; look at a random sample of {0} rows")]
    HandPicked(Which),
    /// No row looked at has the tag.
    #[error("not estimable: no row that was looked at has the tag; look at more rows")]
    TagNotFound,
    /// All rows of this stratum weigh 0.
    #[error("not estimable: the {0} rows weigh nothing; choose another field of weights")]
    NoWeight(Which),
    /// Counts contradict each other.
    #[error("not estimable: the counts of {0} rows contradict each other")]
    InconsistentCounts(Which),
    /// The baseline is not an accuracy between 0 and 1, or rests on no items.
    #[error("not estimable: the human-level accuracy must lie between 0 and 1 and rest on at least one item")]
    InvalidHumanLevel,
}

impl NotEstimable {
    /// Stable identifier in `snake_case`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EmptyScope => "empty_scope",
            Self::NoErrors => "no_errors",
            Self::NotLookedAt(_) => "not_looked_at",
            Self::OneRow(_) => "one_row",
            Self::DrawUnfinished { .. } => "draw_unfinished",
            Self::HandPicked(_) => "hand_picked",
            Self::TagNotFound => "tag_not_found",
            Self::NoWeight(_) => "no_weight",
            Self::InconsistentCounts(_) => "inconsistent_counts",
            Self::InvalidHumanLevel => "invalid_human_level",
        }
    }
}

/// The figures of one tag. Shares are in \[0, 1\]; gap and gain are signed and in \[-1, 1\].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TagFigures {
    /// e_t / N_e: what fraction of errors has the tag. `n`: wrong rows looked at.
    pub share_of_errors: Result<Estimate, NotEstimable>,
    /// e_t / n_t: what fraction of items with the tag is wrong. `n`: rows with the tag looked at.
    pub miss_rate: Result<Estimate, NotEstimable>,
    /// n_t / N: what fraction of all items has the tag. `n`: rows looked at.
    pub share_of_items: Result<Estimate, NotEstimable>,
    /// e_t / N: points gained if every such error went away. `n`: wrong rows looked at, or N where these are all.
    pub zero_error_ceiling: Result<Estimate, NotEstimable>,
    /// 1 - miss rate: accuracy on items with the tag.
    pub accuracy: Result<Estimate, NotEstimable>,
    /// HLP accuracy - accuracy on the tag; `None` without a human level.
    pub gap: Option<Result<Estimate, NotEstimable>>,
    /// gap * n_t / N: points gained if the tag reached human level; `None` without a human level.
    pub hlp_gain: Option<Result<Estimate, NotEstimable>>,
}

/// All figures of a tag.
///
/// | figure | estimate | interval |
/// |---|---|---|
/// | share of errors | p_e | Wilson |
/// | share of items | (N_e p_e + N_c p_c) / N | all rows: Wilson of n_t / N; else Wilson per stratum, MOVER |
/// | miss rate | N_e p_e / (N_e p_e + N_c p_c) | all rows: Wilson of e_t / n_t; else MOVER for a ratio |
/// | zero-error ceiling | (N_e / N) p_e | all wrong rows: Wilson of e_t / N; else Wilson of p_e, scaled |
/// | gap | H - (1 - miss rate) | MOVER for a difference |
/// | HLP gain | H N_e p_e / N - (1 - H) N_c p_c / N | MOVER; all rows: with the correlation of the two counts |
///
/// Share of errors and zero-error ceiling need the wrong rows only; the others need both. Where H was
/// measured on `n` items, Wilson's limits of H enter the gap, and the gain with weight n_t / N. Sources:
/// Zou & Donner (2008) for sums, Zou, Huang & Zhang, Statistics in Medicine 28 (2009) for correlated
/// parts, Donner & Zou (2012) for ratios; Cochran (1977) for strata.
///
/// # Errors
/// Each figure that cannot be estimated says why, with the remedy: [`NotEstimable`].
pub fn tag_figures(counts: &TagCounts, hlp: Option<HumanLevel>) -> TagFigures {
    let scope = Scope::new(counts);
    let human = hlp.map(human_part);
    TagFigures {
        share_of_errors: scope.share_of_errors(),
        miss_rate: scope.miss_rate(),
        share_of_items: scope.share_of_items(),
        zero_error_ceiling: scope.zero_error_ceiling(),
        accuracy: scope.miss_rate().map(one_minus),
        gap: human.map(|human| gap(human?, scope.miss_rate()?)),
        hlp_gain: human.map(|human| scope.hlp_gain(human?)),
    }
}

/// A stratum whose share with the tag can be estimated.
#[derive(Clone, Copy)]
struct Usable {
    size: f64,
    seen: u64,
    yes: u64,
    complete: bool,
    /// p_h with Wilson's limits.
    share: Part,
}

impl Usable {
    fn new(stratum: &Stratum, which: Which) -> Result<Self, NotEstimable> {
        let Stratum { size, seen, yes, looked } = *stratum;
        if yes > seen || seen > size {
            return Err(NotEstimable::InconsistentCounts(which));
        }
        if size == 0 {
            // Nothing to look at: complete, whatever was recorded.
            return Ok(Self { size: 0.0, seen, yes, complete: true, share: Part::fixed(0.0) });
        }
        match looked {
            Looked::All if seen != size => return Err(NotEstimable::InconsistentCounts(which)),
            Looked::All => {}
            Looked::Random if seen == 1 => return Err(NotEstimable::OneRow(which)),
            Looked::Random => {}
            Looked::Unfinished { left } => return Err(NotEstimable::DrawUnfinished { which, left }),
            Looked::HandPicked => return Err(NotEstimable::HandPicked(which)),
            Looked::None => return Err(NotEstimable::NotLookedAt(which)),
        }
        let share = Part::wilson(yes, seen).ok_or(NotEstimable::NotLookedAt(which))?;
        Ok(Self { size: size as f64, seen, yes, complete: looked == Looked::All, share })
    }
}

struct Scope {
    wrong: Result<Usable, NotEstimable>,
    right: Result<Usable, NotEstimable>,
    errors: u64,
    total: u64,
}

impl Scope {
    fn new(counts: &TagCounts) -> Self {
        Self {
            wrong: Usable::new(&counts.wrong, Which::Wrong),
            right: Usable::new(&counts.right, Which::Right),
            errors: counts.wrong.size,
            total: counts.wrong.size.saturating_add(counts.right.size),
        }
    }

    /// Both strata; the reason of the right rows second, since they are what people forget.
    fn both(&self) -> Result<(Usable, Usable), NotEstimable> {
        if self.total == 0 {
            return Err(NotEstimable::EmptyScope);
        }
        Ok((self.wrong?, self.right?))
    }

    fn wrong_rows(&self) -> Result<Usable, NotEstimable> {
        if self.total == 0 {
            return Err(NotEstimable::EmptyScope);
        }
        self.wrong
    }

    fn share_of_errors(&self) -> Result<Estimate, NotEstimable> {
        let wrong = self.wrong_rows()?;
        if self.errors == 0 {
            return Err(NotEstimable::NoErrors);
        }
        Ok(estimate(wrong.share, IntervalMethod::Wilson, wrong.seen))
    }

    fn zero_error_ceiling(&self) -> Result<Estimate, NotEstimable> {
        let wrong = self.wrong_rows()?;
        if wrong.complete {
            return proportion(wrong.yes, self.total);
        }
        let share = wrong.share.times(wrong.size / self.total as f64);
        Ok(estimate(share, IntervalMethod::Wilson, wrong.seen))
    }

    fn share_of_items(&self) -> Result<Estimate, NotEstimable> {
        let (wrong, right) = self.both()?;
        if wrong.complete && right.complete {
            return proportion(wrong.yes + right.yes, self.total);
        }
        let total = self.total as f64;
        let sum = mover_sum(&[wrong.share.times(wrong.size / total), right.share.times(right.size / total)]);
        Ok(estimate(clamped(sum), IntervalMethod::Mover, wrong.seen + right.seen))
    }

    fn miss_rate(&self) -> Result<Estimate, NotEstimable> {
        let (wrong, right) = self.both()?;
        let tagged = wrong.yes + right.yes;
        if tagged == 0 {
            return Err(NotEstimable::TagNotFound);
        }
        // With one stratum empty the rate is 0 or 1 by the scope alone, and MOVER would have no width.
        if wrong.complete && right.complete || wrong.size == 0.0 || right.size == 0.0 {
            return proportion(wrong.yes, tagged);
        }
        let share = mover_share(wrong.share.times(wrong.size), right.share.times(right.size))
            .ok_or(NotEstimable::TagNotFound)?;
        Ok(estimate(share, IntervalMethod::Mover, tagged))
    }

    /// H P(t) - P(t and right) = H a - (1 - H) b, with a = P(t and wrong), b = P(t and right).
    fn hlp_gain(&self, human: Part) -> Result<Estimate, NotEstimable> {
        let (wrong, right) = self.both()?;
        let n = wrong.seen + right.seen;
        let h = human.value;
        let (a, b, r) = if wrong.complete && right.complete {
            let cell = |yes| Part::wilson(yes, self.total).ok_or(NotEstimable::EmptyScope);
            let (a, b) = (cell(wrong.yes)?, cell(right.yes)?);
            // Two cells of one multinomial: the correlation of their shares is -sqrt(ab / ((1-a)(1-b))).
            let odds = a.value / (1.0 - a.value) * (b.value / (1.0 - b.value));
            (a, b, if odds.is_finite() { -odds.sqrt() } else { 0.0 })
        } else {
            let total = self.total as f64;
            (wrong.share.times(wrong.size / total), right.share.times(right.size / total), 0.0)
        };
        // The second part enters with a minus sign, so its correlation changes sign.
        let measured = Part {
            value: 0.0,
            lower: (human.lower - h) * (a.value + b.value),
            upper: (human.upper - h) * (a.value + b.value),
        };
        let gain = mover_sum_correlated(&[a.times(h), b.times(h - 1.0), measured], -r);
        Ok(estimate(gain, IntervalMethod::Mover, n))
    }
}

fn gap(human: Part, miss_rate: Estimate) -> Result<Estimate, NotEstimable> {
    let interval = miss_rate.interval;
    let (lower, upper) = interval.map_or((miss_rate.value, miss_rate.value), |i| (i.lower, i.upper));
    let miss = Part { value: miss_rate.value, lower, upper };
    let difference = mover_sum(&[human, miss, Part::fixed(-1.0)]);
    Ok(Estimate {
        interval: interval.and_then(|_| checked(difference, IntervalMethod::Mover)),
        value: difference.value,
        n: miss_rate.n,
    })
}

fn human_part(human: HumanLevel) -> Result<Part, NotEstimable> {
    if !(0.0..=1.0).contains(&human.accuracy) {
        return Err(NotEstimable::InvalidHumanLevel);
    }
    let Some(n) = human.n else { return Ok(Part::fixed(human.accuracy)) };
    let interval = wilson_of_mean(human.accuracy, n).ok_or(NotEstimable::InvalidHumanLevel)?;
    Ok(Part { value: human.accuracy, lower: interval.lower, upper: interval.upper })
}

fn proportion(successes: u64, n: u64) -> Result<Estimate, NotEstimable> {
    let interval = wilson(successes, n).ok_or(NotEstimable::EmptyScope)?;
    Ok(Estimate { value: successes as f64 / n as f64, interval: Ok(interval), n })
}

fn one_minus(estimate: Estimate) -> Estimate {
    let mirrored = |i: Interval| Interval { lower: 1.0 - i.upper, upper: 1.0 - i.lower, ..i };
    Estimate { value: 1.0 - estimate.value, interval: estimate.interval.map(mirrored), ..estimate }
}

fn clamped(part: Part) -> Part {
    Part { lower: part.lower.max(0.0), upper: part.upper.min(1.0), ..part }
}

fn checked(part: Part, method: IntervalMethod) -> Result<Interval, crate::Unreliable> {
    Interval::checked(part.lower, part.upper, method)
}

fn estimate(part: Part, method: IntervalMethod, n: u64) -> Estimate {
    Estimate { value: part.value, interval: checked(part, method), n }
}
