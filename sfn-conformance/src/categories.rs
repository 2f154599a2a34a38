//! Which categories of mistake, as the material names them, each code of ours stands for.

use sfn_asl::diag::Code;

/// Every category that the material uses.
pub const ALL: &[&str] = &[
    "bad-enum",
    "bad-intrinsic",
    "bad-jsonata",
    "bad-jsonpath",
    "bad-name",
    "bad-resource",
    "bad-timestamp",
    "cross-scope-transition",
    "duplicate-field",
    "duplicate-state",
    "empty-value",
    "exclusive-fields",
    "express-restriction",
    "field-not-allowed",
    "missing-field",
    "missing-target",
    "no-terminal",
    "not-json",
    "out-of-range",
    "query-language",
    "terminal-conflict",
    "unknown-field",
    "unreachable-state",
    "wrong-type",
];

/// The categories of `code`. Several where a code covers more than a category does, or tools disagree.
pub fn of(code: Code) -> &'static [&'static str] {
    match code.0 {
        1001 => &["not-json", "wrong-type"],
        1002 => &["missing-field"],
        1003 => &["empty-value"],
        1004..=1006 => &["unknown-field"],
        1007 => &["bad-enum", "missing-field"],
        1008 => &["bad-enum"],
        1009 => &["duplicate-field"],
        1010 | 1014 => &["bad-name"],
        1011 => &["duplicate-state"],
        1015 | 1016 => &["out-of-range"],
        2001 => &["missing-target"],
        2002 => &["cross-scope-transition"],
        2003 => &["unreachable-state"],
        2004..=2006 | 2009 => &["no-terminal"],
        2010 => &["missing-field", "no-terminal", "terminal-conflict"],
        2011 => &["field-not-allowed", "terminal-conflict"],
        // The language service calls a field of another type of state an unknown one.
        3001 => &["field-not-allowed", "unknown-field"],
        3002 | 3005 => &["exclusive-fields"],
        3003 | 3004 => &["exclusive-fields", "missing-field"],
        3006 | 3008 => &["out-of-range"],
        3007 => &["wrong-type"],
        3009 => &["bad-timestamp"],
        3013 => &["bad-enum"],
        4001 => &["empty-value", "missing-field", "wrong-type"],
        4002 | 4003 => &["exclusive-fields"],
        5001 => &["empty-value", "field-not-allowed", "missing-field"],
        5002 => &["exclusive-fields", "missing-field"],
        5003 => &["bad-timestamp", "wrong-type"],
        5004 => &["unknown-field"],
        6001..=6003 => &["bad-jsonpath"],
        // A value behind `.$` that is neither a path nor a call.
        6004 => &["bad-intrinsic", "bad-jsonpath"],
        6008 => &["duplicate-field"],
        6009..=6022 => &["bad-jsonpath"],
        7001 | 7003..=7008 => &["bad-intrinsic"],
        // An escape that JSON has and a call has not: filed with the texts that are no JSON.
        7002 => &["bad-intrinsic", "not-json"],
        7009 => &["bad-intrinsic", "bad-jsonpath"],
        8001 => &["bad-enum"],
        8002 | 8005 | 8006 => &["query-language"],
        // With a field of the right language beside it, the two exclude each other.
        8003 => &["exclusive-fields", "query-language"],
        // "Field 'QueryLanguage' is not supported", says the service.
        8004 => &["field-not-allowed", "query-language", "unknown-field"],
        8007..=8014 | 8018 | 8020 => &["bad-jsonata"],
        9001 | 9005 => &["bad-name"],
        10001 => &["field-not-allowed", "missing-field"],
        10002 => &["bad-name"],
        10003 => &["bad-enum", "bad-resource", "exclusive-fields", "field-not-allowed", "missing-field"],
        10005 => &["exclusive-fields", "missing-field", "out-of-range"],
        10006 => &["bad-resource", "empty-value", "missing-field"],
        10018 => &["empty-value", "missing-field"],
        11001 => &["bad-resource", "missing-field"],
        11002 | 11003 => &["bad-resource"],
        11004 => &["missing-field"],
        11005 => &["missing-field", "unknown-field", "wrong-type"],
        11010 => &["field-not-allowed"],
        11011 => &["missing-field", "wrong-type"],
        12001 => &["express-restriction"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, of};
    use sfn_asl::diag::Code;

    #[test]
    fn every_category_has_a_code_and_every_name_is_a_category() {
        let named: Vec<&str> = (0..u16::MAX).flat_map(|it| of(Code(it))).copied().collect();
        assert!(ALL.iter().all(|it| named.contains(it)));
        assert!(named.iter().all(|it| ALL.contains(it)));
    }
}
