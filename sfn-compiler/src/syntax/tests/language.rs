//! Everything that the contract of the language shows as code.

use super::{check, dump, parse};

#[test]
fn the_first_machine() {
    let source = r#"
    /// Charges an order, retrying transient faults, and tells the customer.
    #[timeout(1h)]
    pub machine OrderFlow(Order) {
        resource charge: lambda::Function<Charge, Receipt>;
        resource orders: dynamodb::Table;
        resource reviews: sqs::Queue;
        resource alerts: sns::Topic = "arn:aws:sns:us-east-1:123456789012:alerts";

        #[timeout(30s)]
        "Charge card": $.receipt = charge { orderId: $.order.id, amount: $.order.total }
            catch {
                "CardDeclined" as $.error => {
                    "Tell customer": sns::publish { TopicArn: alerts, Message: $.error.Cause };
                    fail "CardDeclined";
                }
            };

        "Big order?": if $.order.total > 1000 {
            #[heartbeat(1h)]
            "Review": sqs::sendMessage.waitForTaskToken {
                QueueUrl: reviews,
                MessageBody: { orderId: $.order.id, token: $$.Task.Token },
            };
        }

        "Record": dynamodb::putItem {
            TableName: orders,
            Item: { id: S($.order.id), total: N($.order.total) },
        };
    }"#;
    let wanted = [
        r#"(machine pub OrderFlow (in Order) (#timeout 1h)"#,
        r#"(doc "Charges an order, retrying transient faults, and tells the customer.")"#,
        r#"(resource charge lambda::Function<Charge,Receipt>) (resource orders dynamodb::Table)"#,
        r#"(resource reviews sqs::Queue) (resource alerts sns::Topic "arn:aws:sns:us-east-1:123456789012:alerts")"#,
        r#"{["Charge card" (#timeout 30s): (= $.receipt (call charge {orderId:$.order.id amount:$.order.total})"#,
        r#"(catch (CardDeclined as $.error => {["Tell customer": (do (call sns::publish"#,
        r#"{TopicArn:`alerts Message:$.error.Cause}))] (fail "CardDeclined")})))]"#,
        r#"["Big order?": (if (> $.order.total 1000) {["Review" (#heartbeat 1h): (do (call sqs::sendMessage.waitForTaskToken"#,
        r#"{QueueUrl:`reviews MessageBody:{orderId:$.order.id token:$$.Task.Token}}))]})]"#,
        r#"["Record": (do (call dynamodb::putItem {TableName:`orders Item:{id:S($.order.id) total:N($.order.total)}}))]})"#,
    ];
    let (machines, found) = parse(source);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(dump::machine(&machines[0]), wanted.join(" "));
}

#[test]
fn a_poll() {
    check(
        r#"
        "Start query": let query = athena::startQueryExecution { QueryString: format!("SELECT * FROM \"{}\"", $.table), WorkGroup: $.workgroup };
        loop {
            "Get query": let run = athena::getQueryExecution { QueryExecutionId: $query.QueryExecutionId };
            "Finished?": match $run.QueryExecution.Status.State {
                "SUCCEEDED" => break,
                "FAILED" | "CANCELLED" => fail "QueryFailed",
                _ => {}
            }
            wait 5s;
        }
        process { location: $run.QueryExecution.ResultConfiguration.OutputLocation }"#,
        concat!(
            r#"["Start query": (let query (call athena::startQueryExecution {QueryString:format("SELECT * FROM \"{}\"" $.table) WorkGroup:$.workgroup}))]"#,
            "\n",
            r#"(loop {["Get query": (let run (call athena::getQueryExecution {QueryExecutionId:$query.QueryExecutionId}))] "#,
            r#"["Finished?": (match $run.QueryExecution.Status.State ("SUCCEEDED" => {break}) ("FAILED"|"CANCELLED" => {(fail "QueryFailed")}) (_ => {}))] (wait 5s)})"#,
            "\n",
            "(value (call process {location:$run.QueryExecution.ResultConfiguration.OutputLocation}))",
        ),
    );
}

#[test]
fn a_catch() {
    check(
        r#"charge {} catch {
            "CardDeclined" | States.Timeout as $.error => { pass; }
            #[assign(failed = true)]
            _ as $.error => goto "Notify",      // _ is States.ALL, and must be last
            "Other" => fail "Other",            // without `as`: the document stays as it was (ResultPath: null)
        };"#,
        concat!(
            r#"(do (call charge {}) (catch (CardDeclined|States.Timeout as $.error => {(do (pass))}) "#,
            r#"(States.ALL as $.error (#assign failed=true) => {(goto "Notify")}) (Other => {(fail "Other")})))"#,
        ),
    );
}

#[test]
fn a_distributed_map() {
    check(
        r#"#[distributed(express, label = "Rows", max_concurrency = 1000, tolerated_failure_percentage = 5)]
        #[batch(max_items = 100, max_bytes = 262144, input = { run: $$.Execution.Name })]
        #[result_writer(s3::putObject { Bucket: results, Prefix: "out" })]
        "Each row": for $ in s3::getObject { Bucket: $.bucket, Key: $.key, input_type: CSV, csv_headers: first_row } { pass; }
        pass;"#,
        concat!(
            r#"["Each row" (#distributed `express label="Rows" max_concurrency=1000 tolerated_failure_percentage=5) "#,
            r#"(#batch max_items=100 max_bytes=262144 input={run:$$.Execution.Name}) "#,
            r#"(#result_writer (call s3::putObject {Bucket:`results Prefix:"out"})): "#,
            r#"(do (for $ (call s3::getObject {Bucket:$.bucket Key:$.key input_type:`CSV csv_headers:`first_row}) {(do (pass))}))]"#,
            "\n(do (pass))",
        ),
    );
}

#[test]
fn an_explicit_machine() {
    check(
        r#"
        "Acquire lock": $.lock = dynamodb::updateItem { Key: 1 } catch { "DynamoDB.ConditionalCheckFailedException" as $.lock.error => goto "Read lock" };
        return;
        "Read lock": $.lock.item = dynamodb::getItem { Key: 1 } select { text: States.JsonToString($.Item) };
        "Held already?": match { IsPresent($.lock.item.text) && StringMatches($.lock.item.text, "*Z*") => goto "Continue", _ => goto "Pause" }
        "Pause": wait 3s; goto "Acquire lock";
        "Continue": pass; return;"#,
        concat!(
            r#"["Acquire lock": (= $.lock (call dynamodb::updateItem {Key:1}) (catch (DynamoDB.ConditionalCheckFailedException as $.lock.error => {(goto "Read lock")})))]"#,
            "\nreturn\n",
            r#"["Read lock": (= $.lock.item (call dynamodb::getItem {Key:1}) (select {text:States.JsonToString($.Item)}))]"#,
            "\n",
            r#"["Held already?": (match ((&& IsPresent($.lock.item.text) StringMatches($.lock.item.text "*Z*")) => {(goto "Continue")}) (_ => {(goto "Pause")}))]"#,
            "\n",
            "[\"Pause\": (wait 3s)]\n(goto \"Acquire lock\")\n[\"Continue\": (do (pass))]\nreturn",
        ),
    );
}

#[test]
fn heads_of_machines() {
    for (source, wanted) in [
        ("machine A {}", "(machine A {})"),
        (
            "pub(crate) machine A(Order) -> Vec<Receipt> {}",
            "(machine pub (crate) A (in Order) (out Vec < Receipt >) {})",
        ),
        ("machine A() {}", "(machine A {})"),
        (
            r#"/// One
               /// two
               #[query_language(JSONata)] #[express] #[version("1.0")] #[tracing] #[logging(level = ALL)]
               machine A { //! Inside
               }"#,
            r#"(machine A (#query_language `JSONata) #express (#version "1.0") #tracing (#logging level=`ALL) (doc "One\ntwo") {(//! "Inside")})"#,
        ),
        ("machine A {} machine B {}", "(machine A {})\n(machine B {})"),
        (
            r#"machine A {
                /// Charges.
                resource charge: lambda::Function;
                resource other: arn = crate::OTHER;
                resource f: lambda::Function<fn(A) -> B, Vec<Vec<C>>> = "x";
                retry policy stubborn = retry(States.ALL, max_attempts = 3);
                #[retry(stubborn)] charge;
            }"#,
            "(machine A (resource charge lambda::Function (doc \"Charges.\")) (resource other arn `crate::OTHER) (resource f lambda::Function<fn(A)->B,Vec<Vec<C>>> \"x\") (policy stubborn `States.ALL max_attempts=3) {[(#retry `stubborn): (do (call charge))]})",
        ),
    ] {
        let (machines, found) = parse(source);
        assert_eq!(found, Vec::<String>::new(), "{source}");
        assert_eq!(machines.iter().map(dump::machine).collect::<Vec<_>>().join("\n"), wanted, "{source}");
    }
}
