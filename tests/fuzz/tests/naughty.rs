//! Strings that break programs, in every text that people or files bring: kept unchanged through import, work, export and
//! import again, or refused with a reason.
#![allow(clippy::print_stdout)]

use assay_tests::Bench;
use assay_workbench::dispatch;
use assay_workbench::words::Policy;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};

fn strings() -> Vec<String> {
    let mut strings: Vec<String> = serde_json::from_str(include_str!("../naughty/blns.json")).unwrap();
    // What the list has not: every control character of text, each mark that turns or hides, and the ends of Unicode.
    strings.extend((1..=31).chain(127..=159).filter_map(char::from_u32).map(|c| format!("a{c}b")));
    for c in "\u{61C}\u{200B}\u{200C}\u{200D}\u{200E}\u{200F}\u{2028}\u{2029}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2060}\
              \u{2066}\u{2067}\u{2068}\u{2069}\u{FEFF}\u{FFF9}\u{FFFD}\u{FFFE}\u{FFFF}\u{10FFFF}\u{E0001}\u{E007F}"
        .chars()
    {
        strings.push(format!("a{c}b"));
        strings.push(c.to_string());
    }
    strings.push("\u{202E}\u{2066}never closed".into());
    strings.push(format!("Z{}", "\u{335}\u{489}".repeat(60)));
    strings.push("_x0041_ _x005F_".into());
    strings.push("sep=;".into());
    strings
}

/// How many were kept and refused, by what they were and the code.
#[derive(Default)]
struct Told(BTreeMap<(&'static str, String), usize>);

impl Told {
    fn kept(&mut self, what: &'static str) {
        *self.0.entry((what, "kept".into())).or_default() += 1;
    }

    /// A refusal is about the name: nothing else may go wrong with a text.
    fn refused(&mut self, what: &'static str, code: &str, text: &str) {
        let reasons =
            ["name_invalid", "name_taken", "scheme_invalid", "key_missing", "key_invalid", "duplicate_key"];
        assert!(reasons.contains(&code), "{what} {text:?} was refused as {code}");
        *self.0.entry((what, code.into())).or_default() += 1;
    }
}

/// The texts that can name a class, each once whatever the case.
fn classes(bench: &Bench, told: &mut Told) -> Vec<String> {
    let (mut names, mut seen) = (Vec::new(), HashSet::new());
    for text in strings() {
        let draft = json!({ "classes": [{ "name": text }, { "name": "another one" }] });
        match bench.call("scheme_check", draft) {
            Ok(question) => {
                assert_eq!(question["classes"][0]["name"], text.trim(), "{text:?}");
                if seen.insert(text.trim().to_lowercase()) {
                    told.kept("class");
                    names.push(text.trim().to_owned());
                }
            }
            Err(error) => told.refused("class", &error.code, &text),
        }
    }
    names
}

fn lines(rows: impl Iterator<Item = Value>) -> String {
    rows.map(|row| format!("{row}\n")).collect()
}

fn import(bench: &Bench, kind: &str, name: &str, content: &[u8], more: Value) -> Value {
    let file = bench.file(name, content);
    bench.import_with(kind, &file, more).unwrap_or_else(|error| panic!("{kind} {name}: {error:?}"))
}

fn assert_all_taken(report: &Value, rows: usize) {
    assert_eq!(
        (&report["accepted"], &report["rejected"]),
        (&json!(rows), &json!(0)),
        "{:#}",
        report["faults"]
    );
}

#[test]
fn every_string_survives_every_way_through() {
    let mut told = Told::default();
    let strings = strings();
    let names = classes(&Bench::in_memory(&["a", "b"], Policy::default()), &mut told);
    let given: Vec<&str> = names.iter().map(String::as_str).collect();
    let bench = Bench::in_memory(&given, Policy::default());
    let kept: Vec<String> =
        bench.overview().question.classes.iter().map(|class| class.name.clone()).collect();
    assert_eq!(kept, names, "the names of classes");

    // Items: as text, as metadata, and as key.
    let items = strings.iter().enumerate();
    let rows =
        items.map(|(i, text)| json!({ "key": format!("k{i}"), "text": text, "about": format!("x{text}") }));
    let report = import(&bench, "items", "items.jsonl", lines(rows).as_bytes(), json!({}));
    assert_all_taken(&report, strings.len());
    for (i, text) in strings.iter().enumerate() {
        let item = bench.ok("item_get", json!({ "item": i + 1 }));
        assert_eq!(item["item"]["key"], format!("k{i}"));
        assert_eq!(item["item"]["fields"]["text"], *text);
        told.kept("text");
    }
    let rows = strings.iter().map(|text| json!({ "key": text, "text": "t" }));
    let report = import(&bench, "items", "keys.jsonl", lines(rows).as_bytes(), json!({}));
    for fault in report["faults"].as_array().unwrap() {
        let line = fault["line"].as_u64().unwrap() as usize;
        told.refused("key", fault["code"].as_str().unwrap(), &strings[line - 1]);
    }
    for _ in 0..report["accepted"].as_u64().unwrap() {
        told.kept("key");
    }

    // Judgments by people of these names, of these classes, with these notes.
    let mut people = HashSet::new();
    let rows: Vec<Value> = (strings.iter().enumerate())
        .map(|(i, text)| {
            let (class, named) = (&names[i % names.len()], &names[(i * 7) % names.len()]);
            people.insert(named.to_lowercase());
            json!({ "item": format!("k{i}"), "rater": named, "label": class, "note": text, "time": "2026-01-02T03:04:05Z" })
        })
        .collect();
    let report = import(&bench, "judgments", "j.jsonl", lines(rows.into_iter()).as_bytes(), json!({}));
    assert_all_taken(&report, strings.len());
    let judgments = bench.export("judgments", json!({}));
    let again = import(&bench, "judgments", "again.csv", judgments.as_bytes(), json!({}));
    assert_eq!(again["unchanged"], again["read"], "judgments: {:#}", again["faults"]);
    assert_eq!(again["rejected"], 0);

    // A run, tags, marks, comments.
    let rows = (0..strings.len()).map(|i| json!({ "item": format!("k{i}"), "pred": names[i % names.len()] }));
    assert_all_taken(
        &import(&bench, "predictions", "run.jsonl", lines(rows).as_bytes(), json!({})),
        strings.len(),
    );
    let mut tags = 0;
    for (i, text) in strings.iter().enumerate() {
        match bench.call("tag_create", json!({ "name": text })) {
            Ok(tag) => {
                assert_eq!(tag["name"], text.trim());
                tags += 1;
                told.kept("tag");
            }
            Err(error) => told.refused("tag", &error.code, text),
        }
        bench.ok("comment_set", json!({ "item": i + 1, "body": text }));
        let draft = json!({ "name": text, "filter": "pred != label", "sort": [], "columns": [] });
        match bench.call("view_save", draft) {
            Ok(view) => {
                assert_eq!(view["name"], text.trim());
                told.kept("view");
            }
            Err(error) => told.refused("view", &error.code, text),
        }
        match bench.call("person_add", json!({ "name": format!("{text} "), "roles": ["rater"] })) {
            Ok(person) => {
                assert_eq!(person["name"], text.trim());
                told.kept("person");
            }
            Err(error) => told.refused("person", &error.code, text),
        }
    }
    assert!(tags > 400, "{tags} tags");
    guidelines(&bench, &strings, &mut told);
    sheets(&bench, &strings);
    bench.assert_sound();
    for ((what, how), count) in &told.0 {
        println!("{what:10} {how:16} {count:4}");
    }
}

fn guidelines(bench: &Bench, strings: &[String], told: &mut Told) {
    let body = strings.join("\n\n");
    bench.ok("guideline_publish", json!({ "body": body }));
    let shown = bench.ok("guideline_get", Value::Null);
    assert_eq!(shown["markdown"].as_str().or(shown["body"].as_str()), Some(body.as_str()), "the guideline");
    assert!(!shown["html"].as_str().unwrap().contains("<script"));
    told.kept("guideline");
}

/// The sheet in every form that it is exported in comes back as it is.
fn sheets(bench: &Bench, strings: &[String]) {
    let view = bench.ok("sheet_open", json!({ "run": 1, "query": {} }));
    let page =
        json!({ "view": view["view"], "revision": view["revision"], "start": 0, "count": strings.len() });
    let rows = bench.ok("sheet_rows", page);
    assert_eq!(rows["rows"].as_array().unwrap().len(), strings.len());
    for (name, format) in [("sheet.csv", "csv"), ("sheet.jsonl", "json"), ("sheet.xlsx", "xlsx")] {
        let path = bench.folder.path().join(name);
        let file = bench.workbench.files().register(path.clone()).handle;
        let request = json!({ "what": "sheet", "run": 1, "exact": true, "format": format, "file": file, "replace": true });
        bench.wait(&bench.ok("export_start", request)).unwrap();
        let content = std::fs::read(&path).unwrap();
        let report = import(bench, "sheet", &format!("again-{name}"), &content, json!({}));
        assert_eq!(report["read"], strings.len(), "{name}");
        assert_eq!(
            (&report["rejected"], &report["unchanged"]),
            (&json!(0), &report["read"]),
            "{name}: {:#}",
            report["faults"]
        );
    }
    let nobody = assay_workbench::Caller::default();
    assert!(dispatch(&bench.workbench, &nobody, "project_overview", Value::Null).is_ok());
}
