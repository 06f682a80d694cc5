// Any text typed as a share: what decodes encodes to the same words; what does not may be located; a quorum
// of one is combined.
#include "core/slip39/combine.h"
#include "core/slip39/locate.h"

#include <cstdlib>

using namespace keyrite;
using namespace keyrite::slip39;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void checkDecoded(const Share& share, const Mnemonic& mnemonic)
{
    require(equalSecret(share.encode().packed().view(), mnemonic.packed().view()));
    const Progress pool = progress({share.header});
    require(pool.quorum() == !exactQuorum({share.header}).empty());
    require(combine({}).error().code == ErrorCode::NotEnoughGroups);
    // Higher exponents only take longer.
    if (share.header.iterationExponent == 0) {
        std::vector<Share> shares;
        shares.push_back(share.clone());
        require(combine(shares).has_value() == pool.quorum());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static const bool ready = prepareSecureMemory().has_value();
    require(ready);
    const auto mnemonic = Mnemonic::parse({reinterpret_cast<const char*>(data), size});
    if (!mnemonic)
        return 0;
    require(equalSecret(Mnemonic::parse(mnemonic->text().text()).value().packed().view(),
                        mnemonic->packed().view()));
    if (const auto share = Share::decode(*mnemonic))
        checkDecoded(*share, *mnemonic);
    else
        for (const Candidate& candidate : locate(PartialMnemonic(mnemonic->clone())).candidates)
            require(Share::decode(candidate.mnemonic).has_value());
    return 0;
}
