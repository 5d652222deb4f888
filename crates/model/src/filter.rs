//! The filter line: `pred != label and (prob > 0.9 or tag:blurry = yes) and text ~ "refund"`.

use crate::query::{Column, Comparison, Filter, Value};
use thiserror::Error;

/// A filter line that cannot be read; `at` counts characters from 0.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("filter, character {}: {message}", at + 1)]
pub struct FilterError {
    /// Where.
    pub at: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Quoted(String),
    Operator(Comparison),
    Open,
    Close,
}

/// Nesting beyond this is no filter that a person wrote.
const DEPTH: usize = 64;

/// Reads a filter line.
///
/// `line := all ("or" all)*`, `all := one ("and" one)*`, `one := "not" one | "(" line ")" | column operator value`.
/// Operators: `= != < <= > >= ~ !~`. Columns: `key split label source pred prob text comment drawn`, `tag:NAME`,
/// `pred@RUN` (what another run predicts), and the names of metadata fields and tags; names with spaces stand in double quotes after a colon or alone.
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

fn tokens(line: &str) -> Result<Vec<(usize, Token)>, FilterError> {
    let chars: Vec<char> = line.chars().collect();
    let mut tokens = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let start = i;
        let next = chars.get(i + 1).copied();
        let (token, length) = match (chars[i], next) {
            (c, _) if c.is_whitespace() => {
                i += 1;
                continue;
            }
            ('(', _) => (Token::Open, 1),
            (')', _) => (Token::Close, 1),
            ('!', Some('=')) => (Token::Operator(Comparison::NotEqual), 2),
            ('!', Some('~')) => (Token::Operator(Comparison::Lacks), 2),
            ('<', Some('=')) => (Token::Operator(Comparison::AtMost), 2),
            ('>', Some('=')) => (Token::Operator(Comparison::AtLeast), 2),
            ('=', Some('=')) => (Token::Operator(Comparison::Equal), 2),
            ('=', _) => (Token::Operator(Comparison::Equal), 1),
            ('<', _) => (Token::Operator(Comparison::Less), 1),
            ('>', _) => (Token::Operator(Comparison::Greater), 1),
            ('~', _) => (Token::Operator(Comparison::Contains), 1),
            ('"', _) => {
                let (text, length) = quoted(&chars, i)?;
                (Token::Quoted(text), length)
            }
            _ => {
                let (word, length) = word(&chars, i)?;
                (Token::Word(word), length)
            }
        };
        i += length;
        tokens.push((start, token));
    }
    Ok(tokens)
}

/// Text in double quotes; a doubled quote or `\"` stands for one.
fn quoted(chars: &[char], start: usize) -> Result<(String, usize), FilterError> {
    let mut text = String::new();
    let mut i = start + 1;
    while let Some(&c) = chars.get(i) {
        match (c, chars.get(i + 1)) {
            ('"', Some('"')) | ('\\', Some('"' | '\\')) => {
                text.push(chars[i + 1]);
                i += 2;
            }
            ('"', _) => return Ok((text, i + 1 - start)),
            _ => {
                text.push(c);
                i += 1;
            }
        }
    }
    Err(FilterError { at: start, message: "this quote is never closed; add a closing \"".into() })
}

/// A bare word; `tag:"two words"` and `pred@"two words"` are one word.
fn word(chars: &[char], start: usize) -> Result<(String, usize), FilterError> {
    let mut text = String::new();
    let mut i = start;
    while let Some(&c) = chars.get(i) {
        if c == '"' && text.ends_with([':', '@']) {
            let (rest, length) = quoted(chars, i)?;
            text.push_str(&rest);
            return Ok((text, i + length - start));
        }
        if c.is_whitespace() || matches!(c, '(' | ')' | '=' | '<' | '>' | '~' | '!' | '"') {
            break;
        }
        text.push(c);
        i += 1;
    }
    if i == start {
        return Err(FilterError { at: start, message: format!("`{}` means nothing here", chars[start]) });
    }
    Ok((text, i - start))
}

struct Parser<'a> {
    tokens: &'a [(usize, Token)],
    place: usize,
    end: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.place).map(|(_, token)| token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.place).map_or(self.end, |(at, _)| *at)
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
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Filter, FilterError> {
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
        let Some(&Token::Operator(how)) = self.peek() else {
            return Err(self.error("expected a comparison: = != < <= > >= ~ !~"));
        };
        self.place += 1;
        let value = match self.peek() {
            Some(Token::Quoted(text)) => Value::Text(text.clone()),
            Some(Token::Word(word)) => value(word),
            _ => return Err(self.error("expected a value, a number, text in quotes or a column")),
        };
        self.place += 1;
        Ok(Filter::Compare { column, how, value, at })
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
        Filter::Compare { column, how, value, at }
    }

    #[test]
    fn reads_what_people_write() {
        let wrong = compare(Column::Prediction, Comparison::NotEqual, Value::Column(Column::Label), 0);
        assert_eq!(parse_filter("pred != label"), Ok(Some(wrong.clone())));
        let sure = compare(Column::Score, Comparison::Greater, Value::Number(0.9, "0.9".into()), 18);
        assert_eq!(parse_filter("pred != label and prob>0.9"), Ok(Some(Filter::All(vec![wrong, sure]))));
        let text = compare(Column::Text, Comparison::Contains, Value::Text("re\"fund".into()), 4);
        assert_eq!(parse_filter(r#"not text ~ "re""fund""#), Ok(Some(Filter::Not(Box::new(text)))));
        let tag = compare(Column::Tag("two words".into()), Comparison::Equal, Value::Text("yes".into()), 0);
        assert_eq!(parse_filter(r#"tag:"two words" = yes"#), Ok(Some(tag)));
        let other = Column::PredictionOf("run 1".into());
        let fixed = compare(other.clone(), Comparison::NotEqual, Value::Column(Column::Label), 0);
        assert_eq!(parse_filter(r#"pred@"run 1" != label"#), Ok(Some(fixed)));
        let same = compare(Column::Prediction, Comparison::Equal, Value::Column(other), 0);
        assert_eq!(parse_filter(r#"pred = pred@"run 1""#), Ok(Some(same)));
        assert_eq!(parse_filter("   "), Ok(None));
    }

    #[test]
    fn and_binds_tighter_than_or() {
        let Ok(Some(Filter::Any(parts))) = parse_filter("a = 1 or b = 2 and c = 3") else { panic!() };
        assert!(matches!(parts[1], Filter::All(_)));
        let Ok(Some(Filter::All(parts))) = parse_filter("(a = 1 or b = 2) and c = 3") else { panic!() };
        assert!(matches!(parts[0], Filter::Any(_)));
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
