//! Error rate of a lot from a random draw.

use crate::distribution::{Urn, first_integer};
use crate::estimate::{Estimate, Interval, IntervalMethod, Undefined, Unreliable};
use crate::interval::{Part, mover_sum, wilson_modified};

/// Share of the lot from which the draw counts as a large part of it.
const LARGE_PART: f64 = 0.1;

/// Share of defects in a lot, from a simple random draw of `judged` items of which `defects` are defects.
///
/// Interval: Wilson (Brown, Cai & DasGupta's limit at one to three defects). Where 10 % of the lot or more was
/// drawn, exact limits of the lot's number of defects by the hypergeometric distribution (Buonaccorsi,
/// American Statistician 41, 1987), over the lot: the numbers of defects at which so many or more, and
/// so many or fewer, have a chance above .025. A lot that was judged in full has no interval
/// ([`Unreliable::Census`]).
///
/// # Errors
/// [`Undefined::NothingScored`] without judged items, or with more defects than judged or more judged than
/// the lot.
pub fn error_rate(defects: u64, judged: u64, lot: Option<u64>) -> Result<Estimate, Undefined> {
    if judged == 0 || defects > judged || lot.is_some_and(|lot| judged > lot) {
        return Err(Undefined::NothingScored);
    }
    let value = defects as f64 / judged as f64;
    let interval = match lot {
        Some(lot) if judged == lot => Err(Unreliable::Census),
        Some(lot) if judged as f64 >= LARGE_PART * lot as f64 => Ok(of_lot(defects, judged, lot)),
        _ => wilson_modified(defects, judged).ok_or(Unreliable::ValueUndefined),
    };
    Ok(Estimate { value, interval, n: judged })
}

fn of_lot(defects: u64, judged: u64, lot: u64) -> Interval {
    let urn = |marked: u64| Urn { size: lot, marked, drawn: judged };
    // Between these, the defects that were seen are possible.
    let (least, most) = (defects, lot - (judged - defects));
    let lower = first_integer(least, most, |marked| urn(marked).at_least(defects) > 0.025);
    let upper = first_integer(lower, most + 1, |marked| urn(marked).at_most(defects) <= 0.025) - 1;
    // Nearly all judged: no number of defects but one may be likely, yet others are possible.
    let (lower, upper) = if lower < upper { (lower, upper) } else { (least, most) };
    let share = |marked: u64| marked as f64 / lot as f64;
    // On a small grid of shares the value itself may lie between two.
    let value = defects as f64 / judged as f64;
    let (lower, upper) = (share(lower).min(value), share(upper).max(value));
    Interval { lower, upper, method: IntervalMethod::Hypergeometric }
}

/// One stratum of a stratified draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditStratum {
    /// Items of the lot in the stratum.
    pub size: u64,
    /// Items drawn at random from it and judged.
    pub judged: u64,
    /// Defects among them.
    pub defects: u64,
}

/// Share of defects of a lot from a stratified draw: sum over strata of (N_h/N)(x_h/n_h).
///
/// Interval: Wilson's limits of each stratum (as [`error_rate`], exact for a large part) combined by MOVER
/// (Zou & Donner 2008): the plug-in variance is 0 in every stratum without defects. Strata judged in full
/// add no width. `n` is the number of judged items.
///
/// # Errors
/// [`Undefined::NothingScored`] without strata of any size, [`Undefined::StratumTooThin`] where a stratum has
/// fewer than two judged items and was not judged in full.
pub fn stratified_error_rate(strata: &[AuditStratum]) -> Result<Estimate, Undefined> {
    let total: u64 = strata.iter().map(|stratum| stratum.size).sum();
    if total == 0 {
        return Err(Undefined::NothingScored);
    }
    let mut parts = Vec::with_capacity(strata.len());
    for stratum in strata.iter().filter(|stratum| stratum.size > 0) {
        if stratum.judged < 2 && stratum.judged < stratum.size {
            return Err(Undefined::StratumTooThin);
        }
        let rate = error_rate(stratum.defects, stratum.judged, Some(stratum.size))?;
        let part = match rate.interval {
            Ok(Interval { lower, upper, .. }) => Part { value: rate.value, lower, upper },
            Err(_) => Part::fixed(rate.value),
        };
        parts.push(part.times(stratum.size as f64 / total as f64));
    }
    let sum = mover_sum(&parts);
    let n = strata.iter().map(|stratum| stratum.judged).sum();
    let interval = if n == total {
        Err(Unreliable::Census)
    } else {
        Interval::checked(sum.lower.max(0.0), sum.upper.min(1.0), IntervalMethod::Mover)
    };
    Ok(Estimate { value: sum.value, interval, n })
}
