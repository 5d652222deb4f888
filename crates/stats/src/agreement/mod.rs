//! Agreement between raters: judgments (item, rater, label), any number of raters per item, gaps allowed.
//!
//! Chance-corrected coefficients have the form (p_a - p_e) / (1 - p_e) and differ in p_e, the agreement
//! expected by chance. They are undefined only where 1 - p_e = 0; percent agreement, AC1 and
//! Brennan-Prediger are then 1.
//!
//! # Where libraries differ
//!
//! - Gaps and single labels: agreement is over items with two or more labels, the classes' shares over all
//!   labelled items (Gwet 2014, irrCAC). statsmodels' Fleiss takes only tables with as many labels on each
//!   item; there it gives the same. Alpha drops single labels everywhere (Krippendorff, both packages).
//! - Classes that are declared but not used count for AC1, AC2, Brennan-Prediger and weights on the scheme's order;
//!   irrCAC counts those it finds unless they are given (a third class moves AC1 from .655 to .747).
//! - Repeats of one (item, rater): pairs of raters and [`self_agreement`] know raters and take the first, or the
//!   first two; all others take each judgment as one of the item's labels, as a table of counts does. Leave
//!   the later ones out with [`Judgments::first_rows`](crate::Judgments::first_rows).
//! - All labels of one class: a reason, where scikit-learn says NaN, and irrCAC 0, 1 or NaN.
//! - Ordinal: Gwet's weights for all coefficients, Krippendorff's own distance for alpha. Linear and quadratic
//!   weights are on the scheme's order, irrCAC's on numeric categories: see [`Weights`].
//! - SE: divided by n - 1 as irrCAC on raw labels; on two-rater tables it divides by n.
//!
//! # Intervals
//!
//! Value +- t SE and every bootstrap fail where raters nearly agree or one class dominates: a table without
//! a disagreement has SE 0, and so has each of its resamples. So limits come from the value and SE of the
//! judgments with a little more than one made-up item (one item of agreement spread evenly over the classes in
//! use; half an item with one dissenter for the lower limit, a fifth for the upper), on the scale of Fisher's z,
//! and are stretched to hold the value ([`FisherZ`](crate::IntervalMethod::FisherZ)). The value itself is
//! never changed. Where two labels an item make agreement a proportion, percent agreement and Brennan-Prediger
//! carry the modified Wilson interval, which also stretches the upper limit of AC1 and Cohen's kappa. Mean
//! kappas take a jackknife ([`Jackknife`](crate::IntervalMethod::Jackknife)). Intervals need 10 items with two
//! labels, AC1 20, ordinal and linear weights 20, all other weights and AC2 50; under that `interval unreliable` is said.
//!
//! Simulated coverage of the 95 % intervals at n = 20, 50, 100, 400 items of two raters and two classes by true
//! kappa and share of the commonest class (2,000 tables each; tables without a value left out, all others
//! shown; the ignored test `coverage` repeats it). Scott's pi, Conger's kappa and alpha are within .02 of
//! Fleiss' kappa, Brennan-Prediger equals percent agreement. In the last column what value +- t SE of
//! Cohen's kappa covers, as other programs show it.
//!
//! | kappa | share | Cohen | Fleiss | AC1 | percent agreement | Cohen +- t SE |
//! |---|---|---|---|---|---|---|
//! | .20 | .50 | .98 .96 .95 .95 | .98 .97 .95 .95 | .99 .97 .95 .95 | .96 .94 .93 .95 | .93 .95 .95 .95 |
//! | .20 | .70 | .99 .97 .97 .96 | .97 .97 .96 .96 | .99 .97 .96 .96 | .95 .95 .95 .95 | .90 .94 .94 .96 |
//! | .20 | .90 | 1.00 .99 .98 .97 | 1.00 .98 .94 .93 | .98 .98 .96 .96 | .93 .96 .95 .96 | .40 .74 .90 .93 |
//! | .20 | .95 | 1.00 .99 .99 .98 | 1.00 .99 .97 .94 | .97 .97 .97 .95 | .93 .95 .94 .94 | .18 .43 .68 .91 |
//! | .50 | .50 | .98 .97 .95 .95 | .99 .97 .96 .95 | .99 .97 .96 .95 | .94 .95 .95 .94 | .91 .95 .95 .95 |
//! | .50 | .70 | .98 .96 .96 .95 | .98 .96 .96 .95 | .99 .97 .96 .96 | .95 .97 .93 .94 | .92 .94 .95 .95 |
//! | .50 | .90 | .99 .98 .96 .95 | .99 .96 .95 .94 | .97 .97 .96 .95 | .97 .96 .95 .95 | .59 .87 .92 .94 |
//! | .50 | .95 | 1.00 1.00 .98 .97 | 1.00 .98 .96 .95 | .98 .97 .96 .96 | .99 .97 .94 .95 | .32 .65 .84 .94 |
//! | .80 | .50 | .96 .96 .95 .96 | .97 .97 .96 .96 | .99 .97 .97 .96 | .96 .97 .94 .95 | .87 .90 .93 .95 |
//! | .80 | .70 | .98 .95 .96 .95 | .98 .96 .96 .95 | .98 .96 .97 .96 | .98 .96 .95 .96 | .82 .92 .94 .95 |
//! | .80 | .90 | .99 .97 .96 .95 | .96 .96 .96 .96 | .97 .97 .96 .96 | .97 .97 .97 .94 | .46 .82 .90 .94 |
//! | .80 | .95 | 1.00 .98 .97 .97 | .97 .95 .97 .97 | .97 .98 .96 .96 | .99 .98 .96 .94 | .26 .56 .82 .93 |
//! | .95 | .50 | .98 .96 .96 .97 | .94 .96 .96 .97 | .98 .96 .96 .97 | .98 .96 .96 .97 | .41 .71 .92 .93 |
//! | .95 | .70 | .98 .97 .96 .96 | .94 .96 .96 .96 | .99 .98 .95 .96 | .99 .98 .94 .97 | .35 .65 .88 .92 |
//! | .95 | .90 | .96 .98 .97 .96 | .96 .95 .95 .96 | .99 .99 .98 .97 | .99 .99 .99 .97 | .16 .36 .59 .88 |
//! | .95 | .95 | .94 .97 .97 .95 | .94 .96 .95 .95 | .99 .98 .99 .95 | .99 .98 .99 .95 | .09 .20 .37 .84 |
//!
//! Least coverage over these 16 cells at n = 10, 20, 50, 100, 400:
//!
//! | design | Fleiss | Conger | alpha | AC1, AC2 | mean kappa |
//! |---|---|---|---|---|---|
//! | 2 raters, 2 classes | .92 .94 .95 .94 .93 | .92 .93 .95 .94 .93 | .92 .94 .95 .94 .94 | - .97 .96 .95 .95 | .92 .94 .95 .95 .95 |
//! | 3 raters, 2 classes | .94 .95 .94 .95 .93 | .94 .95 .94 .95 .94 | .94 .95 .94 .95 .94 | - .96 .95 .96 .94 | - .95 .95 .96 .94 |
//! | 5 raters, 5 classes | .97 .95 .94 .93 .94 | .97 .94 .93 .92 .94 | .97 .94 .93 .92 .94 | - .96 .95 .94 .95 | - .98 .96 .96 .95 |
//! | 5 raters, 3 classes, 40 % gaps | .94 .95 .95 .95 .94 | .95 .95 .95 .94 .94 | .94 .94 .94 .94 .94 | - .95 .95 .96 .95 | - - .89 .95 .94 |
//! | 2 raters, 5 classes, quadratic | - .91 .92 .94 .92 | - .90 .92 .94 .92 | - .91 .92 .94 .92 | - - .92 .93 .93 | - .90 .91 .93 .92 |
//! | 2 raters, 5 classes, linear | - .92 .95 .94 .92 | - .92 .95 .94 .92 | - .92 .95 .94 .92 | - - .95 .95 .95 | - .92 .95 .94 .92 |
//! | 4 raters, 5 classes, ordinal | - .94 .95 .93 .93 | - .94 .95 .93 .93 | - .94 .95 .93 .94 | - - .92 .93 .94 | - .98 .95 .95 .94 |
//!
//! (- where no interval is shown; the quadratic figures at n = 20 are why none is. From 3 raters on and with weights 1,000 tables a cell, so that the least of 16
//! values has a standard error of .01; with weights the lowest are those of kappa .95 with 95 % in one class.)
//!
//! Tried and left, least coverage at n = 20, 50, 100 over the 16 cells of Cohen's kappa: value +- t SE .07 .19
//! .34; percentile bootstrap .07 .19 .34; BCa bootstrap .07 .19 .34; studentised bootstrap .07 .19 .34 (400
//! resamples each); Fisher's z without made-up items .08 .18 .34; MOVER of observed and expected disagreement
//! (Wilson limits of both) .69 .79 .81; one item of agreement and one of dissent for both limits .82 .81 .83, a
//! half of each .90 .90 .90.

mod all;
mod chance;
mod cohen;
mod cohen_bootstrap;
mod cohen_mean;
mod confused;
mod conger;
mod jackknife;
mod krippendorff;
mod leaving_out;
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
pub use cohen_bootstrap::cohen_pair_bootstrap;
pub use cohen_mean::{CohenMean, cohen_kappa_mean, cohen_kappa_mean_weighted};
pub use confused::{ConfusedPair, confused_pairs, difference_of, never_confused};
pub use conger::conger_kappa;
pub use krippendorff::{krippendorff_alpha, krippendorff_alpha_bootstrap, krippendorff_alpha_weighted};
pub use oddity::Oddity;
pub use per_class::{ClassAgreement, per_class};
pub use per_item::{ItemAgreement, per_item};
pub use percent::{pair_weighted_agreement, percent_agreement};
pub(crate) use prepared::{Prepared, Spread};
pub use self_agreement::{SelfAgreement, SelfAgreements, self_agreement};
pub use weights::{WeightKind, Weights, WeightsError};
