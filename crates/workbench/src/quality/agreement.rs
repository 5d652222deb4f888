//! All coefficients of a set of judgments.

use super::set::JudgmentSet;
use crate::Result;
use crate::figures::{CoefficientFigure, Figure};
use assay_stats as stats;
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

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
    /// The largest kappa that their class shares allow.
    pub max_kappa: Option<f64>,
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

/// Agreement.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AgreementReport {
    /// Items with a judgment.
    pub items: u64,
    /// Raters.
    pub raters: Vec<String>,
    /// First answers of each rater on each item.
    pub judgments: u64,
    /// Share of the rows that were skips.
    pub skip_rate: Figure,
    /// Classes, in order; their number enters some coefficients.
    pub classes: Vec<String>,
    /// All coefficients.
    pub coefficients: Vec<CoefficientFigure>,
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
    /// Draws the bootstrap's resamples.
    pub seed: u64,
    /// Names the snapshot of reference labels (a project's).
    pub reference_revision: Option<i64>,
}

#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) pairs: bool,
    pub(crate) per_class: bool,
}

pub(crate) fn report(
    set: &JudgmentSet,
    wanted: Wanted,
    truth: Option<&HashMap<String, String>>,
) -> Result<AgreementReport> {
    let view = set.view()?;
    let pairs = stats::cohen_pairs(&view);
    let mean = stats::cohen_kappa_mean(&view, &pairs, set.seed);
    let coefficients = vec![
        stats::percent_agreement(&view).into(),
        mean.coefficient.into(),
        stats::fleiss_kappa(&view).into(),
        stats::krippendorff_alpha(&view, set.seed).into(),
        stats::gwet_ac1(&view).into(),
        stats::brennan_prediger(&view).into(),
    ];
    let judged = view.len() as u64;
    let skips = u64::try_from(set.skips).unwrap_or(0);
    Ok(AgreementReport {
        items: set.items.len() as u64,
        raters: set.raters.clone(),
        judgments: judged,
        skip_rate: Figure::share(skips, judged + skips),
        classes: set.classes.clone(),
        coefficients,
        pairs_defined: mean.pairs_defined,
        pairs_undefined: mean.pairs_undefined,
        pairs_sharing: mean.pairs_sharing,
        pairs_total: mean.pairs_total,
        pairs: wanted.pairs.then(|| pairs.iter().map(pair).collect()),
        per_class: wanted
            .per_class
            .then(|| stats::per_class(&view, set.seed).into_iter().map(|c| class(set, c)).collect()),
        accuracy: truth.map(|truth| accuracy(set, &view, &set.truth(truth))),
        seed: set.seed,
        reference_revision: set.reference_revision,
    })
}

fn pair(p: &stats::PairAgreement) -> PairView {
    PairView {
        a: p.a,
        b: p.b,
        agreement: p.p_o,
        kappa: Figure::result(&p.kappa, &p.interval, p.n),
        max_kappa: p.max_kappa.as_ref().ok().copied(),
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
