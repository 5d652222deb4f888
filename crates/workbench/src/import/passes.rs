//! The two passes of an import: validate every row, then insert in batches.

use super::pace::Pace;
use super::source::Source;
use super::{
    BATCH, BATCH_BYTES, Fault, Flags, ImportKind, ImportReport, ImportRequest, Importer, KEPT, Mismatch,
    Refusal, Rejected, RejectedLists, SHOWN, Verdict, gold, items, judgments, mapping, predictions, run_name,
    sheet, write_rejected,
};
use crate::access::now;
use crate::jobs::Progress;
use crate::{Context, Error, Result};
use assay_formats::RowRead;
use assay_store::imports::{self, Tally};
use assay_store::{Store, project, runs};
use std::collections::BTreeMap;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

/// An import that may start.
pub(super) struct Prepared {
    store: Arc<Store>,
    lists: Arc<RejectedLists>,
    request: ImportRequest,
    path: std::path::PathBuf,
    rejected: Option<std::path::PathBuf>,
    name: String,
    person: Option<i64>,
}

impl Prepared {
    pub(super) fn new(ctx: &Context, request: ImportRequest) -> Result<Prepared> {
        let path = ctx.workbench.files.path(&request.file)?;
        let rejected =
            request.rejected.as_deref().map(|handle| ctx.workbench.files.path(handle)).transpose()?;
        if let Some(path) = &rejected {
            crate::export::may_replace(path, request.replace == Some(true))?;
        }
        Ok(Prepared {
            store: Arc::clone(ctx.store()?),
            lists: Arc::clone(&ctx.workbench.rejected),
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            person: Some(ctx.person()?.id),
            request,
            path,
            rejected,
        })
    }

    pub(super) fn run(&self, progress: &dyn Progress) -> Result<ImportReport> {
        let mut source = Source::open(&self.path, &self.request)?;
        let question = self.store.read(|r| Ok::<_, Error>(project::question(r)?))?;
        let (mapping, model) = match self.request.kind {
            ImportKind::Predictions => {
                self.store.read(|r| mapping::of_predictions(&self.request, &source, r, &question))?
            }
            _ => (mapping::resolve(&self.request, &source)?, None),
        };
        let flags = Flags::of(&self.request);
        let seed = self.store.read(|r| Ok::<_, Error>(project::get(r)?.seed))?.cast_unsigned();
        match self.request.kind {
            ImportKind::Items => {
                let folder = source.folder();
                let project = self.store.path().to_owned();
                let importer = items::Items::new(mapping, folder, project, seed, flags)?;
                self.both_passes(&mut source, importer, progress)
            }
            ImportKind::Gold => {
                self.both_passes(&mut source, gold::Gold::new(mapping, question, seed, flags)?, progress)
            }
            ImportKind::Judgments => self.both_passes(
                &mut source,
                judgments::Judgments::new(mapping, question, seed, flags)?,
                progress,
            ),
            ImportKind::Predictions => {
                let run = self.request.run.clone().or(model).unwrap_or_else(|| run_name(&self.path));
                let record = self.request.record.clone().unwrap_or_default();
                let importer =
                    predictions::Predictions::new(mapping, question, run, seed, flags)?.described(record)?;
                let report = self.both_passes(&mut source, importer, progress)?;
                if let Some(run) = report.run.as_deref().filter(|_| report.accepted > report.unchanged) {
                    crate::checks::after_import(&self.store, self.person, run);
                }
                Ok(report)
            }
            ImportKind::Sheet => {
                let importer =
                    sheet::Sheet::new(mapping, source.columns(), self.person.unwrap_or_default(), flags)?;
                self.both_passes(&mut source, importer, progress)
            }
        }
    }

    fn both_passes<I: Importer>(
        &self,
        source: &mut Source,
        mut importer: I,
        progress: &dyn Progress,
    ) -> Result<ImportReport> {
        let (plan, odd) = self.check(source, &mut importer, progress)?;
        let (faults, counts) = (odd.faults, odd.counts);
        let tally = plan.tally();
        let list = Rejected { file: self.name.clone(), faults };
        if let Some(path) = &self.rejected {
            write_rejected(path, &list)?;
        }
        let shown = |taken: bool| -> Vec<Fault> {
            list.faults.iter().filter(|fault| fault.taken == taken).take(SHOWN).cloned().collect()
        };
        if self.request.strict == Some(true)
            && let Some(first) = list.faults.iter().find(|fault| !fault.taken)
        {
            return Err(Error::refused(
                "rows_rejected",
                format!(
                    "{} of {} rows cannot be taken, and the import is strict: nothing was changed. First: line {}: {}",
                    tally.rejected, tally.read, first.line, first.message
                ),
            ));
        }
        if tally.accepted > tally.unchanged {
            source.rewind(&self.path, &self.request)?;
            self.insert(source, &mut importer, &plan, progress)?;
        }
        let (faults, warnings) = (shown(false), shown(true));
        let rejected_list = (!list.faults.is_empty()).then(|| uuid::Uuid::new_v4().to_string());
        if let Some(id) = &rejected_list {
            let mut lists = self.lists.0.lock().unwrap_or_else(PoisonError::into_inner);
            lists.insert(id.clone(), Arc::new(list));
        }
        let mut mismatches: Vec<Mismatch> =
            counts.into_iter().map(|((taken, code), rows)| Mismatch { code, rows, taken }).collect();
        mismatches.sort_by_key(|mismatch| std::cmp::Reverse(mismatch.rows));
        let run = importer.run();
        let items_without = match &run {
            Some(name) => self.store.read(|r| Ok::<_, Error>(runs::items_without(r, name)?))?,
            None => None,
        };
        let Tally { read, accepted, rejected, unchanged } = tally;
        Ok(ImportReport {
            read,
            accepted,
            rejected,
            unchanged,
            faults,
            warned: mismatches.iter().filter(|mismatch| mismatch.taken).map(|mismatch| mismatch.rows).sum(),
            warnings,
            mismatches,
            rejected_list,
            run,
            items_without,
        })
    }

    /// The first pass: every row is read, nothing is written.
    fn check<I: Importer>(
        &self,
        source: &mut Source,
        importer: &mut I,
        progress: &dyn Progress,
    ) -> Result<(Plan, Odd)> {
        importer.restart(source.columns());
        let mut plan = Plan::default();
        let mut odd = Odd::default();
        let mut parser = importer.clone();
        imports::remove_dead(&self.store, now())?;
        self.store.read(|r| {
            imports::none_unfinished(r)?;
            piped(source, &mut parser, |chunk| {
                if progress.cancelled() {
                    return Err(Error::Cancelled);
                }
                progress.at("checking", chunk.done, chunk.total);
                for (line, parsed) in chunk.rows {
                    let judged = parsed.map_err(Refusal::Row).and_then(|row| {
                        let verdict = importer.judge(r, &row)?;
                        Ok((verdict, importer.warn(&row)))
                    });
                    match judged {
                        Ok((verdict, warning)) => {
                            plan.0.push(verdict);
                            if let Some(warning) = warning {
                                odd.add(warning.warning());
                            }
                        }
                        Err(Refusal::Whole(error)) => return Err(error),
                        Err(Refusal::Row(mut fault)) => {
                            if fault.line == 0 {
                                fault.line = line;
                            }
                            plan.0.push(Verdict::Rejected);
                            odd.add(fault);
                        }
                    }
                }
                Ok(())
            })
        })?;
        importer.learn(parser);
        Ok((plan, odd))
    }

    /// The second pass. Whatever ends it early, the import is removed.
    fn insert<I: Importer>(
        &self,
        source: &mut Source,
        importer: &mut I,
        plan: &Plan,
        progress: &dyn Progress,
    ) -> Result<()> {
        let new = plan.count(Verdict::New);
        let import = self.store.write(now(), |w| {
            let import = imports::begin(w, self.request.kind.word(), &self.name, self.person)?;
            Ok::<_, Error>(import)
        })?;
        let inserted = self
            .store
            .write(now(), |w| importer.prepare(w, import, new))
            .and_then(|()| self.insert_rows(source, importer, plan, import, progress));
        if inserted.is_err() {
            imports::abandon(&self.store, now(), import)?;
        }
        inserted
    }

    fn insert_rows<I: Importer>(
        &self,
        source: &mut Source,
        importer: &mut I,
        plan: &Plan,
        import: i64,
        progress: &dyn Progress,
    ) -> Result<()> {
        let new = plan.count(Verdict::New);
        let changed =
            || Error::refused("file_changed", "the file changed while it was read; import it again");
        let mut verdicts = plan.0.iter();
        let (mut batch, mut updates) = (Vec::with_capacity(BATCH), Vec::new());
        let (mut inserted, mut pace) = (0, Pace::new());
        let mut parser = importer.clone();
        piped(source, &mut parser, |chunk| {
            for (_, parsed) in chunk.rows {
                match (verdicts.next().ok_or_else(changed)?, parsed) {
                    (Verdict::New, Ok(row)) => batch.push(row),
                    (Verdict::Update, Ok(row)) => updates.push(row),
                    (Verdict::Rejected, _) | (Verdict::Unchanged, Ok(_)) => {}
                    (_, Err(_)) => return Err(changed()),
                }
            }
            let mut left = &batch[..];
            while !left.is_empty() {
                let (turn, rest) = pace.next(left);
                let took = self.flush(importer, import, turn, &mut inserted, new, progress)?;
                pace.rest(turn.len(), took);
                left = rest;
            }
            batch.clear();
            Ok(())
        })?;
        if verdicts.next().is_some() {
            return Err(changed());
        }
        progress.at("finishing", new, new);
        self.store.write(now(), |w| {
            importer.update(w, import, &updates)?;
            Ok::<_, Error>(imports::finish(w, import, &plan.tally())?)
        })?;
        self.store.settle();
        Ok(())
    }

    /// Writes rows in one transaction; how long they took, without the commit and the wait for others.
    fn flush<I: Importer>(
        &self,
        importer: &mut I,
        import: i64,
        batch: &[I::Row],
        inserted: &mut u64,
        new: u64,
        progress: &dyn Progress,
    ) -> Result<Duration> {
        if progress.cancelled() {
            return Err(Error::Cancelled);
        }
        let mut took = Duration::ZERO;
        imports::batch(&self.store, now(), import, |w| {
            let start = Instant::now();
            importer.insert(w, import, batch, *inserted)?;
            took = start.elapsed();
            Ok::<_, Error>(())
        })?;
        *inserted += batch.len() as u64;
        progress.at("writing", *inserted, new);
        Ok(took)
    }
}

/// At most a batch of rows as they were read and parsed, each with its line.
struct Chunk<R> {
    rows: Vec<(u64, std::result::Result<R, Fault>)>,
    /// How far the reading is, in bytes.
    done: u64,
    total: u64,
}

/// Gives every row of the file to `work`: one thread reads and parses, this one works on what was parsed.
fn piped<I: Importer>(
    source: &mut Source,
    parser: &mut I,
    work: impl FnMut(Chunk<I::Row>) -> Result<()>,
) -> Result<()> {
    parser.restart(source.columns());
    let (send, chunks) = std::sync::mpsc::sync_channel(1);
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || read_rows(source, parser, &send));
        // An error drops the receiver, and with it ends the reading.
        let worked = chunks.into_iter().try_for_each(work);
        let read = reading.join().unwrap_or_else(|_| {
            Err(Error::refused("file_unreadable", "the file could not be read; see the log"))
        });
        worked.and(read)
    })
}

fn read_rows<I: Importer>(
    source: &mut Source,
    parser: &mut I,
    send: &SyncSender<Chunk<I::Row>>,
) -> Result<()> {
    let mut row = assay_formats::Row::default();
    loop {
        let (mut rows, mut bytes) = (Vec::with_capacity(BATCH), 0);
        let mut ended = false;
        while rows.len() < BATCH && bytes <= BATCH_BYTES {
            let parsed = match source.next_row(&mut row)? {
                RowRead::End => {
                    ended = true;
                    break;
                }
                RowRead::Rejected(fault) => Err(fault.into()),
                RowRead::Row => parser.parse(&row, source.columns()),
            };
            bytes += parsed.as_ref().map_or(0, I::bytes);
            rows.push((row.line, parsed));
        }
        let (done, total) = source.progress();
        // Whoever does not listen any more has an error of its own to report.
        if send.send(Chunk { rows, done, total }).is_err() || ended {
            return Ok(());
        }
    }
}

/// What was wrong or odd, and how often.
#[derive(Default)]
struct Odd {
    faults: Vec<Fault>,
    counts: BTreeMap<(bool, String), u64>,
}

impl Odd {
    fn add(&mut self, fault: Fault) {
        *self.counts.entry((fault.taken, fault.code.clone())).or_default() += 1;
        if self.faults.len() < KEPT {
            self.faults.push(fault);
        }
    }
}

/// What the first pass found, a byte a row.
#[derive(Default)]
struct Plan(Vec<Verdict>);

impl Plan {
    fn count(&self, verdict: Verdict) -> u64 {
        self.0.iter().filter(|v| **v == verdict).count() as u64
    }

    fn tally(&self) -> Tally {
        let rejected = self.count(Verdict::Rejected);
        let read = self.0.len() as u64;
        Tally { read, accepted: read - rejected, rejected, unchanged: self.count(Verdict::Unchanged) }
    }
}
