//! Statements of one state.

use super::Writer;

impl Writer {
    /// Where a result goes, and whether it goes anywhere.
    pub(super) fn target(&mut self) -> (String, Option<String>) {
        match self.random.below(5) {
            0 | 1 => (String::new(), None),
            2 => {
                let name = format!("v{}", self.number());
                (format!("let {name} = "), Some(name))
            }
            3 => ("$ = ".to_owned(), None),
            _ => ("$.result = ".to_owned(), None),
        }
    }

    pub(super) fn call(&mut self, depth: usize) {
        let (target, variable) = self.target();
        if self.random.one_in(3) {
            let attribute = self.random.pick(&[
                "#[timeout(30s)]",
                "#[timeout(1m)]\n#[heartbeat(10s)]",
                "#[credentials(\"arn:aws:iam::123456789012:role/r\")]",
            ]);
            self.line(attribute);
        }
        let is_activity =
            self.random.one_in(8) && !self.express && !self.text.trim_end().ends_with("role/r\")]");
        if self.random.one_in(3) {
            let retry = self.random.pick(&[
                "#[retry(stubborn)]",
                "#[retry(\"Busy\", States.Timeout, interval = 2s, jitter)]",
                "#[retry(\"Busy\", max_attempts = 0)]\n#[retry(_, max_delay = 1h)]",
            ]);
            self.line(retry);
        }
        let object = self.object();
        let call = match self.random.below(9) {
            _ if is_activity => format!("work {object}"),
            0 => format!("f {object}"),
            1 => "g($)".to_owned(),
            2 => {
                let path = self.path();
                format!("g({path})")
            }
            3 => format!("sqs::sendMessage {{ QueueUrl: queue, MessageBody: {object} }}"),
            4 => "dynamodb::putItem { TableName: orders, Item: { id: S($.id), n: N($.n), five: N(5), ok: BOOL(true) } }".to_owned(),
            5 => format!("states::startExecution {{ StateMachineArn: child, Input: {object}, associate_with_parent: true }}"),
            6 => format!("lambda::invoke {{ FunctionName: f, Payload: {object}, retry_on_service_exceptions: false }}"),
            7 => {
                let (key, from) = (self.expr(1, false), self.expr(1, false));
                format!("aws_sdk::s3::copyObject {{ Bucket: bucket, Key: {key}, CopySource: {from} }}")
            }
            _ if !self.express => {
                let token = "{ token: $$.Task.Token }";
                format!("sqs::sendMessage.waitForTaskToken {{ QueueUrl: queue, MessageBody: {token} }}")
            }
            _ => format!("task \"${{Worker}}\" {object}"),
        };
        let shape = match (target.as_str(), self.random.below(3)) {
            ("", _) => String::new(),
            ("$.result = ", 0) if self.jsonata => ".Payload.id".to_owned(),
            ("$.result = ", 0) => String::new(),
            (_, 0) => ".Payload.id".to_owned(),
            (_, 1) => " select { id: $.Payload.id, \"odd key\": [$.a, \"b\"] }".to_owned(),
            _ => String::new(),
        };
        let label = self.label();
        let head = format!("{label}{target}{call}{shape}");
        if self.random.one_in(3) {
            self.open(&format!("{head} catch {{"));
            self.arms(depth);
            self.close("};");
        } else {
            self.line(&format!("{head};"));
        }
        self.variables.extend(variable);
    }

    pub(super) fn value(&mut self) {
        let label = self.label();
        let line = match self.random.below(4) {
            0 => {
                let object = self.object();
                format!("{label}$ = {object};")
            }
            1 => {
                let path = self.path();
                format!("{label}$.copy = {path};")
            }
            2 => {
                let constant = self.expr(2, false);
                format!("{label}$.constant = {constant};")
            }
            _ => {
                let object = self.object();
                format!("{label}$.a.b = {object};")
            }
        };
        self.line(&line);
    }

    /// What a field of the state makes of its input or output.
    pub(super) fn selection(&mut self) {
        let path = self.path();
        match self.random.below(6) {
            0 if !self.jsonata => self.line(&format!("#[input({path})]")),
            1 => self.line(&format!("#[output({path})]")),
            2 if self.jsonata => {
                let object = self.object();
                self.line(&format!("#[output({object})]"));
            }
            _ => {}
        }
    }

    pub(super) fn raw(&mut self) {
        let n = self.number();
        let state = if self.jsonata {
            "{ \"Type\": \"Pass\", \"Output\": { \"a\": \"{% $states.input.b %}\", \"c\": [1, \"d\"] } }"
        } else {
            "{ \"Type\": \"Pass\", \"Parameters\": { \"a.$\": \"$.b\", \"c\": [1, \"d\"] }, \"ResultPath\": \"$.raw\" }"
        };
        self.line(&format!("state \"Raw {n}\" = {state};"));
    }

    pub(super) fn destructuring(&mut self) {
        let (a, b) = (self.number(), self.number());
        let part = self.random.pick(&["", ".Payload", ".Payload.body"]);
        let label = self.label();
        self.line(&format!("{label}let {{ first: v{a}, \"odd key\": v{b} }} = f {{ id: $.id }}{part};"));
        self.variables.extend([format!("v{a}"), format!("v{b}")]);
    }

    pub(super) fn assignment(&mut self) {
        let name = format!("v{}", self.number());
        let value = self.expr(3, true);
        if self.random.one_in(3) {
            let other = self.number();
            self.line(&format!("#[assign(b{other} = [1, \"two\"])]"));
        }
        let label = self.label();
        self.line(&format!("{label}let {name} = {value};"));
        self.variables.push(name);
    }

    pub(super) fn pass(&mut self) {
        let object = self.object();
        let pass = if self.random.one_in(2) { "pass".to_owned() } else { format!("pass {object}") };
        if pass == "pass" {
            self.selection();
        }
        let label = self.label();
        self.line(&format!("{label}{pass};"));
    }

    pub(super) fn wait(&mut self) {
        self.selection();
        let label = self.label();
        let path = self.path();
        let time = match self.random.below(5) {
            0 => "30s".to_owned(),
            1 if !self.express => "1.5h".to_owned(),
            1 => "1.5m".to_owned(),
            2 => "7".to_owned(),
            3 => path,
            _ if self.random.one_in(2) => format!("until {path}"),
            _ => "until \"2030-01-31T12:00:00Z\"".to_owned(),
        };
        self.line(&format!("{label}wait {time};"));
    }
}
