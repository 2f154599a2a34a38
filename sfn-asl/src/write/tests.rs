use crate::diag::{Diagnostics, Loc};
use crate::value::{HOLE, Query, QueryTree, Text, Value, ValueKind};
use crate::{json, read, write};

fn machine(text: &str) -> crate::machine::Machine {
    let mut cx = Diagnostics::new();
    let value = json::parse(text, &mut cx).value.expect("the test is JSON");
    let machine = read::machine(&mut cx, &value);
    assert_eq!(cx.finish(), vec![], "{text}");
    machine
}

/// Machines in the order of the writer come back as they were.
#[test]
fn keeps_every_field_in_order() {
    let states = [
        r#"{"Type":"Pass","Comment":"c","InputPath":null,"Parameters":{"a.$":"$.b","n":1.50},"Result":{"x.$":1},"ResultPath":"$.p","Assign":{},"OutputPath":"$$.Execution","Next":"T"}"#,
        r#"{"Type":"Pass","QueryLanguage":"JSONata","Assign":{"a":["{% 1 %}"]},"Output":"{%1+1%}","End":true}"#,
        r#"{"Type":"Task","Resource":"r","Credentials":{"RoleArn.$":"$.r"},"Parameters":"$.a","TimeoutSecondsPath":"$.t","HeartbeatSeconds":5,"ResultSelector":{},"ResultPath":null,"Retry":[{"Comment":"c","ErrorEquals":["A","B"],"IntervalSeconds":1,"MaxAttempts":0,"BackoffRate":1.0,"MaxDelaySeconds":9,"JitterStrategy":"NONE"}],"Catch":[{"Comment":"c","ErrorEquals":["E"],"ResultPath":"$.e","Assign":{"e.$":"$"},"Next":"X"}],"End":true}"#,
        r#"{"Type":"Task","QueryLanguage":"JSONata","Resource":"r","Arguments":{"a":"{% $x %}"},"TimeoutSeconds":"{% 5 %}","Retry":[],"Catch":[],"Next":"X"}"#,
        r#"{"Type":"Choice","Choices":[{"Comment":"c","And":[{"Comment":"n","Variable":"$.a","StringEquals":"b"},{"Not":{"Variable":"$.a","NumericLessThanPath":"$.b"}}],"Assign":{"a":1},"Next":"X"},{"Or":[{"Variable":"$.a","IsPresent":false}],"Next":"X"}],"Default":"X"}"#,
        r#"{"Type":"Choice","QueryLanguage":"JSONata","Choices":[{"Condition":"{% $x %}","Output":1,"Next":"X"},{"Condition":true,"Next":"X"}]}"#,
        r#"{"Type":"Pass","QueryLanguage":"JSONata","Output":{"a":"{% ${Open}","b":"${Close} %}","c":"${X}"},"End":true}"#,
        r#"{"Type":"Pass","InputPath":"${Path}","Parameters":{"a.$":"${X}"},"End":true}"#,
        r#"{"Type":"Wait","SecondsPath":"$.s","End":true}"#,
        r#"{"Type":"Wait","QueryLanguage":"JSONata","Timestamp":"{% $t %}","End":true}"#,
        r#"{"Type":"Wait","Timestamp":"2030-01-01T00:00:00Z","End":true}"#,
        r#"{"Type":"Succeed","InputPath":"$","OutputPath":"$"}"#,
        r#"{"Type":"Fail","ErrorPath":"States.Format( '{}' , $.e)","Cause":"c"}"#,
        r#"{"Type":"Parallel","Parameters":[],"Branches":[{"Comment":"c","StartAt":"A","States":{"A":{"Type":"Succeed"}}},{"StartAt":"B","States":{}}],"ResultSelector":{"a.$":"$[0]"},"End":true}"#,
        r#"{"Type":"Map","ItemReader":{"Resource":"r","ReaderConfig":{"InputType":"CSV","CSVHeaderLocation":"GIVEN","CSVHeaders":["a"],"MaxItemsPath":"$.m"},"Parameters":{"Bucket":"b"}},"ItemsPath":"$.i","ItemSelector":{"v.$":"$$.Map.Item.Value"},"ItemBatcher":{"MaxItemsPerBatch":1,"MaxInputBytesPerBatchPath":"$.b","BatchInput":{}},"Label":"l","MaxConcurrency":0,"ToleratedFailureCount":1,"ToleratedFailurePercentagePath":"$.p","ItemProcessor":{"Comment":"c","ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},"StartAt":"A","States":{}},"ResultWriter":{"Resource":"r","WriterConfig":{"OutputType":"JSON","Transformation":"NONE"},"Parameters":{"Bucket":"b"}},"End":true}"#,
        r#"{"Type":"Map","QueryLanguage":"JSONata","ItemReader":{"Resource":"r","Arguments":{}},"Items":["{% 1 %}",2],"ItemProcessor":{"StartAt":"A","States":{}},"ResultWriter":{"Arguments":{}},"End":true}"#,
    ];
    for state in states {
        let text = format!(
            r#"{{"Comment":"c","Version":"1.0","TimeoutSeconds":60,"StartAt":"S","States":{{"S":{state}}}}}"#
        );
        let machine = machine(&text);
        assert_eq!(write::machine(&machine), text);
        assert_eq!(write::state(&machine.body.states[0], crate::machine::QueryLanguage::JsonPath), state);
    }
}

#[test]
fn moves_deprecated_spellings_to_their_successors() {
    let text = r#"{"StartAt":"S","States":{"S":{"Type":"Map","Parameters":{"a":1},"Iterator":{"ProcessorConfig":{},"StartAt":"A","States":{}},"End":true}}}"#;
    assert_eq!(
        write::machine(&machine(text)),
        r#"{"StartAt":"S","States":{"S":{"Type":"Map","ItemSelector":{"a":1},"ItemProcessor":{"StartAt":"A","States":{}},"End":true}}}"#
    );
}

#[test]
fn indents() {
    let text =
        r#"{"StartAt":"S","States":{"S":{"Type":"Pass","Parameters":{"a":[1,{}],"b":[]},"End":true}}}"#;
    let expected = r#"{
  "StartAt": "S",
  "States": {
    "S": {
      "Type": "Pass",
      "Parameters": {
        "a": [
          1,
          {}
        ],
        "b": []
      },
      "End": true
    }
  }
}
"#;
    assert_eq!(write::machine_pretty(&machine(text)), expected);
}

#[test]
fn escapes_what_json_requires_and_nothing_else() {
    let hole = char::from_u32(HOLE + 3).expect("a private use character");
    let text = format!("\"\\/\u{0}\u{1f}\u{7f}\n\té{hole}\u{2028}'");
    let value = Value::string(text, Loc::NONE);
    assert_eq!(write::value(&value), format!("\"\\\"\\\\/\\u0000\\u001f\u{7f}\\n\\té{hole}\u{2028}'\""));
    assert_eq!(write::value(&Value::new(ValueKind::Number(hole.to_string()), Loc::NONE)), hole.to_string());
}

#[test]
fn writes_a_query_as_it_was_printed() {
    let mut query = Query::new(Text::new("$.a".to_owned(), Loc::NONE), QueryTree::Invalid);
    query.printed = Some("$.b".to_owned());
    let field = crate::value::Field { key: Text::new("k".to_owned(), Loc::NONE), value: Value::query(query) };
    assert_eq!(write::value(&Value::new(ValueKind::Object(vec![field]), Loc::NONE)), r#"{"k.$":"$.b"}"#);
}
