//! Random trees print to text that parses to the same tree; random text never panics; nothing is slow or deep.

use std::fmt::Write;

use crate::query::jsonata::{
    BinaryOp, Binder, Expr, ExprKind, FieldContext, SortTerm, analyse, check, literal_type, parse,
};

const SEED: u64 = 0x05EE_DA51;

struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn many(&mut self, depth: usize, least: usize) -> Vec<Expr> {
        (0..least + self.below(3)).map(|_| self.expr(depth)).collect()
    }

    fn pairs(&mut self, depth: usize) -> Vec<(Expr, Expr)> {
        (0..self.below(3)).map(|_| (self.expr(depth), self.expr(depth))).collect()
    }

    fn boxed(&mut self, depth: usize) -> Box<Expr> {
        Box::new(self.expr(depth))
    }

    fn maybe(&mut self, depth: usize) -> Option<Box<Expr>> {
        (self.below(2) == 0).then(|| self.boxed(depth))
    }

    fn binder(&mut self) -> Binder {
        Binder { name: self.pick(&["v", "i", "states"]).to_owned(), range: 0..0 }
    }

    fn leaf(&mut self) -> ExprKind {
        match self.below(9) {
            0 => ExprKind::String(self.pick(&["", "a", "it's", "\"'\\\n\u{7}é", "%}"]).to_owned()),
            1 => ExprKind::Number(self.pick(&["0", "12", "1.5", "2e-3"]).to_owned()),
            2 => ExprKind::Bool(self.below(2) == 0),
            3 => ExprKind::Null,
            4 | 5 => {
                ExprKind::Name(self.pick(&["a", "in", "true", "", "a b", "9", "é", "function"]).to_owned())
            }
            6 => ExprKind::Wildcard,
            7 => ExprKind::Descendants,
            _ => ExprKind::Variable(self.pick(&["", "$", "x", "states", "sum"]).to_owned()),
        }
    }

    /// Any tree that the parser could build, but for parentheses, which the printer adds.
    fn expr(&mut self, depth: usize) -> Expr {
        let Some(depth) = depth.checked_sub(1) else { return self.leaf().into() };
        match self.below(24) {
            0 => ExprKind::Path((0..2 + self.below(2)).map(|_| self.step(depth)).collect()),
            1 | 2 => self.step(depth).kind,
            3 => ExprKind::Negate(self.boxed(depth)),
            4..=8 => {
                let op = BinaryOp::ALL[self.below(BinaryOp::ALL.len())];
                ExprKind::Binary { op, lhs: self.boxed(depth), rhs: self.boxed(depth) }
            }
            9 => ExprKind::Array(self.many(depth, 0)),
            10 => {
                let range = ExprKind::Range(self.boxed(depth), self.boxed(depth));
                ExprKind::Array(vec![range.into(), self.expr(depth)])
            }
            11 => ExprKind::Object(self.pairs(depth)),
            12 => ExprKind::Filter { base: self.boxed(depth), predicate: self.boxed(depth) },
            13 => ExprKind::KeepArray(self.boxed(depth)),
            14 => ExprKind::Group { base: Box::new(self.step(depth)), pairs: self.pairs(depth) },
            15 => {
                let term = |random: &mut Random| SortTerm {
                    descending: random.below(2) == 0,
                    expr: random.expr(depth),
                };
                ExprKind::Sort { base: self.boxed(depth), terms: vec![term(self), term(self)] }
            }
            16 => ExprKind::Focus { base: Box::new(self.leaf().into()), binder: self.binder() },
            17 => ExprKind::Index { base: self.boxed(depth), binder: self.binder() },
            18 => ExprKind::Bind { binder: self.binder(), value: self.boxed(depth) },
            19 => ExprKind::Condition {
                condition: self.boxed(depth),
                then: self.boxed(depth),
                otherwise: self.maybe(depth),
            },
            20 => ExprKind::Block(self.many(depth, 2)),
            21 => ExprKind::Lambda { params: vec![self.binder()], signature: None, body: self.boxed(depth) },
            22 => {
                let mut args = self.many(depth, 0);
                args.push(match self.below(3) {
                    0 => ExprKind::Placeholder.into(),
                    1 => ExprKind::Regex { pattern: "a[/]".into(), flags: "i".into() }.into(),
                    _ => self.expr(depth),
                });
                ExprKind::Call { callee: Box::new(Expr::var("f")), args }
            }
            _ => ExprKind::Transform {
                pattern: self.boxed(depth),
                update: self.boxed(depth),
                delete: self.maybe(depth),
            },
        }
        .into()
    }

    fn step(&mut self, depth: usize) -> Expr {
        match self.below(4) {
            0 => Expr::block(self.many(depth, 1)),
            1 => Expr::call("f", self.many(depth, 0)),
            _ => ExprKind::Name("a".into()).into(),
        }
    }
}

/// Without the parentheses around a single expression, wherever they stand.
fn bare(mut expr: Expr) -> Expr {
    let all = |items: Vec<Expr>| items.into_iter().map(bare).collect::<Vec<_>>();
    let both = |pairs: Vec<(Expr, Expr)>| pairs.into_iter().map(|(k, v)| (bare(k), bare(v))).collect();
    let one = |inner: Box<Expr>| Box::new(bare(*inner));
    expr.kind = match expr.kind {
        ExprKind::Block(mut items) if items.len() == 1 => return bare(items.remove(0)),
        ExprKind::Block(items) => ExprKind::Block(all(items)),
        ExprKind::Path(steps) => ExprKind::Path(all(steps)),
        ExprKind::Array(items) => ExprKind::Array(all(items)),
        ExprKind::Negate(inner) => ExprKind::Negate(one(inner)),
        ExprKind::KeepArray(inner) => ExprKind::KeepArray(one(inner)),
        ExprKind::Binary { op, lhs, rhs } => ExprKind::Binary { op, lhs: one(lhs), rhs: one(rhs) },
        ExprKind::Range(from, to) => ExprKind::Range(one(from), one(to)),
        ExprKind::Object(pairs) => ExprKind::Object(both(pairs)),
        ExprKind::Filter { base, predicate } => {
            ExprKind::Filter { base: one(base), predicate: one(predicate) }
        }
        ExprKind::Group { base, pairs } => ExprKind::Group { base: one(base), pairs: both(pairs) },
        ExprKind::Sort { base, terms } => {
            let term = |it: SortTerm| SortTerm { descending: it.descending, expr: bare(it.expr) };
            ExprKind::Sort { base: one(base), terms: terms.into_iter().map(term).collect() }
        }
        ExprKind::Focus { base, binder } => ExprKind::Focus { base: one(base), binder },
        ExprKind::Index { base, binder } => ExprKind::Index { base: one(base), binder },
        ExprKind::Bind { binder, value } => ExprKind::Bind { binder, value: one(value) },
        ExprKind::Condition { condition, then, otherwise } => {
            ExprKind::Condition { condition: one(condition), then: one(then), otherwise: otherwise.map(one) }
        }
        ExprKind::Lambda { params, signature, body } => {
            ExprKind::Lambda { params, signature, body: one(body) }
        }
        ExprKind::Call { callee, args } => ExprKind::Call { callee: one(callee), args: all(args) },
        ExprKind::Transform { pattern, update, delete } => {
            ExprKind::Transform { pattern: one(pattern), update: one(update), delete: delete.map(one) }
        }
        leaf => leaf,
    };
    expr
}

#[test]
fn printed_trees_parse_back() {
    let mut random = Random(SEED);
    let mut parsed = 0;
    for round in 0..4000 {
        let tree = random.expr(1 + round % 5);
        let text = tree.to_string();
        let again = match parse(&text) {
            Ok(again) => again,
            // The generator knows no rules of shape, only of syntax.
            Err(errors)
                if errors[0].message.contains("grouping") || errors[0].message.contains("step of a path") =>
            {
                continue;
            }
            Err(errors) if errors[0].message.contains("`@` must come before") => continue,
            Err(errors) => panic!("seed {SEED:#x}, round {round}: {text}\n{errors:?}\n{tree:?}"),
        };
        parsed += 1;
        assert_eq!(bare(again.clone()), bare(tree), "seed {SEED:#x}, round {round}: {text}");
        let canonical = again.to_string();
        assert_eq!(
            parse(&canonical).as_ref(),
            Ok(&again),
            "seed {SEED:#x}, round {round}: {text}\n{canonical}"
        );
        analyse(&again);
        check(&again, &FieldContext::default());
        literal_type(&again);
    }
    assert!(parsed > 3000, "{parsed}");
}

#[test]
fn token_soup_never_panics() {
    const TOKENS: &[&str] = &[
        ".",
        "[",
        "]",
        "{",
        "}",
        "(",
        ")",
        ",",
        "@$v",
        "#",
        ";",
        ":",
        "?",
        "+",
        "-",
        "*",
        "/",
        "%",
        "|",
        "=",
        "<",
        ">",
        "^(",
        "&",
        "!",
        "~",
        "..",
        ":=",
        "~>",
        "**",
        "and",
        "in",
        "$a",
        "$",
        "$$",
        "a",
        "`b c`",
        "'s'",
        "\"",
        "\\u00",
        "1",
        "0.5e",
        "null",
        "function($x){",
        "/a/",
        "λ(",
        "λ",
        "<n-:a<n>>",
        " ",
        "\n",
        "/*",
        "*/",
        "é",
        "😀",
        "$states.",
        "States.",
        "%.",
    ];
    let mut random = Random(SEED);
    let mut accepted = 0;
    for _ in 0..20_000 {
        let text: String = (0..1 + random.below(9)).map(|_| random.pick(TOKENS)).collect();
        match parse(&text) {
            Ok(expr) => {
                accepted += 1;
                assert_eq!(parse(&expr.to_string()).as_ref(), Ok(&expr), "{text}");
                for error in check(&expr, &FieldContext::default()) {
                    assert!(text.get(error.range.clone()).is_some(), "{text}: {error:?}");
                }
            }
            Err(errors) => assert!(text.get(errors[0].range.clone()).is_some(), "{text}: {errors:?}"),
        }
    }
    assert!(accepted > 500, "{accepted}");
}

#[test]
fn depth_is_bounded() {
    for (open, middle, close) in
        [("(", "1", ")"), ("[", "", "]"), ("-", "1", ""), ("$f(", "", ")"), ("a?", "b", "")]
    {
        let nested = |n: usize| format!("{}{middle}{}", open.repeat(n), close.repeat(n));
        assert!(parse(&nested(100)).is_ok(), "{open}");
        let errors = parse(&nested(10_000)).expect_err(open);
        assert!(errors[0].message.contains("nested more than 128"), "{errors:?}");
    }
    for link in [" + 1", "[0]", ".a", "()", "^(a)", " ~> $f", "#$i"] {
        let chain = |n: usize| format!("a{}", link.repeat(n));
        let expr = parse(&chain(400)).unwrap_or_else(|errors| panic!("{link}: {errors:?}"));
        assert_eq!(parse(&expr.to_string()).as_ref(), Ok(&expr));
        check(&expr, &FieldContext::default());
        assert!(parse(&chain(100_000)).is_err(), "{link}");
    }
    // Both at once: 128 levels of 100 links are 12,800 nodes high.
    let mixed = format!("{}1{}", "(1".repeat(100), format!("{})", " + 1".repeat(100)).repeat(100));
    assert!(parse(&mixed).is_err());
}

#[test]
fn large_texts_take_linear_time() {
    let mut list = String::from("[");
    let mut block = String::from("(");
    while list.len() < 400_000 {
        let n = list.len();
        write!(list, "{{'key': $states.input.a[b > {n}].c & 'text'}}, ").unwrap();
        write!(block, "$v{n} := $v{n} + $sum([{n}, $x]); ").unwrap();
    }
    list.push_str("1]");
    block.push_str("1)");
    for text in [list, block, format!("'{}'", "\\n".repeat(500_000)), format!("a{}", " ".repeat(1_000_000))] {
        let expr = parse(&text).unwrap();
        assert!(expr.to_string().len() > text.len() / 2 || text.starts_with('a'));
        check(&expr, &FieldContext::default());
        analyse(&expr);
    }
}
