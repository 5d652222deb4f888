//! Raters at work while a large import runs: no error, no locked database, and how long a rater waits for a save.

use crate::Bench;
use crate::dispatch;
use assay_workbench::Caller;
use assay_workbench::words::Policy;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

fn say(line: &str) {
    // Only a note: a closed stderr is no reason to fail.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// How much of it.
pub struct Load {
    /// Rows of each import.
    pub rows: usize,
    /// Threads, each a rater.
    pub raters: usize,
    /// How long a rater thinks before each label.
    pub think: Duration,
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
    fn new(raters: usize, items: usize, think: Duration) -> Crowd {
        let bench = Bench::new(&["yes", "no"], Policy::default());
        bench.items(items);
        let raters = (0..raters).map(|i| bench.rater(&format!("rater {i}"))).collect();
        let question = bench.ok("project_overview", Value::Null)["question"].clone();
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
            // Whatever the work comes to, nobody labels on for ever.
            let _end = AtItsEnd(&stop);
            work();
        });
        let mut saves = saves.into_inner().unwrap();
        saves.sort();
        Phase { saves, errors: errors.into_inner().unwrap(), took: start.elapsed() }
    }
}

/// Says stop when it goes.
struct AtItsEnd<'a>(&'a AtomicBool);

impl Drop for AtItsEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
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

/// Raters label alone, then while an import runs in their own program, then while one runs in another: `importer`, which
/// gets the project, the kind and the file.
pub fn run(&Load { rows, raters, think }: &Load, mut importer: Command) {
    let crowd = Crowd::new(raters, (rows / 10).max(raters * 1_000), think);
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
