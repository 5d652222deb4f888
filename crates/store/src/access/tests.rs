//! Opening, reading and changing a file; what fails and what is foreign stands below.

mod failing;
mod foreign;

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
fn a_project_is_one_file_whoever_read_it_last() {
    let dir = scratch();
    let path = dir.path().join("p.assay");
    with_a_counter(&path);
    for round in 0..60 {
        let store = Arc::new(Store::open(&path).unwrap());
        let reader = |store: Arc<Store>| std::thread::spawn(move || is_read(&store));
        let people: Vec<_> = (0..2 * READERS).map(|_| reader(Arc::clone(&store))).collect();
        // The last of them closes it.
        drop(store);
        people.into_iter().for_each(|person| person.join().unwrap());
        assert_eq!(files(dir.path()).len(), 1, "round {round}");
        assert!(!beside(&path, "-shm").exists(), "round {round}");
    }
}

fn is_read(store: &Store) {
    for _ in 0..3 {
        store.read(crate::events::newest_id).unwrap();
    }
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
