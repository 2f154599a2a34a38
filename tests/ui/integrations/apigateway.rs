use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        apigateway::invoke.sync { ApiEndpoint: "a", Method: "GET" };
        apigateway::invoke.waitForTaskToken { ApiEndpoint: "a", Method: "GET", Headers: { Token: $$.Task.Token } };
        apigateway::invoke.waitForTaskToken { ApiEndpoint: "a", Method: "GET", Headers: { Token: ["none"] } };
        apigateway::invoke {
            ApiEndpoint: "a", Method: "POTS", AuthType: "ROLE", Headers: { Authorization: ["a"], "X-Amz-Date": ["b"] },
        };
    }
}

fn main() {}
