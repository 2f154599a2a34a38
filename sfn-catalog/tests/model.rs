//! Holds the reader against the models: the generator proves its file against them, shape by shape, and writes a digest
//! of what it read back; here everything is read again, and has to give the same.

use std::fmt::Write as _;

use sfn_catalog::{Action, Availability, Kind, Service, Shape, Support};

const MODEL: &str = include_str!("model.txt");

struct Digest(u64);

impl Digest {
    fn line(&mut self, line: &str) {
        // FNV-1a.
        for byte in line.bytes().chain([b'\n']) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}

fn digest(lines: impl FnOnce(&mut Digest)) -> String {
    let mut digest = Digest(0xcbf2_9ce4_8422_2325);
    lines(&mut digest);
    format!("{:016x}", digest.0)
}

fn list<'a>(items: impl Iterator<Item = &'a str>) -> String {
    items.collect::<Vec<_>>().join(",")
}

fn shape(shape: Shape) -> String {
    let kind = match shape.kind() {
        Kind::String => 0,
        Kind::Boolean => 1,
        Kind::Integer => 2,
        Kind::Number => 3,
        Kind::Timestamp => 4,
        Kind::Blob => 5,
        Kind::Document => 6,
        Kind::Enum { grows: false } => 7,
        Kind::Enum { grows: true } => 8,
        Kind::List => 9,
        Kind::Map => 10,
        Kind::Struct { is_union: false } => 11,
        Kind::Struct { is_union: true } => 12,
    };
    let mut parts: Vec<String> = shape.values().map(str::to_owned).collect();
    parts.extend(shape.key().into_iter().chain(shape.element()).map(|it| it.index().to_string()));
    parts.extend(shape.members().map(|it| {
        assert_eq!(shape.member(it.name), Some(it));
        format!("{}{}:{}", it.name, if it.is_required { "!" } else { "" }, it.shape.index())
    }));
    format!("{}={kind}({})", shape.index(), parts.join(","))
}

fn service(digest: &mut Digest, service: Service) {
    let status = match service.availability() {
        Availability::Documented => 0,
        Availability::Newer => 1,
        Availability::LeftOut => 2,
        Availability::OwnEndpoint => 3,
        Availability::Retired => 4,
    };
    let prefix = service.iam_prefix().unwrap_or("-");
    let errors = list(service.errors());
    digest.line(&format!("{} {} {prefix} {status} {errors}", service.name(), service.error_prefix()));
    for action in service.actions() {
        digest.line(&outline(action));
        permissions(digest, action);
    }
}

fn outline(action: Action) -> String {
    let status = match action.support() {
        Support::Offered => 0,
        Support::Unsupported => 1,
        Support::EventStream => 2,
    };
    let end = |it: Option<Shape>| it.map_or("-".to_owned(), |it| it.index().to_string());
    let (input, output) = (end(action.input()), end(action.output()));
    format!("{} {status} {input} {output} {}", action.name(), list(action.errors()))
}

fn permissions(digest: &mut Digest, action: Action) {
    let Some(statements) = action.permissions() else { return digest.line("?") };
    for it in statements {
        let resources: Vec<String> = it
            .resources
            .iter()
            .map(|it| {
                let required = if it.is_required { "!" } else { "" };
                format!("{}={}{required}", it.template, it.whole.unwrap_or("-"))
            })
            .collect();
        let conditions: Vec<String> =
            it.conditions.iter().map(|it| format!("{} {} {}", it.operator, it.key, it.value)).collect();
        let when = it.when.unwrap_or("-");
        let (resources, conditions) = (resources.join(";"), conditions.join(";"));
        digest.line(&format!("{} {} {when} {resources} {conditions}", it.action, u8::from(it.is_dependent)));
    }
}

#[test]
fn reads_what_the_generator_wrote() {
    let mut found = String::new();
    let shapes = digest(|digest| Shape::all().for_each(|it| digest.line(&shape(it))));
    writeln!(found, "shapes {shapes}").expect("text");
    for it in sfn_catalog::services() {
        writeln!(found, "{} {}", it.name(), digest(|digest| service(digest, it))).expect("text");
    }
    for (found, expected) in found.lines().zip(MODEL.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.lines().count(), MODEL.lines().count());
}
