//! Typed metadata as codes: numbers in bins with readable edges, categories with rare ones joined.

use crate::judgments::InputError;

/// Most bins of a column of numbers.
const MOST_BINS: usize = 1_000;

/// Share of a bin by which a cut may move to become readable.
const PLAY: f64 = 0.1;

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CodedValue {
    /// Numbers x with lower <= x < upper; without a limit where it is `None`.
    Range {
        /// Smallest number, or `None` for no limit.
        lower: Option<f64>,
        /// The number before which the bin ends, or `None` for no limit.
        upper: Option<f64>,
    },
    /// One number: the column has no more different ones than bins.
    Number(f64),
    /// The category with this number.
    Category(u32),
    /// Categories with too few rows, joined.
    Rare {
        /// How many categories.
        categories: u32,
    },
    /// The row has no value.
    Missing,
}

/// A column as codes.
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    /// Code of each row.
    pub codes: Vec<u32>,
    /// What each code stands for. `Missing` comes last, and only where a row has no value.
    pub values: Vec<CodedValue>,
}

/// Numbers in at most `bins` bins of about equal counts; NaN is a missing value with a code of its own.
///
/// Where there are at most `bins` different numbers each gets a code. Else the cuts are quantiles i/bins, moved by up to
/// a tenth of a bin to the roundest number there (a multiple of the largest 10^e or 5 10^(e-1)), so that a bin reads
/// "30 to 35". Equal numbers always share a bin; with many ties there are fewer bins. O(n log n).
///
/// # Errors
/// [`InputError::BinsOutOfRange`] unless `bins` is 1 to 1,000.
pub fn code_numbers(numbers: &[f64], bins: usize) -> Result<Coded, InputError> {
    if !(1..=MOST_BINS).contains(&bins) {
        return Err(InputError::BinsOutOfRange { bins });
    }
    // Adding 0 makes -0 the same as 0.
    let mut sorted: Vec<f64> = numbers.iter().filter(|x| !x.is_nan()).map(|x| x + 0.0).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let missing = sorted.len() < numbers.len();
    let mut different = Vec::new();
    for &x in &sorted {
        if different.last() != Some(&x) {
            different.push(x);
        }
        if different.len() > bins {
            break;
        }
    }
    let (cuts, mut values) = if different.len() <= bins {
        let cuts = different.get(1..).unwrap_or_default().to_vec();
        (cuts, different.into_iter().map(CodedValue::Number).collect())
    } else {
        let cuts = cuts(&sorted, bins);
        let limits: Vec<Option<f64>> =
            std::iter::once(None).chain(cuts.iter().copied().map(Some)).chain([None]).collect();
        let range = |pair: &[Option<f64>]| CodedValue::Range { lower: pair[0], upper: pair[1] };
        (cuts, limits.windows(2).map(range).collect::<Vec<_>>())
    };
    let none = values.len() as u32;
    if missing {
        values.push(CodedValue::Missing);
    }
    let code = |&x: &f64| if x.is_nan() { none } else { cuts.partition_point(|&cut| cut <= x) as u32 };
    Ok(Coded { codes: numbers.iter().map(code).collect(), values })
}

/// Ascending cuts, each above the smallest number and at most the largest.
fn cuts(sorted: &[f64], bins: usize) -> Vec<f64> {
    let n = sorted.len();
    let width = n as f64 / bins as f64;
    let mut cuts: Vec<f64> = Vec::new();
    for i in 1..bins {
        let rank = i as f64 * width;
        let target = sorted[rank as usize];
        let lower = sorted[((rank - PLAY * width) as usize).saturating_sub(1)];
        let upper = sorted[((rank + PLAY * width) as usize).min(n - 1)];
        // All the same around here: the cut goes below them, unless nothing lies below.
        let (lower, upper) = if lower < upper {
            (lower, upper)
        } else {
            let below = sorted.partition_point(|&x| x < target);
            if below == 0 {
                continue;
            }
            (sorted[below - 1], target)
        };
        let cut = roundest(lower, upper, target);
        if cuts.last().is_none_or(|&last| cut > last) {
            cuts.push(cut);
        }
    }
    cuts
}

/// The roundest number in (lower, upper], nearest to the target; `upper` where none is found.
fn roundest(lower: f64, upper: f64, target: f64) -> f64 {
    let inside = |x: f64| lower < x && x <= upper;
    if inside(0.0) {
        return 0.0;
    }
    let target = target.clamp(lower, upper);
    let largest = lower.abs().max(upper.abs());
    if !largest.is_finite() {
        return upper;
    }
    let start = largest.log10().ceil() as i32;
    for exponent in (start - 18..=start).rev() {
        for half in [1.0, 0.5] {
            // Dividing by a whole power keeps the shortest decimal: 3/10, not 3 * 0.1.
            let power = 10f64.powi(exponent.abs());
            let scaled = if exponent < 0 { target * power } else { target / power } / half;
            let back = |whole: f64| if exponent < 0 { whole * half / power } else { whole * half * power };
            let mut near = [back(scaled.floor()), back(scaled.ceil())];
            near.sort_by(|a, b| (a - target).abs().total_cmp(&(b - target).abs()));
            if let Some(&round) = near.iter().find(|&&x| inside(x)) {
                return round;
            }
        }
    }
    upper
}

/// Categories as codes: those of at least `least` rows keep one each, the commonest first; the others are joined where
/// they are two or more. `None` is a missing value with a code of its own. Equal counts stand by number. Memory: up to 24
/// bytes for each category.
///
/// # Errors
/// [`InputError::ClassOutOfRange`] where a category is not below `categories`.
pub fn code_categories(values: &[Option<u32>], categories: u32, least: u64) -> Result<Coded, InputError> {
    let mut counts = vec![0u64; categories as usize];
    for (position, value) in values.iter().enumerate() {
        let Some(value) = *value else { continue };
        if value >= categories {
            return Err(InputError::ClassOutOfRange { position, value, limit: categories });
        }
        counts[value as usize] += 1;
    }
    let mut order: Vec<(u32, u64)> = (0..).zip(counts).filter(|&(_, count)| count > 0).collect();
    order.sort_unstable_by_key(|&(value, count)| (std::cmp::Reverse(count), value));
    let mut common = order.partition_point(|&(_, count)| count >= least);
    if common + 1 == order.len() {
        common += 1;
    }
    let mut coded: Vec<CodedValue> =
        order[..common].iter().map(|&(value, _)| CodedValue::Category(value)).collect();
    let rare = order.len() - common;
    if rare > 0 {
        coded.push(CodedValue::Rare { categories: rare as u32 });
    }
    let none = coded.len() as u32;
    if values.iter().any(Option::is_none) {
        coded.push(CodedValue::Missing);
    }
    let mut code_of = vec![none; categories as usize];
    for (at, &(value, _)) in order.iter().enumerate() {
        code_of[value as usize] = at.min(common) as u32;
    }
    let code = |value: &Option<u32>| value.map_or(none, |value| code_of[value as usize]);
    Ok(Coded { codes: values.iter().map(code).collect(), values: coded })
}
