// SoftHSM 2.6.1 leaks 37 bytes in each C_SignInit of an Ed25519 key (the curve's name). LeakSanitizer is told
// not to count what libsofthsm2 allocates; it needs whole stacks to see that. Include in one file of a test
// that signs with such a key.
#pragma once

#if defined(__SANITIZE_ADDRESS__)
extern "C" const char* __lsan_default_suppressions() // NOLINT(bugprone-reserved-identifier): the hook's name
{
    return "leak:libsofthsm2.so\n";
}

extern "C" const char* __asan_default_options() // NOLINT(bugprone-reserved-identifier): the hook's name
{
    return "fast_unwind_on_malloc=0";
}
#endif
