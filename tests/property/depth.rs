//! Input of any size is answered on the stack that rustc gives a macro.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

/// What the main thread of rustc has.
const STACK: usize = 8 << 20;

const DEEP: usize = 10_000;
const LONG: usize = 5_000;

/// Expands what `tokens` makes, and gives the codes of what was found.
fn codes(name: &str, tokens: impl FnOnce() -> TokenStream + Send + 'static) -> Vec<u16> {
    let work = move || {
        let tokens = tokens();
        let findings = sfn_compiler::compile(tokens.clone()).findings;
        let codes: Vec<u16> = findings.iter().map(|it| it.code.0).collect();
        assert!(!sfn_compiler::expand(tokens).is_empty());
        codes
    };
    // A stack that overflows is reported with the thread's name only.
    let thread =
        std::thread::Builder::new().name(name.to_owned()).stack_size(STACK).spawn(work).expect("a thread");
    thread.join().unwrap_or_else(|_| panic!("{name} panics"))
}

fn parsed(text: &str) -> TokenStream {
    text.parse().expect("tokens")
}

/// `before` and a group of the same, again and again: text of this depth would not lex.
fn nested(before: &str, delimiter: Delimiter, innermost: &str) -> TokenStream {
    let before = parsed(before);
    let mut inside = parsed(innermost);
    for _ in 0..DEEP {
        let mut outer = before.clone();
        outer.extend([TokenTree::from(Group::new(delimiter, inside))]);
        inside = outer;
    }
    inside
}

fn machine(body: TokenStream) -> TokenStream {
    let mut tokens = parsed("machine Deep");
    tokens.extend([TokenTree::from(Group::new(Delimiter::Brace, body))]);
    tokens
}

fn after(before: &str, tokens: TokenStream) -> TokenStream {
    let mut all = parsed(before);
    all.extend(tokens);
    all
}

fn repeated(c: char) -> TokenStream {
    (0..DEEP).map(|_| TokenTree::from(Punct::new(c, Spacing::Alone))).collect()
}

#[test]
fn what_is_nested_too_deep_is_said_in_few_words() {
    use Delimiter::{Brace, Bracket, None, Parenthesis};
    let statements: &[(&str, &str, Delimiter, &str)] = &[
        ("", "loop", Brace, "wait 3s;"),
        ("", "if $.a == 1", Brace, "wait 3s;"),
        ("", "match $.a", Brace, "wait 3s;"),
        ("", "while $.a == 1", Brace, "wait 3s;"),
        ("", "for $ in $.a", Brace, "wait 3s;"),
        ("", "try", Brace, "wait 3s;"),
        ("", "parallel", Brace, "wait 3s;"),
        ("", "", Brace, "wait 3s;"),
        ("$ =", "", Bracket, "1"),
        ("$ =", "", Parenthesis, "1"),
        ("$ =", "a:", Brace, "1"),
        ("$ =", "", Brace, "1"),
        ("let x =", "States.Array", Parenthesis, "$.a"),
        ("let x =", "S", Parenthesis, "$.a"),
        ("let x =", "format!", Parenthesis, "\"\""),
        ("let x = $.a", "", Bracket, "0"),
        ("if", "", Parenthesis, "$.a == 1"),
        ("if", "And", Parenthesis, "$.a == 1"),
        ("f", "", Brace, "a: 1"),
        ("f", "", Parenthesis, "a"),
        ("#", "a", Bracket, "b"),
        ("#[jsonata] let x =", "%", Brace, "%"),
    ];
    for (first, before, delimiter, innermost) in statements.iter().copied() {
        let name = format!("{first} {before} {delimiter:?}");
        let found = codes(&name, move || machine(after(first, nested(before, delimiter, innermost))));
        assert!(!found.is_empty() && found.len() < 10, "{name}: {found:?}");
    }
    // Invisible groups are opened as long as anybody could have written them.
    codes("invisible groups", || machine(nested("", None, "wait 3s;")));
    codes("everything in brackets", || nested("", Bracket, "machine"));
    codes("references", || {
        parsed(&format!(
            "machine Deep({} u8) -> {}u8{} {{ succeed; }}",
            "&".repeat(DEEP),
            "Vec<".repeat(DEEP),
            "> ".repeat(DEEP)
        ))
    });
    codes("a type", || {
        let mut tokens = parsed("machine Deep");
        tokens.extend([TokenTree::from(Group::new(Parenthesis, nested("", Parenthesis, "u8")))]);
        tokens.extend(parsed("{ succeed; }"));
        tokens
    });
}

#[test]
fn rows_of_operators_are_bounded() {
    for c in ['!', '-', '$', '.', '#', '&', '|', '<', '=', ':', ';', ',', '%', '*', '\''] {
        codes(&format!("a row of {c}"), move || machine(after("let x =", repeated(c))));
        codes(&format!("a condition of {c}"), move || machine(after("if", repeated(c))));
    }
    let text = |text: String| move || parsed(&text);
    let chain = |between: &str| vec!["$.n"; LONG].join(between);
    for operator in [" + ", " - ", " * "] {
        let found = codes(operator, text(format!("machine Long {{ let x = {}; }}", chain(operator))));
        assert!(found.contains(&4), "{operator}: {found:?}");
    }
    let conditions = vec!["$.n == 1"; LONG];
    for operator in [" && ", " || "] {
        let source = format!("machine Long {{ if {} {{ wait 3s; }} succeed; }}", conditions.join(operator));
        let found = codes(operator, text(source));
        assert!(found.is_empty() || found == [4], "{operator}: {found:?}");
    }
    let source = format!(
        "machine Long {{ if $.n == 0 {{ pass; }} {} succeed; }}",
        "else if $.n == 1 { pass; }".repeat(LONG)
    );
    let found = codes("else if", text(source));
    assert!(found.contains(&4), "else if: {found:?}");
    let source = format!("machine Long {{ let x = $.a{}; }}", ".b".repeat(LONG));
    codes("a long path", text(source));
    let source = format!("machine Long {{ let x = $.a{}; }}", "[0]".repeat(LONG));
    codes("a long path of indexes", text(source));
    let source = format!("machine Long {{ wait 3s; {} }}", "/// and so on\n".repeat(LONG));
    codes("a long comment", text(source));
    let source =
        format!("#[query_language(JSONata)] machine Long {{ let x = {{% {} 1 %}}; }}", "1 + ".repeat(LONG));
    codes("a long expression", text(source));
    let source = format!(
        "#[query_language(JSONata)] machine Long {{ let x = {:?}; }}",
        format!("{{% {} %}}", "(".repeat(DEEP))
    );
    codes("a deep expression in text", text(source));
    let source =
        format!("machine Long {{ let x = jsonpath!({:?}); }}", format!("$.a[?({}", "(".repeat(DEEP)));
    codes("a deep path in text", text(source));
    let deep = format!("{}$.a{}", "States.Array(".repeat(DEEP), ")".repeat(DEEP));
    let source = format!("machine Long {{ let x = jsonpath!({deep:?}); }}");
    codes("a deep call in text", text(source));
}

#[test]
fn long_machines_compile() {
    let sources: &[(&str, String)] = &[
        ("calls", "task \"${W}\" { id: $.id, list: [1, 2] };\n".repeat(LONG)),
        (
            "assignments",
            (0..LONG).map(|n| format!("let v{n} = States.Format(\"{{}}\", $.v{n});\n")).collect(),
        ),
        ("passes", "$.a.b = { c: \"d\" };\n".repeat(LONG)),
        ("decisions", "if $.a == 1 { wait 3s; } else { wait 5s; }\n".repeat(LONG / 2) + "succeed;"),
        (
            "loops",
            "loop { $.a = task \"${W}\"($.a); if $.a == 1 { break; } }\n".repeat(LONG / 2) + "succeed;",
        ),
        ("labels", (0..LONG).map(|n| format!("\"State {n}\": wait {}s;\n", n + 1)).collect()),
        ("branches", format!("parallel {{ {} }};", "{ wait 3s; }\n".repeat(LONG))),
        (
            "arms",
            format!(
                "match $.a {{ {} _ => {{}} }} succeed;",
                (0..LONG).map(|n| format!("{n} => wait {}s,", n + 1)).collect::<String>()
            ),
        ),
        (
            "fields",
            format!("$ = {{ {} }};", (0..LONG).map(|n| format!("k{n}: $.k{n}, ")).collect::<String>()),
        ),
        ("elements", format!("$ = [{}];", "1, ".repeat(LONG))),
    ];
    for (name, body) in sources {
        let source = format!("machine Long {{ resource f: lambda::Function; {body} }}");
        let found = codes(name, move || parsed(&source));
        assert!(found.is_empty(), "{name}: {:?}", found.first());
    }
    let jumps: String =
        (0..LONG).map(|n| format!("\"S{n}\": wait 1s; goto \"S{}\";\n", (n + 1) % LONG)).collect();
    let found = codes("jumps", move || parsed(&format!("machine Long {{ {jumps} }}")));
    assert_eq!(found, [2004]);
    let mistakes = "goto \"Nowhere\";\n\"A\": f { a: } ;\n".repeat(LONG);
    let found = codes("mistakes", move || parsed(&format!("machine Long {{ {mistakes} }}")));
    assert!(!found.is_empty());
    let machines: String = (0..500).map(|n| format!("machine M{n} {{ wait 3s; }}\n")).collect();
    assert!(codes("machines", move || parsed(&machines)).is_empty());
}

#[test]
fn identifiers_of_any_length_are_taken() {
    let name = "a".repeat(100_000);
    let found = codes("a long name", move || {
        let mut tokens = parsed("machine");
        tokens.extend([TokenTree::from(Ident::new(&name, Span::call_site()))]);
        tokens.extend(parsed(&format!("{{ let {name} = 5; goto \"{name}\"; }}")));
        tokens
    });
    assert!(found.contains(&9001), "{found:?}");
}
