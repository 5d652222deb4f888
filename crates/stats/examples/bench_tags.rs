//! Time of tag counts from bitmaps: `cargo run --release -p assay-stats --example bench_tags -- FILE ROWS TAGS`.
//!
//! FILE holds bitmaps of ROWS bits, each padded to whole 64-bit words: where the model is wrong, then each tag. All are
//! in memory before the clock starts. Prints one JSON line for each measurement: {"what", "rows", "tags", "seconds",
//! "peak_mib", "sum"}; `sum` adds up what was counted, to compare with others. The best of 21 runs counts.

#![allow(clippy::print_stdout, reason = "a measurement is printed")]

use std::error::Error;
use std::time::Instant;

use assay_stats::{HumanLevel, TagBitmaps, TagBits, TagCounts, TagGain, tag_figures};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, rows, tags] = arguments.as_slice() else { return Err("FILE ROWS TAGS".into()) };
    let (rows, n_tags): (usize, usize) = (rows.parse()?, tags.parse()?);
    let width = rows.div_ceil(64);
    let bytes = std::fs::read(file)?;
    if rows == 0 || bytes.len() != 8 * width * (n_tags + 1) {
        return Err("the file does not hold so many rows and tags".into());
    }
    let word = |eight: &[u8]| eight.iter().rev().fold(0u64, |word, &byte| word << 8 | u64::from(byte));
    let words: Vec<u64> = bytes.chunks_exact(8).map(word).collect();
    drop(bytes);
    let (wrong, tags) = words.split_at(width);
    let right: Vec<u64> = wrong.iter().map(|word| !word).collect();
    let all = vec![u64::MAX; width];
    let bitmaps =
        |seen| tags.chunks_exact(width).map(move |yes| TagBitmaps { seen, yes }).collect::<Vec<_>>();
    let bits = TagBits::new(rows, &right, None, None, bitmaps(None))?;
    let seen = TagBits::new(rows, &right, None, Some(wrong), bitmaps(Some(&all)))?;
    let counted = |bits: &TagBits<'_>| -> u64 {
        bits.counts().iter().map(|tag| 2 * tag.wrong.yes + tag.right.yes).sum()
    };
    // Tags and wrong rows only, as the peers count them; then with a bitmap of what was seen and one of the draw.
    measure("tag_counts", rows, n_tags, || counted(&bits));
    // The same with every figure and its interval, at a human level of .95.
    let human = Some(HumanLevel { accuracy: 0.95, n: Some(200) });
    measure("tag_figures", rows, n_tags, || {
        let of =
            |tag: &TagCounts| tag_figures(tag, human).hlp_gain.and_then(Result::ok).map_or(0, |gain| gain.n);
        bits.counts().iter().map(of).sum()
    });
    let weights: Vec<f64> = (0..rows).map(|row| (1 + row % 9) as f64).collect();
    measure("tag_weighted", rows, n_tags, || {
        let counts = bits.weighted_counts(&weights).unwrap_or_default();
        counts.iter().map(|tag| tag.wrong.yes.rows + tag.right.yes.rows).sum()
    });
    let gains: Vec<TagGain> = (0..n_tags).map(|tag| TagGain { tag, wrong: 1.0, right: 0.0 }).collect();
    measure("tag_ranks", rows, n_tags, || bits.ranks(&gains, 1).map_or(0, |ranks| ranks.bands.len() as u64));
    measure("tag_counts_seen_drawn", rows, n_tags, || counted(&seen));
    measure("tag_overlaps", rows, n_tags, || {
        bits.overlaps().tags.iter().map(|tag| tag.by_number.iter().sum::<u64>()).sum()
    });
    measure("tag_plan", rows, n_tags, || bits.greedy(n_tags).steps.iter().map(|step| step.gained).sum());
    Ok(())
}

fn measure(what: &str, rows: usize, tags: usize, run: impl Fn() -> u64) {
    let mut sum = run();
    let mut seconds = f64::INFINITY;
    for _ in 0..21 {
        let begin = Instant::now();
        sum = run();
        seconds = seconds.min(begin.elapsed().as_secs_f64());
    }
    let peak = peak_mib().map_or_else(|| "null".to_owned(), |mib| format!("{mib:.1}"));
    println!(
        r#"{{"what":"{what}","rows":{rows},"tags":{tags},"seconds":{seconds:.6},"peak_mib":{peak},"sum":{sum}}}"#
    );
}

/// High-water mark of the resident memory, where the kernel tells it.
fn peak_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}
