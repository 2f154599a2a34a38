//! An AST as one line of s-expressions.

use std::fmt::Write;

use super::super::ast::*;
use crate::cx::QueryText;

pub(super) fn machine(machine: &Machine) -> String {
    let mut out = String::from("(machine");
    if !machine.visibility.is_empty() {
        write!(out, " {}", machine.visibility).unwrap();
    }
    match &machine.name {
        Some(name) => write!(out, " {name}").unwrap(),
        None => out.push_str(" ?"),
    }
    for (mark, ty) in [("in", &machine.input), ("out", &machine.output)] {
        if let Some(ty) = ty {
            write!(out, " ({mark} {ty})").unwrap();
        }
    }
    out.push_str(&head(&machine.attrs, &machine.doc));
    for item in &machine.items {
        match item {
            Item::Resource(it) => {
                let ty = it.ty.iter().map(ToString::to_string).collect::<Vec<_>>().join("::");
                let doc = head(&[], &it.doc);
                let generics = it.generics.to_string().replace(' ', "");
                let value = it.value.as_ref().map(|value| format!(" {}", expr(value))).unwrap_or_default();
                write!(out, " (resource {} {ty}{generics}{value}{doc})", it.name).unwrap();
            }
            Item::RetryPolicy(it) => write!(out, " (policy {}{})", it.name, args(&it.args)).unwrap(),
        }
    }
    format!("{out} {})", block(&machine.body))
}

fn head(attrs: &[Attr], doc: &Option<Doc>) -> String {
    let mut out = String::new();
    for attr in attrs {
        match &attr.args {
            None => write!(out, " #{}", attr.name).unwrap(),
            Some(given) => write!(out, " (#{}{})", attr.name, args(given)).unwrap(),
        }
    }
    if let Some(doc) = doc {
        write!(out, " (doc {:?})", doc.value).unwrap();
    }
    out
}

fn args(args: &[Arg]) -> String {
    args.iter().fold(String::new(), |mut out, arg| {
        match &arg.key {
            Some(key) => write!(out, " {key}={}", expr(&arg.value)).unwrap(),
            None => write!(out, " {}", expr(&arg.value)).unwrap(),
        }
        out
    })
}

fn block(block: &Block) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(block.doc.as_ref().map(|doc| format!("(//! {:?})", doc.value)));
    parts.extend(block.statements.iter().map(statement));
    format!("{{{}}}", parts.join(" "))
}

pub(super) fn statement(statement: &Statement) -> String {
    let kind = kind(&statement.kind);
    let head = head(&statement.attrs, &statement.doc);
    match (&statement.label, head.is_empty()) {
        (None, true) => kind,
        (None, false) => format!("[{}: {kind}]", head.trim_start()),
        (Some(label), _) => format!("[{:?}{head}: {kind}]", label.value),
    }
}

fn kind(kind: &StatementKind) -> String {
    let jump = |word: &str, label: &Option<proc_macro2::Ident>| match label {
        Some(label) => format!("({word} '{label})"),
        None => word.to_owned(),
    };
    match kind {
        StatementKind::Effect(it) => effect(it),
        StatementKind::If(it) => if_(it),
        StatementKind::Match(it) => {
            let mut out = String::from("(match");
            if let Some(subject) = &it.subject {
                write!(out, " {}", expr(subject)).unwrap();
            }
            for arm in &it.arms {
                let head_text = match &arm.head {
                    ArmHead::Wildcard(_) => "_".to_owned(),
                    ArmHead::Condition(condition) => expr(condition),
                    ArmHead::Patterns(patterns) => patterns.iter().map(pattern).collect::<Vec<_>>().join("|"),
                };
                write!(out, " ({head_text}{} => {})", head(&arm.attrs, &arm.doc), block(&arm.body)).unwrap();
            }
            out + ")"
        }
        StatementKind::Loop(it) => format!("({} {})", jump("loop", &it.label), block(&it.body)),
        StatementKind::While(it) => {
            format!("({} {} {})", jump("while", &it.label), expr(&it.condition), block(&it.body))
        }
        StatementKind::Try(it) => format!("(try {}{})", block(&it.body), catch(&it.catch)),
        StatementKind::Wait(it) => {
            format!("({} {})", if it.until { "until" } else { "wait" }, expr(&it.value))
        }
        StatementKind::Goto(name) => format!("(goto {:?})", name.value),
        StatementKind::Return => "return".to_owned(),
        StatementKind::Break(label) => jump("break", label),
        StatementKind::Continue(label) => jump("continue", label),
        StatementKind::Succeed => "succeed".to_owned(),
        StatementKind::Fail(it) => match (&it.error, &it.cause) {
            (None, None) => "fail".to_owned(),
            (error, None) => format!("(fail {})", error.as_ref().map_or("_".to_owned(), expr)),
            (error, Some(cause)) => {
                format!("(fail {} {})", error.as_ref().map_or("_".to_owned(), expr), expr(cause))
            }
        },
        StatementKind::Raw(it) => format!("(state {:?} {})", it.name.value, expr(&it.value)),
        StatementKind::Error => "ERROR".to_owned(),
    }
}

fn if_(it: &If) -> String {
    let otherwise = match &it.otherwise {
        None => String::new(),
        Some(Else::Block(it)) => format!(" else {}", block(it)),
        Some(Else::If(it)) => format!(" else {}", if_(it)),
    };
    format!("(if {} {}{otherwise})", expr(&it.condition), block(&it.then))
}

fn pattern(pattern: &Pattern) -> String {
    match pattern {
        Pattern::Value(value) => expr(value),
        Pattern::Range { low, high, inclusive, .. } => {
            let end = |it: &Option<Expr>| it.as_ref().map(expr).unwrap_or_default();
            format!("{}..{}{}", end(low), if *inclusive { "=" } else { "" }, end(high))
        }
    }
}

fn effect(effect: &Effect) -> String {
    let source = match &effect.source {
        Source::Call(it) => call(it),
        Source::For(it) => {
            let selector = it.selector.as_ref().map_or("$".to_owned(), expr);
            let source = match &it.source {
                ForSource::Items(items) => expr(items),
                ForSource::Reader(reader) => call(reader),
            };
            format!("(for {selector} {source} {})", block(&it.body))
        }
        Source::Parallel(it) => {
            let mut out = String::from("(parallel");
            if let Some(argument) = &it.argument {
                write!(out, " {}", expr(argument)).unwrap();
            }
            for branch in &it.branches {
                write!(out, "{} {}", head(&[], &branch.doc), block(&branch.body)).unwrap();
            }
            out + ")"
        }
        Source::Pass(given) => format!("(pass{})", body(given)),
        Source::Evaluate(it) => {
            format!("evaluate({} {{function:{}}})", expr(&it.expression), expr(&it.function))
        }
        Source::Value(value) => expr(value),
    };
    let mut out = match &effect.target {
        Target::Discard => format!("(do {source}"),
        Target::Value => format!("(value {source}"),
        Target::Document(_) => format!("(= $ {source}"),
        Target::Path(path) => format!("(= {} {source}", path.text),
        Target::Let { name, ty: None } => format!("(let {name} {source}"),
        Target::Let { name, ty: Some(ty) } => {
            format!("(let {name}:{} {source}", ty.to_string().replace(' ', ""))
        }
        Target::Destructure(members) => {
            let members: Vec<_> =
                members.iter().map(|(member, name)| format!("{}:{name}", member.value)).collect();
            format!("(let {{{}}} {source}", members.join(" "))
        }
    };
    if let Some(part) = &effect.part {
        write!(out, " (part {})", part.text).unwrap();
    }
    if let Some(select) = &effect.select {
        write!(out, " (select {})", expr(select)).unwrap();
    }
    if let Some(it) = &effect.catch {
        out += &catch(it);
    }
    out + ")"
}

fn catch(catch: &Catch) -> String {
    let mut out = String::from(" (catch");
    for arm in &catch.arms {
        let errors: Vec<_> = arm.errors.iter().map(|error| error.value.as_str()).collect();
        write!(out, " ({}", errors.join("|")).unwrap();
        match &arm.binding {
            None => {}
            Some(Binding::Document(_)) => out.push_str(" as $"),
            Some(Binding::Path(path)) => write!(out, " as {}", path.text).unwrap(),
            Some(Binding::Variable(name)) => write!(out, " as {name}").unwrap(),
        }
        write!(out, "{} => {})", head(&arm.attrs, &arm.doc), block(&arm.body)).unwrap();
    }
    out + ")"
}

fn call(call: &Call) -> String {
    let callee = match &call.callee {
        Callee::Service { service, action } => format!("{service}::{action}"),
        Callee::Sdk { service, action } => format!("sdk {service}::{action}"),
        Callee::Name(name) => name.to_string(),
        Callee::Task(resource) => format!("task {:?}", resource.value),
        Callee::Error => "ERROR".to_owned(),
    };
    let suffix = call.suffix.as_ref().map(|suffix| format!(".{}", suffix.value)).unwrap_or_default();
    format!("(call {callee}{suffix}{})", body(&call.body))
}

fn body(body: &CallBody) -> String {
    match body {
        CallBody::None => String::new(),
        CallBody::Object(entries, _) => format!(" {}", object(entries)),
        CallBody::Value(value, named) if named.is_empty() => format!(" ({})", expr(value)),
        CallBody::Value(value, named) => format!(" ({} {})", expr(value), object(named)),
    }
}

fn object(entries: &[Entry]) -> String {
    let entries: Vec<_> = entries
        .iter()
        .map(|entry| {
            let key = &entry.key.value;
            let value = expr(&entry.value);
            if entry.quoted { format!("{key:?}:{value}") } else { format!("{key}:{value}") }
        })
        .collect();
    format!("{{{}}}", entries.join(" "))
}

fn list(values: &[Expr]) -> String {
    values.iter().map(expr).collect::<Vec<_>>().join(" ")
}

fn text(mark: &str, query: &QueryText) -> String {
    format!("<{mark}{}>", query.text)
}

pub(super) fn expr(value: &Expr) -> String {
    match &value.kind {
        ExprKind::Null => "null".to_owned(),
        ExprKind::Bool(value) => value.to_string(),
        ExprKind::Number(spelling) => spelling.clone(),
        ExprKind::String(value) => format!("{value:?}"),
        ExprKind::Duration { number, unit } => format!("{number}{unit}"),
        ExprKind::Array(values) => format!("[{}]", list(values)),
        ExprKind::Object(entries) => object(entries),
        ExprKind::Path(path) => path.text.clone(),
        ExprKind::Jsonpath(query) => text("jsonpath ", query),
        ExprKind::Jsonata(query) => text("%", query),
        ExprKind::Call { name, args } => format!("{}({})", name.value, list(args)),
        ExprKind::Format { template, args } => {
            format!("format({:?}{}{})", template.value, if args.is_empty() { "" } else { " " }, list(args))
        }
        ExprKind::Binary { operator, left, right, .. } => {
            format!("({} {} {})", sign(*operator), expr(left), expr(right))
        }
        ExprKind::Not(inner) => format!("(! {})", expr(inner)),
        ExprKind::Negate(inner) => format!("(- {})", expr(inner)),
        ExprKind::Paren(inner) => format!("(() {})", expr(inner)),
        ExprKind::Name { text, tokens } => {
            assert_eq!(tokens.to_string().replace(' ', "").replace("r#", ""), *text, "tokens of a name");
            format!("`{text}")
        }
        ExprKind::ServiceCall(it) => call(it),
        ExprKind::Underscore => "_".to_owned(),
        ExprKind::Error => "ERROR".to_owned(),
    }
}

fn sign(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Or => "||",
        BinaryOperator::And => "&&",
        BinaryOperator::Equal => "==",
        BinaryOperator::NotEqual => "!=",
        BinaryOperator::Less => "<",
        BinaryOperator::LessEqual => "<=",
        BinaryOperator::Greater => ">",
        BinaryOperator::GreaterEqual => ">=",
        BinaryOperator::Add => "+",
        BinaryOperator::Subtract => "-",
        BinaryOperator::Multiply => "*",
        BinaryOperator::Divide => "/",
        BinaryOperator::Remainder => "%",
    }
}
