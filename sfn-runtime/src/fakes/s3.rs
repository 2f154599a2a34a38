//! S3: objects by bucket and key, for tasks that call it through the AWS SDK.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::{Refused, Shared, action, answer, text, unknown};
use crate::exec::{Call, Reply, Service};
use crate::query::digest;

/// Amazon S3. Every bucket exists, unless [some](S3::bucket) are named.
///
/// What a distributed Map reads and writes is not here, but given to the executor with
/// [`object`](crate::exec::Executor::object).
#[derive(Clone, Debug, Default)]
pub struct S3(Shared<Buckets>);

#[derive(Debug, Default)]
struct Buckets {
    named: BTreeSet<String>,
    /// By bucket and key.
    objects: BTreeMap<(String, String), String>,
}

impl S3 {
    /// Empty buckets.
    pub fn new() -> S3 {
        S3::default()
    }

    /// A bucket that exists; any that is not named does not.
    #[must_use]
    pub fn bucket(self, name: impl Into<String>) -> S3 {
        self.0.lock().named.insert(name.into());
        self
    }

    /// Puts an object into a bucket.
    pub fn put(&self, bucket: impl Into<String>, key: impl Into<String>, body: impl Into<String>) {
        self.0.lock().objects.insert((bucket.into(), key.into()), body.into());
    }

    /// The body of an object.
    pub fn get(&self, bucket: &str, key: &str) -> Option<String> {
        self.0.lock().objects.get(&(bucket.to_owned(), key.to_owned())).cloned()
    }
}

impl Service for S3 {
    fn call(&mut self, call: &Call) -> Reply {
        let mut buckets = self.0.lock();
        let field = |key: &str| call.input()[key].as_str().unwrap_or_default().to_owned();
        let (bucket, key) = (field("Bucket"), field("Key"));
        let etag = |body: &str| format!("\"{}\"", digest::hash("MD5", body.as_bytes()).unwrap_or_default());
        if !buckets.named.is_empty() && !buckets.named.contains(&bucket) {
            return missing(call, "S3.NoSuchBucketException", "The specified bucket does not exist");
        }
        let objects = &mut buckets.objects;
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
                None => missing(call, "S3.NoSuchKeyException", "The specified key does not exist."),
            },
            "headObject" => match objects.get(&(bucket, key)) {
                Some(body) => answer(call, 0, json!({"ContentLength": body.len(), "ETag": etag(body)})),
                // The answer to HEAD has no body that could say more.
                None => missing(call, "S3.NoSuchKeyException", "null"),
            },
            "copyObject" => {
                let source = field("CopySource");
                let source = source.trim_start_matches('/').split_once('/').unwrap_or_default();
                match objects.get(&(source.0.to_owned(), source.1.to_owned())).cloned() {
                    Some(body) => {
                        let tag = etag(&body);
                        objects.insert((bucket, key), body);
                        answer(call, 0, json!({"CopyObjectResult": {"ETag": tag}}))
                    }
                    None => missing(call, "S3.NoSuchKeyException", "The specified key does not exist."),
                }
            }
            "deleteObject" => {
                objects.remove(&(bucket, key));
                answer(call, 0, json!({}))
            }
            "listObjectsV2" | "listObjects" => {
                let prefix = field("Prefix");
                let most = call.input()["MaxKeys"].as_u64().and_then(|it| usize::try_from(it).ok());
                let most = most.unwrap_or(1_000).min(1_000);
                // Keys come in order, and a page goes on behind the last of the one before.
                let after = ["ContinuationToken", "StartAfter", "Marker"].map(field);
                let after = after.into_iter().max().unwrap_or_default();
                let here =
                    objects.iter().filter(|((b, k), _)| *b == bucket && k.starts_with(&prefix) && *k > after);
                let mut contents: Vec<_> = here
                    .map(|((_, key), body)| json!({"Key": key, "Size": body.len(), "ETag": etag(body)}))
                    .collect();
                let is_truncated = contents.len() > most;
                contents.truncate(most);
                let mut result =
                    json!({"Name": bucket, "Prefix": prefix, "IsTruncated": is_truncated, "MaxKeys": most});
                let last = contents.last().map(|it| it["Key"].clone()).filter(|_| is_truncated);
                if action(call) == "listObjectsV2" {
                    result["KeyCount"] = contents.len().into();
                    if let Some(last) = last {
                        result["NextContinuationToken"] = last;
                    }
                }
                // Without any, there is no such field.
                if !contents.is_empty() {
                    result["Contents"] = contents.into();
                }
                answer(call, 0, result)
            }
            _ => unknown(call),
        }
    }
}

fn missing(call: &Call, name: &str, cause: &str) -> Reply {
    let names = [name, name];
    Refused { names, services: ["Amazon S3", "S3"], status: 404, code: "NotFound" }.with(call, cause)
}
