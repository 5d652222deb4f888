//! The opening of projects of earlier versions: a copy is kept, then the file is brought up to date.

use crate::state::{State, assert_whole, look};
use crate::{Victim, chance, rounds, say};
use assay_tests::workbench;
use assay_workbench::Caller;
use assay_workbench::commands::{project_check, project_open};
use assay_workbench::project::ProjectOpen;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const DUMPS: [(i64, &str); 4] = [
    (1, include_str!("../../crates/store/tests/fixtures/project_v1.sql")),
    (2, include_str!("../../crates/store/tests/fixtures/project_v2.sql")),
    (3, include_str!("../../crates/store/tests/fixtures/project_v3.sql")),
    (8, include_str!("../../crates/store/tests/fixtures/project_v8.sql")),
];

/// A project of an earlier version, and what becomes of it.
struct Old {
    version: i64,
    path: PathBuf,
    before: State,
    after: State,
    /// How long that takes here.
    time: Duration,
}

fn version(path: &Path) -> i64 {
    look(path).pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

/// Opens it as people do, and closes it.
fn open(path: &Path) {
    let (workbench, nobody) = (workbench(), Caller::default());
    let request = ProjectOpen { file: workbench.files().register(path.into()).handle, read_only: None };
    project_open(&workbench, &nobody, request).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let report = project_check(&workbench, &nobody, ()).unwrap();
    assert!(report.ok, "{report:?}");
    workbench.close();
}

fn old(folder: &Path, (number, dump): (i64, &str)) -> Old {
    let path = folder.join(format!("v{number}.assay"));
    let conn = look(&path);
    conn.execute_batch(dump).unwrap();
    let before = State::read(&conn);
    drop(conn);
    let brought = folder.join(format!("v{number} brought up to date.assay"));
    std::fs::copy(&path, &brought).unwrap();
    let start = Instant::now();
    open(&brought);
    Old { version: number, path, before, time: start.elapsed(), after: State::read(&look(&brought)) }
}

/// The backup of the older file, where there is one.
fn kept(folder: &Path) -> Option<PathBuf> {
    let files = std::fs::read_dir(folder.join("old.backups")).ok()?.map(|entry| entry.unwrap().path());
    let named = |path: &PathBuf| path.to_string_lossy().ends_with("before-update.assay");
    files.into_iter().find(named)
}

#[test]
fn a_killed_migration_is_whole_or_absent_and_its_copy_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let olds: Vec<Old> = DUMPS.iter().map(|dump| old(folder.path(), *dump)).collect();
    let (rounds, mut brought, mut left) = (rounds(15), 0, 0);
    let newest = version(&folder.path().join("v1 brought up to date.assay"));
    for round in 0..rounds {
        let old = &olds[round as usize % olds.len()];
        let what = format!("round {round}, version {}", old.version);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.assay");
        std::fs::copy(&old.path, &path).unwrap();
        let victim = Victim::start(Command::new(env!("CARGO_BIN_EXE_worker")).arg("open").arg(&path));
        let longest = u64::try_from(old.time.as_micros()).unwrap();
        std::thread::sleep(Duration::from_micros(chance(round) % longest));
        let acknowledged = victim.kill().iter().any(|line| line == "open");
        let found = version(&path);
        assert!(found == newest || found == old.version && !acknowledged, "{what}: now {found}");
        *(if found == newest { &mut brought } else { &mut left }) += 1;
        if found == old.version {
            let conn = look(&path);
            assert_whole(&conn, &what);
            assert_eq!(State::read(&conn), old.before, "{what}");
        }
        open(&path);
        let conn = look(&path);
        assert_whole(&conn, &what);
        let state = State::read(&conn);
        assert_eq!(state, old.after, "{what}: {:?} differ", state.differing(&old.after));
        let copy = kept(folder.path()).unwrap_or_else(|| panic!("{what}: no copy of the older file"));
        assert_eq!(version(&copy), old.version, "{what}");
        let conn = look(&copy);
        assert_whole(&conn, &format!("{what}: copy"));
        assert_eq!(State::read(&conn), old.before, "{what}: copy");
    }
    say(&format!(
        "{rounds} kills of openings of older files: {brought} brought up to date, {left} as before, 0 half"
    ));
}
