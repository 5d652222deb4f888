//! The two passes of an import: validate every row, then insert in batches.

use super::source::Source;
use super::{
    BATCH, BATCH_BYTES, Fault, Flags, ImportKind, ImportReport, ImportRequest, Importer, KEPT, Refusal,
    RejectedLists, SHOWN, Verdict, gold, items, judgments, mapping, predictions, run_name, sheet,
    write_rejected,
};
use crate::access::now;
use crate::jobs::Progress;
use crate::{Context, Error, Result};
use assay_formats::RowRead;
use assay_store::imports::{self, Tally};
use assay_store::{Store, project};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, PoisonError};

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
        let mapping = mapping::resolve(&self.request, &source)?;
        let question = self.store.read(|r| Ok::<_, Error>(project::question(r)?))?;
        let flags = Flags::of(&self.request);
        let seed = self.store.read(|r| Ok::<_, Error>(project::get(r)?.seed))?.cast_unsigned();
        match self.request.kind {
            ImportKind::Items => {
                let folder = source.folder();
                self.both_passes(&mut source, items::Items::new(mapping, folder, seed, flags)?, progress)
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
                let run = self.request.run.clone().unwrap_or_else(|| run_name(&self.path));
                let importer = predictions::Predictions::new(mapping, question, run, seed, flags)?;
                self.both_passes(&mut source, importer, progress)
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
        let (plan, faults) = self.check(source, &mut importer, progress)?;
        let tally = plan.tally();
        if let Some(path) = &self.rejected {
            write_rejected(path, &faults)?;
        }
        if self.request.strict == Some(true)
            && let Some(first) = faults.first()
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
        let rejected_list = (!faults.is_empty()).then(|| uuid::Uuid::new_v4().to_string());
        let shown = faults.iter().take(SHOWN).cloned().collect();
        if let Some(id) = &rejected_list {
            let mut lists = self.lists.0.lock().unwrap_or_else(PoisonError::into_inner);
            lists.insert(id.clone(), Arc::new(faults));
        }
        let Tally { read, accepted, rejected, unchanged } = tally;
        Ok(ImportReport {
            read,
            accepted,
            rejected,
            unchanged,
            faults: shown,
            rejected_list,
            run: importer.run(),
        })
    }

    /// The first pass: every row is read, nothing is written.
    fn check<I: Importer>(
        &self,
        source: &mut Source,
        importer: &mut I,
        progress: &dyn Progress,
    ) -> Result<(Plan, Vec<Fault>)> {
        importer.restart(source.columns());
        let mut plan = Plan::default();
        let mut faults = Vec::new();
        let mut row = assay_formats::Row::default();
        self.store.read(|r| {
            loop {
                if plan.0.len() % 512 == 0 {
                    if progress.cancelled() {
                        return Err(Error::Cancelled);
                    }
                    let (done, total) = source.progress();
                    progress.at("checking", done, total);
                }
                let judged = match source.next_row(&mut row)? {
                    RowRead::End => break,
                    RowRead::Rejected(fault) => Err(Refusal::Row(fault.into())),
                    RowRead::Row => match importer.parse(&row, source.columns()) {
                        Ok(parsed) => importer.judge(r, &parsed),
                        Err(fault) => Err(Refusal::Row(fault)),
                    },
                };
                match judged {
                    Ok(verdict) => plan.0.push(verdict),
                    Err(Refusal::Whole(error)) => return Err(error),
                    Err(Refusal::Row(mut fault)) => {
                        if fault.line == 0 {
                            fault.line = row.line;
                        }
                        plan.0.push(Verdict::Rejected);
                        if faults.len() < KEPT {
                            faults.push(fault);
                        }
                    }
                }
            }
            Ok(())
        })?;
        Ok((plan, faults))
    }

    /// The second pass. Whatever ends it early, the import is removed.
    fn insert<I: Importer>(
        &self,
        source: &mut Source,
        importer: &mut I,
        plan: &Plan,
        progress: &dyn Progress,
    ) -> Result<()> {
        imports::remove_dead(&self.store, now())?;
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

    /// One thread reads and parses, this one inserts: both are as long as the other.
    fn insert_rows<I: Importer>(
        &self,
        source: &mut Source,
        importer: &mut I,
        plan: &Plan,
        import: i64,
        progress: &dyn Progress,
    ) -> Result<()> {
        let new = plan.count(Verdict::New);
        let mut parser = importer.clone();
        let (send, batches) = std::sync::mpsc::sync_channel(1);
        let updates = std::thread::scope(|scope| {
            let reading = scope.spawn(move || read_rows(source, &mut parser, plan, &send));
            let mut inserted = 0;
            // An error drops the receiver, and with it ends the reading.
            batches.into_iter().try_for_each(|batch: Vec<I::Row>| {
                self.flush(importer, import, &batch, &mut inserted, new, progress)
            })?;
            reading.join().unwrap_or_else(|_| {
                Err(Error::refused(
                    "file_unreadable",
                    "the file could not be read a second time; see the log",
                ))
            })
        })?;
        progress.at("finishing", new, new);
        self.store.write(now(), |w| {
            importer.update(w, import, &updates)?;
            Ok(imports::finish(w, import, &plan.tally())?)
        })
    }

    fn flush<I: Importer>(
        &self,
        importer: &mut I,
        import: i64,
        batch: &[I::Row],
        inserted: &mut u64,
        new: u64,
        progress: &dyn Progress,
    ) -> Result<()> {
        if progress.cancelled() {
            return Err(Error::Cancelled);
        }
        imports::batch(&self.store, now(), import, |w| importer.insert(w, import, batch, *inserted))?;
        *inserted += batch.len() as u64;
        progress.at("writing", *inserted, new);
        Ok(())
    }
}

/// Reads the file again and hands the new rows over in batches; gives the rows that change others.
fn read_rows<I: Importer>(
    source: &mut Source,
    parser: &mut I,
    plan: &Plan,
    send: &SyncSender<Vec<I::Row>>,
) -> Result<Vec<I::Row>> {
    parser.restart(source.columns());
    let changed = || Error::refused("file_changed", "the file changed while it was read; import it again");
    let mut row = assay_formats::Row::default();
    let (mut batch, mut bytes, mut updates) = (Vec::with_capacity(BATCH), 0, Vec::new());
    for verdict in &plan.0 {
        let parsed = match source.next_row(&mut row)? {
            RowRead::End => return Err(changed()),
            RowRead::Rejected(_) => None,
            RowRead::Row => parser.parse(&row, source.columns()).ok(),
        };
        match (verdict, parsed) {
            (Verdict::New, Some(parsed)) => {
                bytes += I::bytes(&parsed);
                batch.push(parsed);
            }
            (Verdict::Update, Some(parsed)) => updates.push(parsed),
            (Verdict::Rejected, _) | (Verdict::Unchanged, Some(_)) => {}
            (_, None) => return Err(changed()),
        }
        if batch.len() == BATCH || bytes > BATCH_BYTES {
            bytes = 0;
            if send.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))).is_err() {
                // The inserting side has ended with an error of its own.
                return Ok(updates);
            }
        }
    }
    if !matches!(source.next_row(&mut row)?, RowRead::End) {
        return Err(changed());
    }
    if !batch.is_empty() {
        // As above: whoever does not listen any more has an error to report.
        let _ = send.send(batch);
    }
    Ok(updates)
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
