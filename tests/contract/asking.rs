//! Raters ask, leads answer, and the answer reaches whoever meets such an item.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use assay_workbench::{Caller, dispatch};
use serde_json::{Value, json};

const HOSTILE: &str = "Is <img src=x onerror=alert(1)> [a](javascript:alert(1)) # a **cat**?\n```\n\u{5e9}\u{5dc}\u{5d5}\u{5dd}";

fn bench(judgments: u32) -> Bench {
    let policy = Policy { judgments_per_item: judgments, skip_allowed: false, ..Policy::default() };
    let bench = Bench::new(&["cat", "dog"], policy);
    let rows: String = (0..6).map(|i| format!("i{i},text {i},{}\n", ["de", "en"][i % 2])).collect();
    bench.import("items", &format!("item,text,language\n{rows}"));
    bench
}

fn as_one(bench: &Bench, who: &Caller, command: &str, request: Value) -> Result<Value, String> {
    dispatch(&bench.workbench, who, command, request).map_err(|e| e.code)
}

fn queue(bench: &Bench, who: &Caller) -> Value {
    as_one(bench, who, "label_queue", Value::Null).unwrap()
}

fn ask(bench: &Bench, who: &Caller, queue: &Value, body: &str) -> Value {
    let request = json!({ "assignment": queue["tasks"][0]["assignment"], "uid": uuid::Uuid::new_v4().to_string(), "body": body, "active_ms": 900 });
    as_one(bench, who, "ask_send", request).unwrap()
}

fn label(bench: &Bench, who: &Caller, queue: &Value) -> Value {
    let question = bench.overview().question;
    let said = json!({ "answers": [{ "question": question.id, "class": question.classes[0].id }] });
    let request = json!({ "assignment": queue["tasks"][0]["assignment"], "uid": uuid::Uuid::new_v4().to_string(), "said": said });
    as_one(bench, who, "label_submit", request).unwrap()
}

fn in_view(queue: &Value) -> &str {
    queue["tasks"][0]["item"]["key"].as_str().unwrap_or_default()
}

/// Labels on until the item comes into view.
fn until(bench: &Bench, who: &Caller, key: &str) -> Value {
    let mut now = queue(bench, who);
    while in_view(&now) != key {
        assert!(!in_view(&now).is_empty(), "{key} never came");
        now = label(bench, who, &now);
    }
    now
}

#[test]
fn a_question_sets_the_item_aside_and_its_answer_brings_it_back() {
    let bench = bench(3);
    let (ann, bob) = (bench.rater("Ann"), bench.rater("Bob"));
    let first = queue(&bench, &ann);
    let key = in_view(&first).to_owned();
    let next = ask(&bench, &ann, &first, "What is this?");
    assert_ne!(in_view(&next), key, "the rater goes on");
    assert_eq!(bench.overview().counts.questions, 1);
    bench.assert_sound();

    let list = bench.ok("ask_list", json!({}));
    let asked = &list["asks"][0];
    assert_eq!(
        (&list["waiting"], &asked["item_key"], &asked["rater"]),
        (&json!(1), &json!(key), &json!("Ann"))
    );
    assert_eq!((&asked["guideline_version"], &asked["body"]), (&json!(1), &json!("What is this?")));
    // Others get the item meanwhile, without a note; a rater neither reads nor answers questions.
    let of_bob = until(&bench, &bob, &key);
    assert_eq!(of_bob["tasks"][0]["notes"], json!([]));
    for (command, request) in [
        ("ask_list", json!({})),
        ("ask_get", json!({ "ask": 1 })),
        ("ask_answer", json!({ "ask": 1, "body": "x", "reach": "item" })),
        ("ask_answer_undo", Value::Null),
    ] {
        assert_eq!(as_one(&bench, &bob, command, request).unwrap_err(), "not_allowed", "{command}");
    }

    let answer = json!({ "ask": asked["id"], "body": "A *cat*. <script>alert(1)</script>", "reach": "item" });
    let view = bench.ok("ask_answer", answer);
    assert!(view["answer_html"].as_str().unwrap().contains("<em>cat</em>"));
    assert_eq!(bench.overview().counts.questions, 0);
    let told = queue(&bench, &ann);
    assert_eq!(told["answered"][0]["item_key"], json!(key), "the rater who asked is told");
    let again = until(&bench, &ann, &key);
    let note = &again["tasks"][0]["notes"][0];
    assert_eq!(note["own"], true);
    assert!(!note["html"].as_str().unwrap().contains("<script"), "{note}");
    let of_bob = queue(&bench, &bob);
    let note = &of_bob["tasks"][0]["notes"][0];
    assert_eq!((in_view(&of_bob), &note["own"]), (key.as_str(), &json!(false)));
    let everything = of_bob.to_string();
    assert!(!everything.contains("Ann") && !everything.contains("Lea"), "no names: {everything}");
    as_one(&bench, &ann, "ask_seen", json!({ "answer": note["answer"] })).unwrap();
    assert_eq!(queue(&bench, &ann)["answered"], json!([]));
    bench.assert_sound();
}

#[test]
fn an_answer_reaches_items_of_the_same_value_or_everyone() {
    let bench = bench(3);
    let (ann, bob) = (bench.rater("Ann"), bench.rater("Bob"));
    let language = |key: &str| ["de", "en"][key[1..].parse::<usize>().unwrap() % 2];
    let first = queue(&bench, &ann);
    let of = language(in_view(&first)).to_owned();
    ask(&bench, &ann, &first, "How?");
    let field = bench.ok("field_list", Value::Null)[0]["id"].clone();
    let view = bench.ok("ask_get", json!({ "ask": 1 }));
    assert_eq!(view["shared"], json!([{ "field": field, "name": "language", "value": of, "items": 3 }]));
    let missing = json!({ "ask": 1, "body": "So.", "reach": "field" });
    assert_eq!(bench.call("ask_answer", missing).unwrap_err().code, "field_missing");
    bench.ok("ask_answer", json!({ "ask": 1, "body": "So.", "reach": "field", "field": field }));
    let mut of_bob = queue(&bench, &bob);
    let mut seen = 0;
    while !in_view(&of_bob).is_empty() {
        let notes = of_bob["tasks"][0]["notes"].as_array().unwrap().len();
        assert_eq!(notes, usize::from(language(in_view(&of_bob)) == of), "{of_bob}");
        seen += notes;
        of_bob = label(&bench, &bob, &of_bob);
    }
    assert_eq!(seen, 3);
    // Answered anew for everyone: shown until put away, then in the list only.
    bench.ok("ask_answer", json!({ "ask": 1, "body": "So it is.", "reach": "everyone" }));
    let cleo = bench.rater("Cleo");
    let note = queue(&bench, &cleo)["tasks"][0]["notes"][0].clone();
    assert_eq!(note["reach"], "everyone");
    as_one(&bench, &cleo, "ask_seen", json!({ "answer": note["answer"] })).unwrap();
    assert_eq!(queue(&bench, &cleo)["tasks"][0]["notes"], json!([]));
    let list = as_one(&bench, &cleo, "ask_answers", Value::Null).unwrap();
    assert_eq!((list.as_array().unwrap().len(), &list[0]["asked"]), (1, &json!("How?")));
    bench.assert_sound();
}

#[test]
fn a_question_is_taken_back_with_one_key_and_asked_once() {
    let bench = bench(1);
    let ann = bench.rater("Ann");
    let first = queue(&bench, &ann);
    let key = in_view(&first).to_owned();
    let request = json!({ "assignment": first["tasks"][0]["assignment"], "uid": "u-1", "body": "What?" });
    as_one(&bench, &ann, "ask_send", request.clone()).unwrap();
    as_one(&bench, &ann, "ask_send", request).unwrap();
    assert_eq!(bench.ok("ask_list", json!({}))["waiting"], 1);
    let back = as_one(&bench, &ann, "label_undo", Value::Null).unwrap();
    assert_eq!((&back["undone"], in_view(&back["queue"])), (&json!(true), key.as_str()));
    assert_eq!(bench.overview().counts.questions, 0);
    for body in ["", "  \n ", "a\u{7}b", &"x".repeat(4_001)] {
        let request =
            json!({ "assignment": back["queue"]["tasks"][0]["assignment"], "uid": "u-2", "body": body });
        assert_eq!(as_one(&bench, &ann, "ask_send", request).unwrap_err(), "name_invalid");
    }
    // With an answer it cannot be taken back any more.
    ask(&bench, &ann, &back["queue"], "What?");
    bench.ok("ask_answer", json!({ "ask": 2, "body": "That.", "reach": "item" }));
    assert_eq!(as_one(&bench, &ann, "label_undo", Value::Null).unwrap_err(), "changed_since");
    bench.assert_sound();
}

#[test]
fn an_answer_goes_into_the_guideline_in_one_step_and_comes_out_again() {
    let bench = bench(3);
    let ann = bench.rater("Ann");
    let first = queue(&bench, &ann);
    let key = in_view(&first).to_owned();
    ask(&bench, &ann, &first, HOSTILE);
    let request =
        json!({ "ask": 1, "body": "It is a **cat**.", "reach": "everyone", "into_guideline": true });
    let view = bench.ok("ask_answer", request);
    assert_eq!(view["ask"]["answer"]["guideline_version"], 2);
    let guideline = bench.ok("guideline_get", Value::Null);
    let html = guideline["html"].as_str().unwrap();
    assert_eq!(guideline["version"], 2);
    assert!(
        html.contains("<h2>Questions and answers</h2>") && html.contains("<strong>cat</strong>."),
        "{html}"
    );
    assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;") && html.contains("# a **cat**?"), "{html}");
    assert!(!html.contains("<img") && !html.contains("<a ") && !html.contains("<code"), "{html}");

    assert_eq!(bench.ok("ask_answer_undo", Value::Null), 1);
    let back = bench.ok("guideline_get", Value::Null);
    assert_eq!((&back["version"], &back["body"]), (&json!(3), &json!("# How to")), "versions are appended");
    assert_eq!(bench.overview().counts.questions, 1);
    let now = queue(&bench, &ann);
    assert_eq!(now["answered"], json!([]));
    // It is set aside again: all others come, it does not.
    let mut now = now;
    while !in_view(&now).is_empty() {
        assert_ne!(in_view(&now), key);
        now = label(&bench, &ann, &now);
    }
    bench.assert_sound();

    // Where the guideline was changed since, the answer stays.
    bench.ok("ask_answer", json!({ "ask": 1, "body": "Yes.", "reach": "item", "into_guideline": true }));
    bench.ok("guideline_publish", json!({ "body": "# All new" }));
    assert_eq!(bench.call("ask_answer_undo", Value::Null).unwrap_err().code, "changed_since");
    assert_eq!(bench.overview().counts.questions, 0);
    bench.assert_sound();
}

#[test]
fn a_question_about_hidden_gold_is_like_any_other() {
    let policy = Policy { judgments_per_item: 1, gold_share: 0.5, ..Policy::default() };
    let bench = Bench::new(&["cat", "dog"], policy);
    bench.items(60);
    let known: String = (0..30).map(|i| format!("i{i},cat\n")).collect();
    bench.import("gold", &format!("item,label\n{known}"));
    let is_gold = |key: &String| key[1..].parse::<u32>().unwrap() < 30;
    let ann = bench.rater("Ann");
    let mut now = queue(&bench, &ann);
    let mut asked = Vec::new();
    while !in_view(&now).is_empty() {
        asked.push(in_view(&now).to_owned());
        now = ask(&bench, &ann, &now, "What?");
    }
    assert!(asked.iter().any(is_gold), "some of it was gold: {asked:?}");
    for ask in 1..=asked.len() {
        bench.ok("ask_answer", json!({ "ask": ask, "body": "That.", "reach": "item" }));
    }
    bench.assert_sound();
    let mut again = Vec::new();
    let mut now = queue(&bench, &ann);
    while !in_view(&now).is_empty() {
        again.push(in_view(&now).to_owned());
        now = label(&bench, &ann, &now);
    }
    let ordinary = |keys: &[String]| keys.iter().filter(|key| !is_gold(key)).count();
    assert_eq!(ordinary(&again), ordinary(&asked), "every item that was set aside comes back: {again:?}");
    bench.assert_sound();
}
