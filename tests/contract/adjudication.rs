//! The lead's queue: filters, orders, many decisions at once, examples, more judgments.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use assay_workbench::{Caller, dispatch};
use serde_json::{Value, json};

/// Items with votes of r1 to r3: i0 ccd, i1 cdb, i2 ddc, i3 ccc, i4 bbd, i5 cd.
fn bench() -> Bench {
    let policy = Policy { judgments_per_item: 3, consensus_share: 0.9, ..Policy::default() };
    let bench = Bench::new(&["cat", "dog", "bird"], policy);
    let rows: String = (0..6).map(|i| format!("i{i},The *text* of <b>{i}</b>,{}\n", i * i)).collect();
    bench.import("items", &format!("item,text,cost\n{rows}"));
    let word = |c| match c {
        'c' => "cat",
        'd' => "dog",
        _ => "bird",
    };
    let votes = ["ccd", "cdb", "ddc", "ccc", "bbd", "cd"];
    let mut rows = String::from("item,rater,label\n");
    for (item, votes) in votes.iter().enumerate() {
        for (rater, vote) in votes.chars().enumerate() {
            rows.push_str(&format!("i{item},r{},{}\n", rater + 1, word(vote)));
        }
    }
    bench.import("judgments", &rows);
    bench
}

fn keys(bench: &Bench, filter: Value) -> Vec<String> {
    let list = bench.ok("conflict_list", json!({ "filter": filter }));
    let rows = list["conflicts"].as_array().unwrap();
    assert_eq!(list["matching"], rows.len());
    rows.iter().map(|row| row["key"].as_str().unwrap().to_owned()).collect()
}

fn class(bench: &Bench, at: usize) -> i64 {
    bench.overview().question.classes[at].id
}

fn item(bench: &Bench, key: &str) -> i64 {
    let list = bench.ok("conflict_list", json!({ "filter": { "text": key } }));
    let decided = bench.ok("conflict_list", json!({ "filter": { "text": key, "list": "decided" } }));
    let rows = list["conflicts"].as_array().unwrap().iter().chain(decided["conflicts"].as_array().unwrap());
    rows.map(|row| row["item"].as_i64().unwrap()).next().unwrap()
}

#[test]
fn the_queue_is_filtered_and_ordered() {
    let bench = bench();
    let (cat, dog, bird) = (class(&bench, 0), class(&bench, 1), class(&bench, 2));
    let r3 = bench.overview().people.iter().find(|p| p.name == "r3").unwrap().id;
    let field = bench.ok("field_list", Value::Null)[0]["id"].clone();
    let cases = [
        (json!({}), vec!["i1", "i5", "i0", "i2", "i4"]),
        (json!({ "order": "margin" }), vec!["i1", "i5", "i0", "i2", "i4"]),
        (json!({ "order": "newest" }), vec!["i5", "i4", "i2", "i1", "i0"]),
        (json!({ "order": "field", "field": field }), vec!["i5", "i4", "i2", "i1", "i0"]),
        (json!({ "order": "priority" }), vec!["i0", "i1", "i2", "i4", "i5"]),
        (json!({ "pair": [cat, dog], "order": "priority" }), vec!["i0", "i1", "i2", "i5"]),
        (json!({ "pair": [bird, dog] }), vec!["i1", "i4"]),
        (json!({ "rater": r3, "pair": [cat, dog] }), vec!["i1", "i0", "i2"]),
        (json!({ "text": "<B>4" }), vec!["i4"]),
        (json!({ "text": "i2" }), vec!["i2"]),
        (json!({ "from_version": 1 }), vec![]),
        (json!({ "list": "decided" }), vec![]),
        (json!({ "list": "differing", "pair": [bird, dog] }), vec!["i1", "i4"]),
    ];
    for (filter, expected) in cases {
        assert_eq!(keys(&bench, filter.clone()), expected, "{filter}");
    }
    for wrong in [json!({ "order": "field", "field": 99 }), json!({ "order": "field" })] {
        assert_eq!(bench.call("conflict_list", json!({ "filter": wrong })).unwrap_err().code, "not_found");
    }
    assert_eq!(
        bench.call("conflict_list", json!({ "filter": { "x": 1 } })).unwrap_err().code,
        "request_invalid"
    );
}

#[test]
fn leads_accept_many_at_once_and_take_them_back_together() {
    let bench = bench();
    let request = json!({ "filter": {}, "at_least": 0.67 });
    let preview = bench.ok("conflict_accept_preview", request.clone());
    assert_eq!((&preview["matching"], &preview["items"]), (&json!(5), &json!(3)));
    let of = |at| class(&bench, at);
    assert_eq!(preview["per_class"], json!([[of(0), 1], [of(1), 1], [of(2), 1]]));
    assert_eq!(preview["sample"].as_array().unwrap().len(), 3);
    assert_eq!(preview["sample"][0]["text"], "The *text* of <b>0</b>");
    assert_eq!(bench.call("conflict_accept", request).unwrap_err().code, "not_previewed");
    let with = |n: i64| json!({ "filter": {}, "at_least": 0.67, "expected": n, "cause": "rater_error" });
    assert_eq!(bench.call("conflict_accept", with(4)).unwrap_err().code, "changed_since");
    assert_eq!(bench.ok("conflict_accept", with(3))["items"], 3);
    assert_eq!(keys(&bench, json!({})), ["i1", "i5"]);
    let counts = bench.overview().counts;
    assert_eq!((counts.conflicts, counts.adjudicated), (2, 3));
    bench.assert_sound();
    assert_eq!(bench.ok("adjudicate_undo", Value::Null), json!({ "item": null, "items": 3 }));
    assert_eq!(keys(&bench, json!({})).len(), 5);
    bench.assert_sound();

    // One of them decided anew: none comes back.
    bench.ok("conflict_accept", with(3));
    let event = bench.events()[0]["id"].clone();
    bench.ok("adjudicate", json!({ "item": item(&bench, "i0"), "class": of(2) }));
    assert_eq!(bench.call("event_undo", json!({ "event": event })).unwrap_err().code, "changed_since");
    assert_eq!(bench.overview().counts.adjudicated, 3, "nothing half done");
    bench.ok("adjudicate_undo", Value::Null);
    bench.ok("event_undo", json!({ "event": event }));
    assert_eq!(bench.overview().counts.adjudicated, 0);
    assert_eq!(
        bench
            .call("conflict_accept", json!({ "filter": {}, "at_least": 1.0, "expected": 0 }))
            .unwrap_err()
            .code,
        "nothing_to_accept"
    );
    assert_eq!(
        bench.call("conflict_accept_preview", json!({ "filter": {}, "at_least": 2.0 })).unwrap_err().code,
        "share_invalid"
    );
    bench.assert_sound();
}

#[test]
fn a_decided_item_becomes_an_example_and_its_pair_is_judged_again() {
    let bench = bench();
    let (cat, dog) = (class(&bench, 0), class(&bench, 1));
    let i0 = item(&bench, "i0");
    assert_eq!(bench.call("example_add", json!({ "item": i0 })).unwrap_err().code, "not_decided");
    bench.ok("adjudicate", json!({ "item": i0, "class": cat, "rationale": "# whiskers <i>!" }));
    let added = bench.ok("example_add", json!({ "item": i0 }));
    assert_eq!(added["guideline"]["version"], 2);
    let html = added["guideline"]["html"].as_str().unwrap();
    for part in
        ["<h2>Examples</h2>", "<h3>cat</h3>", "The *text* of &lt;b&gt;0&lt;/b&gt;", "# whiskers &lt;i&gt;!"]
    {
        assert!(html.contains(part), "{part} in {html}");
    }
    let view = bench.ok("item_get", json!({ "item": i0 }));
    assert_eq!((&view["example"]["class"], &view["example"]["guideline_version"]), (&json!(cat), &json!(2)));
    assert_eq!(bench.call("example_add", json!({ "item": i0 })).unwrap_err().code, "example_stands");
    assert_eq!(bench.ok("guideline_get", Value::Null)["version"], 2, "a refused one publishes nothing");
    assert_eq!(bench.call("adjudicate_undo", Value::Null).unwrap_err().code, "example_stands");

    let pair = json!({ "filter": { "list": "differing", "pair": [cat, dog] }, "extra": 2 });
    assert_eq!(bench.ok("conflict_requeue_preview", pair.clone())["items"], 3, "i0 is decided");
    let mut send = pair.clone();
    assert_eq!(bench.call("conflict_requeue", pair).unwrap_err().code, "not_previewed");
    send["expected"] = json!(3);
    let open = |bench: &Bench| bench.ok("label_left", Value::Null).as_i64().unwrap();
    let before = open(&bench);
    assert_eq!(bench.ok("conflict_requeue", send)["items"], 3);
    let event = bench.events()[0]["id"].clone();
    assert!(open(&bench) > before);
    bench.ok("label_release", Value::Null);
    bench.assert_sound();
    bench.ok("event_undo", json!({ "event": event }));
    assert_eq!(open(&bench), before);
    bench.ok("label_release", Value::Null);

    let events = bench.events();
    let example = events.iter().find(|e| e["command"] == "example_add").unwrap();
    bench.ok("event_undo", json!({ "event": example["id"] }));
    let back = bench.ok("guideline_get", Value::Null);
    assert_eq!((&back["version"], &back["body"]), (&json!(3), &json!("# How to")));
    assert_eq!(bench.ok("item_get", json!({ "item": i0 }))["example"], Value::Null);
    bench.ok("adjudicate_undo", Value::Null);
    bench.assert_sound();
}

#[test]
fn a_rater_decides_nothing() {
    let bench = bench();
    let ann = bench.rater("Ann");
    let filter = json!({});
    for (command, request) in [
        ("conflict_list", json!({})),
        ("conflict_accept_preview", json!({ "filter": filter, "at_least": 0.5 })),
        ("conflict_accept", json!({ "filter": filter, "at_least": 0.5, "expected": 5 })),
        ("conflict_requeue_preview", json!({ "filter": filter, "extra": 1 })),
        ("conflict_requeue", json!({ "filter": filter, "extra": 1, "expected": 5 })),
        ("example_add", json!({ "item": 1 })),
        ("guideline_restore", json!({ "version": 1 })),
        ("guideline_history", Value::Null),
        ("guideline_effect", json!({ "version": 2 })),
    ] {
        let error = dispatch(&bench.workbench, &ann as &Caller, command, request).unwrap_err();
        assert_eq!(error.code, "not_allowed", "{command}");
    }
}

#[test]
fn a_picture_is_cited_by_its_content() {
    let bench = Bench::new(&["cat", "dog"], Policy::default());
    let folder = bench.folder.path().join("pictures");
    std::fs::create_dir_all(&folder).unwrap();
    // A PNG of one pixel.
    let png = [
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0,
        0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c,
        0x63, 0xf8, 0xcf, 0xc0, 0xf0, 0x1f, 0, 5, 0, 1, 0xff, 0x89, 0x99, 0x3d, 0x1d, 0, 0, 0, 0, 0x49, 0x45,
        0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
    ];
    std::fs::write(folder.join("a]b.png"), png).unwrap();
    let handle = bench.workbench.files().register(folder).handle;
    bench.import_with("items", &handle, json!({})).unwrap();
    bench.ok("adjudicate", json!({ "item": 1, "class": class(&bench, 0) }));
    let added = bench.ok("example_add", json!({ "item": 1 }));
    let media =
        bench.ok("item_get", json!({ "item": 1 }))["item"]["media"]["id"].as_str().unwrap().to_owned();
    let html = added["guideline"]["html"].as_str().unwrap();
    assert!(html.contains(&format!("data-media=\"{media}\"")), "{html}");
    assert!(!html.contains("src="), "{html}");
}
