//! kill -9 at random moments of labeling and importing: nothing acknowledged is lost, nothing is half there.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How often each is killed: `ASSAY_KILL_ROUNDS`, else 50.
fn rounds() -> u64 {
    std::env::var("ASSAY_KILL_ROUNDS").map_or(50, |rounds| rounds.parse().expect("a number of rounds"))
}

/// A bit of chance that is the same in every run.
fn chance(round: u64) -> u64 {
    let mut x = round.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 27)
}

fn labeler(project: &Path, name: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_labeler"));
    command.arg(project).arg(name).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap()
}

/// What a killed labeler had acknowledged.
#[derive(Default)]
struct Acknowledged {
    /// Key and label of each judgment, less those taken back.
    labels: Vec<(String, String)>,
    /// The key whose undo it had begun and not acknowledged: its label may stand or be gone.
    undoing: Option<String>,
}

fn acknowledged(child: &mut Child) -> Acknowledged {
    let mut said = Acknowledged::default();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        let Some((first, second)) = line.split_once(',') else { continue };
        said.undoing = None;
        match first {
            "undoing" => said.undoing = Some(second.to_owned()),
            "undone" => said.labels.retain(|(key, _)| key != second),
            key => said.labels.push((key.to_owned(), second.to_owned())),
        }
    }
    said
}

fn standing(project: &Path, rater: &str) -> HashSet<(String, String)> {
    let conn = rusqlite::Connection::open(project).unwrap();
    let mut query = conn
        .prepare(
            "SELECT i.key, c.key FROM judgment j JOIN item i ON i.id = j.item_id JOIN person p ON p.id = j.person_id
             JOIN judgment_answer a ON a.judgment_id = j.id JOIN class c ON c.id = a.class_id
             WHERE p.name = ? AND j.standing = 1",
        )
        .unwrap();
    let rows = query.query_map([rater], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn labels_acknowledged_before_a_kill_are_in_the_file() {
    let bench =
        Bench::new(&["yes", "no"], Policy { judgments_per_item: 2, lease_seconds: 30, ..Policy::default() });
    bench.items(60 * rounds() as usize);
    let mut kept = 0;
    for round in 0..rounds() {
        let name = format!("rater {}", round % 4);
        let before = standing(&bench.project, &name);
        let mut child = labeler(&bench.project, &name);
        std::thread::sleep(Duration::from_millis(15 + chance(round) % 60));
        child.kill().unwrap();
        let said = acknowledged(&mut child);
        child.wait().unwrap();
        let after = standing(&bench.project, &name);
        for label in &said.labels {
            let taken_back = said.undoing.as_ref() == Some(&label.0);
            assert!(
                taken_back || after.contains(label),
                "round {round}: {label:?} was acknowledged and is lost"
            );
        }
        let (labels, acknowledged) = (after.difference(&before).count(), said.labels.len());
        // The one label that was being saved may be there too.
        assert!(labels <= acknowledged + 1, "round {round}: {labels} labels, {acknowledged} acknowledged");
        kept += acknowledged;
    }
    assert!(kept > 0, "the labelers were killed before they did anything");
    bench.assert_sound();
}

#[test]
fn an_import_that_is_killed_is_whole_or_gone() {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    bench.items(100);
    bench.ok("project_close", Value::Null);
    let (mut whole, mut gone) = (0, 0);
    for round in 0..rounds() {
        let rows: String = (0..20_000).map(|i| format!("r{round}-{i},text {i},{}\n", i % 5)).collect();
        let path = bench.folder.path().join("round.csv");
        std::fs::write(&path, format!("item,text,group\n{rows}")).unwrap();
        // A killed import is taken for dead after 15 seconds; the next round need not wait that long.
        let conn = rusqlite::Connection::open(&bench.project).unwrap();
        conn.busy_timeout(Duration::from_secs(10)).unwrap();
        conn.execute("UPDATE import SET alive_until = 0 WHERE finished_at IS NULL", []).unwrap();
        let items = |conn: &rusqlite::Connection| -> i64 {
            conn.query_row("SELECT value FROM counter WHERE name = 'items'", [], |row| row.get(0)).unwrap()
        };
        let before = items(&conn);
        let mut child =
            Command::new(env!("CARGO_BIN_EXE_importer")).arg(&bench.project).arg(&path).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(30 + chance(round) % 700));
        // It may have finished by itself.
        let _ = child.kill();
        child.wait().unwrap();
        let added = items(&conn) - before;
        match added {
            0 => gone += 1,
            20_000 => whole += 1,
            half => panic!("round {round}: {half} of 20000 items are visible"),
        }
    }
    let conn = rusqlite::Connection::open(&bench.project).unwrap();
    conn.execute("UPDATE import SET alive_until = 0 WHERE finished_at IS NULL", []).unwrap();
    drop(conn);
    let file = bench.workbench.files().register(bench.project.clone()).handle;
    bench.ok("project_open", json!({ "file": file }));
    let counts = bench.overview().counts;
    assert_eq!(
        (counts.items, counts.unfinished_imports),
        (100 + whole * 20_000, 0),
        "{whole} whole, {gone} gone"
    );
    bench.assert_sound();
}
