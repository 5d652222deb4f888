//! A file that is moved, deleted or damaged while it is open.

use super::*;

/// A value that a change sets, and reads back.
fn set(store: &Store, value: i64) -> Result<()> {
    store.write(1, |w| {
        w.sql().execute(
            "INSERT INTO counter (name, value) VALUES ('x', ?1) ON CONFLICT DO UPDATE SET value = ?1",
            [value],
        )?;
        Ok(())
    })
}

fn kept(path: &Path) -> i64 {
    let conn = Connection::open(path).unwrap();
    conn.query_row("SELECT value FROM counter WHERE name = 'x'", [], |row| row.get(0)).unwrap()
}

#[test]
#[cfg(unix)]
fn a_file_that_was_moved_away_takes_nothing_more_and_holds_all_that_was_confirmed() {
    let dir = scratch();
    let (path, moved) = (dir.path().join("p.assay"), dir.path().join("elsewhere.assay"));
    let store = Store::create(&path).unwrap();
    set(&store, 1).unwrap();
    std::fs::rename(&path, &moved).unwrap();
    let refused = set(&store, 2).unwrap_err();
    assert_eq!(refused.code(), "file_failed");
    assert_eq!(store.fault().unwrap().reason, FaultReason::Gone);
    assert_eq!(kept(&moved), 1, "without the log, which kept its name");
    assert_eq!(store.reopen(&Arc::default()).unwrap_err().code(), "file_failed");
    // Whatever takes its place is not written to, and keeps its own log when this one closes.
    let other = Store::create(&dir.path().join("other.assay")).unwrap();
    set(&other, 9).unwrap();
    drop(other);
    std::fs::rename(dir.path().join("other.assay"), &path).unwrap();
    assert_eq!(set(&store, 3).unwrap_err().code(), "file_failed");
    assert_eq!(store.reopen(&Arc::default()).unwrap_err().code(), "file_failed");
    store.copy_to(&dir.path().join("copy.assay")).unwrap();
    assert_eq!(kept(&dir.path().join("copy.assay")), 1, "a copy of what is still open");
    assert_eq!(kept(&path), 9);
    std::fs::rename(&moved, &path).unwrap();
    store.reopen(&Arc::default()).unwrap();
    set(&store, 4).unwrap();
    drop(store);
    assert_eq!(kept(&path), 4);
}

/// A change of another program, which ends at once and leaves its log; none without Python.
#[cfg(unix)]
fn changed_by_another(path: &Path, value: i64) -> Option<()> {
    let program = "import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute('UPDATE counter SET value = ? WHERE name = ?', (int(sys.argv[2]), 'x'))
os._exit(7)";
    let mut other = std::process::Command::new("python3");
    let done = other.args(["-c", program]).arg(path).arg(value.to_string()).output().ok()?;
    assert_eq!(done.status.code(), Some(7), "{}", String::from_utf8_lossy(&done.stderr));
    Some(())
}

#[test]
#[cfg(unix)]
fn what_others_wrote_to_a_file_that_took_the_place_stays_when_this_one_closes() {
    let dir = scratch();
    let (path, copy) = (dir.path().join("p.assay"), dir.path().join("copy.assay"));
    let store = Store::create(&path).unwrap();
    set(&store, 1).unwrap();
    store.copy_to(&copy).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(store.look().unwrap_err().code(), "file_failed");
    std::fs::rename(&copy, &path).unwrap();
    if changed_by_another(&path, 2).is_some() {
        drop(store);
        assert_eq!(kept(&path), 2);
    }
}

#[test]
fn closing_waits_for_nobody_who_reads() {
    let dir = scratch();
    let path = dir.path().join("p.assay");
    let store = Store::create(&path).unwrap();
    set(&store, 1).unwrap();
    let other = Store::open(&path).unwrap();
    let begun = std::time::Instant::now();
    let value = |r: &Read<'_>| -> Result<i64> {
        Ok(r.sql().query_row("SELECT value FROM counter WHERE name = 'x'", [], |row| row.get(0))?)
    };
    other
        .read(|r| {
            assert_eq!(value(r)?, 1);
            set(&other, 2)?;
            drop(store);
            // Nor does anyone else wait.
            set(&other, 3)?;
            assert_eq!(value(r)?, 1);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert!(begun.elapsed() < BUSY, "{:?}", begun.elapsed());
    drop(other);
    assert_eq!(kept(&path), 3);
}

#[test]
fn a_file_that_is_read_without_locks_is_read_no_more_once_someone_changed_it() {
    let dir = scratch();
    let path = dir.path().join("p.assay");
    drop(Store::create(&path).unwrap());
    let mut store = Store::open_read_only(&path).unwrap();
    store.unlocked = Some(stamp(&path));
    assert!(store.read(crate::events::newest_id).is_ok());
    let other = Store::open(&path).unwrap();
    set(&other, 1).unwrap();
    assert_eq!(store.read(crate::events::newest_id).unwrap_err().code(), "project_changed");
}

#[test]
#[cfg(unix)]
fn a_deleted_file_can_be_copied_while_it_is_open() {
    let dir = scratch();
    let path = dir.path().join("p.assay");
    let store = Store::create(&path).unwrap();
    set(&store, 1).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(store.look().unwrap_err().code(), "file_failed");
    assert_eq!(set(&store, 2).unwrap_err().code(), "file_failed");
    store.copy_to(&dir.path().join("copy.assay")).unwrap();
    assert_eq!(kept(&dir.path().join("copy.assay")), 1);
    drop(store);
    assert!(!path.exists(), "nothing is made in its place");
}

#[test]
#[cfg(unix)]
fn a_log_that_was_deleted_is_missed_before_anything_is_confirmed() {
    let dir = scratch();
    let path = dir.path().join("p.assay");
    let store = Store::create(&path).unwrap();
    set(&store, 1).unwrap();
    std::fs::remove_file(dir.path().join("p.assay-wal")).unwrap();
    assert_eq!(set(&store, 2).unwrap_err().code(), "file_failed");
    store.reopen(&Arc::default()).unwrap();
    assert_eq!(kept(&path), 1);
    set(&store, 3).unwrap();
    drop(store);
    assert_eq!(kept(&path), 3);
}

#[test]
fn a_file_that_is_found_damaged_stays_closed_to_changes() {
    let dir = scratch();
    let path = dir.path().join("p.assay");
    let store = Store::create(&path).unwrap();
    set(&store, 1).unwrap();
    let orphan = "PRAGMA foreign_keys = OFF; INSERT INTO item_content (item_id, fields) VALUES (9, '{}')";
    Connection::open(&path).unwrap().execute_batch(orphan).unwrap();
    let refused = store.reopen(&Arc::default()).unwrap_err();
    assert!(refused.to_string().contains("item_content"), "{refused}");
    assert_eq!(store.fault().unwrap().reason, FaultReason::Damaged);
    assert_eq!(set(&store, 2).unwrap_err().code(), "file_failed");
}
