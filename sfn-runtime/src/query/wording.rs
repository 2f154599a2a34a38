//! Errors of JSONata in the words of its reference, which the service shows: the engine has its own.
//!
//! Source of the texts: jsonata-js 2.0.6, `errorCodes`. Where a text has a name or a value that the engine does not
//! tell and the expression does not show, the engine's words stay.

use std::collections::BTreeSet;

use sfn_asl::query::jsonata::{Expr, ExprKind, analyse, is_function, most_arguments};

/// What an expression has that errors may be about.
#[derive(Debug, Default)]
pub(super) struct Wording {
    /// The only function of the library that it calls.
    function: Option<String>,
    /// The only comparison that it makes.
    comparison: Option<&'static str>,
}

/// Texts without anything to fill in.
const PLAIN: &[(&str, &str)] = &[
    ("D2014", "The size of the sequence allocated by the range operator (..) must not exceed 1e6"),
    ("D3001", "Attempting to invoke string function on Infinity or NaN"),
    ("D3010", "Second argument of replace function cannot be an empty string"),
    ("D3020", "Third argument of split function must evaluate to a positive number"),
    ("D3080", "The picture string must only contain a maximum of two sub-pictures"),
    ("D3081", "The sub-picture must not contain more than one instance of the 'decimal-separator' character"),
    ("D3082", "The sub-picture must not contain more than one instance of the 'percent' character"),
    ("D3083", "The sub-picture must not contain more than one instance of the 'per-mille' character"),
    ("D3084", "The sub-picture must not contain both a 'percent' and a 'per-mille' character"),
    (
        "D3085",
        "The mantissa part of a sub-picture must contain at least one character that is either an 'optional digit \
         character' or a member of the 'decimal digit family'",
    ),
    (
        "D3086",
        "The sub-picture must not contain a passive character that is preceded by an active character and that is \
         followed by another active character",
    ),
    (
        "D3087",
        "The sub-picture must not contain a 'grouping-separator' character that appears adjacent to a \
         'decimal-separator' character",
    ),
    ("D3088", "The sub-picture must not contain a 'grouping-separator' at the end of the integer part"),
    (
        "D3089",
        "The sub-picture must not contain two adjacent instances of the 'grouping-separator' character",
    ),
    (
        "D3090",
        "The integer part of the sub-picture must not contain a member of the 'decimal digit family' that is followed by \
         an instance of the 'optional digit character'",
    ),
    (
        "D3091",
        "The fractional part of the sub-picture must not contain an instance of the 'optional digit character' that is \
         followed by a member of the 'decimal digit family'",
    ),
    (
        "D3092",
        "A sub-picture that contains a 'percent' or 'per-mille' character must not contain a character treated as an \
         'exponent-separator'",
    ),
    (
        "D3093",
        "The exponent part of the sub-picture must comprise only of one or more characters that are members of the \
         'decimal digit family'",
    ),
    ("D3131", "In a decimal digit pattern, all digits must be from the same decimal group"),
    ("D3134", "The timezone integer format specifier cannot have more than four digits"),
    ("D3135", "No matching closing bracket ']' in date/time picture string"),
    ("D3136", "The date/time picture string is missing specifiers required to parse the timestamp"),
    ("T1006", "Attempted to invoke a non-function"),
    ("T2003", "The left side of the range operator (..) must evaluate to an integer"),
    ("T2004", "The right side of the range operator (..) must evaluate to an integer"),
];

/// What the service says when an evaluation takes too much (measured). Two of the texts, and their code, are those of
/// who runs the reference with limits; the service leaves the code out.
pub(super) const MEMORY: &str =
    "Expression evaluation memory limit exceeded: Check for excessive memory usage";
pub(super) const STACK: &str = "U1001: Stack overflow error: Check for non-terminating recursive function. Consider \
                                rewriting as tail-recursive.";
const TIME: &str = "U1001: Expression evaluation timeout: Check for infinite loop";

/// A message as the service shows it, after `threw an error during evaluation`.
pub(crate) fn shown(message: &str) -> String {
    if let Some(limit) = message.strip_prefix("U1001: ") {
        return format!(": {limit}");
    }
    let code = message.split_once(": ").map_or("", |it| it.0).as_bytes();
    match code {
        [b'A'..=b'Z', digits @ ..] if digits.len() == 4 && digits.iter().all(u8::is_ascii_digit) => {
            format!(". {message}")
        }
        _ => format!(": {message}"),
    }
}

impl Wording {
    pub(super) fn new(expr: &Expr) -> Wording {
        let calls = analyse(expr).calls;
        let functions: BTreeSet<String> =
            calls.into_iter().map(|it| it.name).filter(|it| is_function(it)).collect();
        let mut comparisons = BTreeSet::new();
        collect_comparisons(expr, &mut comparisons);
        Wording { function: only(functions), comparison: only(comparisons) }
    }

    /// The message of the engine, as the reference has it.
    pub(super) fn reworded(&self, message: &str) -> String {
        let message = message.strip_prefix("Invalid syntax: ").unwrap_or(message);
        let message = message.strip_prefix("Signature validation failed: ").unwrap_or(message);
        let Some((code, text)) = message.split_once(": ") else { return message.to_owned() };
        match code {
            "D2015" => return MEMORY.to_owned(),
            "D1011" | "U1001" => return STACK.to_owned(),
            "D1012" => return TIME.to_owned(),
            _ => {}
        }
        match self.text(code, text) {
            Some(it) => format!("{code}: {it}"),
            None => message.to_owned(),
        }
    }

    fn text(&self, code: &str, text: &str) -> Option<String> {
        if let Some((_, plain)) = PLAIN.iter().find(|it| it.0 == code) {
            return Some((*plain).to_owned());
        }
        match code {
            "T2001" | "T2002" => {
                let (before, rest) = text.split_once(" side of the ")?;
                let (sign, after) = rest.split_once(' ')?;
                let quoted = if sign.starts_with('"') { sign.to_owned() } else { format!("\"{sign}\"") };
                Some(format!("{before} side of the {quoted} {after}"))
            }
            "T2010" => Some(format!(
                "The expressions either side of operator \"{}\" must evaluate to numeric or string values",
                self.comparison?
            )),
            "D3030" => {
                let value = text.strip_prefix("Cannot convert '")?.strip_suffix("' to number")?;
                Some(format!("Unable to cast value to a number: {}", serde_json::Value::from(value)))
            }
            "D3100" => {
                let (_, radix) = text.rsplit_once(' ')?;
                Some(format!(
                    "The radix of the formatBase function must be between 2 and 36.  It was given {radix}"
                ))
            }
            "D3138" => Some(text.split_once(" (").map_or(text, |it| it.0).to_owned()),
            "T0410" => self.argument(text),
            "T0411" => Some(format!(
                "Context value is not a compatible type with argument 1 of function \"{}\"",
                self.function.as_ref()?
            )),
            "T0412" => {
                let items = text.rsplit_once("array of ")?.1.to_lowercase();
                let number = number_after(text, "Argument ")?;
                let function = self.function.as_ref()?;
                Some(format!("Argument {number} of function \"{function}\" must be an array of \"{items}s\""))
            }
            _ => None,
        }
    }

    fn argument(&self, text: &str) -> Option<String> {
        let function = self.function.as_ref()?;
        let number = match text.strip_prefix("Argument count mismatch: ") {
            Some(counts) => {
                let got = number_after(counts, "got ")?;
                // The first that is too much, or the first that is missing.
                most_arguments(function).map_or(got + 1, |most| got.min(most) + 1)
            }
            None => number_after(text, "Argument ")?,
        };
        Some(format!("Argument {number} of function \"{function}\" does not match function signature"))
    }
}

fn only<T: Ord>(set: BTreeSet<T>) -> Option<T> {
    let mut all = set.into_iter();
    all.next().filter(|_| all.next().is_none())
}

fn collect_comparisons(expr: &Expr, found: &mut BTreeSet<&'static str>) {
    if let ExprKind::Binary { op, .. } = &expr.kind
        && op.is_ordering()
    {
        found.insert(op.sign());
    }
    expr.for_each_child(&mut |it| collect_comparisons(it, found));
}

fn number_after(text: &str, before: &str) -> Option<usize> {
    let (_, rest) = text.split_once(before)?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use crate::exec::Jsonata;

    /// The right column is what jsonata-js 2.0.6 says.
    #[test]
    fn the_reference_says_it_like_this() {
        let cases = [
            ("'5' + 1", "T2001: The left side of the \"+\" operator must evaluate to a number"),
            ("1 - null", "T2002: The right side of the \"-\" operator must evaluate to a number"),
            ("[1.5..3]", "T2003: The left side of the range operator (..) must evaluate to an integer"),
            ("[1..'']", "T2004: The right side of the range operator (..) must evaluate to an integer"),
            (
                "3 >= true",
                "T2010: The expressions either side of operator \">=\" must evaluate to numeric or string values",
            ),
            ("$length(1234)", "T0410: Argument 1 of function \"length\" does not match function signature"),
            (
                "$count([], [], [])",
                "T0410: Argument 2 of function \"count\" does not match function signature",
            ),
            ("$replace('a')", "T0410: Argument 2 of function \"replace\" does not match function signature"),
            ("$exists()", "T0410: Argument 1 of function \"exists\" does not match function signature"),
            ("$join([1], ',')", "T0412: Argument 1 of function \"join\" must be an array of \"strings\""),
            ("$max(['1'])", "T0412: Argument 1 of function \"max\" must be an array of \"numbers\""),
            ("$number('a\"b')", "D3030: Unable to cast value to a number: \"a\\\"b\""),
            (
                "$formatBase(100, 1)",
                "D3100: The radix of the formatBase function must be between 2 and 36.  It was given 1",
            ),
            (
                "$formatNumber(1, 'x')",
                "D3086: The sub-picture must not contain a passive character that is preceded by an active character \
                 and that is followed by another active character",
            ),
            (
                "$formatNumber(1, '0,.0')",
                "D3087: The sub-picture must not contain a 'grouping-separator' character that appears adjacent to a \
                 'decimal-separator' character",
            ),
            (
                "$formatNumber(1, '0#')",
                "D3090: The integer part of the sub-picture must not contain a member of the \
             'decimal digit family' that is followed by an instance of the 'optional digit character'",
            ),
            ("$string(1/0)", "D3001: Attempting to invoke string function on Infinity or NaN"),
            ("$nothing(1)", "T1006: Attempted to invoke a non-function"),
            ("$error('mine')", "D3137: mine"),
        ];
        for (text, expected) in cases {
            let error = Jsonata::parse(text).and_then(|it| it.evaluate()).expect_err(text);
            assert_eq!(error.to_string(), expected, "{text}");
        }
    }

    /// The right column was measured on AWS.
    #[test]
    fn what_takes_too_much_is_given_up() {
        let memory = "Expression evaluation memory limit exceeded: Check for excessive memory usage";
        let deep = |terms: usize| vec!["1"; terms].join("+");
        let stack = "U1001: Stack overflow error: Check for non-terminating recursive function. Consider rewriting as \
                     tail-recursive.";
        for (text, expected) in [
            ("[1..873783]", memory),
            ("$range(1, 900000, 1)", memory),
            (deep(200).as_str(), stack),
            ("($f := function($x) { 1 + $f($x) }; $f(1))", stack),
        ] {
            let error = Jsonata::parse(text).and_then(|it| it.evaluate()).expect_err(text);
            assert_eq!(error.to_string(), expected);
        }
        for (text, expected) in [("$count([1..873782])", 873_782), (deep(100).as_str(), 100)] {
            let found = Jsonata::parse(text).and_then(|it| it.evaluate());
            assert_eq!(found, Ok(Some(expected.into())));
        }
    }

    #[test]
    fn numbers_that_json_has_not_are_texts() {
        let found = Jsonata::parse("[1/0, -1/0, 1e308 * 10, $range(-1.7, 2, 1)[0]]").unwrap().evaluate();
        assert_eq!(found, Ok(Some(serde_json::json!(["Infinity", "-Infinity", "Infinity", -1]))));
    }

    #[test]
    fn the_service_shows_codes_but_not_of_limits() {
        let cases = [
            ("T1006: Attempted to invoke", ". T1006: Attempted to invoke"),
            ("U1001: Stack overflow error: Check", ": Stack overflow error: Check"),
            ("memory limit exceeded: Check", ": memory limit exceeded: Check"),
            ("T106: x", ": T106: x"),
        ];
        for (message, expected) in cases {
            assert_eq!(super::shown(message), expected);
        }
    }
}
