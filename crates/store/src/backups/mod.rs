//! Backups: complete copies of a project in a folder beside it, `<project>.backups`, each named by when and why.
//!
//! One is taken through SQLite's backup interface out of a reading transaction, so that nobody who writes waits for it;
//! it is looked through page by page and brought to the disk before it gets its name. `thinning` says which go.
//! `restore` puts one back.

mod listing;
mod restore;
mod thinning;

pub use listing::{Seen, find, list, list_again};
pub use restore::{open_copy, put_back, put_back_over};

use crate::access::opening::{READ_ONLY, as_it_stands, beside, cannot_open, distrust, look_through};
use crate::error::{Result, StoreError};
use crate::{Read, Store};
use rusqlite::Connection;
use rusqlite::backup::{Backup as Copy, StepResult};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

/// A day, in milliseconds.
pub const DAY: i64 = 86_400_000;
/// Pages copied between two looks at whether to stop: 256 KiB.
const STEP: i32 = 64;
/// A copy that was not finished is another program's work for this long; then it is a leftover.
const UNFINISHED: Duration = Duration::from_secs(6 * 3600);
const STAMP: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]T[hour][minute][second]Z");

/// Why a backup was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// By itself, once a day.
    Daily,
    /// Somebody asked for it; never removed by itself.
    Asked,
    /// The file was about to be brought to a newer version.
    Update,
    /// What stood when a backup was put back.
    Restore,
    /// A file that could no longer be opened when a backup took its place.
    Damaged,
}

impl Reason {
    const ALL: [Reason; 5] = [Reason::Daily, Reason::Asked, Reason::Update, Reason::Restore, Reason::Damaged];

    fn word(self) -> &'static str {
        match self {
            Reason::Daily => "daily",
            Reason::Asked => "asked",
            Reason::Update => "before-update",
            Reason::Restore => "before-restore",
            Reason::Damaged => "damaged",
        }
    }
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The project's uid.
    pub uid: String,
    /// The project's name.
    pub name: String,
    /// The file's version.
    pub version: i64,
    /// Row id of the newest event; 0 where there is none.
    pub newest_event: i64,
}

/// One backup.
#[derive(Debug, Clone)]
pub struct Backup {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was taken, in milliseconds since 1970 UTC, to the second.
    pub made_at: i64,
    /// Why.
    pub reason: Reason,
    /// Size.
    pub bytes: u64,
    /// What it holds, or why it cannot be read.
    pub held: std::result::Result<Held, String>,
}

impl Backup {
    /// Its file name.
    pub fn file_name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// Whoever waits for a copy: told how far it is, and asked whether to go on.
pub trait Watch {
    /// `done` of `total` pages; false stops.
    fn at(&mut self, done: u64, total: u64) -> bool;
}

impl<F: FnMut(u64, u64) -> bool> Watch for F {
    fn at(&mut self, done: u64, total: u64) -> bool {
        self(done, total)
    }
}

/// Where the backups of a project lie.
pub fn folder(project: &Path) -> PathBuf {
    let bare = if project.extension().is_some_and(|e| e.eq_ignore_ascii_case("assay")) {
        project.with_extension("")
    } else {
        project.to_owned()
    };
    beside(&bare, ".backups")
}

/// Whether a file lies among backups: such a file is kept as it is and has no backups of its own.
pub fn is_backup(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
    folder.to_string_lossy().ends_with(".backups") && stamped(path).is_some()
}

/// When and why, from the name: `2026-11-22T031205Z daily.assay`, with a number where that second had one already.
fn stamped(path: &Path) -> Option<(i64, Reason)> {
    let name = path.file_name()?.to_str()?.strip_suffix(".assay")?;
    let (when, why) = name.split_once(' ')?;
    let at = time::PrimitiveDateTime::parse(when, STAMP).ok()?.assume_utc().unix_timestamp() * 1000;
    let word = why.split_once(' ').map_or(why, |(word, _)| word);
    Some((at, Reason::ALL.into_iter().find(|reason| reason.word() == word)?))
}

fn name(at: i64, reason: Reason, again: u32) -> String {
    let when = OffsetDateTime::from_unix_timestamp(at / 1000).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    // Fails for years of five digits alone; such a backup is named by the beginning of time.
    let when = when.format(STAMP).unwrap_or_else(|_| "1970-01-01T000000Z".to_owned());
    let number = if again == 0 { String::new() } else { format!(" {}", again + 1) };
    format!("{when} {}{number}.assay", reason.word())
}

fn held(path: &Path) -> Result<Held> {
    let conn = Connection::open_with_flags(as_it_stands(path), READ_ONLY)?;
    distrust(&conn)?;
    holds(&conn)
}

fn holds(conn: &Connection) -> Result<Held> {
    let version = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let newest_event = conn.query_row("SELECT COALESCE(MAX(id), 0) FROM event", [], |row| row.get(0))?;
    let project = conn.query_row("SELECT uid, name FROM project", [], |row| {
        Ok(Held { uid: row.get(0)?, name: row.get(1)?, version, newest_event })
    });
    project.map_err(|error| match error {
        rusqlite::Error::QueryReturnedNoRows => crate::project::incomplete(),
        other => other.into(),
    })
}

/// How many events came after a backup.
pub fn events_since(r: &Read<'_>, held: &Held) -> Result<i64> {
    let after = "SELECT COUNT(*) FROM event WHERE id > ?";
    Ok(r.sql().prepare_cached(after)?.query_row([held.newest_event], |row| row.get(0))?)
}

/// Whether the daily backup is to be taken: something changed since the newest one, which is older than a day.
pub fn is_due(store: &Store, now: i64) -> Result<bool> {
    if store.is_read_only() || is_backup(store.path()) {
        return Ok(false);
    }
    let own = store.read(|r| holds(r.sql()))?;
    let newest = list(store.path())?.into_iter().find_map(|backup| {
        let held = backup.held.ok().filter(|held| held.uid == own.uid)?;
        // What was put aside for a backup is not what the project holds since.
        (backup.reason != Reason::Restore && backup.reason != Reason::Damaged)
            .then_some((backup.made_at, held))
    });
    Ok(match newest {
        None => own.newest_event > 0,
        Some((at, held)) => now - at >= DAY && own.newest_event != held.newest_event,
    })
}

/// Takes a backup of an open project while it is in use, then removes those that their age makes superfluous.
pub fn take(store: &Store, reason: Reason, now: i64, watch: &mut dyn Watch) -> Result<Backup> {
    let conn = store.reader()?;
    let taken = take_from(&conn, store.path(), reason, now, watch);
    drop(conn);
    if let Err(StoreError::Corrupt(_)) = &taken {
        // The copy, or what was copied? Of a project file that is damaged nothing more is acknowledged.
        store.read(|r| look_through(r.sql()))?;
    }
    let taken = taken?;
    if let Ok(held) = &taken.held {
        thin(store.path(), &held.uid, now)?;
    }
    Ok(taken)
}

/// Keeps a file as it is before it is brought to a newer version.
pub(crate) fn before_update(conn: &Connection, project: &Path) -> Result<PathBuf> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let now = i64::try_from(since.as_millis()).unwrap_or_default();
    Ok(take_from(conn, project, Reason::Update, now, &mut |_, _| true)?.path)
}

/// As [`take`], on a connection to the project file, and without removing others.
pub(crate) fn take_from(
    conn: &Connection,
    project: &Path,
    reason: Reason,
    now: i64,
    watch: &mut dyn Watch,
) -> Result<Backup> {
    // What is copied is the state that this transaction sees, however many write meanwhile.
    let snapshot = conn.unchecked_transaction()?;
    let held = holds(conn)?;
    let folder = folder(project);
    std::fs::create_dir_all(&folder).map_err(|source| trouble(&folder, source))?;
    remove_unfinished(&folder);
    let pragma = |name: &str| conn.pragma_query_value(None, name, |row| row.get::<_, u64>(0));
    enough_room(&folder, pragma("page_count")? * pragma("page_size")?)?;
    let part = Part::new(&folder);
    copy(conn, &part.0, watch)?;
    drop(snapshot);
    let mut about = || -> Result<u64> {
        let made = Connection::open_with_flags(as_it_stands(&part.0), READ_ONLY)?;
        distrust(&made)?;
        crate::query::add_functions(&made)?;
        look_through_while(made, watch)?;
        Ok(std::fs::metadata(&part.0).map_err(|source| trouble(&part.0, source))?.len())
    };
    let bytes = about()?;
    let path = part.finish(&folder, now, reason)?;
    Ok(Backup { path, made_at: now / 1000 * 1000, reason, bytes, held: Ok(held) })
}

/// Looks through a copy, which takes as long as reading it, and stops when nobody wants it any more.
fn look_through_while(made: Connection, watch: &mut dyn Watch) -> Result<()> {
    let interrupt = made.get_interrupt_handle();
    std::thread::scope(|scope| {
        let looking = scope.spawn(move || look_through(&made));
        while !looking.is_finished() {
            if !watch.at(1, 1) {
                interrupt.interrupt();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        looking.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Removes what [`thinning`] says of the backups of one project; those of another that had the same name stay.
fn thin(project: &Path, uid: &str, now: i64) -> Result<()> {
    let ours = |backup: &Backup| backup.held.as_ref().is_ok_and(|held| held.uid == uid);
    let all: Vec<Backup> = list(project)?.into_iter().filter(ours).collect();
    let stamp = |b: &Backup| thinning::Stamp { at: b.made_at, reason: b.reason, bytes: b.bytes };
    let stamps: Vec<_> = all.iter().map(stamp).collect();
    for place in thinning::superfluous(&stamps, now, free_bytes(project)) {
        let path = &all[place].path;
        match std::fs::remove_file(path) {
            // Another window thinned them at the same time.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            // The backup that was taken is there; the next round tries again.
            Err(error) => tracing::warn!(%error, "a backup that its age makes superfluous was not removed"),
            Ok(()) => {}
        }
    }
    Ok(())
}

/// Bytes that may still be written where the backups lie; none where the system does not say.
pub fn free_bytes(project: &Path) -> Option<u64> {
    let folder = folder(project);
    let place = if folder.is_dir() { folder.as_path() } else { project.parent()? };
    fs4::available_space(place).ok()
}

/// Labels come before backups: a copy that would leave too little room for them is not begun.
fn enough_room(folder: &Path, bytes: u64) -> Result<()> {
    let Ok(free) = fs4::available_space(folder) else { return Ok(()) };
    let reserve = (2 * bytes).clamp(16 << 20, 1 << 30);
    if free >= bytes + reserve {
        return Ok(());
    }
    let mib = |bytes: u64| bytes.div_ceil(1 << 20);
    let message = format!(
        "there is too little room for a backup in {}: it takes {} MiB, {} MiB are free, and {} MiB stay free for the \
         work. Make room, or save a copy to another disk",
        folder.display(),
        mib(bytes),
        mib(free),
        mib(reserve)
    );
    Err(StoreError::refused("backup_no_room", message))
}

fn trouble(path: &Path, source: std::io::Error) -> StoreError {
    StoreError::Io { path: path.to_owned(), source }
}

/// Copies what a connection sees to a new file, a step at a time, and brings it to the disk.
pub(crate) fn copy(from: &Connection, target: &Path, watch: &mut dyn Watch) -> Result<()> {
    let mut into = Connection::open(target).map_err(|error| cannot_open(target, error))?;
    // Nobody reads it before it is whole, and a copy that breaks off is removed.
    into.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")?;
    run(&Copy::new(from, &mut into)?, STEP, watch)?;
    into.close().map_err(|(_, error)| error)?;
    sync(target)
}

fn run(copy: &Copy<'_, '_>, step: i32, watch: &mut dyn Watch) -> Result<()> {
    loop {
        let done = copy.step(step)?;
        let at = copy.progress();
        let count = |pages: i32| u64::try_from(pages).unwrap_or_default();
        if !watch.at(count(at.pagecount - at.remaining), count(at.pagecount)) {
            return Err(StoreError::Cancelled);
        }
        match done {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

fn sync(path: &Path) -> Result<()> {
    std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(|source| trouble(path, source))
}

/// The names in a folder are on the disk when this returns; a system that cannot do so for folders has no need to.
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    // The folder of a bare name is the one the program is in.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(|source| trouble(folder, source))
}

/// A copy that is not whole yet; removed where it never becomes so.
struct Part(PathBuf);

impl Part {
    fn new(folder: &Path) -> Part {
        Part(folder.join(format!("{}.part", uuid::Uuid::new_v4())))
    }

    /// Gives it its name; one that is taken stays whose it is.
    fn finish(self, folder: &Path, at: i64, reason: Reason) -> Result<PathBuf> {
        let names = (0..10_000).map(|again| folder.join(name(at, reason, again)));
        for target in names {
            match std::fs::hard_link(&self.0, &target) {
                Ok(()) => {}
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => continue,
                // A disk without links (exFAT): looked for, then renamed.
                Err(_) if target.exists() => continue,
                Err(_) => std::fs::rename(&self.0, &target).map_err(|source| trouble(&target, source))?,
            }
            sync_folder(folder)?;
            return Ok(target);
        }
        Err(StoreError::Exists(folder.join(name(at, reason, 0))))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // It has another name by now, or failed; what is left only takes room.
        for ending in ["", "-wal", "-shm", "-journal"] {
            let _ = std::fs::remove_file(beside(&self.0, ending));
        }
    }
}

/// Copies that were cut off by a crash long ago.
fn remove_unfinished(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let old = || path.metadata().and_then(|about| about.modified()).ok()?.elapsed().ok();
        if path.extension().is_some_and(|e| e == "part") && old().is_some_and(|age| age > UNFINISHED) {
            // It only takes room; the next backup tries again.
            let _ = std::fs::remove_file(&path);
        }
    }
}

#[cfg(test)]
mod tests;
