//! What the page is put together from: escaped text, numbers with their intervals, bars.

use crate::figures::Figure;
use std::fmt::Write as _;

pub(super) use crate::legible::html as escape;

/// A name that people gave, kept apart from the direction of the text around it.
pub(super) fn name(text: &str) -> String {
    format!("<bdi>{}</bdi>", escape(text))
}

/// A number of per cent with as many digits as it needs.
fn percent(share: f64) -> String {
    let digits = if share != 0.0 && share.abs() < 0.01 { 2 } else { 1 };
    format!("{:.digits$}", share * 100.0).replace('-', "−")
}

/// A machine reads the number in full, a person in per cent.
fn data(share: f64, text: &str) -> String {
    format!("<data value=\"{share}\">{text}</data>")
}

/// Value, interval and n in one cell; or why there is none.
pub(super) fn figure(figure: &Figure, unit: &str) -> String {
    let Some(value) = figure.value else {
        let why = figure.undefined_because.as_deref().unwrap_or("no reason given");
        return format!("<span class=\"none\">{}</span>", escape(why));
    };
    let mut out =
        format!("<span class=\"value\">{}</span>", data(value, &format!("{}{unit}", percent(value))));
    match (figure.lower, figure.upper) {
        (Some(lower), Some(upper)) => {
            let ends = format!("{} to {}", data(lower, &percent(lower)), data(upper, &percent(upper)));
            let _ = write!(out, " <span class=\"range\">{ends}</span>");
        }
        _ => {
            let why = figure.unreliable_because.as_deref().unwrap_or("no interval");
            let _ = write!(out, " <span class=\"range\" title=\"{}\">no interval</span>", escape(why));
        }
    }
    out
}

/// The same with its n.
pub(super) fn figure_with_n(of: &Figure, unit: &str) -> String {
    let n = if of.value.is_some() {
        format!(" <span class=\"n\">n {}</span>", thousands(of.n))
    } else {
        String::new()
    };
    format!("{}{n}", figure(of, unit))
}

pub(super) fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{202F}');
        }
        out.push(digit);
    }
    out
}

const WIDTH: f64 = 112.0;

/// A bar from 0 to the value with its interval as a line, between `low` and `high`.
pub(super) fn bar(figure: &Figure, low: f64, high: f64) -> String {
    let Some(value) = figure.value else { return String::new() };
    let x = |share: f64| {
        ((share.clamp(low, high) - low) / (high - low).max(1e-12) * (WIDTH - 2.0) + 1.0)
            .clamp(1.0, WIDTH - 1.0)
    };
    let (zero, end) = (x(0.0), x(value));
    let (left, width) = (zero.min(end), (end - zero).abs().max(1.0));
    let mut out = format!(
        "<svg class=\"bar\" width=\"{WIDTH}\" height=\"14\" viewBox=\"0 0 {WIDTH} 14\" aria-hidden=\"true\">\
         <rect x=\"{left:.1}\" y=\"3\" width=\"{width:.1}\" height=\"8\" rx=\"1\"/>"
    );
    if let (Some(lower), Some(upper)) = (figure.lower, figure.upper) {
        let (a, b) = (x(lower), x(upper));
        let _ = write!(out, "<path d=\"M{a:.1} 7H{b:.1}M{a:.1} 4V10M{b:.1} 4V10\"/>");
    }
    if low < 0.0 {
        let _ = write!(out, "<path class=\"zero\" d=\"M{zero:.1} 0V14\"/>");
    }
    out + "</svg>"
}

/// The ends that a group of bars shares, 0 among them.
pub(super) fn ends<'a>(figures: impl Iterator<Item = &'a Figure>) -> (f64, f64) {
    let all = figures.flat_map(|f| [f.value, f.lower, f.upper]).flatten();
    let (low, high) = all.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    if high > low { (low, high) } else { (0.0, 1.0) }
}

/// How an interval is made, in words, by the name that figures carry.
pub(super) fn method(name: &str) -> String {
    let words = match name {
        "Wilson" => "Wilson’s score interval of a proportion (Wilson 1927), or a monotone function of one.",
        "Wilson (conservative)" => {
            "Wilson’s interval at the mean of scores between 0 and 1; at least as wide as it has to be."
        }
        "Wilson (modified for few cases)" => {
            "Wilson’s interval with the exact lower limit where there are one to three cases (Brown, Cai & DasGupta 2001)."
        }
        "Wilson (effective number of cases)" => {
            "Wilson’s interval at the number of cases that would be as informative if all were independent."
        }
        "MOVER" => {
            "Method of variance estimates recovery: the limits of several proportions put together (Zou & Donner 2008; for ratios Donner & Zou 2012)."
        }
        "delta" => "Delta method: estimate ± z standard errors.",
        "delta (transformed)" => "Delta method on a transformed scale, carried back.",
        "Hall (corrected for skewness)" => "Hall’s transformation of the t interval (Hall 1992).",
        "asymptotic" => "Estimate ± quantile times the standard error, cut at the range of the figure.",
        "bootstrap over items" => {
            "The items are drawn again with replacement many times; the limits are percentiles of what comes out."
        }
        "Bonett-Price (paired)" => {
            "Adjusted Wald interval of a paired difference of proportions (Bonett & Price 2012)."
        }
        "Tango (paired score)" => "Score interval of a paired difference (Tango 1998).",
        "exact (Clopper-Pearson)" => "Exact limits by the binomial distribution (Clopper & Pearson 1934).",
        _ => "As its name says; the program’s documentation has the source.",
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        let text = "<script>alert(\"x\")</script>' onload=y & \u{202E}\u{0}\u{7}\n";
        let escaped = escape(text);
        assert!(!escaped.contains(['<', '>', '"', '\'', '\u{202E}', '\0', '\u{7}']), "{escaped}");
        assert!(escaped.ends_with('\n') && escaped.contains("&amp; "));
    }

    #[test]
    fn numbers_read_well_and_are_there_in_full() {
        assert_eq!(thousands(1_234_567), "1\u{202F}234\u{202F}567");
        assert_eq!(thousands(12), "12");
        let share = figure(&Figure::share(1, 3), " %");
        assert!(share.contains("value=\"0.3333333333333333\">33.3 %<"), "{share}");
        let none = figure(&Figure::undefined("a <b>", 0), " %");
        assert!(none.contains("a &lt;b&gt;"), "{none}");
        assert_eq!(
            (percent(0.004), percent(-0.5), percent(0.0)),
            ("0.40".into(), "−50.0".into(), "0.0".into())
        );
    }

    #[test]
    fn bars_stay_in_their_box() {
        for (low, high) in [(0.0, 1.0), (-0.2, 0.3), (0.0, 0.0)] {
            let drawn = bar(&Figure::share(3, 4), low, high);
            assert!(drawn.contains("<rect") && !drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
        }
        assert_eq!(bar(&Figure::undefined("x", 0), 0.0, 1.0), "");
    }
}
