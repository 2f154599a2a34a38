machine Http {
    resource pay: events::Connection;
    resource api: apigateway::RestApi;
    "Pay": http::invoke {
        ApiEndpoint: "https://api.example.com/v1/charges",
        Method: "POST",
        Authentication: { ConnectionArn: pay },
    };
    "Customer": http::invoke {
        ApiEndpoint: format!("https://api.example.com/v1/customers/{}", $.id),
        Method: "GET",
        Authentication: { ConnectionArn: "arn:aws:events:us-east-1:123456789012:connection/MyConn/0d0a0b0c-1111-2222-3333-444455556666" },
    };
    "Api": apigateway::invoke { ApiEndpoint: "abc123def4.execute-api.us-east-1.amazonaws.com", Method: "GET", Stage: "prod", Path: "/orders", AuthType: "IAM_ROLE" };
    "Open api": apigateway::invoke { ApiEndpoint: "abc123def4.execute-api.us-east-1.amazonaws.com", Method: "GET", Stage: "prod" };
    "Own": apigateway::invoke { ApiEndpoint: api, Method: "GET", Stage: "prod", AuthType: "IAM_ROLE" };
}
