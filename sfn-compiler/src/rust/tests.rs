use proc_macro2::TokenStream;
use quote::ToTokens;

use super::ty::{self, Kind, Type};
use super::{ident, is_visibility, item};

fn lex(text: &str) -> TokenStream {
    text.parse().expect("tokens")
}

/// Blanks depend on where a token comes from.
fn said(tokens: impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

const TYPES: &[&str] = &[
    "u8",
    "Order",
    "::std::vec::Vec<self::Order>",
    "Vec<Vec<Vec<u8>>>",
    "Page<'a, T, 3, -1, true, { N + 1 }, Item = u8>",
    "crate::Of<dyn Iterator<Item: Clone + 'static>>",
    "Result<(), (A,)>",
    "(A, B)",
    "()",
    "(A)",
    "[u8]",
    "[u8; 32]",
    "[[u8; N]; 2 * self::M + (1)]",
    "&str",
    "&'a mut [T]",
    "&&'static str",
    "*const u8",
    "*mut T",
    "!",
    "_",
    "<T as Trait>::Item",
    "<Vec<T>>::Item<u8>",
    "dyn Fn(A, B) -> C + Send + 'static",
    "impl for<'a> FnMut(&'a str)",
    "Box<dyn ?Sized + (Send)>",
    "fn()",
    "unsafe extern \"C\" fn(name: A, _: B,) -> C",
    "for<'a, 'b> fn(&'a A) -> &'b B",
    "columns!(a b)",
    "r#type::Of<r#fn>",
    "Vec::<u8>",
    "&(dyn A + B)",
];

const NO_TYPES: &[&str] = &[
    "",
    "1",
    "\"a\"",
    "fn",
    "Vec<",
    "Vec<u8",
    "Vec<u8>>",
    "A B",
    "A,",
    "[u8; ]",
    "[u8; {]",
    "(A B)",
    "if",
    "A::",
    "A::::B",
    "&",
    "*u8",
    "<T>",
    "<T as>::A",
    "dyn",
    "for<'a>",
    "{}",
    "A = B",
    "'a",
    "A::if",
    "A!",
    "fn(a:)",
    "fn(if: A)",
    "[u8; a b]",
    "[u8; { let x = 1; x }]",
    "A<B: >>",
    "crate::<",
    "a.b",
    "#",
    "A + B",
    "A()",
    "Self<u8>",
];

#[test]
fn a_type_is_what_rustc_reads_as_one() {
    for text in TYPES {
        let tokens = lex(text);
        assert!(syn::parse2::<syn::Type>(tokens.clone()).is_ok(), "{text}");
        let ty = Type::read(&tokens).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(ty.to_token_stream().to_string(), tokens.to_string());
    }
    for text in NO_TYPES {
        let Ok(tokens) = text.parse::<TokenStream>() else { continue };
        assert!(Type::read(&tokens).is_none(), "{text}");
    }
    assert_eq!(ty::list(&lex("A, B<C, D>,")).map(|it| it.len()), Some(2));
    assert_eq!(ty::list(&lex("A,, B")).map(|it| it.len()), None);
}

/// What is taken for a type stands in the expansion: it has to be one.
#[test]
fn no_soup_of_tokens_is_taken_for_a_type() {
    const WORDS: &[&str] = &[
        "A", "b", "::", "<", ">", ",", "&", "'a", "mut", "dyn", "impl", "fn", "for", "(", ")", "[", "]", ";",
        "{", "}", "3", "-", "->", "=", ":", "+", "?", "!", "as", "*", "const", "crate", "Self", "_", "\"C\"",
        "extern", "unsafe", "true", ".",
    ];
    let mut seed = 7u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let (mut taken, mut given, mut wrong) = (0, 0, Vec::new());
    while given < 20_000 {
        // Half of them are types with one word changed.
        let text = if next(2) == 0 {
            (0..1 + next(9)).map(|_| WORDS[next(WORDS.len())]).collect::<Vec<_>>().join(" ")
        } else {
            let tokens = lex(TYPES[next(TYPES.len())]).to_string();
            let mut words: Vec<&str> = tokens.split(' ').collect();
            let at = next(words.len());
            words[at] = WORDS[next(WORDS.len())];
            words.join(" ")
        };
        let Ok(tokens) = text.parse::<TokenStream>() else { continue };
        given += 1;
        if Type::read(&tokens).is_some() {
            taken += 1;
            if syn::parse2::<syn::Type>(tokens).is_err() {
                wrong.push(text);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(taken > 1_500, "{taken}");
}

#[test]
fn the_arguments_of_a_path_are_those_of_its_last_name() {
    let Some(Type { kind: Kind::Path(path), .. }) = Type::read(&lex("a::B<X>::C<'a, D, E<F>>")) else {
        panic!("a path")
    };
    assert_eq!(path.names, ["a", "B", "C"]);
    let types: Vec<String> = path.types().iter().map(said).collect();
    assert_eq!(types, ["D", "E<F>"]);
    assert_eq!(said(path.with_arguments(&[lex("G")])), "a::B<X>::C<G>");
    let Some(Type { kind: Kind::Path(path), .. }) = Type::read(&lex("A<X>::B")) else { panic!("a path") };
    assert!(path.arguments.is_empty());
}

#[test]
fn names_and_visibilities_are_those_of_rust() {
    for (text, is_name) in [
        ("order", true),
        ("r#type", true),
        ("type", false),
        ("_", false),
        ("a b", false),
        ("1", false),
        ("", false),
    ] {
        assert_eq!(ident(text).is_some(), is_name, "{text}");
        assert_eq!(syn::parse_str::<syn::Ident>(text).is_ok(), is_name, "{text}");
    }
    for text in ["", "pub", "pub(crate)", "pub(self)", "pub(super)", "pub(in a::b)", "pub(in super::c)"] {
        assert!(is_visibility(&lex(text)), "{text}");
        assert!(syn::parse2::<syn::Visibility>(lex(text)).is_ok(), "{text}");
    }
    for text in ["pub(A)", "pub pub", "crate", "pub(in)", "pub(crate) x"] {
        assert!(!is_visibility(&lex(text)), "{text}");
    }
}

fn failure(text: &str) -> String {
    match item::read_all(lex(text)) {
        Ok(_) => "none".to_owned(),
        Err(error) => error.to_compile_error().to_string(),
    }
}

#[test]
fn what_is_wrong_with_a_definition_is_said() {
    for (text, message) in [
        ("fn a() {}", "expected `struct` or `enum`"),
        ("struct { a: u8 }", "expected a name"),
        ("struct fn;", "expected a name"),
        ("struct A", "expected `{`, `(` or `;`"),
        ("struct A(u8)", "expected `;`"),
        ("struct A { a u8 }", "expected `:`"),
        ("struct A { a: }", "expected a type"),
        ("struct A { a: , b: u8 }", "expected a type"),
        ("struct A<3>;", "expected a parameter"),
        ("enum A;", "expected `{`"),
        ("enum A { B C }", "expected `,`"),
        ("enum A { 3 }", "expected a name"),
    ] {
        assert!(failure(text).contains(&format!("{message:?}")), "{text}: {}", failure(text));
    }
    for text in [
        "struct A; pub(crate) struct B(u8, pub (u8, u8)); enum C { D = 3, #[serde(other)] E { a: u8 } }",
        "struct A<'a, T: Fn(u8) -> u8 = fn(u8) -> u8, const N: usize = { 3 }>(T) where T: Into<[u8; 3]>;",
        "struct A<T> where T: B<{ 1 }> { a: Map<T, T>, }",
    ] {
        assert_eq!(failure(text), "none", "{text}");
    }
}

#[test]
fn parameters_are_declared_and_used() {
    let text = "struct A<'a: 'b, 'b, T: Clone = u8, U:, V = u8, const N: usize = 3> where T: B<U> { t: T }";
    let item = item::read(lex(text)).expect("an item");
    let (declared, used, conditions) = item.generics.split(&lex("Shape"));
    assert_eq!(
        said(declared),
        said(lex("<'a: 'b, 'b, T: Clone + Shape, U: Shape, V: Shape, const N: usize>"))
    );
    assert_eq!(said(used), "<'a,'b,T,U,V,N>");
    assert_eq!(said(conditions), "whereT:B<U>");
}

#[test]
fn only_a_derive_s_attributes_are_taken_off() {
    let text = "#[serde(a)] #[doc = \"x\"] enum A { #[shape(open)] B { #[serde(b)] #[cfg(c)] d: [u8; 3] } }";
    let kept = item::without_attributes(lex(text), &["serde", "shape"]);
    assert_eq!(said(kept), said(lex("#[doc = \"x\"] enum A { B { #[cfg(c)] d: [u8; 3] } }")));
}
