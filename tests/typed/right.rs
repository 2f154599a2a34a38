//! Each rule, used rightly: none of these machines may be refused, nor warned of.
#![deny(warnings)]

use sfn_runtime::{Shape, StateMachine, state_machine};

#[path = "../ui/typed/types/mod.rs"]
mod types;
use types::{Charge, ChargeError, Customer, Line, Order, Receipt};

#[derive(Shape)]
#[serde(rename_all = "PascalCase")]
struct Page<T> {
    contents: Vec<T>,
    key_count: u32,
    next_continuation_token: Option<String>,
}

#[derive(Shape)]
#[serde(rename_all = "PascalCase")]
struct Object {
    key: String,
    size: u64,
    last_modified: String,
}

/// Defines machines that take an order and may charge it, and gives their names and definitions.
macro_rules! right {
    ($($name:ident { $($body:tt)* })*) => {
        $(state_machine! {
            machine $name(Order) {
                resource charge: lambda::Function<Charge, Receipt>;
                $($body)*
            }
        })*

        const RIGHT: &[(&str, &str)] = &[$(($name::NAME, $name::DEFINITION)),*];
    };
}

right! {
    Field { charge { orderId: $.orderId, amount: $.total }; }
    Nested { charge { orderId: $.customer.address.city, amount: $.total }; }
    Renamed { charge { orderId: $.detail-type, amount: 1 }; }
    Quoted { charge { orderId: $["detail-type"], amount: 1 }; }
    Flattened { charge { orderId: $.createdAt, amount: 1 }; }
    Map { charge { orderId: $.tags.anything, amount: 1 }; }
    ServiceParameters {
        #[allow(ASL15001)]
        ecs::runTask {
            TaskDefinition: "arn:aws:ecs:us-east-1:123456789012:task-definition/t:1",
            Cluster: "arn:aws:ecs:us-east-1:123456789012:cluster/c",
            Overrides: { ContainerOverrides: [{ Name: $.total, Cpu: $.orderId, Environment: $.extra, Command: $.pair }] },
        };
    }
    AttributeValues {
        dynamodb::putItem {
            TableName: "orders",
            Item: { id: $.orderId, total: N($.total), paid: BOOL($.paid), raw: { N: $.orderId }, any: $.extra, map: M({ a: S($.detail-type) }) },
        };
    }
    OpenValue { charge { orderId: $.extra.a.b[0].c, amount: $.extra.n }; }
    Tagged { charge { orderId: $.payment.iban, amount: 1 }; }
    Tuple { charge { orderId: $.pair[1], amount: $.pair[0] }; }
    Index { charge { orderId: $.lines[0].sku, amount: $.lines[-1].quantity }; }
    Each { sqs::sendMessage { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/q", MessageBody: { all: $.lines[*].sku } }; }
    Filtered { sqs::sendMessage { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/q", MessageBody: { all: $.lines[?(@.quantity > 3)].sku } }; }
    Sliced { sqs::sendMessage { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/q", MessageBody: { all: $.lines[0:2].sku } }; }
    Descended { sqs::sendMessage { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/q", MessageBody: { all: $..sku } }; }
    Counted { charge { orderId: $.orderId, amount: States.ArrayLength($.lines) }; }
    Guarded { if IsPresent($.coupon) { charge { orderId: $.coupon.code, amount: 1 }; } succeed; }
    GuardedWhole { if IsPresent($.coupon) { let coupon = $.coupon; charge { orderId: $coupon.code, amount: 1 }; } succeed; }
    GuardedInside { if IsPresent($.coupon.code) { charge { orderId: $.coupon.code, amount: 1 }; } succeed; }
    GuardedAnd { if IsPresent($.coupon) && $.coupon.code == "X" { wait 1s; } succeed; }
    GuardedOr { if !IsPresent($.coupon) || $.coupon.code == "X" { wait 1s; } succeed; }
    GuardedElse { if !IsPresent($.coupon) { wait 1s; } else { charge { orderId: $.coupon.code, amount: 1 }; } succeed; }
    GuardedReturn { if !IsPresent($.coupon) { fail "NoCoupon"; } charge { orderId: $.coupon.code, amount: 1 }; }
    GuardedFalse { if IsPresent($.coupon, false) { fail "NoCoupon"; } charge { orderId: $.coupon.code, amount: 1 }; }
    GuardedArm { match { IsPresent($.coupon) => charge { orderId: $.coupon.code, amount: 1 }, _ => {} } succeed; }
    GuardedDefault { if IsPresent($.notes) { for $ in $.notes { wait 1s; } } succeed; }
    Recursive { if IsPresent($.parent) && IsPresent($.parent.parent) { charge { orderId: $.parent.parent.orderId, amount: 1 }; } succeed; }
    GuardedItem { if IsPresent($.extra.a[0]) && IsPresent($.parent.lines[0].sku) { charge { orderId: $.parent.lines[0].sku, amount: 1 }; } succeed; }
    FilteredByMore { let many = $.lines[?(@.quantity > 3 && @.sku == "a" && !(@.sku == "b"))]; charge { orderId: $many[0].sku, amount: 1 }; }
    FilteredByOpen { let many = $.extra[?(@.anything == true)]; let deep = $..lines[?(@.what)]; charge { orderId: $many[0].sku, amount: 1, trace: $deep }; }
    Narrowed { match $.payment.kind { "card" => charge { orderId: $.payment.digits, amount: 1 }, "bill" => charge { orderId: $.payment.iban, amount: 1 } } succeed; }
    NarrowedAnd { if $.payment.kind == "card" && $.payment.digits == "1" { wait 1s; } charge { orderId: $.payment.iban, amount: 1 }; }
    NarrowedEither { match $.payment.kind { "card" | "bill" => charge { orderId: $.payment.iban, amount: 1 } } succeed; }
    NarrowedVariable { let payment = $.payment; if $payment.kind == "bill" { charge { orderId: $payment.iban, amount: 1 }; } charge { orderId: $payment.digits, amount: 1 }; }
    Chained { let order = $.extra; while $order.total > 3 { let order = $order.parent; } charge { orderId: $order.orderId, amount: 1 }; }
    ExpressionOfItems {
        #[jsonata] let a = {% $states.input.lines[quantity > 3 and $contains(sku, "x")][0].sku %};
        #[jsonata] let b = {% $states.input.lines.{ "sku": sku, "count": quantity * $states.input.total } %};
        #[jsonata] let c = {% $map($states.input.lines, function($it, $i) { $it.sku & $string($i) }) %};
        #[jsonata] let d = {% $states.input.lines^(>quantity, sku).sku %};
        #[jsonata] let e = {% ($all := $states.input.lines; $all[whatever = 1].(sku & $.sku)) %};
        #[jsonata] let f = {% $states.input.lines{ sku: $sum(quantity) } %};
        #[jsonata] let g = {% $states.input.extra[any.thing].{ "x": y } %};
        charge { orderId: $a, amount: 1, trace: [$b, $c, $d, $e, $f, $g] };
    }
    TextCompared { if $.orderId == "a" && StringMatches($.createdAt, "2*") && $.orderId < "b" { wait 1s; } succeed; }
    NumberCompared { if $.total >= 5 || $.lines[0].quantity == 3 { wait 1s; } succeed; }
    BooleanCompared { if $.paid == true && $.paid != false { wait 1s; } succeed; }
    TimestampCompared { if $.createdAt < timestamp("2030-01-01T00:00:00Z") { wait 1s; } succeed; }
    PathsCompared { if NumericLessThan($.total, $.lines[0].quantity) { wait 1s; } succeed; }
    NullCompared { if IsPresent($.coupon) && $.coupon != null { wait 1s; } succeed; }
    TypeAsked { if IsString($.extra) || IsNumeric($.total) { wait 1s; } succeed; }
    OpenCompared { if $.extra.a == 5 { wait 1s; } succeed; }
    MatchedAll { match $.status { "OPEN" | "PAID" => wait 1s, "IN_TRANSIT" => wait 2s } succeed; }
    MatchedSome { match $.status { "OPEN" => wait 1s, _ => {} } succeed; }
    MatchedText { match $.orderId { "a" => wait 1s, _ => {} } succeed; }
    MatchedRange { match $.total { 1..=5 => wait 1s, 6.. => wait 2s, _ => {} } succeed; }
    MatchedTag { match $.payment.kind { "card" => wait 1s, "bill" => charge { orderId: $.payment.iban, amount: 1 } } succeed; }
    MatchedTruth { match $.paid { true => wait 1s, false => wait 2s } succeed; }
    MatchedOnPurpose { #[allow(ASL5005, reason = "the front end sends no other")] match $.orderId { "a" | "b" => wait 1s } succeed; }
    Allowed { #[allow(ASL13014, reason = "always there by now")] charge { orderId: $.coupon.code, amount: 1 }; }
    AllowedMatch { #[allow(ASL13017, reason = "never in transit")] match $.status { "OPEN" | "PAID" => wait 1s } succeed; }
    ResultOfAService {
        let all: Page<Object> = aws_sdk::s3::listObjectsV2 { Bucket: "b" };
        charge { orderId: $all.Contents[0].Key, amount: $all.Contents[0].Size };
    }
    PartOfAService {
        $.all = aws_sdk::s3::listObjectsV2 { Bucket: "b" } select { first: $.Contents[0].Key, count: $.KeyCount };
        charge { orderId: $.all.first, amount: $.all.count };
    }
    Annotation { let line: Line = { sku: $.orderId, quantity: $.total }; charge { orderId: $line.sku, amount: $line.quantity }; }
    Items { for $ in $.lines { charge { orderId: $.sku, amount: $.quantity }; } }
    Selected { for { sku: $$.Map.Item.Value.sku, order: $.orderId } in $.lines { charge { orderId: $.order, amount: 1 }; } }
    Collected { $.all = for $ in $.lines { charge { orderId: $.sku, amount: $.quantity } }; charge { orderId: $.all[0].number, amount: 1 }; }
    OpenItems { for $ in $.extra.items { charge { orderId: $.whatever, amount: 1 }; } }
    LoopVariable { let rate = $.total; for $ in $.lines { charge { orderId: $.sku, amount: $rate }; } }
    InDocument { $.receipt = charge { orderId: $.orderId, amount: $.total }; charge { orderId: $.receipt.number, amount: $.total }; }
    InVariable { let receipt = charge { orderId: $.orderId, amount: $.total }; charge { orderId: $receipt.number, amount: $.total }; }
    Overwritten { $ = charge { orderId: $.orderId, amount: $.total }; charge { orderId: $.number, amount: $.amount }; }
    Part { $ = $.customer; charge { orderId: $.firstName, amount: 1 }; }
    Selector { $.r = charge { orderId: $.orderId, amount: 1 } select { n: $.number }; charge { orderId: $.r.n, amount: 1 }; }
    Member { let number = charge { orderId: $.orderId, amount: 1 }.number; charge { orderId: $number, amount: 1 }; }
    Destructured { let { number: number } = charge { orderId: $.orderId, amount: 1 }; charge { orderId: $number, amount: 1 }; }
    Invoked {
        let result = lambda::invoke { FunctionName: charge, Payload: { orderId: $.orderId, amount: 1 } };
        charge { orderId: $result.Payload.number, amount: $result.StatusCode };
    }
    Branches {
        let both = parallel { { charge { orderId: $.orderId, amount: 1 } } { $ = $.customer; } };
        charge { orderId: $both[0].number, amount: 1 };
        charge { orderId: $both[1].firstName, amount: 1 };
    }
    Caught {
        $.receipt = charge { orderId: $.orderId, amount: 1 } catch { _ as $.error => { fail $.error.Error, $.error.Cause; } };
        charge { orderId: $.receipt.number, amount: 1 };
    }
    CaughtWhole { charge { orderId: $.orderId, amount: 1 } catch { _ as $ => { fail $.Error, $.Cause; } }; }
    CaughtKept { $ = charge { orderId: $.orderId, amount: 1 } catch { _ => { charge { orderId: $.orderId, amount: 1 }; return; } }; charge { orderId: $.number, amount: 1 }; }
    BothWays {
        if $.paid == true { $.receipt = charge { orderId: $.orderId, amount: 1 }; } else { $.receipt = { number: "none" }; }
        charge { orderId: $.receipt.number, amount: 1 };
    }
    AskedFor {
        if $.paid == true { $.receipt = charge { orderId: $.orderId, amount: 1 }; }
        if IsPresent($.receipt) { charge { orderId: $.receipt.number, amount: 1 }; }
        succeed;
    }
    AskedForInALoop {
        while !IsPresent($.receipt) { $.receipt = charge { orderId: $.orderId, amount: 1 }; }
        charge { orderId: $.receipt.number, amount: 1 };
    }
    BothTypes {
        if $.paid == true { $ = $.customer.address; } else { $ = { city: $.orderId, zip: "0" }; }
        charge { orderId: $.city, amount: 1 };
    }
    Polled {
        loop {
            let receipt = charge { orderId: $.orderId, amount: 1 };
            match $receipt.state { "DONE" => break, "FAILED" => fail "Failed" }
        }
        charge { orderId: $.orderId, amount: 1 };
    }
    Counting {
        let count = 0;
        while $count < 3 { let count = $count + 1; wait 1s; }
        charge { orderId: $.orderId, amount: $count };
    }
    OptionalPayload { charge { orderId: $.orderId, amount: 1, currency: "eur", attempts: 3 }; }
    NullPayload { charge { orderId: $.orderId, amount: 1, currency: null }; }
    MorePayload { charge { orderId: $.orderId, amount: 1, traceId: $$.Execution.Id }; }
    FormattedPayload { charge { orderId: format!("{}-{}", $.orderId, $.total), amount: $.total + 1 }; }
    WholePayload { let c = $.extra; charge($c); }
    BuiltPayload { $ = { orderId: $.orderId, amount: $.total }; charge($); }
    Annotated { let customer: Customer = $.extra.customer; charge { orderId: $customer.address.zip, amount: 1 }; }
    AnnotatedList { let lines: Vec<Line> = $.lines; charge { orderId: $lines[0].sku, amount: 1 }; }
    Waits { wait $.lines[0].quantity; wait until $.createdAt; fail "Ended", $.orderId; }
    Jumps { "Again": charge { orderId: $.orderId, amount: 1 }; if $.total > 5 { $.total = 5; goto "Again"; } succeed; }
    Expression { #[jsonata] let total = {% $sum($states.input.lines.quantity) * $states.input.total %}; charge { orderId: $.orderId, amount: $total }; }
    ExpressionOptional { #[jsonata] let code = {% $exists($states.input.coupon) ? $states.input.coupon.code : "none" %}; charge { orderId: $code, amount: 1 }; }
    Attributes { #[input($.customer)] #[assign(city = $.address.city)] "Pass on": pass; charge { orderId: $city, amount: 1 }; }
    Raw { state "Raw" = { "Type": "Pass", "InputPath": "$.customer" }; charge { orderId: $.firstName, amount: 1 }; }
}

state_machine! {
    machine Errors(Order) {
        resource charge: lambda::Function<Charge, Receipt, ChargeError>;
        resource notify: lambda::Function;

        try {
            "Notify": notify { id: $.orderId };
            #[retry("BankBusy", "Lambda.TooManyRequestsException", max_attempts = 3)]
            "Charge": charge { orderId: $.orderId, amount: $.total } catch {
                "CardDeclined" | States.Timeout => fail "Declined",
            };
        } catch {
            "NotifyFailed" => fail "Notify",
        }
    }
}

state_machine! {
    #[query_language(JSONata)]
    machine Expressions(Order) -> Receipt {
        resource charge: lambda::Function<Charge, Receipt>;
        $.receipt = charge { orderId: $.orderId, amount: $.total + 1 };
        if $.receipt.state == "DONE" {
            for $ in $.lines { charge { orderId: $.sku, amount: $.quantity }; }
        }
        charge { orderId: $.receipt.number, amount: $.total }
    }
}

#[derive(Shape)]
#[serde(rename_all = "lowercase")]
enum Size {
    Small,
    Large,
}

#[derive(Shape)]
#[serde(tag = "kind", content = "value")]
enum Step {
    Pause { seconds: u32 },
    Say(String),
    Move([u32; 2]),
    End,
}

#[derive(Shape)]
struct Product {
    stock: std::collections::HashMap<Size, u32>,
    next: Step,
    corners: [u32; 4],
}

state_machine! {
    machine Produce(Product) {
        let stock = $.stock.small + $.corners[3];
        match $.next.kind {
            "Pause" => wait $.next.value.seconds,
            "Say" => fail $.next.value,
            "Move" => wait $.next.value[1],
            "End" => wait $stock,
        }
        for $ in $.corners { wait $; }
        wait $.next.value.seconds;
    }
}

state_machine! {
    machine Me(Order) -> Caller {
        aws_sdk::sts::getCallerIdentity {}
    }
}

#[derive(Shape)]
#[serde(rename_all = "PascalCase")]
struct Caller {
    account: String,
    arn: String,
}

state_machine! {
    machine Written(Order) -> Receipt {
        $ = { number: $.orderId, amount: $.total, state: "DONE" };
    }
}

state_machine! {
    #[query_language(JSONata)]
    machine Computed(Order) {
        let more = {% $states.input.lines.quantity + 1 %};
        let coded = {% $states.input.coupon.code = "X" or $states.input.extra.code = 5 %};
        let all = {% $sum($states.input.lines.quantity) * $states.input.total %};
        let words = {% $split($states.input.orderId, "-")[0] & $string($states.input.total) %};
        let same = {% $states.input.customer = $states.input.extra and $states.input.orderId = $words %};
        for $ in {% [$states.input.lines[quantity > 3]] %} { wait {% $states.input.quantity %}; }
        for $ in $.extra.items { wait 1s; }
        if {% $states.input.paid %} { wait 1s; }
        if {% $states.input.extra.paid and $same and $coded %} { wait $more; }
        match $.status { "OPEN" | "PAID" => wait $all, "IN_TRANSIT" => wait 2s }
        match $.paid { true => wait 1s, false => wait 2s }
        match $.payment.kind { "card" => wait 1s, "bill" => wait 2s }
        succeed;
    }
}

state_machine! {
    machine Answer(Order) -> Receipt {
        resource charge: lambda::Function<Charge, Receipt>;
        charge { orderId: $.orderId, amount: $.total }
    }
}

/// A type with parameters, and one of another crate.
#[derive(Shape)]
struct Rows<T> {
    rows: Vec<T>,
    next: Option<String>,
}

state_machine! {
    machine Paged(Rows<Line>) -> Rows<Customer> {
        resource read: lambda::Function<Rows<Line>, Rows<Customer>>;
        for $ in $.rows { wait $.quantity; }
        read($)
    }
}

state_machine! {
    machine Open(serde_json::Value) -> serde_json::Value {
        resource read: lambda::Function<serde_json::Value, Vec<serde_json::Value>>;
        let all = read($.a.b);
        read { x: $all[0].c };
    }
}

#[test]
fn machines_are_those_without_types() {
    assert!(RIGHT.len() >= 60, "{}", RIGHT.len());
    for (name, definition) in RIGHT.iter().chain(&[
        (Expressions::NAME, Expressions::DEFINITION),
        (Answer::NAME, Answer::DEFINITION),
        (Paged::NAME, Paged::DEFINITION),
        (Open::NAME, Open::DEFINITION),
    ]) {
        let definition: serde_json::Value = serde_json::from_str(definition).expect(name);
        assert!(definition["States"].is_object(), "{name}");
    }
}
