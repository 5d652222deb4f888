use std::collections::VecDeque;

use crate::{FileFault, FileFaultKind, MAX_ROW_BYTES};

/// Where a record lies, and what was odd about its quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first_line: u64,
    pub(crate) last_line: u64,
    /// Line of a quote that ran over a line break and was closed in the middle of a cell.
    pub(crate) misplaced_quote: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Between,
    CellStart,
    Plain,
    Quoted,
    /// After a quote within a quoted cell: it closes the cell or is the first of two.
    Closing,
}

/// Follows `csv`'s own grammar over the same bytes, for what `csv` does not tell: on which line a
/// record starts when blank lines or lone CRs come before it, where a quote opened that never
/// closes, and that a record grows without bound.
pub(crate) struct Scanner {
    delimiter: u8,
    quoting: bool,
    state: State,
    line: u64,
    after_cr: bool,
    offset: u64,
    start: u64,
    first_line: u64,
    quote_line: u64,
    quote_ran_over: bool,
    misplaced_quote: Option<u64>,
}

impl Scanner {
    pub(crate) fn new(delimiter: u8, quoting: bool) -> Self {
        Self {
            delimiter,
            quoting,
            state: State::Between,
            line: 1,
            after_cr: false,
            offset: 0,
            start: 0,
            first_line: 1,
            quote_line: 1,
            quote_ran_over: false,
            misplaced_quote: None,
        }
    }

    /// Takes in the next bytes and appends a span for each record they finish.
    pub(crate) fn scan(&mut self, bytes: &[u8], spans: &mut VecDeque<Span>) -> Result<(), FileFault> {
        for &byte in bytes {
            let breaks = byte == b'\n' || byte == b'\r';
            if self.step(byte, breaks) {
                self.check_length()?;
                spans.push_back(self.span());
            }
            self.offset += 1;
            // LF after CR ends the same line.
            self.line += u64::from(breaks && !(byte == b'\n' && self.after_cr));
            self.after_cr = byte == b'\r';
        }
        if self.state == State::Between { Ok(()) } else { self.check_length() }
    }

    /// The end of the file: the last record, if no line break ended it.
    pub(crate) fn finish(&mut self, spans: &mut VecDeque<Span>) -> Result<(), FileFault> {
        match self.state {
            State::Between => Ok(()),
            State::Quoted => Err(self.unclosed("is never closed")),
            _ => {
                spans.push_back(self.span());
                self.state = State::Between;
                Ok(())
            }
        }
    }

    /// Moves on by one byte; true where it ends a record.
    #[inline]
    fn step(&mut self, byte: u8, breaks: bool) -> bool {
        match self.state {
            State::Between if breaks => return false,
            State::Between => {
                self.start = self.offset;
                self.first_line = self.line;
                self.misplaced_quote = None;
            }
            State::Quoted => {
                if byte == b'"' {
                    self.state = State::Closing;
                } else if breaks {
                    self.quote_ran_over = true;
                }
                return false;
            }
            State::Closing if byte == b'"' => {
                self.state = State::Quoted;
                return false;
            }
            State::Closing if byte != self.delimiter && !breaks && self.quote_ran_over => {
                self.misplaced_quote = Some(self.quote_line);
            }
            State::CellStart | State::Plain | State::Closing => {}
        }
        let at_start = matches!(self.state, State::Between | State::CellStart);
        self.state = if byte == self.delimiter {
            State::CellStart
        } else if breaks {
            State::Between
        } else if byte == b'"' && at_start && self.quoting {
            self.quote_line = self.line;
            self.quote_ran_over = false;
            State::Quoted
        } else {
            State::Plain
        };
        self.state == State::Between
    }

    fn span(&self) -> Span {
        Span { first_line: self.first_line, last_line: self.line, misplaced_quote: self.misplaced_quote }
    }

    fn check_length(&self) -> Result<(), FileFault> {
        if self.offset - self.start <= MAX_ROW_BYTES {
            return Ok(());
        }
        if self.state == State::Quoted && self.quote_ran_over {
            return Err(self.unclosed("is not closed within 16 MiB"));
        }
        Err(too_long(self.first_line))
    }

    fn unclosed(&self, how: &str) -> FileFault {
        let message = format!(
            "A quoted cell opens on this line and {how}. Close it, or double the quote if it belongs to the \
             text."
        );
        FileFault::new(FileFaultKind::UnclosedQuote, Some(self.quote_line), message)
    }
}

pub(crate) fn too_long(line: u64) -> FileFault {
    let message = "The row that starts on this line is over 16 MiB. Check that the file has line breaks; put \
                   large content in files of their own and name them in the table.";
    FileFault::new(FileFaultKind::LineTooLong, Some(line), message)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spans(text: &[u8], cut: usize) -> (Vec<Span>, Result<(), FileFault>) {
        let mut scanner = Scanner::new(b',', true);
        let mut spans = VecDeque::new();
        let (first, second) = text.split_at(cut.min(text.len()));
        let result = scanner
            .scan(first, &mut spans)
            .and_then(|()| scanner.scan(second, &mut spans))
            .and_then(|()| scanner.finish(&mut spans));
        (spans.into(), result)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_agrees_with_csv_on_every_record(text in "[a,\"\r\n ]{0,24}", cut in 0_usize..24) {
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let mut lines = Vec::new();
            for record in reader.byte_records() {
                // Where `csv` starts before the blank lines that it skips, this starts after them.
                let at = record.unwrap().position().unwrap().byte() as usize;
                let at = at + text[at..].len() - text[at..].trim_start_matches(['\r', '\n']).len();
                let before = text[..at].replace("\r\n", "\n");
                lines.push(1 + before.matches(['\r', '\n']).count() as u64);
            }
            let (found, result) = spans(text.as_bytes(), cut);
            let found: Vec<_> = found.iter().map(|span| span.first_line).collect();
            match result {
                Ok(()) => prop_assert_eq!(found, lines),
                // `csv` hands out the cell that is never closed as the last one.
                Err(_) => prop_assert_eq!(&found[..], &lines[..lines.len() - 1]),
            }
        }
    }

    #[test]
    fn a_quote_left_open_is_named_by_its_line() {
        for (text, expected) in [
            ("a,b\n1,\"x\n2,y\n", Err(2)),
            ("a,b\n1,\"x\"\"\n2,y\n", Err(2)),
            ("a\n\r\n\"x\ny\"\n\"z", Err(5)),
            ("a,b\n1,\"x\n2,\"y\"\n", Ok(Some(2))),
            ("a,b\n1,\"x\ny\"\n", Ok(None)),
            ("a,b\n1,\"x\"y\n", Ok(None)),
        ] {
            let (spans, result) = spans(text.as_bytes(), 0);
            let found = result.map(|()| spans.iter().find_map(|span| span.misplaced_quote));
            assert_eq!(found.map_err(|fault| fault.line().unwrap()), expected, "{text:?}");
        }
    }
}
