//! What a number on a screen consists of: value, interval, `n`, or the reason why there is none.

use thiserror::Error;

/// How an interval was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IntervalMethod {
    /// Wilson's score interval of a proportion (Wilson 1927), or a monotone function of one.
    Wilson,
    /// Wilson's interval at the mean of scores in \[0, 1\]: their variance is at most p (1 - p), so the
    /// interval is at least as wide as it has to be.
    WilsonConservative,
    /// Method of variance estimates recovery (Zou & Donner 2008; ratios: Donner & Zou 2012).
    Mover,
    /// Delta method: estimate +- z SE.
    Delta,
    /// Delta method on a transformed scale (logit, Fisher's z), carried back.
    DeltaTransformed,
    /// Hall's transformation of the t interval, which corrects for skewness (Hall 1992).
    Hall,
    /// Bounds of the chance part of a value that is biased upward.
    ChanceBounds,
    /// Asymptotic: estimate +- quantile times SE, cut at the range of the coefficient.
    Asymptotic,
    /// Percentile bootstrap over items.
    Bootstrap,
    /// Basic bootstrap over items: percentile limits mirrored at the estimate.
    BootstrapBasic,
    /// Fisher's z of the coefficient with a pseudo-item or so added, +- quantile times the linearised SE.
    FisherZ,
    /// Jackknife over items on the scale of Fisher's z, bias taken out.
    Jackknife,
    /// Adjusted Wald interval of a paired difference of proportions (Bonett & Price 2012).
    BonettPrice,
    /// Exact limits by the binomial distribution (Clopper & Pearson 1934).
    ClopperPearson,
    /// Exact limits of a finite lot by the hypergeometric distribution (Buonaccorsi 1987).
    Hypergeometric,
    /// Wilson's interval with the exact lower limit where there are one to three cases, at which Wilson's is
    /// too high (Brown, Cai & DasGupta 2001).
    WilsonModified,
    /// Wilson's interval at the number of cases that would be as informative if all were independent.
    WilsonEffective,
    /// Exact limits after a sequential test (Jennison & Turnbull 1983).
    SequentialExact,
    /// Score interval of a paired difference (Tango 1998).
    Tango,
    /// Score interval of an area under the ROC curve (Newcombe 2006, method 5).
    NewcombeAuc,
    /// Order statistics of the sample (a median; Conover 1999).
    OrderStatistics,
}

impl IntervalMethod {
    /// Stable identifier in `snake_case`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Wilson => "wilson",
            Self::WilsonConservative => "wilson_conservative",
            Self::Mover => "mover",
            Self::Delta => "delta",
            Self::DeltaTransformed => "delta_transformed",
            Self::Hall => "hall",
            Self::ChanceBounds => "chance_bounds",
            Self::Asymptotic => "asymptotic",
            Self::Bootstrap => "bootstrap",
            Self::BootstrapBasic => "bootstrap_basic",
            Self::FisherZ => "fisher_z",
            Self::Jackknife => "jackknife",
            Self::BonettPrice => "bonett_price",
            Self::ClopperPearson => "clopper_pearson",
            Self::Hypergeometric => "hypergeometric",
            Self::WilsonModified => "wilson_modified",
            Self::WilsonEffective => "wilson_effective",
            Self::SequentialExact => "sequential_exact",
            Self::Tango => "tango",
            Self::NewcombeAuc => "newcombe_auc",
            Self::OrderStatistics => "order_statistics",
        }
    }

    /// Name to show beside the interval.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wilson => "Wilson",
            Self::WilsonConservative => "Wilson (conservative)",
            Self::Mover => "MOVER",
            Self::Delta => "delta",
            Self::DeltaTransformed => "delta (transformed)",
            Self::Hall => "Hall (corrected for skewness)",
            Self::ChanceBounds => "bounds of the chance part",
            Self::Asymptotic => "asymptotic",
            Self::Bootstrap => "bootstrap over items",
            Self::BootstrapBasic => "basic bootstrap over items",
            Self::FisherZ => "Fisher's z (pseudo-items added)",
            Self::Jackknife => "jackknife over items",
            Self::BonettPrice => "Bonett-Price (paired)",
            Self::ClopperPearson => "exact (Clopper-Pearson)",
            Self::Hypergeometric => "exact (hypergeometric)",
            Self::WilsonModified => "Wilson (modified for few cases)",
            Self::WilsonEffective => "Wilson (effective number of cases)",
            Self::SequentialExact => "exact after a sequential test",
            Self::Tango => "Tango (paired score)",
            Self::NewcombeAuc => "Newcombe (area under the curve)",
            Self::OrderStatistics => "order statistics",
        }
    }
}

/// A confidence interval, 95 % unless the function says otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
    /// How it was made.
    pub method: IntervalMethod,
}

/// Differences below this are rounding, not width.
const ROUNDING: f64 = 1e-12;

impl Interval {
    /// The interval, unless it has no width or is not a number.
    pub(crate) fn checked(lower: f64, upper: f64, method: IntervalMethod) -> Result<Self, Unreliable> {
        if upper - lower > ROUNDING { Ok(Self { lower, upper, method }) } else { Err(Unreliable::ZeroWidth) }
    }

    /// Image under an increasing function.
    pub(crate) fn map(self, f: impl Fn(f64) -> f64) -> Self {
        Self { lower: f(self.lower), upper: f(self.upper), ..self }
    }

    /// Whether a value lies inside, limits included.
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }
}

/// Why a number has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum Undefined {
    /// No judgment at all.
    #[error("there are no judgments")]
    NoJudgments,
    /// No item has two labels.
    #[error("no item has two or more labels")]
    NoItemWithTwoLabels,
    /// The two raters share no item.
    #[error("no item was judged by both")]
    NoItemJudgedByBoth,
    /// Only one rater gave labels.
    #[error("only one rater gave labels")]
    OneRaterOnly,
    /// The coefficient is for exactly two raters.
    #[error("the coefficient is for exactly two raters")]
    NotTwoRaters,
    /// No closed form is known for these weights.
    #[error("the largest possible kappa is not known for these weights")]
    NoMaximumForWeights,
    /// No rater answered an item twice.
    #[error("no rater answered an item twice")]
    NoRepeats,
    /// All labels are of one class, so that chance agreement is 1.
    #[error("all labels are of one category only")]
    OneCategoryOnly,
    /// The scheme declares fewer than two classes.
    #[error("the scheme declares fewer than two classes")]
    OneClassDeclared,
    /// Pairs of raters share items, but for none is kappa defined.
    #[error("for no pair of raters is kappa defined")]
    NoPairDefined,
    /// No label of this class on an item with two or more labels.
    #[error("no item with two or more labels has a label of this class")]
    ClassNotUsed,
    /// No item with a truth has a consensus that can be scored.
    #[error("no item could be scored")]
    NothingScored,
    /// No item is truly of this class.
    #[error("no item is truly of this class")]
    ClassNeverTrue,
    /// No item was predicted to be of this class.
    #[error("no item was predicted to be of this class")]
    ClassNeverPredicted,
    /// The class occurs neither in the truth nor in the predictions.
    #[error("the class occurs neither in the truth nor in the predictions")]
    ClassAbsent,
    /// No class has this metric.
    #[error("for no class is the metric defined")]
    NoClassDefined,
    /// All items are truly of one class, or all were predicted to be.
    #[error("all items are of one class, in the truth or in the predictions")]
    OneClassOnly,
    /// No item is positive.
    #[error("no item is positive")]
    NoPositive,
    /// No item is negative.
    #[error("no item is negative")]
    NoNegative,
    /// The audit was stopped before all drawn items were judged.
    #[error("the audit was stopped early, so its defects give a verdict and no rate")]
    StoppedEarly,
    /// A stratum has too few judged items to tell its share.
    #[error("a stratum has fewer than two judged items")]
    StratumTooThin,
    /// The slice, or what is outside it, has none of the rows tested.
    #[error("none of the tested rows is there")]
    SliceEmpty,
    /// A sample has too few values, or none.
    #[error("one of the samples has too few values to compare")]
    EmptySample,
    /// All values are the same.
    #[error("all values of each sample are the same, so there is no spread to measure by")]
    NoSpread,
    /// A value is infinite, or too large to add up.
    #[error("a value is infinite or too large to take a mean")]
    NotFinite,
    /// There is no error to put down to anything.
    #[error("there are no errors")]
    NoErrors,
}

impl Undefined {
    /// Stable identifier in `snake_case`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoJudgments => "no_judgments",
            Self::NoItemWithTwoLabels => "no_item_with_two_labels",
            Self::NoItemJudgedByBoth => "no_item_judged_by_both",
            Self::OneRaterOnly => "one_rater_only",
            Self::NotTwoRaters => "not_two_raters",
            Self::NoMaximumForWeights => "no_maximum_for_weights",
            Self::NoRepeats => "no_repeats",
            Self::OneCategoryOnly => "one_category_only",
            Self::OneClassDeclared => "one_class_declared",
            Self::NoPairDefined => "no_pair_defined",
            Self::ClassNotUsed => "class_not_used",
            Self::NothingScored => "nothing_scored",
            Self::ClassNeverTrue => "class_never_true",
            Self::ClassNeverPredicted => "class_never_predicted",
            Self::ClassAbsent => "class_absent",
            Self::NoClassDefined => "no_class_defined",
            Self::OneClassOnly => "one_class_only",
            Self::NoPositive => "no_positive",
            Self::NoNegative => "no_negative",
            Self::StoppedEarly => "stopped_early",
            Self::StratumTooThin => "stratum_too_thin",
            Self::SliceEmpty => "slice_empty",
            Self::EmptySample => "empty_sample",
            Self::NoSpread => "no_spread",
            Self::NotFinite => "not_finite",
            Self::NoErrors => "no_errors",
        }
    }
}

/// Why no interval is shown beside a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum Unreliable {
    /// There is no value to put an interval around.
    #[error("the value itself is undefined")]
    ValueUndefined,
    /// The standard error is 0, so the interval would have no width.
    #[error("interval unreliable: the standard error is 0 on these data")]
    ZeroWidth,
    /// Too few items for the method to cover.
    #[error("interval unreliable: {items} items with two or more labels, {needed} needed")]
    TooFewItems {
        /// Items that count.
        items: u64,
        /// Items needed.
        needed: u64,
    },
    /// Too few values for the method to cover.
    #[error("interval unreliable: {values} values, {needed} needed")]
    TooFewValues {
        /// Values given.
        values: u64,
        /// Values needed.
        needed: u64,
    },
    /// Too few items with a disagreement for the method to cover.
    #[error("interval unreliable: raters disagree on {items} items, {needed} needed")]
    TooFewDisagreements {
        /// Items with a disagreement.
        items: u64,
        /// Items needed.
        needed: u64,
    },
    /// Nearly all labels are of one class, where intervals of kappa-like coefficients cover badly.
    #[error(
        "interval unreliable: only {items} items have a label outside the commonest class, {needed} needed"
    )]
    OneClassDominates {
        /// Items with a label outside the commonest class.
        items: u64,
        /// Items needed.
        needed: u64,
    },
    /// Too few items on which raters agree on a class other than the commonest.
    #[error("interval unreliable: raters agree on a rarer class on {items} items only, {needed} needed")]
    TooFewRareAgreements {
        /// Such items.
        items: u64,
        /// Items needed.
        needed: u64,
    },
    /// Pairs of raters share too few items, where each kappa is biased and so is their mean.
    #[error(
        "interval unreliable: half of the pairs of raters share {median} items or fewer, {needed} needed"
    )]
    TooFewSharedItems {
        /// Median of the items that a pair shares.
        median: u64,
        /// Items needed.
        needed: u64,
    },
    /// Pairs of raters share too few items with a label outside their commonest class, where kappas are biased.
    #[error(
        "interval unreliable: half of the pairs of raters share {median} items or fewer with a label outside their commonest class, {needed} needed"
    )]
    TooFewRareLabels {
        /// Median of such items of a pair.
        median: u64,
        /// Items needed.
        needed: u64,
    },
    /// The statistic is undefined on too many resamples.
    #[error("interval unreliable: the statistic is undefined on {undefined} of {resamples} resamples")]
    UndefinedResamples {
        /// Resamples without a value.
        undefined: u32,
        /// Resamples drawn.
        resamples: u32,
    },
    /// The resamples lie so far to one side of the estimate that no interval made from them covers.
    #[error(
        "interval unreliable: the bootstrap is biased on these data, its resamples lie to one side of the value"
    )]
    BiasedResamples,
    /// Every item was judged, so there is nothing to estimate.
    #[error("no interval: every item was judged, so the value is no estimate")]
    Census,
    /// The value is biased by an amount that depends on the data, so no interval around it covers.
    #[error("interval unreliable: the value is biased upward by chance, the more so the fewer the items")]
    BiasedValue,
    /// Too few cases of the rarest kind for the method to cover.
    #[error("interval unreliable: {cases} cases of the rarest kind, {needed} needed")]
    TooFewCases {
        /// Cases of the rarest kind.
        cases: u64,
        /// Cases needed.
        needed: u64,
    },
    /// Too much work for a bootstrap.
    #[error("no interval: too many pairs of judgments for a bootstrap")]
    TooLarge,
}

impl Unreliable {
    /// Stable identifier in `snake_case`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ValueUndefined => "value_undefined",
            Self::ZeroWidth => "zero_width",
            Self::TooFewItems { .. } => "too_few_items",
            Self::TooFewValues { .. } => "too_few_values",
            Self::TooFewDisagreements { .. } => "too_few_disagreements",
            Self::OneClassDominates { .. } => "one_class_dominates",
            Self::TooFewRareAgreements { .. } => "too_few_rare_agreements",
            Self::TooFewSharedItems { .. } => "too_few_shared_items",
            Self::TooFewRareLabels { .. } => "too_few_rare_labels",
            Self::UndefinedResamples { .. } => "undefined_resamples",
            Self::BiasedResamples => "biased_resamples",
            Self::Census => "census",
            Self::BiasedValue => "biased_value",
            Self::TooFewCases { .. } => "too_few_cases",
            Self::TooLarge => "too_large",
        }
    }
}

/// A value with its interval and the number of cases it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Its 95 % interval, or why there is none.
    pub interval: Result<Interval, Unreliable>,
    /// Number of cases it rests on.
    pub n: u64,
}

impl Estimate {
    /// `from` minus this, its interval mirrored.
    pub(crate) fn mirrored(self, from: f64) -> Self {
        let mirror = |interval: Interval| Interval {
            lower: from - interval.upper,
            upper: from - interval.lower,
            ..interval
        };
        Self { value: from - self.value, interval: self.interval.map(mirror), n: self.n }
    }
}

/// An agreement coefficient with what must stand beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficient {
    /// Stable name in `snake_case`.
    pub name: &'static str,
    /// The value, or why there is none.
    pub value: Result<f64, Undefined>,
    /// Standard error, where the method gives one. It may be 0; the interval then is not shown.
    pub se: Option<f64>,
    /// 95 % interval, or why there is none.
    pub interval: Result<Interval, Unreliable>,
    /// Items with two or more labels (Cohen: judged by two or more raters).
    pub n_items: u64,
    /// Raters with at least one judgment.
    pub n_raters: u64,
    /// Judgments given to the function.
    pub n_judgments: u64,
}

impl Coefficient {
    /// Whether the value is defined and its interval is shown.
    pub fn is_reliable(&self) -> bool {
        self.value.is_ok() && self.interval.is_ok()
    }
}
