//! What the crash test kills at random moments. `worker stories PROJECT FOLDER FIRST` tells one story after the other,
//! each in a copy of the project, and says each event once it was acknowledged; `worker open PROJECT` opens a project.

use assay_tests::{Bench, listen, stop_listening, stories, workbench};
use assay_workbench::project::ProjectOpen;
use assay_workbench::{Caller, commands};
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

type Failure = Box<dyn std::error::Error>;

/// One line that whoever listens has before anything else happens.
fn say(line: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["stories", project, folder, first] => tell(project.as_ref(), folder.as_ref(), first.parse()?),
        ["open", project] => open(project),
        _ => Err("stories PROJECT FOLDER FIRST, or open PROJECT".into()),
    }
}

fn tell(project: &Path, folder: &Path, first: usize) -> Result<(), Failure> {
    say("ready")?;
    for story in first.. {
        let bench = Bench::of_copy(tempfile::tempdir_in(folder)?, project);
        let conn = rusqlite::Connection::open(&bench.project)?;
        let newest = move || conn.query_row("SELECT MAX(id) FROM event", [], |row| row.get::<_, i64>(0));
        let mut said = newest()?;
        say(&format!("story {story} {}", bench.project.display()))?;
        listen(move || {
            let event = newest().expect("an event");
            if event != said {
                said = event;
                say(&format!("event {event}")).expect("somebody listens");
            }
        });
        let told = catch_unwind(AssertUnwindSafe(|| stories::tell(&bench, story)));
        stop_listening();
        if let Err(panic) = told {
            let why = panic.downcast_ref::<String>().map_or("it panicked", String::as_str);
            say(&format!("failed: story {story}: {why}"))?;
            return Err("the story failed".into());
        }
        bench.workbench.close();
        // Its file is looked at after the kill, too.
        std::mem::forget(bench);
    }
    Ok(())
}

fn open(project: &str) -> Result<(), Failure> {
    let workbench = workbench();
    let file = workbench.files().register(project.into()).handle;
    say("ready")?;
    commands::project_open(&workbench, &Caller::default(), ProjectOpen { file, read_only: None })?;
    say("open")?;
    std::thread::sleep(std::time::Duration::from_secs(60));
    Ok(())
}
