//! Filter lines written for a person to go on with.

use assay_model::filter_word;

/// Rows that were marked with a tag by hand.
pub(super) fn tag_is(name: &str, mark: &str) -> String {
    format!("tag:{} = {mark}", filter_word(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::errors::within;
    use assay_model::parse_filter;

    #[test]
    fn what_is_written_can_be_read() {
        for name in ["race", "two words", "a\"b", "c\\", "label", "x = 1 or y", "Größe", ""] {
            let line = within(
                Some("pred != label or prob > 0.5"),
                &format!("{} = {}", filter_word(name), filter_word(name)),
            );
            assert!(parse_filter(&line).unwrap().is_some(), "{line}");
            assert!(parse_filter(&tag_is(name, "yes")).is_ok() || name.is_empty(), "{name}");
        }
    }
}
