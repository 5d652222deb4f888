//! The dashboard: every figure against one computed by hand.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};
use std::fmt::Write as _;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

fn wanting(judgments_per_item: u32) -> Bench {
    Bench::new(&["yes", "no"], Policy { judgments_per_item, ..Policy::default() })
}

fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

fn get(bench: &Bench) -> Value {
    bench.ok("dashboard_get", json!({}))
}

fn list<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    value.as_array().unwrap().iter().map(|each| &each[key]).collect()
}

fn near(value: &Value, wanted: f64) {
    let found = value.as_f64().unwrap_or_else(|| panic!("{value} is no number, wanted {wanted}"));
    assert!((found - wanted).abs() < 1e-9, "{found}, wanted {wanted}");
}

/// 10:00 UTC on 5 January 2026.
const TEN: i64 = 1_767_607_200_000;

/// Four items that want two judgments each: i0 agreed, i1 a conflict, i2 half done, i3 agreed with one time unknown.
fn four() -> Bench {
    let bench = wanting(2);
    bench.items(4);
    let at = |hours: i64| (TEN + hours * HOUR).to_string();
    let rows = [
        ("i0", "a", "yes", at(0), "1000"),
        ("i0", "b", "yes", at(1), "3000"),
        ("i1", "a", "yes", at(0), "2000"),
        ("i1", "b", "no", at(2), "5000"),
        ("i2", "a", "no", at(2), "4000"),
        ("i2", "c", "", at(3), "9000"),
        ("i3", "a", "yes", String::new(), "6000"),
        ("i3", "b", "yes", at(3), ""),
    ];
    let mut csv = String::from("item,rater,label,time,active_ms,skipped\n");
    for (item, rater, label, time, active) in rows {
        let skipped = u8::from(label.is_empty());
        writeln!(csv, "{item},{rater},{label},{time},{active},{skipped}").unwrap();
    }
    bench.import("judgments", &csv);
    bench
}

#[test]
fn progress_over_time_is_what_stands_by_when_it_came_about() {
    let bench = four();
    let progress = &get(&bench)["progress"];
    assert_eq!(progress["step_ms"], HOUR);
    let points = &progress["points"];
    assert_eq!(list(points, "at"), [TEN, TEN + HOUR, TEN + 2 * HOUR, TEN + 3 * HOUR]);
    assert_eq!(list(points, "judgments"), [2, 1, 2, 1]);
    assert_eq!(list(points, "skips"), [0, 0, 0, 1]);
    // i3 is complete at no known time.
    assert_eq!(list(points, "complete"), [0, 1, 2, 2]);
    assert_eq!(list(points, "conflicts"), [0, 0, 1, 1]);
    assert_eq!(progress["untimed"], json!({ "judgments": 1, "items": 1 }));
    let now = &progress["now"];
    assert_eq!((&now["complete"], &now["open"], &now["conflicts"]), (&json!(3), &json!(1), &json!(1)));
    assert_eq!((&now["judgments"], &now["remaining"]), (&json!(7), &json!(1)));
    let raters = &progress["raters"];
    assert_eq!(list(raters, "rater"), ["a", "b"]);
    assert_eq!(raters[0]["judgments"], json!([2, 0, 1, 0]));
    assert!(progress["forecast"]["undefined_because"].as_str().unwrap().contains("in the last 28 days"));

    let conflict = bench.ok("conflict_list", json!({ "limit": 1 }))["conflicts"][0]["item"].clone();
    let class = bench.overview().question.classes[0].id;
    bench.ok("adjudicate", json!({ "item": conflict, "class": class }));
    let points = &get(&bench)["progress"]["points"];
    let last = points.as_array().unwrap().last().unwrap();
    assert_eq!((&last["conflicts"], &last["decided"]), (&json!(0), &json!(1)));
    bench.assert_sound();
}

#[test]
fn time_and_cost_are_those_of_the_judgments_with_an_active_time() {
    let bench = four();
    assert_eq!(get(&bench)["cost"], Value::Null, "no rate was set");
    bench.ok("dashboard_set", json!({ "rate_per_hour": 3600.0, "currency": " EUR ", "alarms": {} }));
    let found = get(&bench);
    assert_eq!(found["settings"]["currency"], "EUR");
    let time = &found["time"];
    // 1 to 6 seconds, and one without.
    near(&time["all"]["median"]["value"], 3.5);
    near(&time["all"]["lower_quartile"], 2.25);
    near(&time["all"]["upper_quartile"], 4.75);
    assert_eq!(
        (&time["all"]["median"]["lower"], &time["all"]["median"]["upper"]),
        (&json!(1.0), &json!(6.0))
    );
    assert_eq!(time["untimed"], 1);
    // no: 5 and 4 seconds.
    near(&time["classes"][1]["time"]["median"]["value"], 4.5);
    assert!(
        time["classes"][1]["time"]["median"]["unreliable_because"].as_str().unwrap().contains("2 values")
    );
    // A second costs 1: 21 for answers and 9 for the skip.
    let cost = &found["cost"];
    near(&cost["spent"], 30.0);
    near(&cost["per_judgment"]["value"], 3.5);
    // i0 4, i1 7; i3 has a judgment without a time.
    near(&cost["per_complete_item"]["value"], 5.5);
    assert_eq!(cost["per_complete_item"]["n"], 2);
    near(&cost["to_come"]["value"], 3.5);
    near(&cost["in_all"]["value"], 33.5);
    let interval = |key: &str, end: &str| cost[key][end].as_f64().unwrap();
    assert!((interval("in_all", "upper") - interval("to_come", "upper") - 30.0).abs() < 1e-9);
}

#[test]
fn raters_stand_side_by_side_and_against_each_other() {
    let bench = four();
    bench.import("gold", "item,label\ni0,yes\ni1,no\n");
    let found = get(&bench);
    let raters = &found["raters"];
    assert_eq!(list(raters, "rater"), ["a", "b", "c"], "the lead who never labelled is none");
    assert_eq!(list(raters, "judgments"), [4, 3, 0]);
    near(&raters[2]["skips"]["value"], 1.0);
    assert_eq!((&raters[0]["gold"]["n"], &raters[0]["gold"]["value"]), (&json!(2), &json!(0.5)));
    assert_eq!((&raters[1]["gold"]["n"], &raters[1]["gold"]["value"]), (&json!(2), &json!(1.0)));
    // On i0, i1 and i3 the other one says the same, another, the same.
    near(&raters[0]["others"]["value"], 2.0 / 3.0);
    assert_eq!(raters[0]["others"]["n"], 3);
    assert_eq!(raters[2]["others"]["undefined_because"], "no item judged by others too");
    assert_eq!(raters[0]["last_at"], TEN + 2 * HOUR);

    let balance = &found["balance"];
    // Gold says i0 yes and i1 no, consensus i3 yes.
    near(&balance["classes"][0]["references"]["value"], 2.0 / 3.0);
    near(&balance["classes"][0]["judgments"]["value"], 5.0 / 7.0);
    let deviation = |rater: &str, class: usize| {
        let id = bench.overview().question.classes[class].id;
        let mut all = balance["deviations"].as_array().unwrap().iter();
        all.find(|d| d["rater"] == rater && d["class"] == id).unwrap()["difference"]["value"].clone()
    };
    near(&deviation("a", 0), 1.0 / 3.0);
    near(&deviation("b", 0), -1.0 / 3.0);
    near(&deviation("b", 1), 1.0 / 3.0);
}

#[test]
fn the_forecast_has_the_interval_of_the_days_that_it_rests_on() {
    let bench = wanting(1);
    bench.items(150);
    let noon = now().div_euclid(DAY) * DAY + DAY / 2;
    let mut csv = String::from("item,rater,label,time\n");
    let mut item = 0;
    for (ago, done) in [(5, 10), (4, 14), (3, 6), (2, 13), (1, 7)] {
        for _ in 0..done {
            writeln!(csv, "i{item},a,yes,{}", noon - ago * DAY).unwrap();
            item += 1;
        }
    }
    bench.import("judgments", &csv);
    let found = get(&bench);
    let forecast = &found["progress"]["forecast"];
    assert_eq!((&forecast["days"], &forecast["active_days"]), (&json!(5), &json!(5)));
    near(&forecast["per_day"]["value"], 10.0);
    let days = |key: &str| {
        (forecast[key].as_i64().unwrap() - found["made_at"].as_i64().unwrap()) as f64 / DAY as f64
    };
    // 100 are left. Where |100 - 10 D| = t sqrt(12.5 (D + D^2 / 5)), t = 2.776445.
    assert!((days("at") - 10.0).abs() < 1e-6);
    for end in [days("earliest"), days("latest")] {
        let apart = (100.0 - 10.0 * end).abs() / (12.5 * (end + end * end / 5.0)).sqrt();
        assert!((apart - 2.776_445).abs() < 1e-4, "{end}");
    }
}

#[test]
fn a_group_of_items_that_lags_behind_is_told_and_one_that_may_by_chance_is_not() {
    let bench = wanting(1);
    let group = |i: usize| ["north", "south", "west"][i % 3];
    let half = |i: usize| if i < 60 { "early" } else { "late" };
    let rows: String = (0..120).map(|i| format!("i{i},text,{},{}\n", group(i), half(i))).collect();
    bench.import("items", &format!("item,text,place,half\n{rows}"));
    // Of south 10 of 40, of the others 40 of 40 each; alternating halves.
    let judged = (0..120).filter(|i| group(*i) != "south" || *i < 30);
    let csv: String = judged.map(|i| format!("i{i},a,yes\n")).collect();
    bench.import("judgments", &format!("item,rater,label\n{csv}"));
    let coverage = &get(&bench)["coverage"];
    assert_eq!(list(&coverage["groupings"], "name"), ["place", "half"]);
    assert_eq!(coverage["tested"], 5);
    let places = &coverage["groupings"][0]["groups"];
    assert_eq!(list(places, "value"), ["north", "south", "west"]);
    assert_eq!(list(places, "behind"), [false, true, false]);
    near(&places[1]["judged"]["value"], 0.25);
    near(&places[1]["complete"]["value"], 0.25);
    let refused =
        bench.call("item_list", json!({ "group": { "field": "nothing", "value": "" }, "limit": 5 }));
    assert_eq!(refused.unwrap_err().code, "not_found");
    let waiting =
        json!({ "group": { "field": "place", "value": "south" }, "state": "unjudged", "limit": 500 });
    assert_eq!(bench.ok("item_list", waiting.clone())["items"].as_array().unwrap().len(), 30);

    // Gold that is kept for checks waits for nobody: i32, i35, ... of south are.
    let gold: String =
        (0..120).filter(|i| group(*i) == "south" && *i >= 60).map(|i| format!("i{i},yes\n")).collect();
    bench.import("gold", &format!("item,label\n{gold}"));
    let mut policy = bench.ok("project_overview", Value::Null)["policy"].clone();
    policy["gold_share"] = json!(0.1);
    bench.ok("policy_update", policy);
    let found = get(&bench);
    let south = &found["coverage"]["groupings"][0]["groups"][1];
    assert_eq!((south["size"].as_u64(), south["judged"]["n"].as_u64()), (Some(20), Some(20)));
    near(&south["judged"]["value"], 0.5);
    assert_eq!(found["progress"]["now"]["aside"], 20);
    assert_eq!(bench.ok("item_list", waiting)["items"].as_array().unwrap().len(), 10);
}

#[test]
fn agreement_is_of_windows_in_order_of_completion_and_the_guideline_stands_among_them() {
    let bench = wanting(2);
    bench.items(60);
    let mut csv = String::from("item,rater,label,time\n");
    for i in 0..60 {
        let (a, b) = (i % 2, if i < 40 { i % 2 } else { 1 - i % 2 });
        let label = |class: i64| if class == 0 { "yes" } else { "no" };
        // Imported the other way round.
        writeln!(csv, "i{},a,{},{}\ni{},b,{},{}", 59 - i, label(a), TEN + i, 59 - i, label(b), TEN + i)
            .unwrap();
    }
    bench.import("judgments", &csv);
    let agreement = &get(&bench)["agreement"];
    let windows = &agreement["windows"];
    assert_eq!(list(windows, "items"), [20, 20, 20]);
    assert_eq!(list(windows, "from"), [TEN, TEN + 20, TEN + 40]);
    let percent: Vec<f64> = list(windows, "percent").iter().map(|c| c["value"].as_f64().unwrap()).collect();
    assert_eq!(percent, [1.0, 1.0, 0.0]);
    // D_o = 1, D_e = (40^2 - 2 20^2) / (40 39).
    near(&windows[2]["alpha"]["value"], 1.0 - 1.0 / (800.0 / 1560.0));
    assert_eq!(agreement["guidelines"][0]["items_before"], 60);
    let behind = json!({ "from": TEN + 40, "to": TEN + 60, "limit": 500 });
    assert_eq!(bench.ok("item_list", behind)["items"].as_array().unwrap().len(), 20);
}

/// Twenty gold items: `bad` is right on 2, `fair` on 14, `good` on all.
fn with_gold() -> Bench {
    let bench = wanting(3);
    bench.items(20);
    let mut csv = String::from("item,rater,label\n");
    for i in 0..20 {
        for (rater, right) in [("bad", 2), ("fair", 14), ("good", 20)] {
            writeln!(csv, "i{i},{rater},{}", if i < right { "yes" } else { "no" }).unwrap();
        }
    }
    bench.import("judgments", &csv);
    let gold: String = (0..20).map(|i| format!("i{i},yes\n")).collect();
    bench.import("gold", &format!("item,label\n{gold}"));
    bench
}

#[test]
fn an_alarm_is_raised_only_where_the_interval_allows_it() {
    let bench = with_gold();
    assert_eq!(bench.ok("dashboard_alarms", json!({})), json!({ "active": 0 }));
    bench.ok(
        "dashboard_set",
        json!({ "alarms": { "gold_below": 0.7, "conflicts_above": 5, "skips_above": 0.5 } }),
    );
    let alarms = &get(&bench)["alarms"];
    let state = |kind: &str, subject: &str| {
        let mut checks = alarms["checks"].as_array().unwrap().iter();
        checks.find(|c| c["kind"] == kind && c["subject"] == subject).unwrap()["state"].clone()
    };
    assert_eq!(state("gold", "bad"), "alarm");
    assert_eq!(state("gold", "fair"), "undecided");
    assert_eq!(state("gold", "good"), "fine");
    assert_eq!(state("skips", "bad"), "fine");
    // A majority of one class on every item: no conflict.
    assert_eq!(state("conflicts", ""), "fine");
    assert_eq!((&alarms["looks"], &alarms["active"]), (&json!(6), &json!(1)));
    assert_eq!(bench.ok("dashboard_alarms", json!({})), json!({ "active": 1 }));
}

#[test]
fn settings_are_checked_recorded_and_taken_back() {
    let bench = wanting(1);
    let refused = |settings: Value| bench.call("dashboard_set", settings).unwrap_err().code;
    assert_eq!(refused(json!({ "alarms": { "gold_below": 1.5 } })), "setting_invalid");
    assert_eq!(refused(json!({ "rate_per_hour": -1.0, "alarms": {} })), "setting_invalid");
    assert_eq!(refused(json!({ "currency": "far too long", "alarms": {} })), "setting_invalid");
    assert_eq!(refused(json!({ "alarms": { "cost_above": 10.0 } })), "rate_missing");
    assert_eq!(
        bench.call("dashboard_get", json!({ "utc_offset_minutes": 9999 })).unwrap_err().code,
        "offset_out_of_range"
    );
    let rate = |rate: f64| bench.ok("dashboard_set", json!({ "rate_per_hour": rate, "alarms": {} }));
    let events = || bench.events();
    rate(10.0);
    let first = events()[0].clone();
    assert_eq!(first["command"], "dashboard_set");
    rate(20.0);
    let second = events()[0].clone();
    rate(20.0);
    assert_eq!(events()[0]["id"], second["id"], "nothing changed, nothing recorded");
    let undo = |event: &Value| bench.call("event_undo", json!({ "event": event["id"] }));
    assert_eq!(undo(&first).unwrap_err().code, "changed_since");
    undo(&second).unwrap();
    near(&get(&bench)["settings"]["rate_per_hour"], 10.0);
    undo(&first).unwrap();
    assert_eq!(get(&bench)["settings"]["rate_per_hour"], Value::Null);
    bench.assert_sound();
}

#[test]
fn the_rows_behind_a_figure_come_in_pages() {
    let bench = four();
    let classes = bench.overview().question.classes;
    let judgments = |of: Value| bench.ok("judgment_list", of);
    let keys = |page: &Value| -> Vec<String> {
        let row = |j: &Value| format!("{} {}", j["item_key"].as_str().unwrap(), j["rater"].as_str().unwrap());
        page["judgments"].as_array().unwrap().iter().map(row).collect()
    };
    let first = judgments(json!({ "limit": 5 }));
    assert_eq!((keys(&first).len(), &first["more"]), (5, &json!(true)));
    let rest = judgments(json!({ "limit": 5, "before": first["judgments"][4]["id"] }));
    assert_eq!((keys(&rest).len(), &rest["more"]), (3, &json!(false)));
    assert_eq!(keys(&judgments(json!({ "class": classes[1].id, "limit": 9 }))), ["i2 a", "i1 b"]);
    assert_eq!(keys(&judgments(json!({ "from": TEN + HOUR, "to": TEN + 2 * HOUR, "limit": 9 }))), ["i0 b"]);
    assert_eq!(keys(&judgments(json!({ "skipped": true, "limit": 9 }))), ["i2 c"]);
    bench.import("gold", "item,label\ni1,no\n");
    assert_eq!(keys(&judgments(json!({ "gold_missed": true, "limit": 9 }))), ["i1 a"]);
    let items = |of: Value| -> Vec<String> {
        let page = bench.ok("item_list", of);
        list(&page["items"], "key").iter().map(|key| key.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(items(json!({ "state": "incomplete", "limit": 9 })), ["i2"]);
    assert_eq!(items(json!({ "state": "complete", "limit": 9 })), ["i0", "i1", "i3"]);
    assert_eq!(items(json!({ "state": "conflict", "limit": 9 })), ["i1"]);
    assert_eq!(items(json!({ "class": classes[0].id, "limit": 9 })), ["i0", "i3"]);
}

#[test]
fn an_empty_project_has_reasons_instead_of_numbers() {
    let bench = wanting(2);
    let found = get(&bench);
    assert_eq!(found["progress"]["points"], json!([]));
    assert_eq!(found["time"]["all"]["median"]["undefined_because"], "no judgment has an active time");
    assert_eq!(found["balance"]["classes"][0]["references"]["undefined_because"], "no reference label yet");
    assert_eq!(found["agreement"]["windows"], json!([]));
    bench.ok("dashboard_set", json!({ "rate_per_hour": 1.0, "alarms": { "agreement_below": 0.5, "per_day_below": 3.0, "cost_above": 1.0, "group_behind": true } }));
    let found = get(&bench);
    assert_eq!(list(&found["alarms"]["checks"], "state"), ["fine", "no_figure", "no_figure"]);
}

#[test]
fn gold_that_is_kept_for_checks_is_no_work_to_come() {
    let bench = Bench::new(&["yes", "no"], Policy { gold_share: 0.1, ..Policy::default() });
    bench.items(10);
    bench.import("gold", "item,label\ni0,yes\ni1,no\n");
    bench.import("judgments", "item,rater,label\ni0,a,yes\ni2,a,yes\n");
    let now = &get(&bench)["progress"]["now"];
    // i1 gets no ordinary judgment; i0 has one.
    assert_eq!((&now["items"], &now["aside"], &now["complete"]), (&json!(9), &json!(1), &json!(2)));
    assert_eq!((&now["open"], &now["remaining"]), (&json!(7), &json!(7)));
}

#[test]
fn times_and_durations_beyond_all_sense_do_no_harm() {
    let bench = wanting(1);
    bench.items(4);
    let (least, most) = (i64::MIN + 1, i64::MAX);
    bench.import(
        "judgments",
        &format!("item,rater,label,time,active_ms\ni0,a,yes,{least},1000\ni1,a,yes,{most},1000\ni2,a,no,{TEN},1000\n"),
    );
    bench.ok("dashboard_set", json!({ "rate_per_hour": 1.0, "alarms": {} }));
    let found = get(&bench);
    assert_eq!(found["progress"]["untimed"], json!({ "judgments": 2, "items": 2 }));
    assert_eq!(list(&found["progress"]["points"], "at"), [TEN]);
    // The latest clock, the earliest one: the same hour, named otherwise.
    for offset in [-720, 840] {
        let there = bench.ok("dashboard_get", json!({ "utc_offset_minutes": offset }));
        assert_eq!(list(&there["progress"]["points"], "at"), [TEN]);
    }
}
