//! What takes long: `soak label [MINUTES]` labels, 60 minutes where not said otherwise, and watches its own memory
//! (Linux); `soak load ROWS RATERS` is the load test at any size; `soak import PROJECT KIND FILE` is the other program of
//! it.
//!
//! One process does what a window does on an hour at the label screen: it submits, takes back, looks at the own history
//! and at the numbers. Memory is what the process has for itself (`RssAnon`), SQLite's page caches included: the import
//! before the first label fills them (64 MiB for each connection). A line goes through the means of 60 stretches after
//! the first tenth of the time; its slope is told in KiB for 1,000 labels with a 95 % interval.

use assay_tests::load::{self, Load};
use assay_tests::{Bench, dispatch, import};
use assay_workbench::words::Policy;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

type Failure = Box<dyn std::error::Error>;

/// Items that come at a time.
const ITEMS: usize = 200_000;
/// Long enough that the items of one import are more than a page cache.
const TEXT: &str = "is the number of an order that arrived two weeks late, with the box open and the lamp broken; the \
                    customer has called three times since, was told that somebody would look into it, and nobody did; \
                    now the money is wanted back, in full, before the end of the month";
/// Means that the line goes through.
const STRETCHES: usize = 60;
/// A slope below this is flat: 10 MiB for a million labels.
const FLAT: f64 = 10.0;
/// Student's t for 95 % and [`STRETCHES`] - 2 degrees of freedom.
const T: f64 = 2.002;

/// Memory at one moment, in KiB.
#[derive(Clone, Copy)]
struct Sample {
    labels: f64,
    resident: f64,
    own: f64,
}

fn sample(labels: u64) -> Result<Sample, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let of = |name: &str| -> Result<f64, Failure> {
        let line = status.lines().find(|line| line.starts_with(name)).ok_or("no such line")?;
        Ok(line.split_whitespace().nth(1).ok_or("no number")?.parse()?)
    };
    Ok(Sample { labels: labels as f64, resident: of("VmRSS:")?, own: of("RssAnon:")? })
}

/// Slope and half the width of its interval, for 1,000 labels.
fn slope(samples: &[Sample]) -> (f64, f64) {
    let mean = |part: &[Sample]| {
        let sum = part.iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.labels / 1000.0, sum.1 + one.own));
        (sum.0 / part.len() as f64, sum.1 / part.len() as f64)
    };
    let points: Vec<(f64, f64)> =
        samples.chunks_exact((samples.len() / STRETCHES).max(1)).map(mean).collect();
    let n = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0 / n, sum.1 + point.1 / n));
    let spread: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    let slope = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum::<f64>() / spread;
    let rest: f64 = points.iter().map(|point| (point.1 - y - slope * (point.0 - x)).powi(2)).sum();
    (slope, T * (rest / (n - 2.0) / spread).sqrt())
}

fn say(line: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{line}")
}

/// A rater at the label screen.
struct Desk {
    bench: Bench,
    rater: assay_workbench::Caller,
    question: Value,
    queue: Value,
    labels: u64,
    files: usize,
}

impl Desk {
    fn new() -> Desk {
        let bench = Bench::new(&["yes", "no"], Policy::default());
        let rater = bench.rater("rater");
        let question = bench.ok("project_overview", Value::Null)["question"].clone();
        let mut desk = Desk { bench, rater, question, queue: Value::Null, labels: 0, files: 0 };
        desk.refill();
        desk
    }

    fn call(&self, command: &str, request: Value) -> Value {
        dispatch(&self.bench.workbench, &self.rater, command, request)
            .unwrap_or_else(|e| panic!("{command}: {} {}", e.code, e.message))
    }

    fn refill(&mut self) {
        let mut rows = String::from("item,text\n");
        for item in 0..ITEMS {
            let _ = writeln!(rows, "{}-{item},\"{item} {TEXT}\"", self.files);
        }
        self.files += 1;
        self.bench.import("items", &rows);
        self.queue = self.call("label_queue", Value::Null);
    }

    /// One label, and now and then what else raters and leads do.
    fn label(&mut self) {
        if self.queue["tasks"].get(0).is_none() {
            self.refill();
        }
        let class = &self.question["classes"][self.labels as usize % 2]["id"];
        let said =
            json!({ "answers": [{ "question": self.question["id"], "class": class }], "active_ms": 900 });
        let uid = uuid::Uuid::now_v7().to_string();
        let assignment = &self.queue["tasks"][0]["assignment"];
        self.queue = self.call("label_submit", json!({ "assignment": assignment, "uid": uid, "said": said }));
        self.labels += 1;
        if self.labels.is_multiple_of(25) {
            self.queue = self.call("label_undo", Value::Null)["queue"].clone();
        }
        if self.labels.is_multiple_of(50) {
            self.call("label_history", json!({ "limit": 50 }));
            self.bench.ok("project_overview", Value::Null);
            self.bench.ok("event_list", json!({ "limit": 50 }));
        }
    }
}

fn main() -> Result<ExitCode, Failure> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["label"] => label(60.0),
        ["label", minutes] => label(minutes.parse()?),
        ["load", rows, raters] => {
            let think = Duration::from_millis(200);
            let mut importer = Command::new(std::env::current_exe()?);
            importer.arg("import");
            load::run(&Load { rows: rows.parse()?, raters: raters.parse()?, think }, importer);
            Ok(ExitCode::SUCCESS)
        }
        ["import", project, kind, file] => import(project, kind, file).map(|()| ExitCode::SUCCESS),
        _ => Err("label [MINUTES], or load ROWS RATERS".into()),
    }
}

fn label(minutes: f64) -> Result<ExitCode, Failure> {
    let (whole, pause) =
        (Duration::from_secs_f64(minutes * 60.0), Duration::from_secs_f64(minutes * 60.0 / 660.0));
    let mut desk = Desk::new();
    let (start, mut samples, mut told) = (Instant::now(), vec![sample(0)?], 0);
    while start.elapsed() < whole {
        desk.label();
        if start.elapsed() < pause * samples.len() as u32 {
            continue;
        }
        let now = sample(desk.labels)?;
        samples.push(now);
        if start.elapsed().as_secs() / 60 > told {
            told = start.elapsed().as_secs() / 60;
            say(&format!(
                "minute {told}: {} labels, resident {:.1} MiB, of its own {:.1} MiB",
                desk.labels,
                now.resident / 1024.0,
                now.own / 1024.0
            ))?;
        }
    }
    desk.bench.assert_sound();
    let settled = &samples[samples.len() / 10..];
    let (slope, width) = slope(settled);
    say(&format!(
        "{} labels in {:.0} s; {slope:.2} KiB for 1,000 labels (95 % interval {:.2} to {:.2})",
        desk.labels,
        start.elapsed().as_secs_f64(),
        slope - width,
        slope + width
    ))?;
    let verdict = if slope + width < FLAT {
        "flat"
    } else if slope - width > FLAT {
        "grows"
    } else {
        "undecided"
    };
    say(&format!("memory: {verdict} (flat is below {FLAT} KiB for 1,000 labels)"))?;
    Ok(if verdict == "grows" { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
