//! Filter lines that the project keeps: rules of tags, saved views with their order, standing checks. What a line names
//! may get another name; then the line follows in the same event, and the undo puts back what stood there.

use crate::error::Result;
use crate::query::Names;
use crate::{Read, Write, checks, events, tags, views};
use assay_model::{Column, FilterName, SavedView, Sort, Tag, filter_renamed};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What gets another name.
pub(crate) enum Change<'a> {
    /// A tag, also by merging it into another.
    Tag { from: &'a str, to: &'a str },
    /// A run.
    Run { from: &'a str, to: &'a str },
    /// Classes, also by merging and splitting them.
    Classes(&'a ClassNames),
}

/// The words of classes before a change and after it.
pub(crate) struct ClassNames {
    before: Words,
    after: Words,
    /// Where the work of a class went, where it did not stay: its labels, and what was predicted.
    moved: HashMap<i64, Gone>,
}

/// What a class became.
pub(crate) struct Gone {
    pub(crate) labels: Vec<i64>,
    pub(crate) predictions: Vec<i64>,
}

/// How filter lines name the classes at one time.
pub struct Words {
    /// Key or name, and the class.
    of: HashMap<String, i64>,
    /// Key and name of each class.
    by: HashMap<i64, (String, String)>,
}

/// How filter lines name the classes now.
pub fn words(r: &Read<'_>) -> Result<Words> {
    let mut query = r.sql().prepare_cached("SELECT id, key, name FROM class")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(Words { of: Names::load(r)?.classes, by: rows.collect::<rusqlite::Result<_>>()? })
}

impl ClassNames {
    pub(crate) fn since(r: &Read<'_>, before: Words, moved: HashMap<i64, Gone>) -> Result<ClassNames> {
        Ok(ClassNames { before, after: words(r)?, moved })
    }

    /// What stands in the place of a word; none where it still says the same, or where nothing says it any more.
    fn instead(&self, written: &str, predicted: bool) -> Option<Vec<String>> {
        let class = *self.before.of.get(written)?;
        let became =
            self.moved.get(&class).map(|gone| if predicted { &gone.predictions } else { &gone.labels });
        let own = [class];
        let became = became.map_or(&own[..], Vec::as_slice);
        if became == own && self.after.of.get(written) == Some(&class) {
            return None;
        }
        let by_name = self.before.by.get(&class).is_some_and(|(key, _)| key != written);
        let mut words = Vec::new();
        for id in became {
            let (key, name) = self.after.by.get(id)?;
            let means_it = |word: &String| self.after.of.get(word) == Some(id);
            let word = if by_name && means_it(name) { name } else { key };
            if !means_it(word) {
                return None;
            }
            words.push(word.clone());
        }
        Some(words)
    }
}

/// Rewrites lines by one change.
struct Rewrite<'a> {
    change: &'a Change<'a>,
    /// Bare names that mean no tag.
    fields: HashSet<String>,
}

impl<'a> Rewrite<'a> {
    fn new(r: &Read<'_>, change: &'a Change<'a>) -> Result<Rewrite<'a>> {
        Ok(Rewrite { change, fields: tags::not_tags(r)? })
    }

    fn instead(&self, name: FilterName<'_>) -> Option<Vec<String>> {
        let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
        match (self.change, name) {
            (Change::Tag { from, to }, FilterName::Tag(name)) if same(name, from) => {
                Some(vec![(*to).to_owned()])
            }
            (Change::Tag { from, to }, FilterName::Bare(name))
                if same(name, from) && !self.fields.contains(name) =>
            {
                Some(vec![(*to).to_owned()])
            }
            (Change::Run { from, to }, FilterName::Run(name)) if name == *from => {
                Some(vec![(*to).to_owned()])
            }
            (Change::Classes(names), FilterName::Class { written, predicted }) => {
                names.instead(written, predicted)
            }
            _ => None,
        }
    }

    /// The line afterwards; none where it stays, also because it cannot be read: that is told where it is used.
    fn line(&self, line: &str) -> Option<String> {
        filter_renamed(line, &mut |name| self.instead(name)).unwrap_or_default()
    }

    fn sort(&self, sort: &[Sort]) -> Vec<Sort> {
        let key = |sort: &Sort| {
            let column: Column = sort.column.parse().unwrap_or_else(|never| match never {});
            let (name, prefix) = match &column {
                Column::Tag(name) => (FilterName::Tag(name), "tag:"),
                Column::Named(name) => (FilterName::Bare(name), "tag:"),
                Column::PredictionOf(name) => (FilterName::Run(name), "pred@"),
                _ => return sort.clone(),
            };
            match self.instead(name).and_then(|words| words.into_iter().next()) {
                Some(word) => Sort { column: format!("{prefix}{word}"), ..sort.clone() },
                None => sort.clone(),
            }
        };
        sort.iter().map(key).collect()
    }
}

/// The line after a change; none where it stays.
pub(crate) fn renamed(r: &Read<'_>, line: &str, change: &Change<'_>) -> Result<Option<String>> {
    Ok(Rewrite::new(r, change)?.line(line))
}

/// Kinds of things with a line, as events name them.
const RULE: &str = "tag";
const VIEW: &str = "saved_view";
const CHECK: &str = "check_filter";

/// A thing with a line.
type Thing = (&'static str, i64);

/// Every kept line follows.
pub(crate) fn follow(w: &Write<'_>, event: i64, change: &Change<'_>) -> Result<()> {
    follow_rules(w, event, change, &HashSet::new())?;
    follow_kept(w, event, change, &HashSet::new())
}

/// As [`follow`], without the rules of tags.
pub(crate) fn follow_views(w: &Write<'_>, event: i64, change: &Change<'_>) -> Result<()> {
    follow_kept(w, event, change, &HashSet::new())
}

fn follow_rules(w: &Write<'_>, event: i64, change: &Change<'_>, but: &HashSet<Thing>) -> Result<()> {
    let rewrite = Rewrite::new(w, change)?;
    for tag in tags::list(w)? {
        let rule = tag.rule.as_deref().and_then(|rule| rewrite.line(rule));
        if let Some(rule) = rule.filter(|_| !but.contains(&(RULE, tag.id))) {
            let after = Tag { rule: Some(rule), ..tag.clone() };
            tags::write(w, &after)?;
            note(w, event, (RULE, tag.id), &serde_json::to_value(tag)?, &serde_json::to_value(after)?)?;
        }
    }
    Ok(())
}

fn follow_kept(w: &Write<'_>, event: i64, change: &Change<'_>, but: &HashSet<Thing>) -> Result<()> {
    let rewrite = Rewrite::new(w, change)?;
    for view in views::stored(w)? {
        let filter = rewrite.line(&view.filter).unwrap_or_else(|| view.filter.clone());
        let after = SavedView { filter, sort: rewrite.sort(&view.sort), ..view.clone() };
        if after != view && !but.contains(&(VIEW, view.id)) {
            views::write(w, &after)?;
            note(w, event, (VIEW, view.id), &serde_json::to_value(view)?, &serde_json::to_value(after)?)?;
        }
    }
    for (check, line) in checks::lines(w)? {
        if let Some(after) = rewrite.line(&line).filter(|_| !but.contains(&(CHECK, check))) {
            checks::set_line(w, check, &after)?;
            note(w, event, (CHECK, check), &line.into(), &after.into())?;
        }
    }
    Ok(())
}

fn note(w: &Write<'_>, event: i64, (entity, id): Thing, before: &Value, after: &Value) -> Result<()> {
    events::change(w, event, entity, id, before, after)
}

/// Puts back the lines that `event` changed exactly as they stood; what was written since follows, under the event `by`.
pub(crate) fn put_back(w: &Write<'_>, event: i64, by: i64, change: &Change<'_>) -> Result<()> {
    let mut done = put_back_kept(w, event)?;
    for (id, before, _) in events::changes(w, event, RULE)? {
        tags::write(w, &serde_json::from_value(before)?)?;
        done.insert((RULE, id));
    }
    follow_rules(w, by, change, &done)?;
    follow_kept(w, by, change, &done)
}

/// As [`put_back`], for an event that puts tags back in a way of its own.
pub(crate) fn put_back_views(w: &Write<'_>, event: i64, by: i64, change: &Change<'_>) -> Result<()> {
    let mut done = put_back_kept(w, event)?;
    done.extend(events::changes(w, event, RULE)?.into_iter().map(|(id, ..)| (RULE, id)));
    follow_rules(w, by, change, &done)?;
    follow_kept(w, by, change, &done)
}

/// Puts back the views and checks that `event` changed, and nothing else.
pub(crate) fn put_back_exactly(w: &Write<'_>, event: i64) -> Result<()> {
    put_back_kept(w, event).map(drop)
}

fn put_back_kept(w: &Write<'_>, event: i64) -> Result<HashSet<Thing>> {
    let mut done = HashSet::new();
    for (id, before, _) in events::changes(w, event, VIEW)? {
        views::write(w, &serde_json::from_value(before)?)?;
        done.insert((VIEW, id));
    }
    for (id, before, _) in events::changes(w, event, CHECK)? {
        checks::set_line(w, id, before.as_str().unwrap_or_default())?;
        done.insert((CHECK, id));
    }
    Ok(done)
}

/// The views and checks whose lines a tag would take with it: they cannot be read without it.
pub(crate) fn naming(r: &Read<'_>, tag: &str) -> Result<Vec<String>> {
    // Any other name does: what would change names it.
    let other = format!("{tag} ");
    let change = Change::Tag { from: tag, to: &other };
    let rewrite = Rewrite::new(r, &change)?;
    let mut found = BTreeMap::new();
    for view in views::stored(r)? {
        if rewrite.line(&view.filter).is_some() || rewrite.sort(&view.sort) != view.sort {
            found.insert((0, view.id), format!("view `{}`", view.name));
        }
    }
    for check in checks::list(r)? {
        if check.wanted.filter.as_deref().and_then(|line| rewrite.line(line)).is_some() {
            found.insert((1, check.id), format!("check `{}`", check.wanted.name));
        }
    }
    Ok(found.into_values().collect())
}
