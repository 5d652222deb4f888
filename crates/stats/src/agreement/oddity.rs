//! Why a kappa looks odd beside the agreement, in one line.

use std::fmt;

/// Share of the commonest class from which prevalence is named as the reason.
const DOMINANT: f64 = 0.8;
/// How far kappa must lie below the coefficient that ignores prevalence.
const GAP: f64 = 0.2;
/// Difference of the raters' shares from which bias is named.
const DIFFERENT: f64 = 0.1;
/// Largest possible kappa under which bias is named.
const CAPPED: f64 = 0.8;

/// Why a chance-corrected coefficient looks odd (Feinstein & Cicchetti, Journal of Clinical Epidemiology 43,
/// 1990; Byrt, Bishop & Carlin, Journal of Clinical Epidemiology 46, 1993). `to_string` says it in one line.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Oddity {
    /// Labels agree, but nearly all are of one class, so that chance explains most of it: the commonest class
    /// has .8 of the labels or more, and the coefficient lies .2 or more below the one that ignores prevalence
    /// (PABAK for two classes, Brennan-Prediger for more).
    Prevalence {
        /// Share of the labels that are of the commonest class.
        share: f64,
        /// Share of equal labels.
        agreement: f64,
        /// The coefficient.
        kappa: f64,
        /// (k agreement - 1) / (k - 1).
        adjusted: f64,
    },
    /// The two raters choose the classes at different rates, so that kappa cannot be near 1: their shares differ by .1
    /// or more, and the largest possible kappa is .8 or less.
    Bias {
        /// Half the sum over classes of the differences of the raters' shares; the bias index for two classes.
        difference: f64,
        /// The coefficient.
        kappa: f64,
        /// The largest kappa that the raters' class shares allow.
        max_kappa: f64,
    },
}

/// What a reason is looked for in.
pub(crate) struct Figures {
    pub kappa: f64,
    /// Share of equal labels.
    pub agreement: f64,
    pub classes: u32,
    /// Share of the commonest class.
    pub share: f64,
    /// Of two raters: difference of their shares, and the largest kappa.
    pub of_pair: Option<(f64, f64)>,
}

impl Oddity {
    pub(crate) fn of(figures: &Figures) -> Option<Self> {
        let &Figures { kappa, agreement, share, .. } = figures;
        let k = f64::from(figures.classes);
        let adjusted = (k * agreement - 1.0) / (k - 1.0);
        if share >= DOMINANT && adjusted - kappa >= GAP {
            return Some(Self::Prevalence { share, agreement, kappa, adjusted });
        }
        let (difference, max_kappa) = figures.of_pair?;
        (difference >= DIFFERENT && max_kappa <= CAPPED).then_some(Self::Bias {
            difference,
            kappa,
            max_kappa,
        })
    }

    /// Stable identifier in `snake_case`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Prevalence { .. } => "prevalence",
            Self::Bias { .. } => "bias",
        }
    }
}

impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |share: f64| 100.0 * share;
        match *self {
            Self::Prevalence { share, agreement, kappa, adjusted } => write!(
                f,
                "kappa is low ({kappa:.2}) although {:.0} % of labels agree: {:.0} % are of one class (without that: {adjusted:.2})",
                percent(agreement),
                percent(share),
            ),
            Self::Bias { difference, kappa, max_kappa } => write!(
                f,
                "kappa ({kappa:.2}) cannot exceed {max_kappa:.2}: the two choose classes at different rates ({:.0} points apart)",
                percent(difference),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_in_one_line() {
        let figures = Figures { kappa: 0.1, agreement: 0.9, classes: 2, share: 0.93, of_pair: None };
        let odd = Oddity::of(&figures).unwrap();
        assert_eq!(
            odd.to_string(),
            "kappa is low (0.10) although 90 % of labels agree: 93 % are of one class (without that: 0.80)"
        );
        let even = Figures { share: 0.6, of_pair: Some((0.25, 0.5)), ..figures };
        let odd = Oddity::of(&even).unwrap();
        assert_eq!(
            (odd.code(), odd.to_string().as_str()),
            (
                "bias",
                "kappa (0.10) cannot exceed 0.50: the two choose classes at different rates (25 points apart)"
            )
        );
        assert_eq!(Oddity::of(&Figures { of_pair: Some((0.05, 0.9)), ..even }), None);
    }
}
