//! Asks three people at once and waits for each answer: task tokens in the branches of a Parallel.

use sfn_examples::show;
use sfn_runtime::state_machine;

state_machine! {
    /// Lets a request through when legal, finance and security have all approved it.
    pub machine Approvals {
        resource legal: sns::Topic;
        resource finance: sns::Topic;
        resource security: sns::Topic;
        resource publish: lambda::Function;

        "Ask everyone": $.answers = parallel {
            {
                #[timeout(7d)]
                "Ask legal": $ = sns::publish.waitForTaskToken {
                    TopicArn: legal,
                    Message: { request: $.request, token: $$.Task.Token },
                };
            }
            {
                #[timeout(7d)]
                "Ask finance": $ = sns::publish.waitForTaskToken {
                    TopicArn: finance,
                    Message: { request: $.request, token: $$.Task.Token },
                };
            }
            {
                #[timeout(7d)]
                "Ask security": $ = sns::publish.waitForTaskToken {
                    TopicArn: security,
                    Message: { request: $.request, token: $$.Task.Token },
                };
            }
        } catch {
            States.Timeout as $.error => fail "NobodyAnswered",
            _ as $.error => fail "Rejected",
        };

        "Publish": publish { request: $.request, answers: $.answers };
    }
}

fn main() {
    show::<Approvals>();
}
