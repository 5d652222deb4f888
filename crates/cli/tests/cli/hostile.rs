//! What stands in a file neither steers the terminal nor turns its lines; programs get it unchanged.

use crate::{assay, json, write};

const NAME: &str = "red\u{202e}txt\u{200b}";
const SHOWN: &str = "red\\u{202e}txt\\u{200b}";

#[test]
fn names_from_files_are_shown_by_their_codes_and_written_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    json(path, &["new", "p.assay", "--classes", "yes,no"]);
    let row = |more: serde_json::Value| format!("{more}\n");
    write(path, "items.jsonl", &row(serde_json::json!({ "key": "a", "text": NAME })));
    json(path, &["import", "items", "p.assay", "items.jsonl"]);
    write(
        path,
        "j.jsonl",
        &row(
            serde_json::json!({ "item": "a", "rater": NAME, "label": "yes", "time": "2026-01-02T03:04:05Z" }),
        ),
    );
    json(path, &["import", "judgments", "p.assay", "j.jsonl"]);

    let told = assay(path, &["raters", "p.assay"]);
    let text = String::from_utf8(told.stdout).unwrap();
    assert!(text.contains(SHOWN) && !text.contains(NAME), "{text:?}");
    let told = json(path, &["raters", "p.assay"]);
    assert!(told.to_string().contains(&serde_json::json!(NAME).to_string()), "{told}");

    // A complaint tells the name too.
    let refused = assay(path, &["errors", "p.assay", "--run", &format!("\u{1b}[2J{NAME}")]);
    let text = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(text.contains(&format!("\\u{{1b}}[2J{SHOWN}")), "{text:?}");

    json(path, &["export", "judgments", "p.assay", "-o", "out.csv"]);
    assert!(std::fs::read_to_string(path.join("out.csv")).unwrap().contains(NAME));
}
