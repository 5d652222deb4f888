//! The power goes: of what was not synced some sectors are on the disk and some are not.

use super::{IMPORTED, ITEMS, found, items_csv, project, say, scratch, shim};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

const SECTOR: usize = 512;

/// A line of the trace.
struct Step {
    kind: u8,
    file: i64,
    offset: i64,
    bytes: Vec<u8>,
}

/// Labels and imports with what it writes and syncs written down; the `failing`th sync fails (0: none).
fn traced(shim: &Path, failing: u64) -> (Vec<Step>, PathBuf) {
    let folder = scratch();
    lay_out(folder.path());
    let steps = worked(shim, folder.path(), "work", failing);
    (steps, folder.path().to_owned())
}

/// The same by two programs: the first ends when the `failing`th sync has failed, as one that is killed, and the second
/// opens what it left behind and works on. None where the first has no such sync.
fn traced_by_two(shim: &Path, failing: u64) -> Option<(Vec<Step>, PathBuf)> {
    let folder = scratch();
    lay_out(folder.path());
    let mut steps = worked(shim, folder.path(), "leave", failing);
    steps.iter().find(|step| step.kind == b'F')?;
    let first = steps.iter().map(|step| step.file).max().unwrap_or(0);
    steps.extend(worked(shim, folder.path(), "work", 0).into_iter().map(|mut step| {
        // Each program counts the files by itself.
        step.file += first;
        step.offset += if step.kind == b'R' { first } else { 0 };
        step
    }));
    Some((steps, folder.path().to_owned()))
}

fn lay_out(folder: &Path) {
    std::fs::write(folder.join("test.assay"), project()).unwrap();
    std::fs::write(folder.join("items.csv"), items_csv()).unwrap();
}

fn worked(shim: &Path, folder: &Path, scenario: &str, failing: u64) -> Vec<Step> {
    let trace = scratch();
    let path = trace.path().join("trace");
    let child = Command::new(env!("CARGO_BIN_EXE_faulty"))
        .args([scenario, folder.to_str().unwrap(), "sync", &failing.to_string(), "once"])
        .env("LD_PRELOAD", shim)
        .env("ASSAY_FAULT_FOLDER", folder)
        .env("ASSAY_FAULT_TRACE", &path)
        .output()
        .unwrap();
    let steps = steps(&std::fs::read(path).unwrap());
    let left = scenario == "leave" && steps.iter().any(|step| step.kind == b'F');
    let ended = if left { Some(3) } else { Some(0) };
    assert_eq!(child.status.code(), ended, "{}", String::from_utf8_lossy(&child.stderr));
    steps
}

fn steps(mut trace: &[u8]) -> Vec<Step> {
    let mut steps = Vec::new();
    while !trace.is_empty() {
        let (head, rest) = trace.split_at(40);
        let word = |i: usize| i64::from_ne_bytes(head[i * 8..i * 8 + 8].try_into().unwrap());
        let (bytes, rest) = rest.split_at(usize::try_from(word(4)).unwrap());
        steps.push(Step { kind: word(0) as u8, file: word(1), offset: word(2), bytes: bytes.to_vec() });
        trace = rest;
    }
    steps
}

/// A file: what is safely on the disk, and what was written since.
#[derive(Default, Clone)]
struct Disk {
    safe: Vec<u8>,
    waiting: Vec<(i64, Option<Vec<u8>>)>,
}

fn put(file: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    file.resize(file.len().max(offset + bytes.len()), 0);
    file[offset..offset + bytes.len()].copy_from_slice(bytes);
}

fn apply(
    file: &mut Vec<u8>,
    (offset, bytes): &(i64, Option<Vec<u8>>),
    sector_is_there: &mut impl FnMut() -> bool,
) {
    let offset = *offset as usize;
    let Some(bytes) = bytes else {
        file.resize(offset, 0);
        return;
    };
    for (i, sector) in bytes.chunks(SECTOR).enumerate() {
        if sector_is_there() {
            put(file, offset + i * SECTOR, sector);
        }
    }
}

/// Whether syncs reach the disk, as with `synchronous=FULL`, or nothing is ever synced, as with `OFF`.
#[derive(Clone, Copy, PartialEq)]
enum Syncs {
    Full,
    Off,
}

/// What is on the disk when the power goes before a step, and what had been confirmed.
fn cut(
    steps: &[Step],
    at: usize,
    syncs: Syncs,
    chance: &mut Chance,
) -> (BTreeMap<String, Vec<u8>>, BTreeSet<String>) {
    let mut files: BTreeMap<i64, Disk> = BTreeMap::new();
    let mut names: BTreeMap<i64, String> = BTreeMap::new();
    let mut confirmed = BTreeSet::new();
    for step in &steps[..at] {
        let text = || String::from_utf8(step.bytes.clone()).unwrap();
        match step.kind {
            b'A' => drop(confirmed.insert(text())),
            b'N' => {
                names.insert(step.file, text());
                files.insert(step.file, Disk::default());
            }
            b'O' => {
                // Another program may have had it open before.
                let before = names.iter().find(|(file, name)| **file != step.file && **name == text());
                if let Some(disk) = before.map(|(&file, _)| file).and_then(|file| files.remove(&file)) {
                    files.insert(step.file, disk);
                }
                names.insert(step.file, text());
                files
                    .entry(step.file)
                    .or_insert_with(|| Disk { safe: project().to_vec(), waiting: Vec::new() });
            }
            b'W' => files.get_mut(&step.file).unwrap().waiting.push((step.offset, Some(step.bytes.clone()))),
            b'T' => files.get_mut(&step.file).unwrap().waiting.push((step.offset, None)),
            b'S' if syncs == Syncs::Full => {
                let Disk { safe, waiting } = files.get_mut(&step.file).unwrap();
                waiting.drain(..).for_each(|write| apply(safe, &write, &mut || true));
            }
            // After a failed sync the system takes pages for written that never were.
            b'F' => files.get_mut(&step.file).unwrap().waiting.clear(),
            b'U' => drop(files.remove(&step.file)),
            b'R' => {
                if let Some(file) = files.remove(&step.file) {
                    files.insert(step.offset, file);
                }
            }
            _ => {}
        }
    }
    let mut left = BTreeMap::new();
    for (file, Disk { mut safe, waiting }) in files {
        for write in waiting {
            match chance.below(5) {
                0 | 1 => {}
                2 | 3 => apply(&mut safe, &write, &mut || true),
                _ => apply(&mut safe, &write, &mut || chance.below(2) == 0),
            }
        }
        left.insert(names.get(&file).cloned().unwrap_or_default(), safe);
    }
    confirmed.remove("");
    (left, confirmed)
}

/// A seeded stream, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (x ^ (x >> 31)) % n
    }
}

/// What came of one cut: how much had been confirmed, or why it is not all there.
fn after(
    steps: &[Step],
    folder: &Path,
    at: usize,
    syncs: Syncs,
    chance: &mut Chance,
) -> Result<usize, String> {
    let (files, confirmed) = cut(steps, at, syncs, chance);
    let place = scratch();
    for (name, bytes) in files {
        let Ok(name) = Path::new(&name).strip_prefix(folder) else { continue };
        std::fs::write(place.path().join(name), bytes).unwrap();
    }
    let path = place.path().join("test.assay");
    if !path.exists() {
        // Nothing had been opened yet.
        return Ok(0);
    }
    let file = found(&path)?;
    let lost = confirmed.iter().find(|&key| match key.as_str() {
        "import" => file.items != ITEMS + IMPORTED,
        key => !file.labeled.contains(key),
    });
    let labels = confirmed.iter().filter(|key| *key != "import").count();
    let failures = steps[..at].iter().filter(|step| step.kind == b'F').count();
    match lost {
        Some(key) => Err(format!("{key} was confirmed and is lost; there are {} items", file.items)),
        // One was there before, one was being saved, and so was one where a sync failed.
        None if file.labeled.len() > labels + 2 + failures => {
            Err(format!("{} labels, {labels} confirmed", file.labeled.len()))
        }
        None if ![ITEMS, ITEMS + IMPORTED].contains(&file.items) => Err(format!("{} items", file.items)),
        None => Ok(confirmed.len()),
    }
}

fn rounds(normally: u64, all: u64) -> u64 {
    if std::env::var("ASSAY_FAULT_ROUNDS").is_ok_and(|rounds| rounds == "all") { all } else { normally }
}

#[test]
fn what_was_confirmed_outlives_a_power_cut_and_without_syncs_it_does_not() {
    let Some(shim) = shim() else { return };
    let (steps, folder) = traced(shim, 0);
    let count = |kind: u8| steps.iter().filter(|step| step.kind == kind).count();
    say(&format!("{} writes, {} syncs, {} confirmed changes", count(b'W'), count(b'S'), count(b'A')));
    let mut chance = Chance(6);
    let (mut kept, mut lost) = (0, 0);
    for round in 0..rounds(40, 2_000) {
        let at = chance.below(steps.len() as u64 + 1) as usize;
        kept += after(&steps, &folder, at, Syncs::Full, &mut chance)
            .unwrap_or_else(|why| panic!("cut {round} before step {at}: {why}"));
    }
    assert!(kept > 0, "nothing had been confirmed at any cut");
    let controls = rounds(10, 200);
    for _ in 0..controls {
        let at = chance.below(steps.len() as u64 + 1) as usize;
        lost += u64::from(after(&steps, &folder, at, Syncs::Off, &mut chance).is_err());
    }
    say(&format!(
        "power cuts: 0 of {kept} confirmed changes lost; without syncs {lost} of {controls} files lost something"
    ));
    assert!(lost > 0, "a disk that syncs nothing lost nothing: this test would not see a loss");
}

#[test]
fn a_power_cut_after_a_failed_sync_and_a_reopening_loses_nothing() {
    let Some(shim) = shim() else { return };
    let mut chance = Chance(7);
    let (mut cuts, mut kept) = (0, 0);
    for failing in 1..=rounds(4, 60) {
        let (steps, folder) = traced(shim, failing);
        let failed = steps.iter().position(|step| step.kind == b'F').expect("a failed sync");
        for _ in 0..rounds(5, 20) {
            let at = failed + chance.below((steps.len() - failed) as u64 + 1) as usize;
            kept += after(&steps, &folder, at, Syncs::Full, &mut chance).unwrap_or_else(|why| {
                panic!("sync {failing} failed, power cut before step {at} of {}: {why}", steps.len())
            });
            cuts += 1;
        }
    }
    say(&format!("{cuts} power cuts after a failed sync: 0 of {kept} confirmed changes lost"));
}

#[test]
fn a_power_cut_after_a_failed_sync_and_another_opening_loses_nothing() {
    let Some(shim) = shim() else { return };
    let mut chance = Chance(8);
    let (mut cuts, mut kept) = (0, 0);
    for failing in (2..).step_by(if rounds(0, 1) == 0 { 9 } else { 1 }).take(rounds(4, 60) as usize) {
        let Some((steps, folder)) = traced_by_two(shim, failing) else { break };
        let failed = steps.iter().position(|step| step.kind == b'F').expect("a failed sync");
        // What the new program does first is what matters, so the power goes before each of those steps.
        let nearest = (failed + 1..steps.len()).take(rounds(60, 300) as usize);
        let others: Vec<usize> = (0..rounds(5, 20))
            .map(|_| failed + chance.below((steps.len() - failed) as u64) as usize)
            .collect();
        for at in nearest.chain(others) {
            kept += after(&steps, &folder, at, Syncs::Full, &mut chance).unwrap_or_else(|why| {
                panic!(
                    "sync {failing} failed, power cut before step {at} of {}, {} after it: {why}",
                    steps.len(),
                    at - failed
                )
            });
            cuts += 1;
        }
    }
    say(&format!(
        "{cuts} power cuts after a failed sync and another opening: 0 of {kept} confirmed changes lost"
    ));
}
