#[query_language(JSONata)]
machine InJsonata {
    resource f: lambda::Function;
    let total = {% $sum($states.input.items.price) %};
    #[assign(n = $.a + 1)]
    $.receipt = f { id: $.order.id, label: format!("Order {} of {}", $.id, $total), n: $.n * (2 + 3), lit: "a" };
    while $total > 10 && !IsPresent($.x) { let total = $total - 1; wait $.seconds; }
    match $.kind { "a" | "b" => {}, 1..=5 => fail "X", _ => succeed }
    $ = f { x: 1 } select { id: $.Payload.id, items: $.Payload.items };
    for $ in $.items { $.done = true; }
}
