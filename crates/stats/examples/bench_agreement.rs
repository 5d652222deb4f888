//! Times the agreement statistics and prints a JSON line each: {"what","judgments","seconds","peak_mib"}.
//!
//! `bench_agreement FILE` reads judgments as little-endian u32 triples (item, rater, label);
//! `bench_agreement N RATERS [SEED]` makes N judgments, 5 an item, of 10 classes. `--write FILE` after that
//! writes them instead, for other programs to read; `--only NAME` measures one statistic,
//! `--shuffle SEED` puts the judgments in random order first. Each statistic starts from the index arrays, shares
//! nothing with the others, and is run until a second has passed (once at least); the least time counts.
//! `peak_mib` is the largest resident size during it, the judgments (12 bytes each) included.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the lines are the result")]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use assay_stats::*;

type Failure = Box<dyn Error>;

/// Index arrays.
struct Table {
    items: Vec<u32>,
    raters: Vec<u32>,
    labels: Vec<u32>,
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<u64> = arguments.iter().map_while(|text| text.parse().ok()).collect();
    let table = match (arguments.first(), numbers.as_slice()) {
        (None, _) => return Err("usage: bench_agreement FILE | N RATERS [SEED] [--write FILE]".into()),
        (Some(_), &[n, raters, ..]) => made(n, raters as u32, numbers.get(2).copied().unwrap_or(1)),
        (Some(path), _) => read(path)?,
    };
    let after = |option: &str| {
        let at = arguments.iter().position(|text| text == option)?;
        arguments.get(at + 1).map(String::as_str)
    };
    let only = after("--only");
    let table = match after("--shuffle") {
        Some(seed) => shuffled(&table, seed.parse()?),
        None => table,
    };
    match after("--write") {
        Some(path) => write(path, &table),
        None => measure_all(&table, only),
    }
}

/// 5 judgments an item by raters drawn at random; 7 of 10 labels are the item's class.
fn made(n: u64, raters: u32, seed: u64) -> Table {
    const PER_ITEM: u64 = 5;
    const CLASSES: u64 = 10;
    let mut table = Table { items: Vec::new(), raters: Vec::new(), labels: Vec::new() };
    for row in 0..n {
        let item = row / PER_ITEM;
        let draw = |what: u64, bound: u64| mix(mix(seed, what), row) % bound;
        let class = mix(seed, item) % CLASSES;
        let start = table.raters.len() - (row % PER_ITEM) as usize;
        let mut rater = draw(1, u64::from(raters)) as u32;
        while table.raters[start..].contains(&rater) {
            rater = (rater + 1) % raters.max(PER_ITEM as u32);
        }
        let label = if draw(2, 10) < 7 { class } else { draw(3, CLASSES) };
        table.items.push(item as u32);
        table.raters.push(rater);
        table.labels.push(label as u32);
    }
    table
}

fn shuffled(table: &Table, seed: u64) -> Table {
    let order = permutation(table.items.len() as u32, seed);
    let pick = |values: &[u32]| order.iter().map(|&row| values[row as usize]).collect();
    Table { items: pick(&table.items), raters: pick(&table.raters), labels: pick(&table.labels) }
}

fn read(path: &str) -> Result<Table, Failure> {
    let bytes = std::fs::read(path)?;
    let number = |at: usize| -> Vec<u32> {
        let triples = bytes.chunks_exact(12);
        triples.map(|b| u32::from_le_bytes([b[at], b[at + 1], b[at + 2], b[at + 3]])).collect()
    };
    Ok(Table { items: number(0), raters: number(4), labels: number(8) })
}

fn write(path: &str, table: &Table) -> Result<(), Failure> {
    let rows = table.items.iter().zip(&table.raters).zip(&table.labels);
    let bytes: Vec<u8> = rows.flat_map(|((&i, &r), &l)| [i, r, l]).flat_map(u32::to_le_bytes).collect();
    Ok(std::fs::write(path, bytes)?)
}

fn measure_all(table: &Table, only: Option<&str>) -> Result<(), Failure> {
    let above = |values: &[u32]| values.iter().max().map_or(0, |most| most + 1);
    let (items, raters, labels) = (&table.items, &table.raters, &table.labels);
    let j = Judgments::new(items, raters, labels, above(items), above(raters), above(labels))?;
    let nominal = Weights::nominal(j.n_classes());
    let n = j.len();
    measure(only, "kappa_all_pairs", n, || cohen_pairs(&j).len());
    measure(only, "cohen_kappa_mean", n, || cohen_kappa_mean(&j, &cohen_pairs(&j)));
    measure(only, "fleiss_kappa", n, || fleiss_kappa(&j));
    measure(only, "conger_kappa", n, || conger_kappa(&j));
    measure(only, "krippendorff_alpha", n, || krippendorff_alpha(&j));
    measure(only, "krippendorff_alpha_ordinal", n, || {
        krippendorff_alpha_weighted(&j, &Weights::ordinal(j.n_classes())).map(|alpha| alpha.value)
    });
    measure(only, "gwet_ac1", n, || gwet_ac1(&j));
    measure(only, "bootstrap_alpha_1000", n, || {
        krippendorff_alpha_bootstrap(&j, &nominal, 1).map(|alpha| alpha.se)
    });
    measure(only, "per_class", n, || per_class(&j).len());
    measure(only, "all_coefficients", n, || all_coefficients(&j, &nominal).map(|all| all.pairs.len()));
    Ok(())
}

fn measure<T>(only: Option<&str>, what: &str, judgments: usize, run: impl Fn() -> T) {
    if only.is_some_and(|only| only != what) {
        return;
    }
    reset_peak();
    let start = Instant::now();
    let mut least = f64::INFINITY;
    while least == f64::INFINITY || start.elapsed().as_secs_f64() < 1.0 {
        let one = Instant::now();
        black_box(run());
        least = least.min(one.elapsed().as_secs_f64());
    }
    let peak = peak_mib().map_or("null".to_owned(), |peak| format!("{peak:.1}"));
    println!(r#"{{"what":"{what}","judgments":{judgments},"seconds":{least:.6},"peak_mib":{peak}}}"#);
}

/// Linux: forgets the largest resident size so far. Elsewhere nothing happens.
fn reset_peak() {
    if std::fs::write("/proc/self/clear_refs", "5").is_err() {
        eprintln!("the peak is that of the whole run: /proc/self/clear_refs cannot be written");
    }
}

fn peak_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}
