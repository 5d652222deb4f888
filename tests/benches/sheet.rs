//! `npm run bench`, the error sheet: 1,000,000 rows, 30 metadata fields, two runs, 20 tags. Figures beside a baseline of the same
//! file: reading the keys of the run's rows once. Nothing is asserted: machines are noisy.
//!
//! `ASSAY_BENCH_ITEMS=200000` makes another size; `ASSAY_BENCH_SHEET=FILE.assay` names a project made before by
//! `npm run bench:project`, which is copied first.

use assay_tests::large::{Large, make};
use assay_tests::workbench;
use assay_workbench::{Caller, commands, dispatch};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

fn main() {
    let rows = std::env::var("ASSAY_BENCH_ITEMS").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.assay");
    let large = match std::env::var_os("ASSAY_BENCH_SHEET") {
        Some(made) => {
            std::fs::copy(made, &file).unwrap();
            open(&file)
        }
        None => make(&file, rows),
    };
    for (step, time) in &large.times {
        say(&format!("import {step}: {:.1} s", time.as_secs_f64()));
    }
    let bare = bare(&file);
    say(&format!("baseline, the rows of a run read once by SQLite: {}", ms(bare)));
    queries(&large, bare);
    stopped(&large);
    marking(&large, bare);
    completion(&large);
    say(&format!("file {} MiB", std::fs::metadata(&file).unwrap().len() >> 20));
}

fn open(file: &Path) -> Large {
    let workbench = workbench();
    let handle = workbench.files().register(file.to_owned()).handle;
    dispatch(&workbench, &Caller::default(), "project_open", json!({ "file": handle })).unwrap();
    let overview = commands::project_overview(&workbench, &Caller::default(), ()).unwrap();
    let lead = Caller { person: Some(overview.people[0].uid.clone()) };
    Large { workbench, lead, times: Vec::new() }
}

/// What any program pays that reads the rows of one run from this file.
fn bare(file: &Path) -> Duration {
    let sql = Connection::open(file).unwrap();
    let read = || {
        let mut query =
            sql.prepare("SELECT item_id FROM prediction WHERE run_id = 1 ORDER BY item_id").unwrap();
        query.query_map([], |row| row.get::<_, i64>(0)).unwrap().map(Result::unwrap).collect::<Vec<_>>()
    };
    read();
    timed(read).1
}

fn queries(large: &Large, bare: Duration) {
    let sort = |columns: &[&str]| {
        let keys = columns.iter().map(|column| json!({ "column": column.trim_start_matches('-'), "descending": column.starts_with('-') }));
        json!({ "sort": keys.collect::<Vec<_>>() })
    };
    let filters = [
        "pred != label",
        "pred = label",
        "label = c0 and pred = c1",
        "label in (c0, c1)",
        "not pred = c2",
        "prob > 0.99",
        "prob < 0.9",
        "pred != label and prob > 0.9 and text ~ \"refund\"",
        "tag:\"tag 03\" = yes",
        "tag:\"tag 03\" = unseen",
        "pred != label and tag:\"tag 19\" = no and tag:\"tag 00\" = yes",
        "split = dev",
        "source = gold",
        "key = item-0000077",
        "text ~ \"refund\"",
        "text ~ \"blurred camera\"",
        "text ~ \"nowhere to be found\"",
        "text ~ \"re\"",
        "text !~ \"refund\"",
        "field_00 = 500",
        "field_00 > 900 and field_03 >= 2024-01-01",
        "field_05 ~ \"abc\"",
        "field_04 is missing",
        "pred != label and field_02 in (de, fr)",
        "prob > 0.99 and field_02 = de",
    ];
    let sorts: &[&[&str]] = &[
        &["prob"],
        &["-prob"],
        &["pred"],
        &["label"],
        &["key"],
        &["-key"],
        &["split"],
        &["tag 03"],
        &["field_00"],
        &["-field_01"],
        &["field_02", "-prob"],
        &["field_05"],
        &["text"],
    ];
    let mut all: Vec<(String, Value)> = vec![("all rows".into(), json!({}))];
    all.extend(filters.iter().map(|line| (format!("filter {line}"), json!({ "filter": line }))));
    all.extend(sorts.iter().map(|keys| (format!("sort by {}", keys.join(", ")), sort(keys))));
    for (name, query) in all {
        let request = json!({ "run": 1, "query": query });
        // The first has the file's pages and the statement to fetch.
        let (_, first) = timed(|| large.ok("sheet_open", request.clone()));
        let (view, second) = timed(|| large.ok("sheet_open", request.clone()));
        let rows = view["rows"].as_u64().unwrap();
        let page =
            json!({ "view": view["view"], "revision": view["revision"], "start": rows / 2, "count": 100 });
        let (_, middle) = timed(|| large.ok("sheet_rows", page.clone()));
        let times = second.as_secs_f64() / bare.as_secs_f64();
        say(&format!(
            "{name:<62} {rows:>8} rows; first {:>11}, again {:>11} = {times:.2} x baseline; a page {}",
            ms(first),
            ms(second),
            ms(middle)
        ));
    }
}

/// How soon a sheet that takes long gives way to a newer one.
fn stopped(large: &Large) {
    let slow = json!({ "run": 1, "query": { "filter": "text ~ \"re\"" }, "place": "sheet" });
    let quick = json!({ "run": 1, "query": { "filter": "key = item-0000077" }, "place": "sheet" });
    let (workbench, lead) = (large.workbench.clone(), large.lead.clone());
    let older = std::thread::spawn(move || {
        let answer = dispatch(&workbench, &lead, "sheet_open", slow);
        (answer.map_err(|error| error.code), Instant::now())
    });
    std::thread::sleep(Duration::from_millis(150));
    let asked = Instant::now();
    let (_, newer) = timed(|| large.ok("sheet_open", quick.clone()));
    let (answer, ended) = older.join().unwrap();
    let code = answer.map_or_else(|code| code, |_| "done before".into());
    say(&format!(
        "a newer sheet is there after {}, the older ended {} after it was asked for ({code})",
        ms(newer),
        ms(ended.saturating_duration_since(asked))
    ));
}

fn marking(large: &Large, bare: Duration) {
    let view = large.ok("sheet_open", json!({ "run": 1, "query": {} }));
    let request = |rows: u64, tag: i64, mark: &str| json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, rows]], "tag": tag, "mark": mark });
    let rows = 100_000.min(view["rows"].as_u64().unwrap());
    let one = timed(|| large.ok("mark_rows", request(1, 2, "yes"))).1;
    let (preview, look) = timed(|| large.ok("mark_preview", request(rows, 1, "yes")));
    let (_, mark) = timed(|| large.ok("mark_rows", request(rows, 1, "yes")));
    let (_, undo) = timed(|| large.ok("sheet_undo", Value::Null));
    let (_, redo) = timed(|| large.ok("sheet_redo", Value::Null));
    large.ok("sheet_undo", Value::Null);
    say(&format!("one row marked: {}", ms(one)));
    say(&format!(
        "{rows} rows marked ({} changes): preview {}, mark {} = {:.2} x baseline, undo {}, redo {}",
        preview["changes"],
        ms(look),
        ms(mark),
        mark.as_secs_f64() / bare.as_secs_f64(),
        ms(undo),
        ms(redo)
    ));
    for n in 20..50 {
        large.ok("tag_create", json!({ "name": format!("more {n}") }));
    }
    let tags = large.ok("tag_list", Value::Null).as_array().unwrap().len();
    let (_, figures) = timed(|| large.ok("priorities_get", json!({ "run": 1 })));
    say(&format!("figures for {tags} tags: {}", ms(figures)));
}

fn completion(large: &Large) {
    for line in ["", "pr", "label = ", "field_02 = ", "field_05 = "] {
        let request = json!({ "line": line, "cursor": line.len() });
        let (_, first) = timed(|| large.ok("filter_complete", request.clone()));
        let (_, again) = timed(|| large.ok("filter_complete", request.clone()));
        say(&format!("completion of `{line}`: first {}, again {}", ms(first), ms(again)));
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

fn say(line: &str) {
    // A closed stdout ends the bench soon enough.
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}
