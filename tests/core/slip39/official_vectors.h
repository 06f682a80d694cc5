// The official SLIP-39 vectors: a chosen few with their words, and for each failing one of all 45 the error
// it must give. The full set is read from ../shared. SOURCE: trezor/python-shamir-mnemonic, vectors.json,
// commit 17fcce14736afe498871d3018e4fa9330443471a (MIT).
#pragma once

#include "core/result.h"

#include <map>
#include <string>
#include <vector>

namespace keyrite::slip39::test {

struct OfficialVector
{
    int number;
    std::vector<std::string> mnemonics;
    std::string secretHex; // under the passphrase "TREZOR"; empty where it must fail
};

inline const std::vector<OfficialVector> kChosenVectors = {
    {1,
     {"duckling enlarge academic academic agency result length solution fridge kidney coal piece deal "
      "husband erode duke ajar critical decision keyboard"},
     "bb54aac4b89dc868ba37d9cc21b2cece"},
    {2,
     {"duckling enlarge academic academic agency result length solution fridge kidney coal piece deal "
      "husband erode duke ajar critical decision kidney"},
     ""},
    {3,
     {"duckling enlarge academic academic email result length solution fridge kidney coal piece deal husband "
      "erode duke ajar music cargo fitness"},
     ""},
    {4,
     {"shadow pistol academic always adequate wildlife fancy gross oasis cylinder mustang wrist rescue view "
      "short owner flip making coding armed",
      "shadow pistol academic acid actress prayer class unknown daughter sweater depict flip twice unkind "
      "craft early superior advocate guest smoking"},
     "b43ceb7e57a0ea8766221624d01b0864"},
    {5,
     {"shadow pistol academic always adequate wildlife fancy gross oasis cylinder mustang wrist rescue view "
      "short owner flip making coding armed"},
     ""},
    {6,
     {"adequate smoking academic acid debut wine petition glen cluster slow rhyme slow simple epidemic rumor "
      "junk tracks treat olympic tolerate",
      "adequate stay academic agency agency formal party ting frequent learn upstairs remember smear leaf "
      "damage anatomy ladle market hush corner"},
     ""},
    {8,
     {"liberty category beard echo animal fawn temple briefing math username various wolf aviation fancy "
      "visual holy thunder yelp helpful payment",
      "liberty category beard email beyond should fancy romp founder easel pink holy hairy romp loyalty "
      "material victim owner toxic custody",
      "liberty category academic easy being hazard crush diminish oral lizard reaction cluster force dilemma "
      "deploy force club veteran expect photo"},
     ""},
    {10,
     {"music husband acrobat acid artist finance center either graduate swimming object bike medical clothes "
      "station aspect spider maiden bulb welcome",
      "music husband acrobat agency advance hunting bike corner density careful material civil evil tactics "
      "remind hawk discuss hobo voice rainbow",
      "music husband beard academic black tricycle clock mayor estimate level photo episode exclude ecology "
      "papa source amazing salt verify divorce"},
     ""},
    {11,
     {"device stay academic always dive coal antenna adult black exceed stadium herald advance soldier busy "
      "dryer daughter evaluate minister laser",
      "device stay academic always dwarf afraid robin gravity crunch adjust soul branch walnut coastal dream "
      "costume scholar mortgage mountain pumps"},
     ""},
    {13,
     {"guilt walnut academic acid deliver remove equip listen vampire tactics nylon rhythm failure husband "
      "fatigue alive blind enemy teaspoon rebound",
      "guilt walnut academic agency brave hamster hobo declare herd taste alpha slim criminal mild arcade "
      "formal romp branch pink ambition"},
     ""},
    {14,
     {"eraser senior beard romp adorn nuclear spill corner cradle style ancient family general leader "
      "ambition exchange unusual garlic promise voice"},
     ""},
    {16,
     {"eraser senior decision shadow artist work morning estate greatest pipeline plan ting petition forget "
      "hormone flexible general goat admit surface",
      "eraser senior beard romp adorn nuclear spill corner cradle style ancient family general leader "
      "ambition exchange unusual garlic promise voice"},
     ""},
    {18,
     {"eraser senior decision smug corner ruin rescue cubic angel tackle skin skunk program roster trash "
      "rumor slush angel flea amazing",
      "eraser senior beard romp adorn nuclear spill corner cradle style ancient family general leader "
      "ambition exchange unusual garlic promise voice",
      "eraser senior decision scared cargo theory device idea deliver modify curly include pancake both news "
      "skin realize vitamins away join"},
     "7c3397a292a5941682d7a4ae2d898d11"},
    {19,
     {"eraser senior beard romp adorn nuclear spill corner cradle style ancient family general leader "
      "ambition exchange unusual garlic promise voice",
      "eraser senior acrobat romp bishop medical gesture pumps secret alive ultimate quarter priest subject "
      "class dictate spew material endless market"},
     "7c3397a292a5941682d7a4ae2d898d11"},
    {39,
     {"junk necklace academic academic acne isolate join hesitate lunar roster dough calcium chemical "
      "ladybug amount mobile glasses verify cylinder"},
     ""},
    {40,
     {"fraction necklace academic academic award teammate mouse regular testify coding building member "
      "verdict purchase blind camera duration email prepare spirit quarter"},
     ""},
    {41,
     {"herald flea academic cage avoid space trend estate dryer hairy evoke eyebrow improve airline artwork "
      "garlic premium duration prevent oven",
      "herald flea academic client blue skunk class goat luxury deny presence impulse graduate clay join "
      "blanket bulge survive dish necklace",
      "herald flea academic acne advance fused brother frozen broken game ranked ajar already believe check "
      "install theory angry exercise adult"},
     "ad6f2ad8b59bbbaa01369b9006208d9a"},
    {42,
     {"testify swimming academic academic column loyalty smear include exotic bedroom exotic wrist lobe "
      "cover grief golden smart junior estimate learn"},
     "1679b4516e0ee5954351d288a838f45e"},
    {45,
     {"western apart academic always artist resident briefing sugar woman oven coding club ajar merit pecan "
      "answer prisoner artist fraction amount desktop mild false necklace muscle photo wealthy alpha "
      "category unwrap spew losing making",
      "western apart academic acid answer ancient auction flip image penalty oasis beaver multiple thunder "
      "problem switch alive heat inherit superior teaspoon explain blanket pencil numb lend punish endless "
      "aunt garlic humidity kidney observe"},
     "8dc652d6d6cd370d8c963141f6d79ba440300f25c467302c1d966bff8f62300d"},
};

inline const std::map<int, ErrorCode> kExpectedErrors = {
    {2, ErrorCode::MnemonicChecksum},         {3, ErrorCode::MnemonicPadding},
    {5, ErrorCode::NotEnoughMembers},         {6, ErrorCode::ShareIdentifierMismatch},
    {7, ErrorCode::ShareExponentMismatch},    {8, ErrorCode::ShareGroupThresholdMismatch},
    {9, ErrorCode::ShareGroupCountMismatch},  {10, ErrorCode::GroupThresholdExceedsCount},
    {11, ErrorCode::ShareDuplicateMember},    {12, ErrorCode::ShareMemberThresholdMismatch},
    {13, ErrorCode::ShareDigestInvalid},      {14, ErrorCode::NotEnoughGroups},
    {15, ErrorCode::NotEnoughGroups},         {16, ErrorCode::NotEnoughMembers},
    {39, ErrorCode::MnemonicLength},          {40, ErrorCode::MnemonicLength},
    {21, ErrorCode::MnemonicChecksum},        {22, ErrorCode::MnemonicPadding},
    {24, ErrorCode::NotEnoughMembers},        {25, ErrorCode::ShareIdentifierMismatch},
    {26, ErrorCode::ShareExponentMismatch},   {27, ErrorCode::ShareGroupThresholdMismatch},
    {28, ErrorCode::ShareGroupCountMismatch}, {29, ErrorCode::GroupThresholdExceedsCount},
    {30, ErrorCode::ShareDuplicateMember},    {31, ErrorCode::ShareMemberThresholdMismatch},
    {32, ErrorCode::ShareDigestInvalid},      {33, ErrorCode::NotEnoughGroups},
    {34, ErrorCode::NotEnoughGroups},         {35, ErrorCode::NotEnoughMembers},
};

} // namespace keyrite::slip39::test
