//! Files that fail: every call in turn, a power cut, a full disk, a file that is taken away. What was confirmed is in
//! the file afterwards, what was not is there wholly or not at all, and after a fault nothing is confirmed until the
//! file was opened and checked again.
//!
//! A sample in the normal run; all with `ASSAY_FAULT_ROUNDS=all`, or that many calls of each kind.
#![cfg(target_os = "linux")]

mod calls;
mod disk;
mod power;

use assay_tests::{Bench, workbench};
use assay_workbench::words::Policy;
use assay_workbench::{Caller, dispatch};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

const ITEMS: usize = 60;
const IMPORTED: usize = 300;

/// A note for whoever reads the test's output.
fn say(line: &str) {
    // A closed stderr is no reason to fail.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// What stands between a program and the system's file calls, compiled once; none where there is no compiler.
fn shim() -> Option<&'static Path> {
    static BUILT: OnceLock<Option<(tempfile::TempDir, PathBuf)>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let (source, library) =
            (concat!(env!("CARGO_MANIFEST_DIR"), "/faults/shim.c"), folder.path().join("shim.so"));
        let status = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
            .arg(&library)
            .arg(source)
            .arg("-ldl")
            .status();
        let Ok(status) = status else {
            say("SKIPPED: no C compiler (cc) to build tests/faults/shim.c with");
            return None;
        };
        assert!(status.success(), "tests/faults/shim.c does not compile");
        Some((folder, library))
    });
    built.as_ref().map(|(_, library)| library.as_path())
}

/// A folder in memory where there is one: thousands of files are written in it.
fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// A project with items, a run, a tag and one label, as bytes.
fn project() -> &'static [u8] {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    MADE.get_or_init(|| {
        let bench = Bench::in_folder(scratch(), &["yes", "no"], Policy::default());
        bench.items(ITEMS);
        let rows: String = (0..ITEMS).map(|i| format!("i{i},yes\n")).collect();
        bench.import("predictions", &format!("item,prediction\n{rows}"));
        bench.ok("tag_create", json!({ "name": "blurry" }));
        let queue = bench.ok("label_queue", Value::Null);
        let said = json!({ "answers": [{ "question": 1, "class": 1 }], "active_ms": 700 });
        bench.ok(
            "label_submit",
            json!({ "assignment": queue["tasks"][0]["assignment"], "uid": "first", "said": said }),
        );
        bench.ok("label_release", Value::Null);
        bench.ok("project_close", Value::Null);
        std::fs::read(&bench.project).unwrap()
    })
}

/// The same of an earlier version, which opening brings up to date.
fn old_project() -> Vec<u8> {
    let folder = scratch();
    let path = folder.path().join("old.assay");
    let dump = include_str!("../../crates/store/tests/fixtures/project_v8.sql");
    Connection::open(&path).unwrap().execute_batch(dump).unwrap();
    std::fs::read(path).unwrap()
}

fn items_csv() -> String {
    let rows: String = (0..IMPORTED).map(|i| format!("n{i},the text of new item {i},{}\n", i % 7)).collect();
    format!("item,text,group\n{rows}")
}

/// A file as found after whatever happened to it.
struct Found {
    /// Keys of items with a standing judgment.
    labeled: BTreeSet<String>,
    items: usize,
    marks: usize,
    tags: BTreeSet<String>,
}

/// Opens a project without faults and checks it whole; the error tells why not.
fn found(path: &Path) -> Result<Found, String> {
    let conn = Connection::open(path).map_err(|e| e.to_string())?;
    // An import whose program died is removed at the next opening once it is 15 seconds old.
    let dead = conn.execute("UPDATE import SET alive_until = 0 WHERE finished_at IS NULL", []);
    dead.map_err(|e| format!("cannot be written: {e}"))?;
    drop(conn);
    let workbench = workbench();
    let nobody = Caller::default();
    let call = |command: &str, request: Value| {
        dispatch(&workbench, &nobody, command, request)
            .map_err(|e| format!("{command}: {} {}", e.code, e.message))
    };
    let file = workbench.files().register(path.to_owned()).handle;
    call("project_open", json!({ "file": file }))?;
    let report = call("project_check", Value::Null)?;
    if report["ok"] != true {
        return Err(report.to_string());
    }
    call("project_close", Value::Null)?;
    let conn = Connection::open(path).map_err(|e| e.to_string())?;
    let text = |sql: &str| -> Result<BTreeSet<String>, rusqlite::Error> {
        conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
    };
    let number = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, usize>(0));
    let read = || -> Result<Found, rusqlite::Error> {
        let whole: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        assert_eq!(whole, "ok");
        assert_eq!(text("SELECT \"table\" FROM pragma_foreign_key_check")?.len(), 0);
        Ok(Found {
            labeled: text(
                "SELECT i.key FROM judgment j JOIN item i ON i.id = j.item_id WHERE j.standing = 1",
            )?,
            items: number("SELECT COUNT(*) FROM item")?,
            marks: number("SELECT COUNT(*) FROM mark WHERE tag_id = 1")?,
            tags: text("SELECT name FROM tag")?,
        })
    };
    read().map_err(|e| e.to_string())
}
