//! Labels a project as fast as it can and prints each label once it is acknowledged: `labeler PROJECT NAME`.
//! Every seventh label it takes back, and says so before and after. The crash test kills it at random moments.

use assay_workbench::label::LabelSubmit;
use assay_workbench::people::PersonEnter;
use assay_workbench::project::ProjectOpen;
use assay_workbench::words::{Answer, Said};
use assay_workbench::{Caller, Config, Error, Workbench, commands};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (project, name) = (args.next().ok_or("no project")?, args.next().ok_or("no name")?);
    let workbench = Workbench::new(Config { app_dir: None, version: "test" });
    let file = workbench.files().register(project.into()).handle;
    let nobody = Caller::default();
    let question =
        commands::project_open(&workbench, &nobody, ProjectOpen { file, read_only: None })?.question;
    let person = commands::person_enter(&workbench, &nobody, PersonEnter { name })?;
    let caller = Caller { person: Some(person.uid) };
    let mut out = std::io::stdout().lock();
    writeln!(out, "ready")?;
    out.flush()?;
    let mut queue = commands::label_queue(&workbench, &caller, ())?;
    let mut turn = 0;
    while let Some(task) = queue.tasks.first() {
        let class = &question.classes[turn % question.classes.len()];
        let said =
            Said { answers: vec![Answer { question: question.id, class: class.id }], ..Said::default() };
        let key = task.item.key.clone();
        let uid = uuid::Uuid::now_v7().to_string();
        queue = match commands::label_submit(
            &workbench,
            &caller,
            LabelSubmit { assignment: task.assignment, uid, said },
        ) {
            Ok(queue) => queue,
            Err(Error::Store(e)) if e.code() == "busy" => continue,
            Err(e) => return Err(e.into()),
        };
        writeln!(out, "{key},{}", class.key)?;
        out.flush()?;
        turn += 1;
        if turn % 7 == 0 {
            writeln!(out, "undoing,{key}")?;
            out.flush()?;
            if commands::label_undo(&workbench, &caller, ())?.undone {
                writeln!(out, "undone,{key}")?;
                out.flush()?;
            }
            queue = commands::label_queue(&workbench, &caller, ())?;
        }
    }
    Ok(())
}
