//! Choices: what a rule asks of the values that it compares, and what is known where it holds.

use sfn_asl::choice::{Comparison, Condition, ConditionKind, Family as OperatorFamily, Operand, Operator};
use sfn_asl::diag::Place;
use sfn_asl::machine::{PathField, State, StateKind};
use sfn_asl::query::jsonpath::{Root, SegmentKind};
use sfn_asl::value::{Query, QueryTree, Value, is_open};

use super::eval::{Eval, Sight, end_place};
use super::flow::Known;
use super::give::scalar;
use super::graph::EdgeKind;
use super::jsonata::last;
use super::shape::{Literal, Shape, Step, Typed};
use super::uses::{Decision, Family, Likeness, Want};

impl Eval<'_, '_> {
    pub fn choice(&mut self, state: &State, known: &Known, document: &Shape) {
        let StateKind::Choice(choice) = &state.kind else { return };
        // What is known if no rule before has applied.
        let mut known = known.clone();
        let has_input_path = state.input_path.is_some();
        for (at, rule) in choice.rules.iter().enumerate() {
            let seen = if has_input_path { document.clone() } else { known.document.clone() };
            let is = self.condition(&rule.condition, &Sight::of(&known, &seen));
            let document = if has_input_path { &seen } else { &is.document };
            let left = self.chosen(state, rule.assign.as_ref(), rule.output.as_ref(), &is, document);
            self.run.outputs.push((EdgeKind::Rule(at), left));
            if !has_input_path {
                known = assume(&rule.condition, &known, false);
            }
        }
        self.exhausted(choice, &known, document);
        if choice.default.is_some() {
            let document = if has_input_path { document } else { &known.document.clone() };
            let left = self.chosen(state, state.assign.as_ref(), state.output.as_ref(), &known, document);
            self.run.outputs.push((EdgeKind::Default, left));
        }
    }

    fn chosen(
        &mut self,
        state: &State,
        assign: Option<&Value>,
        output: Option<&Value>,
        known: &Known,
        document: &Shape,
    ) -> Known {
        let sight = Sight::of(known, document);
        let variables = self.assign(assign, &sight);
        let document = match (output, &state.output_path) {
            (Some(output), _) => self.value(output, &sight),
            (None, Some(PathField::Path(query))) => self.query(query, &sight),
            (None, Some(PathField::Null(_))) => Shape::Any,
            (None, None) => document.clone(),
        };
        Known { document, variables, item: known.item.clone() }
    }

    /// What is known if the condition holds.
    fn condition(&mut self, condition: &Condition, sight: &Sight) -> Known {
        match &condition.kind {
            ConditionKind::And(parts) | ConditionKind::Or(parts) => {
                let holds = matches!(condition.kind, ConditionKind::And(_));
                let mut known = sight.known.clone();
                let has_own_document = *sight.document != sight.known.document;
                for part in parts {
                    let document =
                        if has_own_document { sight.document.clone() } else { known.document.clone() };
                    self.condition(part, &Sight::of(&known, &document));
                    known = assume(part, &known, holds);
                }
            }
            ConditionKind::Not(inner) => {
                self.condition(inner, sight);
            }
            ConditionKind::Compare { variable, operator, operand } => {
                self.compare(variable, operator.value, operand, sight);
            }
            ConditionKind::Jsonata(query) => {
                let (_, ways) = self.reach(query, sight);
                if let QueryTree::Jsonata(expr) = &query.tree {
                    self.want(&ways, Want::Loose(Family::Boolean, false), last(query, expr));
                }
            }
            ConditionKind::Literal(_) | ConditionKind::Invalid => {}
        }
        assume(condition, sight.known, true)
    }

    fn compare(&mut self, variable: &Query, operator: Operator, operand: &Operand, sight: &Sight) {
        let family = match operator.family() {
            OperatorFamily::String => Family::String,
            OperatorFamily::Numeric => Family::Numeric,
            OperatorFamily::Boolean => Family::Boolean,
            OperatorFamily::Timestamp => Family::Timestamp,
            OperatorFamily::Is if operator == Operator::IsPresent => {
                if let Some(path) = variable.path().filter(|_| !is_open(&variable.text.value)) {
                    let mut reached = Vec::new();
                    let root = self.root(path, sight);
                    let found = root.look(&path.segments, &mut reached);
                    // What has been put there on one way is asked for with good reason.
                    if matches!(found, Shape::Typed(_)) {
                        self.ask(&reached, Want::Test, variable, &path.segments);
                    }
                    self.see(root, variable, &path.segments);
                }
                return;
            }
            OperatorFamily::Is => {
                self.query(variable, sight);
                return;
            }
            OperatorFamily::Open => return self.compare_paths(variable, operator, operand, sight),
        };
        let (_, ways) = self.reach(variable, sight);
        match operand {
            Operand::Text(text) if operator == Operator::StringEquals && !is_open(&text.value) => {
                self.compared(variable, &ways, family, text.loc.into());
                self.want(&ways, Want::Equal(text.value.as_str().into()), text.loc.into());
            }
            Operand::Text(text) => self.compared(variable, &ways, family, text.loc.into()),
            Operand::Number(number) => self.compared(variable, &ways, family, number.loc.into()),
            Operand::Bool(value) => self.compared(variable, &ways, family, value.loc.into()),
            Operand::Path(other) => {
                self.want(&ways, Want::Family(family), end_place(variable));
                let (_, ways) = self.reach(other, sight);
                self.want(&ways, Want::Family(family), end_place(other));
            }
        }
    }

    /// Two paths, whose types say which operator it is.
    fn compare_paths(&mut self, variable: &Query, operator: Operator, operand: &Operand, sight: &Sight) {
        let (Operator::Open(comparison, hole), Operand::Path(other)) = (operator, operand) else { return };
        let (left, left_ways) = self.reach(variable, sight);
        let (right, right_ways) = self.reach(other, sight);
        let decision = match family(&left).or(family(&right)) {
            Some((of, here)) => {
                self.want(&left_ways, Want::Family(here), end_place(variable));
                self.want(&right_ways, Want::Family(here), end_place(other));
                Decision::Family(of)
            }
            None if left_ways.is_empty() && right_ways.is_empty() => Decision::Unknown,
            None => {
                let how = match comparison {
                    Comparison::Equals => Likeness::Equal,
                    _ => Likeness::Ordered,
                };
                if right_ways.is_empty() {
                    self.want(&left_ways, Want::Like(None, how), end_place(variable));
                } else if left_ways.is_empty() {
                    self.want(&right_ways, Want::Like(None, how), end_place(other));
                }
                for way in left_ways.iter().filter(|_| !right_ways.is_empty()) {
                    let want = Want::Like(Some(way.clone()), how);
                    self.want(&right_ways, want, end_place(other));
                }
                Decision::Typed(left_ways.into_iter().chain(right_ways).collect())
            }
        };
        if self.uses.is_on {
            self.uses.operators.push((hole, decision));
        }
    }

    /// A subject of `match`, and of a range, is compared more than once and written once.
    fn compared(&mut self, variable: &Query, ways: &[Typed], family: Family, place: Place) {
        let Some((span, _)) = self.world.cx.resolve(&variable.text.loc.into()) else { return };
        let start = span.start.start();
        let key = (start.line, start.column, family);
        if !self.families.contains(&key) {
            self.families.push(key);
            self.want(ways, Want::Family(family), place);
        }
    }
}

/// What compares a value that is known without rustc.
fn family(shape: &Shape) -> Option<(OperatorFamily, Family)> {
    let literal = match shape {
        Shape::Literal(literal) => literal.clone(),
        Shape::Api(typed) => scalar(&typed.kind())?,
        Shape::Either(ways) => return ways.iter().find_map(family),
        _ => return None,
    };
    match literal {
        Literal::Null => None,
        Literal::Bool => Some((OperatorFamily::Boolean, Family::Boolean)),
        Literal::Number => Some((OperatorFamily::Numeric, Family::Numeric)),
        Literal::Text(_) => Some((OperatorFamily::String, Family::String)),
    }
}

/// What is known if the condition holds, or if it does not.
fn assume(condition: &Condition, known: &Known, holds: bool) -> Known {
    match (&condition.kind, holds) {
        (ConditionKind::And(parts), true) | (ConditionKind::Or(parts), false) => {
            parts.iter().fold(known.clone(), |known, it| assume(it, &known, holds))
        }
        (ConditionKind::Not(inner), _) => assume(inner, known, !holds),
        // What it would have told is not known: it may have been that something is there.
        (ConditionKind::Invalid, _) => {
            Known { document: Shape::Any, variables: Default::default(), item: Shape::Any }
        }
        (ConditionKind::Compare { variable, operator, operand: Operand::Bool(value) }, _)
            if operator.value == Operator::IsPresent && value.value == holds =>
        {
            refine(variable, 0, None, known)
        }
        (ConditionKind::Compare { variable, operator, operand: Operand::Text(value) }, true)
            if operator.value == Operator::StringEquals && !is_open(&value.value) =>
        {
            let tag = variable.path().and_then(|it| it.segments.last()).map(|it| &it.kind);
            let Some(SegmentKind::Name(tag)) = tag else { return known.clone() };
            let step = Step::Narrow(tag.as_str().into(), value.value.as_str().into());
            refine(variable, 1, Some(&step), known)
        }
        _ => known.clone(),
    }
}

/// What is known with more of the value that the path leads to, less its last segments.
fn refine(variable: &Query, less: usize, step: Option<&Step>, known: &Known) -> Known {
    let mut known = known.clone();
    let Some(path) = variable.path().filter(|_| !is_open(&variable.text.value)) else { return known };
    let segments = &path.segments[..path.segments.len().saturating_sub(less)];
    match &path.root {
        Root::Document => known.document = known.document.refine(segments, step),
        Root::Variable(name) => {
            if let Some(shape) = known.variables.get_mut(name.as_str()) {
                *shape = shape.refine(segments, step);
            }
        }
        Root::Context => {
            let item = ["Map", "Item", "Value"];
            let is_item = segments
                .iter()
                .zip(item)
                .all(|(it, name)| matches!(&it.kind, SegmentKind::Name(own) if own == name));
            if is_item && segments.len() >= item.len() {
                known.item = known.item.refine(&segments[item.len()..], step);
            }
        }
        Root::Current => {}
    }
    known
}
