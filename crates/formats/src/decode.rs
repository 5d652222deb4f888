use std::fs::{self, File};
use std::io::{self, BufRead, Read};
use std::path::Path;

use encoding_rs::DecoderResult;

use crate::encoding::{candidates, unmarked_utf16};
use crate::signature::refuse_binary;
use crate::{Encoding, FileFault, FileFaultKind};

const CHUNK: usize = 128 * 1024;

/// A file as a stream of valid UTF-8 without marks and without NUL; anything else is a fault that
/// names its line.
pub(crate) struct Decoder {
    file: File,
    encoding: Encoding,
    had_mark: bool,
    decoder: encoding_rs::Decoder,
    raw: Vec<u8>,
    raw_at: usize,
    /// Offset in the file of the end of `raw`.
    bytes_read: u64,
    text: Vec<u8>,
    text_at: usize,
    text_end: usize,
    /// Counts the lines of all text before `text`.
    lines: LineCounter,
    last_chunk: bool,
    finished: bool,
    size: u64,
}

impl Decoder {
    pub(crate) fn open(path: &Path, wanted: Option<Encoding>) -> Result<Self, FileFault> {
        // Before opening, because opening a pipe waits for a writer.
        let metadata = fs::metadata(path)?;
        if !metadata.is_file() {
            let message = "This is not a regular file; choose a file.";
            return Err(FileFault::new(FileFaultKind::NotAFile, None, message));
        }
        let mut decoder = Self {
            file: File::open(path)?,
            encoding: Encoding::UTF_8,
            had_mark: false,
            decoder: Encoding::UTF_8.decoder(),
            raw: Vec::with_capacity(CHUNK),
            raw_at: 0,
            bytes_read: 0,
            text: vec![0; 2 * CHUNK],
            text_at: 0,
            text_end: 0,
            lines: LineCounter::default(),
            last_chunk: false,
            finished: false,
            size: metadata.len(),
        };
        decoder.read_chunk()?;
        refuse_binary(&decoder.raw)?;
        decoder.choose_encoding(wanted);
        decoder.refill()?;
        // A mark within the text, after the first one, would end up in the first column's name.
        while decoder.text[decoder.text_at..decoder.text_end].starts_with("\u{FEFF}".as_bytes()) {
            decoder.text_at += 3;
        }
        Ok(decoder)
    }

    fn choose_encoding(&mut self, wanted: Option<Encoding>) {
        let mark = Encoding::from_mark(&self.raw);
        self.encoding = wanted.or(mark.map(|(encoding, _)| encoding)).unwrap_or(Encoding::UTF_8);
        self.decoder = self.encoding.decoder();
        if let Some((marked, length)) = mark
            // The three bytes of the UTF-8 mark are no text in any encoding, whatever the user chose.
            && (marked == self.encoding || marked == Encoding::UTF_8)
        {
            self.had_mark = true;
            self.raw_at = length;
        }
    }

    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    pub(crate) fn had_mark(&self) -> bool {
        self.had_mark
    }

    pub(crate) fn bytes_read(&self) -> u64 {
        self.bytes_read - (self.raw.len() - self.raw_at) as u64
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// The text that is decoded and not yet read, and whether the file ends with it.
    pub(crate) fn head(&self) -> (&[u8], bool) {
        let complete = self.finished;
        (&self.text[self.text_at..self.text_end], complete)
    }

    fn read_chunk(&mut self) -> Result<(), FileFault> {
        self.raw.clear();
        self.raw_at = 0;
        let read = (&mut self.file).take(CHUNK as u64).read_to_end(&mut self.raw)?;
        self.bytes_read += read as u64;
        self.last_chunk = read < CHUNK;
        Ok(())
    }

    fn refill(&mut self) -> Result<(), FileFault> {
        self.lines.advance(&self.text[..self.text_end]);
        (self.text_at, self.text_end) = (0, 0);
        while self.text_end == 0 && !self.finished {
            if self.raw_at == self.raw.len() && !self.last_chunk {
                self.read_chunk()?;
            }
            let input = &self.raw[self.raw_at..];
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(input, &mut self.text, self.last_chunk);
            self.raw_at += read;
            self.text_end = written;
            match result {
                DecoderResult::InputEmpty => self.finished = self.last_chunk,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(bad, after) => {
                    return Err(self.undecodable(usize::from(bad), usize::from(after)));
                }
            }
        }
        match self.text[..self.text_end].contains(&0) {
            true => Err(self.nul()),
            false => Ok(()),
        }
    }

    fn undecodable(&self, bad: usize, after: usize) -> FileFault {
        let line = self.lines.line_after(&self.text[..self.text_end]);
        // The bad bytes may lie in the chunk before; then `raw` no longer holds the first of them.
        let offset = (self.bytes_read() as usize).saturating_sub(bad + after);
        let byte = self.raw_at.checked_sub(bad + after).and_then(|at| self.raw.get(at));
        let what = byte.map_or("Bytes".to_owned(), |byte| format!("The byte 0x{byte:02X}"));
        // Another encoding was asked for by name or by mark: then what is left is damage.
        let guess = self.encoding == Encoding::UTF_8;
        let mut likely = if guess { candidates(&self.raw, self.last_chunk) } else { Vec::new() };
        if let Some(utf16) = unmarked_utf16(&self.raw) {
            // In it nothing else would make sense.
            likely = vec![utf16];
        }
        let remedy = match likely.first() {
            Some(first) => format!("Choose its encoding (perhaps {first}), or save the file as UTF-8."),
            None => "Choose another encoding, or save the file as UTF-8.".to_owned(),
        };
        let message =
            format!("{what} at position {offset} of the file is not valid {}. {remedy}", self.encoding);
        FileFault::new(FileFaultKind::Undecodable, Some(line), message).with_candidates(likely)
    }

    fn nul(&self) -> FileFault {
        let text = &self.text[..self.text_end];
        let at = text.iter().position(|b| *b == 0).unwrap_or(0);
        let line = Some(self.lines.line_after(&text[..at]));
        match unmarked_utf16(&self.raw) {
            Some(utf16) => {
                let message = format!(
                    "This looks like {utf16} text without its mark. Choose the encoding {utf16}, or save the \
                     file as UTF-8."
                );
                FileFault::new(FileFaultKind::Undecodable, line, message).with_candidates(vec![utf16])
            }
            None => {
                let message = "There is a NUL character here, so this is not a text table or it is damaged. \
                               Export it again as CSV or JSON Lines in UTF-8.";
                FileFault::new(FileFaultKind::NulByte, line, message)
            }
        }
    }
}

impl Read for Decoder {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut text = self.fill_buf()?;
        let read = text.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Decoder {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.text_at == self.text_end && !self.finished {
            self.refill()?;
        }
        Ok(&self.text[self.text_at..self.text_end])
    }

    fn consume(&mut self, amount: usize) {
        self.text_at = self.text_end.min(self.text_at + amount);
    }
}

/// Counts line breaks: LF, CRLF and CR alone.
#[derive(Clone, Copy, Default)]
struct LineCounter {
    breaks: u64,
    after_cr: bool,
}

impl LineCounter {
    fn advance(&mut self, text: &[u8]) {
        let count = |byte| text.iter().filter(|b| **b == byte).count() as u64;
        let Some(last) = text.last() else { return };
        if self.after_cr && text[0] == b'\n' {
            self.breaks -= 1;
        }
        self.breaks += count(b'\n');
        if text.contains(&b'\r') {
            let pairs = text.windows(2).filter(|pair| *pair == b"\r\n").count() as u64;
            self.breaks += count(b'\r') - pairs;
        }
        self.after_cr = *last == b'\r';
    }

    /// The line, from 1, on which whatever follows `text` lies.
    fn line_after(mut self, text: &[u8]) -> u64 {
        self.advance(text);
        self.breaks + 1
    }
}

#[cfg(test)]
mod tests {
    use super::LineCounter;

    #[test]
    fn lines_are_counted_alike_however_the_text_is_cut() {
        for (text, line) in
            [("", 1), ("a", 1), ("a\n", 2), ("a\r\nb", 2), ("\r\r\n\n", 4), ("a\rb\rc", 3), ("\n\r", 3)]
        {
            for cut in 0..=text.len() {
                let mut counter = LineCounter::default();
                counter.advance(&text.as_bytes()[..cut]);
                assert_eq!(counter.line_after(&text.as_bytes()[cut..]), line, "{text:?} cut at {cut}");
            }
        }
    }
}
