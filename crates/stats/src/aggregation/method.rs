//! One function for all methods, chosen by name.

use super::dawid_skene::dawid_skene;
use super::decision::Decision;
use super::em::Aggregated;
use super::glad::glad;
use super::gold::Gold;
use super::layout::MOST_CELLS;
use super::mace::mace;
use super::one_coin::one_coin;
use super::settings::{FitError, Smoothing, Stop};
use super::weighted::{gold_accuracy, gold_weighted_majority};
use crate::judgments::Judgments;

/// A method of aggregation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Most votes; a tie is no label.
    Majority,
    /// Votes weighted by accuracy on gold: [`super::gold_weighted_majority`].
    GoldWeighted,
    /// [`super::dawid_skene`].
    DawidSkene,
    /// [`super::one_coin`].
    OneCoin,
    /// [`super::glad`].
    Glad,
    /// [`super::mace`].
    Mace,
}

impl Method {
    /// All methods, plain ones first.
    pub const ALL: [Self; 6] =
        [Self::Majority, Self::GoldWeighted, Self::DawidSkene, Self::OneCoin, Self::Glad, Self::Mace];

    /// Stable name, as in a command line: `majority`, `gold-weighted`, `dawid-skene`, `one-coin`, `glad`,
    /// `mace`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Majority => "majority",
            Self::GoldWeighted => "gold-weighted",
            Self::DawidSkene => "dawid-skene",
            Self::OneCoin => "one-coin",
            Self::Glad => "glad",
            Self::Mace => "mace",
        }
    }

    /// The method of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }

    /// Whether it is of no use without gold.
    pub fn needs_gold(self) -> bool {
        self == Self::GoldWeighted
    }

    /// Whether its rows are probabilities; those of [`Method::Majority`] are vote shares.
    pub fn has_posterior(self) -> bool {
        self != Self::Majority
    }
}

/// What a method made of all items.
#[derive(Clone, Debug, PartialEq)]
pub struct Consensus {
    /// The method.
    pub method: Method,
    /// Label of each item; none without judgments and for a tie.
    pub labels: Vec<Option<u32>>,
    /// Items x classes, row by row, each adds up to 1: the posterior, or vote shares where
    /// [`Method::has_posterior`] says no. Without judgments a row is the class priors, for vote shares 0.
    pub posteriors: Vec<f64>,
    /// Judgments of each item.
    pub n_judgments: Vec<u32>,
    /// Number of classes: the length of a row.
    pub n_classes: u32,
    /// How the fit went, where the method is iterative.
    pub fit: Option<Fit>,
    /// What is known of the raters.
    pub raters: RaterModel,
}

/// How an iterative fit went.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Share of each class as the method has it.
    pub class_priors: Vec<f64>,
    /// ln P(judgments | parameters) in nats.
    pub log_likelihood: f64,
    /// Log posterior (MACE: variational bound) in nats, up to a constant.
    pub log_posterior: f64,
    /// Iterations done.
    pub iterations: u32,
    /// Whether it converged before the maximum of iterations.
    pub converged: bool,
}

/// What a method says of each rater, in rater order.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RaterModel {
    /// Nothing: all are alike.
    None,
    /// P(label | true class), raters x true classes x labels, flat (Dawid-Skene, MACE).
    Confusion(Vec<f64>),
    /// P(the label is the true class); none without judgments (one-coin), smoothed gold accuracy
    /// (gold-weighted).
    Accuracy(Vec<Option<f64>>),
    /// Ability on the log-odds scale; none without judgments (GLAD).
    Ability(Vec<Option<f64>>),
}

impl Consensus {
    /// Row of one item; empty where there is no such item.
    pub fn posterior(&self, item: usize) -> &[f64] {
        let k = self.n_classes as usize;
        self.posteriors.get(item * k..(item + 1) * k).unwrap_or(&[])
    }

    /// Largest entry of the row; none without judgments.
    pub fn confidence(&self, item: usize) -> Option<f64> {
        let judged = self.n_judgments.get(item).is_some_and(|&n| n > 0);
        judged.then(|| self.posterior(item).iter().copied().fold(0.0, f64::max))
    }

    /// Label, tie or nothing, per item.
    pub fn decisions(&self) -> Vec<Decision> {
        let rows = self.posteriors.chunks_exact(self.n_classes.max(1) as usize);
        let decide = |(row, &n): (&[f64], &u32)| if n == 0 { Decision::None } else { Decision::of_row(row) };
        rows.zip(&self.n_judgments).map(decide).collect()
    }

    /// Confusion matrix of one rater, true classes x labels, flat, where the method has one: of
    /// Dawid-Skene and MACE as fitted, of one-coin its accuracy with errors spread alike.
    pub fn confusion_of(&self, rater: usize) -> Option<Vec<f64>> {
        let k = self.n_classes as usize;
        match &self.raters {
            RaterModel::Confusion(all) => Some(all.get(rater * k * k..(rater + 1) * k * k)?.to_vec()),
            RaterModel::Accuracy(all) if self.method == Method::OneCoin => {
                let right = (*all.get(rater)?)?;
                let wrong = (1.0 - right) / (k - 1) as f64;
                Some((0..k * k).map(|cell| if cell / k == cell % k { right } else { wrong }).collect())
            }
            _ => None,
        }
    }

    fn of_fit(method: Method, fitted: Aggregated, raters: RaterModel) -> Self {
        let fit = Fit {
            class_priors: fitted.class_priors,
            log_likelihood: fitted.log_likelihood,
            log_posterior: fitted.log_posterior,
            iterations: fitted.iterations,
            converged: fitted.converged,
        };
        Self {
            method,
            labels: fitted.labels,
            posteriors: fitted.posteriors,
            n_judgments: fitted.n_judgments,
            n_classes: fitted.n_classes,
            fit: Some(fit),
            raters,
        }
    }
}

/// Aggregates by any method.
///
/// `gold` is what the engine knows: it clamps gold items in every fitted method, and weighs the raters of
/// [`Method::GoldWeighted`], in which no gold item takes part in its own label. Items with a `truth` are about
/// to be scored: they are never clamped. `smoothing` is the prior of Dawid-Skene and one-coin; GLAD and
/// MACE have the priors of their papers. For plain use: `aggregate(&judgments, method,
/// Smoothing::default(), Stop::default(), &Gold::default(), None)`.
///
/// # Errors
/// [`FitError`] where there is no judgment or fewer than two classes (the majority takes both), a setting out of range, `gold` is of
/// other items or classes, or is empty where [`Method::needs_gold`].
pub fn aggregate(
    judgments: &Judgments<'_>,
    method: Method,
    smoothing: Smoothing,
    stop: Stop,
    gold: &Gold,
    truth: Option<&[Option<u32>]>,
) -> Result<Consensus, FitError> {
    let clamped = truth.map(|truth| gold.without(truth));
    let clamped = clamped.as_ref().unwrap_or(gold);
    let of = |fitted, raters| Ok(Consensus::of_fit(method, fitted, raters));
    match method {
        Method::Majority => votes(judgments),
        Method::GoldWeighted => by_gold(judgments, gold),
        Method::DawidSkene => {
            let fit = dawid_skene(judgments, smoothing, stop, clamped)?;
            of(fit.consensus, RaterModel::Confusion(fit.confusion))
        }
        Method::OneCoin => {
            let fit = one_coin(judgments, smoothing, stop, clamped)?;
            of(fit.consensus, RaterModel::Accuracy(fit.accuracy))
        }
        Method::Glad => {
            let fit = glad(judgments, stop, clamped)?;
            of(fit.consensus, RaterModel::Ability(fit.ability))
        }
        Method::Mace => {
            let fit = mace(judgments, stop, clamped)?;
            let confusion = fit.confusion();
            of(fit.consensus, RaterModel::Confusion(confusion))
        }
    }
}

/// Majority with its vote shares; of one class too, where a model has nothing to learn.
fn votes(judgments: &Judgments<'_>) -> Result<Consensus, FitError> {
    let (items, k) = (judgments.n_items() as usize, judgments.n_classes() as usize);
    if (items as u64).saturating_mul(k as u64) > MOST_CELLS {
        let (raters, classes) = (judgments.n_raters(), judgments.n_classes());
        return Err(FitError::TooLarge { raters, classes, judgments: judgments.len() });
    }
    let (mut shares, mut n_judgments) = (vec![0.0; items * k], vec![0_u32; items]);
    for (&item, &label) in judgments.items().iter().zip(judgments.labels()) {
        shares[item as usize * k + label as usize] += 1.0;
        n_judgments[item as usize] += 1;
    }
    for (row, &n) in shares.chunks_exact_mut(k.max(1)).zip(&n_judgments) {
        row.iter_mut().for_each(|share| *share /= f64::from(n.max(1)));
    }
    Ok(decided(judgments, Method::Majority, shares, n_judgments, RaterModel::None))
}

/// Weighted majority, no gold item in its own weights.
fn by_gold(judgments: &Judgments<'_>, gold: &Gold) -> Result<Consensus, FitError> {
    let known = gold_accuracy(judgments, gold)?;
    let found = gold_weighted_majority(judgments, gold)?;
    let raters = RaterModel::Accuracy(known.iter().map(|rater| Some(rater.smoothed)).collect());
    Ok(decided(judgments, Method::GoldWeighted, found.posteriors, found.n_judgments, raters))
}

fn decided(
    judgments: &Judgments<'_>,
    method: Method,
    posteriors: Vec<f64>,
    n_judgments: Vec<u32>,
    raters: RaterModel,
) -> Consensus {
    let rows = posteriors.chunks_exact(judgments.n_classes() as usize).zip(&n_judgments);
    let labels = rows.map(|(row, &n)| if n == 0 { None } else { Decision::label_of_row(row) }).collect();
    Consensus { method, labels, posteriors, n_judgments, n_classes: judgments.n_classes(), fit: None, raters }
}
