//! Classes of tasks of the CDK as calls: how properties become parameters. [`super::classes`] has the rows.

use serde_json::{Map, Value as Json};

use super::value::{Lit, data, pascal, special};

/// A class.
pub struct Class {
    pub name: &'static str,
    /// `sqs::sendMessage`; empty where the class is no call of ours.
    pub call: &'static str,
    /// Where each property goes that is not simply a parameter of its name.
    pub rows: &'static [(&'static str, To)],
    /// What the CDK makes by itself: text or JSON, if nothing of the parameter is given, or behind `?` if what is around
    /// it is given.
    pub defaults: &'static [(&'static str, &'static str)],
}

/// Where a property goes.
#[derive(Clone, Copy)]
pub enum To {
    /// This parameter.
    At(&'static str),
    /// This parameter, whose keys are the author's.
    Data(&'static str),
    /// This parameter, in minutes.
    Minutes(&'static str),
    /// An object of names and values: a list of them, with these keys.
    Pairs(&'static str, &'static str, &'static str),
    /// An option of the compiler.
    Option(&'static str),
    /// What is in it goes where it stands.
    Flat,
    /// Nowhere: the CDK's own.
    Nowhere,
    /// What takes code to say.
    By(fn(&Json, &mut Lit) -> Result<(), String>),
}
use To::{At, By, Data, Flat, Minutes, Nowhere, Option as Opt, Pairs};

/// The class called `name`.
pub fn class_of(name: &str) -> Option<&'static Class> {
    super::classes::CLASSES.iter().find(|it| it.name == name)
}

/// What every task has, and where it is in a state. The pattern is part of the resource.
pub const COMMON: &[(&str, &str)] = &[
    ("inputPath", "InputPath"),
    ("outputPath", "OutputPath"),
    ("resultPath", "ResultPath"),
    ("resultSelector", "ResultSelector"),
    ("assign", "Assign"),
    ("outputs", "Output"),
    ("comment", "Comment"),
    ("queryLanguage", "QueryLanguage"),
    ("heartbeatTimeout", "HeartbeatSeconds"),
    ("heartbeat", "HeartbeatSeconds"),
    ("taskTimeout", "TimeoutSeconds"),
    ("timeout", "TimeoutSeconds"),
];

impl Class {
    /// Whether a property is one of the state, here.
    pub fn is_common(&self, name: &str) -> bool {
        COMMON.iter().any(|it| it.0 == name) && !self.rows.iter().any(|it| it.0 == name)
    }

    /// The parameters that `props` are, and the options of the compiler.
    pub fn parameters(&self, props: &Map<String, Json>) -> Result<(Lit, Vec<(String, Lit)>), String> {
        let mut parameters = Lit::Object(Vec::new());
        let mut options = Vec::new();
        for (name, value) in props {
            if matches!(name.as_str(), "integrationPattern" | "stateName" | "credentials")
                || self.is_common(name)
            {
                continue;
            }
            self.put(&mut parameters, &mut options, "", name, value)?;
        }
        // A role for a cluster that the CDK knows.
        let knows_cluster = matches!(parameters.get("VirtualClusterId"), Some(Lit::Plain(_)));
        if knows_cluster && parameters.get("ExecutionRoleArn").is_none() && self.call.ends_with("startJobRun")
        {
            parameters.put("ExecutionRoleArn", Lit::text("arn:aws:iam::123456789012:role/made-by-the-cdk"));
        }
        for (path, value) in self.defaults {
            let value = serde_json::from_str(value).map_or_else(|_| Lit::text(*value), Lit::Plain);
            let first = path.split('.').next().unwrap_or_default();
            match path.strip_prefix('?') {
                Some(path) => parameters.fill(path, &value),
                None if parameters.get(first).is_none() => parameters.put(path, value),
                None => {}
            }
        }
        if self.call.starts_with("sagemaker") {
            parameters.each("InstanceType", &mut |it| {
                if let Lit::Plain(Json::String(name)) = it
                    && !name.starts_with("ml.")
                    && !name.starts_with("{%")
                {
                    name.insert_str(0, "ml.");
                }
            });
        }
        Ok((parameters, options))
    }

    fn put(
        &self,
        out: &mut Lit,
        options: &mut Vec<(String, Lit)>,
        within: &str,
        name: &str,
        value: &Json,
    ) -> Result<(), String> {
        let path = format!("{within}{name}");
        match self.rows.iter().find(|it| it.0 == path).map(|it| it.1) {
            None => out.put(&pascal(name), self.value(options, &path, value)?),
            Some(At(to)) => out.put(to, self.value(options, &path, value)?),
            Some(Data(to)) => out.put(to, data(value)?),
            Some(Minutes(to)) => {
                let minutes = match data(value)? {
                    Lit::Plain(Json::Number(it)) => {
                        let minutes = it.as_f64().unwrap_or_default() / 60.0;
                        Lit::Plain(if minutes.fract() == 0.0 {
                            Json::from(minutes as i64)
                        } else {
                            Json::from(minutes)
                        })
                    }
                    other => other,
                };
                out.put(to, minutes);
            }
            Some(Pairs(to, key, of)) => match data(value)? {
                Lit::Object(fields) => {
                    let pair = |(name, value)| {
                        Lit::Object(vec![(key.to_owned(), Lit::text(name)), (of.to_owned(), value)])
                    };
                    out.put(to, Lit::List(fields.into_iter().map(pair).collect()));
                }
                other => out.put(to, other),
            },
            Some(Opt(to)) => options.push((to.to_owned(), data(value)?)),
            Some(Flat) => {
                for (inner, value) in arguments(value) {
                    self.put(out, options, &format!("{path}."), inner, value)?;
                }
            }
            Some(Nowhere) => {}
            Some(By(put)) => put(value, out)?,
        }
        Ok(())
    }

    fn value(&self, options: &mut Vec<(String, Lit)>, path: &str, value: &Json) -> Result<Lit, String> {
        match value {
            Json::Object(object) if !object.contains_key("$new") => {
                if let Some(value) = special(object) {
                    return match (object.get("$repeat"), object.get("value")) {
                        // The element has properties as well.
                        (Some(count), Some(of @ Json::Object(_))) => {
                            let of = self.value(options, path, of)?;
                            Ok(Lit::List(vec![of; count.as_u64().unwrap_or_default() as usize]))
                        }
                        _ => value,
                    };
                }
                let mut out = Lit::Object(Vec::new());
                for (name, value) in object {
                    self.put(&mut out, options, &format!("{path}."), name, value)?;
                }
                Ok(out)
            }
            Json::Object(_) => {
                let mut out = Lit::Object(Vec::new());
                for (name, value) in arguments(value) {
                    self.put(&mut out, options, &format!("{path}."), name, value)?;
                }
                Ok(out)
            }
            Json::Array(items) => {
                let items = items.iter().map(|it| self.value(options, path, it));
                items.collect::<Result<_, _>>().map(Lit::List)
            }
            plain => data(plain),
        }
    }
}

/// The properties that a helper object is made with.
fn arguments(value: &Json) -> impl Iterator<Item = (&String, &Json)> {
    let of = if value.get("$new").is_some() { value["args"].get(0) } else { Some(value) };
    of.and_then(Json::as_object).into_iter().flatten()
}
