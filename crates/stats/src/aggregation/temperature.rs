//! Correcting posteriors by a temperature that is fitted on gold.

use super::accuracy::same_length;
use super::em::normalise;
use super::honesty::{Honesty, honesty};
use super::settings::FitError;
use crate::sampling::permutation;

/// Range of 1/T: outside, the gold speaks for all posteriors alike or all 0 and 1.
pub(super) const INVERSE: (f64, f64) = (0.005, 20.0);

/// Gold items per fold, at least.
pub(super) const LEAST_PER_FOLD: usize = 5;

/// ln of a posterior; 0 stands for what double precision cannot hold.
fn log(p: f64) -> f64 {
    p.max(f64::MIN_POSITIVE).ln()
}

/// Posteriors (items x classes, flat) at a temperature: p^(1/T), rows renormalised. T = 1 changes nothing,
/// above 1 is less sure. `None` where T is not positive and finite or there is no class.
pub fn at_temperature(posteriors: &[f64], n_classes: u32, temperature: f64) -> Option<Vec<f64>> {
    let k = n_classes as usize;
    if k == 0 || !(temperature > 0.0 && temperature.is_finite()) {
        return None;
    }
    let mut out = posteriors.to_vec();
    out.chunks_exact_mut(k).for_each(|row| heat(row, 1.0 / temperature));
    Some(out)
}

pub(crate) fn heat(row: &mut [f64], inverse: f64) {
    row.iter_mut().for_each(|p| *p = log(*p) * inverse);
    normalise(row);
}

/// Rows with a truth inside the classes.
pub(super) struct Cases<'a> {
    pub rows: Vec<(&'a [f64], usize)>,
}

impl<'a> Cases<'a> {
    pub fn checked(posteriors: &'a [f64], k: usize, truth: &[Option<u32>]) -> Result<Self, FitError> {
        if k < 2 {
            return Err(FitError::OneClassDeclared);
        }
        same_length(posteriors.len(), truth.len().saturating_mul(k))?;
        let rows = posteriors.chunks_exact(k).zip(truth);
        let known = |(row, truth): (&'a [f64], &Option<u32>)| {
            let class = (*truth)? as usize;
            (class < k).then_some((row, class))
        };
        let rows: Vec<_> = rows.filter_map(known).collect();
        if rows.len() < LEAST_PER_FOLD {
            return Err(FitError::TooFewGold { found: rows.len(), needed: LEAST_PER_FOLD });
        }
        Ok(Self { rows })
    }

    /// Derivative of the log loss by 1/T: mean ln p under the heated posterior minus ln p of the truth.
    fn slope(&self, inverse: f64) -> f64 {
        let mut heated = Vec::new();
        let of_row = |(row, truth): &(&[f64], usize)| {
            heated.clear();
            heated.extend_from_slice(row);
            heat(&mut heated, inverse);
            heated.iter().zip(*row).map(|(weight, &p)| weight * log(p)).sum::<f64>() - log(row[*truth])
        };
        self.rows.iter().map(of_row).sum()
    }
}

/// The temperature at which the log loss of the gold items is smallest (Guo, Pleiss, Sun & Weinberger,
/// ICML 2017), between 0.05 and 200. Above 1 the posteriors were over-confident.
///
/// The log loss is convex in 1/T; its slope is bisected. Items whose true class is outside the classes
/// have no say.
///
/// # Errors
/// [`FitError`] where the lengths do not fit or fewer than 5 items have a truth.
pub fn fit_temperature(posteriors: &[f64], n_classes: u32, truth: &[Option<u32>]) -> Result<f64, FitError> {
    let cases = Cases::checked(posteriors, n_classes as usize, truth)?;
    let (mut low, mut high) = (INVERSE.0.ln(), INVERSE.1.ln());
    for _ in 0..50 {
        let middle = f64::midpoint(low, high);
        if cases.slope(middle.exp()) > 0.0 { high = middle } else { low = middle }
    }
    Ok((-f64::midpoint(low, high)).exp())
}

/// Honesty of posteriors before and after a correction that never saw the items it is scored on.
#[derive(Clone, Debug, PartialEq)]
pub struct CrossFitted {
    /// Temperature of each fold, fitted on the other folds.
    pub temperatures: Vec<f64>,
    /// As they came.
    pub before: Honesty,
    /// Each item at the temperature of its fold.
    pub after: Honesty,
}

/// Cross-fitted temperature: the gold items are split into `folds` at random (seeded), each fold is
/// corrected by the temperature of the others, and all are scored together.
///
/// The posteriors must come from a fit that did not clamp these items.
///
/// # Errors
/// [`FitError`] where the lengths do not fit, `folds` is below 2, or there are fewer than 5 gold items a
/// fold.
pub fn cross_fit_temperature(
    posteriors: &[f64],
    n_classes: u32,
    truth: &[Option<u32>],
    folds: u32,
    seed: u64,
) -> Result<CrossFitted, FitError> {
    let fit = |others: &[Option<u32>]| fit_temperature(posteriors, n_classes, others);
    let apply = |temperature: &f64, row: &mut [f64]| heat(row, 1.0 / temperature);
    let (temperatures, after) = cross_fit((posteriors, n_classes), truth, folds, seed, fit, apply)?;
    let before = honesty(posteriors, n_classes, truth)?;
    Ok(CrossFitted { temperatures, before, after: honesty(&after, n_classes, truth)? })
}

/// What was fitted on the others of each fold, and the posteriors with each fold corrected by that.
pub(super) fn cross_fit<C>(
    (posteriors, n_classes): (&[f64], u32),
    truth: &[Option<u32>],
    folds: u32,
    seed: u64,
    fit: impl Fn(&[Option<u32>]) -> Result<C, FitError>,
    apply: impl Fn(&C, &mut [f64]),
) -> Result<(Vec<C>, Vec<f64>), FitError> {
    same_length(posteriors.len(), truth.len().saturating_mul(n_classes as usize))?;
    let gold: Vec<usize> = (0..truth.len()).filter(|&item| truth[item].is_some()).collect();
    if folds < 2 {
        return Err(FitError::Setting("folds"));
    }
    let needed = LEAST_PER_FOLD.saturating_mul(folds as usize);
    if gold.len() < needed {
        return Err(FitError::TooFewGold { found: gold.len(), needed });
    }
    let mut fold_of = vec![u32::MAX; truth.len()];
    for (position, index) in permutation(gold.len() as u32, seed).into_iter().enumerate() {
        fold_of[gold[index as usize]] = position as u32 % folds;
    }
    let mut after = posteriors.to_vec();
    let mut corrections = Vec::new();
    for fold in 0..folds {
        let others: Vec<Option<u32>> =
            truth.iter().zip(&fold_of).map(|(truth, &of)| truth.filter(|_| of != fold)).collect();
        let correction = fit(&others)?;
        let rows = after.chunks_exact_mut(n_classes as usize).zip(&fold_of);
        rows.filter(|(_, of)| **of == fold).for_each(|(row, _)| apply(&correction, row));
        corrections.push(correction);
    }
    Ok((corrections, after))
}
