//! Choice rules, paths, templates, expressions.

use super::{check_states, one, read};

#[test]
fn choices() {
    let rules = |rules: &str| format!(r#""Type":"Choice","Default":"S","Choices":[{rules}]"#);
    let in_jsonata = |it: &str| format!(r#""QueryLanguage":"JSONata",{}"#, rules(it));
    check_states(&[
        (r#""Type":"Choice""#, &["ASL5001"]),
        (&rules(""), &["ASL5001 Choices"]),
        (&rules("1"), &["ASL3007 Choices[0]"]),
        (&rules("{}"), &["ASL5001 Choices[0]", "ASL5002 Choices[0]"]),
        (&rules(r#"{"Variable":"$.a","Next":"S"}"#), &["ASL5002 Choices[0]/Variable"]),
        (&rules(r#"{"IsNull":true,"Next":"S"}"#), &["ASL5002 Choices[0]/IsNull"]),
        (
            &rules(r#"{"Variable":"$.a","IsNull":true,"StringEquals":"","Next":"S"}"#),
            &["ASL5002 Choices[0]/StringEquals"],
        ),
        (&rules(r#"{"Variable":"$.a","IsNull":true,"And":[],"Next":"S"}"#), &["ASL5002 Choices[0]/And"]),
        (&rules(r#"{"Or":[],"Next":"S"}"#), &["ASL5001 Choices[0]/Or"]),
        (
            &rules(r#"{"Not":{"Variable":"$.a","IsNull":true,"Next":"S","Assign":{}},"Next":"S"}"#),
            &["ASL5001 Choices[0]/Not/Next", "ASL5001 Choices[0]/Not/Assign"],
        ),
        (&rules(r#"{"Not":[],"Next":"S"}"#), &["ASL3007 Choices[0]/Not"]),
        (
            &rules(r#"{"Variable":"$.a","StringMatchesPath":"$.b","Next":"S"}"#),
            &["ASL5004 Choices[0]/StringMatchesPath"],
        ),
        (
            &rules(r#"{"Variable":"$.a","StringNotEquals":"b","Next":"S"}"#),
            &["ASL5004 Choices[0]/StringNotEquals"],
        ),
        (&rules(r#"{"Variable":"$.a","stringEquals":"b","Next":"S"}"#), &["ASL1006 Choices[0]/stringEquals"]),
        (
            &rules(r#"{"Variable":"$.a","IsNull":true,"Next":"S","End":true,"Foo":1}"#),
            &["ASL1005 Choices[0]/End", "ASL1005 Choices[0]/Foo"],
        ),
        (&rules(r#"{"Variable":"$.a","StringEquals":1,"Next":"S"}"#), &["ASL5003 Choices[0]/StringEquals"]),
        (
            &rules(r#"{"Variable":"$.a","NumericEquals":"1","Next":"S"}"#),
            &["ASL5003 Choices[0]/NumericEquals"],
        ),
        (&rules(r#"{"Variable":"$.a","IsPresent":"true","Next":"S"}"#), &["ASL5003 Choices[0]/IsPresent"]),
        (
            &rules(r#"{"Variable":"$.a","TimestampEquals":1,"Next":"S"}"#),
            &["ASL5003 Choices[0]/TimestampEquals"],
        ),
        (
            &rules(r#"{"Variable":"a","StringEqualsPath":"b","Next":"S"}"#),
            &["ASL6001 Choices[0]/Variable", "ASL6001 Choices[0]/StringEqualsPath"],
        ),
        (
            &rules(r#"{"Variable":"$.a[*]","NumericEqualsPath":1,"Next":"S"}"#),
            &["ASL6002 Choices[0]/Variable", "ASL3007 Choices[0]/NumericEqualsPath"],
        ),
        (&rules(r#"{"Variable":"$$.a","NumericEqualsPath":"$b.c","Next":"S"}"#), &[]),
        (&rules(r#"{"Condition":"{% true %}","Next":"S"}"#), &["ASL8003 Choices[0]/Condition"]),
        (
            &in_jsonata(r#"{"Condition":"{% true %}","Next":"S"},{"Condition":false,"Output":1,"Next":"S"}"#),
            &[],
        ),
        (
            &in_jsonata(r#"{"Next":"S"},{"Condition":"true","Next":"S"}"#),
            &["ASL5002 Choices[0]", "ASL3007 Choices[1]/Condition"],
        ),
        (
            &in_jsonata(r#"{"Variable":"$.a","IsNull":true,"Next":"S"}"#),
            &["ASL8003 Choices[0]/Variable", "ASL8003 Choices[0]/IsNull"],
        ),
    ]);
}

#[test]
fn paths_by_field() {
    // What stands in the field, and the code for each of `$$.a`, `$v.a`, `$.a[*]` and `States.UUID()`.
    let rows = [
        (r#""Type":"Pass","InputPath""#, "", ["", "", "", "7009"]),
        (r#""Type":"Pass","OutputPath""#, "", ["", "", "", "7009"]),
        (r#""Type":"Pass","ResultPath""#, "", ["6003", "6003", "6002", "7009"]),
        (r#""Type":"Wait","SecondsPath""#, "", ["", "", "6002", "7009"]),
        (r#""Type":"Task","Resource":"r","TimeoutSecondsPath""#, "", ["", "", "6002", "7009"]),
        (r#""Type":"Fail","ErrorPath""#, "", ["", "", "6002", ""]),
        (
            r#""Type":"Map","ItemProcessor":{"StartAt":"A","States":{}},"ItemsPath""#,
            "",
            ["", "", "6002", "7009"],
        ),
        (
            r#""Type":"Map","ItemProcessor":{"StartAt":"A","States":{}},"MaxConcurrencyPath""#,
            "",
            ["6003", "", "6002", "7009"],
        ),
        (r#""Type":"Pass","Parameters":{"a.$""#, "}", ["", "", "", ""]),
    ];
    for (field, close, codes) in rows {
        for (path, code) in ["$$.a", "$v.a", "$.a[*]", "States.UUID()"].iter().zip(codes) {
            let found = read(&one(&format!(r#"{field}:"{path}"{close}"#))).1;
            let found: Vec<&str> = found.iter().map(|it| &it[3..it.find(' ').unwrap_or(3)]).collect();
            assert_eq!(found.join(" "), code, "{field}: {path}");
        }
    }
}

#[test]
fn templates() {
    check_states(&[
        // Accepted as they are: text, lists, data.
        (r#""Type":"Pass","Parameters":"$.a""#, &[]),
        (r#""Type":"Pass","Parameters":["$.a",{"b.$":"$.b"}]"#, &[]),
        (r#""Type":"Pass","Result":{"a.$":"x","a":1,"b":"{% "}"#, &[]),
        (
            r#""Type":"Pass","Parameters":{"a.$":"x","b.$":5,"c":[{"d.$":""}]}"#,
            &["ASL6004 Parameters/a.$", "ASL6004 Parameters/b.$", "ASL6004 Parameters/c[0]/d.$"],
        ),
        (
            r#""Type":"Pass","Parameters":{"a.$":" States.UUID()","b.$":"$.b["}"#,
            &["ASL6004 Parameters/a.$", "ASL6001 Parameters/b.$"],
        ),
        (
            r#""Type":"Pass","Parameters":{"a.$":"$.a","a":1,"b":{"c":1,"c.$":"$.c"}}"#,
            &["ASL6008 Parameters/a", "ASL6008 Parameters/b/c.$"],
        ),
        (
            r#""Type":"Pass","Parameters":{"a.$":"States.Foo()","b.$":"UUID()","c.$":"States.Hash($.a,'x')"}"#,
            &["ASL7001 Parameters/a.$", "ASL7002 Parameters/b.$", "ASL7005 Parameters/c.$"],
        ),
        (
            r#""Type":"Fail","ErrorPath":"States.StringToJson($.a)","CausePath":"oops""#,
            &["ASL6004 ErrorPath", "ASL6004 CausePath"],
        ),
        // Not known yet: nothing may be said.
        (
            r#""Type":"Pass","InputPath":"${Path}","Parameters":{"a.$":"${X}","b.$":"$.${Y}","c.$":"States.${F}($.a)"}"#,
            &[],
        ),
        (r#""Type":"Pass","QueryLanguage":"JSONata","Output":"{% 1 + ${N} %}""#, &[]),
        // In JSONata such a key is a key.
        (r#""Type":"Pass","QueryLanguage":"JSONata","Output":{"a.$":"x"}"#, &[]),
    ]);
}

#[test]
fn delimiters_of_jsonata() {
    let output = |text: &str| format!(r#""Type":"Pass","QueryLanguage":"JSONata","Output":["{text}"]"#);
    check_states(&[
        (&output("{% 1 %}"), &[]),
        (&output("{%1%}"), &[]),
        (&output("text"), &[]),
        (&output("100 %}"), &["ASL8007 Output[0]"]),
        (&output("{% 1"), &["ASL8007 Output[0]"]),
        (&output(" {% 1 %}"), &["ASL8007 Output[0]"]),
        (&output("{% 1 %} "), &["ASL8007 Output[0]"]),
        (&output("{% 1 %} and"), &["ASL8007 Output[0]"]),
        (&output("Hello {% 1 %}"), &["ASL8007 Output[0]"]),
        (&output("{%}"), &["ASL8007 Output[0]"]),
        // Text to the service: a warning.
        (&output(" {% 1 %} "), &["ASL8007 Output[0]"]),
        (&output("a {% 1 %} b"), &["ASL8007 Output[0]"]),
        (&output("%} {%"), &[]),
        (&output("{% 1 + %}"), &["ASL8008 Output[0]"]),
        (&output("{%%}"), &["ASL8008 Output[0]"]),
        (r#""Type":"Pass","Parameters":{"a":"{% 1"}"#, &[]),
    ]);
}
