//! What the JSON of a Rust type looks like, as constants: names as serde writes them, kinds, and what may be missing.
//!
//! `#[derive(Shape)]` describes a type, and `state_machine!` has paths looked up in the description while the user's
//! crate is compiled. Nothing of it is there when a program runs.

mod advise;
mod check;
mod fit;
mod foreign;
mod name;
mod path;
mod sheet;
#[cfg(test)]
mod tests;
mod text;

pub use self::check::{OPEN, fail, family, judge};
#[cfg(rust_analyzer)]
pub use self::foreign::lens;
pub use self::foreign::{Asked, Either, Is, Known, MapOf, Open, Time, Undescribed};
pub use self::name::Name;

/// A type of which `state_machine!` knows what its JSON looks like.
///
/// Derive it beside serde's traits on the types that a workflow's functions take and give: the derive reads serde's
/// attributes. What it cannot know is *open*: everything may be read below it, and nothing is checked.
///
/// ```
/// use sfn_runtime::{Shape, state_machine};
///
/// #[derive(Shape)]
/// #[serde(rename_all = "camelCase")]
/// struct Order {
///     order_id: String,
///     lines: Vec<Line>,
/// }
///
/// #[derive(Shape)]
/// struct Line {
///     sku: String,
/// }
///
/// state_machine! {
///     machine Ship(Order) {
///         resource queue: sqs::Queue;
///         sqs::sendMessage { QueueUrl: queue, MessageBody: { id: $.orderId, first: $.lines[0].sku } };
///     }
/// }
/// ```
///
/// A path that leads nowhere is an error on the name that is not there:
///
/// ```compile_fail
/// # use sfn_runtime::{Shape, state_machine};
/// # #[derive(Shape)]
/// # struct Order { id: String }
/// state_machine! {
///     machine Ship(Order) {
///         resource queue: sqs::Queue;
///         sqs::sendMessage { QueueUrl: queue, MessageBody: $.idd }; // no field `idd` on `Order`
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "nothing is known of the JSON of `{Self}`",
    label = "no `Shape`",
    note = "add `#[derive(Shape)]` to `{Self}`, or use `serde_json::Value`, in which nothing is checked"
)]
pub trait Shape {
    /// The description.
    #[doc(hidden)]
    const TYPE: Type;

    /// A type with the names of the JSON as fields: what an editor completes.
    #[doc(hidden)]
    #[cfg(rust_analyzer)]
    type Lens;
}

/// A description. Not a reference: rustc follows those when it judges a constant, and would find that a type which
/// contains itself is described by itself.
#[derive(Clone, Copy, Debug)]
pub struct Type(*const Kind);

// SAFETY: it is only ever made from a `&'static Kind`, which is `Sync`, and never written through.
#[allow(unsafe_code)]
unsafe impl Sync for Type {}
// SAFETY: as above.
#[allow(unsafe_code)]
unsafe impl Send for Type {}

impl Type {
    /// What `kind` describes.
    pub const fn of(kind: &'static Kind) -> Type {
        Type(kind)
    }

    /// The description itself.
    #[allow(unsafe_code)]
    pub const fn kind(self) -> &'static Kind {
        // SAFETY: the pointer comes from a `&'static Kind`, see `Type::of`.
        unsafe { &*self.0 }
    }
}

/// What a value is.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Nothing is known.
    Any,
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number.
    Number,
    /// Text.
    Text,
    /// Text with a timestamp as RFC 3339 has it, which is how operators of Step Functions read one.
    Time,
    /// One of these texts: an enum of units.
    Choice {
        /// Of the Rust type.
        name: &'static str,
        /// As serde writes them.
        values: &'static [Name],
    },
    /// It may be missing, or `null`.
    Optional(Type),
    /// An array.
    List(Type),
    /// An array of these.
    Tuple(&'static [Type]),
    /// An object with any names.
    Map {
        /// What its names are: one of the values of an enum, or anything.
        keys: Type,
        /// What is behind each of them.
        values: Type,
    },
    /// An object.
    Object {
        /// Of the Rust type.
        name: &'static str,
        /// What it has.
        fields: &'static [Field],
        /// Where a name leads to its field: see `field` in `path`. Without any, all fields are searched.
        slots: &'static [u8],
        /// Whether serde refuses other fields.
        is_strict: bool,
    },
    /// One of these: an enum with data.
    OneOf {
        /// Of the Rust type.
        name: &'static str,
        /// What its variants look like.
        variants: &'static [Type],
        /// The field that tells them apart, if they have one.
        tag: Option<Name>,
        /// The field that has what is in the variant, where that stands apart from the tag, and all that it may be.
        content: Option<(Name, Type)>,
        /// The name of each variant, which is what that field is.
        values: &'static [Name],
    },
}

/// A field of an object.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name that is written; `None` if serde never writes it, and it is as it is read.
    pub written: Option<Name>,
    /// The names under which it is read, the first one first; none if serde never reads it.
    pub read: &'static [Name],
    written_key: u64,
    read_key: u64,
    /// What it holds.
    pub ty: Type,
    /// Whether the fields of the value stand in place of this one.
    pub is_flat: bool,
    /// Whether reading does without it: `default`.
    pub has_default: bool,
    /// Whether writing may leave it out: `skip_serializing_if`.
    pub may_be_skipped: bool,
}

impl Field {
    /// A field that serde reads and writes under one name.
    pub const fn new(name: &'static [Name; 1], ty: Type) -> Field {
        Field::of(Some(name[0]), name, ty)
    }

    /// A field that is written as `written` and read as one of `read`.
    pub const fn of(written: Option<Name>, read: &'static [Name], ty: Type) -> Field {
        let read_key = match read {
            [name, ..] => name.key,
            [] => 0,
        };
        let written_key = match written {
            Some(name) => name.key,
            None => read_key,
        };
        let (is_flat, has_default, may_be_skipped) = (false, false, false);
        Field { written, read, written_key, read_key, ty, is_flat, has_default, may_be_skipped }
    }

    /// One whose value's fields stand in its place.
    pub const fn flat(self) -> Field {
        Field { is_flat: true, written_key: 0, read_key: 0, ..self }
    }

    /// One that reading may do without, and that writing may leave out.
    pub const fn lacking(self, has_default: bool, may_be_skipped: bool) -> Field {
        Field { has_default, may_be_skipped, ..self }
    }
}

/// Nothing is known.
pub static ANY: Kind = Kind::Any;

impl Type {
    /// Nothing is known.
    pub const ANY: Type = Type::of(&ANY);
    /// Text.
    pub const TEXT: Type = Type::of(&Kind::Text);
    /// A timestamp.
    pub const TIME: Type = Type::of(&Kind::Time);
    /// A number.
    pub const NUMBER: Type = Type::of(&Kind::Number);
    /// `true` or `false`
    pub const BOOL: Type = Type::of(&Kind::Bool);
    /// `null`
    pub const NULL: Type = Type::of(&Kind::Null);
}

/// What an editor sees of `T`; never run.
#[cfg(rust_analyzer)]
pub fn lens_of<T: Shape + ?Sized>() -> lens::Ref<T::Lens> {
    loop {}
}
