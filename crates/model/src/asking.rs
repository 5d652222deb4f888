use crate::error::{ModelError, words};

words! {
    /// Whom an answer to a rater's question reaches.
    Reach, "reach of an answer" {
        /// Whoever meets the item that was asked about.
        Item = "item",
        /// Whoever meets an item that has the same value in a metadata field.
        Field = "field",
        /// Every rater, once.
        Everyone = "everyone",
    }
}

/// The longest question or answer, in characters.
const LONGEST: usize = 4_000;

/// What someone wrote: trimmed, neither empty nor endless, no control characters but line breaks and tabs.
///
/// # Errors
/// [`ModelError::Name`] where it is empty, too long or holds a control character.
pub fn clean_words(what: &str, text: &str) -> Result<String, ModelError> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    let wrong = |message: String| Err(ModelError::Name(message));
    if text.is_empty() {
        return wrong(format!("the {what} is empty; write it first"));
    }
    if text.chars().count() > LONGEST {
        return wrong(format!("the {what} is longer than {LONGEST} characters; shorten it"));
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return wrong(format!("the {what} holds a control character; remove it"));
    }
    Ok(text)
}
