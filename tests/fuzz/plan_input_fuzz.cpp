// A plan's input from outside loads or is refused; what loads has a canonical form that is the same input,
// and its given designs can be evaluated.
#include "core/plan/input.h"

#include <cmath>
#include <cstdlib>

using namespace keyrite;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto input = plan::PlanInput::parse({reinterpret_cast<const char*>(data), size});
    if (!input)
        return 0;
    const auto again = plan::PlanInput::fromJson(input->canonical);
    if (!again || again->hash != input->hash)
        std::abort();
    if (!input->designs.empty())
        if (const auto evaluation = plan::evaluate(input->model, input->designs.front());
            evaluation && !(evaluation->unrecoverable >= -1e-9 && evaluation->unrecoverable <= 1 + 1e-9))
            std::abort();
    return 0;
}
