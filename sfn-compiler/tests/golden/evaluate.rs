machine Evaluations {
    resource evaluator: lambda::Function;
    resource topic: sns::Topic;

    "Convert to seconds": $.waitSeconds = evaluate("$.waitMilliseconds / 1000");
    "Create message": $.message = evaluate("`Now waiting ${$.waitSeconds} seconds...`");
    "Publish message": $.sns = sns::publish { TopicArn: topic, Message: $.message };
    "Wait": wait $.waitSeconds;
    let total = evaluate("$.items.map(it => it.price * it.qty).reduce((a, b) => a + b, 0)");
    #[timeout(5s)]
    "By function": $.text = evaluate("`${$.x}-${$.list[0].y}`", function: evaluator);
    evaluate("$.a + $total.length", function: evaluator);
    $.first = evaluate("'value: $.a'");
    $.second = evaluate("$.a.sort()");
    $.third = evaluate("$.a +");
    $.fourth = evaluate($.a);
    $.fifth = evaluate("$.a", function: 5);
    $.sixth = evaluate("$.a") + 1;
    #[jsonata]
    $.seventh = evaluate("$.a") + 1;
    evaluate("$.items.length > 0 ? $.items[0] : null")
}
