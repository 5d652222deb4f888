//! Standing checks: what every run has to reach, and whether it does.

mod evaluate;
mod metric;

pub use metric::CheckMetric;

use crate::access::now;
use crate::figures::Figure;
use crate::{Context, Error, Result};
use assay_model::{Question, parse_filter};
use assay_store::checks::{self, Bound, Check, Finding, Wanted};
use assay_store::{Read, Store, project, runs};
use evaluate::evaluate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Looks of a run that are told.
const LOOKS: u32 = 20;
const LONGEST_NAME: usize = 120;
const MOST_CHECKS: usize = 200;

/// What a check asks for.
#[derive(Debug, Clone, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct CheckDraft {
    /// Unique among the checks in use, whatever the case.
    pub name: String,
    /// The figure.
    pub metric: CheckMetric,
    /// Row id of the class that the figure is about; needed by those of one class.
    #[serde(default)]
    pub class: Option<i64>,
    /// A filter line; every row where left out.
    #[serde(default)]
    pub filter: Option<String>,
    /// On which side of the threshold the figure should lie.
    pub bound: Bound,
    /// The threshold.
    pub threshold: f64,
}

/// Another check in place of one.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckEdit {
    /// Row id.
    pub check: i64,
    /// What it asks for from now on.
    pub to: CheckDraft,
}

/// Names a check.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnCheck {
    /// Row id.
    pub check: i64,
}

/// Names a run.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecksOfRun {
    /// Row id.
    pub run: i64,
}

/// A check in use.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct CheckView {
    /// Row id.
    pub id: i64,
    /// As shown.
    pub name: String,
    /// The figure.
    pub metric: CheckMetric,
    /// Row id of the class.
    pub class: Option<i64>,
    /// Key of the class; none where it is gone.
    pub class_key: Option<String>,
    /// The filter line.
    pub filter: Option<String>,
    /// On which side of the threshold the figure should lie.
    pub bound: Bound,
    /// The threshold.
    pub threshold: f64,
}

/// What a check found at one look.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct FoundView {
    /// `pass`, `fail` or `undecided`.
    pub verdict: String,
    /// The figure then.
    pub figure: Figure,
    /// Of its being at the threshold.
    pub p_value: Option<f64>,
    /// Over all checks of the look (Benjamini & Hochberg).
    pub adjusted: Option<f64>,
    /// When, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// The snapshot of reference labels then.
    pub reference_revision: i64,
}

/// A check with what it found on a run.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct CheckRow {
    /// What it asks for.
    pub check: CheckView,
    /// At the newest look at the run; none where that look came before the check.
    pub found: Option<FoundView>,
    /// At earlier looks at the run, newest first, at most 19.
    pub earlier: Vec<FoundView>,
    /// How often it was looked at, over all runs: with many looks one passes or fails by chance.
    pub looks: u64,
}

/// The newest look at a run.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct LookView {
    /// When, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Who asked for it.
    pub person: Option<String>,
    /// The snapshot of reference labels then.
    pub reference_revision: i64,
    /// Labels, predictions or checks changed since.
    pub stale: bool,
}

/// Every check in use, on one run.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ChecksReport {
    /// Row id of the run.
    pub run_id: i64,
    /// The run.
    pub run: String,
    /// The newest look; none where nobody looked yet.
    pub look: Option<LookView>,
    /// The checks.
    pub rows: Vec<CheckRow>,
    /// How many pass.
    pub passed: u64,
    /// How many fail.
    pub failed: u64,
    /// How many are undecided.
    pub undecided: u64,
    /// Names the snapshot of reference labels now.
    pub reference_revision: i64,
}

/// The draft as it can be kept, or what is wrong with it.
fn wanted(r: &Read<'_>, draft: &CheckDraft) -> Result<Wanted> {
    let invalid = |what: String| Err(Error::refused("check_invalid", what));
    let name = draft.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return invalid(format!("a check needs a name of 1 to {LONGEST_NAME} characters on one line"));
    }
    let (low, high) = draft.metric.range();
    if !(low..=high).contains(&draft.threshold) {
        let end = if high.is_finite() { format!("{low} to {high}") } else { format!("{low} or more") };
        return invalid(format!("{} lies at {end}; give such a threshold", draft.metric.word()));
    }
    let question = project::question_in_figures(r)?;
    match draft.class {
        Some(class) => {
            crate::metrics::place_of(&question, class)?;
            if !draft.metric.takes_class() {
                return invalid(format!("{} is about all classes; leave the class out", draft.metric.word()));
            }
        }
        None if draft.metric.needs_class() => {
            return invalid(format!("{} is about one class; say which", draft.metric.word()));
        }
        None => {}
    }
    let filter = draft.filter.as_deref().map(str::trim).filter(|line| !line.is_empty());
    if let Some(line) = filter {
        parse_filter(line)?;
    }
    Ok(Wanted {
        name: name.to_owned(),
        metric: draft.metric.word().to_owned(),
        class: draft.class,
        filter: filter.map(str::to_owned),
        bound: draft.bound,
        threshold: draft.threshold,
    })
}

fn view(question: &Question, check: &Check) -> Result<CheckView> {
    let Wanted { name, metric, class, filter, bound, threshold } = check.wanted.clone();
    Ok(CheckView {
        id: check.id,
        name,
        metric: CheckMetric::of(&metric)?,
        class,
        class_key: question
            .classes
            .iter()
            .find(|known| Some(known.id) == class)
            .map(|found| found.key.clone()),
        filter,
        bound,
        threshold,
    })
}

pub(crate) fn list(ctx: &Context, (): ()) -> Result<Vec<CheckView>> {
    ctx.read(|r| {
        let question = project::question_in_figures(r)?;
        checks::list(r)?.iter().map(|check| view(&question, check)).collect()
    })
}

pub(crate) fn add(ctx: &Context, request: CheckDraft) -> Result<CheckView> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let wanted = wanted(w, &request)?;
        if checks::list(w)?.len() >= MOST_CHECKS {
            let message = format!("{MOST_CHECKS} checks are in use; retire one first");
            return Err(Error::refused("checks_full", message));
        }
        view(&project::question_in_figures(w)?, &checks::add(w, person, &wanted)?)
    })
}

pub(crate) fn edit(ctx: &Context, request: CheckEdit) -> Result<CheckView> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let wanted = wanted(w, &request.to)?;
        view(&project::question_in_figures(w)?, &checks::edit(w, person, request.check, &wanted)?)
    })
}

pub(crate) fn retire(ctx: &Context, request: OnCheck) -> Result<()> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(checks::retire(w, person, request.check)?))
}

pub(crate) fn get(ctx: &Context, request: ChecksOfRun) -> Result<ChecksReport> {
    ctx.read(|r| report(r, request.run))
}

pub(crate) fn run(ctx: &Context, request: ChecksOfRun) -> Result<ChecksReport> {
    let person = ctx.person()?.id;
    look(ctx.store()?, Some(person), request.run)?;
    ctx.read(|r| report(r, request.run))
}

/// Looks at a run that an import brought or changed. The import stands whatever comes of it: the screen says of a run
/// that nobody looked yet.
pub(crate) fn after_import(store: &Store, person: Option<i64>, run: &str) {
    let looked =
        store.read(|r| Ok::<_, Error>(runs::by_name(r, run)?.id)).and_then(|run| look(store, person, run));
    if let Err(error) = looked {
        tracing::warn!(code = error.code(), "the checks could not be run after an import");
    }
}

/// What the checks find on a run, and what they found it in.
#[derive(PartialEq)]
struct Seen {
    import: i64,
    reference_revision: i64,
    checks: Vec<Check>,
}

fn seen(r: &Read<'_>, run: i64) -> Result<Seen> {
    Ok(Seen {
        import: checks::import_of(r, run)?,
        reference_revision: project::get(r)?.reference_revision,
        checks: checks::list(r)?,
    })
}

/// Evaluates every check in use and keeps what it finds.
fn look(store: &Store, person: Option<i64>, run: i64) -> Result<()> {
    let (before, findings) = store.read(|r| {
        let run = runs::get(r, run)?.id;
        let before = seen(r, run)?;
        let findings = evaluate(r, run, &before.checks)?;
        Ok::<_, Error>((before, findings))
    })?;
    if before.checks.is_empty() {
        return Ok(());
    }
    store.write(now(), |w| {
        let run = runs::get(w, run)?;
        // Nobody waits for the figures of a large run, unless a label moved meanwhile.
        let now = seen(w, run.id)?;
        let findings = if now == before { findings } else { evaluate(w, run.id, &now.checks)? };
        Ok(checks::keep(w, person, run.id, &run.name, &findings)?)
    })
}

fn report(r: &Read<'_>, run: i64) -> Result<ChecksReport> {
    let run = runs::get(r, run)?;
    let question = project::question_in_figures(r)?;
    let reference_revision = project::get(r)?.reference_revision;
    let looks = checks::looks(r, run.id, LOOKS)?;
    let known = checks::list(r)?;
    let mut rows = Vec::with_capacity(known.len());
    for check in &known {
        let own = |findings: &[Finding]| findings.iter().find(|found| found.check == check.id).cloned();
        let mut found = Vec::with_capacity(looks.len());
        for (at, look) in looks.iter().enumerate() {
            let Some(finding) = own(&look.findings) else { continue };
            let view = found_view(finding, look.made_at, look.reference_revision);
            // Seen again because another check was added: the correction may differ, the data do not.
            let again = found.last().is_some_and(|(newer, other): &(usize, FoundView)| {
                looks[*newer].import == look.import
                    && other.reference_revision == view.reference_revision
                    && other.figure == view.figure
            });
            if !again {
                found.push((at, view));
            }
        }
        let newest = found.first().is_some_and(|(at, _)| *at == 0).then(|| found.remove(0).1);
        rows.push(CheckRow {
            check: view(&question, check)?,
            found: newest,
            earlier: found.into_iter().map(|(_, found)| found).collect(),
            looks: checks::times_looked(r, check.id)?,
        });
    }
    let import = checks::import_of(r, run.id)?;
    let look = looks.first().map(|newest| {
        let mut looked: Vec<i64> = newest.findings.iter().map(|found| found.check).collect();
        looked.sort_unstable();
        let same = looked == known.iter().map(|check| check.id).collect::<Vec<_>>();
        let stale = newest.import != import || newest.reference_revision != reference_revision || !same;
        LookView {
            made_at: newest.made_at,
            person: newest.person.clone(),
            reference_revision: newest.reference_revision,
            stale,
        }
    });
    let count = |verdict: &str| {
        let has = |row: &&CheckRow| row.found.as_ref().is_some_and(|found| found.verdict == verdict);
        rows.iter().filter(has).count() as u64
    };
    Ok(ChecksReport {
        run_id: run.id,
        run: run.name,
        look,
        passed: count("pass"),
        failed: count("fail"),
        undecided: count("undecided"),
        rows,
        reference_revision,
    })
}

fn found_view(finding: Finding, made_at: i64, reference_revision: i64) -> FoundView {
    let (lower, upper) = finding.interval.unzip();
    FoundView {
        verdict: finding.verdict,
        figure: Figure {
            value: finding.value,
            lower,
            upper,
            n: finding.n,
            method: finding.method,
            undefined_because: finding.undefined_because,
            unreliable_because: finding.unreliable_because,
        },
        p_value: finding.p_value,
        adjusted: finding.adjusted,
        made_at,
        reference_revision,
    }
}
