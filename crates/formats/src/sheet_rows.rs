//! How long the rows of a sheet are as XML, told without keeping any of it.

/// A row of 16 MiB in which every letter is written as an entity, and its marks, stays below this.
pub(crate) const ROW_XML: u64 = 128 * 1024 * 1024;

/// Where in the XML the last byte stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Text,
    /// After `<`, with the first bytes of what follows.
    Mark,
    /// In a tag, after its name; the quote that is open.
    Tag(Option<u8>),
    /// In a comment, which goes on until `-->`.
    Comment,
    /// In raw text, which goes on until `]]>`.
    Raw,
    /// In an instruction, until `?>`.
    Instruction,
}

/// Watches XML go by.
#[derive(Debug)]
pub(crate) struct RowLengths {
    place: Place,
    /// The beginning of the mark that is open.
    name: Vec<u8>,
    /// The last two bytes.
    last: [u8; 2],
    /// Bytes since a row began or ended.
    length: u64,
    /// Longer is too long.
    most: u64,
}

impl RowLengths {
    pub(crate) fn new(most: u64) -> Self {
        Self { place: Place::Text, name: Vec::new(), last: [0; 2], length: 0, most }
    }

    /// Takes more bytes; whether no row has become too long.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> bool {
        for &byte in bytes {
            self.length += 1;
            self.step(byte);
            self.last = [self.last[1], byte];
            if self.length > self.most {
                return false;
            }
        }
        true
    }

    fn step(&mut self, byte: u8) {
        self.place = match (self.place, byte) {
            (Place::Text, b'<') => {
                self.name.clear();
                Place::Mark
            }
            (Place::Mark, b'>') => self.end_of_tag(),
            (Place::Mark, b' ' | b'\t' | b'\r' | b'\n') => Place::Tag(None),
            (Place::Mark, _) => {
                self.name.push(byte);
                match self.name.as_slice() {
                    b"!--" => Place::Comment,
                    b"![CDATA[" => Place::Raw,
                    b"?" => Place::Instruction,
                    // Longer names are none of those that matter.
                    long if long.len() > 16 => Place::Tag(None),
                    _ => Place::Mark,
                }
            }
            (Place::Tag(None), b'>') => self.end_of_tag(),
            (Place::Tag(None), b'"' | b'\'') => Place::Tag(Some(byte)),
            (Place::Tag(Some(quote)), _) if byte == quote => Place::Tag(None),
            (Place::Comment, b'>') if self.last == *b"--" => Place::Text,
            (Place::Raw, b'>') if self.last == *b"]]" => Place::Text,
            (Place::Instruction, b'>') if self.last[1] == b'?' => Place::Text,
            (place, _) => place,
        };
    }

    fn end_of_tag(&mut self) -> Place {
        let name = self.name.strip_prefix(b"/").unwrap_or(&self.name);
        let name = name.strip_suffix(b"/").unwrap_or(name);
        // A prefix names the space that it belongs to.
        if name.rsplit(|byte| *byte == b':').next() == Some(b"row") {
            self.length = 0;
        }
        Place::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How long the longest row is, cut anywhere.
    fn longest(xml: &str, cut: usize) -> u64 {
        let mut rows = RowLengths::new(ROW_XML);
        let (first, second) = xml.as_bytes().split_at(cut.min(xml.len()));
        let mut longest = 0;
        for byte in first.chunks(1).chain(second.chunks(7)) {
            assert!(rows.take(byte));
            longest = longest.max(rows.length);
        }
        longest
    }

    #[test]
    fn a_row_that_is_too_long_is_told_however_it_is_cut() {
        let row = format!("<row><c><is><t>{}</t></is></c></row>", "x".repeat(100));
        for piece in [1, 7, 1000] {
            for (most, sound) in [(150, true), (100, false)] {
                let mut rows = RowLengths::new(most);
                let text = row.repeat(5);
                assert_eq!(
                    text.as_bytes().chunks(piece).all(|bytes| rows.take(bytes)),
                    sound,
                    "{piece} {most}"
                );
            }
        }
    }

    #[test]
    fn only_the_marks_of_rows_begin_anew() {
        let row = "<row r=\"1\"><c><v>1</v></c></row>";
        let many = row.repeat(20);
        for cut in [0, 5, 33, 200] {
            assert!(longest(&many, cut) < 60, "{cut}");
            for inside in ["<!-- X -->", "<![CDATA[X]]>", "<?x X ?>", "<a b=\"X\"/>", "<a b='X'>"] {
                let hidden = inside.replace('X', &many);
                let length = longest(&hidden, cut);
                // Within an attribute a quote of the other kind ends nothing.
                if inside != "<a b=\"X\"/>" {
                    assert!(length > 600, "{inside}: {length}");
                }
            }
            assert!(longest(&"<x:row/>".repeat(100), cut) < 20);
            assert!(longest(&"<rows></rows>".repeat(100), cut) > 1_000);
        }
    }
}
