//! The formula of a combined score: `gain * importance * ease`.

use thiserror::Error;

/// What a formula may name, with what it stands for. Shares and gains are fractions: 0.02 is 2 %, or 2 points.
pub const FORMULA_NAMES: &[(&str, &str)] = &[
    ("gain", "HLP gain"),
    ("ceiling", "zero-error ceiling"),
    ("share_of_errors", "share of errors"),
    ("miss_rate", "miss rate"),
    ("share_of_items", "share of items"),
    ("accuracy", "accuracy"),
    ("gap", "gap to the human level"),
    ("only", "share of errors with this tag alone"),
    ("split", "share of errors, divided among the tags of each"),
    ("importance", "importance, 1 to 5"),
    ("ease", "ease, 1 to 5"),
    ("weighted_gain", "HLP gain, items weighted"),
    ("weighted_ceiling", "zero-error ceiling, items weighted"),
];

/// A formula that cannot be read; `at` counts characters from 0.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("formula, character {}: {message}", at + 1)]
pub struct FormulaError {
    /// Where.
    pub at: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

/// Longer ones no person wrote.
const LONGEST: usize = 500;
/// Nesting beyond this neither.
const DEPTH: usize = 32;

/// A formula that was read: arithmetic over named columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    text: String,
    root: Node,
}

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Number(f64),
    Name(&'static str),
    Negative(Box<Node>),
    Two(Operation, Box<Node>, Box<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Least,
    Most,
}

/// Why a formula gives no number for a tag.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoScore {
    /// A column that it names has no value.
    #[error("{0} has no value here")]
    Missing(&'static str),
    /// A division by 0, or a number beyond all bounds.
    #[error("the formula divides by 0 or grows beyond all bounds here")]
    NotFinite,
}

impl Formula {
    /// Reads a formula.
    ///
    /// `sum := product (("+" | "-") product)*`, `product := one (("*" | "/") one)*`, `one := "-" one | number | name |
    /// ("min" | "max") "(" sum "," sum ")" | "(" sum ")"`. Names are those of [`FORMULA_NAMES`], in any case.
    ///
    /// # Errors
    /// Where, in characters from 0, what is wrong and what would be right.
    pub fn parse(text: &str) -> Result<Formula, FormulaError> {
        let chars: Vec<char> = text.chars().collect();
        if chars.len() > LONGEST {
            let message = format!("the formula is longer than {LONGEST} characters");
            return Err(FormulaError { at: LONGEST, message });
        }
        let mut reader = Reader { chars: &chars, at: 0 };
        let root = reader.sum(0)?;
        reader.space();
        if reader.at < chars.len() {
            return Err(reader.error("expected + - * / or the end of the formula"));
        }
        Ok(Formula { text: text.trim().to_owned(), root })
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its value, from the values of the names.
    ///
    /// # Errors
    /// [`NoScore`] where a name has no value, or the result is no finite number.
    pub fn value(&self, of: &dyn Fn(&str) -> Option<f64>) -> Result<f64, NoScore> {
        let value = evaluate(&self.root, of)?;
        if value.is_finite() { Ok(value) } else { Err(NoScore::NotFinite) }
    }
}

fn evaluate(node: &Node, of: &dyn Fn(&str) -> Option<f64>) -> Result<f64, NoScore> {
    Ok(match node {
        Node::Number(number) => *number,
        Node::Name(name) => of(name).ok_or(NoScore::Missing(name))?,
        Node::Negative(inner) => -evaluate(inner, of)?,
        Node::Two(operation, left, right) => {
            let (left, right) = (evaluate(left, of)?, evaluate(right, of)?);
            match operation {
                Operation::Add => left + right,
                Operation::Subtract => left - right,
                Operation::Multiply => left * right,
                Operation::Divide if right == 0.0 => return Err(NoScore::NotFinite),
                Operation::Divide => left / right,
                Operation::Least => left.min(right),
                Operation::Most => left.max(right),
            }
        }
    })
}

struct Reader<'a> {
    chars: &'a [char],
    at: usize,
}

impl Reader<'_> {
    fn space(&mut self) {
        while self.chars.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
    }

    fn error(&self, message: &str) -> FormulaError {
        FormulaError { at: self.at, message: message.to_owned() }
    }

    /// Takes the next character if it is one of these.
    fn take(&mut self, wanted: &[char]) -> Option<char> {
        self.space();
        let found = self.chars.get(self.at).copied().filter(|c| wanted.contains(c))?;
        self.at += 1;
        Some(found)
    }

    fn sum(&mut self, depth: usize) -> Result<Node, FormulaError> {
        let mut left = self.product(depth)?;
        while let Some(sign) = self.take(&['+', '-', '−']) {
            let operation = if sign == '+' { Operation::Add } else { Operation::Subtract };
            left = Node::Two(operation, Box::new(left), Box::new(self.product(depth)?));
        }
        Ok(left)
    }

    fn product(&mut self, depth: usize) -> Result<Node, FormulaError> {
        let mut left = self.one(depth)?;
        while let Some(sign) = self.take(&['*', '×', '/']) {
            let operation = if sign == '/' { Operation::Divide } else { Operation::Multiply };
            left = Node::Two(operation, Box::new(left), Box::new(self.one(depth)?));
        }
        Ok(left)
    }

    fn one(&mut self, depth: usize) -> Result<Node, FormulaError> {
        self.space();
        if depth > DEPTH {
            return Err(self.error("the formula is nested too deeply"));
        }
        if self.take(&['-', '−']).is_some() {
            return Ok(Node::Negative(Box::new(self.one(depth + 1)?)));
        }
        if self.take(&['(']).is_some() {
            let inner = self.sum(depth + 1)?;
            return self.closed(inner);
        }
        match self.chars.get(self.at) {
            Some(c) if c.is_ascii_digit() || *c == '.' => self.number(),
            Some(c) if c.is_alphabetic() => self.name(depth),
            _ => Err(self.error("expected a column such as gain, a number or a parenthesis")),
        }
    }

    fn closed(&mut self, inner: Node) -> Result<Node, FormulaError> {
        self.take(&[')']).map(|_| inner).ok_or_else(|| self.error("expected a closing parenthesis"))
    }

    fn while_in(&mut self, is_in: impl Fn(char) -> bool) -> String {
        let rest = self.chars[self.at..].iter().copied();
        let word: String = rest.take_while(|&c| is_in(c)).collect();
        self.at += word.chars().count();
        word
    }

    fn number(&mut self) -> Result<Node, FormulaError> {
        let start = self.at;
        let word = self.while_in(|c| c.is_ascii_digit() || c == '.');
        match word.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Node::Number(number)),
            _ => Err(FormulaError { at: start, message: format!("`{word}` is no number") }),
        }
    }

    fn name(&mut self, depth: usize) -> Result<Node, FormulaError> {
        let start = self.at;
        let word = self.while_in(|c| c.is_alphanumeric() || c == '_').to_lowercase();
        let operation = match word.as_str() {
            "min" => Some(Operation::Least),
            "max" => Some(Operation::Most),
            _ => None,
        };
        if let Some(operation) = operation {
            if self.take(&['(']).is_none() {
                return Err(self.error("expected a parenthesis: min(a, b)"));
            }
            let left = self.sum(depth + 1)?;
            if self.take(&[',']).is_none() {
                return Err(self.error("expected a comma between the two values"));
            }
            let right = self.sum(depth + 1)?;
            return self.closed(Node::Two(operation, Box::new(left), Box::new(right)));
        }
        match FORMULA_NAMES.iter().find(|(known, _)| *known == word) {
            Some((known, _)) => Ok(Node::Name(known)),
            None => {
                let known: Vec<&str> = FORMULA_NAMES.iter().map(|(name, _)| *name).collect();
                let message = format!("there is no column `{word}`; use {}, min or max", known.join(", "));
                Err(FormulaError { at: start, message })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Option<f64> {
        match name {
            "gain" => Some(0.02),
            "importance" => Some(4.0),
            "ease" => Some(3.0),
            "ceiling" => Some(0.0),
            _ => None,
        }
    }

    #[test]
    fn values_as_on_paper() {
        let cases = [
            ("gain * importance * ease", 0.24),
            ("100*gain - importance/2", 0.0),
            ("-(1 + 2) * 3", -9.0),
            ("2 + 3 * 4 - 5", 9.0),
            ("8 / 4 / 2", 1.0),
            ("max(gain, 0) + min(ease, 2)", 2.02),
            ("Gain × .5", 0.01),
            ("--1", 1.0),
        ];
        for (text, expected) in cases {
            let value = Formula::parse(text).unwrap().value(&of).unwrap();
            assert!((value - expected).abs() < 1e-12, "{text}: {value}");
        }
    }

    #[test]
    fn no_value_is_told_and_never_guessed() {
        let score = |text: &str| Formula::parse(text).unwrap().value(&of);
        assert_eq!(score("gain * gap"), Err(NoScore::Missing("gap")));
        assert_eq!(score("gain / ceiling"), Err(NoScore::NotFinite));
        assert_eq!(score("0 / 0"), Err(NoScore::NotFinite));
    }

    #[test]
    fn errors_point_at_the_place() {
        let cases = [
            ("", 0),
            ("gain *", 6),
            ("gain ease", 5),
            ("gain * zzz", 7),
            ("(gain", 5),
            ("min(gain)", 8),
            ("min gain", 4),
            ("1.2.3", 0),
            ("gain ** 2", 6),
            ("é * gain", 0),
            ("gain; drop", 4),
        ];
        for (text, at) in cases {
            assert_eq!(Formula::parse(text).unwrap_err().at, at, "{text}");
        }
        for hostile in ["(".repeat(10_000), "-".repeat(400), "(".repeat(400), "min(".repeat(100)] {
            assert!(Formula::parse(&hostile).is_err());
        }
    }
}
