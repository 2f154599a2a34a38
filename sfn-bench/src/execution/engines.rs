//! Two engines of others, started from a Python that has them, and asked over HTTP.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::machines::Work;

/// How one is started.
pub struct Kind {
    pub name: &'static str,
    /// What to install.
    packages: &'static str,
    /// A program that fails where it is not installed.
    probe: &'static str,
    /// What to give Python; the port follows.
    program: &'static str,
}

pub const KINDS: [&Kind; 2] = [
    &Kind {
        name: "moto",
        packages: "'moto[server,stepfunctions]' jsonata-python",
        probe: "import moto.server, moto.stepfunctions",
        program: include_str!("moto.py"),
    },
    &Kind {
        name: "ministack",
        packages: "ministack",
        probe: "import ministack",
        program: "import os, runpy, sys\n\
            os.environ['BIND_HOST'] = '127.0.0.1'\n\
            os.environ['GATEWAY_PORT'] = sys.argv[1]\n\
            sys.argv = ['ministack']\n\
            from importlib.metadata import entry_points\n\
            [it.load() for it in entry_points(group='console_scripts') if it.name == 'ministack'][0]()\n",
    },
];

/// How often to ask whether an execution has ended.
const POLL: Duration = Duration::from_millis(5);

/// How long an execution may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// One that runs.
pub struct Engine {
    kind: &'static Kind,
    process: Child,
    port: u16,
}

impl Engine {
    /// Starts it; or says why not.
    pub fn start(kind: &'static Kind, python: &str) -> Result<Engine, String> {
        let silent = |command: &mut Command| {
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        };
        let mut probe = Command::new(python);
        silent(probe.args(["-c", kind.probe]));
        if !probe.status().is_ok_and(|it| it.success()) {
            return Err(format!(
                "`{python}` does not have it: `pip install {}` into a virtual environment, and give its Python as \
                 the last argument",
                kind.packages
            ));
        }
        let free = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr());
        let port = free.map_err(|error| error.to_string())?.port();
        let mut command = Command::new(python);
        silent(command.args(["-c", kind.program, &port.to_string()]));
        let process = command.spawn().map_err(|error| error.to_string())?;
        let engine = Engine { kind, process, port };
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(30) {
            if engine.call("ListStateMachines", &json!({})).is_ok() {
                return Ok(engine);
            }
            thread::sleep(Duration::from_millis(100));
        }
        Err("it does not answer".to_owned())
    }

    pub fn name(&self) -> &'static str {
        self.kind.name
    }

    /// Seconds for all executions of `work`, from the first request to the last answer.
    pub fn measure(&self, work: Work) -> Result<f64, String> {
        let name = format!("m{}", work.to_string().replace([' ', ','], "-"));
        let machine = self.call(
            "CreateStateMachine",
            &json!({
                "name": name, "definition": work.definition().to_string(),
                "roleArn": "arn:aws:iam::000000000000:role/bench",
            }),
        )?;
        let (arn, input) = (machine["stateMachineArn"].clone(), work.input().to_string());
        let began = Instant::now();
        let mut started = Vec::new();
        for i in 0..work.executions() {
            let request = json!({"stateMachineArn": arn, "name": format!("{name}{i}"), "input": input});
            started.push(self.call("StartExecution", &request)?["executionArn"].clone());
        }
        for execution in started {
            let ended = self.wait(&execution, began)?;
            let output = ended["output"].as_str().and_then(|it| serde_json::from_str::<Value>(it).ok());
            if ended["status"] != "SUCCEEDED" || output != Some(work.output()) {
                return Err(format!("{} {}", ended["status"], ended["error"]));
            }
        }
        Ok(began.elapsed().as_secs_f64())
    }

    fn wait(&self, execution: &Value, began: Instant) -> Result<Value, String> {
        loop {
            let state = self.call("DescribeExecution", &json!({"executionArn": execution}))?;
            if state["status"] != "RUNNING" {
                return Ok(state);
            }
            if began.elapsed() > PATIENCE {
                return Err(format!("not over after {} s", PATIENCE.as_secs()));
            }
            thread::sleep(POLL);
        }
    }

    /// One request of the JSON protocol. The signature is none, and neither looks at it.
    fn call(&self, action: &str, request: &Value) -> Result<Value, String> {
        let failed = |error: std::io::Error| error.to_string();
        let body = request.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).map_err(failed)?;
        let head = format!(
            "POST / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/x-amz-json-1.0\r\n\
             X-Amz-Target: AWSStepFunctions.{action}\r\nAuthorization: AWS4-HMAC-SHA256 \
             Credential=test/20240101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).map_err(failed)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map_err(failed)?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or("no HTTP")?;
        if head.split(' ').nth(1) != Some("200") {
            return Err(body.chars().take(80).collect());
        }
        serde_json::from_str(body).map_err(|error| error.to_string())
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
