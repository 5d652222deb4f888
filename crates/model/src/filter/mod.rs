//! The filter line: `pred != label and (prob > 0.9 or tag:blurry = yes) and text ~ "refund"`.

mod complete;
mod names;
mod near;
mod tokens;

pub use complete::{Expected, FilterPlace, filter_place, filter_text, filter_word};
pub use names::{FilterName, filter_renamed};
pub use near::{did_you_mean, nearest};

use crate::query::{Column, Comparison, Filter, Value};
use thiserror::Error;
use tokens::{Placed, Token, tokens};

/// A filter line that cannot be read; `at` counts characters from 0.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("filter, character {}: {message}", at + 1)]
pub struct FilterError {
    /// Where.
    pub at: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

/// Nesting beyond this is no filter that a person wrote.
const DEPTH: usize = 64;

/// Reads a filter line.
///
/// `line := all ("or" all)*`, `all := one ("and" one)*`, `one := "not" one | "(" line ")" | condition`,
/// `condition := column operator value | column ["not"] "in" "(" value ("," value)* ")" | column "is" ["not"] "missing" |
/// column "is" "present"`. Operators: `= != < <= > >= ~ !~`. Columns: `key split label source pred prob text comment drawn
/// part`, `tag:NAME`, `pred@RUN` (what another run predicts), and the names of metadata fields and tags; names with spaces stand in double quotes after a colon
/// or alone. A bare word `missing` is no value but the lack of one.
pub fn parse_filter(line: &str) -> Result<Option<Filter>, FilterError> {
    let tokens = tokens(line)?;
    if tokens.is_empty() {
        return Ok(None);
    }
    let mut parser = Parser { tokens: &tokens, place: 0, end: line.chars().count() };
    let filter = parser.any(0)?;
    match parser.peek() {
        None => Ok(Some(filter)),
        Some(_) => Err(parser.error("expected `and`, `or` or the end of the filter; several words that belong together stand in \"quotes\"")),
    }
}

struct Parser<'a> {
    tokens: &'a [Placed],
    place: usize,
    end: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.place).map(|placed| &placed.token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.place).map_or(self.end, |placed| placed.start)
    }

    fn error(&self, message: &str) -> FilterError {
        FilterError { at: self.at(), message: message.to_owned() }
    }

    fn keyword(&mut self, keyword: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(keyword));
        self.place += usize::from(found);
        found
    }

    fn any(&mut self, depth: usize) -> Result<Filter, FilterError> {
        let mut parts = vec![self.all(depth)?];
        while self.keyword("or") {
            parts.push(self.all(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::Any(parts) })
    }

    fn all(&mut self, depth: usize) -> Result<Filter, FilterError> {
        let mut parts = vec![self.one(depth)?];
        while self.keyword("and") {
            parts.push(self.one(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::All(parts) })
    }

    fn one(&mut self, depth: usize) -> Result<Filter, FilterError> {
        if depth > DEPTH {
            return Err(self.error("the filter is nested too deeply"));
        }
        if self.keyword("not") {
            return Ok(Filter::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.peek() == Some(&Token::Open) {
            self.place += 1;
            let inner = self.any(depth + 1)?;
            if self.peek() != Some(&Token::Close) {
                return Err(self.error("expected a closing parenthesis"));
            }
            self.place += 1;
            return Ok(inner);
        }
        self.condition()
    }

    fn condition(&mut self) -> Result<Filter, FilterError> {
        let at = self.at();
        let column = match self.peek() {
            Some(Token::Word(word)) => column(word),
            Some(Token::Quoted(name)) => Column::Named(name.clone()),
            _ => {
                return Err(
                    self.error("expected a column, such as pred, label, prob, text or the name of a tag")
                );
            }
        };
        self.place += 1;
        if self.keyword("is") {
            return self.missing(column, at);
        }
        let not = self.keyword("not");
        if self.keyword("in") {
            let list = self.list(&column, at)?;
            return Ok(if not { Filter::Not(Box::new(list)) } else { list });
        }
        let Some(&Token::Operator(how)) = self.peek().filter(|_| !not) else {
            return Err(self.error(match not {
                true => "expected in after not",
                false => "expected a comparison: = != < <= > >= ~ !~ in is",
            }));
        };
        self.place += 1;
        let value_at = self.at();
        let value = self.value("expected a value, a number, text in quotes or a column")?;
        if value == Value::Missing && !matches!(how, Comparison::Equal | Comparison::NotEqual) {
            let message = "missing is compared with = or !=; put it in \"quotes\" where it is a text";
            return Err(FilterError { at: value_at, message: message.into() });
        }
        Ok(Filter::Compare { column, how, value, at, value_at })
    }

    fn value(&mut self, expected: &str) -> Result<Value, FilterError> {
        let found = match self.peek() {
            Some(Token::Quoted(text)) => Value::Text(text.clone()),
            Some(Token::Word(word)) => value(word),
            _ => return Err(self.error(expected)),
        };
        self.place += 1;
        Ok(found)
    }

    /// After `is`: `missing`, `not missing` or `present`.
    fn missing(&mut self, column: Column, at: usize) -> Result<Filter, FilterError> {
        let not = self.keyword("not");
        let value_at = self.at();
        let how = match (not, self.keyword("missing")) {
            (false, true) => Comparison::Equal,
            (true, true) => Comparison::NotEqual,
            (false, false) if self.keyword("present") => Comparison::NotEqual,
            _ => return Err(self.error("expected missing or present after is; a value stands after =")),
        };
        Ok(Filter::Compare { column, how, value: Value::Missing, at, value_at })
    }

    /// After `in`: values in parentheses.
    fn list(&mut self, column: &Column, at: usize) -> Result<Filter, FilterError> {
        if self.peek() != Some(&Token::Open) {
            return Err(self.error("expected ( after in, as in: in (a, b)"));
        }
        self.place += 1;
        let mut parts = Vec::new();
        loop {
            let value_at = self.at();
            let value = self.value("expected a value of the list")?;
            let column = column.clone();
            parts.push(Filter::Compare { column, how: Comparison::Equal, value, at, value_at });
            let next = self.peek().cloned();
            if !matches!(next, Some(Token::Comma | Token::Close)) {
                return Err(self.error("expected a comma or a closing parenthesis in the list"));
            }
            self.place += 1;
            if next == Some(Token::Close) {
                return Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::Any(parts) });
            }
        }
    }
}

fn column(word: &str) -> Column {
    if let Some(name) = word.strip_prefix("tag:") {
        return Column::Tag(name.to_owned());
    }
    fixed_column(word).unwrap_or_else(|| Column::Named(word.to_owned()))
}

fn fixed_column(word: &str) -> Option<Column> {
    if let Some(run) = word.strip_prefix("pred@") {
        return Some(Column::PredictionOf(run.to_owned()));
    }
    Some(match word {
        "key" | "item" => Column::Key,
        "split" => Column::Split,
        "label" | "reference" => Column::Label,
        "source" => Column::Source,
        "pred" | "prediction" => Column::Prediction,
        "prob" | "score" => Column::Score,
        "text" => Column::Text,
        "comment" => Column::Comment,
        _ => return None,
    })
}

fn value(word: &str) -> Value {
    if word.eq_ignore_ascii_case("missing") {
        return Value::Missing;
    }
    if let Some(column) = fixed_column(word) {
        return Value::Column(column);
    }
    match word.parse::<f64>() {
        Ok(number) if number.is_finite() => Value::Number(number, word.to_owned()),
        _ => Value::Text(word.to_owned()),
    }
}

impl std::str::FromStr for Column {
    type Err = std::convert::Infallible;

    /// A column as the filter line names it, for sorting.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Ok(column(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(column: Column, how: Comparison, value: Value, at: usize) -> Filter {
        let value_at = 0;
        Filter::Compare { column, how, value, at, value_at }
    }

    /// Without where the values stand, which these tests do not write down.
    fn parsed(line: &str) -> Result<Option<Filter>, FilterError> {
        fn forget(filter: &mut Filter) {
            match filter {
                Filter::All(parts) | Filter::Any(parts) => parts.iter_mut().for_each(forget),
                Filter::Not(inner) => forget(inner),
                Filter::Compare { value_at, .. } => *value_at = 0,
            }
        }
        let mut found = parse_filter(line)?;
        found.iter_mut().for_each(forget);
        Ok(found)
    }

    #[test]
    fn reads_what_people_write() {
        let wrong = compare(Column::Prediction, Comparison::NotEqual, Value::Column(Column::Label), 0);
        assert_eq!(parsed("pred != label"), Ok(Some(wrong.clone())));
        let sure = compare(Column::Score, Comparison::Greater, Value::Number(0.9, "0.9".into()), 18);
        assert_eq!(parsed("pred != label and prob>0.9"), Ok(Some(Filter::All(vec![wrong, sure]))));
        let text = compare(Column::Text, Comparison::Contains, Value::Text("re\"fund".into()), 4);
        assert_eq!(parsed(r#"not text ~ "re""fund""#), Ok(Some(Filter::Not(Box::new(text)))));
        let tag = compare(Column::Tag("two words".into()), Comparison::Equal, Value::Text("yes".into()), 0);
        assert_eq!(parsed(r#"tag:"two words" = yes"#), Ok(Some(tag)));
        let other = Column::PredictionOf("run 1".into());
        let fixed = compare(other.clone(), Comparison::NotEqual, Value::Column(Column::Label), 0);
        assert_eq!(parsed(r#"pred@"run 1" != label"#), Ok(Some(fixed)));
        let same = compare(Column::Prediction, Comparison::Equal, Value::Column(other), 0);
        assert_eq!(parsed(r#"pred = pred@"run 1""#), Ok(Some(same)));
        assert_eq!(parsed("   "), Ok(None));
    }

    #[test]
    fn and_binds_tighter_than_or() {
        let Ok(Some(Filter::Any(parts))) = parse_filter("a = 1 or b = 2 and c = 3") else { panic!() };
        assert!(matches!(parts[1], Filter::All(_)));
        let Ok(Some(Filter::All(parts))) = parse_filter("(a = 1 or b = 2) and c = 3") else { panic!() };
        assert!(matches!(parts[0], Filter::Any(_)));
    }

    #[test]
    fn lists_and_what_is_missing() {
        let one = |value: &str| compare(Column::Label, Comparison::Equal, Value::Text(value.into()), 0);
        assert_eq!(
            parsed("label in (a, \"b, c\",d)"),
            Ok(Some(Filter::Any(vec![one("a"), one("b, c"), one("d")])))
        );
        assert_eq!(parsed("label not in (a)"), Ok(Some(Filter::Not(Box::new(one("a"))))));
        let lack = |how| Ok(Some(compare(Column::Label, how, Value::Missing, 0)));
        for line in ["label is missing", "label = missing", "label IS Missing"] {
            assert_eq!(parsed(line), lack(Comparison::Equal), "{line}");
        }
        for line in ["label is present", "label is not missing", "label != missing"] {
            assert_eq!(parsed(line), lack(Comparison::NotEqual), "{line}");
        }
        let quoted = compare(Column::Label, Comparison::Equal, Value::Text("missing".into()), 0);
        assert_eq!(parsed("label = \"missing\""), Ok(Some(quoted)));
        let comma = compare(Column::Key, Comparison::Equal, Value::Text("a,b".into()), 0);
        assert_eq!(parsed("key = a,b"), Ok(Some(comma)), "a comma outside a list is part of the word");
    }

    #[test]
    fn what_is_written_reads_as_itself() {
        for text in
            ["a", "two words", "q\"uote", "back\\slash", "and", "missing", "label", "", "0.5", "a,b", "é(x)"]
        {
            let line = format!("field = {}", filter_word(text));
            let Ok(Some(Filter::Compare { value, .. })) = parse_filter(&line) else { panic!("{line}") };
            let read = match value {
                Value::Text(text) | Value::Number(_, text) => text,
                other => panic!("{line}: {other:?}"),
            };
            assert_eq!(read, text, "{line}");
        }
    }

    #[test]
    fn errors_point_at_the_place() {
        let cases = [
            ("pred !", 5),
            ("pred = ", 7),
            ("pred = yes label", 11),
            ("(pred = yes", 11),
            ("text ~ \"open", 7),
            ("= 3", 0),
            ("pred yes", 5),
            ("pred in yes", 8),
            ("pred in ()", 9),
            ("pred in (a b)", 11),
            ("pred in (a", 10),
            ("pred not = a", 9),
            ("pred is a", 8),
            ("pred > missing", 7),
            ("pred = yes and", 14),
        ];
        for (line, at) in cases {
            assert_eq!(parse_filter(line).unwrap_err().at, at, "{line}");
        }
        let deep = "(".repeat(10_000);
        assert!(parse_filter(&deep).is_err());
        assert!(parse_filter(&"not ".repeat(10_000)).is_err());
    }
}
