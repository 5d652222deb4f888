//! Slices, suspected labels, lists and drift in a terminal: forms and JSON.

use super::{assay, json};
use serde_json::Value;

/// 400 items in two splits; gold is wrong for i0, of which the scores are sure; small ones are predicted badly.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let (mut items, mut gold, mut predictions) = (String::new(), String::new(), String::new());
    for i in 0..400 {
        let (size, split) = (i * 7 % 100, if i < 200 { "train" } else { "test" });
        let wrong = if size < 20 { i % 2 == 0 } else { i % 25 == 0 };
        items += &format!("i{i},text {i},{split},{size}\n");
        gold += &format!("i{i},{}\n", if i == 0 { "no" } else { "yes" });
        let yes = match (i, wrong) {
            (0, _) => 0.99,
            (_, true) => 0.45,
            _ => 0.9,
        };
        predictions += &format!("i{i},{},{yes},{}\n", if yes > 0.5 { "yes" } else { "no" }, 1.0 - yes);
    }
    std::fs::write(path.join("items.csv"), format!("item,text,split,size\n{items}")).unwrap();
    std::fs::write(path.join("gold.csv"), format!("item,label\n{gold}")).unwrap();
    std::fs::write(path.join("v1.csv"), format!("item,pred,prob_yes,prob_no\n{predictions}")).unwrap();
    json(path, &["new", "p.assay", "--classes", "yes,no"]);
    json(path, &["import", "items", "p.assay", "items.csv"]);
    json(path, &["import", "gold", "p.assay", "gold.csv"]);
    json(path, &["import", "predictions", "p.assay", "v1.csv", "--run", "v1"]);
    folder
}

#[test]
fn suspects_are_a_list_best_first_and_go_to_a_lead() {
    let folder = project();
    let path = folder.path();
    let list = json(path, &["suspects", "p.assay", "--run", "v1"]);
    let first = &list[0];
    assert_eq!((first["item"].as_str(), first["given"].as_str()), (Some("i0"), Some("no")), "{list:#}");
    assert_eq!(first["suggested"], "yes");
    assert!((first["score"].as_f64().unwrap() - 0.01).abs() < 1e-9);
    let all = json(path, &["suspects", "p.assay", "--run", "v1", "--summary"]);
    assert_eq!((&all["rows"], &all["n"]), (&list, &Value::from(400)));
    let sent = json(
        path,
        &[
            "relabel",
            "p.assay",
            "--run",
            "v1",
            "--suspects",
            "1",
            "--correct",
            "5",
            "--seed",
            "1",
            "--name",
            "look",
        ],
    );
    assert_eq!((sent["sent"]["items"].as_u64(), sent["sent"]["decided"].as_u64()), (Some(6), Some(0)));
    assert_eq!(json(path, &["relabel", "p.assay"])[0]["name"], "look");
    assert_eq!(
        json(path, &["relabel", "p.assay", "--name", "look"])["sent"]["right_rows"],
        sent["sent"]["right_rows"]
    );
}

#[test]
fn slices_become_tags_lists_and_files() {
    let folder = project();
    let path = folder.path();
    let report = json(
        path,
        &["slices", "p.assay", "--run", "v1", "--min-support", "10", "--to-tag", "1", "--tag-name", "tiny"],
    );
    assert!(report["slices"][0]["filter"].as_str().unwrap().starts_with("size"), "{report:#}");
    let lists = json(
        path,
        &["collect", "p.assay", "--run", "v1", "--tag", "tiny", "--name", "more", "--target", "9"],
    );
    assert_eq!((&lists[0]["name"], &lists[0]["target"]), (&Value::from("more"), &Value::from(9)));
    let written =
        json(path, &["examples", "p.assay", "--run", "v1", "--collection", "more", "-o", "more.jsonl"]);
    assert_eq!(written["rows"], lists[0]["items"]);
    let text = std::fs::read_to_string(path.join("more.jsonl")).unwrap();
    let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert!(first["fields"]["text"].as_str().unwrap().starts_with("text "), "{first}");
    assert_eq!(json(path, &["collect", "p.assay", "--drop", "more"]), serde_json::json!([]));
    let bad = assay(path, &["examples", "p.assay", "--run", "v1", "--where", "size > 1", "-o", "x.txt"]);
    assert_ne!(bad.status.code(), Some(0));
}

#[test]
fn splits_are_held_against_each_other() {
    let folder = project();
    let path = folder.path();
    let report = json(path, &["drift", "p.assay", "--splits", "train", "test"]);
    assert_eq!(
        (report["first"]["items"].as_u64(), report["fields"][0]["name"].as_str()),
        (Some(200), Some("size"))
    );
    let parts = json(path, &["drift", "p.assay"]);
    assert_eq!(parts[0]["part"]["kind"], "split");
    let text = assay(path, &["drift", "p.assay", "--splits", "train", "test"]);
    assert!(String::from_utf8_lossy(&text.stdout).contains("kolmogorov smirnov"));
}
