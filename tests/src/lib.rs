//! What the tests that cross crates share: a bench to work at, data where it is there.

mod acknowledged;
mod importing;
pub mod large;
pub mod load;
pub mod roles;
pub mod scenarios;
pub mod stories;

pub use acknowledged::{dispatch, listen, stop_listening};
use assay_workbench::project::{Overview, ProjectCreate, ProjectOpen};
use assay_workbench::words::{Policy, SchemeDraft};
use assay_workbench::{Caller, Config, WireError, Workbench, commands};
pub use importing::import;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A workbench with a project in a folder of its own.
pub struct Bench {
    /// The workbench.
    pub workbench: Workbench,
    /// The lead who made the project.
    pub lead: Caller,
    /// Where everything lies; removed at the end.
    pub folder: tempfile::TempDir,
    /// The project file.
    pub project: PathBuf,
}

/// A workbench with nothing open.
pub fn workbench() -> Workbench {
    Workbench::new(Config { app_dir: None, version: "test" })
}

impl Bench {
    /// A new project with these classes and this policy.
    pub fn new(classes: &[&str], policy: Policy) -> Bench {
        Bench::in_folder(tempfile::tempdir().expect("a temporary folder"), classes, policy)
    }

    /// The same on a file system in memory where there is one: for tests of many thousand labels, each of which is
    /// still written as it always is.
    pub fn in_memory(classes: &[&str], policy: Policy) -> Bench {
        Bench::in_folder(memory_folder(), classes, policy)
    }

    /// The same in this folder.
    pub fn in_folder(folder: tempfile::TempDir, classes: &[&str], policy: Policy) -> Bench {
        let project = folder.path().join("test.assay");
        let workbench = workbench();
        let request = ProjectCreate {
            name: "Test".into(),
            file: Some(workbench.files().register(project.clone()).handle),
            scheme: SchemeDraft::of_classes(classes),
            guideline: Some("# How to".into()),
            policy: Some(policy),
            person: "Lea".into(),
        };
        let made = commands::project_create(&workbench, &Caller::default(), request).expect("a project");
        let lead = Caller { person: Some(made.people[0].uid.clone()) };
        Bench { workbench, lead, folder, project }
    }

    /// A copy of a project in this folder, opened by the lead who made it.
    pub fn of_copy(folder: tempfile::TempDir, source: &Path) -> Bench {
        let project = folder.path().join("test.assay");
        std::fs::copy(source, &project).expect("a copy");
        let workbench = workbench();
        let file = workbench.files().register(project.clone()).handle;
        let request = ProjectOpen { file, read_only: None };
        let opened = commands::project_open(&workbench, &Caller::default(), request).expect("a project");
        let lead = opened.people.iter().find(|person| person.name == "Lea").expect("the lead");
        Bench { lead: Caller { person: Some(lead.uid.clone()) }, workbench, folder, project }
    }

    /// Calls a command as the lead, as a host would: by name, with JSON.
    pub fn call(&self, command: &str, request: Value) -> Result<Value, WireError> {
        dispatch(&self.workbench, &self.lead, command, request)
    }

    /// The same for a command that must work.
    pub fn ok(&self, command: &str, request: Value) -> Value {
        self.call(command, request).unwrap_or_else(|e| panic!("{command}: {} {}", e.code, e.message))
    }

    /// What was done, newest first, as the history lists it.
    pub fn events(&self) -> Vec<Value> {
        let page = self.ok("event_list", json!({ "limit": 500 }));
        let rows = page["events"].as_array().expect("a list");
        rows.iter().map(|row| row["event"].clone()).collect()
    }

    /// A file with this content, by handle.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).expect("a file");
        self.workbench.files().register(path).handle
    }

    /// Waits for a job.
    pub fn wait(&self, job: &Value) -> Result<Value, WireError> {
        loop {
            let status = self.call("job_status", job.clone())?;
            match status["state"].as_str() {
                Some("running") => std::thread::sleep(Duration::from_millis(1)),
                Some("done") => return Ok(status["result"].clone()),
                _ => {
                    let text = |key: &str| status["error"][key].as_str().unwrap_or("cancelled").to_owned();
                    return Err(WireError {
                        code: text("code"),
                        message: text("message"),
                        details: status["error"]["details"].clone(),
                    });
                }
            }
        }
    }

    /// Starts a job and waits for what it gives.
    pub fn job(&self, command: &str, request: Value) -> Result<Value, WireError> {
        self.wait(&self.call(command, request)?)
    }

    /// Imports a file of this kind with more options.
    pub fn import_with(&self, kind: &str, file: &str, more: Value) -> Result<Value, WireError> {
        let mut request = json!({ "file": file, "kind": kind });
        for (key, value) in more.as_object().into_iter().flatten() {
            request[key] = value.clone();
        }
        let job = self.call("import_start", request)?;
        self.wait(&job)
    }

    /// Imports text as a file of this kind.
    pub fn import(&self, kind: &str, content: &str) -> Value {
        let file = self.file(&format!("{kind}.csv"), content);
        self.import_with(kind, &file, json!({}))
            .unwrap_or_else(|e| panic!("{kind}: {} {}", e.code, e.message))
    }

    /// What an export holds; `more` adds to the request.
    pub fn export(&self, what: &str, more: Value) -> String {
        let path = self.folder.path().join("out.csv");
        let file = self.workbench.files().register(path.clone()).handle;
        let mut request = json!({ "what": what, "exact": true, "file": file, "replace": true });
        request.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        self.wait(&self.ok("export_start", request)).unwrap();
        std::fs::read_to_string(path).unwrap()
    }

    /// Items `i0`, `i1`, ...
    pub fn items(&self, n: usize) {
        let rows: String = (0..n).map(|i| format!("i{i},the text of item {i}\n")).collect();
        self.import("items", &format!("item,text\n{rows}"));
    }

    /// A rater of this name.
    pub fn rater(&self, name: &str) -> Caller {
        let person = self.ok("person_add", json!({ "name": name, "roles": ["rater"] }));
        Caller { person: person["uid"].as_str().map(str::to_owned) }
    }

    /// Everything equals a recount, and the file is sound.
    pub fn assert_sound(&self) {
        let report = self.ok("project_check", Value::Null);
        assert_eq!(report["ok"], true, "{report:#}");
    }

    /// The open project.
    pub fn overview(&self) -> Overview {
        commands::project_overview(&self.workbench, &self.lead, ()).expect("an overview")
    }
}

/// A folder of its own on a file system in memory where there is one.
pub fn memory_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a temporary folder")
}

/// A folder of the shared data, or a line that says that the test was skipped.
pub fn shared(part: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(part);
    if path.exists() {
        return Some(path);
    }
    use std::io::Write as _;
    // Only a note: a closed stderr is no reason to fail.
    let _ = writeln!(std::io::stderr(), "SKIPPED: no {} beside the project", path.display());
    None
}
