//! How fast a million rows are read. Run with
//! `cargo test --release -p assay-formats --test speed -- --ignored --nocapture`.
#![allow(clippy::print_stderr)]

mod common;

use std::fmt::Write;
use std::time::Instant;

use assay_formats::{ReadOptions, Row, RowRead, TableReader};

const ROWS: u32 = 1_000_000;

fn measure(name: &str, line: impl Fn(&mut String, u32)) -> f64 {
    let mut text = if name.ends_with("jsonl") { String::new() } else { "item,rater,label,note\n".to_owned() };
    (0..ROWS).for_each(|n| line(&mut text, n));
    let file = common::file(name, &text);
    let start = Instant::now();
    let mut reader = TableReader::open(&file.path, &ReadOptions::default()).unwrap();
    let (mut row, mut rows) = (Row::default(), 0);
    while reader.next_row(&mut row).unwrap() == RowRead::Row {
        rows += 1;
    }
    assert_eq!(rows, ROWS);
    let speed = f64::from(ROWS) / start.elapsed().as_secs_f64();
    eprintln!("{name}: {speed:.0} rows/s, {:.0} MB/s", speed * text.len() as f64 / f64::from(ROWS) / 1e6);
    speed
}

#[test]
#[ignore = "measures; only a release build tells anything"]
fn a_million_rows() {
    let csv = measure("a.csv", |text, n| writeln!(text, "item-{n},rater-{},cat,\"a, b\"", n % 7).unwrap());
    let json = measure("a.jsonl", |text, n| {
        writeln!(text, "{{\"item\":\"item-{n}\",\"rater\":{},\"label\":\"c\\u00e4t\",\"note\":[1,2]}}", n % 7)
            .unwrap()
    });
    assert!(csv > 500_000.0 && json > 200_000.0);
}
