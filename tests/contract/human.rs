//! Human level, the baselines that runs are held against, and names in exports.

use assay_tests::Bench;
use assay_workbench::dispatch;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

/// Four items, three raters; what each said. Truth: a a b b.
const SAID: &[(&str, [&str; 4])] =
    &[("Ann", ["a", "a", "b", "a"]), ("Bob", ["a", "b", "b", "a"]), ("Cid", ["a", "a", "b", "b"])];
const TRUTH: [&str; 4] = ["a", "a", "b", "b"];

fn bench() -> Bench {
    let bench = Bench::new(&["a", "b"], Policy { judgments_per_item: 3, ..Policy::default() });
    bench.import("items", "item,text,place\ni0,x,north\ni1,x,north\ni2,x,south\ni3,x,south\n");
    let mut rows = String::from("item,rater,label\n");
    for (rater, labels) in SAID {
        for (item, label) in labels.iter().enumerate() {
            rows.push_str(&format!("i{item},{rater},{label}\n"));
        }
    }
    bench.import("judgments", &rows);
    bench
}

fn class(bench: &Bench, key: &str) -> i64 {
    bench.overview().question.classes.iter().find(|c| c.key == key).unwrap().id
}

/// Draws everything and decides by the truth.
fn draw(bench: &Bench, name: &str) -> Value {
    let mut view = bench.ok("human_draw", json!({ "name": name, "size": 4, "seed": 5 }));
    while !view["next"].is_null() {
        view = decide(bench, &view, None);
    }
    view
}

fn decide(bench: &Bench, view: &Value, as_class: Option<&str>) -> Value {
    let next = &view["next"];
    let item: usize = next["item"]["key"].as_str().unwrap()[1..].parse().unwrap();
    let class = class(bench, as_class.unwrap_or_else(|| TRUTH[item]));
    bench.ok(
        "human_judge",
        json!({ "draw": view["draw"]["id"], "position": next["position"], "class": class }),
    )
}

fn value(figure: &Value) -> f64 {
    figure["value"].as_f64().unwrap_or_else(|| panic!("{figure}"))
}

fn near(figure: &Value, wanted: f64) {
    assert!((value(figure) - wanted).abs() < 1e-12, "{figure} is not {wanted}");
}

fn codes(warnings: &Value) -> Vec<&str> {
    warnings.as_array().unwrap().iter().map(|w| w["code"].as_str().unwrap()).collect()
}

#[test]
fn a_draw_is_seeded_blind_and_its_decisions_are_reference_labels() {
    let bench = bench();
    let foreseen = bench.ok("human_foresee", json!({ "size": 3 }));
    // Votes for the leading class: 3 + 2 + 3 + 2 of 12.
    assert_eq!(
        (&foreseen["population"], &foreseen["judgments"], &foreseen["guessed"]),
        (&json!(4), &json!(9), &json!(false))
    );
    assert!((foreseen["assumed"].as_f64().unwrap() - 10.0 / 12.0).abs() < 1e-12);
    let width = |f: &Value| f["upper"].as_f64().unwrap() - f["lower"].as_f64().unwrap();
    assert!(width(&foreseen["alike"]) > width(&foreseen["independent"]));

    let first = bench.ok("human_draw", json!({ "name": "one", "size": 3, "seed": 5 }));
    let again = bench.ok("human_draw", json!({ "name": "two", "size": 3, "seed": 5 }));
    assert_eq!(first["next"]["item"]["id"], again["next"]["item"]["id"]);
    assert_eq!((&first["draw"]["size"], &first["draw"]["population"]), (&json!(3), &json!(4)));
    let text = first["next"].to_string();
    assert!(!text.contains("judgments") && !text.contains("reference") && !text.contains("Ann"), "{text}");
    let code = |request: Value| bench.call("human_draw", request).unwrap_err().code;
    assert_eq!(code(json!({ "name": "ONE", "size": 3 })), "name_taken");
    assert_eq!(code(json!({ "name": " ", "size": 3 })), "draw_invalid");
    assert_eq!(code(json!({ "name": "none", "size": 0 })), "draw_invalid");

    let item = first["next"]["item"]["id"].clone();
    let other = decide(&bench, &first, Some("b"));
    assert_eq!(other["draw"]["decided"], 1);
    let seen = bench.ok("item_get", json!({ "item": item }));
    assert_eq!(
        (&seen["reference"]["source"], &seen["reference"]["class"], &seen["decision"]["draw"]),
        (&json!("adjudication"), &json!(class(&bench, "b")), &json!("one"))
    );
    let wrong = json!({ "draw": first["draw"]["id"], "position": first["next"]["position"], "class": class(&bench, "a") });
    assert_eq!(bench.call("human_judge", wrong.clone()).unwrap_err().code, "already_judged");
    let back = bench.ok("human_undo", json!({ "draw": first["draw"]["id"] }));
    assert_eq!((&back["draw"]["decided"], &back["next"]["item"]["id"]), (&json!(0), &item));
    let seen = bench.ok("item_get", json!({ "item": item }));
    assert_eq!((&seen["reference"]["source"], &seen["decision"]), (&json!("consensus"), &Value::Null));
    // A later open decision stands; the blind one is still the draw's, and is not undone over it.
    bench.ok("human_judge", wrong);
    bench.ok(
        "adjudicate",
        json!({ "item": item, "class": class(&bench, "b"), "cause": null, "rationale": "" }),
    );
    assert_eq!(
        bench.call("human_undo", json!({ "draw": first["draw"]["id"] })).unwrap_err().code,
        "changed_since"
    );
    let report = bench.ok("human_report", json!({ "draw": first["draw"]["id"] }));
    assert_eq!(codes(&report["warnings"]), ["draw_open", "overruled"]);
    bench.assert_sound();
}

#[test]
fn a_draw_can_be_taken_back_from_the_history_until_something_is_decided_in_it() {
    let bench = bench();
    let view = bench.ok("human_draw", json!({ "name": "one", "size": 2 }));
    let event = |command: &str| {
        let events = bench.events();
        let found = events.iter().find(|e| e["command"] == command).unwrap();
        found["id"].clone()
    };
    decide(&bench, &view, None);
    let undo = |id: Value| bench.call("event_undo", json!({ "event": id }));
    assert_eq!(undo(event("human_draw")).unwrap_err().code, "draw_used");
    undo(event("human_judge")).unwrap();
    undo(event("human_draw")).unwrap();
    assert_eq!(bench.ok("human_list", Value::Null), json!([]));
    bench.ok("human_draw", json!({ "name": "one", "size": 2 }));
    bench.assert_sound();
}

/// Ann 3 of 4, Bob 2 of 4, Cid 4 of 4: 9 of 12. By class a: 5 of 6; b: 4 of 6.
#[test]
fn people_are_scored_against_the_draw_and_against_most_others() {
    let bench = bench();
    let view = draw(&bench, "all");
    let field = bench.ok("field_list", Value::Null)[0]["id"].clone();
    let report = bench.ok("human_report", json!({ "draw": view["draw"]["id"], "field": field }));
    near(&report["pooled"], 0.75);
    assert_eq!(
        (&report["items"], &report["judgments"], &report["pooled"]["n"]),
        (&json!(4), &json!(12), &json!(12))
    );
    // r_i - p m_i over items: .75, -.25, .75, -1.25, so V = 4/3 (.5625 + .0625 + .5625 + 1.5625) / 144; 4 items are as
    // many as bound the interval from above, and it holds the value.
    let ends = ["lower", "upper"].map(|end| report["pooled"][end].as_f64().unwrap());
    assert!(ends[0] < 0.43 && ends[1] > 0.93, "{ends:?}: four items tell little");
    let of = |name: &str, key: &str| {
        let raters = report["raters"].as_array().unwrap();
        raters.iter().find(|r| r["rater"] == name).unwrap()[key].clone()
    };
    for (name, right) in [("Ann", 0.75), ("Bob", 0.5), ("Cid", 1.0)] {
        near(&of(name, "reference"), right);
        assert_eq!(of(name, "reference")["n"], 4);
    }
    // Of the two others, where they differ each is half right. Ann: 1, .5, 1, .5; Bob: 1, 0, 1, .5; Cid: 1, .5, 1, 0.
    for (name, right) in [("Ann", 0.75), ("Bob", 0.625), ("Cid", 0.625)] {
        near(&of(name, "others"), right);
    }
    near(&report["others"], 8.0 / 12.0);
    let part = |key: &str, at: usize| report[key][at].clone();
    near(&part("classes", 0)["accuracy"], 5.0 / 6.0);
    near(&part("classes", 1)["accuracy"], 4.0 / 6.0);
    assert_eq!((&part("slices", 0)["name"], &part("slices", 0)["items"]), (&json!("north"), &json!(2)));
    near(&part("slices", 0)["accuracy"], 5.0 / 6.0);
    // North, i0 and i1: a a a, then a b a: each of three agrees, then .5, 0 and .5.
    near(&part("slices", 0)["others"], 4.0 / 6.0);
    // Where most others gave a: all of i0, who agree; of i1 and i3 only Bob and Cid, whose others are a and a: both said b.
    near(&part("classes", 0)["others"], 3.0 / 5.0);
    assert_eq!(codes(&report["warnings"]), [""; 0]);

    // Every decision, without a draw: picked and not blind, and it says so.
    let open = bench.ok("human_report", json!({}));
    assert_eq!(codes(&open["warnings"]), ["not_random", "not_blind"]);
    near(&open["pooled"], 0.75);
}

#[test]
fn whoever_decides_is_not_scored_by_their_own_decision() {
    let bench = bench();
    // Lea judged an item herself, before she decided on all.
    bench.import("judgments", "item,rater,label\ni1,Lea,a\n");
    let view = draw(&bench, "all");
    let report = bench.ok("human_report", json!({ "draw": view["draw"]["id"] }));
    assert_eq!(codes(&report["warnings"]), ["own_left_out"]);
    assert_eq!((&report["judgments"], &report["warnings"][0]["n"]), (&json!(12), &json!(1)));
    near(&report["pooled"], 0.75);
}

/// The model is right on i0, i2 and i3 and does not predict i1.
fn run(bench: &Bench) -> Value {
    bench.import("predictions", "item,pred\ni0,a\ni2,b\ni3,b\n");
    bench.ok("run_list", Value::Null)[0]["id"].clone()
}

#[test]
fn a_stored_level_is_held_against_a_run_on_the_same_items_and_gives_no_verdict_from_three() {
    let bench = bench();
    let run = run(&bench);
    let report = || bench.ok("run_report", json!({ "run": run }));
    assert_eq!(report()["baseline"], Value::Null);
    let tag = bench.ok("tag_create", json!({ "name": "blurry" }))["id"].clone();
    let sheet = bench.ok("sheet_open", json!({ "run": run, "query": { "filter": "key = i3", "sort": [] } }));
    bench.ok(
        "mark_rows",
        json!({ "view": sheet["view"], "revision": sheet["revision"], "ranges": [[0, 1]], "tag": tag, "mark": "yes" }),
    );
    let open = bench.ok("human_draw", json!({ "name": "open", "size": 2 }));
    let refused =
        bench.call("baseline_store", json!({ "name": "x", "draw": open["draw"]["id"] })).unwrap_err();
    assert_eq!(refused.code, "draw_open");
    let view = draw(&bench, "all");
    let made = bench.ok("baseline_store", json!({ "name": "people", "draw": view["draw"]["id"] }));
    near(&made["level"], 0.75);
    assert_eq!(
        (&made["kind"], &made["items"], &made["level"]["n"], &made["draw"]),
        (&json!("hlp"), &json!(4), &json!(12), &json!("all"))
    );
    assert_eq!(made["reference_revision"], bench.overview().reference_revision);
    let parts: Vec<_> = made["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| {
            (
                p["kind"].as_str().unwrap(),
                p["name"].as_str().unwrap(),
                value(&p["level"]),
                p["items"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        parts,
        [("class", "a", 5.0 / 6.0, 2), ("class", "b", 4.0 / 6.0, 2), ("tag", "blurry", 1.0 / 3.0, 1)]
    );
    bench.ok("baseline_choose", json!({ "baseline": made["id"] }));
    let gap = report()["baseline"].clone();
    // i0: 3 of 3, i2: 3 of 3, i3: 1 of 3; the model 3 of 3.
    near(&gap["level"], 7.0 / 9.0);
    near(&gap["run"], 1.0);
    near(&gap["gap"], 7.0 / 9.0 - 1.0);
    assert_eq!((&gap["gap"]["n"], &gap["verdict"]), (&json!(3), &json!("undecided")));
    assert!(gap["gap"]["lower"].as_f64().unwrap() < 0.0 && gap["gap"]["upper"].as_f64().unwrap() > 0.0);
    assert_eq!(codes(&gap["warnings"]), ["human_only"]);
    let beside = bench.ok("human_report", json!({ "draw": view["draw"]["id"] }))["runs"][0].clone();
    assert_eq!(beside["gap"], gap["gap"]);

    // The priorities offer the level on the tag, until someone sets one.
    let row = |key: &str| bench.ok("priorities_get", json!({ "run": run }))["rows"][0][key].clone();
    let offer = row("hlp_offer");
    assert_eq!((&offer["baseline"], &offer["items"]), (&json!("people"), &json!(1)));
    near(&offer["level"], 1.0 / 3.0);
    assert_eq!(row("gap"), Value::Null, "an offer is no figure");
    bench.ok("tag_update", json!({ "tag": tag, "edit": { "hlp": 0.9 } }));
    assert_eq!(row("hlp_offer"), Value::Null);

    // A decision that a baseline rests on stays; a judgment that changed is told.
    let undo = json!({ "draw": view["draw"]["id"] });
    assert_eq!(bench.call("human_undo", undo.clone()).unwrap_err().code, "baseline_rests");
    bench.import("judgments", "item,rater,label\ni0,Dan,b\n");
    assert_eq!(codes(&report()["baseline"]["warnings"]), ["judgments_changed", "human_only"]);
    bench.ok("baseline_retire", json!({ "baseline": made["id"] }));
    assert_eq!(report()["baseline"], Value::Null);
    bench.ok("human_undo", undo);
    bench.assert_sound();
}

#[test]
fn a_baseline_set_by_hand_is_chosen_changed_retired_and_each_is_taken_back() {
    let bench = bench();
    let run = run(&bench);
    draw(&bench, "all");
    let code = |name: &str, value: Value, n: Value| {
        bench.call("baseline_set", json!({ "name": name, "value": value, "n": n })).unwrap_err().code
    };
    assert_eq!(code(" ", json!(0.5), Value::Null), "baseline_invalid");
    assert_eq!(code("x", json!(93), Value::Null), "baseline_invalid");
    assert_eq!(code("x", json!(0.93), json!(0)), "baseline_invalid");
    let old = bench
        .ok("baseline_set", json!({ "name": "old system", "value": 0.5, "n": 400, "source": "report 7" }));
    let paper = bench.ok("baseline_set", json!({ "name": "paper", "value": 0.5 }));
    assert_eq!(code("PAPER", json!(0.5), Value::Null), "name_taken");
    assert_eq!((&paper["level"]["lower"], &paper["items"]), (&Value::Null, &Value::Null));
    assert!(old["level"]["lower"].as_f64().is_some());
    bench.ok("baseline_choose", json!({ "baseline": paper["id"] }));
    let gap = || bench.ok("run_report", json!({ "run": run }))["baseline"].clone();
    assert_eq!(codes(&gap()["warnings"]), ["not_same_items", "taken_as_exact"]);
    // Wilson of 3/3 from .4385: .5 - 1 and .5 - .4385.
    near(&gap()["gap"], -0.5);
    let ends = ["lower", "upper"].map(|end| gap()["gap"][end].as_f64().unwrap());
    assert!((ends[0] - -0.5).abs() < 1e-9 && (ends[1] - 0.0615).abs() < 1e-4, "{ends:?}");
    assert_eq!(gap()["verdict"], "undecided");
    bench.ok(
        "baseline_edit",
        json!({ "baseline": paper["id"], "name": "paper", "value": 0.1, "source": "p. 4" }),
    );
    assert_eq!(gap()["verdict"], "above");
    bench.ok("baseline_choose", json!({ "baseline": old["id"] }));
    bench.ok("baseline_retire", json!({ "baseline": old["id"] }));
    let state = || {
        let list = bench.ok("baseline_list", Value::Null);
        let row = |b: &Value| {
            format!(
                "{} {}{}",
                b["name"].as_str().unwrap(),
                b["level"]["value"],
                if b["chosen"] == true { " *" } else { "" }
            )
        };
        list.as_array().unwrap().iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(state(), ["paper 0.1"]);
    let undo = || bench.ok("baseline_undo", Value::Null)["summary"].clone();
    undo();
    assert_eq!(state(), ["old system 0.5 *", "paper 0.1"]);
    undo();
    assert_eq!(state(), ["old system 0.5", "paper 0.1 *"]);
    undo();
    assert_eq!(state(), ["old system 0.5", "paper 0.5 *"]);
    undo();
    undo();
    assert_eq!(state(), ["old system 0.5"]);
    undo();
    assert_eq!((state().len(), undo()), (0, Value::Null));
    bench.assert_sound();
}

#[test]
fn a_change_of_a_baseline_is_not_undone_over_a_later_one() {
    let bench = bench();
    let made = bench.ok("baseline_set", json!({ "name": "a", "value": 0.5 }));
    let eve = bench.ok("person_add", json!({ "name": "Eve", "roles": ["analyst"] }));
    let eve = assay_workbench::Caller { person: eve["uid"].as_str().map(str::to_owned) };
    let edit = json!({ "baseline": made["id"], "name": "b", "value": 0.6 });
    dispatch(&bench.workbench, &eve, "baseline_edit", edit).unwrap();
    assert_eq!(bench.call("baseline_undo", Value::Null).unwrap_err().code, "changed_since");
    let events = bench.events();
    let event = events.iter().find(|e| e["command"] == "baseline_edit").unwrap();
    bench.ok("event_undo", json!({ "event": event["id"] }));
    assert_eq!(bench.ok("baseline_list", Value::Null)[0]["name"], "a");
    let draws = dispatch(&bench.workbench, &eve, "human_draw", json!({ "name": "x", "size": 1 }));
    assert_eq!(draws.unwrap_err().code, "not_allowed", "draws are for leads");
}

const NAMES: [&str; 4] = ["Ann", "Bob", "Cid", "Lea"];

fn export(bench: &Bench, what: &str, run: &Value, pseudonyms: bool) -> String {
    let path = bench.folder.path().join("out.csv");
    let file = bench.workbench.files().register(path.clone()).handle;
    let request = json!({ "what": what, "run": run, "exact": true, "file": file, "pseudonyms": pseudonyms, "replace": true });
    bench.wait(&bench.ok("export_start", request)).unwrap();
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn no_name_of_a_person_is_in_any_export_with_pseudonyms_and_they_stay_the_same() {
    let bench = bench();
    let run = run(&bench);
    draw(&bench, "all");
    let exports = ["judgments", "labels", "raters", "agreement", "sheet", "priorities", "human"];
    let mut named = 0;
    for what in exports {
        let plain = export(&bench, what, &run, false);
        named += usize::from(NAMES.iter().any(|name| plain.contains(name)));
        let hidden = export(&bench, what, &run, true);
        for name in NAMES {
            assert!(!hidden.contains(name), "{name} in {what}:\n{hidden}");
        }
        assert_eq!(hidden.lines().count(), plain.lines().count());
    }
    assert_eq!(named, 4, "judgments, raters, agreement and human level name people");
    let before = export(&bench, "raters", &run, true);
    let column = |text: &str| {
        text.lines().skip(1).map(|l| l.split(',').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let numbers = column(&before);
    assert_eq!(numbers.len(), 4);
    assert!(numbers.iter().all(|n| n.starts_with("rater ") && n.len() >= 8), "{numbers:?}");
    assert!(numbers.is_sorted(), "in the order of names they would give these away: {numbers:?}");
    // The judgments of one number are those of one person, and a newcomer changes nobody's number.
    bench.rater("Abe");
    let after = column(&export(&bench, "raters", &run, true));
    assert!(numbers.iter().all(|number| after.contains(number)) && after.len() == 5, "{after:?}");
    let judgments = export(&bench, "judgments", &run, true);
    let of = |rater: &str, text: &str| {
        text.lines()
            .filter(|l| l.split(',').nth(1) == Some(rater))
            .map(|l| l.split(',').nth(2).unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    for (name, labels) in SAID {
        assert!(numbers.iter().any(|number| of(number, &judgments) == labels.to_vec()), "{name}");
    }
    bench.assert_sound();
}

#[test]
fn a_certificate_can_leave_names_out() {
    let bench = bench();
    let mut view = bench.ok("audit_create", json!({ "name": "lot", "size": 1 }));
    let position = view["next"]["position"].clone();
    view = bench.ok(
        "audit_judge",
        json!({ "audit": view["audit"]["id"], "position": position, "class": class(&bench, "a") }),
    );
    let path = bench.folder.path().join("c.html");
    let file = bench.workbench.files().register(path.clone()).handle;
    bench.ok("audit_certificate", json!({ "audit": view["audit"]["id"], "file": file, "pseudonyms": true }));
    let page = std::fs::read_to_string(path).unwrap();
    assert!(!page.contains("Lea") && page.contains("by rater "), "{page}");
}

#[test]
fn a_field_with_a_value_for_each_item_is_refused_in_words() {
    let bench = Bench::new(&["a", "b"], Policy::default());
    let items: String = (0..60).map(|i| format!("i{i},x,{i}\n")).collect();
    bench.import("items", &format!("item,text,number\n{items}"));
    let rows: String = (0..60).map(|i| format!("i{i},Ann,a\n")).collect();
    bench.import("judgments", &format!("item,rater,label\n{rows}"));
    let mut view = bench.ok("human_draw", json!({ "name": "all", "size": 60 }));
    while !view["next"].is_null() {
        view = decide(&bench, &view, Some("a"));
    }
    let field = bench.ok("field_list", Value::Null)[0]["id"].clone();
    let report = bench.ok("human_report", json!({ "draw": view["draw"]["id"], "field": field }));
    assert!(report["slices_because"].as_str().unwrap().contains("60 values"), "{}", report["slices_because"]);
    assert_eq!((&report["slices"], &report["items"]), (&json!([]), &json!(60)));
    // All right: no interval without width.
    near(&report["pooled"], 1.0);
    assert!(report["pooled"]["lower"].as_f64().unwrap() < 0.96);
}
