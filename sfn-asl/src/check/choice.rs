//! Choice: what its operators can take.

use super::outline::Outline;
use crate::choice::{Condition, ConditionKind, Operand, Operator};
use crate::diag::Diagnostics;
use crate::diag::messages::names as messages;
use crate::machine::StateKind;
use crate::value::is_open;

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    for site in &outline.sites {
        if let StateKind::Choice(choice) = &site.state.kind {
            choice.rules.iter().for_each(|it| check_patterns(cx, &it.condition));
        }
    }
}

// In a pattern of `StringMatches` a backslash stands before `*` or `\`; any other fails when it is reached.
fn check_patterns(cx: &mut Diagnostics, condition: &Condition) {
    match &condition.kind {
        ConditionKind::And(items) | ConditionKind::Or(items) => {
            items.iter().for_each(|it| check_patterns(cx, it))
        }
        ConditionKind::Not(inner) => check_patterns(cx, inner),
        ConditionKind::Compare { operator, operand: Operand::Text(text), .. }
            if operator.value == Operator::StringMatches && !is_open(&text.value) =>
        {
            let mut rest = text.value.as_str();
            while let Some(at) = rest.find('\\') {
                rest = &rest[at + 1..];
                match rest.strip_prefix(['*', '\\']) {
                    Some(behind) => rest = behind,
                    None => return messages::lone_backslash(cx, text),
                }
            }
        }
        _ => {}
    }
}
