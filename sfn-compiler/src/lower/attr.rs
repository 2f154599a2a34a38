//! Attributes → fields.

use sfn_asl::diag::suggest;
use sfn_asl::machine::{NumberField, PathField, Retrier};
use sfn_asl::read::query::{PATH, REFERENCE, Takes};
use sfn_asl::value::{Field, Number, Text, Value, ValueKind};

use super::lints::is_lint;
use super::value::Context;
use super::{Lower, messages};
use crate::cx::SpanRange;
use crate::syntax::ast::{Arg, Attr, Expr, ExprKind, Item, Str};

/// Every attribute of a statement or arm, for "did you mean".
pub const STATEMENT_ATTRIBUTES: &[&str] = &[
    "timeout",
    "heartbeat",
    "retry",
    "credentials",
    "input",
    "output",
    "assign",
    "max_concurrency",
    "distributed",
    "batch",
    "result_writer",
    "label",
    "tolerated_failure_percentage",
    "tolerated_failure_count",
    "items",
    "jsonata",
    "allow",
    "warn",
];

/// The attributes of one statement or arm, looked up by name. Each may stand once, but for `retry`, `assign` and
/// those of lints.
pub struct Attrs<'a> {
    attrs: &'a [Attr],
}

impl<'a> Attrs<'a> {
    pub fn get(&self, name: &str) -> Option<&'a Attr> {
        self.attrs.iter().find(|it| it.text == name)
    }

    pub fn all<'b>(&self, name: &'b str) -> impl Iterator<Item = &'a Attr> + use<'a, 'b> {
        self.attrs.iter().filter(move |it| it.text == name)
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

impl Lower<'_> {
    /// The attributes of something that takes those of `accepted`; others are reported.
    pub fn attrs<'a>(&mut self, attrs: &'a [Attr], accepted: &[&str], what: &str) -> Attrs<'a> {
        for (i, attr) in attrs.iter().enumerate() {
            let name = &attr.text;
            if !STATEMENT_ATTRIBUTES.contains(&name.as_str()) {
                let near = suggest::nearest(name, STATEMENT_ATTRIBUTES.iter().copied());
                messages::unknown_attribute(self.cx, attr.name.span().into(), name, near);
            } else if !is_lint(name) && !accepted.contains(&name.as_str()) {
                messages::attribute_does_not_apply(self.cx, attr.name.span().into(), name, what);
            } else if !is_lint(name)
                && !matches!(name.as_str(), "retry" | "assign")
                && attrs[..i].iter().any(|it| it.text == attr.text)
            {
                messages::attribute_twice(self.cx, attr.name.span().into(), name);
            }
        }
        Attrs { attrs }
    }

    /// The one argument of `#[name(value)]`.
    pub fn single<'a>(&mut self, attr: &'a Attr) -> Option<&'a Expr> {
        match attr.args.as_deref() {
            Some([Arg { key: None, value }]) => Some(value),
            _ => {
                messages::attribute_takes_one(self.cx, attr.span, &attr.text);
                None
            }
        }
    }

    /// `#[timeout(30s | 30 | $.path | {% … %})]`
    pub fn seconds(&mut self, expr: &Expr, context: Context, field: &str) -> Option<NumberField> {
        match &expr.kind {
            ExprKind::Duration { .. } | ExprKind::Number(_) => self.duration(expr).map(NumberField::Literal),
            ExprKind::Error => None,
            ExprKind::String(text) if !text.starts_with("{%") => {
                messages::duration_expected(self.cx, expr.span);
                None
            }
            _ => self.number_field(expr, context, field, REFERENCE),
        }
    }

    /// `#[max_concurrency(10 | $.path | {% … %})]`
    pub fn number_field(
        &mut self,
        expr: &Expr,
        context: Context,
        field: &str,
        takes: Takes,
    ) -> Option<NumberField> {
        match &expr.kind {
            ExprKind::Number(text) => {
                Some(NumberField::Literal(Number::new(text.clone(), self.cx.loc(expr.span))))
            }
            ExprKind::Error => None,
            ExprKind::Path(query) | ExprKind::Jsonpath(query) if !context.is_jsonata() => {
                Some(NumberField::from(self.path_in(query, field, takes)))
            }
            ExprKind::String(text) if context.is_jsonata() && text.starts_with("{%") => {
                self.jsonata_string(text, expr.span).map(NumberField::from)
            }
            kind if !context.is_jsonata() && kind.is_computed() => {
                messages::path_computes_nothing(self.cx, expr.span, field);
                None
            }
            ExprKind::String(_) | ExprKind::Object(_) | ExprKind::Bool(_) | ExprKind::Null => {
                messages::number_expected(self.cx, expr.span, context.is_jsonata());
                None
            }
            _ if context.is_jsonata() => self.query(expr, context).map(NumberField::from),
            ExprKind::Jsonata(_) => self.query(expr, context).map(NumberField::from),
            _ if self.without_dollar(expr) => None,
            _ => {
                messages::number_expected(self.cx, expr.span, context.is_jsonata());
                None
            }
        }
    }

    /// A duration as whole seconds; a bare number is seconds, as spelled.
    pub fn duration(&mut self, expr: &Expr) -> Option<Number> {
        let text = match &expr.kind {
            ExprKind::Number(text) => text.clone(),
            ExprKind::Duration { number, unit } => {
                let factor = match unit {
                    'm' => 60.0,
                    'h' => 3600.0,
                    'd' => 86400.0,
                    _ => 1.0,
                };
                let seconds = number.parse::<f64>().unwrap_or(f64::NAN) * factor;
                if seconds.fract() != 0.0 || !(0.0..1e15).contains(&seconds) {
                    messages::duration_not_whole(self.cx, expr.span);
                    return None;
                }
                format!("{}", seconds as u64)
            }
            ExprKind::Error => return None,
            _ => {
                messages::duration_expected(self.cx, expr.span);
                return None;
            }
        };
        Some(Number::new(text, self.cx.loc(expr.span)))
    }

    /// `#[input($.path | null)]`, `#[output($.path | null)]`
    pub fn path_field(&mut self, attr: &Attr, field: &str) -> Option<PathField> {
        let expr = self.single(attr)?;
        match &expr.kind {
            ExprKind::Null => Some(PathField::Null(self.cx.loc(expr.span))),
            ExprKind::Path(query) | ExprKind::Jsonpath(query) => {
                Some(PathField::from(self.path_in(query, field, PATH)))
            }
            ExprKind::Error => None,
            _ => {
                messages::path_or_null(self.cx, expr.span);
                None
            }
        }
    }

    /// `#[assign(x = $.a, y = 1)]`, added to what `let` assigns.
    pub fn assign(&mut self, attrs: &Attrs, mut fields: Vec<Field>, context: Context) -> Option<Value> {
        let mut span: Option<SpanRange> = None;
        for attr in attrs.all("assign") {
            span = Some(attr.span);
            for arg in attr.args.iter().flatten() {
                let Some(key) = &arg.key else {
                    messages::assign_needs_name(self.cx, arg.value.span);
                    continue;
                };
                let value = self.template(&arg.value, context);
                let name = Text::new(key_text(key), self.cx.loc(key.span()));
                if fields.iter().any(|it| it.key.value == name.value) {
                    messages::assigned_twice(self.cx, key.span().into(), &name.value);
                } else {
                    fields.push(Field { key: name, value });
                }
            }
        }
        if fields.is_empty() && span.is_none() {
            return None;
        }
        let loc = match (span, fields.first()) {
            (Some(span), _) => self.cx.loc(span),
            (None, Some(field)) => field.key.loc,
            (None, None) => return None,
        };
        Some(Value::new(ValueKind::Object(fields), loc))
    }

    /// `#[retry(…)]` attributes, in order. `#[retry()]` alone is an empty list.
    pub fn retry(&mut self, attrs: &Attrs) -> Option<Vec<Retrier>> {
        let mut retriers: Option<Vec<Retrier>> = None;
        for attr in attrs.all("retry") {
            let list = retriers.get_or_insert_default();
            let args = attr.args.as_deref().unwrap_or_default();
            if args.is_empty() && attr.args.is_some() {
                continue;
            }
            match self.retrier(args, attr.span) {
                Some(retrier) => list.push(retrier),
                None => continue,
            }
        }
        retriers
    }

    fn retrier(&mut self, args: &[Arg], span: SpanRange) -> Option<Retrier> {
        if let [Arg { key: None, value: Expr { kind: ExprKind::Name { text, .. }, span: at } }] = args
            && !text.contains('.')
            && text != "jitter"
        {
            return self.retry_policy(text, *at, span);
        }
        let mut retrier = Retrier { loc: self.cx.loc(span), ..Retrier::default() };
        let mut named = false;
        for arg in args {
            let Some(key) = &arg.key else {
                let is_jitter = matches!(&arg.value.kind, ExprKind::Name { text, .. } if text == "jitter");
                named |= !is_jitter;
                match &arg.value.kind {
                    _ if is_jitter => {
                        let loc = self.cx.loc(arg.value.span);
                        retrier.jitter_strategy = Some(Text::new("FULL".to_string(), loc));
                    }
                    ExprKind::Underscore => {
                        let loc = self.cx.loc(arg.value.span);
                        retrier.error_equals.push(Text::new("States.ALL".to_string(), loc));
                    }
                    _ => {
                        if let Some(name) = self.error_name(&arg.value) {
                            retrier.error_equals.push(name);
                        }
                    }
                }
                continue;
            };
            match key.to_string().as_str() {
                "interval" => retrier.interval_seconds = self.duration(&arg.value),
                "max_delay" => retrier.max_delay_seconds = self.duration(&arg.value),
                "max_attempts" => retrier.max_attempts = self.plain_number(&arg.value),
                "backoff" => retrier.backoff_rate = self.plain_number(&arg.value),
                "jitter" => retrier.jitter_strategy = self.word(&arg.value),
                "comment" => retrier.comment = self.word(&arg.value),
                other => messages::unknown_argument(
                    self.cx,
                    key.span().into(),
                    other,
                    &["interval", "max_attempts", "backoff", "max_delay", "jitter", "comment"],
                ),
            }
        }
        if !named {
            messages::retry_without_errors(self.cx, span);
            return None;
        }
        Some(retrier)
    }

    /// `#[retry(stubborn)]`
    fn retry_policy(&mut self, name: &str, at: SpanRange, span: SpanRange) -> Option<Retrier> {
        let ast = self.ast;
        let policies = || {
            ast.items.iter().filter_map(|it| match it {
                Item::RetryPolicy(policy) => Some((policy.name.to_string(), policy)),
                Item::Resource(_) => None,
            })
        };
        if let Some((_, policy)) = policies().find(|it| it.0 == name) {
            return self.retrier(&policy.args, span);
        }
        let names: Vec<String> = policies().map(|it| it.0).collect();
        let near = suggest::nearest(name, names.iter().map(String::as_str));
        messages::unknown_retry_policy(self.cx, at, name, near);
        None
    }

    /// `"CardDeclined"`, `States.Timeout`
    fn error_name(&mut self, expr: &Expr) -> Option<Text> {
        match &expr.kind {
            ExprKind::String(text) => {
                let text = Str { value: text.clone(), span: expr.span };
                Some(self.text(&text))
            }
            ExprKind::Name { text, .. } if text.starts_with("States.") => {
                Some(Text::new(text.clone(), self.cx.loc(expr.span)))
            }
            ExprKind::Error => None,
            _ => {
                messages::error_name_expected(self.cx, expr.span);
                None
            }
        }
    }

    pub fn plain_number(&mut self, expr: &Expr) -> Option<Number> {
        match &expr.kind {
            ExprKind::Number(text) => Some(Number::new(text.clone(), self.cx.loc(expr.span))),
            ExprKind::Error => None,
            _ => {
                messages::fixed_number_expected(self.cx, expr.span);
                None
            }
        }
    }

    /// A word or a string: `CSV`, `"CSV"`.
    pub fn word(&mut self, expr: &Expr) -> Option<Text> {
        match &expr.kind {
            ExprKind::String(text) => {
                let text = Str { value: text.clone(), span: expr.span };
                Some(self.text(&text))
            }
            ExprKind::Name { text, .. } if !text.contains("::") => {
                Some(Text::new(text.clone(), self.cx.loc(expr.span)))
            }
            ExprKind::Error => None,
            _ => {
                messages::word_expected(self.cx, expr.span);
                None
            }
        }
    }
}

/// The name of an identifier without `r#`.
pub fn key_text(ident: &proc_macro2::Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or(text.clone(), str::to_string)
}
