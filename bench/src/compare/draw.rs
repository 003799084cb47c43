//! Pictures of what was compared, as SVG.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::PathBuf;

use clap::Args;
use serde_json::Value;

use super::QUESTIONS;

/// Which figures, and where to.
#[derive(Debug, Args)]
pub(crate) struct Draw {
    /// Results of `compare --json`: one file for each size
    #[arg(required = true)]
    results: Vec<PathBuf>,
    /// The size whose figures are drawn as bars. Default: the largest
    #[arg(long)]
    bars: Option<f64>,
    /// The folder of the pictures
    #[arg(long, default_value = "docs/images")]
    out: PathBuf,
}

/// A figure.
struct Figure {
    resources: f64,
    server: String,
    question: String,
    what: String,
    value: f64,
}

/// One colour for each server, in the order of `bench/run`: others in grey, limits warm, Colophon in blue; they differ
/// in brightness, too.
const COLOURS: [&str; 10] = ["#8c8c8c", "#b3b3b3", "#d9d9d9", "#e08214", "#7b3294", "#d6c1e0", "#08519c", "#6baed6", "#041f3d", "#41ab5d"];
const WIDTH: f64 = 960.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 94.0;
/// The number of servers in a line of the legend.
const IN_A_LINE: usize = 5;
const BOTTOM: f64 = 40.0;

fn figures(path: &PathBuf) -> io::Result<Vec<Figure>> {
    let results: Value = serde_json::from_slice(&fs::read(path)?)?;
    let resources = results.get("resources").and_then(Value::as_f64).unwrap_or_default();
    let text = |figure: &Value, key: &str| figure.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let figure = |figure: &Value| Figure {
        resources,
        server: text(figure, "server"),
        question: text(figure, "question"),
        what: text(figure, "what"),
        value: figure.get("value").and_then(Value::as_f64).unwrap_or_default(),
    };
    Ok(results.get("figures").and_then(Value::as_array).into_iter().flatten().map(figure).filter(|figure| figure.value > 0.0).collect())
}

/// In the order in which they come first.
fn different<'f>(figures: &[&'f Figure], key: fn(&'f Figure) -> &'f str) -> Vec<&'f str> {
    let mut found = Vec::new();
    for figure in figures {
        if !found.contains(&key(figure)) {
            found.push(key(figure));
        }
    }
    found
}

/// Decades that hold all values.
struct Scale {
    low: i32,
    high: i32,
    height: f64,
}

impl Scale {
    fn of(figures: &[&Figure], height: f64) -> Self {
        let decades = || figures.iter().map(|figure| figure.value.log10());
        let low = decades().fold(f64::INFINITY, f64::min).floor() as i32;
        let high = decades().fold(f64::NEG_INFINITY, f64::max).ceil() as i32;
        Self { low, high: high.max(low + 1), height }
    }

    fn y(&self, value: f64) -> f64 {
        let part = (value.log10() - f64::from(self.low)) / f64::from(self.high - self.low);
        TOP + self.height * (1.0 - part)
    }

    fn draw(&self, out: &mut String) {
        for decade in self.low..=self.high {
            let value = 10_f64.powi(decade);
            let y = self.y(value);
            add(out, &format!("<line x1=\"{LEFT}\" y1=\"{y:.1}\" x2=\"{}\" y2=\"{y:.1}\" class=\"grid\"/>", WIDTH - RIGHT));
            add(out, &format!("<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{value}</text>", LEFT - 6.0, y + 4.0));
        }
    }
}

fn add(out: &mut String, element: &str) {
    out.push_str(element);
    out.push('\n');
}

/// A picture with a title and what the colours mean; `inside` is drawn below.
fn picture(title: &str, servers: &[&str], height: f64, inside: &str) -> String {
    let mut out = String::new();
    let whole = TOP + height + BOTTOM;
    add(
        &mut out,
        &format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {whole}\" role=\"img\" aria-label=\"{title}\">"),
    );
    add(&mut out, "<style>text{font:12px system-ui,sans-serif;fill:#333}.title{font-size:15px;font-weight:600}.grid{stroke:#ddd}</style>");
    add(&mut out, &format!("<rect width=\"{WIDTH}\" height=\"{whole}\" fill=\"#fff\"/>"));
    add(&mut out, &format!("<text x=\"{LEFT}\" y=\"24\" class=\"title\">{title}</text>"));
    for (number, (server, colour)) in servers.iter().zip(COLOURS).enumerate() {
        let (x, y) = (LEFT + 176.0 * (number % IN_A_LINE) as f64, 38.0 + 22.0 * (number / IN_A_LINE) as f64);
        add(&mut out, &format!("<rect x=\"{x:.0}\" y=\"{y:.0}\" width=\"12\" height=\"12\" fill=\"{colour}\"/>"));
        add(&mut out, &format!("<text x=\"{:.0}\" y=\"{:.0}\">{}</text>", x + 16.0, y + 10.0, short(server)));
    }
    out.push_str(inside);
    out + "</svg>\n"
}

/// A server's name as the legend has room for it.
fn short(server: &str) -> String {
    server.replace("Colophon asked the same again", "Colophon, same again").replace("Colophon without its cache", "Colophon, no cache")
}

/// Returns the name of a question below its bars.
fn label(question: &str) -> String {
    match question {
        "offset" => "Q7 by offset".to_owned(),
        "records" => "Q8".to_owned(),
        other => other.to_uppercase(),
    }
}

/// A group of bars for each question, a bar for each server, on a scale of powers of ten.
fn bars(title: &str, figures: &[&Figure]) -> String {
    let (servers, height) = (different(figures, |figure| &figure.server), 300.0);
    let questions: Vec<&str> =
        QUESTIONS.iter().map(|(name, _)| *name).filter(|name| figures.iter().any(|figure| figure.question == *name)).collect();
    let (scale, mut out) = (Scale::of(figures, height), String::new());
    scale.draw(&mut out);
    let group = (WIDTH - LEFT - RIGHT) / questions.len() as f64;
    let bar = group * 0.84 / servers.len() as f64;
    for figure in figures {
        let place = |list: &[&str], name: &str| list.iter().position(|other| *other == name).unwrap_or_default() as f64;
        let x = LEFT + group * (place(&questions, &figure.question) + 0.08) + bar * place(&servers, &figure.server);
        let (y, colour) = (scale.y(figure.value), COLOURS.get(place(&servers, &figure.server) as usize).unwrap_or(&"#000"));
        let (width, high) = ((bar - 1.0).max(1.0), TOP + height - y);
        let told = format!("<title>{} {}: {:.3}</title>", figure.server, figure.question, figure.value);
        add(
            &mut out,
            &format!("<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{high:.1}\" fill=\"{colour}\">{told}</rect>"),
        );
    }
    for (number, question) in questions.iter().enumerate() {
        let x = LEFT + group * (number as f64 + 0.5);
        add(&mut out, &format!("<text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>", TOP + height + 20.0, label(question)));
    }
    picture(title, &servers, height, &out)
}

/// A small picture for each question, a line for each server, from the smallest catalogue to the largest.
fn growth(title: &str, figures: &[&Figure]) -> String {
    let (servers, height) = (different(figures, |figure| &figure.server), 300.0);
    let questions: Vec<&str> =
        QUESTIONS.iter().map(|(name, _)| *name).filter(|name| figures.iter().any(|figure| figure.question == *name)).collect();
    let (scale, mut out) = (Scale::of(figures, height), String::new());
    scale.draw(&mut out);
    let sizes = figures.iter().map(|figure| figure.resources.log10());
    let (smallest, largest) = (sizes.clone().fold(f64::INFINITY, f64::min), sizes.fold(f64::NEG_INFINITY, f64::max));
    let group = (WIDTH - LEFT - RIGHT) / questions.len() as f64;
    for (number, question) in questions.iter().enumerate() {
        let left = LEFT + group * number as f64;
        for (server, colour) in servers.iter().zip(COLOURS) {
            let mut points: Vec<&&Figure> =
                figures.iter().filter(|figure| figure.question == *question && figure.server == *server).collect();
            points.sort_by(|one, other| one.resources.total_cmp(&other.resources));
            let mut line = String::new();
            for point in points {
                let part = (point.resources.log10() - smallest) / (largest - smallest).max(0.1);
                let (x, y) = (left + group * (0.12 + 0.76 * part), scale.y(point.value));
                let _ = write!(line, "{x:.1},{y:.1} ");
                add(
                    &mut out,
                    &format!(
                        "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"><title>{server}, {} resources: {:.3}</title></circle>",
                        point.resources, point.value
                    ),
                );
            }
            add(&mut out, &format!("<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>", line.trim_end()));
        }
        add(
            &mut out,
            &format!(
                "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                left + group * 0.5,
                TOP + height + 20.0,
                label(question)
            ),
        );
    }
    picture(title, &servers, height, &out)
}

/// Draws bars for one size of catalogue, and how figures grow with the catalogue where there are several.
pub(crate) fn draw(args: &Draw) -> io::Result<()> {
    let mut all = Vec::new();
    for path in &args.results {
        all.extend(figures(path)?);
    }
    fs::create_dir_all(&args.out)?;
    let size = args.bars.unwrap_or_else(|| all.iter().map(|figure| figure.resources).fold(0.0, f64::max));
    let kinds = [("Requests a second", "requests"), ("p50", "p50"), ("Processor", "processor")];
    for (what, file) in kinds {
        let same: Vec<&Figure> = all.iter().filter(|figure| figure.what.starts_with(what)).collect();
        let Some(title) = same.first().map(|figure| figure.what.as_str()) else { continue };
        let last: Vec<&Figure> = same.iter().copied().filter(|figure| figure.resources.total_cmp(&size).is_eq()).collect();
        fs::write(args.out.join(format!("{file}.svg")), bars(&format!("{title}; {size} resources"), &last))?;
        if same.len() > last.len() {
            fs::write(
                args.out.join(format!("{file}-growth.svg")),
                growth(&format!("{title}; from the smallest catalogue to the largest"), &same),
            )?;
        }
    }
    Ok(())
}
