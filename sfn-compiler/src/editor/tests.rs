//! What rust-analyzer needs to complete a name: that the expansion with a name it tries differs from the one without it
//! in nothing that stands before the name.

use proc_macro2::TokenStream;

use super::expand;

const TRIED: &str = "triedName";

fn expansion(source: &str) -> String {
    expand(source.parse::<TokenStream>().expect("tokens")).to_string()
}

fn machine(body: &str) -> String {
    format!(
        "machine M(Order) {{ resource orders: dynamodb::Table; \
         resource charge: lambda::Function<Order, Receipt>; \"First\": $.receipt = charge($); {body} }}"
    )
}

/// The last of what stands before the tried name, all of which has to be there without it, too.
fn receiver(body: &str) -> String {
    let without = expansion(&machine(&body.replace('@', "")));
    let with = expansion(&machine(&body.replace('@', TRIED)));
    let at = with.find(TRIED).unwrap_or_else(|| panic!("{body}: {with}"));
    let before = with[..at].trim_end_matches(char::is_alphanumeric).trim_end_matches([' ', '.', ':']);
    assert!(without.starts_with(before), "{body}\n{}", difference(before, &without));
    before.rsplit("let _ = &").next().unwrap_or_default().replace(' ', "")
}

fn difference(one: &str, other: &str) -> String {
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let from = same.saturating_sub(80);
    let cut = |text: &str| text.get(from..text.len().min(same + 80)).unwrap_or_default().to_owned();
    format!("with:    {}\nwithout: {}", cut(one), cut(other))
}

#[test]
fn nothing_changes_before_a_tried_name() {
    for (body, expected) in [
        ("@", "__names()"),
        ("@;", "__names()"),
        ("cha@", "__names()"),
        ("@ \"Next\": charge($);", "__names()"),
        ("dynamodb::@", "__names().dynamodb"),
        ("dynamodb::@ \"Next\": charge($);", "__names().dynamodb"),
        ("dynamodb::@ wait 3s;", "__names().dynamodb"),
        ("let x = dynamodb::@", "__names().dynamodb"),
        ("let x = @", "__names()"),
        ("$.x = @;", "__names()"),
        ("for $ in @ { wait 3s; }", "__names()"),
        ("if $.a == 1 { @ }", "__names()"),
        ("match $.a { 1 => @, _ => {} }", "__names()"),
        ("dynamodb::putItem { @ }", "__object0()"),
        ("dynamodb::putItem { @ };", "__object0()"),
        ("dynamodb::putItem { TableName: orders, @ };", "__object0()"),
        ("dynamodb::putItem { @ TableName: orders };", "__object0()"),
        ("dynamodb::putItem { TableName: @ };", "__resources()"),
        ("dynamodb::putItem { TableName: @, Item: 5 };", "__resources()"),
        ("dynamodb::putItem { TableName: @ Item: 5 };", "__resources()"),
        ("dynamodb::putItem { Item: { id: { @ } } };", "__object2()"),
        ("aws_sdk::@", "__names().aws_sdk"),
        ("aws_sdk::dynamodb::@", "__names().aws_sdk.dynamodb"),
        ("let x = aws_sdk::dynamodb::@; wait 3s;", "__names().aws_sdk.dynamodb"),
        ("charge { @ }", "__object0()"),
        ("charge { address: { @ } }", "__object0().address"),
        ("charge { address: { geo: { x: 1, @ } }, a: 1 }", "__object0().address.geo"),
        ("goto @", "__states()"),
        ("goto @; wait 3s;", "__states()"),
        ("let a = 1; wait $@;", "__variables()"),
        ("resource x: @", "__types()"),
        ("resource x: lambda::@", "__types().lambda"),
        ("let x = $.@", "__from1"),
        ("if $.@", "__from1"),
        ("if $.total > 5 { wait 3s; } let x = $.@; fail \"E\";", "__from1"),
        ("charge { orderId: $.@ };", "__from1"),
        ("for $ in $.lines { charge { id: $.@ }; }", "__from2"),
        ("$.a = { b: $.@ };", "__from1"),
        ("wait $.@", "__from1"),
        ("#[retry(@)] charge($);", "__resources()"),
        ("#[retry(max_attempts = @)] charge($);", "__resources()"),
        ("$.x = S(@);", "__resources()"),
        ("$.x = [5, @];", "__resources()"),
        ("$.x = [@];", "__resources()"),
        ("let x = charge(@);", "__resources()"),
        ("dynamodb::putItem { TableName: crate::@ };", "crate"),
        ("dynamodb::putItem { TableName: SUB@ };", ""),
        ("parallel { { @ } { wait 3s; } }", "__names()"),
        ("try { @ } catch { _ => {} }", "__names()"),
        ("try { wait 3s; } catch { _ => { @ } }", "__names()"),
        ("try { wait 3s; } catch { _ as e => { $.x = $@; } }", "__variables()"),
        ("$.x = States.@;", "__resources().States"),
        ("$.x = States.F@(1);", "__resources().States"),
        ("wait $$.@;", "__context()"),
        ("$.x = $$.Execution.@;", "__context().Execution"),
        ("#[query_language(JSONata)] \"J\": $ = {% $@ %};", "__variables()"),
        ("#[query_language(JSONata)] \"J\": $ = {% 1 + $states.@ %};", "__variables().states"),
        ("loop { @ break; }", "__names()"),
        ("dynamodb::putItem { TableName: orders, Item: { id: S($.@) } };", "__from1"),
    ] {
        assert_eq!(receiver(body), expected, "{body}");
    }
}

#[test]
fn the_same_source_gives_the_same_tokens() {
    let source = machine("goto \"First\"; let x = aws_sdk::sqs::purgeQueue { QueueUrl: \"x\" };");
    assert_eq!(expansion(&source), expansion(&source));
}
