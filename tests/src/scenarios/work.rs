//! The project, its people, labels, decisions and error analysis.

use super::Scenario;
use super::base::{fit, label, person, run_id, uid, view};
use crate::dispatch;
use assay_workbench::Caller;
use assay_workbench::words::Policy;
use serde_json::json;

/// The scenarios.
pub const SCENARIOS: &[Scenario] = &[
    ("project_rename", (|_| {}, |b| drop(b.ok("project_rename", json!({ "name": "Other" }))))),
    (
        "policy_update",
        (
            |_| {},
            |b| {
                let policy = Policy { judgments_per_item: 1, consensus_share: 0.9, ..Policy::default() };
                b.ok("policy_update", serde_json::to_value(policy).unwrap());
            },
        ),
    ),
    ("guideline_publish", (|_| {}, |b| drop(b.ok("guideline_publish", json!({ "body": "# Other" }))))),
    (
        "scheme_update",
        (
            |_| {},
            |b| {
                let classes = b.overview().question.classes;
                let draft = json!({ "question": "Is it so?", "classes": [
                { "id": classes[1].id, "name": "never", "hotkey": "9" },
                { "id": classes[0].id, "name": "always" },
                { "id": classes[2].id, "name": "perhaps" },
                { "name": "new" },
            ] });
                b.ok("scheme_update", draft);
            },
        ),
    ),
    (
        "scheme_change",
        (
            |b| fit(b),
            |b| {
                let classes = b.overview().question.classes;
                let into = json!({ "name": "not yes" });
                let merge =
                    json!({ "kind": "merge", "classes": [classes[1].id, classes[2].id], "into": into });
                b.job("scheme_change", merge).unwrap();
            },
        ),
    ),
    (
        "scheme_change",
        (
            |b| {
                let rules = json!({ "adaptive": { "most_judgments": 4, "target": 0.9 } });
                let policy = Policy { rules: serde_json::from_value(rules).unwrap(), ..Policy::default() };
                b.ok("policy_update", serde_json::to_value(policy).unwrap());
            },
            |b| {
                let classes = b.overview().question.classes;
                let into = json!({ "name": "not yes" });
                let merge =
                    json!({ "kind": "merge", "classes": [classes[1].id, classes[2].id], "into": into });
                b.job("scheme_change", merge).unwrap();
            },
        ),
    ),
    ("person_add", (|_| {}, |b| drop(b.ok("person_add", json!({ "name": "Bob", "roles": ["rater"] }))))),
    (
        "person_enter",
        (
            |_| {},
            |b| {
                dispatch(&b.workbench, &Caller::default(), "person_enter", json!({ "name": "Cem" })).unwrap();
            },
        ),
    ),
    (
        "person_roles",
        (
            |_| {},
            |b| {
                b.ok("person_roles", json!({ "uid": uid(b, "Ann"), "roles": ["rater", "analyst"] }));
            },
        ),
    ),
    (
        "person_rename",
        (
            |_| {},
            |b| {
                b.ok("person_rename", json!({ "uid": uid(b, "Ann"), "name": "Anna" }));
            },
        ),
    ),
    (
        "person_retire",
        (
            |_| {},
            |b| {
                b.ok("person_retire", json!({ "uid": uid(b, "Ann"), "retired": true }));
            },
        ),
    ),
    ("import", (|_| {}, |b| drop(b.import("judgments", "item,rater,label\ni4,r,yes\ni4,new,no\n")))),
    ("label_submit", (|_| {}, |b| drop(label(b, &person(b, "Ann"), 0)))),
    (
        "label_revise",
        (
            |b| drop(label(b, &person(b, "Ann"), 0)),
            |b| {
                let ann = person(b, "Ann");
                let own = dispatch(&b.workbench, &ann, "label_history", json!({ "limit": 1 })).unwrap();
                let question = b.overview().question;
                let said =
                    json!({ "answers": [{ "question": question.id, "class": question.classes[1].id }] });
                let request = json!({ "judgment": own[0]["judgment"]["id"], "said": said });
                dispatch(&b.workbench, &ann, "label_revise", request).unwrap();
            },
        ),
    ),
    ("adjudicate", (|_| {}, |b| drop(b.ok("adjudicate", json!({ "item": 1, "class": 3 }))))),
    ("consensus_choose", (|_| {}, fit)),
    ("tag_create", (|_| {}, |b| drop(b.ok("tag_create", json!({ "name": "dark" }))))),
    (
        "tag_update",
        (
            |_| {},
            |b| {
                b.ok("tag_update", json!({ "tag": 1, "edit": { "name": "sharp", "importance": 3 } }));
            },
        ),
    ),
    (
        "mark_rows",
        (
            |_| {},
            |b| {
                let view = view(b);
                let request = json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, 3]], "tag": 1, "mark": "yes" });
                b.ok("mark_rows", request);
            },
        ),
    ),
    (
        "marks_paste",
        (
            |b| drop(b.ok("tag_create", json!({ "name": "dark" }))),
            |b| {
                let view = view(b);
                let request = json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, 2]],
                    "tags": [1, 2], "rows": [["yes", "no"], ["no", "unseen"]] });
                b.ok("marks_paste", request);
            },
        ),
    ),
    (
        "marks_rest",
        (
            |b| drop(b.ok("tag_create", json!({ "name": "dark" }))),
            |b| {
                let view = view(b);
                b.ok(
                    "marks_rest",
                    json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, 4]] }),
                );
            },
        ),
    ),
    ("comment_set", (|_| {}, |b| drop(b.ok("comment_set", json!({ "item": 1, "body": "odd" }))))),
    (
        "rows_draw",
        (
            |_| {},
            |b| {
                b.ok("rows_draw", json!({ "run": run_id(b), "from": "wrong", "size": 1, "seed": 1 }));
            },
        ),
    ),
    ("view_save", (|_| {}, |b| drop(b.ok("view_save", saved(None, "mine"))))),
    (
        "view_save",
        (
            |b| drop(b.ok("view_save", saved(None, "mine"))),
            |b| drop(b.ok("view_save", saved(Some(1), "ours"))),
        ),
    ),
    (
        "view_delete",
        (|b| drop(b.ok("view_save", saved(None, "mine"))), |b| drop(b.ok("view_delete", json!({ "id": 1 })))),
    ),
    ("audit_create", (|_| {}, |b| drop(b.ok("audit_create", json!({ "name": "a", "size": 2, "seed": 1 }))))),
    (
        "audit_judge",
        (
            |b| drop(b.ok("audit_create", json!({ "name": "a", "size": 2, "seed": 1 }))),
            |b| {
                b.ok("audit_judge", json!({ "audit": 1, "position": 0, "class": 1 }));
            },
        ),
    ),
];

fn saved(id: Option<i64>, name: &str) -> serde_json::Value {
    json!({
        "id": id,
        "name": name,
        "filter": "pred != label",
        "sort": [{ "column": "prob", "descending": true }],
        "columns": [{ "id": "pred", "hidden": false, "pinned": true }, { "id": "key", "hidden": true, "pinned": false, "width": 80.0 }],
    })
}
