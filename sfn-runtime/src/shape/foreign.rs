//! Types of others.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque};
use alloc::rc::Rc;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::marker::PhantomData;

use super::{Field, Kind, Name, Shape, Type};

/// What an editor sees.
#[cfg(rust_analyzer)]
#[allow(missing_docs)]
pub mod lens {
    use core::marker::PhantomData;

    /// Below it nothing is known.
    pub struct Open;
    pub struct Null;
    pub struct Bool;
    pub struct Number;
    pub struct Text;
    pub struct List<T>(PhantomData<T>);
    impl<T> List<T> {
        pub fn item(&self) -> &T {
            loop {}
        }
    }
    /// A field: not the type itself, which may contain itself.
    pub struct Ref<T>(PhantomData<fn() -> T>);
    impl<T> core::ops::Deref for Ref<T> {
        type Target = T;
        fn deref(&self) -> &T {
            loop {}
        }
    }
    pub struct Map<T>(PhantomData<T>);
    pub const OPEN: &Open = &Open;
    /// An array of what looks like `_item`.
    pub fn list_of<T>(_item: T) -> List<T> {
        loop {}
    }
}

macro_rules! leaf {
    ($($kind:ident $lens:ident: $($ty:ty)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl Shape for $ty {
            const TYPE: Type = Type::$kind;
            #[cfg(rust_analyzer)]
            type Lens = lens::$lens;
        }
    )*)*};
}

leaf! {
    NUMBER Number: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64;
    NUMBER Number: core::num::NonZeroU8 core::num::NonZeroU16 core::num::NonZeroU32 core::num::NonZeroU64;
    NUMBER Number: core::num::NonZeroI8 core::num::NonZeroI16 core::num::NonZeroI32 core::num::NonZeroI64;
    NUMBER Number: core::num::NonZeroUsize core::num::NonZeroIsize;
    TEXT Text: String str char core::net::IpAddr core::net::Ipv4Addr core::net::Ipv6Addr;
    TEXT Text: core::net::SocketAddr core::net::SocketAddrV4 core::net::SocketAddrV6;
    BOOL Bool: bool;
    NULL Null: ();
    ANY Open: crate::Untyped;
}

#[cfg(feature = "std")]
leaf! {
    TEXT Text: std::path::Path std::path::PathBuf;
}

#[cfg(feature = "serde_json")]
leaf! {
    ANY Open: serde_json::Value serde_json::Map<String, serde_json::Value>;
    NUMBER Number: serde_json::Number;
}

/// Serde writes these as what they hold.
macro_rules! through {
    ($($ty:ty)*) => {$(
                impl<T: Shape + ?Sized> Shape for $ty {
            const TYPE: Type = T::TYPE;
            #[cfg(rust_analyzer)]
            type Lens = T::Lens;
        }
    )*};
}

through! { &T Box<T> Rc<T> Arc<T> core::cell::Cell<T> core::cell::RefCell<T> }

impl<T: Shape> Shape for core::num::Wrapping<T> {
    const TYPE: Type = T::TYPE;
    #[cfg(rust_analyzer)]
    type Lens = T::Lens;
}

impl<T: Shape> Shape for core::cmp::Reverse<T> {
    const TYPE: Type = T::TYPE;
    #[cfg(rust_analyzer)]
    type Lens = T::Lens;
}

#[cfg(feature = "std")]
through! { std::sync::Mutex<T> std::sync::RwLock<T> }

impl<T: Shape + ?Sized + ToOwned> Shape for Cow<'_, T> {
    const TYPE: Type = T::TYPE;
    #[cfg(rust_analyzer)]
    type Lens = T::Lens;
}

impl<T: ?Sized> Shape for PhantomData<T> {
    const TYPE: Type = Type::NULL;
    #[cfg(rust_analyzer)]
    type Lens = lens::Null;
}

impl<T: Shape> Shape for Option<T> {
    const TYPE: Type = Type::of(&Kind::Optional(T::TYPE));
    #[cfg(rust_analyzer)]
    type Lens = T::Lens;
}

macro_rules! lists {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
                impl<T: Shape $($generics)*> Shape for $ty {
            const TYPE: Type = Type::of(&Kind::List(T::TYPE));
            #[cfg(rust_analyzer)]
            type Lens = lens::List<T::Lens>;
        }
    )*};
}

lists! {
    [] Vec<T>;
    [] [T];
    [] VecDeque<T>;
    [] BTreeSet<T>;
    [] BinaryHeap<T>;
    [] LinkedList<T>;
}

#[cfg(feature = "std")]
lists! {
    [, S] std::collections::HashSet<T, S>;
}

/// Serde writes and reads arrays of up to 32 items.
const MOST_ITEMS: usize = 32;

impl<T: Shape, const N: usize> Shape for [T; N] {
    const TYPE: Type =
        Type::of(if N <= MOST_ITEMS { &Kind::Tuple(&[T::TYPE; N]) } else { &Kind::List(T::TYPE) });
    #[cfg(rust_analyzer)]
    type Lens = lens::List<T::Lens>;
}

macro_rules! maps {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
                impl<K, T: Shape $($generics)*> Shape for $ty {
            const TYPE: Type = Type::of(&Kind::Map { keys: Type::ANY, values: T::TYPE });
            #[cfg(rust_analyzer)]
            type Lens = lens::Map<T::Lens>;
        }
    )*};
}

maps! {
    [] BTreeMap<K, T>;
}

#[cfg(feature = "std")]
maps! {
    [, S] std::collections::HashMap<K, T, S>;
}

macro_rules! tuples {
    ($($($name:ident)*;)*) => {$(
                impl<$($name: Shape),*> Shape for ($($name,)*) {
            const TYPE: Type = Type::of(&Kind::Tuple(&[$($name::TYPE),*]));
            #[cfg(rust_analyzer)]
            type Lens = lens::Open;
        }
    )*};
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}

impl<T: Shape, E: Shape> Shape for Result<T, E> {
    const TYPE: Type = Type::of(&Kind::OneOf {
        name: "Result",
        tag: None,
        content: None,
        values: &[],
        variants: &[
            Type::of(&Kind::Object {
                name: "Ok",
                fields: &[Field::new(&[Name::new("Ok")], T::TYPE)],
                slots: &[],
                is_strict: false,
            }),
            Type::of(&Kind::Object {
                name: "Err",
                fields: &[Field::new(&[Name::new("Err")], E::TYPE)],
                slots: &[],
                is_strict: false,
            }),
        ],
    });
    #[cfg(rust_analyzer)]
    type Lens = lens::Open;
}

/// Serde writes it as an object of two numbers.
#[diagnostic::do_not_recommend]
impl Shape for core::time::Duration {
    const TYPE: Type = Type::of(&Kind::Object {
        name: "Duration",
        fields: &[
            Field::new(&[Name::new("secs")], Type::NUMBER),
            Field::new(&[Name::new("nanos")], Type::NUMBER),
        ],
        slots: &[],
        is_strict: false,
    });
    #[cfg(rust_analyzer)]
    type Lens = lens::Open;
}

/// In place of a type `T` that is known by its name only, such as `chrono::DateTime<Utc>`: what `T` says itself if it
/// `IS_DESCRIBED`, else what `D` says.
pub struct Known<T: ?Sized, D, const IS_DESCRIBED: bool>(PhantomData<D>, PhantomData<T>);

impl<T: ?Sized, D: Shape> Shape for Known<T, D, false> {
    const TYPE: Type = D::TYPE;
    #[cfg(rust_analyzer)]
    type Lens = D::Lens;
}

impl<T: Shape + ?Sized, D> Shape for Known<T, D, true> {
    const TYPE: Type = T::TYPE;
    #[cfg(rust_analyzer)]
    type Lens = T::Lens;
}

/// Whether `T` is described: an inherent constant is found before one of a trait.
pub struct Asked<T: ?Sized>(PhantomData<T>);

impl<T: Shape + ?Sized> Asked<T> {
    /// It is.
    pub const IS_DESCRIBED: bool = true;
}

/// What is true of types that are not described.
pub trait Undescribed {
    /// They are not.
    const IS_DESCRIBED: bool = false;
}

impl<T: ?Sized> Undescribed for Asked<T> {}

/// What is known once constants are: one of two types, by [`Either`].
pub struct Is<const IT: bool>;

/// `A` where it is so, else `B`.
pub trait Either<A, B> {
    /// The one of the two.
    type It;
}

impl<A, B> Either<A, B> for Is<true> {
    type It = A;
}

impl<A, B> Either<A, B> for Is<false> {
    type It = B;
}

/// JSON of any kind.
pub struct Open;

#[diagnostic::do_not_recommend]
impl Shape for Open {
    const TYPE: Type = Type::ANY;
    #[cfg(rust_analyzer)]
    type Lens = lens::Open;
}

/// Text with a timestamp.
pub struct Time;

#[diagnostic::do_not_recommend]
impl Shape for Time {
    const TYPE: Type = Type::TIME;
    #[cfg(rust_analyzer)]
    type Lens = lens::Text;
}

/// An object whose names are what `K` is.
pub struct MapOf<K, T>(PhantomData<(K, T)>);

impl<K: Shape, T: Shape> Shape for MapOf<K, T> {
    const TYPE: Type = Type::of(&Kind::Map { keys: K::TYPE, values: T::TYPE });
    #[cfg(rust_analyzer)]
    type Lens = lens::Map<T::Lens>;
}
