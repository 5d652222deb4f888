//! Rule tags in a filter: the filter line of the tag is put in its place.

use super::sql::condition;
use super::{Names, Operand};
use crate::error::{Result, StoreError};
use assay_model::{Comparison, Filter, Value};

/// Rules within one filter line at most, those within rules counted each time.
const RULES: usize = 500;
/// Rules within each other at most: SQLite takes no deeper terms.
const NESTED: usize = 12;

/// The filter with every rule tag in it replaced by the tag's filter line. Refused, at the place of the tag, where a rule
/// refers to itself or cannot be read.
pub(super) fn expand(names: &Names, filter: Filter) -> Result<Filter> {
    let mut opened = Opened { names, within: Vec::new(), count: 0 };
    opened.expand(filter)
}

struct Opened<'a> {
    names: &'a Names,
    /// Places of the tags whose rules are being read, the outermost first.
    within: Vec<usize>,
    count: usize,
}

impl Opened<'_> {
    fn expand(&mut self, filter: Filter) -> Result<Filter> {
        Ok(match filter {
            Filter::All(parts) => Filter::All(self.each(parts)?),
            Filter::Any(parts) => Filter::Any(self.each(parts)?),
            Filter::Not(inner) => Filter::Not(Box::new(self.expand(*inner)?)),
            Filter::Compare { ref column, how, ref value, at, value_at } => {
                let Operand::Tag(place) = self.names.operand(column, at)? else { return Ok(filter) };
                let tag = &self.names.tags[place];
                let Some(rule) = &tag.rule else { return Ok(filter) };
                let wanted = wanted(how, value, (at, value_at))?;
                let rule = self.rule(place, rule, at)?;
                match wanted {
                    Wanted::Yes => rule,
                    Wanted::No => Filter::Not(Box::new(rule)),
                    Wanted::Every => Filter::All(Vec::new()),
                    Wanted::None => Filter::Any(Vec::new()),
                }
            }
        })
    }

    fn each(&mut self, parts: Vec<Filter>) -> Result<Vec<Filter>> {
        parts.into_iter().map(|part| self.expand(part)).collect()
    }

    /// The rule of a tag as a filter whose places are that of the tag.
    fn rule(&mut self, place: usize, line: &str, at: usize) -> Result<Filter> {
        let name = &self.names.tags[place].name;
        self.count += 1;
        let refused = |message: String| Err(StoreError::Filter { at, message });
        if self.within.contains(&place) {
            let path: Vec<String> =
                self.within.iter().map(|at| format!("`{}`", self.names.tags[*at].name)).collect();
            return refused(format!(
                "the rule of tag `{name}` refers to itself, by way of {}; change one of these rules",
                path.join(", ")
            ));
        }
        if self.count > RULES || self.within.len() == NESTED {
            return refused(format!(
                "the rule of tag `{name}` leads through too many other rules; write them out"
            ));
        }
        let inside = |at: usize, message: &str| {
            refused(format!("in the rule of tag `{name}`, character {}: {message}", at + 1))
        };
        let parsed = match assay_model::parse_filter(line) {
            Ok(parsed) => parsed.unwrap_or(Filter::All(Vec::new())),
            Err(error) => return inside(error.at, &error.message),
        };
        self.within.push(place);
        let expanded = self.expand(parsed);
        self.within.pop();
        let found = expanded.and_then(|filter| {
            condition(self.names, &filter, &mut Vec::new())?;
            Ok(filter)
        });
        match found {
            Ok(mut filter) => {
                place_at(&mut filter, at);
                Ok(filter)
            }
            Err(StoreError::Filter { at, message }) => inside(at, &message),
            Err(other) => Err(other),
        }
    }
}

enum Wanted {
    Yes,
    No,
    Every,
    None,
}

fn wanted(how: Comparison, value: &Value, (at, value_at): (usize, usize)) -> Result<Wanted> {
    let word = match value {
        Value::Text(text) | Value::Number(_, text) => text.as_str(),
        Value::Missing => "unseen",
        Value::Column(_) => "",
    };
    Ok(match (how, word) {
        (Comparison::Equal, "yes" | "1") | (Comparison::NotEqual, "no" | "0") => Wanted::Yes,
        (Comparison::Equal, "no" | "0") | (Comparison::NotEqual, "yes" | "1") => Wanted::No,
        // A rule decides for every row.
        (Comparison::Equal, "unseen") => Wanted::None,
        (Comparison::NotEqual, "unseen") => Wanted::Every,
        (Comparison::Equal | Comparison::NotEqual, _) => {
            return Err(StoreError::Filter { at: value_at, message: "a tag is yes, no or unseen".into() });
        }
        _ => return Err(StoreError::Filter { at, message: "a tag is compared with = or !=".into() }),
    })
}

fn place_at(filter: &mut Filter, place: usize) {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter_mut().for_each(|part| place_at(part, place)),
        Filter::Not(inner) => place_at(inner, place),
        Filter::Compare { at, value_at, .. } => (*at, *value_at) = (place, place),
    }
}
