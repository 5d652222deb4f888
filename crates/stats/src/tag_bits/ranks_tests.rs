use super::{TagBitmaps, TagBits, TagGain};
use crate::interval::Z95;
use crate::priorities::NotEstimable;
use crate::sampling::mix;

fn bits(rows: usize, is: impl Fn(usize) -> bool) -> Vec<u64> {
    let mut words = vec![0u64; rows.div_ceil(64)];
    (0..rows).filter(|&row| is(row)).for_each(|row| words[row / 64] |= 1 << (row % 64));
    words
}

fn chance(seed: u64, row: usize) -> f64 {
    (mix(seed, row as u64) >> 11) as f64 / (1u64 << 53) as f64
}

fn ceiling(tag: usize) -> TagGain {
    TagGain { tag, wrong: 1.0, right: 0.0 }
}

/// Rows 0.. wrong; tags on fixed ranges of rows.
fn of_ranges(rows: usize, wrong: usize, ranges: &[std::ops::Range<usize>]) -> (Vec<u64>, Vec<Vec<u64>>) {
    let tags = ranges.iter().map(|range| bits(rows, |row| range.contains(&row))).collect();
    (bits(rows, |row| row >= wrong), tags)
}

#[test]
fn what_is_far_apart_is_told_and_what_is_close_is_not() {
    // Errors: 100 of A, 60 of B, 55 of C (40 shared with B), 5 of D.
    let (right, tags) = of_ranges(1_000, 300, &[0..100, 100..160, 120..175, 200..205]);
    let maps = tags.iter().map(|yes| TagBitmaps { seen: None, yes }).collect();
    let own = TagBits::new(1_000, &right, None, None, maps).unwrap();
    let ranks = own.ranks(&[ceiling(3), ceiling(2), ceiling(1), ceiling(0)], 7).unwrap();
    let order: Vec<(usize, usize, usize)> =
        ranks.order.iter().map(|one| (one.tag, one.best, one.worst)).collect();
    assert_eq!(order, [(0, 1, 1), (1, 2, 3), (2, 2, 3), (3, 4, 4)], "{ranks:?}");
    assert_eq!((ranks.bands.as_slice(), ranks.rows), ([(2, 3)].as_slice(), 1_000));
    // B - C: 20 rows have B alone, 15 C alone: d = 5/n, variance (35 - 25/n)/n^2, and 1/n^2 for half a row each.
    let next = ranks.order[1].to_next.unwrap();
    let half = ranks.critical * ((35.0 - 25.0 / 1_000.0 + 1.0f64) / 1e6).sqrt();
    let interval = next.interval.unwrap();
    assert!((next.value - 0.005).abs() < 1e-12 && (interval.upper - 0.005 - half).abs() < 1e-12, "{next:?}");
    assert!(ranks.critical > Z95 && ranks.critical < 3.0, "{}", ranks.critical);
    assert_eq!(
        own.ranks(&[ceiling(3), ceiling(2), ceiling(1), ceiling(0)], 7).unwrap(),
        ranks,
        "for one seed"
    );
}

#[test]
fn the_same_tag_twice_and_empty_tags_are_tied() {
    let (right, tags) = of_ranges(200, 50, &[0..20, 0..20, 190..200, 195..200]);
    let maps = tags.iter().map(|yes| TagBitmaps { seen: None, yes }).collect();
    let own = TagBits::new(200, &right, None, None, maps).unwrap();
    let ranks = own.ranks(&[0, 1, 2, 3].map(ceiling), 1).unwrap();
    assert_eq!(ranks.bands, [(1, 2), (3, 4)]);
    // Three rows more are no proof.
    let (right, tags) = of_ranges(200, 50, &[0..23, 0..20]);
    let maps = tags.iter().map(|yes| TagBitmaps { seen: None, yes }).collect();
    let own = TagBits::new(200, &right, None, None, maps).unwrap();
    assert_eq!(own.ranks(&[0, 1].map(ceiling), 1).unwrap().bands, [(1, 2)]);
}

#[test]
fn gains_at_a_human_level_count_right_rows_too() {
    let (right, tags) = of_ranges(1_000, 100, &[0..40, 60..300]);
    let maps = tags.iter().map(|yes| TagBitmaps { seen: None, yes }).collect();
    let own = TagBits::new(1_000, &right, None, None, maps).unwrap();
    let gain = |tag| TagGain { tag, wrong: 0.95, right: -0.05 };
    let ranks = own.ranks(&[gain(0), gain(1)], 1).unwrap();
    // 40 wrong of 40: .95 * 40; 40 wrong and 200 right of 240: .95 * 40 - .05 * 200, out of 1,000 rows.
    assert!((ranks.order[0].gain - 0.038).abs() < 1e-12 && (ranks.order[1].gain - 0.028).abs() < 1e-12);
    let seen = bits(1_000, |row| row < 100);
    let maps = tags.iter().map(|yes| TagBitmaps { seen: Some(&seen), yes }).collect();
    let own = TagBits::new(1_000, &right, None, None, maps).unwrap();
    assert!(matches!(own.ranks(&[gain(0), gain(1)], 1), Err(NotEstimable::NotLookedAt(_))));
    assert!(own.ranks(&[ceiling(0), ceiling(1)], 1).is_ok(), "the zero-error ceiling needs wrong rows only");
}

#[test]
fn a_draw_stands_for_its_stratum() {
    let rows = 5_000;
    let right = bits(rows, |row| row >= 1_000);
    let drawn = bits(rows, |row| row < 100 || (1_000..1_100).contains(&row));
    let tags = [bits(rows, |row| row < 43), bits(rows, |row| (40..50).contains(&row))];
    let maps = tags.iter().map(|yes| TagBitmaps { seen: Some(&drawn), yes }).collect();
    let own = TagBits::new(rows, &right, None, Some(&drawn), maps).unwrap();
    let ranks = own.ranks(&[ceiling(0), ceiling(1)], 3).unwrap();
    assert_eq!((ranks.rows, ranks.bands.len()), (100, 0));
    // 43 and 10 of 100 drawn wrong rows, which are a fifth of all.
    assert!((ranks.order[0].gain - 0.086).abs() < 1e-12 && (ranks.order[1].gain - 0.02).abs() < 1e-12);
}

/// Of tags that truly gain the same, any pair is told apart in at most about 5 of 100 data sets.
#[test]
fn equal_tags_are_rarely_told_apart() {
    let (rows, tags, trials) = (600, 5, 300);
    let mut apart = 0;
    for trial in 0..trials {
        let right = bits(rows, |row| chance(trial, row) > 0.4);
        let maps: Vec<Vec<u64>> =
            (1..=tags).map(|tag| bits(rows, |row| chance(trial * 100 + tag, row) < 0.15)).collect();
        let own = maps.iter().map(|yes| TagBitmaps { seen: None, yes }).collect();
        let own = TagBits::new(rows, &right, None, None, own).unwrap();
        let gains: Vec<TagGain> = (0..tags as usize).map(ceiling).collect();
        let ranks = own.ranks(&gains, trial).unwrap();
        apart += u32::from(ranks.order.iter().any(|one| one.best > 1));
    }
    assert!(apart <= 24, "{apart} of {trials}");
}

/// Beyond 4,096 tagged rows the limit takes over: the same answer.
#[test]
fn many_rows_come_to_the_normal_limit() {
    let ranks = |rows: usize| {
        let right = bits(rows, |row| chance(1, row) > 0.3);
        let maps: Vec<Vec<u64>> = (2..6).map(|tag| bits(rows, |row| chance(tag, row) < 0.3)).collect();
        let own = maps.iter().map(|yes| TagBitmaps { seen: None, yes }).collect();
        TagBits::new(rows, &right, None, None, own).unwrap().ranks(&[0, 1, 2, 3].map(ceiling), 5).unwrap()
    };
    let (few, many) = (ranks(15_000), ranks(60_000));
    assert!((few.critical - many.critical).abs() < 0.2, "{} {}", few.critical, many.critical);
}
