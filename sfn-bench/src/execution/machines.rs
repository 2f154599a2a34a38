//! The machines that are measured, in both query languages.

use std::fmt;

use serde_json::{Value, json};

/// What a machine does much of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// A counter that goes round a Pass and a Choice.
    Loop,
    /// An inline Map over a Pass.
    Map,
    /// Many executions of five states.
    Executions,
    /// Many executions that wait for an answer at the same time.
    Waiting,
}

/// The query language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    JsonPath,
    Jsonata,
}

pub const SHAPES: [Shape; 4] = [Shape::Loop, Shape::Map, Shape::Executions, Shape::Waiting];
pub const LANGUAGES: [Language; 2] = [Language::JsonPath, Language::Jsonata];

/// A machine, and what to do with it.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    pub shape: Shape,
    pub language: Language,
    /// Iterations, items or executions.
    pub size: usize,
}

impl Work {
    pub fn definition(self) -> Value {
        match (self.shape, self.language) {
            (Shape::Loop, language) => counter(self.size, language),
            (Shape::Map, Language::JsonPath) => json!({"StartAt": "M", "States": {"M": {
                "Type": "Map", "ItemsPath": "$.xs", "ResultPath": null, "OutputPath": "$.k", "End": true,
                "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "A", "States": {
                    "A": {"Type": "Pass", "End": true}}},
            }}}),
            (Shape::Map, Language::Jsonata) => {
                json!({"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": {
                    "Type": "Map", "Items": "{% $states.input.xs %}", "Output": "{% $states.input.k %}", "End": true,
                    "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "A", "States": {
                        "A": {"Type": "Pass", "End": true}}},
                }}})
            }
            (Shape::Executions, language) => five(language),
            (Shape::Waiting, _) => json!({"StartAt": "T", "States": {"T": {
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                "Parameters": {"FunctionName": "f"}, "OutputPath": "$.Payload"}}}),
        }
    }

    /// The input of one execution.
    pub fn input(self) -> Value {
        match self.shape {
            // One digit each: 100,000 of them are still an input that the service takes.
            Shape::Map => json!({"k": 1, "xs": (0..self.size).map(|it| it % 10).collect::<Vec<_>>()}),
            _ => json!({"n": 1}),
        }
    }

    /// What one execution has to come to.
    pub fn output(self) -> Value {
        match self.shape {
            Shape::Loop => json!({"i": self.size}),
            _ => match self.shape {
                Shape::Executions => json!({"n": 1}),
                _ => json!(1),
            },
        }
    }

    pub fn executions(self) -> usize {
        match self.shape {
            Shape::Loop | Shape::Map => 1,
            Shape::Executions | Shape::Waiting => self.size,
        }
    }

    /// States entered by all of them together.
    pub fn transitions(self) -> usize {
        match self.shape {
            Shape::Loop => 2 * self.size + 2,
            Shape::Map => self.size + 1,
            Shape::Executions => 5 * self.size,
            Shape::Waiting => self.size,
        }
    }

    /// Whether the service's history of 25,000 events has room for it.
    pub fn has_history(self) -> bool {
        let events = match self.shape {
            Shape::Loop => 4 * self.size,
            Shape::Map => 4 * self.size,
            Shape::Executions | Shape::Waiting => 0,
        };
        events < 24_000
    }
}

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.shape {
            Shape::Loop => "iterations of a counter",
            Shape::Map => "items of a Map",
            Shape::Executions => "executions of five states",
            Shape::Waiting => "executions that wait for a task at once",
        };
        let language = match self.language {
            Language::JsonPath => "JSONPath",
            Language::Jsonata => "JSONata",
        };
        write!(f, "{} {what}, {language}", self.size)
    }
}

fn counter(size: usize, language: Language) -> Value {
    match language {
        Language::JsonPath => json!({"StartAt": "Init", "States": {
            "Init": {"Type": "Pass", "Result": {"i": 0}, "Next": "Inc"},
            "Inc": {"Type": "Pass", "Parameters": {"i.$": "States.MathAdd($.i, 1)"}, "Next": "More"},
            "More": {"Type": "Choice", "Default": "Done",
                "Choices": [{"Variable": "$.i", "NumericLessThan": size, "Next": "Inc"}]},
            "Done": {"Type": "Succeed"},
        }}),
        Language::Jsonata => json!({"QueryLanguage": "JSONata", "StartAt": "Init", "States": {
            "Init": {"Type": "Pass", "Output": {"i": 0}, "Next": "Inc"},
            "Inc": {"Type": "Pass", "Output": {"i": "{% $states.input.i + 1 %}"}, "Next": "More"},
            "More": {"Type": "Choice", "Default": "Done",
                "Choices": [{"Condition": format!("{{% $states.input.i < {size} %}}"), "Next": "Inc"}]},
            "Done": {"Type": "Succeed"},
        }}),
    }
}

fn five(language: Language) -> Value {
    let (start, rule) = match language {
        Language::JsonPath => ("JSONPath", json!({"Variable": "$.n", "NumericGreaterThan": 0, "Next": "D"})),
        Language::Jsonata => ("JSONata", json!({"Condition": "{% $states.input.n > 0 %}", "Next": "D"})),
    };
    json!({"QueryLanguage": start, "StartAt": "A", "States": {
        "A": {"Type": "Pass", "Next": "B"},
        "B": {"Type": "Pass", "Next": "C"},
        "C": {"Type": "Choice", "Choices": [rule], "Default": "E"},
        "D": {"Type": "Pass", "Next": "E"},
        "E": {"Type": "Succeed"},
    }})
}
