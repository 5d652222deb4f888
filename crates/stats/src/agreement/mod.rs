//! Agreement between raters: judgments (item, rater, label), any number of raters per item, gaps allowed.
//!
//! Chance-corrected coefficients have the form (p_a - p_e) / (1 - p_e) and differ in p_e, the agreement
//! expected by chance. They are undefined only where 1 - p_e = 0; percent agreement, AC1 and
//! Brennan-Prediger are then 1.
//!
//! When an interval is shown. Asymptotic and bootstrap intervals of kappa-like coefficients cover badly on
//! few items, few disagreements or one dominating class (two raters, kappa .8, 50 items, 90 % in one
//! class: .82 instead of .95). A coefficient therefore shows its interval only with at least 30 items, 3
//! items with a disagreement, 10 items with a label outside the commonest class, and 3 items on which
//! raters agree on another class. In a simulation of two raters and two classes (kappa .3 to .9, commonest
//! class .5 to .95, 30 to 500 items; the ignored test `coverage` repeats it) the intervals that pass
//! covered .91 to 1.00. AC1 needs the first two conditions only.

mod all;
mod chance;
mod cohen;
mod cohen_mean;
mod conger;
mod jackknife;
mod krippendorff;
mod linearised;
mod oddity;
mod pair_table;
mod patterns;
mod per_class;
mod per_item;
mod percent;
mod prepared;
mod rater_index;
mod resample;
mod self_agreement;
mod smooth;
mod weights;

pub use all::{AllCoefficients, Statistic, all_coefficients, weighted_coefficient};
pub use chance::{brennan_prediger, fleiss_kappa, gwet_ac1, gwet_ac2, scott_pi};
pub use cohen::{PairAgreement, cohen_pairs, cohen_pairs_of_class, cohen_pairs_weighted};
pub use cohen_mean::{CohenMean, cohen_kappa_mean, cohen_kappa_mean_weighted};
pub use conger::conger_kappa;
pub use krippendorff::{krippendorff_alpha, krippendorff_alpha_bootstrap, krippendorff_alpha_weighted};
pub use oddity::Oddity;
pub use per_class::{ClassAgreement, per_class};
pub use per_item::{ItemAgreement, per_item};
pub use percent::{pair_weighted_agreement, percent_agreement};
pub(crate) use prepared::{Prepared, Spread};
pub use self_agreement::{SelfAgreement, SelfAgreements, self_agreement};
pub use weights::{WeightKind, Weights, WeightsError};
