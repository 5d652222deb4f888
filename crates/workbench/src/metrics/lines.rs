//! Filter lines written for a person to go on with.

/// Words that mean something else where they stand without quotes.
const RESERVED: &[&str] = &[
    "and",
    "or",
    "not",
    "key",
    "item",
    "split",
    "label",
    "reference",
    "source",
    "pred",
    "prediction",
    "prob",
    "score",
    "text",
    "comment",
    "none",
    "drawn",
];

fn plain(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\"\""))
}

/// A name or a value as it must be written to mean itself.
pub(super) fn quote(text: &str) -> String {
    if plain(text) && !RESERVED.contains(&text.to_lowercase().as_str()) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Rows that were marked with a tag by hand.
pub(super) fn tag_is(name: &str, mark: &str) -> String {
    let name = if plain(name) { name.to_owned() } else { quoted(name) };
    format!("tag:{name} = {mark}")
}

/// Both of two lines.
pub(super) fn both(first: Option<&str>, second: &str) -> String {
    match first.map(str::trim).filter(|line| !line.is_empty()) {
        None => second.to_owned(),
        Some(first) => format!("({first}) and ({second})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_model::parse_filter;

    #[test]
    fn what_is_written_can_be_read() {
        for name in ["race", "two words", "a\"b", "c\\", "label", "x = 1 or y", "Größe", ""] {
            let line =
                both(Some("pred != label or prob > 0.5"), &format!("{} = {}", quote(name), quote(name)));
            assert!(parse_filter(&line).unwrap().is_some(), "{line}");
            assert!(parse_filter(&tag_is(name, "yes")).is_ok() || name.is_empty(), "{name}");
        }
    }
}
