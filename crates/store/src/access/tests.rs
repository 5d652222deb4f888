use super::*;

fn scratch() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn a_foreign_file_is_refused_and_left_alone() {
    let dir = scratch();
    let cases: &[(&str, &[u8])] = &[
        ("text.assay", b"hello, this is no database at all"),
        ("empty.assay", b""),
        ("cut.assay", b"SQLite format 3\0"),
    ];
    for (name, bytes) in cases {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(Store::open(&path).err().unwrap().code(), "not_a_project", "{name}");
        assert_eq!(&std::fs::read(&path).unwrap(), bytes);
    }
    let other = dir.path().join("other.assay");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    let before = std::fs::read(&other).unwrap();
    assert_eq!(Store::open(&other).err().unwrap().code(), "not_a_project");
    assert_eq!(std::fs::read(&other).unwrap(), before);
    assert_eq!(Store::open(&dir.path().join("none.assay")).err().unwrap().code(), "project_missing");
}

#[test]
fn newer_damaged_and_existing_files_are_refused() {
    let dir = scratch();
    let path = dir.path().join("p.assay");
    drop(Store::create(&path).unwrap());
    assert_eq!(Store::create(&path).err().unwrap().code(), "project_exists");
    let cut = dir.path().join("cut.assay");
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(Store::open(&cut).err().unwrap().code(), "project_damaged");
    Connection::open(&path).unwrap().pragma_update(None, "user_version", VERSION + 1).unwrap();
    assert_eq!(Store::open(&path).err().unwrap().code(), "project_too_new");
}

/// Name and bytes of every file in a folder but SQLite's index of the log, which is nobody's data.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let kept = paths.filter(|path| !path.to_string_lossy().ends_with("-shm"));
    let mut files: Vec<_> = kept.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect();
    files.sort();
    files
}

fn is_read_only_and_whole(store: &Store) {
    let uids = |r: &Read<'_>| -> Result<i64> {
        Ok(r.sql().query_row("SELECT COUNT(*) FROM counter", [], |row| row.get(0))?)
    };
    assert_eq!(store.read(uids).unwrap(), 1);
    assert!(store.is_read_only());
    assert_eq!(store.write(1, |_| Ok::<_, StoreError>(())).unwrap_err().code(), "read_only");
}

fn with_a_counter(path: &Path) {
    let store = Store::create(path).unwrap();
    let add = |w: &Write<'_>| -> Result<usize> {
        Ok(w.sql().execute("INSERT INTO counter (name, value) VALUES ('x', 1)", [])?)
    };
    store.write(1, add).unwrap();
}

#[test]
fn a_file_that_another_program_writes_to_is_offered_read_only() {
    let dir = scratch();
    let path = dir.path().join("held #1?.assay");
    with_a_counter(&path);
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE; UPDATE counter SET value = 2").unwrap();
    let before = files(dir.path());
    assert_eq!(Store::open(&path).err().unwrap().code(), "project_locked");
    is_read_only_and_whole(&Store::open_read_only(&path).unwrap());
    assert_eq!(files(dir.path()), before);
    other.execute_batch("ROLLBACK").unwrap();
    drop(other);
    assert!(!Store::open(&path).unwrap().is_read_only());
}

#[test]
fn a_file_that_another_program_holds_for_itself_is_refused_unchanged() {
    let dir = scratch();
    let path = dir.path().join("held.assay");
    with_a_counter(&path);
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; UPDATE counter SET value = 2; COMMIT",
        )
        .unwrap();
    let before = files(dir.path());
    assert_eq!(Store::open(&path).err().unwrap().code(), "project_locked");
    assert_eq!(Store::open_read_only(&path).err().unwrap().code(), "project_locked");
    assert_eq!(files(dir.path()), before);
}

struct Mounted<'a>(&'a Path);

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        std::process::Command::new("umount").arg("--lazy").arg(self.0).status().unwrap();
    }
}

#[test]
#[cfg(target_os = "linux")]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn a_file_on_a_read_only_disk_opens_read_only() {
    let dir = scratch();
    let mount = |args: &[&str]| {
        let done = std::process::Command::new("mount").args(args).arg(dir.path()).output();
        done.is_ok_and(|output| output.status.success())
    };
    if !mount(&["-t", "tmpfs", "none"]) {
        eprintln!("skipped: only root can mount a read-only disk");
        return;
    }
    let _mounted = Mounted(dir.path());
    let path = dir.path().join("50% done #1?.assay");
    with_a_counter(&path);
    let unclosed = dir.path().join("unclosed.assay");
    let store = Store::open(&path).unwrap();
    let add = |w: &Write<'_>| -> Result<usize> { Ok(w.sql().execute("UPDATE counter SET value = 5", [])?) };
    store.write(1, add).unwrap();
    std::fs::copy(&path, &unclosed).unwrap();
    std::fs::copy(dir.path().join("50% done #1?.assay-wal"), dir.path().join("unclosed.assay-wal")).unwrap();
    drop(store);
    let before = files(dir.path());
    assert!(mount(&["-o", "remount,ro"]));
    is_read_only_and_whole(&Store::open(&path).unwrap());
    assert_eq!(Store::open(&unclosed).err().unwrap().code(), "log_unreadable");
    assert_eq!(files(dir.path()), before);
}

#[test]
fn a_project_that_nobody_has_open_is_one_file() {
    let dir = scratch();
    let path = dir.path().join("p.assay");
    let store = Store::create(&path).unwrap();
    store
        .read(|r| Ok::<_, StoreError>(r.sql().query_row("SELECT 1", [], |row| row.get::<_, i64>(0))?))
        .unwrap();
    drop(store);
    // A reader of the pool may close a moment later; all it can leave is an empty log.
    assert_eq!(std::fs::metadata(dir.path().join("p.assay-wal")).map_or(0, |log| log.len()), 0);
    assert!(std::fs::metadata(&path).unwrap().len() > 100_000, "the tables are in it");
}

#[test]
fn a_panic_in_a_batch_leaves_the_look_ups_on() {
    let dir = scratch();
    let store = Store::create(&dir.path().join("p.assay")).unwrap();
    let work = || store.write_unchecked(1, |_| -> Result<()> { panic!("on purpose") });
    assert!(catch_unwind(AssertUnwindSafe(work)).is_err());
    let orphan = |w: &Write<'_>| {
        Ok(w.sql().execute("INSERT INTO item_content (item_id, fields) VALUES (9, '{}')", [])?)
    };
    let refused: Result<usize> = store.write(1, orphan);
    assert_eq!(refused.unwrap_err().code(), "storage_failed");
}

#[test]
fn work_that_is_stopped_leaves_nothing_and_stops_nothing_after_it() {
    let dir = scratch();
    let store = Store::create(&dir.path().join("p.assay")).unwrap();
    let stop = Arc::new(AtomicBool::new(true));
    let long = |w: &Write<'_>| -> Result<usize> {
        w.sql().execute("INSERT INTO counter (name, value) VALUES ('x', 1)", [])?;
        let count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
                     INSERT INTO counter (name, value) SELECT 'n' || i, i FROM n";
        Ok(w.sql().execute(count, [])?)
    };
    assert_eq!(store.write_until(1, &stop, long).unwrap_err().code(), "cancelled");
    assert_eq!(store.rehearse_until(1, &stop, long).unwrap_err().code(), "cancelled");
    let rows = |r: &Read<'_>| -> Result<i64> {
        Ok(r.sql().query_row("SELECT COUNT(*) FROM counter", [], |row| row.get(0))?)
    };
    assert_eq!(store.read(rows).unwrap(), 0);
    assert_eq!(store.write(1, long).unwrap(), 100_000, "the connection is nobody's to stop any more");
}

#[test]
fn an_error_rolls_the_whole_transaction_back() {
    let dir = scratch();
    let store = Store::create(&dir.path().join("p.assay")).unwrap();
    let failed: Result<()> = store.write(1, |w| {
        w.sql().execute("INSERT INTO counter (name, value) VALUES ('x', 1)", [])?;
        Err(StoreError::refused("test", "no"))
    });
    assert_eq!(failed.unwrap_err().code(), "test");
    let rows: i64 = store
        .read(|r| {
            Ok::<_, StoreError>(r.sql().query_row("SELECT COUNT(*) FROM counter", [], |row| row.get(0))?)
        })
        .unwrap();
    assert_eq!(rows, 0);
}

#[test]
fn a_project_of_every_earlier_version_opens_whole_and_leaves_a_copy() {
    let dir = scratch();
    let dumps: &[(i64, &str)] = &[
        (1, include_str!("../../tests/fixtures/project_v1.sql")),
        (2, include_str!("../../tests/fixtures/project_v2.sql")),
        (3, include_str!("../../tests/fixtures/project_v3.sql")),
        (8, include_str!("../../tests/fixtures/project_v8.sql")),
        (14, include_str!("../../tests/fixtures/project_v14.sql")),
    ];
    for &(version, dump) in dumps {
        let path = dir.path().join(format!("v{version}.assay"));
        Connection::open(&path).unwrap().execute_batch(dump).unwrap();
        if version < VERSION {
            assert_eq!(Store::open_read_only(&path).err().unwrap().code(), "project_old", "v{version}");
        }
        let before = std::fs::read(&path).unwrap();
        let store = Store::open(&path).unwrap();
        if version < VERSION {
            let copy = store.before_update().expect("a copy of the older file is kept");
            assert_eq!(inspect(copy, For::Work).unwrap(), version);
            assert_eq!(backups::list(&path).unwrap()[0].reason, backups::Reason::Update);
        }
        let labels = |r: &Read<'_>| -> Result<Vec<String>> {
            let mut query = r.sql().prepare(
                "SELECT i.key || ' ' || c.key || ' ' || f.source || ' ' || COALESCE(f.method, '-')
                 FROM reference f JOIN item i ON i.id = f.item_id JOIN class c ON c.id = f.class_id ORDER BY i.id",
            )?;
            let rows = query.query_map([], |row| row.get(0))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        let fits = |r: &Read<'_>| crate::consensus::in_force(r, 1);
        store.read(fits).unwrap_or_else(|error| panic!("v{version}: {error}"));
        let found = store.read(labels).unwrap();
        assert_eq!(found, ["k1 yes consensus majority", "k3 no consensus majority", "k4 no gold -"]);
        assert_eq!(store.read(crate::check::check).unwrap(), []);
        let audits = store.read(crate::audits::list).unwrap();
        let found: Vec<_> = audits
            .iter()
            .map(|audit| (audit.name.as_str(), audit.plan.is_some(), audit.judged, audit.defects))
            .collect();
        let known: &[_] = &[("spot check", false, 1, 1), ("release", true, 2, 0)];
        let mut known = known[..known.len().min(version as usize - 1)].to_vec();
        known.sort();
        let mut found = found;
        found.sort();
        assert_eq!(found, known, "v{version}: what each was stays");
        let marks = |r: &Read<'_>| -> Result<u64> {
            let cells = crate::runs::list(r)?.into_iter().map(|run| crate::runs::tag_cells(r, run.id));
            Ok(cells.collect::<Result<Vec<_>>>()?.concat().iter().map(|cell| cell.yes + cell.no).sum())
        };
        assert_eq!(store.read(marks).unwrap(), if version < 8 { 0 } else { 3 }, "v{version}");
        drop(store);
        assert!(version == VERSION || std::fs::read(&path).unwrap() != before);
        assert!(Store::open(&path).is_ok());
    }
}

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

fn with_sql(path: &Path, sql: &str) {
    let conn = Connection::open(path).unwrap();
    crate::query::add_functions(&conn).unwrap();
    conn.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
}

#[test]
fn foreign_triggers_views_tables_and_columns_are_refused_and_the_file_is_left_alone() {
    let dir = scratch();
    let whole = dir.path().join("whole.assay");
    with_a_counter(&whole);
    let cases: &[(&str, &str)] = &[
        ("CREATE TRIGGER t AFTER INSERT ON judgment BEGIN DELETE FROM judgment; END", "the trigger `t`"),
        ("CREATE TABLE extra (x)", "the table `extra`"),
        ("CREATE VIEW v AS SELECT load_extension('x')", "the view `v`"),
        ("CREATE INDEX mine ON item (split, key)", "the index `mine`"),
        ("CREATE VIRTUAL TABLE f USING fts5(x)", "the table `f"),
        ("ALTER TABLE gold ADD COLUMN g INTEGER AS (1)", "another table `gold`"),
        ("ALTER TABLE item_metadata ADD COLUMN f1 ANY DEFAULT 3", "another table `item_metadata`"),
        (
            "DROP VIEW policy_in_force; CREATE VIEW policy_in_force AS SELECT * FROM policy",
            "another view `policy_in_force`",
        ),
        ("DROP VIEW policy_in_force; CREATE TABLE policy_in_force (id)", "the table `policy_in_force`"),
        ("DROP INDEX event_of_person", "is missing"),
    ];
    for (place, (sql, told)) in cases.iter().enumerate() {
        let folder = dir.path().join(place.to_string());
        std::fs::create_dir(&folder).unwrap();
        let path = folder.join("p.assay");
        std::fs::copy(&whole, &path).unwrap();
        with_sql(&path, sql);
        let before = all_files(&folder);
        for open in [Store::open, Store::open_read_only] {
            let refused = open(&path).err().unwrap_or_else(|| panic!("{sql} was let in"));
            let code = if *told == "is missing" { "project_damaged" } else { "project_foreign" };
            assert_eq!(refused.code(), code, "{sql}");
            assert!(refused.to_string().contains(told), "{sql}: {refused}");
            assert_eq!(all_files(&folder), before, "{sql}");
        }
    }
    with_sql(
        &whole,
        "ALTER TABLE item_metadata ADD COLUMN f1 ANY; ALTER TABLE item_metadata ADD COLUMN f2 ANY; ANALYZE",
    );
    Store::open(&whole).expect("columns of fields and what the planner knows are ours");
    with_sql(&whole, "ALTER TABLE item_metadata DROP COLUMN f2");
    Store::open(&whole).expect("so are those that an import took back");
}

/// Name and bytes of every file in a folder.
fn all_files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = paths.map(|path| (path.clone(), std::fs::read(&path).unwrap())).collect();
    files.sort();
    files
}

#[test]
fn a_trigger_that_comes_in_while_the_file_is_open_does_not_act() {
    let dir = scratch();
    let path = dir.path().join("p.assay");
    with_a_counter(&path);
    let store = Store::open(&path).unwrap();
    with_sql(&path, "CREATE TRIGGER t AFTER UPDATE ON counter BEGIN DELETE FROM counter; END");
    let update =
        |w: &Write<'_>| -> Result<usize> { Ok(w.sql().execute("UPDATE counter SET value = 7", [])?) };
    assert_eq!(store.write(1, update).unwrap(), 1);
    let rows = |r: &Read<'_>| -> Result<i64> {
        Ok(r.sql().query_row("SELECT SUM(value) FROM counter", [], |row| row.get(0))?)
    };
    assert_eq!(store.read(rows).unwrap(), 7);
}

#[test]
fn a_journal_of_another_program_is_not_played_back() {
    let dir = scratch();
    let (path, other) = (dir.path().join("p.assay"), dir.path().join("other.db"));
    with_a_counter(&path);
    // A journal as a program leaves it that was cut off in the middle of a change.
    let conn = Connection::open(&other).unwrap();
    conn.execute_batch(
        "CREATE TABLE t (x); INSERT INTO t VALUES (1); PRAGMA cache_size = 1; BEGIN; UPDATE t SET x = 2",
    )
    .unwrap();
    conn.execute_batch("CREATE TABLE u AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 5000) SELECT i, hex(randomblob(50)) FROM n").unwrap();
    std::fs::copy(dir.path().join("other.db-journal"), dir.path().join("p.assay-journal")).unwrap();
    conn.execute_batch("ROLLBACK").unwrap();
    drop(conn);
    let before = all_files(dir.path());
    for open in [Store::open, Store::open_read_only] {
        let refused = open(&path).err().expect("refused");
        assert_eq!(refused.code(), "journal_foreign", "{refused}");
    }
    assert_eq!(all_files(dir.path()), before);
    std::fs::remove_file(dir.path().join("p.assay-journal")).unwrap();
    assert!(Store::open(&path).is_ok());
}

#[test]
fn the_log_of_another_file_that_does_not_fit_is_refused() {
    let dir = scratch();
    let (path, other) = (dir.path().join("p.assay"), dir.path().join("other.assay"));
    with_a_counter(&path);
    let large = Store::create(&other).unwrap();
    // One that fits page by page cannot be told from the own log: it has no name of the file it belongs to.
    let fill = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
                INSERT INTO counter (name, value) SELECT hex(randomblob(20)) || i, i FROM n";
    let fill = |w: &Write<'_>| -> Result<usize> { Ok(w.sql().execute(fill, [])?) };
    large.write(1, fill).unwrap();
    drop(large);
    let large = Store::open(&other).unwrap();
    let touch = "UPDATE counter SET value = 9 WHERE name = (SELECT MIN(name) FROM counter)";
    let touch = |w: &Write<'_>| -> Result<usize> { Ok(w.sql().execute(touch, [])?) };
    large.write(1, touch).unwrap();
    std::fs::copy(dir.path().join("other.assay-wal"), dir.path().join("p.assay-wal")).unwrap();
    drop(large);
    let before = std::fs::read(&path).unwrap();
    let log = std::fs::read(dir.path().join("p.assay-wal")).unwrap();
    let opened = Store::open(&path);
    assert_eq!(opened.as_ref().err().map(StoreError::code), Some("project_damaged"));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read(dir.path().join("p.assay-wal")).unwrap(), log);
}

#[test]
fn opening_a_file_again_keeps_the_locks_on_it() {
    let dir = scratch();
    let path = dir.path().join("p.assay");
    with_a_counter(&path);
    let store = Store::open(&path).unwrap();
    // Whoever opens the file of this process anew, and is refused or goes again, must not give up what it holds.
    assert!(Store::create(&path).is_err());
    drop(Store::open_read_only(&path).unwrap());
    let held = "import fcntl,os,sys
fd = os.open(sys.argv[1], os.O_RDWR)
try:
    fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
    print('free')
except OSError:
    print('held')";
    let other = std::process::Command::new("python3").args(["-c", held]).arg(&path).output();
    if let Ok(other) = other.as_ref() {
        assert_eq!(String::from_utf8_lossy(&other.stdout).trim(), "held");
    }
    drop(store);
}
