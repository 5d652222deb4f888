//! Tag counts from bitmaps, against a plain count of rows.

mod common;

use assay_stats::*;
use common::close;
use proptest::prelude::*;

/// One row: right, in scope, drawn, and for each tag whether it was seen and whether it is there.
#[derive(Clone, Debug)]
struct Row {
    right: bool,
    scope: bool,
    drawn: bool,
    tags: Vec<(bool, bool)>,
}

fn pack(rows: &[Row], bit: impl Fn(&Row) -> bool) -> Vec<u64> {
    let mut words = vec![0u64; rows.len().div_ceil(64)];
    for (i, row) in rows.iter().enumerate() {
        words[i / 64] |= u64::from(bit(row)) << (i % 64);
    }
    // What lies past the last row has to be ignored.
    if let (Some(last), rest @ 1..) = (words.last_mut(), rows.len() % 64) {
        *last |= u64::MAX << rest;
    }
    words
}

struct Packed {
    rows: usize,
    right: Vec<u64>,
    scope: Vec<u64>,
    drawn: Vec<u64>,
    tags: Vec<(Vec<u64>, Vec<u64>)>,
}

#[derive(Clone, Copy, Debug)]
struct Given {
    scope: bool,
    drawn: bool,
    seen: bool,
}

impl Packed {
    fn new(rows: &[Row], n_tags: usize) -> Self {
        let tag = |tag: usize| (pack(rows, |row| row.tags[tag].0), pack(rows, |row| row.tags[tag].1));
        Self {
            rows: rows.len(),
            right: pack(rows, |row| row.right),
            scope: pack(rows, |row| row.scope),
            drawn: pack(rows, |row| row.drawn),
            tags: (0..n_tags).map(tag).collect(),
        }
    }

    fn bits(&self, given: Given) -> TagBits<'_> {
        let tags = self
            .tags
            .iter()
            .map(|(seen, yes)| TagBitmaps { seen: given.seen.then_some(seen.as_slice()), yes })
            .collect();
        let (scope, drawn) = (given.scope.then_some(&*self.scope), given.drawn.then_some(&*self.drawn));
        TagBits::new(self.rows, &self.right, scope, drawn, tags).unwrap()
    }
}

/// The rows as the bitmaps tell them.
fn told(rows: &[Row], given: Given) -> Vec<Row> {
    rows.iter()
        .filter(|row| row.scope || !given.scope)
        .map(|row| Row {
            drawn: row.drawn && given.drawn,
            tags: row
                .tags
                .iter()
                .map(|&(seen, yes)| (seen || !given.seen, yes && (seen || !given.seen)))
                .collect(),
            ..row.clone()
        })
        .collect()
}

/// A stratum by counting rows one by one: `tag` says whether a row is seen, and whether it has the tag.
fn stratum(rows: &[Row], right: bool, tag: impl Fn(&Row) -> (bool, bool)) -> Stratum {
    let own: Vec<&Row> = rows.iter().filter(|row| row.right == right).collect();
    let count = |keep: &dyn Fn(&Row) -> bool| own.iter().filter(|row| keep(row)).count() as u64;
    let size = own.len() as u64;
    let (seen, yes) = (count(&|row| tag(row).0), count(&|row| tag(row).1));
    let (drawn, drawn_seen) = (count(&|row| row.drawn), count(&|row| row.drawn && tag(row).0));
    let drawn_yes = count(&|row| row.drawn && tag(row).1);
    if seen == size {
        Stratum { size, seen, yes, looked: Looked::All }
    } else if drawn_seen > 0 {
        let left = drawn - drawn_seen;
        let looked = if left == 0 { Looked::Random } else { Looked::Unfinished { left } };
        Stratum { size, seen: drawn_seen, yes: drawn_yes, looked }
    } else {
        let looked = if seen > 0 { Looked::HandPicked } else { Looked::None };
        Stratum { size, seen, yes, looked }
    }
}

fn counts(rows: &[Row], tag: impl Fn(&Row) -> (bool, bool) + Copy) -> TagCounts {
    TagCounts { wrong: stratum(rows, false, tag), right: stratum(rows, true, tag) }
}

fn union_of(row: &Row, chosen: &[usize]) -> (bool, bool) {
    let seen = chosen.iter().all(|&tag| row.tags[tag].0);
    (seen, seen && chosen.iter().any(|&tag| row.tags[tag].1))
}

fn cases() -> impl Strategy<Value = (Vec<Row>, usize, Given)> {
    let shape = (0usize..300, 0usize..9, any::<[bool; 3]>(), 0.3..=1.0f64);
    shape.prop_flat_map(|(n, n_tags, [scope, drawn, seen], seen_share)| {
        let tag = (prop::bool::weighted(seen_share), prop::bool::weighted(0.3));
        let row =
            (any::<bool>(), prop::bool::weighted(0.9), any::<bool>(), prop::collection::vec(tag, n_tags));
        let row = row.prop_map(|(right, scope, drawn, tags)| Row { right, scope, drawn, tags });
        let given = Given { scope, drawn, seen };
        (prop::collection::vec(row, n), Just(n_tags), Just(given))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn as_counted_row_by_row((rows, n_tags, given) in cases(), chosen in prop::collection::vec(any::<prop::sample::Index>(), 0..4)) {
        let packed = Packed::new(&rows, n_tags);
        let bits = packed.bits(given);
        let rows = told(&rows, given);
        let all = bits.counts();
        prop_assert_eq!(all.len(), n_tags);
        for (tag, &found) in all.iter().enumerate() {
            prop_assert_eq!(found, counts(&rows, |row| row.tags[tag]));
        }
        if n_tags > 0 {
            let chosen: Vec<usize> = chosen.iter().map(|index| index.index(n_tags)).collect();
            prop_assert_eq!(bits.union(&chosen).unwrap(), counts(&rows, |row| union_of(row, &chosen)));
        }

        let every: Vec<usize> = (0..n_tags).collect();
        let overlaps = bits.overlaps();
        let union = counts(&rows, |row| union_of(row, &every));
        prop_assert_eq!(overlaps.union, union);
        let of_draw = matches!(union.wrong.looked, Looked::Random | Looked::Unfinished { .. });
        let mut open: Vec<&Row> =
            rows.iter().filter(|row| !row.right && union_of(row, &every).0 && (row.drawn || !of_draw)).collect();
        prop_assert_eq!(open.len() as u64, union.wrong.seen);
        let number = |row: &Row| row.tags.iter().filter(|tag| tag.1).count();
        for tag in 0..n_tags {
            let by_number = &overlaps.tags[tag].by_number;
            for k in 1..=n_tags {
                let expected = open.iter().filter(|row| row.tags[tag].1 && number(row) == k).count() as u64;
                prop_assert_eq!(by_number.get(k - 1).copied().unwrap_or(0), expected);
            }
        }

        // The plan, one step after the other.
        let plan = bits.greedy(n_tags);
        let mut covered = 0;
        for step in &plan.steps {
            let gain = |tag: usize| open.iter().filter(|row| row.tags[tag].1).count() as u64;
            let gains: Vec<u64> = (0..n_tags).map(gain).collect();
            let best = *gains.iter().max().unwrap();
            prop_assert_eq!(gains.iter().position(|&gain| gain == best), Some(step.tag));
            covered += best;
            prop_assert_eq!((step.gained, step.covered), (best, covered));
            open.retain(|row| !row.tags[step.tag].1);
        }
        prop_assert_eq!(covered, union.wrong.yes);
        prop_assert!(open.iter().all(|row| number(row) == 0));
    }
}

#[test]
fn more_rows_than_a_block() {
    // 530,003 rows: several blocks, the last one neither full nor ending with a word.
    let one_in = |n: u64, stream: u64, i: u64| mix(stream, i).is_multiple_of(n);
    let row = |i: u64| Row {
        right: !one_in(5, 1, i),
        scope: !one_in(10, 2, i),
        drawn: one_in(3, 3, i),
        tags: (0..6).map(|tag| (!one_in(50, 10 + tag, i), one_in(tag + 2, 20 + tag, i))).collect(),
    };
    let rows: Vec<Row> = (0..530_003).map(row).collect();
    let packed = Packed::new(&rows, 6);
    for given in
        [Given { scope: false, drawn: false, seen: false }, Given { scope: true, drawn: true, seen: true }]
    {
        let bits = packed.bits(given);
        let told = told(&rows, given);
        for (tag, &found) in bits.counts().iter().enumerate() {
            assert_eq!(found, counts(&told, |row| row.tags[tag]));
        }
        assert_eq!(bits.union(&[1, 3]).unwrap(), counts(&told, |row| union_of(row, &[1, 3])));
        let (overlaps, plan) = (bits.overlaps(), bits.greedy(6));
        let split: f64 = overlaps
            .tags
            .iter()
            .map(|tag| {
                tag.by_number.iter().zip(1..).map(|(&rows, k)| rows as f64 / f64::from(k)).sum::<f64>()
            })
            .sum();
        close(split, overlaps.union.wrong.yes as f64, "split adds up");
        assert_eq!(plan.steps.last().unwrap().covered, overlaps.union.wrong.yes);
        assert_eq!(plan.steps[0].tag, 0);
    }
}

#[test]
fn figures_of_overlaps_and_plans() {
    // Ten errors, all looked at: four with tag 0 alone, two with both, one with tag 1 alone.
    let wrong = |a, b| Row { right: false, scope: true, drawn: false, tags: vec![(true, a), (true, b)] };
    let mut rows = vec![wrong(true, false); 4];
    rows.extend(vec![wrong(true, true); 2]);
    rows.push(wrong(false, true));
    rows.extend(vec![wrong(false, false); 3]);
    rows.extend(vec![Row { right: true, ..wrong(true, true) }; 90]);
    let packed = Packed::new(&rows, 2);
    let given = Given { scope: false, drawn: false, seen: true };
    let bits = packed.bits(given);
    let overlaps = bits.overlaps();
    let value = |figure: Result<Estimate, NotEstimable>| figure.unwrap().value;
    close(value(overlaps.any(0)), 0.6, "any");
    close(value(overlaps.only(0)), 0.4, "only");
    close(value(overlaps.split(0)), 0.5, "split");
    close(value(overlaps.split(0)) + value(overlaps.split(1)), 0.7, "split adds up to the union");
    assert_eq!(overlaps.only(1).unwrap().interval.unwrap(), wilson(1, 10).unwrap());
    assert_eq!(overlaps.split(1).unwrap().interval.unwrap().method, IntervalMethod::WilsonConservative);
    let plan = bits.greedy(5);
    assert_eq!(
        plan.steps,
        [PlanStep { tag: 0, gained: 6, covered: 6 }, PlanStep { tag: 1, gained: 1, covered: 7 }]
    );
    close(value(plan.zero_error_ceiling(0)), 0.06, "ceiling");
    close(value(plan.zero_error_ceiling(1)), 0.07, "ceiling");
    close(value(plan.share_of_errors(1)), 0.7, "share");
    assert_eq!(bits.greedy(1).steps.len(), 1);
    // A tag not looked for on one error: those rows are no random part.
    rows[9].tags[1].0 = false;
    let packed = Packed::new(&rows, 2);
    let overlaps = packed.bits(given).overlaps();
    assert_eq!(overlaps.any(0), Err(NotEstimable::HandPicked(Which::Wrong)));
    assert_eq!(overlaps.split(0), Err(NotEstimable::HandPicked(Which::Wrong)));
    assert_eq!(overlaps.union.wrong.seen, 9);
}

#[test]
fn wrong_bitmaps_are_refused() {
    let words = [0u64; 2];
    let tag = |yes| TagBitmaps { seen: None, yes };
    assert!(TagBits::new(65, &words, None, None, vec![tag(&words)]).is_ok());
    for (rows, tags) in [(129, vec![]), (64, vec![]), (65, vec![tag(&words[..1])])] {
        assert_eq!(TagBits::new(rows, &words, None, None, tags).unwrap_err().code(), "length_mismatch");
    }
    assert_eq!(TagBits::new(65, &words, Some(&[]), None, vec![]).unwrap_err().code(), "length_mismatch");
    let bits = TagBits::new(65, &words, None, None, vec![tag(&words)]).unwrap();
    assert_eq!(bits.union(&[1]).unwrap_err().code(), "class_out_of_range");
    let none = TagBits::new(0, &[], None, None, vec![tag(&[])]).unwrap();
    assert_eq!(none.overlaps().any(0), Err(NotEstimable::EmptyScope));
    assert_eq!(none.greedy(3).share_of_errors(0), Err(NotEstimable::EmptyScope));
    assert_eq!((none.n_tags(), none.counts().len()), (1, 1));
}
