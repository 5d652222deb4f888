//! One label for each item.

use super::fit::{self, Fitted};
use super::set::JudgmentSet;
use crate::figures::Figure;
use crate::{Error, Result};
use assay_stats as stats;
use assay_store::consensus::ConsensusFit;
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

/// The aggregated label of an item.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ConsensusLabel {
    /// External key.
    pub item: String,
    /// None at a tie.
    pub label: Option<String>,
    /// Share of the votes of the leading class; its posterior, of a method that has one.
    pub confidence: f64,
    /// Votes.
    pub n: u64,
    /// `majority`, `dawid-skene`, ...
    pub method: String,
}

/// How far the posteriors can be believed, where a truth was given.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PosteriorCalibration {
    /// Mean posterior of the leading class minus its accuracy: above 0 is over-confident.
    pub calibration_error: Figure,
    /// Mean of -ln posterior of the true class.
    pub log_loss: f64,
    /// Items by their leading posterior, ascending.
    pub bins: Vec<CalibrationBin>,
}

/// Items whose leading posterior lies in one range.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct CalibrationBin {
    /// Lower end, excluded.
    pub lower: f64,
    /// Upper end, included.
    pub upper: f64,
    /// Mean posterior.
    pub confidence: f64,
    /// How often the leading class is true.
    pub accuracy: Figure,
}

/// What a method says of one rater.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RaterConfusion {
    /// Name.
    pub rater: String,
    /// Judgments.
    pub n: u64,
    /// Expected share right, over classes as often as the method finds them.
    pub accuracy: f64,
    /// Probability of each label (columns) given each true class (rows), in the order of `classes`.
    pub matrix: Vec<Vec<f64>>,
}

/// Every item's label, and how right they are where a truth was given.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ConsensusReport {
    /// `majority`, `dawid-skene`, ...
    pub method: String,
    /// Items with a judgment.
    pub items: u64,
    /// Items with a single leading class.
    pub decided: u64,
    /// Mean confidence over the decided items.
    pub mean_confidence: Option<f64>,
    /// Decided items of each class, by class key, in the scheme's order.
    pub by_class: Vec<(String, u64)>,
    /// One for each item with a judgment; empty where only the summary was asked for.
    pub labels: Vec<ConsensusLabel>,
    /// Items without a single leading class.
    pub ties: u64,
    /// Further answers of a rater on an item, left out.
    pub repeats: u64,
    /// Share right of the decided items that have a truth.
    pub accuracy: Option<Figure>,
    /// The same over all items with a truth; a tie of k classes counts 1/k when it contains the truth.
    pub accuracy_ties_split: Option<Figure>,
    /// Share of the items with a truth that are decided.
    pub coverage: Option<Figure>,
    /// Natural logarithm; of the judgments under the fitted model, where the method has one.
    pub log_likelihood: Option<f64>,
    /// Iterations of the fit.
    pub iterations: Option<u32>,
    /// Whether the fit came to rest.
    pub converged: Option<bool>,
    /// Gold items that the method knew; those scored against a truth are never held to it.
    pub gold: i64,
    /// The posteriors were raised to 1 / temperature, because gold showed how far they can be believed.
    pub temperature: Option<f64>,
    /// And mixed with this share of even ones: how often raters err together, as gold shows.
    pub lapse: Option<f64>,
    /// How far the posteriors can be believed, where a truth was given.
    pub calibration: Option<PosteriorCalibration>,
    /// What the method says of each rater, where asked for and where it says something.
    pub raters: Option<Vec<RaterConfusion>>,
    /// The class keys, in order.
    pub classes: Vec<String>,
    /// The fit that the project's reference labels come from; none where the votes decide.
    pub in_force: Option<ConsensusFit>,
}

pub(crate) struct Wanted<'a> {
    pub(crate) method: &'a str,
    pub(crate) labels: bool,
    pub(crate) raters: bool,
    pub(crate) truth: Option<&'a HashMap<String, String>>,
    /// Known answers from a table; the project's own where none.
    pub(crate) gold: Option<&'a HashMap<String, String>>,
}

pub(crate) fn report(set: &JudgmentSet, wanted: &Wanted<'_>) -> Result<ConsensusReport> {
    let method = fit::method(wanted.method)?;
    let truth = wanted.truth.map(|truth| set.truth(truth));
    let fitted = fit::fit(set, method, &set.gold(wanted.gold)?, truth.as_deref())?;
    let consensus = &fitted.consensus;
    let mut decisions = consensus.decisions();
    let hidden = decisions.iter_mut().enumerate().filter(|(item, _)| !set.is_shown(*item));
    hidden.for_each(|(_, decision)| *decision = stats::Decision::None);
    let mut by_class: Vec<(String, u64)> = set.classes.iter().map(|class| (class.clone(), 0)).collect();
    let mut confidence = 0.0;
    for (item, decision) in decisions.iter().enumerate() {
        if let Some(class) = decision.label() {
            by_class[class as usize].1 += 1;
            confidence += consensus.confidence(item).unwrap_or(0.0);
        }
    }
    let decided: u64 = by_class.iter().map(|(_, n)| n).sum();
    let items = decisions.iter().filter(|decision| **decision != stats::Decision::None).count() as u64;
    let unfit = |e: stats::InputError| Error::refused(e.code(), e.to_string());
    let scores =
        truth.as_deref().map(|t| stats::decision_accuracy(&decisions, t).map_err(unfit)).transpose()?;
    let score = |of: fn(&stats::ConsensusAccuracy) -> Figure| scores.as_ref().map(of);
    let fit = consensus.fit.as_ref();
    Ok(ConsensusReport {
        method: method.name().into(),
        items,
        decided,
        mean_confidence: (decided > 0).then(|| confidence / decided as f64),
        by_class,
        ties: items - decided,
        repeats: set.repeats,
        labels: if wanted.labels { labels(set, &fitted, &decisions) } else { Vec::new() },
        accuracy: score(|s| Figure::of(&s.decided)),
        accuracy_ties_split: score(|s| Figure::of(&s.ties_split)),
        coverage: score(|s| Figure::of(&s.coverage)),
        log_likelihood: fit.map(|fit| fit.log_likelihood),
        iterations: fit.map(|fit| fit.iterations),
        converged: fit.map(|fit| fit.converged),
        gold: fitted.gold,
        temperature: fitted.correction.map(|c| c.temperature),
        lapse: fitted.correction.map(|c| c.lapse),
        calibration: truth.as_deref().and_then(|truth| calibration(&fitted, truth)),
        raters: wanted.raters.then(|| raters(set, &fitted)).flatten(),
        classes: set.classes.clone(),
        in_force: None,
    })
}

fn labels(set: &JudgmentSet, fitted: &Fitted, decisions: &[stats::Decision]) -> Vec<ConsensusLabel> {
    let of = |(item, decision): (usize, &stats::Decision)| {
        if *decision == stats::Decision::None {
            return None;
        }
        Some(ConsensusLabel {
            item: set.items[item].clone(),
            label: decision.label().map(|class| set.classes[class as usize].clone()),
            confidence: fitted.consensus.confidence(item)?,
            n: u64::from(fitted.consensus.n_judgments[item]),
            method: fitted.consensus.method.name().into(),
        })
    };
    decisions.iter().enumerate().filter_map(of).collect()
}

/// None for shares of votes, which promise nothing, and where nothing could be scored.
fn calibration(fitted: &Fitted, truth: &[Option<u32>]) -> Option<PosteriorCalibration> {
    if !fitted.consensus.method.has_posterior() {
        return None;
    }
    let judged: Vec<Option<u32>> =
        truth.iter().zip(&fitted.consensus.n_judgments).map(|(truth, &n)| truth.filter(|_| n > 0)).collect();
    let honesty = stats::honesty(&fitted.consensus.posteriors, fitted.consensus.n_classes, &judged).ok()?;
    let figure = |e: &stats::Estimate| Figure::new(e.value, e.interval, e.n);
    let bin = |bin: &stats::ReliabilityBin| CalibrationBin {
        lower: bin.lower,
        upper: bin.upper,
        confidence: bin.confidence,
        accuracy: figure(&bin.accuracy),
    };
    Some(PosteriorCalibration {
        calibration_error: figure(&honesty.calibration_error),
        log_loss: honesty.log_loss,
        bins: honesty.bins.iter().map(bin).collect(),
    })
}

fn raters(set: &JudgmentSet, fitted: &Fitted) -> Option<Vec<RaterConfusion>> {
    let priors = &fitted.consensus.fit.as_ref()?.class_priors;
    let k = set.classes.len();
    let counts = set.judgments_by_rater();
    let rater = |(at, name): (usize, &String)| {
        let flat = fitted.consensus.confusion_of(at)?;
        let accuracy = (0..k).map(|class| priors[class] * flat[class * k + class]).sum();
        let matrix = flat.chunks_exact(k).map(<[f64]>::to_vec).collect();
        Some(RaterConfusion { rater: name.clone(), n: counts[at], accuracy, matrix })
    };
    let all: Vec<RaterConfusion> = set.raters.iter().enumerate().filter_map(rater).collect();
    (!all.is_empty()).then_some(all)
}
