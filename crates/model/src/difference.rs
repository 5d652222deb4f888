//! Differences between two texts, by line and within a line by word.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What became of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// In both.
    Same,
    /// In the newer only.
    Added,
    /// In the older only.
    Removed,
}

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
pub struct DifferencePart {
    /// Whether it changed against the line's counterpart.
    pub change: Change,
    /// As it stands.
    pub text: String,
}

/// A line of either text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
pub struct DifferenceLine {
    /// What became of the line.
    pub change: Change,
    /// Its number in the older text, from 1.
    pub older: Option<u32>,
    /// Its number in the newer text, from 1.
    pub newer: Option<u32>,
    /// The words; where a line was rewritten, those that differ are marked.
    pub parts: Vec<DifferencePart>,
}

/// Tables above this many cells are not filled: the texts count as wholly different there.
const MOST_CELLS: usize = 16_000_000;

/// The lines of both texts in order: those removed stand before those added in their place.
pub fn difference(older: &str, newer: &str) -> Vec<DifferenceLine> {
    let (a, b): (Vec<&str>, Vec<&str>) = (older.lines().collect(), newer.lines().collect());
    let mut lines = Vec::new();
    let (mut i, mut j) = (0, 0);
    let mut ends = common(&a, &b);
    ends.push((a.len(), b.len()));
    for (to_a, to_b) in ends {
        replaced(&a[i..to_a], &b[j..to_b], i, j, &mut lines);
        if to_a < a.len() && to_b < b.len() {
            let part = DifferencePart { change: Change::Same, text: a[to_a].to_owned() };
            lines.push(DifferenceLine {
                change: Change::Same,
                older: number(to_a),
                newer: number(to_b),
                parts: vec![part],
            });
        }
        (i, j) = (to_a + 1, to_b + 1);
    }
    lines
}

fn number(at: usize) -> Option<u32> {
    u32::try_from(at + 1).ok()
}

/// Lines in place of others: the first with the first, and so on, by word where they have enough in common.
fn replaced(a: &[&str], b: &[&str], from_a: usize, from_b: usize, lines: &mut Vec<DifferenceLine>) {
    let pairs = a.len().min(b.len());
    let words: Vec<_> = (0..pairs).map(|at| by_word(a[at], b[at])).collect();
    let whole = |change, text: &str| vec![DifferencePart { change, text: text.to_owned() }];
    for (at, line) in a.iter().enumerate() {
        let parts = words.get(at).map_or_else(|| whole(Change::Removed, line), |(old, _)| old.clone());
        let older = number(from_a + at);
        lines.push(DifferenceLine { change: Change::Removed, older, newer: None, parts });
    }
    for (at, line) in b.iter().enumerate() {
        let parts = words.get(at).map_or_else(|| whole(Change::Added, line), |(_, new)| new.clone());
        let newer = number(from_b + at);
        lines.push(DifferenceLine { change: Change::Added, older: None, newer, parts });
    }
}

/// The words of two lines, each with whether the other line has it.
fn by_word(a: &str, b: &str) -> (Vec<DifferencePart>, Vec<DifferencePart>) {
    let (words_a, words_b) = (words(a), words(b));
    let matches = common(&words_a, &words_b);
    let shared: usize = matches.iter().map(|&(at, _)| words_a[at].trim().len()).sum();
    let longest = a.len().max(b.len());
    let alike = shared * 3 >= longest;
    let side = |words: &[&str], same: &dyn Fn(usize) -> bool, change: Change| {
        let mut parts: Vec<DifferencePart> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let change = if alike && same(at) { Change::Same } else { change };
            match parts.last_mut() {
                Some(last) if last.change == change => last.text.push_str(word),
                _ => parts.push(DifferencePart { change, text: (*word).to_owned() }),
            }
        }
        parts
    };
    (
        side(&words_a, &|at| matches.iter().any(|m| m.0 == at), Change::Removed),
        side(&words_b, &|at| matches.iter().any(|m| m.1 == at), Change::Added),
    )
}

/// Words and the spaces between them.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut kind = None;
    for (at, c) in line.char_indices() {
        let now = if c.is_whitespace() {
            0
        } else if c.is_alphanumeric() {
            1
        } else {
            2
        };
        if kind.is_some_and(|kind| kind != now || now == 2) {
            words.push(&line[start..at]);
            start = at;
        }
        kind = Some(now);
    }
    if start < line.len() {
        words.push(&line[start..]);
    }
    words
}

/// A longest common subsequence as pairs of places, in order.
fn common<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (mid_a, mid_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    pairs.extend(common_within(mid_a, mid_b).into_iter().map(|(i, j)| (i + head, j + head)));
    pairs.extend((0..tail).map(|at| (a.len() - tail + at, b.len() - tail + at)));
    pairs
}

fn common_within<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    if a.is_empty() || b.is_empty() || (a.len() + 1).saturating_mul(width) > MOST_CELLS {
        return Vec::new();
    }
    // longest[i][j]: of a[i..] and b[j..].
    let mut longest = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i] == b[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(older: &str, newer: &str) -> String {
        let sign = |change| match change {
            Change::Same => ' ',
            Change::Added => '+',
            Change::Removed => '-',
        };
        let part = |p: &DifferencePart| match p.change {
            Change::Same => p.text.clone(),
            _ => format!("[{}]", p.text),
        };
        let line = |l: &DifferenceLine| {
            format!("{}{}", sign(l.change), l.parts.iter().map(part).collect::<String>())
        };
        difference(older, newer).iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn lines_and_words() {
        let cases = [
            ("a\nb\nc", "a\nb\nc", " a\n b\n c"),
            ("", "a", "+[a]"),
            ("a", "", "-[a]"),
            ("one two three", "one 2 three", "-one [two] three\n+one [2] three"),
            ("a\nthe cat sat\nz", "a\nthe cat lay\nnew\nz", " a\n-the cat [sat]\n+the cat [lay]\n+[new]\n z"),
            ("apples", "oranges, pears", "-[apples]\n+[oranges, pears]"),
        ];
        for (older, newer, expected) in cases {
            assert_eq!(shown(older, newer), expected, "{older:?} to {newer:?}");
        }
    }

    #[test]
    fn nothing_is_lost_and_numbers_run() {
        let older: String = (0..60).map(|i| format!("line {i}\n")).collect();
        let newer: String =
            (0..60).filter(|i| i % 7 != 3).map(|i| format!("line {}\n", i + i / 20)).collect();
        let lines = difference(&older, &newer);
        for (text, side) in [(&older, 0), (&newer, 1)] {
            let kept: Vec<String> = lines
                .iter()
                .filter(|l| if side == 0 { l.older.is_some() } else { l.newer.is_some() })
                .map(|l| l.parts.iter().map(|p| p.text.as_str()).collect())
                .collect();
            assert_eq!(kept, text.lines().collect::<Vec<_>>());
        }
    }
}
