//! Objects of S3: which ones a distributed Map reads, and what it writes.

use std::collections::BTreeMap;
use std::sync::Arc;

use sfn_asl::machine::ReaderConfig;
use sfn_asl::value::Text;

use super::data::Extra;
use super::engine::Engine;
use super::failure::Failure;
use super::plan::{Reader, State, Writer};
use super::reader::{self, Inventory, failed};
use super::strand::{MapRun, Strand};
use crate::query::value::Json;

/// Objects by bucket and key.
pub(crate) type Objects = BTreeMap<(String, String), Arc<[u8]>>;

/// What a Map is to read.
pub(super) struct ReadRequest {
    lists: bool,
    bucket: String,
    key: String,
    config: ReaderConfig,
    pub(super) max_items: usize,
    invalid: Option<Failure>,
    /// `$$.Map.Item.Source`
    pub(super) source: String,
}

impl ReadRequest {
    /// What it reads if the object holds this.
    pub(super) fn of(&self, body: &[u8]) -> Result<Json, Failure> {
        match &self.invalid {
            Some(failure) => Err(failure.clone()),
            None => reader::read(body, &self.config, &format!("s3://{}/{}", self.bucket, self.key)),
        }
    }
}

impl Engine {
    pub(super) fn reader_request(
        &mut self,
        strand: &Strand,
        state: &State,
        reader: &Reader,
        input: &Json,
    ) -> Result<ReadRequest, Failure> {
        let arguments = match &reader.arguments {
            Some(it) => self.template(strand, state, "ItemReader", it, input, Extra::default())?,
            None => Json::empty_object(),
        };
        let text = |key: &str| arguments.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
        let max_items = self.limit(strand, state, "MaxItems", reader.max_items.as_ref(), input)?;
        let invalid = max_items.filter(|it| *it < 0.0).map(|_| failed("field MaxItems must be positive"));
        let (bucket, key) = (text("Bucket"), text(if reader.lists { "Prefix" } else { "Key" }));
        let source = if reader.lists { format!("S3://{bucket}") } else { format!("S3://{bucket}/{key}") };
        Ok(ReadRequest {
            lists: reader.lists,
            bucket,
            key,
            config: reader.config.clone(),
            max_items: max_items.filter(|it| *it >= 1.0).map_or(usize::MAX, |it| it as usize),
            invalid,
            source,
        })
    }

    /// What the objects hold: a list, mostly.
    pub(super) fn read(&self, request: &ReadRequest) -> Result<Json, Failure> {
        if let Some(failure) = &request.invalid {
            return Err(failure.clone());
        }
        if request.lists {
            return self.list(request);
        }
        let place = format!("s3://{}/{}", request.bucket, request.key);
        let body = self.object(&request.bucket, &request.key)?;
        let named = |it: &Option<Text>, value: &str| it.as_ref().is_some_and(|it| it.value == value);
        match &request.config {
            config if named(&config.manifest_type, "ATHENA_DATA") => {
                let mut items = Vec::new();
                for (bucket, key) in reader::athena(&body, &place)? {
                    let read =
                        reader::read(&self.object(&bucket, &key)?, config, &format!("s3://{bucket}/{key}"))?;
                    items.extend_from_slice(read.as_array().unwrap_or_default());
                }
                Ok(Json::array(items))
            }
            config if config.manifest_type.is_some() || named(&config.input_type, "MANIFEST") => {
                let inventory = Inventory::read(&body, &place)?;
                let mut items = Vec::new();
                for key in &inventory.keys {
                    let place = format!("s3://{}/{key}", inventory.bucket);
                    items.extend(inventory.items(&self.object(&inventory.bucket, key)?, config, &place)?);
                }
                Ok(Json::array(items))
            }
            config => reader::read(&body, config, &place),
        }
    }

    fn object(&self, bucket: &str, key: &str) -> Result<Arc<[u8]>, Failure> {
        let found = self.settings.objects.get(&(bucket.to_owned(), key.to_owned()));
        found.cloned().ok_or_else(|| {
            failed(format!(
                "The object s3://{bucket}/{key} does not exist. Give it to the executor with `object`."
            ))
        })
    }

    fn list(&self, request: &ReadRequest) -> Result<Json, Failure> {
        let flatten = request.config.transformation.as_ref().is_some_and(|it| it.value == "LOAD_AND_FLATTEN");
        let mut items = Vec::new();
        for ((bucket, key), body) in &self.settings.objects {
            if *bucket != request.bucket || !key.starts_with(&request.key) {
                continue;
            }
            if flatten {
                let read = reader::read(body, &request.config, &format!("s3://{bucket}/{key}"))?;
                items.extend(read.as_array().map_or_else(|| vec![read.clone()], <[Json]>::to_vec));
                continue;
            }
            let etag = crate::query::digest::hash("MD5", body).unwrap_or_default();
            items.push(Json::of([
                ("Etag", Json::text(format!("\"{etag}\""))),
                ("Key", Json::text(key.as_str())),
                ("LastModified", Json::number(self.settings.start as f64 / 1e9)),
                ("Size", Json::Number(body.len().into())),
                ("StorageClass", Json::text("STANDARD")),
            ]));
        }
        Ok(Json::array(items))
    }

    /// Writes results to S3: a manifest, and a file each for what succeeded and what failed. What comes back stands in
    /// the place of the results.
    pub(super) fn write_results(
        &mut self,
        writer: &Writer,
        map_run: &MapRun,
        results: &[Option<Json>],
    ) -> Result<Json, Failure> {
        let destination = map_run.destination.clone().unwrap_or(Json::Null);
        let text = |key: &str| destination.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
        let (bucket, prefix) = (text("Bucket"), text("Prefix"));
        let id = map_run.arn.rsplit_once(':').map_or("", |it| it.1);
        let folder = match prefix.trim_end_matches('/') {
            "" => id.to_owned(),
            prefix => format!("{prefix}/{id}"),
        };
        let description = |i: usize, status: &str| {
            let input = map_run.inputs.get(i).map(Json::to_string).unwrap_or_default();
            vec![
                ("Input", Json::text(input)),
                ("Name", Json::text(i.to_string())),
                ("Status", Json::text(status)),
            ]
        };
        let mut succeeded = Vec::new();
        for (i, output) in results.iter().enumerate() {
            let Some(output) = output else { continue };
            match writer.transformation.as_deref() {
                Some("COMPACT") => succeeded.push(output.clone()),
                Some("FLATTEN") => match output.as_array() {
                    Some(items) => succeeded.extend_from_slice(items),
                    None => succeeded.push(output.clone()),
                },
                _ => {
                    let mut fields = description(i, "SUCCEEDED");
                    fields.push(("Output", Json::text(output.to_string())));
                    succeeded.push(object(fields));
                }
            }
        }
        let failed = map_run.failures.iter().map(|(i, failure)| {
            let mut fields = description(*i, "FAILED");
            for (key, it) in [("Error", &failure.error), ("Cause", &failure.cause)] {
                fields.extend(it.as_ref().map(|it| (key, Json::String(it.clone()))));
            }
            object(fields)
        });
        let extension = if writer.lines { "jsonl" } else { "json" };
        let mut files = Vec::new();
        for (name, items) in
            [("FAILED", failed.collect::<Vec<_>>()), ("PENDING", Vec::new()), ("SUCCEEDED", succeeded)]
        {
            if items.is_empty() {
                files.push((name, Json::array(Vec::new())));
                continue;
            }
            let body = match writer.lines {
                true => items.iter().map(|it| format!("{it}\n")).collect(),
                false => Json::array(items).to_string(),
            };
            let key = format!("{folder}/{name}_0.{extension}");
            let file =
                Json::of([("Key", Json::text(key.as_str())), ("Size", Json::Number(body.len().into()))]);
            files.push((name, Json::array(vec![file])));
            self.put_object(&bucket, key, body);
        }
        let key = format!("{folder}/manifest.json");
        let manifest = object(vec![
            ("DestinationBucket", Json::text(bucket.as_str())),
            ("MapRunArn", Json::String(map_run.arn.clone())),
            ("ResultFiles", object(files)),
        ]);
        self.put_object(&bucket, key.clone(), manifest.to_string());
        let details = Json::of([("Bucket", Json::text(bucket)), ("Key", Json::text(key))]);
        Ok(Json::of([("MapRunArn", Json::String(map_run.arn.clone())), ("ResultWriterDetails", details)]))
    }

    fn put_object(&mut self, bucket: &str, key: String, body: String) {
        let body: Arc<[u8]> = body.into_bytes().into();
        self.settings.objects.insert((bucket.to_owned(), key.clone()), body.clone());
        self.written.insert((bucket.to_owned(), key), body);
    }
}

fn object(fields: Vec<(&str, Json)>) -> Json {
    Json::object(fields.into_iter().map(|(key, it)| (key.into(), it)).collect())
}
