//! Every file that the fuzzer was started with, or kept, goes through its target in each test run.
#![allow(clippy::print_stdout)]

use assay_fuzz::TARGETS;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What a target may hold at most, as for the fuzzer.
const MEMORY: u64 = 1024 * 1024 * 1024;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = listed.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The most memory that this process held since it was last asked; only Linux tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    let _ = fs::write("/proc/self/clear_refs", "5");
    Some(kilobytes * 1024)
}

#[test]
fn every_file_of_the_corpora_is_answered() {
    let mut all = 0;
    for target in TARGETS {
        peak();
        let (begun, mut longest) = (Instant::now(), Duration::ZERO);
        let files = files(&corpus().join(target.name));
        assert!(!files.is_empty(), "no corpus for {}", target.name);
        for file in &files {
            let bytes = fs::read(file).unwrap();
            let at = Instant::now();
            let outcome = std::panic::catch_unwind(|| (target.run)(&bytes));
            assert!(outcome.is_ok(), "{} fails on {}", target.name, file.display());
            longest = longest.max(at.elapsed());
        }
        all += files.len();
        let held = peak().unwrap_or(0);
        println!(
            "{:12} {:4} files in {:6.2} s, the longest {:.2} s, {} MB held at most",
            target.name,
            files.len(),
            begun.elapsed().as_secs_f64(),
            longest.as_secs_f64(),
            held / 1_000_000
        );
        assert!(held < MEMORY, "{} held {held} bytes", target.name);
    }
    println!("{all} files");
}

#[test]
fn the_corpora_are_small_and_have_a_target_each() {
    let mut bytes = 0;
    for folder in files(&corpus()).iter().filter(|path| path.is_dir()) {
        let name = folder.file_name().unwrap().to_str().unwrap();
        assert!(TARGETS.iter().any(|target| target.name == name), "nothing reads {}", folder.display());
        bytes += files(folder).iter().map(|file| fs::metadata(file).unwrap().len()).sum::<u64>();
    }
    assert!(bytes < 1_000_000, "{bytes} bytes; leave out what reaches nothing new: npm run fuzz -- TARGET 0");
}
