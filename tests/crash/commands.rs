//! Every command that changes something: a killed file says exactly what it said after a command, and no earlier one
//! than the last that was acknowledged.

use crate::state::{State, assert_whole, look, rows};
use crate::{Victim, chance, rounds, say};
use assay_tests::{Bench, listen, memory_folder, scenarios, stop_listening, stories, workbench};
use assay_workbench::project::ProjectOpen;
use assay_workbench::{Caller, commands};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use std::time::Duration;

/// What a file said after each command of a story that nobody killed.
struct Told {
    /// By the newest event. More than one where something changed without an event.
    states: BTreeMap<i64, Vec<State>>,
    /// What the story exported.
    export: Vec<u8>,
}

/// The project that every story begins with.
fn beginning(folder: &Path) -> PathBuf {
    let bench = scenarios::base();
    bench.workbench.close();
    let path = folder.join("beginning.assay");
    std::fs::copy(&bench.project, &path).unwrap();
    path
}

/// Tells a story in this process.
fn told(beginning: &Path, story: usize) -> Told {
    let bench = Bench::of_copy(memory_folder(), beginning);
    let conn = look(&bench.project);
    let first = State::read(&conn);
    let states = Rc::new(RefCell::new(BTreeMap::from([(first.event, vec![first])])));
    let (seen, mut version) = (Rc::clone(&states), 0);
    listen(move || {
        let now: i64 = conn.query_row("PRAGMA data_version", [], |row| row.get(0)).unwrap();
        if now != version {
            version = now;
            let state = State::read(&conn);
            let mut states = seen.borrow_mut();
            let of_event: &mut Vec<State> = states.entry(state.event).or_default();
            if of_event.last() != Some(&state) {
                of_event.push(state);
            }
        }
    });
    stories::tell(&bench, story);
    stop_listening();
    let export = std::fs::read(bench.folder.path().join("out.csv")).unwrap();
    let states = Rc::into_inner(states).expect("nobody listens any more").into_inner();
    Told { states, export }
}

impl Told {
    /// A job that makes two changes, as an import of predictions and the checks of the new run, is not always looked at
    /// between them: the story is told again until it is.
    fn until_known(&mut self, beginning: &Path, place: &Place) {
        let event: i64 = look(&place.path)
            .query_row("SELECT COALESCE(MAX(id), 0) FROM event", [], |row| row.get(0))
            .unwrap();
        for _ in 0..100 {
            if self.states.contains_key(&event) {
                return;
            }
            for (event, states) in told(beginning, place.story).states {
                self.states.entry(event).or_insert(states);
            }
        }
    }
}

/// How far a killed program had come.
#[derive(Debug, Default)]
struct Place {
    story: usize,
    path: PathBuf,
    /// The newest event that was acknowledged; 0 where the story had only begun.
    event: i64,
    acknowledged: u64,
}

impl Place {
    fn hear(&mut self, line: &str) {
        let (what, rest) = line.split_once(' ').unwrap();
        if what == "event" {
            self.event = rest.parse().unwrap();
            self.acknowledged += 1;
        } else {
            let (story, path) = rest.split_once(' ').unwrap();
            *self = Place {
                story: story.parse().unwrap(),
                path: path.into(),
                event: 0,
                acknowledged: self.acknowledged,
            };
        }
    }
}

fn killed(beginning: &Path, folder: &Path, round: u64) -> Place {
    let luck = chance(round);
    let first = round as usize * 7 % stories::count();
    let mut command = Command::new(env!("CARGO_BIN_EXE_worker"));
    command.arg("stories").arg(beginning).arg(folder).arg(first.to_string());
    let mut victim = Victim::start(&mut command);
    let mut place = Place::default();
    // In the middle of whatever comes after so many commands.
    let until = luck % 16;
    while place.path.as_os_str().is_empty() || place.acknowledged < until {
        place.hear(&victim.next().expect("it works until it is killed"));
    }
    std::thread::sleep(Duration::from_micros((luck >> 8) % 12_000));
    victim.kill().iter().for_each(|line| place.hear(line));
    place
}

/// Opens a killed project as people do. An import that was cut off is taken for dead at once, not after 15 seconds.
fn reopened(path: &Path) -> Bench {
    look(path).execute("UPDATE import SET alive_until = 0 WHERE finished_at IS NULL", []).unwrap();
    let workbench = workbench();
    let request = ProjectOpen { file: workbench.files().register(path.into()).handle, read_only: None };
    let opened = commands::project_open(&workbench, &Caller::default(), request);
    let opened = opened.unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    assert_eq!(opened.counts.unfinished_imports, 0, "what an import left is still there");
    let lead = opened.people.iter().find(|person| person.name == "Lea").expect("the lead");
    let lead = Caller { person: Some(lead.uid.clone()) };
    Bench { workbench, lead, folder: tempfile::tempdir().unwrap(), project: path.into() }
}

/// What the file says was said after a command of the story.
fn assert_told(what: &str, conn: &rusqlite::Connection, told: &Told) -> State {
    let state = State::read(conn);
    let Some(states) = told.states.get(&state.event) else {
        let known: Vec<_> = told.states.keys().collect();
        panic!("{what}: half a change stands, up to event {} ({known:?})", state.event)
    };
    if !states.contains(&state) {
        let tables = states.last().unwrap().differing(&state);
        let found: Vec<_> = tables.iter().map(|table| (table, rows(conn, table))).collect();
        panic!("{what}: after event {}, {tables:?} differ: {found:#?}", state.event);
    }
    state
}

/// Whether the command that was running stands.
fn verify(round: u64, place: &Place, told: &Told) -> bool {
    let what = format!("round {round}, {place:?}");
    let bench = reopened(&place.path);
    let conn = look(&place.path);
    assert_whole(&conn, &what);
    let state = assert_told(&what, &conn, told);
    let acknowledged = place.event.max(*told.states.keys().next().unwrap());
    assert!(state.event >= acknowledged, "{what}: event {acknowledged} was acknowledged and is lost");
    let next = told.states.range(acknowledged + 1..).next().map(|(event, _)| *event);
    assert!(
        state.event == acknowledged || Some(state.event) == next,
        "{what}: more than one change stands that was not acknowledged"
    );
    bench.assert_sound();
    let folder = place.path.parent().unwrap();
    let copy = folder.join("copy.assay");
    if copy.exists() {
        let conn = look(&copy);
        assert_whole(&conn, &format!("{what}: copy"));
        assert_told(&format!("{what}: copy"), &conn, told);
    }
    if let Ok(export) = std::fs::read(folder.join("out.csv")) {
        assert!(export == told.export, "{what}: the export is half there");
    }
    // Work goes on where it was.
    bench.ok("tag_create", json!({ "name": "after the kill" }));
    drop(conn);
    bench.ok("project_close", Value::Null);
    // A reader that the pool was still opening may close last, and cannot remove the log; nothing is in it then.
    let log = std::fs::metadata(place.path.with_extension("assay-wal")).map_or(0, |log| log.len());
    assert_eq!(log, 0, "{what}: something was left in the log");
    state.event > acknowledged
}

#[test]
fn what_is_lost_or_half_there_is_found_out() {
    let start = tempfile::tempdir().unwrap();
    let beginning = beginning(start.path());
    let told = told(&beginning, 0);
    let conn = look(&beginning);
    assert_told("as it was", &conn, &told);
    let half = |change: &str| {
        conn.execute_batch(&format!("BEGIN; {change}")).unwrap();
        let state = State::read(&conn);
        conn.execute_batch("ROLLBACK").unwrap();
        told.states.get(&state.event).is_none_or(|states| !states.contains(&state))
    };
    for change in [
        "UPDATE project SET name = 'Other'",
        "DELETE FROM comment; DELETE FROM tag WHERE id = 1",
        "UPDATE judgment SET counted = 0 WHERE id = 1",
        "DELETE FROM event_change WHERE event_id = (SELECT MAX(id) FROM event)",
        "DELETE FROM event_change WHERE event_id = (SELECT MAX(id) FROM event); DELETE FROM event WHERE id = (SELECT MAX(id) FROM event)",
    ] {
        assert!(half(change), "{change}");
    }
}

#[test]
fn every_command_that_is_killed_is_whole_or_absent() {
    let rounds = rounds(50);
    let start = tempfile::tempdir().unwrap();
    let beginning = beginning(start.path());
    let mut known: HashMap<usize, Told> = HashMap::new();
    let (mut acknowledged, mut committed) = (0, 0);
    for round in 0..rounds {
        // What a kill leaves does not hang on the disk; where in a command it strikes does.
        let folder = if round % 4 == 0 { tempfile::tempdir().unwrap() } else { memory_folder() };
        let place = killed(&beginning, folder.path(), round);
        let told =
            known.entry(place.story % stories::count()).or_insert_with(|| told(&beginning, place.story));
        told.until_known(&beginning, &place);
        committed += u64::from(verify(round, &place, told));
        acknowledged += place.acknowledged;
    }
    assert!(acknowledged > 0 && known.values().all(|told| told.states.len() > 2));
    say(&format!(
        "{rounds} kills in {} of {} stories: {acknowledged} changes acknowledged, 0 lost, 0 half; \
         {committed} stood that were being acknowledged",
        known.len(),
        stories::count()
    ));
}
