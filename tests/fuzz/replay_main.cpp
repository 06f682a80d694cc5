// The main of a fuzz target without libFuzzer: each seed as it is, then mutations of it by a fixed generator,
// so that every run is the same.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Input = std::vector<std::uint8_t>;

constexpr int kMutationsPerSeed = 2000;

Input readSeed(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void mutate(Input& input, std::mt19937& random)
{
    const auto below = [&](std::size_t bound) { return random() % bound; };
    const std::size_t at = input.empty() ? 0 : below(input.size());
    switch (below(5)) {
    case 0: // another byte
        if (!input.empty())
            input[at] = static_cast<std::uint8_t>(random());
        break;
    case 1: // one bit
        if (!input.empty())
            input[at] ^= static_cast<std::uint8_t>(1U << below(8));
        break;
    case 2: // cut short
        input.resize(at);
        break;
    case 3: // a piece again
        input.insert(input.end(), input.begin() + static_cast<std::ptrdiff_t>(at), input.end());
        input.resize(std::min<std::size_t>(input.size(), 70000));
        break;
    default: // a byte more
        input.insert(input.begin() + static_cast<std::ptrdiff_t>(at), static_cast<std::uint8_t>(random()));
    }
}

} // namespace

int main(int argc, char** argv)
{
    int inputs = 0;
    LLVMFuzzerTestOneInput(nullptr, 0);
    for (int i = 1; i < argc; ++i)
        for (const auto& seed : std::filesystem::directory_iterator(argv[i])) {
            const Input original = readSeed(seed.path());
            LLVMFuzzerTestOneInput(original.data(), original.size());
            std::mt19937 random(1);
            for (int mutation = 0; mutation < kMutationsPerSeed; ++mutation) {
                Input input = original;
                for (unsigned steps = 1 + random() % 4; steps > 0; --steps)
                    mutate(input, random);
                LLVMFuzzerTestOneInput(input.data(), input.size());
                ++inputs;
            }
        }
    std::cout << inputs << " inputs, none of them broke the parser.\n";
    return inputs == 0 ? 1 : 0;
}
