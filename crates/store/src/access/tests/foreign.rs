//! What others put into a file or beside it.

use super::*;

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
