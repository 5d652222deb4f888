//! Raters at work while a large import runs: no error, no locked database, and how long a rater waits for a save.
//!
//! Small where nothing is said. All of it: `ASSAY_LOAD_ROWS=1000000 ASSAY_LOAD_RATERS=50 cargo test --release
//! -p assay-tests --test load -- --nocapture`. Each rater thinks for `ASSAY_LOAD_THINK_MS` (200) before each label. The
//! import runs once in the raters' own program and once in another one, as from a terminal.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use assay_workbench::{Caller, dispatch};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

fn setting(name: &str, usual: usize) -> usize {
    std::env::var(name).map_or(usual, |value| value.replace(',', "").parse().expect("a number"))
}

fn say(line: &str) {
    // Only a note: a closed stderr is no reason to fail.
    let _ = writeln!(std::io::stderr(), "{line}");
}

struct Crowd {
    bench: Bench,
    raters: Vec<Caller>,
    question: Value,
    think: Duration,
}

/// What a phase of work came to.
struct Phase {
    saves: Vec<Duration>,
    errors: Vec<String>,
    took: Duration,
}

impl Crowd {
    fn new(raters: usize, items: usize) -> Crowd {
        let bench = Bench::new(&["yes", "no"], Policy::default());
        bench.items(items);
        let raters = (0..raters).map(|i| bench.rater(&format!("rater {i}"))).collect();
        let question = bench.ok("project_overview", Value::Null)["question"].clone();
        let think = Duration::from_millis(setting("ASSAY_LOAD_THINK_MS", 200) as u64);
        Crowd { bench, raters, question, think }
    }

    /// One label after the other until it is time to stop, at least one: how long each save took.
    fn label(&self, rater: usize, stop: &AtomicBool) -> Result<Vec<Duration>, String> {
        let call = |command: &str, request: Value| {
            dispatch(&self.bench.workbench, &self.raters[rater], command, request)
                .map_err(|e| format!("{command}: {} {}", e.code, e.message))
        };
        let mut saves = Vec::new();
        let mut queue = call("label_queue", Value::Null)?;
        // Not all at the same moment.
        std::thread::sleep(self.think * rater as u32 / self.raters.len() as u32);
        while saves.is_empty() || !stop.load(Ordering::Relaxed) {
            let task = queue["tasks"].get(0).ok_or("nothing is left to label")?;
            std::thread::sleep(self.think);
            let class = &self.question["classes"][saves.len() % 2]["id"];
            let said =
                json!({ "answers": [{ "question": self.question["id"], "class": class }], "active_ms": 200 });
            let uid = uuid::Uuid::new_v4().to_string();
            let request = json!({ "assignment": task["assignment"], "uid": uid, "said": said });
            let start = Instant::now();
            queue = call("label_submit", request)?;
            saves.push(start.elapsed());
        }
        call("label_release", Value::Null)?;
        Ok(saves)
    }

    /// Everyone labels while this runs.
    fn meanwhile(&self, work: impl FnOnce()) -> Phase {
        let stop = AtomicBool::new(false);
        let (saves, errors) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
        let start = Instant::now();
        std::thread::scope(|scope| {
            for rater in 0..self.raters.len() {
                let (stop, saves, errors) = (&stop, &saves, &errors);
                scope.spawn(move || match self.label(rater, stop) {
                    Ok(own) => saves.lock().unwrap().extend(own),
                    Err(error) => errors.lock().unwrap().push(error),
                });
            }
            work();
            stop.store(true, Ordering::Relaxed);
        });
        let mut saves = saves.into_inner().unwrap();
        saves.sort();
        Phase { saves, errors: errors.into_inner().unwrap(), took: start.elapsed() }
    }
}

impl Phase {
    fn tell(&self, what: &str) {
        assert_eq!(self.errors, [""; 0], "{what}");
        let at =
            |share: f64| self.saves[((self.saves.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
        say(&format!(
            "{what}: {} saves in {:.1} s ({:.0}/s), 0 errors; a save takes p50 {:.1}, p95 {:.1}, p99 {:.1}, longest {:.1} ms",
            self.saves.len(),
            self.took.as_secs_f64(),
            self.saves.len() as f64 / self.took.as_secs_f64(),
            at(0.5),
            at(0.95),
            at(0.99),
            at(1.0),
        ));
    }
}

/// Items of their own names, with a text and two fields.
fn file(folder: &Path, part: &str, rows: usize) -> PathBuf {
    let path = folder.join(format!("{part}.csv"));
    let mut out = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    writeln!(out, "item,text,lang,size").unwrap();
    for row in 0..rows {
        let lang = ["de", "en", "es"][row % 3];
        writeln!(
            out,
            "{part}{row},the order of row {row} arrived late and the box was open,{lang},{}",
            row % 997
        )
        .unwrap();
    }
    out.flush().unwrap();
    path
}

#[test]
fn raters_go_on_while_a_large_import_runs() {
    let (rows, raters) = (setting("ASSAY_LOAD_ROWS", 20_000), setting("ASSAY_LOAD_RATERS", 10));
    let crowd = Crowd::new(raters, raters * 1_000);
    let bench = &crowd.bench;
    let before = bench.overview().counts.items;

    let alone = crowd.meanwhile(|| std::thread::sleep(crowd.think * 25));
    alone.tell(&format!("{raters} raters alone"));

    let here = file(bench.folder.path(), "here", rows);
    let handle = bench.workbench.files().register(here).handle;
    let mut took = Duration::ZERO;
    let during = crowd.meanwhile(|| {
        let start = Instant::now();
        let report =
            bench.import_with("items", &handle, json!({})).unwrap_or_else(|e| panic!("{}", e.message));
        assert_eq!(report["accepted"], rows);
        took = start.elapsed();
    });
    let speed = |took: Duration| {
        format!("{:.1} s ({:.0} rows/s)", took.as_secs_f64(), rows as f64 / took.as_secs_f64())
    };
    during.tell(&format!("{raters} raters while {rows} rows come in, {}", speed(took)));

    let elsewhere = file(bench.folder.path(), "elsewhere", rows);
    let beside = crowd.meanwhile(|| {
        let start = Instant::now();
        let mut importer = Command::new(env!("CARGO_BIN_EXE_importer"));
        let importer = importer.arg(&bench.project).arg("items").arg(&elsewhere).stdout(Stdio::null());
        assert!(importer.status().unwrap().success());
        took = start.elapsed();
    });
    beside.tell(&format!("{raters} raters while another program brings {rows} rows, {}", speed(took)));

    let counts = bench.overview().counts;
    assert_eq!(counts.items, before + 2 * rows as i64);
    let saved: usize = [&alone, &during, &beside].iter().map(|phase| phase.saves.len()).sum();
    assert_eq!(counts.judgments, saved as i64, "every save is there, and nothing else");
    bench.assert_sound();
}
