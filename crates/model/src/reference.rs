use crate::error::words;

words! {
    /// Where a reference label came from, strongest first.
    ReferenceSource, "source of a reference label" {
        /// A lead decided.
        Adjudication = "adjudication",
        /// A known answer.
        Gold = "gold",
        /// The judgments agree enough under the policy.
        Consensus = "consensus",
    }
}

words! {
    /// Why raters disagreed, as the lead sees it.
    Cause, "cause" {
        /// The guideline does not cover the case.
        GuidelineGap = "guideline_gap",
        /// More than one answer is defensible.
        AmbiguousItem = "ambiguous_item",
        /// A rater slipped.
        RaterError = "rater_error",
        /// The item is broken or out of place.
        BadItem = "bad_item",
        /// A matter of taste.
        Subjective = "subjective",
    }
}
