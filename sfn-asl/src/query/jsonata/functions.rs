//! The function library, by signature in jsonata-js's own notation, and the calls that cannot match one.
//!
//! `s` string, `n` number, `b` boolean, `o` object, `a` array (any value will do as an array of one), `f` function,
//! `j` any but a function, `x` any, `(so)` either; `<…>` type of the items; `-` the context stands in for the
//! argument; `?` optional; `+` one or more.

use super::types::Type;

/// Sorted by name. `hash`, `parse`, `partition`, `range`, `uuid` and the seed of `random` are AWS's additions.
const LIBRARY: &str = "\
abs <n-:n>
append <xx:a>
assert <bs?:x>
average <a<n>:n>
base64decode <s-:s>
base64encode <s-:s>
boolean <x-:b>
ceil <n-:n>
clone <(oa)-:o>
contains <s-(sf):b>
count <a:n>
decodeUrl <s-:s>
decodeUrlComponent <s-:s>
distinct <x:x>
each <o-f:a>
encodeUrl <s-:s>
encodeUrlComponent <s-:s>
error <s?:x>
exists <x:b>
filter <af>
floor <n-:n>
formatBase <n-n?:s>
formatInteger <n-s:s>
formatNumber <n-so?:s>
fromMillis <n-s?s?:s>
hash <xs:s>
join <a<s>s?:s>
keys <x-:a<s>>
length <s-:n>
lookup <x-s:x>
lowercase <s-:s>
map <af>
match <s-f<s:o>n?:a<o>>
max <a<n>:n>
merge <a<o>:o>
millis <:n>
min <a<n>:n>
not <x-:b>
now <s?s?:s>
number <(nsb)-:n>
pad <s-ns?:s>
parse <s:x>
parseInteger <s-s:n>
partition <an:a>
power <n-n:n>
random <n?:n>
range <nnn:a>
reduce <afj?:j>
replace <s-(sf)(sf)n?:s>
reverse <a:a>
round <n-n?:n>
shuffle <a:a>
sift <o-f?:o>
single <af?>
sort <af?:a>
split <s-(sf)n?:a<s>>
spread <x-:a<o>>
sqrt <n-:n>
string <x-b?:s>
substring <s-nn?:s>
substringAfter <s-s:s>
substringBefore <s-s:s>
sum <a<n>:n>
toMillis <s-s?:n>
trim <s-:s>
type <x:s>
uppercase <s-:s>
uuid <:s>
zip <a+>
";

/// Whether `$name` is a function of the library, AWS's own included; `$eval` is none there.
pub fn is_function(name: &str) -> bool {
    signature(name).is_some()
}

/// How many arguments `$name` takes; `None` for any number, and for what is no function.
pub fn most_arguments(name: &str) -> Option<usize> {
    let params = params(signature(name)?);
    if params.iter().any(|it| it.many) { None } else { Some(params.len()) }
}

/// Every function, without `$`.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    LIBRARY.lines().filter_map(|line| line.split(' ').next())
}

fn signature(name: &str) -> Option<&'static str> {
    LIBRARY.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" <")?.strip_suffix('>'))
}

/// Whether the only argument is an array, which people forget: `$max(a, b)`.
pub(super) fn takes_one_array(name: &str) -> bool {
    matches!(params(signature(name).unwrap_or("")).as_slice(), [Param { types: "a", many: false, .. }])
}

/// The one type that an argument of `$name` has to be of, in a call with so many that none of them comes from the
/// context.
pub fn argument(name: &str, at: usize, count: usize) -> Option<Type> {
    let params = params(signature(name)?);
    if count < params.iter().filter(|it| !it.optional).count() {
        return None;
    }
    match params.get(at)?.types {
        "s" => Some(Type::String),
        "n" => Some(Type::Number),
        "b" => Some(Type::Boolean),
        _ => None,
    }
}

/// The type of what `$name` returns, where it is always the same.
pub(super) fn result(name: &str) -> Option<Type> {
    // Arrays may collapse to their only item, and `x` is anything. `$clone` gives what it got.
    match signature(name)?.rsplit_once(':')?.1 {
        _ if name == "clone" => None,
        "s" => Some(Type::String),
        "n" => Some(Type::Number),
        "b" => Some(Type::Boolean),
        "o" => Some(Type::Object),
        _ => None,
    }
}

/// What is known of an argument.
#[derive(Clone, Copy)]
pub(super) struct Arg {
    pub ty: Option<Type>,
    /// The common type of the items of a literal array; `Err` if they prove to be mixed.
    pub items: Result<Option<Type>, ()>,
}

/// Why a call can never work.
#[derive(PartialEq, Debug)]
pub(super) enum Mismatch {
    /// Wrong number of arguments.
    Count {
        least: usize,
        /// `None`: any number.
        most: Option<usize>,
        /// Whether one more would have come from the context, had there been one.
        no_context: bool,
    },
    /// The argument of this number, from 0, is not this.
    Argument { index: usize, wanted: String },
}

struct Param {
    /// Letters of the types that will do.
    types: &'static str,
    /// Type of the items, for arrays.
    items: Option<char>,
    context: bool,
    optional: bool,
    many: bool,
}

/// Compares a call with the signature of `$name`; `context` says whether a value may stand in for `-`.
pub(super) fn mismatch(name: &str, args: &[Arg], context: bool) -> Option<Mismatch> {
    let params = params(signature(name)?);
    let least = params.iter().filter(|it| !it.may_lack(context)).count();
    let most = if params.iter().any(|it| it.many) { None } else { Some(params.len()) };
    if args.len() < least || most.is_some_and(|most| args.len() > most) {
        let no_context = !context && args.len() < least && params.iter().any(|it| it.context);
        return Some(Mismatch::Count { least, most, no_context });
    }
    let mut reached = Reached { index: 0, wanted: None };
    if matches(&params, args, 0, context, &mut reached) {
        return None;
    }
    Some(Mismatch::Argument { index: reached.index, wanted: reached.wanted? })
}

/// How far the best attempt came.
struct Reached {
    index: usize,
    wanted: Option<String>,
}

fn matches(params: &[Param], args: &[Arg], at: usize, context: bool, reached: &mut Reached) -> bool {
    let Some((param, rest)) = params.split_first() else { return at == args.len() };
    if let Some(&arg) = args.get(at) {
        if !param.takes(arg) {
            if reached.wanted.is_none() || at > reached.index {
                *reached = Reached { index: at, wanted: Some(param.wanted()) };
            }
        } else if param.many {
            let more = args[at..].iter().take_while(|it| param.takes(**it)).count();
            return (1..=more).rev().any(|n| matches(rest, args, at + n, context, reached));
        } else if matches(rest, args, at + 1, context, reached) {
            return true;
        }
    }
    param.may_lack(context) && matches(rest, args, at, context, reached)
}

impl Param {
    fn may_lack(&self, context: bool) -> bool {
        self.optional || (context && self.context)
    }

    fn takes(&self, arg: Arg) -> bool {
        let Some(ty) = arg.ty else { return true };
        if self.types == "a" {
            return match self.items {
                None => true,
                Some(_) if ty == Type::Array => match arg.items {
                    Ok(item) => item.is_none_or(|it| self.items == Some(letter(it))),
                    Err(()) => false,
                },
                Some(item) => letter(ty) == item,
            };
        }
        match self.types {
            "x" => true,
            "j" => ty != Type::Function,
            types => types.contains(letter(ty)),
        }
    }

    fn wanted(&self) -> String {
        let items = match self.items.filter(|_| self.types == "a") {
            Some('n') => " of numbers",
            Some('s') => " of strings",
            Some('o') => " of objects",
            _ => "",
        };
        let each: Vec<String> = self.types.chars().map(|it| format!("{}{items}", word(it))).collect();
        each.join(" or ")
    }
}

fn params(signature: &'static str) -> Vec<Param> {
    let mut params: Vec<Param> = Vec::new();
    let mut rest = signature;
    while let Some(symbol) = rest.chars().next().filter(|it| *it != ':') {
        let mut length = 1;
        let last = params.last_mut();
        match (symbol, last) {
            ('-', Some(last)) => last.context = true,
            ('?', Some(last)) => last.optional = true,
            ('+', Some(last)) => last.many = true,
            ('<', Some(last)) => {
                last.items = rest[1..].chars().next();
                length = rest.find('>').map_or(rest.len(), |it| it + 1);
            }
            _ => {
                let mut types = &rest[..1];
                if symbol == '(' {
                    length = rest.find(')').map_or(rest.len(), |it| it + 1);
                    types = &rest[1..length - 1];
                }
                params.push(Param { types, items: None, context: false, optional: false, many: false });
            }
        }
        rest = &rest[length..];
    }
    params
}

fn letter(ty: Type) -> char {
    match ty {
        Type::String => 's',
        Type::Number => 'n',
        Type::Boolean => 'b',
        Type::Null => 'l',
        Type::Array => 'a',
        Type::Object => 'o',
        Type::Function => 'f',
    }
}

fn word(letter: char) -> &'static str {
    match letter {
        's' => "a string",
        'n' => "a number",
        'b' => "a boolean",
        'o' => "an object",
        'a' => "an array",
        'f' => "a function",
        _ => "a value",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signature_reads() {
        let mut last = "";
        for name in names() {
            assert!(last < name, "{name} is out of order");
            last = name;
            let params = params(signature(name).unwrap());
            assert!(params.iter().all(|it| it.types.chars().all(|c| "sbnoafjx".contains(c))), "{name}");
        }
        assert_eq!(names().count(), 69);
    }

    #[test]
    fn contexts_stand_in() {
        let string = Arg { ty: Some(Type::String), items: Ok(None) };
        let number = Arg { ty: Some(Type::Number), items: Ok(None) };
        assert_eq!(mismatch("uppercase", &[], true), None);
        assert!(mismatch("uppercase", &[], false).is_some());
        assert_eq!(mismatch("substring", &[number], true), None);
        assert_eq!(mismatch("substring", &[string, number, number], false), None);
        let wanted = "a number".to_owned();
        assert_eq!(
            mismatch("substring", &[string, string], false),
            Some(Mismatch::Argument { index: 1, wanted })
        );
        assert_eq!(mismatch("zip", &[number, string, number], false), None);
    }
}
