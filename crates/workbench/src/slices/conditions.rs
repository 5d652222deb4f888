//! Conditions of slices as the filter line writes them.

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
    "drawn",
    "none",
];

fn plain(word: &str) -> bool {
    !word.is_empty()
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && !RESERVED.contains(&word.to_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\"\""))
}

/// The name of a metadata field.
pub(super) fn name(field: &str) -> String {
    if plain(field) { field.to_owned() } else { quoted(field) }
}

/// A value among texts. A number is written as one, so that it is found where the file holds it as a number; what only looks
/// like one (`007`) is quoted.
pub(super) fn text(value: &str) -> String {
    match value.parse::<f64>() {
        Ok(number) if number.is_finite() && number.to_string() == value => value.to_owned(),
        Err(_) if plain(value) => value.to_owned(),
        _ => quoted(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_filter_would_misread_is_quoted() {
        assert_eq!(name("size"), "size");
        assert_eq!(name("label"), "\"label\"");
        assert_eq!(name("two words"), "\"two words\"");
        assert_eq!(text("007"), "\"007\"");
        assert_eq!(text("7"), "7");
        assert_eq!(text("none"), "\"none\"");
        assert_eq!(text("25 - 45"), "\"25 - 45\"");
        assert_eq!(text("a\"b\\c"), "\"a\"\"b\\\\c\"");
    }
}
