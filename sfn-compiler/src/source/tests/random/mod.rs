//! Random documents with everything in them.

mod words;

use super::{print, print_with};
use crate::source::Options;
use words::{EXPRESSIONS, KEYS, NUMBERS, PATHS, QUERIES, TEXTS};

/// A small generator: the same numbers for the same seed, on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn chance(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

fn text(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if u32::from(c) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}

/// Writes one document.
struct Writer {
    random: Random,
    jsonata: bool,
    names: usize,
}

/// `"key": value` pairs.
type Fields = Vec<(String, String)>;

fn object(fields: &Fields) -> String {
    let fields: Vec<String> = fields.iter().map(|(key, value)| format!("{}: {value}", text(key))).collect();
    format!("{{{}}}", fields.join(", "))
}

impl Writer {
    fn scalar(&mut self) -> String {
        match self.random.below(6) {
            0 => "null".to_owned(),
            1 => ["true", "false"][self.random.below(2)].to_owned(),
            2 => self.random.pick(NUMBERS).to_owned(),
            _ => text(self.random.pick(TEXTS)),
        }
    }

    fn query(&mut self) -> String {
        text(self.random.pick(if self.jsonata { EXPRESSIONS } else { QUERIES }))
    }

    /// A payload template, as a field of an object that may be dynamic.
    fn template_field(&mut self, key: &str, depth: usize) -> (String, String) {
        if self.random.chance(2) {
            let query = self.query();
            return (if self.jsonata { key.to_owned() } else { format!("{key}.$") }, query);
        }
        (key.to_owned(), self.template(depth))
    }

    fn template(&mut self, depth: usize) -> String {
        match self.random.below(if depth == 0 { 3 } else { 6 }) {
            3..=4 => self.template_object(depth),
            5 => {
                let items: Vec<String> =
                    (0..self.random.below(4)).map(|_| self.template(depth - 1)).collect();
                format!("[{}]", items.join(", "))
            }
            _ => self.scalar(),
        }
    }

    fn template_object(&mut self, depth: usize) -> String {
        let mut keys: Vec<&str> = Vec::new();
        for _ in 0..self.random.below(4) {
            let key = self.random.pick(KEYS);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let fields = keys.into_iter().map(|key| self.template_field(key, depth.saturating_sub(1))).collect();
        object(&fields)
    }

    fn data(&mut self, depth: usize) -> String {
        match self.random.below(if depth == 0 { 2 } else { 4 }) {
            2 => format!("[{}, {}]", self.data(depth - 1), self.data(depth - 1)),
            3 => format!("{{\"a.$\": {}, \"b\": {}}}", self.data(depth - 1), self.data(depth - 1)),
            _ => self.scalar(),
        }
    }

    fn path_or_null(&mut self) -> String {
        if self.random.chance(4) { "null".to_owned() } else { text(self.random.pick(PATHS)) }
    }

    fn assign(&mut self) -> String {
        let mut names: Vec<&str> = Vec::new();
        for _ in 0..1 + self.random.below(2) {
            let name = self.random.pick(&["x", "y", "type", "count_2"]);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let fields = names.into_iter().map(|it| self.template_field(it, 1)).collect();
        object(&fields)
    }

    fn seconds(&mut self, name: &str, fields: &mut Fields) {
        let literal = self.random.pick(&["1", "30", "300", "3600", "86400", "90"]).to_owned();
        match self.random.below(3) {
            0 if self.jsonata => fields.push((name.to_owned(), text("{% $states.input.t %}"))),
            0 => fields.push((format!("{name}Path"), text(self.random.pick(&["$.t", "$x.t"])))),
            _ => fields.push((name.to_owned(), literal)),
        }
    }

    fn retry(&mut self) -> String {
        let lambda = r#"{"ErrorEquals": ["Lambda.ClientExecutionTimeoutException", "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException"], "IntervalSeconds": 2, "MaxAttempts": 6, "BackoffRate": 2}"#;
        match self.random.below(5) {
            0 => "[]".to_owned(),
            1..=2 => format!("[{lambda}]"),
            3 => format!(r#"[{lambda}, {{"ErrorEquals": ["States.ALL"], "JitterStrategy": "NONE"}}]"#),
            _ => r#"[{"ErrorEquals": ["A b", "States.Timeout"], "MaxDelaySeconds": 60, "JitterStrategy": "FULL", "Comment": "why"}]"#.to_owned(),
        }
    }

    fn catch(&mut self, targets: &[String]) -> String {
        let mut catchers = Vec::new();
        for _ in 0..self.random.below(3) {
            let mut fields =
                vec![("ErrorEquals".to_owned(), r#"["Some.Error", "States.Timeout"]"#.to_owned())];
            self.caught(&mut fields);
            fields.push(("Next".to_owned(), text(&targets[self.random.below(targets.len())])));
            catchers.push(object(&fields));
        }
        let mut fields = vec![("ErrorEquals".to_owned(), r#"["States.ALL"]"#.to_owned())];
        self.caught(&mut fields);
        fields.push(("Next".to_owned(), text(&targets[self.random.below(targets.len())])));
        catchers.push(object(&fields));
        format!("[{}]", catchers.join(", "))
    }

    fn caught(&mut self, fields: &mut Fields) {
        match (self.random.below(5), self.jsonata) {
            (0, false) => fields.push(("ResultPath".to_owned(), "null".to_owned())),
            (1, false) => fields.push(("ResultPath".to_owned(), text(self.random.pick(PATHS)))),
            (2, false) => {
                fields.push(("ResultPath".to_owned(), "null".to_owned()));
                fields.push(("Assign".to_owned(), r#"{"e.$": "$"}"#.to_owned()));
            }
            (0, true) => fields.push(("Output".to_owned(), text("{% $states.input %}"))),
            (1, true) => {
                let output = "{% $merge([$states.input, {'e': $states.errorOutput}]) %}";
                fields.push(("Output".to_owned(), text(output)));
            }
            (2, true) => {
                fields.push(("Output".to_owned(), text("{% $states.input %}")));
                fields.push(("Assign".to_owned(), r#"{"e": "{% $states.errorOutput %}"}"#.to_owned()));
            }
            (3, _) => fields.push(("Assign".to_owned(), self.assign())),
            (_, true) => fields
                .push(("Output".to_owned(), r#"{"cause": "{% $states.errorOutput.Cause %}"}"#.to_owned())),
            _ => {}
        }
        if self.random.chance(6) {
            fields.push(("Comment".to_owned(), text(self.random.pick(TEXTS))));
        }
    }

    /// What a Task, Map or Parallel does with its result.
    fn result(&mut self, fields: &mut Fields) {
        if self.jsonata {
            match self.random.below(6) {
                0 => {}
                1 => fields.push(("Output".to_owned(), text("{% $states.input %}"))),
                2 => fields.push(("Output".to_owned(), text("{% $states.result.a.b %}"))),
                3 => {
                    let output = "{% $merge([$states.input, {'a': $merge([$states.input.a, {'b': $states.result}])}]) %}";
                    fields.push(("Output".to_owned(), text(output)));
                }
                4 => {
                    fields.push(("Output".to_owned(), text("{% $states.input %}")));
                    fields.push(("Assign".to_owned(), r#"{"x": "{% $states.result.a %}"}"#.to_owned()));
                    return;
                }
                _ => fields.push(("Output".to_owned(), self.template(2))),
            }
        } else {
            match self.random.below(5) {
                0 => fields.push(("ResultPath".to_owned(), self.path_or_null())),
                1 => fields.push(("OutputPath".to_owned(), self.path_or_null())),
                2 => {
                    fields.push(("ResultPath".to_owned(), "null".to_owned()));
                    let assigned =
                        [r#"{"x.$": "$"}"#, r#"{"x.$": "$.a.b"}"#, r#"{"x.$": "$.A", "y.$": "$.y"}"#];
                    fields.push(("Assign".to_owned(), self.random.pick(&assigned).to_owned()));
                    return;
                }
                _ => {
                    fields.push(("ResultPath".to_owned(), self.path_or_null()));
                    fields.push(("OutputPath".to_owned(), self.path_or_null()));
                }
            }
            if self.random.chance(3) {
                fields.push(("ResultSelector".to_owned(), self.template_object(2)));
            }
        }
        if self.random.chance(3) {
            fields.push(("Assign".to_owned(), self.assign()));
        }
    }

    fn condition(&mut self, depth: usize) -> Fields {
        let variable = ("Variable".to_owned(), text(self.random.pick(PATHS)));
        let field = |name: &str, value: String| (name.to_owned(), value);
        match self.random.below(if depth == 0 { 8 } else { 12 }) {
            0 => vec![variable, field("StringEquals", text(self.random.pick(TEXTS)))],
            1 => vec![variable, field("NumericGreaterThan", self.random.pick(NUMBERS).to_owned())],
            2 => vec![variable, field("BooleanEquals", "true".to_owned())],
            3 => vec![variable, field("IsPresent", ["true", "false"][self.random.below(2)].to_owned())],
            4 => vec![variable, field("StringMatches", text("a*"))],
            5 => vec![variable, field("NumericLessThanEqualsPath", text(self.random.pick(PATHS)))],
            6 => vec![variable, field("TimestampLessThan", text("2030-01-01T00:00:00Z"))],
            7 => vec![variable, field("IsNull", "true".to_owned())],
            8 => vec![field("Not", object(&self.condition(depth - 1)))],
            which => {
                let parts: Vec<String> =
                    (0..1 + self.random.below(3)).map(|_| object(&self.condition(depth - 1))).collect();
                vec![field(if which == 9 { "Or" } else { "And" }, format!("[{}]", parts.join(", ")))]
            }
        }
    }

    fn choice(&mut self, fields: &mut Fields, targets: &[String]) {
        let same = self.random.chance(3);
        let mut rules = Vec::new();
        let count = 1 + self.random.below(4);
        for (n, name) in TEXTS.iter().enumerate().take(count) {
            let mut rule: Fields = match (self.jsonata, same) {
                (true, true) => {
                    vec![("Condition".to_owned(), text(&format!("{{% $states.input.kind = {n} %}}")))]
                }
                (true, false) => vec![("Condition".to_owned(), self.query())],
                (false, true) => {
                    vec![("Variable".to_owned(), text("$.kind")), ("StringEquals".to_owned(), text(name))]
                }
                (false, false) => self.condition(2),
            };
            if self.random.chance(8) {
                rule.push(("Comment".to_owned(), text(self.random.pick(TEXTS))));
            }
            if self.random.chance(8) {
                rule.push(("Assign".to_owned(), self.assign()));
            }
            if self.jsonata && self.random.chance(8) {
                rule.push(("Output".to_owned(), self.template(1)));
            }
            rule.push(("Next".to_owned(), text(&targets[self.random.below(targets.len())])));
            rules.push(object(&rule));
        }
        fields.push(("Choices".to_owned(), format!("[{}]", rules.join(", "))));
        if !self.random.chance(4) {
            fields.push(("Default".to_owned(), text(&targets[self.random.below(targets.len())])));
        }
    }

    fn input_output(&mut self, fields: &mut Fields, has_assign: bool) {
        if self.jsonata {
            if self.random.chance(4) {
                fields.push(("Output".to_owned(), self.template(1)));
            }
        } else {
            if self.random.chance(4) {
                fields.push(("InputPath".to_owned(), self.path_or_null()));
            }
            if self.random.chance(4) {
                fields.push(("OutputPath".to_owned(), self.path_or_null()));
            }
        }
        if has_assign && self.random.chance(4) {
            fields.push(("Assign".to_owned(), self.assign()));
        }
    }

    fn arguments_key(&self) -> String {
        if self.jsonata { "Arguments" } else { "Parameters" }.to_owned()
    }

    fn task(&mut self, fields: &mut Fields, targets: &[String]) {
        let resource = self.random.pick(&[
            "arn:aws:states:::lambda:invoke",
            "arn:aws:states:::dynamodb:putItem",
            "arn:aws:states:::aws-sdk:s3:getObject",
            "arn:aws:states:::emr-containers:startJobRun.sync",
            "arn:aws:states:::states:startExecution.sync:2",
            "arn:aws:lambda:us-east-1:123456789012:function:Charge-card",
            "arn:aws:lambda:us-east-1:123456789012:function:wait",
            "arn:aws:states:us-east-1:123456789012:activity:check",
            "${Function}",
            "arn:aws-cn:states:::sqs:sendMessage",
        ]);
        fields.push(("Resource".to_owned(), text(resource)));
        if !self.random.chance(4) {
            let arguments =
                if self.jsonata && self.random.chance(3) { self.query() } else { self.template_object(3) };
            fields.push((self.arguments_key(), arguments));
        }
        if !self.jsonata && self.random.chance(4) {
            fields.push(("InputPath".to_owned(), self.path_or_null()));
        }
        if self.random.chance(3) {
            self.seconds("TimeoutSeconds", fields);
        }
        if self.random.chance(6) {
            self.seconds("HeartbeatSeconds", fields);
        }
        if self.random.chance(8) {
            fields.push((
                "Credentials".to_owned(),
                r#"{"RoleArn": "arn:aws:iam::123456789012:role/r"}"#.to_owned(),
            ));
        }
        self.result(fields);
        self.errors(fields, targets);
    }

    fn errors(&mut self, fields: &mut Fields, targets: &[String]) {
        if self.random.chance(2) {
            fields.push(("Retry".to_owned(), self.retry()));
        }
        if self.random.chance(3) {
            fields.push(("Catch".to_owned(), self.catch(targets)));
        }
    }

    fn map(&mut self, fields: &mut Fields, targets: &[String], depth: usize, machine_language: bool) {
        let mut processor: Fields = Vec::new();
        let distributed = self.random.chance(2);
        if distributed {
            let mode = r#"{"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}"#;
            processor.push(("ProcessorConfig".to_owned(), mode.to_owned()));
            let limits =
                [("Label", "\"Rows\""), ("ToleratedFailurePercentage", "5"), ("MaxConcurrency", "10")];
            for (name, value) in limits {
                if self.random.chance(2) {
                    fields.push((name.to_owned(), value.to_owned()));
                }
            }
            if self.random.chance(2) {
                let config = r#"{"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "MaxItems": 5}"#;
                let reader = format!(
                    r#"{{"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {config}, "{}": {}}}"#,
                    self.arguments_key(),
                    self.template_object(1)
                );
                fields.push(("ItemReader".to_owned(), reader));
            }
            if self.random.chance(2) {
                let batcher =
                    format!(r#"{{"MaxItemsPerBatch": 10, "BatchInput": {}}}"#, self.template_object(1));
                fields.push(("ItemBatcher".to_owned(), batcher));
            }
            if self.random.chance(3) {
                let writer = format!(
                    r#"{{"Resource": "arn:aws:states:::s3:putObject", "{}": {{"Bucket": "b"}}}}"#,
                    self.arguments_key()
                );
                fields.push(("ResultWriter".to_owned(), writer));
            }
        }
        let has_reader = fields.iter().any(|it| it.0 == "ItemReader");
        if self.jsonata && !has_reader && self.random.chance(2) {
            fields.push(("Items".to_owned(), text("{% $states.input.items %}")));
        }
        if !self.jsonata && self.random.chance(2) {
            fields.push(("ItemsPath".to_owned(), text(self.random.pick(PATHS))));
        }
        if self.random.chance(3) {
            fields.push(("ItemSelector".to_owned(), self.template_object(1)));
        }
        // States inside do not inherit the language of the Map.
        let own = std::mem::replace(&mut self.jsonata, machine_language);
        processor.extend(self.body(depth));
        self.jsonata = own;
        fields.push(("ItemProcessor".to_owned(), object(&processor)));
        self.result(fields);
        self.errors(fields, targets);
    }

    fn parallel(&mut self, fields: &mut Fields, targets: &[String], depth: usize, machine_language: bool) {
        let own = std::mem::replace(&mut self.jsonata, machine_language);
        let branches: Vec<String> =
            (0..1 + self.random.below(3)).map(|_| object(&self.body(depth))).collect();
        self.jsonata = own;
        fields.push(("Branches".to_owned(), format!("[{}]", branches.join(", "))));
        if self.random.chance(4) {
            fields.push((self.arguments_key(), self.template_object(1)));
        }
        self.result(fields);
        self.errors(fields, targets);
    }

    fn pass(&mut self, fields: &mut Fields) {
        if self.jsonata {
            return self.input_output(fields, true);
        }
        match self.random.below(4) {
            0 => fields.push(("Result".to_owned(), self.data(2))),
            1 => fields.push(("Parameters".to_owned(), self.template_object(2))),
            _ => {}
        }
        if self.random.chance(3) {
            fields.push(("ResultPath".to_owned(), self.path_or_null()));
        }
        self.input_output(fields, true);
    }

    fn body(&mut self, depth: usize) -> Fields {
        let count = 1 + self.random.below(if depth == 0 { 3 } else { 6 });
        let first = self.names;
        self.names += count;
        let name = |n: usize| match n % 3 {
            0 => format!("State {n}"),
            1 => format!("state_{n}"),
            _ => format!("Is it \"{n}\"?"),
        };
        let names: Vec<String> = (first..first + count).map(name).collect();
        let mut states: Fields = Vec::new();
        for (i, name) in names.iter().enumerate() {
            states.push((name.clone(), self.state(i, &names, depth)));
        }
        let mut fields = vec![("StartAt".to_owned(), text(&names[0]))];
        if self.random.chance(4) {
            fields.push(("Comment".to_owned(), text(self.random.pick(TEXTS))));
        }
        fields.push(("States".to_owned(), object(&states)));
        fields
    }

    fn state(&mut self, at: usize, names: &[String], depth: usize) -> String {
        let mut fields: Fields = Vec::new();
        let kind = match self.random.below(if depth == 0 { 10 } else { 14 }) {
            0..=3 => "Task",
            4..=5 => "Choice",
            6 => "Pass",
            7 => "Wait",
            8 => "Succeed",
            9 => "Fail",
            10..=11 => "Map",
            _ => "Parallel",
        };
        fields.push(("Type".to_owned(), text(kind)));
        // A state of a JSONPath machine may be JSONata.
        let machine_language = self.jsonata;
        if !self.jsonata && self.random.chance(6) {
            fields.push(("QueryLanguage".to_owned(), text("JSONata")));
            self.jsonata = true;
        }
        if self.random.chance(6) {
            fields.push(("Comment".to_owned(), text(self.random.pick(TEXTS))));
        }
        match kind {
            "Task" => self.task(&mut fields, names),
            "Choice" => {
                self.choice(&mut fields, names);
                self.input_output(&mut fields, true);
            }
            "Pass" => self.pass(&mut fields),
            "Wait" => {
                if self.random.chance(3) {
                    fields.push(("Timestamp".to_owned(), text("2030-01-01T00:00:00Z")));
                } else {
                    self.seconds("Seconds", &mut fields);
                }
                self.input_output(&mut fields, true);
            }
            "Succeed" => self.input_output(&mut fields, false),
            "Fail" => {
                if self.random.chance(2) {
                    fields.push(("Error".to_owned(), text("Some.Error")));
                }
                if self.random.chance(2) && !self.jsonata {
                    fields.push(("CausePath".to_owned(), text("States.Format('{} failed', $.a)")));
                } else if self.random.chance(2) {
                    fields.push(("Cause".to_owned(), text(self.random.pick(TEXTS))));
                }
            }
            "Map" => self.map(&mut fields, names, depth - 1, machine_language),
            _ => self.parallel(&mut fields, names, depth - 1, machine_language),
        }
        self.jsonata = machine_language;
        if !matches!(kind, "Choice" | "Succeed" | "Fail") {
            let next = if at + 1 < names.len() && !self.random.chance(3) {
                at + 1
            } else {
                self.random.below(names.len())
            };
            match self.random.chance(4) || next == at {
                true => fields.push(("End".to_owned(), "true".to_owned())),
                false => fields.push(("Next".to_owned(), text(&names[next]))),
            }
        }
        object(&fields)
    }
}

fn document(seed: u64) -> (String, usize) {
    let random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03);
    let mut writer = Writer { random, jsonata: seed.is_multiple_of(3), names: 0 };
    let mut fields = writer.body(2);
    if writer.jsonata {
        fields.push(("QueryLanguage".to_owned(), text("JSONata")));
    }
    if writer.random.chance(4) {
        fields.push(("TimeoutSeconds".to_owned(), "3600".to_owned()));
        fields.push(("Version".to_owned(), text("1.0")));
    }
    (object(&fields), writer.names)
}

#[test]
fn every_document_comes_back() {
    for seed in 0..600 {
        let (json, _) = document(seed);
        print(&json);
    }
}

#[test]
fn every_state_can_be_raw() {
    for seed in 0..200 {
        let (json, names) = document(seed);
        let name =
            |n: usize| [format!("State {n}"), format!("state_{n}"), format!("Is it \"{n}\"?")][n % 3].clone();
        let raw = (0..names).filter(|n| (*n as u64 + seed).is_multiple_of(2)).map(name).collect();
        print_with(&json, &Options { raw });
    }
}
