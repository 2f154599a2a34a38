//! MD5, SHA-1 and SHA-2, for `States.Hash` and `$hash`. Not for secrets.
//!
//! Source: RFC 1321 and FIPS 180-4. The constants are computed from their definitions.

use std::sync::LazyLock;

/// The digest of `data` as lower-case hex. `None` if there is no such algorithm.
pub(crate) fn hash(algorithm: &str, data: &[u8]) -> Option<String> {
    let bytes = match algorithm {
        "MD5" => md5(data),
        "SHA-1" => sha1(data),
        "SHA-256" => sha256(data),
        "SHA-384" => sha512(data, SHA384_START)[..48].to_vec(),
        "SHA-512" => sha512(data, SHA512_START),
        _ => return None,
    };
    Some(bytes.iter().map(|it| format!("{it:02x}")).collect())
}

/// `data`, padded to whole blocks: a one bit, zeros, and the length in bits.
fn padded(data: &[u8], block: usize, length: &[u8]) -> Vec<u8> {
    let mut bytes = data.to_vec();
    bytes.push(0x80);
    while !(bytes.len() + length.len()).is_multiple_of(block) {
        bytes.push(0);
    }
    bytes.extend_from_slice(length);
    bytes
}

fn bits(data: &[u8]) -> u64 {
    (data.len() as u64).wrapping_mul(8)
}

fn md5(data: &[u8]) -> Vec<u8> {
    const SHIFTS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    let sines: Vec<u32> = (1..=64).map(|i| (f64::from(i).sin().abs() * 4_294_967_296.0) as u32).collect();
    let mut state: [u32; 4] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    for block in padded(data, 64, &bits(data).to_le_bytes()).chunks_exact(64) {
        let word = |i: usize| {
            u32::from_le_bytes([block[i * 4], block[i * 4 + 1], block[i * 4 + 2], block[i * 4 + 3]])
        };
        let [mut a, mut b, mut c, mut d] = state;
        for (i, sine) in sines.iter().enumerate() {
            let (mix, at) = match i / 16 {
                0 => (b & c | !b & d, i),
                1 => (d & b | !d & c, 5 * i + 1),
                2 => (b ^ c ^ d, 3 * i + 5),
                _ => (c ^ (b | !d), 7 * i),
            };
            let sum = a.wrapping_add(mix).wrapping_add(*sine).wrapping_add(word(at % 16));
            (a, d, c) = (d, c, b);
            b = b.wrapping_add(sum.rotate_left(SHIFTS[i / 16][i % 4]));
        }
        for (sum, it) in state.iter_mut().zip([a, b, c, d]) {
            *sum = sum.wrapping_add(it);
        }
    }
    state.iter().flat_map(|it| it.to_le_bytes()).collect()
}

fn sha1(data: &[u8]) -> Vec<u8> {
    let mut state: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    for block in padded(data, 64, &bits(data).to_be_bytes()).chunks_exact(64) {
        let mut words = words32(block);
        for i in 16..80 {
            words.push((words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16]).rotate_left(1));
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (i, word) in words.iter().enumerate() {
            let (mix, constant) = match i / 20 {
                0 => (b & c | !b & d, 0x5a82_7999),
                1 => (b ^ c ^ d, 0x6ed9_eba1),
                2 => (b & c | b & d | c & d, 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6_u32),
            };
            let sum =
                a.rotate_left(5).wrapping_add(mix).wrapping_add(e).wrapping_add(constant).wrapping_add(*word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, sum);
        }
        for (sum, it) in state.iter_mut().zip([a, b, c, d, e]) {
            *sum = sum.wrapping_add(it);
        }
    }
    state.iter().flat_map(|it| it.to_be_bytes()).collect()
}

fn words32(block: &[u8]) -> Vec<u32> {
    block.chunks_exact(4).map(|it| it.iter().fold(0, |word, byte| word << 8 | u32::from(*byte))).collect()
}

/// The first `count` primes.
fn primes(count: usize) -> impl Iterator<Item = u64> {
    (2_u64..).filter(|n| (2..*n).take_while(|it| it * it <= *n).all(|it| n % it != 0)).take(count)
}

/// The first 64 bits of the fraction of the cube root of `n`.
fn cube_root_fraction(n: u64) -> u64 {
    // The greatest r with r³ ≤ n · 2^192, by bits; r³ needs more than 128 bits, so factors are compared by halves.
    let (mut low, mut high) = (0_u128, 8_u128 << 64);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if cube_is_at_most(middle, n) { low = middle } else { high = middle }
    }
    low as u64
}

/// Whether r³ ≤ n · 2^192 for r < 2^67.
fn cube_is_at_most(r: u128, n: u64) -> bool {
    let mut product = [0_u64; 5];
    product[0] = r as u64;
    product[1] = (r >> 64) as u64;
    for _ in 0..2 {
        let factor = product;
        product = [0; 5];
        for (i, a) in factor.iter().enumerate() {
            let mut carry = 0_u128;
            for (j, b) in [r as u64, (r >> 64) as u64, 0].into_iter().enumerate() {
                if let Some(place) = product.get_mut(i + j) {
                    let sum = u128::from(*place) + u128::from(*a) * u128::from(b) + carry;
                    *place = sum as u64;
                    carry = sum >> 64;
                }
            }
        }
    }
    (product[4], product[3]) < (0, n)
        || (product[4], product[3], product[2], product[1], product[0]) == (0, n, 0, 0, 0)
}

/// Of SHA-512; those of SHA-256 are the upper halves of the first 64.
static CONSTANTS: LazyLock<Vec<u64>> = LazyLock::new(|| primes(80).map(cube_root_fraction).collect());

const SHA384_START: [u64; 8] = [
    0xcbbb_9d5d_c105_9ed8,
    0x629a_292a_367c_d507,
    0x9159_015a_3070_dd17,
    0x152f_ecd8_f70e_5939,
    0x6733_2667_ffc0_0b31,
    0x8eb4_4a87_6858_1511,
    0xdb0c_2e0d_64f9_8fa7,
    0x47b5_481d_befa_4fa4,
];

const SHA512_START: [u64; 8] = [
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179,
];

fn sha256(data: &[u8]) -> Vec<u8> {
    // The same square roots as those of SHA-512, shorter.
    let mut state = SHA512_START.map(|it| (it >> 32) as u32);
    for block in padded(data, 64, &bits(data).to_be_bytes()).chunks_exact(64) {
        let mut words = words32(block);
        for i in 16..64 {
            let (x, y) = (words[i - 15], words[i - 2]);
            let s0 = x.rotate_right(7) ^ x.rotate_right(18) ^ x >> 3;
            let s1 = y.rotate_right(17) ^ y.rotate_right(19) ^ y >> 10;
            words.push(words[i - 16].wrapping_add(s0).wrapping_add(words[i - 7]).wrapping_add(s1));
        }
        let mut now = state;
        for (constant, word) in CONSTANTS.iter().map(|it| (it >> 32) as u32).zip(&words) {
            let [a, b, c, d, e, f, g, h] = now;
            let s1 = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let sum = [s1, e & f ^ !e & g, constant, *word].into_iter().fold(h, u32::wrapping_add);
            let s0 = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let top = sum.wrapping_add(s0).wrapping_add(a & b ^ a & c ^ b & c);
            now = [top, a, b, c, d.wrapping_add(sum), e, f, g];
        }
        for (sum, it) in state.iter_mut().zip(now) {
            *sum = sum.wrapping_add(it);
        }
    }
    state.iter().flat_map(|it| it.to_be_bytes()).collect()
}

fn sha512(data: &[u8], start: [u64; 8]) -> Vec<u8> {
    let mut state = start;
    for block in padded(data, 128, &u128::from(bits(data)).to_be_bytes()).chunks_exact(128) {
        let word = |it: &[u8]| it.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
        let mut words: Vec<u64> = block.chunks_exact(8).map(word).collect();
        for i in 16..80 {
            let (x, y) = (words[i - 15], words[i - 2]);
            let s0 = x.rotate_right(1) ^ x.rotate_right(8) ^ x >> 7;
            let s1 = y.rotate_right(19) ^ y.rotate_right(61) ^ y >> 6;
            words.push(words[i - 16].wrapping_add(s0).wrapping_add(words[i - 7]).wrapping_add(s1));
        }
        let mut now = state;
        for (constant, word) in CONSTANTS.iter().zip(&words) {
            let [a, b, c, d, e, f, g, h] = now;
            let s1 = e.rotate_right(14) ^ e.rotate_right(18) ^ e.rotate_right(41);
            let sum = [s1, e & f ^ !e & g, *constant, *word].into_iter().fold(h, u64::wrapping_add);
            let s0 = a.rotate_right(28) ^ a.rotate_right(34) ^ a.rotate_right(39);
            let top = sum.wrapping_add(s0).wrapping_add(a & b ^ a & c ^ b & c);
            now = [top, a, b, c, d.wrapping_add(sum), e, f, g];
        }
        for (sum, it) in state.iter_mut().zip(now) {
            *sum = sum.wrapping_add(it);
        }
    }
    state.iter().flat_map(|it| it.to_be_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn known_digests() {
        // The first of each from the recordings or from FIPS 180-4's examples.
        let cases = [
            ("MD5", "input data", "812f45842bc6d66ee14572ce20db8e86"),
            ("MD5", "", "d41d8cd98f00b204e9800998ecf8427e"),
            ("SHA-1", "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            ("SHA-256", "input data", "b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3"),
            (
                "SHA-384",
                "abc",
                "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed\
                 8086072ba1e7cc2358baeca134c825a7",
            ),
            (
                "SHA-512",
                "input data",
                "6ce4adb348546d4f449c4d25aad9a7c9cb711d9e91982d3f0b29ca2f3f47d4ce\
                 2deba23bf2954f0f1d593fc50283731a533d30d425402d4f91316d871303aac4",
            ),
        ];
        for (algorithm, data, expected) in cases {
            assert_eq!(hash(algorithm, data.as_bytes()).as_deref(), Some(expected), "{algorithm} {data}");
        }
        assert_eq!(hash("sha-1", b""), None);
        let long = [b'a'; 200];
        assert!(hash("SHA-512", &long).is_some_and(|it| it.len() == 128));
    }
}
