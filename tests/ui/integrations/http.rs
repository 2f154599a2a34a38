use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        http::invoke { ApiEndpoint: "https://api.example.com", Method: "GET" };
        http::invoke {
            ApiEndpoint: "https://api.example.com",
            Method: "get",
            Authentication: {},
            Headers: { Host: "api.example.com" },
            Transform: {
                RequestBodyEncoding: "URL_ENCODE",
                RequestEncodingOptions: { ArrayFormat: "LIST" },
            },
        };
        http::invoke { ApiEndpoint: "https://api.example.com", Method: "GET", InvocationConfig: {} };
        http::invoke.sync {
            ApiEndpoint: "https://api.example.com",
            Method: "GET",
            Authentication: { ConnectionArn: "arn:aws:events:us-east-1:123456789012:connection/c/1a2b" },
        };
    }
}

fn main() {}
