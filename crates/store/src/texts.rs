//! Many texts with a number each, close together.

use std::hash::{BuildHasher, RandomState};

/// Stands where the table has room.
const FREE: u32 = u32::MAX;

/// Different texts, numbered from 0 in the order met. Beside its letters a text takes 13 to 19 bytes, where a map from
/// `String` takes more than a hundred.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    letters: String,
    /// Where each text ends in `letters`.
    ends: Vec<usize>,
    /// Numbers at the place of their hash or, where that is taken, the next free one.
    table: Vec<u32>,
    hasher: RandomState,
}

impl Texts {
    /// How many different texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text with a number below [`Self::len`].
    pub fn get(&self, number: u32) -> &str {
        let at = number as usize;
        let begin = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.letters[begin..self.ends[at]]
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|number| self.get(number))
    }

    /// The number of a text, a new one where it was not met before.
    pub fn number(&mut self, text: &str) -> u32 {
        if (self.len() + 1) * 4 > self.table.len() * 3 {
            self.grow();
        }
        let mut place = self.place(text);
        loop {
            match self.table[place] {
                FREE => break,
                known if self.get(known) == text => return known,
                _ => place = (place + 1) & (self.table.len() - 1),
            }
        }
        let number = self.len() as u32;
        self.letters.push_str(text);
        self.ends.push(self.letters.len());
        self.table[place] = number;
        number
    }

    fn place(&self, text: &str) -> usize {
        self.hasher.hash_one(text) as usize & (self.table.len() - 1)
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(16);
        self.table = vec![FREE; size];
        for number in 0..self.len() as u32 {
            let mut place = self.place(self.get(number));
            while self.table[place] != FREE {
                place = (place + 1) & (size - 1);
            }
            self.table[place] = number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_keeps_its_number() {
        let mut texts = Texts::default();
        let text =
            |n: u32| if n == 0 { String::new() } else { format!("{}{n}", "ä".repeat(n as usize % 5)) };
        for round in 0..2 {
            for n in 0..5_000 {
                assert_eq!(texts.number(&text(n)), n, "round {round}");
            }
        }
        assert_eq!(texts.len(), 5_000);
        assert_eq!(texts.get(0), "");
        assert!(texts.iter().zip(0..).all(|(own, n)| own == text(n)));
    }
}
