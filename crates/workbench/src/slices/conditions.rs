//! Conditions of slices as the filter line writes them.

use assay_model::{filter_text, filter_word};

/// A value among texts. A number is written as one, so that it is found where the file holds it as a number; what only looks
/// like one (`007`) is quoted.
pub(super) fn text(value: &str) -> String {
    match value.parse::<f64>() {
        Ok(number) if number.is_finite() && number.to_string() == value => value.to_owned(),
        Err(_) => filter_word(value),
        _ => filter_text(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_filter_would_misread_is_quoted() {
        assert_eq!(filter_word("size"), "size");
        assert_eq!(filter_word("label"), "\"label\"");
        assert_eq!(filter_word("two words"), "\"two words\"");
        assert_eq!(text("007"), "\"007\"");
        assert_eq!(text("7"), "7");
        assert_eq!(text("none"), "\"none\"");
        assert_eq!(text("25 - 45"), "\"25 - 45\"");
        assert_eq!(text("a\"b\\c"), "\"a\"\"b\\\\c\"");
    }
}
