//! AST → document model: names resolved, structured control flow made transitions, values made templates.
//!
//! Total: whatever is wrong is reported and lowering goes on. Behind this stage no token exists but as a place.

mod attr;
mod branch;
mod condition;
mod decide;
mod effect;
mod evaluate;
mod flow;
pub mod fragments;
pub mod holes;
mod iam;
mod intrinsic;
mod jsonata;
pub mod lints;
mod map;
pub mod marshal;
mod messages;
mod names;
mod pass;
mod query;
mod result;
mod task;
mod value;

use proc_macro2::TokenStream;
use sfn_asl::diag::Loc;
use sfn_asl::diag::messages::calls::express_without_log;
use sfn_asl::diag::messages::literals::not_logged;
use sfn_asl::diag::messages::names::machine_name_too_long;
use sfn_asl::iam::MachineOptions;
use sfn_asl::machine::{
    Machine, NumberField, QueryLanguage, State, StateKind, Task, TextField, Wait, WorkflowType,
};
use sfn_asl::read::query::REFERENCE;
use sfn_asl::value::{Spanned, Text, Value};

use self::attr::Attrs;
use self::flow::{BodyBuilder, Slot};
use self::holes::Holes;
use self::lints::Lint;
use self::names::Names;
use self::query::Root;
use self::value::Context;
use crate::cx::{Cx, SpanRange};
use crate::syntax::ast::{self, Expr, ExprKind, Item, Statement, StatementKind};

pub use self::attr::key_text;
pub use self::decide::decide;
pub use self::iam::declared;
pub use self::map::READER_OPTIONS;
pub use self::task::{LAMBDA_SERVICE_ERRORS, OPTIONS};

/// What one machine became.
pub struct Lowered {
    /// The document.
    pub machine: Machine,
    /// Rust constants in it.
    pub holes: Holes,
    /// Declared resources, in the order of the source.
    pub resources: Vec<Resource>,
    /// `#[allow(…)]`, `#[warn(…)]`
    pub lints: Vec<Lint>,
    /// Whether some hint is asked for.
    pub wants_hints: bool,
    /// What the author says about the execution role.
    pub iam: MachineOptions,
    /// `let x: T`: the place of the variable, and the type.
    pub annotations: Vec<(Loc, TokenStream)>,
    /// Comparisons of two paths: the hole that stands for the operator, and its place.
    pub compared: Vec<(char, Loc)>,
}

/// A declared resource.
#[derive(Clone, Debug)]
pub struct Resource {
    /// `orders`
    pub name: String,
    /// `dynamodb::Table`, `arn`
    pub ty: String,
    /// What stands for it in the definition.
    pub value: ResourceValue,
    /// Whether anything names it.
    pub used: bool,
}

impl Resource {
    /// Whether `name { … }` is a task.
    pub fn is_callable(&self) -> bool {
        matches!(self.ty.as_str(), "lambda::Function" | "states::Activity")
    }
}

/// What stands for a resource in the definition.
#[derive(Clone, Debug)]
pub enum ResourceValue {
    /// `${name}`, filled in when it is deployed.
    Substitution,
    /// A name, URL or ARN.
    Literal(Text),
    /// A Rust constant.
    Constant(TokenStream),
}

/// The state of lowering one machine.
pub struct Lower<'a> {
    cx: &'a mut Cx,
    ast: &'a ast::Machine,
    language: QueryLanguage,
    resources: Vec<Resource>,
    names: Names<'a>,
    holes: Holes,
    retry_on_service_exceptions: bool,
    lints: Vec<Lint>,
    wants_hints: bool,
    iam: MachineOptions,
    annotations: Vec<(Loc, TokenStream)>,
    compared: Vec<(char, Loc)>,
}

/// "Length Constraints: … Maximum length of 80" (CreateStateMachine, `name`).
const LONGEST_NAME: usize = 80;

/// Lowers one machine.
pub fn lower(cx: &mut Cx, ast: &ast::Machine) -> Lowered {
    let own = cx.own.clone();
    let mut lower = Lower {
        cx,
        ast,
        language: QueryLanguage::JsonPath,
        resources: Vec::new(),
        names: Names::of(&ast.body),
        holes: Holes::beside(own),
        retry_on_service_exceptions: true,
        lints: Vec::new(),
        wants_hints: false,
        iam: MachineOptions::default(),
        annotations: Vec::new(),
        compared: Vec::new(),
    };
    let first = lower.cx.next_loc();
    lower.fragments();
    let mut machine = Machine::default();
    lower.machine_name();
    lower.machine_attributes(&mut machine);
    lower.declarations();
    lower.encryption();
    let mut body = BodyBuilder::new();
    lower.block(&mut body, &ast.body);
    machine.body = body.finish(lower.cx, ast.body.close.into());
    machine.body.loc = lower.cx.loc(ast.name.as_ref().map_or(ast.body.span, |it| it.span().into()));
    machine.body.comment = ast.doc.as_ref().or(ast.body.doc.as_ref()).map(|it| lower.text(it));
    lower.lints(&ast.attrs, first);
    if lower.wants_hints && machine.workflow_type == WorkflowType::Express && !lower.iam.logging {
        express_without_log(&mut lower.cx.diagnostics, machine.body.loc);
    }
    Lowered {
        machine,
        holes: lower.holes,
        resources: lower.resources,
        lints: lower.lints,
        wants_hints: lower.wants_hints,
        iam: lower.iam,
        annotations: lower.annotations,
        compared: lower.compared,
    }
}

impl Lower<'_> {
    // A machine has at most 80 characters for a name. Of an identifier nothing else can be wrong but that CloudWatch does
    // not log it.
    fn machine_name(&mut self) {
        let Some(ident) = &self.ast.name else { return };
        let spelled = ident.to_string();
        let plain = spelled.strip_prefix("r#").unwrap_or(&spelled);
        let name = Text::new(plain.to_owned(), self.cx.loc(ident.span()));
        let length = name.value.chars().count();
        if length > LONGEST_NAME {
            machine_name_too_long(&mut self.cx.diagnostics, &name, length, LONGEST_NAME);
        } else if !name.value.is_ascii() {
            not_logged(&mut self.cx.diagnostics, name.loc.into(), "machine", &name.value);
        }
    }

    fn machine_attributes(&mut self, machine: &mut Machine) {
        const KNOWN: &[&str] = &[
            "query_language",
            "express",
            "timeout",
            "version",
            "tracing",
            "logging",
            "encryption",
            "retry_on_service_exceptions",
            "crate",
            "allow",
            "warn",
        ];
        for attr in &self.ast.attrs {
            let name = attr.name.to_string();
            let word = |lower: &mut Self| match lower.single(attr) {
                Some(value) => lower.word(value),
                None => None,
            };
            match name.as_str() {
                "query_language" => {
                    let Some(text) = word(self) else { continue };
                    let language = match text.value.as_str() {
                        "JSONPath" => QueryLanguage::JsonPath,
                        "JSONata" => QueryLanguage::Jsonata,
                        _ => {
                            messages::query_language(self.cx, &text);
                            continue;
                        }
                    };
                    self.language = language;
                    machine.query_language = Some(Spanned::new(language, text.loc));
                }
                "express" => {
                    machine.workflow_type = WorkflowType::Express;
                    machine.workflow_type_loc = self.cx.loc(attr.name.span());
                }
                "timeout" => {
                    machine.timeout_seconds = match self.single(attr) {
                        Some(value) => self.duration(value),
                        None => None,
                    }
                }
                "version" => machine.version = word(self),
                // They add to the execution role, not to the definition.
                "tracing" => self.iam.tracing = true,
                "logging" => self.iam.logging = true,
                // Names a resource: read when they are known.
                "encryption" => {}
                // Where the runtime crate is; the expansion reads it.
                "crate" => {}
                "retry_on_service_exceptions" => match self.single(attr).map(|it| &it.kind) {
                    Some(ExprKind::Bool(value)) => self.retry_on_service_exceptions = *value,
                    Some(_) => messages::flag_expected(self.cx, attr.span, &name),
                    None => {}
                },
                // They are about all that is lowered: read when it is.
                "allow" | "warn" => {}
                _ => {
                    let near = sfn_asl::diag::suggest::nearest(&name, KNOWN.iter().copied());
                    messages::unknown_attribute(self.cx, attr.name.span().into(), &name, near);
                }
            }
        }
    }

    fn declarations(&mut self) {
        let ast = self.ast;
        for item in &ast.items {
            let Item::Resource(item) = item else { continue };
            let name = key_text(&item.name);
            let ty = item.ty.iter().map(key_text).collect::<Vec<_>>().join("::");
            if self.resources.iter().any(|it| it.name == name) {
                messages::declared_twice(self.cx, item.name.span().into(), &name);
                continue;
            }
            let ty = self.resource_type(&item.ty, ty);
            let value = match &item.value {
                None => ResourceValue::Substitution,
                Some(Expr { kind: ExprKind::Name { tokens, .. }, .. }) => {
                    ResourceValue::Constant(tokens.clone())
                }
                Some(value) => match self.word(value) {
                    Some(text) => ResourceValue::Literal(text),
                    None => ResourceValue::Substitution,
                },
            };
            self.resources.push(Resource { name, ty, value, used: false });
        }
        for (i, item) in ast.items.iter().enumerate() {
            let Item::RetryPolicy(item) = item else { continue };
            let earlier =
                ast.items[..i].iter().any(|it| matches!(it, Item::RetryPolicy(it) if it.name == item.name));
            if earlier {
                messages::declared_twice(self.cx, item.name.span().into(), &item.name.to_string());
            }
        }
    }

    /// A known type; one that is not is reported, and taken for the one that was meant.
    fn resource_type(&mut self, segments: &[proc_macro2::Ident], ty: String) -> String {
        let (Some(first), Some(last)) = (segments.first(), segments.last()) else { return ty };
        if sfn_asl::catalog::resource_type(&ty).is_some() {
            return ty;
        }
        let names = sfn_asl::catalog::RESOURCE_TYPES.iter().map(|it| it.name);
        let near = sfn_asl::diag::suggest::nearest(&ty, names);
        let span = SpanRange::new(first.span(), last.span());
        messages::unknown_resource_type(self.cx, span, &ty, near);
        near.map_or(ty, str::to_string)
    }

    /// The language of a statement, and `$` as its input.
    fn context(&mut self, attrs: &Attrs) -> Context {
        let language = if attrs.has("jsonata") { QueryLanguage::Jsonata } else { self.language };
        Context { language, root: Root::Input }
    }

    /// A state for `statement`: its name, comment and language.
    fn new_state(&mut self, statement: &Statement, attrs: &Attrs, base: String, kind: StateKind) -> State {
        let first = SpanRange::from(statement.span.start);
        let name = match &statement.label {
            Some(label) => names::text_of(label, self.cx.loc(label.span)),
            None => Text::new(self.names.make(&base), self.cx.loc(first)),
        };
        let mut state = State::new(name, kind);
        state.comment = statement.doc.as_ref().map(|it| self.text(it));
        if let Some(attr) = attrs.get("jsonata").filter(|_| self.language == QueryLanguage::JsonPath) {
            state.query_language = Some(Spanned::new(QueryLanguage::Jsonata, self.cx.loc(attr.span)));
        }
        state
    }

    fn block(&mut self, body: &mut BodyBuilder, block: &ast::Block) {
        for statement in &block.statements {
            let first = self.cx.next_loc();
            self.statement(body, statement);
            self.lints(&statement.attrs, first);
        }
    }

    fn statement(&mut self, body: &mut BodyBuilder, statement: &Statement) {
        let span = statement.span;
        match &statement.kind {
            StatementKind::Effect(it) => self.effect(body, statement, it),
            StatementKind::If(it) => self.if_statement(body, statement, it),
            StatementKind::Match(it) => self.match_statement(body, statement, it),
            StatementKind::While(it) => self.while_statement(body, statement, it),
            StatementKind::Wait(it) => self.wait(body, statement, it),
            StatementKind::Succeed => {
                self.leaf(body, statement, "succeed", &["input", "output", "jsonata"], StateKind::Succeed);
            }
            StatementKind::Fail(it) => self.fail(body, statement, it),
            StatementKind::Raw(it) => self.raw(body, statement, it),
            StatementKind::Loop(it) => {
                self.no_state(statement, "loop");
                body.begin_loop(it.label.as_ref().map(ToString::to_string), it.keyword.into());
                self.block(body, &it.body);
                body.end_loop();
            }
            StatementKind::Try(it) => {
                self.no_state(statement, "try");
                let first = body.states.len();
                self.block(body, &it.body);
                let covered: Vec<usize> = (first..body.states.len())
                    .filter(|it| {
                        let kind = &body.states[*it].kind;
                        matches!(kind, StateKind::Task(_) | StateKind::Map(_) | StateKind::Parallel { .. })
                    })
                    .collect();
                let mut exits = std::mem::take(&mut body.pending);
                if covered.is_empty() {
                    messages::nothing_to_catch(self.cx, span.start.into());
                }
                exits.extend(self.catch(body, &covered, &it.catch));
                body.pending = exits;
            }
            StatementKind::Goto(target) => {
                self.no_state(statement, "goto");
                let name = names::text_of(target, self.cx.loc(target.span));
                body.go_to(name);
            }
            StatementKind::Return => {
                self.no_state(statement, "return");
                body.end(span);
            }
            StatementKind::Break(label) => {
                self.no_state(statement, "break");
                let name = label.as_ref().map(ToString::to_string);
                if !body.break_loop(name.as_deref()) {
                    messages::no_such_loop(self.cx, span, "break", name.as_deref(), &body.loop_names());
                }
            }
            StatementKind::Continue(label) => {
                self.no_state(statement, "continue");
                let name = label.as_ref().map(ToString::to_string);
                if !body.continue_loop(name.as_deref()) {
                    messages::no_such_loop(self.cx, span, "continue", name.as_deref(), &body.loop_names());
                }
            }
            StatementKind::Error => self.unreadable(body, statement),
        }
    }

    /// What the parser reported stands as a state that nothing is wrong with: it can be a target, keeps what is before
    /// and behind it connected, and can fail.
    fn unreadable(&mut self, body: &mut BodyBuilder, statement: &Statement) {
        if body.pending.is_empty() && statement.label.is_none() {
            return;
        }
        let task =
            Task { resource: task::unknown_resource(), timeout: None, heartbeat: None, credentials: None };
        let name = match &statement.label {
            Some(label) => names::text_of(label, self.cx.loc(label.span)),
            None => Text::new(self.names.make("unreadable"), Loc::NONE),
        };
        let index = body.add(State::new(name, StateKind::Task(Box::new(task))));
        body.pending = vec![Slot::Next(index)];
    }

    /// A label, a doc comment or attributes on something that is no state.
    fn no_state(&mut self, statement: &Statement, what: &str) {
        if let Some(label) = &statement.label {
            messages::label_without_state(self.cx, label.span, what);
        } else if let Some(attr) = statement.attrs.iter().find(|it| !lints::is_lint(&it.text)) {
            messages::attribute_without_state(self.cx, attr.span, what);
        } else if let Some(doc) = &statement.doc {
            messages::attribute_without_state(self.cx, doc.span, what);
        }
    }

    /// A state that nothing follows by itself.
    fn leaf(
        &mut self,
        body: &mut BodyBuilder,
        statement: &Statement,
        base: &str,
        accepted: &[&str],
        kind: StateKind,
    ) {
        let attrs = self.attrs(&statement.attrs, accepted, &format!("`{base}`"));
        let context = self.context(&attrs);
        let mut state = self.new_state(statement, &attrs, base.to_string(), kind);
        self.input(&mut state, &attrs, context);
        self.output(&mut state, &attrs, context);
        body.add(state);
    }

    fn wait(&mut self, body: &mut BodyBuilder, statement: &Statement, it: &ast::Wait) {
        let attrs = self.attrs(&statement.attrs, &["input", "output", "assign", "jsonata"], "`wait`");
        let context = self.context(&attrs);
        let wait = if it.until {
            self.text_field(&it.value, context, "TimestampPath").map(Wait::Timestamp)
        } else {
            self.pause(&it.value, context).map(Wait::Seconds)
        };
        let mut state = self.new_state(statement, &attrs, "wait".to_string(), StateKind::Wait(wait));
        self.input(&mut state, &attrs, context);
        self.output(&mut state, &attrs, context);
        state.assign = self.assign(&attrs, Vec::new(), context);
        let index = body.add(state);
        body.pending = vec![Slot::Next(index)];
    }

    /// How long to wait: `wait "2030-01-01T00:00:00Z"` lacks its `until`.
    fn pause(&mut self, expr: &Expr, context: Context) -> Option<NumberField> {
        match &expr.kind {
            ExprKind::String(text)
                if text.starts_with(|c: char| c.is_ascii_digit()) && text.contains('-') =>
            {
                messages::wait_until(self.cx, expr.span, &format!("{text:?}"));
                None
            }
            ExprKind::Call { name, .. } if name.value == "timestamp" => {
                messages::wait_until(self.cx, expr.span, "\"…\"");
                None
            }
            _ => self.seconds(expr, context, "SecondsPath"),
        }
    }

    /// `Timestamp`, `Error`, `Cause`: text, or what gives text.
    fn text_field(&mut self, expr: &Expr, context: Context, field: &str) -> Option<TextField> {
        let takes = if field == "TimestampPath" { REFERENCE } else { sfn_asl::read::query::FAILURE };
        match &expr.kind {
            ExprKind::Error => None,
            ExprKind::Call { name, args } if name.value == "timestamp" && args.len() == 1 => {
                self.text_field(&args[0], context, field)
            }
            ExprKind::Path(query) | ExprKind::Jsonpath(query) if !context.is_jsonata() => {
                Some(TextField::from(self.path_in(query, field, takes)))
            }
            // The path of a time is a Reference Path, and no function.
            _ if field == "TimestampPath" && !context.is_jsonata() && expr.kind.is_computed() => {
                messages::path_computes_nothing(self.cx, expr.span, field);
                None
            }
            ExprKind::Call { .. } | ExprKind::Format { .. } if !context.is_jsonata() => {
                Some(TextField::from(self.intrinsic_in(expr, field, takes)?))
            }
            _ => {
                let value = self.value(expr, context);
                match value.kind {
                    sfn_asl::value::ValueKind::String(text) => {
                        Some(TextField::Literal(Text::new(text, value.loc)))
                    }
                    sfn_asl::value::ValueKind::Query(query) => Some(TextField::Query(query)),
                    sfn_asl::value::ValueKind::Null if !matches!(expr.kind, ExprKind::Null) => None,
                    _ => {
                        messages::text_expected(self.cx, expr.span, context.is_jsonata());
                        None
                    }
                }
            }
        }
    }

    fn fail(&mut self, body: &mut BodyBuilder, statement: &Statement, it: &ast::Fail) {
        let attrs = self.attrs(&statement.attrs, &["jsonata"], "`fail`");
        let context = self.context(&attrs);
        let error = it.error.as_ref().and_then(|it| self.text_field(it, context, "ErrorPath"));
        let cause = it.cause.as_ref().and_then(|it| self.text_field(it, context, "CausePath"));
        let base = match &error {
            Some(TextField::Literal(text)) if !sfn_asl::value::is_open(&text.value) => text.value.clone(),
            _ => "fail".to_string(),
        };
        let state = self.new_state(statement, &attrs, base, StateKind::Fail { error, cause });
        body.add(state);
    }

    /// `state "Name" = { … };`: read like a state of a document.
    fn raw(&mut self, body: &mut BodyBuilder, statement: &Statement, it: &ast::Raw) {
        if let Some(label) = &statement.label {
            messages::label_on_raw_state(self.cx, label.span);
        }
        if matches!(it.value.kind, ExprKind::Error) {
            let named = Statement { label: Some(it.name.clone()), ..statement.clone() };
            return self.unreadable(body, &named);
        }
        let data = Context { language: QueryLanguage::JsonPath, root: Root::Input };
        let value: Value = self.value(&it.value, data);
        let name = names::text_of(&it.name, self.cx.loc(it.name.span));
        let mut state = sfn_asl::read::state(&mut self.cx.diagnostics, name, &value, self.language);
        if let Some(doc) = &statement.doc {
            state.comment = Some(self.text(doc));
        }
        let waits = matches!(state.next, sfn_asl::machine::Next::None)
            && !matches!(state.kind, StateKind::Choice(_) | StateKind::Succeed | StateKind::Fail { .. });
        let index = body.add(state);
        body.pending = if waits { vec![Slot::Next(index)] } else { Vec::new() };
    }

    /// Runs `f` without reporting: for what was said already.
    fn quietly<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        let kept = std::mem::take(&mut self.cx.diagnostics);
        let result = f(self);
        self.cx.diagnostics = kept;
        result
    }
}
