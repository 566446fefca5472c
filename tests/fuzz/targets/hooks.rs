//! What the readers tell libFuzzer as they run, told to nobody: for the one program here that is linked without it.
#![allow(unsafe_code)]

// SAFETY: no other code of this program has a function of this name.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_trace_cmp1(_: u8, _: u8) {}

// SAFETY: no other code of this program has a function of this name.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_trace_cmp2(_: u16, _: u16) {}

// SAFETY: no other code of this program has a function of this name.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_trace_cmp4(_: u32, _: u32) {}

// SAFETY: no other code of this program has a function of this name.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_trace_cmp8(_: u64, _: u64) {}

// SAFETY: no other code of this program has a function of this name.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_trace_const_cmp1(_: u8, _: u8) {}

// SAFETY: no other code of this program has a function of this name.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_trace_const_cmp2(_: u16, _: u16) {}

// SAFETY: no other code of this program has a function of this name.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_trace_const_cmp4(_: u32, _: u32) {}

// SAFETY: no other code of this program has a function of this name.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_trace_const_cmp8(_: u64, _: u64) {}

// SAFETY: no other code of this program has a function of this name.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_trace_switch(_: u64, _: *const u64) {}

// SAFETY: no other code of this program has a function of this name.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_trace_pc_indir(_: usize) {}

// SAFETY: no other code of this program has a function of this name.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_8bit_counters_init(_: *const u8, _: *const u8) {}

// SAFETY: no other code of this program has a function of this name.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_pcs_init(_: *const usize, _: *const usize) {}
