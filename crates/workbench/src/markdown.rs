//! Guidelines: Markdown to HTML that is safe to show.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, format_html, parse_document};

/// CommonMark with tables, strikethrough and task lists.
pub(crate) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.autolink = false;
    options
}

/// Renders Markdown, then removes all that could act. A picture of the project, `![name](media:id)`, becomes an `img` with
/// `data-media`; the interface knows where it is served.
pub fn render(markdown: &str) -> String {
    let options = options();
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options);
    let pictures: Vec<&AstNode<'_>> = root.descendants().filter(|node| is_image(node)).collect();
    for node in pictures {
        own_picture(node);
    }
    let mut html = String::new();
    if format_html(root, &options, &mut html).is_err() {
        // Writing to a string does not fail; a node that cannot be written is shown as its source.
        html = ammonia::clean_text(markdown);
    }
    // Pictures from elsewhere would tell a server who reads; links open nowhere inside the window.
    ammonia::Builder::default()
        .rm_tag_attributes("img", ["src", "align", "height", "width"])
        .add_tag_attributes("img", ["data-media", "alt"])
        .add_tags(["input"])
        .add_tag_attributes("input", ["checked", "disabled"])
        .link_rel(Some("noopener noreferrer"))
        .clean(&html)
        .to_string()
}

/// The content id of a picture of the project.
fn media_id(url: &str) -> Option<&str> {
    let id = url.strip_prefix("media:")?;
    (id.len() == 64 && id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))).then_some(id)
}

fn is_image(node: &AstNode<'_>) -> bool {
    matches!(node.data().value, NodeValue::Image(_))
}

/// A picture of the project keeps its id and its name, any other one its name only.
fn own_picture<'a>(node: &'a AstNode<'a>) {
    let id = match &node.data().value {
        NodeValue::Image(link) => media_id(&link.url).map(str::to_owned),
        _ => None,
    };
    let name: String = node.descendants().filter_map(text).collect();
    for child in node.children().collect::<Vec<_>>() {
        child.detach();
    }
    let name = ammonia::clean_text(&name);
    let shown = id.map_or(name.clone(), |id| format!("<img data-media=\"{id}\" alt=\"{name}\">"));
    node.data_mut().value = NodeValue::Raw(shown);
}

fn text<'a>(node: &'a AstNode<'a>) -> Option<String> {
    match &node.data().value {
        NodeValue::Text(text) => Some(text.to_string()),
        NodeValue::Code(code) => Some(code.literal.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn what_could_act_is_removed() {
        let cases = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "![x](http://evil.example/x.png)",
            "![x](media:../../etc/passwd)",
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

    #[test]
    fn a_picture_of_the_project_is_named_by_its_content() {
        let id = "0123456789abcdef".repeat(4);
        let html = render(&format!("![a \\\"cat\\\" \\<b\\>](media:{id})"));
        assert!(html.contains(&format!("data-media=\"{id}\"")), "{html}");
        assert!(!html.contains("src=") && !html.contains("<b>"), "{html}");
    }
}
