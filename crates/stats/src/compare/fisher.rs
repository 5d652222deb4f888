//! Fisher's exact test of a 2 x 2 table.

use crate::distribution::{Urn, first_integer};

/// Which departure from equal odds counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alternative {
    /// The first row has the larger share in the first column: is this slice worse than the rest?
    Greater,
    /// The first row has the smaller share.
    Less,
    /// Either: all tables no more likely than the one seen, as R and scipy.
    TwoSided,
}

/// Fisher's exact test: p value of the table \[\[a, b\], \[c, d\]\] given its margins (Fisher 1935).
///
/// With errors of a slice a, its right rows b, errors of the rest c and right rows of the rest d,
/// [`Alternative::Greater`] asks whether the slice is worse than the rest. A margin of 0 gives 1.
pub fn fisher_exact(a: u64, b: u64, c: u64, d: u64, alternative: Alternative) -> f64 {
    let urn = Urn { size: a + b + c + d, marked: a + c, drawn: a + b };
    match alternative {
        Alternative::Greater => urn.at_least(a),
        Alternative::Less => urn.at_most(a),
        Alternative::TwoSided => two_sided(urn, a),
    }
}

fn two_sided(urn: Urn, a: u64) -> f64 {
    // Equal by definition but not in the last digits: the tolerance of R and scipy.
    let limit = urn.exactly(a) * (1.0 + 1e-7);
    let mode = ((urn.drawn + 1) as f64 * (urn.marked + 1) as f64 / (urn.size + 2) as f64) as u64;
    let (least, most) = ((urn.drawn + urn.marked).saturating_sub(urn.size), urn.drawn.min(urn.marked));
    // Probabilities fall on either side of the mode: on the other side, find the first small enough.
    if a <= mode {
        let far = first_integer(mode.max(a + 1), most + 1, |k| urn.exactly(k) <= limit);
        let beyond = if far > most { 0.0 } else { urn.at_least(far) };
        (urn.at_most(a) + beyond).min(1.0)
    } else {
        let steps = first_integer(0, mode + 1 - least, |step| urn.exactly(mode - step) <= limit);
        let beyond = if steps > mode - least { 0.0 } else { urn.at_most(mode - steps) };
        (urn.at_least(a) + beyond).min(1.0)
    }
}
