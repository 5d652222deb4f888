//! McNemar's test of two runs on the same items.

use statrs::function::erf::erfc;

use crate::distribution::binomial_at_most;

/// Discordant items from which the chi-square form is used.
const EXACT_BELOW: u64 = 25;

/// Which form was used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum McNemarTest {
    /// Two-sided binomial test of min(b, c) of b + c against one half: twice the smaller tail, at most 1.
    Exact,
    /// (max(|b - c| - 1, 0))^2 / (b + c), chi-square with one degree of freedom.
    ChiSquare {
        /// The statistic.
        statistic: f64,
    },
}

/// McNemar's test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct McNemar {
    /// The form used.
    pub test: McNemarTest,
    /// Two-sided p value.
    pub p_value: f64,
    /// b + c: items on which the runs differ in being right.
    pub n: u64,
}

/// McNemar's test (Psychometrika 12, 1947) of `b` against `c` discordant items: exact below b + c = 25, else
/// chi-square with continuity correction (Edwards 1948). With b + c = 0 there is nothing against equality
/// and p = 1 (statsmodels' chi-square gives 0 there). At b = c the corrected difference is 0 as in R, so
/// p = 1; statsmodels takes (0 - 1)^2 and gives less.
pub fn mcnemar(b: u64, c: u64) -> McNemar {
    let n = b.saturating_add(c);
    if n < EXACT_BELOW {
        let p_value = (2.0 * binomial_at_most(b.min(c), n, 0.5)).min(1.0);
        return McNemar { test: McNemarTest::Exact, p_value, n };
    }
    let difference = b.abs_diff(c).saturating_sub(1) as f64;
    let statistic = difference * difference / n as f64;
    // Upper tail of chi-square with one degree of freedom.
    let p_value = erfc((statistic / 2.0).sqrt());
    McNemar { test: McNemarTest::ChiSquare { statistic }, p_value, n }
}
