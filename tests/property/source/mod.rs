//! Machines as a user would write them, made at random: every statement of the language, in both query languages.

mod blocks;
mod statements;
mod values;

use sfn_tests::Random;

/// How deep blocks nest.
const DEEP: usize = 3;

/// The source of the machine of `seed`.
pub fn source(seed: u64) -> String {
    let mut random = Random::new(seed);
    let jsonata = random.one_in(3);
    let mut writer = Writer { random, jsonata, ..Writer::default() };
    writer.machine();
    writer.text
}

#[derive(Default)]
struct Writer {
    random: Random,
    text: String,
    indent: usize,
    /// The language of the statement that is written.
    jsonata: bool,
    /// Numbers for names, so that each is one of its own.
    names: usize,
    /// Variables that can be read here: of this body up to here, and of the bodies around it.
    variables: Vec<String>,
    /// Names of the loops around, innermost last; none for those without.
    loops: Vec<Option<String>>,
    /// Whether a `try` is around, whose arms come behind those of the call: none of these may take all errors.
    in_try: bool,
    express: bool,
}

impl Writer {
    fn line(&mut self, line: &str) {
        self.text.push_str(&"    ".repeat(self.indent));
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn open(&mut self, line: &str) {
        self.line(line);
        self.indent += 1;
    }

    fn close(&mut self, line: &str) {
        self.indent -= 1;
        self.line(line);
    }

    fn number(&mut self) -> usize {
        self.names += 1;
        self.names
    }

    fn machine(&mut self) {
        if self.jsonata {
            self.line("#[query_language(JSONata)]");
        }
        self.express = self.random.one_in(6);
        if self.express {
            self.line("#[express]");
        }
        for attribute in ["#[timeout(1h)]", "#[version(\"1.0\")]", "/// What it does.", "#[tracing]"] {
            if self.random.one_in(4) {
                self.line(attribute);
            }
        }
        self.open("machine Generated {");
        for declaration in [
            "resource f: lambda::Function<Charge, Receipt>;",
            "resource g: lambda::Function = \"arn:aws:lambda:us-east-1:123456789012:function:g\";",
            "resource work: states::Activity;",
            "resource orders: dynamodb::Table;",
            "resource queue: sqs::Queue = \"https://sqs.us-east-1.amazonaws.com/123456789012/q\";",
            "resource child: states::StateMachine;",
            "resource bucket: s3::Bucket;",
            "retry policy stubborn = retry(States.ALL, max_attempts = 3, backoff = 1.5);",
        ] {
            self.line(declaration);
        }
        self.body(0);
        self.close("}");
    }

    /// Statements to the end of a body: something has to end it.
    fn body(&mut self, depth: usize) {
        let (variables, loops) = (self.variables.len(), std::mem::take(&mut self.loops));
        self.statements(depth, 4);
        match self.random.below(6) {
            0 => self.line("fail \"Stopped\", \"by the end\";"),
            1 => self.line("pass;"),
            2 => self.line("f { last: true }"),
            3 => {
                self.line("wait 1s;");
                self.line("return;");
            }
            4 => self.jumps(),
            _ => self.line("succeed;"),
        }
        self.variables.truncate(variables);
        self.loops = loops;
    }

    /// A part of a body that only jumps lead through.
    fn jumps(&mut self) {
        let n = self.number();
        self.line(&format!("\"Jump {n}\": wait 1s;"));
        self.line(&format!("goto \"Last {n}\";"));
        let condition = self.condition(2);
        self.line(&format!("\"Between {n}\": if {condition} {{ goto \"Last {n}\"; }}"));
        self.line(&format!("goto \"Jump {n}\";"));
        self.line(&format!("\"Last {n}\": match $.jump {{ \"again\" => goto \"Between {n}\", _ => {{}} }}"));
        self.line("pass;");
    }

    fn statements(&mut self, depth: usize, most: usize) {
        for _ in 0..1 + self.random.below(most) {
            self.statement(depth);
        }
    }

    fn statement(&mut self, depth: usize) {
        let machine = self.jsonata;
        let kind = self.random.below(if depth < DEEP { 18 } else { 10 });
        if !machine && kind < 10 && self.random.one_in(8) {
            self.line("#[jsonata]");
            self.jsonata = true;
        }
        if self.random.one_in(8) && kind < 13 {
            self.line("/// Why.");
        }
        match kind {
            0 if self.random.one_in(3) => self.destructuring(),
            0..=3 => self.call(depth),
            4 | 5 => self.value(),
            6 => self.wait(),
            7 if machine == self.jsonata && self.random.one_in(3) => self.raw(),
            7 => self.pass(),
            8 | 9 => self.assignment(),
            10 => self.decision(depth),
            11 => self.choice(depth),
            12 => self.comparison(depth),
            13 => self.repetition(depth),
            14 => self.while_(depth),
            15 => self.each(depth),
            16 => self.parallel(depth),
            _ => self.try_(depth),
        }
        self.jsonata = machine;
    }

    fn label(&mut self) -> String {
        if self.random.one_in(2) {
            return String::new();
        }
        let text = self.random.pick(&["Step", "Do it", "Was it \\\"done\\\"?", "Größe 日本", "a|b `c` <d>"]);
        format!("\"{text} {}\": ", self.number())
    }
}
