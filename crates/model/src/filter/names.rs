//! The names in a filter line, and the line with other names in their place.

use super::tokens::{Placed, Token, tokens, written};
use super::{FilterError, parse_filter};
use crate::query::{Column, Comparison, Filter, Value};
use std::collections::BTreeMap;

/// A name that a filter line writes, of something that may get another name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilterName<'a> {
    /// A tag, as `tag:NAME`.
    Tag(&'a str),
    /// A metadata field, or a tag where no field has the name.
    Bare(&'a str),
    /// A run, as `pred@NAME`.
    Run(&'a str),
    /// A class, by key or name: of the reference label, or of a prediction.
    Class {
        /// As written.
        written: &'a str,
        /// What it is compared with is a prediction.
        predicted: bool,
    },
}

/// The line with other names in place of those that `to` gives any for, nothing else changed; none where nothing changes. A
/// tag or a run becomes the first of the names, a class any of them.
pub fn filter_renamed(
    line: &str,
    to: &mut dyn FnMut(FilterName<'_>) -> Option<Vec<String>>,
) -> Result<Option<String>, FilterError> {
    let Some(filter) = parse_filter(line)? else { return Ok(None) };
    let tokens = tokens(line)?;
    let mut edits = Edits { chars: line.chars().collect(), tokens: &tokens, put: BTreeMap::new() };
    edits.filter(&filter, to);
    Ok(edits.done())
}

struct Edits<'a> {
    chars: Vec<char>,
    tokens: &'a [Placed],
    /// From where to before where, and what comes there.
    put: BTreeMap<usize, (usize, String)>,
}

type To<'a> = dyn FnMut(FilterName<'_>) -> Option<Vec<String>> + 'a;

impl Edits<'_> {
    fn filter(&mut self, filter: &Filter, to: &mut To<'_>) {
        match filter {
            Filter::All(parts) | Filter::Any(parts) => parts.iter().for_each(|part| self.filter(part, to)),
            Filter::Not(inner) => self.filter(inner, to),
            Filter::Compare { column, how, value, at, value_at } => {
                self.column(column, *at, to);
                match value {
                    Value::Column(other) => self.column(other, *value_at, to),
                    Value::Text(text) | Value::Number(_, text) => {
                        let predicted = match column {
                            Column::Label => false,
                            Column::Prediction | Column::PredictionOf(_) => true,
                            _ => return,
                        };
                        if let Some(words) = to(FilterName::Class { written: text, predicted }) {
                            self.class(&words, *how, (*at, *value_at));
                        }
                    }
                    Value::Missing => {}
                }
            }
        }
    }

    fn column(&mut self, column: &Column, at: usize, to: &mut To<'_>) {
        let (name, prefix) = match column {
            Column::Tag(name) => (FilterName::Tag(name), "tag:"),
            Column::Named(name) => (FilterName::Bare(name), "tag:"),
            Column::PredictionOf(name) => (FilterName::Run(name), "pred@"),
            _ => return,
        };
        if let Some(word) = to(name).and_then(|words| words.into_iter().next()) {
            self.put.insert(at, (self.end(at), format!("{prefix}{}", written(&word))));
        }
    }

    /// One class in place of another, or several: within a list beside each other, else as a list of their own.
    fn class(&mut self, words: &[String], how: Comparison, (at, value_at): (usize, usize)) {
        let words: Vec<String> = words.iter().map(|word| written(word)).collect();
        let end = self.end(value_at);
        let place = self.tokens.iter().position(|placed| placed.start == value_at).unwrap_or_default();
        let compared = place.checked_sub(1).map(|before| &self.tokens[before]);
        let direct = matches!(compared, Some(Placed { token: Token::Operator(_), .. }));
        let column: String = self.chars[at..self.end(at)].iter().collect();
        let (from, text) = match (words.as_slice(), how) {
            ([], _) => return,
            ([only], _) => (value_at, only.clone()),
            (several, _) if !direct => (value_at, several.join(", ")),
            (several, Comparison::NotEqual) => {
                let each: Vec<String> = several.iter().map(|word| format!("{column} != {word}")).collect();
                (at, format!("({})", each.join(" and ")))
            }
            (several, _) => (at, format!("{column} in ({})", several.join(", "))),
        };
        self.put.insert(from, (end, text));
    }

    /// After the last character of the word that begins here.
    fn end(&self, start: usize) -> usize {
        self.tokens.iter().find(|placed| placed.start == start).map_or(start, |placed| placed.end)
    }

    fn done(mut self) -> Option<String> {
        let stood: String = self.chars.iter().collect();
        for (from, (to, text)) in self.put.into_iter().rev() {
            self.chars.splice(from..to, text.chars());
        }
        let stands: String = self.chars.into_iter().collect();
        (stands != stood).then_some(stands)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(line: &str, from: FilterName<'_>, to: &[&str]) -> String {
        let mut give =
            |name: FilterName<'_>| (name == from).then(|| to.iter().map(|word| (*word).to_owned()).collect());
        filter_renamed(line, &mut give).unwrap().unwrap_or_else(|| line.to_owned())
    }

    #[test]
    fn only_what_has_the_name_changes() {
        let cases = [
            ("tag:a=yes", "tag:\"b c\"=yes"),
            ("tag:\"a\" = yes  and  a = 1", "tag:\"b c\" = yes  and  a = 1"),
            (
                "text ~ \"tag:a\" or (not tag:a in (yes, no))",
                "text ~ \"tag:a\" or (not tag:\"b c\" in (yes, no))",
            ),
            ("tag:ab = yes", "tag:ab = yes"),
        ];
        for (line, wanted) in cases {
            assert_eq!(renamed(line, FilterName::Tag("a"), &["b c"]), wanted);
        }
        let bare = renamed("\"a b\" = no or \"a b\" is missing", FilterName::Bare("a b"), &["c\"d"]);
        assert_eq!(bare, "tag:\"c\"\"d\" = no or tag:\"c\"\"d\" is missing");
    }

    #[test]
    fn a_run_is_named_on_both_sides() {
        let run = |line| renamed(line, FilterName::Run("run 1"), &["v2"]);
        assert_eq!(
            run("pred = pred@\"run 1\" and pred@\"run 1\"!=label"),
            "pred = pred@v2 and pred@v2!=label"
        );
        assert_eq!(
            renamed("pred@v2 = label", FilterName::Run("v2"), &["two words"]),
            "pred@\"two words\" = label"
        );
    }

    #[test]
    fn one_class_takes_the_place_of_another_and_several_do() {
        let class =
            |line, to: &[&str]| renamed(line, FilterName::Class { written: "a", predicted: false }, to);
        assert_eq!(
            class("label = a and pred = a and text ~ a", &["b c"]),
            "label = \"b c\" and pred = a and text ~ a"
        );
        assert_eq!(class("label in (x, \"a\")", &["b", "c"]), "label in (x, b, c)");
        assert_eq!(class("not label=a or label = x", &["b", "c"]), "not label in (b, c) or label = x");
        assert_eq!(class("label != a and prob > 1", &["b", "c"]), "(label != b and label != c) and prob > 1");
        let number = FilterName::Class { written: "1", predicted: true };
        assert_eq!(renamed("pred = 1 and prob < 1", number, &["one"]), "pred = one and prob < 1");
    }

    #[test]
    fn what_is_written_reads_as_meant() {
        for line in ["label = a", "label != a", "label in (a, x)", "label not in (a)", "not (label = a)"] {
            let several =
                renamed(line, FilterName::Class { written: "a", predicted: false }, &["b", "and", "q\"e"]);
            assert!(parse_filter(&several).is_ok(), "{several}");
        }
        assert!(filter_renamed("label =", &mut |_| None).is_err());
        assert_eq!(filter_renamed("  ", &mut |_| None), Ok(None));
    }
}
