//! A rater who labels as fast as possible and takes some labels back.

use crate::state::{assert_whole, look};
use crate::{Victim, chance, rounds, say};
use assay_tests::Bench;
use assay_workbench::words::Policy;
use std::collections::HashSet;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// What a killed labeler had acknowledged.
#[derive(Default)]
struct Acknowledged {
    /// Key and label of each judgment, less those taken back.
    labels: Vec<(String, String)>,
    /// The key whose undo it had begun and not acknowledged: its label may stand or be gone.
    undoing: Option<String>,
}

fn acknowledged(lines: Vec<String>) -> Acknowledged {
    let mut said = Acknowledged::default();
    for line in lines {
        let (first, second) = line.split_once(',').unwrap();
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
    let conn = look(project);
    assert_whole(&conn, rater);
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
    let rounds = rounds(20);
    let bench =
        Bench::new(&["yes", "no"], Policy { judgments_per_item: 2, lease_seconds: 30, ..Policy::default() });
    bench.items(60 * rounds as usize);
    let mut kept = 0;
    for round in 0..rounds {
        let name = format!("rater {}", round % 4);
        let before = standing(&bench.project, &name);
        let victim =
            Victim::start(Command::new(env!("CARGO_BIN_EXE_labeler")).arg(&bench.project).arg(&name));
        std::thread::sleep(Duration::from_micros(chance(round) % 100_000));
        let said = acknowledged(victim.kill());
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
    say(&format!("{rounds} kills of a rater at work: {kept} labels acknowledged, 0 lost"));
}
