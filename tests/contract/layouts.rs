//! Predictions in the layouts that people have: what is understood of each, and that every mismatch is counted and listed.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

/// Items a, b and c of a question with cat and dog.
fn bench() -> Bench {
    let bench = Bench::in_memory(&["cat", "dog"], Policy::default());
    bench.import("items", "item,text\na,one\nb,two\nc,three\n");
    bench
}

fn preview(bench: &Bench, name: &str, content: &str, more: Value) -> Value {
    let mut request = json!({ "file": bench.file(name, content) });
    for (key, value) in more.as_object().unwrap() {
        request[key] = value.clone();
    }
    bench.ok("import_preview", request)
}

/// Item, class and score of each prediction of a run, in the order of the items.
fn predictions(bench: &Bench, name: &str) -> Vec<(String, String, Option<f64>)> {
    let runs = bench.ok("run_list", Value::Null);
    let run = runs
        .as_array()
        .unwrap()
        .iter()
        .find(|run| run["name"] == name)
        .unwrap_or_else(|| panic!("{name}: {runs}"));
    let view = bench.ok("sheet_open", json!({ "run": run["id"], "query": {} }));
    let page =
        json!({ "view": view["view"], "revision": view["revision"], "start": 0, "count": view["rows"] });
    let rows = bench.ok("sheet_rows", page);
    let class = |id: &Value| if *id == json!(1) { "cat" } else { "dog" }.to_owned();
    let rows = rows["rows"].as_array().unwrap().iter();
    rows.map(|row| {
        (row["key"].as_str().unwrap().to_owned(), class(&row["prediction"]), row["score"].as_f64())
    })
    .collect()
}

fn row(item: &str, class: &str, score: Option<f64>) -> (String, String, Option<f64>) {
    (item.to_owned(), class.to_owned(), score)
}

#[test]
fn every_layout_says_the_same() {
    let task = |id: u32, key: &str, choice: &str, score: f64| {
        json!({ "id": id, "data": { "text": "t", "key": key }, "predictions": [{ "model_version": "m", "score": score,
            "result": [{ "type": "choices", "from_name": "kind", "to_name": "text", "value": { "choices": [choice] } }] }] })
    };
    let cases = [
        ("m.csv", "item,pred,prob_cat,prob_dog\na,cat,0.75,0.25\nb,dog,0.25,0.75\nc,cat,0.5,0.5\n".to_owned(), "table"),
        ("m.csv", "id,p_cat,p_dog\na,0.75,0.25\nb,0.25,0.75\nc,0.5,0.5\n".to_owned(), "scores_only"),
        (
            "m.jsonl",
            "{\"item\":\"a\",\"pred\":\"cat\",\"prob\":0.75}\n{\"item\":\"b\",\"pred\":\"dog\",\"prob\":0.75}\n{\"item\":\"c\",\"pred\":\"cat\",\"prob\":0.5}\n".to_owned(),
            "table",
        ),
        (
            "m.jsonl",
            "{\"item\":\"a\",\"scores\":{\"cat\":0.75,\"dog\":0.25}}\n{\"item\":\"b\",\"scores\":{\"cat\":0.25,\"dog\":0.75}}\n{\"item\":\"c\",\"scores\":{\"cat\":0.5,\"dog\":0.5}}\n".to_owned(),
            "nested",
        ),
        (
            "m.json",
            "[{\"item\":\"a\",\"label\":\"dog\",\"probs\":[0.75,0.25]},\n{\"item\":\"b\",\"label\":\"dog\",\"probs\":[0.25,0.75]},{\"item\":\"c\",\"label\":\"dog\",\"probs\":[0.5,0.5]}]".to_owned(),
            "nested",
        ),
        (
            "m.json",
            json!([{ "item": "a", "out": [{ "label": "cat", "score": 0.75 }, { "label": "dog", "score": 0.25 }] },
                { "item": "b", "out": [{ "label": "dog", "score": 0.75 }, { "label": "cat", "score": 0.25 }] },
                { "item": "c", "out": [{ "label": "cat", "score": 0.5 }, { "label": "dog", "score": 0.5 }] }]).to_string(),
            "nested",
        ),
        (
            "tasks.json",
            json!([task(1, "a", "cat", 0.75), task(2, "b", "dog", 0.75), task(3, "c", "cat", 0.5)]).to_string(),
            "label_studio",
        ),
        ("zeno.csv", "id,label,m\na,dog,cat\nb,dog,dog\nc,dog,cat\n".to_owned(), "outputs"),
        ("both.csv", "item,pred_m,score_m,pred_other\na,cat,0.75,dog\nb,dog,0.75,dog\nc,cat,0.5,dog\n".to_owned(), "models"),
    ];
    for (name, content, layout) in cases {
        let bench = bench();
        let more = json!({ "kind": "predictions" });
        let seen = preview(&bench, name, &content, more);
        assert_eq!(seen["layout"]["layout"], layout, "{content}: {seen:#}");
        assert_eq!(
            (&seen["layout"]["items_known"], &seen["layout"]["items_named"]),
            (&json!(3), &json!(3)),
            "{content}"
        );
        let several = layout == "models";
        let more = if several { json!({ "model": "m" }) } else { json!({}) };
        let file = bench.file(name, &content);
        if several {
            let error = bench.import_with("predictions", &file, json!({})).unwrap_err();
            assert_eq!(error.code, "model_missing");
            assert!(error.message.contains("m, other"), "{}", error.message);
            let error = bench.import_with("predictions", &file, json!({ "model": "third" })).unwrap_err();
            assert_eq!(error.code, "model_unknown");
        }
        let report = bench.import_with("predictions", &file, more).unwrap();
        assert_eq!(
            (&report["accepted"], &report["rejected"], &report["warned"]),
            (&json!(3), &json!(0), &json!(0)),
            "{content}: {report:#}"
        );
        let run = if matches!(layout, "label_studio" | "outputs" | "models") || name.starts_with("m.") {
            "m"
        } else {
            name
        };
        assert_eq!(report["run"], run, "{content}");
        let scored = layout != "outputs";
        let expected = [("a", "cat", 0.75), ("b", "dog", 0.75), ("c", "cat", 0.5)];
        let expected: Vec<_> =
            expected.iter().map(|(item, class, p)| row(item, class, scored.then_some(*p))).collect();
        assert_eq!(predictions(&bench, run), expected, "{content}");
        // The mapping of the preview does the same.
        let mapping = seen["mapping"].clone();
        let again =
            bench.import_with("predictions", &file, json!({ "mapping": mapping, "run": run })).unwrap();
        assert_eq!(again["unchanged"], 3, "{content}: {again:#}");
        bench.assert_sound();
    }
}

/// A table of texts as Parquet.
fn parquet(columns: &[&str], rows: &[&[&str]]) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType};
    let fields: String = columns.iter().map(|name| format!("required binary {name} (UTF8);")).collect();
    let schema = parquet::schema::parser::parse_message_type(&format!("message m {{ {fields} }}")).unwrap();
    let mut out = Vec::new();
    let mut file =
        parquet::file::writer::SerializedFileWriter::new(&mut out, schema.into(), Default::default())
            .unwrap();
    let mut group = file.next_row_group().unwrap();
    for column in 0..columns.len() {
        let cells: Vec<ByteArray> = rows.iter().map(|row| ByteArray::from(row[column])).collect();
        let mut writer = group.next_column().unwrap().unwrap();
        writer.typed::<ByteArrayType>().write_batch(&cells, None, None).unwrap();
        writer.close().unwrap();
    }
    group.close().unwrap();
    file.close().unwrap();
    out
}

#[test]
fn parquet_is_imported_with_its_rows_as_lines() {
    let bench = bench();
    let rows: [&[&str]; 3] = [&["a", "cat", "0.75"], &["zzz", "cat", "0.5"], &["b", "dog", "0.75"]];
    let file = bench.file("v2.parquet", parquet(&["item", "pred", "score"], &rows));
    let seen = bench.ok("import_preview", json!({ "file": file }));
    assert_eq!((&seen["shape"], &seen["kind"]), (&json!("parquet"), &json!("predictions")));
    assert_eq!((&seen["layout"]["items_known"], &seen["layout"]["items_named"]), (&json!(2), &json!(3)));
    let report = bench.import_with("predictions", &file, json!({})).unwrap();
    assert_eq!(
        (&report["accepted"], &report["rejected"], &report["run"]),
        (&json!(2), &json!(1), &json!("v2"))
    );
    assert_eq!(
        (&report["faults"][0]["line"], &report["faults"][0]["code"]),
        (&json!(2), &json!("unknown_item"))
    );
    assert_eq!(predictions(&bench, "v2"), [row("a", "cat", Some(0.75)), row("b", "dog", Some(0.75))]);
    bench.assert_sound();
}

#[test]
fn every_mismatch_is_counted_and_listed_with_its_line() {
    let bench = bench();
    let content = "item,pred,prob_cat,prob_dog\n\
        a,cat,0.9,0.4\n\
        zzz,cat,0.5,0.5\n\
        b,bird,0.5,0.5\n\
        b,,0.5,0.5\n\
        a,cat,0.9,0.1\n\
        b,dog,NaN,0.5\n\
        b,dog,high,0.5\n\
        b,cat,0.25,0.75\n";
    let list = bench.folder.path().join("wrong.csv");
    let rejected = bench.workbench.files().register(list.clone()).handle;
    let report = bench
        .import_with("predictions", &bench.file("p.csv", content), json!({ "rejected": rejected }))
        .unwrap();
    assert_eq!(
        (&report["read"], &report["accepted"], &report["rejected"]),
        (&json!(8), &json!(2), &json!(6))
    );
    let mut counted: Vec<(String, u64, bool)> = report["mismatches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| {
            (
                m["code"].as_str().unwrap().to_owned(),
                m["rows"].as_u64().unwrap(),
                m["taken"].as_bool().unwrap(),
            )
        })
        .collect();
    counted.sort();
    let expected = [
        ("duplicate_key", 1, false),
        ("not_a_number", 2, false),
        ("prediction_missing", 1, false),
        ("prediction_not_highest", 1, true),
        ("scores_not_one", 1, true),
        ("unknown_item", 1, false),
        ("unknown_label", 1, false),
    ];
    assert_eq!(counted, expected.map(|(code, n, taken)| (code.to_owned(), n, taken)));
    assert_eq!(report["items_without"], 1, "c has no prediction");
    let written = std::fs::read_to_string(list).unwrap();
    for part in [
        "2,prob_cat,scores_not_one",
        "3,item,unknown_item",
        "4,pred,unknown_label",
        "9,prob_cat,prediction_not_highest",
        ",yes,p.csv",
        ",no,p.csv",
    ] {
        assert!(written.contains(part), "{part}: {written}");
    }
    assert_eq!(written.lines().count(), 1 + 8);
    bench.assert_sound();
}

#[test]
fn keys_are_found_by_the_items_that_are_there() {
    let bench = bench();
    // `id` counts the tasks; the items are known by another column.
    let seen = preview(&bench, "x.csv", "id,name,pred\n1,a,cat\n2,b,dog\n", json!({ "kind": "predictions" }));
    assert_eq!((&seen["mapping"]["key"], &seen["layout"]["items_known"]), (&json!("name"), &json!(2)));
    let seen = preview(&bench, "x.csv", "id,name,pred\n1,x,cat\n2,y,dog\n", json!({ "kind": "predictions" }));
    assert_eq!((&seen["mapping"]["key"], &seen["layout"]["items_known"]), (&json!("id"), &json!(0)));
}

#[test]
fn an_answer_that_is_no_class_does_not_make_the_label_the_answer() {
    let bench = bench();
    let report = bench
        .import_with(
            "predictions",
            &bench.file("z.csv", "id,label,gpt\na,dog,I cannot say\nb,dog,cat\nc,dog,cat\n"),
            json!({}),
        )
        .unwrap();
    assert_eq!(
        (&report["run"], &report["accepted"], &report["rejected"]),
        (&json!("gpt"), &json!(2), &json!(1))
    );
    assert_eq!(report["faults"][0]["code"], "unknown_label");
    // From numbers it cannot be told, so it is asked.
    let bench = Bench::in_memory(&["0", "1"], Policy::default());
    bench.import("items", "item,text\na,one\nb,two\n");
    let file = bench.file("z.csv", "id,label,mine\na,0,1\nb,1,1\n");
    let error = bench.import_with("predictions", &file, json!({})).unwrap_err();
    assert_eq!(error.code, "model_missing");
    assert!(error.message.contains("`mine`"), "{}", error.message);
    let report = bench.import_with("predictions", &file, json!({ "map": { "pred": "mine" } })).unwrap();
    assert_eq!(report["accepted"], 2);
    assert_eq!(
        bench.import("predictions", "item,label\na,0\nb,1\n")["accepted"],
        2,
        "a label alone is the answer"
    );
}

#[test]
fn a_file_that_is_damaged_changes_nothing() {
    let bench = bench();
    for (name, content) in [
        ("cut.json", "[{\"item\": \"a\", \"pred\": \"cat\"}, {\"item\": "),
        ("cut.parquet", "PAR1\u{15}\u{4}\u{15}and then nothing"),
        ("cut.xlsx", "PK\u{3}\u{4} and then nothing"),
    ] {
        let error = bench.import_with("predictions", &bench.file(name, content), json!({})).unwrap_err();
        assert_eq!(error.code, "damaged_file", "{name}");
        assert!(error.message.contains(name), "{}", error.message);
    }
    assert_eq!(bench.ok("run_list", Value::Null), json!([]));
    bench.assert_sound();
}

#[test]
fn items_and_a_sheet_come_from_other_files_too() {
    let bench = Bench::in_memory(&["cat", "dog"], Policy::default());
    let file = bench.file(
        "items.json",
        "[{\"item\": \"a\", \"text\": \"one\"}, {\"item\": \"b\", \"text\": \"two\", \"tags\": {\"x\": 1}}]",
    );
    let report = bench.import_with("items", &file, json!({})).unwrap();
    assert_eq!(report["accepted"], 2);
    bench.import("predictions", "item,pred\na,cat\nb,dog\n");
    let tag = bench.ok("tag_create", json!({ "name": "odd" }))["id"].clone();
    let view = bench.ok("sheet_open", json!({ "run": 1, "query": {} }));
    let mark = json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, 1]], "tag": tag, "mark": "yes" });
    bench.ok("mark_rows", mark);
    let path = bench.folder.path().join("sheet.xlsx");
    let file = bench.workbench.files().register(path).handle;
    let job = bench.ok(
        "export_start",
        json!({ "what": "sheet", "run": 1, "exact": false, "format": "xlsx", "file": file }),
    );
    bench.wait(&job).unwrap();
    let back = bench.import_with("sheet", &file, json!({})).unwrap();
    assert_eq!((&back["read"], &back["unchanged"]), (&json!(2), &json!(2)), "{back:#}");
    bench.assert_sound();
}
