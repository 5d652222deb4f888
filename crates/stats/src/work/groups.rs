//! Whether a group of raters gave fewer judgments than chance would have it.

use crate::sampling::mix;
use rand::SeedableRng;
use rand::seq::index::sample;
use rand_chacha::ChaCha8Rng;

/// Groups drawn in place of the one looked at.
const DRAWS: u32 = 9_999;

/// One-sided p value that as few judgments come from as many raters as are in the group, were they drawn by chance from all.
///
/// `given[j]` are the judgments of rater j, `group` which raters are looked at. A permutation test over raters, since the
/// judgments of one rater are no independent draws: p = (1 + groups with as few or fewer) / (1 + 9,999) over seeded random
/// groups of the same size (Phipson & Smyth 2010: never 0). A group of nobody or of everybody gives 1.
pub fn fewer_than_by_chance(given: &[u64], group: &[bool], seed: u64) -> f64 {
    let members: Vec<u64> = given.iter().zip(group).filter(|(_, inside)| **inside).map(|(n, _)| *n).collect();
    if members.is_empty() || members.len() >= given.len() {
        return 1.0;
    }
    let seen: u64 = members.iter().sum();
    let mut rng = ChaCha8Rng::seed_from_u64(mix(seed, members.len() as u64));
    let draw = |rng: &mut ChaCha8Rng| -> u64 {
        sample(rng, given.len(), members.len()).iter().map(|at| given[at]).sum()
    };
    let fewer = (0..DRAWS).filter(|_| draw(&mut rng) <= seen).count();
    (1 + fewer) as f64 / f64::from(1 + DRAWS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_of_twenty_that_gave_nothing_has_a_chance_of_one_in_twenty() {
        let given: Vec<u64> = (0..20).map(|j| if j == 3 { 0 } else { 100 + j }).collect();
        let group: Vec<bool> = (0..20).map(|j| j == 3).collect();
        let p = fewer_than_by_chance(&given, &group, 7);
        assert!((p - 0.05).abs() < 0.01, "{p}");
        assert_eq!(p, fewer_than_by_chance(&given, &group, 7));
        // Three that gave least of twenty: 1 of 1140 groups.
        let least: Vec<bool> = given.iter().map(|&n| n <= 101).collect();
        assert!(fewer_than_by_chance(&given, &least, 7) < 0.02);
        assert_eq!(fewer_than_by_chance(&given, &[false; 20], 7), 1.0);
        assert_eq!(fewer_than_by_chance(&given, &[true; 20], 7), 1.0);
    }
}
