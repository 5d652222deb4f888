//! Imports of several batches.

use crate::state::{assert_whole, look};
use crate::{Victim, chance, rounds, say};
use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};
use std::process::Command;
use std::time::Duration;

/// Rows of one import: two batches.
const ROWS: usize = 6_000;
/// A kind of import, its columns, and a row of it.
type Kind = (&'static str, &'static str, fn(u64, usize) -> String);

const KINDS: [Kind; 3] = [
    ("items", "item,text,group", |round, row| format!("r{round}-{row},text {row},{}", row % 5)),
    ("judgments", "item,rater,label", |round, row| {
        format!("i{row},rater {round},{}", ["yes", "no"][row % 2])
    }),
    ("predictions", "item,prediction,score_yes", |_, row| {
        format!("i{row},{},0.{}", ["yes", "no"][row % 2], row % 9)
    }),
];

/// What people see of a kind.
fn visible(conn: &rusqlite::Connection, kind: &str) -> i64 {
    let query = match kind {
        "items" => "SELECT value FROM counter WHERE name = 'items'",
        "judgments" => "SELECT COUNT(*) FROM judgment WHERE standing = 1",
        _ => "SELECT COALESCE(SUM(predictions), 0) FROM run WHERE ready = 1",
    };
    conn.query_row(query, [], |row| row.get(0)).unwrap()
}

#[test]
fn an_import_that_is_killed_is_whole_or_gone() {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    bench.items(ROWS);
    bench.ok("project_close", Value::Null);
    let (rounds, mut whole, mut gone) = (rounds(15), 0, 0);
    for round in 0..rounds {
        let (kind, columns, row) = KINDS[round as usize % KINDS.len()];
        let rows: String = (0..ROWS).map(|i| row(round, i) + "\n").collect();
        let path = bench.folder.path().join(format!("round {round}.csv"));
        std::fs::write(&path, format!("{columns}\n{rows}")).unwrap();
        let conn = look(&bench.project);
        // A killed import is taken for dead after 15 seconds; the next round need not wait that long.
        conn.execute("UPDATE import SET alive_until = 0 WHERE finished_at IS NULL", []).unwrap();
        let before = visible(&conn, kind);
        let mut command = Command::new(env!("CARGO_BIN_EXE_importer"));
        let mut victim = Victim::start(command.arg(&bench.project).arg(kind).arg(&path));
        // Half of them from the first batch on, the others at any moment.
        if round % 2 == 0 {
            while victim.next().is_some_and(|line| line != "writing") {}
        }
        std::thread::sleep(Duration::from_micros(chance(round) % 400_000));
        victim.kill();
        std::fs::remove_file(&path).unwrap();
        assert_whole(&conn, &format!("round {round}, {kind}"));
        match visible(&conn, kind) - before {
            0 => gone += 1,
            added if added == ROWS as i64 => whole += 1,
            half => panic!("round {round}: {half} of {ROWS} {kind} are visible"),
        }
    }
    look(&bench.project).execute("UPDATE import SET alive_until = 0 WHERE finished_at IS NULL", []).unwrap();
    let file = bench.workbench.files().register(bench.project.clone()).handle;
    bench.ok("project_open", json!({ "file": file }));
    assert_eq!(bench.overview().counts.unfinished_imports, 0);
    bench.assert_sound();
    say(&format!("{rounds} kills of imports of {ROWS} rows: {whole} whole, {gone} gone, 0 half"));
}
