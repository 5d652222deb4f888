//! Hidden gold, the watch over raters, and the pool of gold.

use super::*;
pub(super) fn watched(share: f64, shown: Value) -> Bench {
    let rules =
        json!({ "monitor": { "acceptable": 0.85, "unacceptable": 0.65, "run_length": 200 }, "shown": shown });
    let policy = json!({ "judgments_per_item": 1, "gold_share": share, "rules": rules });
    let bench = Bench::new(&["yes", "no"], serde_json::from_value::<Policy>(policy).unwrap());
    bench.items(300);
    gold(&bench, 100, 0, 0);
    bench
}

#[test]
fn hidden_gold_pauses_a_rater_and_a_lead_lets_go_on_or_sets_labels_aside() {
    let bench = watched(0.3, json!({}));
    let ann = bench.rater("Ann");
    let mut next = queue(&bench, &ann);
    let (mut labels, mut wrong) = (0, 0);
    while next["stage"]["kind"] == "work" {
        let is_gold = number(&next) < 100;
        wrong += usize::from(is_gold);
        labels += i64::from(!is_gold);
        next = answer(&bench, &ann, &next, usize::from(is_gold)).unwrap();
        assert!(next["feedback"].is_null());
    }
    assert_eq!(gate(&next), "paused");
    if labels == 0 {
        // Gold alone came before the pause, by chance, once in forty projects: there is nothing to set aside.
        return hidden_gold_pauses_a_rater_and_a_lead_lets_go_on_or_sets_labels_aside();
    }
    let shown = status(&bench, "Ann");
    let watch = &shown["watch"];
    assert_eq!(watch["golds"], wrong);
    assert!(watch["sum"].as_f64() >= watch["limit"].as_f64(), "{watch}");
    assert_eq!(watch["accuracy"]["value"], 0.0);
    assert!(watch["accuracy"]["upper"].as_f64().unwrap() < 0.8, "{watch}");
    assert_eq!(bench.overview().counts.raters_waiting, 1);
    assert_eq!(bench.overview().counts.complete, labels, "the work is kept");
    assert_eq!(call(&bench, &ann, "label_undo", Value::Null).unwrap_err(), "paused");
    let id = shown["person"].clone();
    let aside = |which: &str| json!({ "person": id, "which": which });
    let preview = bench.ok("rater_set_aside_preview", aside("since_zero"));
    assert_eq!(preview, json!({ "labels": labels, "decided": 0 }), "S was never 0 again");
    assert_eq!(bench.ok("rater_set_aside", aside("all"))["n"], labels);
    assert_eq!(bench.overview().counts.complete, 0);
    bench.assert_sound();
    assert_eq!(bench.call("rater_set_aside", aside("all")).unwrap_err().code, "nothing_to_set_aside");
    let of_ann = call(&bench, &ann, "label_history", json!({ "limit": 200 })).unwrap();
    let label = of_ann.as_array().unwrap().iter().find(|one| number_of(&one["item"]) >= 100).unwrap();
    let revise = json!({ "judgment": label["judgment"]["id"], "said": { "skipped": true } });
    assert_eq!(call(&bench, &ann, "label_revise", revise).unwrap_err(), "set_aside");
    undo_newest(&bench, "rater_set_aside").unwrap();
    assert_eq!(bench.overview().counts.complete, labels);
    bench.assert_sound();
    // Set aside again, and judged by another: it cannot be taken back any more, and comes to Ann no more.
    bench.ok("rater_set_aside", aside("all"));
    let bob = bench.rater("Bob");
    let mut of_bob = queue(&bench, &bob);
    while key(&of_bob).is_some() {
        of_bob = answer(&bench, &bob, &of_bob, 0).unwrap();
    }
    assert_eq!(bench.overview().counts.complete, 200, "what was set aside was judged again");
    assert_eq!(undo_newest(&bench, "rater_set_aside").unwrap_err(), "not_undoable");
    bench.ok("rater_resume", json!({ "person": id }));
    assert_eq!(queue(&bench, &ann)["stage"]["kind"], "work");
    assert_eq!(status(&bench, "Ann")["watch"]["golds"], 0, "the watch begins anew");
    undo_newest(&bench, "rater_resume").unwrap();
    assert_eq!(gate(&queue(&bench, &ann)), "paused");
    bench.assert_sound();
}

#[test]
fn feedback_after_a_miss_closes_the_answer_and_tells_nothing_of_what_was_right() {
    let bench = watched(0.3, json!({ "gold_feedback": true }));
    let ann = bench.rater("Ann");
    let mut next = queue(&bench, &ann);
    let mut told = 0;
    for i in 0..40 {
        if next["stage"]["kind"] != "work" {
            break;
        }
        let item = number(&next);
        let class = usize::from(i % 4 == 0);
        next = answer(&bench, &ann, &next, class).unwrap();
        let missed = item < 100 && class == 1;
        assert_eq!(next["feedback"].is_object(), missed, "i{item}");
        if missed {
            told += 1;
            assert_eq!(next["feedback"]["practice"], false);
            assert_eq!(call(&bench, &ann, "label_undo", Value::Null).unwrap_err(), "gold_shown");
        }
    }
    assert!(told > 0);
    bench.assert_sound();
}

/// Wald and Wolfowitz: the number of runs of a random sequence, as a z value.
fn runs_z(sequence: &[bool]) -> f64 {
    let ones = sequence.iter().filter(|x| **x).count() as f64;
    let (n, zeros) = (sequence.len() as f64, sequence.len() as f64 - ones);
    let runs = 1.0 + sequence.windows(2).filter(|pair| pair[0] != pair[1]).count() as f64;
    let mean = 1.0 + 2.0 * ones * zeros / n;
    let variance = (mean - 1.0) * (mean - 2.0) / (n - 1.0);
    (runs - mean) / variance.sqrt()
}

#[test]
fn hidden_gold_has_no_rhythm_and_nothing_on_the_wire_tells_it() {
    let policy = Policy { gold_share: 0.2, ..Policy::default() };
    let bench = Bench::new(&["yes", "no"], policy);
    bench.items(900);
    gold(&bench, 300, 0, 0);
    let shape = |value: &Value| {
        let mut keys: Vec<String> = Vec::new();
        fn walk(value: &Value, path: &str, keys: &mut Vec<String>) {
            for (key, inner) in value.as_object().into_iter().flatten() {
                // The content of an item is its own.
                let path = format!("{path}.{key}");
                if key == "fields" {
                    continue;
                }
                keys.push(format!(
                    "{path} {}",
                    match inner {
                        Value::Null => "null",
                        Value::Object(_) => "object",
                        _ => "value",
                    }
                ));
                walk(inner, &path, keys);
            }
        }
        walk(value, "", &mut keys);
        keys
    };
    let mut zs = Vec::new();
    let mut wire: Option<Vec<String>> = None;
    for name in ["Ann", "Bob", "Cleo"] {
        let who = bench.rater(name);
        let mut next = queue(&bench, &who);
        let mut sequence = Vec::new();
        let mut last = None;
        for step in 0..200 {
            // Undo, giving back and asking anew change nothing of what comes.
            match step % 7 {
                3 => {
                    let again = call(&bench, &who, "label_undo", Value::Null).unwrap();
                    assert_eq!(key(&again["queue"]), last, "the item taken back comes first, gold or not");
                    let redone = answer(&bench, &who, &again["queue"], 0).unwrap();
                    assert_eq!(key(&redone), key(&next));
                    next = redone;
                }
                5 => {
                    let in_view = key(&next);
                    call(&bench, &who, "label_release", Value::Null).unwrap();
                    // What was drawn meanwhile may come first; what was in view is there still.
                    next = queue(&bench, &who);
                    let mut ahead = 0;
                    while key(&next) != in_view && ahead < 8 {
                        sequence.push(number(&next) < 300);
                        next = answer(&bench, &who, &next, 0).unwrap();
                        ahead += 1;
                    }
                    assert_eq!(key(&next), in_view, "what was in view is not lost, gold or not");
                }
                _ => {}
            }
            last = key(&next);
            sequence.push(number(&next) < 300);
            for task in next["tasks"].as_array().unwrap() {
                let mut form = shape(task);
                form.push(format!("{:?}", task["item"]["media"]));
                assert_eq!(wire.get_or_insert_with(|| form.clone()), &form);
            }
            assert!(next["pace"]["items_open"].is_null(), "it would fall with ordinary items only");
            next = answer(&bench, &who, &next, 0).unwrap();
        }
        let history = call(&bench, &who, "label_history", json!({ "limit": 200 })).unwrap();
        for entry in history.as_array().unwrap() {
            assert_eq!(
                (entry["judgment"]["purpose"].as_str(), entry["judgment"]["counted"].as_bool()),
                (Some(""), Some(true))
            );
        }
        let share = sequence.iter().filter(|gold| **gold).count() as f64 / sequence.len() as f64;
        // The seed is another one each time: beyond four and a half standard deviations is no chance.
        let deviation = (0.2 * 0.8 / sequence.len() as f64).sqrt();
        assert!((share - 0.2).abs() < 4.5 * deviation, "{share}");
        zs.push(runs_z(&sequence));
    }
    let together = zs.iter().sum::<f64>() / (zs.len() as f64).sqrt();
    assert!(together.abs() < 4.5, "the places of gold have a rhythm: {zs:?}");
    bench.assert_sound();
}

#[test]
fn gold_is_divided_by_seed_changed_and_removed_and_all_of_it_can_be_taken_back() {
    let bench = bench(40, json!({}));
    gold(&bench, 20, 5, 10);
    let counts = |bench: &Bench| {
        let pool = bench.ok("gold_pool", Value::Null)["pool"].clone();
        ["practice", "qualification", "hidden"].map(|part| pool[part].as_i64().unwrap())
    };
    assert_eq!(counts(&bench), [5, 10, 5]);
    let before = bench.ok("gold_list", json!({}));
    bench.ok("gold_divide", json!({ "practice": 8, "qualification": 2, "seed": 9 }));
    assert_eq!(counts(&bench), [8, 2, 10]);
    undo_newest(&bench, "gold_divide").unwrap();
    assert_eq!(bench.ok("gold_list", json!({})), before);
    assert_eq!(
        bench.call("gold_divide", json!({ "practice": 19, "qualification": 2 })).unwrap_err().code,
        "gold_missing"
    );
    let item = before[0]["item"].clone();
    let no = bench.overview().question.classes[1].id;
    let yes = bench.overview().question.classes[0].id;
    let edit = json!({ "answers": [yes, no], "part": "practice", "explanation": "both" });
    bench.ok("gold_set", json!({ "item": item, "edit": edit }));
    let changed = bench.ok("gold_list", json!({}))[0].clone();
    assert_eq!(
        (&changed["answers"], &changed["part"], &changed["explanation"]),
        (&json!([yes, no]), &json!("practice"), &json!("both"))
    );
    assert_eq!(
        bench.call("gold_set", json!({ "item": item, "edit": { "answers": [] } })).unwrap_err().code,
        "gold_answers"
    );
    undo_newest(&bench, "gold_set").unwrap();
    bench.ok("gold_remove", json!({ "item": item }));
    assert_eq!(bench.overview().counts.gold, 19);
    bench.assert_sound();
    undo_newest(&bench, "gold_remove").unwrap();
    assert_eq!(bench.ok("gold_list", json!({})), before);
    bench.assert_sound();
}

#[test]
fn gold_that_good_raters_miss_is_listed_as_doubtful() {
    let bench =
        Bench::new(&["yes", "no"], Policy { gold_share: 0.5, judgments_per_item: 6, ..Policy::default() });
    bench.items(100);
    gold(&bench, 30, 0, 0);
    for i in 0..6 {
        let who = bench.rater(&format!("r{i}"));
        let mut next = queue(&bench, &who);
        while key(&next).is_some() {
            // The known answer of i3 is wrong: everyone says no.
            let class = usize::from(number(&next) == 3);
            next = answer(&bench, &who, &next, class).unwrap();
        }
    }
    let doubtful = bench.ok("gold_doubtful", Value::Null);
    let keys: Vec<&str> =
        doubtful.as_array().unwrap().iter().map(|d| d["gold"]["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["i3"]);
    assert!(doubtful[0]["adjusted"].as_f64().unwrap() < 0.01);
    assert_eq!(doubtful[0]["instead"][0][1], doubtful[0]["wrong"]);
    let no = bench.overview().question.classes[1].id;
    bench.ok("gold_set", json!({ "item": doubtful[0]["gold"]["item"], "edit": { "answers": [no] } }));
    assert_eq!(bench.ok("gold_doubtful", Value::Null), json!([]));
    bench.assert_sound();
}
