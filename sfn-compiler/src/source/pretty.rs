//! Layout: a document of texts and possible line breaks becomes lines of at most [`WIDTH`] columns where possible.
//!
//! A group stays on one line if it fits there, else all of its own breaks are taken (the groups inside it decide for
//! themselves). Nothing here knows the language.

/// Columns of a line, the indentation counted.
pub const WIDTH: usize = 100;

const INDENT: usize = 4;

/// Something to lay out.
#[derive(Clone, Debug)]
pub enum Doc {
    /// Text without line breaks.
    Text(String),
    /// A blank, or a line break if the group around it is broken.
    Line,
    /// Nothing, or a line break if the group around it is broken.
    SoftLine,
    /// Always a line break: no group around it stays on one line.
    HardLine,
    /// The first if the group around it stays on one line, else the second.
    IfFlat(&'static str, &'static str),
    /// Parts, one after the other.
    Concat(Vec<Doc>),
    /// Lines inside are indented once more.
    Indent(Box<Doc>),
    /// Stays on one line if it fits.
    Group(Box<Doc>),
    /// Stays on one line if its inside has so few columns.
    ShortGroup(Box<Doc>, usize),
    /// The left side of an assignment, and the right: on the next line if not even its beginning fits.
    Hang(Box<Doc>, Box<Doc>),
    /// Short items, as many to a line as fit.
    Fill(Vec<Doc>),
    /// A head and what trails it: behind a blank where the head has several lines or all fits on one, else each part
    /// on an indented line of its own.
    Trailing(Box<Doc>, Vec<Doc>),
    /// Items on lines of their own, with a blank line where one of two neighbours has several lines.
    Paragraphs(Vec<Paragraph>),
}

/// An item of [`Doc::Paragraphs`].
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// The item.
    pub doc: Doc,
    /// What stands before it.
    pub gap: Gap,
}

/// What stands between an item and the one before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gap {
    /// A blank line if one of them has several lines.
    Natural,
    /// No blank line: it belongs to the item before.
    None,
    /// A blank line.
    Wide,
}

/// Text.
pub fn text(text: impl Into<String>) -> Doc {
    Doc::Text(text.into())
}

/// Nothing.
pub fn nothing() -> Doc {
    Doc::Concat(Vec::new())
}

/// Parts, one after the other.
pub fn concat(parts: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Concat(parts.into_iter().collect())
}

/// A group.
pub fn group(doc: Doc) -> Doc {
    Doc::Group(Box::new(doc))
}

/// Indented.
pub fn indent(doc: Doc) -> Doc {
    Doc::Indent(Box::new(doc))
}

/// `open item, item close`, on one line or an item a line with a comma behind each. `pad` is what stands inside the
/// brackets on one line: a blank for braces.
pub fn list(open: &str, items: Vec<Doc>, close: &str, pad: Doc) -> Doc {
    if items.is_empty() {
        return text(format!("{open}{close}"));
    }
    let mut inside = vec![pad.clone()];
    let count = items.len();
    for (i, item) in items.into_iter().enumerate() {
        inside.push(item);
        inside.push(if i + 1 < count { concat([text(","), Doc::Line]) } else { Doc::IfFlat("", ",") });
    }
    group(concat([text(open), indent(Doc::Concat(inside)), pad, text(close)]))
}

/// A list of short items.
pub fn fill(open: &str, items: Vec<Doc>, close: &str) -> Doc {
    let inside = concat([Doc::SoftLine, Doc::Fill(items), Doc::IfFlat("", ",")]);
    group(concat([text(open), indent(inside), Doc::SoftLine, text(close)]))
}

impl Doc {
    /// Columns on one line; `None` if it cannot stand on one line.
    pub fn flat_width(&self) -> Option<usize> {
        Some(match self {
            Doc::Text(text) => width(text),
            Doc::Line => 1,
            Doc::SoftLine => 0,
            Doc::HardLine | Doc::Paragraphs(_) => return None,
            Doc::IfFlat(flat, _) => width(flat),
            Doc::Concat(parts) => parts.iter().map(Doc::flat_width).sum::<Option<usize>>()?,
            Doc::Indent(doc) | Doc::Group(doc) | Doc::ShortGroup(doc, _) => doc.flat_width()?,
            Doc::Hang(left, right) => left.flat_width()? + right.flat_width()?,
            Doc::Fill(items) => {
                let commas = 2 * items.len().saturating_sub(1);
                items.iter().map(Doc::flat_width).sum::<Option<usize>>()? + commas
            }
            Doc::Trailing(head, parts) => {
                let parts = parts.iter().map(|it| Some(it.flat_width()? + 1)).sum::<Option<usize>>()?;
                head.flat_width()? + parts
            }
        })
    }

    /// Columns up to the first place where a line may break, and whether there is such a place.
    fn head_width(&self) -> (usize, bool) {
        match self {
            Doc::Text(text) => (width(text), false),
            Doc::Line | Doc::SoftLine | Doc::HardLine => (0, true),
            Doc::IfFlat(flat, _) => (width(flat), false),
            Doc::Concat(parts) => head_of(parts.iter()),
            Doc::Hang(left, right) => head_of([&**left, &**right].into_iter()),
            Doc::Indent(doc) | Doc::Group(doc) | Doc::ShortGroup(doc, _) => doc.head_width(),
            Doc::Fill(items) => items.first().map_or((0, false), |it| (it.head_width().0, items.len() > 1)),
            Doc::Trailing(head, parts) => match head.head_width() {
                (columns, false) if parts.is_empty() => (columns, false),
                (columns, _) => (columns, true),
            },
            Doc::Paragraphs(items) => items.first().map_or((0, false), |it| it.doc.head_width()),
        }
    }
}

fn head_of<'a>(parts: impl Iterator<Item = &'a Doc>) -> (usize, bool) {
    let mut sum = 0;
    for part in parts {
        let (columns, breaks) = part.head_width();
        sum += columns;
        if breaks {
            return (sum, true);
        }
    }
    (sum, false)
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// Lays `doc` out, its first line at column 0 of a block that is indented `depth` times. The result has no line
/// break at its end.
pub fn render(doc: &Doc, depth: usize) -> String {
    let mut writer = Writer { out: String::new(), column: depth * INDENT };
    writer.write(doc, depth, false, 0);
    writer.out
}

struct Writer {
    out: String,
    column: usize,
}

impl Writer {
    /// `after`: columns that must still fit behind `doc` on its last line.
    fn write(&mut self, doc: &Doc, depth: usize, flat: bool, after: usize) {
        match doc {
            Doc::Text(text) => {
                self.out.push_str(text);
                self.column += width(text);
            }
            Doc::Line if flat => self.write_text(" "),
            Doc::SoftLine if flat => {}
            Doc::Line | Doc::SoftLine | Doc::HardLine => self.newline(depth),
            Doc::IfFlat(yes, no) => self.write_text(if flat { yes } else { no }),
            Doc::Concat(parts) => {
                for (i, part) in parts.iter().enumerate() {
                    let (mut behind, mut breaks) = (0, false);
                    for next in &parts[i + 1..] {
                        let (columns, stops) = next.head_width();
                        behind += columns;
                        if stops || behind > WIDTH {
                            breaks = true;
                            break;
                        }
                    }
                    self.write(part, depth, flat, if breaks { behind } else { behind + after });
                }
            }
            Doc::Indent(doc) => self.write(doc, depth + 1, flat, after),
            Doc::Group(doc) => self.write_group(doc, depth, flat, after, WIDTH),
            Doc::ShortGroup(doc, limit) => self.write_group(doc, depth, flat, after, *limit),
            Doc::Hang(left, right) => {
                let start = self.column;
                self.write(left, depth, flat, 0);
                let is_empty = self.column == start;
                if flat || is_empty || self.column + right.head_width().0 <= WIDTH {
                    return self.write(right, depth, flat, after);
                }
                self.out.truncate(self.out.trim_end().len());
                self.newline(depth + 1);
                self.write(right, depth + 1, flat, after);
            }
            Doc::Fill(items) => self.write_fill(items, depth, flat),
            Doc::Trailing(head, parts) => self.write_trailing(head, parts, depth, flat, after),
            Doc::Paragraphs(items) => self.write_paragraphs(items, depth),
        }
    }

    fn write_fill(&mut self, items: &[Doc], depth: usize, flat: bool) {
        for (i, item) in items.iter().enumerate() {
            let columns = item.flat_width().unwrap_or(0);
            if i > 0 && (flat || self.column + columns + 3 <= WIDTH) {
                self.write_text(", ");
            } else if i > 0 {
                self.write_text(",");
                self.newline(depth);
            }
            self.write(item, depth, true, 0);
        }
    }

    fn write_trailing(&mut self, head: &Doc, parts: &[Doc], depth: usize, flat: bool, after: usize) {
        let start = self.out.len();
        let only = if parts.is_empty() { after } else { 0 };
        self.write(head, depth, flat, only);
        let mut indented = false;
        for (i, part) in parts.iter().enumerate() {
            let rest: Option<usize> = parts[i..].iter().map(|it| Some(it.flat_width()? + 1)).sum();
            let is_long = self.out[start..].contains('\n');
            let fits = rest.is_some_and(|rest| self.column + rest + after <= WIDTH);
            let depth = depth + usize::from(indented || !(flat || is_long || fits));
            if flat || ((is_long || fits) && !indented) {
                self.write_text(" ");
            } else {
                indented = true;
                self.newline(depth);
            }
            let behind = if i + 1 == parts.len() { after } else { 0 };
            self.write(part, depth, flat, behind);
        }
    }

    fn write_group(&mut self, doc: &Doc, depth: usize, flat: bool, after: usize, limit: usize) {
        let fits =
            flat || doc.flat_width().is_some_and(|it| it <= limit && self.column + it + after <= WIDTH);
        self.write(doc, depth, fits, after);
    }

    fn write_paragraphs(&mut self, items: &[Paragraph], depth: usize) {
        let mut before_is_long = None;
        for item in items {
            let start = self.out.len();
            let is_long;
            if let Some(before_is_long) = before_is_long {
                let mut writer = Writer { out: String::new(), column: depth * INDENT };
                writer.write(&item.doc, depth, false, 0);
                is_long = writer.out.contains('\n');
                let blank = match item.gap {
                    Gap::Natural => before_is_long || is_long,
                    Gap::None => false,
                    Gap::Wide => true,
                };
                if blank {
                    self.out.push('\n');
                }
                self.newline(depth);
                self.out.push_str(&writer.out);
                self.column = writer.column;
            } else {
                self.write(&item.doc, depth, false, 0);
                is_long = self.out[start..].contains('\n');
            }
            before_is_long = Some(is_long);
        }
    }

    fn write_text(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += width(text);
    }

    fn newline(&mut self, depth: usize) {
        self.out.push('\n');
        self.column = depth * INDENT;
        self.out.extend(std::iter::repeat_n(' ', self.column));
    }
}
