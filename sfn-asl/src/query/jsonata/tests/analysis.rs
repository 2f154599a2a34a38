//! What an expression is found to read and call.

use super::parsed;
use crate::query::jsonata::analyse;

#[test]
fn variables_that_the_machine_must_assign() {
    let rows = [
        ("$a + $b.c[$d]", "a b d"),
        ("($a := $a; $a)", "a"),
        ("($a := 1; $b := $a; $b)", ""),
        ("($a := 1; $a) & $a", "a"),
        ("$x ? ($a := 1) : $a", "x a"),
        ("function($a) { $a + $b }", "b"),
        ("($f := function() { $g() + $v }; $g := 1; $v := 2; $f())", ""),
        ("$v ~> $f", "v"),
        ("$xs@$x.ys#$i[$x = $i].($x)", "xs"),
        ("($xs@$x.ys) & $x", "xs x"),
        ("$xs.a@$x.b^($x.c){$string($x): $x}", "xs"),
        ("$states.input", ""),
        ("$map($xs, $uppercase)", "xs uppercase"),
        ("$f($a, ?)", "a"),
    ];
    for (text, wanted) in rows {
        let names: Vec<_> = analyse(&parsed(text)).variables.into_iter().map(|it| it.name).collect();
        assert_eq!(names.join(" "), wanted, "{text}");
    }
    let analysis = analyse(&parsed("$map($xs, $uppercase)"));
    assert_eq!(analysis.machine_variables().count(), 1);
    assert_eq!(analysis.variables[0].range, 5..8);
}

#[test]
fn paths_into_states() {
    let rows = [
        ("$states", "0..7:"),
        ("$states.input", "0..13:input@8"),
        ("$states.input.a[0].`b c`.'d'", "0..28:input@8 a@14 b c@19 d@25"),
        ("$states.input.a[$states.result.b = c].d", "0..39:input@8 a@14 d@38 | 16..32:result@24 b@31"),
        ("$states.input.a.*.b", "0..15:input@8 a@14"),
        ("$states.input.a.(b)", "0..15:input@8 a@14"),
        ("($states.input).a", "1..14:input@9"),
        ("$states.input.a^(b).c", "0..15:input@8 a@14"),
        ("function() { $states.input }", "13..26:input@21"),
        ("($states := 1; $states.input)", ""),
    ];
    for (text, wanted) in rows {
        let paths: Vec<String> = analyse(&parsed(text))
            .states
            .iter()
            .map(|path| {
                let segments: Vec<String> = path
                    .segments
                    .iter()
                    .zip(&path.segment_ranges)
                    .map(|(name, range)| format!("{name}@{}", range.start))
                    .collect();
                format!("{:?}:{}", path.range, segments.join(" "))
            })
            .collect();
        assert_eq!(paths.join(" | "), wanted, "{text}");
    }
}

#[test]
fn calls_and_loose_ends() {
    let analysis = analyse(&parsed("a & $.b & $sum([1]) & ($x ~> $join(',') ~> $trim) & $$"));
    let calls: Vec<_> = analysis.calls.iter().map(|it| (it.name.as_str(), it.argc)).collect();
    assert_eq!(calls, [("sum", 1), ("join", 2), ("trim", 1)]);
    let unrooted: Vec<_> = analysis.unrooted.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(unrooted, ["a", "$", "$$"]);
}
