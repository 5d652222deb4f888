//! One class against the rest.

use super::Prepared;
use super::chance::{Chance, chance_corrected};
use super::cohen::{kappas_of, pairs_of};
use super::cohen_mean::{cohen_kappa_mean_of, cohen_kappa_mean_of_kappas};
use super::conger::conger_kappa_of;
use super::krippendorff::krippendorff_alpha_of;
use super::patterns::Patterns;
use super::percent::{percent_agreement_of, ratio_interval, ratio_of_sums};
use super::rater_index::RaterIndex;
use super::weights::Weights;
use crate::estimate::{Coefficient, Undefined, Unreliable};
use crate::interval::wilson_modified;
use crate::judgments::Judgments;

/// Agreement on one class, all other classes taken as one.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassAgreement {
    /// The class.
    pub class: u32,
    /// Labels of this class.
    pub labels: u64,
    /// Items with a label of this class.
    pub items: u64,
    /// Positive specific agreement: given a label of this class, the share of the item's other labels
    /// that are of this class too. Name `specific_agreement`.
    pub specific_agreement: Coefficient,
    /// Of this class against the rest: percent agreement, mean pairwise Cohen's kappa, Fleiss' kappa,
    /// Krippendorff's alpha, Brennan-Prediger, AC1, Conger's kappa, in this order, named as on the whole.
    pub coefficients: Vec<Coefficient>,
}

/// Agreement on each declared class against the rest, in class order.
///
/// Specific agreement: sum_i c_i (c_i - 1) / sum_i c_i (m_i - 1) over items with two or more labels, c_i
/// labels of the class on item i; for two raters 2a / (2a + b + c) (Fleiss, Statistical Methods for Rates
/// and Proportions, 1981; Uebersax 1982). Its interval: modified Wilson of a / (a + b + c) carried over
/// where every item has two labels (least simulated coverage at n = 20, 50, 100, 400 items in all .92 .95 .94
/// .94), else Wilson at the number of items at which a share would have the linearised SE, from 30 items with
/// the class and 3 disagreements on (5 raters .94 .92 .93 at n = 50, 100, 400).
pub fn per_class(judgments: &Judgments<'_>) -> Vec<ClassAgreement> {
    let (patterns, mut index) = (Patterns::new(judgments), RaterIndex::new(judgments));
    let of_index = index.labels();
    (0..judgments.n_classes())
        .map(|class| {
            let labels: Vec<u32> =
                judgments.labels().iter().map(|&label| u32::from(label == class)).collect();
            let data = Prepared::with(&judgments.relabelled(&labels, 2), patterns.against_rest(class));
            index.set_against_rest(&of_index, class);
            one_class(class, &data, &index)
        })
        .collect()
}

fn one_class(class: u32, data: &Prepared<'_>, index: &RaterIndex) -> ClassAgreement {
    let nominal = Weights::nominal(2);
    let kappas = kappas_of(index, &nominal);
    let mean = if kappas.len() == 1 {
        cohen_kappa_mean_of(data, index, &pairs_of(index, &nominal), &nominal)
    } else {
        cohen_kappa_mean_of_kappas(data, index, &kappas, &nominal)
    };
    ClassAgreement {
        class,
        labels: data.judgments.labels().iter().map(|&label| u64::from(label)).sum(),
        items: data.patterns.all().filter(|p| p.row.count_of(1) > 0).map(|p| p.times).sum(),
        specific_agreement: specific_agreement(data),
        coefficients: vec![
            percent_agreement_of(data, &nominal),
            mean.coefficient,
            chance_corrected(data, Chance::Fleiss, &nominal),
            krippendorff_alpha_of(data, &nominal),
            chance_corrected(data, Chance::BrennanPrediger, &nominal),
            chance_corrected(data, Chance::Gwet, &nominal),
            conger_kappa_of(data, &nominal),
        ],
    }
}

/// Specific agreement on class 1 of two classes.
fn specific_agreement(data: &Prepared<'_>) -> Coefficient {
    const NAME: &str = "specific_agreement";
    if let Err(reason) = data.comparable() {
        return data.undefined(NAME, reason);
    }
    let parts: Vec<(f64, f64, f64)> = data
        .patterns
        .pairable()
        .filter(|pattern| pattern.row.count_of(1) > 0)
        .map(|pattern| {
            let count = f64::from(pattern.row.count_of(1));
            let others = f64::from(pattern.row.total) - 1.0;
            (count * (count - 1.0), count * others, pattern.weight())
        })
        .collect();
    let number_of = |is: fn(&(f64, f64, f64)) -> bool| -> u64 {
        parts.iter().filter(|part| is(part)).map(|part| part.2 as u64).sum()
    };
    let items = number_of(|_| true);
    if items == 0 {
        return Coefficient { n_items: 0, ..data.undefined(NAME, Undefined::ClassNotUsed) };
    }
    let (value, se) = ratio_of_sums(&parts);
    let interval = if data.patterns.pairable().all(|pattern| pattern.row.total == 2) {
        wilson_modified(number_of(|part| part.0 > 0.0), items)
            .map(|interval| interval.map(|share| 2.0 * share / (1.0 + share)))
            .ok_or(Unreliable::ValueUndefined)
    } else {
        let disagreements = number_of(|part| part.0 < part.1);
        super::Spread { items, disagreements, ..data.spread }
            .check_mean()
            .and_then(|()| ratio_interval(value, se, items))
    };
    Coefficient { se, interval, n_items: items, ..data.coefficient(NAME, value) }
}
