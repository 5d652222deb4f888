use crate::backups::Keeper;
use crate::errors::{TagTables, Views};
use crate::files::Files;
use crate::import::RejectedLists;
use crate::jobs::Jobs;
use crate::{Error, Result};
use assay_model::{Person, Role};
use assay_store::{Read, Store, Write};
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How long the end of the program waits for what is still being read.
const CLOSING: Duration = Duration::from_secs(1);

/// What the host tells the workbench at start.
pub struct Config {
    /// Where the application keeps what belongs to no project (the list of recent files);
    /// none where nothing is to be kept.
    pub app_dir: Option<PathBuf>,
    /// The host's version.
    pub version: &'static str,
}

/// One process's workbench: at most one open project. Clones are the same workbench.
#[derive(Clone)]
pub struct Workbench(Arc<Shared>);

/// What every clone of a workbench shares.
pub struct Shared {
    pub(crate) config: Config,
    pub(crate) files: Files,
    pub(crate) jobs: Jobs,
    pub(crate) views: Views,
    pub(crate) tag_tables: TagTables,
    pub(crate) rejected: Arc<RejectedLists>,
    pub(crate) keeper: Keeper,
    /// What the backups beside a project hold: they are listed every few seconds while they are shown.
    pub(crate) backups_seen: assay_store::backups::Seen,
    project: RwLock<Option<Arc<Store>>>,
}

impl Deref for Workbench {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// Who calls.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// The acting person's uid.
    pub person: Option<String>,
}

/// What a command needs before it may run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// An open project.
    Project,
    /// An open project and someone who holds the role.
    Role(Role),
}

/// What a use case gets: the workbench, and the caller as checked against the table.
#[derive(Clone)]
pub struct Context {
    pub(crate) workbench: Workbench,
    project: Option<Arc<Store>>,
    person: Option<Person>,
}

impl Workbench {
    /// A workbench with nothing open.
    pub fn new(config: Config) -> Workbench {
        Workbench(Arc::new(Shared {
            config,
            files: Files::default(),
            jobs: Jobs::default(),
            views: Views::default(),
            tag_tables: TagTables::default(),
            rejected: Arc::default(),
            keeper: Keeper::default(),
            backups_seen: assay_store::backups::Seen::default(),
            project: RwLock::new(None),
        }))
    }

    /// The files people chose.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Closes the open project, as before the program ends: its log is moved into the file. Waits a moment for whoever still
    /// reads it; the log of one that takes longer stays beside the file, and is read at the next opening.
    pub fn close(&self) {
        let store = self.project();
        self.set_project(None);
        let until = Instant::now() + CLOSING;
        while store.as_ref().is_some_and(|store| Arc::strong_count(store) > 1) && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The open project.
    pub(crate) fn project(&self) -> Option<Arc<Store>> {
        self.project.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts a project in place of the one that is open.
    pub(crate) fn set_project(&self, store: Option<Store>) {
        self.tag_tables.clear();
        self.keeper.leave();
        let store = store.map(Arc::new);
        // A program with a folder of its own is a window, which stays; a terminal has gone before a backup is taken.
        if let (Some(store), Some(_)) = (&store, &self.config.app_dir) {
            self.keeper.watch(store);
        }
        *self.project.write().unwrap_or_else(PoisonError::into_inner) = store;
    }
}

/// Milliseconds since 1970 UTC.
pub(crate) fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX))
}

impl Context {
    /// The context of a call, or why the caller may not make it.
    pub(crate) fn new(workbench: &Workbench, caller: &Caller, needs: Needs) -> Result<Context> {
        let mut ctx = Context { workbench: workbench.clone(), project: workbench.project(), person: None };
        if needs == Needs::Nothing {
            return Ok(ctx);
        }
        let store = ctx.project.as_ref().ok_or(Error::NoProject)?;
        if let Some(uid) = &caller.person {
            // Whoever is remembered from another project is nobody here.
            ctx.person = match store.read(|r| assay_store::people::by_uid(r, uid)) {
                Ok(person) => Some(person),
                Err(error) if error.code() == "not_found" => None,
                Err(error) => return Err(error.into()),
            };
        }
        if needs == Needs::Project {
            // Whoever was retired may look at what everyone may, as nobody.
            ctx.person = ctx.person.filter(|person| !person.retired);
        }
        if let Needs::Role(role) = needs {
            let person = ctx.person.as_ref().ok_or(Error::NoPerson)?;
            if person.retired {
                let message = format!(
                    "{} was retired; a lead can bring the person back under Project, People",
                    person.name
                );
                return Err(Error::refused("person_retired", message));
            }
            if !role.granted_by(&person.roles) {
                return Err(Error::NotAllowed { person: person.name.clone(), needed: role });
            }
        }
        Ok(ctx)
    }

    /// The open project.
    pub(crate) fn store(&self) -> Result<&Arc<Store>> {
        self.project.as_ref().ok_or(Error::NoProject)
    }

    /// Who acts.
    pub(crate) fn person(&self) -> Result<&Person> {
        self.person.as_ref().ok_or(Error::NoPerson)
    }

    /// Reads the project in one transaction.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Read<'_>) -> Result<T>) -> Result<T> {
        self.store()?.read(work)
    }

    /// Changes the project in one transaction.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Write<'_>) -> Result<T>) -> Result<T> {
        self.store()?.write(now(), work)
    }
}
