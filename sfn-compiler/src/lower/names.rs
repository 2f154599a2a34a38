//! State names: the author's labels, and names made for the statements without one.

use proc_macro2::Ident;
use sfn_asl::index::Index;
use sfn_asl::value::Text;

use crate::syntax::ast;

/// The names of one machine. AWS wants them unique over all its scopes.
#[derive(Default)]
pub struct Names<'a> {
    taken: Index<'a>,
    bases: Index<'a>,
    /// For each base the number that its next name is tried with: those below are taken.
    next: Vec<usize>,
    /// What `let` gives a name.
    variables: Vec<&'a Ident>,
    /// What the items of Maps were called, as if they were Rust's.
    items: Vec<&'a Ident>,
}

impl<'a> Names<'a> {
    /// Knows every label of `block`, so that no made name collides with one, wherever it stands.
    pub fn of(block: &'a ast::Block) -> Names<'a> {
        let mut names = Names::default();
        names.collect(block);
        names
    }

    fn collect(&mut self, block: &'a ast::Block) {
        for statement in &block.statements {
            if let Some(label) = &statement.label {
                self.taken.insert(label.value.as_str());
            }
            match &statement.kind {
                ast::StatementKind::Effect(effect) => {
                    match &effect.target {
                        ast::Target::Let { name, .. } => self.variables.push(name),
                        ast::Target::Destructure(parts) => {
                            for part in parts {
                                self.variables.push(&part.1);
                            }
                        }
                        _ => {}
                    }
                    match &effect.source {
                        ast::Source::For(it) => {
                            self.items.extend(&it.item);
                            self.collect(&it.body);
                        }
                        ast::Source::Parallel(it) => {
                            for branch in &it.branches {
                                self.collect(&branch.body);
                            }
                        }
                        _ => {}
                    }
                    if let Some(catch) = &effect.catch {
                        self.collect_arms(&catch.arms);
                    }
                }
                ast::StatementKind::If(it) => self.collect_if(it),
                ast::StatementKind::Match(it) => {
                    for arm in &it.arms {
                        self.collect(&arm.body);
                    }
                }
                ast::StatementKind::Loop(it) => self.collect(&it.body),
                ast::StatementKind::While(it) => self.collect(&it.body),
                ast::StatementKind::Try(it) => {
                    self.collect(&it.body);
                    self.collect_arms(&it.catch.arms);
                }
                ast::StatementKind::Raw(it) => {
                    self.taken.insert(it.name.value.as_str());
                }
                _ => {}
            }
        }
    }

    fn collect_arms(&mut self, arms: &'a [ast::CatchArm]) {
        for arm in arms {
            self.collect(&arm.body);
        }
    }

    fn collect_if(&mut self, it: &'a ast::If) {
        self.collect(&it.then);
        match &it.otherwise {
            Some(ast::Else::Block(block)) => self.collect(block),
            Some(ast::Else::If(it)) => self.collect_if(it),
            None => {}
        }
    }

    /// What `text`, a name or names with dots, is called where it begins with a variable or an item.
    pub fn with_dollar(&self, text: &str) -> Option<String> {
        let (first, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
        if self.variables.iter().any(|it| *it == first) {
            return Some(format!("${text}"));
        }
        self.items.iter().any(|it| *it == first).then(|| format!("${rest}"))
    }

    /// A free name made of `base`: itself, else with ` 2`, ` 3` …
    pub fn make(&mut self, base: &str) -> String {
        let words = in_words(base);
        let (base, is_new) = self.bases.insert(words.clone());
        if is_new {
            self.next.push(1);
        }
        let mut n = self.next[base];
        loop {
            let suffix = if n == 1 { String::new() } else { format!(" {n}") };
            let name = shorten(&words, NAME_LIMIT - suffix.len()) + &suffix;
            n += 1;
            if self.taken.insert(name.clone()).1 {
                self.next[base] = n;
                return name;
            }
        }
    }
}

/// Characters a state name may have (Developer Guide, "Transitions": state names).
const NAME_LIMIT: usize = 80;

fn shorten(name: &str, limit: usize) -> String {
    name.chars().take(limit).collect::<String>().trim_end().to_string()
}

/// `putItem` → `Put item`, `order_total` → `Order total`, `listObjectsV2` → `List objects v2`, `getHTTPResponse` →
/// `Get HTTP response`: words split where the case changes, acronyms kept.
fn in_words(name: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let chars: Vec<char> = name.chars().collect();
    for (i, c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| chars[i]);
        let next_is_lower = chars.get(i + 1).is_some_and(|c| c.is_lowercase());
        let begins = match before {
            None => true,
            Some(b) if b == '_' || b == '-' || b == ' ' => true,
            Some(b) => c.is_uppercase() && (!b.is_uppercase() || next_is_lower),
        };
        if matches!(c, '_' | '-' | ' ') {
            continue;
        }
        match words.last_mut() {
            Some(word) if !begins => word.push(*c),
            _ => words.push(c.to_string()),
        }
    }
    let mut text = String::new();
    for (i, word) in words.iter().enumerate() {
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        let acronym = capitals > 1 && !word.chars().any(char::is_lowercase);
        let rest = word.chars().skip(1).collect::<String>();
        let first = word.chars().next().unwrap_or_default();
        if i > 0 {
            text.push(' ');
            text.push_str(&if acronym { word.clone() } else { word.to_lowercase() });
        } else {
            text.extend(first.to_uppercase());
            text.push_str(&if acronym { rest } else { rest.to_lowercase() });
        }
    }
    if text.is_empty() { "State".to_string() } else { text }
}

/// Where a label and its state are named: the same text in both places.
pub fn text_of(label: &ast::Str, loc: sfn_asl::diag::Loc) -> Text {
    Text::new(label.value.clone(), loc)
}

#[cfg(test)]
mod tests {
    use super::{Names, in_words};

    #[test]
    fn names_are_words() {
        for (from, to) in [
            ("putItem", "Put item"),
            ("receipt", "Receipt"),
            ("order_total", "Order total"),
            ("listObjectsV2", "List objects v2"),
            ("getHTTPResponse", "Get HTTP response"),
            ("MyTable", "My table"),
            ("detail-type", "Detail type"),
            ("", "State"),
        ] {
            assert_eq!(in_words(from), to);
        }
    }

    #[test]
    fn collisions_are_counted() {
        let mut names = Names::default();
        assert_eq!(names.make("putItem"), "Put item");
        assert_eq!(names.make("putItem"), "Put item 2");
        assert_eq!(names.make(&"long".repeat(40)).chars().count(), 80);
        assert_eq!(names.make(&"long".repeat(40)).chars().count(), 80);
    }
}
