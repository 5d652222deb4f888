//! A project as large as an error sheet gets: the same rows every time, made by the imports that people use.

use crate::workbench;
use assay_workbench::project::ProjectCreate;
use assay_workbench::words::{Policy, SchemeDraft};
use assay_workbench::{Caller, Workbench, commands, dispatch};
use serde_json::{Value, json};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Metadata fields of each item: numbers, words, days, keys of other systems, with gaps.
pub const FIELDS: usize = 30;
/// Tags by hand.
pub const TAGS: usize = 20;
/// Classes, `c0` to `c3`.
pub const CLASSES: usize = 4;

const WORDS: &[&str] = &[
    "model", "street", "night", "rain", "lights", "camera", "refund", "order", "late", "broken", "please",
    "again", "never", "arrived", "thank", "account", "closed", "small", "Größe", "naïve", "blurred", "far",
    "away", "charged", "twice", "invoice", "delivery", "window", "paper", "colour", "answer", "question",
];
const COUNTRIES: &[&str] = &["de", "fr", "us", "in", "jp", "br", "ke", "pl"];

/// The project, opened by its lead, and how long each step took.
pub struct Large {
    /// With the project open.
    pub workbench: Workbench,
    /// The lead.
    pub lead: Caller,
    /// Step by step.
    pub times: Vec<(&'static str, Duration)>,
}

/// Numbers by a fixed rule.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    fn of(&mut self, these: &[&'static str]) -> &'static str {
        these[self.roll(these.len())]
    }
}

fn key(row: usize) -> String {
    format!("item-{row:07}")
}

fn truth(row: usize) -> usize {
    row * 7919 % CLASSES
}

/// Whether the first run is wrong about a row: one in eight.
fn wrong(row: usize) -> bool {
    row.wrapping_mul(2_654_435_761) >> 7 & 7 == 0
}

/// Makes a project file with this many items: text of about 90 bytes, 30 metadata fields, reference labels, two runs with
/// scores, 20 tags with marks on every wrong row and on some right ones. The file must not exist.
pub fn make(file: &Path, rows: usize) -> Large {
    let workbench = workbench();
    let request = ProjectCreate {
        name: "Large".into(),
        file: Some(workbench.files().register(file.to_owned()).handle),
        scheme: SchemeDraft::of_classes(&["c0", "c1", "c2", "c3"]),
        guideline: None,
        policy: Some(Policy::default()),
        person: "bench".into(),
    };
    let made = commands::project_create(&workbench, &Caller::default(), request).expect("a project");
    let lead = Caller { person: Some(made.people[0].uid.clone()) };
    let mut large = Large { workbench, lead, times: Vec::new() };
    let folder = tempfile::tempdir_in(file.parent().expect("a folder")).expect("a temporary folder");
    large.import("items", folder.path(), json!({}), |out| items(out, rows));
    large.import("gold", folder.path(), json!({}), |out| {
        let _ = writeln!(out, "item,label");
        (0..rows).for_each(|row| drop(writeln!(out, "{},c{}", key(row), truth(row))));
    });
    for (name, shift) in [("first", 0), ("second", 3)] {
        large.import("predictions", folder.path(), json!({ "run": name }), |out| {
            predictions(out, rows, shift)
        });
    }
    large.import("sheet", folder.path(), json!({}), |out| marks(out, rows));
    large
}

impl Large {
    /// Calls a command as the lead.
    pub fn ok(&self, command: &str, request: Value) -> Value {
        dispatch(&self.workbench, &self.lead, command, request)
            .unwrap_or_else(|e| panic!("{command}: {} {}", e.code, e.message))
    }

    fn import(
        &mut self,
        kind: &'static str,
        folder: &Path,
        more: Value,
        write: impl FnOnce(&mut dyn std::io::Write),
    ) {
        let path: PathBuf = folder.join(format!("{kind}.csv"));
        let mut out = BufWriter::new(std::fs::File::create(&path).expect("a file"));
        write(&mut out);
        out.flush().expect("a written file");
        drop(out);
        let start = Instant::now();
        let mut request =
            json!({ "file": self.workbench.files().register(path.clone()).handle, "kind": kind });
        for (key, value) in more.as_object().into_iter().flatten() {
            request[key] = value.clone();
        }
        let job = self.ok("import_start", request);
        loop {
            let status = self.ok("job_status", job.clone());
            match status["state"].as_str() {
                Some("running") => std::thread::sleep(Duration::from_millis(20)),
                Some("done") => break,
                _ => panic!("import of {kind}: {status}"),
            }
        }
        self.times.push((kind, start.elapsed()));
        std::fs::remove_file(path).expect("a file to remove");
    }
}

fn items(out: &mut dyn std::io::Write, rows: usize) {
    let names: Vec<String> = (0..FIELDS).map(|field| format!("field_{field:02}")).collect();
    let _ = writeln!(out, "item,text,split,{}", names.join(","));
    let mut dice = Dice(12345);
    for row in 0..rows {
        let text: Vec<&str> = (0..14).map(|_| dice.of(WORDS)).collect();
        let split = ["train", "dev", "test"][dice.roll(3)];
        let _ = write!(out, "{},{},{split}", key(row), text.join(" "));
        for field in 0..FIELDS {
            let _ = match field % 6 {
                0 => write!(out, ",{}", dice.roll(1000)),
                1 => write!(out, ",{}.{:03}", dice.roll(100), dice.roll(1000)),
                2 => write!(out, ",{}", dice.of(COUNTRIES)),
                3 => write!(out, ",202{}-{:02}-{:02}", dice.roll(6), 1 + dice.roll(12), 1 + dice.roll(28)),
                4 => write!(out, ",{}", dice.of(&["yes", "no", ""])),
                _ => write!(out, ",u{:06x}", dice.roll(1 << 24)),
            };
        }
        let _ = writeln!(out);
    }
}

/// A run whose rows are wrong where the first run's are, moved by `shift`.
fn predictions(out: &mut dyn std::io::Write, rows: usize, shift: usize) {
    let _ = writeln!(out, "item,pred,prob_c0,prob_c1,prob_c2,prob_c3");
    let mut dice = Dice(99 + shift as u64);
    for row in 0..rows {
        let class = if wrong(row + shift) { (truth(row) + 1) % CLASSES } else { truth(row) };
        let score = 4000 + dice.roll(6000);
        let rest = (10_000 - score) / (CLASSES - 1);
        let scores: Vec<String> = (0..CLASSES)
            .map(|at| {
                let others = if at == class { 10_000 - rest * (CLASSES - 1) } else { rest };
                format!("0.{others:04}").replace("0.10000", "1")
            })
            .collect();
        let _ = writeln!(out, "{},c{class},{}", key(row), scores.join(","));
    }
}

fn marks(out: &mut dyn std::io::Write, rows: usize) {
    let names: Vec<String> = (0..TAGS).map(|tag| format!("tag:tag {tag:02}")).collect();
    let _ = writeln!(out, "item,{},comment", names.join(","));
    let mut dice = Dice(7);
    for row in (0..rows).filter(|row| wrong(*row) || row % 20 == 0) {
        let _ = write!(out, "{}", key(row));
        for tag in 0..TAGS {
            let _ = write!(out, ",{}", if dice.roll(TAGS) < 1 + tag / 4 { "yes" } else { "no" });
        }
        let _ = writeln!(out, ",{}", if dice.roll(1000) == 0 { "odd" } else { "" });
    }
}
