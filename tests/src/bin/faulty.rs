//! Does one thing on a file that is made to fail (tests/faults/shim.c), and says what became of it, a line of JSON for
//! each step: `faulty SCENARIO FOLDER KIND N once|on`. The project is FOLDER/test.assay. With the scenario `leave` it does
//! what `work` does, and ends at the first failure as a program does that is killed: nothing is closed.

use assay_workbench::{Caller, Config, WireError, Workbench, dispatch};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::time::Duration;

type Failed = Box<dyn std::error::Error>;

struct Faulty {
    workbench: Workbench,
    lead: Caller,
    folder: PathBuf,
    /// Ends at the first failure.
    leaves: bool,
}

/// How `leave` ends.
const LEFT: i32 = 3;

/// Speaks to what stands before the system's calls; it answers by an error, as there is no such file.
fn tell(order: &str) {
    let _ = File::open(format!("/assay-fault/{order}"));
}

fn say(line: &Value) -> Result<(), Failed> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

impl Faulty {
    fn call(&self, command: &str, request: Value) -> Result<Value, WireError> {
        dispatch(&self.workbench, &self.lead, command, request)
    }

    fn job(&self, command: &str, request: Value) -> Result<Value, WireError> {
        let job = self.call(command, request)?;
        loop {
            let status = self.call("job_status", job.clone())?;
            let text = |key: &str| status["error"][key].as_str().unwrap_or("cancelled").to_owned();
            match status["state"].as_str() {
                Some("running") => std::thread::sleep(Duration::from_millis(1)),
                Some("done") => return Ok(status["result"].clone()),
                _ => {
                    return Err(WireError {
                        code: text("code"),
                        message: text("message"),
                        details: Value::Null,
                    });
                }
            }
        }
    }

    fn file(&self, name: &str) -> String {
        self.workbench.files().register(self.folder.join(name)).handle
    }

    fn open(&mut self) -> Result<(), WireError> {
        let opened = self.call("project_open", json!({ "file": self.file("test.assay") }))?;
        let lead = opened["people"].as_array().and_then(|people| {
            people.iter().find(|person| {
                person["roles"][0] == "lead"
                    || person["roles"].as_array().is_some_and(|roles| roles.contains(&json!("lead")))
            })
        });
        self.lead.person = lead.and_then(|lead| lead["uid"].as_str()).map(str::to_owned);
        Ok(())
    }

    /// Answers `n` items, one after another, and says what was confirmed.
    fn label(&self, n: usize) -> Result<(), Failed> {
        for _ in 0..n {
            let Some((key, request)) = self.next()? else { break };
            self.send(&key, request)?;
        }
        Ok(())
    }

    fn next(&self) -> Result<Option<(String, Value)>, Failed> {
        let mut queue = self.call("label_queue", Value::Null);
        if queue.is_err() {
            self.said("queue", "", queue.as_ref())?;
            self.said("read", "", self.call("label_history", json!({ "limit": 5 })).as_ref())?;
            tell("off");
            self.said("reopen", "", self.job("project_reopen", Value::Null).as_ref())?;
            queue = self.call("label_queue", Value::Null);
        }
        let queue = queue.map_err(|error| error.message)?;
        let Some(task) = queue["tasks"].get(0) else { return Ok(None) };
        let said = json!({ "answers": [{ "question": 1, "class": 1 }], "note": "kept", "active_ms": 700 });
        let request = json!({ "assignment": task["assignment"], "uid": uuid::Uuid::now_v7().to_string(), "said": said });
        Ok(Some((task["item"]["key"].as_str().unwrap_or_default().to_owned(), request)))
    }

    /// Sends an answer; where the file fails, opens it again and sends the same answer, as the window does.
    fn send(&self, key: &str, request: Value) -> Result<(), Failed> {
        let sent = self.call("label_submit", request.clone());
        self.said("label", key, sent.as_ref())?;
        if sent.is_ok() {
            return Ok(());
        }
        // Whatever the device does next, nothing is confirmed before the file was opened again; what is there is read.
        let again = self.call("label_submit", request.clone());
        self.said("refused", key, again.as_ref())?;
        self.said("read", "", self.call("label_history", json!({ "limit": 5 })).as_ref())?;
        let held = self.job("project_reopen", Value::Null);
        self.said("reopen while it fails", "", held.as_ref())?;
        tell("off");
        self.said("reopen", "", self.job("project_reopen", Value::Null).as_ref())?;
        self.said("label", key, self.call("label_submit", request).as_ref())
    }

    fn said(&self, step: &str, what: &str, answer: Result<&Value, &WireError>) -> Result<(), Failed> {
        match answer {
            Ok(_) => {
                tell(&format!("mark/{what}"));
                say(&json!({ "step": step, "what": what, "ok": true }))
            }
            Err(error) => {
                say(
                    &json!({ "step": step, "what": what, "ok": false, "code": error.code, "message": error.message }),
                )?;
                if self.leaves {
                    std::process::exit(LEFT);
                }
                Ok(())
            }
        }
    }

    /// After a command that failed: the file is opened again, and takes a change.
    fn afterwards(&self, answer: &Result<Value, WireError>) -> Result<(), Failed> {
        if answer.as_ref().is_err_and(|error| error.code == "file_failed") {
            self.said("refused", "", self.call("tag_create", json!({ "name": "refused" })).as_ref())?;
            tell("off");
            self.said("reopen", "", self.job("project_reopen", Value::Null).as_ref())?;
        }
        tell("off");
        self.said("tag", "later", self.call("tag_create", json!({ "name": "later" })).as_ref())
    }

    fn one(&self, step: &str, answer: Result<Value, WireError>) -> Result<(), Failed> {
        self.said(step, step, answer.as_ref())?;
        self.afterwards(&answer)
    }

    fn run(&mut self, scenario: &str, fault: &str) -> Result<(), Failed> {
        if scenario != "migrate" {
            self.open().map_err(|error| error.message)?;
        }
        let view = (scenario == "mark")
            .then(|| self.call("sheet_open", json!({ "run": 1, "query": {} })))
            .transpose();
        let view = view.map_err(|error| error.message)?.unwrap_or_default();
        let rows = json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, 30]], "tag": 1, "mark": "yes" });
        tell(fault);
        match scenario {
            "label" => self.label(3),
            "work" | "leave" => {
                self.label(25)?;
                let import = json!({ "file": self.file("items.csv"), "kind": "items" });
                self.said("import", "import", self.job("import_start", import).as_ref())?;
                self.label(25)
            }
            "undo" => self.one("undo", self.call("label_undo", Value::Null)),
            "mark" => self.one("mark", self.call("mark_rows", rows)),
            "import" => self.one(
                "import",
                self.job("import_start", json!({ "file": self.file("items.csv"), "kind": "items" })),
            ),
            "backup" => {
                self.one("backup", self.call("project_copy", json!({ "file": self.file("copy.assay") })))
            }
            "export" => {
                let request =
                    json!({ "what": "labels", "exact": true, "file": self.file("out.csv"), "replace": true });
                self.one("export", self.job("export_start", request))
            }
            "migrate" => {
                let opened = self.open();
                self.said("migrate", "migrate", opened.as_ref().map(|()| &Value::Null))?;
                tell("off");
                if opened.is_err() {
                    let again = self.open();
                    self.said("open again", "", again.as_ref().map(|()| &Value::Null))?;
                }
                Ok(())
            }
            other => Err(format!("no scenario {other}").into()),
        }
    }
}

fn main() -> Result<(), Failed> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [scenario, folder, kind, n, how] = args.as_slice() else { return Err("five arguments".into()) };
    let workbench = Workbench::new(Config { app_dir: None, version: "test" });
    let mut faulty =
        Faulty { workbench, lead: Caller::default(), folder: folder.into(), leaves: scenario == "leave" };
    faulty.run(scenario, &format!("arm/{kind}/{n}/{how}"))?;
    let mut count = String::new();
    File::open("/assay-fault/count")?.read_to_string(&mut count)?;
    tell("off");
    faulty.workbench.close();
    let mut words = count.split(' ').map(|word| word.parse::<u64>());
    let (Some(Ok(calls)), Some(Ok(injected))) = (words.next(), words.next()) else {
        return Err(count.into());
    };
    say(&json!({ "step": "end", "calls": calls, "injected": injected }))
}
