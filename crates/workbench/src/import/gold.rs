//! Gold: known answers.

use super::common::{ItemFinder, Labels, once, required, text};
use super::mapping::{ImportMapping, place};
use super::{Fault, Flags, Importer, Refusal, Verdict};
use crate::Result;
use assay_model::Question;
use assay_store::{Read, Write, imports};
use std::collections::HashSet;

#[derive(Clone)]
pub(crate) struct Gold {
    mapping: ImportMapping,
    question: i64,
    labels: Labels,
    finder: ItemFinder,
    flags: Flags,
    seed: u64,
    places: [Option<usize>; 3],
    seen: HashSet<String>,
    order: Vec<u32>,
    rank: i64,
    /// New answers wait here: all become visible in the last transaction.
    pending: Vec<(i64, GoldRow)>,
}

#[derive(Clone)]
pub(crate) struct GoldRow {
    line: u64,
    key: String,
    class: i64,
    explanation: String,
}

impl Gold {
    pub(crate) fn new(mapping: ImportMapping, question: Question, seed: u64, flags: Flags) -> Result<Gold> {
        Ok(Gold {
            mapping,
            labels: Labels::of(&question),
            question: question.id,
            finder: ItemFinder::new(flags, seed),
            flags,
            seed,
            places: [None; 3],
            seen: HashSet::new(),
            order: Vec::new(),
            rank: 0,
            pending: Vec::new(),
        })
    }
}

impl Importer for Gold {
    type Row = GoldRow;

    fn restart(&mut self, columns: &[String]) {
        let mapped = [&self.mapping.key, &self.mapping.label, &self.mapping.explanation];
        self.places = mapped.map(|column| place(columns, column.as_ref()).ok().flatten());
        self.seen.clear();
    }

    fn parse(&mut self, row: &assay_formats::Row, _: &[String]) -> std::result::Result<GoldRow, Fault> {
        let key = required(row, self.places[0], self.mapping.key.as_deref(), "key_missing", "item")?;
        let label = required(row, self.places[1], self.mapping.label.as_deref(), "label_missing", "label")?;
        Ok(GoldRow {
            line: row.line,
            key: key.to_owned(),
            class: self.labels.class(row.line, self.mapping.label.as_deref(), label)?,
            explanation: text(row, self.places[2]).unwrap_or_default().to_owned(),
        })
    }

    fn judge(&mut self, r: &Read<'_>, row: &GoldRow) -> std::result::Result<Verdict, Refusal> {
        let column = self.mapping.key.as_deref();
        once(&mut self.seen, row.line, column, &row.key)?;
        let Some(item) = self.finder.find(r, row.line, column, &row.key)? else { return Ok(Verdict::New) };
        match imports::known_gold(r, item)? {
            None => Ok(Verdict::New),
            Some((classes, explanation)) if classes == [row.class] && explanation == row.explanation => {
                Ok(Verdict::Unchanged)
            }
            Some(_) if self.flags.update => Ok(Verdict::Update),
            Some(_) => Err(Fault::new(
                row.line,
                self.mapping.label.as_deref(),
                "gold_differs",
                format!("the item `{}` has another known answer; import with “Correct what is there already” (in a terminal: --update) to change it", row.key),
            )
            .into()),
        }
    }

    fn prepare(&mut self, w: &Write<'_>, import: i64, new: u64) -> Result<()> {
        self.finder.make(w, import)?;
        self.order = assay_stats::permutation(u32::try_from(new).unwrap_or(u32::MAX), self.seed);
        self.rank = imports::gold_rank_end(w)?;
        Ok(())
    }

    fn insert(&mut self, _: &Write<'_>, _: i64, rows: &[GoldRow], first: u64) -> Result<()> {
        let places = self.order.iter().skip(usize::try_from(first).unwrap_or(usize::MAX));
        self.pending
            .extend(places.zip(rows).map(|(place, row)| (self.rank + i64::from(*place), row.clone())));
        Ok(())
    }

    fn update(&mut self, w: &Write<'_>, import: i64, rows: &[GoldRow]) -> Result<()> {
        let new = self.pending.iter().map(|(rank, row)| (*rank, row));
        // The rank of a changed answer stays as it was.
        for (rank, row) in new.chain(rows.iter().map(|row| (0, row))) {
            let item = imports::item_of_key(w, &row.key)?;
            imports::put_gold(w, import, self.question, item, row.class, &row.explanation, rank)?;
        }
        Ok(())
    }
}
