// Every block of ordinary memory is wiped when it is freed, in the programs that handle shares.
// Why: QR decoders, the PDF writer and the font engine work in ordinary memory that is not ours to hand in,
// and pieces of a share pass through it. What they free holds nothing afterwards.
// docs/decisions/004-wipe-on-free.md. glibc alone, whose __libc_free is exported for this; the sanitizers
// bring allocators of their own.
#include <cstdlib> // first: __GLIBC__ comes from its headers

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

#include <algorithm>
#include <cstring>
#include <malloc.h>

extern "C" {

void __libc_free(void* block); // NOLINT(bugprone-reserved-identifier): glibc's own name

void free(void* block) noexcept
{
    if (block == nullptr)
        return;
    explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
}

// glibc's realloc may free the old block itself; this one goes through free() above.
void* realloc(void* block, std::size_t size) noexcept
{
    if (block == nullptr)
        return std::malloc(size); // NOLINT(cppcoreguidelines-no-malloc): this is the allocator
    const std::size_t had = malloc_usable_size(block);
    if (size != 0 && size <= had && size > had / 2)
        return block;
    if (size == 0) {
        free(block); // NOLINT(cppcoreguidelines-no-malloc)
        return nullptr;
    }
    void* moved = std::malloc(size); // NOLINT(cppcoreguidelines-no-malloc)
    if (moved == nullptr)
        return nullptr;
    std::memcpy(moved, block, std::min(had, size));
    free(block); // NOLINT(cppcoreguidelines-no-malloc)
    return moved;
}

} // extern "C"

#endif
