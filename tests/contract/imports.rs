//! Every input can be wrong: a row fault rejects that row and no other, a file fault leaves the project unchanged.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

fn bench() -> Bench {
    Bench::new(&["yes", "no"], Policy::default())
}

fn tally(report: &Value) -> [u64; 4] {
    ["read", "accepted", "rejected", "unchanged"].map(|key| report[key].as_u64().unwrap())
}

#[test]
fn the_same_file_again_changes_nothing() {
    let bench = bench();
    let items = "item,text,kind\na,one,x\nb,\"two, and more\",y\n";
    assert_eq!(tally(&bench.import("items", items)), [2, 2, 0, 0]);
    assert_eq!(tally(&bench.import("items", items)), [2, 2, 0, 2]);
    let judgments = "item,rater,label\na,r1,yes\na,r2,no\nb,r1,yes\nb,r1,yes\n";
    assert_eq!(tally(&bench.import("judgments", judgments)), [4, 4, 0, 0]);
    assert_eq!(
        tally(&bench.import("judgments", judgments)),
        [4, 4, 0, 4],
        "true repeats are kept, and known again"
    );
    let gold = "item,label\na,yes\n";
    assert_eq!(tally(&bench.import("gold", gold)), [1, 1, 0, 0]);
    assert_eq!(tally(&bench.import("gold", gold)), [1, 1, 0, 1]);
    let predictions = "item,pred,prob_yes,prob_no\na,yes,0.75,0.25\nb,no,0.4,0.6\n";
    assert_eq!(tally(&bench.import("predictions", predictions)), [2, 2, 0, 0]);
    assert_eq!(tally(&bench.import("predictions", predictions)), [2, 2, 0, 2]);
    bench.assert_sound();
}

#[test]
fn other_content_for_a_known_key_needs_the_word_update() {
    let bench = bench();
    bench.import("items", "item,text\na,one\n");
    bench.import("judgments", "item,rater,label\na,r1,yes\n");
    for (kind, content, code) in [
        ("items", "item,text\na,changed\n", "item_differs"),
        ("judgments", "item,rater,label\na,r1,no\n", "judgment_differs"),
    ] {
        let file = bench.file("changed.csv", content);
        let report = bench.import_with(kind, &file, json!({})).unwrap();
        assert_eq!(tally(&report), [1, 0, 1, 0], "{kind}");
        assert_eq!(report["faults"][0]["code"], code);
        let report = bench.import_with(kind, &file, json!({ "update": true })).unwrap();
        assert_eq!(tally(&report), [1, 1, 0, 0], "{kind}");
    }
    bench.assert_sound();
    let view = bench.ok("item_get", json!({ "item": 1 }));
    assert_eq!(view["item"]["fields"]["text"], "changed");
    assert_eq!(view["judgments"][0]["label"], "no");
    assert_eq!(view["judgments"].as_array().unwrap().len(), 1, "the corrected one stands no more");
}

#[test]
fn a_row_fault_rejects_its_row_and_says_where() {
    let bench = bench();
    bench.import("items", "item,text\na,one\nb,two\n");
    let cases = [
        ("items", "item,text\nc,three\nd\ne,five\n", 3, "ragged_row", [3, 2, 1, 0]),
        ("items", "item,text\nf,six\nf,seven\n", 3, "duplicate_key", [2, 1, 1, 0]),
        ("items", "item,text\n,six\ng,seven\n", 2, "key_missing", [2, 1, 1, 0]),
        ("judgments", "item,rater,label\na,r1,maybe\nb,r1,yes\n", 2, "unknown_label", [2, 1, 1, 0]),
        ("judgments", "item,rater,label\nzzz,r2,yes\nb,r2,yes\n", 2, "unknown_item", [2, 1, 1, 0]),
        ("judgments", "item,rater,label,time\nb,r3,yes,yesterday\n", 2, "not_a_time", [1, 0, 1, 0]),
        ("gold", "item,label\na,perhaps\n", 2, "unknown_label", [1, 0, 1, 0]),
        ("predictions", "item,pred,prob_yes\na,yes,high\nb,no,0.1\n", 2, "not_a_number", [2, 1, 1, 0]),
    ];
    for (kind, content, line, code, expected) in cases {
        let report = bench.import(kind, content);
        assert_eq!(tally(&report), expected, "{kind} {code}: {report:#}");
        assert_eq!(
            (report["faults"][0]["line"].as_u64(), report["faults"][0]["code"].as_str()),
            (Some(line), Some(code))
        );
        assert_eq!(report["faults"].as_array().unwrap().len(), 1);
    }
    bench.assert_sound();
}

#[test]
fn a_picture_that_is_none_is_a_row_fault() {
    let bench = bench();
    bench.file("good.gif", b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;");
    bench.file("bad.png", b"\x89PNG\r\n\x1a\nthis is no picture");
    bench.file("page.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
    let report = bench.import("items", "item,image\na,good.gif\nb,bad.png\nc,page.png\nd,missing.png\n");
    assert_eq!(tally(&report), [4, 1, 3, 0], "{report:#}");
    let codes: Vec<&str> =
        report["faults"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["damaged_image", "not_an_image", "image_missing"]);
    let item = bench.ok("item_get", json!({ "item": 1 }));
    let media = bench.workbench.media(item["item"]["media"]["id"].as_str().unwrap()).unwrap();
    assert_eq!(media.mime, "image/gif");
    bench.assert_sound();
}

#[test]
fn a_file_fault_leaves_the_project_unchanged() {
    let bench = bench();
    bench.items(3);
    let before = bench.overview().counts;
    let long = format!("item,text\na,{}\n", "x".repeat(50 * 1024 * 1024));
    let cases: [(&str, Vec<u8>, &str); 6] = [
        ("unclosed.csv", b"item,text\na,\"never closed\nb,two\n".to_vec(), "unclosed_quote"),
        ("latin.csv", b"item,text\na,caf\xe9\n".to_vec(), "undecodable"),
        ("long.csv", long.into_bytes(), "line_too_long"),
        ("empty.csv", Vec::new(), "empty_file"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "binary_file"),
        ("twice.csv", b"item,text,text\na,b,c\n".to_vec(), "duplicate_column"),
    ];
    for (name, content, code) in cases {
        let file = bench.file(name, content);
        let error = bench.import_with("items", &file, json!({})).unwrap_err();
        assert_eq!(error.code, code, "{name}: {}", error.message);
        assert_eq!(error.details["file"], name, "{name}");
        assert_eq!(bench.overview().counts, before, "{name}");
    }
    bench.assert_sound();
}

#[test]
fn strict_refuses_all_for_one_row() {
    let bench = bench();
    let file = bench.file("items.csv", "item,text\na,one\n,two\n");
    let error = bench.import_with("items", &file, json!({ "strict": true })).unwrap_err();
    assert_eq!(error.code, "rows_rejected");
    assert!(error.message.contains("line 3"), "{}", error.message);
    assert_eq!(bench.overview().counts.items, 0);
}

#[test]
fn missing_items_are_made_when_asked_for() {
    let bench = bench();
    let file = bench.file("j.csv", "item,rater,label\nx,r1,yes\ny,r1,no\nx,r2,yes\n");
    let report = bench.import_with("judgments", &file, json!({ "create_items": true })).unwrap();
    assert_eq!(tally(&report), [3, 3, 0, 0]);
    assert_eq!(bench.overview().counts.items, 2);
    bench.assert_sound();
}

#[test]
fn a_cancelled_import_leaves_nothing() {
    let bench = bench();
    let rows: String = (0..200_000).map(|i| format!("i{i},text {i},{}\n", i % 7)).collect();
    let file = bench.file("many.csv", format!("item,text,group\n{rows}"));
    let job = bench.ok("import_start", json!({ "file": file, "kind": "items" }));
    while bench.ok("job_status", job.clone())["phase"] != "writing" {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    bench.ok("job_cancel", job.clone());
    let error = bench.wait(&job).unwrap_err();
    assert_eq!(error.code, "cancelled");
    let counts = bench.overview().counts;
    assert_eq!((counts.items, counts.unfinished_imports), (0, 0));
    bench.assert_sound();
    assert_eq!(bench.ok("field_list", Value::Null), json!([]), "its fields are gone too");
    // The way is free for another one.
    assert_eq!(tally(&bench.import("items", "item,text\na,one\n")), [1, 1, 0, 0]);
}

#[test]
fn rows_of_an_import_that_was_cut_off_are_not_known_ones() {
    let bench = bench();
    let file = "item,text\na,one\nb,two\n";
    bench.import("items", file);
    let conn = rusqlite::Connection::open(&bench.project).unwrap();
    // As it stands where a program died after its last row and before it made them visible.
    let cut_off = |alive_until: i64| {
        conn.execute("UPDATE import SET finished_at = NULL, alive_until = ?", [alive_until]).unwrap();
        conn.execute("UPDATE project SET item_horizon = 0", []).unwrap();
    };
    cut_off(i64::MAX);
    let again = bench.file("again.csv", file);
    let refused = bench.import_with("items", &again, json!({})).unwrap_err();
    assert_eq!(refused.code, "import_running", "{}", refused.message);
    cut_off(0);
    assert_eq!(tally(&bench.import("items", file)), [2, 2, 0, 0], "those are gone, these are new");
    assert_eq!(bench.overview().counts.items, 2);
}

#[test]
fn columns_can_be_named_by_hand_and_other_encodings_chosen() {
    let bench = bench();
    let file = bench.file("odd.csv", b"nr;body\n1;caf\xe9\n".as_slice());
    let map = json!({ "map": { "key": "nr", "text": "body" }, "encoding": "windows-1252" });
    let report = bench.import_with("items", &file, map).unwrap();
    assert_eq!(tally(&report), [1, 1, 0, 0]);
    let item = bench.ok("item_get", json!({ "item": 1 }));
    assert_eq!(item["item"]["fields"]["text"], "café");
    let error = bench
        .import_with("items", &file, json!({ "map": { "key": "zzz" }, "encoding": "windows-1252" }))
        .unwrap_err();
    assert_eq!(error.code, "column_unknown");
}

#[test]
fn judgments_and_sheets_come_back_to_the_same_state() {
    let bench = bench();
    bench.import("items", "item,text\na,=1+1\nb,\"x, \"\"y\"\"\nz\"\nc,three\n");
    bench.import("judgments", "item,rater,label,time,note,unsure\na,r1,yes,2026-01-01T00:00:00Z,\"=cmd, \"\"q\"\"\",1\na,r2,no,,,0\nb,r1,yes,,,\nb,r1,yes,,,\n");
    bench.import("predictions", "item,pred,score\na,yes,0.9\nb,no,0.8\nc,yes,0.7\n");
    let run = bench.ok("run_list", Value::Null)[0]["id"].clone();
    let tag = bench.ok("tag_create", json!({ "name": "odd" }))["id"].clone();
    let view = bench.ok("sheet_open", json!({ "run": run, "query": {} }));
    let mark = json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, 2]], "tag": tag, "mark": "yes" });
    bench.ok("mark_rows", mark);
    bench.ok("comment_set", json!({ "item": 1, "body": "why, \"though\"\n?" }));
    let exported = |bench: &Bench, what: &str| {
        let path = bench.folder.path().join(format!("{what}-out.csv"));
        let file = bench.workbench.files().register(path.clone()).handle;
        let run = bench.ok("run_list", Value::Null)[0]["id"].clone();
        let job = bench.ok("export_start", json!({ "what": what, "run": run, "exact": true, "file": file }));
        bench.wait(&job).unwrap();
        std::fs::read_to_string(path).unwrap()
    };
    let (judgments, sheet) = (exported(&bench, "judgments"), exported(&bench, "sheet"));
    for (kind, content) in [("judgments", &judgments), ("sheet", &sheet)] {
        let report = bench.import(kind, content);
        assert_eq!(report["unchanged"], report["read"], "{kind}: {report:#}");
    }
    // Into another project with the same items, and out again: the same bytes.
    let other = Bench::new(&["yes", "no"], Policy::default());
    other.import("items", "item,text\na,=1+1\nb,\"x, \"\"y\"\"\nz\"\nc,three\n");
    other.import("judgments", &judgments);
    other.import("predictions", "item,pred,score\na,yes,0.9\nb,no,0.8\nc,yes,0.7\n");
    other.import("sheet", &sheet);
    assert_eq!(exported(&other, "judgments"), judgments);
    assert_eq!(exported(&other, "sheet"), sheet);
    other.assert_sound();
}

#[test]
fn a_table_of_numbers_shows_its_key_and_nobody_is_shown_an_answer() {
    let bench = bench();
    let shown = |key: &str| -> Value {
        let sql = rusqlite::Connection::open(&bench.project).unwrap();
        let text: String = sql
            .query_row(
                "SELECT fields FROM item_content JOIN item ON id = item_id WHERE key = ?1",
                [key],
                |r| r.get(0),
            )
            .unwrap();
        serde_json::from_str(&text).unwrap()
    };
    bench.import("items", "item,label,pred_b,race,age\na,1,0,3,40\nb,0,0,1,\n");
    assert_eq!(shown("a"), json!({ "item": "a" }));
    bench.import("predictions", "item,pred\na,yes\nb,no\n");
    let found = |filter: &str| {
        bench.ok("sheet_open", json!({ "run": 1, "query": { "filter": filter } }))["rows"].clone()
    };
    assert_eq!(
        (found("race = 3"), found("age is missing")),
        (json!(1), json!(1)),
        "all of it can be asked for"
    );
    // The first words are what is shown, but not those of an answer.
    bench.import("items", "item,label,word,kind\nc,yes,cat,x\n");
    assert_eq!(shown("c"), json!({ "word": "cat" }));
}

#[test]
fn an_export_without_a_place_lies_beside_the_project_and_names_its_run() {
    let bench = bench();
    bench.import("items", "item,text\na,one\n");
    let file = bench.file("p.csv", "item,pred\na,yes\n");
    bench.import_with("predictions", &file, json!({ "run": "v1/../x" })).unwrap();
    let run = bench.ok("run_list", Value::Null)[0]["id"].clone();
    let names: Vec<String> = (0..2)
        .map(|_| {
            let job = bench.ok("export_start", json!({ "what": "sheet", "run": run, "exact": true }));
            bench.wait(&job).unwrap()["file"]["name"].as_str().unwrap().to_owned()
        })
        .collect();
    let stem = bench.project.file_stem().unwrap().to_string_lossy();
    assert_eq!(names, [format!("{stem}-sheet-v1_.._x.csv"), format!("{stem}-sheet-v1_.._x 2.csv")]);
    assert!(names.iter().all(|name| bench.project.with_file_name(name).is_file()));
}
