//! Labels by any method, with posteriors that gold has corrected.

use super::set::JudgmentSet;
use crate::{Error, Result};
use assay_stats::{self as stats, Consensus, Gold, Method};

/// Gold items below which a correction of the posteriors would be guesswork.
const GOLD_FOR_TEMPERATURE: usize = 50;

/// What a method made of a set.
pub(crate) struct Fitted {
    pub(crate) consensus: Consensus,
    /// What the posteriors were corrected by.
    pub(crate) temperature: Option<f64>,
    /// Gold items that the method knew.
    pub(crate) gold: i64,
}

/// The method of a name.
pub(crate) fn method(name: &str) -> Result<Method> {
    Method::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = Method::ALL.iter().map(|method| method.name()).collect();
        Error::refused("method_unknown", format!("`{name}` is no method; use one of {}", names.join(", ")))
    })
}

/// Fits a method. Gold weighs and clamps, but never an item that is scored against `truth`; where enough gold is left,
/// it tells by which temperature the posteriors are corrected.
pub(crate) fn fit(
    set: &JudgmentSet,
    method: Method,
    gold: &Gold,
    truth: Option<&[Option<u32>]>,
) -> Result<Fitted> {
    let view = set.view()?;
    let refused = |e: stats::FitError| match e {
        stats::FitError::TooFewGold { .. } if method.needs_gold() => Error::refused(
            "gold_missing",
            format!(
                "{} weighs raters by their answers to gold, and none has judged any: import gold, or (for a \
                     table) give it with --gold",
                method.name()
            ),
        ),
        other => Error::refused(other.code(), other.to_string()),
    };
    let aggregate = |scored: Option<&[Option<u32>]>| {
        stats::aggregate(&view, method, stats::Smoothing::default(), stats::Stop::default(), gold, scored)
            .map_err(refused)
    };
    let mut consensus = aggregate(truth)?;
    let known: Vec<Option<u32>> = (0..set.items.len())
        .map(|item| match gold.acceptable(item) {
            &[class] if truth.is_none_or(|truth| truth[item].is_none()) => Some(class),
            _ => None,
        })
        .collect();
    let enough = known.iter().flatten().count() >= GOLD_FOR_TEMPERATURE;
    let mut temperature = None;
    if enough && method.has_posterior() {
        // As if these were no gold: their posteriors show how far the others can be believed.
        let scored: Vec<Option<u32>> = known
            .iter()
            .enumerate()
            .map(|(item, class)| class.or(truth.and_then(|truth| truth[item])))
            .collect();
        let open = aggregate(Some(&scored))?;
        let fitted = stats::fit_temperature(&open.posteriors, open.n_classes, &known).map_err(refused)?;
        if let Some(heated) = stats::at_temperature(&consensus.posteriors, consensus.n_classes, fitted) {
            consensus.posteriors = heated;
            temperature = Some(fitted);
        }
    }
    let gold = (0..set.items.len()).filter(|&item| !gold.acceptable(item).is_empty()).count();
    Ok(Fitted { consensus, temperature, gold: i64::try_from(gold).unwrap_or(i64::MAX) })
}
