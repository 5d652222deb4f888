//! Marks made cell by cell or in blocks, and tags that are merged, split or deleted since.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

/// Four rows, tags 1 to 3.
fn bench() -> Bench {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    bench.import("items", "item,text,size\ni0,a,0\ni1,b,1\ni2,c,2\ni3,d,3\n");
    bench.import("gold", "item,label\ni0,yes\ni1,no\ni2,yes\ni3,no\n");
    bench.import("predictions", "item,pred\ni0,no\ni1,no\ni2,yes\ni3,yes\n");
    for tag in ["a", "b", "c"] {
        bench.ok("tag_create", json!({ "name": tag }));
    }
    bench
}

fn on(bench: &Bench, range: (u64, u64), more: Value) -> Value {
    let view = bench.ok("sheet_open", json!({ "run": 1, "query": {} }));
    let mut request = json!({ "view": view["view"], "revision": view["revision"], "ranges": [range] });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    request
}

fn mark(bench: &Bench, range: (u64, u64), tag: i64, mark: &str) {
    bench.ok("mark_rows", on(bench, range, json!({ "tag": tag, "mark": mark })));
}

/// Rows 0 and 1: a yes and no, b no and unseen.
fn paste(bench: &Bench) {
    bench.ok(
        "marks_paste",
        on(bench, (0, 2), json!({ "tags": [1, 2], "rows": [["yes", "no"], ["no", "unseen"]] })),
    );
}

fn marks(bench: &Bench) -> Vec<String> {
    let view = bench.ok("sheet_open", json!({ "run": 1, "query": {} }));
    let page = json!({ "view": view["view"], "revision": view["revision"], "start": 0, "count": 10 });
    let rows = bench.ok("sheet_rows", page);
    let text = |row: &Value| {
        let mut marks: Vec<String> = row["marks"].as_array().unwrap().iter().map(Value::to_string).collect();
        marks.sort();
        marks.join(" ")
    };
    rows["rows"].as_array().unwrap().iter().map(text).collect()
}

fn newest(bench: &Bench, command: &str) -> Value {
    let page = bench.ok("event_list", json!({ "filter": { "commands": [command] }, "limit": 1 }));
    page["events"][0]["event"]["id"].clone()
}

fn undo(bench: &Bench, event: &Value) -> Result<Value, String> {
    bench.call("event_undo", json!({ "event": event })).map_err(|error| error.code)
}

type Act = fn(&Bench);

const RESHAPES: [(&str, Act); 3] = [
    ("tag_merge", |b| drop(b.ok("tag_merge", json!({ "tag": 1, "into": 2 })))),
    ("tag_split", |b| {
        drop(b.ok("tag_split", json!({ "tag": 1, "run": 1, "filter": "size = 0", "name": "new" })))
    }),
    ("tag_delete", |b| drop(b.ok("tag_delete", json!({ "tag": 1 })))),
];

#[test]
fn blocks_of_marks_are_merged_split_and_deleted_like_others_and_back() {
    let fill: [Act; 2] = [paste, |b| {
        mark(b, (0, 1), 1, "yes");
        b.ok("marks_rest", on(b, (0, 3), json!({})));
    }];
    for fill in fill {
        for (command, reshape) in RESHAPES {
            let bench = bench();
            fill(&bench);
            let before = marks(&bench);
            reshape(&bench);
            let after = marks(&bench);
            assert_ne!(before, after, "{command}");
            bench.assert_sound();
            let event = newest(&bench, command);
            undo(&bench, &event).unwrap();
            assert_eq!(marks(&bench), before, "{command} taken back");
            bench.assert_sound();
            undo(&bench, &newest(&bench, "event_undo")).unwrap();
            assert_eq!(marks(&bench), after, "{command} done again");
            bench.assert_sound();
            // The same by the key of the sheet, and then the block itself.
            bench.ok("event_undo", json!({ "event": event }));
            assert_eq!(marks(&bench), before);
            bench.ok("sheet_undo", Value::Null);
            bench.assert_sound();
        }
    }
}

#[test]
fn a_block_is_not_taken_back_under_a_tag_that_took_its_marks_on() {
    for (command, reshape) in RESHAPES {
        let bench = bench();
        paste(&bench);
        let block = newest(&bench, "marks_paste");
        reshape(&bench);
        let stands = marks(&bench);
        assert_eq!(undo(&bench, &block), Err("changed_since".into()), "{command}");
        assert_eq!(marks(&bench), stands, "{command}: nothing is half done");
        undo(&bench, &newest(&bench, command)).unwrap();
        undo(&bench, &block).unwrap();
        assert_eq!(marks(&bench), [""; 4], "{command}");
        bench.assert_sound();
    }
}

#[test]
fn a_merge_is_taken_back_past_marks_of_other_tags() {
    let bench = bench();
    mark(&bench, (0, 2), 1, "yes");
    mark(&bench, (1, 3), 2, "no");
    let before = marks(&bench);
    bench.ok("tag_merge", json!({ "tag": 1, "into": 2 }));
    let merge = newest(&bench, "tag_merge");
    // Rows that the merge changed, for a tag that it did not.
    mark(&bench, (0, 2), 3, "yes");
    bench.ok("marks_paste", on(&bench, (0, 1), json!({ "tags": [3], "rows": [["no"]] })));
    // The merged tag, on a row that the merge left as it was.
    mark(&bench, (3, 4), 2, "yes");
    undo(&bench, &merge).unwrap();
    let with = |row: usize, more: &str| {
        let mut marks: Vec<&str> = before[row].split(' ').filter(|mark| !mark.is_empty()).collect();
        marks.push(more);
        marks.sort_unstable();
        marks.join(" ")
    };
    assert_eq!(
        marks(&bench),
        [with(0, "[3,false]"), with(1, "[3,true]"), before[2].clone(), with(3, "[2,true]")]
    );
    bench.assert_sound();
}

#[test]
fn a_merge_is_not_taken_back_past_marks_of_the_merged_tag_on_its_rows() {
    let again: [Act; 2] = [
        |b| mark(b, (0, 1), 2, "no"),
        |b| drop(b.ok("marks_paste", on(b, (0, 1), json!({ "tags": [2, 3], "rows": [["no", "yes"]] })))),
    ];
    for act in again {
        let bench = bench();
        mark(&bench, (0, 2), 1, "yes");
        bench.ok("tag_merge", json!({ "tag": 1, "into": 2 }));
        let merge = newest(&bench, "tag_merge");
        act(&bench);
        let stands = marks(&bench);
        assert_eq!(undo(&bench, &merge), Err("changed_since".into()));
        assert_eq!(marks(&bench), stands);
        bench.ok("sheet_undo", Value::Null);
        undo(&bench, &merge).unwrap();
        bench.assert_sound();
    }
}

/// Taking back that a mark was cleared would mark a tag that is not there.
#[test]
fn marks_of_a_tag_that_went_are_not_put_back() {
    let bench = bench();
    mark(&bench, (0, 2), 1, "yes");
    mark(&bench, (0, 2), 1, "unseen");
    let cleared = newest(&bench, "mark_rows");
    bench.ok("tag_delete", json!({ "tag": 1 }));
    assert_eq!(undo(&bench, &cleared), Err("changed_since".into()));
    bench.assert_sound();
}
