//! Which ranks of tags can be told apart.

use rand::Rng;
use rayon::prelude::*;

use super::TagBits;
use super::popcount::count_shared;
use crate::estimate::{Estimate, Interval, IntervalMethod};
use crate::interval::Z95;
use crate::priorities::{Looked, NotEstimable, TagCounts, tag_figures};
use crate::sampling::{generator, mix};

/// Resamples of every comparison of ranks.
const RESAMPLES: u64 = 999;

/// Tagged rows up to which rows are drawn one by one; beyond it the bootstrap has come to its normal limit.
const DRAWN_ONE_BY_ONE: u64 = 4_096;

/// What a row with a tag adds to the gain of the tag, in rows: 1 for a wrong row and 0 for a right one gives the zero-error
/// ceiling; H and H - 1 the gain at a human level of H.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TagGain {
    /// Number of the tag.
    pub tag: usize,
    /// Of a wrong row.
    pub wrong: f64,
    /// Of a right row.
    pub right: f64,
}

/// One tag among the ranks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankedTag {
    /// Number of the tag.
    pub tag: usize,
    /// Its gain, a share of all rows; signed.
    pub gain: f64,
    /// Place by gain, from 1.
    pub rank: usize,
    /// The best place it may have: one more than the tags that are told to gain more.
    pub best: usize,
    /// The worst place it may have.
    pub worst: usize,
    /// Its gain less that of the next in rank, with an interval that holds for all pairs at once.
    pub to_next: Option<Estimate>,
}

/// Tags by what they gain, and which of them cannot be told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct TagRanks {
    /// Rows that were compared: where every one of the tags was looked for.
    pub rows: u64,
    /// Half the width of an interval of a difference, in standard errors: so that all pairs hold at once.
    pub critical: f64,
    /// By falling gain; of equal ones the first.
    pub order: Vec<RankedTag>,
    /// First and last rank of tags of which no two can be told apart; only the largest such runs, of two or more.
    pub bands: Vec<(usize, usize)>,
}

/// Rows that stand for a part of the scope.
struct Pool {
    /// Rows of it.
    n: f64,
    /// The share of the scope that it stands for.
    share: f64,
    /// Wrong and right rows that belong to it.
    has: [bool; 2],
}

struct Work<'a> {
    bits: &'a TagBits<'a>,
    gains: &'a [TagGain],
    pools: Vec<Pool>,
    /// Wrong and right rows that count.
    masks: [Vec<u64>; 2],
}

impl TagBits<'_> {
    /// Ranks tags by gain and says which cannot be told apart, at 95 % for all pairs at once.
    ///
    /// Gains of tags on the same rows are paired, so differences are resampled by rows: each row of a stratum drawn with
    /// replacement (as Poisson counts over their sum; Chamandy et al., Google, 2012), all tags of a row together. A
    /// difference is told from 0 where it is larger than c standard errors, c the 95 % quantile over 999 resamples of the
    /// largest |resampled - observed| difference in standard errors over all pairs (single-step max-T; Westfall & Young
    /// 1993), and not below 1.96. The standard error is that of the paired difference, with half a row added to each side
    /// (Agresti & Min, Statistics in Medicine 24, 2005), so that it is never 0. With more than 4,096 tagged rows resamples
    /// come from the normal limit with the same covariances. Places a tag may have: Klein, Wright & Wieczorek (JRSS A 183,
    /// 2020). Pooled over all rows where all were looked at, else by stratum. O(pairs of tags x rows / 64).
    ///
    /// # Errors
    /// [`NotEstimable`] as the share of errors of [`tag_figures`] for the union of the tags, or as their share of items
    /// where right rows count.
    pub fn ranks(&self, gains: &[TagGain], seed: u64) -> Result<TagRanks, NotEstimable> {
        let work = Work::new(self, gains)?;
        let (counts, means) = work.counts();
        let covariance = work.covariance(&counts);
        let resamples = work.resamples(&means, &covariance, seed);
        let error = work.errors(&covariance);
        let critical = critical(&resamples, &error);
        Ok(work.ranked(&means, &error, critical))
    }

    /// Wrong or right rows where these tags are all seen, of the draw where that is what counts.
    fn rows_of(&self, tags: &[usize], right: bool, looked: Looked) -> Vec<u64> {
        let mut open = self.whole_scope();
        let flip = if right { 0 } else { u64::MAX };
        open.iter_mut().zip(self.right).for_each(|(own, right)| *own &= right ^ flip);
        let mut keep = |mask: &[u64]| open.iter_mut().zip(mask).for_each(|(own, mask)| *own &= mask);
        tags.iter().filter_map(|&tag| self.tags[tag].seen).for_each(&mut keep);
        if let (Looked::Random, Some(drawn)) = (looked, self.drawn) {
            keep(drawn);
        }
        open
    }
}

impl<'a> Work<'a> {
    fn new(bits: &'a TagBits<'a>, gains: &'a [TagGain]) -> Result<Self, NotEstimable> {
        let tags: Vec<usize> = gains.iter().map(|gain| gain.tag).filter(|&tag| tag < bits.n_tags()).collect();
        let union = bits.union(&tags).map_err(|_| NotEstimable::TagNotFound)?;
        let with_right = gains.iter().any(|gain| gain.right != 0.0);
        let figures = tag_figures(&union, None);
        figures.share_of_errors?;
        if with_right {
            figures.share_of_items?;
        }
        let TagCounts { wrong, right } = union;
        let total = wrong.size as f64 + right.size as f64;
        let pool = |n: u64, size: f64, has| Pool { n: n as f64, share: size / total, has };
        let pooled = wrong.looked == Looked::All && (right.looked == Looked::All || !with_right);
        let pools = if pooled {
            vec![pool(wrong.size + right.size, total, [true, with_right])]
        } else {
            let of_right = with_right && right.seen > 0;
            let right = of_right.then(|| pool(right.seen, right.size as f64, [false, true]));
            [pool(wrong.seen, wrong.size as f64, [true, false])].into_iter().chain(right).collect()
        };
        let masks = [bits.rows_of(&tags, false, wrong.looked), bits.rows_of(&tags, true, right.looked)];
        Ok(Self { bits, gains, pools, masks })
    }

    /// What a tag adds on wrong and on right rows.
    fn adds(&self, at: usize) -> [f64; 2] {
        [self.gains[at].wrong, self.gains[at].right]
    }

    fn yes(&self, at: usize) -> &[u64] {
        self.bits.tags[self.gains[at].tag].yes
    }

    /// Rows that two tags share, wrong and right, and the gain of each.
    fn counts(&self) -> (Vec<[f64; 2]>, Vec<f64>) {
        let size = self.gains.len();
        let pairs: Vec<(usize, usize)> = (0..size).flat_map(|s| (s..size).map(move |t| (s, t))).collect();
        let count = |&(s, t): &(usize, usize)| {
            [0, 1].map(|h| count_shared([&self.masks[h], self.yes(s), self.yes(t)]) as f64)
        };
        let found: Vec<[f64; 2]> = pairs.par_iter().map(count).collect();
        let mut counts = vec![[0.0; 2]; size * size];
        for ((s, t), rows) in pairs.into_iter().zip(found) {
            counts[s * size + t] = rows;
            counts[t * size + s] = rows;
        }
        let mean = |t: usize| {
            let own = counts[t * size + t];
            self.pools.iter().map(|pool| pool.share * pool.mean(self.adds(t), own)).sum()
        };
        let means = (0..size).map(mean).collect();
        (counts, means)
    }

    fn covariance(&self, counts: &[[f64; 2]]) -> Vec<f64> {
        let size = self.gains.len();
        let entry = |at: usize| {
            let (s, t) = (at / size, at % size);
            let (own_s, own_t) = (self.adds(s), self.adds(t));
            let product = [own_s[0] * own_t[0], own_s[1] * own_t[1]];
            let of_pool = |pool: &Pool| {
                let means = pool.mean(own_s, counts[s * size + s]) * pool.mean(own_t, counts[t * size + t]);
                pool.share.powi(2) * (pool.mean(product, counts[at]) - means) / pool.n
            };
            self.pools.iter().map(of_pool).sum()
        };
        (0..size * size).map(entry).collect()
    }

    /// Standard errors of differences.
    fn errors(&self, covariance: &[f64]) -> Vec<f64> {
        let size = self.gains.len();
        let half_rows: f64 = self.pools.iter().map(|pool| (pool.share / pool.n).powi(2)).sum();
        let largest = |t: usize| self.adds(t)[0].abs().max(self.adds(t)[1].abs());
        let entry = |at: usize| {
            let (s, t) = (at / size, at % size);
            let variance = covariance[s * size + s] + covariance[t * size + t] - 2.0 * covariance[at];
            (variance.max(0.0) + half_rows * largest(s).max(largest(t)).powi(2)).sqrt()
        };
        (0..size * size).map(entry).collect()
    }

    /// Resampled gains less the observed ones, one list for each resample.
    fn resamples(&self, means: &[f64], covariance: &[f64], seed: u64) -> Vec<Vec<f64>> {
        let rows = self.tagged_rows();
        match rows {
            Some(rows) => {
                (0..RESAMPLES).into_par_iter().map(|r| self.by_rows(&rows, means, mix(seed, r))).collect()
            }
            None => {
                let root = cholesky(covariance, means.len());
                (0..RESAMPLES)
                    .into_par_iter()
                    .map(|r| normal_resample(&root, means.len(), mix(seed, r)))
                    .collect()
            }
        }
    }

    /// Rows with a tag: their pool, whether they are right, and their tags; none where there are too many.
    fn tagged_rows(&self) -> Option<Vec<(usize, usize, Vec<u32>)>> {
        let mut any = vec![0u64; self.masks[0].len()];
        for at in 0..self.gains.len() {
            any.iter_mut().zip(self.yes(at)).for_each(|(own, yes)| *own |= yes);
        }
        let tagged: u64 = self.masks.iter().map(|mask| count_shared([mask, &any])).sum();
        if tagged > DRAWN_ONE_BY_ONE {
            return None;
        }
        let mut rows = Vec::new();
        for (pool_at, pool) in self.pools.iter().enumerate() {
            for kind in (0..2).filter(|&kind| pool.has[kind]) {
                for (word, (mask, any)) in self.masks[kind].iter().zip(&any).enumerate() {
                    let mut left = mask & any;
                    while left != 0 {
                        let bit = left.trailing_zeros();
                        left &= left - 1;
                        let has = |&at: &usize| self.yes(at)[word] >> bit & 1 == 1;
                        let tags = (0..self.gains.len()).filter(has).map(|at| at as u32).collect();
                        rows.push((pool_at, kind, tags));
                    }
                }
            }
        }
        Some(rows)
    }

    fn by_rows(&self, rows: &[(usize, usize, Vec<u32>)], means: &[f64], seed: u64) -> Vec<f64> {
        let mut rng = generator(seed);
        let size = means.len();
        let mut sums = vec![0.0; size * self.pools.len()];
        let mut drawn = vec![0.0; self.pools.len()];
        let mut tagged = vec![0.0; self.pools.len()];
        for (pool, kind, tags) in rows {
            let times = poisson(&mut rng);
            tagged[*pool] += 1.0;
            drawn[*pool] += times;
            for &tag in tags {
                sums[pool * size + tag as usize] += times * self.adds(tag as usize)[*kind];
            }
        }
        for (at, pool) in self.pools.iter().enumerate() {
            drawn[at] += poisson_sum(&mut rng, pool.n - tagged[at]);
        }
        let gain = |t: usize| {
            let parts = self.pools.iter().enumerate();
            parts.map(|(at, pool)| pool.share * sums[at * size + t] / drawn[at].max(1.0)).sum::<f64>()
        };
        (0..size).map(|t| gain(t) - means[t]).collect()
    }

    fn ranked(&self, means: &[f64], error: &[f64], critical: f64) -> TagRanks {
        let size = means.len();
        let rows = self.pools.iter().map(|pool| pool.n as u64).sum();
        let mut order: Vec<usize> = (0..size).collect();
        order.sort_by(|&s, &t| means[t].total_cmp(&means[s]).then(s.cmp(&t)));
        let half = |s: usize, t: usize| critical * error[s * size + t];
        let above = |s: usize, t: usize| means[s] - means[t] > half(s, t);
        let one = |(place, &t): (usize, &usize)| {
            let next = order.get(place + 1).map(|&next| {
                let value = means[t] - means[next];
                let half = half(t, next);
                let interval = Interval::checked(value - half, value + half, IntervalMethod::Bootstrap);
                Estimate { value, interval, n: rows }
            });
            RankedTag {
                tag: self.gains[t].tag,
                gain: means[t],
                rank: place + 1,
                best: 1 + (0..size).filter(|&s| above(s, t)).count(),
                worst: size - (0..size).filter(|&s| above(t, s)).count(),
                to_next: next,
            }
        };
        let ranked = order.iter().enumerate().map(one).collect();
        let apart = |from: usize, to: usize| above(order[from], order[to]);
        TagRanks { rows, critical, order: ranked, bands: bands(size, apart) }
    }
}

impl Pool {
    /// Mean over the pool of what wrong and right rows add.
    fn mean(&self, adds: [f64; 2], rows: [f64; 2]) -> f64 {
        let sum: f64 = (0..2).filter(|&h| self.has[h]).map(|h| adds[h] * rows[h]).sum();
        sum / self.n
    }
}

/// The largest runs of ranks of which no two are told apart, of two or more.
fn bands(size: usize, apart: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let mut bands: Vec<(usize, usize)> = Vec::new();
    for from in 0..size {
        let fits = |to: &usize| (from..*to).all(|before| !(before..=*to).any(|later| apart(before, later)));
        let to = (from..size).take_while(fits).last().unwrap_or(from);
        if to > from && bands.last().is_none_or(|&(_, last)| last < to + 1) {
            bands.push((from + 1, to + 1));
        }
    }
    bands
}

/// The 95 % quantile of the largest difference over all pairs, in standard errors.
fn critical(resamples: &[Vec<f64>], error: &[f64]) -> f64 {
    let largest = |own: &Vec<f64>| {
        let size = own.len();
        let pairs = (0..size).flat_map(|s| (s + 1..size).map(move |t| (s, t)));
        pairs.map(|(s, t)| (own[s] - own[t]).abs() / error[s * size + t]).fold(0.0, f64::max)
    };
    let mut all: Vec<f64> = resamples.par_iter().map(largest).collect();
    all.sort_unstable_by(f64::total_cmp);
    let place = (0.95 * (all.len() + 1) as f64).ceil() as usize;
    all.get(place.saturating_sub(1)).copied().unwrap_or(Z95).max(Z95)
}

/// A number drawn from Poisson's law with mean 1, by inversion.
fn poisson(rng: &mut impl Rng) -> f64 {
    let draw = uniform(rng);
    let (mut times, mut chance) = (0.0, (-1.0f64).exp());
    let mut below = chance;
    while draw >= below && times < 20.0 {
        times += 1.0;
        chance /= times;
        below += chance;
    }
    times
}

/// The sum of `count` of them; from 1,000 on by the normal law that it has come to.
fn poisson_sum(rng: &mut impl Rng, count: f64) -> f64 {
    if count < 1_000.0 {
        return (0..count.max(0.0) as u32).map(|_| poisson(rng)).sum();
    }
    (count + count.sqrt() * normal(rng)).round().max(0.0)
}

/// Uniform in \[0, 1).
fn uniform(rng: &mut impl Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// Standard normal (Box & Muller 1958).
fn normal(rng: &mut impl Rng) -> f64 {
    let radius = (-2.0 * (1.0 - uniform(rng)).ln()).sqrt();
    radius * (std::f64::consts::TAU * uniform(rng)).cos()
}

fn normal_resample(root: &[f64], size: usize, seed: u64) -> Vec<f64> {
    let mut rng = generator(seed);
    let draws: Vec<f64> = (0..size).map(|_| normal(&mut rng)).collect();
    (0..size).map(|i| (0..=i).map(|j| root[i * size + j] * draws[j]).sum()).collect()
}

/// Lower root of a covariance; what is 0 but for rounding stays 0.
fn cholesky(covariance: &[f64], size: usize) -> Vec<f64> {
    let mut root = vec![0.0; size * size];
    for i in 0..size {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| root[i * size + k] * root[j * size + k]).sum();
            let rest = covariance[i * size + j] - known;
            root[i * size + j] = if i == j {
                if rest > 1e-12 * covariance[i * size + i] { rest.sqrt() } else { 0.0 }
            } else if root[j * size + j] > 0.0 {
                rest / root[j * size + j]
            } else {
                0.0
            };
        }
    }
    root
}
