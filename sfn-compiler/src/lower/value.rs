//! Expressions → payload templates and plain values.

use proc_macro2::TokenStream;
use sfn_asl::machine::QueryLanguage;
use sfn_asl::value::{Field, Query, Text, Value, ValueKind};

use super::query::{Named, Root};
use super::{Lower, messages};
use crate::cx::SpanRange;
use crate::lower::holes::Escape;
use crate::syntax::ast::{Entry, Expr, ExprKind, Str};

/// The language of a state, and what `$` means where a value stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Context {
    pub language: QueryLanguage,
    pub root: Root,
}

impl Context {
    pub fn is_jsonata(self) -> bool {
        self.language == QueryLanguage::Jsonata
    }

    pub fn with(self, root: Root) -> Context {
        Context { root, ..self }
    }
}

impl Lower<'_> {
    /// A text of the author, with its place.
    pub fn text(&mut self, text: &Str) -> Text {
        let loc = self.cx.loc(text.span);
        Text::new(text.value.clone(), loc)
    }

    /// The fields of an object where queries are evaluated.
    pub fn template_of<'e>(
        &mut self,
        entries: impl Iterator<Item = &'e Entry>,
        span: SpanRange,
        context: Context,
    ) -> Value {
        let value = self.object(entries, span, context);
        if !context.is_jsonata() {
            self.refuse_dollar_keys(&value);
        }
        value
    }

    /// A value where queries are evaluated: `Parameters`, `Assign`, `Output`, …
    pub fn template(&mut self, expr: &Expr, context: Context) -> Value {
        let value = self.value(expr, context);
        if !context.is_jsonata() {
            self.refuse_dollar_keys(&value);
        }
        value
    }

    /// A [template](Self::template) that is all of a field. JSONPath computes what stands under keys: a root would be
    /// taken for text.
    pub fn whole(&mut self, field: &str, expr: &Expr, context: Context) -> Value {
        let value = self.template(expr, context);
        if matches!(value.kind, ValueKind::Query(_)) && !context.is_jsonata() {
            messages::computed_root(self.cx, value.loc, field);
        }
        value
    }

    /// A value, dynamic or not.
    pub fn value(&mut self, expr: &Expr, context: Context) -> Value {
        let span = expr.span;
        let kind = match &expr.kind {
            ExprKind::Null => ValueKind::Null,
            ExprKind::Bool(value) => ValueKind::Bool(*value),
            ExprKind::Number(text) => ValueKind::Number(text.clone()),
            ExprKind::String(text) => return self.string(text, span, context),
            ExprKind::Object(entries) => return self.object(entries.iter(), span, context),
            ExprKind::Array(items) => return self.array(items, span, context),
            ExprKind::Paren(inner) => return self.value(inner, context),
            ExprKind::Call { name, args } if is_attribute_value(&name.value) => {
                return self.attribute_value(name, args, span, context);
            }
            ExprKind::Name { text, .. } if text == "NULL" && !self.is_declared(text) => {
                let value = Value::new(ValueKind::Bool(true), self.cx_loc(span));
                return self.wrapped("NULL", value, span);
            }
            ExprKind::Name { text, tokens } => return self.name(text, tokens, span),
            // What begins with a constant may begin with `{%`: then JSONata would read it.
            ExprKind::Format { template, args }
                if self.is_known(args)
                    && !(context.is_jsonata()
                        && template.value.starts_with("{}")
                        && args.first().is_some_and(|it| self.is_constant(it))) =>
            {
                let Some(text) = self.format_text(template, args) else {
                    return Value::new(ValueKind::Null, self.cx_loc(span));
                };
                return Value::string(text, self.cx_loc(span));
            }
            ExprKind::Error => ValueKind::Null,
            _ => return self.dynamic(expr, context),
        };
        Value::new(kind, self.cx_loc(span))
    }

    fn cx_loc(&mut self, span: SpanRange) -> sfn_asl::diag::Loc {
        self.cx.loc(span)
    }

    /// One query. What cannot be folded into the state was reported and is `null`.
    fn dynamic(&mut self, expr: &Expr, context: Context) -> Value {
        match self.query(expr, context) {
            Some(query) => Value::query(query),
            None => Value::new(ValueKind::Null, self.cx_loc(expr.span)),
        }
    }

    /// An expression as one query of the state's language.
    pub fn query(&mut self, expr: &Expr, context: Context) -> Option<Query> {
        if context.is_jsonata() {
            return self.jsonata(expr, context.root);
        }
        match &expr.kind {
            ExprKind::Path(query) | ExprKind::Jsonpath(query) => Some(self.jsonpath_query(query)),
            ExprKind::Jsonata(query) => {
                messages::jsonata_in_jsonpath(self.cx, query.span);
                None
            }
            ExprKind::Array(items) => self.intrinsic_array(items, expr.span),
            ExprKind::Call { .. } | ExprKind::Format { .. } | ExprKind::Binary { .. } => self.intrinsic(expr),
            ExprKind::Paren(inner) => self.query(inner, context),
            ExprKind::Error => None,
            _ => {
                self.no_jsonpath(expr);
                None
            }
        }
    }

    fn string(&mut self, text: &str, span: SpanRange, context: Context) -> Value {
        if context.is_jsonata()
            && let Some(query) = self.jsonata_string(text, span)
        {
            return Value::query(query);
        }
        let loc = self.cx_loc(span);
        Value::string(text, loc)
    }

    fn object<'e>(
        &mut self,
        entries: impl Iterator<Item = &'e Entry>,
        span: SpanRange,
        context: Context,
    ) -> Value {
        let mut fields: Vec<Field> = Vec::new();
        for entry in entries {
            let key = self.text(&entry.key);
            let value = self.value(&entry.value, context);
            match fields.iter().position(|it| it.key.value == key.value) {
                Some(first) => {
                    let first = fields[first].key.loc;
                    messages::duplicate_key(self.cx, entry.key.span, &entry.key.value, first);
                }
                None => fields.push(Field { key, value }),
            }
        }
        Value::new(ValueKind::Object(fields), self.cx_loc(span))
    }

    /// JSONPath evaluates only the `.$` keys of objects: a list with dynamic elements of its own is `States.Array`.
    fn array(&mut self, items: &[Expr], span: SpanRange, context: Context) -> Value {
        let values: Vec<Value> = items.iter().map(|it| self.value(it, context)).collect();
        let dynamic = values.iter().any(|it| matches!(it.kind, ValueKind::Query(_)));
        if context.is_jsonata() || !dynamic {
            return Value::new(ValueKind::Array(values), self.cx_loc(span));
        }
        match self.intrinsic_array(items, span) {
            Some(query) => Value::query(query),
            None => Value::new(ValueKind::Array(Vec::new()), self.cx_loc(span)),
        }
    }

    fn name(&mut self, text: &str, tokens: &TokenStream, span: SpanRange) -> Value {
        let loc = self.cx_loc(span);
        match self.name_text(text, tokens, span) {
            Some(Named::Text(text)) => Value::string(text, loc),
            Some(Named::Constant(constant)) => Value::string(self.holes.add(constant, Escape::Value), loc),
            None => Value::new(ValueKind::Null, loc),
        }
    }

    /// What a bare name stands for. `None` when it can be neither a resource nor a constant; that was reported.
    pub fn name_text(&mut self, text: &str, tokens: &TokenStream, span: SpanRange) -> Option<Named> {
        if let Some(resource) = self.resources.iter_mut().find(|it| it.name == text) {
            resource.used = true;
            return Some(match &resource.value {
                super::ResourceValue::Substitution => Named::Text(format!("${{{text}}}")),
                super::ResourceValue::Literal(value) => Named::Text(value.value.clone()),
                super::ResourceValue::Constant(constant) => Named::Constant(constant.clone()),
            });
        }
        if let Some(meant) = self.names.with_dollar(text) {
            messages::without_dollar(self.cx, span, text, &meant);
            return None;
        }
        // Rust spells constants in capitals: a single lower-case word was meant to be a resource.
        if text.chars().all(|c| c.is_lowercase() || c == '_' || c.is_numeric()) {
            let near =
                sfn_asl::diag::suggest::nearest(text, self.resources.iter().map(|it| it.name.as_str()))
                    .or_else(|| sfn_asl::diag::suggest::nearest(text, ["true", "false", "null"]));
            messages::unknown_name(self.cx, span, text, near);
            return None;
        }
        if text.contains('.') {
            messages::dotted_name(self.cx, span, text);
            return None;
        }
        Some(Named::Constant(tokens.clone()))
    }

    /// Reports a variable or an item that is read as in Rust; whether it is one.
    pub fn without_dollar(&mut self, expr: &Expr) -> bool {
        let ExprKind::Name { text, .. } = &expr.kind else { return false };
        let Some(meant) = self.names.with_dollar(text) else { return false };
        messages::without_dollar(self.cx, expr.span, text, &meant);
        true
    }

    /// Whether all of this is known before the machine runs, and some of it has a name: then a text of it is a text, and
    /// says in the policy what it names.
    pub fn is_known(&self, args: &[Expr]) -> bool {
        let is_name = |expr: &Expr| match &expr.kind {
            // What is no name of a constant is reported where it is evaluated.
            ExprKind::Name { text, .. } => {
                self.is_declared(text) || text.contains("::") || text.contains(char::is_uppercase)
            }
            _ => false,
        };
        let is_text = |expr: &Expr| matches!(expr.kind, ExprKind::String(_)) || is_name(expr);
        args.iter().all(is_text) && args.iter().any(is_name)
    }

    fn is_constant(&self, expr: &Expr) -> bool {
        let ExprKind::Name { text, .. } = &expr.kind else { return false };
        let resource = self.resources.iter().find(|it| it.name == *text);
        resource.is_none_or(|it| matches!(it.value, super::ResourceValue::Constant(_)))
    }

    /// The text of a template whose arguments are [known](Self::is_known).
    pub fn format_text(&mut self, template: &Str, args: &[Expr]) -> Option<String> {
        let pieces = self.format_pieces(template, args)?;
        let mut out = String::new();
        for (i, piece) in pieces.iter().enumerate() {
            out.push_str(piece);
            match args.get(i).map(|it| &it.kind) {
                Some(ExprKind::String(text)) => out.push_str(text),
                Some(ExprKind::Name { text, tokens }) => match self.name_text(text, tokens, args[i].span) {
                    Some(Named::Text(text)) => out.push_str(&text),
                    Some(Named::Constant(constant)) => out.push(self.holes.add(constant, Escape::Text)),
                    None => {}
                },
                _ => {}
            }
        }
        Some(out)
    }

    fn is_declared(&self, name: &str) -> bool {
        self.resources.iter().any(|it| it.name == name)
    }

    /// A key that ends in `.$` would be evaluated by the service, behind the compiler's back.
    fn refuse_dollar_keys(&mut self, value: &Value) {
        match &value.kind {
            ValueKind::Object(fields) => {
                for field in fields {
                    if field.key.value.ends_with(".$") {
                        messages::dollar_key(self.cx, &field.key);
                    }
                    self.refuse_dollar_keys(&field.value);
                }
            }
            ValueKind::Array(items) => items.iter().for_each(|it| self.refuse_dollar_keys(it)),
            _ => {}
        }
    }

    fn wrapped(&mut self, descriptor: &str, value: Value, span: SpanRange) -> Value {
        let loc = self.cx_loc(span);
        let key = Text::new(descriptor.to_string(), loc);
        Value::new(ValueKind::Object(vec![Field { key, value }]), loc)
    }

    /// A DynamoDB attribute value: `S($.id)` is `{ "S.$": "$.id" }`; numbers travel as text.
    fn attribute_value(&mut self, name: &Str, args: &[Expr], span: SpanRange, context: Context) -> Value {
        let [arg] = args else {
            messages::attribute_value_arity(self.cx, name.span, &name.value);
            return Value::new(ValueKind::Null, self.cx_loc(span));
        };
        let value = match name.value.as_str() {
            "N" => self.number_text(arg, context),
            "NS" => match &arg.kind {
                ExprKind::Array(items) => {
                    let items = items.iter().map(|it| self.number_text(it, context)).collect();
                    Value::new(ValueKind::Array(items), self.cx_loc(arg.span))
                }
                _ => self.value(arg, context),
            },
            _ => self.value(arg, context),
        };
        self.wrapped(&name.value, value, span)
    }

    /// A number as the text that DynamoDB wants: `5` → `"5"`, `$.n` → `States.Format('{}', $.n)`.
    fn number_text(&mut self, expr: &Expr, context: Context) -> Value {
        if let ExprKind::Number(text) = &expr.kind {
            return Value::string(text.clone(), self.cx_loc(expr.span));
        }
        if matches!(
            expr.kind,
            ExprKind::String(_) | ExprKind::Error | ExprKind::Format { .. } | ExprKind::Jsonata(_)
        ) {
            return self.value(expr, context);
        }
        let template = Str { value: "{}".to_string(), span: expr.span };
        let formatted = ExprKind::Format { template, args: vec![expr.clone()] };
        self.value(&Expr { kind: formatted, span: expr.span }, context)
    }
}

/// The type descriptors of DynamoDB (API Reference, AttributeValue).
fn is_attribute_value(name: &str) -> bool {
    matches!(name, "S" | "N" | "B" | "BOOL" | "SS" | "NS" | "BS" | "L" | "M")
}
