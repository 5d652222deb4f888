//! An item as it was, and what happened to it.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use assay_workbench::{Caller, dispatch};
use serde_json::{Value, json};

/// What `item_get` and `item_as_of` both tell.
fn now(bench: &Bench, item: i64) -> Value {
    let view = bench.ok("item_get", json!({ "item": item }));
    json!({
        "judgments": view["judgments"], "decision": view["decision"], "reference": view["reference"], "gold": view["gold"],
    })
}

fn then(bench: &Bench, item: i64, event: i64) -> Value {
    let past = bench.ok("item_as_of", json!({ "item": item, "event": event }));
    json!({
        "judgments": past["judgments"], "decision": past["decision"], "reference": past["reference"], "gold": past["gold"],
    })
}

fn newest(bench: &Bench) -> i64 {
    bench.ok("event_list", json!({ "limit": 1 }))["events"][0]["event"]["id"].as_i64().unwrap()
}

/// The steps of an item, to read when a test fails.
fn steps(bench: &Bench, item: i64) -> String {
    let steps = bench.ok("item_history", json!({ "item": item }));
    let line = |step: &Value| {
        let event = &step["event"]["event"];
        format!("{} {} of {} undoes {}", event["id"], event["command"], event["subject_id"], event["undoes"])
    };
    steps.as_array().into_iter().flatten().map(line).collect::<Vec<_>>().join("; ")
}

/// Numbers that look drawn, the same each time.
struct Draws(u64);

impl Draws {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

fn said(bench: &Bench, draws: &mut Draws) -> Value {
    let question = bench.overview().question;
    if draws.below(6) == 0 {
        return json!({ "answers": [], "skipped": true });
    }
    let class = usize::try_from(draws.below(question.classes.len() as u64)).unwrap();
    json!({ "answers": [{ "question": question.id, "class": question.classes[class].id }], "unsure": draws.below(5) == 0 })
}

/// One command drawn at random; refusals are part of the play.
fn act(bench: &Bench, raters: &[Caller], draws: &mut Draws, step: usize) {
    let rater = &raters[usize::try_from(draws.below(raters.len() as u64)).unwrap()];
    let classes = bench.overview().question.classes;
    let class =
        |draws: &mut Draws| classes[usize::try_from(draws.below(classes.len() as u64)).unwrap()].clone();
    let item = 1 + i64::try_from(draws.below(4)).unwrap();
    let as_rater = |command: &str, request: Value| dispatch(&bench.workbench, rater, command, request);
    match draws.below(20) {
        0..=5 => {
            let queue = as_rater("label_queue", Value::Null).unwrap();
            let assignment = queue["tasks"][0]["assignment"].clone();
            if !assignment.is_null() {
                let uid = uuid::Uuid::new_v4().to_string();
                let request = json!({ "assignment": assignment, "uid": uid, "said": said(bench, draws) });
                as_rater("label_submit", request).unwrap();
            }
            as_rater("label_release", Value::Null).unwrap();
        }
        6 => drop(as_rater("label_undo", Value::Null)),
        7 => {
            let own = as_rater("label_history", json!({ "limit": 3 })).unwrap();
            if let Some(entry) = own.get(0) {
                let request = json!({ "judgment": entry["judgment"]["id"], "said": said(bench, draws) });
                drop(as_rater("label_revise", request));
            }
        }
        8 | 9 => {
            let request =
                json!({ "item": item, "class": class(draws).id, "rationale": format!("step {step}") });
            bench.ok("adjudicate", request);
        }
        10 => drop(bench.call("adjudicate_undo", Value::Null)),
        11 => {
            let policy = Policy {
                judgments_per_item: 1 + u32::try_from(draws.below(3)).unwrap(),
                consensus_share: [0.0, 0.6, 0.9][usize::try_from(draws.below(3)).unwrap()],
                ..Policy::default()
            };
            bench.ok("policy_update", serde_json::to_value(policy).unwrap());
        }
        12 => {
            let content =
                format!("item,rater,label\ni{},file{},{}\n", item - 1, draws.below(3), class(draws).key);
            let file = bench.file("more.csv", content);
            drop(bench.import_with("judgments", &file, json!({ "update": draws.below(2) == 0 })));
        }
        13 => {
            let file = bench.file("gold.csv", format!("item,label\ni{},{}\n", item - 1, class(draws).key));
            drop(bench.import_with("gold", &file, json!({ "update": true })));
        }
        14 => {
            let (a, b) = (class(draws), class(draws));
            let change = match draws.below(3) {
                0 => {
                    json!({ "kind": "merge", "classes": [a.id, b.id], "into": { "name": format!("merged {step}") } })
                }
                1 => {
                    json!({ "kind": "split", "class": a.id, "parts": [{ "name": format!("{step} a") }, { "name": format!("{step} b") }],
                             "work": { "kind": if draws.below(2) == 0 { "stay" } else { "requeue" } } })
                }
                _ => json!({ "kind": "retire", "class": a.id, "instead": b.id }),
            };
            drop(bench.job("scheme_change", change));
        }
        15 => {
            let at_least = [0.3, 0.5, 0.6][usize::try_from(draws.below(3)).unwrap()];
            let mut request = json!({ "filter": {}, "at_least": at_least });
            request["expected"] = bench.ok("conflict_accept_preview", request.clone())["items"].clone();
            drop(bench.call("conflict_accept", request));
        }
        16 => {
            drop(
                bench.call("human_draw", json!({ "name": format!("draw {step}"), "size": 3, "seed": step })),
            );
            let request =
                json!({ "draw": 1 + draws.below(3), "position": draws.below(3), "class": class(draws).id });
            drop(bench.call("human_judge", request));
        }
        17 => {
            let people = bench.overview().people;
            let person = people[usize::try_from(draws.below(people.len() as u64)).unwrap()].id;
            drop(bench.call("rater_set_aside", json!({ "person": person, "which": "all" })));
        }
        _ => {
            // Judgments that an import brought are gone when it is taken back: that is told apart below.
            let events = bench.ok("event_list", json!({ "limit": 12 }));
            let rows: Vec<&Value> = events["events"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|row| row["root"] != "import" && row["root"] != "person_add")
                .collect();
            if !rows.is_empty() {
                let row = rows[usize::try_from(draws.below(rows.len() as u64)).unwrap()];
                drop(bench.call("event_undo", json!({ "event": row["event"]["id"] })));
            }
        }
    }
}

#[test]
fn every_past_moment_is_told_as_it_was_seen_then() {
    for seed in 0..6 {
        let bench = Bench::new(
            &["yes", "no", "maybe", "other"],
            Policy { judgments_per_item: 2, ..Policy::default() },
        );
        bench.items(4);
        let raters: Vec<Caller> = ["Ann", "Bob", "Cem"].iter().map(|name| bench.rater(name)).collect();
        let mut draws = Draws(seed * 977 + 3);
        let mut seen: Vec<(i64, Vec<Value>)> = Vec::new();
        for step in 0..90 {
            act(&bench, &raters, &mut draws, step);
            let moment = newest(&bench);
            if seen.last().is_none_or(|(last, _)| *last != moment) {
                seen.push((moment, (1..=4).map(|item| now(&bench, item)).collect()));
            }
        }
        bench.assert_sound();
        assert!(seen.len() > 30, "seed {seed}: {} moments", seen.len());
        for (moment, items) in &seen {
            for (item, view) in (1..).zip(items) {
                let told = then(&bench, item, *moment);
                assert_eq!(&told, view, "seed {seed}, event {moment}, item {item}: {}", steps(&bench, item));
            }
        }
    }
}

#[test]
fn the_history_of_an_item_tells_each_step_and_each_other_label() {
    let bench = Bench::new(&["yes", "no", "maybe"], Policy { judgments_per_item: 1, ..Policy::default() });
    bench.items(2);
    bench.import("judgments", "item,rater,label\ni0,r,yes\ni0,s,yes\ni0,t,no\n");
    bench.ok("adjudicate", json!({ "item": 1, "class": 2 }));
    bench.ok("adjudicate_undo", Value::Null);
    let policy = Policy { judgments_per_item: 1, consensus_share: 0.9, ..Policy::default() };
    bench.ok("policy_update", serde_json::to_value(policy).unwrap());
    bench.ok("project_rename", json!({ "name": "no part of the item" }));
    bench
        .job("scheme_change", json!({ "kind": "merge", "classes": [1, 2], "into": { "name": "any" } }))
        .unwrap();
    bench.ok("comment_set", json!({ "item": 1, "body": "odd" }));
    let steps = bench.ok("item_history", json!({ "item": 1 }));
    let told: Vec<(String, Value, bool)> = steps
        .as_array()
        .unwrap()
        .iter()
        .map(|step| {
            let command = step["event"]["event"]["command"].as_str().unwrap().to_owned();
            (command, step["reference_name"].clone(), step["reference_changed"].as_bool().unwrap())
        })
        .collect();
    let expected = [
        ("import", json!(null), false),
        ("import", json!("yes"), true),
        ("adjudicate", json!("no"), true),
        ("adjudicate_undo", json!("yes"), true),
        ("policy_update", json!(null), true),
        ("scheme_change", json!("any"), true),
        ("comment_set", json!("any"), false),
    ];
    let expected: Vec<(String, Value, bool)> = expected.map(|(a, b, c)| (a.to_owned(), b, c)).into();
    assert_eq!(told, expected);

    let before_merge =
        bench.ok("event_list", json!({ "filter": { "commands": ["policy_update"] }, "limit": 1 }));
    let event = before_merge["events"][0]["event"]["id"].as_i64().unwrap();
    let past = bench.ok("item_as_of", json!({ "item": 1, "event": event }));
    let labels: Vec<&str> =
        past["judgments"].as_array().unwrap().iter().map(|j| j["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["yes", "yes", "no"], "the classes as they were");
    assert_eq!(past["votes"]["conflict"], true);
    assert_eq!(past["guideline_version"], 1);
    assert_eq!(past["policy"]["consensus_share"], 0.9);
    let first = bench.ok("item_as_of", json!({ "item": 1, "at": 0 }));
    assert_eq!((&first["judgments"], &first["reference"]), (&json!([]), &Value::Null));
    assert_eq!(bench.call("item_as_of", json!({ "item": 99 })).unwrap_err().code, "not_found");
    bench.assert_sound();
}

#[test]
fn a_fitted_consensus_of_the_past_is_not_made_up() {
    let bench = Bench::new(&["yes", "no"], Policy { judgments_per_item: 2, ..Policy::default() });
    bench.items(3);
    bench.import("judgments", "item,rater,label\ni0,r,yes\ni0,s,yes\ni1,r,no\ni1,s,yes\ni2,r,no\ni2,s,no\n");
    let by_votes = newest(&bench);
    let job = bench.ok("consensus_choose", json!({ "method": "dawid-skene" }));
    bench.wait(&job).unwrap();
    let fitted = newest(&bench);
    let at = |event: i64| bench.ok("item_as_of", json!({ "item": 1, "event": event }));
    assert_eq!(at(by_votes)["reference"]["source"], "consensus");
    assert_eq!(at(fitted)["reference"], Value::Null);
    assert_eq!(at(fitted)["unknown"], json!(["fitted_consensus"]));

    let file = bench.file("more.csv", "item,rater,label\ni0,t,no\n");
    bench.import_with("judgments", &file, json!({})).unwrap();
    let event = newest(&bench);
    bench.ok("event_undo", json!({ "event": event }));
    assert!(at(event)["unknown"].as_array().unwrap().contains(&json!("removed_import")));
    bench.assert_sound();
}

#[test]
fn a_correction_that_a_split_requeues_leaves_what_it_corrected_down() {
    let bench = Bench::new(&["yes", "no"], Policy { judgments_per_item: 2, ..Policy::default() });
    bench.items(1);
    let ann = bench.rater("Ann");
    let call = |command: &str, request: Value| dispatch(&bench.workbench, &ann, command, request).unwrap();
    let assignment = call("label_queue", Value::Null)["tasks"][0]["assignment"].clone();
    let skip = json!({ "answers": [], "skipped": true });
    let uid = uuid::Uuid::new_v4().to_string();
    call("label_submit", json!({ "assignment": assignment, "uid": uid, "said": skip }));
    let said = json!({ "answers": [{ "question": 1, "class": 1 }] });
    call("label_revise", json!({ "judgment": 1, "said": said }));
    let parts = json!([{ "name": "a" }, { "name": "b" }]);
    bench
        .job(
            "scheme_change",
            json!({ "kind": "split", "class": 1, "parts": parts, "work": { "kind": "requeue" } }),
        )
        .unwrap();
    let event = newest(&bench);
    assert_eq!(now(&bench, 1)["judgments"], json!([]));
    assert_eq!(then(&bench, 1, event), now(&bench, 1));
    bench.ok("event_undo", json!({ "event": event }));
    assert_eq!(then(&bench, 1, newest(&bench)), now(&bench, 1));
    assert_eq!(then(&bench, 1, event)["judgments"], json!([]));
    bench.assert_sound();
}

/// Three raters on three items, two of them in conflict.
fn conflicts() -> Bench {
    let bench = Bench::new(&["yes", "no"], Policy { judgments_per_item: 2, ..Policy::default() });
    bench.items(3);
    let rows = "i0,r,yes\ni0,s,yes\ni0,t,no\ni1,r,no\ni1,s,no\ni1,t,yes\ni2,r,yes\ni2,s,yes\n";
    bench.import("judgments", &format!("item,rater,label\n{rows}"));
    let policy = Policy { judgments_per_item: 2, consensus_share: 0.9, ..Policy::default() };
    bench.ok("policy_update", serde_json::to_value(policy).unwrap());
    bench
}

/// Plays these, and compares every moment between with what was seen then; gives the commands in the history of item 1.
fn compared(bench: &Bench, play: &[&dyn Fn()]) -> Vec<String> {
    let look = || (newest(bench), (1..=3).map(|item| now(bench, item)).collect::<Vec<_>>());
    let mut seen = vec![look()];
    for act in play {
        act();
        seen.push(look());
    }
    bench.assert_sound();
    for (moment, items) in &seen {
        for (item, view) in (1..).zip(items) {
            assert_eq!(&then(bench, item, *moment), view, "event {moment}: {}", steps(bench, item));
        }
    }
    let steps = bench.ok("item_history", json!({ "item": 1 }));
    let command = |step: &Value| step["event"]["event"]["command"].as_str().unwrap().to_owned();
    steps.as_array().unwrap().iter().map(command).collect()
}

/// Takes the newest event back: done again, where that was an undo.
fn turn(bench: &Bench) {
    bench.ok("event_undo", json!({ "event": newest(bench) }));
}

#[test]
fn decisions_made_together_are_in_the_past_of_each_item() {
    let bench = conflicts();
    let accept = || {
        let request = json!({ "filter": {}, "at_least": 0.6, "expected": 2 });
        bench.ok("conflict_accept", request);
    };
    let back = || drop(bench.ok("adjudicate_undo", Value::Null));
    let told = compared(&bench, &[&accept, &|| turn(&bench), &|| turn(&bench), &back, &|| turn(&bench)]);
    let expected = ["conflict_accept", "event_undo", "event_undo", "conflict_accept_undo", "event_undo"];
    assert_eq!(told[told.len() - 5..], expected);
    let found = bench.ok("event_list", json!({ "filter": { "text": "i1" } }));
    let found = found["events"].as_array().unwrap().iter().map(|row| row["root"].clone());
    assert!(found.clone().any(|root| root == "conflict_accept"), "{:?}", found.collect::<Vec<_>>());
}

#[test]
fn blind_decisions_are_in_the_past_of_their_item() {
    let bench = conflicts();
    bench.ok("human_draw", json!({ "name": "blind", "size": 3, "seed": 1 }));
    let judge = |position: i64| {
        bench.ok("human_judge", json!({ "draw": 1, "position": position, "class": 2 }));
    };
    let back = || drop(bench.ok("human_undo", json!({ "draw": 1 })));
    let decide = || drop(bench.ok("adjudicate", json!({ "item": 1, "class": 1 })));
    let all = || (0..3).for_each(judge);
    let told = compared(&bench, &[&decide, &all, &back, &|| turn(&bench)]);
    assert_eq!(told.iter().filter(|command| *command == "human_judge").count(), 1, "{told:?}");
    let judged = bench.ok("event_list", json!({ "filter": { "commands": ["human_judge"] } }));
    let summary = judged["events"][0]["event"]["summary"].as_str().unwrap();
    assert!(summary.contains("no"), "{summary}");
}

#[test]
fn labels_set_aside_counted_before() {
    let bench = conflicts();
    let person = bench.overview().people.iter().find(|person| person.name == "t").unwrap().id;
    let aside = || drop(bench.ok("rater_set_aside", json!({ "person": person, "which": "all" })));
    let told = compared(&bench, &[&aside, &|| turn(&bench), &|| turn(&bench)]);
    assert_eq!(told[told.len() - 3..], ["rater_set_aside", "event_undo", "event_undo"]);
    let before = bench.ok("item_as_of", json!({ "item": 1, "event": newest(&bench) - 3 }));
    assert_eq!((&before["votes"]["n"], &before["reference"]), (&json!(3), &Value::Null));
    let after = bench.ok("item_as_of", json!({ "item": 1 }));
    assert_eq!((&after["votes"]["n"], &after["reference"]["class"]), (&json!(2), &json!(1)));
    let found = bench.ok("event_list", json!({ "filter": { "text": "i0" } }));
    let found = found["events"].as_array().unwrap().iter().any(|row| row["root"] == "rater_set_aside");
    assert!(found);
}

#[test]
fn other_acceptable_answers_are_told_beside_a_split_one() {
    let bench = Bench::new(&["yes", "no", "maybe"], Policy::default());
    bench.items(1);
    bench.import("gold", "item,label\ni0,no\n");
    let split = |class: i64, name: &str| {
        let parts = json!([{ "name": format!("{name} a") }, { "name": format!("{name} b") }]);
        let work = json!({ "kind": "requeue" });
        bench
            .job("scheme_change", json!({ "kind": "split", "class": class, "parts": parts, "work": work }))
            .unwrap();
        (newest(&bench), now(&bench, 1))
    };
    let first = split(2, "first");
    let parts: Vec<i64> = first.1["gold"].as_array().unwrap().iter().filter_map(Value::as_i64).collect();
    assert_eq!(parts.len(), 2, "{parts:?}");
    for (event, view) in [split(parts[0], "second"), first] {
        assert_eq!(then(&bench, 1, event), view);
    }
}

#[test]
fn a_label_that_was_set_aside_counts_no_more_when_a_split_is_taken_back() {
    let bench = conflicts();
    let person = bench.overview().people.iter().find(|person| person.name == "t").unwrap().id;
    let parts = json!([{ "name": "a" }, { "name": "b" }]);
    let work = json!({ "kind": "requeue" });
    bench.job("scheme_change", json!({ "kind": "split", "class": 2, "parts": parts, "work": work })).unwrap();
    let split = newest(&bench);
    turn(&bench);
    let back = newest(&bench);
    bench.ok("rater_set_aside", json!({ "person": person, "which": "all" }));
    bench.ok("event_undo", json!({ "event": back }));
    bench.ok("event_undo", json!({ "event": split }));
    let counted =
        |of: &Value| of["judgments"].as_array().unwrap().iter().filter(|j| j["counted"] == true).count();
    assert_eq!(counted(&now(&bench, 1)), 2);
    assert_eq!(then(&bench, 1, newest(&bench)), now(&bench, 1));
    bench.assert_sound();
}
