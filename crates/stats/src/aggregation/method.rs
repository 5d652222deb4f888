//! Every method by its name.

use super::dawid_skene::dawid_skene;
use super::decision::Decision;
use super::em::Aggregated;
use super::gold::Gold;
use super::majority::majority;
use super::one_coin::one_coin;
use super::settings::{FitError, Smoothing, Stop};
use super::weighted::gold_weighted_majority;
use crate::judgments::Judgments;

/// How labels are made of judgments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// [`majority`].
    Majority,
    /// [`gold_weighted_majority`].
    GoldWeighted,
    /// [`dawid_skene`].
    DawidSkene,
    /// [`one_coin`].
    OneCoin,
}

impl Method {
    /// All, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Majority, Self::GoldWeighted, Self::DawidSkene, Self::OneCoin];

    /// `majority`, `gold-weighted`, `dawid-skene`, `one-coin`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Majority => "majority",
            Self::GoldWeighted => "gold-weighted",
            Self::DawidSkene => "dawid-skene",
            Self::OneCoin => "one-coin",
        }
    }

    /// The method of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}

/// What a method says of the items.
#[derive(Clone, Debug, PartialEq)]
pub struct Consensus {
    /// How it was made.
    pub method: Method,
    /// Label, tie or nothing, per item.
    pub decisions: Vec<Decision>,
    /// Posterior of the leading class per item, for the majority its share of the votes; 0 without a judgment.
    pub confidence: Vec<f64>,
    /// Items x classes; none for the majority, which has no posterior.
    pub posteriors: Option<Vec<f64>>,
    /// Judgments of each item.
    pub n_judgments: Vec<u32>,
    /// How the fit went, of a method that is fitted.
    pub fit: Option<Fit>,
    /// P(label | true class), raters x true classes x labels, of a method that has it.
    pub confusion: Option<Vec<f64>>,
}

/// How a fit went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// ln P(judgments | parameters) in nats.
    pub log_likelihood: f64,
    /// Iterations done.
    pub iterations: u32,
    /// Whether the change fell below the tolerance.
    pub converged: bool,
}

/// Aggregates by any method, at its default settings.
///
/// `gold` weighs the raters of [`Method::GoldWeighted`] and clamps gold items in the fitted methods. Items
/// with a `truth` are about to be scored: they are never clamped.
///
/// # Errors
/// As the method's own function; [`FitError::Input`] where `truth` is of another length.
pub fn aggregate(
    judgments: &Judgments<'_>,
    method: Method,
    gold: &Gold,
    truth: Option<&[Option<u32>]>,
) -> Result<Consensus, FitError> {
    let clamped = match truth {
        Some(truth) => gold.without(truth),
        None => gold.clone(),
    };
    match method {
        Method::Majority => Ok(Consensus::of_votes(judgments)),
        Method::GoldWeighted => {
            let weighted = gold_weighted_majority(judgments, gold)?;
            let decisions = weighted.decisions();
            Ok(Consensus::of_posteriors(
                method,
                decisions,
                weighted.posteriors,
                weighted.n_judgments,
                judgments,
            ))
        }
        Method::DawidSkene => {
            let model = dawid_skene(judgments, Smoothing::default(), Stop::default(), &clamped)?;
            let confusion = Some(model.confusion);
            Ok(Consensus { confusion, ..Consensus::of_fit(method, model.consensus, judgments) })
        }
        Method::OneCoin => {
            let model = one_coin(judgments, Smoothing::default(), Stop::default(), &clamped)?;
            Ok(Consensus::of_fit(method, model.consensus, judgments))
        }
    }
}

impl Consensus {
    fn of_votes(judgments: &Judgments<'_>) -> Self {
        let votes = majority(judgments);
        Self {
            method: Method::Majority,
            confidence: votes.iter().map(|each| each.vote_share().unwrap_or(0.0)).collect(),
            n_judgments: votes.iter().map(super::Majority::n).collect(),
            decisions: super::accuracy::decisions(&votes),
            posteriors: None,
            fit: None,
            confusion: None,
        }
    }

    fn of_posteriors(
        method: Method,
        decisions: Vec<Decision>,
        posteriors: Vec<f64>,
        n_judgments: Vec<u32>,
        judgments: &Judgments<'_>,
    ) -> Self {
        let rows = posteriors.chunks_exact(judgments.n_classes().max(1) as usize);
        let largest =
            |(row, &n): (&[f64], &u32)| if n == 0 { 0.0 } else { row.iter().copied().fold(0.0, f64::max) };
        let confidence = rows.zip(&n_judgments).map(largest).collect();
        Self {
            method,
            decisions,
            confidence,
            posteriors: Some(posteriors),
            n_judgments,
            fit: None,
            confusion: None,
        }
    }

    fn of_fit(method: Method, fitted: Aggregated, judgments: &Judgments<'_>) -> Self {
        let fit = Fit {
            log_likelihood: fitted.log_likelihood,
            iterations: fitted.iterations,
            converged: fitted.converged,
        };
        let decisions = fitted.decisions();
        let of = Self::of_posteriors(method, decisions, fitted.posteriors, fitted.n_judgments, judgments);
        Self { fit: Some(fit), ..of }
    }
}
