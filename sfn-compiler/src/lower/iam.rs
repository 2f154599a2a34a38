//! What an author says about the execution role of one call: `iam_resources`, `iam_action`,
//! `additional_iam_statements`.

use sfn_asl::diag::messages::iam as messages;
use sfn_asl::iam::{CallOptions, Condition, Declared, Effect, Statement, arn};
use sfn_asl::machine::State;

use super::query::Named;
use super::{Lower, Resource, ResourceValue};
use crate::syntax::ast::{Entry, Expr, ExprKind};

impl Lower<'_> {
    /// Notes the options of the call that `state` makes.
    pub fn role(&mut self, state: &State, options: [Option<&Entry>; 3]) {
        let [resources, action, statements] = options;
        if options.iter().all(Option::is_none) {
            return;
        }
        let mut of = CallOptions { state: state.name.value.clone(), ..CallOptions::default() };
        of.resources = resources.map_or_else(Vec::new, |it| self.arns(&it.value));
        if resources.is_some() && of.resources.is_empty() {
            // What was meant is not known, and reported.
            of.resources.push("*".to_string());
        }
        of.action = action.and_then(|it| self.action(&it.value));
        if action.is_some() && of.action.is_none() {
            // Here, too.
            of.statements = Some(Vec::new());
        }
        if let Some(entry) = statements {
            of.statements =
                Some(items(&entry.value).iter().filter_map(|it| self.iam_statement(it)).collect());
        }
        self.iam.calls.push(of);
    }

    /// `#[encryption(key)]`, `#[encryption("arn:…", data_key_reuse = 5m)]`
    pub fn encryption(&mut self) {
        let ast = self.ast;
        for attr in ast.attrs.iter().filter(|it| it.text == "encryption") {
            let args = attr.args.as_deref().unwrap_or_default();
            let mut keys = args.iter().filter(|it| it.key.is_none());
            match (keys.next(), keys.next()) {
                (Some(key), None) => self.iam.key = self.arn(&key.value),
                _ => super::messages::attribute_takes_one(self.cx, attr.span, "encryption"),
            }
            for arg in args {
                let Some(key) = &arg.key else { continue };
                if key == "data_key_reuse" {
                    let seconds = self.duration(&arg.value);
                    if seconds
                        .and_then(|it| it.value.parse::<f64>().ok())
                        .is_some_and(|it| !(60.0..=900.0).contains(&it))
                    {
                        super::messages::data_key_reuse(self.cx, arg.value.span);
                    }
                } else {
                    let name = key.to_string();
                    super::messages::unknown_argument(self.cx, key.span().into(), &name, &["data_key_reuse"]);
                }
            }
        }
    }

    /// ARNs, declared resources or constants; one, or a list of them.
    fn arns(&mut self, value: &Expr) -> Vec<String> {
        items(value).iter().filter_map(|it| self.arn(it)).collect()
    }

    fn arn(&mut self, value: &Expr) -> Option<String> {
        let (text, kind) = match &value.kind {
            ExprKind::Error => return None,
            ExprKind::String(text) => (text.clone(), "arn".to_string()),
            ExprKind::Name { text, tokens } => {
                let kind = self.resources.iter().find(|it| it.name == *text).map(|it| it.ty.clone());
                let text = match self.name_text(text, tokens, value.span)? {
                    Named::Text(text) => text,
                    Named::Constant(constant) => {
                        self.holes.add(constant, super::holes::Escape::Value).to_string()
                    }
                };
                (text, kind.unwrap_or_else(|| "arn".to_string()))
            }
            ExprKind::Format { template, args } if self.is_known(args) => {
                (self.format_text(template, args)?, "arn".to_string())
            }
            _ => {
                let loc = self.cx.loc(value.span);
                messages::no_resource(&mut self.cx.diagnostics, loc);
                return None;
            }
        };
        let arn = arn::of(&kind, &text, &declared(&self.resources));
        if arn != "*" && !arn.starts_with("arn:") && !sfn_asl::value::is_open(&arn) {
            let loc = self.cx.loc(value.span);
            messages::no_resource(&mut self.cx.diagnostics, loc);
            return None;
        }
        Some(arn)
    }

    fn action(&mut self, value: &Expr) -> Option<String> {
        let loc = self.cx.loc(value.span);
        match &value.kind {
            ExprKind::String(text) if is_action(text) => Some(text.clone()),
            ExprKind::Error => None,
            _ => {
                messages::no_action(&mut self.cx.diagnostics, loc);
                None
            }
        }
    }

    /// A statement as IAM spells it: `{ Action: "s3:GetObject", Resource: [bucket] }`.
    fn iam_statement(&mut self, value: &Expr) -> Option<Statement> {
        let ExprKind::Object(entries) = &value.kind else {
            if !matches!(value.kind, ExprKind::Error) {
                let loc = self.cx.loc(value.span);
                messages::no_statement(&mut self.cx.diagnostics, loc);
            }
            return None;
        };
        let mut statement = Statement {
            sid: String::new(),
            effect: Effect::Allow,
            actions: Vec::new(),
            resources: Vec::new(),
            conditions: Vec::new(),
            reasons: Vec::new(),
        };
        for Entry { key, value, .. } in entries {
            match (key.value.as_str(), &value.kind) {
                ("Effect", ExprKind::String(it)) if it == "Allow" => {}
                ("Effect", ExprKind::String(it)) if it == "Deny" => statement.effect = Effect::Deny,
                ("Sid", ExprKind::String(it)) => statement.sid = it.clone(),
                ("Action", _) => {
                    statement.actions = Vec::new();
                    for item in items(value) {
                        statement.actions.extend(self.action(item));
                    }
                }
                ("Resource", _) => statement.resources = self.arns(value),
                ("Condition", ExprKind::Object(operators)) => {
                    for operator in operators {
                        let ExprKind::Object(keys) = &operator.value.kind else { continue };
                        for key in keys {
                            let mut values = Vec::new();
                            for value in items(&key.value) {
                                match &value.kind {
                                    ExprKind::String(it) | ExprKind::Number(it) => values.push(it.clone()),
                                    ExprKind::Bool(it) => values.push(it.to_string()),
                                    _ => {}
                                }
                            }
                            statement.conditions.push(Condition {
                                operator: operator.key.value.clone(),
                                key: key.key.value.clone(),
                                values,
                            });
                        }
                    }
                }
                (_, ExprKind::Error) => {}
                _ => {
                    let loc = self.cx.loc(key.span);
                    messages::statement_field(&mut self.cx.diagnostics, loc, &key.value);
                }
            }
        }
        if statement.actions.is_empty() || statement.resources.is_empty() {
            if entries.iter().all(|it| !matches!(it.key.value.as_str(), "Action" | "Resource"))
                || !entries.iter().any(|it| it.key.value == "Action")
                || !entries.iter().any(|it| it.key.value == "Resource")
            {
                let loc = self.cx.loc(value.span);
                messages::no_statement(&mut self.cx.diagnostics, loc);
            }
            return None;
        }
        Some(statement)
    }
}

/// Declared resources without a value: `${name}` is one of them.
pub fn declared(resources: &[Resource]) -> Vec<Declared> {
    let open = resources.iter().filter(|it| matches!(it.value, ResourceValue::Substitution));
    open.map(|it| Declared { name: it.name.clone(), kind: it.ty.clone() }).collect()
}

/// The elements of a list; anything else is a list of one.
fn items(value: &Expr) -> &[Expr] {
    match &value.kind {
        ExprKind::Array(items) => items,
        _ => std::slice::from_ref(value),
    }
}

/// `service:Action`, with or without wildcards.
fn is_action(text: &str) -> bool {
    let is_word =
        |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_alphanumeric() || "-*?".contains(c));
    text.split_once(':').is_some_and(|(service, action)| is_word(service) && is_word(action))
}
