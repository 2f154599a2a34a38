//! The Choice state: rules, conditions and the 39 comparison operators.

use crate::diag::Loc;
use crate::value::{Number, Query, Spanned, Text, Value};

/// What only a Choice has.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Choice {
    /// `Choices`
    pub rules: Vec<Rule>,
    /// `Default`
    pub default: Option<Text>,
}

/// A top-level rule.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// The rule as a whole.
    pub loc: Loc,
    /// `Comment`
    pub comment: Option<Text>,
    /// When it applies.
    pub condition: Condition,
    /// `Assign`
    pub assign: Option<Value>,
    /// `Output` (JSONata)
    pub output: Option<Value>,
    /// `Next`; absent only when that has been reported.
    pub next: Option<Text>,
}

/// When a rule applies.
#[derive(Clone, PartialEq, Debug)]
pub struct Condition {
    /// The condition as a whole.
    pub loc: Loc,
    /// `Comment` of a nested rule; a top-level rule's is [`Rule::comment`].
    pub comment: Option<Text>,
    /// What it is.
    pub kind: ConditionKind,
}

/// The kinds of [`Condition`].
#[derive(Clone, PartialEq, Debug)]
pub enum ConditionKind {
    /// `And`
    And(Vec<Condition>),
    /// `Or`
    Or(Vec<Condition>),
    /// `Not`
    Not(Box<Condition>),
    /// `Variable` with an operator.
    Compare {
        /// `Variable`
        variable: Query,
        /// Its operator; whether it is the `…Path` form shows in the operand.
        operator: Spanned<Operator>,
        /// What it is compared with.
        operand: Operand,
    },
    /// `Condition` (JSONata): an expression.
    Jsonata(Query),
    /// `Condition` (JSONata): `true` or `false`.
    Literal(bool),
    /// Could not be read, and that has been reported.
    Invalid,
}

/// The right side of a comparison.
#[derive(Clone, PartialEq, Debug)]
pub enum Operand {
    /// For the String and Timestamp families.
    Text(Text),
    /// For the Numeric family.
    Number(Number),
    /// For `BooleanEquals` and the `Is…` operators.
    Bool(Spanned<bool>),
    /// Of a `…Path` operator.
    Path(Box<Query>),
}

/// What a value must be for an operator to be able to hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// `String…`
    String,
    /// `Numeric…`
    Numeric,
    /// `Boolean…`
    Boolean,
    /// `Timestamp…`
    Timestamp,
    /// `Is…`
    Is,
    /// Of [`Operator::Open`].
    Open,
}

/// What the operators of each family do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// `…Equals`
    Equals,
    /// `…LessThan`
    LessThan,
    /// `…GreaterThan`
    GreaterThan,
    /// `…LessThanEquals`
    LessThanEquals,
    /// `…GreaterThanEquals`
    GreaterThanEquals,
}

impl Comparison {
    /// The end of the operators' names.
    pub fn name(self) -> &'static str {
        match self {
            Comparison::Equals => "Equals",
            Comparison::LessThan => "LessThan",
            Comparison::GreaterThan => "GreaterThan",
            Comparison::LessThanEquals => "LessThanEquals",
            Comparison::GreaterThanEquals => "GreaterThanEquals",
        }
    }
}

macro_rules! operators {
    ($($name:ident $family:ident $path:literal,)*) => {
        /// A comparison operator, without `Path`.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Operator {
            $(#[doc = concat!("`", stringify!($name), "`")] $name,)*
            /// One whose family only rustc knows, of two paths; the character stands for the beginning of its name
            /// in the text of the definition.
            Open(Comparison, char),
        }

        impl Operator {
            /// All of them, in the order of the specification.
            pub const ALL: &'static [Operator] = &[$(Operator::$name,)*];

            /// Its name, without `Path`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Operator::$name => stringify!($name),)*
                    Operator::Open(comparison, _) => comparison.name(),
                }
            }

            /// What it compares.
            pub fn family(self) -> Family {
                match self {
                    $(Operator::$name => Family::$family,)*
                    Operator::Open(..) => Family::Open,
                }
            }

            /// Whether it has a form with `Path`.
            pub fn has_path_form(self) -> bool {
                match self {
                    $(Operator::$name => $path,)*
                    Operator::Open(..) => true,
                }
            }
        }
    };
}

// States Language specification, "Choice State".
operators! {
    StringEquals String true,
    StringLessThan String true,
    StringGreaterThan String true,
    StringLessThanEquals String true,
    StringGreaterThanEquals String true,
    StringMatches String false,
    NumericEquals Numeric true,
    NumericLessThan Numeric true,
    NumericGreaterThan Numeric true,
    NumericLessThanEquals Numeric true,
    NumericGreaterThanEquals Numeric true,
    BooleanEquals Boolean true,
    TimestampEquals Timestamp true,
    TimestampLessThan Timestamp true,
    TimestampGreaterThan Timestamp true,
    TimestampLessThanEquals Timestamp true,
    TimestampGreaterThanEquals Timestamp true,
    IsNull Is false,
    IsPresent Is false,
    IsNumeric Is false,
    IsString Is false,
    IsBoolean Is false,
    IsTimestamp Is false,
}

impl Operator {
    /// The operator of `family` that does `comparison`.
    pub fn of(family: Family, comparison: Comparison) -> Option<Operator> {
        use Comparison::{Equals, GreaterThan, GreaterThanEquals, LessThan, LessThanEquals};
        Some(match (family, comparison) {
            (Family::String, Equals) => Operator::StringEquals,
            (Family::String, LessThan) => Operator::StringLessThan,
            (Family::String, LessThanEquals) => Operator::StringLessThanEquals,
            (Family::String, GreaterThan) => Operator::StringGreaterThan,
            (Family::String, GreaterThanEquals) => Operator::StringGreaterThanEquals,
            (Family::Numeric, Equals) => Operator::NumericEquals,
            (Family::Numeric, LessThan) => Operator::NumericLessThan,
            (Family::Numeric, LessThanEquals) => Operator::NumericLessThanEquals,
            (Family::Numeric, GreaterThan) => Operator::NumericGreaterThan,
            (Family::Numeric, GreaterThanEquals) => Operator::NumericGreaterThanEquals,
            (Family::Timestamp, Equals) => Operator::TimestampEquals,
            (Family::Timestamp, LessThan) => Operator::TimestampLessThan,
            (Family::Timestamp, LessThanEquals) => Operator::TimestampLessThanEquals,
            (Family::Timestamp, GreaterThan) => Operator::TimestampGreaterThan,
            (Family::Timestamp, GreaterThanEquals) => Operator::TimestampGreaterThanEquals,
            (Family::Boolean, Equals) => Operator::BooleanEquals,
            (Family::Is, Equals) => Operator::IsNull,
            _ => return None,
        })
    }

    /// The operator called `name`, and whether it is the `…Path` form.
    pub fn parse(name: &str) -> Option<(Operator, bool)> {
        let find = |name: &str| Operator::ALL.iter().copied().find(|it| it.name() == name);
        if let Some(operator) = find(name) {
            return Some((operator, false));
        }
        find(name.strip_suffix("Path")?).filter(|it| it.has_path_form()).map(|it| (it, true))
    }
}

#[cfg(test)]
mod tests {
    use super::Operator;

    #[test]
    fn there_are_39_operators() {
        let all = Operator::ALL;
        let names: usize = all.iter().map(|it| 1 + usize::from(it.has_path_form())).sum();
        assert_eq!(names, 39);
        assert_eq!(Operator::parse("NumericLessThanPath"), Some((Operator::NumericLessThan, true)));
        assert_eq!(Operator::parse("StringMatchesPath"), None);
        assert_eq!(Operator::parse("stringEquals"), None);
    }
}
