//! Time and memory of metrics on many predictions: `cargo run --release -p assay-stats --example bench_metrics -- [predictions]`.
//!
//! One JSON line per measurement: {"what", "predictions", "seconds", "peak_mib", "input_mib"}. Each runs in a
//! process of its own, so that the peak (the kernel's high-water mark) is its own; it holds the input too,
//! whose size stands beside it. The best of three runs counts.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a measurement is printed")]

use std::error::Error;
use std::process::Command;
use std::time::Instant;

use assay_stats::{Average, ClassScores, Confusion, ScoreCurve, binary_log_loss, calibration, mix, ranking};

const CLASSES: u32 = 10;
const KINDS: [&str; 8] = [
    "confusion",
    "per_class",
    "average_precision_and_auc",
    "average_precision_and_auc_tied",
    "curve",
    "log_loss",
    "calibration",
    "rankings_of_10_classes",
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let predictions: usize = arguments.first().map_or(Ok(10_000_000), |text| text.parse())?;
    if let Some(kind) = arguments.get(1) {
        return measure(kind, predictions);
    }
    for kind in KINDS {
        let status =
            Command::new(std::env::current_exe()?).args([&predictions.to_string(), kind]).status()?;
        if !status.success() {
            eprintln!("{kind} failed");
        }
    }
    Ok(())
}

fn uniform(i: usize, stream: u64) -> f64 {
    (mix(stream, i as u64) >> 11) as f64 / (1u64 << 53) as f64
}

fn labels(n: usize) -> (Vec<u32>, Vec<u32>) {
    let class = |i: usize, stream: u64| (mix(stream, i as u64) % u64::from(CLASSES)) as u32;
    let predicted = |i: usize| if uniform(i, 3) < 0.8 { class(i, 1) } else { class(i, 2) };
    ((0..n).map(|i| class(i, 1)).collect(), (0..n).map(predicted).collect())
}

/// Three of ten positive, with higher scores; 10 % of scores at 1,000 values only where `tied`.
fn binary(n: usize, tied: bool) -> (Vec<bool>, Vec<f64>) {
    let positive: Vec<bool> = (0..n).map(|i| uniform(i, 4) < 0.3).collect();
    let score = |i: usize| {
        let raw = uniform(i, 5).powf(if positive[i] { 0.5 } else { 1.5 });
        if tied { (raw * 1_000.0).round() / 1_000.0 } else { raw }
    };
    let scores = (0..n).map(score).collect();
    (positive, scores)
}

fn measure(kind: &str, n: usize) -> Result<(), Box<dyn Error>> {
    match kind {
        "confusion" | "per_class" => {
            let (truth, predicted) = labels(n);
            let all = kind == "per_class";
            report(kind, n, 8 * n, || {
                let confusion = Confusion::from_labels(&truth, &predicted, CLASSES)?;
                if all {
                    std::hint::black_box((confusion.per_class(), confusion.matthews()).1.is_ok());
                    std::hint::black_box(confusion.balanced_accuracy().is_ok());
                    for average in [Average::Macro, Average::Weighted] {
                        std::hint::black_box(confusion.averaged(average).f1.is_ok());
                    }
                }
                std::hint::black_box(confusion);
                Ok(())
            })
        }
        "rankings_of_10_classes" => {
            // Scores of 10 classes take ten times the memory of one, so a tenth of the items.
            let n = n / 10;
            let k = CLASSES as usize;
            let (truth, _) = labels(n);
            let mut scores: Vec<f64> = (0..n * k).map(|i| uniform(i, 6)).collect();
            for (row, &class) in scores.chunks_mut(k).zip(&truth) {
                row[class as usize] += 0.5;
                let sum: f64 = row.iter().sum();
                row.iter_mut().for_each(|score| *score /= sum);
            }
            report(kind, n, 4 * n + 8 * n * k, || {
                std::hint::black_box(ClassScores::new(&truth, &scores, CLASSES)?.rankings());
                Ok(())
            })
        }
        _ => {
            let (positive, scores) = binary(n, kind.ends_with("tied"));
            report(kind, n, 9 * n, || {
                match kind {
                    "curve" => drop(std::hint::black_box(ScoreCurve::new(&positive, &scores)?)),
                    "log_loss" => drop(std::hint::black_box(binary_log_loss(&positive, &scores)?)),
                    "calibration" => drop(std::hint::black_box(calibration(&scores, &positive, 15)?)),
                    _ => drop(std::hint::black_box(ranking(&positive, &scores)?)),
                }
                Ok(())
            })
        }
    }
}

fn report(
    kind: &str,
    n: usize,
    input: usize,
    run: impl Fn() -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let mut best = f64::INFINITY;
    for _ in 0..3 {
        let begin = Instant::now();
        run()?;
        best = best.min(begin.elapsed().as_secs_f64());
    }
    let peak = peak_mib().map_or_else(|| "null".to_owned(), |mib| format!("{mib:.1}"));
    let input = input as f64 / f64::from(1 << 20);
    println!(
        r#"{{"what":"{kind}","predictions":{n},"seconds":{best:.4},"peak_mib":{peak},"input_mib":{input:.1}}}"#
    );
    Ok(())
}

/// High-water mark of the resident memory, where the kernel tells it.
fn peak_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}
