//! What expansions name: a definition put together from text and Rust constants, in const evaluation.
//!
//! Not covered by semantic versioning.
//!
//! ```
//! use sfn_runtime::__private::{Constant, Part, concat, length, text};
//!
//! const NAME: &str = "it's \"new\"";
//!
//! #[allow(long_running_const_eval)]
//! const DEFINITION: &str = {
//!     const PARTS: &[Part] = &[
//!         Part::text(r#"{"Subject":"#),
//!         Constant(NAME).value(),
//!         Part::text(r#","Text.$":"States.Format('"#),
//!         Constant(NAME).intrinsic_text(),
//!         Part::text(r#" {}', $.id)"}"#),
//!     ];
//!     const LENGTH: usize = length(PARTS);
//!     const BYTES: [u8; LENGTH] = concat(PARTS);
//!     text(&BYTES)
//! };
//! assert_eq!(DEFINITION, r#"{"Subject":"it's \"new\"","Text.$":"States.Format('it\\'s \"new\" {}', $.id)"}"#);
//! ```
//!
//! The constant that holds it all needs `allow(long_running_const_eval)`: the lint, an error by default, counts steps
//! and fires at a few hundred kilobytes.

/// What the JSON of types looks like.
pub mod shape {
    pub use crate::shape::{
        ANY, Asked, Either, Field, Is, Kind, Known, MapOf, Name, OPEN, Open, Time, Type, Undescribed, fail,
        family, judge,
    };
    #[cfg(rust_analyzer)]
    pub use crate::shape::{lens, lens_of};
}

/// What editors are told, and the types of what they show.
#[cfg(all(rust_analyzer, feature = "macros"))]
#[allow(missing_docs)]
pub mod editor;
#[cfg(all(rust_analyzer, feature = "macros"))]
pub use sfn_macros::editor;

/// A piece of a definition: text of the compiler, or the value of a constant of the user.
#[derive(Clone, Copy, Debug)]
pub struct Part(Kind);

#[derive(Clone, Copy, Debug)]
enum Kind {
    /// JSON, as it stands.
    Json(&'static str),
    /// Text of the user, which becomes part of the JSON.
    Text(&'static str, Context),
    /// The same digits in every context.
    Integer { negative: bool, magnitude: u128 },
}

/// What surrounds a text.
#[derive(Clone, Copy, Debug)]
enum Context {
    /// Nothing: it becomes a JSON string.
    Value,
    /// An intrinsic call, in a JSON string: it becomes a whole `'…'`.
    IntrinsicValue,
    /// A JSONata expression, in a JSON string: it becomes a whole `'…'`.
    JsonataValue,
    /// A JSON string.
    Json,
    /// A `'…'` of an intrinsic call, in a JSON string.
    Intrinsic,
    /// A `'…'` of a JSONata expression, in a JSON string.
    Jsonata,
}

impl Part {
    /// Text that is JSON already.
    pub const fn text(json: &'static str) -> Part {
        Part(Kind::Json(json))
    }
}

/// A constant of the user, to be made a [`Part`] by what surrounds it in the definition. Const evaluation cannot call a
/// trait's method, so each type has inherent ones.
#[derive(Clone, Copy, Debug)]
pub struct Constant<T>(pub T);

/// Held by no constant. It gives those of all other types the same methods, so that rustc has an unmet bound to report,
/// in our words, where it would else list the types that have "a method with that name".
#[diagnostic::on_unimplemented(
    message = "a constant of type `{T}` cannot be put into a definition",
    label = "this has to be a `&'static str`, a `bool` or an integer"
)]
pub trait TextBoolOrInteger<T>: Copy {}

#[rustfmt::skip]
impl<T> Constant<T> where Self: TextBoolOrInteger<T> {
    /// Never callable.
    pub const fn value(self) -> Part { Part::text("") }
    /// Never callable.
    pub const fn json_text(self) -> Part { Part::text("") }
    /// Never callable.
    pub const fn raw(self) -> Part { Part::text("") }
    /// Never callable.
    pub const fn intrinsic_text(self) -> Part { Part::text("") }
    /// Never callable.
    pub const fn jsonata_text(self) -> Part { Part::text("") }
    /// Never callable.
    pub const fn intrinsic_value(self) -> Part { Part::text("") }
    /// Never callable.
    pub const fn jsonata_value(self) -> Part { Part::text("") }
}

impl Constant<&'static str> {
    /// A whole JSON value.
    pub const fn value(self) -> Part {
        Part(Kind::Text(self.0, Context::Value))
    }

    /// Part of a JSON string.
    pub const fn json_text(self) -> Part {
        Part(Kind::Text(self.0, Context::Json))
    }

    /// Part of a text that is no JSON: of an ARN.
    pub const fn raw(self) -> Part {
        Part(Kind::Json(self.0))
    }

    /// Part of a `'…'` in an intrinsic call.
    pub const fn intrinsic_text(self) -> Part {
        Part(Kind::Text(self.0, Context::Intrinsic))
    }

    /// Part of a `'…'` in a JSONata expression.
    pub const fn jsonata_text(self) -> Part {
        Part(Kind::Text(self.0, Context::Jsonata))
    }

    /// A whole argument of an intrinsic call.
    pub const fn intrinsic_value(self) -> Part {
        Part(Kind::Text(self.0, Context::IntrinsicValue))
    }

    /// A whole operand of a JSONata expression.
    pub const fn jsonata_value(self) -> Part {
        Part(Kind::Text(self.0, Context::JsonataValue))
    }
}

/// Types whose text holds nothing that would need escaping anywhere.
macro_rules! plain {
    ($($ty:ty: |$value:ident| $kind:expr;)*) => {$(
        impl Constant<$ty> {
            /// A whole JSON value.
            pub const fn value(self) -> Part {
                let $value = self.0;
                Part($kind)
            }

            /// Part of a JSON string.
            pub const fn json_text(self) -> Part {
                self.value()
            }

            /// Part of a text that is no JSON: of an ARN.
            pub const fn raw(self) -> Part {
                self.value()
            }

            /// Part of a `'…'` in an intrinsic call.
            pub const fn intrinsic_text(self) -> Part {
                self.value()
            }

            /// Part of a `'…'` in a JSONata expression.
            pub const fn jsonata_text(self) -> Part {
                self.value()
            }

            /// A whole argument of an intrinsic call.
            pub const fn intrinsic_value(self) -> Part {
                self.value()
            }

            /// A whole operand of a JSONata expression.
            pub const fn jsonata_value(self) -> Part {
                self.value()
            }
        }
    )*};
}

plain! {
    bool: |it| Kind::Json(if it { "true" } else { "false" });
    i8: |it| signed(it as i128);
    i16: |it| signed(it as i128);
    i32: |it| signed(it as i128);
    i64: |it| signed(it as i128);
    i128: |it| signed(it);
    isize: |it| signed(it as i128);
    u8: |it| unsigned(it as u128);
    u16: |it| unsigned(it as u128);
    u32: |it| unsigned(it as u128);
    u64: |it| unsigned(it as u128);
    u128: |it| unsigned(it);
    usize: |it| unsigned(it as u128);
}

const fn signed(value: i128) -> Kind {
    Kind::Integer { negative: value < 0, magnitude: value.unsigned_abs() }
}

const fn unsigned(magnitude: u128) -> Kind {
    Kind::Integer { negative: false, magnitude }
}

/// The ARN of what a constant names: see `iam::pieces`.
pub const fn arn(before: &'static str, value: Part, after: &'static str) -> [Part; 7] {
    let Kind::Json(text) = value.0 else {
        let none = Part::text("");
        return [Part::text(before), value, none, none, none, none, Part::text(after)];
    };
    let [a, b, c, d, e, f] = crate::iam::pieces(before, text);
    [
        Part::text(a),
        Part::text(b),
        Part::text(c),
        Part::text(d),
        Part::text(e),
        Part::text(f),
        Part::text(after),
    ]
}

/// How many bytes the parts have together.
pub const fn length(parts: &[Part]) -> usize {
    write(parts, &mut [])
}

/// The parts together; `LENGTH` is their [`length`].
pub const fn concat<const LENGTH: usize>(parts: &[Part]) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    write(parts, &mut bytes);
    bytes
}

/// In lower case, but for substitutions: those have the names that they have.
pub const fn lower<const LENGTH: usize>(mut bytes: [u8; LENGTH]) -> [u8; LENGTH] {
    let (mut at, mut is_inside) = (0, false);
    while at < LENGTH {
        match bytes[at] {
            b'$' if at + 1 < LENGTH && bytes[at + 1] == b'{' => is_inside = true,
            b'}' => is_inside = false,
            _ if is_inside => {}
            other => bytes[at] = other.to_ascii_lowercase(),
        }
        at += 1;
    }
    bytes
}

/// The bytes of [`concat`] as what they are.
pub const fn text(bytes: &'static [u8]) -> &'static str {
    match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("the parts of a definition are text"),
    }
}

/// Writes the parts to `bytes`, or only counts if that is empty.
const fn write(parts: &[Part], bytes: &mut [u8]) -> usize {
    let mut out = Output { bytes, at: 0 };
    let mut i = 0;
    while i < parts.len() {
        match parts[i].0 {
            Kind::Json(json) => out.copy(json.as_bytes()),
            Kind::Text(text, context) => out.text(text.as_bytes(), context),
            Kind::Integer { negative, magnitude } => out.integer(negative, magnitude),
        }
        i += 1;
    }
    out.at
}

/// The bytes that stand for themselves in every [`Context`]. A step of const evaluation takes the compiler a good part of
/// a microsecond: runs of these are looked up and then copied at once.
const PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < 0x20 {
        plain[byte] = false;
        byte += 1;
    }
    let others = b"\"\\'{}";
    let mut i = 0;
    while i < others.len() {
        plain[others[i] as usize] = false;
        i += 1;
    }
    plain
};

struct Output<'a> {
    bytes: &'a mut [u8],
    at: usize,
}

impl Output<'_> {
    /// In one step, whatever the length: nearly all of a definition comes this way.
    const fn copy(&mut self, bytes: &[u8]) {
        if !self.bytes.is_empty() {
            let (_, rest) = self.bytes.split_at_mut(self.at);
            rest.split_at_mut(bytes.len()).0.copy_from_slice(bytes);
        }
        self.at += bytes.len();
    }

    const fn byte(&mut self, byte: u8) {
        if !self.bytes.is_empty() {
            self.bytes[self.at] = byte;
        }
        self.at += 1;
    }

    // All that is escaped is ASCII, so bytes will do.
    const fn text(&mut self, text: &[u8], context: Context) {
        self.quote(context);
        let mut rest = text;
        while let [first, after @ ..] = rest {
            if PLAIN[*first as usize] {
                let mut behind = after;
                while let [next, after @ ..] = behind
                    && PLAIN[*next as usize]
                {
                    behind = after;
                }
                self.copy(rest.split_at(rest.len() - behind.len()).0);
                rest = behind;
            } else {
                match context {
                    Context::Value | Context::Json => self.json(*first),
                    Context::Intrinsic | Context::IntrinsicValue => self.intrinsic(*first),
                    Context::Jsonata | Context::JsonataValue => self.jsonata(*first),
                }
                rest = after;
            }
        }
        self.quote(context);
    }

    /// Before and behind a text that is a whole literal.
    const fn quote(&mut self, context: Context) {
        match context {
            Context::Value => self.byte(b'"'),
            Context::IntrinsicValue | Context::JsonataValue => self.byte(b'\''),
            Context::Json | Context::Intrinsic | Context::Jsonata => {}
        }
    }

    const fn json(&mut self, byte: u8) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        match byte {
            b'"' => self.copy(br#"\""#),
            b'\\' => self.copy(br"\\"),
            b'\n' => self.copy(br"\n"),
            b'\r' => self.copy(br"\r"),
            b'\t' => self.copy(br"\t"),
            0x08 => self.copy(br"\b"),
            0x0c => self.copy(br"\f"),
            0..0x20 => {
                self.copy(br"\u00");
                self.byte(HEX[(byte >> 4) as usize]);
                self.byte(HEX[(byte & 15) as usize]);
            }
            _ => self.byte(byte),
        }
    }

    // A brace is a slot in the template of States.Format; elsewhere it may be escaped and need not.
    const fn intrinsic(&mut self, byte: u8) {
        if matches!(byte, b'\\' | b'\'' | b'{' | b'}') {
            self.json(b'\\');
        }
        self.json(byte);
    }

    // JSONata has JSON's escapes, and so none for an apostrophe but its number.
    const fn jsonata(&mut self, byte: u8) {
        match byte {
            b'\\' => self.copy(br"\\\\"),
            b'\'' => self.copy(br"\\u0027"),
            _ => self.json(byte),
        }
    }

    const fn integer(&mut self, negative: bool, magnitude: u128) {
        let mut digits = [0; 39];
        let mut first = digits.len();
        let mut rest = magnitude;
        while rest > 0 || first == digits.len() {
            first -= 1;
            digits[first] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        if negative {
            self.byte(b'-');
        }
        self.copy(digits.split_at(first).1);
    }
}

#[cfg(test)]
mod tests {
    use super::{Constant, Part, concat, length, text};
    use alloc::string::{String, ToString};
    use alloc::vec;
    use serde_json::Value;

    const NASTY: &str = "a\"b\\c'd{e}f/\n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f} é 日本 🦀 ${X} {% %}";

    const DEFINITION: &str = {
        const PARTS: &[Part] = &[
            Part::text(r#"{"text":"#),
            Constant(NASTY).value(),
            Part::text(r#","inside":"<"#),
            Constant(NASTY).json_text(),
            Part::text(r#">","int":"#),
            Constant(-5_i8).value(),
            Part::text(r#","bool":"#),
            Constant(true).value(),
            Part::text(r#","mixed":""#),
            Constant(u64::MAX).json_text(),
            Constant(false).json_text(),
            Part::text(r#""}"#),
        ];
        const LENGTH: usize = length(PARTS);
        const BYTES: [u8; LENGTH] = concat(PARTS);
        text(&BYTES)
    };

    // Evaluated when this compiles, or not at all.
    const _: () = assert!(DEFINITION.len() == length(&[Part::text(DEFINITION)]));
    const _: () = assert!(matches!(concat::<2>(&[Constant(42_u8).value()]), [b'4', b'2']));
    const _: () = assert!(length(&[]) == 0 && concat::<0>(&[]).is_empty());

    fn written(part: Part) -> String {
        let mut bytes = vec![0; length(&[part])];
        super::write(&[part], &mut bytes);
        String::from_utf8(bytes).expect("text")
    }

    /// The string that `part` is inside of.
    fn decoded(part: Part) -> String {
        serde_json::from_str(&alloc::format!("\"{}\"", written(part))).expect("the inside of a JSON string")
    }

    #[test]
    fn a_definition_is_the_json_that_serde_reads() {
        let json: Value = serde_json::from_str(DEFINITION).expect("JSON");
        assert_eq!(json["text"], NASTY);
        assert_eq!(json["inside"], alloc::format!("<{NASTY}>"));
        assert_eq!(json["int"], -5);
        assert_eq!(json["bool"], true);
        assert_eq!(json["mixed"], "18446744073709551615false");
    }

    #[test]
    fn a_string_is_escaped_like_serde_does() {
        let controls: &'static str = String::from_utf8((0..=127).collect()).expect("ASCII").leak();
        for case in [NASTY, controls, ""] {
            assert_eq!(written(Constant(case).value()), serde_json::to_string(case).expect("JSON"));
        }
    }

    #[test]
    fn integers_are_bare_at_every_width() {
        let cases = [
            (Constant(0_u8).value(), 0.to_string()),
            (Constant(i8::MIN).value(), i8::MIN.to_string()),
            (Constant(u16::MAX).value(), u16::MAX.to_string()),
            (Constant(i16::MIN).json_text(), i16::MIN.to_string()),
            (Constant(100_u32).intrinsic_text(), 100.to_string()),
            (Constant(i32::MIN).jsonata_text(), i32::MIN.to_string()),
            (Constant(i64::MIN).value(), i64::MIN.to_string()),
            (Constant(usize::MAX).value(), usize::MAX.to_string()),
            (Constant(isize::MIN).value(), isize::MIN.to_string()),
            (Constant(i128::MIN).value(), i128::MIN.to_string()),
            (Constant(u128::MAX).value(), u128::MAX.to_string()),
        ];
        for (part, expected) in cases {
            assert_eq!(written(part), expected);
        }
    }

    #[test]
    fn intrinsic_text_escapes_its_four_characters() {
        let text = decoded(Constant(NASTY).intrinsic_text());
        assert_eq!(written(Constant(r"'\{}").intrinsic_text()), r"\\'\\\\\\{\\}");
        let mut unescaped = String::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            assert!(!"'{}".contains(c), "{c} is not escaped in {text}");
            unescaped.extend(if c == '\\' { chars.next() } else { Some(c) });
        }
        assert_eq!(unescaped, NASTY);
    }

    #[test]
    fn whole_values_bring_their_quotes() {
        assert_eq!(written(Constant("it's").intrinsic_value()), r"'it\\'s'");
        assert_eq!(written(Constant("it's").jsonata_value()), r"'it\\u0027s'");
        assert_eq!(written(Constant(5_u8).intrinsic_value()), "5");
        assert_eq!(written(Constant(true).jsonata_value()), "true");
    }

    #[test]
    fn jsonata_text_has_no_quote_and_jsons_escapes() {
        assert_eq!(written(Constant(r"it's \").jsonata_text()), r"it\\u0027s \\\\");
        let text = decoded(Constant(NASTY).jsonata_text());
        assert!(!text.contains('\''));
        assert_eq!(text.replace(r"\u0027", "'").replace(r"\\", r"\"), NASTY);
    }
}
