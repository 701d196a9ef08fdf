//! The whole page: escaped, well formed, self-contained, reachable, legible, always the same.

use crate::report::{
    Badge, BarChart, BarGroup, Cell, Chart, CoverageBlock, CoverageChart, Entry, Figure, KeyFigure,
    LineChart, Matrix, Multiples, Panel, Report, ScatterChart, Section, Source, State, Table, Tone,
};

const CSS: &str = include_str!("../../examples/common/report/report.css");
const NASTY: &str = r#"<script>alert("a" & 'b')</script>"#;

/// A report with every kind of chart, with gaps, and with a hostile name in every place.
fn full_report() -> Report {
    let gap = || Entry::missing(format!("not published — coverage 16.6 % {NASTY}"));
    let years = |from: f64| (2018..=2023).map(move |y| (y, from + f64::from(y - 2018)));
    let line = LineChart::new("gCO2e/kWh")
        .line("World", years(460.0))
        .line(
            NASTY,
            [
                (2018, Entry::from(1.5)),
                (2019, gap()),
                (2020, Entry::from(f64::NAN)),
            ],
        )
        .band("World", [(2018, 400.0, 500.0), (2023, 410.0, 520.0)])
        .mark(NASTY, 450.0)
        .emphasise("World");
    let panel = |name: &str| {
        Panel::new(name)
            .series("Phones", years(10.0))
            .series(NASTY, years(2.0))
    };
    let bars = BarChart::new(NASTY)
        .parts(["Use", NASTY])
        .group(BarGroup::new(NASTY).bar("2018–2019", [1.0, 2.0]))
        .group(BarGroup::new("B").bar("2018–2019", [Entry::from(-1.0), gap()]))
        .group(BarGroup::new("C").bar(NASTY, [gap(), gap()]));
    let block = CoverageBlock::new(NASTY)
        .group(NASTY, 86.04, true)
        .group("LDC", 16.6, false)
        .group("SIDS", gap(), false);
    let scatter = ScatterChart::percentages(NASTY, "Internet users")
        .diagonal(NASTY)
        .region(50.0, 50.0, NASTY)
        .labelled(NASTY, 50.0, 36.1)
        .point("No data", 10.0, gap());
    let matrix = Matrix::new("Line", NASTY, ["Grid", NASTY])
        .row("C1", NASTY, [State::Reported])
        .row_with_detail("C2", "Access", [(State::Filled, NASTY.to_string())]);
    let table = Table::new(NASTY, &["Country", "Kind"])
        .column(NASTY, "t")
        .row(["A", NASTY], [Cell::text(NASTY)])
        .row(["B", "x"], [Cell::number(0.1 + 0.2)]);
    let coverage = CoverageChart::new("population", 200.0 / 3.0, "two thirds").block(block);
    let charts: [(&str, Chart); 8] = [
        ("line", line.into()),
        (
            "stack",
            Multiples::stacked("devices")
                .panel(panel(NASTY))
                .panel(panel("B"))
                .into(),
        ),
        (
            "lines",
            Multiples::lines("devices")
                .shared_scale()
                .panel(panel("A"))
                .into(),
        ),
        ("bars", bars.into()),
        ("coverage", coverage.into()),
        ("scatter", scatter.into()),
        ("matrix", matrix.into()),
        ("table", table.into()),
    ];
    let mut section = Section::new("all", NASTY).paragraph(NASTY);
    for (id, chart) in charts.into_iter().chain(crate::samples::nasty()) {
        section = section.figure(
            Figure::new(id, NASTY, chart)
                .takeaway(NASTY)
                .step(NASTY)
                .lineage(NASTY, r#"<b>&"x"</b>"#)
                .source("ember", NASTY)
                .note(NASTY)
                .badge(Badge::modelled()),
        );
    }
    Report::new(NASTY, NASTY)
        .lead(NASTY)
        .meta(NASTY, NASTY)
        .key_figure(KeyFigure::new(NASTY, 363.918764, "gCO2e/kWh").note(NASTY))
        .key_figure(KeyFigure::new("Missing", gap(), "%").badge(Badge::new(
            NASTY,
            NASTY,
            Tone::Plain,
        )))
        .key_figure(KeyFigure::text("Lines", "3 of 18"))
        .section(section)
        .limit(NASTY)
        .source(
            Source::new("ember", NASTY, NASTY)
                .url("https://example.org/a/b?c=1&d=2")
                .note(NASTY),
        )
        .source(Source::new("other", "Other", "CC0").url("javascript:alert(1)"))
        .footer(NASTY)
}

/// A tag of the page: its name, whether it opens or closes, and its attributes.
#[derive(Debug)]
struct Tag {
    name: String,
    closes: bool,
    alone: bool,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|a| a.0 == name);
        found.map(|a| a.1.as_str())
    }
}

/// All tags of a page whose attribute values hold no angle brackets.
fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>').expect("every < has its >");
        let inside = &rest[start + 1..end];
        assert!(!inside.contains('<'), "a bare < near {inside:?}");
        rest = &rest[end + 1..];
        if inside.starts_with('!') {
            continue;
        }
        let closes = inside.starts_with('/');
        let inside = inside.trim_start_matches('/');
        let name = inside.split([' ', '/']).next().unwrap_or("");
        let mut attributes = Vec::new();
        let mut words = &inside[name.len()..];
        while let Some(quote) = words.find("=\"") {
            let value_end = quote + 2 + words[quote + 2..].find('"').expect("closed quote");
            let key = words[..quote].trim().to_string();
            attributes.push((key, words[quote + 2..value_end].to_string()));
            words = &words[value_end + 1..];
        }
        let void = matches!(name, "meta" | "br");
        tags.push(Tag {
            name: name.to_string(),
            closes,
            alone: void || inside.ends_with('/'),
            attributes,
        });
    }
    tags
}

fn page() -> String {
    full_report().to_html().expect("a complete report")
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert_eq!(page(), page());
}

#[test]
fn hostile_names_stay_text_and_every_element_is_closed() {
    let html = page();
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">") && html.ends_with("</html>\n"));
    assert!(!html.contains("<script") && !html.contains("&amp;lt;"));
    assert!(html.contains("&lt;script&gt;alert(&quot;a&quot; &amp; &#39;b&#39;)&lt;/script&gt;"));
    let mut open: Vec<String> = Vec::new();
    for tag in tags(&html) {
        if tag.closes {
            assert_eq!(open.pop().as_deref(), Some(tag.name.as_str()));
        } else if !tag.alone {
            open.push(tag.name);
        }
    }
    assert_eq!(open, Vec::<String>::new());
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    let html = page();
    for word in [
        "url(http",
        "@import",
        "src=",
        "<link",
        "onload",
        "javascript:alert(1)\"",
    ] {
        assert!(!html.contains(word), "{word}");
    }
    let outward: Vec<String> = tags(&html)
        .iter()
        .filter_map(|t| t.get("href"))
        .filter(|h| !h.starts_with('#'))
        .map(str::to_string)
        .collect();
    assert_eq!(outward, ["https://example.org/a/b?c=1&amp;d=2"]);
}

#[test]
fn ids_are_unique_and_every_reference_finds_its_own() {
    let html = page();
    let tags = tags(&html);
    let mut ids: Vec<&str> = tags.iter().filter_map(|t| t.get("id")).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id is given twice");
    for tag in &tags {
        let labels = tag.get("aria-labelledby").unwrap_or("").split_whitespace();
        let link = tag.get("href").and_then(|h| h.strip_prefix('#'));
        for target in labels.chain(link) {
            assert!(ids.contains(&target), "nothing has the id {target}");
        }
    }
}

#[test]
fn charts_have_a_name_and_a_description_and_tables_their_heads() {
    let html = page();
    let tags = tags(&html);
    let charts = tags.iter().filter(|t| t.get("class") == Some("chart"));
    let mut seen = 0;
    for chart in charts {
        seen += 1;
        assert_eq!(chart.get("role"), Some("img"));
        let names = chart.get("aria-labelledby").expect("a name");
        let (title, description) = names.split_once(' ').expect("title and description");
        assert!(html.contains(&format!(r#"<title id="{title}">"#)));
        assert!(html.contains(&format!(r#"<desc id="{description}">"#)));
    }
    assert_eq!(seen, 13);
    let number_of = |name: &str| tags.iter().filter(|t| t.name == name && !t.closes).count();
    // A table of data and one of records for each of the fifteen figures.
    assert_eq!(number_of("table"), 30);
    assert_eq!(number_of("caption"), 30);
    let heads = tags.iter().filter(|t| t.name == "th" && !t.closes);
    assert!(heads.clone().count() > 40);
    assert!(
        heads
            .into_iter()
            .all(|t| matches!(t.get("scope"), Some("col" | "row")))
    );
    let scrollers = tags.iter().filter(|t| t.get("class") == Some("scroll"));
    for one in scrollers {
        assert_eq!(
            (one.get("tabindex"), one.get("role")),
            (Some("0"), Some("region"))
        );
        assert!(one.get("aria-label").is_some());
    }
}

#[test]
fn headings_descend_one_level_at_a_time() {
    let mut level = 0;
    for tag in tags(&page()).iter().filter(|t| !t.closes) {
        let Some(next) = tag
            .name
            .strip_prefix('h')
            .and_then(|n| n.parse::<u8>().ok())
        else {
            continue;
        };
        assert!(next <= level + 1, "h{next} follows h{level}");
        level = next;
    }
}

#[test]
fn tables_hold_the_full_value_and_the_reason_for_a_gap() {
    let html = page();
    assert!(html.contains(r#"<data value="0.30000000000000004">0.300</data>"#));
    assert!(
        html.contains(r#"<data value="363.918764">364</data> <span class="unit">gCO₂e/kWh</span>"#)
    );
    assert!(html.contains(r#"<td class="missing">not published — coverage 16.6 %"#));
    // "inf" alone is in "information" too; as a number it would stand alone.
    for word in ["NaN", ">inf<", ">-inf<", "\"inf\"", ">none<"] {
        assert!(!html.contains(word), "{word}");
    }
}

/// The colours of the stylesheet, light and dark, by name.
fn palettes() -> [Vec<(String, [u8; 3])>; 2] {
    let mut roots = CSS.split(":root {").skip(1);
    [(); 2].map(|()| {
        let block = roots.next().and_then(|r| r.split_once('}'));
        let lines = block.expect("a block of colours").0.split(';');
        let colour = |line: &str| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
            let part = |i| u8::from_str_radix(&value[i..i + 2], 16).expect("a hex colour");
            Some((name.to_string(), [part(0), part(2), part(4)]))
        };
        lines.filter_map(colour).collect()
    })
}

/// Relative luminance of WCAG 2.2.
fn luminance(rgb: [u8; 3]) -> f64 {
    let linear = rgb.map(|part| {
        let c = f64::from(part) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            libm::pow((c + 0.055) / 1.055, 2.4)
        }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

#[test]
fn colours_have_contrast_in_light_and_dark() {
    for palette in palettes() {
        let of = |name: &str| {
            let found = palette.iter().find(|p| p.0 == name);
            luminance(found.unwrap_or_else(|| panic!("--{name}")).1)
        };
        let contrast = |a: &str, b: &str| {
            let (a, b) = (of(a), of(b));
            (a.max(b) + 0.05) / (a.min(b) + 0.05)
        };
        for (text, back) in [
            ("ink", "paper"),
            ("soft", "paper"),
            ("soft", "panel"),
            ("link", "paper"),
            ("link", "panel"),
            ("link", "tint"),
            ("good", "good-back"),
            ("care", "care-back"),
            ("lacking", "lacking-back"),
            ("soft", "care-back"),
        ] {
            assert!(
                contrast(text, back) >= 4.5,
                "{text} on {back}: {}",
                contrast(text, back)
            );
        }
        for series in ["s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7"] {
            assert!(
                contrast(series, "paper") >= 3.0,
                "{series}: {}",
                contrast(series, "paper")
            );
        }
    }
}

#[test]
fn chart_text_is_legible_on_a_phone() {
    let size = CSS.split_once("--chart-text: ").expect("the size").1;
    let size: f64 = size
        .split_once("px")
        .expect("px")
        .0
        .parse()
        .expect("a number");
    // 375 px less the margins of 16 px, onto drawings 400 units wide.
    let shown = size * (375.0 - 32.0) / crate::report::svg::WIDTH;
    assert!(shown >= 11.0, "{shown} px");
    assert_eq!(size, crate::report::svg::FONT);
}
