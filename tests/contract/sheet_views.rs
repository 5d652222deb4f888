//! Views of the sheet that people keep, completion of the filter line, and the search for text, through the command table.

use assay_tests::Bench;
use assay_workbench::dispatch;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

/// Six items with metadata, labels, a run and tags.
fn bench() -> Bench {
    let bench = Bench::new(&["yes", "no", "two words"], Policy::default());
    bench.import(
        "items",
        "item,text,lang,size,made\ni0,Refund please,de,1,2026-01-05\ni1,REFUND it,de,2,2026-01-05T10:00\ni2,STRASSE,fr,30,2026-01-06\ni3,straße,fr,4,\ni4,\"say \"\"hi\"\"\",en gb,5,2026-02-01\ni5,日本語,de,6,2026-03-01\n",
    );
    bench.import("gold", "item,label\ni0,yes\ni1,no\ni2,two words\ni3,yes\n");
    let file = bench.file(
        "p.csv",
        "item,pred,score\ni0,yes,0.9\ni1,yes,0.8\ni2,no,0.7\ni3,yes,0.6\ni4,no,0.5\ni5,no,0.4\n",
    );
    bench.import_with("predictions", &file, json!({ "run": "run" })).unwrap();
    bench.ok("tag_create", json!({ "name": "blurry" }));
    bench.ok("tag_create", json!({ "name": "two words" }));
    bench
}

fn keys(bench: &Bench, filter: &str) -> Result<Vec<String>, (String, Value)> {
    let query = json!({ "run": 1, "query": { "filter": filter } });
    let view = bench.call("sheet_open", query).map_err(|e| (e.message, e.details["at"].clone()))?;
    let page = json!({ "view": view["view"], "revision": view["revision"], "start": 0, "count": 100 });
    let rows = bench.ok("sheet_rows", page);
    Ok(rows["rows"].as_array().unwrap().iter().map(|row| row["key"].as_str().unwrap().to_owned()).collect())
}

#[test]
fn the_filter_line_says_what_people_mean() {
    let bench = bench();
    let cases: &[(&str, &[&str])] = &[
        ("text ~ refund", &["i0", "i1"]),
        ("text ~ \"re\"", &["i0", "i1"]),
        ("text ~ \"refund it\"", &["i1"]),
        ("text ~ \"STRASSE\"", &["i2"]),
        ("text ~ \"straße\"", &["i3"]),
        ("text ~ \"say \"\"hi\"\"\"", &["i4"]),
        ("text ~ 日本語", &["i5"]),
        ("text !~ refund and lang = de", &["i5"]),
        ("label in (yes, \"two words\")", &["i0", "i2", "i3"]),
        ("label not in (yes, no) and label is present", &["i2"]),
        ("label is missing", &["i4", "i5"]),
        ("made = 2026-01-05", &["i0", "i1"]),
        ("made <= 2026-01-06", &["i0", "i1", "i2"]),
        ("made > 2026-01-05 and made is not missing", &["i2", "i4", "i5"]),
        ("made = missing", &["i3"]),
        ("size in (1, 30) or size > 5", &["i0", "i2", "i5"]),
        ("blurry = unseen and pred != label", &["i1", "i2"]),
        ("part = eyeball", &[]),
        ("part is missing and lang = \"en gb\"", &["i4"]),
    ];
    for (filter, found) in cases {
        assert_eq!(keys(&bench, filter).unwrap(), *found, "{filter}");
    }
    let wrong = [
        ("lagn = de", 0, "there is no column `lagn`; did you mean `lang`?"),
        ("size > 3 and label = yess", 21, "there is no class `yess`; did you mean `yes`?"),
        ("size in (1, 2", 13, "expected a comma or a closing parenthesis in the list"),
        ("size is 3", 8, "expected missing or present after is; a value stands after ="),
    ];
    for (filter, at, message) in wrong {
        let (told, place) = keys(&bench, filter).unwrap_err();
        assert_eq!(
            (told, place),
            (format!("filter, character {}: {message}", at + 1), json!(at)),
            "{filter}"
        );
    }
}

#[test]
fn a_tag_by_rule_is_its_line_and_follows_it() {
    let bench = bench();
    let rule = |tag: i64, line: &str| bench.ok("tag_update", json!({ "tag": tag, "edit": { "rule": line } }));
    rule(1, "text ~ refund");
    rule(2, "blurry = yes and pred != label");
    assert_eq!(keys(&bench, "blurry = yes").unwrap(), ["i0", "i1"]);
    assert_eq!(keys(&bench, "tag:\"two words\" = yes").unwrap(), ["i1"]);
    assert_eq!(keys(&bench, "tag:\"two words\" = no and lang = de").unwrap(), ["i0", "i5"]);
    assert!(keys(&bench, "blurry = unseen").unwrap().is_empty());
}

#[test]
fn imports_and_their_undo_keep_the_text_search() {
    let bench = bench();
    let newest = || {
        let page = bench.ok("event_list", json!({ "filter": { "commands": ["import"] }, "limit": 1 }));
        page["events"][0]["event"]["id"].clone()
    };
    let file = bench.file(
        "changed.csv",
        "item,text,lang,size,made\ni0,nothing here,de,1,2026-01-05\ni9,another refund,de,1,\n",
    );
    bench.import_with("items", &file, json!({ "update": true })).unwrap();
    assert_eq!(keys(&bench, "text ~ refund").unwrap(), ["i1"]);
    assert_eq!(keys(&bench, "text ~ nothing").unwrap(), ["i0"]);
    bench.assert_sound();
    bench.ok("event_undo", json!({ "event": newest() }));
    assert_eq!(keys(&bench, "text ~ refund").unwrap(), ["i0", "i1"]);
    assert!(keys(&bench, "text ~ nothing").unwrap().is_empty());
    bench.assert_sound();
    // A check that cannot fail says nothing.
    let sql = rusqlite::Connection::open(&bench.project).unwrap();
    sql.execute("DELETE FROM item_text WHERE rowid = 1", []).unwrap();
    let report = bench.ok("project_check", Value::Null);
    assert!(report.to_string().contains("text search"), "{report}");
}

fn proposed(bench: &Bench, line: &str) -> (u64, u64, Vec<String>) {
    let at = line.chars().position(|c| c == '|').unwrap();
    let found = bench.ok("filter_complete", json!({ "line": line.replace('|', ""), "cursor": at }));
    let proposals = found["proposals"].as_array().unwrap();
    let texts = proposals.iter().map(|p| p["text"].as_str().unwrap().to_owned()).collect();
    (found["from"].as_u64().unwrap(), found["to"].as_u64().unwrap(), texts)
}

#[test]
fn the_filter_line_is_completed_with_what_the_project_knows() {
    let bench = bench();
    let first = |line: &str| proposed(&bench, line).2.first().cloned().unwrap_or_default();
    let holds = |line: &str, wanted: &[&str]| {
        let (_, _, found) = proposed(&bench, line);
        for text in wanted {
            assert!(found.iter().any(|t| t == text), "{line}: {text} in {found:?}");
        }
    };
    holds("|", &["pred", "label", "lang", "blurry", "tag:\"two words\"", "not", "part"]);
    assert_eq!(first("la|"), "label");
    assert_eq!(first("two|"), "tag:\"two words\"");
    assert_eq!(first("lable|"), "label", "what is nearly there is proposed");
    holds("lang |", &["=", "!=", "in", "is missing", "~"]);
    holds("text |", &["~", "!~"]);
    assert!(!proposed(&bench, "pred |").2.contains(&"<".to_owned()), "classes have no order");
    assert_eq!(proposed(&bench, "lang = |").2, ["de", "fr", "\"en gb\"", "missing"], "most frequent first");
    assert_eq!(proposed(&bench, "lang = \"en|"), (7, 10, vec!["\"en gb\"".to_owned()]));
    holds("label = |", &["pred", "yes", "no", "\"two words\"", "none"]);
    holds("label in (yes, |", &["no"]);
    holds("blurry = |", &["yes", "no", "unseen"]);
    holds("part = |", &["eyeball", "blackbox"]);
    assert_eq!(proposed(&bench, "lang = de |").2, ["and", "or"]);
    assert_eq!(proposed(&bench, "(lang = de |").2, ["and", "or", ")"]);
    assert_eq!(proposed(&bench, "lang = de and pr| = 3"), (14, 16, vec!["pred".into(), "prob".into()]));
    // What is proposed can be put in.
    for line in ["|", "lang = |", "label = |", "label in (|"] {
        for text in proposed(&bench, line).2.iter().filter(|text| !["not", "("].contains(&text.as_str())) {
            let rest = match line {
                "|" if text == "text" => " ~ x",
                "|" => " is present",
                "label in (|" => ")",
                _ => "",
            };
            let filter = format!("{}{rest}", line.replace('|', text));
            assert!(keys(&bench, &filter).is_ok(), "{filter}: {:?}", keys(&bench, &filter));
        }
    }
    // The most foolish lines have an answer.
    for line in ["\"", "a = = (", "!", "((((", "in in in", "tag:\""] {
        bench.ok("filter_complete", json!({ "line": line, "cursor": line.len() + 5 }));
    }
}

#[test]
fn views_are_shared_kept_and_refused_where_they_could_not_be_opened() {
    let bench = bench();
    let draft = |id: Value, name: &str, filter: &str| {
        json!({ "id": id, "name": name, "filter": filter, "sort": [{ "column": "prob", "descending": true }],
                "columns": [{ "id": "prob", "hidden": false, "pinned": true, "width": 80.0 }, { "id": "key", "hidden": true, "pinned": false }] })
    };
    let made = bench.ok("view_save", draft(Value::Null, " sure and wrong ", "pred != label and prob > 0.7"));
    assert_eq!(made["name"], "sure and wrong");
    assert_eq!(made["columns"][1]["id"], "key");
    let other = bench.ok("person_add", json!({ "name": "Ana", "roles": ["analyst"] }));
    let other = assay_workbench::Caller { person: other["uid"].as_str().map(str::to_owned) };
    let seen = dispatch(&bench.workbench, &other, "view_list", Value::Null).unwrap();
    assert_eq!(seen, json!([made]), "everyone has it");
    let refused = |request: Value| bench.call("view_save", request).unwrap_err();
    assert_eq!(refused(draft(Value::Null, "SURE and wrong", "")).code, "name_taken");
    assert_eq!(refused(draft(Value::Null, "x", "lable = yes")).details["at"], 0);
    assert_eq!(refused(draft(json!(99), "x", "")).code, "not_found");
    assert_eq!(refused(draft(Value::Null, "  ", "")).code, "name_invalid");
    let events = bench.events().len();
    let mut same = made.clone();
    for key in ["uid", "owner", "changed_at"] {
        same.as_object_mut().unwrap().remove(key);
    }
    bench.ok("view_save", same);
    assert_eq!(bench.events().len(), events, "what changes nothing is no event");
    bench.ok("view_save", draft(made["id"].clone(), "renamed", ""));
    assert_eq!(bench.events()[0]["summary"], "view `sure and wrong` renamed `renamed`");
    bench.ok("view_delete", json!({ "id": made["id"] }));
    assert_eq!(bench.ok("view_list", Value::Null), json!([]));
    bench.ok("event_undo", json!({ "event": bench.events()[0]["id"] }));
    bench.ok("event_undo", json!({ "event": bench.events()[2]["id"] }));
    assert_eq!(bench.ok("view_list", Value::Null)[0]["name"], "sure and wrong");
    bench.assert_sound();
}
