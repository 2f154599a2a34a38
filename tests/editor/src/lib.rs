//! A client of the Language Server Protocol, as small as the tests need: one file, opened and changed as a whole.
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/>

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::{fs, io};

use serde_json::{Value, json};

/// Stands for the cursor in a text.
pub const CURSOR: &str = "$0";

/// The environment variable which says that rust-analyzer must be there.
pub const REQUIRED: &str = "SFN_EDITOR";

/// A running rust-analyzer with one crate open.
pub struct Editor {
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    /// What came while something else was waited for.
    notifications: VecDeque<Value>,
    file: PathBuf,
    requests: u64,
    version: u64,
}

/// A place in the open file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Counted from zero, as the protocol does.
    pub line: u64,
    /// The text of that line.
    pub text: String,
}

impl Editor {
    /// Starts rust-analyzer on the crate at `root` and waits until it has loaded; `None` where it, or the source of the
    /// standard library that it reads, is not installed.
    ///
    /// # Panics
    ///
    /// If it does not speak the protocol, or is not installed although the variable [`REQUIRED`] is set.
    pub fn open(root: &Path) -> Option<Self> {
        if !is_installed() {
            assert!(std::env::var_os(REQUIRED).is_none(), "rust-analyzer or rust-src is not installed");
            return None;
        }
        let mut server = Command::new("rust-analyzer")
            .current_dir(root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("rust-analyzer starts");
        let input = server.stdin.take().expect("a pipe");
        let output = BufReader::new(server.stdout.take().expect("a pipe"));
        let file = root.join("src/lib.rs");
        let mut editor =
            Self { server, input, output, notifications: VecDeque::new(), file, requests: 0, version: 0 };
        editor.initialize(root);
        Some(editor)
    }

    fn initialize(&mut self, root: &Path) {
        let options = json!({
            "processId": std::process::id(),
            "rootUri": uri(root),
            "capabilities": {
                "experimental": { "serverStatusNotification": true },
                "textDocument": {
                    "hover": { "contentFormat": ["markdown"] },
                    "completion": { "completionItem": { "snippetSupport": false } },
                },
            },
            "initializationOptions": {
                "checkOnSave": false,
                "cachePriming": { "enable": false },
            },
        });
        self.ask("initialize", options);
        self.tell("initialized", json!({}));
        let text = fs::read_to_string(&self.file).expect("the file of the crate");
        let document =
            json!({ "uri": uri(&self.file), "languageId": "rust", "version": self.version, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        while !self.is_quiet() {}
    }

    /// Whether the next message says that the workspace has been loaded.
    fn is_quiet(&mut self) -> bool {
        let message = self.notifications.pop_front().unwrap_or_else(|| self.read());
        message["method"] == "experimental/serverStatus" && message["params"]["quiescent"] == true
    }

    /// Writes `text` into the file, without the cursor, and gives where that was.
    ///
    /// # Panics
    ///
    /// If there is no cursor in it.
    fn write(&mut self, text: &str) -> Value {
        let at = text.find(CURSOR).expect("a cursor");
        let before = &text[..at];
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().map_or(0, |line| line.encode_utf16().count());
        self.version += 1;
        let document = json!({ "uri": uri(&self.file), "version": self.version });
        let changes = json!([{ "text": text.replacen(CURSOR, "", 1) }]);
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        json!({
            "textDocument": { "uri": uri(&self.file) },
            "position": { "line": line, "character": column },
        })
    }

    /// What is offered at the cursor, in the order of the list.
    pub fn completions(&mut self, text: &str) -> Vec<String> {
        let at = self.write(text);
        let answer = self.ask("textDocument/completion", at);
        let items = answer.get("items").unwrap_or(&answer);
        let label = |item: &Value| item["label"].as_str().unwrap_or_default().to_owned();
        items.as_array().map(|items| items.iter().map(label).collect()).unwrap_or_default()
    }

    /// What is shown of the thing at the cursor, in Markdown; empty where there is nothing.
    pub fn hover(&mut self, text: &str) -> String {
        let at = self.write(text);
        let answer = self.ask("textDocument/hover", at);
        answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// Where the thing at the cursor is defined, if that is in the file.
    pub fn definitions(&mut self, text: &str) -> Vec<Target> {
        let at = self.write(text);
        let answer = self.ask("textDocument/definition", at);
        let lines: Vec<&str> = text.lines().collect();
        let here = uri(&self.file);
        let target = |place: &Value| {
            let range =
                if place["targetUri"].is_null() { &place["range"] } else { &place["targetSelectionRange"] };
            let file = place["targetUri"].as_str().or(place["uri"].as_str())?;
            let line = range["start"]["line"].as_u64()?;
            let text = lines.get(usize::try_from(line).ok()?)?.replacen(CURSOR, "", 1);
            (file == here).then(|| Target { line, text: text.trim().to_owned() })
        };
        answer.as_array().map(|places| places.iter().filter_map(target).collect()).unwrap_or_default()
    }

    /// What is reported of the text, without what rustc says.
    pub fn diagnostics(&mut self, text: &str) -> Vec<String> {
        let at = self.write(&format!("{text}{CURSOR}"));
        let answer = self.ask("textDocument/diagnostic", json!({ "textDocument": at["textDocument"] }));
        let message = |item: &Value| item["message"].as_str().unwrap_or_default().to_owned();
        answer["items"].as_array().map(|items| items.iter().map(message).collect()).unwrap_or_default()
    }

    /// The text after the thing at the cursor was given another name.
    pub fn renamed(&mut self, text: &str, name: &str) -> String {
        let mut at = self.write(text);
        at["newName"] = json!(name);
        let answer = self.ask("textDocument/rename", at);
        let here = uri(&self.file);
        let by_file = answer["changes"][&here].as_array().cloned();
        let by_document = || {
            let documents = answer["documentChanges"].as_array()?;
            let ours = documents.iter().find(|it| it["textDocument"]["uri"] == here.as_str())?;
            ours["edits"].as_array().cloned()
        };
        let mut edits = by_file.or_else(by_document).unwrap_or_default();
        let place = |edit: &Value, end: &str| {
            let number = |of: &str| edit["range"][end][of].as_u64().and_then(|it| usize::try_from(it).ok());
            (number("line").unwrap_or_default(), number("character").unwrap_or_default())
        };
        // From the end to the beginning, so that no edit moves another.
        edits.sort_by_key(|edit| std::cmp::Reverse(place(edit, "start")));
        let mut text = text.replacen(CURSOR, "", 1);
        for edit in &edits {
            let [start, end] = ["start", "end"].map(|end| offset(&text, place(edit, end)));
            text.replace_range(start..end, edit["newText"].as_str().unwrap_or_default());
        }
        text
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.read();
            if message["id"] == id && message["method"].is_null() {
                // The file was changed while the server was at it: asked again, as editors do.
                if message["error"]["code"] == -32801 {
                    return self.ask(method, params);
                }
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
            self.notifications.push_back(message);
        }
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let sent: io::Result<()> = write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len())
            .and_then(|()| self.input.flush());
        sent.expect("rust-analyzer listens");
    }

    /// The next message; requests of the server are answered with nothing.
    fn read(&mut self) -> Value {
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                let read = self.output.read_line(&mut line).expect("rust-analyzer answers");
                assert!(read > 0, "rust-analyzer has ended");
                if let Some(number) = line.strip_prefix("Content-Length: ") {
                    length = number.trim().parse().expect("a length");
                } else if line.trim().is_empty() {
                    break;
                }
            }
            let mut body = vec![0; length];
            self.output.read_exact(&mut body).expect("rust-analyzer answers");
            let message: Value = serde_json::from_slice(&body).expect("JSON");
            if message["id"].is_null() || message["method"].is_null() {
                return message;
            }
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }));
        }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // What a test that failed leaves behind must not stay.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn is_installed() -> bool {
    let answer = |program: &str, argument: &[&str]| {
        let output = Command::new(program).args(argument).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let sources = |sysroot: String| Path::new(&sysroot).join("lib/rustlib/src/rust/library").is_dir();
    answer("rust-analyzer", &["--version"]).is_some()
        && answer("rustc", &["--print", "sysroot"]).is_some_and(sources)
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// The byte of `text` at a line and a column in UTF-16 units.
fn offset(text: &str, (line, column): (usize, usize)) -> usize {
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut units = 0;
    for (at, c) in text[start..].char_indices() {
        if units >= column {
            return start + at;
        }
        units += c.len_utf16();
    }
    text.len()
}
