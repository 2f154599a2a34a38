//! `evaluate`.

use sfn_asl::diag::{Code, Place};
use sfn_asl::query::javascript::{Error, Fault};

use crate::cx::{Cx, QueryText, SpanRange};

/// No JavaScript, or none of the subset.
pub fn javascript(cx: &mut Cx, query: &QueryText, error: &Error) {
    let loc = cx.query_loc(query);
    let place = Place::within(loc, error.range.clone());
    let cx = &mut cx.diagnostics;
    match &error.fault {
        Fault::Expected(what) => {
            cx.error(Code(170), place, format!("{what} is expected here, in JavaScript"));
        }
        Fault::TooDeep => {
            cx.error(Code(170), place, "too many things of JavaScript inside one another")
                .help("split the expression into several statements");
        }
        Fault::NotTaken(what) => {
            cx.error(Code(170), place, format!("`{what}` is not of the JavaScript that `evaluate` takes"))
                .help("write the JSONata, `{% … %}`, or call a function of your own that computes it");
        }
        Fault::PathInText(path) => {
            cx.error(Code(171), place, format!("`{path}` stands in a text, where it stays text"))
                .help(format!("write a template: `` `…${{{path}}}…` ``"));
        }
    }
}

/// Something else than one text, and perhaps a function.
pub fn evaluate_arguments(cx: &mut Cx, span: SpanRange) {
    cx.error(172, span, "`evaluate` takes one expression of JavaScript, in quotes").help(
        "write `evaluate(\"$.a / 1000\")`, or as a statement `evaluate(\"…\", function: f)` with a declared function",
    );
}

/// Evaluated by what is no function.
pub fn evaluate_function(cx: &mut Cx, span: SpanRange) {
    cx.error(172, span, "the function of `evaluate` is the name of a declared one")
        .help("write `resource evaluator: lambda::Function;` and `function: evaluator`");
}
