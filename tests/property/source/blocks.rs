//! Statements made of others.

use super::{DEEP, Writer};

impl Writer {
    /// What is done in a block, with the variables that only it assigns.
    pub(super) fn block(&mut self, depth: usize) {
        let variables = self.variables.len();
        self.statements(depth + 1, 2);
        self.variables.truncate(variables);
    }

    pub(super) fn leave(&mut self) {
        match self.random.below(4) {
            0 => self.line("fail \"Left\";"),
            1 => self.line("succeed;"),
            2 => {
                self.line("pass;");
                self.line("return;");
            }
            _ => match self.loops.last() {
                Some(_) => self.line("break;"),
                None => self.line("pass;"),
            },
        }
    }

    pub(super) fn decision(&mut self, depth: usize) {
        let label = self.label();
        let condition = self.condition(2);
        self.open(&format!("{label}if {condition} {{"));
        self.block(depth);
        if self.random.one_in(3) {
            self.leave();
        }
        if self.random.one_in(2) {
            let condition = self.condition(1);
            self.close(&format!("}} else if {condition} {{"));
            self.indent += 1;
            self.block(depth);
        }
        if self.random.one_in(2) {
            self.close("} else {");
            self.indent += 1;
            self.block(depth);
        }
        self.close("}");
    }

    pub(super) fn choice(&mut self, depth: usize) {
        let label = self.label();
        let path = self.path();
        self.open(&format!("{label}match {path} {{"));
        self.line("\"a\" | \"b\" => {}");
        self.line("1..=5 => wait 1s,");
        self.open("true => {");
        self.block(depth);
        self.close("}");
        if self.random.one_in(2) {
            let name = self.number();
            self.line(&format!("#[assign(m{name} = $.arm)]"));
            self.line("/// An arm.");
            self.line("10.. => fail \"TooMuch\",");
        }
        self.line("_ => {}");
        self.close("}");
    }

    pub(super) fn comparison(&mut self, depth: usize) {
        let label = self.label();
        let (first, second) = (self.condition(1), self.condition(1));
        self.open(&format!("{label}match {{"));
        self.line(&format!("{first} => {{}}"));
        self.open(&format!("{second} => {{"));
        self.block(depth);
        self.close("}");
        if self.random.one_in(2) {
            self.line("_ => succeed,");
        } else {
            self.line("_ => {}");
        }
        self.close("}");
    }

    pub(super) fn repetition(&mut self, depth: usize) {
        let name = self.random.one_in(2).then(|| format!("'l{}", self.number()));
        let head = name.as_ref().map(|it| format!("{it}: ")).unwrap_or_default();
        self.open(&format!("{head}loop {{"));
        self.loops.push(name.clone());
        let variables = self.variables.len();
        self.statements(depth + 1, 2);
        let condition = self.condition(1);
        match name {
            Some(name) => {
                self.line(&format!(
                    "if {condition} {{ break {name}; }} else if $.again == true {{ continue {name}; }}"
                ));
                self.line("wait 1s;");
            }
            None => self.line(&format!("if {condition} {{ break; }}")),
        }
        self.variables.truncate(variables);
        self.loops.pop();
        self.close("}");
    }

    pub(super) fn while_(&mut self, depth: usize) {
        let label = self.label();
        let condition = self.condition(1);
        self.open(&format!("{label}while {condition} {{"));
        self.loops.push(None);
        self.block(depth);
        self.loops.pop();
        self.close("}");
    }

    pub(super) fn each(&mut self, depth: usize) {
        let distributed = self.random.one_in(3) && !self.express;
        if distributed {
            let n = self.number();
            self.line(&format!("#[distributed(standard, label = \"L{n}\", max_concurrency = 100, tolerated_failure_percentage = 5)]"));
            if self.random.one_in(2) {
                self.line("#[batch(max_items = 10, input = { run: $$.Execution.Name })]");
            }
            if self.random.one_in(2) {
                self.line("#[result_writer(s3::putObject { Bucket: bucket, Prefix: \"out\" }, output_type = JSONL, transformation = FLATTEN)]");
            }
        } else if self.random.one_in(2) {
            self.line("#[max_concurrency(10)]");
        }
        let selector = if self.random.one_in(3) { "{ item: $$.Map.Item.Value, id: $.id }" } else { "$" };
        let items = match self.random.below(4) {
            0 if distributed => {
                "s3::getObject { Bucket: bucket, Key: $.key, input_type: CSV, csv_headers: [\"a\", \"b\"], max_items: 5 }"
            }
            1 if distributed => "s3::listObjectsV2 { Bucket: bucket, Prefix: \"in/\" }",
            2 if !distributed => "$",
            _ => "$.items",
        };
        let (target, variable) = self.target();
        let label = self.label();
        self.open(&format!("{label}{target}for {selector} in {items} {{"));
        let outer = if distributed { std::mem::take(&mut self.variables) } else { Vec::new() };
        let in_try = std::mem::take(&mut self.in_try);
        self.body(depth + 1);
        self.in_try = in_try;
        if distributed {
            self.variables = outer;
        }
        self.close("};");
        self.variables.extend(variable);
    }

    pub(super) fn parallel(&mut self, depth: usize) {
        let (target, variable) = self.target();
        let label = self.label();
        let argument = if self.random.one_in(3) { "({ only: $.this }) " } else { "" };
        self.open(&format!("{label}{target}parallel {argument}{{"));
        for _ in 0..1 + self.random.below(2) {
            if self.random.one_in(3) {
                self.line("/// A branch.");
            }
            self.open("{");
            let in_try = std::mem::take(&mut self.in_try);
            self.body(depth + 1);
            self.in_try = in_try;
            self.close("}");
        }
        self.close("};");
        self.variables.extend(variable);
    }

    pub(super) fn try_(&mut self, depth: usize) {
        self.open("try {");
        let variables = self.variables.len();
        let in_try = std::mem::replace(&mut self.in_try, true);
        self.call(DEEP);
        self.statements(depth + 1, 2);
        self.in_try = in_try;
        self.variables.truncate(variables);
        self.close("} catch {");
        self.indent += 1;
        self.arms(depth);
        self.close("}");
        self.line("pass;");
    }

    pub(super) fn arms(&mut self, depth: usize) {
        let jsonata = self.jsonata;
        for head in ["\"Declined\" | States.Timeout as $.error", "\"Other\" as $", "\"Third\" as caught", "_"]
        {
            if self.random.one_in(2) || head == "_" && self.in_try {
                continue;
            }
            let head = match head.split_once(" as caught") {
                Some((names, _)) => format!("{names} as c{}", self.number()),
                None => head.to_owned(),
            };
            if self.random.one_in(4) {
                let name = self.number();
                self.line(&format!("#[assign(a{name} = \"caught\")]"));
            }
            self.open(&format!("{head} => {{"));
            let variables = self.variables.len();
            // Inside the arm the language is that of the machine again: its statements ask for their own.
            self.jsonata = self.text.starts_with("#[query_language(JSONata)]");
            self.statements(depth.max(DEEP - 1) + 1, 2);
            if self.random.one_in(2) {
                self.line("fail \"Caught\";");
            } else {
                self.line("pass;");
            }
            self.jsonata = jsonata;
            self.variables.truncate(variables);
            self.close("}");
        }
    }
}
