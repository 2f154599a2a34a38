//! Names by number, and where in a type they stand: so that rustc, which takes a microsecond for each instruction that a
//! constant needs, neither compares text nor searches.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The number of a name: FNV-1a in 64 bits, like `Name::new` of the runtime.
fn key(name: &str) -> u64 {
    name.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |key, byte| (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A name with its number.
pub fn name(private: &TokenStream, name: &str) -> TokenStream {
    let key = Literal::u64_unsuffixed(key(name));
    quote!(#private::Name::of(#key, #name))
}

/// For names of fields that may be asked for: a table in which the number of a name leads to the number of its field,
/// counted from 1. It has a power of two places; a name whose place is taken stands in the next one.
pub fn slots(names: &[(usize, &str)]) -> Literal {
    let fits = names.iter().all(|it| it.0 < 255);
    let size = if fits { (names.len() * 2 + 1).next_power_of_two() } else { 0 };
    let mut slots = vec![0; size];
    for (field, name) in names.iter().filter(|_| fits) {
        let mut at = key(name) as usize % size;
        while slots[at] != 0 {
            at = (at + 1) % size;
        }
        slots[at] = *field as u8 + 1;
    }
    Literal::byte_string(&slots)
}
