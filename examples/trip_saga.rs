//! Books a trip in steps that can each be undone: handlers that several steps share, entered where it failed.

use sfn_examples::show;
use sfn_runtime::state_machine;

state_machine! {
    /// Books flight and car and takes the payment, or leaves nothing behind.
    #[timeout(1h)]
    pub machine TripSaga {
        resource reserve_flight: lambda::Function;
        resource reserve_car: lambda::Function;
        resource pay: lambda::Function;
        resource cancel_flight: lambda::Function;
        resource cancel_car: lambda::Function;
        resource notices: sns::Topic;

        retry policy stubborn = retry(States.ALL, interval = 2s, max_attempts = 3, backoff = 2.0, jitter);

        "Reserve flight": $.flight = reserve_flight($)
            catch { _ as $.error => goto "Say sorry" };
        "Reserve car": $.car = reserve_car($)
            catch { _ as $.error => goto "Cancel flight" };
        "Pay": $.payment = pay($)
            catch { _ as $.error => goto "Cancel car" };
        "Say thanks": sns::publish { TopicArn: notices, Message: "Your trip is booked" };
        return;

        // Compensation, in reverse order: each step falls into the next.
        #[retry(stubborn)]
        "Cancel car": cancel_car($);
        #[retry(stubborn)]
        "Cancel flight": cancel_flight($);
        "Say sorry": sns::publish {
            TopicArn: notices,
            Message: format!("Your trip could not be booked: {}", $.error.Error),
        };
        fail "TripNotBooked";
    }
}

fn main() {
    show::<TripSaga>();
}
