//! Kind `negatives`: a file of what the AWS CDK refuses. What can be written in the language has to be refused as well,
//! for the same reason and no other; what cannot, [`rules`] says why, and the run prints.

mod calls;
mod classes;
mod rules;
mod states;
mod value;

use std::path::Path;

use proc_macro2::TokenStream;
use serde_json::{Map, Value as Json};
use sfn_asl::diag::Severity;
use sfn_compiler::Finding;

use self::calls::class_of;
use self::value::{Lit, data};
use crate::front;
use crate::run::Case;

/// The cases of the file `path`.
pub fn cases(path: &Path) -> Result<Vec<Case>, String> {
    let Json::Array(entries) = front::json(path)? else {
        return Err(format!("{}: not a list of cases", path.display()));
    };
    let mut cases = Vec::new();
    let mut unwritable = 0;
    for entry in entries {
        let name = entry["id"].as_str().unwrap_or("?").to_owned();
        if let Some(reason) = rules::unwritable(&entry) {
            let meaning = entry["error"]["meaning"].as_str().unwrap_or("?");
            let what = if rules::is_right(&entry) { "is right" } else { "cannot be written" };
            println!("{what}: {name}: {meaning}: {reason}");
            unwritable += 1;
            continue;
        }
        cases.push(Case { name, check: Box::new(move || check(&entry)) });
    }
    println!("{unwritable} cannot be written, or are right");
    Ok(cases)
}

fn check(entry: &Json) -> Result<(), String> {
    let source = source(entry)?;
    let tokens: TokenStream = source.parse().map_err(|it| format!("no tokens: {it}: {source}"))?;
    let compilation = sfn_compiler::compile(tokens);
    let errors: Vec<&Finding> =
        compilation.findings.iter().filter(|it| it.severity == Severity::Error).collect();
    let expected = rules::codes(entry);
    let list = || {
        let one = |it: &&Finding| format!("{}: {}", it.code, it.message);
        errors.iter().map(one).collect::<Vec<_>>().join("; ")
    };
    let meaning = entry["error"]["meaning"].as_str().unwrap_or("?");
    if errors.is_empty() {
        return Err(format!("{meaning}: accepted: {source}"));
    }
    if let Some(other) = errors.iter().find(|it| !expected.contains(&it.code.0) && !is_of_material(entry, it))
    {
        return Err(format!("{meaning}: refused for {}: {}: {source}", other.code, list()));
    }
    if !errors.iter().any(|it| expected.contains(&it.code.0)) {
        return Err(format!("{meaning}: refused for something else: {}: {source}", list()));
    }
    Ok(())
}

/// What else is wrong with the material: the CDK knows neither the parameters of SDK calls nor the names that a service
/// has for values.
fn is_of_material(entry: &Json, error: &Finding) -> bool {
    error.code.0 == 11005 && (entry["task"] == "CallAwsService" || error.message.contains(" has no value "))
}

/// The machine that says what was given to the CDK.
fn source(entry: &Json) -> Result<String, String> {
    let input = &entry["input"];
    let machine = &input["machine"];
    let is_jsonata = machine["queryLanguage"]["value"] == "JSONata";
    let mut out = String::new();
    if is_jsonata {
        out.push_str("#[query_language(JSONata)] ");
    }
    let encryption = &machine["encryptionConfiguration"]["args"];
    if let (Some(key), reuse @ Json::Object(_)) = (encryption[0]["arn"].as_str(), &encryption[1]["$duration"])
    {
        let seconds = value::seconds(reuse);
        out.push_str(&format!("#[encryption({key:?}, data_key_reuse = {seconds}s)] "));
    }
    out.push_str("machine Negative { ");
    if input["noDefinition"] != true {
        body(&mut out, entry["task"].as_str().unwrap_or_default(), input, is_jsonata)?;
    }
    out.push_str(" }");
    Ok(out)
}

fn body(out: &mut String, class: &str, input: &Json, is_jsonata: bool) -> Result<(), String> {
    if let Some(graph) = input.get("graph") {
        for (name, state) in states::states(graph, is_jsonata)? {
            raw(out, &name, &state);
        }
        return Ok(());
    }
    let none = Map::new();
    let props = input["props"].as_object().unwrap_or(&none);
    let class = match class {
        // What is in the machine is no matter.
        "StateMachine" if props.contains_key("lambdaFunction") => "LambdaInvoke",
        "StateMachine" => "Pass",
        other => other,
    };
    let is_plain = |class: &calls::Class| {
        let is_state = |name: &String| class.is_common(name) || name == "credentials";
        let is_other = props.keys().any(is_state) || input.get("retry").is_some();
        class.call == "evaluate" || !class.call.is_empty() && !is_other && input.get("catch").is_none()
    };
    if class == "CallAwsService" || class_of(class).is_some_and(is_plain) {
        if input["api"] == "jsonata" && !is_jsonata {
            out.push_str("#[jsonata] ");
        }
        return call(out, class, props);
    }
    let mut state = input.clone();
    state["type"] = class.into();
    raw(out, "Task", &Lit::Object(states::state(&state, is_jsonata)?));
    Ok(())
}

fn raw(out: &mut String, name: &str, state: &Lit) {
    out.push_str(&format!("state {name:?} = "));
    state.write_asl(out);
    out.push_str("; ");
}

/// A call, as an author writes it.
fn call(out: &mut String, name: &str, props: &Map<String, Json>) -> Result<(), String> {
    let suffix = states::suffix(props);
    if name == "CallAwsService" {
        let text = |key: &str| props[key].as_str().unwrap_or_default().to_owned();
        out.push_str(&format!("aws_sdk::{}::{}{suffix} ", text("service"), text("action")));
        let parameters = props.get("parameters").map_or(Ok(Lit::Object(Vec::new())), data)?;
        parameters.write(out);
        out.push(';');
        return Ok(());
    }
    let class = class_of(name).ok_or_else(|| format!("the class {name}"))?;
    let (parameters, options) = class.parameters(props)?;
    if class.call == "evaluate" {
        let mut text = String::new();
        parameters.get("Expression").unwrap_or(&Lit::text("")).write(&mut text);
        out.push_str(&format!("$.result = evaluate({text});"));
        return Ok(());
    }
    out.push_str(class.call);
    out.push_str(suffix);
    let Lit::Object(mut fields) = parameters else { return Err("no parameters".to_owned()) };
    fields.extend(options);
    out.push_str(" { ");
    for (key, value) in fields {
        out.push_str(&format!("{key}: "));
        value.write(out);
        out.push_str(", ");
    }
    out.push_str("};");
    Ok(())
}
