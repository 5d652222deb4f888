//! A filter line as tokens, each with where it stands.

use super::FilterError;
use crate::query::Comparison;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Word(String),
    Quoted(String),
    Operator(Comparison),
    Open,
    Close,
    /// Between the values of a list; only within `in (...)`.
    Comma,
}

/// A token and its characters in the line: from `start` to before `end`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether a comma separates values after it: since `in (`, until it is closed.
    listed: bool,
}

impl Placed {
    /// A token of what is not finished.
    pub(super) fn bare(token: Token, start: usize, end: usize) -> Placed {
        Placed { token, start, end, listed: false }
    }
}

/// Reads all of a line.
pub(super) fn tokens(line: &str) -> Result<Vec<Placed>, FilterError> {
    let chars: Vec<char> = line.chars().collect();
    let mut found = Vec::new();
    while let Some(token) = next(&chars, &found)? {
        found.push(token);
    }
    Ok(found)
}

/// The token after those found; none at the end of the line.
pub(super) fn next(chars: &[char], found: &[Placed]) -> Result<Option<Placed>, FilterError> {
    let mut start = found.last().map_or(0, |last| last.end);
    while chars.get(start).is_some_and(|c| c.is_whitespace()) {
        start += 1;
    }
    let Some(&c) = chars.get(start) else { return Ok(None) };
    let listed = found.last().is_some_and(|last| last.listed);
    let (token, length) = match (c, chars.get(start + 1).copied()) {
        ('(', _) => (Token::Open, 1),
        (')', _) => (Token::Close, 1),
        (',', _) if listed => (Token::Comma, 1),
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
            let (text, length) = quoted(chars, start)?;
            (Token::Quoted(text), length)
        }
        _ => {
            let (word, length) = word(chars, start, listed)?;
            (Token::Word(word), length)
        }
    };
    let opens_list = || match found {
        [_, .., Placed { token: Token::Word(word), .. }] => word.eq_ignore_ascii_case("in"),
        _ => false,
    };
    let listed = match token {
        Token::Open => opens_list(),
        Token::Close => false,
        _ => listed,
    };
    Ok(Some(Placed { token, start, end: start + length, listed }))
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
fn word(chars: &[char], start: usize, listed: bool) -> Result<(String, usize), FilterError> {
    let mut text = String::new();
    let mut i = start;
    while let Some(&c) = chars.get(i) {
        if c == '"' && text.ends_with([':', '@']) {
            let (rest, length) = quoted(chars, i)?;
            text.push_str(&rest);
            return Ok((text, i + length - start));
        }
        let ends = matches!(c, '(' | ')' | '=' | '<' | '>' | '~' | '!' | '"') || (listed && c == ',');
        if c.is_whitespace() || ends {
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

/// A text as a filter line must write it: in quotes where it is not one plain word.
pub(super) fn written(text: &str) -> String {
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '@' | '+' | '#' | '%' | '&');
    let keyword =
        ["and", "or", "not", "in", "is", "missing", "none"].iter().any(|k| text.eq_ignore_ascii_case(k));
    if !text.is_empty() && text.chars().all(plain) && !keyword && super::fixed_column(text).is_none() {
        return text.to_owned();
    }
    in_quotes(text)
}

pub(super) fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\"\""))
}
