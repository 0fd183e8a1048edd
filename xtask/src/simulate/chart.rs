//! Plots as plain SVG, the same bytes everywhere.

use std::fmt::Write;

/// One plot: lines and marks over two axes, with a legend on the right.
#[derive(Debug)]
pub(super) struct Chart {
    pub(super) title: String,
    pub(super) subtitle: &'static str,
    pub(super) x: Axis,
    pub(super) y: Axis,
    pub(super) series: Vec<Series>,
}

/// One axis. The ticks are in its unit; the first and the last of `span` are its ends.
#[derive(Debug)]
pub(super) struct Axis {
    pub(super) label: &'static str,
    pub(super) span: (f64, f64),
    pub(super) ticks: &'static [f64],
    pub(super) is_log: bool,
}

#[derive(Debug)]
pub(super) struct Series {
    pub(super) name: String,
    pub(super) colour: &'static str,
    pub(super) style: Style,
    pub(super) points: Vec<(f64, f64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Line,
    Thin,
    Dashed,
    /// A line with a dot at each point.
    Beads,
    Circle,
    Square,
    Diamond,
    Triangle,
}

impl Chart {
    pub(super) fn svg(&self) -> String {
        let mut svg = String::new();
        let _ = writeln!(
            svg,
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" font-family="system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif" font-size="13" fill="#333">
<!-- written by `cargo xtask simulate`; do not edit -->
<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#fff"/>
<text x="{LEFT}" y="30" font-size="17" font-weight="600" fill="#111">{}</text>
<text x="{LEFT}" y="50" fill="#666">{}</text>"##,
            escape(&self.title),
            escape(self.subtitle),
        );
        self.axes(&mut svg);
        for series in &self.series {
            self.series(&mut svg, series);
        }
        for (index, series) in self.series.iter().enumerate() {
            legend(&mut svg, index, series);
        }
        svg.push_str("</svg>\n");
        svg
    }

    fn axes(&self, svg: &mut String) {
        let (right, bottom) = (LEFT + PLOT_WIDTH, TOP + PLOT_HEIGHT);
        for tick in self.y.ticks {
            let y = self.y_of(*tick);
            let _ = writeln!(
                svg,
                r##"<path d="M{LEFT} {y:.1}H{right}" stroke="#e6e6e6"/><text x="{}" y="{:.1}" text-anchor="end">{tick}</text>"##,
                LEFT - 8.0,
                y + 4.5,
            );
        }
        for tick in self.x.ticks {
            let x = self.x_of(*tick);
            let _ = writeln!(
                svg,
                r##"<path d="M{x:.1} {TOP}V{bottom}" stroke="#f0f0f0"/><text x="{x:.1}" y="{}" text-anchor="middle">{tick}</text>"##,
                bottom + 20.0,
            );
        }
        let (middle, height) = (LEFT + PLOT_WIDTH / 2.0, TOP + PLOT_HEIGHT / 2.0);
        let _ = writeln!(
            svg,
            r##"<path d="M{LEFT} {TOP}V{bottom}H{right}" fill="none" stroke="#999"/>
<text x="{middle}" y="{}" text-anchor="middle" fill="#555">{}</text>
<text transform="translate(18 {height}) rotate(-90)" text-anchor="middle" fill="#555">{}</text>"##,
            bottom + 44.0,
            escape(self.x.label),
            escape(self.y.label),
        );
    }

    fn series(&self, svg: &mut String, series: &Series) {
        let colour = series.colour;
        let is_within = |(x, y): &&(f64, f64)| {
            let within = |axis: &Axis, value: f64| axis.span.0 <= value && value <= axis.span.1;
            within(&self.x, *x) && within(&self.y, *y)
        };
        let places: Vec<(f64, f64)> =
            series.points.iter().filter(is_within).map(|(x, y)| (self.x_of(*x), self.y_of(*y))).collect();
        let (width, dash) = match series.style {
            Style::Line | Style::Beads => (2.5, ""),
            Style::Thin => (1.5, ""),
            Style::Dashed => (1.8, r#" stroke-dasharray="6 4""#),
            mark => {
                for (x, y) in places {
                    let _ = writeln!(svg, "{}", shape(mark, x, y, colour));
                }
                return;
            }
        };
        let mut path = String::new();
        for (index, (x, y)) in places.iter().enumerate() {
            let _ = write!(path, "{}{x:.1} {y:.1}", if index == 0 { 'M' } else { 'L' });
        }
        let _ = writeln!(
            svg,
            r#"<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"{dash}/>"#
        );
        if series.style == Style::Beads {
            for (x, y) in places {
                let _ = writeln!(svg, "{}", shape(Style::Circle, x, y, colour));
            }
        }
    }

    fn x_of(&self, value: f64) -> f64 {
        LEFT + self.x.share(value) * PLOT_WIDTH
    }

    fn y_of(&self, value: f64) -> f64 {
        TOP + (1.0 - self.y.share(value)) * PLOT_HEIGHT
    }
}

impl Axis {
    fn share(&self, value: f64) -> f64 {
        let (from, to) = self.span;
        if self.is_log {
            libm::log(value / from) / libm::log(to / from)
        } else {
            (value - from) / (to - from)
        }
    }
}

fn legend(svg: &mut String, index: usize, series: &Series) {
    let lines: Vec<&str> = series.name.split('\n').collect();
    let x = WIDTH - LEGEND + 22.0;
    let y = TOP + 10.0 + 38.0 * super::world::float(index);
    let colour = series.colour;
    let sample = match series.style {
        Style::Circle | Style::Square | Style::Diamond | Style::Triangle => {
            shape(series.style, x + 12.0, y, colour)
        }
        Style::Beads => format!(
            r#"<path d="M{x} {y}h24" stroke="{colour}" stroke-width="2.5"/>{}"#,
            shape(Style::Circle, x + 12.0, y, colour)
        ),
        Style::Dashed => {
            format!(r#"<path d="M{x} {y}h24" stroke="{colour}" stroke-width="1.8" stroke-dasharray="6 4"/>"#)
        }
        Style::Line => format!(r#"<path d="M{x} {y}h24" stroke="{colour}" stroke-width="2.5"/>"#),
        Style::Thin => format!(r#"<path d="M{x} {y}h24" stroke="{colour}" stroke-width="1.5"/>"#),
    };
    let _ = writeln!(svg, "{sample}");
    for (line, text) in lines.iter().enumerate() {
        let y = y + 4.5 + 15.0 * super::world::float(line);
        let _ = writeln!(svg, r#"<text x="{}" y="{y}">{}</text>"#, x + 32.0, escape(text));
    }
}

fn shape(mark: Style, x: f64, y: f64, colour: &str) -> String {
    let body = match mark {
        Style::Square => format!("M{:.1} {:.1}h10v10h-10z", x - 5.0, y - 5.0),
        Style::Diamond => format!("M{x:.1} {:.1}l6.5 6.5l-6.5 6.5l-6.5 -6.5z", y - 6.5),
        Style::Triangle => format!("M{x:.1} {:.1}l6 11h-12z", y - 6.5),
        _ => {
            return format!(r##"<circle cx="{x:.1}" cy="{y:.1}" r="4.5" fill="{colour}" stroke="#fff"/>"##);
        }
    };
    format!(r##"<path d="{body}" fill="{colour}" stroke="#fff"/>"##)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Told apart by those who see colours differently too.
pub(super) mod colour {
    pub(in super::super) const BLUE: &str = "#0072b2";
    pub(in super::super) const RED: &str = "#d55e00";
    pub(in super::super) const GREEN: &str = "#009e73";
    pub(in super::super) const ORANGE: &str = "#e69f00";
    pub(in super::super) const PINK: &str = "#cc79a7";
    pub(in super::super) const SKY: &str = "#56b4e9";
    pub(in super::super) const GREY: &str = "#777777";
}

const WIDTH: f64 = 820.0;
const HEIGHT: f64 = 440.0;
const LEFT: f64 = 70.0;
const TOP: f64 = 70.0;
const LEGEND: f64 = 240.0;
const PLOT_WIDTH: f64 = WIDTH - LEFT - LEGEND;
const PLOT_HEIGHT: f64 = 305.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_stand_where_the_axes_say_and_those_outside_are_left_out() {
        let chart = Chart {
            title: "a < b".into(),
            subtitle: "",
            x: Axis { label: "x", span: (1.0, 100.0), ticks: &[1.0, 10.0], is_log: true },
            y: Axis { label: "y", span: (0.0, 10.0), ticks: &[0.0], is_log: false },
            series: vec![Series {
                name: "one\ntwo".into(),
                colour: colour::BLUE,
                style: Style::Line,
                points: vec![(10.0, 5.0), (100.0, 10.0), (1000.0, 3.0)],
            }],
        };
        let svg = chart.svg();
        // Half way on both, and the corner.
        assert!(svg.contains(r#"<path d="M325.0 222.5L580.0 70.0" fill="none""#), "{svg}");
        assert!(svg.contains("a &lt; b") && svg.contains(">two</text>"));
    }
}
