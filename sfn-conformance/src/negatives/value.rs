//! Values of the CDK as values of ours.

use std::fmt::Write;

use serde_json::{Map, Value as Json};

/// A value of the language. Unlike JSON, an object may have a key twice, as an author may write it.
#[derive(Clone, Debug)]
pub enum Lit {
    /// Text, a number, `true`, `false` or `null`.
    Plain(Json),
    /// A path or a call of an intrinsic.
    Query(String),
    List(Vec<Lit>),
    Object(Vec<(String, Lit)>),
}

impl Lit {
    pub fn text(text: impl Into<String>) -> Lit {
        Lit::Plain(Json::String(text.into()))
    }

    /// Puts `value` where `path` says, beside what is there.
    pub fn put(&mut self, path: &str, value: Lit) {
        let Lit::Object(fields) = self else { return };
        let Some((first, rest)) = path.split_once('.') else {
            let both = (fields.iter_mut().find(|it| it.0 == path), &value);
            if let (Some((_, Lit::Object(old))), Lit::Object(new)) = both {
                old.extend(new.iter().cloned());
            } else {
                fields.push((path.to_owned(), value));
            }
            return;
        };
        if !fields.iter().any(|it| it.0 == first) {
            fields.push((first.to_owned(), Lit::Object(Vec::new())));
        }
        if let Some(inner) = fields.iter_mut().find(|it| it.0 == first) {
            inner.1.put(rest, value);
        }
    }

    /// Puts `value` where `path` says if it is not there, but what is around it. `[]` is each element.
    pub fn fill(&mut self, path: &str, value: &Lit) {
        let (first, rest) = path.split_once('.').map_or((path, None), |it| (it.0, Some(it.1)));
        let Lit::Object(fields) = self else { return };
        let name = first.trim_end_matches("[]");
        let found = fields.iter_mut().find(|it| it.0 == name);
        match (found, rest) {
            (None, None) => fields.push((name.to_owned(), value.clone())),
            (Some((_, Lit::List(items))), Some(rest)) => items.iter_mut().for_each(|it| it.fill(rest, value)),
            (Some((_, inner)), Some(rest)) => inner.fill(rest, value),
            _ => {}
        }
    }

    /// Every value of this name.
    pub fn each(&mut self, name: &str, change: &mut impl FnMut(&mut Lit)) {
        match self {
            Lit::List(items) => items.iter_mut().for_each(|it| it.each(name, change)),
            Lit::Object(fields) => {
                for (key, value) in fields {
                    if key == name {
                        change(value);
                    }
                    value.each(name, change);
                }
            }
            _ => {}
        }
    }

    pub fn get(&self, name: &str) -> Option<&Lit> {
        match self {
            Lit::Object(fields) => fields.iter().find(|it| it.0 == name).map(|it| &it.1),
            _ => None,
        }
    }

    /// As the language has values.
    pub fn write(&self, out: &mut String) {
        self.print(out, false);
    }

    /// As ASL has them, in tokens.
    pub fn write_asl(&self, out: &mut String) {
        self.print(out, true);
    }

    fn print(&self, out: &mut String, is_asl: bool) {
        match self {
            Lit::Plain(json) => print_json(json, out),
            Lit::Query(text) if is_asl => {
                let _ = write!(out, "{text:?}");
            }
            // Its text is that of ASL.
            Lit::Query(text) if !is_path(text) => {
                let _ = write!(out, "jsonpath!({text:?})");
            }
            Lit::Query(text) => out.push_str(text),
            Lit::List(items) => {
                out.push('[');
                for item in items {
                    item.print(out, is_asl);
                    out.push_str(", ");
                }
                out.push(']');
            }
            Lit::Object(fields) => {
                out.push('{');
                for (key, value) in fields {
                    let dollar = if is_asl && matches!(value, Lit::Query(_)) { ".$" } else { "" };
                    let key = format!("{key}{dollar}");
                    if !is_asl && is_name(&key) {
                        out.push_str(&key);
                    } else {
                        let _ = write!(out, "{key:?}");
                    }
                    out.push_str(": ");
                    value.print(out, is_asl);
                    out.push_str(", ");
                }
                out.push('}');
            }
        }
    }
}

/// JSON with text as Rust has it.
fn print_json(json: &Json, out: &mut String) {
    match json {
        Json::String(text) => {
            let _ = write!(out, "{text:?}");
        }
        Json::Array(items) => {
            out.push('[');
            for item in items {
                print_json(item, out);
                out.push_str(", ");
            }
            out.push(']');
        }
        Json::Object(fields) => {
            out.push('{');
            for (key, value) in fields {
                let _ = write!(out, "{key:?}: ");
                print_json(value, out);
                out.push_str(", ");
            }
            out.push('}');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

/// What is a path when it stands among the tokens of the language.
fn is_path(text: &str) -> bool {
    text.starts_with('$') && text.chars().all(|it| it.is_ascii_alphanumeric() || "$._[]".contains(it))
}

fn is_name(key: &str) -> bool {
    key.starts_with(|it: char| it.is_ascii_alphabetic()) && key.chars().all(|it| it.is_ascii_alphanumeric())
}

/// `queryString` → `QueryString`
pub fn pascal(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + chars.as_str())
}

/// Data as it stands: keys are the author's.
pub fn data(json: &Json) -> Result<Lit, String> {
    match json {
        Json::Array(items) => items.iter().map(data).collect::<Result<_, _>>().map(Lit::List),
        Json::Object(object) => match special(object) {
            Some(value) => value,
            None => fields(object),
        },
        Json::String(text) if text.starts_with("{%") => Ok(Lit::text(text)),
        plain => Ok(Lit::Plain(plain.clone())),
    }
}

fn fields(object: &Map<String, Json>) -> Result<Lit, String> {
    let fields = object.iter().map(|(key, value)| Ok((key.clone(), data(value)?)));
    fields.collect::<Result<_, String>>().map(Lit::Object)
}

/// An object that stands for something else.
pub fn special(object: &Map<String, Json>) -> Option<Result<Lit, String>> {
    let (kind, is) = object.iter().find(|it| it.0.starts_with('$'))?;
    let text = is.as_str().unwrap_or_default();
    Some(match kind.as_str() {
        "$path" | "$numberPath" | "$listPath" | "$objectPath" => Ok(Lit::Query(text.to_owned())),
        "$context" => context(text),
        "$intrinsic" => call(text, &object["args"]),
        "$discard" => Ok(Lit::Plain(Json::Null)),
        "$enum" => data(&object["value"]),
        "$taskInput" => match text {
            "jsonPath" | "data" | "context" => {
                Ok(Lit::Query(object["value"].as_str().unwrap_or_default().to_owned()))
            }
            _ => data(&object["value"]),
        },
        "$duration" => Ok(number(seconds(is))),
        "$size" => Ok(number(gibibytes(is))),
        "$date" | "$lambdaRuntime" => Ok(Lit::text(text)),
        "$timeout" => match is {
            Json::Object(of) if of.contains_key("duration") => Ok(number(seconds(&of["duration"]))),
            Json::Object(of) if of.contains_key("at") => {
                Ok(Lit::Query(of["at"].as_str().unwrap_or_default().to_owned()))
            }
            _ => data(&is["jsonata"]),
        },
        "$repeat" => {
            data(&object["value"]).map(|it| Lit::List(vec![it; is.as_u64().unwrap_or_default() as usize]))
        }
        "$repeatString" => Ok(Lit::text(text.repeat(object["times"].as_u64().unwrap_or_default() as usize))),
        "$repeatKeys" => {
            let key = |it: u64| (format!("k{it}"), Lit::text("v"));
            Ok(Lit::Object((0..is.as_u64().unwrap_or_default()).map(key).collect()))
        }
        "$concat" => concat(is),
        "$dynamo" => attribute(text, &object["args"]),
        "$projection" => Ok(Lit::text(projection(is))),
        "$resource" => resource(text, object),
        "$factory" => factory(text, &object["args"]),
        _ => Err(format!("`{kind}` {is} is not known")),
    })
}

fn number(number: f64) -> Lit {
    let is_whole = number.fract() == 0.0;
    Lit::Plain(if is_whole { Json::from(number as i64) } else { Json::from(number) })
}

pub fn seconds(of: &Json) -> f64 {
    let units = [
        ("milliseconds", 0.001),
        ("millis", 0.001),
        ("seconds", 1.0),
        ("minutes", 60.0),
        ("hours", 3600.0),
        ("days", 86_400.0),
    ];
    units.iter().filter_map(|(unit, factor)| Some(of[unit].as_f64()? * factor)).sum()
}

fn gibibytes(of: &Json) -> f64 {
    let units = [("mebibytes", 1.0 / 1024.0), ("gibibytes", 1.0), ("tebibytes", 1024.0)];
    units.iter().filter_map(|(unit, factor)| Some(of[unit].as_f64()? * factor)).sum()
}

fn context(name: &str) -> Result<Lit, String> {
    let path = match name {
        "taskToken" => "$$.Task.Token",
        "executionId" => "$$.Execution.Id",
        "executionInput" => "$$.Execution.Input",
        "executionName" => "$$.Execution.Name",
        "executionStartTime" => "$$.Execution.StartTime",
        "stateEnteredTime" => "$$.State.EnteredTime",
        "stateName" => "$$.State.Name",
        "stateMachineId" => "$$.StateMachine.Id",
        "stateMachineName" => "$$.StateMachine.Name",
        "entirePayload" => "$",
        "entireContext" => "$$",
        _ => return Err(format!("the context has no `{name}` that is known")),
    };
    Ok(Lit::Query(path.to_owned()))
}

fn call(name: &str, args: &Json) -> Result<Lit, String> {
    let mut list = Vec::new();
    for arg in args.as_array().into_iter().flatten() {
        list.push(match data(arg)? {
            Lit::Query(text) => text,
            Lit::Plain(Json::String(text)) => {
                format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
            }
            Lit::Plain(json) => json.to_string(),
            other => {
                let mut text = String::new();
                other.write(&mut text);
                text
            }
        });
    }
    // The CDK writes the one value that the service takes.
    if name == "States.JsonMerge" && list.len() == 2 {
        list.push("false".to_owned());
    }
    Ok(Lit::Query(format!("{name}({})", list.join(", "))))
}

/// Text with a path in it is what only an expression can be.
fn concat(parts: &Json) -> Result<Lit, String> {
    let mut text = String::new();
    let mut has_query = false;
    for part in parts.as_array().into_iter().flatten() {
        match data(part)? {
            Lit::Query(query) => {
                has_query = true;
                text.push_str(&query);
            }
            Lit::Plain(Json::String(it)) => text.push_str(&it),
            Lit::Plain(it) => text.push_str(&it.to_string()),
            _ => return Err("a list or an object in a text".to_owned()),
        }
    }
    Ok(if has_query { Lit::Query(text) } else { Lit::text(text) })
}

/// `DynamoAttributeValue.fromString("a")` → `{ S: "a" }`
fn attribute(how: &str, args: &Json) -> Result<Lit, String> {
    let arg = data(args.get(0).unwrap_or(&Json::Null))?;
    let (from, to) = match how {
        "fromString" => ("S", arg),
        "fromNumber" | "numberFromString" => (
            "N",
            match arg {
                Lit::Plain(it @ Json::Number(_)) => Lit::text(it.to_string()),
                other => other,
            },
        ),
        "fromBinary" => ("B", arg),
        "fromStringSet" => ("SS", arg),
        "fromNumberSet" | "numberSetFromStrings" => (
            "NS",
            match arg {
                Lit::List(items) => Lit::List(
                    items
                        .into_iter()
                        .map(|it| match it {
                            Lit::Plain(it @ Json::Number(_)) => Lit::text(it.to_string()),
                            other => other,
                        })
                        .collect(),
                ),
                other => other,
            },
        ),
        "fromBinarySet" => ("BS", arg),
        "fromMap" | "mapFromJsonata" => ("M", arg),
        "fromList" | "listFromJsonata" => ("L", arg),
        "fromNull" => ("NULL", arg),
        "fromBoolean" | "booleanFromJsonata" => ("BOOL", arg),
        "mapFromJsonPath" => ("M", path(arg)),
        "listFromJsonPath" => ("L", path(arg)),
        "booleanFromJsonPath" => ("BOOL", path(arg)),
        _ => return Err(format!("`{how}` makes no attribute value that is known")),
    };
    Ok(Lit::Object(vec![(from.to_owned(), to)]))
}

/// What begins with `$` is a path; anything else, our language has only as text.
fn path(value: Lit) -> Lit {
    match value {
        Lit::Plain(Json::String(text)) if text.starts_with('$') => Lit::Query(text),
        other => other,
    }
}

fn projection(parts: &Json) -> String {
    let mut text = String::new();
    for part in parts.as_array().into_iter().flatten() {
        match part {
            Json::String(name) => {
                let dot = if text.is_empty() { "" } else { "." };
                text += &format!("{dot}{name}");
            }
            index => text += &format!("[{index}]"),
        }
    }
    text
}

/// What a parameter is given for a resource: its ARN, its name or its id, as the service has it.
fn resource(kind: &str, of: &Map<String, Json>) -> Result<Lit, String> {
    let get = |name: &str| of.get(name).map(data);
    let model = |it: &str| format!("arn:aws:bedrock:us-east-1::{it}");
    if kind == "bedrock:foundationModel" {
        let id = of["modelId"].as_str().unwrap_or_default();
        return Ok(Lit::text(model(&format!("foundation-model/{id}"))));
    }
    if kind == "sqs:queue" {
        let arn = of["arn"].as_str().unwrap_or_default();
        let parts: Vec<&str> = arn.split(':').collect();
        let [.., region, account, name] = parts.as_slice() else { return Err(format!("{arn} is no queue")) };
        return Ok(Lit::text(format!("https://sqs.{region}.amazonaws.com/{account}/{name}")));
    }
    let is_named = matches!(
        kind,
        "dynamodb:table" | "codebuild:project" | "s3:bucket" | "ec2:instanceType" | "eks:cluster"
    );
    let order: &[&str] = if is_named { &["name", "arn"] } else { &["arn", "name"] };
    let ids = ["modelArn", "securityGroupId", "subnetId", "restApiId", "family", "activityName", "id"];
    let found = order.iter().copied().chain(ids).find_map(get);
    found.unwrap_or_else(|| Err(format!("nothing names the {kind}")))
}

fn factory(name: &str, args: &Json) -> Result<Lit, String> {
    let arg = |at: usize| args.get(at).unwrap_or(&Json::Null);
    let text = |at: usize| match data(arg(at)) {
        Ok(Lit::Plain(Json::String(text))) => text,
        _ => String::new(),
    };
    match name.rsplit('.').next().unwrap_or_default() {
        "fromBucket" => Ok(Lit::text(format!("s3://{}/{}", text(0), text(1)))),
        "rate" => Ok(Lit::text(rate(seconds(&arg(0)["$duration"])))),
        "cron" => Ok(Lit::text(cron(arg(0)))),
        "oneTime" | "at" => Ok(Lit::text(format!("at({})", text(0).trim_end_matches('Z')))),
        _ if name.starts_with("Result.") || name.starts_with("WaitTime.") || args.get(1).is_none() => {
            data(arg(0))
        }
        _ => data(arg(0)),
    }
}

/// In the largest unit that is whole, as the CDK does.
fn rate(seconds: f64) -> String {
    let units = [("day", 86_400.0), ("hour", 3600.0), ("minute", 60.0)];
    let unit = units.iter().find(|it| seconds >= it.1 && seconds % it.1 == 0.0);
    let (unit, number) = unit.map_or(("second", seconds), |it| (it.0, seconds / it.1));
    let plural = if number == 1.0 { "" } else { "s" };
    format!("rate({number} {unit}{plural})")
}

fn cron(of: &Json) -> String {
    let field = |name: &str, default: &str| of[name].as_str().unwrap_or(default).to_owned();
    let given = |name: &str| of[name].is_string();
    let day = if given("weekDay") && !given("day") { "?" } else { "*" };
    let weekday = if given("weekDay") { "*" } else { "?" };
    format!(
        "cron({} {} {} {} {} {})",
        field("minute", "*"),
        field("hour", "*"),
        field("day", day),
        field("month", "*"),
        field("weekDay", weekday),
        field("year", "*"),
    )
}
