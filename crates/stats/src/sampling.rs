//! Seeded draws, stable for a seed: the same seed gives the same rows on every machine and in every version.

use std::collections::HashMap;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Mixes a seed and a value into 64 random-looking bits (SplitMix64; Steele, Lea & Flood, OOPSLA 2014).
///
/// For stateless draws, such as one hash per item, and for deriving the seed of each resample.
pub fn mix(seed: u64, value: u64) -> u64 {
    let mut z = seed.wrapping_add(value.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The generator behind every draw of this crate.
pub(crate) fn generator(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// Uniform integer in `0..bound` (`bound` above 0), without bias.
///
/// Written out (Lemire, ACM TOMACS 29(1) 2019) because a library may change its own method between
/// versions, and a draw must be repeatable from its stored seed for years.
pub(crate) fn below(rng: &mut ChaCha8Rng, bound: u64) -> u64 {
    let mut product = u128::from(rng.next_u64()) * u128::from(bound);
    if (product as u64) < bound {
        let threshold = bound.wrapping_neg() % bound;
        while (product as u64) < threshold {
            product = u128::from(rng.next_u64()) * u128::from(bound);
        }
    }
    (product >> 64) as u64
}

/// A uniformly random order of `0..n` (Fisher-Yates from the front; Durstenfeld 1964).
pub fn permutation(n: u32, seed: u64) -> Vec<u32> {
    let mut rng = generator(seed);
    let mut order: Vec<u32> = (0..n).collect();
    for i in 0..order.len() {
        let j = i + below(&mut rng, (order.len() - i) as u64) as usize;
        order.swap(i, j);
    }
    order
}

/// A simple random sample of `n` of `0..population` without replacement, in random order.
///
/// Sparse Fisher-Yates: O(n) time and memory whatever the population. With one seed and one population a
/// smaller sample is a prefix of a larger one, so a draw can be extended, and `sample(p, p, seed)` is
/// [`permutation`]. With `n` above the population the whole population comes back.
pub fn sample(population: u64, n: u64, seed: u64) -> Vec<u64> {
    let mut rng = generator(seed);
    let n = n.min(population);
    let mut moved: HashMap<u64, u64> = HashMap::new();
    let mut drawn = Vec::new();
    for i in 0..n {
        let j = i + below(&mut rng, population - i);
        // What stands at position i of the virtual array is now needed at j only.
        let at_i = moved.remove(&i).unwrap_or(i);
        drawn.push(if j == i { at_i } else { moved.insert(j, at_i).unwrap_or(j) });
    }
    drawn
}

/// A simple random sample of `n` elements without replacement, in random order; as [`sample`].
pub fn sample_from<T: Clone>(population: &[T], n: usize, seed: u64) -> Vec<T> {
    sample(population.len() as u64, n as u64, seed)
        .into_iter()
        .map(|index| population[index as usize].clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_stable_across_versions() {
        // Golden values: a stored seed must draw the same rows for years. Do not update them.
        assert_eq!(mix(0, 0), 0xE220_A839_7B1D_CDAF); // first output of SplitMix64 seeded with 0
        assert_eq!(permutation(8, 7), [1, 2, 6, 0, 3, 4, 5, 7]);
        assert_eq!(sample(1_000_000, 4, 7), [157_796, 167_990, 704_276, 726_742]);
    }

    #[test]
    fn samples_are_prefixes_and_without_repeats() {
        for seed in 0..50 {
            let whole = sample(40, 40, seed);
            let order: Vec<u64> = permutation(40, seed).into_iter().map(u64::from).collect();
            assert_eq!(whole, order);
            assert_eq!(sample(40, 13, seed), whole[..13]);
            let mut sorted = whole.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..40).collect::<Vec<u64>>());
        }
        assert_eq!(sample(3, 10, 1).len(), 3);
        assert!(sample(0, 10, 1).is_empty() && permutation(0, 1).is_empty());
        assert_eq!(sample_from(&["a"], 5, 3), ["a"]);
    }

    #[test]
    fn every_element_is_drawn_equally_often() {
        let mut counts = [0u32; 10];
        for seed in 0..5_000 {
            for index in sample(10, 3, seed) {
                counts[index as usize] += 1;
            }
        }
        // Expected 1,500 each, standard deviation 32.4; 6 standard deviations either way.
        assert!(counts.iter().all(|&count| (1_305..=1_695).contains(&count)), "{counts:?}");
    }
}
