//! How much two classes count as agreeing.

use thiserror::Error;

/// Which rule the weights follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WeightKind {
    /// 1 where the classes are equal, else 0.
    Nominal,
    /// 1 - d (d + 1) / (k (k - 1)), d = |i - j| places in the scheme's order.
    Ordinal,
    /// 1 - |i - j| / (k - 1), or on class values 1 - |v_i - v_j| / (max - min).
    Linear,
    /// 1 - ((i - j) / (k - 1))^2.
    Quadratic,
    /// 1 - ((v_i - v_j) / (max - min))^2 on class values.
    Interval,
    /// 1 - ((v_i - v_j) / (v_i + v_j))^2 / ((max - min) / (max + min))^2 on class values.
    Ratio,
    /// A matrix given by the caller.
    Custom,
}

impl WeightKind {
    /// Every kind that needs no matrix.
    pub const NAMED: [Self; 6] =
        [Self::Nominal, Self::Ordinal, Self::Linear, Self::Quadratic, Self::Interval, Self::Ratio];

    /// Stable identifier in `snake_case`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nominal => "nominal",
            Self::Ordinal => "ordinal",
            Self::Linear => "linear",
            Self::Quadratic => "quadratic",
            Self::Interval => "interval",
            Self::Ratio => "ratio",
            Self::Custom => "custom",
        }
    }

    /// Name of the same weights in irrCAC. Interval is its `quadratic` on numeric categories.
    pub fn irrcac_name(self) -> Option<&'static str> {
        match self {
            Self::Nominal => Some("identity"),
            Self::Ordinal => Some("ordinal"),
            Self::Linear => Some("linear"),
            Self::Quadratic | Self::Interval => Some("quadratic"),
            Self::Ratio => Some("ratio"),
            Self::Custom => None,
        }
    }

    /// Whether the weights are made of numeric class values.
    pub fn needs_values(self) -> bool {
        matches!(self, Self::Interval | Self::Ratio)
    }
}

/// Why weights were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// Interval and ratio weights are made of numeric class values.
    #[error("interval and ratio weights need a numeric value for each class")]
    ValuesMissing,
    /// The values or the matrix do not fit the number of classes.
    #[error("{found} entries were given, {needed} are needed")]
    Length {
        /// Entries given.
        found: usize,
        /// Entries needed.
        needed: usize,
    },
    /// A value is infinite or not a number.
    #[error("entry {position} is not a finite number")]
    NotFinite {
        /// Position of the entry, from 0.
        position: usize,
    },
    /// Ratio weights need values of 0 and above.
    #[error("class {class} has a negative value, which ratio weights do not allow")]
    Negative {
        /// The class.
        class: u32,
    },
    /// Two classes have the same value, so that no weight would tell them apart.
    #[error("classes {first} and {second} have the same value")]
    SameValue {
        /// One class.
        first: u32,
        /// The other class.
        second: u32,
    },
    /// A matrix of weights must be symmetric, 1 on the diagonal, at least 0 and below 1 elsewhere.
    #[error(
        "the weight of classes {row} and {column} breaks the rules: symmetric, 1 on the diagonal, [0, 1) elsewhere"
    )]
    BadWeight {
        /// Row of the matrix.
        row: u32,
        /// Column of the matrix.
        column: u32,
    },
    /// The weights were made for another number of classes than the judgments declare.
    #[error("the weights are for {weights} classes, the judgments declare {judgments}")]
    OtherClasses {
        /// Classes of the weights.
        weights: u32,
        /// Classes of the judgments.
        judgments: u32,
    },
}

impl WeightsError {
    /// Stable identifier in `snake_case`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ValuesMissing => "values_missing",
            Self::Length { .. } => "values_length",
            Self::NotFinite { .. } => "value_not_finite",
            Self::Negative { .. } => "value_negative",
            Self::SameValue { .. } => "values_equal",
            Self::BadWeight { .. } => "bad_weight",
            Self::OtherClasses { .. } => "weights_other_classes",
        }
    }
}

/// Weights w_ij in \[0, 1\] of each two of k classes: 1 on the diagonal, below 1 elsewhere, symmetric.
///
/// The formulas stand at [`WeightKind`]. k is the number of classes the scheme declares, used or not, in
/// the scheme's order. The least weight is 0 for every kind but a custom one, so that a coefficient is comparable
/// between schemes. Ordinal is Gwet's (Handbook, 2014, as irrCAC); Krippendorff's alpha instead takes
/// its own ordinal distance, of ranks in the data: see
/// [`krippendorff_alpha_weighted`](super::krippendorff_alpha_weighted). irrCAC puts linear and quadratic weights on the
/// values of numeric categories: here that is [`Weights::linear_of`] and interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    kind: WeightKind,
    n_classes: u32,
    /// The place or value of each class; for a custom kind the matrix, row after row.
    numbers: Vec<f64>,
    /// What the largest distance is divided by.
    scale: f64,
}

impl Weights {
    /// Weights of a named kind: on `values`, one a class, for interval and ratio, else on the scheme's
    /// order, `values` being ignored.
    ///
    /// # Errors
    /// [`WeightsError`] where interval or ratio lack values, or where these are not finite, not distinct,
    /// or negative (ratio); a custom kind is made by [`Weights::custom`].
    pub fn new(kind: WeightKind, n_classes: u32, values: Option<&[f64]>) -> Result<Self, WeightsError> {
        match (kind, values) {
            (WeightKind::Interval | WeightKind::Ratio, Some(values)) => {
                Self::on_values(kind, n_classes, values)
            }
            (WeightKind::Interval | WeightKind::Ratio, None) => Err(WeightsError::ValuesMissing),
            (WeightKind::Custom, _) => Err(WeightsError::Length { found: 0, needed: square(n_classes) }),
            _ => Ok(Self::on_order(kind, n_classes)),
        }
    }

    /// Unweighted: only equal classes agree.
    pub fn nominal(n_classes: u32) -> Self {
        Self::on_order(WeightKind::Nominal, n_classes)
    }

    /// Gwet's ordinal weights.
    pub fn ordinal(n_classes: u32) -> Self {
        Self::on_order(WeightKind::Ordinal, n_classes)
    }

    /// Linear weights on the scheme's order (Cicchetti & Allison 1971).
    pub fn linear(n_classes: u32) -> Self {
        Self::on_order(WeightKind::Linear, n_classes)
    }

    /// Quadratic weights on the scheme's order (Fleiss & Cohen 1973).
    pub fn quadratic(n_classes: u32) -> Self {
        Self::on_order(WeightKind::Quadratic, n_classes)
    }

    /// Linear weights on class values.
    ///
    /// # Errors
    /// [`WeightsError`] where values are not finite or not distinct.
    pub fn linear_of(values: &[f64]) -> Result<Self, WeightsError> {
        Self::on_values(WeightKind::Linear, values.len() as u32, values)
    }

    /// Interval weights: quadratic on class values.
    ///
    /// # Errors
    /// [`WeightsError`] where values are not finite or not distinct.
    pub fn interval(values: &[f64]) -> Result<Self, WeightsError> {
        Self::on_values(WeightKind::Interval, values.len() as u32, values)
    }

    /// Ratio weights. A value of 0 is allowed (irrCAC refuses it): it differs from every other as much as
    /// any two classes can.
    ///
    /// # Errors
    /// [`WeightsError`] where values are negative, not finite or not distinct.
    pub fn ratio(values: &[f64]) -> Result<Self, WeightsError> {
        Self::on_values(WeightKind::Ratio, values.len() as u32, values)
    }

    /// A matrix of weights, row after row, taken as it is.
    ///
    /// # Errors
    /// [`WeightsError`] where it is not k x k, not symmetric, not 1 on the diagonal, or elsewhere not in \[0, 1).
    pub fn custom(n_classes: u32, matrix: &[f64]) -> Result<Self, WeightsError> {
        let k = n_classes as usize;
        if matrix.len() != square(n_classes) {
            return Err(WeightsError::Length { found: matrix.len(), needed: square(n_classes) });
        }
        for row in 0..k {
            for column in 0..k {
                let weight = matrix[row * k + column];
                let fits = if row == column { weight == 1.0 } else { (0.0..1.0).contains(&weight) };
                if !fits || (weight - matrix[column * k + row]).abs() > 1e-12 {
                    return Err(WeightsError::BadWeight { row: row as u32, column: column as u32 });
                }
            }
        }
        Ok(Self { kind: WeightKind::Custom, n_classes, numbers: matrix.to_vec(), scale: 1.0 })
    }

    fn on_order(kind: WeightKind, n_classes: u32) -> Self {
        let numbers = (0..n_classes).map(f64::from).collect();
        let k = f64::from(n_classes);
        let scale = if kind == WeightKind::Ordinal { k * (k - 1.0) } else { k - 1.0 };
        Self { kind, n_classes, numbers, scale }
    }

    fn on_values(kind: WeightKind, n_classes: u32, values: &[f64]) -> Result<Self, WeightsError> {
        if values.len() != n_classes as usize {
            return Err(WeightsError::Length { found: values.len(), needed: n_classes as usize });
        }
        if let Some(position) = values.iter().position(|value| !value.is_finite()) {
            return Err(WeightsError::NotFinite { position });
        }
        let negative = values.iter().position(|&value| value < 0.0);
        if let (WeightKind::Ratio, Some(class)) = (kind, negative) {
            return Err(WeightsError::Negative { class: class as u32 });
        }
        let mut order: Vec<u32> = (0..n_classes).collect();
        order.sort_by(|&a, &b| values[a as usize].total_cmp(&values[b as usize]));
        for pair in order.windows(2) {
            if values[pair[0] as usize] == values[pair[1] as usize] {
                return Err(WeightsError::SameValue { first: pair[0], second: pair[1] });
            }
        }
        let (low, high) = match (order.first(), order.last()) {
            (Some(&first), Some(&last)) => (values[first as usize], values[last as usize]),
            _ => (0.0, 0.0),
        };
        let scale = if kind == WeightKind::Ratio { (high - low) / (high + low) } else { high - low };
        Ok(Self { kind, n_classes, numbers: values.to_vec(), scale })
    }

    /// The rule the weights follow.
    pub fn kind(&self) -> WeightKind {
        self.kind
    }

    /// Number of classes.
    pub fn n_classes(&self) -> u32 {
        self.n_classes
    }

    /// The weight of two classes, which must be below the number of classes; else 0.
    pub fn weight(&self, a: u32, b: u32) -> f64 {
        1.0 - self.distance(a, b)
    }

    /// The weights row after row: k x k numbers.
    pub fn matrix(&self) -> Vec<f64> {
        let k = self.n_classes;
        (0..k).flat_map(|a| (0..k).map(move |b| self.weight(a, b))).collect()
    }

    /// 1 - weight.
    pub(crate) fn distance(&self, a: u32, b: u32) -> f64 {
        if a == b {
            return 0.0;
        }
        if self.kind == WeightKind::Nominal || a.max(b) >= self.n_classes {
            return 1.0;
        }
        if self.kind == WeightKind::Custom {
            return 1.0 - self.numbers[a as usize * self.n_classes as usize + b as usize];
        }
        let (x, y) = (self.numbers[a as usize], self.numbers[b as usize]);
        let apart = (x - y).abs();
        match self.kind {
            WeightKind::Ordinal => apart * (apart + 1.0) / self.scale,
            WeightKind::Linear => apart / self.scale,
            WeightKind::Ratio => (apart / (x + y) / self.scale).powi(2),
            _ => (apart / self.scale).powi(2),
        }
    }

    /// Whether only equal classes agree.
    pub(crate) fn is_nominal(&self) -> bool {
        self.kind == WeightKind::Nominal
    }

    /// sum_l w_kl x_l for each class k.
    pub(crate) fn times(&self, x: &[f64]) -> Vec<f64> {
        if self.is_nominal() {
            return x.to_vec();
        }
        let used: Vec<(u32, f64)> = (0..).zip(x.iter().copied()).filter(|entry| entry.1 != 0.0).collect();
        let row = |a: u32| used.iter().map(|&(b, value)| self.weight(a, b) * value).sum();
        (0..self.n_classes).map(row).collect()
    }

    /// [`Weights::times`] of numbers that are not needed any more.
    pub(crate) fn times_of(&self, x: Vec<f64>) -> Vec<f64> {
        if self.is_nominal() { x } else { self.times(&x) }
    }

    /// The sum of all k x k weights.
    pub(crate) fn total(&self) -> f64 {
        self.times(&vec![1.0; self.n_classes as usize]).iter().sum()
    }

    /// The classes in the order of what the weights are put on.
    pub(crate) fn order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.n_classes).collect();
        if self.kind != WeightKind::Custom {
            order.sort_by(|&a, &b| self.numbers[a as usize].total_cmp(&self.numbers[b as usize]));
        }
        order
    }

    /// These weights, if they are for the judgments' number of classes.
    pub(crate) fn fit(&self, judgments: &crate::Judgments<'_>) -> Result<(), WeightsError> {
        let classes = judgments.n_classes();
        if classes == self.n_classes {
            Ok(())
        } else {
            Err(WeightsError::OtherClasses { weights: self.n_classes, judgments: classes })
        }
    }
}

fn square(n: u32) -> usize {
    (n as usize).saturating_mul(n as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_by_hand() {
        let ordinal = Weights::ordinal(4);
        assert!((ordinal.weight(0, 1) - 10.0 / 12.0).abs() < 1e-15 && ordinal.weight(0, 3) == 0.0);
        assert!((Weights::linear(4).weight(1, 3) - 1.0 / 3.0).abs() < 1e-15);
        assert!((Weights::quadratic(4).weight(1, 3) - 5.0 / 9.0).abs() < 1e-15);
        let interval = Weights::interval(&[0.0, 1.0, 10.0]).unwrap();
        assert!((interval.weight(1, 2) - 0.19).abs() < 1e-15);
        let ratio = Weights::ratio(&[1.0, 2.0, 3.0]).unwrap();
        assert!((ratio.weight(0, 1) - (1.0 - 4.0 / 9.0)).abs() < 1e-15 && ratio.weight(2, 0) == 0.0);
        let zero = Weights::ratio(&[0.0, 2.0, 3.0]).unwrap();
        assert!(zero.weight(0, 1) == 0.0 && zero.weight(0, 2) == 0.0 && zero.weight(1, 2) > 0.9);
        assert_eq!(Weights::nominal(2).matrix(), [1.0, 0.0, 0.0, 1.0]);
        assert_eq!(Weights::linear(3).total(), 5.0);
        let matrix = Weights::ordinal(5).matrix();
        assert_eq!(Weights::custom(5, &matrix).unwrap().matrix(), matrix);
    }

    #[test]
    fn refusals_have_codes() {
        let refused = [
            (Weights::new(WeightKind::Interval, 3, None), "values_missing"),
            (Weights::new(WeightKind::Ratio, 3, Some(&[1.0])), "values_length"),
            (Weights::interval(&[1.0, f64::NAN]), "value_not_finite"),
            (Weights::ratio(&[1.0, -1.0]), "value_negative"),
            (Weights::linear_of(&[1.0, 2.0, 1.0]), "values_equal"),
            (Weights::custom(2, &[1.0, 0.5, 0.4, 1.0]), "bad_weight"),
            (Weights::custom(2, &[1.0, 1.0, 1.0, 1.0]), "bad_weight"),
        ];
        for (found, code) in refused {
            assert_eq!(found.unwrap_err().code(), code);
        }
    }
}
