//! The words of every finding of the parser, one function each; codes ASL0001 to ASL0099.

use proc_macro2::Span;

use crate::cx::{Cx, SpanRange};

pub(super) fn expected(cx: &mut Cx, span: Span, what: &str, found: &str, help: Option<&str>) {
    let diagnostic = cx.error(1, span, format!("expected {what}, found {found}"));
    if let Some(help) = help {
        diagnostic.help(help);
    }
}

/// `last`: the token after which it is missing, the last of its line.
pub(super) fn expected_after(cx: &mut Cx, last: Span, what: &str, help: Option<&str>) {
    let diagnostic = cx.error(1, last, format!("expected {what} after this"));
    if let Some(help) = help {
        diagnostic.help(help);
    }
}

/// `last`: the token after which it is missing.
pub(super) fn missing_semicolon(cx: &mut Cx, last: Span) {
    cx.error(2, last, "`;` is missing after this").help("end the statement with `;`");
}

/// `last`: the token after which it is missing.
pub(super) fn missing_comma(cx: &mut Cx, last: Span) {
    cx.error(3, last, "`,` is missing after this").help("separate with `,`");
}

pub(super) fn too_deep(cx: &mut Cx, span: Span) {
    let depth = super::cursor::DEPTH;
    cx.error(4, span, format!("this is nested more than {depth} deep"))
        .help("move the inner part into a statement of its own");
}

pub(super) fn too_long(cx: &mut Cx, span: Span, limit: usize) {
    cx.error(4, span, format!("more than {limit} of these in one chain")).help("split the chain");
}

pub(super) fn reserved(cx: &mut Cx, span: Span, word: &str) {
    cx.error(5, span, format!("`{word}` is reserved for a later version of the language"))
        .help(format!("to call something of this name, write `r#{word}`"));
}

pub(super) fn foreign(cx: &mut Cx, span: Span, message: String, help: String) {
    cx.error(6, span, message).help(help);
}

// Machines and declarations.

pub(super) fn no_machine(cx: &mut Cx) {
    cx.error(10, Span::call_site(), "there is no machine in this call").help("write `machine Name { … }`");
}

pub(super) fn not_a_machine(cx: &mut Cx, span: Span, found: &str) {
    cx.error(11, span, format!("expected `machine`, found {found}")).help("write `machine Name { … }`");
}

pub(super) fn misplaced_declaration(cx: &mut Cx, span: Span) {
    cx.error(12, span, "a declaration belongs to the machine, not into a block")
        .help("move it up, before the machine's first statement");
}

pub(super) fn type_separator(cx: &mut Cx, span: Span, found: &str, ty: &str) {
    cx.error(1, span, format!("expected `::`, found {found}")).help(format!("write `{ty}`"));
}

pub(super) fn generics(cx: &mut Cx, span: Span) {
    cx.error(13, span, "a machine has no generic parameters")
        .help("name one type, as in `machine Name(Input)`");
}

// Attributes and comments.

pub(super) fn bad_attribute(cx: &mut Cx, span: Span, found: &str) {
    cx.error(20, span, format!("expected the name of an attribute, found {found}"))
        .help("write `#[name]` or `#[name(…)]`");
}

pub(super) fn attribute_value(cx: &mut Cx, span: Span, name: &str) {
    cx.error(20, span, "the value of an attribute stands in parentheses")
        .help(format!("write `#[{name}(…)]`"));
}

pub(super) fn attribute_of_nothing(cx: &mut Cx, span: SpanRange) {
    cx.error(21, span, "nothing follows that this attribute could belong to")
        .help("put it before a statement, or remove it");
}

pub(super) fn comment_of_nothing(cx: &mut Cx, span: SpanRange) {
    cx.error(21, span, "this doc comment documents nothing").help("write `//` for a note to the reader");
}

pub(super) fn late_attribute(cx: &mut Cx, span: SpanRange) {
    cx.error(22, span, "attributes and doc comments stand before the state's name")
        .help("move it before the `\"State name\":`");
}

pub(super) fn attribute_not_here(cx: &mut Cx, span: SpanRange, what: &str) {
    cx.error(23, span, format!("{what} takes no attributes")).help("remove it");
}

pub(super) fn inner_comment(cx: &mut Cx, span: SpanRange) {
    cx.error(24, span, "`//!` stands only at the start of a block").help("write `///` before a statement");
}

pub(super) fn inner_attribute(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(20, span, "attributes take no `!`: each stands before what it belongs to")
        .help(format!("write `#[{name}]` before `machine` or before a statement"));
}

/// `interval: 2s`; `span`: the colon.
pub(super) fn argument_colon(cx: &mut Cx, span: Span, name: &str, value: &str) {
    cx.error(20, span, "the value of an argument stands after `=`").help(format!("write `{name} = {value}`"));
}

pub(super) fn attribute_form(cx: &mut Cx, span: Span, name: &str) {
    cx.error(20, span, "an attribute stands in `#[…]`").help(format!("write `#[{name}(…)]`"));
}

pub(super) fn option_behind(cx: &mut Cx, span: Span, word: &str) {
    cx.error(20, span, format!("`{word}` stands before the statement, as an attribute"))
        .help(format!("write `#[{word}(…)]` before it"));
}

// Statements.

pub(super) fn label_of_nothing(cx: &mut Cx, span: SpanRange) {
    cx.error(30, span, "no statement follows this name").help("write `pass;` for a state that does nothing");
}

pub(super) fn second_label(cx: &mut Cx, span: SpanRange) {
    cx.error(31, span, "a statement has one name").help("remove one of the two");
}

pub(super) fn unused_value(cx: &mut Cx, span: SpanRange) {
    cx.error(32, span, "this value goes nowhere")
        .help("assign it, as in `$.name = …;`, or end the body with it, without `;`");
}

pub(super) fn stray_keyword(cx: &mut Cx, span: Span, word: &str) {
    let (of, help) = match word {
        "else" => ("an `if` block", "remove the `;` or the statement between `if { … }` and `else`"),
        "catch" => ("a call, or the block of a `try`", "put it before the `;` of the call"),
        _ => ("a call", "put it before the `;` of the call"),
    };
    cx.error(33, span, format!("`{word}` must follow {of}")).help(help);
}

pub(super) fn no_value(cx: &mut Cx, span: Span, word: &str) {
    cx.error(34, span, format!("`{word}` has no value"))
        .help("assign inside its blocks, as in `$.name = …;`");
}

pub(super) fn compound_assignment(cx: &mut Cx, span: Span, path: &str, operator: char, step: bool) {
    let (second, operand) = if step { (operator, "1") } else { ('=', "…") };
    cx.error(35, span, format!("`{operator}{second}` is not part of the language"))
        .help(format!("write `{path} = {path} {operator} {operand}`"));
}

pub(super) fn let_dollar(cx: &mut Cx, span: Span, name: &str) {
    cx.error(36, span, "the name of a variable takes no `$` where it is assigned")
        .help(format!("write `let {name} = …`"));
}

pub(super) fn assigned_variable(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(36, span, "a variable is assigned with `let`, the second time as well")
        .help(format!("write `let {name} = …`"));
}

pub(super) fn let_mut(cx: &mut Cx, span: Span) {
    cx.error(37, span, "every variable may be assigned again; there is no `mut`").help("remove `mut`");
}

pub(super) fn let_underscore(cx: &mut Cx, span: Span) {
    cx.error(49, span, "`_` is no name of a variable")
        .help("leave `let _ =` out: what is not assigned is discarded");
}

pub(super) fn goto_ident(cx: &mut Cx, span: Span, name: &str) {
    cx.error(38, span, "`goto` takes the name of a state, in quotes")
        .help(format!("write `goto \"{name}\";`"));
}

pub(super) fn return_value(cx: &mut Cx, span: SpanRange) {
    cx.error(39, span, "`return` takes no value").help("write `$ = …; return;`");
}

pub(super) fn break_value(cx: &mut Cx, span: SpanRange, word: &str) {
    cx.error(39, span, format!("`{word}` takes only the label of a loop"))
        .help("write `'name`, or assign before it");
}

pub(super) fn loop_label(cx: &mut Cx, span: SpanRange) {
    cx.error(40, span, "only `loop` and `while` take a label").help("remove the label");
}

pub(super) fn if_let(cx: &mut Cx, span: Span) {
    cx.error(41, span, "there is no `let` in a condition")
        .help("write a condition, such as `IsPresent($.name)`");
}

pub(super) fn fail_parentheses(cx: &mut Cx, span: SpanRange) {
    cx.error(45, span, "`fail` takes no parentheses").help("write `fail \"Error\", \"cause\";`");
}

pub(super) fn guard(cx: &mut Cx, span: Span) {
    cx.error(42, span, "an arm has no guard").help("write `match { condition => … }`");
}

pub(super) fn item_name(cx: &mut Cx, span: SpanRange) {
    cx.error(43, span, "the item has no name of its own: it is `$` in the body").help("write `for $ in …`");
}

pub(super) fn try_without_catch(cx: &mut Cx, last: Span) {
    cx.error(44, last, "`catch { … }` must follow the block of a `try`").help("write `catch { _ => … }`");
}

/// `fail "Error" "cause"`
pub(super) fn fail_comma(cx: &mut Cx, last: Span) {
    cx.error(3, last, "`,` is missing after this").help("write `fail \"Error\", \"cause\";`");
}

/// `"A" => fail "E";`
pub(super) fn arm_semicolon(cx: &mut Cx, span: Span) {
    cx.error(3, span, "an arm without braces ends with `,`").help("write `,`, or braces: `=> { …; }`");
}

pub(super) fn too_many_fail(cx: &mut Cx, span: Span) {
    cx.error(45, span, "`fail` takes an error and a cause, no more")
        .help("write `fail \"Error\", \"cause\";`");
}

pub(super) fn branch_comma(cx: &mut Cx, span: Span) {
    cx.error(46, span, "branches follow each other without a comma").help("remove it");
}

pub(super) fn for_range(cx: &mut Cx, span: SpanRange) {
    cx.error(48, span, "a `for` goes over the items of an array, not over a range")
        .help("write `$.numbers = States.ArrayRange(0, 9, 1);` and then `for $ in $.numbers { … }`");
}

/// `last`: the name of the state.
pub(super) fn label_colon(cx: &mut Cx, last: Span) {
    cx.error(47, last, "`:` is missing after the name of this state").help("write `\"State name\": …`");
}

pub(super) fn label_quotes(cx: &mut Cx, span: Span, name: &str) {
    cx.error(47, span, "the name of a state stands in quotes").help(format!("write `\"{name}\": …`"));
}

pub(super) fn state_quotes(cx: &mut Cx, span: Span, name: &str) {
    cx.error(47, span, "the name of a state stands in quotes").help(format!("write `state \"{name}\" = …`"));
}

pub(super) fn condition_behind(cx: &mut Cx, span: Span) {
    cx.error(6, span, "a condition stands before what it decides").help("write `if … { … }`");
}

pub(super) fn else_if(cx: &mut Cx, span: Span, found: &str) {
    cx.error(1, span, format!("expected `if` or a block after `else`, found {found}"))
        .help("write `else if … { … }`");
}

pub(super) fn one_word_else_if(cx: &mut Cx, span: Span, word: &str) {
    cx.error(6, span, format!("`{word}` is not part of the language")).help("write `else if`");
}

// Calls.

pub(super) fn callee(cx: &mut Cx, span: SpanRange) {
    cx.error(50, span, "this is neither a service and an action nor a function")
        .help("write `service::action`, `aws_sdk::service::action`, or the name of a declared resource");
}

pub(super) fn no_action_after(cx: &mut Cx, last: Span) {
    cx.error(50, last, "expected the name of an action after this").help("write `service::action { … }`");
}

pub(super) fn no_action(cx: &mut Cx, span: Span, found: &str) {
    cx.error(50, span, format!("expected the name of an action, found {found}"))
        .help("write `service::action { … }`");
}

pub(super) fn one_argument(cx: &mut Cx, span: SpanRange) {
    cx.error(51, span, "a call takes one value").help("write `call { name: value, … }` or `call(value)`");
}

/// `call(name: value)`; `span`: all that is named.
pub(super) fn named_argument(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(51, span, "what is named stands in braces, unless a value stands before it")
        .help(format!("write `call {{ {name}: … }}`"));
}

pub(super) fn no_options(cx: &mut Cx, span: SpanRange, word: &str) {
    cx.error(51, span, format!("`{word}` has no options")).help("remove it");
}

pub(super) fn options_in_braces(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(51, span, "a call takes parentheses or braces, not both")
        .help(format!("write options behind the value: `call($, {name}: …)`"));
}

pub(super) fn no_argument(cx: &mut Cx, span: SpanRange) {
    cx.error(51, span, "the value of this call is missing")
        .help("write `call($)` to pass on the document, `call {}` for an empty object");
}

pub(super) fn call_colon(cx: &mut Cx, colon: Span, name: &str) {
    cx.error(50, colon, "a call takes no `:` before its values").help(format!("write `{name} {{ … }}`"));
}

/// `colon`: what stands between a service and its action.
pub(super) fn single_colon(cx: &mut Cx, colon: Span, service: &str, action: &str) {
    cx.error(50, colon, "a service and its action are joined by `::`")
        .help(format!("write `{service}::{action}`"));
}

pub(super) fn call_in_condition(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(52, span, "a call cannot stand here: it is a state of its own")
        .help(format!("write `let result = {name} {{ … }};` before it, and `$result` here"));
}

/// `catch "X" { … }`
pub(super) fn catch_without_braces(cx: &mut Cx, span: Span, found: &str) {
    cx.error(1, span, format!("expected `{{` after `catch`, found {found}"))
        .help("write `catch { \"ErrorName\" as $.error => { … } }`");
}

pub(super) fn finally(cx: &mut Cx, span: Span) {
    cx.error(6, span, "`finally` is not part of the language")
        .help("write what always follows after the `try … catch { … }`");
}

pub(super) fn arm_word(cx: &mut Cx, span: Span, word: &str, help: &str) {
    cx.error(6, span, format!("`{word}` begins no arm")).help(help);
}

// Values.

pub(super) fn chained_comparison(cx: &mut Cx, span: Span) {
    cx.error(60, span, "comparisons cannot be chained").help("join two of them with `&&`");
}

pub(super) fn assignment_in_condition(cx: &mut Cx, span: Span) {
    cx.error(61, span, "`=` assigns, it does not compare").help("write `==`");
}

pub(super) fn word_operator(cx: &mut Cx, span: Span, word: &str, symbol: &str) {
    cx.error(62, span, format!("`{word}` is not an operator")).help(format!("write `{symbol}`"));
}

pub(super) fn no_operator(cx: &mut Cx, span: Span, operator: &str, help: &str) {
    cx.error(62, span, format!("`{operator}` is not an operator")).help(help);
}

pub(super) fn question_mark(cx: &mut Cx, span: Span) {
    cx.error(62, span, "`?` is not part of the language: an error that nothing catches ends the execution")
        .help("remove it, or write `catch { … }`");
}

pub(super) fn cast(cx: &mut Cx, span: Span) {
    cx.error(62, span, "`as` is not part of the language: a value keeps the type that it has")
        .help("remove it, or read a number from text with `States.StringToJson(…)`");
}

pub(super) fn tuple(cx: &mut Cx, span: SpanRange) {
    cx.error(63, span, "there are no tuples").help("write an array, `[…]`");
}

pub(super) fn unknown_macro(cx: &mut Cx, span: Span, name: &str) {
    let found = cx.error(64, span, format!("`{name}!` means nothing here"));
    let known = ["format", "jsonata", "jsonpath"];
    match sfn_asl::diag::suggest::nearest(name, known) {
        Some(near) => found.help(format!("did you mean `{near}!`?")),
        None => found.help("only `format!`, `jsonata!` and `jsonpath!` do"),
    };
}

pub(super) fn macro_text(cx: &mut Cx, span: Span, name: &str, found: &str) {
    cx.error(65, span, format!("`{name}!` takes a string literal, found {found}"))
        .help(format!("write `{name}!(r#\"…\"#)`"));
}

pub(super) fn key_number(cx: &mut Cx, span: Span, key: &str) {
    cx.error(66, span, "the key of an object is a name or a string").help(format!("write `\"{key}\"`"));
}

pub(super) fn key_hyphen(cx: &mut Cx, span: SpanRange, key: &str) {
    cx.error(66, span, "a key with a hyphen takes quotes").help(format!("write `\"{key}\"`"));
}

pub(super) fn key_dollar(cx: &mut Cx, span: SpanRange, key: &str) {
    cx.error(67, span, "`.$` is written by the compiler where the value is a path")
        .help(format!("write `{key}: …`"));
}

pub(super) fn doc_in_list(cx: &mut Cx, span: SpanRange) {
    cx.error(68, span, "a doc comment or an attribute has no meaning here")
        .help("write `//` for a note to the reader");
}

// Literals.

pub(super) fn not_text(cx: &mut Cx, span: Span, what: &str) {
    cx.error(70, span, format!("{what} has no meaning in JSON")).help("write `\"…\"`");
}

pub(super) fn character(cx: &mut Cx, span: Span, value: char) {
    let shown = value.escape_debug();
    cx.error(70, span, "text takes double quotes").help(format!("write `\"{shown}\"`"));
}

pub(super) fn not_decimal(cx: &mut Cx, span: Span, text: &str) {
    cx.error(71, span, format!("`{text}` is not a number of JSON"))
        .help("write it in decimal, as in `16` or `0.5`");
}

pub(super) fn suffix(cx: &mut Cx, span: Span, suffix: &str, number: &str) {
    let found = cx.error(72, span, format!("`{suffix}` is not a unit of time"));
    match unit(suffix) {
        Some(unit) => found.help(format!("write `{number}{unit}`")),
        None => found.help("the units are `s`, `m`, `h` and `d`"),
    };
}

/// The unit of time that a word stands for.
pub(super) fn unit(word: &str) -> Option<char> {
    match word.to_ascii_lowercase().as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => Some('s'),
        "m" | "min" | "mins" | "minute" | "minutes" => Some('m'),
        "h" | "hour" | "hours" | "hr" | "hrs" => Some('h'),
        "d" | "day" | "days" => Some('d'),
        _ => None,
    }
}

/// `30 seconds`; `span`: the word.
pub(super) fn unit_apart(cx: &mut Cx, span: Span, number: &str, unit: char) {
    cx.error(72, span, "the unit of a duration is one letter that touches the number")
        .help(format!("write `{number}{unit}`"));
}

pub(super) fn text_suffix(cx: &mut Cx, span: Span, suffix: &str) {
    cx.error(73, span, format!("`{suffix}` after a text has no meaning")).help("remove it");
}

// Paths and JSONata.

pub(super) fn dangling_dot(cx: &mut Cx, span: SpanRange) {
    cx.error(80, span, "a path cannot end with a dot").help("write the name of a field, or remove the dot");
}

pub(super) fn quoted_segment(cx: &mut Cx, span: Span, text: &str) {
    cx.error(81, span, "a name in quotes takes brackets in a path")
        .help(format!("write `[{text}]` without the dot"));
}

pub(super) fn dangling_name(cx: &mut Cx, dot: Span) {
    cx.error(80, dot, "a name cannot end with a dot").help("write the rest of the name, or remove the dot");
}

pub(super) fn at_outside_filter(cx: &mut Cx, span: Span) {
    cx.error(82, span, "`@` is the element a filter looks at and means nothing outside `[?(…)]`")
        .help("start the path with `$`");
}

/// `$sum(…)`
pub(super) fn jsonata_call(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(85, span, format!("`{name}(…)` is a function of JSONata, which stands in `{{% … %}}`"))
        .help(format!("write `{{% {name}(…) %}}`"));
}

pub(super) fn jsonata_unclosed(cx: &mut Cx, span: Span) {
    cx.error(83, span, "`{%` is not closed by `%}`").help("write `{% … %}`");
}

pub(super) fn keyword_in_path(cx: &mut Cx, span: Span, word: &str) {
    let found =
        cx.error(86, span, format!("`{word}` is no name in Rust, and this is the path of a constant"));
    match word {
        "_" => found.help("write `crate::NAME`"),
        _ => found.help(format!("write `r#{word}`")),
    };
}

pub(super) fn not_a_target(cx: &mut Cx, span: SpanRange, name: Option<&str>) {
    let found = cx.error(84, span, "only a path or `let` may stand before `=`");
    match name {
        Some(name) => found.help(format!("write `let {name} = …`; where it is read it is `${name}`")),
        None => found.help("write `$.name = …` or `let name = …`, or `==` to compare"),
    };
}
