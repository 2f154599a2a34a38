machine A {
    if $.a == 1 { for $ in $.items { pass; } } else { sns::publish { TopicArn: "a", Message: "b" } }
    match $.b { "x" => sns::publish { TopicArn: "a", Message: "b" }, _ => parallel { { pass; } } }
    pass;
    if $.c == 1 { sns::publish { TopicArn: "a", Message: "b" } } else { succeed; }
}
