//! A small SVG writer: real text, classes instead of colours, two decimals for every coordinate.
//!
//! Charts are drawn 400 units wide. On a phone that is shown at about 340 px with 13.5-unit text
//! (11.5 px); on wider screens and on paper the stylesheet makes the text smaller in units and the
//! drawing larger in pixels. Widths of text are therefore estimated for the largest case.

use std::fmt::Write as _;

/// Width of every chart in drawing units.
pub const WIDTH: f64 = 400.0;
/// Height of a line of chart text, for the largest font the stylesheet uses.
pub const LINE: f64 = 17.0;
/// The largest chart font, in drawing units (`--chart-text` of the stylesheet).
pub const FONT: f64 = 13.5;
/// Number of series colours; the first is the ink of the page.
pub const COLOURS: usize = 8;

/// Which end of a text stands at its coordinate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The text begins there.
    Start,
    /// The text is centred there.
    Middle,
    /// The text ends there.
    End,
}

/// Escapes text for HTML and SVG, in content and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// Class of a series' colour: `prefix` is `l` for lines, `f` for fills, `m` for marks; 0 is the ink
/// of the page, the others repeat after seven.
pub fn style_class(prefix: char, style: usize) -> String {
    let colour = if style == 0 {
        0
    } else {
        1 + (style - 1) % (COLOURS - 1)
    };
    format!("{prefix}{colour}")
}

/// A coordinate with at most two decimals. Only finite coordinates may be drawn.
pub fn coordinate(value: f64) -> String {
    assert!(value.is_finite(), "a chart coordinate is not finite");
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0" } else { text }.to_string()
}

/// About how wide `text` is at [`FONT`], on the generous side.
pub fn text_width(text: &str) -> f64 {
    text.chars().map(|c| char_width(c) * FONT).sum()
}

fn char_width(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | ':' | ';' | '|' | '!' => 0.3,
        ' ' | '\u{a0}' | 'f' | 't' | 'r' | '(' | ')' | '/' | '-' => 0.36,
        '\u{202f}' => 0.22,
        'm' | 'w' | 'M' | 'W' | '%' | '—' | '×' => 0.9,
        'A'..='Z' => 0.7,
        _ => 0.61,
    }
}

/// Breaks `text` between words into lines no wider than `width` (a longer word stands alone).
pub fn wrap(text: &str, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        match lines.last_mut() {
            Some(line) if text_width(line) + text_width(word) + 5.0 <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

/// As [`wrap`], and breaks a word that is wider than `width` by itself, between letters with a
/// hyphen.
pub fn fit(text: &str, width: f64) -> Vec<String> {
    let hyphen = text_width("-");
    let mut words = String::with_capacity(text.len());
    for word in text.split(' ') {
        let room = if text_width(word) > width {
            width - hyphen
        } else {
            width
        };
        let (mut so_far, mut last) = (0.0, ' ');
        for c in word.chars() {
            let wide = char_width(c) * FONT;
            if so_far > 0.0 && so_far + wide > room {
                if last.is_alphabetic() && c.is_alphabetic() {
                    words.push('-');
                }
                words.push(' ');
                so_far = 0.0;
            }
            so_far += wide;
            words.push(c);
            last = c;
        }
        words.push(' ');
    }
    wrap(&words, width)
}

/// A drawing under construction.
#[derive(Debug, Default)]
pub struct Svg {
    body: String,
    defs: String,
}

impl Svg {
    /// An empty drawing.
    pub fn new() -> Self {
        Self::default()
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let _ = write!(
            self.body,
            r#"<line class="{class}" x1="{}" y1="{}" x2="{}" y2="{}"/>"#,
            coordinate(x1),
            coordinate(y1),
            coordinate(x2),
            coordinate(y2),
        );
    }

    /// A rectangle, with `tip` as the words shown when it is pointed at (none if empty).
    pub fn rect(&mut self, class: &str, x: f64, y: f64, (w, h): (f64, f64), tip: &str) {
        let _ = write!(
            self.body,
            r#"<rect class="{class}" x="{}" y="{}" width="{}" height="{}""#,
            coordinate(x),
            coordinate(y),
            coordinate(w.max(0.0)),
            coordinate(h.max(0.0)),
        );
        self.close("rect", tip);
    }

    /// One line of text, its middle at height `y`.
    pub fn text(&mut self, class: &str, x: f64, y: f64, anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let class = if class.is_empty() {
            String::new()
        } else {
            format!(r#" class="{class}""#)
        };
        let _ = write!(
            self.body,
            r#"<text{class} x="{}" y="{}" dy=".35em"{anchor}>{}</text>"#,
            coordinate(x),
            coordinate(y),
            escape(text),
        );
    }

    /// A line through `points`; one point alone draws nothing.
    pub fn polyline(&mut self, class: &str, points: &[(f64, f64)]) {
        if points.len() > 1 {
            let d = path_data(points);
            let _ = write!(self.body, r#"<path class="{class}" d="{d}"/>"#);
        }
    }

    /// A closed shape through `points`.
    pub fn polygon(&mut self, class: &str, points: &[(f64, f64)], tip: &str) {
        let d = path_data(points);
        let _ = write!(self.body, r#"<path class="{class}" d="{d}Z""#);
        self.close("path", tip);
    }

    /// A band of this height from one place to another, level at both ends.
    pub fn ribbon(&mut self, class: &str, ends: [(f64, f64); 2], height: f64, tip: &str) {
        let [(x1, y1), (x2, y2)] = ends;
        let half = coordinate((x1 + x2) / 2.0);
        let [left, right] = [x1, x2].map(coordinate);
        let [a, b, c, d] = [y1, y2, y2 + height, y1 + height].map(coordinate);
        let _ = write!(
            self.body,
            r#"<path class="{class}" d="M{left} {a}C{half} {a} {half} {b} {right} {b}L{right} {c}C{half} {c} {half} {d} {left} {d}Z""#
        );
        self.close("path", tip);
    }

    /// The mark of series `shape`: circle, square, diamond, triangle, and their hollow forms.
    pub fn marker(&mut self, shape: usize, class: &str, (x, y): (f64, f64), r: f64, tip: &str) {
        let hollow = if shape % 8 >= 4 { " hollow" } else { "" };
        let class = format!("{class} mark{hollow}");
        match shape % 4 {
            0 => {
                let (x, y, r) = (coordinate(x), coordinate(y), coordinate(r));
                let _ = write!(
                    self.body,
                    r#"<circle class="{class}" cx="{x}" cy="{y}" r="{r}""#
                );
                self.close("circle", tip);
            }
            1 => {
                let a = r * 0.9;
                self.rect(&class, x - a, y - a, (2.0 * a, 2.0 * a), tip);
            }
            2 => {
                let a = r * 1.3;
                let points = [(x, y - a), (x + a, y), (x, y + a), (x - a, y)];
                self.polygon(&class, &points, tip);
            }
            _ => {
                let a = r * 1.2;
                let points = [(x, y - a), (x + a, y + a * 0.8), (x - a, y + a * 0.8)];
                self.polygon(&class, &points, tip);
            }
        }
    }

    /// Defines a hatch that other shapes lay over their fill with the class `hatched`.
    pub fn hatch(&mut self, figure: &str) -> String {
        if self.defs.is_empty() {
            let _ = write!(
                self.defs,
                r#"<defs><pattern id="hatch-{figure}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch" width="1.6" height="5"/></pattern></defs>"#
            );
        }
        format!("url(#hatch-{figure})")
    }

    /// A rectangle filled by the pattern that [`Svg::hatch`] returned.
    pub fn hatched(&mut self, pattern: &str, x: f64, y: f64, (w, h): (f64, f64)) {
        let _ = write!(
            self.body,
            r#"<rect fill="{pattern}" x="{}" y="{}" width="{}" height="{}" pointer-events="none"/>"#,
            coordinate(x),
            coordinate(y),
            coordinate(w.max(0.0)),
            coordinate(h.max(0.0)),
        );
    }

    /// Lays everything in `other` over what is drawn so far.
    pub fn append(&mut self, other: Svg) {
        self.body.push_str(&other.body);
        self.defs.push_str(&other.defs);
    }

    /// The finished element, named by `title` and described by `description`.
    ///
    /// `figure` is the id of the figure; the ids inside are made from it.
    pub fn finish(self, figure: &str, title: &str, description: &str, height: f64) -> String {
        format!(
            r#"<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-labelledby="title-{figure} desc-{figure}"><title id="title-{figure}">{}</title><desc id="desc-{figure}">{}</desc>{}{}</svg>"#,
            coordinate(WIDTH),
            coordinate(height),
            escape(title),
            escape(description),
            self.defs,
            self.body,
        )
    }

    fn close(&mut self, element: &str, tip: &str) {
        if tip.is_empty() {
            self.body.push_str("/>");
        } else {
            let _ = write!(self.body, "><title>{}</title></{element}>", escape(tip));
        }
    }
}

fn path_data(points: &[(f64, f64)]) -> String {
    let mut d = String::new();
    for (i, &(x, y)) in points.iter().enumerate() {
        let command = if i == 0 { 'M' } else { 'L' };
        let _ = write!(d, "{command}{} {}", coordinate(x), coordinate(y));
    }
    d
}
