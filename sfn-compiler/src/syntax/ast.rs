//! The language as plain data: what the parser makes of tokens, before anything is resolved.
//!
//! No methods, no lookups. A node keeps the spans that make good diagnostics. What could not be parsed was reported
//! and is an `Error` node: whoever meets one keeps silent.

use proc_macro2::{Ident, Span, TokenStream};

use crate::cx::{QueryText, SpanRange};

/// A string literal, or text that stands for one.
#[derive(Clone, Debug)]
pub struct Str {
    pub value: String,
    pub span: SpanRange,
}

/// Adjacent `///` (or `//!`) lines, joined by newlines, one leading blank of each taken off.
pub type Doc = Str;

/// `#[…] /// … pub machine Name(Input) -> Output { … }`
#[derive(Clone, Debug)]
pub struct Machine {
    pub attrs: Vec<Attr>,
    pub doc: Option<Doc>,
    /// `pub`, `pub(crate)`, or nothing.
    pub visibility: TokenStream,
    /// `None` when it could not be parsed.
    pub name: Option<Ident>,
    pub input: Option<TokenStream>,
    pub output: Option<TokenStream>,
    pub items: Vec<Item>,
    pub body: Block,
}

/// A declaration at the top of a machine.
#[derive(Clone, Debug)]
pub enum Item {
    Resource(Resource),
    RetryPolicy(RetryPolicy),
}

/// `resource name: service::Type<…> = value;`
#[derive(Clone, Debug)]
pub struct Resource {
    pub doc: Option<Doc>,
    pub name: Ident,
    /// `lambda::Function`, `arn`: segments without generics.
    pub ty: Vec<Ident>,
    /// `<Charge, Receipt>`, with the angle brackets.
    pub generics: TokenStream,
    pub value: Option<Expr>,
    pub span: SpanRange,
}

/// `retry policy name = retry(…);`
#[derive(Clone, Debug)]
pub struct RetryPolicy {
    pub name: Ident,
    pub args: Vec<Arg>,
    pub span: SpanRange,
}

/// `{ … }`
#[derive(Clone, Debug)]
pub struct Block {
    /// `//!` lines at its start.
    pub doc: Option<Doc>,
    pub statements: Vec<Statement>,
    pub span: SpanRange,
    /// The closing brace, or the last token when there is none.
    pub close: Span,
}

/// One statement: at most one state.
#[derive(Clone, Debug)]
pub struct Statement {
    pub attrs: Vec<Attr>,
    pub doc: Option<Doc>,
    /// `"State name":`
    pub label: Option<Str>,
    pub kind: StatementKind,
    /// Without attributes, doc and label.
    pub span: SpanRange,
}

#[derive(Clone, Debug)]
pub enum StatementKind {
    /// A call, `for`, `parallel`, `pass` or value, and where its result goes.
    Effect(Box<Effect>),
    If(Box<If>),
    Match(Box<Match>),
    /// `loop { … }`
    Loop(Loop),
    /// `while cond { … }`
    While(Box<While>),
    /// `try { … } catch { … }`
    Try(Box<Try>),
    Wait(Wait),
    /// `goto "State name";`
    Goto(Str),
    Return,
    /// `break;`, `break 'outer;` (the name without the apostrophe)
    Break(Option<Ident>),
    Continue(Option<Ident>),
    Succeed,
    Fail(Fail),
    /// `state "Name" = { … };`
    Raw(Raw),
    /// Reported.
    Error,
}

/// `target = source part select value catch { … }`
#[derive(Clone, Debug)]
pub struct Effect {
    pub target: Target,
    pub source: Source,
    /// `.A.B` after the call, as a path from `$`.
    pub part: Option<QueryText>,
    pub select: Option<Expr>,
    pub catch: Option<Catch>,
    /// All that an arm without braces does: `"A" => call { … },`.
    pub is_arm: bool,
}

/// Where a result goes.
#[derive(Clone, Debug)]
pub enum Target {
    /// `call { … };`
    Discard,
    /// `call { … }` at the end of a body, without `;`
    Value,
    /// `$ = …`
    Document(SpanRange),
    /// `$.p = …`
    Path(QueryText),
    /// `let x = …`, `let x: T = …`
    Let { name: Ident, ty: Option<TokenStream> },
    /// `let { Payload: body, StatusCode } = …`: (member, variable)
    Destructure(Vec<(Str, Ident)>),
}

/// What gives a result.
#[derive(Clone, Debug)]
pub enum Source {
    Call(Call),
    For(Box<For>),
    Parallel(Parallel),
    /// `pass`, `pass { … }`, `pass(value)`
    Pass(CallBody),
    /// `evaluate("…", function: f)`
    Evaluate(Evaluate),
    /// Any other expression: a Pass state.
    Value(Expr),
}

/// An expression of JavaScript that a function evaluates.
#[derive(Clone, Debug)]
pub struct Evaluate {
    pub expression: Expr,
    pub function: Expr,
    pub span: SpanRange,
}

/// `service::action.suffix { … }`
#[derive(Clone, Debug)]
pub struct Call {
    pub callee: Callee,
    /// `.sync`, `.sync:2`, `.waitForTaskToken`: the text without the leading dot.
    pub suffix: Option<Str>,
    pub body: CallBody,
    pub span: SpanRange,
}

#[derive(Clone, Debug)]
pub enum Callee {
    /// `service::action`
    Service { service: Ident, action: Ident },
    /// `aws_sdk::service::action`
    Sdk { service: Ident, action: Ident },
    /// A declared function or activity.
    Name(Ident),
    /// `task "resource"`
    Task(Str),
    /// Reported.
    Error,
}

/// What a call is given.
#[derive(Clone, Debug)]
pub enum CallBody {
    /// Nothing at all: `sts::getCallerIdentity;`
    None,
    /// `{ … }`
    Object(Vec<Entry>, SpanRange),
    /// `(value)`, `(value, option: …)`
    Value(Box<Expr>, Vec<Entry>),
}

/// `for selector in source { … }`
#[derive(Clone, Debug)]
pub struct For {
    /// `None` for `for $ in …`.
    pub selector: Option<Expr>,
    /// The name that the item was given, as in Rust; reported.
    pub item: Option<Ident>,
    pub source: ForSource,
    pub body: Block,
}

#[derive(Clone, Debug)]
pub enum ForSource {
    Items(Expr),
    /// `s3::getObject { … }`
    Reader(Call),
}

/// `parallel { { … } { … } }`, `parallel(value) { … }`
#[derive(Clone, Debug)]
pub struct Parallel {
    pub argument: Option<Expr>,
    pub branches: Vec<Branch>,
    /// The braces around the branches.
    pub span: SpanRange,
}

#[derive(Clone, Debug)]
pub struct Branch {
    pub doc: Option<Doc>,
    pub body: Block,
}

/// `if cond { … } else …`
#[derive(Clone, Debug)]
pub struct If {
    pub condition: Expr,
    pub then: Block,
    pub otherwise: Option<Else>,
    /// `if`
    pub keyword: Span,
}

#[derive(Clone, Debug)]
pub enum Else {
    Block(Block),
    If(Box<If>),
}

/// `match $.path { … }`, `match { cond => … }`
#[derive(Clone, Debug)]
pub struct Match {
    pub subject: Option<Expr>,
    pub arms: Vec<Arm>,
    /// `match`
    pub keyword: Span,
}

#[derive(Clone, Debug)]
pub struct Arm {
    pub attrs: Vec<Attr>,
    pub doc: Option<Doc>,
    pub head: ArmHead,
    /// A statement without braces is a block of one.
    pub body: Block,
    pub span: SpanRange,
}

#[derive(Clone, Debug)]
pub enum ArmHead {
    /// `"a" | 1..=5`, of a `match` with a subject.
    Patterns(Vec<Pattern>),
    /// Of a `match` without one.
    Condition(Expr),
    /// `_`
    Wildcard(Span),
}

#[derive(Clone, Debug)]
pub enum Pattern {
    /// A literal, `null`, `timestamp("…")`, a constant.
    Value(Expr),
    /// `low..=high`, `low..high`, `low..`, `..=high`
    Range { low: Option<Expr>, high: Option<Expr>, inclusive: bool, span: SpanRange },
}

/// `'label: loop { … }`
#[derive(Clone, Debug)]
pub struct Loop {
    pub label: Option<Ident>,
    pub body: Block,
    pub keyword: Span,
}

/// `'label: while cond { … }`
#[derive(Clone, Debug)]
pub struct While {
    pub label: Option<Ident>,
    pub condition: Expr,
    pub body: Block,
    pub keyword: Span,
}

#[derive(Clone, Debug)]
pub struct Try {
    pub body: Block,
    pub catch: Catch,
}

/// `catch { … }`
#[derive(Clone, Debug)]
pub struct Catch {
    pub arms: Vec<CatchArm>,
    pub span: SpanRange,
}

#[derive(Clone, Debug)]
pub struct CatchArm {
    pub attrs: Vec<Attr>,
    pub doc: Option<Doc>,
    /// `_` is `States.ALL`.
    pub errors: Vec<Str>,
    pub binding: Option<Binding>,
    pub body: Block,
    pub span: SpanRange,
}

/// `as …` of a catch arm.
#[derive(Clone, Debug)]
pub enum Binding {
    /// `as $`
    Document(SpanRange),
    /// `as $.error`
    Path(QueryText),
    /// `as e`
    Variable(Ident),
}

/// `wait 30s;`, `wait $.seconds;`, `wait until …;`
#[derive(Clone, Debug)]
pub struct Wait {
    pub until: bool,
    pub value: Expr,
}

/// `fail "Error", "cause";`; `_` in the first place is `None`.
#[derive(Clone, Debug)]
pub struct Fail {
    pub error: Option<Expr>,
    pub cause: Option<Expr>,
}

#[derive(Clone, Debug)]
pub struct Raw {
    pub name: Str,
    pub value: Expr,
}

/// `#[name(args)]`
#[derive(Clone, Debug)]
pub struct Attr {
    pub name: Ident,
    /// The text of `name`: in rustc it is behind a bridge, and attributes are looked up again and again.
    pub text: String,
    /// `None` when there are no parentheses: `#[express]`.
    pub args: Option<Vec<Arg>>,
    /// From `#` to `]`.
    pub span: SpanRange,
}

/// `value`, `key = value`
#[derive(Clone, Debug)]
pub struct Arg {
    pub key: Option<Ident>,
    pub value: Expr,
}

/// `key: value` of an object.
#[derive(Clone, Debug)]
pub struct Entry {
    pub key: Str,
    /// Whether the key is a string literal: then it is data, never a compiler option.
    pub quoted: bool,
    pub value: Expr,
}

/// A value, a condition, an argument.
#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: SpanRange,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    Null,
    Bool(bool),
    /// As spelled (underscores taken out), with its sign: `-1.50`.
    Number(String),
    /// Decoded.
    String(String),
    /// `30s`, `5m`, `2h`, `7d`: the number as spelled, the unit.
    Duration {
        number: String,
        unit: char,
    },
    Array(Vec<Expr>),
    Object(Vec<Entry>),
    /// `$`, `$.a[0]`, `$x.y`, `$$.Execution.Id`, from tokens.
    Path(QueryText),
    /// `jsonpath!(r"…")`: a path or an intrinsic call, verbatim.
    Jsonpath(QueryText),
    /// `{% … %}` (without the delimiters) from tokens, `jsonata!(r#"…"#)` (offsets are empty).
    Jsonata(QueryText),
    /// `States.Format(…)`, `S(…)`, `IsPresent(…)`, `timestamp(…)`: the dotted name.
    Call {
        name: Str,
        args: Vec<Expr>,
    },
    /// `format!("…", …)`
    Format {
        template: Str,
        args: Vec<Expr>,
    },
    Binary {
        operator: BinaryOperator,
        operator_span: Span,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `!x`
    Not(Box<Expr>),
    /// `-x` of something that is no number.
    Negate(Box<Expr>),
    /// `(x)`: keeps a nested `&&` or `||` from being flattened.
    Paren(Box<Expr>),
    /// `orders`, `States.ALL`, `crate::SUBJECT`, `first_row`: the text (`crate::SUBJECT`), and the tokens.
    Name {
        text: String,
        tokens: TokenStream,
    },
    /// `s3::putObject { … }` as an argument.
    ServiceCall(Box<Call>),
    /// `_`
    Underscore,
    /// Reported.
    Error,
}

impl ExprKind {
    /// Whether its value has to be computed when the machine runs.
    pub fn is_computed(&self) -> bool {
        match self {
            ExprKind::Call { name, .. } => name.value.starts_with("States."),
            ExprKind::Paren(inner) => inner.kind.is_computed(),
            ExprKind::Format { .. } | ExprKind::Binary { .. } | ExprKind::Not(_) | ExprKind::Negate(_) => {
                true
            }
            _ => false,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BinaryOperator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}
