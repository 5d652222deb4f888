//! Classification metrics beyond counts per class: averages of a confusion matrix, rankings by score, losses,
//! calibration.
//!
//! As scikit-learn with `zero_division=nan`: what has no cases is undefined and left out of a macro mean.
//! Where scikit-learn says 0 (Matthews with one class only, average precision without a positive), a
//! reason is given here.
//!
//! Least and mean coverage of the 95 % intervals, simulated (`tests/coverage_decisions.rs`, 4,000 draws each;
//! confusion metrics: 2 and 4 classes, prevalence .1, .3, .5, recall .6 to .97; rankings: binormal, prevalence .1 to
//! .8, AUC .64 to .98; losses: logits of spread .5 to 4, temperature .5 to 2):
//!
//! | interval | n = 20 | 50 | 100 | 400 |
//! |---|---|---|---|---|
//! | proportion, Wilson modified (.5 to .995, exact) | .956 .975 | .935 .965 | .936 .955 | .932 .946 |
//! | the same, plain Wilson | .905 .950 | .911 .948 | .910 .938 | .932 .946 |
//! | F1 of a class | .949 .964 | .947 .959 | .944 .954 | .947 .952 |
//! | macro F1, MOVER | .925 .960 | .934 .964 | .946 .964 | .948 .964 |
//! | the same, delta method | .727 .883 | .887 .936 | .878 .929 | .924 .944 |
//! | macro precision | .925 .947 | .934 .948 | .932 .946 | .932 .948 |
//! | balanced accuracy | .921 .941 | .933 .946 | .931 .946 | .933 .946 |
//! | weighted precision | .937 .976 | .944 .964 | .946 .959 | .940 .954 |
//! | the same, delta method | .739 .879 | .785 .908 | .827 .900 | .924 .939 |
//! | weighted F1 | .957 .974 | .936 .969 | .952 .970 | .948 .966 |
//! | the same, delta method | .903 .947 | .881 .939 | .842 .918 | .938 .947 |
//! | Matthews | .962 .983 | .953 .973 | .920 .962 | .947 .952 |
//! | the same, Fisher's z and delta method | .739 .929 | .866 .945 | .916 .952 | .940 .950 |
//! | average precision, logit | .974 .992 | .960 .984 | .942 .978 | .945 .973 |
//! | the same, percentile bootstrap (2,000 draws) | .238 .682 | .611 .844 | .817 .896 | .875 .912 |
//! | AUC, Newcombe | .952 .959 | .946 .962 | .947 .965 | .951 .966 |
//! | log loss, Hall | .928 .944 | .948 .951 | .948 .952 | .943 .947 |
//! | Brier, Hall | .940 .954 | .950 .959 | .949 .955 | .943 .947 |
//! | overconfidence, Wilson | .950 .961 | .945 .958 | .952 .960 | .953 .961 |
//! | calibration error, 15 bins | .954 .991 | .956 .991 | .958 .991 | .958 .987 |

mod averages;
mod binary;
mod calibration;
mod curve;
mod loss;
mod ranking;
mod ranking_interval;
mod scores;

pub use averages::{Average, AveragedMetrics};
pub use binary::BinaryCounts;
pub use calibration::{Calibration, CalibrationBin, calibration};
pub use curve::{BestF1, CurvePoint, ScoreCurve};
pub use loss::{LogLoss, binary_brier, binary_log_loss};
pub use ranking::{Ranking, ranking};
pub use scores::{ClassScores, MacroMean};
