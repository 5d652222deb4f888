//! `npm run bench`: figures and ratios against a baseline of the same run. Nothing is asserted: machines are noisy.
//!
//! `ASSAY_BENCH_ITEMS=100000` stops at that size; the default ends at 1,000,000.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use assay_workbench::{Caller, dispatch};
use rusqlite::{Connection, params};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

const LABELS: usize = 400;

fn main() {
    let largest = std::env::var("ASSAY_BENCH_ITEMS").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let mut bare = bare_commit();
    say(&format!("bare insert + commit, synchronous=FULL: {}", spread(&mut bare)));
    let bare = median(&mut bare);
    for items in [1_000, 100_000, 1_000_000].into_iter().filter(|n| *n <= largest) {
        say(&format!("\n{items} items"));
        let bench = Bench::new(&["yes", "no"], Policy { judgments_per_item: 2, ..Policy::default() });
        import_items(&bench, items);
        label(&bench, "fresh rater", bare);
        with_rules(&bench, bare);
        veteran(&bench, items, bare);
        dashboard(&bench);
        sheet(&bench, items);
        classes(&bench, items);
        history(&bench, items);
        conflicts(items.min(20_000));
        say(&format!("  file {} MiB, resident {} MiB", mebibytes(file_size(&bench)), mebibytes(resident())));
    }
}

/// The lead's queue where every item is a conflict.
fn conflicts(items: usize) {
    let policy = Policy { judgments_per_item: 3, consensus_share: 0.9, ..Policy::default() };
    let bench = Bench::new(&["a", "b", "c", "d", "e"], policy);
    let rows = (0..items).fold(String::from("item,text,cost\n"), |mut rows, i| {
        let _ = writeln!(rows, "i{i},the text of item {i},{}", i % 997);
        rows
    });
    bench.import("items", &rows);
    let rows = (0..items).fold(String::from("item,rater,label\n"), |mut rows, i| {
        for (rater, class) in [i % 5, i % 5, (i + 1 + i % 3) % 5].into_iter().enumerate() {
            let _ = writeln!(rows, "i{i},r{rater},{}", ["a", "b", "c", "d", "e"][class]);
        }
        rows
    });
    bench.import("judgments", &rows);
    let classes: Vec<i64> = bench.overview().question.classes.iter().map(|class| class.id).collect();
    let field = bench.ok("field_list", Value::Null)[0]["id"].clone();
    let lists = [
        ("by entropy", json!({})),
        ("by margin", json!({ "order": "margin" })),
        ("by a field", json!({ "order": "field", "field": field })),
        ("of a pair", json!({ "pair": [classes[0], classes[1]] })),
        ("with a text", json!({ "text": "item 19" })),
    ];
    for (name, filter) in lists {
        let request = json!({ "filter": filter, "limit": 2000 });
        let mut times: Vec<Duration> =
            (0..9).map(|_| timed(|| bench.ok("conflict_list", request.clone()))).collect();
        say(&format!("  {items} conflicts {name}: {}", spread(&mut times)));
    }
    let all = json!({ "filter": {}, "at_least": 0.6 });
    let mut n = Value::Null;
    let preview = timed(|| n = bench.ok("conflict_accept_preview", all.clone())["items"].clone());
    let mut send = all;
    send["expected"] = n.clone();
    let accept = timed(|| drop(bench.ok("conflict_accept", send.clone())));
    let undo = timed(|| drop(bench.ok("adjudicate_undo", Value::Null)));
    say(&format!("  accept {n} of them: preview {}, accept {}, undo {}", ms(preview), ms(accept), ms(undo)));
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let _done = work();
    start.elapsed()
}

fn say(line: &str) {
    // A closed stdout ends the bench soon enough.
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn spread(times: &mut [Duration]) -> String {
    let middle = median(times);
    format!("median {}, p95 {} (n {})", ms(middle), ms(times[times.len() * 95 / 100]), times.len())
}

fn ms(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1e3)
}

fn ratio(a: Duration, b: Duration) -> String {
    format!("{:.2} x bare", a.as_secs_f64() / b.as_secs_f64())
}

fn mebibytes(bytes: u64) -> u64 {
    bytes / (1024 * 1024)
}

fn file_size(bench: &Bench) -> u64 {
    std::fs::metadata(&bench.project).map_or(0, |about| about.len())
}

/// Of this process, from /proc; 0 where there is none.
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
}

fn pragmas(conn: &Connection) {
    conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536")
        .unwrap();
}

/// What any program pays for one durable row on this disk.
fn bare_commit() -> Vec<Duration> {
    let folder = tempfile::tempdir().unwrap();
    let conn = Connection::open(folder.path().join("bare.db")).unwrap();
    pragmas(&conn);
    conn.execute_batch(
        "CREATE TABLE judgment (id INTEGER PRIMARY KEY, item INTEGER, person INTEGER, class INTEGER)",
    )
    .unwrap();
    let insert = |i: usize| {
        let start = Instant::now();
        conn.execute("INSERT INTO judgment (item, person, class) VALUES (?, 1, 2)", [i]).unwrap();
        start.elapsed()
    };
    (0..LABELS).map(insert).collect()
}

fn rows(items: usize) -> String {
    let mut csv = String::from("item,text,group,size\n");
    for i in 0..items {
        let _ = writeln!(
            csv,
            "item-{i:07},The text of item number {i} is about as long as a short sentence.,g{},{}",
            i % 50,
            i % 997
        );
    }
    csv
}

fn import_items(bench: &Bench, items: usize) {
    let csv = rows(items);
    let file = bench.file("items.csv", &csv);
    let start = Instant::now();
    bench.import_with("items", &file, json!({})).unwrap();
    let ours = start.elapsed();
    let bare = bare_inserts(bench, &csv);
    let rate = |time: Duration| items as f64 / time.as_secs_f64();
    say(&format!(
        "  import {:.0} items/s; bare prepared inserts of the parsed rows {:.0}/s; {:.2} of bare",
        rate(ours),
        rate(bare),
        rate(ours) / rate(bare)
    ));
}

/// The same rows into the same tables, parsed already, in one transaction: the most that SQLite does.
fn bare_inserts(bench: &Bench, csv: &str) -> Duration {
    let path = bench.folder.path().join("bare.db");
    let conn = Connection::open(&path).unwrap();
    pragmas(&conn);
    conn.execute_batch(
        "CREATE TABLE item (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, split TEXT, rank INTEGER NOT NULL UNIQUE,
                            open INTEGER NOT NULL, media_id INTEGER, digest BLOB NOT NULL, import_id INTEGER NOT NULL) STRICT;
         CREATE INDEX item_open ON item (rank) WHERE open > 0;
         CREATE TABLE item_content (item_id INTEGER PRIMARY KEY, fields TEXT NOT NULL) STRICT;
         CREATE TABLE item_metadata (item_id INTEGER PRIMARY KEY, f1 ANY, f2 ANY) STRICT;",
    )
    .unwrap();
    let parsed: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let start = Instant::now();
    conn.execute_batch("BEGIN").unwrap();
    {
        let mut item = conn
            .prepare("INSERT INTO item (key, rank, open, digest, import_id) VALUES (?, ?, 2, ?, 1)")
            .unwrap();
        let mut content = conn.prepare("INSERT INTO item_content (item_id, fields) VALUES (?, ?)").unwrap();
        let mut metadata =
            conn.prepare("INSERT INTO item_metadata (item_id, f1, f2) VALUES (?, ?, ?)").unwrap();
        // A permutation without memory: 7919 is prime to every size here.
        for (i, row) in parsed.iter().enumerate() {
            item.execute(params![row[0], (i * 7919) % parsed.len(), [0_u8; 16]]).unwrap();
            content.execute(params![i + 1, row[1]]).unwrap();
            metadata.execute(params![i + 1, row[2], row[3].parse::<i64>().unwrap()]).unwrap();
        }
    }
    conn.execute_batch("COMMIT").unwrap();
    let time = start.elapsed();
    drop(conn);
    std::fs::remove_file(path).unwrap();
    time
}

fn as_rater(bench: &Bench, rater: &Caller, command: &str, request: Value) -> (Value, Duration) {
    let start = Instant::now();
    let answer = dispatch(&bench.workbench, rater, command, request).unwrap();
    (answer, start.elapsed())
}

fn submit(bench: &Bench, rater: &Caller, queue: &Value, question: &Value) -> (Value, Duration) {
    let said = json!({ "answers": [{ "question": question["id"], "class": question["classes"][0]["id"] }], "active_ms": 900 });
    let uid = uuid::Uuid::now_v7().to_string();
    as_rater(
        bench,
        rater,
        "label_submit",
        json!({ "assignment": queue["tasks"][0]["assignment"], "uid": uid, "said": said }),
    )
}

fn label(bench: &Bench, name: &str, bare: Duration) {
    let rater = bench.rater(name);
    label_as(bench, &rater, name, bare);
}

fn label_as(bench: &Bench, rater: &Caller, name: &str, bare: Duration) {
    let question = serde_json::to_value(bench.overview().question).unwrap();
    let (mut queue, first) = as_rater(bench, rater, "label_queue", Value::Null);
    let (mut submits, mut nexts) = (Vec::new(), Vec::new());
    for _ in 0..LABELS {
        if queue["tasks"].as_array().is_none_or(Vec::is_empty) {
            break;
        }
        let (after, time) = submit(bench, rater, &queue, &question);
        submits.push(time);
        queue = after;
        // The next item alone: what is on offer is asked for again; nothing is written, because nothing changes.
        nexts.push(as_rater(bench, rater, "label_queue", Value::Null).1);
    }
    say(&format!("  {name}: first queue {}", ms(first)));
    if submits.is_empty() {
        return;
    }
    say(&format!("  {name}: next item {}", spread(&mut nexts)));
    let text = spread(&mut submits);
    say(&format!("  {name}: submit, with the next item drawn {text}, {}", ratio(median(&mut submits), bare)));
}

/// The same with adaptive overlap and a rule that keeps a judgment of each item; then as before.
fn with_rules(bench: &Bench, bare: Duration) {
    let plain = serde_json::to_value(bench.overview().policy).unwrap();
    let mut policy = plain.clone();
    policy["rules"]["adaptive"] = json!({ "most_judgments": 5, "target": 0.95 });
    bench.ok("policy_update", policy);
    let rule = json!({ "attribute": { "name": "expert", "value": "yes" }, "at_least": 1 });
    let rule = bench.ok("assignment_rule_add", rule);
    label(bench, "rater under adaptive overlap and a rule", bare);
    bench.ok("assignment_rule_retire", json!({ "rule": rule["id"] }));
    bench.ok("policy_update", plain);
}

/// A rater who has done nine tenths of all items.
fn veteran(bench: &Bench, items: usize, bare: Duration) {
    let done = items / 10 * 9;
    let mut csv = String::from("item,rater,label\n");
    for i in 0..done {
        let _ = writeln!(csv, "item-{i:07},veteran,{}", if i % 3 == 0 { "no" } else { "yes" });
    }
    let file = bench.file("judgments.csv", csv);
    let start = Instant::now();
    bench.import_with("judgments", &file, json!({})).unwrap();
    say(&format!("  import {:.0} judgments/s", done as f64 / start.elapsed().as_secs_f64()));
    let people = bench.ok("person_list", Value::Null);
    let uid = people.as_array().unwrap().iter().find(|p| p["name"] == "veteran").unwrap()["uid"]
        .as_str()
        .map(str::to_owned);
    label_as(bench, &Caller { person: uid }, "rater with 9/10 done", bare);
}

/// Everything that the lead's screen shows, of the judgments there are.
fn dashboard(bench: &Bench) {
    let mut times: Vec<Duration> = (0..5)
        .map(|_| {
            let start = Instant::now();
            bench.ok("dashboard_get", json!({}));
            start.elapsed()
        })
        .collect();
    say(&format!("  dashboard: {}", spread(&mut times)));
}

fn sheet(bench: &Bench, items: usize) {
    let mut csv = String::from("item,pred,prob_yes,prob_no\n");
    for i in 0..items {
        let p = ((i * 7919) % 1000) as f64 / 1000.0;
        let _ = writeln!(csv, "item-{i:07},{},{p},{}", if p >= 0.5 { "yes" } else { "no" }, 1.0 - p);
    }
    let file = bench.file("predictions.csv", csv);
    let start = Instant::now();
    bench.import_with("predictions", &file, json!({ "run": "run" })).unwrap();
    say(&format!("  import {:.0} predictions/s", items as f64 / start.elapsed().as_secs_f64()));
    for (name, query) in [
        ("all rows", json!({})),
        ("wrong rows", json!({ "filter": "pred != label" })),
        ("filter by a number", json!({ "filter": "size > 900 and prob > 0.9" })),
        ("filter by text", json!({ "filter": "text ~ \"number 77\"" })),
        ("sort by score", json!({ "sort": [{ "column": "prob", "descending": true }] })),
        ("sort by metadata", json!({ "sort": [{ "column": "group" }, { "column": "size" }] })),
    ] {
        let timed = |command: &str, request: Value| {
            let start = Instant::now();
            (bench.ok(command, request), start.elapsed())
        };
        let (view, opened) = timed("sheet_open", json!({ "run": 1, "query": query }));
        let rows = view["rows"].as_u64().unwrap();
        let page = |start: u64| json!({ "view": view["view"], "revision": view["revision"], "start": start, "count": 100 });
        let (_, first) = timed("sheet_rows", page(0));
        let (_, last) = timed("sheet_rows", page(rows.saturating_sub(100)));
        say(&format!(
            "  sheet, {name}: {rows} rows; open {}, first page {}, last page {}",
            ms(opened),
            ms(first),
            ms(last)
        ));
    }
}

/// All judgments and predictions of one class go to another, and back.
fn classes(bench: &Bench, items: usize) {
    let retire = json!({ "kind": "merge", "classes": [1, 2], "into": { "name": "any" } });
    let third =
        json!({ "classes": [{ "id": 1, "name": "yes" }, { "id": 2, "name": "no" }, { "name": "third" }] });
    bench.ok("scheme_update", third);
    for command in ["scheme_foresee", "scheme_change"] {
        let start = Instant::now();
        bench.job(command, retire.clone()).unwrap();
        say(&format!("  {command} of {items} items: {}", ms(start.elapsed())));
    }
    let event = bench.ok("event_list", json!({ "limit": 1 }))["events"][0]["event"]["id"].clone();
    let start = Instant::now();
    bench.ok("event_undo", json!({ "event": event }));
    say(&format!("  and its undo: {}", ms(start.elapsed())));
}

/// A million events, and the pages that people ask for.
fn history(bench: &Bench, events: usize) {
    let sql = Connection::open(&bench.project).unwrap();
    sql.execute(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
         INSERT INTO event (uid, person_id, command, summary, subject, subject_id, made_at)
         SELECT 'bench-' || i, 1 + i % 2, 'label_submit', '', 'judgment', 1 + i % (SELECT MAX(id) FROM judgment), 1000 + i FROM n",
        [events],
    )
    .unwrap();
    let middle: i64 = sql.query_row("SELECT MAX(id) / 2 FROM event", [], |row| row.get(0)).unwrap();
    let uid = bench.overview().people[0].uid.clone();
    for (name, command, request) in [
        ("newest page", "event_list", json!({})),
        ("page in the middle", "event_list", json!({ "before": middle })),
        ("by a person", "event_list", json!({ "filter": { "person": 1 } })),
        ("by a rare kind", "event_list", json!({ "filter": { "commands": ["project_create"] } })),
        ("by a frequent kind", "event_list", json!({ "filter": { "commands": ["label_submit"] } })),
        ("by time", "event_list", json!({ "filter": { "from": 1_000, "until": 2_000 } })),
        ("by an item's key", "event_list", json!({ "filter": { "text": "item-0000007" } })),
        ("by text that nothing has", "event_list", json!({ "filter": { "text": "nowhere" } })),
        ("of an item", "item_history", json!({ "item": 1 })),
        ("an item as it was", "item_as_of", json!({ "item": 1, "event": middle })),
        ("of a person", "person_history", json!({ "uid": uid })),
    ] {
        let start = Instant::now();
        bench.ok(command, request);
        say(&format!("  history of {events} events, {name}: {}", ms(start.elapsed())));
    }
}
