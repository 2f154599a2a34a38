//! A machine as inline SVG for rustdoc: follows the reader's theme, needs no script, has no identifiers that could
//! clash with those of another drawing, and no blank line, which would end the block of HTML that it is.

use std::fmt::{self, Write};

use super::Cause;
use super::layout::{
    self, BOX, Bus, DOT, INDENT, Label, Labelled, PADDING, Row, Scope, Side, Straight, What, branch_height,
    branch_width,
};
use super::text::{NAME, SMALL};
use crate::machine::{Machine, StateKind};

/// What the drawing keeps from its edges.
const MARGIN: i32 = 4;
/// The rounding of a bend.
const BEND: i32 = 5;

// Colours are rustdoc's, with those of its light theme for everything else that shows the drawing. An error's red is
// legible on light and dark.
const INK: &str = "var(--main-color,#000)";
const FAINT: &str = "var(--right-side-color,#737373)";
const PAPER: &str = "var(--main-background-color,#fff)";
const FRAME: &str = "var(--code-block-background-color,#f5f5f5)";
const ERROR: &str = "#d9534f";

/// The machine called `name` as an HTML block with an SVG in it.
pub fn svg(machine: &Machine, name: &str) -> String {
    let scope = layout::scope(&machine.body);
    let mut layers = Layers::default();
    layers.scope(&scope, MARGIN, MARGIN).expect("a String takes it");
    layers.document(name, scope.width + 2 * MARGIN, scope.height + 2 * MARGIN).expect("a String takes it")
}

/// What is drawn over what, each layer in a style of its own.
#[derive(Default)]
struct Layers {
    frames: String,
    lines: String,
    tips: String,
    error_lines: String,
    error_tips: String,
    boxes: String,
    icons: String,
    names: String,
    details: String,
    labels: String,
}

impl Layers {
    fn document(&self, name: &str, width: i32, height: i32) -> Result<String, fmt::Error> {
        let mut svg = String::new();
        writeln!(svg, "<div style=\"overflow:auto\">")?;
        writeln!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             role=\"img\" aria-label=\"State machine {}\" style=\"font-family:'Fira Sans',Arial,sans-serif;max-width:none\">",
            Escaped(name)
        )?;
        let line = "fill:none;stroke-width:1.3";
        let text = "pointer-events:none;font-size";
        let layers = [
            (format!("fill:{FRAME};stroke:{FAINT};stroke-opacity:.4"), &self.frames),
            (format!("{line};stroke:{FAINT}"), &self.lines),
            (format!("fill:{FAINT}"), &self.tips),
            (format!("{line};stroke:{ERROR};stroke-dasharray:4 3"), &self.error_lines),
            (format!("fill:{ERROR}"), &self.error_tips),
            (format!("fill:{PAPER};stroke:{FAINT};stroke-opacity:.6"), &self.boxes),
            (
                "fill:none;stroke:#fff;stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round"
                    .to_owned(),
                &self.icons,
            ),
            (format!("{text}:{NAME}px;fill:{INK}"), &self.names),
            (format!("{text}:{SMALL}px;fill:{FAINT}"), &self.details),
            (format!("font-size:{SMALL}px;fill:{INK}"), &self.labels),
        ];
        for (style, content) in layers {
            if !content.is_empty() {
                write!(svg, "<g style=\"{style}\">\n{content}</g>\n")?;
            }
        }
        svg.push_str("</svg>\n</div>\n");
        Ok(svg)
    }

    fn scope(&mut self, scope: &Scope<'_>, x: i32, y: i32) -> fmt::Result {
        if let Some(to) = scope.start {
            let r = DOT / 2;
            writeln!(self.tips, "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"/>", x + scope.axis, y + r, r - 1)?;
            let first = Straight { from: DOT, to, label: None };
            self.straight(&first, x + scope.axis, x, y)?;
        }
        for straight in &scope.straights {
            self.straight(straight, x + scope.axis, x, y)?;
        }
        for bus in &scope.buses {
            self.bus(bus, x, y)?;
        }
        for row in &scope.rows {
            self.row(row, x + row.x, y + row.y)?;
        }
        Ok(())
    }

    fn straight(&mut self, straight: &Straight, axis: i32, x: i32, y: i32) -> fmt::Result {
        let (from, to) = (y + straight.from, y + straight.to);
        writeln!(self.lines, "<path d=\"M{axis} {from}V{}\"/>", to - 5)?;
        writeln!(self.tips, "<path d=\"M{axis} {to}l-4-7h8z\"/>")?;
        match &straight.label {
            Some(label) => self.label(label, x, y),
            None => Ok(()),
        }
    }

    fn bus(&mut self, bus: &Bus, x: i32, y: i32) -> fmt::Result {
        let (lines, tips) = match bus.cause {
            Cause::Done => (&mut self.lines, &mut self.tips),
            Cause::Error => (&mut self.error_lines, &mut self.error_tips),
        };
        // Away from the column, and along the lane.
        let out = if bus.side == Side::Right { 1 } else { -1 };
        let along = if bus.side == Side::Right { 1 } else { -1 };
        let lane = x + bus.x;
        let (tip_x, tip_y) = (x + bus.tip.0, y + bus.tip.1);
        let mut path = String::new();
        for (exit_x, exit_y) in bus.exits.iter().map(|it| (x + it.0, y + it.1)) {
            let (across, down) = (out * BEND, along * BEND);
            write!(path, "M{exit_x} {exit_y}H{}q{across} 0 {across} {down}", lane - across)?;
        }
        // From the exit that is farthest from the target.
        let far = match bus.side {
            Side::Right => bus.exits.iter().map(|it| it.1).min(),
            Side::Left => bus.exits.iter().map(|it| it.1).max(),
        };
        let from = y + far.unwrap_or(bus.tip.1) + along * BEND;
        let (across, down) = (-out * BEND, along * BEND);
        write!(path, "M{lane} {from}V{}q0 {down} {across} {down}H{}", tip_y - down, tip_x + out * 5)?;
        writeln!(lines, "<path d=\"{path}\"/>")?;
        writeln!(tips, "<path d=\"M{tip_x} {tip_y}l{} -4v8z\"/>", out * 7)?;
        for label in &bus.labels {
            self.label(label, x, y)?;
        }
        Ok(())
    }

    fn label(&mut self, label: &Label, x: i32, y: i32) -> fmt::Result {
        let anchor = if label.side == Side::Left { " text-anchor=\"end\"" } else { "" };
        write!(self.labels, "<text x=\"{}\" y=\"{}\"{anchor}>", x + label.x, y + label.y)?;
        if let Some(long) = &label.words.long {
            write!(self.labels, "<title>{}</title>", Escaped(long))?;
        }
        writeln!(self.labels, "{}</text>", Escaped(&label.words.short))
    }

    fn row(&mut self, row: &Row<'_>, x: i32, y: i32) -> fmt::Result {
        match &row.what {
            What::End => {
                let r = DOT / 2;
                let (cx, cy) = (x + r, y + r);
                writeln!(self.tips, "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"{}\"/>", r - 4)?;
                writeln!(self.lines, "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"{}\"/>", r - 1)
            }
            What::State(labelled) => self.state(labelled, row, x, y),
        }
    }

    fn state(&mut self, labelled: &Labelled<'_>, row: &Row<'_>, x: i32, y: i32) -> fmt::Result {
        let state = labelled.state;
        let layer = if labelled.scopes.is_empty() { &mut self.boxes } else { &mut self.frames };
        rectangle(layer, (x, y), (row.width, row.height))?;
        write!(layer, "<title>{}", Escaped(&state.name.value))?;
        if let Some(comment) = &state.comment {
            write!(layer, ": {}", Escaped(&comment.value))?;
        }
        layer.push_str("</title></rect>\n");
        let middle = y + if labelled.scopes.is_empty() { row.height / 2 } else { BOX / 2 };
        let (colour, glyph) = icon(&state.kind);
        writeln!(
            self.icons,
            "<g transform=\"translate({} {})\"><rect width=\"16\" height=\"16\" rx=\"4\" style=\"fill:{colour};stroke:none\"/><path d=\"{glyph}\"/></g>",
            x + 10,
            middle - 8,
        )?;
        let left = x + INDENT;
        writeln!(self.names, "<text x=\"{left}\" y=\"{}\">{}</text>", middle - 2, Escaped(&labelled.name))?;
        writeln!(
            self.details,
            "<text x=\"{left}\" y=\"{}\">{}</text>",
            middle + 13,
            Escaped(&labelled.detail)
        )?;
        self.branches(&labelled.scopes, row, x, y + BOX)
    }

    /// Side by side, in the middle of their frame.
    fn branches(&mut self, scopes: &[Scope<'_>], row: &Row<'_>, x: i32, y: i32) -> fmt::Result {
        let count = scopes.len();
        let taken: i32 = scopes.iter().map(|it| branch_width(it, count) + PADDING).sum::<i32>() - PADDING;
        let mut left = x + (row.width - taken) / 2;
        for scope in scopes {
            let width = branch_width(scope, count);
            if count == 1 {
                self.scope(scope, left, y)?;
            } else {
                rectangle(&mut self.frames, (left, y), (width, branch_height(scope, count)))?;
                self.frames.push_str("</rect>\n");
                self.scope(scope, left + PADDING, y + PADDING)?;
            }
            left += width + PADDING;
        }
        Ok(())
    }
}

/// Its opening tag.
fn rectangle(layer: &mut String, (x, y): (i32, i32), (width, height): (i32, i32)) -> fmt::Result {
    write!(layer, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\">")
}

/// Colour and picture, the latter in 16 by 16 pixels.
fn icon(kind: &StateKind) -> (&'static str, &'static str) {
    match kind {
        StateKind::Pass { .. } => ("#8a8f98", "M4 8h8M9 5l3 3-3 3"),
        StateKind::Task(_) => ("#d9822b", "M9 3L4.5 9H8L7 13l4.5-6H8z"),
        StateKind::Choice(_) => ("#8250df", "M8 3.5L12.5 8 8 12.5 3.5 8z"),
        StateKind::Wait(_) => ("#2f8fb3", "M8 3.5a4.5 4.5 0 1 0 .01 0M8 5.5V8l2 1.2"),
        StateKind::Succeed => ("#2a9d4e", "M4.5 8.3L7 10.8l4.5-5.3"),
        StateKind::Fail { .. } => (ERROR, "M5 5l6 6M11 5l-6 6"),
        StateKind::Parallel { .. } => ("#3572c6", "M5.5 4v8M10.5 4v8"),
        StateKind::Map(_) => ("#3572c6", "M4 5h8M4 8h8M4 11h8"),
    }
}

/// Text as it may stand in HTML, in one line.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                c if c.is_control() || c.is_whitespace() => f.write_char(' ')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}
