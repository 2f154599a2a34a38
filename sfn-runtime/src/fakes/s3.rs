//! S3: objects by bucket and key, for tasks that call it through the AWS SDK.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Shared, action, answer, text, unknown};
use crate::exec::{Call, Reply, Service};
use crate::query::digest;

/// Amazon S3. Every bucket exists.
///
/// What a distributed Map reads and writes is not here, but given to the executor with
/// [`object`](crate::exec::Executor::object).
#[derive(Clone, Debug, Default)]
pub struct S3(Shared<BTreeMap<(String, String), String>>);

impl S3 {
    /// Empty buckets.
    pub fn new() -> S3 {
        S3::default()
    }

    /// Puts an object into a bucket.
    pub fn put(&self, bucket: impl Into<String>, key: impl Into<String>, body: impl Into<String>) {
        self.0.lock().insert((bucket.into(), key.into()), body.into());
    }

    /// The body of an object.
    pub fn get(&self, bucket: &str, key: &str) -> Option<String> {
        self.0.lock().get(&(bucket.to_owned(), key.to_owned())).cloned()
    }
}

impl Service for S3 {
    fn call(&mut self, call: &Call) -> Reply {
        let mut objects = self.0.lock();
        let field = |key: &str| call.input()[key].as_str().unwrap_or_default().to_owned();
        let (bucket, key) = (field("Bucket"), field("Key"));
        let etag = |body: &str| format!("\"{}\"", digest::hash("MD5", body.as_bytes()).unwrap_or_default());
        match action(call) {
            "putObject" => {
                let body = text(&call.input()["Body"]);
                let tag = etag(&body);
                objects.insert((bucket, key), body);
                answer(call, 0, json!({"ETag": tag}))
            }
            "getObject" => match objects.get(&(bucket, key)) {
                Some(body) => answer(
                    call,
                    0,
                    json!({"Body": body, "ContentLength": body.len(), "ETag": etag(body), "Metadata": {}}),
                ),
                None => Reply::error(
                    "S3.NoSuchKeyException",
                    "The specified key does not exist. (Service: S3, Status Code: 404)",
                ),
            },
            "headObject" => match objects.get(&(bucket, key)) {
                Some(body) => answer(call, 0, json!({"ContentLength": body.len(), "ETag": etag(body)})),
                None => Reply::error("S3.NoSuchKeyException", "null (Service: S3, Status Code: 404)"),
            },
            "deleteObject" => {
                objects.remove(&(bucket, key));
                answer(call, 0, json!({}))
            }
            "listObjectsV2" | "listObjects" => {
                let prefix = field("Prefix");
                let here = objects.iter().filter(|((b, k), _)| *b == bucket && k.starts_with(&prefix));
                let contents: Vec<_> = here
                    .map(|((_, key), body)| json!({"Key": key, "Size": body.len(), "ETag": etag(body)}))
                    .collect();
                let result = json!({
                    "Name": bucket,
                    "Prefix": prefix,
                    "KeyCount": contents.len(),
                    "IsTruncated": false,
                    "Contents": contents,
                });
                answer(call, 0, result)
            }
            _ => unknown(call),
        }
    }
}
