//! A run with its tags as bitmaps, kept between calls and brought up to date by what happened since.

use super::{Scope, Scoped, scoped};
use crate::{Context, Result};
use assay_model::{Column, Filter, Query, Question, Tag, Value, parse_filter};
use assay_stats::{InputError, TagBitmaps, TagBits};
use assay_store::run_rows::NO_CLASS;
use assay_store::runs::Run;
use assay_store::tag_rows::{self, MarkBits, bits_of};
use assay_store::{Read, events, items, project, sheet, tags};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// Runs kept at a time: about 15 MB each for 1,000,000 rows and 50 tags, and the rows themselves.
const KEPT: usize = 2;

/// The rows of a run.
pub(super) struct Rows {
    pub(super) run: Run,
    pub(super) question: Question,
    /// Rising.
    pub(super) items: Vec<i64>,
    pub(super) reference: Vec<u32>,
    /// Where the prediction equals the reference label.
    pub(super) right: Vec<u64>,
    /// Rows with a reference label.
    pub(super) scored: Vec<u64>,
}

/// What a rule reads that moves while people work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Reads {
    /// What marking, tagging, drawing or commenting changes.
    marks: bool,
    /// What a change of a reference label changes.
    labels: bool,
    /// What whoever confirms a reference label changes: where it comes from.
    sources: bool,
}

/// A rule tag on the rows.
#[derive(Clone)]
struct Ruled {
    rule: String,
    reads: Reads,
    yes: Arc<Vec<u64>>,
    /// Why the rule cannot be read.
    fault: Option<String>,
}

/// What is known of a run at one moment.
#[derive(Clone)]
pub(super) struct TagTable {
    project: usize,
    /// The newest event that is in it.
    event: i64,
    pub(super) reference_revision: i64,
    pub(super) reference_at: Option<i64>,
    pub(super) rows: Arc<Rows>,
    pub(super) drawn: Option<Arc<Vec<u64>>>,
    marks: BTreeMap<i64, Arc<MarkBits>>,
    rules: HashMap<i64, Ruled>,
    /// Nobody looked.
    unmarked: Arc<MarkBits>,
    /// Values of a field, by its row id.
    numbers: Option<(i64, Arc<Vec<f64>>)>,
    /// Rows whose reference label is suspected to be wrong.
    pub(super) suspects: Option<Arc<super::what_if::Suspects>>,
    /// Every tag, as the file has it now.
    pub(super) tags: Vec<Tag>,
}

/// The tables of this process.
#[derive(Default)]
pub(crate) struct TagTables(Mutex<Vec<TagTable>>);

/// What an event may have changed.
#[derive(Default)]
struct Changed {
    all: bool,
    drawn: bool,
    /// What rules have to be asked again.
    rules: Reads,
    marks: Vec<events::Event>,
}

impl TagTables {
    /// The table of a run as the file is now.
    pub(super) fn get(&self, ctx: &Context, r: &Read<'_>, run: i64) -> Result<TagTable> {
        let project = Arc::as_ptr(ctx.store()?) as usize;
        let known = {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // Another project may have come to lie where a closed one was.
            kept.retain(|table| table.project == project);
            kept.iter().find(|table| table.rows.run.id == run).cloned()
        };
        let table = match known {
            Some(table) => table.brought_up(ctx, r)?,
            None => TagTable::load(ctx, r, run)?,
        };
        self.keep(table.clone());
        Ok(table)
    }

    /// Keeps a table, unless a newer one of the same run is kept.
    pub(super) fn keep(&self, table: TagTable) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |own: &TagTable| own.rows.run.id == table.rows.run.id && own.project == table.project;
        if kept.iter().any(|own| same(own) && own.event > table.event) {
            return;
        }
        kept.retain(|own| !same(own));
        kept.insert(0, table);
        kept.truncate(KEPT);
    }

    /// Forgets everything, as when a project is closed.
    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl TagTable {
    fn load(ctx: &Context, r: &Read<'_>, run: i64) -> Result<TagTable> {
        let event = events::newest_id(r)?;
        let scoped = scoped(r, &Scope { run, filter: None })?;
        let reference_revision = scoped.reference_revision;
        let rows = Arc::new(Rows::of(scoped));
        let marks = tag_rows::marks(r, &rows.items)?;
        let mut table = TagTable {
            project: Arc::as_ptr(ctx.store()?) as usize,
            event,
            reference_revision,
            reference_at: project::get(r)?.reference_at,
            drawn: tag_rows::drawn(r, run, &rows.items)?.map(Arc::new),
            marks: marks.into_iter().map(|(tag, own)| (tag, Arc::new(own))).collect(),
            rules: HashMap::new(),
            unmarked: Arc::new(MarkBits::new(rows.items.len())),
            numbers: None,
            suspects: None,
            tags: Vec::new(),
            rows,
        };
        table.read_tags(r, Reads::ALL)?;
        Ok(table)
    }

    /// The same with what happened since, also in other processes.
    fn brought_up(mut self, ctx: &Context, r: &Read<'_>) -> Result<TagTable> {
        let newest = events::newest_id(r)?;
        let revision = project::get(r)?.reference_revision;
        if newest == self.event && revision == self.reference_revision {
            return Ok(self);
        }
        let run = self.rows.run.id;
        let Some(happened) = tag_rows::since(r, self.event)? else { return TagTable::load(ctx, r, run) };
        let mut changed = Changed::by(happened);
        if revision != self.reference_revision {
            changed.rules.labels = true;
            let scoped = scoped(r, &Scope { run, filter: None })?;
            // Other rows mean other bitmaps.
            changed.all |= scoped.rows.items != self.rows.items;
            self.rows = Arc::new(Rows::of(scoped));
            (self.reference_revision, self.reference_at) = (revision, project::get(r)?.reference_at);
            self.suspects = None;
        }
        if changed.all {
            return TagTable::load(ctx, r, run);
        }
        for event in &changed.marks {
            self.follow(r, event)?;
        }
        if changed.drawn {
            self.drawn = tag_rows::drawn(r, run, &self.rows.items)?.map(Arc::new);
        }
        self.event = newest;
        self.read_tags(r, changed.rules)?;
        Ok(self)
    }

    /// The marks that an event changed.
    fn follow(&mut self, r: &Read<'_>, event: &events::Event) -> Result<()> {
        for (tag, item, state) in tag_rows::mark_changes(r, event)? {
            let own = self.marks.entry(tag).or_insert_with(|| Arc::clone(&self.unmarked));
            if let Ok(row) = self.rows.items.binary_search(&item) {
                Arc::make_mut(own).set(row, state);
            }
        }
        Ok(())
    }

    /// Reads the tags, and the rules that are new or read what moved.
    fn read_tags(&mut self, r: &Read<'_>, moved: Reads) -> Result<()> {
        self.tags = tags::list(r)?;
        let fields = items::fields(r)?;
        let unknown = |tag: &&Tag| {
            !self
                .rules
                .get(&tag.id)
                .is_some_and(|own| Some(&own.rule) == tag.rule.as_ref() && !own.reads.any_of(moved))
        };
        let asked: Vec<&Tag> = self.tags.iter().filter(unknown).collect();
        let is_field = |name: &str| fields.iter().any(|field| field.name == name);
        let mut read = Vec::new();
        tags::members_of(r, self.rows.run.id, asked, |tag, members| {
            let rule = tag.rule.clone().unwrap_or_default();
            let reads =
                parse_filter(&rule).ok().flatten().map_or(Reads::ALL, |filter| Reads::of(&filter, &is_field));
            let (yes, fault) = match members {
                Ok(found) => (bits_of(&self.rows.items, found), None),
                Err(why) => (vec![0; self.rows.right.len()], Some(format!("its rule cannot be read: {why}"))),
            };
            read.push((tag.id, Ruled { rule, reads, yes: Arc::new(yes), fault }));
            Ok(())
        })?;
        self.rules.retain(|id, _| self.tags.iter().any(|tag| tag.id == *id && tag.rule.is_some()));
        self.rules.extend(read);
        Ok(())
    }

    /// Why the rule of a tag cannot be read.
    pub(super) fn fault(&self, tag: i64) -> Option<&str> {
        self.rules.get(&tag).and_then(|own| own.fault.as_deref())
    }

    /// The tags as bitmaps, in the order of `chosen`, over the rows of `scope`.
    pub(super) fn bits<'a>(
        &'a self,
        scope: &'a [u64],
        chosen: &[&Tag],
    ) -> std::result::Result<TagBits<'a>, InputError> {
        let one = |tag: &&Tag| match (self.rules.get(&tag.id), self.marks.get(&tag.id)) {
            // A rule that cannot be read was looked for nowhere.
            (Some(own), _) if own.fault.is_some() => {
                TagBitmaps { seen: Some(&self.unmarked.seen), yes: &self.unmarked.yes }
            }
            (Some(own), _) => TagBitmaps { seen: None, yes: &own.yes },
            (None, Some(own)) => TagBitmaps { seen: Some(&own.seen), yes: &own.yes },
            (None, None) => TagBitmaps { seen: Some(&self.unmarked.seen), yes: &self.unmarked.yes },
        };
        let drawn = self.drawn.as_ref().map(|drawn| drawn.as_slice());
        let maps = chosen.iter().map(one).collect();
        TagBits::new(self.rows.items.len(), &self.rows.right, Some(scope), drawn, maps)
    }

    /// Rows with a reference label, or those of them that a filter line lets through.
    pub(super) fn scope(&self, r: &Read<'_>, filter: Option<&str>) -> Result<Vec<u64>> {
        let Some(line) = filter.filter(|line| !line.trim().is_empty()) else {
            return Ok(self.rows.scored.clone());
        };
        let query = Query { filter: Some(line.to_owned()), sort: Vec::new() };
        let mut found = sheet::ids(r, self.rows.run.id, &query)?;
        found.sort_unstable();
        let mut bits = bits_of(&self.rows.items, found);
        bits.iter_mut().zip(&self.rows.scored).for_each(|(own, scored)| *own &= scored);
        Ok(bits)
    }

    /// The values of a field on the rows; kept for the next call.
    pub(super) fn numbers(&mut self, r: &Read<'_>, field: i64) -> Result<Arc<Vec<f64>>> {
        if let Some((known, values)) = &self.numbers
            && *known == field
        {
            return Ok(Arc::clone(values));
        }
        let values = Arc::new(tag_rows::numbers(r, field, &self.rows.items)?);
        self.numbers = Some((field, Arc::clone(&values)));
        Ok(values)
    }
}

impl Rows {
    fn of(scoped: Scoped) -> Rows {
        let Scoped { run, question, rows, .. } = scoped;
        let words = rows.items.len().div_ceil(64);
        let (mut right, mut scored) = (vec![0u64; words], vec![0u64; words]);
        for (row, (reference, predicted)) in rows.reference.iter().zip(&rows.predicted).enumerate() {
            let bit = 1u64 << (row % 64);
            scored[row / 64] |= if *reference == NO_CLASS { 0 } else { bit };
            right[row / 64] |= if *reference != NO_CLASS && reference == predicted { bit } else { 0 };
        }
        Rows { run, question, items: rows.items, reference: rows.reference, right, scored }
    }
}

impl Changed {
    fn by(happened: Vec<(String, events::Event)>) -> Changed {
        let mut changed = Changed::default();
        for (command, event) in happened {
            match command.as_str() {
                "mark_rows" | "marks_paste" | "marks_rest" => {
                    changed.rules.marks = true;
                    changed.marks.push(event);
                }
                "comment_set" | "tag_create" | "tag_update" => changed.rules.marks = true,
                "rows_draw" => (changed.drawn, changed.rules.marks) = (true, true),
                // A new reference label has a revision of its own; the same one from another source has none.
                "label_submit" | "label_revise" | "adjudicate" => changed.rules.sources = true,
                "priorities_set" | "baseline_set" | "baseline_store" | "baseline_edit"
                | "baseline_retire" | "baseline_choose" | "dashboard_set" | "ask_send" | "ask_answer"
                | "human_draw" | "audit_create" | "project_rename" => {}
                _ => changed.all = true,
            }
        }
        changed
    }
}

impl Reads {
    const ALL: Reads = Reads { marks: true, labels: true, sources: true };

    fn of(filter: &Filter, is_field: &dyn Fn(&str) -> bool) -> Reads {
        let column = |column: &Column| match column {
            // The tag's own rule may read anything.
            Column::Tag(_) => Reads::ALL,
            Column::Named(name) if is_field(name) => Reads::default(),
            Column::Named(_) => Reads::ALL,
            Column::Comment => Reads { marks: true, ..Reads::default() },
            Column::Label => Reads { labels: true, ..Reads::default() },
            Column::Source => Reads { labels: true, sources: true, ..Reads::default() },
            Column::Key | Column::Split | Column::Prediction | Column::PredictionOf(_) => Reads::default(),
            Column::Score | Column::Text => Reads::default(),
        };
        match filter {
            Filter::All(parts) | Filter::Any(parts) => {
                parts.iter().fold(Reads::default(), |sum, part| sum.and(Reads::of(part, is_field)))
            }
            Filter::Not(inner) => Reads::of(inner, is_field),
            Filter::Compare { column: left, value: Value::Column(right), .. } => {
                column(left).and(column(right))
            }
            Filter::Compare { column: left, .. } => column(left),
        }
    }

    fn any_of(self, moved: Reads) -> bool {
        (self.marks && moved.marks) || (self.labels && moved.labels) || (self.sources && moved.sources)
    }

    fn and(self, other: Reads) -> Reads {
        Reads {
            marks: self.marks || other.marks,
            labels: self.labels || other.labels,
            sources: self.sources || other.sources,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_asked_again_only_after_what_it_reads() {
        let reads = |line: &str| {
            let filter = parse_filter(line).unwrap().unwrap();
            let Reads { marks, labels, sources } = Reads::of(&filter, &|name| name == "size");
            (marks, labels, sources)
        };
        assert_eq!(reads("size > 3 and pred = a and text ~ \"late\""), (false, false, false));
        assert_eq!(reads("size > 3 or pred != label"), (false, true, false));
        assert_eq!(reads("not (source = adjudication)"), (false, true, true));
        assert_eq!(reads("not (comment ~ \"late\")"), (true, false, false));
        assert_eq!(reads("size > 3 and tag:\"cut off\" = yes"), (true, true, true));
        assert_eq!(reads("drawn = yes"), (true, true, true));
    }
}
