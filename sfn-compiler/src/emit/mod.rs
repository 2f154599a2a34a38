//! Document → constants: the tokens of the type that a machine becomes.
//!
//! The expansion is one type, its constants and impls; it holds no code per state. Its order is fixed, because the
//! editor depends on it: what mentions the user's types first, then the constants, then findings.

mod constants;
mod findings;
mod iam;
mod literal;
mod sheet;
mod types;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use sfn_asl::machine::{StateKind, WorkflowType};

use crate::lower::{Lowered, ResourceValue, fragments, key_text};
use crate::syntax::ast;
use crate::types::{Questions, Typed};
use crate::{Compilation, Compiled};

pub use self::findings::message;
pub use self::literal::{Lexer, lex, literal};
pub use self::types::known;

/// Machines of more states than this have no picture in rustdoc: nobody could read it.
const DRAWN: usize = 200;

/// The whole expansion of one macro call.
pub fn expansion(compilation: &Compilation, lexer: Lexer) -> TokenStream {
    let failed = compilation.failed();
    let mut tokens = TokenStream::new();
    for machine in &compilation.machines {
        tokens.extend(types(&machine.ast));
        tokens.extend(types::questions(&runtime(&machine.ast), &machine.questions));
        let Some(name) = name(&machine.ast) else { continue };
        tokens.extend(if failed { skeleton(&machine.ast, &name) } else { items(machine, &name, lexer) });
    }
    for finding in &compilation.findings {
        tokens.extend(findings::tokens(finding));
    }
    tokens
}

/// What the type is called. A keyword was reported, and is made a name, so that nothing else is said of it.
fn name(ast: &ast::Machine) -> Option<Ident> {
    let name = ast.name.as_ref()?;
    let text = name.to_string();
    match text.as_str() {
        _ if fragments::is_name(name) => Some(name.clone()),
        "_" | "self" | "Self" | "super" | "crate" => None,
        _ => Some(Ident::new_raw(&text, name.span())),
    }
}

/// The path of the runtime crate: `::sfn_runtime`, unless `#[crate(path)]` says where it is re-exported.
pub fn runtime(ast: &ast::Machine) -> TokenStream {
    let attr = ast.attrs.iter().find(|it| it.text == "crate").and_then(|it| it.args.as_deref());
    match attr {
        Some([ast::Arg { value: ast::Expr { kind: ast::ExprKind::Name { text, tokens }, .. }, .. }]) => {
            if text.contains("::") {
                tokens.clone()
            } else {
                quote!(::#tokens)
            }
        }
        _ => quote!(::sfn_runtime),
    }
}

/// A use of every type the author wrote, so that rustc judges it and the editor knows it.
// expands to: const _: ::core::marker::PhantomData<fn(Order)> = ::core::marker::PhantomData;
fn types(ast: &ast::Machine) -> TokenStream {
    let single = ast.input.iter().chain(&ast.output).filter(|it| fragments::is_type(it)).cloned();
    let several = ast.items.iter().filter_map(|it| match it {
        ast::Item::Resource(resource) if !resource.generics.is_empty() => {
            Some(fragments::without_angles(&resource.generics)).filter(fragments::is_types)
        }
        _ => None,
    });
    let uses = single.chain(several).map(|ty| {
        quote! { const _: ::core::marker::PhantomData<fn(#ty)> = ::core::marker::PhantomData; }
    });
    quote! { #(#uses)* }
}

fn items(compiled: &Compiled, name: &Ident, lexer: Lexer) -> TokenStream {
    let lowered = &compiled.lowered;
    let runtime = runtime(&compiled.ast);
    let definition = constants::text(&runtime, &compiled.definition, &lowered.holes, lexer);
    let resources = resources(&runtime, lowered, &compiled.definition);
    let diagram = literal(lexer, &without_holes(&sfn_asl::diagram::mermaid(&lowered.machine)));
    let docs = docs(compiled, name, lexer);
    let statements = iam::statements(&runtime, &compiled.policy, &lowered.holes);
    let constants = Constants { definition, resources, statements, diagram };
    machine_type(&compiled.ast, name, &runtime, &docs, &constants)
}

/// The type with empty constants: whoever names it sees the macro's errors only.
fn skeleton(ast: &ast::Machine, name: &Ident) -> TokenStream {
    let runtime = runtime(ast);
    let docs = doc(&ast.doc);
    let none = quote!(&[]);
    let constants =
        Constants { definition: quote!(""), resources: none.clone(), statements: none, diagram: quote!("") };
    machine_type(ast, name, &runtime, &docs, &constants)
}

/// The values of a machine's constants.
struct Constants {
    definition: TokenStream,
    resources: TokenStream,
    statements: TokenStream,
    diagram: TokenStream,
}

// expands to:
//   /// docs
//   pub struct OrderFlow;
//   impl OrderFlow { pub const DEFINITION: &'static str = "…"; … }
//   impl ::sfn_runtime::StateMachine for OrderFlow { type Input = Order; … }
fn machine_type(
    ast: &ast::Machine,
    name: &Ident,
    runtime: &TokenStream,
    docs: &TokenStream,
    constants: &Constants,
) -> TokenStream {
    let Constants { definition, resources, statements, diagram } = constants;
    let visibility = Some(&ast.visibility).filter(|it| fragments::is_visibility(it));
    let text = key_text(name);
    let express = ast.attrs.iter().any(|it| it.text == "express");
    let workflow_type = Ident::new(if express { "Express" } else { "Standard" }, Span::mixed_site());
    let untyped = quote!(#runtime::Untyped);
    let input = ast.input.as_ref().filter(|it| fragments::is_type(it)).unwrap_or(&untyped);
    let output = ast.output.as_ref().filter(|it| fragments::is_type(it)).unwrap_or(&untyped);
    // That a type is private is said of all that stands here.
    let associated = |name: &str, ty: &TokenStream| {
        let at = ty.clone().into_iter().next().map_or_else(Span::mixed_site, |it| it.span());
        let name = Ident::new(name, at.resolved_at(Span::mixed_site()));
        quote_spanned!(at.resolved_at(Span::mixed_site())=> type #name = #ty;)
    };
    let (input, output) = (associated("Input", input), associated("Output", output));
    quote! {
        #docs
        #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
        #[allow(clippy::exhaustive_structs)]
        #visibility struct #name;

        impl #name {
            /// The definition: strict, compact JSON in the Amazon States Language.
            #[allow(long_running_const_eval)]
            pub const DEFINITION: &'static ::core::primitive::str = #definition;
            /// What the definition names and does not contain.
            pub const RESOURCES: &'static [#runtime::Resource] = #resources;
            /// What the execution role has to allow, and why.
            #[allow(long_running_const_eval)]
            pub const STATEMENTS: &'static [#runtime::Statement] = #statements;
            /// The machine as a Mermaid flowchart.
            pub const DIAGRAM: &'static ::core::primitive::str = #diagram;
        }

        impl #runtime::StateMachine for #name {
            #input
            #output
            const NAME: &'static ::core::primitive::str = #text;
            const WORKFLOW_TYPE: #runtime::WorkflowType = #runtime::WorkflowType::#workflow_type;
            const DEFINITION: &'static ::core::primitive::str = #name::DEFINITION;
            const RESOURCES: &'static [#runtime::Resource] = #name::RESOURCES;
            const STATEMENTS: &'static [#runtime::Statement] = #name::STATEMENTS;
            const DIAGRAM: &'static ::core::primitive::str = #name::DIAGRAM;
        }
    }
}

/// What stands for the family of a comparison of two paths, see `types::family`.
pub fn family(ast: &ast::Machine, questions: &Questions, places: &[Typed]) -> TokenStream {
    types::family(&runtime(ast), &questions.types, places)
}

fn doc(doc: &Option<ast::Doc>) -> TokenStream {
    match doc {
        Some(doc) => {
            let text = &doc.value;
            quote! { #[doc = #text] }
        }
        None => TokenStream::new(),
    }
}

/// The author's comment, the states, and, for rustdoc, the picture and what the role has to allow.
fn docs(compiled: &Compiled, name: &Ident, lexer: Lexer) -> TokenStream {
    let machine = &compiled.lowered.machine;
    let comment = doc(&compiled.ast.doc);
    let mut count = 0;
    machine.body.each_state(&mut |_| count += 1);
    let kind = match machine.workflow_type {
        WorkflowType::Standard => "Standard",
        WorkflowType::Express => "Express",
    };
    let mut list = format!("\n{kind} workflow, {count} state{}.\n", if count == 1 { "" } else { "s" });
    if count <= DRAWN {
        list.push_str("\n| state | type | |\n| --- | --- | --- |\n");
        machine.body.each_state(&mut |state| {
            let comment = state.comment.as_ref().map(|it| it.value.replace('\n', " ")).unwrap_or_default();
            let resource = match &state.kind {
                StateKind::Task(task) => {
                    format!(" `{}`", task.resource.value.trim_start_matches("arn:aws:states:::"))
                }
                _ => String::new(),
            };
            let row = format!(
                "| {} | {}{resource} | {} |\n",
                cell(&state.name.value),
                state.kind.name(),
                cell(&comment)
            );
            list.push_str(&without_holes(&row));
        });
    }
    let picture = if count <= DRAWN {
        let svg = format!("\n{}\n", without_holes(&sfn_asl::diagram::svg(machine, &name.to_string())));
        let svg = literal(lexer, &svg);
        // Hovers in an editor would show the drawing as text.
        quote! { #[cfg_attr(doc, doc = #svg)] }
    } else {
        TokenStream::new()
    };
    let table = without_holes(&iam::table(&compiled.policy));
    let role = if count <= DRAWN && !table.is_empty() {
        let table = literal(lexer, &table);
        quote! { #[cfg_attr(doc, doc = #table)] }
    } else {
        TokenStream::new()
    };
    quote! { #comment #picture #[doc = #list] #role }
}

/// Text in a cell of a Markdown table.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '|' | '<' | '[' | ']' | '`' | '*' | '_' | '\\') {
            cell.push('\\');
        }
        cell.push(c);
    }
    cell
}

/// Constants are not known here: a picture shows that something stands there.
pub fn without_holes(text: &str) -> String {
    if !sfn_asl::value::has_hole(text) {
        return text.to_string();
    }
    text.chars().map(|c| if sfn_asl::value::hole_number(c).is_some() { '…' } else { c }).collect()
}

/// Declared resources, then substitutions that only strings have, in the order of the definition.
fn resources(runtime: &TokenStream, lowered: &Lowered, definition: &str) -> TokenStream {
    let declared = lowered.resources.iter().map(|it| {
        let (name, ty) = (&it.name, &it.ty);
        let value = match &it.value {
            ResourceValue::Substitution => TokenStream::new(),
            ResourceValue::Literal(text) => {
                let text = &text.value;
                quote!(.with_value(#text))
            }
            ResourceValue::Constant(constant) => quote!(.with_value(#constant)),
        };
        quote!(#runtime::Resource::new(#name, #ty)#value)
    });
    let mut found: Vec<&str> = Vec::new();
    let mut rest = definition;
    // For the byte alone: a search for two is slow where nothing is optimised.
    while let Some(at) = rest.find('$') {
        rest = &rest[at + 1..];
        let Some(after) = rest.strip_prefix('{') else { continue };
        let Some((name, _)) = after.split_once('}') else { break };
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.:-".contains(c));
        if is_name && !lowered.resources.iter().any(|it| it.name == name) && !found.contains(&name) {
            found.push(name);
        }
    }
    quote!(&[
        #(#declared,)*
        #(#runtime::Resource::new(#found, #runtime::Resource::SUBSTITUTION),)*
    ])
}
