//! What is refused: by the parser, and by the checks.

use super::parsed;
use crate::query::jsonata::{FieldContext, Type, check, is_function, literal_type, near_miss, parse};

/// Text with the wrong part between `«` and `»`, code, words of the message or help.
type Row<'a> = (&'a str, u16, &'a str);

fn unmark(marked: &str) -> (String, std::ops::Range<usize>) {
    let start = marked.find('«').unwrap();
    let end = marked.find('»').unwrap() - '«'.len_utf8();
    (marked.replace(['«', '»'], ""), start..end)
}

#[test]
fn refuses() {
    let rows: &[Row] = &[
        ("«»", 8008, "empty"),
        ("1 +«»", 8008, "ends where an operand"),
        ("10 + * «2»", 8008, "expected an operator or the end, found `2`"),
        ("$sum($states.input.a«»", 8008, "expected `)` before the end"),
        ("[1, 2«)»", 8008, "expected `]`, found `)`"),
        ("[1,«]»", 8008, "remove the comma"),
        ("{} «}»", 8008, "nothing opens this"),
        ("«)»", 8008, "expected an operand"),
        ("$a«)»", 8008, "nothing opens this"),
        ("$x := 1«;» $x", 8008, "parentheses"),
        ("'it'«'s'»", 8008, "joined with `&`"),
        ("«'a»", 8008, "not closed"),
        ("'«\\'»'", 8008, "double quotes"),
        ("'«\\u»12'", 8008, "four hexadecimal"),
        ("'«\\ud83d»'", 8008, "surrogate"),
        ("«`a»", 8008, "backquote"),
        ("1 «/* »", 8008, "comment"),
        ("$f(«/a»", 8008, "regular expression"),
        ("«//» c", 8008, "comment is `/*"),
        ("«1e999»", 8008, "too large"),
        ("«.»5", 8008, "zero before"),
        ("a.«7»", 8008, "step of a path"),
        ("«a» := 1", 8008, "left side of `:=`"),
        ("a«@b»", 8008, "right side of `@`"),
        ("a[0]«@$v»", 8008, "before the predicates"),
        ("a^(b)«@$v»", 8008, "before the `^"),
        ("$x{'a': 1}«[0]»", 8008, "predicate"),
        ("a{'a': 1}«{'b': 1}»", 8008, "one grouping"),
        ("function(«x»){1}", 8008, "must be a variable"),
        ("function($x)«<n<n>>»{1}", 8008, "angle brackets"),
        ("«%».a", 8008, "no parent"),
        ("$states.input.%.«%»", 8008, "no parent"),
        ("a «==» b", 8020, "write `=`"),
        ("a «!==» b", 8020, "write `!=`"),
        ("a «<>» b", 8020, "write `!=`"),
        ("a «&&» b", 8020, "write `and`"),
        ("a «||» b", 8020, "write `or`"),
        ("«!»a", 8020, "$not(…)"),
        ("x «=>» x", 8020, "function($x)"),
        ("a «+=» 1", 8020, ":="),
        ("a «??» b", 8020, "$exists(a) ? a : b"),
        ("a «?:» b", 8020, "2.0.6"),
        ("«not» a", 8020, "$not(…)"),
        ("«let» $x := 1", 8020, "($x := value; result)"),
    ];
    for (marked, code, words) in rows {
        let (text, range) = unmark(marked);
        let errors = parse(&text).expect_err(&text);
        let error = &errors[0];
        // Some rows are about the place only.
        assert_eq!((error.code.0, error.range.clone()), (*code, range), "{text}: {error:?}");
        let prose = format!("{} | {}", error.message, error.help.as_deref().unwrap_or(""));
        assert!(prose.contains(words), "{text}: {prose}");
    }
}

#[test]
fn finds_mistakes() {
    let rows: &[Row] = &[
        // Nothing to refer to.
        ("«phone»", 8009, "`$states.input.phone`"),
        ("«a».b.c", 8009, "`$states.input.a`"),
        ("1 + («a»)", 8009, ""),
        ("$exists(«a».b[c])", 8009, ""),
        ("«$»", 8009, "`$states.input`"),
        ("«$».a", 8009, "`$states.input`"),
        ("«$$».Execution.Id", 8009, "`$states.context.Execution`"),
        ("$states.input.xs[a = «$$».b]", 8009, "`$states.input`"),
        ("«*».a", 8009, ""),
        ("{«a»: 1}", 8009, "`'a'`"),
        ("«True»", 8009, "`true`"),
        ("$states.input.a = «undefined»", 8009, "$exists"),
        ("«`Hi ${you}`»", 8009, "`&`"),
        ("«“a”»", 8009, "straight quotes"),
        // Members of `$states`.
        ("$states.«foo»", 8010, "no member `foo`"),
        ("$states.«inptu».a", 8010, "`input`"),
        ("$states.«result».a", 8010, "only in `Output` and `Assign` of Task"),
        ("$states.«errorOutput».Cause", 8010, "catcher"),
        ("$map([1], function($x) { $states.«result» })", 8010, ""),
        ("$states.context.Execution.«Ids»", 6010, "`Id`"),
        ("$states.context.«Foo»", 6010, "`StateMachine`"),
        ("$states.context.Map.Item.«Idx»", 6010, "`Index`"),
        // Functions.
        ("«$eval»('1')", 8012, "$parse"),
        ("$map([1], «$eval»)", 8012, "$parse"),
        ("«$uppercas»('a')", 8012, "`$uppercase`"),
        ("'a' ~> «$foo»", 8012, "no function `$foo`"),
        ("«sum»([1])", 8012, "`$sum(…)`"),
        ("$states.input.xs.«map»(function($x) { $x })", 8012, "`$map(value, …)`"),
        ("«States.Format»('{}', 1)", 8012, "`'…' & $value & '…'`"),
        ("«States.UUID»()", 8012, "`$uuid()`"),
        // Signatures.
        ("«$now(1, 2, 3)»", 8013, "0 to 2"),
        ("«$max(1, 2)»", 8013, "`$max([…])`"),
        ("«$uppercase()»", 8013, "no context"),
        ("$length(«5»)", 8013, "must be a string, not a number"),
        ("$sum(«'a'»)", 8013, "an array of numbers"),
        ("$sum(«[1, 'a']»)", 8013, "an array of numbers"),
        ("«'a'» ~> $sum", 8013, ""),
        ("'a' ~> $substring(«'b'»)", 8013, "argument 2"),
        ("$states.input.xs.$substring(«true»)", 8013, ""),
        ("$split('a', ',', «'1'»)", 8013, "$number"),
        ("$map([1], «2»)", 8013, "a function"),
        ("«$range(1, 2)»", 8013, "3 arguments"),
        ("«$uuid(1)»", 8013, "no arguments"),
        ("«$parse()»", 8013, ""),
        ("$hash('a', «'sha256'»)", 8013, "`SHA-256`"),
        ("1 - «'a'»", 8013, "operand of `-`"),
        ("«null» < 1", 8013, "operand of `<`"),
        ("-«'a'»", 8013, ""),
        ("[1..«'a'»]", 8013, ""),
        // Habits.
        ("«'a'» + $x", 8013, "`&`"),
    ];
    for (marked, code, words) in rows {
        let (text, range) = unmark(marked);
        let errors = check(&parsed(&text), &FieldContext::default());
        let [error] = errors.as_slice() else { panic!("{text}: {errors:?}") };
        assert_eq!((error.code.0, error.range.clone()), (*code, range), "{text}: {error:?}");
        let prose = format!("{} | {}", error.message, error.help.as_deref().unwrap_or(""));
        assert!(prose.contains(words), "{text}: {prose}");
    }
}

#[test]
fn leaves_the_rest_alone() {
    let rows = [
        "$states.input",
        "($x = 1; $x)",
        "$states.result.Payload",
        "$states.errorOutput.Cause",
        "$states.context.Execution.Input.anything.at.all",
        "$states.context.Map.Item.Value.x",
        "$states.context.Task.Token",
        "$order[total > 10].(price * qty)",
        "$states.input.xs.$uppercase()",
        "$states.input.xs.{'a': b, 'c': $}",
        "$states.input.xs{a: $sum(b)}",
        "$states.input.xs^(>price)",
        "$states.input.a@$x.b#$i[$x.c = d]{$string($i): $x}",
        "$states.input ~> |a|{'b': c}, ['d']|",
        "$map($states.input.xs, function($x, $i) { $x.a & $ & b })",
        "$map($states.input.xs, $uppercase)",
        "$states.input.xs ~> $map($string) ~> $join(',')",
        "$substring(?, 0, 3)",
        "($f := function($n) { $n < 1 ? 1 : $n * $f($n - 1) }; $f(3))",
        "($even := function($n) { $odd($n) }; $odd := function($n) { $even($n) }; $even(1))",
        "($sum := function($a, $b) { $a }; $sum('a', 'b'))",
        "{'f': function() { 1 }}.f()",
        "'a' in ['a', 'b'] and $count([1]) = 1",
        "$sum([1, $x, [2]])",
        "$random() + $random(1) + $partition([1, 2], 1)[0][0]",
        "$string($partition($range(1, 9, 2), 2)) & $uuid() & $hash('a', 'MD5') & $parse('1')",
        "$match('a', /a/) and $contains('a', /a/)",
        "$not(null in $each($states.input.address, function($v) { $length($trim($v)) > 0 ? $v : null }))",
    ];
    let everything = FieldContext { result: true, error_output: true };
    for text in rows {
        assert_eq!(check(&parsed(text), &everything), [], "{text}");
    }
}

#[test]
fn several_mistakes_come_in_order() {
    let codes: Vec<u16> = check(&parsed("a + $eval(b) & $states.c"), &FieldContext::default())
        .iter()
        .map(|it| it.code.0)
        .collect();
    assert_eq!(codes, [8009, 8012, 8009, 8010]);
}

#[test]
fn near_misses_of_states() {
    let rows = [
        ("state", Some("$states")),
        ("States", Some("$states")),
        ("statse", Some("$states")),
        ("context", Some("$states.context")),
        ("result", Some("$states.result")),
        ("errorOutput", Some("$states.errorOutput")),
        ("input", Some("$states.input")),
        ("order", None),
    ];
    for (name, wanted) in rows {
        assert_eq!(near_miss(name), wanted, "{name}");
    }
    assert!(is_function("uuid") && !is_function("eval"));
}

#[test]
fn types_that_the_text_proves() {
    let rows = [
        ("'a' & 1", Some(Type::String)),
        ("$string($x)", Some(Type::String)),
        ("$x + 1", Some(Type::Number)),
        ("-$x", Some(Type::Number)),
        ("$x = 1", Some(Type::Boolean)),
        ("null", Some(Type::Null)),
        ("[$x]", Some(Type::Array)),
        ("{'a': 1}", Some(Type::Object)),
        ("$x.y{a: b}", Some(Type::Object)),
        ("$substring(?, 1)", Some(Type::Function)),
        ("$uppercase", Some(Type::Function)),
        ("$x ? 'a' : 'b'", Some(Type::String)),
        ("$x ? 'a'", Some(Type::String)),
        ("($y := 1; 'a')", Some(Type::String)),
        ("[1] ~> $sum", Some(Type::Number)),
        ("$x ~> $join(',')", Some(Type::String)),
        ("$x ? 'a' : 1", None),
        ("$x", None),
        ("$x.y", None),
        ("$split($x, ',')", None),
        ("$x ~> $sum", None),
        ("($sum := function($x) { 'a' }; $sum(1))", None),
    ];
    for (text, wanted) in rows {
        assert_eq!(literal_type(&parsed(text)), wanted, "{text}");
    }
}
