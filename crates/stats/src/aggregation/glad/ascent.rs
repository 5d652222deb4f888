//! One step uphill in one parameter.

use super::PRIOR_MEAN;

/// Halvings of a step before it is given up.
const HALVINGS: u32 = 20;

/// One judgment as a parameter sees it.
#[derive(Clone, Copy)]
pub(super) struct Answer {
    /// P(the label is true).
    pub right: f64,
    /// The other factor of the log odds: ease for an ability, ability for an ease.
    pub scale: f64,
}

/// ln 1/(1 + exp(-x)).
pub(super) fn log_sigmoid(x: f64) -> f64 {
    if x >= 0.0 { -(-x).exp().ln_1p() } else { x - x.exp().ln_1p() }
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// A better ability, or the same.
pub(super) fn ascend_ability<I: Iterator<Item = Answer>>(ability: f64, answers: impl Fn() -> I) -> f64 {
    let (mut gradient, mut curvature) = (PRIOR_MEAN - ability, 1.0);
    for Answer { right, scale } in answers() {
        let p = sigmoid(ability * scale);
        gradient += (right - p) * scale;
        curvature += p * (1.0 - p) * scale * scale;
    }
    let objective = |ability: f64| value(answers(), ability, |scale| ability * scale);
    halved(ability, gradient / curvature, objective)
}

/// A better log ease, or the same.
pub(super) fn ascend_ease<I: Iterator<Item = Answer>>(log_ease: f64, answers: impl Fn() -> I) -> f64 {
    let ease = log_ease.exp();
    let (mut gradient, mut curvature) = (PRIOR_MEAN - log_ease, 1.0);
    for Answer { right, scale } in answers() {
        let x = scale * ease;
        let p = sigmoid(x);
        gradient += (right - p) * x;
        curvature += p * (1.0 - p) * x * x;
    }
    let objective = |log_ease: f64| {
        let ease = log_ease.exp();
        value(answers(), log_ease, |scale| ease * scale)
    };
    halved(log_ease, gradient / curvature, objective)
}

/// Expected log likelihood plus the log prior of the parameter.
fn value(answers: impl Iterator<Item = Answer>, parameter: f64, odds: impl Fn(f64) -> f64) -> f64 {
    let of = |Answer { right, scale }: Answer| {
        let x = odds(scale);
        // ln(1 - p) = ln p - x.
        log_sigmoid(x) - (1.0 - right) * x
    };
    answers.map(of).sum::<f64>() - 0.5 * (parameter - PRIOR_MEAN).powi(2)
}

fn halved(start: f64, mut step: f64, objective: impl Fn(f64) -> f64) -> f64 {
    let before = objective(start);
    for _ in 0..HALVINGS {
        if objective(start + step) >= before {
            return start + step;
        }
        step *= 0.5;
    }
    start
}
