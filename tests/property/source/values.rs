//! Paths, values and conditions.

use super::Writer;

impl Writer {
    pub(super) fn path(&mut self) -> String {
        let root = match self.random.below(6) {
            0 if !self.variables.is_empty() => {
                let n = self.random.below(self.variables.len());
                format!("${}", self.variables[n])
            }
            1 => {
                return self
                    .random
                    .pick(&["$$.Execution.Id", "$$.State.Name", "$$.StateMachine.Id"])
                    .to_owned();
            }
            _ => "$".to_owned(),
        };
        let mut path = root;
        for _ in 0..1 + self.random.below(3) {
            let step = self.random.pick(&[
                ".id",
                ".order",
                ".detail-type",
                "[\"odd key\"]",
                ".items[0]",
                ".loop",
                ".total",
                "[\"日本\"]",
            ]);
            path.push_str(step);
        }
        path
    }

    pub(super) fn text(&mut self) -> String {
        let texts = [
            "\"text\"",
            "\"\"",
            "\"it's \\\"quoted\\\" \\\\ {} {{}}\"",
            "\"$.not.a.path\"",
            "\"${Substituted}\"",
            "\"日本 🦀 \\u{1}\\n\"",
            "r#\"raw \"text\"\"#",
            "\"States.Format\"",
            "\"a % b\"",
            "\"\\u{f0001}\"",
        ];
        self.random.pick(&texts).to_owned()
    }

    /// A value; one of a template, if `dynamic`.
    pub(super) fn expr(&mut self, depth: usize, dynamic: bool) -> String {
        match self.random.below(if depth == 0 { 5 } else { 14 }) {
            0 | 1 => self.text(),
            2 => self.random.pick(&["0", "1", "-1", "2.5", "1e3", "1_000", "9007199254740993"]).to_owned(),
            3 => self.random.pick(&["true", "false", "null"]).to_owned(),
            4 | 7 | 8 if dynamic => self.path(),
            5 | 6 => {
                let mut object = String::from("{ ");
                let keys = ["id: ", "\"odd key\": ", "total: ", "type: ", "\"détail\": "];
                for key in &keys[..self.random.below(keys.len())] {
                    let value = self.expr(depth - 1, dynamic);
                    object.push_str(&format!("{key}{value}, "));
                }
                object + "}"
            }
            9 => {
                let count = self.random.below(3);
                let items: Vec<String> = (0..count).map(|_| self.item(depth - 1, dynamic)).collect();
                format!("[{}]", items.join(", "))
            }
            10 if dynamic => {
                let (a, b) = (self.path(), self.path());
                format!("format!(\"{{}} of {{}}: {{{{it's}}}} ${{Name}}\", {a}, {b})")
            }
            11 if dynamic => {
                let path = self.path();
                let sum = self.random.pick(&["+ 1", "- 1", "+ 1 + 2"]);
                format!("{path} {sum}")
            }
            12 | 13 if dynamic => self.function(),
            _ => self.text(),
        }
    }

    /// An element of a list: in JSONPath such a list may become one intrinsic, which takes no objects.
    pub(super) fn item(&mut self, depth: usize, dynamic: bool) -> String {
        if self.jsonata || !dynamic {
            return self.expr(depth, dynamic);
        }
        match self.random.below(3) {
            0 => self.path(),
            1 => "\"text\"".to_owned(),
            _ => "5".to_owned(),
        }
    }

    pub(super) fn function(&mut self) -> String {
        let path = self.path();
        if self.jsonata {
            return match self.random.below(6) {
                0 => format!("States.ArrayLength({path})"),
                1 => "{% $sum($states.input.items.price) %}".to_owned(),
                2 => "\"{% $states.input.a & 'it' %}\"".to_owned(),
                3 => format!("{path} * 2 % 7"),
                4 => format!("States.JsonToString({path})"),
                _ => "{% $map($states.input.items, function($item) { $item.id }) %}".to_owned(),
            };
        }
        match self.random.below(7) {
            0 => format!("States.ArrayLength({path})"),
            1 => format!("States.Array({path}, \"it's\", 5, true, null)"),
            2 => format!("States.Format(\"a {{}} b\", {path})"),
            3 => format!("States.JsonToString({path})"),
            4 => "States.UUID()".to_owned(),
            5 => format!("States.ArrayContains({path}, \"a\")"),
            _ => format!("States.ArrayGetItem(States.StringSplit({path}, \",\"), 0)"),
        }
    }

    pub(super) fn object(&mut self) -> String {
        let a = self.expr(2, true);
        let b = self.expr(1, true);
        format!("{{ first: {a}, second: {b} }}")
    }

    pub(super) fn condition(&mut self, depth: usize) -> String {
        if depth > 0 && self.random.one_in(2) {
            let (a, b) = (self.condition(depth - 1), self.condition(depth - 1));
            return match self.random.below(4) {
                0 => format!("!({a})"),
                1 => format!("({a}) && {b}"),
                2 => format!("{a} || ({b} && {a})"),
                _ => format!("{a} && {b}"),
            };
        }
        let path = self.path();
        match self.random.below(9) {
            0 => format!("{path} == \"text\""),
            1 => format!("{path} > 1000"),
            2 => format!("5.5 <= {path}"),
            3 => format!("{path} != true"),
            4 => format!("{path} == null"),
            5 => format!("{path} < timestamp(\"2030-01-01T00:00:00Z\")"),
            6 => format!("IsPresent({path})"),
            7 => format!("StringMatches({path}, \"log-*\")"),
            _ => {
                let other = self.path();
                format!("NumericLessThan({path}, {other})")
            }
        }
    }
}
