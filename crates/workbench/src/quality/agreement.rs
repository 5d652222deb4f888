//! All coefficients of a set of judgments.

use super::set::JudgmentSet;
use crate::figures::{CoefficientFigure, Figure};
use crate::{Error, Result};
use assay_stats as stats;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ts_rs::TS;

/// How much two different classes count as agreeing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgreementWeights {
    /// Not at all.
    #[default]
    Nominal,
    /// By the number of classes that lie between them, in the scheme's order.
    Ordinal,
    /// By their distance in the scheme's order.
    Linear,
    /// By the square of that distance.
    Quadratic,
    /// By the square of the difference of their values; the class keys are numbers.
    Interval,
    /// By the square of the relative difference of their values; the class keys are numbers, none below 0.
    Ratio,
}

impl AgreementWeights {
    /// As a person writes it: `nominal`.
    pub fn name(self) -> &'static str {
        self.kind().code()
    }

    fn kind(self) -> stats::WeightKind {
        match self {
            AgreementWeights::Nominal => stats::WeightKind::Nominal,
            AgreementWeights::Ordinal => stats::WeightKind::Ordinal,
            AgreementWeights::Linear => stats::WeightKind::Linear,
            AgreementWeights::Quadratic => stats::WeightKind::Quadratic,
            AgreementWeights::Interval => stats::WeightKind::Interval,
            AgreementWeights::Ratio => stats::WeightKind::Ratio,
        }
    }

    fn of(self, classes: &[String]) -> Result<stats::Weights> {
        let kind = self.kind();
        let values = kind.needs_values().then(|| values(classes, kind)).transpose()?;
        let n_classes = u32::try_from(classes.len()).unwrap_or(u32::MAX);
        let name = |class: u32| classes.get(class as usize).map_or("?", String::as_str);
        let why = |e: &stats::WeightsError| match e {
            stats::WeightsError::Negative { class } => format!("`{}` is below 0", name(*class)),
            stats::WeightsError::SameValue { first, second } => {
                format!("`{}` and `{}` are the same number", name(*first), name(*second))
            }
            stats::WeightsError::NotFinite { position } => {
                format!("`{}` is no finite number", classes.get(*position).map_or("?", String::as_str))
            }
            other => other.to_string(),
        };
        stats::Weights::new(kind, n_classes, values.as_deref()).map_err(|e| {
            Error::refused(e.code(), format!("{} weights cannot be made: {}", kind.code(), why(&e)))
        })
    }
}

/// Class keys as numbers.
fn values(classes: &[String], kind: stats::WeightKind) -> Result<Vec<f64>> {
    let value = |key: &String| {
        key.trim().parse::<f64>().map_err(|_| {
            let remedy =
                "rename the classes, or use ordinal, linear or quadratic weights, which take their order";
            let message =
                format!("{} weights need classes that are numbers; `{key}` is none: {remedy}", kind.code());
            Error::refused("values_missing", message)
        })
    };
    classes.iter().map(value).collect()
}

/// One pair of raters.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PairView {
    /// Index into `raters`.
    pub a: u32,
    /// Index into `raters`.
    pub b: u32,
    /// Share of shared items on which they agree.
    pub agreement: f64,
    /// Cohen's kappa over the items both judged; `n` is their number.
    pub kappa: Figure,
    /// The agreement that their class shares alone would give.
    pub by_chance: f64,
    /// The largest kappa that their class shares allow.
    pub max_kappa: Option<f64>,
    /// Two classes: how far one class prevails, which lowers kappa.
    pub prevalence_index: Option<f64>,
    /// Two classes: how far one of them uses a class more, which raises kappa.
    pub bias_index: Option<f64>,
    /// Two classes: kappa adjusted for both.
    pub pabak: Option<f64>,
    /// Why kappa may look odd beside the agreement, in one line.
    pub odd_because: Option<String>,
}

/// One class against the rest.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ClassView {
    /// The class.
    pub class: String,
    /// Judgments that chose it.
    pub labels: u64,
    /// Given that one rater chose it, how often another did.
    pub specific_agreement: CoefficientFigure,
    /// Each coefficient, this class against the rest.
    pub coefficients: Vec<CoefficientFigure>,
}

/// A rater against the truth given.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RaterAccuracy {
    /// Name.
    pub rater: String,
    /// Share right with Wilson's interval.
    pub accuracy: Figure,
}

/// Which judgments a coefficient is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AgreementBasis {
    /// All that count.
    All,
    /// Those of the calibration items alone: adaptive overlap biases all others.
    Calibration {
        /// Calibration items that the policy asks for.
        drawn: u32,
        /// Judgments of each, once it has them all.
        judgments: u32,
    },
    /// All that count, although adaptive overlap biases them: there are no calibration items.
    Biased,
}

/// How far raters agree with themselves, over items that they answered twice.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct SelfAgreementView {
    /// Share of the pairs of rater and item with the same answer; `n` such pairs.
    pub pooled: Figure,
    /// Kappa of second against first answers.
    pub kappa: Figure,
    /// Each rater with such an item.
    pub raters: Vec<RaterSelfAgreement>,
}

/// How far one rater agrees with oneself.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RaterSelfAgreement {
    /// Name.
    pub rater: String,
    /// Share of the items answered twice with the same class.
    pub same: Figure,
    /// Kappa of second against first answers.
    pub kappa: Figure,
}

/// Agreement.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AgreementReport {
    /// Items with a judgment.
    pub items: u64,
    /// Raters.
    pub raters: Vec<String>,
    /// First answers of each rater on each item.
    pub judgments: u64,
    /// Further answers of a rater on an item, left out.
    pub repeats: u64,
    /// Which judgments the coefficients are made from.
    pub basis: AgreementBasis,
    /// Where raters answered items twice.
    pub self_agreement: Option<SelfAgreementView>,
    /// Share of the rows that were skips.
    pub skip_rate: Figure,
    /// Classes, in order; their number enters some coefficients.
    pub classes: Vec<String>,
    /// How different classes count.
    pub weights: AgreementWeights,
    /// All coefficients.
    pub coefficients: Vec<CoefficientFigure>,
    /// Why the kappas may look odd beside the share of agreement, in one line.
    pub odd_because: Option<String>,
    /// Pairs of raters with a kappa.
    pub pairs_defined: u64,
    /// Pairs that share items and have no kappa.
    pub pairs_undefined: u64,
    /// Pairs that share an item.
    pub pairs_sharing: u64,
    /// All pairs.
    pub pairs_total: u64,
    /// The matrix, where asked for.
    pub pairs: Option<Vec<PairView>>,
    /// Each class against the rest, where asked for.
    pub per_class: Option<Vec<ClassView>>,
    /// Each rater against the truth, where one was given.
    pub accuracy: Option<Vec<RaterAccuracy>>,
    /// Names the snapshot of reference labels (a project's).
    pub reference_revision: Option<i64>,
}

#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) pairs: bool,
    pub(crate) per_class: bool,
    pub(crate) weights: AgreementWeights,
}

pub(crate) fn report(
    set: &JudgmentSet,
    wanted: Wanted,
    truth: Option<&HashMap<String, String>>,
) -> Result<AgreementReport> {
    let view = set.view()?;
    refuse_too_many_pairs(&view)?;
    let weights = wanted.weights.of(&set.classes)?;
    let unfit = |e: stats::WeightsError| Error::refused(e.code(), e.to_string());
    let all = stats::all_coefficients(&view, &weights).map_err(unfit)?;
    let odd_because = all.oddity.as_ref().map(ToString::to_string);
    let mut coefficients = all.coefficients;
    // AC2 is AC1 with weights: both names are answered, whatever the weights.
    if let Some(at) = coefficients.iter().position(|c| c.name.starts_with("gwet_ac")) {
        let plain = stats::gwet_ac1(&view);
        let weighted = coefficients[at];
        coefficients.splice(at..=at, [plain, stats::Coefficient { name: "gwet_ac2", ..weighted }]);
    }
    let judged = view.len() as u64;
    let skips = u64::try_from(set.skips).unwrap_or(0);
    Ok(AgreementReport {
        items: set.items.len() as u64,
        raters: set.raters.clone(),
        judgments: judged,
        repeats: set.repeats,
        basis: set.basis,
        self_agreement: self_agreement(set, &weights),
        skip_rate: Figure::share(skips, set.answers.unwrap_or(judged) + skips),
        classes: set.classes.clone(),
        weights: wanted.weights,
        odd_because,
        coefficients: coefficients.into_iter().map(Into::into).collect(),
        pairs_defined: all.cohen.pairs_defined,
        pairs_undefined: all.cohen.pairs_undefined,
        pairs_sharing: all.cohen.pairs_sharing,
        pairs_total: all.cohen.pairs_total,
        pairs: wanted.pairs.then(|| all.pairs.iter().map(pair).collect()),
        per_class: wanted
            .per_class
            .then(|| stats::per_class(&view).into_iter().map(|c| class(set, c)).collect()),
        accuracy: truth.map(|truth| accuracy(set, &view, &set.truth(truth))),
        reference_revision: set.reference_revision,
    })
}

fn self_agreement(set: &JudgmentSet, weights: &stats::Weights) -> Option<SelfAgreementView> {
    let found = stats::self_agreement(&set.again.view(set.classes.len())?, weights).ok()?;
    let kappa = |own: &stats::SelfAgreement| Figure::result(&own.kappa, &own.kappa_interval, own.same.n);
    let same = |own: &stats::SelfAgreement| Figure::new(own.same.value, own.same.interval, own.same.n);
    let pooled = found.pooled.as_ref().ok()?;
    let rater = |own: &stats::SelfAgreement| RaterSelfAgreement {
        rater: set.again.raters.get(own.rater as usize).cloned().unwrap_or_default(),
        same: same(own),
        kappa: kappa(own),
    };
    Some(SelfAgreementView {
        pooled: same(pooled),
        kappa: kappa(pooled),
        raters: found.raters.iter().map(rater).collect(),
    })
}

/// So many pairs of raters are held in some gigabytes.
const MOST_PAIRS: u64 = 10_000_000;

fn refuse_too_many_pairs(view: &stats::Judgments<'_>) -> Result<()> {
    let of = |n: u64| n * n.saturating_sub(1) / 2;
    let mut per_item = vec![0_u64; view.n_items() as usize];
    view.items().iter().for_each(|&item| per_item[item as usize] += 1);
    let pairs = per_item.iter().map(|&n| of(n)).sum::<u64>().min(of(u64::from(view.n_raters())));
    if pairs <= MOST_PAIRS {
        return Ok(());
    }
    let most = per_item.iter().max().copied().unwrap_or(0);
    let message = format!(
        "{pairs} pairs of raters would have to be compared, {MOST_PAIRS} at most; one item has {most} judgments: are the \
         columns of items and raters the right way round?"
    );
    Err(Error::refused("too_many_pairs", message))
}

fn pair(p: &stats::PairAgreement) -> PairView {
    PairView {
        a: p.a,
        b: p.b,
        agreement: p.p_o,
        kappa: Figure::result(&p.kappa, &p.interval, p.n),
        by_chance: p.p_e,
        max_kappa: p.max_kappa.as_ref().ok().copied(),
        prevalence_index: p.prevalence_index,
        bias_index: p.bias_index,
        pabak: p.pabak,
        odd_because: p.oddity.as_ref().map(ToString::to_string),
    }
}

fn class(set: &JudgmentSet, c: stats::ClassAgreement) -> ClassView {
    ClassView {
        class: set.classes[c.class as usize].clone(),
        labels: c.labels,
        specific_agreement: c.specific_agreement.into(),
        coefficients: c.coefficients.into_iter().map(Into::into).collect(),
    }
}

fn accuracy(set: &JudgmentSet, view: &stats::Judgments<'_>, truth: &[Option<u32>]) -> Vec<RaterAccuracy> {
    let mut counts = vec![(0_u64, 0_u64); set.raters.len()];
    for ((&item, &rater), &label) in view.items().iter().zip(view.raters()).zip(view.labels()) {
        if let Some(known) = truth[item as usize] {
            let (right, n) = &mut counts[rater as usize];
            *n += 1;
            *right += u64::from(known == label);
        }
    }
    let rater = |(name, (right, n)): (&String, (u64, u64))| RaterAccuracy {
        rater: name.clone(),
        accuracy: Figure::share(right, n),
    };
    set.raters.iter().zip(counts).map(rater).collect()
}
