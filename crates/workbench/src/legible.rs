//! People's text where it is read: what would steer a terminal, turn a line around or not be seen is shown by its code.

use std::borrow::Cow;

/// Whether a character acts or hides rather than being read. Joiners (U+200C, U+200D) are not among them, because emoji and
/// whole scripts are written with them.
pub fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}')
}

/// One line for people: `a\u{202e}b`.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(hides) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| if hides(c) { c.escape_unicode().to_string() } else { c.to_string() };
    Cow::Owned(text.chars().map(shown).collect())
}

/// The same for a message of several lines.
pub fn lines(text: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The same for a page: nothing in it is markup, in an element or in an attribute. Lines and tabs stay.
pub(crate) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(letter),
            c if hides(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_or_hides_is_shown_by_its_code() {
        assert_eq!(line("x\u{202e}y\nz\u{1b}[2J"), "x\\u{202e}y\\u{a}z\\u{1b}[2J");
        assert_eq!(line("a\u{feff}b\u{2028}c\u{200b}"), "a\\u{feff}b\\u{2028}c\\u{200b}");
        assert_eq!(line("עברית 👩‍💻 می‌خواهم"), "עברית 👩‍💻 می‌خواهم");
        assert_eq!(lines("one\r\ntwo\u{1b}[2J\n"), "one\ntwo\\u{1b}[2J");
        assert_eq!(html("<b>\u{202e}\0\n'\"&"), "&lt;b&gt;\\u{202e}\\u{0}\n&#39;&quot;&amp;");
    }
}
