//! The command line as scripts use it: forms, JSON, exit codes.

mod files;
mod hostile;
mod priorities;
mod quality;
mod runs;
mod search;

use serde_json::{Value, json as object};
use std::path::Path;
use std::process::{Command, Output};

fn assay(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_assay"))
        .current_dir(folder)
        .args(args)
        .args(["--as", "Lea"])
        .output()
        .unwrap()
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let output = assay(folder, &[args, &["--json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn write(folder: &Path, name: &str, content: &str) {
    std::fs::write(folder.join(name), content).unwrap();
}

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(path, "items.csv", "item,body\na,one\nb,two\nc,three\nd,four\n");
    write(
        path,
        "judgments.csv",
        "item,rater,label\na,r1,yes\na,r2,yes\nb,r1,yes\nb,r2,no\nc,r1,no\nc,r2,no\nd,r1,yes\n",
    );
    write(path, "gold.csv", "item,label\na,yes\nb,yes\nc,yes\n");
    write(path, "v1.csv", "item,pred,prob_yes,prob_no\na,yes,0.9,0.1\nb,no,0.3,0.7\nc,no,0.2,0.8\n");
    assert_eq!(json(path, &["new", "p.assay", "--classes", "yes,no"])["question"]["classes"][1]["key"], "no");
    json(path, &["import", "items", "p.assay", "items.csv", "--map", "key=item,text=body"]);
    json(path, &["import", "judgments", "p.assay", "judgments.csv"]);
    folder
}

#[test]
fn the_loop_in_a_terminal() {
    let folder = project();
    let path = folder.path();
    let report = json(path, &["import", "gold", "p.assay", "gold.csv"]);
    let tally = ["read", "accepted", "rejected", "unchanged"].map(|key| report[key].as_u64());
    assert_eq!(tally, [Some(3), Some(3), Some(0), Some(0)]);
    json(path, &["import", "predictions", "p.assay", "v1.csv", "--run", "v1"]);

    let agreement = json(path, &["agreement", "p.assay", "--pairs"]);
    let coefficients = agreement["coefficients"].as_array().unwrap();
    for name in ["percent_agreement", "cohen_kappa_mean", "fleiss_kappa", "krippendorff_alpha"] {
        let found = coefficients.iter().find(|c| c["name"] == name).unwrap_or_else(|| panic!("no {name}"));
        for key in ["value", "lower", "upper", "n_items", "n_raters", "n_judgments", "undefined_because"] {
            assert!(found.get(key).is_some(), "{name} has no {key}");
        }
    }
    assert_eq!(agreement["pairs"][0]["kappa"]["n"], 3);

    let consensus = json(path, &["consensus", "p.assay", "--truth", "gold.csv"]);
    assert_eq!(
        (consensus["accuracy"]["value"].as_f64(), consensus["accuracy"]["n"].as_u64()),
        (Some(0.5), Some(2))
    );
    assert_eq!(json(path, &["conflicts", "p.assay"])["open"], 1);
    assert_eq!(json(path, &["gold", "p.assay"])["raters"][0]["n"], 3);
    let raters = json(path, &["raters", "p.assay"]);
    let one = raters.as_array().unwrap().iter().find(|row| row["name"] == "r1").unwrap();
    assert_eq!((one["stage"]["kind"].as_str(), one["attempts"].as_array().unwrap().len()), (Some("work"), 0));

    let errors = json(path, &["errors", "p.assay", "--run", "v1"]);
    assert_eq!((errors["n"].as_u64(), errors["errors"].as_u64()), (Some(3), Some(2)));
    assert_eq!(errors["confusion"], serde_json::json!([[1, 2], [0, 0]]));
    let marked = json(
        path,
        &[
            "tag",
            "p.assay",
            "--run",
            "v1",
            "--where",
            "pred != label and prob > 0.75",
            "--tag",
            "sure",
            "yes",
        ],
    );
    assert_eq!(marked["changed"], 1);
    json(path, &["tag", "p.assay", "--run", "v1", "--where", "not sure = yes", "--tag", "sure", "no"]);
    assert_eq!(
        json(path, &["priorities", "p.assay", "--run", "v1"])["rows"][0]["share_of_errors"]["value"],
        0.5
    );

    for what in ["labels", "judgments", "raters", "agreement"] {
        json(path, &["export", what, "p.assay", "-o", &format!("{what}-out.csv"), "--exact"]);
    }
    assert_eq!(
        assay(path, &["priorities", "p.assay", "--run", "v1", "--formula", "ceiling * zzz"]).status.code(),
        Some(2)
    );
    let scored =
        json(path, &["priorities", "p.assay", "--run", "v1", "--formula", "2 * ceiling"])["rows"][0].clone();
    let value = |figure: &str| scored[figure]["value"].as_f64().unwrap();
    assert!((value("score") - 2.0 * value("zero_error_ceiling")).abs() < 1e-12, "{scored}");
    let name = scored["tag"]["name"].as_str().unwrap().to_owned();
    let what = json(path, &["priorities", "p.assay", "--run", "v1", "--tags", &name, "--plan", "--suspects"]);
    assert_eq!(what["ceiling"]["value"], scored["zero_error_ceiling"]["value"]);
    assert!(what["suspects"].is_object() || what["suspects_undefined_because"].is_string(), "{what}");
    for what in ["sheet", "priorities"] {
        json(path, &["export", what, "p.assay", "-o", &format!("{what}.csv"), "--run", "v1"]);
    }
    let labels = std::fs::read_to_string(path.join("labels-out.csv")).unwrap();
    assert_eq!(
        labels.replace("\r\n", "\n"),
        "item,label,source,confidence,judgments,method\na,yes,gold,1,2,\nb,yes,gold,1,2,\nc,yes,gold,1,2,\nd,yes,consensus,1,1,majority\n"
    );
    json(path, &["copy", "p.assay", "copy.assay"]);
    assert_eq!(json(path, &["check", "copy.assay"])["ok"], true);
}

#[test]
fn reading_a_project_puts_nobody_into_it() {
    let folder = project();
    let look = |args: &[&str], who: &str| {
        let run = Command::new(env!("CARGO_BIN_EXE_assay"))
            .current_dir(&folder)
            .args(args)
            .args(["--as", who])
            .output();
        assert_eq!(run.unwrap().status.code(), Some(0), "{args:?}");
    };
    let names = || -> Vec<String> {
        let raters = json(folder.path(), &["raters", "p.assay"]);
        raters.as_array().unwrap().iter().map(|rater| rater["name"].as_str().unwrap().to_owned()).collect()
    };
    let before = names();
    for args in [
        &["check", "p.assay"][..],
        &["agreement", "p.assay"],
        &["conflicts", "p.assay"],
        &["export", "judgments", "p.assay", "-o", "out.csv"],
    ] {
        look(args, "Stranger");
    }
    assert_eq!(names(), before);
    look(&["import", "gold", "p.assay", "gold.csv"], "Stranger");
    assert_eq!(names().len(), before.len() + 1, "whoever changes something is in it");
}

#[test]
fn a_plain_table_needs_no_project() {
    let folder = project();
    let report = json(folder.path(), &["agreement", "judgments.csv", "--truth", "gold.csv"]);
    assert_eq!((report["items"].as_u64(), report["judgments"].as_u64()), (Some(4), Some(7)));
    assert_eq!(report["accuracy"][0]["accuracy"]["n"], 3);
    write(folder.path(), "odd.csv", "task;worker;answer\na;r1;x\na;r2;x\n");
    let mapped =
        json(folder.path(), &["agreement", "odd.csv", "--map", "item=task,rater=worker,label=answer"]);
    assert_eq!(mapped["coefficients"][0]["value"], 1.0);
    let undefined =
        mapped["coefficients"].as_array().unwrap().iter().find(|c| c["name"] == "fleiss_kappa").unwrap();
    assert_eq!(undefined["value"], Value::Null);
    assert!(undefined["undefined_because"].as_str().is_some_and(|why| !why.is_empty()));
}

#[test]
fn exit_codes_tell_bad_news_from_errors() {
    let folder = project();
    let path = folder.path();
    write(path, "bad.csv", "item,rater,label\na,r9,maybe\nb,r9,yes\n");
    let output = assay(path, &["import", "judgments", "p.assay", "bad.csv", "--rejected", "rejected.csv"]);
    assert_eq!(output.status.code(), Some(1));
    let rejected = std::fs::read_to_string(path.join("rejected.csv")).unwrap();
    assert!(rejected.contains("unknown_label"), "{rejected}");
    let strict = assay(path, &["import", "judgments", "p.assay", "bad.csv", "--strict"]);
    assert_eq!(strict.status.code(), Some(2));
    for args in [
        &["gold", "none.assay"][..],
        &["gold", "judgments.csv"],
        &["errors", "p.assay", "--run", "nope"],
        &["tag", "p.assay", "--run", "nope", "--where", "x", "--tag", "t", "yes"],
        &["new", "p.assay", "--classes", "a,b"],
        &["new", "q.assay", "--classes", "a"],
        &["export", "sheet", "p.assay", "-o", "x.csv"],
    ] {
        let output = assay(path, args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{args:?}");
    }
    assert!(!path.join("q.assay").exists(), "a refused project leaves no file");
    let error =
        assay(path, &["tag", "p.assay", "--run", "v", "--where", "pred !", "--tag", "t", "yes", "--json"]);
    assert!(serde_json::from_slice::<Value>(&error.stderr).unwrap()["error"]["message"].is_string());
}

#[test]
fn the_tour_shows_the_loop() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_assay"))
        .env("TMPDIR", folder.path())
        .args(["tour", "--as", "Lea"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    for part in ["krippendorff_alpha", "Ada (simulated)", "entropy", "heavy ink", "priorities.csv"] {
        assert!(text.contains(part), "the tour does not show {part}:\n{text}");
    }
}

#[test]
fn what_was_done_is_listed_and_taken_back_by_its_number() {
    let folder = project();
    let path = folder.path();
    json(path, &["import", "gold", "p.assay", "gold.csv"]);
    let page = json(path, &["history", "p.assay", "--text", "gold", "--limit", "5"]);
    let event = page["events"][0]["event"].clone();
    assert_eq!((event["command"].as_str(), page["events"].as_array().unwrap().len()), (Some("import"), 1));
    let shown = assay(path, &["history", "p.assay"]);
    let first = String::from_utf8(shown.stdout).unwrap();
    assert!(first.lines().nth(1).unwrap().trim_start().starts_with(&event["id"].to_string()), "{first}");
    let number = event["id"].to_string();
    let undone = json(path, &["undo", "p.assay", &number]);
    assert_eq!(
        (&undone["event"]["command"], &undone["event"]["undoes"]),
        (&object!("event_undo"), &event["id"])
    );
    assert_eq!(json(path, &["gold", "p.assay"])["gold_items"], 0);
    let again = assay(path, &["undo", "p.assay", &number]);
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("taken back already"));
}

#[test]
fn a_reader_that_wants_no_more_is_no_failure() {
    let folder = project();
    let mut child = Command::new(env!("CARGO_BIN_EXE_assay"))
        .current_dir(folder.path())
        .args(["agreement", "p.assay", "--pairs", "--json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}
