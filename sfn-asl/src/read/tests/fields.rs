//! Which fields stand where, and of which type.

use super::{check_states, one, read};
use crate::read::TYPES;

#[test]
fn every_field_stands_where_the_matrix_says() {
    // The rows are those of the fact sheet; the columns Pass, Task, Choice, Wait, Succeed, Fail, Parallel, Map.
    let values = |field: &str| match field {
        "End" => "true",
        "Retry" | "Catch" | "Choices" | "Branches" => "[]",
        "Assign" | "ResultSelector" | "ItemProcessor" | "Iterator" | "ItemReader" | "ItemBatcher"
        | "ResultWriter" | "Credentials" => "{}",
        "Seconds" | "MaxConcurrency" => "1",
        field if field.ends_with("Seconds") || field.starts_with("Tolerated") && !field.ends_with("Path") => {
            "1"
        }
        field if field.ends_with("Path") => "\"$.a\"",
        "Items" => "[]",
        _ => "\"$.a\"",
    };
    let rows = [
        ("Assign", "BBBB..BB"),
        ("InputPath", "PPPPP.PP"),
        ("ResultPath", "PP....PP"),
        ("Parameters", "PP....PP"),
        ("ResultSelector", ".P....PP"),
        ("Result", "P......."),
        ("Output", "AAAAA.AA"),
        ("Arguments", ".A....A."),
        ("Resource", ".B......"),
        ("Retry", ".B....BB"),
        ("TimeoutSeconds", ".B......"),
        ("TimeoutSecondsPath", ".P......"),
        ("Default", "..B....."),
        ("Seconds", "...B...."),
        ("SecondsPath", "...P...."),
        ("Error", ".....B.."),
        ("ErrorPath", ".....P.."),
        ("Items", ".......A"),
        ("ItemsPath", ".......P"),
        ("Label", ".......B"),
        ("MaxConcurrency", ".......B"),
        ("MaxConcurrencyPath", ".......P"),
    ];
    for (field, columns) in rows {
        for (ty, column) in TYPES.iter().zip(columns.chars()) {
            for (language, own) in [("JSONPath", 'P'), ("JSONata", 'A')] {
                let value = values(field);
                let state = format!(r#""Type":"{ty}","QueryLanguage":"{language}","{field}":{value}"#);
                let pointer = format!("/States/S/{field}");
                let codes = read(&one(&state)).1;
                let codes: Vec<&str> =
                    codes.iter().filter_map(|it| it.strip_suffix(&pointer)).map(str::trim).collect();
                let expected: &[&str] = match column {
                    'B' => &[],
                    '.' => &["ASL3001"],
                    only if only == own => &[],
                    _ if matches!(field, "Result" | "Parameters") => &["ASL8006"],
                    _ => &["ASL8003"],
                };
                assert_eq!(codes, expected, "{state}");
            }
        }
    }
}

#[test]
fn fields_that_exclude_each_other() {
    let task = r#""Type":"Task","Resource":"r","End":true"#;
    check_states(&[
        (
            &format!(r#"{task},"TimeoutSeconds":1,"TimeoutSecondsPath":"$.a""#),
            &["ASL3002 TimeoutSecondsPath"],
        ),
        (
            &format!(r#"{task},"HeartbeatSecondsPath":"$.a","HeartbeatSeconds":1"#),
            &["ASL3002 HeartbeatSeconds"],
        ),
        (
            r#""Type":"Fail","Error":"a","ErrorPath":"$.a","Cause":"a","CausePath":"$.a""#,
            &["ASL3002 ErrorPath", "ASL3002 CausePath"],
        ),
        (r#""Type":"Pass","Result":1,"ResultPath":"$.a","End":true"#, &[]),
        (r#""Type":"Wait","End":true"#, &["ASL3003"]),
        (
            r#""Type":"Wait","Seconds":1,"TimestampPath":"$.a","SecondsPath":"$.a""#,
            &["ASL3003 TimestampPath", "ASL3003 SecondsPath"],
        ),
        (r#""Type":"Wait","QueryLanguage":"JSONata","SecondsPath":"$.a""#, &["ASL8003 SecondsPath"]),
        (r#""Type":"Wait","seconds":1"#, &["ASL1006 seconds"]),
        (r#""Type":"Map","End":true"#, &["ASL3004"]),
        (
            r#""Type":"Map","Iterator":{"StartAt":"A","States":{}},"ItemProcessor":{"StartAt":"A","States":{}},
               "ItemSelector":{},"Parameters":{}"#,
            &["ASL3004 ItemProcessor", "ASL3005 Parameters"],
        ),
        (r#""Type":"Pass","Next":"A","End":true"#, &["ASL2010 End"]),
        (r#""Type":"Pass","End":false"#, &["ASL2010 End"]),
        (r#""Type":"Pass","End":"true""#, &["ASL3007 End"]),
        (r#""Type":"Succeed","End":true"#, &["ASL2011 End"]),
        (r#""Type":"Fail","Next":"A""#, &["ASL2011 Next"]),
        // Whether one of them is missing is asked elsewhere.
        (r#""Type":"Pass""#, &[]),
    ]);
}

#[test]
fn values_of_the_wrong_type() {
    check_states(&[
        (
            r#""Type":"Pass","Comment":1,"InputPath":1,"Next":null"#,
            &["ASL3007 Comment", "ASL3007 InputPath", "ASL3007 Next"],
        ),
        (r#""Type":"Wait","Seconds":"10""#, &["ASL3007 Seconds"]),
        (r#""Type":"Wait","Seconds":"{% 10 %}""#, &["ASL3007 Seconds"]),
        (r#""Type":"Wait","Seconds":"{% 10 %}","QueryLanguage":"JSONata""#, &[]),
        (r#""Type":"Wait","Seconds":"ten","QueryLanguage":"JSONata""#, &["ASL3007 Seconds"]),
        (r#""Type":"Wait","Timestamp":10"#, &["ASL3007 Timestamp"]),
        (r#""Type":"Pass","Assign":[],"Parameters":null"#, &["ASL3007 Assign"]),
        (r#""Type":"Pass","Assign":"{% {} %}","QueryLanguage":"JSONata""#, &["ASL3007 Assign"]),
        (
            r#""Type":"Task","Resource":1,"Retry":{},"Catch":[1]"#,
            &["ASL3007 Resource", "ASL3007 Retry", "ASL3007 Catch[0]"],
        ),
        (
            r#""Type":"Parallel","Branches":[[]],"ResultSelector":1"#,
            &["ASL3007 Branches[0]", "ASL3007 ResultSelector"],
        ),
        (r#""Type":"Parallel""#, &["ASL10018"]),
        (r#""Type":"Parallel","Branches":[]"#, &["ASL10018 Branches"]),
        (r#""Type":"Task""#, &["ASL11001"]),
    ]);
}

#[test]
fn retriers_and_catchers() {
    let task = |fields: &str| format!(r#""Type":"Task","Resource":"r",{fields}"#);
    check_states(&[
        (&task(r#""Retry":[],"Catch":[]"#), &[]),
        (
            &task(r#""Retry":[{}],"Catch":[{}]"#),
            &["ASL4001 Retry[0]", "ASL4001 Catch[0]", "ASL4001 Catch[0]"],
        ),
        (
            &task(r#""Retry":[{"ErrorEquals":[]},{"ErrorEquals":"E"},{"ErrorEquals":[true,"E"]}]"#),
            &[
                "ASL4001 Retry[0]/ErrorEquals",
                "ASL4001 Retry[1]/ErrorEquals",
                "ASL4001 Retry[2]/ErrorEquals[0]",
            ],
        ),
        (
            &task(r#""Retry":[{"ErrorEquals":["E"],"Interval":1,"MaxAttempts":"{% 1 %}","backoffRate":2}]"#),
            &["ASL1005 Retry[0]/Interval", "ASL3007 Retry[0]/MaxAttempts", "ASL1006 Retry[0]/backoffRate"],
        ),
        (
            &task(r#""Catch":[{"ErrorEquals":["E"],"Next":"S","Output":1,"ResultPath":null}]"#),
            &["ASL8003 Catch[0]/Output"],
        ),
        (
            &task(r#""Catch":[{"ErrorEquals":["E"],"Next":"S","ResultPath":"$$.a"}]"#),
            &["ASL6003 Catch[0]/ResultPath"],
        ),
    ]);
}

#[test]
fn maps() {
    let map =
        |fields: &str| format!(r#""Type":"Map","ItemProcessor":{{"StartAt":"A","States":{{}}}},{fields}"#);
    check_states(&[
        (
            r#""Type":"Map","Iterator":{"ProcessorConfig":{"mode":"INLINE","Foo":1}}"#,
            &[
                "ASL1002 Iterator",
                "ASL1002 Iterator",
                "ASL1006 Iterator/ProcessorConfig/mode",
                "ASL1005 Iterator/ProcessorConfig/Foo",
            ],
        ),
        (
            r#""Type":"Map","ItemProcessor":{"StartAt":"A","States":{},"QueryLanguage":"JSONata","Version":"1.0"}"#,
            &["ASL8004 ItemProcessor/QueryLanguage", "ASL1005 ItemProcessor/Version"],
        ),
        (
            r#""Type":"Parallel","Branches":[{"StartAt":"A","States":{},"QueryLanguage":"JSONata","ProcessorConfig":{}}]"#,
            &["ASL8004 Branches[0]/QueryLanguage", "ASL1005 Branches[0]/ProcessorConfig"],
        ),
        (
            &map(
                r#""ItemReader":{"Arguments":{},"ReaderConfig":{"MaxItems":1,"MaxItemsPath":"$.a","CSVHeaders":[1],"CsvHeaders":[]}}"#,
            ),
            &[
                "ASL10003 ItemReader",
                "ASL8003 ItemReader/Arguments",
                "ASL3002 ItemReader/ReaderConfig/MaxItemsPath",
                "ASL3007 ItemReader/ReaderConfig/CSVHeaders[0]",
                "ASL1006 ItemReader/ReaderConfig/CsvHeaders",
            ],
        ),
        (
            &map(
                r#""ItemBatcher":{"MaxItemsPerBatch":1,"MaxItemsPerBatchPath":"$.a","BatchInput":{"a.$":"x"}}"#,
            ),
            &["ASL3002 ItemBatcher/MaxItemsPerBatchPath", "ASL6004 ItemBatcher/BatchInput/a.$"],
        ),
        (
            &map(r#""ResultWriter":{"Bucket":"b"},"MaxConcurrency":"1","Label":1"#),
            &["ASL1005 ResultWriter/Bucket", "ASL3007 MaxConcurrency", "ASL3007 Label"],
        ),
        (&map(r#""QueryLanguage":"JSONata","Items":"text""#), &["ASL3007 Items"]),
        (&map(r#""QueryLanguage":"JSONata","Items":["{% 1 %}"],"MaxConcurrency":"{% 1 %}""#), &[]),
    ]);
}

#[test]
fn credentials() {
    let task = |fields: &str| format!(r#""Type":"Task","Resource":"r",{fields}"#);
    check_states(&[
        (&task(r#""Credentials":{"RoleArn":"arn"}"#), &[]),
        (&task(r#""Credentials":{"RoleArn.$":"States.Format('{}', $.r)"}"#), &[]),
        (&task(r#""Credentials":{}"#), &["ASL11011 Credentials"]),
        (&task(r#""Credentials":"arn""#), &["ASL11011 Credentials"]),
        (&task(r#""Credentials":{"RoleArn":1}"#), &["ASL3007 Credentials/RoleArn"]),
        (
            &task(r#""Credentials":{"Role.$":"not a path"}"#),
            &["ASL11011 Credentials", "ASL1005 Credentials/Role.$", "ASL6004 Credentials/Role.$"],
        ),
        (
            &task(r#""Credentials":{"RoleArn":"a","RoleArn.$":"$.a"}"#),
            &["ASL3002 Credentials/RoleArn.$", "ASL6008 Credentials/RoleArn.$"],
        ),
        (&task(r#""QueryLanguage":"JSONata","Credentials":{"RoleArn":"{% $x %}"}"#), &[]),
        (
            &task(r#""QueryLanguage":"JSONata","Credentials":{"RoleArn.$":"$.a"}"#),
            &["ASL1005 Credentials/RoleArn.$"],
        ),
    ]);
}
