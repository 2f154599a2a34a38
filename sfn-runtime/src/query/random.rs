//! Random numbers and UUIDs that are the same in every run with one seed.

/// The generator of an execution: SplitMix64.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub(crate) fn next_u64(&mut self) -> u64 {
        // Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators".
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0, below 1.
    pub(crate) fn next_f64(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A version 4 UUID.
    pub(crate) fn uuid(&mut self) -> String {
        let (high, low) = (self.next_u64(), self.next_u64());
        let high = high & !0xf000 | 0x4000;
        let low = low & !(3 << 62) | 2 << 62;
        format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xffff,
            high & 0xffff,
            low >> 48,
            low & 0xffff_ffff_ffff
        )
    }
}

/// `new java.util.Random(seed).nextDouble()`: what `$random(seed)` gives on AWS (measured).
pub(crate) fn java_double(seed: i64) -> f64 {
    const MASK: u64 = (1 << 48) - 1;
    let mut state = (seed as u64 ^ 0x5_deec_e66d) & MASK;
    let mut next = |bits: u32| {
        state = state.wrapping_mul(0x5_deec_e66d).wrapping_add(0xb) & MASK;
        state >> (48 - bits)
    };
    let (high, low) = (next(26), next(27));
    ((high << 27) + low) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::{Random, java_double};

    #[test]
    fn java() {
        assert_eq!(java_double(42), 0.727_563_680_032_868_1);
    }

    #[test]
    fn uuids_are_of_version_4_and_repeat_with_the_seed() {
        let uuid = Random::new(7).uuid();
        assert_eq!(uuid, Random::new(7).uuid());
        assert_ne!(uuid, Random::new(8).uuid());
        assert_eq!((uuid.len(), &uuid[14..15]), (36, "4"));
        assert!("89ab".contains(&uuid[19..20]));
        let mut random = Random::new(1);
        assert!((0..1000).all(|_| (0.0..1.0).contains(&random.next_f64())));
    }
}
