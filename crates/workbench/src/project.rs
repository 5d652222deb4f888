//! Making, opening and setting up a project.

use crate::access::now;
use crate::files::FileHandle;
use crate::jobs::JobId;
use crate::recent;
use crate::{Context, Error, Result, backups, markdown, place};
use assay_model::{Class, Person, Policy, Question, Role, SchemeDraft};
use assay_store::check::Finding;
use assay_store::events::{self, Entry, Event};
use assay_store::project::{Counts, Guideline};
use assay_store::{FileFault, Store, Write, imports, people, project};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use ts_rs::TS;

/// A new project.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ProjectCreate {
    /// As shown.
    pub name: String,
    /// Where the file goes (a handle); the default folder where left out.
    pub file: Option<String>,
    /// What raters are asked.
    pub scheme: SchemeDraft,
    /// The instructions, Markdown.
    pub guideline: Option<String>,
    /// How work is handed out.
    pub policy: Option<Policy>,
    /// Who makes it and becomes its first lead.
    pub person: String,
}

/// Which project to open, and how.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ProjectOpen {
    /// The handle.
    pub file: String,
    /// Never write to it, as while another program holds it.
    pub read_only: Option<bool>,
}

/// Names a file that a person chose.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnFile {
    /// The handle.
    pub file: String,
}

/// The open project, as the frame shows it.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct Overview {
    /// Stable across copies.
    pub uid: String,
    /// As shown.
    pub name: String,
    /// File name, for people.
    pub file_name: String,
    /// Folder, for people.
    pub folder: String,
    /// Nothing can be changed.
    pub read_only: bool,
    /// What a person should know about where the file lies.
    pub warning: Option<String>,
    /// What raters are asked.
    pub question: Question,
    /// Retired classes whose work stays with them: offered to nobody, counted in every figure.
    pub kept_classes: Vec<Class>,
    /// How work is handed out.
    pub policy: Policy,
    /// Version of the instructions in force; 0 where there are none.
    pub guideline_version: i64,
    /// The numbers.
    pub counts: Counts,
    /// Everyone.
    pub people: Vec<Person>,
    /// Names the snapshot of reference labels behind every figure.
    pub reference_revision: i64,
    /// Changes when another process has written to the file.
    pub written_by_others: i64,
    /// The backup that was taken because the file was of an older version and opening brought it up to date.
    pub before_update: Option<String>,
    /// Why the backup of today was not taken.
    pub backup_trouble: Option<String>,
}

/// The instructions, ready to show.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct GuidelineView {
    /// From 1; 0 where there are none.
    pub version: i64,
    /// Markdown.
    pub body: String,
    /// Sanitised HTML.
    pub html: String,
    /// When it was published, in milliseconds since 1970 UTC.
    pub made_at: i64,
}

/// Markdown to show or to publish.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkdownText {
    /// Markdown.
    pub body: String,
}

/// A guideline to publish.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct GuidelinePublish {
    /// Markdown.
    pub body: String,
    /// The version that whoever wrote it has read; refused where another one is in force by now.
    #[serde(default)]
    pub after: Option<i64>,
}

/// Sanitised HTML.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct HtmlText {
    /// Sanitised.
    pub html: String,
}

/// A new name.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectRename {
    /// As shown.
    pub name: String,
}

/// What a check found.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct CheckReport {
    /// Nothing is wrong.
    pub ok: bool,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

pub(crate) fn create(ctx: &Context, request: ProjectCreate) -> Result<Overview> {
    let question = request.scheme.complete()?;
    let policy = request.policy.clone().unwrap_or_default();
    policy.validate()?;
    let name = clean(&request.name)?;
    let path = match &request.file {
        Some(handle) => with_extension(ctx.workbench.files.path(handle)?),
        None => free_path(&default_folder(), &name)?,
    };
    let person = Person::clean_name(&request.person)?;
    let store = Store::create(&path)?;
    let seed =
        i64::from_le_bytes(*uuid::Uuid::new_v4().as_bytes().first_chunk().unwrap_or(&[0; 8])) & i64::MAX;
    let made = store.write(now(), |w| {
        project::init(w, &uuid::Uuid::now_v7().to_string(), &name, seed)?;
        let lead = people::add(w, &person, Role::ALL, false)?;
        project::add_question(w, &question)?;
        project::set_policy(w, &policy, Some(lead.id))?;
        let guideline = request.guideline.as_deref().unwrap_or_default();
        if !guideline.trim().is_empty() {
            project::publish_guideline(w, guideline, Some(lead.id))?;
        }
        record(w, Some(lead.id), "project_create", &format!("project `{name}` made"))?;
        Ok::<_, Error>(())
    });
    if let Err(error) = made {
        drop(store);
        // The file was made a moment ago by this call and holds nothing.
        let _ = std::fs::remove_file(&path);
        return Err(error);
    }
    enter(ctx, store)
}

pub(crate) fn open(ctx: &Context, request: ProjectOpen) -> Result<Overview> {
    let path = ctx.workbench.files.path(&request.file)?;
    let store =
        if request.read_only == Some(true) { Store::open_read_only(&path)? } else { Store::open(&path)? };
    if !store.is_read_only() {
        if ctx.workbench.project().is_some_and(|open| open.fault().is_some() && same(open.path(), &path)) {
            store.reopen(&Arc::default())?;
        }
        imports::remove_dead(&store, now())?;
    }
    enter(ctx, store)
}

/// Whether two paths name one place, whether or not anything lies there.
fn same(one: &Path, other: &Path) -> bool {
    matches!((std::path::absolute(one), std::path::absolute(other)), (Ok(one), Ok(other)) if one == other)
}

fn enter(ctx: &Context, store: Store) -> Result<Overview> {
    let view = view(&store, None)?;
    if let Some(app_dir) = &ctx.workbench.config.app_dir {
        recent::remember(app_dir, store.path(), &view.name);
    }
    ctx.workbench.set_project(Some(store));
    Ok(view)
}

pub(crate) fn close(ctx: &Context, (): ()) -> Result<()> {
    ctx.workbench.set_project(None);
    Ok(())
}

pub(crate) fn overview(ctx: &Context, (): ()) -> Result<Overview> {
    view(ctx.store()?, ctx.workbench.keeper.trouble())
}

fn view(store: &Store, backup_trouble: Option<String>) -> Result<Overview> {
    let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let written_by_others = store.written_by_others()?;
    store.read(|r| {
        let row = project::get(r)?;
        Ok(Overview {
            uid: row.uid,
            name: row.name,
            file_name: text(store.path().file_name()),
            folder: text(store.path().parent().map(Path::as_os_str)),
            read_only: store.is_read_only(),
            warning: place::warning(store.path()),
            kept_classes: project::kept_classes(r, project::question(r)?.id)?,
            question: project::question(r)?,
            policy: project::policy(r)?,
            guideline_version: project::guideline(r)?.version,
            counts: project::counts(r)?,
            people: people::list(r)?,
            reference_revision: row.reference_revision,
            written_by_others,
            before_update: backups::before_update(store),
            backup_trouble,
        })
    })
}

fn clean(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
        return Err(Error::refused(
            "name_invalid",
            "the project's name must have 1 to 200 characters on one line",
        ));
    }
    Ok(name.to_owned())
}

pub(crate) fn with_extension(path: PathBuf) -> PathBuf {
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("assay")) {
        path
    } else {
        path.with_added_extension("assay")
    }
}

/// Where projects go when nobody says otherwise.
pub(crate) fn default_folder() -> PathBuf {
    let home = std::env::home_dir().unwrap_or_default();
    let documents = home.join("Documents");
    if documents.is_dir() { documents.join("Assay") } else { home.join("Assay") }
}

/// A file name made from the project's name that is not taken.
fn free_path(folder: &Path, name: &str) -> Result<PathBuf> {
    std::fs::create_dir_all(folder).map_err(|e| Error::File {
        path: folder.display().to_string(),
        code: "folder_unwritable",
        message: format!("the folder cannot be made: {e}; choose another place"),
        line: None,
    })?;
    let safe =
        |c: char| if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '(' | ')') { c } else { '-' };
    let stem: String = name.chars().map(safe).take(80).collect();
    let stem = stem.trim_matches(['.', ' ']);
    let candidates =
        std::iter::once(format!("{stem}.assay")).chain((2..).map(|i| format!("{stem} {i}.assay")));
    let free = candidates.map(|file| folder.join(file)).take(10_000).find(|path| !path.exists());
    free.ok_or_else(|| Error::refused("name_taken", "too many projects have this name; choose another"))
}

pub(crate) fn record(w: &Write<'_>, person: Option<i64>, command: &str, summary: &str) -> Result<i64> {
    let entry = Entry { person, command, summary, subject: "project", subject_id: None, undoes: None };
    Ok(events::record(w, &entry)?)
}

pub(crate) fn rename(ctx: &Context, request: ProjectRename) -> Result<()> {
    let name = clean(&request.name)?;
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let before = project::get(w)?.name;
        project::rename(w, &name)?;
        let event = record(w, Some(person), "project_rename", &format!("project renamed to `{name}`"))?;
        Ok(events::change(w, event, "project", 1, &before.into(), &name.into())?)
    })
}

pub(crate) fn undo_rename(w: &Write<'_>, event: &Event) -> Result<()> {
    let before: String = serde_json::from_value(events::before(w, event.id, "project", 1)?)?;
    Ok(project::rename(w, &before)?)
}

pub(crate) fn set_policy(ctx: &Context, request: Policy) -> Result<Policy> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let before = project::policy(w)?;
        project::set_policy(w, &request, Some(person))?;
        let event = record(w, Some(person), "policy_update", "policy changed")?;
        events::change(
            w,
            event,
            "policy",
            1,
            &serde_json::to_value(&before)?,
            &serde_json::to_value(&request)?,
        )?;
        Ok(project::policy(w)?)
    })
}

pub(crate) fn undo_policy(w: &Write<'_>, event: &Event) -> Result<()> {
    let before: Policy = serde_json::from_value(events::before(w, event.id, "policy", 1)?)?;
    Ok(project::set_policy(w, &before, event.person)?)
}

pub(crate) fn show(guideline: Guideline) -> GuidelineView {
    GuidelineView {
        version: guideline.version,
        html: markdown::render(&guideline.body),
        body: guideline.body,
        made_at: guideline.made_at,
    }
}

pub(crate) fn guideline(ctx: &Context, (): ()) -> Result<GuidelineView> {
    ctx.read(|r| Ok(show(project::guideline(r)?)))
}

pub(crate) fn publish_guideline(ctx: &Context, request: GuidelinePublish) -> Result<GuidelineView> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let before = project::guideline(w)?;
        if before.version > 0 && before.body == request.body {
            return Ok(show(before));
        }
        if request.after.is_some_and(|read| read != before.version) {
            let message = format!(
                "version {} was published meanwhile; look at what it says, and publish again",
                before.version
            );
            return Err(Error::refused("guideline_moved", message));
        }
        let published = project::publish_guideline(w, &request.body, Some(person))?;
        let summary = format!("guideline version {} published", published.version);
        let event = record(w, Some(person), "guideline_publish", &summary)?;
        crate::guideline::published_by(w, event, &before, &published)?;
        Ok(show(published))
    })
}

pub(crate) fn preview_guideline(_: &Context, request: MarkdownText) -> Result<HtmlText> {
    Ok(HtmlText { html: markdown::render(&request.body) })
}

pub(crate) fn copy(ctx: &Context, request: OnFile) -> Result<FileHandle> {
    let target = with_extension(ctx.workbench.files.path(&request.file)?);
    ctx.store()?.copy_to(&target)?;
    Ok(ctx.workbench.files.register(target))
}

/// Needs no person: who sits there cannot be read where the file fails.
pub(crate) fn fault(ctx: &Context, (): ()) -> Result<Option<FileFault>> {
    let Some(store) = ctx.workbench.project() else { return Ok(None) };
    match store.look() {
        Err(error) if error.code() != "file_failed" => Err(error.into()),
        _ => Ok(store.fault()),
    }
}

pub(crate) fn reopen(ctx: &Context, (): ()) -> Result<JobId> {
    let own = ctx.clone();
    let store = ctx.workbench.project().ok_or(Error::NoProject)?;
    ctx.workbench.jobs.start(move |progress| {
        progress.at("checking", 0, 0);
        store.reopen(&progress.stop())?;
        imports::remove_dead(&store, now())?;
        own.workbench.tag_tables.clear();
        Ok(())
    })
}

pub(crate) fn check(ctx: &Context, (): ()) -> Result<CheckReport> {
    let findings = ctx.read(|r| Ok(assay_store::check::check(r)?))?;
    Ok(CheckReport { ok: findings.is_empty(), findings })
}
