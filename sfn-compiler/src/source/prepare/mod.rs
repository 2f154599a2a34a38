//! One state → the text of its statement, apart from what follows from the flow.

mod catch;
mod pass;
mod result;

use std::collections::BTreeSet;

use sfn_asl::diag::Loc;
use sfn_asl::machine::{Body, Machine, QueryLanguage, State, StateKind, TextField, Wait};
use sfn_asl::value::{Field, Value, ValueKind};

use super::literal::{comment, string};
use super::pretty::{Doc, concat, text};
use super::query::Root;
use super::resources::{Declarations, has_standard, is_lambda};
use super::value::{Style, value};
use super::{attributes, call, choice, map};

/// A state, ready to be printed.
pub struct Prepared {
    /// Comment and attributes, each with its line break.
    pub before: Vec<Doc>,
    /// What stands behind the label.
    pub head: Head,
}

/// What stands behind the label of a state.
pub enum Head {
    /// A call, `for`, `parallel`, `pass` or value.
    Effect(Effect),
    /// `if`, `match`, `while`
    Choice(Choice),
    /// `wait`, `succeed`, `fail`, with `;`
    Plain(Doc),
}

/// A statement with a result.
pub struct Effect {
    /// `$.x = `
    pub target: Doc,
    /// The result of the call replaces the document.
    pub is_value: bool,
    /// What gives the result.
    pub source: Doc,
    /// It ends with a block, and its result is discarded: no `;` is needed.
    pub is_block: bool,
    /// `.A.B`
    pub part: String,
    /// `select …`
    pub select: Option<Doc>,
    /// The arms of `catch`.
    pub catch: Option<Vec<CatchHead>>,
}

/// An arm of `catch`, left of `=>`.
pub struct CatchHead {
    /// Comment and attributes, each with its line break.
    pub before: Vec<Doc>,
    /// `"A" | States.Timeout as $.error`
    pub pattern: Doc,
}

/// A Choice, and what stands before its arms.
pub struct Choice {
    /// Its rules.
    pub rules: choice::Prepared,
    /// Comment and attributes of each arm.
    pub before: Vec<Vec<Doc>>,
}

/// What preparing needs to know.
pub struct Context<'a> {
    /// The whole machine.
    pub machine: &'a Machine,
    /// What is declared.
    pub declarations: &'a Declarations,
    /// Tasks that wait for a token and pass none on: the language refuses that, the service does not.
    pub tokenless: &'a BTreeSet<Loc>,
    /// Prints the body of a Map or branch: the inside of its braces.
    pub body: &'a dyn Fn(&Body) -> Doc,
}

impl Context<'_> {
    /// What the language refuses by itself has to be allowed.
    pub fn allow(&self, state: &State) -> Vec<Doc> {
        let StateKind::Task(task) = &state.kind else { return Vec::new() };
        if !self.tokenless.contains(&task.resource.loc) {
            return Vec::new();
        }
        let reason = "accepted by AWS: the task ends by its timeout, or by a token from elsewhere";
        vec![text(format!("#[allow(ASL11006, reason = {})]", string(reason))), Doc::HardLine]
    }

    /// `state` as a statement. `None`: there is something about it that has no form.
    pub fn prepare(&self, state: &State) -> Option<Prepared> {
        let language = self.machine.language_of(state);
        if language == QueryLanguage::JsonPath && templates(state).any(has_marked_key) {
            return None;
        }
        let mut before = Vec::new();
        if let Some(it) = &state.comment {
            before.extend(comment(&it.value, "///"));
        }
        before.extend(self.allow(state));
        let machine_language = self.machine.query_language.as_ref().map(|it| it.value).unwrap_or_default();
        match (language, machine_language) {
            (QueryLanguage::Jsonata, QueryLanguage::JsonPath) => push(&mut before, text("#[jsonata]")),
            (QueryLanguage::JsonPath, QueryLanguage::Jsonata) => return None,
            _ => {}
        }
        let mut state = Rest { state, language, before };
        let head = match &state.state.kind {
            StateKind::Pass { result } => Head::Effect(state.pass(result.as_ref())?),
            StateKind::Task(_) => Head::Effect(state.task(self)?),
            StateKind::Map(it) => Head::Effect(state.map(it, self)?),
            StateKind::Parallel { branches } => Head::Effect(state.parallel(branches, self)?),
            StateKind::Choice(it) => Head::Choice(state.choice(it)?),
            StateKind::Wait(it) => Head::Plain(state.wait(it.as_ref()?)?),
            StateKind::Succeed => Head::Plain(state.succeed()?),
            StateKind::Fail { error, cause } => Head::Plain(state.fail(error.as_ref(), cause.as_ref())?),
        };
        Some(Prepared { before: state.before, head })
    }
}

fn push(before: &mut Vec<Doc>, attribute: Doc) {
    before.push(attribute);
    before.push(Doc::HardLine);
}

/// The state that is being prepared.
struct Rest<'a> {
    state: &'a State,
    language: QueryLanguage,
    before: Vec<Doc>,
}

impl Rest<'_> {
    fn is_jsonata(&self) -> bool {
        self.language == QueryLanguage::Jsonata
    }

    fn attribute(&mut self, attribute: Option<Doc>) {
        if let Some(attribute) = attribute {
            push(&mut self.before, attribute);
        }
    }

    /// What no state of this kind has.
    fn has_none(&self, fields: &[bool]) -> Option<()> {
        fields.iter().all(|it| !it).then_some(())
    }

    fn input(&mut self) {
        self.attribute(attributes::path("input", &self.state.input_path));
    }

    /// `OutputPath`, and `Output` of states without a result.
    fn output(&mut self) {
        self.attribute(attributes::path("output", &self.state.output_path));
        if let Some(output) = &self.state.output {
            self.attribute(Some(attributes::output(output, Root::Input)));
        }
    }

    fn assign(&mut self, root: Root) -> Option<()> {
        if let Some(assigned) = &self.state.assign {
            let attribute = attributes::assign(assigned, root)?;
            self.attribute(Some(attribute));
        }
        Some(())
    }

    fn retry(&mut self, cx: &Context<'_>) -> Option<()> {
        let Some(retriers) = &self.state.retry else { return Some(()) };
        let is_lambda = matches!(&self.state.kind, StateKind::Task(task) if is_lambda(&task.resource.value));
        let implied = is_lambda && cx.declarations.standard_retries && has_standard(self.state);
        let written = &retriers[usize::from(implied)..];
        if written.is_empty() && !implied {
            self.attribute(Some(text("#[retry()]")));
        }
        for retrier in written {
            let attribute = attributes::retry(retrier, cx.declarations.policy(retrier));
            if matches!(attribute.flat_width(), Some(width) if width <= "#[retry()]".len()) {
                return None;
            }
            self.attribute(Some(attribute));
        }
        Some(())
    }

    fn task(&mut self, cx: &Context<'_>) -> Option<Effect> {
        let StateKind::Task(task) = &self.state.kind else { return None };
        if let Some(timeout) = &task.timeout {
            self.attribute(Some(attributes::one("timeout", attributes::seconds(timeout))));
        }
        if let Some(heartbeat) = &task.heartbeat {
            self.attribute(Some(attributes::one("heartbeat", attributes::seconds(heartbeat))));
        }
        self.retry(cx)?;
        if let Some(credentials) = &task.credentials {
            let ValueKind::Object(fields) = &credentials.kind else { return None };
            let [Field { key, value: role }] = fields.as_slice() else { return None };
            if key.value != "RoleArn" {
                return None;
            }
            self.attribute(Some(attributes::one("credentials", value(role, Style::PLAIN))));
        }
        let call = call::call(self.state, task, cx.declarations, Style::PLAIN);
        if !call.has_input {
            self.input();
        }
        let result = self.result()?;
        let catch = self.catch()?;
        Some(Effect {
            target: result.target,
            is_value: result.is_value,
            source: call.doc,
            is_block: false,
            part: result.part,
            select: result.select,
            catch,
        })
    }

    fn map(&mut self, it: &sfn_asl::machine::Map, cx: &Context<'_>) -> Option<Effect> {
        let attributes = map::attributes(it)?;
        self.has_none(&[self.state.arguments.is_some()])?;
        attributes.into_iter().for_each(|it| self.attribute(Some(it)));
        self.retry(cx)?;
        self.input();
        let head = map::head(it, self.language)?;
        let mut inside = Vec::new();
        if let Some(it) = &it.processor.comment {
            inside = comment(&it.value, "//!");
        }
        let body = braces(concat([concat(inside), (cx.body)(&it.processor)]));
        self.block_effect(concat([head, body]))
    }

    fn parallel(&mut self, branches: &[Body], cx: &Context<'_>) -> Option<Effect> {
        if branches.is_empty() {
            return None;
        }
        self.retry(cx)?;
        self.input();
        let open = match &self.state.arguments {
            None => text("parallel "),
            Some(arguments) => concat([call::given("parallel", arguments, Style::PLAIN), text(" ")]),
        };
        let mut docs = Vec::new();
        for (i, branch) in branches.iter().enumerate() {
            if i > 0 {
                docs.push(Doc::HardLine);
            }
            if let Some(it) = &branch.comment {
                docs.extend(comment(&it.value, "///"));
            }
            docs.push(braces((cx.body)(branch)));
        }
        self.block_effect(concat([open, braces(Doc::Concat(docs))]))
    }

    fn block_effect(&mut self, source: Doc) -> Option<Effect> {
        let result = self.result()?;
        let catch = self.catch()?;
        let is_discarded =
            !result.is_value && matches!(&result.target, Doc::Concat(parts) if parts.is_empty());
        Some(Effect {
            target: result.target,
            is_value: result.is_value,
            source,
            is_block: is_discarded && catch.is_none() && result.select.is_none(),
            part: result.part,
            select: result.select,
            catch,
        })
    }

    fn choice(&mut self, it: &sfn_asl::choice::Choice) -> Option<Choice> {
        self.has_none(&[
            self.state.arguments.is_some(),
            self.state.result_path.is_some(),
            self.state.result_selector.is_some(),
            self.state.retry.is_some(),
            self.state.catch.is_some(),
        ])?;
        self.input();
        self.output();
        self.assign(Root::Input)?;
        let rules = choice::prepare(it)?;
        let mut arms = Vec::new();
        for arm in &rules.arms {
            let mut before = Vec::new();
            if let Some(rule) = arm.rules.first().and_then(|rule| it.rules.get(*rule)) {
                if let Some(it) = &rule.comment {
                    before.extend(comment(&it.value, "///"));
                }
                if let Some(assigned) = &rule.assign {
                    push(&mut before, attributes::assign(assigned, Root::Input)?);
                }
                if let Some(output) = &rule.output {
                    push(&mut before, attributes::output(output, Root::Input));
                }
            }
            arms.push(before);
        }
        Some(Choice { rules, before: arms })
    }

    fn wait(&mut self, wait: &Wait) -> Option<Doc> {
        self.no_result()?;
        self.input();
        self.output();
        self.assign(Root::Input)?;
        Some(match wait {
            Wait::Seconds(seconds) => concat([text("wait "), attributes::seconds(seconds), text(";")]),
            Wait::Timestamp(timestamp) => {
                concat([text("wait until "), attributes::text_field(timestamp), text(";")])
            }
        })
    }

    fn succeed(&mut self) -> Option<Doc> {
        self.no_result()?;
        self.has_none(&[self.state.assign.is_some()])?;
        self.input();
        self.output();
        Some(text("succeed;"))
    }

    fn fail(&mut self, error: Option<&TextField>, cause: Option<&TextField>) -> Option<Doc> {
        self.no_result()?;
        let state = self.state;
        self.has_none(&[
            state.input_path.is_some(),
            state.output_path.is_some(),
            state.output.is_some(),
            state.assign.is_some(),
        ])?;
        let field = |it: &TextField| match it {
            TextField::Literal(value) => super::literal::string_doc(&value.value),
            TextField::Query(_) => attributes::text_field(it),
        };
        Some(match (error, cause) {
            (None, None) => text("fail;"),
            (Some(error), None) => concat([text("fail "), field(error), text(";")]),
            (error, Some(cause)) => {
                let error = error.map_or(text("_"), field);
                let cause = super::pretty::indent(concat([Doc::Line, field(cause)]));
                super::pretty::group(concat([text("fail "), error, text(","), cause, text(";")]))
            }
        })
    }

    /// Neither arguments nor a result.
    fn no_result(&self) -> Option<()> {
        let state = self.state;
        self.has_none(&[
            state.arguments.is_some(),
            state.result_path.is_some(),
            state.result_selector.is_some(),
            state.retry.is_some(),
            state.catch.is_some(),
        ])
    }
}

/// The values of `state` in which JSONPath evaluates what stands under keys with `.$`.
fn templates(state: &State) -> impl Iterator<Item = &Value> {
    let mut all: Vec<Option<&Value>> =
        vec![state.arguments.as_ref(), state.result_selector.as_ref(), state.assign.as_ref()];
    all.extend(state.catch.iter().flatten().map(|it| it.assign.as_ref()));
    match &state.kind {
        StateKind::Choice(choice) => all.extend(choice.rules.iter().map(|it| it.assign.as_ref())),
        StateKind::Map(map) => {
            all.push(map.item_selector.as_ref());
            all.push(map.item_batcher.as_ref().and_then(|it| it.batch_input.as_ref()));
            all.push(map.item_reader.as_ref().and_then(|it| it.arguments.as_ref()));
            all.push(map.result_writer.as_ref().and_then(|it| it.arguments.as_ref()));
        }
        _ => {}
    }
    all.into_iter().flatten()
}

/// `k.$.$`: what is left of the key would mark the value once more.
fn has_marked_key(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Object(fields) => {
            fields.iter().any(|it| it.key.value.ends_with(".$") || has_marked_key(&it.value))
        }
        ValueKind::Array(items) => items.iter().any(has_marked_key),
        _ => false,
    }
}

/// `{ … }` around lines.
pub fn braces(inside: Doc) -> Doc {
    let inside = super::pretty::indent(concat([Doc::HardLine, inside]));
    concat([text("{"), inside, Doc::HardLine, text("}")])
}
