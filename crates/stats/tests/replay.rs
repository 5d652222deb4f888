//! Replay of rules: what must hold on any data, and the aims on the data sets beside the project.

#![allow(clippy::print_stdout, reason = "the tables are the point")]

mod common;
#[path = "common/shared.rs"]
mod shared;

use assay_stats::*;
use common::Table;
use shared::{WITH_TRUTH, load, shared};

/// 60 items of two classes, 9 raters of very different quality; seeded.
fn simulated() -> (Table, Vec<Option<u32>>) {
    let mut table = Table { n_items: 60, n_raters: 9, n_classes: 2, ..Table::default() };
    let truth: Vec<Option<u32>> = (0..60).map(|item| Some((mix(3, item) % 2) as u32)).collect();
    for item in 0..60u32 {
        for rater in 0..9u32 {
            let right = mix(u64::from(rater) + 10, u64::from(item)) % 100 < u64::from(55 + 5 * rater);
            let class = truth[item as usize].unwrap();
            table.push(item, rater, if right { class } else { 1 - class });
        }
    }
    (table, truth)
}

fn few() -> Replay {
    Replay { repeats: 4, ..Replay::default() }
}

fn run(table: &Table, truth: &[Option<u32>], rules: &[Rule], settings: &Replay) -> Vec<Replayed> {
    replay(&table.judgments(), truth, rules, settings).unwrap()
}

#[test]
fn rules_draw_what_they_say() {
    let (table, truth) = simulated();
    let found = run(&table, &truth, &Rule::REPORTED, &few());
    let names: Vec<String> = found.iter().map(|row| row.rule.name()).collect();
    assert_eq!(names, ["fixed-1", "fixed-3", "fixed-5", "all", "adaptive"]);
    for (row, drawn) in found.iter().zip([1.0, 3.0, 5.0, 9.0]) {
        assert_eq!((row.judgments_per_item, row.accuracy.n), (drawn, 60));
    }
    let (all, adaptive) = (found[3], found[4]);
    assert_eq!(all.difference.value, 0.0);
    let interval = all.difference.interval.unwrap();
    assert!(interval.lower < 0.0 && interval.upper > 0.0);
    assert!(adaptive.judgments_per_item >= 2.0 && adaptive.judgments_per_item <= 4.5, "{adaptive:?}");
    assert!((adaptive.difference.value - (adaptive.accuracy.value - all.accuracy.value)).abs() < 1e-12);
    // Its raters are chosen: it beats the same number at random.
    assert!(adaptive.accuracy.value > found[2].accuracy.value, "{found:?}");
    let fit = dawid_skene(&table.judgments(), few().smoothing, few().stop, &Gold::default()).unwrap();
    let direct = decision_accuracy(&fit.consensus.decisions(), &truth).unwrap();
    assert_eq!(all.accuracy.value, direct.ties_split.unwrap().value);
    // More than there are is all of them.
    let [many] = run(&table, &truth, &[Rule::Fixed(9)], &few())[..] else { panic!() };
    assert_eq!((many.accuracy.value, many.judgments_per_item), (all.accuracy.value, 9.0));
}

#[test]
fn no_rule_sees_the_truth_or_the_order_of_the_rows() {
    let (table, truth) = simulated();
    let rules = [Rule::Fixed(3), Rule::Adaptive];
    let found = run(&table, &truth, &rules, &few());
    let reversed: Vec<usize> = (0..table.items.len()).rev().collect();
    assert_eq!(run(&table.keep(&reversed), &truth, &rules, &few()), found);
    let turned: Vec<Option<u32>> = truth.iter().map(|class| class.map(|class| 1 - class)).collect();
    for (mirror, row) in run(&table, &turned, &rules, &few()).iter().zip(&found) {
        assert_eq!(mirror.judgments_per_item, row.judgments_per_item);
        assert!((mirror.accuracy.value + row.accuracy.value - 1.0).abs() < 1e-9, "{mirror:?} {row:?}");
    }
    // Another seed draws otherwise.
    assert_ne!(run(&table, &truth, &rules, &Replay { seed: 2, ..few() }), found);
}

#[test]
fn done_items_are_left_alone_and_the_minimum_holds() {
    let (table, truth) = simulated();
    let drawn = |adaptive| run(&table, &truth, &[Rule::Adaptive], &Replay { adaptive, ..few() })[0];
    let easy = drawn(Adaptive { target: 0.6, budget: 1.0, ..Adaptive::default() });
    let hard = drawn(Adaptive { target: 0.999, budget: 1.0, ..Adaptive::default() });
    assert!(easy.judgments_per_item < hard.judgments_per_item);
    assert!(hard.judgments_per_item <= 9.0);
    let poor = drawn(Adaptive { minimum: 3, budget: 0.1, ..Adaptive::default() });
    assert_eq!(poor.judgments_per_item, 3.0);
    let cold = drawn(Adaptive { temperature: 1.0, ..Adaptive::default() });
    let warm = drawn(Adaptive { temperature: 4.0, ..Adaptive::default() });
    assert!(cold.calibration_error.value > warm.calibration_error.value);
}

#[test]
fn settings_are_checked() {
    let (table, truth) = simulated();
    let judgments = table.judgments();
    let code = |settings: Replay| replay(&judgments, &truth, &[Rule::All], &settings).unwrap_err();
    let adaptive = |adaptive| code(Replay { adaptive, ..few() });
    let plain = Adaptive::default();
    assert_eq!(code(Replay { repeats: 0, ..few() }), FitError::Setting("repeats"));
    assert_eq!(adaptive(Adaptive { budget: 0.0, ..plain }), FitError::Setting("adaptive.budget"));
    assert_eq!(adaptive(Adaptive { target: f64::NAN, ..plain }), FitError::Setting("adaptive.target"));
    assert_eq!(adaptive(Adaptive { minimum: 0, ..plain }), FitError::Setting("adaptive.minimum"));
    assert_eq!(adaptive(Adaptive { rounds: 0, ..plain }), FitError::Setting("adaptive.rounds"));
    assert_eq!(adaptive(Adaptive { temperature: 0.5, ..plain }), FitError::Setting("adaptive.temperature"));
    let unknown = vec![None; 60];
    assert_eq!(replay(&judgments, &unknown, &[], &few()), Err(FitError::NothingScored));
    assert_eq!(replay(&judgments, &truth[1..], &[], &few()).unwrap_err().code(), "length_mismatch");
    assert_eq!(replay(&judgments, &truth, &[Rule::Fixed(0)], &few()), Err(FitError::Setting("fixed")));
}

fn print(name: &str, row: &Replayed) {
    let interval = row.difference.interval.unwrap();
    println!(
        "{name:25} {:9} {:6.2} (scored {:5.2}) accuracy {:.4} n {:5} calibration {:+.3} difference {:+6.2} [{:+6.2}, {:+6.2}]",
        row.rule.name(),
        row.judgments_per_item,
        row.judgments_per_scored_item,
        row.accuracy.value,
        row.accuracy.n,
        row.calibration_error.value,
        100.0 * row.difference.value,
        100.0 * interval.lower,
        100.0 * interval.upper
    );
}

#[test]
fn half_of_the_judgments_do() {
    let Some(folder) = shared() else { return };
    for (name, classes) in WITH_TRUTH {
        // The larger ones take seconds: `replay_of_all_data_sets`.
        if !["bluebird", "s_face", "rte", "d_possent"].contains(&name) {
            continue;
        }
        let data = load(&folder, name, classes);
        let found = run(&data.table, &data.truth, &[Rule::All, Rule::Adaptive], &few());
        found.iter().for_each(|row| print(name, row));
        assert!(found[1].judgments_per_item <= 0.5 * found[0].judgments_per_item, "{name}");
        assert!(found[1].difference.value > -0.01, "{name}");
    }
}

#[test]
#[ignore = "half a minute in a release build, to be run by hand"]
fn replay_of_all_data_sets() {
    let Some(folder) = shared() else { return };
    for (name, classes) in WITH_TRUTH {
        let data = load(&folder, name, classes);
        let found = run(&data.table, &data.truth, &Rule::REPORTED, &Replay::default());
        found.iter().for_each(|row| print(name, row));
    }
}
