//! Where in a filter line a cursor stands, and what may stand there.

use super::tokens::{Placed, Token, in_quotes, next, written};
use crate::query::{Column, Comparison};

/// A place in a line, and what is there already: characters `from` to before `to` are replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct FilterPlace {
    /// First character of the word at the cursor.
    pub from: usize,
    /// After its last character.
    pub to: usize,
    /// What of it stands before the cursor, without quotes.
    pub begun: String,
    /// What may stand here.
    pub expected: Expected,
}

/// What may stand at a place of a filter line.
#[derive(Debug, Clone, PartialEq)]
pub enum Expected {
    /// A column, `not` or `(`.
    Column,
    /// A comparison of this column.
    Operator(Column),
    /// A value of this column; `listed` between the parentheses of `in`.
    Value {
        /// The column.
        column: Column,
        /// How it is compared.
        how: Comparison,
        /// Within `in (...)`.
        listed: bool,
    },
    /// After `is`: `missing`, `present`, and `not` unless it stands there.
    Missing {
        /// `not` stands there already.
        not: bool,
    },
    /// `in`, after `not` behind a column.
    In(Column),
    /// `(`, after `in`.
    List(Column),
    /// `,` or `)`, after a value of a list.
    Separator(Column),
    /// `and` or `or`, and `)` where a parenthesis is open.
    Connective {
        /// A parenthesis is open.
        open: bool,
    },
}

/// A text as a filter line must write it: in quotes where it is not one plain word.
pub fn filter_word(text: &str) -> String {
    written(text)
}

/// A text in quotes, which no number and no column is taken for.
pub fn filter_text(text: &str) -> String {
    in_quotes(text)
}

/// What may stand at a cursor, counted in characters. What stands before it may be unfinished or wrong.
pub fn filter_place(line: &str, cursor: usize) -> FilterPlace {
    let chars: Vec<char> = line.chars().collect();
    let cursor = cursor.min(chars.len());
    let (before, here) = around(&chars, cursor);
    let mut expected = Expected::Column;
    let mut open = 0_usize;
    for placed in &before {
        expected = after(expected, &placed.token, &mut open);
    }
    let Some(here) = here else {
        return FilterPlace { from: cursor, to: cursor, begun: String::new(), expected };
    };
    let begun: String = chars[here.start..cursor].iter().collect();
    match here.token {
        // A word that is begun in the middle of a token, such as `tag:"two wo`, is matched without its quotes.
        Token::Word(_) | Token::Quoted(_) => {
            FilterPlace { from: here.start, to: here.end, begun: begun.replace('"', ""), expected }
        }
        _ if matches!(expected, Expected::Operator(_)) && matches!(here.token, Token::Operator(_)) => {
            // `>` may be all, or become `>=`: what follows is asked for once a space stands there.
            FilterPlace { from: here.start, to: here.end, begun, expected }
        }
        token => {
            let expected = after(expected, &token, &mut open);
            FilterPlace { from: cursor, to: cursor, begun: String::new(), expected }
        }
    }
}

/// The tokens that end before the cursor, and the one that it stands in or at the end of.
fn around(chars: &[char], cursor: usize) -> (Vec<Placed>, Option<Placed>) {
    let mut found: Vec<Placed> = Vec::new();
    loop {
        let from = found.last().map_or(0, |last| last.end);
        let token = match next(chars, &found) {
            Ok(Some(token)) if token.start < cursor => token,
            Ok(_) => return (found, None),
            // A quote that is not closed yet, or a mark that begins an operator: all of it up to the cursor.
            Err(_) => {
                let start = (from..cursor).find(|&at| !chars[at].is_whitespace());
                let Some(start) = start else { return (found, None) };
                let text: String = chars[start..cursor].iter().collect();
                let token = match chars[start] {
                    '!' => Token::Operator(Comparison::NotEqual),
                    _ => Token::Quoted(text),
                };
                let end = cursor;
                let begun = Placed::bare(token, start, end);
                return (found, Some(begun));
            }
        };
        if token.end >= cursor {
            return (found, Some(token));
        }
        found.push(token);
    }
}

/// What may follow a token where something was expected.
fn after(expected: Expected, token: &Token, open: &mut usize) -> Expected {
    let word = |wanted: &str| matches!(token, Token::Word(word) if word.eq_ignore_ascii_case(wanted));
    match (expected, token) {
        (Expected::Column, Token::Open) => {
            *open += 1;
            Expected::Column
        }
        (Expected::Column, _) if word("not") => Expected::Column,
        (Expected::Column, Token::Word(word)) => Expected::Operator(super::column(word)),
        (Expected::Column, Token::Quoted(name)) => Expected::Operator(Column::Named(name.clone())),
        (Expected::Operator(column), Token::Operator(how)) => {
            Expected::Value { column, how: *how, listed: false }
        }
        (Expected::Operator(_), _) if word("is") => Expected::Missing { not: false },
        (Expected::Operator(column), _) if word("not") => Expected::In(column),
        (Expected::Operator(column) | Expected::In(column), _) if word("in") => Expected::List(column),
        (Expected::Missing { .. }, _) if word("not") => Expected::Missing { not: true },
        (Expected::List(column), Token::Open) | (Expected::Separator(column), Token::Comma) => {
            Expected::Value { column, how: Comparison::Equal, listed: true }
        }
        (Expected::Value { column, listed: true, .. }, Token::Word(_) | Token::Quoted(_)) => {
            Expected::Separator(column)
        }
        (Expected::Connective { .. }, Token::Word(_)) => Expected::Column,
        (Expected::Connective { .. }, Token::Close) => {
            *open = open.saturating_sub(1);
            Expected::Connective { open: *open > 0 }
        }
        _ => Expected::Connective { open: *open > 0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: &str) -> FilterPlace {
        let cursor = line.find('|').unwrap();
        filter_place(&line.replace('|', ""), line[..cursor].chars().count())
    }

    #[test]
    fn knows_what_may_stand_where() {
        let value = |how, listed| Expected::Value { column: Column::Prediction, how, listed };
        let cases = [
            ("|", Expected::Column, "", 0, 0),
            ("pr|ed = 3", Expected::Column, "pr", 0, 4),
            ("pred |", Expected::Operator(Column::Prediction), "", 5, 5),
            ("pred !|", Expected::Operator(Column::Prediction), "!", 5, 6),
            ("pred >|", Expected::Operator(Column::Prediction), ">", 5, 6),
            ("pred = |", value(Comparison::Equal, false), "", 7, 7),
            ("pred != ye|s and", value(Comparison::NotEqual, false), "ye", 8, 11),
            ("pred = \"two wo|", value(Comparison::Equal, false), "two wo", 7, 14),
            ("pred in (|", value(Comparison::Equal, true), "", 9, 9),
            ("pred not |", Expected::In(Column::Prediction), "", 9, 9),
            ("pred not in (a, b|)", value(Comparison::Equal, true), "b", 16, 17),
            ("pred in (a |", Expected::Separator(Column::Prediction), "", 11, 11),
            ("pred is |", Expected::Missing { not: false }, "", 8, 8),
            ("pred is not m|", Expected::Missing { not: true }, "m", 12, 13),
            ("pred = a |", Expected::Connective { open: false }, "", 9, 9),
            ("(pred in (a) |", Expected::Connective { open: true }, "", 13, 13),
            ("(pred = a) an|", Expected::Connective { open: false }, "an", 11, 13),
            ("pred = a and not (|", Expected::Column, "", 18, 18),
            ("tag:\"two wo|", Expected::Column, "tag:two wo", 0, 11),
            ("é = ü and |", Expected::Column, "", 10, 10),
        ];
        for (line, expected, begun, from, to) in cases {
            let found = place(line);
            assert_eq!(found, FilterPlace { from, to, begun: begun.into(), expected }, "{line}");
        }
        assert_eq!(filter_place("pred", 99).from, 0, "a cursor beyond the line is at its end");
        for line in ["((((", "a = = =", "\"", "! !", ") )", "in in in", "pred in in (", ", ,"] {
            for cursor in 0..=line.len() {
                let found = filter_place(line, cursor);
                assert!(found.from <= found.to && found.from <= cursor, "{line} {cursor}");
            }
        }
    }
}
