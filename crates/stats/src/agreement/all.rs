//! Every coefficient at once.

use super::Prepared;
use super::chance::{Chance, chance_corrected};
use super::cohen::{PairAgreement, pairs_of};
use super::cohen_mean::{CohenMean, cohen_kappa_mean_of};
use super::conger::conger_kappa_of;
use super::krippendorff::krippendorff_alpha_of;
use super::oddity::{Figures, Oddity};
use super::percent::{mean_agreement, percent_agreement_of};
use super::rater_index::RaterIndex;
use super::weights::{Weights, WeightsError};
use crate::estimate::Coefficient;
use crate::judgments::Judgments;

/// A coefficient of agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Statistic {
    /// Mean agreement within items, not corrected for chance.
    PercentAgreement,
    /// Mean of Cohen's kappa over pairs of raters.
    CohenKappaMean,
    /// Fleiss' kappa.
    FleissKappa,
    /// Conger's kappa.
    CongerKappa,
    /// Scott's pi, for two raters.
    ScottPi,
    /// Krippendorff's alpha.
    KrippendorffAlpha,
    /// Gwet's AC1, with weights AC2.
    GwetAc,
    /// Brennan-Prediger coefficient.
    BrennanPrediger,
}

impl Statistic {
    /// All, in the order they are shown.
    pub const ALL: [Self; 8] = [
        Self::PercentAgreement,
        Self::CohenKappaMean,
        Self::FleissKappa,
        Self::CongerKappa,
        Self::ScottPi,
        Self::KrippendorffAlpha,
        Self::GwetAc,
        Self::BrennanPrediger,
    ];

    /// The statistic of a coefficient's name; `gwet_ac1` and `gwet_ac2` are one, told apart by the weights.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "percent_agreement" => Some(Self::PercentAgreement),
            "cohen_kappa_mean" => Some(Self::CohenKappaMean),
            "fleiss_kappa" => Some(Self::FleissKappa),
            "conger_kappa" => Some(Self::CongerKappa),
            "scott_pi" => Some(Self::ScottPi),
            "krippendorff_alpha" => Some(Self::KrippendorffAlpha),
            "gwet_ac1" | "gwet_ac2" => Some(Self::GwetAc),
            "brennan_prediger" => Some(Self::BrennanPrediger),
            _ => None,
        }
    }
}

/// Every coefficient with the same weights.
#[derive(Clone, Debug, PartialEq)]
pub struct AllCoefficients {
    /// One for each of [`Statistic::ALL`], in that order.
    pub coefficients: Vec<Coefficient>,
    /// The mean kappa again, with the number of pairs behind it.
    pub cohen: CohenMean,
    /// Weighted kappa of each pair of raters.
    pub pairs: Vec<PairAgreement>,
    /// Why Fleiss' kappa looks odd beside the agreement, if it does.
    pub oddity: Option<Oddity>,
}

impl AllCoefficients {
    /// The coefficient of that name, such as `fleiss_kappa`.
    pub fn named(&self, name: &str) -> Option<&Coefficient> {
        self.coefficients.iter().find(|coefficient| coefficient.name == name)
    }
}

/// All coefficients with the same weights, sharing the counts of labels within items and the index of raters.
///
/// Names: `percent_agreement`, `cohen_kappa_mean`, `fleiss_kappa`, `conger_kappa`, `scott_pi`,
/// `krippendorff_alpha`, `gwet_ac1` (nominal) or `gwet_ac2`, `brennan_prediger`. Alpha takes its own
/// ordinal distance, see [`krippendorff_alpha_weighted`](super::krippendorff_alpha_weighted).
///
/// # Errors
/// [`WeightsError::OtherClasses`] where the weights are for another number of classes.
pub fn all_coefficients(
    judgments: &Judgments<'_>,
    weights: &Weights,
) -> Result<AllCoefficients, WeightsError> {
    weights.fit(judgments)?;
    let data = Prepared::new(judgments);
    let index = RaterIndex::new(judgments);
    let pairs = pairs_of(&index, weights);
    let cohen = cohen_kappa_mean_of(&data, &index, &pairs, weights);
    let coefficient = |statistic| match statistic {
        Statistic::CohenKappaMean => cohen.coefficient,
        other => one(&data, other, weights),
    };
    let coefficients = Statistic::ALL.map(coefficient).to_vec();
    let all = AllCoefficients { coefficients, cohen, pairs, oddity: None };
    let oddity = all.named("fleiss_kappa").and_then(|fleiss| oddity_of(&data, fleiss));
    Ok(AllCoefficients { oddity, ..all })
}

/// `None` where the coefficient is undefined.
fn oddity_of(data: &Prepared<'_>, fleiss: &Coefficient) -> Option<Oddity> {
    let kappa = fleiss.value.ok()?;
    let classes = data.judgments.n_classes();
    let mut labels = vec![0u64; classes as usize];
    data.judgments.labels().iter().for_each(|&label| labels[label as usize] += 1);
    let commonest = labels.iter().copied().max()? as f64 / data.judgments.len() as f64;
    let agreement = mean_agreement(data, &Weights::nominal(classes));
    Oddity::of(&Figures { kappa, agreement, classes, share: commonest, of_pair: None })
}

/// One coefficient with weights.
///
/// # Errors
/// [`WeightsError::OtherClasses`] where the weights are for another number of classes.
pub fn weighted_coefficient(
    judgments: &Judgments<'_>,
    statistic: Statistic,
    weights: &Weights,
) -> Result<Coefficient, WeightsError> {
    weights.fit(judgments)?;
    Ok(one(&Prepared::new(judgments), statistic, weights))
}

fn one(data: &Prepared<'_>, statistic: Statistic, weights: &Weights) -> Coefficient {
    match statistic {
        Statistic::PercentAgreement => percent_agreement_of(data, weights),
        Statistic::CohenKappaMean => {
            let index = RaterIndex::new(&data.judgments);
            cohen_kappa_mean_of(data, &index, &pairs_of(&index, weights), weights).coefficient
        }
        Statistic::FleissKappa => chance_corrected(data, Chance::Fleiss, weights),
        Statistic::CongerKappa => conger_kappa_of(data, weights),
        Statistic::ScottPi => chance_corrected(data, Chance::Scott, weights),
        Statistic::BrennanPrediger => chance_corrected(data, Chance::BrennanPrediger, weights),
        Statistic::GwetAc => chance_corrected(data, Chance::Gwet, weights),
        Statistic::KrippendorffAlpha => krippendorff_alpha_of(data, weights),
    }
}
