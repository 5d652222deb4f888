//! Time and memory of slice search: `cargo run --release -p assay-stats --example bench_slices -- FILE ROWS COLUMNS K ALPHA LEVEL SUPPORT`.
//!
//! FILE holds COLUMNS columns of ROWS little-endian u32 codes each, then ROWS bytes of errors (0 or 1). Prints one JSON line:
//! {"what", "rows", "seconds", "peak_mib", "candidates", "scores", "slices"}, a slice as [[column, code], ...]. The best of
//! three runs counts, from the codes in memory to the slices.

#![allow(clippy::print_stdout, reason = "a measurement is printed")]

use std::error::Error;
use std::time::Instant;

use assay_stats::{Codes, Slice, SliceColumn, SliceSearch, find_slices};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, rows, columns, k, alpha, level, support] = arguments.as_slice() else {
        return Err("FILE ROWS COLUMNS K ALPHA LEVEL SUPPORT".into());
    };
    let (rows, width): (usize, usize) = (rows.parse()?, columns.parse()?);
    let bytes = std::fs::read(file)?;
    if rows == 0 || bytes.len() != rows * (4 * width + 1) {
        return Err("the file does not hold so many rows and columns".into());
    }
    let (codes, errors) = bytes.split_at(4 * rows * width);
    let code = |four: &[u8]| u32::from_le_bytes([four[0], four[1], four[2], four[3]]);
    let column = |bytes: &[u8]| bytes.chunks_exact(4).map(code).collect();
    let codes: Vec<Codes> = codes.chunks_exact(4 * rows).map(column).collect();
    let errors: Vec<f64> = errors.iter().map(|&error| f64::from(error)).collect();
    let table: Vec<SliceColumn<'_>> = codes
        .iter()
        .map(|codes| {
            let most = (0..rows).map(|row| codes.at(row)).max();
            SliceColumn { codes, cardinality: most.map_or(0, |most| most + 1) }
        })
        .collect();
    let search = SliceSearch {
        k: k.parse()?,
        alpha: alpha.parse()?,
        min_support: support.parse()?,
        max_level: level.parse()?,
        most_candidates: 100_000_000,
        // As the peer.
        distinct: false,
    };
    let mut seconds = f64::INFINITY;
    let mut found = find_slices(&table, &errors, &search, || false)?;
    for _ in 0..3 {
        let begin = Instant::now();
        found = find_slices(&table, &errors, &search, || false)?;
        seconds = seconds.min(begin.elapsed().as_secs_f64());
    }
    let scores: Vec<f64> = found.slices.iter().map(|slice| slice.score).collect();
    let predicates = |slice: &Slice| -> Vec<[u32; 2]> {
        slice.predicates.iter().map(|predicate| [predicate.column, predicate.code]).collect()
    };
    let slices: Vec<Vec<[u32; 2]>> = found.slices.iter().map(predicates).collect();
    let peak = peak_mib().map_or_else(|| "null".to_owned(), |mib| format!("{mib:.1}"));
    println!(
        r#"{{"what":"slices","rows":{rows},"seconds":{seconds:.5},"peak_mib":{peak},"candidates":{},"scores":{scores:?},"slices":{slices:?}}}"#,
        found.candidates
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
