//! Every call fails in turn: with EIO, for want of room, by half a write, by a failed sync; once, and from then on.

use super::{Found, IMPORTED, ITEMS, found, items_csv, old_project, project, say, scratch, shim};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

const KINDS: [&str; 4] = ["eio", "enospc", "short", "sync"];

/// What a run of the child said, line by line.
struct Run {
    folder: tempfile::TempDir,
    lines: Vec<Value>,
    calls: u64,
    injected: u64,
}

fn run(shim: &Path, scenario: &str, kind: &str, n: u64, how: &str) -> Run {
    let folder = scratch();
    let old;
    let start = if scenario == "migrate" {
        old = old_project();
        &old
    } else {
        project()
    };
    std::fs::write(folder.path().join("test.assay"), start).unwrap();
    std::fs::write(folder.path().join("items.csv"), items_csv()).unwrap();
    std::fs::write(folder.path().join("out.csv"), "old\n").unwrap();
    let child = Command::new(env!("CARGO_BIN_EXE_faulty"))
        .args([scenario, folder.path().to_str().unwrap(), kind, &n.to_string(), how])
        .env("LD_PRELOAD", shim)
        .env("ASSAY_FAULT_FOLDER", folder.path())
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let said = String::from_utf8(child.stdout).unwrap();
    assert!(child.status.success(), "{scenario} {kind} {n} {how}: {} after\n{said}", child.status);
    let lines: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let end = lines.last().unwrap();
    let (calls, injected) = (end["calls"].as_u64().unwrap(), end["injected"].as_u64().unwrap());
    Run { folder, lines, calls, injected }
}

impl Run {
    fn ok<'a>(&'a self, step: &'a str) -> impl Iterator<Item = &'a str> {
        let confirmed = move |line: &&Value| line["step"] == step && line["ok"] == true;
        self.lines.iter().filter(confirmed).map(|line| line["what"].as_str().unwrap())
    }

    /// After a fault nothing is confirmed before the file was opened again.
    fn nothing_is_confirmed_after_a_fault(&self) -> Result<(), String> {
        let mut failed = false;
        for line in &self.lines {
            // Opening a file that could not be opened is opening it anew, too.
            let step = line["step"].as_str().unwrap();
            let reopened = step.starts_with("reopen") || step == "open again";
            if line["ok"] == true && failed && !reopened && line["step"] != "read" {
                return Err(format!("confirmed after a fault: {line}"));
            }
            failed = (failed || line["code"] == "file_failed") && !(reopened && line["ok"] == true);
        }
        Ok(())
    }

    fn is_whole(&self, scenario: &str) -> Result<(), String> {
        self.nothing_is_confirmed_after_a_fault()?;
        let file = found(&self.folder.path().join("test.assay"))?;
        let confirmed = self.ok(scenario).next().is_some();
        let must = |held: bool, what: &str| if held { Ok(()) } else { Err(what.to_owned()) };
        if !["label", "migrate"].contains(&scenario) {
            must(self.ok("tag").next().is_some(), "no change was taken after the fault had passed")?;
            must(file.tags.contains("later"), "a confirmed tag is lost")?;
        }
        match scenario {
            "label" => self.labels(&file),
            "undo" => {
                must(file.labeled.len() <= usize::from(!confirmed), "an undo that was confirmed is lost")
            }
            "mark" => must(
                if confirmed { file.marks == 30 } else { [0, 30].contains(&file.marks) },
                "marks are half there",
            ),
            "import" => {
                let whole = file.items == ITEMS + IMPORTED;
                must(whole || (!confirmed && file.items == ITEMS), &format!("{} items", file.items))
            }
            "backup" => self.copy(confirmed),
            "export" => self.exported(confirmed),
            "migrate" => must(file.labeled.len() >= 3, "labels are lost"),
            _ => Ok(()),
        }
    }

    /// Each answer is there once, however often it was sent.
    fn labels(&self, file: &Found) -> Result<(), String> {
        let sent: std::collections::BTreeSet<&str> = self.ok("label").chain(self.ok("refused")).collect();
        for key in &sent {
            if !file.labeled.contains(*key) {
                return Err(format!("{key} was confirmed and is lost"));
            }
        }
        // One was there before.
        if file.labeled.len() != sent.len() + 1 {
            return Err(format!("{} labels, {} confirmed", file.labeled.len(), sent.len() + 1));
        }
        Ok(())
    }

    fn copy(&self, confirmed: bool) -> Result<(), String> {
        let path = self.folder.path().join("copy.assay");
        match path.exists() {
            true => found(&path)
                .and_then(|copy| if copy.items == ITEMS { Ok(()) } else { Err("a half copy".into()) }),
            false if confirmed => Err("a confirmed copy is not there".into()),
            false => Ok(()),
        }
    }

    fn exported(&self, confirmed: bool) -> Result<(), String> {
        let table = std::fs::read_to_string(self.folder.path().join("out.csv")).unwrap();
        let whole = table.lines().count() == ITEMS + 1;
        if whole || (!confirmed && table == "old\n") { Ok(()) } else { Err(format!("a half table: {table}")) }
    }
}

/// The calls to fail: all of them, or some that are spread over them.
fn chosen(calls: u64, salt: u64) -> Vec<u64> {
    let rounds = std::env::var("ASSAY_FAULT_ROUNDS").unwrap_or_else(|_| "2".into());
    let rounds = if rounds == "all" { calls } else { rounds.parse().expect("`all` or a number") };
    if rounds >= calls {
        return (1..=calls).collect();
    }
    (0..rounds).map(|i| 1 + (i * calls + salt * 7 % calls) / rounds % calls).collect()
}

#[test]
fn whatever_call_fails_nothing_confirmed_is_lost_and_nothing_is_half_there() {
    let Some(shim) = shim() else { return };
    let (mut total, mut wrong) = (0, Vec::new());
    for (salt, scenario) in
        ["label", "undo", "mark", "import", "migrate", "backup", "export"].into_iter().enumerate()
    {
        for kind in KINDS {
            let free = run(shim, scenario, kind, 0, "once");
            assert!(free.ok(scenario).next().is_some(), "{scenario} fails without a fault: {:?}", free.lines);
            free.is_whole(scenario).unwrap_or_else(|why| panic!("{scenario} without a fault: {why}"));
            let calls = free.calls;
            let (mut runs, mut injected) = (0, 0);
            for n in chosen(calls, salt as u64) {
                for how in ["once", "on"] {
                    let run = run(shim, scenario, kind, n, how);
                    (runs, injected) = (runs + 1, injected + run.injected);
                    if let Err(why) = run.is_whole(scenario) {
                        let lines: Vec<_> = run.lines.iter().map(Value::to_string).collect();
                        wrong.push(format!("{scenario} {kind} {n} {how}: {why}\n  {}", lines.join("\n  ")));
                    }
                }
            }
            total += runs;
            say(&format!(
                "{scenario:8} {kind:7} {calls:4} calls, {runs:4} runs, {injected:5} faults, {} wrong so far",
                wrong.len()
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {total} runs:\n{}", wrong.len(), wrong.join("\n"));
    say(&format!("{total} runs with faults: 0 confirmed changes lost, 0 half changes"));
}

#[test]
fn a_disk_that_is_made_read_only_under_an_open_project_is_told_and_work_goes_on_once_it_takes_writes() {
    let Some(shim) = shim() else { return };
    let calls = run(shim, "label", "erofs", 0, "on").calls;
    for n in chosen(calls, 3) {
        let run = run(shim, "label", "erofs", n, "on");
        run.is_whole("label")
            .unwrap_or_else(|why| panic!("from call {n} of {calls}: {why}\n{:?}", run.lines));
        let told: Vec<&Value> = run.lines.iter().filter(|line| line["code"] == "file_failed").collect();
        assert!(!told.is_empty(), "from call {n} of {calls} nothing was told: {:?}", run.lines);
        for line in told {
            let message = line["message"].as_str().unwrap();
            assert!(message.contains("test.assay can be written to no more"), "{n}: {line}");
            assert!(message.contains("reopen the project"), "the remedy: {line}");
        }
        let read = run.lines.iter().find(|line| line["step"] == "read").expect("it was read from");
        assert_eq!(read["ok"], true, "{n}: {read}");
        assert_eq!(run.ok("label").count(), 3, "all was saved in the end: {:?}", run.lines);
    }
    say(&format!("a disk made read-only at any of {calls} calls: told, read from, and worked on afterwards"));
}
