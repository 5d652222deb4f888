//! Putting entries into a guideline: where they go, and how foreign text is written so that it stays text.

use crate::markdown;
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, parse_document};

/// Marks that act wherever they stand.
const ACTING: &str = "\\`*_[]<>&~|";

/// Marks that act at the beginning of a line: headings, lists, rules, underlines, columns of a table.
const BEGINNING: &str = "#+-=:";

/// Text as Markdown that shows exactly that text, line by line; lines are trimmed.
pub(crate) fn escape(text: &str) -> String {
    text.trim().lines().map(escape_line).collect::<Vec<_>>().join("\n")
}

fn escape_line(line: &str) -> String {
    let line = line.trim();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut escaped = String::with_capacity(line.len() + 8);
    for (at, c) in line.char_indices() {
        let number = at == digits && at > 0 && matches!(c, '.' | ')');
        if ACTING.contains(c) || number || (at == 0 && BEGINNING.contains(c)) {
            escaped.push('\\');
        }
        escaped.push(if c.is_control() { ' ' } else { c });
    }
    escaped
}

/// Text as a Markdown quotation that shows exactly that text; an empty line parts paragraphs.
pub(crate) fn quote(text: &str) -> String {
    let escaped = escape(text);
    let lines =
        escaped.lines().map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") });
    lines.collect::<Vec<_>>().join("\n")
}

struct Heading {
    level: u8,
    text: String,
    /// From 0.
    line: usize,
}

/// The headings that stand in no list or quotation, and how many blocks there are.
fn outline(body: &str) -> (Vec<Heading>, usize) {
    let arena = Arena::new();
    let root = parse_document(&arena, body, &markdown::options());
    let heading = |node: &AstNode<'_>| {
        let data = node.data();
        let NodeValue::Heading(heading) = &data.value else { return None };
        Some((heading.level, data.sourcepos.start.line.saturating_sub(1)))
    };
    let found = root.children().filter_map(|node| {
        let (level, line) = heading(node)?;
        Some(Heading { level, text: text_of(node), line })
    });
    (found.collect(), root.children().count())
}

fn text_of<'a>(node: &'a AstNode<'a>) -> String {
    let text = |node: &'a AstNode<'a>| match &node.data().value {
        NodeValue::Text(text) => Some(text.to_string()),
        NodeValue::Code(code) => Some(code.literal.clone()),
        _ => None,
    };
    node.descendants().filter_map(text).collect()
}

/// Puts an entry at the end of a section (a heading of level 2), and there under a heading of level 3 where one is
/// named. Headings that are missing are added at the end. A text whose end swallows what follows, such as a code block
/// that is never closed, gets them at its beginning.
pub(crate) fn put(body: &str, section: &str, part: Option<&str>, entry: &str) -> String {
    let (headings, blocks) = outline(body);
    let lines = body.lines().count();
    let end_of = |at: usize, level: u8| {
        headings[at + 1..].iter().find(|next| next.level <= level).map_or(lines, |next| next.line)
    };
    let find = |level: u8, text: &str, from: usize, to: usize| {
        headings.iter().position(|h| h.level == level && h.text == text && (from..to).contains(&h.line))
    };
    let whole = |headings: bool, part_too: bool| {
        let mut text = String::new();
        if headings {
            text.push_str(&format!("## {section}\n\n"));
        }
        if let Some(part) = part.filter(|_| part_too) {
            text.push_str(&format!("### {}\n\n", escape(part)));
        }
        text + entry
    };
    let (line, text) = match find(2, section, 0, lines.max(1)) {
        None => (lines, whole(true, true)),
        Some(at) => {
            let (start, end) = (headings[at].line, end_of(at, 2));
            match part.and_then(|part| find(3, part, start, end)) {
                Some(of_part) => (end_of(of_part, 3), whole(false, false)),
                None => (end, whole(false, true)),
            }
        }
    };
    let placed = insert(body, line, &text);
    if outline(&placed).1 > blocks { placed } else { insert(body, 0, &whole(true, true)) }
}

fn insert(body: &str, line: usize, text: &str) -> String {
    let lines: Vec<&str> = body.lines().collect();
    let (before, after) = lines.split_at(line.min(lines.len()));
    let (before, after) = (before.join("\n"), after.join("\n"));
    let parts = [before.trim_end(), text.trim(), after.trim_start_matches('\n').trim_end()];
    let filled: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    filled.join("\n\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_stays_text() {
        let hostile = [
            "# Heading\n- list\n1. number\n> quote",
            "<script>alert(1)</script> <img src=x onerror=alert(1)>",
            "[x](javascript:alert(1)) ![p](http://evil/p.png) `code` **bold** _it_ ~~no~~ &amp; &#60;b&#62;",
            "```\nfence\n```\n\n    indented\n***\n===\n| a | b |\n|---|---|",
            "a\n:-:\nb\n-:-\nc\n1) d\n12. e\n+ f\n= g",
            "back\\slash \\# <!-- comment --> https://evil.example/ http://x",
            "Donaudampfschiffahrtsgesellschaftskapitän \u{05e9}\u{05dc}\u{05d5}\u{05dd} * 5 + 3 - 2",
        ];
        for text in hostile {
            let html = markdown::render(&quote(text));
            for bad in [
                "<h1", "<ul", "<ol", "<script", "<img", "<a ", "<code", "<strong", "<em", "<del", "<pre",
                "<hr", "<table",
            ] {
                assert!(!html.contains(bad), "{text} became {html}");
            }
            assert_eq!(html.matches("<blockquote>").count(), 1, "{html}");
            let shown = html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
                assert!(shown.contains(line), "{line} is missing in {shown}");
            }
        }
    }

    #[test]
    fn entries_go_to_their_section() {
        let body = "# How to\n\nLook.\n";
        let one = put(body, "Questions and answers", None, "> q1\n\na1");
        assert_eq!(one, "# How to\n\nLook.\n\n## Questions and answers\n\n> q1\n\na1\n");
        let two = put(&format!("{one}\n## After\n\nend\n"), "Questions and answers", None, "> q2\n\na2");
        assert!(two.contains("a1\n\n> q2\n\na2\n\n## After\n\nend"), "{two}");
        let cited = put(&two, "Examples", Some("a*b"), "> x");
        let cited = put(&cited, "Examples", Some("other"), "> y");
        let cited = put(&cited, "Examples", Some("a*b"), "> z");
        assert!(cited.ends_with("## Examples\n\n### a\\*b\n\n> x\n\n> z\n\n### other\n\n> y\n"), "{cited}");
        assert_eq!(put("", "Examples", None, "> x"), "## Examples\n\n> x\n");
    }

    #[test]
    fn an_open_code_block_does_not_swallow_the_entry() {
        for body in ["# A\n\n```\nnever closed", "# A\n\n<!-- never closed", "## Examples\n\n~~~~\nopen"] {
            let put = put(body, "Examples", None, "> x");
            let html = markdown::render(&put);
            assert!(html.contains("<blockquote>"), "{html}");
        }
    }
}
