//! Audit plans: the golden values of the statistics page, brute force, and what must hold for any plan.

mod common;

use assay_stats::*;
use common::close;
use proptest::prelude::*;

#[test]
fn golden_plans_of_the_statistics_page() {
    let table: [(Option<u64>, f64, [u64; 4]); 3] = [
        (None, 0.05, [59, 93, 124, 153]),
        (None, 0.10, [29, 46, 61, 76]),
        (Some(1_000), 0.05, [57, 90, 119, 0]),
    ];
    for (lot, tolerable, items) in table {
        for (c, items) in (0..).zip(items).filter(|&(_, items)| items > 0) {
            let plan = AuditPlan::with_acceptance(lot, tolerable, 0.05, c).unwrap();
            assert_eq!((plan.items(), plan.acceptance()), (items, c), "{lot:?} {tolerable}");
            assert!(plan.accept(tolerable).unwrap() <= 0.05);
            let smaller = AuditPlan::new(lot, items - 1, c).unwrap();
            assert!(smaller.accept(tolerable).unwrap() > 0.05);
        }
    }
    let plan = AuditPlan::new(None, 59, 0).unwrap();
    let accept = plan.accept(0.01).unwrap();
    assert!((accept - 0.5527).abs() < 5e-5);
    close(accept, 0.99f64.powi(59), "no defect in 59");
}

#[test]
fn shares_of_a_lot_are_rounded_against_the_plan() {
    let plan = AuditPlan::new(None, 59, 0).unwrap();
    for share in [0.01, 0.05] {
        let at = plan.at(share).unwrap();
        assert_eq!((plan.at_good(share), plan.at_tolerable(share)), (Ok(at), Ok(at)), "no lot, no rounding");
    }
    // 1.5 of 30: one below, two above.
    let small = AuditPlan::new(Some(30), 23, 0).unwrap();
    let (good, bad) = (small.at_good(0.05).unwrap(), small.at_tolerable(0.05).unwrap());
    close(good.accept, 7.0 / 30.0, "the one is left");
    close(bad.accept, 21.0 / 435.0, "both are left");
    assert_eq!((good.error_rate, bad.error_rate), (1.0 / 30.0, 2.0 / 30.0));
    assert_eq!(small.at_good(0.0).unwrap_err().code(), "not_a_share");
}

#[test]
fn the_smallest_plan_holds_both_risks() {
    let need =
        AuditRequirement { lot: None, good: 0.01, tolerable: 0.05, producer_risk: 0.05, consumer_risk: 0.05 };
    for lot in [None, Some(400), Some(5_000)] {
        let plan = AuditPlan::smallest(&AuditRequirement { lot, ..need }).unwrap();
        assert!(plan.accept(0.05).unwrap() <= 0.05 && plan.accept(0.01).unwrap() >= 0.95, "{plan:?}");
        // No plan with fewer items does.
        for n in 1..plan.items() {
            for c in 0..n.min(20) {
                let other = AuditPlan::new(lot, n, c).unwrap();
                assert!(
                    other.accept(0.05).unwrap() > 0.05 || other.accept(0.01).unwrap() < 0.95,
                    "{other:?}"
                );
            }
        }
    }
    let plan = AuditPlan::smallest(&need).unwrap();
    assert_eq!((plan.items(), plan.acceptance()), (181, 4));
    let code = |need: AuditRequirement| AuditPlan::smallest(&need).unwrap_err().code();
    assert_eq!(code(AuditRequirement { good: 0.05, ..need }), "not_apart");
    assert_eq!(
        code(AuditRequirement { lot: Some(100), good: 0.02, tolerable: 0.02 + 1e-12, ..need }),
        "lot_too_small"
    );
    assert_eq!(code(AuditRequirement { good: f64::NAN, ..need }), "not_a_share");
    assert_eq!(code(AuditRequirement { producer_risk: 0.5, consumer_risk: 0.5, ..need }), "risks_too_large");
    assert_eq!(code(AuditRequirement { good: 0.01, tolerable: 0.010_01, ..need }), "no_plan");
}

/// All orders of `marked` defects in a lot, the first `n` judged until the verdict.
#[test]
fn the_curve_agrees_with_enumeration() {
    let (lot, n, c) = (10u32, 6u64, 1u64);
    let plan = AuditPlan::new(Some(u64::from(lot)), n, c).unwrap();
    for marked in 0..=lot {
        let (mut orders, mut accepted, mut judged) = (0.0, 0.0, 0.0);
        for bits in (0..1u32 << lot).filter(|bits| bits.count_ones() == marked) {
            orders += 1.0;
            for m in 1..=n {
                let defects = u64::from((bits & ((1 << m) - 1)).count_ones());
                let state = plan.judge(m, defects).unwrap();
                if !matches!(state.verdict, AuditVerdict::Open { .. }) {
                    accepted += f64::from(u8::from(state.verdict == AuditVerdict::Accept));
                    judged += m as f64;
                    break;
                }
            }
        }
        let point = plan.at(f64::from(marked) / f64::from(lot)).unwrap();
        close(point.accept, accepted / orders, "accept");
        close(point.expected_judged, judged / orders, "judged");
    }
}

#[test]
fn an_early_stop_gives_a_verdict_and_no_rate() {
    let plan = AuditPlan::new(None, 93, 1).unwrap();
    let early = plan.judge(10, 2).unwrap();
    assert_eq!((early.verdict, early.stopped_early), (AuditVerdict::Reject, true));
    assert_eq!(early.error_rate, Err(Undefined::StoppedEarly));
    assert_eq!(plan.judge(92, 1).unwrap().verdict, AuditVerdict::Open { left: 1 });
    let sure = plan.judge(92, 0).unwrap();
    assert_eq!((sure.verdict, sure.stopped_early), (AuditVerdict::Accept, true));
    let whole = plan.judge(93, 1).unwrap();
    assert_eq!((whole.verdict, whole.stopped_early), (AuditVerdict::Accept, false));
    close(whole.error_rate.unwrap().value, 1.0 / 93.0, "rate");
    assert_eq!(plan.judge(94, 0).unwrap_err().code(), "count_too_large");
    assert_eq!(plan.judge(5, 6).unwrap_err().code(), "count_too_large");
}

#[test]
fn a_draw_is_repeatable_and_fresh_after_rework() {
    let plan = AuditPlan::new(Some(500), 59, 0).unwrap();
    let first = plan.draw(500, 3, 0);
    assert_eq!(first, plan.draw(500, 3, 0));
    assert_ne!(first, plan.draw(500, 3, 1));
    assert!(first.len() == 59 && first.iter().all(|&position| position < 500));
}

#[test]
fn error_rates_carry_the_right_interval() {
    let wide = error_rate(4, 100, Some(50_000)).unwrap().interval.unwrap();
    assert_eq!(wide, wilson(4, 100).unwrap());
    assert_eq!(error_rate(2, 100, None).unwrap().interval.unwrap().method, IntervalMethod::WilsonModified);
    assert_eq!(error_rate(2, 100, Some(100)).unwrap().interval, Err(Unreliable::Census));
    let exact = error_rate(0, 100, Some(200)).unwrap().interval.unwrap();
    assert_eq!((exact.lower, exact.method), (0.0, IntervalMethod::Hypergeometric));
    // 5 defects of 200 are missed by 100 draws with chance .029, 6 with .014.
    close(exact.upper, 5.0 / 200.0, "upper");
    assert_eq!(error_rate(3, 2, None), Err(Undefined::NothingScored));
    let strata = [
        AuditStratum { size: 1_000, judged: 100, defects: 43 },
        AuditStratum { size: 4_000, judged: 100, defects: 5 },
    ];
    let rate = stratified_error_rate(&strata).unwrap();
    close(rate.value, 0.126, "the page's P(t)");
    let thin = [strata[0], AuditStratum { size: 10, judged: 1, defects: 0 }];
    assert_eq!(stratified_error_rate(&thin), Err(Undefined::StratumTooThin));
    let census = [AuditStratum { size: 3, judged: 3, defects: 1 }];
    assert_eq!(stratified_error_rate(&census).unwrap().interval, Err(Unreliable::Census));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn acceptance_falls_with_the_error_rate(n in 1u64..300, part in 0.0f64..1.0, lot in 300u64..3_000, finite: bool) {
        let c = (part * n as f64) as u64;
        prop_assume!(c < n);
        let plan = AuditPlan::new(finite.then_some(lot), n, c).unwrap();
        let curve = plan.operating_curve(1.0, 25).unwrap();
        prop_assert!((curve[0].accept - 1.0).abs() < 1e-12 && curve[25].accept.abs() < 1e-12);
        for pair in curve.windows(2) {
            prop_assert!(pair[0].accept + 1e-12 >= pair[1].accept);
        }
        prop_assert!(curve.iter().all(|point| point.expected_judged <= n as f64 + 1e-9 && point.expected_judged > 0.0));
    }

    #[test]
    fn large_lots_and_plans_give_chances(lot in 50_000u64..1_000_000_000_000, n in 1u64..50_000, c in 0u64..3_000, p in 0.0f64..=1.0) {
        prop_assume!(c < n);
        for lot in [None, Some(lot)] {
            let point = AuditPlan::new(lot, n, c).unwrap().at(p).unwrap();
            prop_assert!((0.0..=1.0).contains(&point.accept));
            prop_assert!(point.expected_judged > 0.0 && point.expected_judged <= n as f64 * (1.0 + 1e-9));
        }
    }

    #[test]
    fn the_exact_interval_of_a_lot_covers(lot in 12u64..150, marked in 0.0f64..1.0, part in 0.1f64..0.99) {
        let marked = (marked * lot as f64) as u64;
        let drawn = ((part * lot as f64) as u64).max(2);
        prop_assume!(drawn < lot && drawn as f64 >= 0.1 * lot as f64);
        let truth = marked as f64 / lot as f64;
        let mut held = 0.0;
        let mut chance = 1.0;
        for k in 0..=drawn {
            // P(X <= k) - P(X <= k - 1), from an audit that accepts at k.
            let next = if k < drawn { 1.0 - AuditPlan::new(Some(lot), drawn, k).unwrap().accept(truth).unwrap() } else { 0.0 };
            let interval = error_rate(k, drawn, Some(lot)).unwrap().interval.unwrap();
            prop_assert!(interval.contains(k as f64 / drawn as f64) && interval.lower < interval.upper);
            held += if interval.contains(truth) { chance - next } else { 0.0 };
            chance = next;
        }
        prop_assert!(held >= 0.95 - 1e-9, "{}", held);
    }
}
