//! The elements of one JSON array, each as the text of a row. The document is never held as a whole.

use std::io::BufRead as _;

use crate::decode::Decoder;
use crate::scan::too_long;
use crate::{FileFault, FileFaultKind, MAX_ROW_BYTES};

/// Where the reading stands in the array.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Before,
    /// After `[` or a comma.
    Wanted,
    /// After an element.
    Between,
    After,
}

/// Cuts an array into its elements.
#[derive(Debug, Default)]
pub(crate) struct ArrayElements {
    place: Place,
    /// Line breaks so far.
    breaks: u64,
}

/// How far an element is.
#[derive(Default)]
struct Element {
    depth: u32,
    quoted: bool,
    escaped: bool,
}

impl Element {
    /// Takes one byte; whether the element is complete with it.
    fn take(&mut self, byte: u8) -> bool {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.quoted => self.escaped = true,
            b'"' => self.quoted = !self.quoted,
            _ if self.quoted => return false,
            b'[' | b'{' => self.depth += 1,
            b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            _ => return false,
        }
        self.depth == 0 && !self.quoted && !self.escaped
    }
}

impl ArrayElements {
    /// The next element into `text`, and the line where it begins; none at the end of the array.
    pub(crate) fn next(
        &mut self,
        decoder: &mut Decoder,
        text: &mut Vec<u8>,
    ) -> Result<Option<u64>, FileFault> {
        text.clear();
        let mut element: Option<(Element, u64)> = None;
        loop {
            let bytes = decoder.fill_buf()?;
            if bytes.is_empty() {
                return match self.place {
                    Place::After => Ok(None),
                    _ => Err(self.broken(
                        "The array is not closed: the file ends too early, or was not written to its end.",
                    )),
                };
            }
            let mut used = 0;
            let mut done = None;
            for &byte in bytes {
                // A bare word or number ends before what follows it.
                if let Some((open, line)) = &element
                    && open.depth == 0
                    && !open.quoted
                    && matches!(byte, b',' | b']' | b' ' | b'\t' | b'\r' | b'\n')
                {
                    done = Some(*line);
                    break;
                }
                used += 1;
                self.breaks += u64::from(byte == b'\n');
                match &mut element {
                    Some((open, line)) => {
                        text.push(byte);
                        if open.take(byte) {
                            done = Some(*line);
                            break;
                        }
                    }
                    None => {
                        if let Some(begun) = self.outside(byte)? {
                            text.push(byte);
                            element = Some((begun, self.breaks + 1));
                        }
                    }
                }
            }
            decoder.consume(used);
            if let Some(line) = done {
                self.place = Place::Between;
                return Ok(Some(line));
            }
            if text.len() as u64 > MAX_ROW_BYTES {
                return Err(too_long(element.map_or(self.breaks + 1, |(_, line)| line)));
            }
        }
    }

    /// A byte outside of any element; the beginning of one where it is that.
    fn outside(&mut self, byte: u8) -> Result<Option<Element>, FileFault> {
        self.place = match (self.place, byte) {
            (place, b' ' | b'\t' | b'\r' | b'\n') => place,
            (Place::Before, b'[') => Place::Wanted,
            (Place::Between, b',') => Place::Wanted,
            (Place::Between | Place::Wanted, b']') => Place::After,
            (Place::Wanted, b',') => {
                return Err(self.broken("There is a comma without an element before it."));
            }
            (Place::Wanted, _) => {
                let mut begun = Element::default();
                begun.take(byte);
                return Ok(Some(begun));
            }
            (Place::Between, _) => return Err(self.broken("There is no comma between two elements.")),
            (Place::After, _) => return Err(self.broken("Something follows after the end of the array.")),
            (Place::Before, _) => return Err(self.broken("The array does not begin with a bracket.")),
        };
        Ok(None)
    }

    fn broken(&self, what: &str) -> FileFault {
        let message = format!("{what} Write the file again, or write one object in each line (JSON Lines).");
        FileFault::new(FileFaultKind::DamagedFile, Some(self.breaks + 1), message)
    }
}
