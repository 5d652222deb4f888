//! Tag figures: the checks of the statistics page, and reasons.

mod common;

use assay_stats::*;
use common::close;

fn all(size: u64, yes: u64) -> Stratum {
    Stratum { size, seen: size, yes, looked: Looked::All }
}

fn random(size: u64, seen: u64, yes: u64) -> Stratum {
    Stratum { size, seen, yes, looked: Looked::Random }
}

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} instead of {expected}");
}

/// (tag, accuracy %, HLP %, share of items %; HLP gain, error fraction, zero-error ceiling, all in %).
const WORKED: [(&str, u64, f64, u64, f64, f64, f64); 4] = [
    ("Clean", 94, 0.95, 60, 0.60, 36.96, 3.60),
    ("Car", 89, 0.93, 4, 0.16, 4.52, 0.44),
    ("People", 87, 0.89, 30, 0.60, 40.04, 3.90),
    ("Low bandwidth", 70, 0.70, 6, 0.00, 18.48, 1.80),
];

#[test]
fn worked_example() {
    // Of 10,000 items: n_t = 100 share, e_t = share (100 - accuracy).
    let errors: u64 = WORKED.iter().map(|row| row.3 * (100 - row.1)).sum();
    assert_eq!(10_000 - errors, 9_026); // 90.26 % overall
    for (tag, accuracy, hlp, share, gain, fraction, ceiling) in WORKED {
        let wrong = share * (100 - accuracy);
        let counts = TagCounts { wrong: all(errors, wrong), right: all(10_000 - errors, share * accuracy) };
        let figures = tag_figures(&counts, Some(HumanLevel { accuracy: hlp, n: None }));
        let percent = |figure: Result<Estimate, NotEstimable>| 100.0 * figure.unwrap().value;
        near(percent(figures.hlp_gain.unwrap()), gain, 1e-9);
        near(percent(figures.share_of_errors), fraction, 0.005);
        near(percent(figures.zero_error_ceiling), ceiling, 1e-9);
        near(percent(figures.accuracy), accuracy as f64, 1e-9);
        near(percent(figures.share_of_items), share as f64, 1e-9);
        near(percent(figures.gap.unwrap()), 100.0 * hlp - accuracy as f64, 1e-9);
        // (e_t/E) eps = (e_t/n_t)(n_t/N) = e_t/N.
        let eps = errors as f64 / 10_000.0;
        let value = |figure: Result<Estimate, NotEstimable>| figure.unwrap().value;
        close(value(figures.share_of_errors) * eps, value(figures.zero_error_ceiling), tag);
        close(
            value(figures.miss_rate) * value(figures.share_of_items),
            value(figures.zero_error_ceiling),
            tag,
        );
        // All rows looked at: Wilson on the counts.
        let interval = |figure: Result<Estimate, NotEstimable>| figure.unwrap().interval.unwrap();
        assert_eq!(interval(figures.miss_rate), wilson(wrong, 100 * share).unwrap());
        assert_eq!(interval(figures.share_of_items), wilson(100 * share, 10_000).unwrap());
        assert_eq!(interval(figures.share_of_errors), wilson(wrong, errors).unwrap());
        assert_eq!(interval(figures.zero_error_ceiling), wilson(wrong, 10_000).unwrap());
        let gain = figures.hlp_gain.unwrap().unwrap();
        assert!(gain.interval.unwrap().contains(gain.value) && gain.n == 10_000);
    }
}

#[test]
fn stratified_check_values() {
    let counts = TagCounts { wrong: random(1_000, 100, 43), right: random(4_000, 100, 5) };
    let figures = tag_figures(&counts, Some(HumanLevel { accuracy: 0.9, n: Some(200) }));
    let items = figures.share_of_items.unwrap();
    near(items.value, 0.126, 1e-12);
    let interval = items.interval.unwrap();
    assert_eq!((interval.method, items.n), (IntervalMethod::Mover, 200));
    near(interval.lower, 0.097, 5e-4);
    near(interval.upper, 0.179, 5e-4);
    let miss = figures.miss_rate.unwrap();
    near(miss.value, 430.0 / 630.0, 1e-12);
    near(miss.value, 0.6825, 5e-5);
    let width = miss.interval.unwrap();
    // The delta SE is .0967; MOVER should be of that size, and skewed.
    assert!(
        width.lower > 0.40 && width.lower < 0.55 && width.upper > 0.80 && width.upper < 0.90,
        "{width:?}"
    );
    near(figures.zero_error_ceiling.unwrap().value, 0.2 * 0.43, 1e-12);
    let gain = figures.hlp_gain.unwrap().unwrap();
    near(gain.value, 0.9 * 0.086 - 0.1 * 0.04, 1e-12);
    near(gain.value, figures.gap.unwrap().unwrap().value * items.value, 1e-12);
    assert!(gain.interval.unwrap().contains(gain.value));
    // A measured baseline is less certain than a given one.
    let given = tag_figures(&counts, Some(HumanLevel { accuracy: 0.9, n: None }));
    let wide = |figure: Option<Result<Estimate, NotEstimable>>| {
        let interval = figure.unwrap().unwrap().interval.unwrap();
        interval.upper - interval.lower
    };
    assert!(wide(figures.hlp_gain) > wide(given.hlp_gain) && wide(figures.gap) > wide(given.gap));
}

#[test]
fn only_errors_were_looked_at() {
    let none = Stratum { size: 4_000, seen: 0, yes: 0, looked: Looked::None };
    let figures = tag_figures(&TagCounts { wrong: random(1_000, 100, 43), right: none }, None);
    assert!(figures.share_of_errors.is_ok() && figures.zero_error_ceiling.is_ok());
    let reason = figures.share_of_items.unwrap_err();
    assert_eq!(reason.to_string(), "not estimable: look at a random sample of right rows");
    assert_eq!((figures.miss_rate, figures.accuracy), (Err(reason), Err(reason)));
    assert_eq!((figures.gap, figures.hlp_gain), (None, None));
}

#[test]
fn reasons() {
    let right = all(90, 9);
    let stratum = |size, seen, yes, looked| Stratum { size, seen, yes, looked };
    let table = [
        (stratum(10, 4, 2, Looked::HandPicked), "hand_picked"),
        (stratum(10, 4, 2, Looked::Unfinished { left: 3 }), "draw_unfinished"),
        (stratum(10, 1, 1, Looked::Random), "one_row"),
        (stratum(10, 0, 0, Looked::Random), "not_looked_at"),
        (stratum(10, 0, 0, Looked::None), "not_looked_at"),
        (stratum(10, 9, 0, Looked::All), "inconsistent_counts"),
        (stratum(10, 4, 5, Looked::Random), "inconsistent_counts"),
        (stratum(10, 11, 5, Looked::Random), "inconsistent_counts"),
        (stratum(0, 0, 0, Looked::All), "no_errors"),
    ];
    for (wrong, code) in table {
        let figures = tag_figures(&TagCounts { wrong, right }, None);
        assert_eq!(figures.share_of_errors.unwrap_err().code(), code, "{wrong:?}");
    }
    let empty = TagCounts { wrong: all(0, 0), right: all(0, 0) };
    assert_eq!(tag_figures(&empty, None).share_of_items.unwrap_err().code(), "empty_scope");
    let unseen = TagCounts { wrong: random(10, 5, 0), right: random(90, 9, 0) };
    let figures = tag_figures(&unseen, Some(HumanLevel { accuracy: 0.9, n: None }));
    assert_eq!(figures.miss_rate, Err(NotEstimable::TagNotFound));
    assert_eq!(figures.gap.unwrap(), Err(NotEstimable::TagNotFound));
    assert!(figures.share_of_items.unwrap().interval.unwrap().upper > 0.1);
    let gain = figures.hlp_gain.unwrap().unwrap();
    assert!(gain.value == 0.0 && gain.interval.unwrap().lower < 0.0 && gain.interval.unwrap().upper > 0.0);
    let bad = [(1.5, None), (f64::NAN, None), (0.9, Some(0))];
    for (accuracy, n) in bad {
        let figures = tag_figures(&unseen, Some(HumanLevel { accuracy, n }));
        assert_eq!(figures.hlp_gain.unwrap(), Err(NotEstimable::InvalidHumanLevel));
    }
}

#[test]
fn no_interval_is_without_width() {
    // Every small table: all rows of both strata, random draws, and one of each; tag on any number of rows.
    let levels = [None, Some((0.0, None)), Some((1.0, None)), Some((0.8, Some(20)))];
    for wrong_size in 0..5 {
        for right_size in 0..5 {
            for (wrong, right) in strata(wrong_size, right_size) {
                for level in levels {
                    let human = level.map(|(accuracy, n)| HumanLevel { accuracy, n });
                    let figures = tag_figures(&TagCounts { wrong, right }, human);
                    let empty = wrong_size == 0 || right_size == 0;
                    check_widths(&figures, empty, &format!("{wrong:?} {right:?} {human:?}"));
                }
            }
        }
    }
}

fn strata(wrong: u64, right: u64) -> Vec<(Stratum, Stratum)> {
    let ways = |size: u64| -> Vec<Stratum> {
        (0..=size).flat_map(|yes| [all(size, yes), random(3 * size, size, yes)]).collect()
    };
    ways(wrong).into_iter().flat_map(|w| ways(right).into_iter().map(move |r| (w, r))).collect()
}

fn check_widths(figures: &TagFigures, empty: bool, what: &str) {
    let shares = [
        figures.share_of_errors,
        figures.miss_rate,
        figures.share_of_items,
        figures.zero_error_ceiling,
        figures.accuracy,
    ];
    let signed = [figures.gap, figures.hlp_gain].into_iter().flatten();
    let estimates = shares.into_iter().map(|f| (f, 0.0)).chain(signed.map(|f| (f, -1.0)));
    for (figure, least) in estimates {
        let Ok(estimate) = figure else { continue };
        let Ok(interval) = estimate.interval else {
            // A gain at a perfect or hopeless baseline can only be 0 if there are no rows to gain on.
            assert!(empty && estimate.interval == Err(Unreliable::ZeroWidth), "{what}: {estimate:?}");
            continue;
        };
        assert!(interval.upper - interval.lower > 1e-6, "{what}: {estimate:?}");
        let inside = interval.lower - 1e-12 <= estimate.value && estimate.value <= interval.upper + 1e-12;
        assert!(
            inside && interval.lower >= least - 1e-12 && interval.upper <= 1.0 + 1e-12,
            "{what}: {estimate:?}"
        );
    }
}
