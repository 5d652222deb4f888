//! The error sheet as it was exported: marks in columns `tag:NAME`, and comments.

use super::common::{once, required, text};
use super::mapping::{ImportMapping, place};
use super::{Fault, Flags, Importer, Refusal, Verdict};
use crate::{Error, Result};
use assay_model::Mark;
use assay_store::{Read, Write, items, sheet, tags};
use std::collections::HashSet;

#[derive(Clone)]
pub(crate) struct Sheet {
    mapping: ImportMapping,
    person: i64,
    flags: Flags,
    key: Option<usize>,
    comment: Option<usize>,
    tags: Vec<(usize, String)>,
    /// Which of them follow from rules: what the file says of those is not taken in.
    rules: Vec<bool>,
    seen: HashSet<String>,
    pending: Vec<SheetRow>,
}

#[derive(Clone)]
pub(crate) struct SheetRow {
    line: u64,
    key: String,
    comment: String,
    marks: Vec<Mark>,
}

impl Sheet {
    pub(crate) fn new(
        mapping: ImportMapping,
        columns: &[String],
        person: i64,
        flags: Flags,
    ) -> Result<Sheet> {
        let tags: Vec<(usize, String)> = columns
            .iter()
            .enumerate()
            .filter_map(|(place, column)| Some((place, column.strip_prefix("tag:")?.trim().to_owned())))
            .collect();
        if tags.is_empty() && mapping.note.is_none() {
            return Err(Error::refused(
                "mapping_incomplete",
                "a sheet needs columns `tag:NAME` or `comment`; export one to see the form",
            ));
        }
        Ok(Sheet {
            mapping,
            person,
            flags,
            key: None,
            comment: None,
            tags,
            rules: Vec::new(),
            seen: HashSet::new(),
            pending: Vec::new(),
        })
    }

    fn which_are_rules(&self, r: &Read<'_>) -> Result<Vec<bool>> {
        let of =
            |(_, name): &(usize, String)| Ok(tags::by_name(r, name)?.is_some_and(|tag| tag.rule.is_some()));
        self.tags.iter().map(of).collect()
    }

    /// What stands now, in the order of the file's tags.
    fn standing(&self, r: &Read<'_>, item: i64) -> Result<(Vec<Mark>, String)> {
        let (marks, comment) = sheet::marks_of_item(r, item)?;
        let mark = |name: &String| {
            let found = marks.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(name));
            found.map_or(Mark::Unseen, |(_, yes)| if *yes { Mark::Yes } else { Mark::No })
        };
        Ok((self.tags.iter().map(|(_, name)| mark(name)).collect(), comment))
    }
}

impl Importer for Sheet {
    type Row = SheetRow;

    fn restart(&mut self, columns: &[String]) {
        self.key = place(columns, self.mapping.key.as_ref()).ok().flatten();
        self.comment = place(columns, self.mapping.note.as_ref()).ok().flatten();
        self.seen.clear();
    }

    fn parse(
        &mut self,
        row: &assay_formats::Row,
        columns: &[String],
    ) -> std::result::Result<SheetRow, Fault> {
        let key = required(row, self.key, self.mapping.key.as_deref(), "key_missing", "item")?.to_owned();
        let mut marks = Vec::with_capacity(self.tags.len());
        for (place, _) in &self.tags {
            marks.push(match text(row, Some(*place)).map(str::to_lowercase).as_deref() {
                None | Some("unseen") => Mark::Unseen,
                Some("yes" | "1" | "true") => Mark::Yes,
                Some("no" | "0" | "false") => Mark::No,
                Some(other) => {
                    return Err(Fault::new(
                        row.line,
                        columns.get(*place).map(String::as_str),
                        "word_unknown",
                        format!("`{other}` is no mark; write yes, no or nothing"),
                    ));
                }
            });
        }
        let comment = self.comment.and_then(|place| row.text(place)).unwrap_or_default().to_owned();
        Ok(SheetRow { line: row.line, key, comment, marks })
    }

    fn judge(&mut self, r: &Read<'_>, row: &SheetRow) -> std::result::Result<Verdict, Refusal> {
        let column = self.mapping.key.as_deref();
        once(&mut self.seen, row.line, column, &row.key)?;
        let Some(item) = items::id_of_key(r, &row.key)? else {
            return Err(Fault::new(
                row.line,
                column,
                "unknown_item",
                format!("there is no item `{}`; import the items first", row.key),
            )
            .into());
        };
        if self.rules.len() != self.tags.len() {
            self.rules = self.which_are_rules(r).map_err(Refusal::Whole)?;
        }
        let (mut marks, comment) = self.standing(r, item).map_err(Refusal::Whole)?;
        for (place, _) in self.rules.iter().enumerate().filter(|(_, rule)| **rule) {
            marks[place] = row.marks[place];
        }
        let mut by_hand = marks.iter().zip(&self.rules).filter(|(_, rule)| !**rule);
        let blank = by_hand.all(|(mark, _)| *mark == Mark::Unseen) && comment.is_empty();
        match (marks == row.marks && comment == row.comment, blank || self.flags.update) {
            (true, _) => Ok(Verdict::Unchanged),
            (false, true) => Ok(Verdict::New),
            (false, false) => Err(Fault::new(
                row.line,
                column,
                "marks_differ",
                format!(
                    "`{}` has other marks or another comment; import with “Correct what is there already” (in a terminal: --update) to change them",
                    row.key
                ),
            )
            .into()),
        }
    }

    fn prepare(&mut self, _: &Write<'_>, _: i64, _: u64) -> Result<()> {
        Ok(())
    }

    fn insert(&mut self, _: &Write<'_>, _: i64, rows: &[SheetRow], _: u64) -> Result<()> {
        self.pending.extend_from_slice(rows);
        Ok(())
    }

    /// One undo step for each tag and mark, and one for each comment; the undo of the import takes all of them.
    fn update(&mut self, w: &Write<'_>, import: i64, _: &[SheetRow]) -> Result<()> {
        assay_store::imports::keep_first_event(w, import)?;
        let mut ids = Vec::with_capacity(self.pending.len());
        for row in &self.pending {
            let item = assay_store::imports::item_of_key(w, &row.key)?;
            let (_, comment) = sheet::marks_of_item(w, item)?;
            if comment != row.comment {
                tags::comment(w, self.person, item, &row.comment)?;
            }
            ids.push(item);
        }
        for (place, (_, name)) in self.tags.iter().enumerate() {
            let tag = match tags::by_name(w, name)? {
                // An exported sheet has what rules say, too; it follows from them again.
                Some(tag) if tag.rule.is_some() => continue,
                Some(tag) => tag,
                None => tags::add(w, self.person, name)?,
            };
            for mark in Mark::ALL {
                let rows = ids.iter().zip(&self.pending).filter(|(_, row)| row.marks[place] == *mark);
                let rows: Vec<i64> = rows.map(|(item, _)| *item).collect();
                if !rows.is_empty() {
                    tags::mark(w, self.person, tag.id, &rows, *mark)?;
                }
            }
        }
        Ok(())
    }
}
