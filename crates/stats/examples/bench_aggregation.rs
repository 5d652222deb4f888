//! Time and memory of majority and Dawid-Skene on many judgments, as JSON lines.
//!
//! `bench_aggregation make JUDGMENTS RATERS SEED [FILE]` makes judgments of 10 classes, 5 an item, and
//! writes them to FILE where one is given. `bench_aggregation read FILE` reads them. A file is a sequence
//! of little-endian u32 triples: item, rater, label. `... -- ITERATIONS` instead of the default stop runs
//! so many iterations with crowd-kit's floor of 1e-10, which gives crowd-kit's log likelihood.

#![allow(clippy::print_stdout, reason = "its output")]

use std::error::Error;
use std::io::{BufReader, BufWriter, Read, Write};
use std::time::Instant;

use assay_stats::{Gold, Judgments, Smoothing, Stop, dawid_skene, majority, mix};

const CLASSES: u32 = 10;
const PER_ITEM: u64 = 5;

#[derive(Default)]
struct Columns {
    items: Vec<u32>,
    raters: Vec<u32>,
    labels: Vec<u32>,
}

/// Rater r gives the true class with a probability of .5 to .95, else one of three neighbours of it.
fn make(judgments: u64, raters: u64, seed: u64) -> Columns {
    let mut out = Columns::default();
    for row in 0..judgments {
        let item = row / PER_ITEM;
        let class = mix(seed, item) % u64::from(CLASSES);
        let bits = mix(seed ^ 0x5eed, row);
        // Different raters on one item: steps of a fifth.
        let rater = (mix(seed + 1, item) % raters + (row % PER_ITEM) * raters / PER_ITEM) % raters;
        let skill = 500 + mix(seed + 2, rater) % 450;
        let label =
            if bits % 1_000 < skill { class } else { (class + 1 + (bits >> 32) % 3) % u64::from(CLASSES) };
        out.items.push(item as u32);
        out.raters.push(rater as u32);
        out.labels.push(label as u32);
    }
    out
}

fn read(path: &str) -> Result<Columns, Box<dyn Error>> {
    let mut file = BufReader::with_capacity(1 << 20, std::fs::File::open(path)?);
    let mut out = Columns::default();
    let mut row = [0u8; 12];
    while file.read_exact(&mut row).is_ok() {
        let number = |at: usize| u32::from_le_bytes([row[at], row[at + 1], row[at + 2], row[at + 3]]);
        out.items.push(number(0));
        out.raters.push(number(4));
        out.labels.push(number(8));
    }
    Ok(out)
}

fn write(path: &str, columns: &Columns) -> Result<(), Box<dyn Error>> {
    let mut file = BufWriter::with_capacity(1 << 20, std::fs::File::create(path)?);
    for ((item, rater), label) in columns.items.iter().zip(&columns.raters).zip(&columns.labels) {
        for number in [item, rater, label] {
            file.write_all(&number.to_le_bytes())?;
        }
    }
    Ok(())
}

/// Largest resident memory of this process so far in MiB, where the system says.
fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    number.map_or(f64::NAN, |kib| kib / 1_024.0)
}

fn report(what: &str, judgments: usize, start: Instant, rest: &str) {
    println!(
        "{{\"what\":\"{what}\",\"judgments\":{judgments},\"seconds\":{:.4},\"peak_mib\":{:.1}{rest}}}",
        start.elapsed().as_secs_f64(),
        peak_mib()
    );
}

fn main() -> Result<(), Box<dyn Error>> {
    let all: Vec<String> = std::env::args().skip(1).collect();
    let (args, iterations) = match all.iter().position(|arg| arg == "--") {
        Some(at) => (&all[..at], all.get(at + 1).map(|n| n.parse::<u32>()).transpose()?),
        None => (&all[..], None),
    };
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let columns = match args[..] {
        ["make", judgments, raters, seed, ..] => make(judgments.parse()?, raters.parse()?, seed.parse()?),
        ["read", path] => read(path)?,
        _ => return Err("make JUDGMENTS RATERS SEED [FILE] | read FILE, then -- ITERATIONS".into()),
    };
    if let ["make", _, _, _, path] = args[..] {
        write(path, &columns)?;
    }
    let count = |values: &[u32]| values.iter().max().map_or(0, |max| max + 1);
    let (n_items, n_raters, n_classes) =
        (count(&columns.items), count(&columns.raters), count(&columns.labels));
    let judgments = Judgments::new(
        &columns.items,
        &columns.raters,
        &columns.labels,
        n_items,
        n_raters,
        n_classes.max(2),
    )?;

    let start = Instant::now();
    let votes = majority(&judgments);
    let ties = votes.iter().filter(|vote| vote.label().is_none()).count();
    report("majority", judgments.len(), start, &format!(",\"log_likelihood\":null,\"undecided\":{ties}"));
    drop(votes);

    let (smoothing, stop) = match iterations {
        Some(n) => (Smoothing::Floor { floor: 1e-10 }, Stop { max_iterations: n, tolerance: 0.0 }),
        None => (Smoothing::default(), Stop::default()),
    };
    let start = Instant::now();
    let fit = dawid_skene(&judgments, smoothing, stop, &Gold::default())?.consensus;
    let rest = format!(",\"log_likelihood\":{},\"iterations\":{}", fit.log_likelihood, fit.iterations);
    report("dawid_skene", judgments.len(), start, &rest);
    Ok(())
}
