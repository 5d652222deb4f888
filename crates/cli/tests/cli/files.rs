//! Files that are read and written: faults, interruptions, and what is there already.

use super::{assay, json, project, write};
use serde_json::Value;
use std::process::Command;

#[test]
#[cfg(unix)]
fn an_import_that_is_interrupted_leaves_nothing_and_blocks_nobody() {
    let folder = project();
    let path = folder.path();
    let rows: String = (0..400_000).map(|i| format!("x{i},a text of some words\n")).collect();
    write(path, "large.csv", &format!("item,body\n{rows}"));
    let mut import = Command::new(env!("CARGO_BIN_EXE_assay"))
        .current_dir(path)
        .args([
            "import",
            "items",
            "p.assay",
            "large.csv",
            "--map",
            "key=item,text=body",
            "--as",
            "Lea",
            "--json",
        ])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // The log grows once rows are being written.
    let written = || std::fs::metadata(path.join("p.assay-wal")).map_or(0, |about| about.len()) > 2_000_000;
    while !written() && import.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let sent = Command::new("kill").args(["-INT", &import.id().to_string()]).status().unwrap();
    let ended = import.wait_with_output().unwrap();
    assert!(sent.success(), "the import was over before it could be interrupted");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(2), "{said}");
    assert!(said.contains("\"cancelled\""), "{said}");

    write(path, "more.csv", "item,body\nnew,five\n");
    let report = json(path, &["import", "items", "p.assay", "more.csv", "--map", "key=item,text=body"]);
    assert_eq!(report["accepted"], 1);
    assert_eq!(json(path, &["check", "p.assay"])["ok"], true);
    json(path, &["export", "labels", "p.assay", "-o", "labels.csv"]);
    assert_eq!(std::fs::read_to_string(path.join("labels.csv")).unwrap().lines().count(), 1 + 5);
}

#[test]
fn an_export_replaces_no_file_unasked_and_its_ending_says_as_what() {
    let folder = project();
    let path = folder.path();
    json(path, &["import", "gold", "p.assay", "gold.csv"]);
    json(path, &["import", "predictions", "p.assay", "v1.csv", "--run", "v1"]);
    write(path, "mine.csv", "what I wrote by hand\n");
    let refused = assay(path, &["export", "labels", "p.assay", "-o", "mine.csv"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2));
    assert!(said.contains("mine.csv") && said.contains("--force"), "{said}");
    assert_eq!(std::fs::read_to_string(path.join("mine.csv")).unwrap(), "what I wrote by hand\n");
    json(path, &["export", "labels", "p.assay", "-o", "mine.csv", "--force"]);
    assert!(std::fs::read_to_string(path.join("mine.csv")).unwrap().contains("item,label"));

    json(path, &["export", "sheet", "p.assay", "--run", "v1", "-o", "sheet.xlsx"]);
    assert!(std::fs::read(path.join("sheet.xlsx")).unwrap().starts_with(b"PK"));
    json(path, &["export", "priorities", "p.assay", "--run", "v1", "-o", "p.json"]);
    let written: Value = serde_json::from_slice(&std::fs::read(path.join("p.json")).unwrap()).unwrap();
    assert_eq!(written, json(path, &["priorities", "p.assay", "--run", "v1"]));
    let refused = assay(path, &["export", "labels", "p.assay", "-o", "labels.xlsx"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("CSV"), "said, not written as something else");
    assert!(!path.join("labels.xlsx").exists());

    json(path, &["report", "p.assay", "--run", "v1", "-o", "report.html"]);
    let page = std::fs::read_to_string(path.join("report.html")).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.contains("v1"), "{page}");
    let again = assay(path, &["report", "p.assay", "--run", "v1", "-o", "report.html"]);
    assert_eq!(again.status.code(), Some(2));
}

#[test]
fn a_fault_in_a_file_is_told_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("open.csv"), "item,rater,label\na,b,\"x\nc,d,y\n").unwrap();
    let output = assay(folder.path(), &["agreement", "open.csv"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("line 2") && said.contains("open.csv"), "{said}");
}

#[test]
fn rejected_rows_and_examples_replace_no_file_unasked() {
    let folder = project();
    let path = folder.path();
    write(path, "odd.csv", "item,label\na,yes\nzz,no\n");
    write(path, "mine.csv", "what I wrote by hand\n");
    let import = ["import", "gold", "p.assay", "odd.csv", "--rejected", "mine.csv"];
    let refused = assay(path, &import);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{said}");
    assert!(said.contains("mine.csv") && said.contains("--force"), "{said}");
    assert_eq!(std::fs::read_to_string(path.join("mine.csv")).unwrap(), "what I wrote by hand\n");
    // Nothing was imported before it was refused.
    json(path, &["import", "predictions", "p.assay", "v1.csv", "--run", "v1"]);
    let report = assay(path, &[&import[..], &["--force", "--json"]].concat());
    assert_eq!(report.status.code(), Some(1), "one row is rejected");
    let report: Value = serde_json::from_slice(&report.stdout).unwrap();
    let tally = ["accepted", "unchanged", "rejected"].map(|part| report[part].as_u64());
    assert_eq!(tally, [Some(1), Some(0), Some(1)]);
    assert!(std::fs::read_to_string(path.join("mine.csv")).unwrap().contains("zz"));

    let examples = ["examples", "p.assay", "--run", "v1", "--where", "pred = yes", "-o", "mine.csv"];
    let refused = assay(path, &examples);
    assert_eq!(refused.status.code(), Some(2));
    assert!(std::fs::read_to_string(path.join("mine.csv")).unwrap().contains("zz"));
    json(path, &[&examples[..], &["--force"]].concat());
    let written = std::fs::read_to_string(path.join("mine.csv")).unwrap();
    assert!(
        written.trim_start_matches('\u{feff}').starts_with("item,split") && !written.contains("zz"),
        "{written}"
    );
}
