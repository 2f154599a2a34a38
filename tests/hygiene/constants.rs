//! Rust constants in every position that takes one: the definition is JSON, and holds what the constant holds.

use serde_json::json;
use sfn_runtime::{Resource, state_machine};

use crate::definition;

const NASTY: &str = "it's \"{quoted}\" \\ back\\\\slash {} {{}} %} {% $.x ${Y}\n\t\u{1} é 日本 🦀";
const NUMBER: i64 = -42;
const BIG: u128 = u128::MAX;
const YES: bool = true;
const QUEUE: &str = "https://sqs.us-east-1.amazonaws.com/123456789012/it's";

struct Config;

impl Config {
    const NAME: &'static str = "of Config";
    const LIMIT: u16 = 512;
}

trait Named {
    const NAME: &'static str;
}

impl Named for Config {
    const NAME: &'static str = "of the trait";
}

mod deep {
    pub const NUMBER: i64 = -42;
    pub const YES: bool = true;

    pub mod er {
        pub const TEXT: &str = "deeper";
    }
}

state_machine! {
    machine Values {
        resource queue: sqs::Queue = QUEUE;
        resource f: lambda::Function = deep::er::TEXT;
        "Values": $ = {
            nasty: NASTY,
            number: NUMBER,
            big: BIG,
            yes: YES,
            associated: Config::NAME,
            limit: Config::LIMIT,
            deeper: deep::er::TEXT,
            own: self::deep::NUMBER,
            from_root: crate::constants::deep::YES,
            list: [NASTY, NUMBER, { inner: NASTY }],
            queue: queue,
            id: "1",
        };
        "Beside a path": sqs::sendMessage { QueueUrl: queue, MessageBody: { id: $.id, nasty: NASTY, n: NUMBER } };
        "Variable": let kept = NASTY;
        "Call": f { text: NASTY };
        if $.id == "0" {
            "Fail": fail "Stop", NASTY;
        }
        "Done": succeed;
    }
}

#[test]
fn a_constant_is_a_value() {
    let states = &definition::<Values>()["States"];
    let big: serde_json::Value = serde_json::from_str(&BIG.to_string()).expect("a number");
    let expected = json!({
        "nasty": NASTY,
        "number": NUMBER,
        "big": big,
        "yes": true,
        "associated": "of Config",
        "limit": 512,
        "deeper": "deeper",
        "own": NUMBER,
        "from_root": true,
        "list": [NASTY, NUMBER, { "inner": NASTY }],
        "queue": QUEUE,
        "id": "1",
    });
    assert_eq!(states["Values"]["Result"], expected);
    let message = &states["Beside a path"]["Parameters"];
    assert_eq!(message["QueueUrl"], QUEUE);
    assert_eq!(message["MessageBody"], json!({ "id.$": "$.id", "nasty": NASTY, "n": NUMBER }));
    assert_eq!(states["Variable"]["Assign"], json!({ "kept": NASTY }));
    assert_eq!(states["Call"]["Resource"], "deeper");
    assert_eq!(states["Call"]["Parameters"]["text"], NASTY);
    assert_eq!(states["Fail"]["Cause"], NASTY);
    let resources = [
        Resource::new("queue", "sqs::Queue").with_value(QUEUE),
        Resource::new("f", "lambda::Function").with_value("deeper"),
    ];
    assert_eq!(Values::RESOURCES, resources);
}

/// The text of an intrinsic's `'…'`: a backslash stands before whatever it stands for.
fn decoded(literal: &str) -> String {
    let mut text = String::new();
    let mut chars = literal.chars();
    while let Some(c) = chars.next() {
        text.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    text
}

/// What stands between `before` and `after`.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let text = text.strip_prefix(before).unwrap_or_else(|| panic!("{text} begins otherwise than {before}"));
    text.strip_suffix(after).unwrap_or_else(|| panic!("{text} ends otherwise than {after}"))
}

state_machine! {
    machine Intrinsics {
        resource topic: sns::Topic = NASTY;
        "Format": let text = format!("a {} b {}", NASTY, $.id);
        "Number": let number = format!("{} {}", NUMBER, $.id);
        "Argument": let argument = States.ArrayContains($.list, NASTY);
        "Sum": let whole = $.n + NUMBER;
        "Resource": let named = States.Array(topic, $.id);
        "Associated": let associated = States.Array(Config::NAME, Config::LIMIT, YES);
        "List": let list = [NASTY, $.id];
        "DynamoDB": dynamodb::putItem { TableName: "t", Item: { id: S(NASTY), n: N(NUMBER) } };
    }
}

#[test]
fn a_constant_is_an_argument() {
    let states = &definition::<Intrinsics>()["States"];
    let assigned = |state: &str, name: &str| -> String {
        states[state]["Assign"][format!("{name}.$")]
            .as_str()
            .unwrap_or_else(|| panic!("{}", states[state]))
            .to_owned()
    };
    let text = assigned("Format", "text");
    assert_eq!(decoded(between(&text, "States.Format('a {} b {}', '", "', $.id)")), NASTY);
    assert_eq!(assigned("Number", "number"), "States.Format('{} {}', -42, $.id)");
    let argument = assigned("Argument", "argument");
    assert_eq!(decoded(between(&argument, "States.ArrayContains($.list, '", "')")), NASTY);
    assert_eq!(assigned("Sum", "whole"), "States.MathAdd($.n, -42)");
    assert_eq!(assigned("Associated", "associated"), "States.Array('of Config', 512, true)");
    for (state, name) in [("Resource", "named"), ("List", "list")] {
        let list = assigned(state, name);
        assert_eq!(decoded(between(&list, "States.Array('", "', $.id)")), NASTY);
    }
    let item = &states["DynamoDB"]["Parameters"]["Item"];
    assert_eq!(item["id"]["S"], NASTY);
    assert_eq!(item["n"]["N"], "-42");
    // What the document says is read back by its own parser.
    for (_, state) in states.as_object().expect("states") {
        for (key, value) in state["Assign"].as_object().into_iter().flatten() {
            let text = value.as_str().expect("text");
            assert!(key.ends_with(".$") && sfn_asl::query::intrinsic::parse(text).is_ok(), "{text}");
        }
    }
}

state_machine! {
    machine Conditions {
        "Text": if StringEquals($.a, NASTY) || StringMatches($.a, Config::NAME) { succeed; }
        "Number": if NumericGreaterThan($.n, Config::LIMIT) && !NumericEquals($.n, NUMBER) { succeed; }
        "Resource": pass;
    }
}

#[test]
fn a_constant_is_an_operand() {
    let states = &definition::<Conditions>()["States"];
    let text = &states["Text"]["Choices"][0]["Or"];
    assert_eq!(text[0]["StringEquals"], NASTY);
    assert_eq!(text[1]["StringMatches"], "of Config");
    let number = &states["Number"]["Choices"][0]["And"];
    assert_eq!(number[0]["NumericGreaterThan"], 512);
    assert_eq!(number[1]["Not"]["NumericEquals"], NUMBER);
}

state_machine! {
    #[query_language(JSONata)]
    machine Jsonata {
        resource topic: sns::Topic = NASTY;
        "Value": $ = { nasty: NASTY, number: NUMBER, yes: YES, topic: topic };
        "Format": let text = format!("a {} b {}", NASTY, $.id);
        "Sum": let whole = $.n * NUMBER + Config::LIMIT;
        "Member": $.text = NASTY;
        "Condition": if $.a == NASTY && $.n < NUMBER { succeed; }
        "Publish": sns::publish { TopicArn: topic, Message: NASTY };
    }
}

/// The text of a JSONata string: JSON's escapes, and whatever else stands there as it is.
fn unescaped(literal: &str) -> String {
    let mut text = String::new();
    let mut rest = literal;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        rest = match after.strip_prefix('u') {
            Some(hex) => {
                text.extend(u32::from_str_radix(&hex[..4], 16).ok().and_then(char::from_u32));
                &hex[4..]
            }
            None => {
                assert!(after.starts_with('\\'), "{literal}");
                text.push('\\');
                &after[1..]
            }
        };
    }
    text + rest
}

/// The text of the JSONata string literals in an expression.
fn literals(text: &str) -> Vec<String> {
    let body = between(text, "{% ", " %}");
    sfn_asl::query::jsonata::parse(body).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
    let mut literals = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find('\'') {
        let inside = &rest[at + 1..];
        let end = inside.find('\'').expect("a closing quote");
        literals.push(unescaped(&inside[..end]));
        rest = &inside[end + 1..];
    }
    literals
}

#[test]
fn a_constant_is_an_operand_of_jsonata() {
    let states = &definition::<Jsonata>()["States"];
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_else(|| panic!("{value}")).to_owned();
    let expected = json!({ "nasty": NASTY, "number": NUMBER, "yes": true, "topic": NASTY });
    assert_eq!(states["Value"]["Output"], expected);
    let format = text(&states["Format"]["Assign"]["text"]);
    assert_eq!(literals(&format), ["a ", NASTY, " b "]);
    assert_eq!(text(&states["Sum"]["Assign"]["whole"]), "{% $states.input.n * -42 + 512 %}");
    assert_eq!(literals(&text(&states["Member"]["Output"])), ["text", NASTY]);
    assert_eq!(literals(&text(&states["Condition"]["Choices"][0]["Condition"])), [NASTY]);
    assert_eq!(states["Publish"]["Arguments"], json!({ "TopicArn": NASTY, "Message": NASTY }));
}

#[test]
fn one_name_means_one_constant() {
    // The trait's constant of the same name is not meant, and not hidden.
    assert_eq!(<Config as Named>::NAME, "of the trait");
    assert_eq!(definition::<Values>()["States"]["Values"]["Result"]["associated"], Config::NAME);
}

const CONSTANT: &str = "of Rust";

state_machine! {
    /// \u{f0000}
    machine OwnCharacters {
        "\u{f0001}": $.a = { constant: CONSTANT, "\u{f0000}": "\u{f0002}", expression: jsonpath!("$['\u{f0003}']"), again: self::CONSTANT };
        fail "\u{f0000}\u{f0004}";
    }
}

/// Characters that stand for constants while a machine is compiled may be the author's own, in any place.
#[test]
fn characters_for_private_use_are_kept() {
    let states = &definition::<OwnCharacters>()["States"];
    let parameters = json!({
        "constant": "of Rust",
        "\u{f0000}": "\u{f0002}",
        "expression.$": "$['\u{f0003}']",
        "again": "of Rust",
    });
    assert_eq!(states["\u{f0001}"]["Parameters"], parameters);
    assert_eq!(states["Fail"]["Error"], "\u{f0000}\u{f0004}");
}

const STAGE: &str = "beta";
const ACCOUNT: u64 = 123_456_789_012;
const TABLE: &str = "arn:aws:dynamodb:eu-west-1:123456789012:table/";

state_machine! {
    machine Parts {
        "Function": lambda::invoke {
            FunctionName: format!("arn:aws:lambda:us-east-1:{}:function:{}-f", ACCOUNT, STAGE)
        };
        "Table": dynamodb::putItem { TableName: format!("{}-orders", STAGE), Item: { id: S($.id), n: N(NUMBER) } };
        "Table elsewhere": dynamodb::getItem { TableName: format!("{}{}", TABLE, STAGE), Key: { id: S($.id) } };
        "Queue": sqs::sendMessage {
            QueueUrl: format!("https://sqs.us-east-1.amazonaws.com/{}/{}-{}", ACCOUNT, STAGE, $.name),
            MessageBody: format!("{}", NUMBER),
        };
        #[jsonata]
        "Topic": sns::publish {
            TopicArn: format!("arn:aws:sns:us-east-1:123456789012:{}-{}", STAGE, $.name), Message: "m"
        };
        "Object": aws_sdk::s3::getObject {
            Bucket: "b", Key: $.key, iam_resources: [format!("arn:aws:s3:::b/{}/*", STAGE)]
        };
    }
}

#[test]
fn a_text_of_constants_is_known_to_definition_and_policy() {
    let states = &definition::<Parts>()["States"];
    let function = "arn:aws:lambda:us-east-1:123456789012:function:beta-f";
    assert_eq!(states["Function"]["Parameters"]["FunctionName"], function);
    assert_eq!(states["Table"]["Parameters"]["TableName"], "beta-orders");
    assert_eq!(states["Table"]["Parameters"]["Item"]["n"], json!({ "N": "-42" }));
    assert_eq!(states["Queue"]["Parameters"]["MessageBody"], "-42");
    let on = |action: &str| {
        let of = |it: &&sfn_runtime::Statement| it.actions.contains(&action);
        Parts::STATEMENTS.iter().filter(of).flat_map(|it| it.resources).copied().collect::<Vec<_>>()
    };
    assert_eq!(on("lambda:InvokeFunction"), [function]);
    let here = "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/beta-orders";
    assert_eq!(on("dynamodb:PutItem"), [here]);
    assert_eq!(on("dynamodb:GetItem"), ["arn:aws:dynamodb:eu-west-1:123456789012:table/beta"]);
    assert_eq!(on("sqs:SendMessage"), ["arn:${AWS::Partition}:sqs:us-east-1:123456789012:beta-*"]);
    assert_eq!(on("sns:Publish"), ["arn:aws:sns:us-east-1:123456789012:beta-*"]);
    assert_eq!(on("s3:GetObject"), ["arn:aws:s3:::b/beta/*"]);
}

const JOB: &str = "Nightly-Job";

state_machine! {
    machine Jobs {
        "Job": sagemaker::createTransformJob {
            TransformJobName: JOB,
            ModelName: format!("Model-{}", JOB),
            TransformInput: { DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://in/a/" } } },
            TransformOutput: { S3OutputPath: "s3://out/a/" },
            TransformResources: { InstanceCount: 1, InstanceType: "ml.m4.xlarge" },
        };
    }
}

#[test]
fn names_in_arns_of_sagemaker_are_in_lower_case() {
    assert_eq!(definition::<Jobs>()["States"]["Job"]["Parameters"]["TransformJobName"], "Nightly-Job");
    let of = |it: &&sfn_runtime::Statement| it.actions.contains(&"sagemaker:CreateTransformJob");
    let on: Vec<&str> = Jobs::STATEMENTS.iter().filter(of).flat_map(|it| it.resources).copied().collect();
    let job = "arn:${AWS::Partition}:sagemaker:${AWS::Region}:${AWS::AccountId}:transform-job/nightly-job";
    assert_eq!(on, [job]);
}
