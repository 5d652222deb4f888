//! Priorities and promises by the names of tags, in a terminal.

use super::{assay, json, project, write};

/// A run with three wrong rows of eight, and three tags: `red, small`, `red` and `small`.
fn tagged() -> tempfile::TempDir {
    let folder = project();
    let at = folder.path();
    let rows = |line: &dyn Fn(usize) -> String| (0..8).map(line).collect::<String>();
    write(at, "more.csv", &format!("item,text\n{}", rows(&|i| format!("t{i},text {i}\n"))));
    write(at, "more-gold.csv", &format!("item,label\n{}", rows(&|i| format!("t{i},yes\n"))));
    let pred = rows(&|i| format!("t{i},{}\n", if i < 3 { "no" } else { "yes" }));
    write(at, "pred.csv", &format!("item,pred\n{pred}"));
    json(at, &["import", "items", "p.assay", "more.csv"]);
    json(at, &["import", "gold", "p.assay", "more-gold.csv"]);
    json(at, &["import", "predictions", "p.assay", "pred.csv", "--run", "v1"]);
    for (tag, key) in [("red, small", "t0"), ("red", "t1"), ("small", "t2")] {
        json(at, &["tags", "rule", "p.assay", tag, "--where", &format!("key = {key}")]);
    }
    folder
}

#[test]
fn a_tag_is_named_whole_even_where_it_holds_a_comma() {
    let folder = tagged();
    let at = folder.path();
    let of =
        |more: &[&str]| json(at, &[&["priorities", "p.assay", "--run", "v1"], more].concat())["tags"].clone();
    assert_eq!(of(&["--tag", "red, small"]), serde_json::json!(["red, small"]));
    assert_eq!(of(&["--tags", "red,small"]), serde_json::json!(["red", "small"]));
    assert_eq!(of(&["--tags", "red,small", "--tag", "red, small"]).as_array().unwrap().len(), 3);
    json(at, &["tags", "delete", "p.assay", "red"]);
    let unknown = assay(at, &["priorities", "p.assay", "--run", "v1", "--tags", "red, small"]);
    let told = String::from_utf8_lossy(&unknown.stderr).into_owned();
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        told.contains("there is no tag `red`; name one that holds a comma by itself, with --tag"),
        "{told}"
    );
    let promised =
        json(at, &["promise", "p.assay", "--run", "v1", "--tag", "red, small", "--note", "by May"]);
    assert_eq!(promised[0]["tags"][0]["name"], "red, small");
    let noted = assay(at, &["promise", "p.assay", "--run", "v1", "--note", "of nothing"]);
    assert_eq!(noted.status.code(), Some(2), "a note without tags would be lost");
}

#[test]
fn a_plan_stands_below_the_table_it_is_made_from() {
    let folder = tagged();
    let at = folder.path();
    let text = |more: &[&str]| {
        let shown = assay(at, &[&["priorities", "p.assay", "--run", "v1"], more].concat());
        assert_eq!(shown.status.code(), Some(0), "{}", String::from_utf8_lossy(&shown.stderr));
        String::from_utf8(shown.stdout).unwrap()
    };
    for more in [&["--plan"][..], &["--plan", "--tags", "red,small"]] {
        let shown = text(&[more, &["--formula", "2 * ceiling"]].concat());
        let (table, plan) =
            (shown.find("miss rate %").expect("the table"), shown.find("plan: tag").expect("the plan"));
        assert!(table < plan, "{shown}");
        assert!(shown.contains("score = "), "{shown}");
        assert!(shown[plan..].contains("red"), "{shown}");
    }
    assert!(!text(&["--tags", "red"]).contains("miss rate %"));
}
