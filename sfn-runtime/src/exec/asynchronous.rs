//! The asynchronous way to run a machine: answers that are on their way, and time that passes meanwhile.
//!
//! No runtime is named: whatever polls the future of a run polls its answers, each only when it has asked for it.

use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::engine::{Engine, Need, Ticket};
use super::execution::Execution;
use super::executor::{Executor, RunError, nanos, typed};
use super::mock::{Answer, Call, Reply};
use crate::query::value::Json;

impl Executor {
    /// Runs the machine from its start to its end, and waits for the answers of [`asynchronous`](super::asynchronous)
    /// mocks without blocking. Those of a Map or Parallel are on their way side by side; results come in the order of
    /// items and branches, events in the order in which answers came.
    ///
    /// The virtual clock stands still while an answer is on its way. With [`real_time`](Executor::real_time), time
    /// passes, and a task whose answer takes longer than its `TimeoutSeconds` times out.
    ///
    /// To drop the future is to stop the execution; the executor can run another.
    ///
    /// # Errors
    ///
    /// As those of [`run`](Executor::run).
    pub async fn run_async(&mut self, input: impl Into<Value>) -> Result<Execution, RunError> {
        let (engine, input) = self.begin(input.into())?;
        self.drive_async(engine, input).await
    }

    pub(super) async fn drive_async(
        &mut self,
        mut engine: Engine,
        input: Json,
    ) -> Result<Execution, RunError> {
        let (start, began) = (engine.now, Instant::now());
        let mut answers = Answers::default();
        loop {
            match engine.advance() {
                Need::Answer(ticket, mut call) => {
                    let service = self.services.of(&call).ok_or_else(|| RunError::not_mocked(&call))?;
                    call.pulse = call.heartbeat.map(|_| answers.pulse());
                    match service.start(&call) {
                        Some(answer) => answers.add(ticket, call, answer),
                        None => {
                            let reply = typed(&call, service.call(&call));
                            engine.answer(ticket, call, reply);
                        }
                    }
                }
                Need::Time(at) => {
                    answers.forget_unless(|it| engine.awaits(it));
                    let deadline = began + nanos(at - start);
                    let sleep = self.real_time.then(|| deadline.saturating_duration_since(Instant::now()));
                    let next = answers.next(sleep).await;
                    if self.real_time && !matches!(next, Next::Nothing) {
                        engine.now = later(&engine, start, began).min(at);
                    }
                    match next {
                        Next::Reply(ticket, call, reply) => {
                            let reply = typed(&call, reply);
                            engine.answer(ticket, call, reply);
                        }
                        Next::Beat(ticket) => engine.beat(ticket),
                        Next::Nothing => engine.now = at,
                    }
                }
                Need::Nothing => return self.ended(engine, input),
            }
        }
    }
}

fn later(engine: &Engine, start: i128, began: Instant) -> i128 {
    let elapsed = i128::try_from(began.elapsed().as_nanos()).unwrap_or(i128::MAX);
    start.saturating_add(elapsed).max(engine.now)
}

/// Answers on their way.
#[derive(Default)]
struct Answers {
    pending: BTreeMap<usize, (Ticket, Box<Call>, Answer)>,
    count: usize,
    woken: Arc<Woken>,
}

/// What answers come to.
enum Next {
    Reply(Ticket, Box<Call>, Reply),
    /// A task goes on.
    Beat(Ticket),
    /// There are none, or they take too long.
    Nothing,
}

/// Which of them want to be polled.
#[derive(Default, Debug)]
struct Woken(Mutex<Queue>);

#[derive(Default, Debug)]
struct Queue {
    numbers: VecDeque<usize>,
    beats: VecDeque<usize>,
    outer: Option<Waker>,
}

/// The heartbeats of one answer.
#[derive(Clone, Debug)]
pub(crate) struct Pulse {
    number: usize,
    woken: Arc<Woken>,
}

impl Pulse {
    pub(crate) fn beat(&self) {
        self.woken.push(|queue| queue.beats.push_back(self.number));
    }
}

impl Woken {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(|it| it.into_inner())
    }

    fn wake(&self, number: usize) {
        self.push(|queue| queue.numbers.push_back(number));
    }

    fn push(&self, push: impl FnOnce(&mut Queue)) {
        let mut queue = self.lock();
        push(&mut queue);
        let outer = queue.outer.take();
        drop(queue);
        if let Some(outer) = outer {
            outer.wake();
        }
    }
}

/// Wakes one answer.
struct Signal {
    number: usize,
    woken: Arc<Woken>,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.woken.wake(self.number);
    }
}

/// The number under which the end of a sleep is told.
const SLEEP: usize = usize::MAX;

impl Answers {
    fn add(&mut self, ticket: Ticket, call: Box<Call>, answer: Answer) {
        let number = self.count;
        self.count += 1;
        self.pending.insert(number, (ticket, call, answer));
        self.woken.lock().numbers.push_back(number);
    }

    /// Drops those that nobody waits for any more: their branch was cut off, or they timed out.
    fn forget_unless(&mut self, is_awaited: impl Fn(Ticket) -> bool) {
        self.pending.retain(|_, (ticket, ..)| is_awaited(*ticket));
    }

    /// The heartbeats of the one that is added next.
    fn pulse(&self) -> Pulse {
        Pulse { number: self.count, woken: self.woken.clone() }
    }

    /// The next that comes; nothing if there is none, or it takes longer than `sleep`.
    async fn next(&mut self, sleep: Option<Duration>) -> Next {
        let sleep = sleep.map(|duration| Sleep::new(duration, &self.woken));
        poll_fn(|cx| self.poll(cx, sleep.as_ref())).await
    }

    fn poll(&mut self, cx: &mut Context<'_>, sleep: Option<&Sleep>) -> Poll<Next> {
        if self.pending.is_empty() && sleep.is_none() {
            return Poll::Ready(Next::Nothing);
        }
        loop {
            let mut queue = self.woken.lock();
            if let Some(number) = queue.beats.pop_front() {
                match self.pending.get(&number) {
                    Some((ticket, ..)) => return Poll::Ready(Next::Beat(*ticket)),
                    None => continue,
                }
            }
            let Some(number) = queue.numbers.pop_front() else {
                queue.outer = Some(cx.waker().clone());
                return Poll::Pending;
            };
            drop(queue);
            if number == SLEEP {
                // One that was given up may still tell of its end.
                match sleep {
                    Some(it) if it.is_over() => return Poll::Ready(Next::Nothing),
                    _ => continue,
                }
            }
            let Some((_, _, answer)) = self.pending.get_mut(&number) else { continue };
            let waker = Waker::from(Arc::new(Signal { number, woken: self.woken.clone() }));
            if let Poll::Ready(reply) = answer.as_mut().poll(&mut Context::from_waker(&waker)) {
                let (ticket, call, _) = self.pending.remove(&number).expect("it was just polled");
                return Poll::Ready(Next::Reply(ticket, call, reply));
            }
        }
    }
}

/// A sleep of the real clock. A thread of its own ends it, because no runtime is known here; to drop it ends the thread.
struct Sleep {
    until: Instant,
    _stop: mpsc::Sender<()>,
}

impl Sleep {
    fn new(duration: Duration, woken: &Arc<Woken>) -> Sleep {
        let woken = woken.clone();
        let (stop, stopped) = mpsc::channel();
        std::thread::spawn(move || {
            if stopped.recv_timeout(duration) == Err(mpsc::RecvTimeoutError::Timeout) {
                woken.wake(SLEEP);
            }
        });
        Sleep { until: Instant::now() + duration, _stop: stop }
    }

    fn is_over(&self) -> bool {
        Instant::now() >= self.until
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Mutex};
    use std::time::{Duration, Instant};

    use serde_json::{Value, json};

    use crate::exec::{Call, Executor, Reply, RunError, asynchronous};

    fn map(limit: u32) -> Executor {
        let definition = json!({"StartAt": "M", "States": {"M": {
            "Type": "Map", "MaxConcurrency": limit, "End": true,
            "ItemProcessor": {"StartAt": "T", "States": {
                "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                    "Parameters": {"FunctionName": "f", "Payload.$": "$"}, "OutputPath": "$.Payload"},
            }},
        }}});
        Executor::new(&definition.to_string()).unwrap()
    }

    fn payload(call: &Call) -> Value {
        json!({"Payload": call.input()["Payload"]})
    }

    /// How many run at once, at most.
    #[derive(Clone, Default)]
    struct Gauge(Arc<(AtomicUsize, AtomicUsize)>);

    impl Gauge {
        async fn hold(&self, millis: u64) {
            let now = self.0.0.fetch_add(1, Ordering::SeqCst) + 1;
            self.0.1.fetch_max(now, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(millis)).await;
            self.0.0.fetch_sub(1, Ordering::SeqCst);
        }

        fn most(&self) -> usize {
            self.0.1.load(Ordering::SeqCst)
        }
    }

    #[tokio::test]
    async fn iterations_are_waited_for_side_by_side_up_to_the_limit() {
        for (limit, most) in [(0, 40), (1, 1), (7, 7)] {
            let gauge = Gauge::default();
            let held = gauge.clone();
            let mut executor = map(limit).mock(
                "T",
                asynchronous(move |call: Call| {
                    let gauge = held.clone();
                    async move {
                        // Later items come earlier.
                        let item = call.input()["Payload"].as_u64().unwrap_or_default();
                        gauge.hold(12 - item % 10).await;
                        payload(&call)
                    }
                }),
            );
            let items: Vec<u32> = (0..50).collect();
            let execution = executor.run_async(json!(items)).await.unwrap();
            execution.assert_output(json!(items));
            assert_eq!(execution.duration(), Duration::ZERO);
            assert_eq!(gauge.most(), most, "{limit}");
        }
    }

    /// A branch can do what another waits for.
    #[tokio::test]
    async fn branches_can_wait_for_one_another() {
        let task = |name: &str| {
            let state = json!({"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": {"FunctionName": "f"}, "End": true});
            json!({"StartAt": name, "States": {name: state}})
        };
        let definition = json!({"StartAt": "P", "States": {
            "P": {"Type": "Parallel", "Branches": [task("Receive"), task("Send")], "End": true},
        }});
        let (sender, receiver) = tokio::sync::oneshot::channel::<u32>();
        let (sender, receiver) = (Mutex::new(Some(sender)), Mutex::new(Some(receiver)));
        let mut executor = Executor::new(&definition.to_string())
            .unwrap()
            .mock(
                "Receive",
                asynchronous(move |_: Call| {
                    let receiver = receiver.lock().unwrap().take();
                    async move { json!({"Payload": receiver.unwrap().await.unwrap()}) }
                }),
            )
            .mock("Send", move |_: &Call| {
                sender.lock().unwrap().take().unwrap().send(7).unwrap();
                json!({"Payload": "sent"})
            });
        let execution = executor.run_async(json!({})).await.unwrap();
        execution.assert_output(json!([{"Payload": 7}, {"Payload": "sent"}]));
    }

    #[tokio::test]
    async fn a_run_that_is_dropped_stops_and_another_can_start() {
        let gauge = Gauge::default();
        let held = gauge.clone();
        let mut executor = map(0).mock(
            "T",
            asynchronous(move |call: Call| {
                let gauge = held.clone();
                async move {
                    gauge.hold(if call.input()["Payload"] == "slow" { 60_000 } else { 1 }).await;
                    payload(&call)
                }
            }),
        );
        let slow = tokio::time::timeout(Duration::from_millis(20), executor.run_async(json!(["slow"]))).await;
        assert!(slow.is_err());
        executor.run_async(json!(["quick"])).await.unwrap().assert_output(json!(["quick"]));
        // What was cut off is dropped, too: nothing waits for a minute.
        let definition = json!({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": {"FunctionName": "f", "Payload": "slow"}, "End": true}}},
            {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "No"}}},
        ]}}});
        let mut executor = Executor::new(&definition.to_string()).unwrap().mock(
            "T",
            asynchronous(async |_: Call| {
                tokio::time::sleep(Duration::from_secs(60)).await;
                json!({"Payload": 1})
            }),
        );
        executor.run_async(json!({})).await.unwrap().assert_failed("No");
    }

    #[tokio::test]
    async fn real_time_passes_while_an_answer_is_on_its_way() {
        let definition = json!({"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 1,
                "Parameters": {"FunctionName": "f"}, "End": true,
                "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Late"}]},
            "Late": {"Type": "Pass", "Result": "late", "End": true},
        }});
        let run = async |millis| {
            let mut executor = Executor::new(&definition.to_string()).unwrap().real_time().mock(
                "T",
                asynchronous(move |_: Call| async move {
                    tokio::time::sleep(Duration::from_millis(millis)).await;
                    json!({"Payload": "in time"})
                }),
            );
            executor.run_async(json!({})).await.unwrap()
        };
        let began = Instant::now();
        let execution = run(50).await;
        assert_eq!(execution.output().unwrap()["Payload"], "in time");
        assert!(execution.duration() >= Duration::from_millis(50));
        run(60_000).await.assert_output("late");
        assert!((Duration::from_secs(1)..Duration::from_secs(30)).contains(&began.elapsed()));
    }

    #[tokio::test]
    async fn a_task_on_its_way_has_to_send_heartbeats() {
        let definition = json!({"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:a", "End": true,
                "TimeoutSeconds": 60, "HeartbeatSeconds": 2,
                "Catch": [{"ErrorEquals": ["States.HeartbeatTimeout"], "Next": "Missed"}]},
            "Missed": {"Type": "Pass", "Result": "missed", "End": true},
        }});
        let run = async |beats: u32| {
            let mut executor = Executor::new(&definition.to_string()).unwrap().real_time().mock(
                "T",
                asynchronous(move |call: Call| async move {
                    for _ in 0..beats {
                        tokio::time::sleep(Duration::from_millis(500)).await;
                        call.send_heartbeat();
                    }
                    tokio::time::sleep(Duration::from_millis(if beats > 0 { 100 } else { 60_000 })).await;
                    json!("done")
                }),
            );
            executor.run_async(json!({})).await.unwrap()
        };
        let done = run(5).await;
        done.assert_output("done");
        assert!(done.duration() >= Duration::from_millis(2500), "{:?}", done.duration());
        let missed = run(0).await;
        missed.assert_output("missed");
        assert!((2000..20_000).contains(&missed.duration().as_millis()), "{:?}", missed.duration());
    }

    #[tokio::test]
    async fn many_executions_run_in_one_process() {
        let mut runs = tokio::task::JoinSet::new();
        for i in 0..1000 {
            runs.spawn(async move {
                let mut executor = map(0).mock(
                    "T",
                    asynchronous(async |call: Call| {
                        tokio::task::yield_now().await;
                        payload(&call)
                    }),
                );
                executor
                    .run_async(json!([i, i + 1]))
                    .await
                    .map(|it| it.output().cloned() == Some(json!([i, i + 1])))
            });
        }
        assert!(runs.join_all().await.into_iter().all(|it| it == Ok(true)));
    }

    #[test]
    fn without_waiting_there_is_no_answer() {
        let mut executor = map(0).mock("T", asynchronous(async |_: Call| Reply::ok(1)));
        assert!(matches!(executor.run(json!([1])), Err(RunError::Mock { .. })));
    }
}
