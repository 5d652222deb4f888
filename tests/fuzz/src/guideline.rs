//! Guidelines: what is shown can not act, and a comparison shows both texts whole.

use assay_model::{Change, difference};
use assay_tests::workbench;
use assay_workbench::{Caller, dispatch};
use serde_json::json;

/// What a guideline may be made of once it is rendered.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "area",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "map",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
    "tfoot",
];
/// Attributes that load, run or look like another place.
const NEVER: &[&str] =
    &["src", "srcset", "srcdoc", "style", "id", "name", "action", "formaction", "background", "poster"];
const SCHEMES: &[&str] = &[
    "http",
    "https",
    "mailto",
    "tel",
    "ftp",
    "ftps",
    "irc",
    "ircs",
    "magnet",
    "sip",
    "sips",
    "sms",
    "smsto",
    "ssh",
    "geo",
    "im",
    "mms",
    "mx",
    "news",
    "nntp",
    "openpgp4fpr",
    "bitcoin",
    "url",
    "webcal",
    "wtai",
    "xmpp",
];
/// More than a person writes; the comparison is quadratic by nature and cut off by size.
const LONGEST: usize = 64 * 1024;

pub(crate) fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST)]);
    let (older, newer) = text.split_once('\0').unwrap_or(("", &text));
    for markdown in [older, newer] {
        let shown =
            dispatch(&workbench(), &Caller::default(), "guideline_preview", json!({ "body": markdown }));
        let shown = shown.unwrap_or_else(|error| panic!("{error:?}"));
        check_html(shown["html"].as_str().expect("html"));
    }
    compare(older, newer);
}

fn check_html(html: &str) {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let name: String =
            rest.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(TAGS.contains(&name.as_str()), "<{name}> in {html:?}");
        rest =
            check_attributes(rest.trim_start_matches('/').strip_prefix(name.as_str()).unwrap_or(rest), html);
    }
}

/// Checks the attributes of a tag; gives what follows the tag.
fn check_attributes<'a>(mut rest: &'a str, html: &str) -> &'a str {
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('>') {
            return after;
        }
        let end = rest.find(['=', '>', ' ']).unwrap_or_else(|| panic!("an open tag in {html:?}"));
        let name = rest[..end].to_ascii_lowercase();
        assert!(!name.starts_with("on") && !NEVER.contains(&name.as_str()), "{name} in {html:?}");
        rest = &rest[end..];
        let Some(value) = rest.strip_prefix("=\"") else {
            assert!(!rest.starts_with('='), "a bare value in {html:?}");
            continue;
        };
        let (value, after) = value.split_once('"').unwrap_or_else(|| panic!("an open value in {html:?}"));
        if matches!(name.as_str(), "href" | "cite") {
            check_link(value, html);
        }
        rest = after;
    }
}

fn check_link(link: &str, html: &str) {
    let link: String = link.chars().filter(|c| !c.is_ascii_control()).collect();
    let Some((scheme, _)) = link.split_once(':') else { return };
    // A colon after a slash or a question mark belongs to the path.
    let plain = scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    if plain && scheme.starts_with(|c: char| c.is_ascii_alphabetic()) {
        assert!(SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()), "{scheme}: in {html:?}");
    }
}

fn compare(older: &str, newer: &str) {
    let lines = difference(older, newer);
    let side = |left: Change| -> Vec<String> {
        let lines = lines.iter().filter(|line| line.change != left);
        let parts = |line: &assay_model::DifferenceLine| -> String {
            line.parts.iter().filter(|part| part.change != left).map(|part| part.text.as_str()).collect()
        };
        lines.map(parts).collect()
    };
    assert_eq!(side(Change::Added), older.lines().collect::<Vec<_>>(), "the older text");
    assert_eq!(side(Change::Removed), newer.lines().collect::<Vec<_>>(), "the newer text");
}
