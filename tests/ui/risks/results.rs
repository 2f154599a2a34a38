#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine NeverRead {
        resource f: lambda::Function;
        $.sent = f { id: $.id };
        wait 5s;
        $ = f { id: $.id };
    }

    machine Overwritten {
        resource f: lambda::Function;
        if $.order.total > 1000 {
            $.order = f { id: $.id };
            if $.order.total > 5000 {
                f {};
            }
        }
        f {};
    }

    machine NotFinished {
        let query = athena::startQueryExecution { QueryString: "SELECT 1", WorkGroup: "main" };
        athena::getQueryResults { QueryExecutionId: $query.QueryExecutionId };
    }

    machine Refused {
        aws_sdk::eventbridge::putEvents { Entries: [{ Source: "a", DetailType: "b", Detail: "{}" }] };
    }

    machine Again {
        resource f: lambda::Function;
        f {};
        states::startExecution { StateMachineArn: $$.StateMachine.Id, Name: "next", Input: {} };
    }

    #[warn(ASL12004)]
    #[express]
    machine Twice {
        resource jobs: sqs::Queue;
        sqs::sendMessage { QueueUrl: jobs, MessageBody: "go" };
    }

    machine Never {
        "Ask": $.answer = aws_sdk::glue::getCrawler { Name: "sales" };
        if $.answer.Crawler.State == "REDAY" {
            wait 5s;
        }
        pass;
    }
}

fn main() {}
