//! Backups through the command table, and two who work on one file.

use assay_tests::{Bench, workbench};
use assay_workbench::words::Policy;
use assay_workbench::{Caller, Config, Workbench, dispatch};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

fn open(workbench: &Workbench, path: &Path, caller: &Caller) -> Value {
    let file = workbench.files().register(path.to_owned()).handle;
    dispatch(workbench, caller, "project_open", json!({ "file": file })).unwrap()
}

fn label(workbench: &Workbench, rater: &Caller, class: &Value) {
    let queue = dispatch(workbench, rater, "label_queue", Value::Null).unwrap();
    let question =
        dispatch(workbench, rater, "project_overview", Value::Null).unwrap()["question"]["id"].clone();
    let said = json!({ "answers": [{ "question": question, "class": class }], "active_ms": 500 });
    let uid = uuid::Uuid::new_v4().to_string();
    let request = json!({ "assignment": queue["tasks"][0]["assignment"], "uid": uid, "said": said });
    dispatch(workbench, rater, "label_submit", request).unwrap();
}

#[test]
fn two_who_have_one_file_open_see_each_others_labels() {
    let bench = Bench::new(&["yes", "no"], Policy { judgments_per_item: 2, ..Policy::default() });
    bench.items(6);
    let (ann, ben) = (bench.rater("Ann"), bench.rater("Ben"));
    let other = workbench();
    let opened = open(&other, &bench.project, &ben);
    let class = opened["question"]["classes"][0]["id"].clone();
    let seen = |workbench: &Workbench| {
        let overview = dispatch(workbench, &bench.lead, "project_overview", Value::Null).unwrap();
        (overview["counts"]["judgments"].as_i64().unwrap(), overview["written_by_others"].as_i64().unwrap())
    };
    let (mut here, mut there) = (seen(&bench.workbench), seen(&other));
    for round in 0..6 {
        let (at, by) = if round % 2 == 0 { (&bench.workbench, &ann) } else { (&other, &ben) };
        label(at, by, &class);
        let (now_here, now_there) = (seen(&bench.workbench), seen(&other));
        assert_eq!((now_here.0, now_there.0), (round + 1, round + 1), "both see it at once");
        let told = (now_here.1 != here.1, now_there.1 != there.1);
        assert_eq!(told, (round % 2 == 1, round % 2 == 0), "told to the one who did not write");
        (here, there) = (now_here, now_there);
    }
    bench.assert_sound();
}

#[test]
fn a_backup_is_listed_copied_and_put_back() {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    bench.items(3);
    let first = bench.job("backup_now", Value::Null).unwrap();
    assert_eq!((&first["reason"], &first["changes_since"]), (&json!("asked"), &json!(0)));
    bench.ok("project_rename", json!({ "name": "Renamed" }));
    bench.ok("tag_create", json!({ "name": "blurry" }));
    let list = bench.ok("backups_list", Value::Null);
    assert_eq!(list["backups"][0]["changes_since"], 2);
    assert!(list["folder"].as_str().unwrap().ends_with("test.backups"));
    let copy = bench.job("backup_copy", json!({ "name": first["name"] })).unwrap();
    assert!(copy["name"].as_str().unwrap().starts_with("test 20"), "{copy}");
    let done = bench.job("backup_restore", json!({ "name": first["name"] })).unwrap();
    assert_eq!(done["name"], first["name"]);
    assert_eq!(bench.ok("project_overview", Value::Null)["name"], "Test");
    assert_eq!(bench.ok("tag_list", Value::Null), json!([]));
    let list = bench.ok("backups_list", Value::Null);
    let reasons: Vec<_> =
        list["backups"].as_array().unwrap().iter().map(|b| b["reason"].as_str().unwrap()).collect();
    assert!(reasons.contains(&"before_restore") || reasons.contains(&"restore"), "{reasons:?}");
    let newest = bench.events()[0].clone();
    assert_eq!(newest["command"], "backup_restore");
    let refused = bench.call("event_undo", json!({ "event": newest["id"] })).unwrap_err();
    assert_eq!(refused.code, "not_undoable");
    assert!(refused.message.contains("kept as a backup"), "{}", refused.message);
    let kept = done["kept"].as_str().unwrap();
    bench.job("backup_restore", json!({ "name": kept })).unwrap();
    assert_eq!(bench.ok("project_overview", Value::Null)["name"], "Renamed");
    assert_eq!(bench.ok("tag_list", Value::Null)[0]["name"], "blurry");
    bench.assert_sound();
    assert_eq!(
        bench.job("backup_restore", json!({ "name": "../test.assay" })).unwrap_err().code,
        "not_found"
    );
    let rater = bench.rater("Ann");
    for command in ["backups_list", "backup_now"] {
        let refused = dispatch(&bench.workbench, &rater, command, Value::Null).unwrap_err();
        assert_eq!(refused.code, "not_allowed", "{command}");
    }
}

#[test]
fn a_damaged_project_is_rescued_by_its_backup() {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    bench.items(3);
    let backup = bench.job("backup_now", Value::Null).unwrap();
    let file = bench.workbench.files().register(bench.project.clone()).handle;
    let sound = bench.job("backup_rescue", json!({ "file": file, "name": backup["name"] })).unwrap_err();
    assert_eq!(sound.code, "project_opens", "a file that opens is no rescuer's business");
    bench.ok("project_close", Value::Null);
    std::fs::write(&bench.project, b"SQLite format 3\0 and no more").unwrap();
    let nobody = workbench();
    let file = nobody.files().register(bench.project.clone()).handle;
    let call = |command: &str, request: Value| dispatch(&nobody, &Caller::default(), command, request);
    assert_eq!(call("project_open", json!({ "file": file })).unwrap_err().code, "not_a_project");
    let list = call("backups_of_file", json!({ "file": file })).unwrap();
    assert_eq!(list["backups"][0]["project"], "Test");
    let job = call("backup_rescue", json!({ "file": file, "name": backup["name"] })).unwrap();
    let done = loop {
        let status = call("job_status", job.clone()).unwrap();
        match status["state"].as_str() {
            Some("running") => std::thread::sleep(Duration::from_millis(2)),
            Some("done") => break status["result"].clone(),
            _ => panic!("{status}"),
        }
    };
    let kept = bench.project.with_file_name("test.backups").join(done["kept"].as_str().unwrap());
    assert_eq!(std::fs::read(kept).unwrap(), b"SQLite format 3\0 and no more");
    let opened = call("project_open", json!({ "file": file })).unwrap();
    assert_eq!(opened["counts"]["items"], 3);
}

#[test]
fn the_window_takes_the_first_backup_by_itself_and_a_terminal_does_not() {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    bench.items(3);
    assert_eq!(bench.ok("backups_list", Value::Null)["backups"], json!([]), "a terminal takes none");
    bench.ok("project_close", Value::Null);
    let app_dir = Some(bench.folder.path().join("app"));
    let window = Workbench::new(Config { app_dir, version: "test" });
    open(&window, &bench.project, &bench.lead);
    let list = || dispatch(&window, &bench.lead, "backups_list", Value::Null).unwrap();
    let end = Instant::now() + Duration::from_secs(60);
    while list()["backups"].as_array().unwrap().is_empty() && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(list()["backups"][0]["reason"], "daily");
    assert_eq!(list()["trouble"], Value::Null);
    window.close();
    // Where the folder cannot be made, it is told, and work goes on.
    let backups = bench.project.with_file_name("test.backups");
    std::fs::remove_dir_all(&backups).unwrap();
    std::fs::write(&backups, "in the way").unwrap();
    open(&window, &bench.project, &bench.lead);
    let overview = || dispatch(&window, &bench.lead, "project_overview", Value::Null).unwrap();
    while overview()["backup_trouble"].is_null() && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(overview()["backup_trouble"].as_str().unwrap().contains("test.backups"), "{}", overview());
    let rename = json!({ "name": "Goes on" });
    dispatch(&window, &bench.lead, "project_rename", rename).unwrap();
}
