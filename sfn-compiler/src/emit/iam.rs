//! The policy as constants.

use proc_macro2::{Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote;
use sfn_asl::iam::{Effect, Policy, Statement};
use sfn_asl::value::has_hole;

use super::constants;
use crate::lower::holes::Holes;

/// The statements as an expression.
// expands to: &[Statement::allow("SqsSendMessage", &["sqs:SendMessage"], &["…"]).because(&[Reason::new("sqs:sendMessage", &["Send"])])]
pub fn statements(runtime: &TokenStream, policy: &Policy, holes: &Holes) -> TokenStream {
    let statements = policy.statements.iter().map(|it| statement(runtime, it, holes));
    quote!(&[#(#statements),*])
}

fn statement(runtime: &TokenStream, it: &Statement, holes: &Holes) -> TokenStream {
    let effect = match it.effect {
        Effect::Allow => "allow",
        Effect::Deny => "deny",
    };
    let effect = Ident::new(effect, Span::mixed_site());
    let sid = &it.sid;
    let actions = &it.actions;
    let resources = texts(runtime, &it.resources, holes);
    let conditions = it.conditions.iter().map(|it| {
        let (operator, key) = (&it.operator, &it.key);
        let values = texts(runtime, &it.values, holes);
        quote!(#runtime::Condition::new(#operator, #key, #values))
    });
    let conditions = match it.conditions.is_empty() {
        true => TokenStream::new(),
        false => quote!(.under(&[#(#conditions),*])),
    };
    let reasons = calls(it).into_iter().map(|(what, states)| {
        let what = constants::arn(runtime, what, holes);
        // Tokens, and no stream for each: there are as many as states.
        let mut names: Vec<TokenTree> = Vec::with_capacity(states.len() * 2);
        for state in states {
            if has_hole(state) {
                names.extend(constants::arn(runtime, state, holes));
            } else {
                names.push(Literal::string(state).into());
            }
            names.push(Punct::new(',', Spacing::Alone).into());
        }
        let states = TokenStream::from_iter(names);
        quote!(#runtime::Reason::new(#what, &[#states]))
    });
    quote! {
        #runtime::Statement::#effect(#sid, &[#(#actions),*], #resources)#conditions.because(&[#(#reasons),*])
    }
}

/// What needs the statement: each call with the states that make it, in the order of the first of them. Names of states
/// are nearly all that there is to write.
fn calls(statement: &Statement) -> Vec<(&str, Vec<&str>)> {
    let mut calls: Vec<(&str, Vec<&str>)> = Vec::new();
    for reason in &statement.reasons {
        let at = match calls.iter().position(|it| it.0 == reason.what) {
            Some(at) => at,
            None => {
                calls.push((&reason.what, Vec::new()));
                calls.len() - 1
            }
        };
        if !reason.state.is_empty() {
            calls[at].1.push(&reason.state);
        }
    }
    calls
}

/// The policy as a table of Markdown, for those who review it in the documentation; empty if nothing is called.
pub fn table(policy: &Policy) -> String {
    if policy.statements.is_empty() {
        return String::new();
    }
    let mut out = String::from(
        "\nThe execution role has to allow\n\n| statement | actions | on | for |\n| --- | --- | --- | --- |\n",
    );
    let list = |texts: &[String]| {
        let mut list = String::new();
        for (at, text) in texts.iter().enumerate() {
            list.push_str(if at > 0 { "<br>`" } else { "`" });
            list.push_str(text);
            list.push('`');
        }
        list
    };
    for it in &policy.statements {
        let deny = if it.effect == Effect::Deny { "deny: " } else { "" };
        let mut only = String::new();
        for it in &it.conditions {
            only.push_str(&format!("<br>if `{}` is {}", it.key, list(&it.values)));
        }
        out.push_str(&format!(
            "| `{}` | {deny}{} | {}{} | {} |\n",
            it.sid,
            list(&it.actions),
            list(&it.resources),
            only,
            reasons(it)
        ));
    }
    out
}

/// `sqs:sendMessage` in Send, Send again
fn reasons(statement: &Statement) -> String {
    /// A call that is made everywhere says so by its first states.
    const NAMED: usize = 4;
    let mut all = Vec::new();
    for (what, states) in calls(statement) {
        let mut text = format!("`{what}`");
        for (at, state) in states.iter().take(NAMED).enumerate() {
            text.push_str(if at > 0 { ", " } else { " in " });
            text.push_str(&super::cell(state));
        }
        if states.len() > NAMED {
            text.push_str(&format!(" and {} more", states.len() - NAMED));
        }
        all.push(text);
    }
    all.join("<br>")
}

fn texts(runtime: &TokenStream, texts: &[String], holes: &Holes) -> TokenStream {
    let mut tokens: Vec<TokenStream> = Vec::with_capacity(texts.len());
    let mut seen: Vec<String> = Vec::new();
    for text in texts {
        let it = constants::arn(runtime, text, holes);
        // The same constant is another hole wherever it stands.
        if has_hole(text) {
            let printed = it.to_string();
            if seen.contains(&printed) {
                continue;
            }
            seen.push(printed);
        }
        tokens.push(it);
    }
    quote!(&[#(#tokens),*])
}

#[cfg(test)]
mod tests {
    use super::table;

    fn of(source: &str) -> String {
        let compilation = crate::compile(source.parse().expect("tokens"));
        table(&compilation.machines[0].policy)
    }

    #[test]
    fn a_table_says_what_is_allowed_on_what_and_why() {
        let table = of("#[tracing] machine M {
            resource orders: dynamodb::Table;
            \"Store | it\": dynamodb::putItem { TableName: orders, Item: { id: S($.id) } };
            \"Store again\": dynamodb::putItem { TableName: orders, Item: { id: S($.id) } };
            \"Run\": mediaconvert::createJob { Settings: {}, Role: \"arn:aws:iam::123456789012:role/r\" };
        }");
        let rows: Vec<&str> = table.lines().skip(5).collect();
        assert_eq!(
            rows[0],
            "| `DynamodbPutItem` | `dynamodb:PutItem` \
             | `arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${orders}` \
             | `dynamodb:putItem` in Store \\| it, Store again |"
        );
        let pass = rows.iter().find(|it| it.starts_with("| `IamPassRole`")).expect("a row");
        assert!(pass.contains("<br>if `iam:PassedToService` is `mediaconvert.amazonaws.com`"), "{pass}");
        assert!(rows.last().is_some_and(|it| it.ends_with("| `*` | `tracing` |")), "{table}");
    }

    #[test]
    fn what_calls_nothing_needs_no_table() {
        assert_eq!(of("machine M { pass; }"), "");
    }
}
