//! What a project says, in rows: the same before an act and after it was taken back.

use assay_tests::Bench;
use std::collections::BTreeMap;

/// Tables that only grow, or that say who may work on what just now.
const ASIDE: &[&str] = &[
    "event",
    "event_change",
    "class_change",
    "fitted_past",
    "import",
    "import_change",
    "policy",
    "guideline",
    "consensus_fit",
    "cursor",
    "returned",
    "assignment",
    "sqlite_sequence",
    // How the text search keeps its index; what it holds is in item_text_threes.
    "item_text_data",
    "item_text_idx",
    "item_text_config",
    "item_text_docsize",
];

/// Columns that say when something was written, and no more.
const WHEN: &[(&str, &str)] = &[
    ("project", "reference_revision"),
    ("project", "item_horizon"),
    ("project", "rank_end"),
    ("saved_view", "changed_at"),
    ("comment", "person_id"),
    ("comment", "made_at"),
    ("person", "retired_at"),
    ("class", "retired_at"),
];

/// What is in force of the tables that only grow, and everything of all others.
pub(super) fn digest(bench: &Bench) -> BTreeMap<String, Vec<String>> {
    let sql = rusqlite::Connection::open(&bench.project).unwrap();
    let rows = |query: &str| -> Vec<String> {
        let mut statement = sql.prepare(query).unwrap();
        let columns = statement.column_count();
        let text = |row: &rusqlite::Row<'_>| {
            let cells = (0..columns).map(|at| Ok(format!("{:?}", row.get::<_, rusqlite::types::Value>(at)?)));
            cells.collect::<rusqlite::Result<Vec<_>>>().map(|cells| cells.join(" | "))
        };
        let mut rows: Vec<String> = statement.query_map([], text).unwrap().map(Result::unwrap).collect();
        rows.sort();
        rows
    };
    let names = |query: &str| -> Vec<String> {
        let mut statement = sql.prepare(query).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let mut digest = BTreeMap::new();
    for table in names("SELECT name FROM sqlite_master WHERE type = 'table'") {
        if ASIDE.contains(&table.as_str()) {
            continue;
        }
        let columns = names(&format!("SELECT name FROM pragma_table_info('{table}')"));
        let kept: Vec<String> = columns
            .iter()
            .map(|column| match WHEN.contains(&(table.as_str(), column.as_str())) {
                true if column == "retired_at" => "retired_at IS NULL".to_owned(),
                true => "0".to_owned(),
                false => column.clone(),
            })
            .collect();
        let which = match table.as_str() {
            // What is taken back stays in the file, and stands no more or is out of use.
            "judgment" | "adjudication" | "requeue" | "item_order" | "ask" | "answer" | "example" => {
                "standing = 1"
            }
            "judgment_answer" => "judgment_id IN (SELECT id FROM judgment WHERE standing = 1)",
            "assignment_rule" | "human_draw" | "baseline" => "retired_at IS NULL",
            "human_draw_item" => "draw_id IN (SELECT id FROM human_draw WHERE retired_at IS NULL)",
            "baseline_part" => "baseline_id IN (SELECT id FROM baseline WHERE retired_at IS NULL)",
            _ => "1",
        };
        let found = rows(&format!("SELECT {} FROM {table} WHERE {which}", kept.join(", ")));
        digest.insert(table, found);
    }
    let newest = |query: &str| rows(query);
    digest.insert(
        "policy in force".into(),
        newest(
            "SELECT judgments_per_item, gold_share, skip_allowed, consensus_share, lease_seconds, idle_seconds, rules
             FROM policy ORDER BY id DESC LIMIT 1",
        ),
    );
    digest.insert("guideline in force".into(), newest("SELECT body FROM guideline ORDER BY id DESC LIMIT 1"));
    digest.insert(
        "consensus in force".into(),
        newest("SELECT COALESCE((SELECT method FROM consensus_fit ORDER BY id DESC LIMIT 1), 'majority')"),
    );
    digest
}

pub(super) fn assert_same(
    what: &str,
    left: &BTreeMap<String, Vec<String>>,
    right: &BTreeMap<String, Vec<String>>,
) {
    for (table, rows) in left {
        assert_eq!(Some(rows), right.get(table), "{what}: {table}");
    }
}
