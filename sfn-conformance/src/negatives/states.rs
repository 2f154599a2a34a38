//! States of the CDK as raw states, which have every field that ASL has, also twice.

use serde_json::{Map, Value as Json};

use super::calls::{COMMON, class_of};
use super::value::{Lit, data};

type Fields = Vec<(String, Lit)>;

/// A graph of states, as `StartAt` and `States`.
fn scope(graph: &Json, is_jsonata: bool) -> Result<Fields, String> {
    let mut states = Fields::new();
    for (name, state) in graph["states"].as_object().into_iter().flatten() {
        states.push((name.clone(), Lit::Object(self::state(state, is_jsonata)?)));
    }
    // The CDK names what a state leads to; what is not of the graph is of another one.
    Ok(vec![("StartAt".to_owned(), data(&graph["startAt"])?), ("States".to_owned(), Lit::Object(states))])
}

/// The states of a graph, the first one first.
pub fn states(graph: &Json, is_jsonata: bool) -> Result<Fields, String> {
    let start = graph["startAt"].as_str().unwrap_or_default();
    let Some((_, Lit::Object(mut states))) = scope(graph, is_jsonata)?.into_iter().nth(1) else {
        return Ok(Vec::new());
    };
    states.sort_by_key(|it| it.0 != start);
    Ok(states)
}

/// One state; `of_machine`: the machine is in JSONata.
pub fn state(state: &Json, of_machine: bool) -> Result<Fields, String> {
    let ty = state["type"].as_str().unwrap_or_default();
    let none = Map::new();
    let props = state["props"].as_object().unwrap_or(&none);
    let is_own = state["api"] == "jsonata";
    let is_jsonata =
        (is_own || of_machine) && props.get("queryLanguage").is_none_or(|it| it["value"] != "JSONPath");
    let mut fields = match ty {
        "Pass" => pass(props)?,
        "Choice" => choice(state)?,
        "Parallel" => parallel(state, of_machine)?,
        "Map" | "DistributedMap" => map(state, props, ty == "DistributedMap", of_machine)?,
        "CustomState" => match data(&props["stateJson"])? {
            Lit::Object(fields) => fields,
            _ => Vec::new(),
        },
        "Fail" => plain("Fail", props, &[])?,
        "Succeed" => plain("Succeed", props, &[])?,
        "Wait" => wait(props)?,
        _ => task(ty, props, is_jsonata)?,
    };
    if is_own && !fields.iter().any(|it| it.0 == "QueryLanguage") {
        fields.push(("QueryLanguage".to_owned(), Lit::text("JSONata")));
    }
    for (list, field) in [("retry", "Retry"), ("catch", "Catch")] {
        let mut handlers = Vec::new();
        for handler in state[list].as_array().into_iter().flatten() {
            handlers.push(self::handler(handler)?);
        }
        // The CDK puts what handles everything behind the others.
        handlers.sort_by_key(handles_all);
        if !handlers.is_empty() {
            fields.push((field.to_owned(), Lit::List(handlers)));
        }
    }
    let next = match &state["next"] {
        Json::Array(several) => several.clone(),
        Json::Null => Vec::new(),
        one => vec![one.clone()],
    };
    for next in &next {
        fields.push(("Next".to_owned(), data(next)?));
    }
    if next.is_empty() && !matches!(ty, "Choice" | "Fail" | "Succeed") {
        fields.push(("End".to_owned(), Lit::Plain(true.into())));
    }
    Ok(fields)
}

fn handles_all(handler: &Lit) -> bool {
    let is_all = |it: &Lit| matches!(it, Lit::Plain(Json::String(text)) if text == "States.ALL");
    matches!(handler.get("ErrorEquals"), Some(Lit::List(names)) if names.len() == 1 && names.iter().all(is_all))
}

fn handler(handler: &Json) -> Result<Lit, String> {
    let mut fields = Fields::new();
    for (name, value) in handler.as_object().into_iter().flatten() {
        let name = match name.as_str() {
            "errors" => "ErrorEquals",
            "next" => "Next",
            "interval" => "IntervalSeconds",
            "maxAttempts" => "MaxAttempts",
            "backoffRate" => "BackoffRate",
            "resultPath" => "ResultPath",
            "outputs" => "Output",
            "assign" => "Assign",
            "maxDelay" => "MaxDelaySeconds",
            "jitterStrategy" => "JitterStrategy",
            other => return Err(format!("a handler with `{other}`")),
        };
        fields.push((name.to_owned(), data(value)?));
    }
    if !fields.iter().any(|it| it.0 == "ErrorEquals") {
        fields.push(("ErrorEquals".to_owned(), Lit::List(vec![Lit::text("States.ALL")])));
    }
    Ok(Lit::Object(fields))
}

/// A field for each property: of the type's own, of all states, or of its name.
fn plain(ty: &str, props: &Map<String, Json>, own: &[(&str, &str)]) -> Result<Fields, String> {
    let mut fields = vec![("Type".to_owned(), Lit::text(ty))];
    for (name, value) in props {
        let row = own.iter().chain(COMMON).find(|it| it.0 == name.as_str());
        let field = row.map_or_else(|| super::value::pascal(name), |it| it.1.to_owned());
        if name == "stateName" {
            continue;
        }
        let value = match data(value)? {
            // A text where the CDK has a path or text alike.
            Lit::Query(text) if field.ends_with("Path") => Lit::text(text),
            other => other,
        };
        fields.push((field, value));
    }
    Ok(fields)
}

fn pass(props: &Map<String, Json>) -> Result<Fields, String> {
    plain("Pass", props, &[])
}

fn wait(props: &Map<String, Json>) -> Result<Fields, String> {
    let time = &props["time"];
    let field = match time["$factory"].as_str().unwrap_or_default() {
        "WaitTime.duration" | "WaitTime.seconds" => "Seconds",
        "WaitTime.secondsPath" => "SecondsPath",
        "WaitTime.timestamp" => "Timestamp",
        _ => "TimestampPath",
    };
    let mut others = props.clone();
    others.remove("time");
    let mut fields = plain("Wait", &others, &[])?;
    fields.push((field.to_owned(), data(&time["args"][0])?));
    Ok(fields)
}

fn parallel(state: &Json, of_machine: bool) -> Result<Fields, String> {
    let mut fields = plain("Parallel", state["props"].as_object().unwrap_or(&Map::new()), &[])?;
    let branches = state["branches"].as_array().into_iter().flatten();
    let branches = branches.map(|it| scope(it, of_machine).map(Lit::Object)).collect::<Result<_, _>>()?;
    fields.push(("Branches".to_owned(), Lit::List(branches)));
    Ok(fields)
}

fn choice(state: &Json) -> Result<Fields, String> {
    let mut fields = vec![("Type".to_owned(), Lit::text("Choice"))];
    let mut rules = Vec::new();
    for choice in state["choices"].as_array().into_iter().flatten() {
        let mut rule = condition(&choice["when"])?;
        rule.push(("Next".to_owned(), data(&choice["next"])?));
        rules.push(Lit::Object(rule));
    }
    fields.push(("Choices".to_owned(), Lit::List(rules)));
    let defaults = match &state["default"] {
        Json::Array(several) => several.clone(),
        Json::Null => Vec::new(),
        one => vec![one.clone()],
    };
    for default in defaults {
        fields.push(("Default".to_owned(), data(&default)?));
    }
    Ok(fields)
}

fn condition(when: &Json) -> Result<Fields, String> {
    if let Some(text) = when.get("jsonata") {
        return Ok(vec![("Condition".to_owned(), data(text)?)]);
    }
    for (list, field) in [("and", "And"), ("or", "Or")] {
        if let Some(of) = when[list].as_array() {
            let of = of.iter().map(|it| condition(it).map(Lit::Object)).collect::<Result<_, _>>()?;
            return Ok(vec![(field.to_owned(), Lit::List(of))]);
        }
    }
    if let Some(of) = when.get("not") {
        return Ok(vec![("Not".to_owned(), Lit::Object(condition(of)?))]);
    }
    let op = when["op"].as_str().unwrap_or_default();
    let variable = ("Variable".to_owned(), data(&when["args"][0])?);
    let (op, value) = match op {
        "isNotPresent" => ("IsPresent".to_owned(), Lit::Plain(false.into())),
        _ if op.starts_with("isNot") => (op.replacen("isNot", "Is", 1), Lit::Plain(false.into())),
        _ if op.starts_with("is") => (super::value::pascal(op), Lit::Plain(true.into())),
        _ => {
            let op = super::value::pascal(op).replace("JsonPath", "Path").replace("Number", "Numeric");
            (op, data(&when["args"][1])?)
        }
    };
    Ok(vec![variable, (op, value)])
}

fn map(
    state: &Json,
    props: &Map<String, Json>,
    is_distributed: bool,
    of_machine: bool,
) -> Result<Fields, String> {
    let is_jsonata = of_machine || state["api"] == "jsonata";
    let mut fields = vec![("Type".to_owned(), Lit::text("Map"))];
    for (name, value) in props {
        match name.as_str() {
            "jsonataMaxConcurrency" => fields.push(("MaxConcurrency".to_owned(), data(value)?)),
            "jsonataItemSelector" => fields.push(("ItemSelector".to_owned(), data(value)?)),
            "itemReader" => fields.push(("ItemReader".to_owned(), reader(value, is_jsonata)?)),
            "resultWriter" | "resultWriterV2" => {
                fields.push(("ResultWriter".to_owned(), writer(value, is_jsonata)?))
            }
            "itemBatcher" => {
                let mut batcher = Fields::new();
                for (name, value) in value["args"][0].as_object().into_iter().flatten() {
                    batcher.push((super::value::pascal(name), data(value)?));
                }
                fields.push(("ItemBatcher".to_owned(), Lit::Object(batcher)));
            }
            "mapExecutionType" => {}
            _ => {
                let row = COMMON.iter().find(|it| it.0 == name.as_str());
                let field = row.map_or_else(|| super::value::pascal(name), |it| it.1.to_owned());
                fields.push((field, data(value)?));
            }
        }
    }
    let is_said = fields.iter().any(|it| it.0 == "QueryLanguage") || is_jsonata;
    let jsonata = props.keys().any(|it| it.starts_with("jsonata"));
    if jsonata && !is_said {
        fields.push(("QueryLanguage".to_owned(), Lit::text("JSONata")));
    }
    for (of, field) in [("itemProcessor", "ItemProcessor"), ("iterator", "Iterator")] {
        let Some(of) = state.get(of) else { continue };
        let mut processor = scope(of.get("graph").unwrap_or(of), of_machine)?;
        if let Some(config) = processor_config(&of["config"], is_distributed)? {
            processor.push(("ProcessorConfig".to_owned(), config));
        }
        fields.push((field.to_owned(), Lit::Object(processor)));
    }
    Ok(fields)
}

/// What is said of the mode, and for a distributed Map the CDK's own.
fn processor_config(config: &Json, is_distributed: bool) -> Result<Option<Lit>, String> {
    let text = |name: &str, default: Option<&str>| match config.get(name) {
        Some(value) => data(value).map(Some),
        None => Ok(default.filter(|_| is_distributed).map(Lit::text)),
    };
    let mut fields = Fields::new();
    for (field, value) in [
        ("Mode", text("mode", Some("DISTRIBUTED"))?),
        ("ExecutionType", text("executionType", Some("STANDARD"))?),
    ] {
        fields.extend(value.map(|it| (field.to_owned(), it)));
    }
    Ok(if fields.is_empty() { None } else { Some(Lit::Object(fields)) })
}

/// Bucket, key and prefix of a reader or writer; each may be given twice.
fn object(of: &Json) -> Result<Lit, String> {
    let mut parameters = Fields::new();
    for (name, value) in of.as_object().into_iter().flatten() {
        let field = match name.as_str() {
            "bucket" | "bucketNamePath" => "Bucket",
            "key" => "Key",
            "prefix" => "Prefix",
            _ => continue,
        };
        parameters.push((field.to_owned(), data(value)?));
    }
    Ok(Lit::Object(parameters))
}

fn reader(value: &Json, is_jsonata: bool) -> Result<Lit, String> {
    let kind = value["$new"].as_str().unwrap_or_default();
    let (call, input) = match kind {
        "S3ObjectsItemReader" => ("listObjectsV2", None),
        "S3JsonItemReader" => ("getObject", Some("JSON")),
        "S3JsonLItemReader" => ("getObject", Some("JSONL")),
        "S3CsvItemReader" => ("getObject", Some("CSV")),
        "S3ManifestItemReader" => ("getObject", Some("MANIFEST")),
        other => return Err(format!("the reader `{other}`")),
    };
    let mut fields = vec![
        ("Resource".to_owned(), Lit::text(format!("arn:aws:states:::s3:{call}"))),
        (arguments(is_jsonata).to_owned(), object(&value["args"][0])?),
    ];
    if let Some(input) = input {
        let mut config = vec![("InputType".to_owned(), Lit::text(input))];
        if input == "CSV" {
            config.push(("CSVHeaderLocation".to_owned(), Lit::text("FIRST_ROW")));
        }
        fields.push(("ReaderConfig".to_owned(), Lit::Object(config)));
    }
    Ok(Lit::Object(fields))
}

fn writer(value: &Json, is_jsonata: bool) -> Result<Lit, String> {
    let given = &value["args"][0];
    let mut fields = Fields::new();
    let config = &given["writerConfig"]["args"][0];
    if let Json::Object(config) = config {
        let config = config.iter().map(|(name, it)| Ok((super::value::pascal(name), data(it)?)));
        fields.push(("WriterConfig".to_owned(), Lit::Object(config.collect::<Result<_, String>>()?)));
    }
    if fields.is_empty() || given.get("bucket").is_some() || given.get("bucketNamePath").is_some() {
        fields.push(("Resource".to_owned(), Lit::text("arn:aws:states:::s3:putObject")));
        fields.push((arguments(is_jsonata).to_owned(), object(given)?));
    }
    Ok(Lit::Object(fields))
}

/// What the two languages call what a call is given.
fn arguments(is_jsonata: bool) -> &'static str {
    if is_jsonata { "Arguments" } else { "Parameters" }
}

/// A task, with its call in a `Resource`.
pub fn task(name: &str, props: &Map<String, Json>, is_jsonata: bool) -> Result<Fields, String> {
    let class = class_of(name).ok_or_else(|| format!("the class {name}"))?;
    let mut fields = vec![("Type".to_owned(), Lit::text("Task"))];
    if let Some(activity) = props.get("activity") {
        fields.push(("Resource".to_owned(), data(&activity["arn"])?));
        if let Some(given) = props.get("parameters").or_else(|| props.get("arguments")) {
            fields.push((arguments(is_jsonata).to_owned(), data(given)?));
        }
    } else {
        let resource = class.call.replace("::", ":").replace('_', "-");
        fields.push((
            "Resource".to_owned(),
            Lit::text(format!("arn:aws:states:::{resource}{}", suffix(props))),
        ));
        fields.push((arguments(is_jsonata).to_owned(), class.parameters(props)?.0));
    }
    if let Some(role) = props.get("credentials").map(|it| &it["role"]["args"][0]) {
        let given = match role["arn"].as_str() {
            Some(arn) => ("RoleArn", arn),
            None => ("RoleArn.$", role.as_str().unwrap_or_default()),
        };
        let credentials = vec![(given.0.to_owned(), Lit::text(given.1))];
        fields.push(("Credentials".to_owned(), Lit::Object(credentials)));
    }
    for (name, value) in props.iter().filter(|it| class.is_common(it.0)) {
        let field = COMMON.iter().find(|it| it.0 == name.as_str()).map_or("", |it| it.1);
        fields.push(match data(value)? {
            Lit::Query(path) if field.ends_with("Seconds") => (format!("{field}Path"), Lit::text(path)),
            other => (field.to_owned(), other),
        });
    }
    Ok(fields)
}

/// `.sync`
pub fn suffix(props: &Map<String, Json>) -> &'static str {
    match props.get("integrationPattern").and_then(|it| it["value"].as_str()) {
        Some("RUN_JOB") => ".sync",
        Some("WAIT_FOR_TASK_TOKEN") => ".waitForTaskToken",
        _ => "",
    }
}
