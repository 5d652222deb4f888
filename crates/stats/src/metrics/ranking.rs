//! Average precision and area under the ROC curve, without keeping the curve.

use rayon::prelude::*;

use super::ranking_interval::{Influence, auc_interval, precision_interval};
use crate::estimate::{Estimate, Undefined};
use crate::judgments::InputError;

/// How well scores rank positives above negatives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranking {
    /// Positive items.
    pub positives: u64,
    /// Negative items.
    pub negatives: u64,
    /// Average precision. `n`: positives.
    pub average_precision: Result<Estimate, Undefined>,
    /// Area under the ROC curve. `n`: items.
    pub auc: Result<Estimate, Undefined>,
}

/// Average precision and AUC of one score per item; the larger, the more likely positive.
///
/// Items with one score enter at one threshold together. With TP_i and FP_i the positives and negatives at or
/// above threshold i (descending) and P, N their totals:
/// - average precision = sum (TP_i - TP_(i-1))/P TP_i/(TP_i + FP_i), the step form: no line between points, which
///   would be too good (Davis & Goadrich, ICML 2006);
/// - AUC = sum (FP_i - FP_(i-1))/N (TP_i + TP_(i-1))/2P, the trapezoids: the chance that a positive scores above
///   a negative, a tie counting one half (Hanley & McNeil, Radiology 143, 1982).
///
/// Both as scikit-learn, which gives 0 for average precision without a positive; here that is undefined.
///
/// Intervals: average precision on the logit scale (Boyd, Eng & Page, ECML PKDD 2013), with the larger of the
/// binomial variance AP(1 - AP)/P and the linearised variance (its influence function, which sees a large
/// share of positives); at AP = 1 Wilson's with P cases. AUC: Newcombe's score interval (Statistics in
/// Medicine 25, 2006, method 5), which has width at 1 where DeLong's has none.
///
/// Time O(n log n) on all cores, memory O(buckets + a few million keys): items are counted into 65,536 ranges of
/// the score, and sorted a group of ranges at a time; only a range with very many items in it (a score that
/// half of the items share) takes 8 bytes for each of these. The result does not depend on the number of
/// threads.
///
/// # Errors
/// [`InputError`] where the slices differ in length or a score is not finite.
pub fn ranking(positive: &[bool], scores: &[f64]) -> Result<Ranking, InputError> {
    if positive.len() != scores.len() {
        return Err(InputError::LengthMismatch { first: positive.len(), other: scores.len() });
    }
    rank(scores.len(), |i| (scores[i], positive[i]))
}

/// Ranges of the score that are counted.
const BUCKETS: usize = 1 << 16;

/// Items sorted at once.
const GROUP: u64 = 1 << 20;

/// Items of one piece of parallel work.
const PIECE: usize = 1 << 16;

/// Larger scores get smaller keys.
fn key(score: f64) -> u64 {
    // 0 and -0 are one score.
    let bits = (score + 0.0).to_bits();
    let ascending = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
    !ascending
}

/// [`ranking`] of items given by position.
pub(super) fn rank(n: usize, item: impl Fn(usize) -> (f64, bool) + Sync) -> Result<Ranking, InputError> {
    let (first, last) = key_range(n, &item)?;
    let shift = (64 - (last - first).leading_zeros()).saturating_sub(BUCKETS.ilog2());
    let buckets = count(n, |i| {
        let (score, positive) = item(i);
        (((key(score) - first) >> shift) as usize, positive)
    });
    let groups = groups(&buckets);
    let sums: Vec<Sums> = groups
        .par_iter()
        .map(|group| {
            if shift == 0 {
                let mut sums = Sums::after(group);
                buckets[group.begin..group.end].iter().for_each(|&[tp, fp]| sums.add(tp, fp));
                return sums;
            }
            let keys = (0..n).map(|i| {
                let (score, positive) = item(i);
                let key = key(score);
                (key, ((key - first) >> shift) as usize, usize::from(!positive))
            });
            let [positives, negatives] = sorted(group, &buckets[group.begin..group.end], keys);
            merge(Sums::after(group), &positives, &negatives)
        })
        .collect();
    let total = |side: usize| buckets.iter().map(|bucket| bucket[side]).sum::<u64>();
    let precision = sums.iter().map(|sums| sums.precision).sum::<f64>();
    let area = sums.iter().map(|sums| sums.area).sum::<u128>();
    let influence = sums.iter().fold(Influence::default(), |above, sums| above.followed_by(&sums.influence));
    Ok(finish(total(0), total(1), (precision, influence), area))
}

/// Smallest and largest key.
fn key_range(n: usize, item: &(impl Fn(usize) -> (f64, bool) + Sync)) -> Result<(u64, u64), InputError> {
    let pieces: Vec<Result<(u64, u64), InputError>> = pieces(n)
        .into_par_iter()
        .map(|(begin, end)| {
            let (mut first, mut last) = (u64::MAX, 0);
            for position in begin..end {
                let score = item(position).0;
                if !score.is_finite() {
                    return Err(InputError::ScoreNotFinite { position });
                }
                (first, last) = (first.min(key(score)), last.max(key(score)));
            }
            Ok((first, last))
        })
        .collect();
    let mut range = (u64::MAX, 0);
    for piece in pieces {
        let (first, last) = piece?;
        range = (range.0.min(first), range.1.max(last));
    }
    Ok(if range.0 > range.1 { (0, 0) } else { range })
}

fn pieces(n: usize) -> Vec<(usize, usize)> {
    (0..n).step_by(PIECE).map(|begin| (begin, (begin + PIECE).min(n))).collect()
}

/// Positives and negatives of each bucket.
fn count(n: usize, bucket: impl Fn(usize) -> (usize, bool) + Sync) -> Vec<[u64; 2]> {
    // A few long pieces: each has a table of its own.
    let length = n.div_ceil(rayon::current_num_threads().max(1)).max(PIECE);
    let starts: Vec<usize> = (0..n).step_by(length).collect();
    starts
        .into_par_iter()
        .map(|begin| {
            let mut counts = vec![[0u64; 2]; BUCKETS];
            for i in begin..(begin + length).min(n) {
                let (place, positive) = bucket(i);
                counts[place][usize::from(!positive)] += 1;
            }
            counts
        })
        .reduce_with(|mut a, b| {
            for (a, b) in a.iter_mut().zip(b) {
                *a = [a[0] + b[0], a[1] + b[1]];
            }
            a
        })
        .unwrap_or_default()
}

/// Buckets that are sorted together, and what lies above them.
struct Group {
    begin: usize,
    end: usize,
    above: [u64; 2],
    size: [usize; 2],
}

fn groups(buckets: &[[u64; 2]]) -> Vec<Group> {
    let mut groups = Vec::new();
    let (mut begin, mut above, mut size) = (0, [0u64; 2], [0u64; 2]);
    for (place, bucket) in buckets.iter().enumerate() {
        let joint = [size[0] + bucket[0], size[1] + bucket[1]];
        if size[0] + size[1] > 0 && joint[0] + joint[1] > GROUP {
            groups.push(Group { begin, end: place, above, size: size.map(|count| count as usize) });
            (begin, above, size) = (place, [above[0] + size[0], above[1] + size[1]], *bucket);
        } else {
            size = joint;
        }
    }
    groups.push(Group { begin, end: buckets.len(), above, size: size.map(|count| count as usize) });
    groups
}

/// Running sums over thresholds.
struct Sums {
    tp: u64,
    fp: u64,
    /// Sum of new positives times precision.
    precision: f64,
    /// Twice the area, in positives times negatives.
    area: u128,
    influence: Influence,
}

impl Sums {
    fn after(group: &Group) -> Self {
        let influence = Influence::default();
        Self { tp: group.above[0], fp: group.above[1], precision: 0.0, area: 0, influence }
    }

    /// One threshold with so many positives and negatives.
    fn add(&mut self, positives: u64, negatives: u64) {
        self.area += u128::from(negatives) * u128::from(2 * self.tp + positives);
        self.tp += positives;
        self.fp += negatives;
        let reached = (self.tp + self.fp) as f64;
        let precision = self.tp as f64 / reached;
        self.influence.add(positives as f64, negatives as f64, precision, reached);
        if positives > 0 {
            self.precision += positives as f64 * precision;
        }
    }
}

/// Keys of the positives and of the negatives of a group: each put into its bucket, then sorted there, where few
/// others are.
fn sorted(
    group: &Group,
    buckets: &[[u64; 2]],
    keys: impl Iterator<Item = (u64, usize, usize)>,
) -> [Vec<u64>; 2] {
    let mut next = Vec::with_capacity(buckets.len());
    let mut begin = [0usize; 2];
    for bucket in buckets {
        next.push(begin);
        begin = [begin[0] + bucket[0] as usize, begin[1] + bucket[1] as usize];
    }
    let mut sides = group.size.map(|size| vec![0u64; size]);
    for (key, bucket, side) in keys {
        if let Some(place) = bucket.checked_sub(group.begin).and_then(|bucket| next.get_mut(bucket)) {
            sides[side][place[side]] = key;
            place[side] += 1;
        }
    }
    let mut begin = [0usize; 2];
    for end in next {
        for side in 0..2 {
            sides[side][begin[side]..end[side]].sort_unstable();
        }
        begin = end;
    }
    sides
}

fn merge(mut sums: Sums, positives: &[u64], negatives: &[u64]) -> Sums {
    let (mut i, mut j) = (0, 0);
    while i < positives.len() || j < negatives.len() {
        let next =
            positives.get(i).copied().unwrap_or(u64::MAX).min(negatives.get(j).copied().unwrap_or(u64::MAX));
        let (from_i, from_j) = (i, j);
        while positives.get(i) == Some(&next) {
            i += 1;
        }
        while negatives.get(j) == Some(&next) {
            j += 1;
        }
        sums.add((i - from_i) as u64, (j - from_j) as u64);
    }
    sums
}

fn finish(positives: u64, negatives: u64, (sum, influence): (f64, Influence), area: u128) -> Ranking {
    let average_precision = if positives == 0 {
        Err(Undefined::NoPositive)
    } else {
        let value = (sum / positives as f64).min(1.0);
        let interval = precision_interval(value, positives, influence.variance(value));
        Ok(Estimate { value, interval, n: positives })
    };
    let auc = match (positives, negatives) {
        (0, _) => Err(Undefined::NoPositive),
        (_, 0) => Err(Undefined::NoNegative),
        _ => {
            let value = area as f64 / 2.0 / (positives as f64 * negatives as f64);
            Ok(Estimate {
                value,
                interval: auc_interval(value, positives, negatives),
                n: positives + negatives,
            })
        }
    };
    Ranking { positives, negatives, average_precision, auc }
}
