//! Calls → Task states.

use sfn_asl::machine::{QueryLanguage, Retrier, State, StateKind, Task};
use sfn_asl::query::intrinsic::FUNCTIONS;
use sfn_asl::resource::{self, Fault};
use sfn_asl::value::{Field, Number, Text, Value, ValueKind};

use super::attr::{Attrs, key_text};
use super::query::{Named, TextBuilder};
use super::value::Context;
use super::{Lower, ResourceValue, marshal, messages};
use crate::cx::SpanRange;
use crate::syntax::ast::{Call, CallBody, Callee, Entry, Expr, ExprKind, Str};

/// Words among the parameters that speak to the compiler. A quoted key is always data.
pub const OPTIONS: &[&str] = &[
    "payload_response_only",
    "retry_on_service_exceptions",
    "associate_with_parent",
    "iam_resources",
    "iam_action",
    "additional_iam_statements",
];

/// The errors that the CDK retries on every Lambda task (aws-cdk-lib, `LambdaInvoke`): the service's own faults.
pub const LAMBDA_SERVICE_ERRORS: &[&str] = &[
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
];

#[derive(Default)]
struct Options<'a> {
    payload_response_only: Option<&'a Entry>,
    retry_on_service_exceptions: Option<&'a Entry>,
    associate_with_parent: Option<&'a Entry>,
    iam_resources: Option<&'a Entry>,
    iam_action: Option<&'a Entry>,
    additional_iam_statements: Option<&'a Entry>,
}

impl Lower<'_> {
    pub fn call(&mut self, state: &mut State, attrs: &Attrs, call: &Call, context: Context) {
        let options = self.options(&call.body);
        let resource = self.resource(call);
        let takes_options = matches!(call.callee, Callee::Service { .. } | Callee::Sdk { .. });
        if takes_options && let CallBody::Object(entries, _) = &call.body {
            for entry in entries {
                if let Some(near) = misspelt(entry, OPTIONS) {
                    messages::misspelt_option(self.cx, entry.key.span, &entry.key.value, near);
                }
            }
        }
        let is_data = |it: &&Entry| !(is_option(it) || takes_options && misspelt(it, OPTIONS).is_some());
        self.arguments(state, &call.body, is_data, context);
        if let Some(arguments) = &mut state.arguments {
            marshal::marshal_arguments(&resource.value, arguments, &call.body);
        }
        let mut task = Task { resource, timeout: None, heartbeat: None, credentials: None };
        if let Some(attr) = attrs.get("timeout") {
            task.timeout = self.single(attr).and_then(|it| self.seconds(it, context, "TimeoutSecondsPath"));
        }
        if let Some(attr) = attrs.get("heartbeat") {
            task.heartbeat =
                self.single(attr).and_then(|it| self.seconds(it, context, "HeartbeatSecondsPath"));
        }
        if let Some(attr) = attrs.get("credentials") {
            task.credentials = self.credentials(attr, context);
        }
        let lambda = self.is_lambda(call);
        if let Some(entry) = options.payload_response_only.filter(|it| self.flag(it) && lambda) {
            self.payload_response_only(state, &mut task, call, entry, context);
        }
        let retries = options.retry_on_service_exceptions.map(|it| self.flag(it));
        if !lambda {
            for entry in
                [options.payload_response_only, options.retry_on_service_exceptions].into_iter().flatten()
            {
                messages::option_is_for(self.cx, entry.key.span, &entry.key.value, "Lambda tasks");
            }
        } else if retries.unwrap_or(self.retry_on_service_exceptions) {
            state.retry = Some(vec![self.standard_retrier(call.span)]);
        }
        if let Some(entry) = options.associate_with_parent.filter(|it| self.flag(it)) {
            self.associate_with_parent(state, call, entry, context);
        }
        self.role(state, [options.iam_resources, options.iam_action, options.additional_iam_statements]);
        state.kind = StateKind::Task(Box::new(task));
    }

    /// The compiler's options among the parameters, where [`is_option`] keeps them out of what the service gets, or
    /// behind the one value that the call is given.
    fn options<'a>(&mut self, given: &'a CallBody) -> Options<'a> {
        match given {
            CallBody::None => Options::default(),
            CallBody::Object(entries, _) => options(entries.iter().filter(|it| is_option(it))),
            CallBody::Value(_, named) => {
                let options = options(self.known_options(named, OPTIONS).into_iter());
                // These look into the parameters.
                for entry in
                    [options.payload_response_only, options.associate_with_parent].into_iter().flatten()
                {
                    messages::option_needs_parameters(self.cx, entry.key.span, &entry.key.value);
                }
                Options { payload_response_only: None, associate_with_parent: None, ..options }
            }
        }
    }

    /// What stands behind a lone value, of which nothing goes to the service: all must be options.
    pub fn known_options<'a>(&mut self, named: &'a [Entry], known: &[&str]) -> Vec<&'a Entry> {
        let is_known = |it: &&Entry| known.contains(&it.key.value.as_str());
        let (options, others): (Vec<&Entry>, Vec<&Entry>) = named.iter().partition(is_known);
        for it in others {
            messages::unknown_option(self.cx, it.key.span, &it.key.value, known);
        }
        options
    }

    /// `true` or `false` of an option.
    fn flag(&mut self, entry: &Entry) -> bool {
        match entry.value.kind {
            ExprKind::Bool(value) => value,
            ExprKind::Error => false,
            _ => {
                messages::flag_expected(self.cx, entry.value.span, &entry.key.value);
                false
            }
        }
    }

    fn standard_retrier(&mut self, span: SpanRange) -> Retrier {
        let loc = self.cx.loc(span);
        let number = |text: &str| Some(Number::new(text.to_string(), loc));
        Retrier {
            loc,
            error_equals: LAMBDA_SERVICE_ERRORS.iter().map(|it| Text::new(it.to_string(), loc)).collect(),
            interval_seconds: number("2"),
            max_attempts: number("6"),
            backoff_rate: number("2"),
            ..Retrier::default()
        }
    }

    /// The resource text; every part of it knows its token.
    pub fn resource(&mut self, call: &Call) -> Text {
        let mut out = TextBuilder::default();
        let last = match &call.callee {
            Callee::Service { service, action } => {
                let at: SpanRange = service.span().into();
                out.push("arn:aws:states:::", at);
                out.push(&key_text(service).replace('_', "-"), at);
                out.push(":", action.span().into());
                out.push(&key_text(action), action.span().into());
                action
            }
            Callee::Sdk { service, action } => {
                let at: SpanRange = service.span().into();
                out.push("arn:aws:states:::aws-sdk:", at);
                out.push(&key_text(service), at);
                out.push(":", action.span().into());
                out.push(&key_text(action), action.span().into());
                action
            }
            Callee::Task(text) => {
                if let Some(suffix) = &call.suffix {
                    messages::suffix_on_task(self.cx, suffix.span);
                }
                return self.text(text);
            }
            Callee::Name(name) => {
                let is_bare = matches!(call.body, CallBody::None);
                return self.callable(name, call.suffix.as_ref(), is_bare);
            }
            Callee::Error => return unknown_resource(),
        };
        let mut span = SpanRange::new(call.span.start, last.span());
        if let Some(suffix) = &call.suffix {
            out.push(".", suffix.span);
            out.push(&suffix.value, suffix.span);
            span = span.to(suffix.span);
        }
        let query = out.finish(span);
        Text::new(query.text.clone(), self.cx.query_loc(&query))
    }

    /// A declared function or activity as the resource of a Task.
    fn callable(&mut self, name: &proc_macro2::Ident, suffix: Option<&Str>, is_bare: bool) -> Text {
        let text = key_text(name);
        let loc = self.cx.loc(name.span());
        let Some(resource) = self.resources.iter().find(|it| it.name == text) else {
            if let Some(suffix) = suffix.filter(|_| is_service(&text)) {
                messages::service_with_dot(self.cx, suffix.span, &text, &suffix.value);
                return unknown_resource();
            }
            let dotted = suffix.map_or_else(|| text.clone(), |it| format!("{text}.{}", it.value));
            if let Some(meant) = self.names.with_dollar(&dotted) {
                let span = suffix.map_or(name.span().into(), |it| SpanRange::new(name.span(), it.span.end));
                messages::without_dollar(self.cx, span, &dotted, &meant);
                return unknown_resource();
            }
            let names = self.resources.iter().filter(|it| it.is_callable()).map(|it| it.name.as_str());
            let near = sfn_asl::diag::suggest::nearest(&text, names)
                .or_else(|| sfn_asl::diag::suggest::nearest(&text, ALONE))
                .or_else(|| intrinsic(&text).filter(|_| self.language == QueryLanguage::JsonPath));
            let report = if is_bare { messages::unknown_value } else { messages::unknown_callee };
            report(self.cx, name.span().into(), &text, near);
            return unknown_resource();
        };
        if !resource.is_callable() {
            let ty = resource.ty.clone();
            messages::not_callable(self.cx, name.span().into(), &text, &ty);
            return unknown_resource();
        }
        // Whoever only passes a function's name on may write the name alone. Said once, whoever calls it.
        if let ResourceValue::Literal(value) = &resource.value
            && let resource::Resource::Invalid(fault) = resource::Resource::parse(&value.value)
            && !matches!(fault, Fault::Uri | Fault::Placeholder | Fault::OtherService(_))
        {
            let place = value.loc.into();
            sfn_asl::diag::messages::tasks::invalid_resource(&mut self.cx.diagnostics, value, place, fault);
            return unknown_resource();
        }
        if let Some(suffix) = suffix {
            messages::suffix_on_function(self.cx, suffix.span, &suffix.value);
        }
        match self.name_text(&text, &quote::quote!(#name), name.span().into()) {
            Some(Named::Text(text)) => Text::new(text, loc),
            Some(Named::Constant(constant)) => {
                Text::new(self.holes.add(constant, super::holes::Escape::Value).to_string(), loc)
            }
            None => unknown_resource(),
        }
    }

    fn is_lambda(&self, call: &Call) -> bool {
        match &call.callee {
            Callee::Service { service, action } => service == "lambda" && action == "invoke",
            Callee::Name(name) => {
                let name = key_text(name);
                self.resources.iter().any(|it| it.name == name && it.ty == "lambda::Function")
            }
            _ => false,
        }
    }

    /// `#[credentials("arn" | $.path | role)]`
    fn credentials(&mut self, attr: &crate::syntax::ast::Attr, context: Context) -> Option<Value> {
        let value = self.single(attr)?;
        let key = Text::new("RoleArn".to_string(), self.cx.loc(attr.span));
        let value = self.template(value, context);
        let loc = key.loc;
        Some(Value::new(ValueKind::Object(vec![Field { key, value }]), loc))
    }

    /// The function's ARN becomes the resource, its payload the input: the task gives the function's own response.
    fn payload_response_only(
        &mut self,
        state: &mut State,
        task: &mut Task,
        call: &Call,
        entry: &Entry,
        context: Context,
    ) {
        if let Some(suffix) = &call.suffix {
            messages::payload_response_only_conflict(
                self.cx,
                entry.key.span,
                suffix.span,
                &format!(".{}", suffix.value),
            );
        }
        let CallBody::Object(entries, _) = &call.body else { return };
        for other in entries {
            if matches!(other.key.value.as_str(), "InvocationType" | "ClientContext" | "Qualifier") {
                messages::payload_response_only_conflict(
                    self.cx,
                    entry.key.span,
                    other.key.span,
                    &other.key.value,
                );
            }
        }
        let Some(Value { kind: ValueKind::Object(fields), .. }) = state.arguments.take() else { return };
        let mut payload = None;
        for field in fields {
            match (field.key.value.as_str(), field.value.kind) {
                ("FunctionName", ValueKind::String(name)) => task.resource = Text::new(name, field.value.loc),
                ("FunctionName", _) => {
                    messages::function_name_static(self.cx, &field.value.loc);
                    task.resource = unknown_resource();
                }
                ("Payload", kind) => payload = Some(Value::new(kind, field.value.loc)),
                _ => {}
            }
        }
        // `Payload: $.order` was `"Payload.$": "$.order"`: a whole input that is a path is `InputPath`.
        match payload {
            Some(Value { kind: ValueKind::Query(query), .. })
                if query.path().is_some() && !context.is_jsonata() =>
            {
                if query.as_written() != "$" {
                    state.input_path = Some(sfn_asl::machine::PathField::Path(query));
                }
            }
            payload => {
                if let Some(Value { kind: ValueKind::Query(_), loc }) = &payload
                    && !context.is_jsonata()
                {
                    messages::computed_root(self.cx, *loc, "Parameters");
                }
                state.arguments = payload;
            }
        }
    }

    /// Ties the child to this execution in the console: `AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID` in its input
    /// (Developer Guide, "Start workflow executions from a task state").
    fn associate_with_parent(&mut self, state: &mut State, call: &Call, entry: &Entry, context: Context) {
        if !matches!(&call.callee, Callee::Service { service, action } if service == "states" && action == "startExecution")
        {
            messages::option_is_for(self.cx, entry.key.span, &entry.key.value, "`states::startExecution`");
            return;
        }
        let span = entry.key.span;
        let mut out = TextBuilder::default();
        out.push("$$.Execution.Id", span);
        let path = Expr { kind: ExprKind::Path(out.finish(span)), span };
        let value = self.template(&path, context);
        let key = Text::new("AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID".to_string(), self.cx.loc(span));
        let Some(Value { kind: ValueKind::Object(fields), .. }) = &mut state.arguments else { return };
        let field = Field { key, value };
        match fields.iter_mut().find(|it| it.key.value == "Input") {
            None => {
                let loc = self.cx.loc(span);
                let input = Value::new(ValueKind::Object(vec![field]), loc);
                fields.push(Field { key: Text::new("Input".to_string(), loc), value: input });
            }
            Some(Field { value: Value { kind: ValueKind::Object(input), .. }, .. }) => input.push(field),
            Some(other) => {
                let option = self.cx.loc(span);
                messages::input_must_be_object(self.cx, other.value.loc, option);
            }
        }
    }
}

/// Statements of one word.
const ALONE: [&str; 5] = ["succeed", "pass", "return", "break", "continue"];

/// Whether calls of this name begin with it and `::`.
fn is_service(name: &str) -> bool {
    sfn_asl::catalog::service(&name.replace('_', "-")).is_some()
}

/// The resource of a call that was reported: open, so that nothing is said of it again.
pub fn unknown_resource() -> Text {
    Text::new("${}".to_string(), sfn_asl::diag::Loc::NONE)
}

/// Which of the options are these.
fn options<'a>(entries: impl Iterator<Item = &'a Entry>) -> Options<'a> {
    let mut options = Options::default();
    for entry in entries {
        match entry.key.value.as_str() {
            "payload_response_only" => options.payload_response_only = Some(entry),
            "retry_on_service_exceptions" => options.retry_on_service_exceptions = Some(entry),
            "associate_with_parent" => options.associate_with_parent = Some(entry),
            "iam_resources" => options.iam_resources = Some(entry),
            "iam_action" => options.iam_action = Some(entry),
            _ => options.additional_iam_statements = Some(entry),
        }
    }
    options
}

/// The option that a key is nearly. Parameters of services begin with a capital.
pub fn misspelt<'k>(entry: &Entry, known: &[&'k str]) -> Option<&'k str> {
    let name = entry.key.value.as_str();
    if entry.quoted || !name.as_bytes().first().is_some_and(u8::is_ascii_lowercase) || known.contains(&name) {
        return None;
    }
    sfn_asl::diag::suggest::nearest(name, known.iter().copied())
}

/// Whether a parameter speaks to the compiler. A quoted key is always data.
fn is_option(entry: &Entry) -> bool {
    !entry.quoted && OPTIONS.contains(&entry.key.value.as_str())
}

/// The intrinsic function that is called so but for its `States.`: `uuid`, `array_length`.
pub fn intrinsic(name: &str) -> Option<&'static str> {
    let name = name.replace('_', "");
    let is_it =
        |it: &&'static str| it.strip_prefix("States.").is_some_and(|it| it.eq_ignore_ascii_case(&name));
    FUNCTIONS.iter().map(|it| it.name).find(is_it)
}
