//! Gold: the golden values of the statistics page, brute force, and what must hold for any plan.

mod common;

use assay_stats::*;
use common::close;
use proptest::prelude::*;

fn page(most_golds: u32, attempts: u32) -> Qualification {
    Qualification::new(QualificationPlan {
        acceptable: 0.85,
        unacceptable: 0.65,
        alpha: 0.05,
        beta: 0.05,
        most_golds,
        attempts,
    })
    .unwrap()
}

fn rounds(found: f64, expected: f64, digits: i32) {
    let half = 0.5 * 10f64.powi(-digits) + 1e-12;
    assert!((found - expected).abs() <= half, "{found} does not round to {expected}");
}

#[test]
fn golden_values_of_the_statistics_page() {
    let test = page(500, 1);
    rounds(test.ratio().wrong(), 0.847_298, 6);
    rounds(test.ratio().right(), -0.268_264, 6);
    rounds(test.fail_limit(), 2.944_439, 6);
    rounds(test.pass_limit(), -2.944_439, 6);
    let right = |n: usize| test.judge(vec![true; n]).verdict;
    assert_eq!(right(11), QualificationVerdict::Pass);
    assert_eq!(right(10), QualificationVerdict::Open { left: 490 });
    let wrong = |n: usize| test.judge(vec![false; n]).verdict;
    assert_eq!(wrong(4), QualificationVerdict::Fail);
    assert_eq!(wrong(3), QualificationVerdict::Open { left: 497 });
    let cases = test.worst_case();
    rounds(cases.acceptable.fail, 0.036, 3);
    rounds(cases.unacceptable.pass, 0.045, 3);
    rounds(cases.acceptable.expected_golds, 28.2, 1);
    rounds(cases.unacceptable.expected_golds, 24.8, 1);
    rounds(test.at(0.75).unwrap().expected_golds, 44.0, 0);
    assert!((0.74..0.77).contains(&cases.longest.accuracy), "{:?}", cases.longest);
    assert!(cases.longest.expected_golds >= test.at(0.75).unwrap().expected_golds);
    // The page gives 66; exactly, .95000 have ended by the 61st gold and .9594 by the 66th, the next at which
    // a rater can pass.
    assert_eq!(cases.acceptable.p95_golds, 61);
    assert_eq!(test.length_quantile(0.85, 0.9503).unwrap(), 65);
    assert_eq!(test.length_quantile(0.85, 0.959).unwrap(), 66);
}

#[test]
fn a_bare_threshold_pauses_good_raters() {
    let pause = bare_threshold_pause(0.8, 0.7, 10, 50).unwrap();
    assert!((0.30..0.37).contains(&pause), "{pause}");
    // 10 answers, one look: below 7 of 10.
    let once: f64 = (0..7).map(|k| choose(10, k) * 0.8f64.powi(k) * 0.2f64.powi(10 - k)).sum();
    close(bare_threshold_pause(0.8, 0.7, 10, 10).unwrap(), once, "one look");
    assert_eq!(bare_threshold_pause(0.8, 0.7, 5, 4).unwrap_err().code(), "out_of_range");
}

#[test]
fn a_test_that_starts_anew_pauses_good_raters() {
    let test = page(500, 1);
    let pause = test.restarted_fail_within(0.85, 500).unwrap();
    assert!((0.44..0.50).contains(&pause), "{pause}");
    let once = test.restarted_fail_within(0.85, 12).unwrap();
    // Within 12 golds there is at most one pass, at the 11th, and no second failure.
    assert!(once < test.at(0.85).unwrap().fail);
}

fn choose(n: i32, k: i32) -> f64 {
    (1..=k).fold(1.0, |c, i| c * f64::from(n - k + i) / f64::from(i))
}

/// All 2^m sequences of answers, judged one by one.
fn by_enumeration(test: &Qualification, p: f64, m: u32) -> [f64; 4] {
    let mut sums = [0.0; 4];
    for bits in 0..1u32 << m {
        let answers: Vec<bool> = (0..m).map(|i| bits >> i & 1 == 1).collect();
        let right = bits.count_ones() as i32;
        let chance = p.powi(right) * (1.0 - p).powi(m as i32 - right);
        let state = test.judge(answers);
        let place = match state.verdict {
            QualificationVerdict::Pass => 0,
            QualificationVerdict::Fail => 1,
            QualificationVerdict::Undecided => 2,
            QualificationVerdict::Open { .. } => panic!("{m} answers were given"),
        };
        sums[place] += chance;
        sums[3] += chance * (state.right + state.wrong) as f64;
    }
    sums
}

#[test]
fn exact_chances_agree_with_enumeration() {
    for p in [0.3, 0.65, 0.85, 0.97] {
        let test = page(9, 1);
        let [pass, fail, undecided, golds] = by_enumeration(&test, p, 9);
        let point = test.at(p).unwrap();
        close(point.pass, pass, "pass");
        close(point.fail, fail, "fail");
        close(point.undecided, undecided, "undecided");
        close(point.expected_golds, golds, "golds");
    }
}

#[test]
fn attempts_share_the_risks() {
    let (one, three) = (page(400, 1), page(400, 3));
    assert!(three.fail_limit() > one.fail_limit() && three.pass_limit() < one.pass_limit());
    let bad = three.at_all_attempts(0.65).unwrap();
    let good = three.at_all_attempts(0.85).unwrap();
    assert!(bad.pass <= 0.05 && good.fail <= 0.05, "{bad:?} {good:?}");
    // Without sharing, three attempts would let a bad rater pass almost thrice as often.
    let point = one.at(0.65).unwrap();
    assert!(1.0 - (1.0 - point.pass).powi(3) > 0.12);
    close(bad.pass + bad.fail + bad.undecided, 1.0, "all ends");
}

#[test]
fn the_verdict_stands() {
    let test = page(60, 1);
    let mut answers = vec![true; 11];
    answers.extend([false; 20]);
    let state = test.judge(answers);
    assert_eq!((state.verdict, state.right, state.wrong), (QualificationVerdict::Pass, 11, 0));
    assert!(test.judge([]).accuracy.is_err());
    // One right and one wrong in turn never ends: at 2 golds the ratio is +0.579.
    let short = page(2, 1);
    assert_eq!(short.judge([true, false]).verdict, QualificationVerdict::Undecided);
}

#[test]
fn the_interval_covers_after_the_stop() {
    // Exactly: every end of the walk with its chance, as sequences are too many.
    let test = page(40, 1);
    let ends = ends(&test, 40);
    for p in [0.5, 0.65, 0.75, 0.85, 0.95] {
        let (mut held, mut all) = (0.0, 0.0);
        for (state, ways) in &ends {
            let interval = state.accuracy.unwrap().interval.unwrap();
            let chance = ways * f64::powi(p, state.right as i32) * f64::powi(1.0 - p, state.wrong as i32);
            all += chance;
            held += if interval.contains(p) { chance } else { 0.0 };
        }
        close(all, 1.0, "all ends");
        assert!(held >= 0.95 - 1e-9, "{p}: {held}");
    }
}

/// States at which a test ends, each with the number of sequences that lead there.
fn ends(test: &Qualification, m: u32) -> Vec<(QualificationState, f64)> {
    let value = |right: u64, wrong: u64| test.ratio().of(right, wrong);
    let is_open = |v: f64| v > test.pass_limit() + 1e-9 && v < test.fail_limit() - 1e-9;
    // One sequence stands for all with the same counts.
    let mut open = vec![(Vec::new(), 1.0f64)];
    let mut ended = Vec::new();
    for n in 1..=m {
        let mut next: Vec<(Vec<bool>, f64)> = Vec::new();
        for (answers, ways) in open {
            for answer in [true, false] {
                let mut longer: Vec<bool> = answers.clone();
                longer.push(answer);
                let wrong = longer.iter().filter(|&&right| !right).count();
                if n == m || !is_open(value(longer.len() as u64 - wrong as u64, wrong as u64)) {
                    let state = test.judge(longer);
                    assert!(!matches!(state.verdict, QualificationVerdict::Open { .. }));
                    ended.push((state, ways));
                } else if let Some(same) =
                    next.iter_mut().find(|(other, _)| other.iter().filter(|&&r| !r).count() == wrong)
                {
                    same.1 += ways;
                } else {
                    next.push((longer, ways));
                }
            }
        }
        open = next;
    }
    ended
}

#[test]
fn monitoring_states_its_run_length() {
    let ratio = LikelihoodRatio::new(0.85, 0.65).unwrap();
    let monitor = Monitor::with_run_length(ratio, 500).unwrap();
    let run_length = monitor.in_control_run_length();
    assert!((500.0..700.0).contains(&run_length), "{run_length}");
    assert!(monitor.average_run_length(0.65).unwrap() < 60.0);
    assert!(monitor.average_run_length(1.0).unwrap().is_infinite());
    // By simulation: 4,000 raters; the run length is close to exponential.
    let lengths: Vec<f64> = (0..4_000u64)
        .map(|rater| {
            let uniform = |i: u64| (mix(mix(5, rater), i) >> 11) as f64 / (1u64 << 53) as f64;
            monitor.judge((0..).map(|i| uniform(i) < 0.85)).paused_at.unwrap() as f64
        })
        .collect();
    let mean = lengths.iter().sum::<f64>() / 4_000.0;
    assert!((mean / run_length - 1.0).abs() < 0.06, "{mean} {run_length}");
    let within = lengths.iter().filter(|&&length| length <= 500.0).count() as f64 / 4_000.0;
    let exact = monitor.pause_within(0.85, 500).unwrap();
    assert!((within - exact).abs() < 0.03, "{within} {exact}");
}

#[test]
fn run_lengths_solve_their_linear_equations() {
    // Expected answers from each value of S, solved in another program by elimination over all values.
    let ratio = LikelihoodRatio::new(0.85, 0.65).unwrap();
    let table = [
        (2.0, [74.187_769_727_917_21, 12.250_546_390_928_89, 23.275_067_257_373_23]),
        (2.944_439, [263.247_178_677_127_7, 20.354_629_981_334_5, 46.478_431_940_916_48]),
        (4.0, [770.096_418_536_519_3, 28.281_426_496_864_44, 75.281_439_631_628_44]),
    ];
    for (limit, expected) in table {
        let monitor = Monitor::new(ratio, limit).unwrap();
        for (p, expected) in [0.85, 0.65, 0.75].into_iter().zip(expected) {
            let found = monitor.average_run_length(p).unwrap();
            assert!((found / expected - 1.0).abs() < 1e-9, "{limit} {p}: {found} instead of {expected}");
        }
    }
}

#[test]
fn monitoring_pauses_and_starts_anew() {
    let ratio = LikelihoodRatio::new(0.85, 0.65).unwrap();
    let monitor = Monitor::new(ratio, 2.944_439).unwrap();
    assert_eq!(monitor.judge([false; 9]).paused_at, Some(4));
    let mut answers = vec![true; 50];
    answers.extend([false; 4]);
    assert_eq!(monitor.judge(answers).paused_at, Some(54), "right answers are not saved up");
    let state = monitor.judge([false, true, true, true, true]);
    assert_eq!((state.sum, state.paused_at, state.answers), (0.0, None, 5));
    assert!(Monitor::new(ratio, 0.0).is_err() && Monitor::new(ratio, f64::NAN).is_err());
}

#[test]
fn the_interval_of_a_paused_rater_covers() {
    let ratio = LikelihoodRatio::new(0.85, 0.65).unwrap();
    let monitor = Monitor::with_run_length(ratio, 60).unwrap();
    let estimate = |right, n| {
        let estimate = monitor.accuracy_at_pause(right, n).unwrap();
        let interval = estimate.interval.unwrap();
        (estimate.value, interval.lower, interval.upper)
    };
    // The limits are where so early, or so late, a pause has chance .025.
    let (value, lower, upper) = estimate(24, 30);
    assert_eq!(value, 0.8);
    close(monitor.pause_within(upper, 30).unwrap(), 0.025, "upper limit");
    close(1.0 - monitor.pause_within(lower, 29).unwrap(), 0.025, "lower limit");
    // Raters of one accuracy, each followed to the pause.
    for (p, stream) in [(0.85, 1u64), (0.7, 2)] {
        let (mut covered, raters) = (0, 120);
        for rater in 0..raters {
            let answer = |k: u64| {
                let draw = mix(mix(stream, rater), k);
                ((draw >> 11) as f64 / (1u64 << 53) as f64) < p
            };
            let state = monitor.judge((0..5000).map(answer));
            let n = state.paused_at.unwrap();
            let right = (0..n).filter(|&k| answer(k)).count() as u64;
            let (_, lower, upper) = estimate(right, n);
            covered += i32::from(lower <= p && p <= upper);
        }
        // .95 or more; three standard errors of 120 raters are .06.
        assert!(covered >= 107, "{covered} of {raters} at {p}");
    }
    assert!(monitor.accuracy_at_pause(0, 0).is_err());
}

#[test]
fn doubtful_gold_is_found() {
    // 20 raters, 30 golds; all miss item 7, and everybody misses one other item of their own.
    let (mut items, mut raters, mut right) = (vec![], vec![], vec![]);
    for rater in 0..20u32 {
        for item in 0..30u32 {
            items.push(item);
            raters.push(rater);
            right.push(item != 7 && item != rater % 7 + 8);
        }
    }
    let answers = GoldAnswers { items: &items, raters: &raters, right: &right, n_items: 31, n_raters: 20 };
    let found = doubtful_gold(&answers).unwrap();
    let doubtful: Vec<u32> =
        found.iter().filter(|item| item.is_doubtful(0.05)).map(|item| item.item).collect();
    assert_eq!(doubtful, [7]);
    // One wrong of the other 29 golds: (1 + 1)/(29 + 2) for each of 20 raters.
    close(found[7].expected_wrong, 20.0 * 2.0 / 31.0, "expected");
    close(found[7].p_value.unwrap(), (2f64 / 31.0).powi(20), "all twenty wrong");
    assert_eq!((found[30].answers, found[30].p_value, found[30].adjusted), (0, None, None));
    let wrong = GoldAnswers { right: &right[1..], ..answers };
    assert_eq!(doubtful_gold(&wrong).unwrap_err().code(), "length_mismatch");
}

#[test]
fn sound_gold_is_rarely_doubted() {
    // 25 raters of accuracy .7 to .95, 30 sound golds: some gold is doubted in at most 5 % of draws.
    let uniform = |draw: u64, i: u64| (mix(mix(31, draw), i) >> 11) as f64 / (1u64 << 53) as f64;
    let items: Vec<u32> = (0..750).map(|i| i % 30).collect();
    let raters: Vec<u32> = (0..750).map(|i| i / 30).collect();
    let doubted = (0..200u64)
        .filter(|&draw| {
            let chance = |rater: u32| 0.7 + 0.25 * f64::from(rater) / 24.0;
            let right: Vec<bool> = (0..750).map(|i| uniform(draw, i) < chance(raters[i as usize])).collect();
            let answers =
                GoldAnswers { items: &items, raters: &raters, right: &right, n_items: 30, n_raters: 25 };
            doubtful_gold(&answers).unwrap().iter().any(|item| item.is_doubtful(0.05))
        })
        .count();
    assert!(doubted <= 16, "{doubted} of 200");
}

#[test]
fn refused_plans_say_why() {
    let plan = *page(60, 1).plan();
    let code = |plan| Qualification::new(plan).unwrap_err().code();
    assert_eq!(code(QualificationPlan { acceptable: 0.6, ..plan }), "not_apart");
    assert_eq!(code(QualificationPlan { unacceptable: f64::NAN, ..plan }), "not_a_share");
    assert_eq!(code(QualificationPlan { alpha: 0.6, beta: 0.6, ..plan }), "risks_too_large");
    assert_eq!(code(QualificationPlan { attempts: 0, ..plan }), "out_of_range");
    assert_eq!(page(60, 1).at(1.1).unwrap_err().code(), "not_a_share");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn chances_add_up_and_move_with_the_rater(
        p0 in 0.55f64..0.98, gap in 0.05f64..0.4, alpha in 0.01f64..0.2, beta in 0.01f64..0.2, m in 1u32..120,
    ) {
        let plan = QualificationPlan {
            acceptable: p0, unacceptable: p0 - gap, alpha, beta, most_golds: m, attempts: 2,
        };
        let test = Qualification::new(plan).unwrap();
        let points: Vec<OperatingPoint> =
            (0..=10).map(|i| test.at(f64::from(i) / 10.0).unwrap()).collect();
        for point in &points {
            prop_assert!((point.pass + point.fail + point.undecided - 1.0).abs() < 1e-9);
            prop_assert!(point.expected_golds <= f64::from(m) + 1e-9 && point.p95_golds <= u64::from(m));
        }
        for pair in points.windows(2) {
            prop_assert!(pair[0].pass <= pair[1].pass + 1e-12 && pair[0].fail + 1e-12 >= pair[1].fail);
        }
        // Wald's bounds hold without truncation, so also the pass and fail chances with it.
        prop_assert!(test.at(p0).unwrap().fail <= alpha / 2.0 / (1.0 - beta / 2.0) + 1e-12);
        prop_assert!(test.at(p0 - gap).unwrap().pass <= beta / 2.0 / (1.0 - alpha / 2.0) + 1e-12);
    }
}
