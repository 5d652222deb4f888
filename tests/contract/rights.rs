//! Who may do what, and what a wrong request gets.

use assay_tests::{Bench, workbench};
use assay_workbench::commands::TABLE;
use assay_workbench::words::Policy;
use assay_workbench::{Caller, Needs, dispatch};
use serde_json::{Value, json};

#[test]
fn a_rater_sees_no_figures_and_changes_no_settings() {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    bench.items(1);
    let ann = bench.rater("Ann");
    for (command, request) in [
        ("quality_agreement", json!({})),
        ("quality_gold", Value::Null),
        ("conflict_list", json!({ "limit": 1 })),
        ("item_get", json!({ "item": 1 })),
        ("policy_update", serde_json::to_value(Policy::default()).unwrap()),
        ("export_start", json!({ "what": "judgments", "exact": true })),
    ] {
        let error = dispatch(&bench.workbench, &ann, command, request).unwrap_err();
        assert_eq!(error.code, "not_allowed", "{command}");
    }
}

#[test]
fn only_a_lead_makes_a_lead() {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    let ann = bench.rater("Ann");
    for caller in [&ann, &Caller::default()] {
        let boss = json!({ "name": "Boss", "roles": ["rater", "lead"] });
        let error = dispatch(&bench.workbench, caller, "person_add", boss).unwrap_err();
        assert_eq!(error.code, "not_allowed");
    }
    // Whoever sits down may work; a lead may make anyone anything.
    let eve = json!({ "name": "Eve", "roles": ["rater", "analyst"] });
    dispatch(&bench.workbench, &Caller::default(), "person_add", eve).unwrap();
    bench.ok("person_add", json!({ "name": "Boss", "roles": ["lead"] }));
}

#[test]
fn every_command_without_a_project_says_so_and_none_panics_on_nonsense() {
    let empty = workbench();
    let bench = Bench::new(&["yes", "no"], Policy::default());
    for spec in TABLE {
        for request in [Value::Null, json!({}), json!([1, 2]), json!({ "zzz": 1 }), json!("text"), json!(-1)]
        {
            let answer = dispatch(&empty, &Caller::default(), spec.name, request.clone());
            if spec.needs != Needs::Nothing {
                let code = answer.unwrap_err().code;
                assert!(["no_project", "request_invalid"].contains(&code.as_str()), "{}: {code}", spec.name);
            }
            // With a project, whatever comes back is an answer or an error with a code.
            if !["project_close", "sample_create"].contains(&spec.name)
                && let Err(error) = bench.call(spec.name, request)
            {
                assert!(!error.code.is_empty() && !error.message.is_empty(), "{}", spec.name);
            }
        }
    }
    assert_eq!(bench.call("no_such_command", Value::Null).unwrap_err().code, "command_unknown");
    bench.assert_sound();
}

#[test]
fn renaming_a_class_keeps_its_judgments_and_a_used_class_stays() {
    let bench = Bench::new(&["yes", "no", "maybe"], Policy::default());
    bench.items(2);
    bench.import("judgments", "item,rater,label\ni0,r,yes\ni1,r,no\n");
    let classes = bench.overview().question.classes;
    let draft = |keep: &[usize], first: &str| {
        let classes: Vec<Value> = keep
            .iter()
            .map(|&i| json!({ "id": classes[i].id, "key": if i == 0 { first } else { &classes[i].key }, "name": if i == 0 { first } else { &classes[i].name } }))
            .collect();
        json!({ "question": "Is it?", "classes": classes })
    };
    bench.ok("scheme_update", draft(&[0, 1], "certainly"));
    let view = bench.ok("item_get", json!({ "item": 1 }));
    assert_eq!(view["judgments"][0]["label"], "certainly");
    assert_eq!(bench.overview().question.classes.len(), 2, "the unused class is gone");
    let error =
        bench.call("scheme_update", json!({ "classes": [{ "name": "a" }, { "name": "b" }] })).unwrap_err();
    assert_eq!(error.code, "class_in_use");
    assert_eq!(bench.overview().question.classes.len(), 2);
    bench.assert_sound();
}

#[test]
fn judgments_carry_the_guideline_version_in_force() {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    bench.items(2);
    let label = || {
        let queue = bench.ok("label_queue", Value::Null);
        let question = bench.overview().question;
        let said = json!({ "answers": [{ "question": question.id, "class": question.classes[0].id }] });
        let uid = uuid::Uuid::new_v4().to_string();
        bench.ok(
            "label_submit",
            json!({ "assignment": queue["tasks"][0]["assignment"], "uid": uid, "said": said }),
        );
    };
    label();
    assert_eq!(bench.ok("guideline_publish", json!({ "body": "# Better" }))["version"], 2);
    label();
    let history = bench.ok("label_history", json!({ "limit": 2 }));
    assert_eq!(history[0]["judgment"]["guideline_version"], 2);
    assert_eq!(history[1]["judgment"]["guideline_version"], 1);
}
