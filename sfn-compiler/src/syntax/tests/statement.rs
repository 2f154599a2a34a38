//! Statements, one row each.

use super::check;

#[test]
fn calls() {
    for (source, wanted) in [
        ("sts::getCallerIdentity;", "(do (call sts::getCallerIdentity))"),
        ("sts::getCallerIdentity", "(value (call sts::getCallerIdentity))"),
        ("charge;", "(do (call charge))"),
        ("charge", "(value (call charge))"),
        ("charge { a: 1 };", "(do (call charge {a:1}))"),
        ("charge { a: 1 }", "(value (call charge {a:1}))"),
        ("charge {};", "(do (call charge {}))"),
        ("charge($);", "(do (call charge ($)))"),
        ("charge($.order);", "(do (call charge ($.order)))"),
        ("charge(\"text\");", "(do (call charge (\"text\")))"),
        ("charge([1, 2]);", "(do (call charge ([1 2])))"),
        ("charge({ a: 1 });", "(do (call charge {a:1}))"),
        ("charge({% $states.input %});", "(do (call charge (<%$states.input>)))"),
        ("charge {% $states.input %};", "(do (call charge (<%$states.input>)))"),
        ("charge($, b: false);", "(do (call charge ($ {b:false})))"),
        ("charge({ a: 1 }, b: false);", "(do (call charge {a:1 b:false}))"),
        ("MyFunction($)", "(value (call MyFunction ($)))"),
        ("r#wait {};", "(do (call r#wait {}))"),
        ("aws_sdk::s3::getObject { Bucket: $.b };", "(do (call sdk s3::getObject {Bucket:$.b}))"),
        ("emr_containers::startJobRun.sync {};", "(do (call emr_containers::startJobRun.sync {}))"),
        (
            "states::startExecution.sync:2 { Input: $ };",
            "(do (call states::startExecution.sync:2 {Input:$}))",
        ),
        ("states::startExecution.sync:2;", "(do (call states::startExecution.sync:2))"),
        ("sqs::sendMessage.waitForTaskToken($);", "(do (call sqs::sendMessage.waitForTaskToken ($)))"),
        ("sqs::sendMessage.callback {};", "(do (call sqs::sendMessage.callback {}))"),
        ("glue::startJobRun.sync;", "(do (call glue::startJobRun.sync))"),
        ("dynamodb::put_item {};", "(do (call dynamodb::put_item {}))"),
        ("match::fail {};", "(do (call match::fail {}))"),
        ("task \"${WorkerArn}\" { a: 1 };", "(do (call task \"${WorkerArn}\" {a:1}))"),
        ("task \"arn\";", "(do (call task \"arn\"))"),
        ("task::run {};", "(do (call task::run {}))"),
        ("task \"arn\".waitForTaskToken($);", "(do (call task \"arn\".waitForTaskToken ($)))"),
    ] {
        check(source, wanted);
    }
}

#[test]
fn targets() {
    for (source, wanted) in [
        ("$ = charge {};", "(= $ (call charge {}))"),
        ("$.p = charge;", "(= $.p `charge)"),
        ("$.p = svc::action;", "(= $.p (call svc::action))"),
        ("$.p = crate::SUBJECT;", "(= $.p `crate::SUBJECT)"),
        ("$.p = names::SUBJECT;", "(= $.p `names::SUBJECT)"),
        ("$.p = ::names::subject;", "(= $.p `::names::subject)"),
        ("$.a.b[\"c d\"] = charge {};", "(= $.a.b['c d'] (call charge {}))"),
        ("let x = charge {};", "(let x (call charge {}))"),
        ("let x: Vec<Receipt> = charge {};", "(let x:Vec<Receipt> (call charge {}))"),
        ("let x = $.n + 1;", "(let x (+ $.n 1))"),
        (
            "let { Payload: body, StatusCode } = lambda::invoke {};",
            "(let {Payload:body StatusCode:StatusCode} (call lambda::invoke {}))",
        ),
        ("let { \"odd key\": odd, } = charge {};", "(let {odd key:odd} (call charge {}))"),
        (
            "let x = lambda::invoke {}.Payload.body[0];",
            "(let x (call lambda::invoke {}) (part $.Payload.body[0]))",
        ),
        ("$ = sts::getCallerIdentity.Account;", "(= $ (call sts::getCallerIdentity) (part $.Account))"),
        ("$ = charge({ a: 1 }).A;", "(= $ (call charge {a:1}) (part $.A))"),
        ("$ = charge {}[0];", "(= $ (call charge {}) (part $[0]))"),
        (
            "$.p = charge {} select { id: $.Payload.id };",
            "(= $.p (call charge {}) (select {id:$.Payload.id}))",
        ),
        (
            "charge {} catch { _ as $ => {} } select $.a;",
            "(do (call charge {}) (select $.a) (catch (States.ALL as $ => {})))",
        ),
        ("$ = { a: 1 };", "(= $ {a:1})"),
        ("{ a: 1 }", "(value {a:1})"),
        ("{% 1 %}", "(value <%1>)"),
        ("$.a", "(value $.a)"),
        ("States.UUID()", "(value States.UUID())"),
        ("$ = $.q;", "(= $ $.q)"),
        ("$.p = S($.x);", "(= $.p S($.x))"),
        ("$.p = evaluate(\"$.a / 1000\", function: f);", "(= $.p evaluate(\"$.a / 1000\" {function:`f}))"),
        ("$.p = {% $sum($states.input.items.price) %};", "(= $.p <%$sum($states.input.items.price)>)"),
    ] {
        check(source, wanted);
    }
}

#[test]
fn pass_for_parallel() {
    for (source, wanted) in [
        ("pass;", "(do (pass))"),
        ("pass", "(value (pass))"),
        ("pass { a: 1 };", "(do (pass {a:1}))"),
        ("$ = pass($.q);", "(= $ (pass ($.q)))"),
        ("for $ in $.items { pass; }", "(value (for $ $.items {(do (pass))}))"),
        ("for $ in $.items { pass; } return;", "(do (for $ $.items {(do (pass))}))\nreturn"),
        ("for $ in $.items { pass; };", "(do (for $ $.items {(do (pass))}))"),
        ("for $ in $ { } pass;", "(do (for $ $ {}))\n(do (pass))"),
        ("$.results = for $ in $.items { pass; };", "(= $.results (for $ $.items {(do (pass))}))"),
        (
            "let x = for { image: $$.Map.Item.Value, bucket: $.bucket } in $.images {} catch { _ => {} };",
            "(let x (for {image:$$.Map.Item.Value bucket:$.bucket} $.images {}) (catch (States.ALL => {})))",
        ),
        ("for $.a in {% $x %} { } return;", "(do (for $.a <%$x> {}))\nreturn"),
        ("for $ in [1, 2] { } return;", "(do (for $ [1 2] {}))\nreturn"),
        ("for $ in s3::listObjectsV2 { } return;", "(do (for $ (call s3::listObjectsV2) {}))\nreturn"),
        (
            "for $ in s3::listObjectsV2 { Bucket: b } { //! All\n } return;",
            "(do (for $ (call s3::listObjectsV2 {Bucket:`b}) {(//! \"All\")}))\nreturn",
        ),
        (
            "for $ in s3::listObjectsV2($.x) { } return;",
            "(do (for $ (call s3::listObjectsV2 ($.x)) {}))\nreturn",
        ),
        (
            "$ = parallel { { pass; } /// Two\n { pass; } };",
            "(= $ (parallel {(do (pass))} (doc \"Two\") {(do (pass))}))",
        ),
        ("parallel($.a) { {} } return;", "(do (parallel $.a {}))\nreturn"),
        ("parallel({ a: 1 }) { {} }", "(value (parallel {a:1} {}))"),
        ("parallel {}.a select $ catch {};", "(do (parallel) (part $.a) (select $) (catch))"),
    ] {
        check(source, wanted);
    }
}

#[test]
fn control() {
    for (source, wanted) in [
        (
            "if $.a == 1 { } else if !$.b { } else { return; }",
            "(if (== $.a 1) {} else (if (! $.b) {} else {return}))",
        ),
        ("if {% $x > 1 %} { }", "(if <%$x>1> {})"),
        ("if charge { }", "(if `charge {})"),
        ("while IsPresent($.next) { continue; }", "(while IsPresent($.next) {continue})"),
        ("'outer: loop { break 'outer; }", "((loop 'outer) {(break 'outer)})"),
        ("'outer: while true { continue 'outer }", "((while 'outer) true {(continue 'outer)})"),
        (
            "match $.x { 1..=5 => pass, ..=0 => {} 6.. => {}, -1..3 | 9 => {} }",
            "(match $.x (1..=5 => {(value (pass))}) (..=0 => {}) (6.. => {}) (-1..3|9 => {}))",
        ),
        (
            "match $.x { null | true => {} timestamp(\"2030-01-01T00:00:00Z\") => {} crate::A => {} }",
            "(match $.x (null|true => {}) (timestamp(\"2030-01-01T00:00:00Z\") => {}) (`crate::A => {}))",
        ),
        (
            "match { /// Doc\n #[assign(a = 1)] $.a > $.b && !($.c == \"x\") => return, {% $c %} => if $.a == 1 { } _ => $.p = charge {}, }",
            "(match ((&& (> $.a $.b) (! (() (== $.c \"x\")))) (#assign a=1) (doc \"Doc\") => {return}) (<%$c> => {(if (== $.a 1) {})}) (_ => {(= $.p (call charge {}))}))",
        ),
        (
            "match {% $x %} { \"a\" => \"Named\": charge {}, }",
            "(match <%$x> (\"a\" => {[\"Named\": (value (call charge {}))]}))",
        ),
        (
            "match $.x { \"a\" => fail \"E\", \"c\", _ => fail \"D\" }",
            "(match $.x (\"a\" => {(fail \"E\" \"c\")}) (_ => {(fail \"D\")}))",
        ),
        (
            "match $.x { \"a\" => fail _, $.c, \"b\" | \"c\" => fail, }",
            "(match $.x (\"a\" => {(fail _ $.c)}) (\"b\"|\"c\" => {fail}))",
        ),
        (
            "try { charge {}; } catch { \"A\" as e => {} }",
            "(try {(do (call charge {}))} (catch (A as e => {})))",
        ),
        (
            "charge {} catch { Lambda.Unknown | CardDeclined as $.e.f => {} };",
            "(do (call charge {}) (catch (Lambda.Unknown|CardDeclined as $.e.f => {})))",
        ),
    ] {
        check(source, wanted);
    }
}

#[test]
fn the_small_ones() {
    for (source, wanted) in [
        ("wait 30s;", "(wait 30s)"),
        ("wait 1.5h;", "(wait 1.5h)"),
        ("wait $.seconds;", "(wait $.seconds)"),
        ("wait {% $x %};", "(wait <%$x>)"),
        ("wait until \"2030-01-01T00:00:00Z\";", "(until \"2030-01-01T00:00:00Z\")"),
        ("wait until $.when;", "(until $.when)"),
        ("goto \"State name\";", "(goto \"State name\")"),
        ("return", "return"),
        ("succeed;", "succeed"),
        ("fail;", "fail"),
        ("fail \"Error\";", "(fail \"Error\")"),
        ("fail \"Error\", \"cause\";", "(fail \"Error\" \"cause\")"),
        ("fail _, \"cause\";", "(fail _ \"cause\")"),
        (
            "fail $.e.Error, States.Format(\"{}\", $.e.Cause);",
            "(fail $.e.Error States.Format(\"{}\" $.e.Cause))",
        ),
        ("fail {% $e %}, {% $c %}", "(fail <%$e> <%$c>)"),
        (
            "state \"Name\" = { \"Type\": \"Pass\", \"End\": true };",
            "(state \"Name\" {\"Type\":\"Pass\" \"End\":true})",
        ),
        ("state { a: 1 };", "(do (call state {a:1}))"),
        ("/// Doc\n#[output(null)]\n\"Done\": succeed;", "[\"Done\" (#output null) (doc \"Doc\"): succeed]"),
        ("#[allow(ASL2007, reason = \"…\")] pass;", "[(#allow `ASL2007 reason=\"…\"): (do (pass))]"),
        ("#[retry()] #[assign()] charge;", "[(#retry) (#assign): (do (call charge))]"),
        (
            "#[retry(\"Lambda.TooManyRequestsException\", States.Timeout, interval = 2s, max_attempts = 6, backoff = 2.0, max_delay = 60s, jitter)] charge;",
            "[(#retry \"Lambda.TooManyRequestsException\" `States.Timeout interval=2s max_attempts=6 backoff=2.0 max_delay=60s `jitter): (do (call charge))]",
        ),
        (
            "#[credentials(role)] #[input($.path)] charge;",
            "[(#credentials `role) (#input $.path): (do (call charge))]",
        ),
        (
            "#[result_writer(s3::putObject { Bucket: b }, output_type = JSON, transformation = FLATTEN)] charge;",
            "[(#result_writer (call s3::putObject {Bucket:`b}) output_type=`JSON transformation=`FLATTEN): (do (call charge))]",
        ),
        ("//!  Two blanks\n;;pass;;", "(do (pass))"),
        ("/** Block */ pass;", "[(doc \"Block \"): (do (pass))]"),
    ] {
        check(source, wanted);
    }
}
