//! A small disk that fills up, one that is taken away, and one that the system makes read-only after an error of its own.

use super::say;
use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A disk in memory, unmounted at the end.
struct Disk(tempfile::TempDir);

impl Disk {
    fn new(size: &str) -> Option<Disk> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "none"])
            .arg(folder.path())
            .output();
        if mounted.is_ok_and(|done| done.status.success()) {
            return Some(Disk(folder));
        }
        say("SKIPPED: only root can mount a small disk");
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Takes all the room there is but this much.
    fn fill(&self, but: usize) -> PathBuf {
        let path = self.path().join("filler");
        let mut size = 0_u64;
        let file = std::fs::File::create(&path).unwrap();
        let page = vec![1; 4096];
        while std::os::unix::fs::FileExt::write_at(&file, &page, size).is_ok_and(|done| done == page.len()) {
            size += page.len() as u64;
        }
        file.set_len(size - but as u64).unwrap();
        path
    }

    fn take_away(&self) {
        assert!(Command::new("umount").arg("--lazy").arg(self.path()).status().unwrap().success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // It may have been taken away already.
        let _ = Command::new("umount").arg("--lazy").arg(self.0.path()).output();
    }
}

fn bench(disk: &Disk) -> Bench {
    let folder = tempfile::tempdir_in(disk.path()).unwrap();
    let bench = Bench::in_folder(folder, &["yes", "no"], Policy::default());
    bench.items(200);
    bench
}

fn answer(bench: &Bench) -> Value {
    let queue = bench.ok("label_queue", Value::Null);
    let said = json!({ "answers": [{ "question": 1, "class": 1 }], "note": "kept", "active_ms": 700 });
    json!({ "assignment": queue["tasks"][0]["assignment"], "uid": uuid::Uuid::now_v7().to_string(), "said": said })
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_full_disk_is_told_with_its_room_and_work_goes_on_once_there_is_some() {
    let Some(disk) = Disk::new("24m") else { return };
    let bench = bench(&disk);
    std::fs::write(bench.folder.path().join("out.csv"), "old").unwrap();
    std::fs::write(bench.folder.path().join("test.csv"), "").unwrap();
    let before = names(bench.folder.path());
    let filler = disk.fill(256 << 10);
    let mut confirmed = 0;
    let (request, error) = loop {
        let request = answer(&bench);
        match bench.call("label_submit", request.clone()) {
            Ok(_) => confirmed += 1,
            Err(error) => break (request, error),
        }
    };
    assert_eq!((error.code.as_str(), &error.details["reason"]), ("file_failed", &json!("full")), "{error:?}");
    let (free, needed) = (error.details["free"].as_u64().unwrap(), error.details["needed"].as_u64().unwrap());
    assert!(free < 1 << 20 && needed >= 1 << 20, "{free} {needed}");
    assert!(error.message.contains("is full") && error.message.contains("KiB"), "{}", error.message);
    assert_eq!(bench.call("label_submit", request.clone()).unwrap_err().code, "file_failed");
    assert_eq!(bench.ok("project_fault", Value::Null)["reason"], "full");
    // Nothing half is left by what writes other files.
    let file = |name: &str| bench.workbench.files().register(bench.folder.path().join(name)).handle;
    let export = bench.job(
        "export_start",
        json!({ "what": "labels", "exact": true, "file": file("out.csv"), "replace": true }),
    );
    let copy = bench.call("project_copy", json!({ "file": file("copy.assay") }));
    say(&format!(
        "{confirmed} labels until the disk was full ({free} bytes free); export: {:?}; copy: {:?}",
        export.err().map(|e| e.code),
        copy.as_ref().err().map(|e| &e.code)
    ));
    assert!(copy.unwrap_err().message.contains("full"));
    assert_eq!(std::fs::read_to_string(bench.folder.path().join("out.csv")).unwrap(), "old");
    assert_eq!(names(bench.folder.path()), before);
    assert_eq!(
        bench.job("project_reopen", Value::Null).unwrap_err().code,
        "file_failed",
        "there is still no room"
    );
    std::fs::remove_file(filler).unwrap();
    bench.job("project_reopen", Value::Null).unwrap();
    assert_eq!(bench.ok("project_fault", Value::Null), Value::Null);
    bench.ok("label_submit", request);
    assert_eq!(bench.ok("label_history", json!({ "limit": 200 })).as_array().unwrap().len(), confirmed + 1);
    bench.assert_sound();
}

#[test]
fn a_disk_that_is_taken_away_is_missed_before_anything_is_confirmed() {
    let Some(disk) = Disk::new("24m") else { return };
    let bench = bench(&disk);
    bench.ok("label_submit", answer(&bench));
    let request = answer(&bench);
    disk.take_away();
    let error = bench.call("label_submit", request).unwrap_err();
    assert_eq!((error.code.as_str(), &error.details["reason"]), ("file_failed", &json!("gone")), "{error:?}");
    assert_eq!(bench.job("project_reopen", Value::Null).unwrap_err().code, "file_failed");
    // What is still open is copied elsewhere.
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("copy.assay");
    let file = bench.workbench.files().register(copy.clone()).handle;
    bench.ok("project_copy", json!({ "file": file }));
    assert_eq!(super::found(&copy).unwrap().labeled.len(), 1);
}

/// A disk in a file, which the system makes read-only as soon as it finds it damaged.
struct Ext4 {
    image: tempfile::NamedTempFile,
    place: tempfile::TempDir,
}

impl Ext4 {
    fn new() -> Option<Ext4> {
        let disk =
            Ext4 { image: tempfile::NamedTempFile::new().unwrap(), place: tempfile::tempdir().unwrap() };
        disk.image.as_file().set_len(64 << 20).unwrap();
        let made = Command::new("mkfs.ext4").args(["-q", "-F"]).arg(disk.image.path()).output();
        if made.is_ok_and(|done| done.status.success())
            && disk.mount()
            && disk.alarm().is_some_and(|at| at.exists())
        {
            return Some(disk);
        }
        say("SKIPPED: only root can mount a disk of ext4 in a file and raise an error on it");
        None
    }

    fn mount(&self) -> bool {
        let done = Command::new("mount")
            .args(["-o", "loop,errors=remount-ro"])
            .args([self.image.path(), self.place.path()])
            .output();
        done.is_ok_and(|done| done.status.success())
    }

    /// Where the system takes an order to find the disk damaged.
    fn alarm(&self) -> Option<PathBuf> {
        let device = Command::new("findmnt").args(["-no", "SOURCE"]).arg(self.place.path()).output().ok()?;
        let device = String::from_utf8(device.stdout).ok()?;
        Some(Path::new("/sys/fs/ext4").join(device.trim().rsplit('/').next()?).join("trigger_fs_error"))
    }

    fn made_read_only(&self) {
        assert!(Command::new("sync").arg("-f").arg(self.place.path()).status().unwrap().success());
        std::fs::write(self.alarm().unwrap(), "a test").unwrap();
        let refused = std::fs::File::create(self.place.path().join("probe")).unwrap_err();
        assert_eq!(refused.kind(), std::io::ErrorKind::ReadOnlyFilesystem);
    }

    fn repaired(&self) {
        assert!(Command::new("umount").arg(self.place.path()).status().unwrap().success());
        // 1: errors were found and mended.
        let checked = Command::new("e2fsck").arg("-fy").arg(self.image.path()).output().unwrap();
        assert!(checked.status.code().unwrap() <= 1, "{}", String::from_utf8_lossy(&checked.stdout));
        assert!(self.mount());
    }
}

impl Drop for Ext4 {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.place.path()).output();
    }
}

#[test]
fn a_disk_that_the_system_makes_read_only_is_told_read_from_and_worked_on_once_it_is_repaired() {
    let Some(disk) = Ext4::new() else { return };
    let folder = tempfile::tempdir_in(disk.place.path()).unwrap();
    let bench = Bench::in_folder(folder, &["yes", "no"], Policy::default());
    bench.items(200);
    for _ in 0..5 {
        bench.ok("label_submit", answer(&bench));
    }
    let request = answer(&bench);
    disk.made_read_only();
    let error = bench.call("label_submit", request.clone()).unwrap_err();
    assert_eq!(
        (error.code.as_str(), &error.details["reason"]),
        ("file_failed", &json!("read_only")),
        "{error:?}"
    );
    assert!(
        error.message.contains("its disk was made read-only. Give the right to write back"),
        "{}",
        error.message
    );
    assert_eq!(bench.call("label_submit", request.clone()).unwrap_err().code, "file_failed");
    assert_eq!(
        bench.ok("label_history", json!({ "limit": 200 })).as_array().unwrap().len(),
        5,
        "it is read from"
    );
    assert_eq!(bench.job("project_reopen", Value::Null).unwrap_err().code, "file_failed");
    assert_eq!(bench.ok("project_fault", Value::Null)["reason"], "read_only");
    bench.ok("project_close", Value::Null);
    disk.repaired();
    assert_eq!(super::found(&bench.project).unwrap().labeled.len(), 5);
    let file = bench.workbench.files().register(bench.project.clone()).handle;
    bench.ok("project_open", json!({ "file": file }));
    bench.ok("label_submit", request);
    assert_eq!(bench.ok("label_history", json!({ "limit": 200 })).as_array().unwrap().len(), 6);
    bench.assert_sound();
}
