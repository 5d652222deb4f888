//! The command line as scripts use it: forms, JSON, exit codes.

use assay_workbench::{Caller, Config, Workbench, dispatch};
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
fn audits_are_listed_with_plan_and_verdict() {
    let folder = project();
    let path = folder.path();
    assert_eq!(json(path, &["audits", "p.assay"]), object!([]));
    let workbench = Workbench::new(Config { app_dir: None, version: "test" });
    let call = |caller: &Caller, command: &str, request: Value| {
        dispatch(&workbench, caller, command, request).unwrap_or_else(|e| panic!("{command}: {e:?}"))
    };
    let file = workbench.files().register(path.join("p.assay")).handle;
    let made = call(&Caller::default(), "project_open", object!({ "file": file }));
    let lea = made["people"].as_array().unwrap().iter().find(|p| p["name"] == "Lea").unwrap();
    let lea = Caller { person: lea["uid"].as_str().map(str::to_owned) };
    let aim = object!({ "tolerable": 0.3, "good": 0.01, "producer_risk": 0.05, "consumer_risk": 0.05 });
    let view = call(&lea, "audit_create", object!({ "name": "all", "plan": aim }));
    let (lot, n) = (view["audit"]["population"].clone(), view["audit"]["size"].clone());
    call(&lea, "project_close", Value::Null);
    let list = json(path, &["audits", "p.assay"]);
    assert_eq!((&list[0]["verdict"], &list[0]["audit"]["population"]), (&object!("undecided"), &lot));
    let text = String::from_utf8(assay(path, &["audits", "p.assay"]).stdout).unwrap();
    let row: Vec<&str> = text.lines().nth(1).unwrap().split_whitespace().take(6).collect();
    assert_eq!(row, ["all", &n.to_string(), "0", "0", "0", "undecided"], "{text}");
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
fn human_level_and_baselines_are_told_and_names_can_be_left_out() {
    let folder = project();
    let path = folder.path();
    json(path, &["import", "predictions", "p.assay", "v1.csv", "--run", "v1"]);
    let workbench = Workbench::new(Config { app_dir: None, version: "test" });
    let file = workbench.files().register(path.join("p.assay")).handle;
    let made = dispatch(&workbench, &Caller::default(), "project_open", object!({ "file": file })).unwrap();
    let lea = made["people"].as_array().unwrap().iter().find(|p| p["name"] == "Lea").unwrap();
    let lea = Caller { person: lea["uid"].as_str().map(str::to_owned) };
    let call = |command: &str, request: Value| dispatch(&workbench, &lea, command, request).unwrap();
    let mut view = call("human_draw", object!({ "name": "All", "size": 4 }));
    let yes = made["question"]["classes"][0]["id"].clone();
    while !view["next"].is_null() {
        let request =
            object!({ "draw": view["draw"]["id"], "position": view["next"]["position"], "class": yes });
        view = call("human_judge", request);
    }
    workbench.close();

    // Everything is yes: four of seven judgments.
    let human = json(path, &["human", "p.assay"]);
    assert_eq!((&human["judgments"], &human["draw"]["name"]), (&object!(7), &object!("All")));
    assert!((human["pooled"]["value"].as_f64().unwrap() - 4.0 / 7.0).abs() < 1e-12);
    let text = String::from_utf8(assay(path, &["human", "p.assay", "--draw", "all"]).stdout).unwrap();
    assert!(text.contains("4 of 4 items decided blind") && text.contains("7 judgments, 4 items"), "{text}");
    let none = assay(path, &["human", "p.assay", "--draw", "some"]);
    assert!(String::from_utf8_lossy(&none.stderr).contains("the draws are: All"));

    let kept = json(path, &["baselines", "p.assay", "--store", "All"]);
    assert_eq!((&kept[0]["kind"], &kept[0]["chosen"]), (&object!("hlp"), &object!(false)));
    json(
        path,
        &["baselines", "p.assay", "--set", "paper", "--value", "0.9", "--items", "50", "--source", "p. 4"],
    );
    let chosen = json(path, &["baselines", "p.assay", "--choose", "Paper"]);
    assert_eq!(chosen[1]["chosen"], true);
    let errors = String::from_utf8(assay(path, &["errors", "p.assay", "--run", "v1"]).stdout).unwrap();
    assert!(errors.contains("baseline paper: 0.900 ["), "{errors}");
    assert_eq!(json(path, &["baselines", "p.assay", "--undo"])[1]["chosen"], false);
    assert_eq!(json(path, &["baselines", "p.assay", "--retire", "paper"]).as_array().unwrap().len(), 1);
    assert_eq!(
        assay(path, &["baselines", "p.assay", "--set", "x"]).status.code(),
        Some(2),
        "a value is missing"
    );

    for what in ["judgments", "raters", "agreement", "human"] {
        json(path, &["export", what, "p.assay", "-o", "out.csv", "--pseudonyms", "--force"]);
        let text = std::fs::read_to_string(path.join("out.csv")).unwrap();
        assert!(text.contains("rater ") && !text.contains("r1") && !text.contains("Lea"), "{what}: {text}");
    }
}

#[test]
fn an_audit_is_drawn_and_certified_in_a_terminal() {
    let folder = project();
    let path = folder.path();
    json(path, &["import", "gold", "p.assay", "gold.csv"]);
    let drawn = json(path, &["audit", "draw", "p.assay", "--name", "lot", "--size", "2", "--seed", "4"]);
    assert_eq!((&drawn["audit"]["size"], &drawn["audit"]["seed"]), (&object!(2), &object!(4)));
    assert!(drawn["next"].is_null(), "what is judged blind is not shown here");
    let by = json(path, &["audit", "draw", "p.assay", "--name", "each", "--by", "class", "--each", "9"]);
    assert_eq!(by["audit"]["grouped_by"], "class");
    let open = assay(path, &["audit", "certificate", "p.assay", "--name", "lot", "-o", "c.html"]);
    assert_eq!(open.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&open.stderr).contains("no result yet"));
    assert_eq!(assay(path, &["audit", "draw", "p.assay", "--name", "lot"]).status.code(), Some(2));
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

#[test]
fn tags_and_parts_are_put_in_order_in_a_terminal() {
    let folder = project();
    let at = folder.path();
    let predictions: String =
        (0..8).map(|i| format!("t{i},{}\n", if i < 4 { "no" } else { "yes" })).collect();
    write(
        at,
        "more.csv",
        &format!("item,text\n{}", (0..8).map(|i| format!("t{i},text {i}\n")).collect::<String>()),
    );
    write(
        at,
        "more-gold.csv",
        &format!("item,label\n{}", (0..8).map(|i| format!("t{i},yes\n")).collect::<String>()),
    );
    write(at, "pred.csv", &format!("item,pred\n{predictions}"));
    json(at, &["import", "items", "p.assay", "more.csv"]);
    json(at, &["import", "gold", "p.assay", "more-gold.csv"]);
    json(at, &["import", "predictions", "p.assay", "pred.csv", "--run", "tagged"]);
    json(at, &["tag", "p.assay", "--run", "tagged", "--where", "pred != label", "--tag", "a", "yes"]);
    json(at, &["tag", "p.assay", "--run", "tagged", "--where", "pred = label", "--tag", "b", "no"]);
    let told = json(at, &["tags", "merge", "p.assay", "a", "b", "--preview"]);
    assert_eq!((&told["yes"], &told["no"]), (&4.into(), &4.into()));
    assert_eq!(json(at, &["tags", "list", "p.assay", "--run", "tagged"]).as_array().unwrap().len(), 2);
    json(at, &["tags", "merge", "p.assay", "a", "b"]);
    json(at, &["tags", "rule", "p.assay", "first", "--where", "key = t0"]);
    let split =
        json(at, &["tags", "split", "p.assay", "b", "--run", "tagged", "--where", "key = t0", "--into", "c"]);
    assert_eq!(split["moved"], 1);
    let listed = json(at, &["tags", "list", "p.assay", "--run", "tagged"]);
    let yes: Vec<i64> = listed.as_array().unwrap().iter().map(|row| row["yes"].as_i64().unwrap()).collect();
    assert_eq!(yes, [3, 1, 1], "b, first, c");
    json(at, &["tags", "delete", "p.assay", "c"]);
    let parts = json(at, &["parts", "divide", "p.assay", "--run", "tagged", "--errors", "2", "--seed", "1"]);
    assert_eq!(parts["eyeball"]["rows"], 4);
    assert_eq!(json(at, &["parts", "join", "p.assay", "--run", "tagged"])["division"], Value::Null);
}

#[test]
fn metrics_and_checks_in_a_terminal() {
    let folder = project();
    let path = folder.path();
    json(path, &["import", "gold", "p.assay", "gold.csv"]);
    json(path, &["checks", "p.assay", "--add", "right", "--metric", "accuracy", "--at-least", "0.9"]);
    let of_class =
        ["checks", "p.assay", "--add", "found", "--metric", "recall", "--class", "yes", "--at-least", "0.05"];
    let listed = json(path, &of_class);
    assert_eq!((&listed[0]["name"], &listed[1]["class_key"]), (&object!("right"), &object!("yes")));
    json(path, &["import", "predictions", "p.assay", "v1.csv", "--run", "v1"]);

    let metrics = json(path, &["metrics", "p.assay", "--run", "v1", "--class", "yes", "--threshold", "0.25"]);
    let errors = json(path, &["errors", "p.assay", "--run", "v1"]);
    for same in ["n", "errors", "accuracy", "classes", "confusion", "per_class"] {
        assert_eq!(metrics[same], errors[same], "{same}");
    }
    for key in ["value", "lower", "upper"] {
        assert!(errors["accuracy"][key].is_number(), "{key}");
    }
    for key in ["class", "precision", "recall", "f1", "support"] {
        assert!(!errors["per_class"][0][key].is_null(), "{key}");
    }
    assert_eq!(metrics["scores"]["from"], "all_classes");
    // .9 and .3 of three that are yes.
    assert_eq!(
        (&metrics["curve"]["at"]["true_positives"], &metrics["curve"]["at"]["false_negatives"]),
        (&object!(2), &object!(1))
    );
    let slice = json(path, &["metrics", "p.assay", "--run", "v1", "--where", "prob > 0.75"]);
    assert_eq!((&slice["n"], &slice["errors"]), (&object!(2), &object!(1)));

    let told = assay(path, &["checks", "p.assay", "--run", "v1", "--json"]);
    let report: Value = serde_json::from_slice(&told.stdout).unwrap();
    // One of three: far from .9, and above .05 only by chance.
    assert_eq!(
        (told.status.code(), &report["failed"]),
        (Some(1), &object!(1)),
        "a failing check is bad news"
    );
    assert_eq!(report["rows"][0]["found"]["verdict"], "fail");
    assert_eq!(report["rows"][0]["looks"], 1, "the import looked, and nothing moved since");
    json(path, &["checks", "p.assay", "--retire", "right"]);
    let left = assay(path, &["checks", "p.assay", "--run", "v1"]);
    assert_eq!(left.status.code(), Some(0));
    let text = String::from_utf8(left.stdout).unwrap();
    assert!(text.contains("recall of yes at least 0.05"), "{text}");
    for (args, code) in [
        (&["metrics", "p.assay", "--run", "v1", "--where", "nope = 1", "--json"][..], "filter_invalid"),
        (
            &["checks", "p.assay", "--add", "x", "--metric", "recall", "--at-least", "0.5", "--json"][..],
            "check_invalid",
        ),
    ] {
        let output = assay(path, args);
        assert_eq!(output.status.code(), Some(2));
        let error: Value = serde_json::from_slice(&output.stderr).unwrap();
        assert_eq!(error["error"]["code"], code);
    }
}

/// Items of the reference label `yes` with two runs: fixed, regressed, both wrong, both right.
fn two_runs(counts: [usize; 4]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let outcomes = [["no", "yes"], ["yes", "no"], ["no", "no"], ["yes", "yes"]];
    let rows = counts.into_iter().zip(outcomes).flat_map(|(count, outcome)| vec![outcome; count]);
    let (mut items, mut gold) = (String::from("item,text\n"), String::from("item,label\n"));
    let mut runs = [String::from("item,pred\n"), String::from("item,pred\n")];
    for (at, outcome) in rows.enumerate() {
        items.push_str(&format!("i{at},text\n"));
        gold.push_str(&format!("i{at},yes\n"));
        for (run, pred) in runs.iter_mut().zip(outcome) {
            run.push_str(&format!("i{at},{pred}\n"));
        }
    }
    json(path, &["new", "p.assay", "--classes", "yes,no"]);
    for (name, content) in [("items", &items), ("gold", &gold)] {
        write(path, "table.csv", content);
        json(path, &["import", name, "p.assay", "table.csv"]);
    }
    for (name, content) in ["A", "B"].into_iter().zip(&runs) {
        write(path, "table.csv", content);
        let version = format!("version={name}-1");
        let args = ["import", "predictions", "p.assay", "table.csv", "--run", name];
        json(path, &[&args[..], &["--meta", &version, "--meta", "hyperparameters={\"lr\": 0.1}"]].concat());
    }
    folder
}

#[test]
fn two_runs_are_compared_in_the_terminal() {
    let folder = two_runs([300, 220, 100, 380]);
    let found = json(folder.path(), &["compare", "p.assay", "--run", "A", "--run", "B"]);
    let counts = ["fixed", "regressed", "both_wrong", "both_right"].map(|key| found[key].as_u64().unwrap());
    assert_eq!(counts, [300, 220, 100, 380]);
    let number = |part: &str, key: &str| found[part][key].as_f64().unwrap();
    assert!((number("mcnemar", "statistic") - 12.0019).abs() < 5e-5);
    assert!((number("difference", "value") - 0.08).abs() < 1e-12);
    assert!(number("difference", "lower") > 0.0354 && number("difference", "upper") < 0.1243);
    assert_eq!(
        (&found["difference"]["n"], &found["mcnemar"]["method"]),
        (&object!(1000), &object!("chi_square"))
    );
    assert_eq!(found["a"]["run"]["version"], "A-1");
    let text = assay(folder.path(), &["compare", "p.assay", "--run", "A", "--run", "B"]);
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("fixed 300, regressed 220") && text.contains("better"), "{text}");
    let one = assay(folder.path(), &["compare", "p.assay", "--run", "A"]);
    assert_ne!(one.status.code(), Some(0));
    let unknown = assay(folder.path(), &["run", "p.assay", "--run", "A", "--meta", "colour=red"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("code_commit"));
}

#[test]
fn few_differing_items_get_the_exact_test_and_pipelines_their_gains() {
    let folder = two_runs([10, 3, 2, 5]);
    let path = folder.path();
    let found = json(path, &["compare", "p.assay", "--run", "A", "--run", "B"]);
    assert_eq!(
        (&found["mcnemar"]["method"], &found["mcnemar"]["statistic"]),
        (&object!("exact"), &Value::Null)
    );
    assert!((found["mcnemar"]["p_value"].as_f64().unwrap() - 0.0923).abs() < 5e-5);
    let board = json(path, &["runs", "p.assay"]);
    assert_eq!(
        (&board["rows"][0]["run"]["name"], &board["rows"][1]["bands"]),
        (&object!("B"), &object!("a"))
    );
    let edited =
        json(path, &["run", "p.assay", "--run", "B", "--rename", "C", "--meta", "note=n", "--archive"]);
    assert_eq!((&edited["name"], &edited["note"]), (&object!("C"), &object!("n")));
    let saved = json(path, &["pipeline", "p.assay", "--name", "p", "--run", "A", "--stage", "first=C"]);
    assert!((saved["stages"][0]["gain"]["value"].as_f64().unwrap() - 0.35).abs() < 1e-12);
    assert_eq!(json(path, &["pipeline", "p.assay", "--name", "p"])["stages"][0]["first"]["errors"], 10);
    assert_eq!(json(path, &["pipeline", "p.assay"])[0]["stages"], object!(["first"]));
    let two = ["--stage", "first=A", "--stage", "second=C", "--also", "second=C"];
    let saved = json(path, &[&["pipeline", "p.assay", "--name", "p", "--run", "A"], &two[..]].concat());
    assert_eq!(
        (&saved["stages"][1]["first"]["errors"], &saved["over_orders_because"]),
        (&object!(10), &Value::Null)
    );
    assay(path, &["pipeline", "p.assay", "--name", "p", "--delete"]);
    assert_eq!(json(path, &["pipeline", "p.assay"]), object!([]));
}
