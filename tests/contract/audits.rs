//! Audits by plan: n and c, verdict, rate, rework and the audit after it.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

/// So many items with gold `yes`.
fn bench(items: usize) -> Bench {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    bench.items(items);
    let gold: String = (0..items).map(|i| format!("i{i},yes\n")).collect();
    bench.import("gold", &format!("item,label\n{gold}"));
    bench
}

fn aim(tolerable: f64, good: f64, producer_risk: f64) -> Value {
    json!({ "tolerable": tolerable, "good": good, "producer_risk": producer_risk, "consumer_risk": 0.05 })
}

/// Judges the first looks of an audit: `wrong` says which are to contradict the label.
fn judge(bench: &Bench, made: &Value, looks: usize, wrong: impl Fn(usize) -> bool) -> Value {
    let classes = bench.overview().question.classes;
    let mut view = made.clone();
    for look in 0..looks {
        let class = classes[usize::from(wrong(look))].id;
        let position = view["next"]["position"].clone();
        let request = json!({ "audit": made["audit"]["id"], "position": position, "class": class });
        view = bench.ok("audit_judge", request);
    }
    view
}

/// The lots of n = 57, 90, 119 of 1,000, and the endless ones of n = 59, 93, 124, 153 (a 10 % lot: 29, 46, 61, 76):
/// tables of acceptance sampling, as the statistics of this project are defined. The producer's risk decides on c.
#[test]
fn the_smallest_plan_is_the_one_of_the_tables() {
    let bench = bench(3);
    let endless = 1_000_000_000_000_u64;
    for (lot, tolerable, good, producer_risk, n, c) in [
        (1_000, 0.05, 0.01, 0.46, 57, 0),
        (1_000, 0.05, 0.01, 0.25, 90, 1),
        (1_000, 0.05, 0.01, 0.12, 119, 2),
        (endless, 0.05, 0.01, 0.46, 59, 0),
        (endless, 0.05, 0.01, 0.25, 93, 1),
        (endless, 0.05, 0.01, 0.14, 124, 2),
        (endless, 0.05, 0.01, 0.08, 153, 3),
        (endless, 0.1, 0.02, 0.46, 29, 0),
        (endless, 0.1, 0.02, 0.25, 46, 1),
        (endless, 0.1, 0.02, 0.14, 61, 2),
        (endless, 0.1, 0.02, 0.08, 76, 3),
    ] {
        let plan = bench.ok("audit_plan", json!({ "aim": aim(tolerable, good, producer_risk), "lot": lot }));
        assert_eq!((plan["items"].as_i64(), plan["acceptance"].as_i64()), (Some(n), Some(c)), "{lot} {n}");
        let chance = |at: &str| plan[at]["accept"].as_f64().unwrap();
        assert!(chance("tolerable") <= 0.05 && chance("good") >= 1.0 - producer_risk, "{plan}");
        let curve = plan["curve"].as_array().unwrap();
        assert_eq!((&curve[0]["error_rate"], &curve[0]["accept"]), (&json!(0.0), &json!(1.0)));
        let accept = |point: &Value| point["accept"].as_f64().unwrap();
        assert!(curve.windows(2).all(|pair| accept(&pair[1]) <= accept(&pair[0])), "never rises");
    }
    let plan = bench.ok("audit_plan", json!({ "aim": aim(0.05, 0.01, 0.46), "lot": endless }));
    let accept = plan["good"]["accept"].as_f64().unwrap();
    assert!((accept - 0.5527).abs() < 5e-5, "{accept}");
    assert!((plan["tolerable"]["accept"].as_f64().unwrap() - 0.95_f64.powi(59)).abs() < 1e-9);
    assert_eq!(bench.overview().counts.audits, 0, "planning changes nothing");
}

#[test]
fn the_lot_is_the_reference_labels_there_are_and_rates_are_whole_labels_of_it() {
    let bench = bench(30);
    let plan = bench.ok("audit_plan", json!({ "aim": aim(0.05, 0.01, 0.05) }));
    assert_eq!(plan["lot"], 30);
    assert_eq!((&plan["good"]["error_rate"], &plan["good"]["accept"]), (&json!(0.0), &json!(1.0)));
    // 1.5 labels are two of 30: all but n are left with both, C(30 - n, 2) / C(30, 2) <= .05 from n = 23 on.
    assert_eq!((plan["items"].as_i64(), plan["acceptance"].as_i64()), (Some(23), Some(0)));
    let tolerable = &plan["tolerable"];
    assert!((tolerable["error_rate"].as_f64().unwrap() - 2.0 / 30.0).abs() < 1e-12);
    assert!((tolerable["accept"].as_f64().unwrap() - 21.0 / 435.0).abs() < 1e-12, "{tolerable}");
}

#[test]
fn a_plan_that_cannot_be_is_refused_with_what_to_change() {
    let bench = bench(30);
    for (wanted, code) in [
        (aim(0.01, 0.05, 0.05), "not_apart"),
        (aim(0.0, 0.0, 0.05), "not_a_share"),
        (aim(0.05, 0.01, 0.96), "risks_too_large"),
    ] {
        let error = bench.call("audit_plan", json!({ "aim": wanted })).unwrap_err();
        let made = bench.call("audit_create", json!({ "name": "a", "plan": wanted })).unwrap_err();
        assert_eq!((error.code.as_str(), made.code.as_str()), (code, code), "{}", error.message);
        assert!(error.message.contains("; "), "says what to do: {}", error.message);
    }
    let endless = json!({ "aim": aim(0.001, 0.0009, 0.05), "lot": 1_000_000_000 });
    assert_eq!(bench.call("audit_plan", endless).unwrap_err().code, "no_plan");
    for both in [json!({ "name": "a" }), json!({ "name": "a", "size": 3, "plan": aim(0.1, 0.01, 0.05) })] {
        assert_eq!(bench.call("audit_create", both).unwrap_err().code, "audit_invalid");
    }
    assert_eq!(bench.overview().counts.audits, 0);
}

#[test]
fn a_verdict_comes_as_soon_as_it_is_certain_and_a_rate_when_all_is_judged() {
    let bench = bench(200);
    let made = bench.ok("audit_create", json!({ "name": "lot", "plan": aim(0.1, 0.01, 0.05), "seed": 7 }));
    let (n, c) = (made["audit"]["size"].as_u64().unwrap(), &made["audit"]["plan"]["acceptance"]);
    // Hypergeometric, 20 of 200: (42, 1) accepts with .0481, (41, 1) with .0535.
    assert_eq!((n, c), (42, &json!(1)));
    assert_eq!(made["verdict"], "undecided");
    let open = judge(&bench, &made, 1, |_| true);
    assert_eq!((&open["verdict"], &open["error_rate"]["value"]), (&json!("undecided"), &Value::Null));
    // 40 more without a defect: even a defect in the last one would leave two, which is too many.
    let open = judge(&bench, &open, 40, |_| false);
    assert_eq!(open["verdict"], "undecided");
    let done = judge(&bench, &open, 1, |_| false);
    assert_eq!(done["verdict"], "accepted");
    let rate = &done["error_rate"];
    assert_eq!((rate["n"].as_u64(), rate["value"].as_f64()), (Some(42), Some(1.0 / 42.0)));
    assert_eq!(rate["method"], "exact (hypergeometric)", "42 of 200 are a large part");
    // Exact: of 200 with 1 bad, one is in the draw by .21: not too rare; with 22 bad, one or none by .0310, with 23 by .0248.
    let ends = ["lower", "upper"].map(|end| rate[end].as_f64().unwrap());
    assert!((ends[0] - 0.005).abs() < 1e-12 && (ends[1] - 0.11).abs() < 1e-12, "{ends:?}");

    let made = bench.ok("audit_create", json!({ "name": "other", "plan": aim(0.1, 0.01, 0.05) }));
    let early = judge(&bench, &made, 2, |_| true);
    assert_eq!(early["verdict"], "rejected");
    assert_eq!((&early["error_rate"]["value"], &early["error_rate"]["lower"]), (&Value::Null, &Value::Null));
    assert!(early["error_rate"]["undefined_because"].as_str().unwrap().contains("stopped early"));
    // Who judges on all the same gets the rate; the verdict stays.
    let all = judge(&bench, &early, n as usize - 2, |_| false);
    assert_eq!(
        (&all["verdict"], all["error_rate"]["value"].as_f64()),
        (&json!("rejected"), Some(2.0 / 42.0))
    );
}

#[test]
fn a_lot_that_is_judged_in_full_has_a_verdict_and_a_rate_without_an_interval() {
    let bench = bench(3);
    // One of three is found for certain only by judging all.
    let made = bench.ok("audit_create", json!({ "name": "all", "plan": aim(0.3, 0.01, 0.05) }));
    assert_eq!((&made["audit"]["size"], &made["audit"]["plan"]["acceptance"]), (&json!(3), &json!(0)));
    let done = judge(&bench, &made, 3, |_| false);
    let rate = &done["error_rate"];
    assert_eq!((&done["verdict"], rate["value"].as_f64()), (&json!("accepted"), Some(0.0)));
    assert_eq!((&rate["lower"], rate["unreliable_because"].is_string()), (&Value::Null, true), "{rate}");
}

#[test]
fn a_rejected_lot_is_audited_again_after_rework_with_a_fresh_draw() {
    let bench = bench(200);
    let again = json!({ "name": "lot", "plan": aim(0.1, 0.01, 0.05), "seed": 7 });
    let code = |request: &Value| bench.call("audit_create", request.clone()).unwrap_err().code;
    let first = bench.ok("audit_create", again.clone());
    assert_eq!(code(&again), "audit_name_taken", "undecided");
    let rejected = judge(&bench, &first, 2, |_| true);
    assert_eq!(code(&again), "rework_open");
    let classes = bench.overview().question.classes;
    // One label was wrong; of the other the lead says that it is right after all.
    for (defect, class) in rejected["defects"].as_array().unwrap().iter().zip([1, 0]) {
        assert_eq!(defect["reworked"], false);
        bench.ok(
            "adjudicate",
            json!({ "item": defect["item"], "class": classes[class].id, "cause": null, "rationale": "" }),
        );
    }
    let view = bench.ok("audit_get", json!({ "audit": first["audit"]["id"] }));
    let reworked = view["defects"].as_array().unwrap().iter().filter(|d| d["reworked"] == true).count();
    assert_eq!((reworked, &view["verdict"]), (2, &json!("rejected")), "the verdict on the old lot stands");
    let second = bench.ok("audit_create", again.clone());
    assert_eq!(
        (&second["audit"]["again_of"], &second["audit"]["plan"]["round"]),
        (&first["audit"]["id"], &json!(1))
    );
    assert_ne!(second["next"]["item"]["id"], first["next"]["item"]["id"], "the same seed draws others");
    let undo = json!({ "audit": first["audit"]["id"] });
    assert_eq!(bench.call("audit_undo", undo).unwrap_err().code, "audit_repeated");

    let accepted = judge(&bench, &second, 42, |_| false);
    assert_eq!(accepted["verdict"], "accepted");
    assert_eq!(code(&again), "audit_name_taken", "an accepted lot is not drawn from until it fails");
    let list = bench.ok("audit_list", Value::Null);
    let history: Vec<_> =
        list.as_array().unwrap().iter().map(|row| row["verdict"].as_str().unwrap()).collect();
    assert_eq!(history, ["accepted", "rejected"]);
    assert_eq!(
        (&list[1]["audit"]["followed_by"], &list[0]["audit"]["person"]),
        (&second["audit"]["id"], &json!("Lea"))
    );
    // A free draw has no verdict, and its name is its own affair.
    let free = bench.ok("audit_create", json!({ "name": "lot", "size": 5 }));
    assert_eq!((&free["verdict"], &free["audit"]["again_of"]), (&Value::Null, &Value::Null));
    bench.assert_sound();
}

#[test]
fn a_certificate_names_lot_plan_draw_and_finding_and_keeps_names_as_text() {
    let bench = bench(200);
    let name = "<script>lot</script>";
    let made = bench.ok("audit_create", json!({ "name": name, "plan": aim(0.1, 0.01, 0.05), "seed": 7 }));
    let path = bench.folder.path().join("certificate.html");
    let file = bench.workbench.files().register(path.clone()).handle;
    let request = json!({ "audit": made["audit"]["id"], "file": file });
    assert_eq!(bench.call("audit_certificate", request.clone()).unwrap_err().code, "audit_open");
    assert!(!path.exists());
    judge(&bench, &made, 42, |look| look == 0);
    bench.ok("audit_certificate", request);
    let page = std::fs::read_to_string(&path).unwrap();
    for said in [
        "<strong>Accepted</strong>",
        "<td>Test</td>",
        "200 reference labels, revision ",
        "n = 42, c = 1: accepted",
        "10 %, accepted by a chance of at most 5 %",
        "1 %, rejected by a chance of at most 5 %",
        "seed 7, round 1",
        "1 of 42 judged",
        "2.38 %, 95 % interval 0.5 % to 11 %, exact (hypergeometric), n 42",
        "42 by Lea",
        "Assay test",
        "&lt;script&gt;lot&lt;/script&gt;",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
    assert!(!page.contains("<script"));
    let free = bench.ok("audit_create", json!({ "name": "free", "size": 2 }));
    judge(&bench, &free, 2, |_| false);
    let file = bench.workbench.files().register(path.clone()).handle;
    bench.ok("audit_certificate", json!({ "audit": free["audit"]["id"], "file": file }));
    let page = std::fs::read_to_string(&path).unwrap();
    assert!(page.contains("No verdict: a free draw") && page.contains("Wilson"), "{page}");
}

/// 10 items of class yes, 4 of class no, in three places: 8 north, 4 south, 2 nowhere.
fn grouped() -> Bench {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    let place = |i: usize| ["north", "south", ""][usize::from(i >= 8) + usize::from(i >= 12)];
    let items: String = (0..14).map(|i| format!("i{i},x,{}\n", place(i))).collect();
    bench.import("items", &format!("item,text,place\n{items}"));
    let gold: String = (0..14).map(|i| format!("i{i},{}\n", if i < 10 { "yes" } else { "no" })).collect();
    bench.import("gold", &format!("item,label\n{gold}"));
    bench
}

#[test]
fn a_draw_by_groups_gives_each_a_rate_and_the_lot_a_weighted_one() {
    let bench = grouped();
    let groups = bench.ok("audit_groups", json!({}));
    assert_eq!(groups, json!([{ "name": "yes", "population": 10 }, { "name": "no", "population": 4 }]));
    let sizes = json!([{ "name": "yes", "size": 4 }, { "name": "no", "size": 4 }]);
    let made = bench.ok("audit_create", json!({ "name": "g", "groups": { "sizes": sizes }, "seed": 3 }));
    assert_eq!((&made["audit"]["size"], &made["audit"]["grouped_by"]), (&json!(8), &json!("class")));
    assert!(made["error_rate"]["undefined_because"].as_str().unwrap().contains("each group"));
    // The look says no to all: the four of yes are contradicted, those of no are not.
    let done = judge(&bench, &made, 8, |_| true);
    assert_eq!((&done["next"], &done["verdict"]), (&Value::Null, &Value::Null));
    let rate = |at: usize| done["groups"][at]["error_rate"]["value"].as_f64().unwrap();
    assert_eq!((rate(0), rate(1)), (1.0, 0.0));
    // 4 of 4 of a group of 10, 0 of 4 of one of 4: 10/14 and not 4/8.
    let lot = &done["error_rate"];
    assert!((lot["value"].as_f64().unwrap() - 10.0 / 14.0).abs() < 1e-12, "{lot}");
    // Judged in full, the group of no adds no width: at least 4 of 14, at most 10 of 14.
    let ends = ["lower", "upper"].map(|end| lot[end].as_f64().unwrap());
    assert!(ends[0] >= 4.0 / 14.0 - 1e-12 && ends[0] < 10.0 / 14.0, "{ends:?}");
    assert!((ends[1] - 10.0 / 14.0).abs() < 1e-12, "{ends:?}");
    assert_eq!(bench.ok("audit_list", Value::Null)[0]["error_rate"], *lot);
    let path = bench.folder.path().join("c.html");
    let file = bench.workbench.files().register(path.clone()).handle;
    bench.ok("audit_certificate", json!({ "audit": made["audit"]["id"], "file": file }));
    let page = std::fs::read_to_string(path).unwrap();
    assert!(page.contains("yes: 4 of 10 labels, 4 defects") && page.contains("71.43 %"), "{page}");
    bench.assert_sound();
}

#[test]
fn groups_of_a_field_are_drawn_mixed_and_too_few_of_one_are_refused() {
    let bench = grouped();
    let field = bench.ok("field_list", Value::Null)[0]["id"].clone();
    let groups = bench.ok("audit_groups", json!({ "field": field }));
    let shown: Vec<_> = groups
        .as_array()
        .unwrap()
        .iter()
        .map(|g| (g["name"].as_str().unwrap(), g["population"].as_u64().unwrap()))
        .collect();
    assert_eq!(shown, [("", 2), ("north", 8), ("south", 4)]);
    let create = |north: u32, none: u32, more: Value| {
        let sizes = json!([{ "name": "north", "size": north }, { "name": "south", "size": 2 }, { "name": "", "size": none }]);
        let mut request = json!({ "name": "g", "groups": { "field": field, "sizes": sizes }, "seed": 3 });
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        bench.call("audit_create", request)
    };
    assert_eq!(create(1, 2, json!({})).unwrap_err().code, "group_too_thin");
    assert_eq!(create(5, 0, json!({})).unwrap_err().code, "group_too_thin");
    assert_eq!(create(5, 2, json!({ "size": 3 })).unwrap_err().code, "audit_invalid");
    let unknown = json!({ "name": "g", "groups": { "sizes": [{ "name": "maybe", "size": 2 }] } });
    assert_eq!(bench.call("audit_create", unknown).unwrap_err().code, "group_unknown");
    let made = create(5, 9, json!({})).unwrap();
    assert_eq!((&made["audit"]["size"], &made["audit"]["grouped_by"]), (&json!(9), &json!("place")));
    let sizes: Vec<_> =
        made["groups"].as_array().unwrap().iter().map(|g| g["group"]["size"].as_u64().unwrap()).collect();
    assert_eq!(sizes, [2, 5, 2]);
    let again = create(5, 2, json!({})).unwrap();
    assert_eq!(made["next"]["item"]["id"], again["next"]["item"]["id"], "one seed, one draw");
    bench.assert_sound();
}
