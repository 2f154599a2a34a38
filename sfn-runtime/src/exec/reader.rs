//! Files as a distributed Map reads them: CSV, JSON, JSON Lines, Parquet, compressed or not, and manifests.
//!
//! Source: the developer guide, "ItemReader".

use std::borrow::Cow;
use std::sync::Arc;

use sfn_asl::machine::ReaderConfig;

use super::failure::Failure;
use crate::query::value::{Fields, Json};

pub(super) fn failed(cause: impl Into<String>) -> Failure {
    Failure::new(Some("States.ItemReaderFailed"), Some(&cause.into()))
}

/// What the object `place` holds.
pub(super) fn read(body: &[u8], config: &ReaderConfig, place: &str) -> Result<Json, Failure> {
    if config.input_type.as_ref().is_some_and(|it| it.value == "PARQUET") {
        return parquet(body, place);
    }
    let body = decompressed(body, place)?;
    let text = text(&body, place)?;
    match config.input_type.as_ref().map_or("JSON", |it| it.value.as_str()) {
        "CSV" => csv(text, config, None),
        "JSONL" => {
            let lines = text.lines().filter(|it| !it.trim().is_empty());
            let parsed = lines.enumerate().map(|(i, line)| {
                Json::parse(line).map_err(|error| failed(format!("{place}, line {}: {error}", i + 1)))
            });
            Ok(Json::array(parsed.collect::<Result<_, _>>()?))
        }
        "JSON" => {
            let value = Json::parse(text).map_err(|error| failed(format!("{place}: {error}")))?;
            let value = match &config.items_pointer {
                Some(pointer) => follow(&value, &pointer.value)
                    .ok_or_else(|| failed(format!("{place} has nothing at {}", pointer.value)))?,
                None => value,
            };
            match value {
                Json::Array(_) => Ok(value),
                // Recorded in 2023. The guide of 2025 has objects too, but no recording of it.
                Json::Object(_) if config.items_pointer.is_some() => Ok(value),
                _ => Err(failed("Attempting to map over non-iterable node.")),
            }
        }
        other => Err(failed(format!("Files of type {other} cannot be read here."))),
    }
}

/// A JSON Pointer (RFC 6901).
fn follow(value: &Json, pointer: &str) -> Option<Json> {
    let mut at = value;
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        at = match at.as_array() {
            Some(items) => items.get(step.parse::<usize>().ok()?)?,
            None => at.get(&step)?,
        };
    }
    Some(at.clone())
}

/// Rows as objects. Without `headers` the configuration says where they are.
fn csv(text: &str, config: &ReaderConfig, headers: Option<&[String]>) -> Result<Json, Failure> {
    let delimiter = match config.csv_delimiter.as_ref().map_or("COMMA", |it| it.value.as_str()) {
        "PIPE" => '|',
        "SEMICOLON" => ';',
        "SPACE" => ' ',
        "TAB" => '\t',
        _ => ',',
    };
    let mut rows = rows(text, delimiter).into_iter();
    let given = config.csv_headers.as_ref().map(|it| it.iter().map(|it| it.value.clone()).collect());
    let is_given = config.csv_header_location.as_ref().is_some_and(|it| it.value == "GIVEN");
    let headers: Vec<String> = match (headers, given) {
        (Some(it), _) => it.to_vec(),
        (None, Some(it)) if is_given => it,
        _ => rows.next().unwrap_or_default(),
    };
    if headers.iter().enumerate().any(|(i, it)| headers[..i].contains(it)) {
        return Err(failed("CSV headers cannot contain duplicates."));
    }
    let headers: Vec<Arc<str>> = headers.into_iter().map(Arc::from).collect();
    let item = |row: Vec<String>| {
        let mut cells = row.into_iter();
        let fields = headers.iter().map(|it| (it.clone(), Json::text(cells.next().unwrap_or_default())));
        Json::object(fields.collect::<Fields>())
    };
    Ok(Json::array(rows.map(item).collect()))
}

/// The cells of each row (RFC 4180); empty lines are none.
fn rows(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\n' | '\r' if !quoted => {
                if c == '\r' && chars.peek() == Some(&'\n') {
                    chars.next();
                }
                if !row.is_empty() || !cell.is_empty() {
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
            }
            c if c == delimiter && !quoted => row.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    if !row.is_empty() || !cell.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

fn text<'a>(body: &'a [u8], place: &str) -> Result<&'a str, Failure> {
    std::str::from_utf8(body)
        .map_err(|error| failed(format!("{place} is not UTF-8 from byte {}.", error.valid_up_to())))
}

/// The name says whether an object is compressed, and how.
fn decompressed<'a>(body: &'a [u8], place: &str) -> Result<Cow<'a, [u8]>, Failure> {
    let is = |suffix: &str| {
        place.len() >= suffix.len() && place[place.len() - suffix.len()..].eq_ignore_ascii_case(suffix)
    };
    if !place.is_char_boundary(place.len().saturating_sub(4)) || !(is(".gz") || is(".zst")) {
        return Ok(Cow::Borrowed(body));
    }
    decompress(body, is(".gz")).map(Cow::Owned).map_err(|why| failed(format!("{place}: {why}")))
}

/// What a small object may grow to, so that a bomb is an error and not the end of the process.
#[cfg(feature = "compression")]
const MOST_BYTES: u64 = 1 << 30;

#[cfg(feature = "compression")]
fn decompress(body: &[u8], is_gzip: bool) -> Result<Vec<u8>, String> {
    use std::io::Read;

    let mut all = Vec::new();
    let read = match is_gzip {
        true => flate2::read::MultiGzDecoder::new(body).take(MOST_BYTES).read_to_end(&mut all),
        false => {
            let decoder = ruzstd::decoding::StreamingDecoder::new(body).map_err(|error| error.to_string())?;
            decoder.take(MOST_BYTES).read_to_end(&mut all)
        }
    };
    match read {
        Ok(read) if read as u64 == MOST_BYTES => Err(format!("it is larger than {MOST_BYTES} bytes")),
        Ok(_) => Ok(all),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(not(feature = "compression"))]
fn decompress(_: &[u8], _: bool) -> Result<Vec<u8>, String> {
    Err("to read what is compressed, `sfn-runtime` needs its feature `compression`".to_owned())
}

/// Rows as objects.
#[cfg(feature = "parquet")]
fn parquet(body: &[u8], place: &str) -> Result<Json, Failure> {
    use parquet::file::reader::{FileReader, SerializedFileReader};

    let wrong = |error: parquet::errors::ParquetError| failed(format!("{place}: {error}"));
    let read = || {
        let reader = SerializedFileReader::new(bytes::Bytes::copy_from_slice(body)).map_err(wrong)?;
        let rows = reader.get_row_iter(None).map_err(wrong)?;
        let items = rows.map(|row| row.map(|it| Json::from_serde(&it.to_json_value())).map_err(wrong));
        Ok(Json::array(items.collect::<Result<_, _>>()?))
    };
    // The library panics over some damaged files.
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read));
    read.unwrap_or_else(|_| Err(failed(format!("{place} is damaged."))))
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: &[u8], place: &str) -> Result<Json, Failure> {
    Err(failed(format!("{place}: to read Parquet, `sfn-runtime` needs its feature `parquet`")))
}

/// The objects that a manifest of Athena's `UNLOAD` lists: one URI a line.
pub(super) fn athena(body: &[u8], place: &str) -> Result<Vec<(String, String)>, Failure> {
    let body = decompressed(body, place)?;
    let lines = text(&body, place)?.lines().enumerate().filter(|it| !it.1.trim().is_empty());
    let object = |(i, line): (usize, &str)| {
        let path = line.trim().trim_matches('"').strip_prefix("s3://").and_then(|it| it.split_once('/'));
        let (bucket, key) =
            path.ok_or_else(|| failed(format!("{place}, line {}: no S3 URI: {line}", i + 1)))?;
        Ok((bucket.to_owned(), key.to_owned()))
    };
    lines.map(object).collect()
}

/// The `manifest.json` of an S3 inventory.
pub(super) struct Inventory {
    /// Where its files are.
    pub(super) bucket: String,
    pub(super) keys: Vec<String>,
    columns: Vec<String>,
    is_parquet: bool,
}

impl Inventory {
    pub(super) fn read(body: &[u8], place: &str) -> Result<Inventory, Failure> {
        let manifest =
            Json::parse(text(body, place)?).map_err(|error| failed(format!("{place}: {error}")))?;
        let field = |name: &str| {
            let found = manifest.get(name).and_then(Json::as_str);
            found.ok_or_else(|| {
                failed(format!("{place} is no manifest of an S3 inventory: it has no text `{name}`"))
            })
        };
        let format = field("fileFormat")?;
        if !matches!(format, "CSV" | "Parquet") {
            return Err(failed(format!("{place}: files in the format {format} cannot be read here.")));
        }
        let bucket = field("destinationBucket")?;
        let columns = field("fileSchema")?;
        let files = manifest.get("files").and_then(Json::as_array);
        let files = files
            .ok_or_else(|| failed(format!("{place} is no manifest of an S3 inventory: it has no `files`")))?;
        let keys = files.iter().map(|it| it.get("key").and_then(Json::as_str).map(str::to_owned));
        Ok(Inventory {
            bucket: bucket.rsplit(':').next().unwrap_or(bucket).to_owned(),
            keys: keys
                .collect::<Option<_>>()
                .ok_or_else(|| failed(format!("{place}: a file of `files` has no `key`")))?,
            columns: columns.split(',').map(|it| it.trim().to_owned()).collect(),
            is_parquet: format == "Parquet",
        })
    }

    /// The objects that one of its files lists.
    pub(super) fn items(
        &self,
        body: &[u8],
        config: &ReaderConfig,
        place: &str,
    ) -> Result<Vec<Json>, Failure> {
        let read = match self.is_parquet {
            true => parquet(body, place)?,
            false => csv(text(&decompressed(body, place)?, place)?, config, Some(&self.columns))?,
        };
        Ok(read.as_array().unwrap_or_default().to_vec())
    }
}
