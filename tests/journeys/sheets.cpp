#include "tests/journeys/sheets.h"

#include "core/paper/share_payload.h"
#include "core/slip39/combine.h"
#include "tests/journeys/room_folder.h"
#include "ui/print/practice_paper.h"

namespace keyrite::test {

std::vector<slip39::Mnemonic> sharesOnPaper(const std::filesystem::path& folder)
{
    const ui::PracticePaper paper(folder);
    std::vector<slip39::Mnemonic> shares;
    for (int number = 1;; ++number) {
        const std::string name = "sheets/sheet-" + std::to_string(number);
        if (!std::filesystem::exists(paper.pathOf(name)))
            return shares;
        const auto texts = must(paper.scan(name));
        shares.push_back(must(paper::parseSharePayload(texts.front().text())));
    }
}

SecretBytes kekOf(const std::vector<slip39::Mnemonic>& shares)
{
    std::vector<slip39::Share> decoded;
    std::vector<slip39::ShareHeader> headers;
    for (const slip39::Mnemonic& share : shares) {
        decoded.push_back(must(slip39::Share::decode(share)));
        headers.push_back(decoded.back().header);
    }
    std::vector<slip39::Share> quorum;
    for (const std::size_t index : slip39::exactQuorum(headers))
        quorum.push_back(decoded[index].clone());
    return must(slip39::combine(quorum));
}

} // namespace keyrite::test
