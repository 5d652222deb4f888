//! What the help of the filter line and its page show can be read as it stands.

use assay_model::parse_filter;

const PAGE: &str = include_str!("../../../docs/filter.md");
const SCREEN: &str = include_str!("../../../ui/src/features/errors/FilterLine.tsx");

/// The lines in backticks of the first cells of the table of conditions.
fn of_the_page() -> Vec<&'static str> {
    let (_, rest) = PAGE.split_once("## Conditions").unwrap();
    let (table, _) = rest.split_once("\n\n`and`").unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    rows.flat_map(|row| row[2..].split(" | ").next().unwrap().split('`').skip(1).step_by(2)).collect()
}

/// The examples of the screen: `['line', 'what it is called'],`.
fn of_the_screen() -> Vec<&'static str> {
    let (_, rest) = SCREEN.split_once("const EXAMPLES = [").unwrap();
    let (list, _) = rest.split_once("] as const").unwrap();
    list.lines().filter_map(|line| line.trim().strip_prefix("['")?.split("', '").next()).collect()
}

#[test]
fn every_example_can_be_read() {
    for (lines, named) in [(of_the_page(), 14), (of_the_screen(), 9)] {
        assert_eq!(lines.len(), named, "{lines:?}");
        for line in &lines {
            assert!(matches!(parse_filter(line), Ok(Some(_))), "{line}: {:?}", parse_filter(line));
        }
        for word in ["pred@\"run 1\"", "is missing", "tag:blurry", "drawn = yes"] {
            assert!(lines.iter().any(|line| line.contains(word)), "{word} is named in none of {lines:?}");
        }
    }
}
