//! Statistics of Assay: agreement, consensus, intervals, metrics and priorities as pure functions.
//!
//! Nothing here reads a file, a clock or a global random source; whatever is random takes a seed and gives
//! the same answer for the same seed. Three rules hold for every number:
//!
//! 1. It carries its `n` and, where it is an estimate, a 95 % interval with the method's name. A zero-width
//!    interval is never returned: another method is used, or the reason is given ([`Unreliable`]).
//! 2. What is undefined is [`Undefined`] or [`NotEstimable`] with a reason, never 0, 1 or NaN.
//! 3. Data are flat index arrays ([`Judgments`]); memory is linear in the number of judgments.
//!
//! Every function names its formula and source, and is tested against values that another library computed.

pub mod aggregation;
pub mod agreement;
mod bootstrap;
mod classify;
mod estimate;
mod interval;
mod judgments;
mod priorities;
mod sampling;

pub use aggregation::{
    Adaptive, Aggregated, Consensus, ConsensusAccuracy, Correction, CrossCorrected, CrossFitted, DawidSkene,
    Decision, Fit, FitError, Glad, Gold, GoldAccuracy, Honesty, Mace, Majority, Method, OneCoin,
    PairedAccuracy, RaterModel, ReliabilityBin, Replay, Replayed, Rule, Smoothing, Stop, Stopping,
    StoppingRule, WeightedMajority, accuracy_decided, accuracy_ties_split, aggregate, at_temperature,
    consensus_accuracy, coverage, cross_fit_correction, cross_fit_temperature, dawid_skene,
    decision_accuracy, fit_correction, fit_temperature, glad, gold_accuracy, gold_weighted_majority, honesty,
    mace, majority, one_coin, paired_accuracy, replay, weighted_majority,
};
// Decisions: gold, audits, human level, metrics with scores, comparisons.
pub mod audit;
pub mod compare;
mod distribution;
pub mod drift;
pub mod gold;
pub mod human;
pub mod metrics;
pub mod pipeline;
mod plan;
pub mod slices;
pub mod tag_bits;
mod weighted_tags;
pub mod work;
pub use audit::{
    AuditPlan, AuditRequirement, AuditState, AuditStratum, AuditVerdict, OperatingCurvePoint, error_rate,
    stratified_error_rate,
};
pub use compare::{
    Alternative, BoundCheck, BoundVerdict, ComparisonVerdict, ConfidentLearning, GapVerdict, GroupRate,
    McNemar, McNemarTest, PairedRuns, RateGap, SuspectedCeiling, SuspectedError, against_value,
    benjamini_hochberg, bound_checks, confident_learning, estimate_difference, fisher_exact, gain_difference,
    mcnemar, proportion_difference, rate_gaps, suspected_ceiling,
};
pub use drift::{
    CategoricalDrift, ChiSquare, KolmogorovSmirnov, MissingDrift, NumericDrift, PValueMethod,
    categorical_drift, kolmogorov_smirnov, missing_drift, numeric_drift,
};
pub use gold::{
    GoldAnswers, GoldItem, LikelihoodRatio, Monitor, MonitorState, OperatingPoint, Qualification,
    QualificationPlan, QualificationState, QualificationVerdict, WorstCase, bare_threshold_pause,
    doubtful_gold,
};
pub use human::{
    ClassLevel, HumanGap, HumanPerformance, HumanWarning, RaterLevel, ReferenceDesign, baseline_gap,
    baseline_level, human_against_others, human_against_reference, human_gap,
};
pub use interval::{clopper_pearson, wilson_modified};
pub use metrics::{
    Average, AveragedMetrics, BestF1, BinaryCounts, Calibration, CalibrationBin, ClassScores, CurvePoint,
    LogLoss, MacroMean, Ranking, ScoreCurve, binary_brier, binary_log_loss, calibration, ranking,
};
pub use pipeline::{
    Cause, CumulativeCeiling, FirstStage, MOST_STAGES, OverOrders, PipelineError, StageShare,
    cumulative_ceiling, first_stage, over_orders,
};
pub use plan::PlanError;
pub use slices::{
    Coded, CodedValue, Codes, Halves, Predicate, Slice, SliceColumn, SliceError, SliceSearch, SliceTest,
    SliceVerdict, SlicesFound, TestedSlices, code_categories, code_numbers, find_and_test_slices,
    find_slices, halves, test_slices,
};
pub use tag_bits::{
    GreedyPlan, Overlaps, PlanStep, RankedTag, TagBitmaps, TagBits, TagGain, TagOverlap, TagRanks,
};
pub use weighted_tags::{WeightSums, WeightedCounts, WeightedStratum, weighted_tag_figures};

pub use agreement::{
    AllCoefficients, ClassAgreement, CohenMean, ConfusedPair, ItemAgreement, Oddity, PairAgreement,
    SelfAgreement, SelfAgreements, Statistic, WeightKind, Weights, WeightsError, all_coefficients,
    brennan_prediger, cohen_kappa_mean, cohen_kappa_mean_weighted, cohen_pair_bootstrap, cohen_pairs,
    cohen_pairs_of_class, cohen_pairs_weighted, confused_pairs, conger_kappa, difference_of, fleiss_kappa,
    gwet_ac1, gwet_ac2, krippendorff_alpha, krippendorff_alpha_bootstrap, krippendorff_alpha_weighted,
    never_confused, pair_weighted_agreement, per_class, per_item, percent_agreement, scott_pi,
    self_agreement, weighted_coefficient,
};
pub use bootstrap::{MAX_RESAMPLES, MIN_RESAMPLES};
pub use classify::{ClassMetrics, Confusion, MacroF1};
pub use estimate::{Coefficient, Estimate, Interval, IntervalMethod, Undefined, Unreliable};
pub use interval::{wilson, wilson_at};
pub use judgments::{InputError, Judgments};
pub use priorities::{HumanLevel, Looked, NotEstimable, Stratum, TagCounts, TagFigures, Which, tag_figures};
pub use sampling::{mix, permutation, sample, sample_from};
