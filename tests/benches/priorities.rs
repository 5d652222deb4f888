//! `cargo bench -p assay-tests --bench priorities`: figures of fifty tags over a run, when first asked for and right after
//! each edit. Nothing is asserted: machines are noisy.
//!
//! `ASSAY_BENCH_ITEMS=100000` makes the run shorter than 1,000,000 rows. Twenty tags are marked by hand on every row, thirty
//! follow from rules.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

fn say(line: &str) {
    // A closed stdout ends the bench soon enough.
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn ms(time: Duration) -> String {
    format!("{:.0} ms", time.as_secs_f64() * 1e3)
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() - 1])
}

fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096 / (1024 * 1024)
}

fn made(n: usize) -> Bench {
    let bench = Bench::in_memory(&["yes", "no"], Policy::default());
    let table = |head: &str, row: &dyn Fn(&mut String, usize)| {
        let mut text = format!("{head}\n");
        (0..n).for_each(|i| row(&mut text, i));
        text
    };
    let items = table("item,text,size,cost", &|text, i| {
        let _ = writeln!(text, "i{i:07},text {i},{},{}", i * 7 % 1_000, 1 + i % 9);
    });
    let gold = table("item,label", &|text, i| {
        let _ = writeln!(text, "i{i:07},yes");
    });
    let predictions = table("item,pred,score", &|text, i| {
        let wrong = i.wrapping_mul(2_654_435_761) % 100 < 15;
        let _ = writeln!(text, "i{i:07},{},0.{:02}", if wrong { "no" } else { "yes" }, 50 + i % 50);
    });
    bench.import("items", &items);
    bench.import("gold", &gold);
    bench.import("predictions", &predictions);
    for tag in 0..20 {
        bench.ok("tag_create", json!({ "name": format!("hand {tag}") }));
    }
    for tag in 0..30 {
        let line = format!("size >= {} and size < {}", tag * 30, tag * 30 + 40 + tag);
        bench.ok("tag_create", json!({ "name": format!("rule {tag}"), "rule": line }));
    }
    // A mark on every row, as if an import had brought them.
    let conn = rusqlite::Connection::open(&bench.project).unwrap();
    conn.execute_batch(
        "INSERT INTO mark (tag_id, item_id, state)
         SELECT t.id, i.id, (i.id * (t.id + 16807)) % 100 < 2 + t.id FROM tag t CROSS JOIN item i WHERE t.rule IS NULL
         ORDER BY t.id, i.id",
    )
    .unwrap();
    bench
}

fn main() {
    let n = std::env::var("ASSAY_BENCH_ITEMS").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let bench = made(n);
    say(&format!("{n} rows, 50 tags (20 by hand on every row, 30 by rule); resident {} MiB", resident()));
    let get = |request: Value| drop(bench.ok("priorities_get", request));
    say(&format!("  first figures: {}", ms(timed(|| get(json!({ "run": 1 }))))));
    say(&format!("  again: {}", ms(timed(|| get(json!({ "run": 1 }))))));
    let view = bench.ok("sheet_open", json!({ "run": 1, "query": {} }));
    let mut edits = Vec::new();
    let mut after = Vec::new();
    for k in 0..21u64 {
        let request = json!({ "view": view["view"], "revision": view["revision"], "ranges": [[k * 31, k * 31 + 1]],
                              "tag": 1 + k % 20, "mark": if k % 2 == 0 { "unseen" } else { "yes" } });
        edits.push(timed(|| drop(bench.ok("mark_rows", request))));
        after.push(timed(|| get(json!({ "run": 1 }))));
    }
    let ((edit, _), (middle, worst)) = (median(edits), median(after));
    say(&format!("  after a mark ({}): median {}, worst {} (n 21)", ms(edit), ms(middle), ms(worst)));
    let request = json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, n.min(100_000)]], "tag": 3, "mark": "yes" });
    let edit = timed(|| drop(bench.ok("mark_rows", request)));
    say(&format!("  after 100,000 marks ({}): {}", ms(edit), ms(timed(|| get(json!({ "run": 1 }))))));
    say(&format!("  with weights, first: {}", ms(timed(|| get(json!({ "run": 1, "weight": "cost" }))))));
    say(&format!("  with weights, again: {}", ms(timed(|| get(json!({ "run": 1, "weight": "cost" }))))));
    say(&format!("  of a filter: {}", ms(timed(|| get(json!({ "run": 1, "filter": "size < 500" }))))));
    let what = || drop(bench.ok("priorities_if", json!({ "run": 1, "tags": [1, 2, 3, 21, 22] })));
    say(&format!("  what if of 5 tags: {}", ms(timed(what))));
    let plan = || drop(bench.ok("priorities_if", json!({ "run": 1 })));
    say(&format!("  what if and plan of all: {}", ms(timed(plan))));
    say(&format!("  resident {} MiB", resident()));
}
