//! What a distributed Map needs: its own child executions, and the objects that it reads and writes.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html>

use super::arn::expand;
use super::model::Statement;
use super::request::{Declared, Given, Request};
use super::{MACHINE_NAME, Needs, special};
use crate::catalog::{Grant, On, Only, allow};
use crate::diag::Diagnostics;
use crate::machine::{ItemReader, Map, State};
use crate::value::{Text, is_open};

const CHILDREN: &[Grant] = &[
    allow(&["states:StartExecution"], &[On::By(special::machine)]),
    allow(&["states:DescribeExecution", "states:StopExecution"], &[On::By(executions)]),
];

/// A file of items.
const FILE: &[Grant] = &[allow(&["s3:GetObject"], &[On::By(file)])];

/// A file that says where the files are: those of an inventory or of a query are beside it.
const MANIFEST: &[Grant] = &[allow(&["s3:GetObject"], &[On::By(objects)])];

/// A listing, and what its items are.
const LISTING: &[Grant] =
    &[allow(&["s3:ListBucket"], &[On::By(bucket)]).only(&[Only("StringLike", "s3:prefix", On::By(prefix))])];

/// The objects behind a listing, where they are read and flattened.
const LISTED: &[Grant] = &[allow(&["s3:GetObject"], &[On::By(objects)])];

const WRITER: &[Grant] = &[allow(
    &["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"],
    &[On::By(folder)],
)];

pub(super) fn map(
    cx: &mut Diagnostics,
    out: &mut Vec<Statement>,
    state: &State,
    map: &Map,
    declared: &[Declared],
) {
    if !map.is_distributed() {
        return;
    }
    let at = map.mode.as_ref().map_or(state.loc, |it| it.loc);
    let mut needs = Needs::new(out, state, None, declared, "distributed Map".to_owned());
    needs.all(CHILDREN);
    // A Map Run is called after its label, which AWS makes up if there is none.
    let label = map.label.as_ref().map_or("*", |it| it.value.as_str());
    let runs = expand("states:execution:") + &format!("{MACHINE_NAME}/{label}:*");
    needs.allow(vec!["states:RedriveExecution".to_owned()], vec![runs], Vec::new());
    if let Some(reader) = &map.item_reader {
        needs.request = Request::new(reader.arguments.as_ref(), declared);
        needs.reason.what = call(&reader.resource);
        for grants in reading(reader) {
            needs.all(grants);
        }
    }
    if let Some(writer) = map.result_writer.as_ref().filter(|it| it.resource.is_some()) {
        needs.request = Request::new(writer.arguments.as_ref(), declared);
        needs.reason.what = writer.resource.as_ref().map_or_else(String::new, call);
        needs.all(WRITER);
    }
    needs.report(cx, at);
}

fn call(resource: &Text) -> String {
    resource.value.strip_prefix("arn:aws:states:::").unwrap_or(&resource.value).to_owned()
}

fn reading(reader: &ItemReader) -> Vec<&'static [Grant]> {
    let config = reader.config.as_ref();
    let is = |it: Option<&Text>, value: &str| it.is_some_and(|it| it.value == value || is_open(&it.value));
    if reader.resource.value.ends_with(":s3:listObjectsV2") {
        return match config.and_then(|it| it.transformation.as_ref()) {
            Some(it) if is(Some(it), "LOAD_AND_FLATTEN") => vec![LISTING, LISTED],
            _ => vec![LISTING],
        };
    }
    let is_manifest =
        config.is_some_and(|it| it.manifest_type.is_some() || is(it.input_type.as_ref(), "MANIFEST"));
    vec![if is_manifest { MANIFEST } else { FILE }]
}

fn executions(_: &mut Request) -> Vec<String> {
    vec![expand("states:execution:") + MACHINE_NAME + ":*"]
}

fn bucket(request: &mut Request) -> Vec<String> {
    vec![expand("s3:") + &bucket_name(request)]
}

fn bucket_name(request: &mut Request) -> String {
    let bucket = request.text("Bucket");
    bucket.map_or_else(|| "*".to_owned(), |it| it.strip_prefix("arn:aws:s3:::").unwrap_or(&it).to_owned())
}

/// The object itself.
fn file(request: &mut Request) -> Vec<String> {
    let bucket = bucket_name(request);
    let before = request.wide.len();
    let key = request.text("Key").unwrap_or_else(|| "*".into());
    // Which object it is may well depend on the input; which bucket, seldom.
    request.wide.truncate(before);
    vec![expand("s3:") + &format!("{bucket}/{key}")]
}

/// All objects below the prefix.
fn objects(request: &mut Request) -> Vec<String> {
    let bucket = bucket_name(request);
    let prefix = match request.get("Prefix") {
        Given::Text(prefix) => format!("{}*", prefix.trim_end_matches('*')),
        _ => "*".to_owned(),
    };
    vec![expand("s3:") + &format!("{bucket}/{prefix}")]
}

/// All objects in the folder that results go to.
fn folder(request: &mut Request) -> Vec<String> {
    let bucket = bucket_name(request);
    let folder = match request.get("Prefix") {
        Given::Text(prefix) if !prefix.is_empty() => format!("{}/*", prefix.trim_end_matches('/')),
        _ => "*".to_owned(),
    };
    vec![expand("s3:") + &format!("{bucket}/{folder}")]
}

/// What may be listed.
fn prefix(request: &mut Request) -> Vec<String> {
    match request.get("Prefix") {
        Given::Text(prefix) => vec![prefix.into_owned()],
        _ => Vec::new(),
    }
}
