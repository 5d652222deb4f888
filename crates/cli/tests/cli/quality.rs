//! Audits and human level in a terminal.

use super::{assay, json, project};
use assay_workbench::{Caller, Config, Workbench, dispatch};
use serde_json::{Value, json as object};

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
