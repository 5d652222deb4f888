//! How many bits several bitmaps share.

/// Words that are added side by side.
const LANES: usize = 4;

/// Lanes added up before one population count.
const GROUP: usize = 8;

type Lanes = [u64; LANES];

/// Number of bits set in all of `maps` (of equal length).
///
/// Harley and Seal's method (Warren, Hacker's Delight, 2nd ed. 2013, section 5-2): carry-save adders bring eight words down
/// to one before bits are counted, which takes half the time where the processor's own instruction is not
/// assumed.
pub(super) fn count_shared<const N: usize>(maps: [&[u64]; N]) -> u64 {
    let chunks = maps.map(|map| map.as_chunks::<{ LANES * GROUP }>());
    let groups = chunks.iter().map(|(whole, _)| whole.len()).min().unwrap_or(0);
    let (mut ones, mut twos, mut fours) = ([0; LANES], [0; LANES], [0; LANES]);
    let mut eights = 0;
    for group in 0..groups {
        let words = chunks.map(|(whole, _)| &whole[group]);
        let shared = |k: usize| -> Lanes {
            std::array::from_fn(|lane| words.iter().fold(u64::MAX, |all, map| all & map[k * LANES + lane]))
        };
        let (two_a, one) = add(ones, shared(0), shared(1));
        let (two_b, one) = add(one, shared(2), shared(3));
        let (four_a, two) = add(twos, two_a, two_b);
        let (two_a, one) = add(one, shared(4), shared(5));
        let (two_b, one) = add(one, shared(6), shared(7));
        let (four_b, two) = add(two, two_a, two_b);
        let (eight, four) = add(fours, four_a, four_b);
        (ones, twos, fours) = (one, two, four);
        eights += count(eight);
    }
    let rest = chunks.iter().map(|(_, rest)| rest.len()).min().unwrap_or(0);
    let rest = (0..rest).map(|i| chunks.iter().fold(u64::MAX, |all, (_, rest)| all & rest[i]));
    let rest: u64 = rest.map(|word| u64::from(word.count_ones())).sum();
    8 * eights + 4 * count(fours) + 2 * count(twos) + count(ones) + rest
}

/// Adds three bits in each place: (carry, sum).
#[inline(always)]
fn add(a: Lanes, b: Lanes, c: Lanes) -> (Lanes, Lanes) {
    let either: Lanes = std::array::from_fn(|i| a[i] ^ b[i]);
    (std::array::from_fn(|i| a[i] & b[i] | either[i] & c[i]), std::array::from_fn(|i| either[i] ^ c[i]))
}

#[inline(always)]
fn count(lanes: Lanes) -> u64 {
    lanes.iter().map(|word| u64::from(word.count_ones())).sum()
}

#[cfg(test)]
mod tests {
    use super::count_shared;
    use crate::sampling::mix;

    #[test]
    fn as_counted_word_by_word() {
        for len in [0, 1, 31, 32, 33, 64, 500, 1_024] {
            let map = |seed| (0..len).map(|i| mix(seed, i) | mix(seed + 9, i)).collect::<Vec<u64>>();
            let (a, b, c) = (map(1), map(2), map(3));
            let plain = |words: &mut dyn Iterator<Item = u64>| {
                words.map(|word| u64::from(word.count_ones())).sum::<u64>()
            };
            assert_eq!(count_shared([&a]), plain(&mut a.iter().copied()));
            assert_eq!(count_shared([&a, &b]), plain(&mut a.iter().zip(&b).map(|(a, b)| a & b)));
            let all = a.iter().zip(&b).zip(&c).map(|((a, b), c)| a & b & c);
            assert_eq!(count_shared([&a, &b, &c]), plain(&mut all.into_iter()));
        }
        // Every bit set: all sums run full.
        let full = vec![u64::MAX; 1_000];
        assert_eq!(count_shared([&full, &full]), 64_000);
    }
}
