//! Tags in depth: rules, merging, splitting, deleting, what came late, marks made again blind, draws and parts.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

/// Forty items in five groups of eight, gold all `yes`; a run wrong on the first twelve.
fn bench() -> Bench {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    let rows: String = (0..40)
        .map(|i| format!("i{i:02},text {i},{i},g{},{}\n", i / 8, if i % 2 == 0 { "even" } else { "odd" }))
        .collect();
    bench.import("items", &format!("item,text,size,group,kind\n{rows}"));
    let gold: String = (0..40).map(|i| format!("i{i:02},yes\n")).collect();
    bench.import("gold", &format!("item,label\n{gold}"));
    let predictions: String =
        (0..40).map(|i| format!("i{i:02},{}\n", if i < 12 { "no" } else { "yes" })).collect();
    bench.import("predictions", &format!("item,pred\n{predictions}"));
    bench
}

fn make(bench: &Bench, name: &str) -> i64 {
    bench.ok("tag_create", json!({ "name": name }))["id"].as_i64().unwrap()
}

fn rule(bench: &Bench, name: &str, rule: &str) -> i64 {
    bench.ok("tag_create", json!({ "name": name, "rule": rule }))["id"].as_i64().unwrap()
}

fn found(bench: &Bench, filter: &str) -> u64 {
    let view = bench.ok("sheet_open", json!({ "run": 1, "query": { "filter": filter } }));
    view["rows"].as_u64().unwrap()
}

fn keys(bench: &Bench, filter: &str) -> Vec<String> {
    rows(bench, filter).iter().map(|row| row["key"].as_str().unwrap().to_owned()).collect()
}

fn rows(bench: &Bench, filter: &str) -> Vec<Value> {
    let view = bench.ok("sheet_open", json!({ "run": 1, "query": { "filter": filter } }));
    let page = json!({ "view": view["view"], "revision": view["revision"], "start": 0, "count": 100 });
    bench.ok("sheet_rows", page)["rows"].as_array().unwrap().clone()
}

fn mark(bench: &Bench, filter: &str, tag: i64, mark: &str) -> Result<Value, String> {
    let view = bench.ok("sheet_open", json!({ "run": 1, "query": { "filter": filter } }));
    let request = json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, view["rows"]]], "tag": tag, "mark": mark });
    bench.call("mark_rows", request).map_err(|error| format!("{}: {}", error.code, error.message))
}

fn refused(bench: &Bench, command: &str, request: Value) -> String {
    let error = bench.call(command, request).unwrap_err();
    format!("{}: {}", error.code, error.message)
}

fn count(bench: &Bench, tag: i64) -> Value {
    let counts = bench.ok("tag_counts", json!({ "run": 1 }));
    counts.as_array().unwrap().iter().find(|row| row["tag"]["id"] == tag).unwrap().clone()
}

fn numbers(count: &Value) -> [u64; 4] {
    ["yes", "no", "unseen", "late"].map(|name| count[name].as_u64().unwrap())
}

#[test]
fn names_that_differ_in_the_case_of_a_letter_are_one_whatever_the_alphabet() {
    let bench = bench();
    let angry = make(&bench, "Ärger");
    let code = |command: &str, request: Value| bench.call(command, request).unwrap_err().code;
    assert_eq!(code("tag_create", json!({ "name": "ärger" })), "name_taken");
    let other = make(&bench, "ὈΔΌΣ");
    assert_eq!(code("tag_update", json!({ "tag": other, "edit": { "name": "äRGER" } })), "name_taken");
    bench.ok("tag_update", json!({ "tag": angry, "edit": { "name": "ärger" } }));
    bench.import("sheet", "item,tag:ÄRGER\ni07,yes\n");
    assert_eq!(found(&bench, "tag:Ärger = yes"), 1);
    assert_eq!(bench.ok("tag_list", Value::Null).as_array().unwrap().len(), 2, "no tag was made beside it");
    bench.assert_sound();
}

#[test]
fn a_rule_tag_is_always_up_to_date_and_never_marked() {
    let bench = bench();
    let small = rule(&bench, "small", "size < 5 and pred != label");
    assert_eq!(numbers(&count(&bench, small)), [5, 35, 0, 0]);
    let on = |key: &str| {
        let row = rows(&bench, &format!("key = {key}"))[0].clone();
        row["marks"].as_array().unwrap().contains(&json!([small, true]))
    };
    assert!(on("i02") && !on("i30"));
    // The reference label of an item changes, and the tag with it.
    let classes = bench.overview().question.classes;
    let item = rows(&bench, "key = i02")[0]["item"].clone();
    bench.ok("adjudicate", json!({ "item": item, "class": classes[1].id }));
    assert!(!on("i02"));
    assert_eq!(numbers(&count(&bench, small))[..2], [4, 36]);

    let message = mark(&bench, "key = i30", small, "yes").unwrap_err();
    assert!(message.starts_with("rule_tag") && message.contains("size < 5 and pred != label"), "{message}");
    bench.assert_sound();
}

#[test]
fn a_rule_must_be_readable_and_must_not_name_itself() {
    let bench = bench();
    for (line, code) in [
        ("", "rule_empty"),
        ("size <", "filter_invalid"),
        ("pred = purple", "filter_invalid"),
        ("tag:self = yes", "rule_cycle"),
        ("self = yes", "rule_cycle"),
    ] {
        let message = refused(&bench, "tag_create", json!({ "name": "self", "rule": line }));
        assert!(message.starts_with(code), "{line}: {message}");
    }
    assert_eq!(bench.ok("tag_list", Value::Null), json!([]), "nothing is left of what was refused");
    let (a, b) = (rule(&bench, "a", "size < 5"), rule(&bench, "b", "not tag:a = yes"));
    let circle = json!({ "tag": a, "edit": { "rule": "tag:b = yes" } });
    assert!(refused(&bench, "tag_update", circle).starts_with("rule_cycle"));
    let hand = make(&bench, "hand");
    mark(&bench, "key = i00", hand, "no").unwrap();
    let over = json!({ "tag": hand, "edit": { "rule": "size > 3" } });
    assert!(refused(&bench, "tag_update", over).starts_with("tag_marked"));
    let parent = |tag: i64, parent: i64| json!({ "tag": tag, "edit": { "parent": parent } });
    bench.ok("tag_update", parent(a, b));
    assert!(refused(&bench, "tag_update", parent(b, a)).starts_with("parent_cycle"));
    assert!(refused(&bench, "tag_update", parent(b, b)).starts_with("parent_cycle"));
    assert!(refused(&bench, "tag_update", parent(b, 99)).starts_with("not_found"));
}

#[test]
fn rules_follow_the_name_of_a_tag_and_say_when_a_class_is_gone() {
    let bench = bench();
    let blurry = make(&bench, "very blurry");
    let bad =
        rule(&bench, "bad", "(\"very blurry\" = yes or tag:\"very blurry\" = no) and text ~ \"very blurry\"");
    bench.ok("tag_update", json!({ "tag": blurry, "edit": { "name": "not \"sharp\"" } }));
    let tags = bench.ok("tag_list", Value::Null);
    let told = tags.as_array().unwrap().iter().find(|tag| tag["id"] == bad).unwrap()["rule"].clone();
    assert_eq!(
        told,
        "(tag:\"not \"\"sharp\"\"\" = yes or tag:\"not \"\"sharp\"\"\" = no) and text ~ \"very blurry\""
    );
    assert_eq!(count(&bench, bad)["fault"], Value::Null);
    let named = refused(&bench, "tag_delete", json!({ "tag": blurry }));
    assert!(named.starts_with("in_use") && named.contains("`bad`"), "{named}");

    let odd = rule(&bench, "odd", "label = no");
    let classes = bench.overview().question.classes;
    let draft = json!({ "question": "?", "classes": [
        { "id": classes[0].id, "key": "yes", "name": "yes" }, { "id": classes[1].id, "key": "never", "name": "never" }] });
    bench.ok("scheme_update", draft);
    let fault = count(&bench, odd)["fault"].clone();
    let stands = found(&bench, "label = yes") > 0;
    assert!(stands, "a page of the sheet stands whatever a rule says");
    if let Some(fault) = fault.as_str() {
        assert!(fault.contains("no class `no`"), "{fault}");
    }
}

#[test]
fn a_merge_joins_marks_as_its_preview_says() {
    let bench = bench();
    let (a, b) = (make(&bench, "dark"), make(&bench, "night"));
    let child = make(&bench, "dusk");
    bench.ok("tag_update", json!({ "tag": child, "edit": { "parent": a } }));
    let dim = rule(&bench, "dim", "tag:dark = yes and size < 3");
    mark(&bench, "size < 4", a, "yes").unwrap();
    mark(&bench, "size >= 4 and size < 8", a, "no").unwrap();
    mark(&bench, "size >= 2 and size < 6", b, "no").unwrap();
    mark(&bench, "size >= 6 and size < 9", b, "yes").unwrap();
    let preview = bench.ok("tag_merge_preview", json!({ "tag": a, "into": b }));
    // i00 to i03 yes, i04 and i05 no, i06 to i08 yes; i02, i03, i06 and i07 were disputed.
    assert_eq!(
        preview,
        json!({ "items": 9, "yes": 7, "no": 2, "disputed": 4, "changed": 4, "rules": ["dim"], "children": ["dusk"], "rule": null })
    );
    bench.ok("tag_merge", json!({ "tag": a, "into": b }));
    assert_eq!(numbers(&count(&bench, b)), [7, 2, 31, 0]);
    assert_eq!(keys(&bench, "tag:night = no"), ["i04", "i05"]);
    let tags = bench.ok("tag_list", Value::Null);
    let of = |id: i64| tags.as_array().unwrap().iter().find(|tag| tag["id"] == id).cloned();
    assert_eq!(of(a), None);
    assert_eq!(of(child).unwrap()["parent"], b);
    assert_eq!(of(dim).unwrap()["rule"], "tag:night = yes and size < 3");
    bench.assert_sound();
    assert!(refused(&bench, "tag_merge", json!({ "tag": b, "into": b })).starts_with("same_tag"));
    assert!(refused(&bench, "tag_merge", json!({ "tag": b, "into": dim })).starts_with("rule_and_hand"));
}

#[test]
fn a_split_keeps_every_row_looked_at_for_both() {
    let bench = bench();
    let tag = make(&bench, "blurry");
    mark(&bench, "size < 10", tag, "yes").unwrap();
    mark(&bench, "size >= 10 and size < 14", tag, "no").unwrap();
    let split = json!({ "tag": tag, "run": 1, "filter": "kind = even", "name": "motion" });
    let preview = bench.ok("tag_split_preview", split.clone());
    assert_eq!(preview, json!({ "yes": 10, "moved": 5, "no": 4, "outside": 0, "rules": null }));
    let made = bench.ok("tag_split", split)["id"].as_i64().unwrap();
    assert_eq!(numbers(&count(&bench, tag))[..3], [5, 9, 26]);
    assert_eq!(numbers(&count(&bench, made))[..3], [5, 9, 26]);
    assert_eq!(found(&bench, "tag:motion = yes and kind = even"), 5);
    let none = json!({ "tag": tag, "run": 1, "filter": "size > 30", "name": "late" });
    assert!(refused(&bench, "tag_split", none).starts_with("nothing_moves"));
    bench.assert_sound();
}

#[test]
fn what_was_looked_at_before_a_tag_was_there_is_counted_and_found() {
    let bench = bench();
    let first = make(&bench, "first");
    mark(&bench, "size < 6", first, "no").unwrap();
    bench.ok("rows_draw", json!({ "run": 1, "from": "right", "size": 4, "seed": 1 }));
    let late = make(&bench, "late");
    rule(&bench, "rule", "size < 20");
    assert_eq!(numbers(&count(&bench, late)), [0, 0, 40, 10]);
    assert_eq!(numbers(&count(&bench, first)), [0, 6, 34, 4]);
    assert_eq!(found(&bench, "tag:late = unseen and (drawn = yes or tag:first != unseen)"), 10);
    mark(&bench, "key = i00", late, "yes").unwrap();
    assert_eq!(numbers(&count(&bench, late)), [1, 0, 39, 9]);
}

#[test]
fn marks_made_again_blind_give_kappa_and_change_no_mark() {
    let bench = bench();
    let (a, b) = (make(&bench, "a"), make(&bench, "b"));
    mark(&bench, "size < 10", a, "yes").unwrap();
    mark(&bench, "size >= 10 and size < 20", a, "no").unwrap();
    mark(&bench, "size < 3", b, "yes").unwrap();
    let draw = bench.ok("retag_draw", json!({ "tags": [a, b], "size": 20, "seed": 5 }));
    assert_eq!((&draw["retag"]["population"], &draw["retag"]["size"]), (&json!(20), &json!(20)));
    assert_eq!(draw["results"], json!([]));
    let half = json!({ "retag": 1, "position": 0, "marks": [[a, true]] });
    assert!(refused(&bench, "retag_mark", half).starts_with("marks_incomplete"));
    let mut view = draw;
    let keys: Vec<(Value, i64)> = rows(&bench, "")
        .iter()
        .map(|row| (row["item"].clone(), row["key"].as_str().unwrap()[1..].parse().unwrap()))
        .collect();
    while let Some(next) = view["next"].as_object().cloned() {
        let size = keys.iter().find(|(item, _)| *item == next["item"]).unwrap().1;
        // The second person sees two of the ten otherwise, and one of the others.
        let yes = (size < 8) || size == 15;
        view = bench.ok(
            "retag_mark",
            json!({ "retag": 1, "position": next["position"], "marks": [[a, yes], [b, size < 3]] }),
        );
    }
    let of_a = &view["results"][0];
    // p_o = 17/20; shares of yes 10/20 and 9/20; p_e = 1/2; kappa = (.85 - .5) / .5 = .7.
    assert!((of_a["kappa"]["value"].as_f64().unwrap() - 0.7).abs() < 1e-12, "{of_a}");
    assert_eq!(of_a["kappa"]["n"], 20);
    assert!(of_a["kappa"]["lower"].as_f64().unwrap() < 0.7);
    assert_eq!((&of_a["only_first"], &of_a["only_again"]), (&json!(2), &json!(1)));
    let told: Vec<&str> =
        view["disagreements"].as_array().unwrap().iter().map(|row| row["key"].as_str().unwrap()).collect();
    let mut sorted = told.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, ["i08", "i09", "i15"]);
    // Only three rows had a first mark of b, and all were yes: kappa cannot be told.
    let of_b = &view["results"][1];
    assert_eq!((&of_b["kappa"]["value"], &of_b["kappa"]["n"]), (&Value::Null, &json!(3)));
    assert!(of_b["kappa"]["undefined_because"].is_string());
    assert_eq!(numbers(&count(&bench, a))[..2], [10, 10], "the marks themselves stand");
    let back = bench.ok("retag_undo", json!({ "retag": 1 }));
    assert_eq!((&back["next"]["position"], &back["retag"]["done"]), (&json!(19), &json!(19)));
    assert!(refused(&bench, "tag_delete", json!({ "tag": a })).starts_with("in_use"));
    let used = rule(&bench, "r", "size < 3");
    let by_rule = json!({ "tags": [used], "size": 2 });
    assert!(refused(&bench, "retag_draw", by_rule).starts_with("rule_tag"));
    bench.assert_sound();
}

#[test]
fn a_draw_within_a_filter_says_nothing_of_the_rest() {
    let bench = bench();
    let tag = make(&bench, "t");
    let wanted = json!({ "run": 1, "from": "wrong", "filter": "kind = even" });
    let foreseen = bench.ok("draw_foresee", wanted.clone());
    assert_eq!((&foreseen["population"], &foreseen["drawn"]), (&json!(6), &json!(0)));
    assert_eq!(foreseen["sizes"].as_array().unwrap().len(), 1, "never more than there are");
    assert_eq!(foreseen["sizes"][0]["size"], 6);
    let mut draw = wanted.clone();
    draw.as_object_mut().unwrap().extend([("size".into(), json!(4)), ("seed".into(), json!(9))]);
    assert_eq!(bench.ok("rows_draw", draw.clone())["drawn"], 4);
    assert_eq!(found(&bench, "drawn = yes and kind = even and pred != label"), 4);
    mark(&bench, "drawn = yes", tag, "yes").unwrap();
    let row = bench.ok("priorities_get", json!({ "run": 1 }))["rows"][0].clone();
    assert_eq!(row["wrong"]["looked"], "hand_picked", "the even rows are no sample of the wrong ones");
    let listed = bench.ok("draw_list", json!({ "run": 1 }))["draws"].clone();
    assert_eq!((&listed[0]["population"], &listed[0]["filter"]), (&json!(6), &json!("kind = even")));
    assert_eq!(listed[0]["speaks_for"], "only the wrong rows where kind = even, not the rest");
    assert_eq!(
        (&listed[0]["tags"][0]["share"]["value"], &listed[0]["tags"][0]["seen"]),
        (&json!(1.0), &json!(4))
    );
    // What is left is drawn, then nothing.
    assert_eq!(bench.ok("rows_draw", draw.clone())["drawn"], 2);
    assert!(refused(&bench, "rows_draw", draw).starts_with("nothing_to_draw"));
    // A draw from all wrong rows still draws from all twelve.
    bench.ok("rows_draw", json!({ "run": 1, "from": "wrong", "size": 5, "seed": 2 }));
    let listed = bench.ok("draw_list", json!({ "run": 1 }))["draws"].clone();
    assert_eq!(listed[2]["population"], 12);
    bench.assert_sound();
}

#[test]
fn strata_that_divide_the_wrong_rows_speak_for_all_of_them() {
    let bench = bench();
    let tag = make(&bench, "t");
    let draw = |filter: &str, size: u32| {
        bench
            .ok("rows_draw", json!({ "run": 1, "from": "wrong", "filter": filter, "size": size, "seed": 3 }));
    };
    let together = || bench.ok("draw_list", json!({ "run": 1 }))["together"].clone();
    // Of the twelve wrong rows three are below 3, the other nine not.
    draw("size < 3", 3);
    assert_eq!(together(), json!([]), "one stratum is not all of them");
    draw("size >= 3", 4);
    mark(&bench, "size < 3", tag, "yes").unwrap();
    let told = together();
    assert_eq!(told[0]["speaks_for"], "all wrong rows of the run, from 2 strata by their sizes");
    let why = told[0]["tags"][0]["share"]["undefined_because"].as_str().unwrap();
    assert!(why.starts_with("4 drawn rows"), "{why}");
    mark(&bench, "drawn = yes and size >= 3", tag, "no").unwrap();
    let told = together()[0]["tags"][0].clone();
    // (3/12)(3/3) + (9/12)(0/4).
    assert!((told["share"]["value"].as_f64().unwrap() - 0.25).abs() < 1e-12, "{told}");
    assert_eq!((&told["share"]["n"], &told["share"]["method"]), (&json!(7), &json!("MOVER")));
    assert!(
        (told["share"]["lower"].as_f64().unwrap() - 0.25).abs() < 1e-12,
        "the first stratum was seen in full"
    );
    assert!(told["share"]["upper"].as_f64().unwrap() > 0.25);
    draw("size > 5", 2);
    assert_eq!(together(), json!([]), "a row in two strata would count twice");
    bench.assert_sound();
}

#[test]
fn the_blackbox_part_is_held_out_of_what_is_shown_and_of_the_figures() {
    let bench = bench();
    let fields = bench.ok("field_list", Value::Null);
    let group =
        fields.as_array().unwrap().iter().find(|field| field["name"] == "group").unwrap()["id"].clone();
    let divide = json!({ "run": 1, "errors": 6, "field": group, "seed": 11 });
    assert_eq!(bench.ok("run_list", Value::Null)[0]["divided"], json!(false));
    let parts = bench.ok("parts_divide", divide.clone());
    assert_eq!(
        bench.ok("run_list", Value::Null)[0]["divided"],
        json!(true),
        "its counts are kept from lists"
    );
    let (eyeball, blackbox) =
        (parts["eyeball"]["rows"].as_u64().unwrap(), parts["blackbox"]["rows"].as_u64().unwrap());
    assert_eq!(eyeball + blackbox, 40);
    assert_eq!(eyeball % 8, 0, "groups are not torn apart");
    assert!(eyeball == 16 || eyeball == 24, "half of the rows, as near as groups of eight allow: {eyeball}");
    assert_eq!(found(&bench, ""), eyeball, "the sheet leaves the blackbox part out");
    // Header, metrics and leaderboard say the same, and how many are held.
    let (report, metrics) =
        (bench.ok("run_report", json!({ "run": 1 })), bench.ok("run_metrics", json!({ "run": 1 })));
    for part in ["n", "errors", "unscored", "blackbox", "confusion", "accuracy"] {
        assert_eq!(report[part], metrics[part], "{part}");
    }
    assert_eq!(
        (&report["n"], &report["unscored"], &report["blackbox"]),
        (&json!(eyeball), &json!(0), &json!(blackbox))
    );
    let leader = bench.ok("runs_leaderboard", Value::Null)["rows"][0].clone();
    assert_eq!(leader["accuracy"]["value"], report["accuracy"]["value"]);
    assert_eq!((&leader["coverage"]["value"], &leader["coverage"]["n"]), (&json!(1.0), &json!(eyeball)));
    let wrong = found(&bench, "pred != label");
    assert_eq!(parts["eyeball"]["errors"], wrong);
    assert_eq!(bench.ok("draw_foresee", json!({ "run": 1, "from": "wrong" }))["population"], wrong);
    let tag = rule(&bench, "all", "size >= 0");
    assert_eq!(numbers(&count(&bench, tag)), [eyeball, 0, 0, 0]);
    assert!(refused(&bench, "parts_divide", divide).starts_with("already_divided"));

    let item = rows(&bench, "")[0]["item"].clone();
    bench.ok("part_opened", json!({ "item": item }));
    bench.ok("part_opened", json!({ "item": item }));
    let parts = bench.ok("parts_get", json!({ "run": 1 }));
    assert_eq!((&parts["eyeball"]["seen"], &parts["eyeball"]["opened"]), (&json!(1), &json!(2)));

    // A second run that is right on everything that was looked at, and as wrong as before elsewhere.
    let shown = keys(&bench, "");
    let better: String = (0..40)
        .map(|i| {
            let key = format!("i{i:02}");
            let wrong = i < 12 && !shown.contains(&key);
            format!("{key},{}\n", if wrong { "no" } else { "yes" })
        })
        .collect();
    let file = bench.file("better.csv", format!("item,pred\n{better}"));
    bench.import_with("predictions", &file, json!({ "run": "better" })).unwrap();
    let gain = bench.ok("parts_compare", json!({ "earlier": 1, "later": 2 }));
    assert_eq!(gain["blackbox"]["value"], 0.0);
    let gained = wrong as f64 / eyeball as f64;
    assert!((gain["eyeball"]["value"].as_f64().unwrap() - gained).abs() < 1e-12);
    assert!((gain["difference"]["value"].as_f64().unwrap() - gained).abs() < 1e-12);
    let holds_nought = gain["difference"]["lower"].as_f64().unwrap() <= 0.0;
    assert_eq!(gain["verdict"], if holds_nought { "undecided" } else { "better" });

    bench.ok("parts_join", json!({ "run": 1 }));
    assert_eq!(found(&bench, ""), 40);
    let few = json!({ "run": 1, "errors": 12 });
    assert!(refused(&bench, "parts_divide", few).starts_with("too_few_errors"));
    bench.assert_sound();
}
