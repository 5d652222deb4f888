//! Guidelines: Markdown to HTML that is safe to show.

/// Renders CommonMark with tables, strikethrough and task lists, then removes all that could act.
pub fn render(markdown: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.autolink = false;
    let html = comrak::markdown_to_html(markdown, &options);
    // Pictures from elsewhere would tell a server who reads; links open nowhere inside the window.
    ammonia::Builder::default()
        .rm_tags(["img"])
        .add_tags(["input"])
        .add_tag_attributes("input", ["checked", "disabled"])
        .link_rel(Some("noopener noreferrer"))
        .clean(&html)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn what_could_act_is_removed() {
        let cases = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "<svg onload=alert(1)>",
            "<a href=\"data:text/html,x\">x</a>",
            "<style>*{display:none}</style>",
        ];
        for markdown in cases {
            let html = render(markdown);
            for bad in ["<script", "onerror", "javascript:", "onload", "data:", "<style", "<img"] {
                assert!(!html.contains(bad), "{markdown} became {html}");
            }
        }
        assert!(render("**yes**").contains("<strong>yes</strong>"));
    }
}
