//! Files on their whole way into a project: looked at, imported, imported again, counted, taken back.

use crate::scratch;
use assay_tests::{Bench, workbench};
use assay_workbench::words::Policy;
use assay_workbench::{Caller, WireError, Workbench, dispatch};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

pub(crate) fn items(bytes: &[u8]) {
    check("items", bytes);
}

pub(crate) fn judgments(bytes: &[u8]) {
    check("judgments", bytes);
}

pub(crate) fn predictions(bytes: &[u8]) {
    check("predictions", bytes);
}

/// A small project with a little of everything, as bytes, and its lead.
pub(crate) fn template() -> &'static (Vec<u8>, Caller) {
    static TEMPLATE: OnceLock<(Vec<u8>, Caller)> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let bench = Bench::in_folder(scratch::folder(), &["cat", "dog"], Policy::default());
        bench.import(
            "items",
            "item,text,length\na,one,3\nb,\"two, and more\",13\nc,three,5\nd,\u{202E}four,4\n",
        );
        bench.import("judgments", "item,rater,label\na,Ada,cat\na,Ben,dog\nb,Ada,cat\n");
        bench.import("gold", "item,label\na,cat\n");
        bench.import(
            "predictions",
            "item,pred,prob_cat,prob_dog\na,cat,0.75,0.25\nb,dog,0.4,0.6\nc,cat,0.5,0.5\n",
        );
        bench.ok("tag_create", json!({ "name": "blurry" }));
        bench.ok("guideline_publish", json!({ "body": "# Cats\n\n*or* dogs" }));
        bench.assert_sound();
        bench.workbench.close();
        (std::fs::read(&bench.project).expect("the project"), bench.lead.clone())
    })
}

/// An open copy of the template.
struct Copy {
    workbench: Workbench,
    lead: &'static Caller,
    project: scratch::Project,
}

impl Copy {
    fn open() -> Copy {
        let (bytes, lead) = template();
        let copy = Copy { workbench: workbench(), lead, project: scratch::Project::new(bytes) };
        let file = copy.register(copy.project.0.clone());
        copy.call("project_open", json!({ "file": file })).expect("the template opens");
        copy
    }

    fn register(&self, path: PathBuf) -> String {
        self.workbench.files().register(path).handle
    }

    fn call(&self, command: &str, request: Value) -> Result<Value, WireError> {
        dispatch(&self.workbench, self.lead, command, request)
    }

    fn ok(&self, command: &str, request: Value) -> Value {
        self.call(command, request).unwrap_or_else(|error| panic!("{command}: {error:?}"))
    }

    fn job(&self, command: &str, request: Value) -> Result<Value, WireError> {
        let job = self.call(command, request)?;
        loop {
            let status = self.ok("job_status", job.clone());
            match status["state"].as_str() {
                Some("running") => std::thread::sleep(Duration::from_micros(200)),
                Some("done") => return Ok(status["result"].clone()),
                _ => {
                    let text = |key: &str| status["error"][key].as_str().unwrap_or_default().to_owned();
                    return Err(WireError {
                        code: text("code"),
                        message: text("message"),
                        details: Value::Null,
                    });
                }
            }
        }
    }

    fn counts(&self) -> Value {
        self.ok("project_overview", Value::Null)["counts"].clone()
    }

    fn assert_sound(&self, after: &str) {
        let report = self.ok("project_check", Value::Null);
        assert_eq!(report["ok"], true, "after {after}: {report:#}");
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        self.workbench.close();
    }
}

/// A refusal has a code that tells what is wrong with the input, never that the program failed.
pub(crate) fn check_refusal(error: &WireError) {
    assert!(!error.code.is_empty() && !error.message.is_empty(), "{error:?}");
    let ours = ["job_panicked", "storage_failed", "answer_failed", "io_failed", "busy", "request_invalid"];
    assert!(!ours.contains(&error.code.as_str()), "{error:?}");
}

fn name(bytes: &[u8]) -> &'static str {
    match bytes {
        [b'[', ..] => "file.json",
        [b'{', ..] => "file.jsonl",
        [b'P', b'A', b'R', b'1', ..] => "file.parquet",
        [b'P', b'K', ..] => "file.xlsx",
        _ => "file.csv",
    }
}

fn check(kind: &str, bytes: &[u8]) {
    let copy = Copy::open();
    let file = copy.register(scratch::file(name(bytes), bytes));
    for wanted in [Value::Null, json!(kind)] {
        let mut request = json!({ "file": file });
        if !wanted.is_null() {
            request["kind"] = wanted;
        }
        if let Err(error) = copy.call("import_preview", request) {
            check_refusal(&error);
        }
    }
    let before = copy.counts();
    let mut request = json!({ "file": file, "kind": kind });
    // Both ways, by something that the fuzzer can change.
    if kind != "items" && bytes.len().is_multiple_of(2) {
        request["create_items"] = json!(true);
    }
    let report = match copy.job("import_start", request.clone()) {
        Err(error) => {
            check_refusal(&error);
            assert_eq!(copy.counts(), before, "refused, and yet something changed");
            return;
        }
        Ok(report) => report,
    };
    let [read, accepted, rejected, unchanged] = tally(&report);
    assert_eq!(read, accepted + rejected, "{report:#}");
    assert!(unchanged <= accepted, "{report:#}");
    let listed = report["faults"].as_array().map_or(0, Vec::len) as u64;
    assert_eq!(listed, rejected.min(500), "each rejected row is told: {report:#}");
    copy.assert_sound("the import");

    let again = copy.job("import_start", request).unwrap_or_else(|error| panic!("again: {error:?}"));
    assert_eq!(tally(&again), [read, accepted, rejected, accepted], "the same file again: {again:#}");
    copy.assert_sound("the same import again");
    take_back(&copy, &before, accepted > unchanged);
}

fn tally(report: &Value) -> [u64; 4] {
    ["read", "accepted", "rejected", "unchanged"].map(|key| report[key].as_u64().expect("a count"))
}

/// An import that is taken back leaves nothing behind.
fn take_back(copy: &Copy, before: &Value, changed: bool) {
    let events = copy.ok("event_list", json!({ "limit": 10 }));
    let rows = events["events"].as_array().expect("a list");
    let mut imports = rows.iter().filter(|row| row["command"] == "import").map(|row| row["event"].clone());
    let Some(event) = imports.next().filter(|_| changed) else { return };
    match copy.call("event_undo", json!({ "event": event })) {
        Ok(_) => {
            assert_eq!(&copy.counts(), before, "taken back, and yet something is left");
            copy.assert_sound("taking it back");
        }
        Err(error) => check_refusal(&error),
    }
}
