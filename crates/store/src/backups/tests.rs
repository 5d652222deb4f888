use super::*;
use crate::Write;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

const NOON: i64 = 1_800_000_000_000;

fn made(path: &Path) -> Store {
    let store = Store::create(path).unwrap();
    store.write(1, |w| crate::project::init(w, &uuid::Uuid::now_v7().to_string(), "P", 1)).unwrap();
    store
}

/// One change: an event, and a counter that must equal the number of events.
fn change(store: &Store) -> Result<i64> {
    store.write(NOON, |w| {
        let entry = crate::events::Entry {
            person: None, command: "test", summary: "one more", subject: "project", subject_id: None, undoes: None,
        };
        let event = crate::events::record(w, &entry)?;
        if event <= 60 {
            // Fills pages, so that a copy takes several steps.
            let filler = "INSERT INTO event_change (event_id, entity, entity_id, before) VALUES (?, 'x', 1, hex(randomblob(12000)))";
            w.sql().execute(filler, [event])?;
        }
        w.sql().execute("INSERT INTO counter (name, value) VALUES ('test', 1)
             ON CONFLICT (name) DO UPDATE SET value = value + 1", [])?;
        Ok(event)
    })
}

fn counted(conn: &Connection) -> (i64, i64) {
    conn.query_row("SELECT (SELECT COUNT(*) FROM event), (SELECT COALESCE(SUM(value), 0) FROM counter WHERE name = 'test')", [], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
    .unwrap()
}

fn on(path: &Path) -> Connection {
    Connection::open_with_flags(as_it_stands(path), READ_ONLY).unwrap()
}

fn unwatched(_: u64, _: u64) -> bool {
    true
}

#[test]
#[expect(clippy::print_stderr, reason = "a figure for the record")]
fn two_hundred_backups_during_writes_all_open_and_match_a_committed_state() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("busy.assay");
    let store = Arc::new(made(&path));
    for _ in 0..60 {
        change(&store).unwrap();
    }
    let (done, acknowledged) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicI64::new(60)));
    let slowest = Arc::new(Mutex::new(Duration::ZERO));
    let writer = std::thread::spawn({
        let (store, done, acknowledged, slowest) =
            (Arc::clone(&store), Arc::clone(&done), Arc::clone(&acknowledged), Arc::clone(&slowest));
        move || {
            while !done.load(Ordering::Relaxed) {
                let began = std::time::Instant::now();
                acknowledged.store(change(&store).unwrap(), Ordering::SeqCst);
                let mut slowest = slowest.lock().unwrap();
                *slowest = slowest.max(began.elapsed());
                drop(slowest);
                std::thread::sleep(Duration::from_millis(3));
            }
        }
    });
    let mut during = 0;
    for round in 0..200 {
        let before = acknowledged.load(Ordering::SeqCst);
        // Stands still between two steps, so that others write in the middle of the copy.
        let mut pause = |_, _| {
            std::thread::sleep(Duration::from_micros(300));
            true
        };
        let backup = take(&store, Reason::Asked, NOON + 1000 * round, &mut pause).unwrap();
        let after = acknowledged.load(Ordering::SeqCst);
        let conn = on(&backup.path);
        let (events, counter) = counted(&conn);
        assert_eq!(events, counter, "a state between two commits");
        assert!((before..=after + 1).contains(&events), "{before} {events} {after}");
        assert_eq!(
            conn.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)).unwrap(),
            "ok"
        );
        during += i64::from(after > before);
        drop(conn);
        if round % 20 == 0 {
            let opened = Store::open_read_only(&backup.path).unwrap();
            assert_eq!(opened.read(|r| holds(r.sql())).unwrap().newest_event, events);
        } else {
            std::fs::remove_file(&backup.path).unwrap();
        }
    }
    done.store(true, Ordering::Relaxed);
    writer.join().unwrap();
    assert_eq!(list(&path).unwrap().len(), 10);
    assert!(during > 50, "others wrote during {during} of them only");
    let written = acknowledged.load(Ordering::SeqCst);
    eprintln!(
        "200 backups during {written} commits ({during} of them overlapped by some), 0 differ from a committed state; slowest commit {:?}",
        slowest.lock().unwrap()
    );
}

#[test]
fn one_is_due_after_a_day_and_only_if_something_changed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.assay");
    let store = made(&path);
    assert!(!is_due(&store, NOON).unwrap(), "nothing was done yet");
    change(&store).unwrap();
    assert!(is_due(&store, NOON).unwrap());
    take(&store, Reason::Daily, NOON, &mut unwatched).unwrap();
    assert!(!is_due(&store, NOON + 2 * DAY).unwrap(), "nothing changed");
    change(&store).unwrap();
    assert!(!is_due(&store, NOON + DAY - 1).unwrap());
    assert!(is_due(&store, NOON + DAY).unwrap());
    let name = list(&path).unwrap()[0].file_name();
    assert_eq!(name, "2027-01-15T080000Z daily.assay");
    let copy = Store::open(&folder(&path).join(name)).unwrap();
    assert!(is_backup(copy.path()) && !is_due(&copy, NOON + 9 * DAY).unwrap(), "a backup has no backups");
}

#[test]
fn what_is_not_a_backup_of_this_project_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.assay");
    let other = made(&path);
    change(&other).unwrap();
    take(&other, Reason::Daily, NOON - 300 * DAY, &mut unwatched).unwrap();
    drop(other);
    std::fs::remove_file(&path).unwrap();
    let store = made(&path);
    change(&store).unwrap();
    let folder = folder(&path);
    std::fs::write(folder.join("notes.txt"), "mine").unwrap();
    std::fs::write(folder.join("2026-01-01T000000Z daily.assay"), "no database").unwrap();
    std::fs::write(folder.join("x.part"), "somebody's").unwrap();
    take(&store, Reason::Daily, NOON - 200 * DAY, &mut unwatched).unwrap();
    take(&store, Reason::Daily, NOON, &mut unwatched).unwrap();
    let left = list(&path).unwrap();
    let own = store.read(|r| holds(r.sql())).unwrap().uid;
    let mine = left.iter().filter(|b| b.held.as_ref().is_ok_and(|held| held.uid == own));
    assert_eq!(mine.map(|b| b.made_at).collect::<Vec<_>>(), [NOON]);
    assert_eq!(
        left.iter().filter(|b| b.held.is_err()).count(),
        1,
        "one that cannot be read is listed as such"
    );
    assert_eq!(left.len(), 3);
    assert!(folder.join("notes.txt").exists() && folder.join("x.part").exists());
}

#[test]
fn a_copy_that_is_stopped_or_fails_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.assay");
    let store = made(&path);
    change(&store).unwrap();
    let stopped = take(&store, Reason::Asked, NOON, &mut |_, _| false);
    assert_eq!(stopped.unwrap_err().code(), "cancelled");
    assert_eq!(std::fs::read_dir(folder(&path)).unwrap().count(), 0);
    std::fs::remove_dir(folder(&path)).unwrap();
    std::fs::write(folder(&path), "a file where the folder should be").unwrap();
    assert_eq!(take(&store, Reason::Asked, NOON, &mut unwatched).unwrap_err().code(), "io_failed");
    change(&store).expect("work goes on");
}

/// Damages a page in the middle of a file.
fn spoil(path: &Path) {
    let mut bytes = std::fs::read(path).unwrap();
    let middle = bytes.len() / 4096 / 2 * 4096;
    bytes[middle..middle + 8].fill(0xa5);
    std::fs::write(path, &bytes).unwrap();
}

#[test]
fn a_project_that_is_damaged_gets_no_backup_that_looks_good() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.assay");
    let store = made(&path);
    for _ in 0..20 {
        change(&store).unwrap();
    }
    drop(store);
    spoil(&path);
    let conn = Connection::open(&path).unwrap();
    let taken = take_from(&conn, &path, Reason::Daily, NOON, &mut unwatched);
    assert_eq!(taken.unwrap_err().code(), "project_damaged");
    assert_eq!(list(&path).unwrap().len(), 0);
}

#[test]
fn a_backup_is_put_back_in_one_step_and_what_stood_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.assay");
    let store = made(&path);
    let add = |w: &Write<'_>| crate::people::add(w, "Lea", assay_model::Role::ALL, false);
    let lea = store.write(1, add).unwrap();
    change(&store).unwrap();
    let early = take(&store, Reason::Daily, NOON, &mut unwatched).unwrap();
    for _ in 0..5 {
        change(&store).unwrap();
    }
    let window = Store::open(&path).unwrap();
    let before = window.written_by_others().unwrap();
    let kept = put_back(&store, &early, Some(&lea.uid), NOON + 1000, &mut unwatched).unwrap();
    assert_eq!(counted(&on(&kept.path)), (6, 6));
    for (who, store) in [("this process", &store), ("another one", &window)] {
        let (events, counter) = store.read(|r| Ok::<_, StoreError>(counted(r.sql()))).unwrap();
        assert_eq!((events, counter), (2, 1), "{who}: one change, and that it was put back");
        let newest = store.read(|r| holds(r.sql())).unwrap().newest_event;
        assert_eq!(newest, 7, "{who}: numbered after all that went before");
    }
    assert_ne!(window.written_by_others().unwrap(), before, "the other one can tell");
    let event = store.read(|r| crate::events::get(r, 7)).unwrap();
    assert_eq!(event.summary, "backup 2027-01-15T080000Z daily.assay put back");
    assert_eq!(event.person, Some(lea.id));
    change(&window).unwrap();
    // And there again.
    put_back(&store, &kept, None, NOON + 2000, &mut unwatched).unwrap();
    assert_eq!(store.read(|r| Ok::<_, StoreError>(counted(r.sql()))).unwrap(), (7, 6));
    store.look_through(&Arc::default()).unwrap();
    drop((store, window));
    let files = std::fs::read_dir(folder(&path)).unwrap().count();
    assert_eq!(files, 3, "no half copies stay");
}

#[test]
fn a_damaged_backup_takes_the_place_of_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.assay");
    let store = made(&path);
    for _ in 0..20 {
        change(&store).unwrap();
    }
    let backup = take(&store, Reason::Asked, NOON, &mut unwatched).unwrap();
    let mut bytes = std::fs::read(&backup.path).unwrap();
    let middle = bytes.len() / 4096 / 2 * 4096;
    bytes[middle..middle + 8].fill(0xa5);
    std::fs::write(&backup.path, bytes).unwrap();
    let refused = put_back(&store, &backup, None, NOON, &mut unwatched).unwrap_err();
    assert_eq!(refused.code(), "backup_damaged", "{refused}");
    assert_eq!(store.read(|r| Ok::<_, StoreError>(counted(r.sql()))).unwrap(), (20, 20));
}

#[test]
fn a_file_that_cannot_be_opened_makes_way_for_a_backup_and_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.assay");
    let store = made(&path);
    change(&store).unwrap();
    let backup = take(&store, Reason::Daily, NOON, &mut unwatched).unwrap();
    drop(store);
    let refused = put_back_over(&path, &backup, NOON, &mut unwatched).unwrap_err();
    assert_eq!(refused.code(), "project_opens");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[100..4096].fill(0xa5);
    std::fs::write(&path, &bytes).unwrap();
    std::fs::write(beside(&path, "-wal"), "an old log").unwrap();
    let kept = put_back_over(&path, &backup, NOON, &mut unwatched).unwrap().unwrap();
    assert_eq!(std::fs::read(&kept).unwrap(), bytes);
    assert_eq!(std::fs::read(beside(&kept, "-wal")).unwrap(), b"an old log");
    let store = Store::open(&path).unwrap();
    assert_eq!(store.read(|r| Ok::<_, StoreError>(counted(r.sql()))).unwrap(), (2, 1));
    drop(store);
    std::fs::remove_file(&path).unwrap();
    std::fs::write(beside(&path, "-wal"), "the log of what was there").unwrap();
    let found = find(&path, &backup.file_name()).unwrap();
    assert!(put_back_over(&path, &found, NOON, &mut unwatched).unwrap().is_none());
    assert!(!beside(&path, "-wal").exists(), "it would be moved into the backup");
    let copy = dir.path().join("copy.assay");
    open_copy(&found, &copy, &mut unwatched).unwrap();
    assert_eq!(open_copy(&found, &copy, &mut unwatched).unwrap_err().code(), "project_exists");
    assert_eq!(counted(&on(&copy)), (1, 1));
    let other = dir.path().join("other.assay");
    std::fs::write(beside(&other, "-wal"), "the log of another").unwrap();
    assert_eq!(open_copy(&found, &other, &mut unwatched).unwrap_err().code(), "project_exists");
}

#[test]
fn a_folder_that_is_named_by_nothing_is_the_one_the_program_is_in() {
    sync_folder(Path::new("p.assay").parent().unwrap()).unwrap();
}

#[test]
fn damage_that_a_backup_finds_ends_the_saving() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.assay");
    let store = made(&path);
    for _ in 0..20 {
        change(&store).unwrap();
    }
    drop(store);
    let store = Store::open(&path).unwrap();
    spoil(&path);
    assert!(take(&store, Reason::Daily, NOON, &mut unwatched).is_err());
    assert_eq!(change(&store).unwrap_err().code(), "file_failed");
}

#[test]
fn a_backup_that_has_not_changed_is_not_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.assay");
    let store = made(&path);
    change(&store).unwrap();
    let seen = Seen::default();
    let good = take(&store, Reason::Asked, NOON, &mut unwatched).unwrap();
    let other = take(&store, Reason::Asked, NOON + 1000, &mut unwatched).unwrap();
    let readable = |seen: &Seen| -> Vec<bool> {
        list_again(&path, seen).unwrap().iter().map(|backup| backup.held.is_ok()).collect()
    };
    assert_eq!(readable(&seen), [true, true]);
    // Nothing of it can be read any more, and only who opens it can tell: size and time are as they were.
    let about = std::fs::metadata(&good.path).unwrap();
    std::fs::write(&good.path, vec![0xa5; usize::try_from(about.len()).unwrap()]).unwrap();
    let file = std::fs::File::options().write(true).open(&good.path).unwrap();
    file.set_modified(about.modified().unwrap()).unwrap();
    assert_eq!(readable(&seen), [true, true], "not opened");
    assert_eq!(readable(&Seen::default()), [true, false]);
    assert!(find(&path, &good.file_name()).unwrap().held.is_err(), "whoever puts it back looks anew");
    file.set_modified(about.modified().unwrap() + Duration::from_secs(1)).unwrap();
    assert_eq!(readable(&seen), [true, false], "written since");
    std::fs::copy(&other.path, &good.path).unwrap();
    assert_eq!(readable(&seen), [true, true], "what could not be read is looked at again");
    std::fs::remove_file(&good.path).unwrap();
    assert_eq!(readable(&seen), [true]);
}
