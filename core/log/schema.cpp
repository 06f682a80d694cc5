#include "core/log/schema.h"

#include <algorithm>
#include <array>

namespace keyrite::log {
namespace {

constexpr std::int64_t kLastTrialVersion = 2;

struct SchemaObject
{
    std::string_view type;
    std::string_view name;
    std::string_view sql; // as sqlite_schema keeps it
};

// `tree` holds the RFC 6962 hashes that the entry completes, smallest subtree first: its leaf hash, then the
// root of every larger perfect subtree which ends with it. So an append writes one row and changes none, and
// the compact range of any size is read from a few rows. The columns after it are for people with sqlite3.
// INSERT OR REPLACE deletes without firing DELETE triggers, hence the triggers on INSERT. The search tables
// are an index (search_index.h), not a record.
constexpr std::array<SchemaObject, 10> kSchema{{
    {"table", "entry", R"(CREATE TABLE entry(
  seq INTEGER PRIMARY KEY,
  body TEXT NOT NULL,
  tree BLOB NOT NULL,
  time TEXT GENERATED ALWAYS AS (body ->> '$.time') VIRTUAL,
  kind TEXT GENERATED ALWAYS AS (body ->> '$.kind') VIRTUAL,
  ceremony TEXT GENERATED ALWAYS AS (body ->> '$.ceremony') VIRTUAL,
  actor TEXT GENERATED ALWAYS AS (body ->> '$.actor') VIRTUAL
) STRICT)"},
    {"table", "checkpoint", R"(CREATE TABLE checkpoint(
  size INTEGER PRIMARY KEY,
  note TEXT NOT NULL
) STRICT)"},
    {"table", "search_block", R"(CREATE TABLE search_block(
  first INTEGER PRIMARY KEY,
  earliest TEXT NOT NULL,
  latest TEXT NOT NULL
) STRICT)"},
    {"table", "search_subject", R"(CREATE TABLE search_subject(
  first INTEGER NOT NULL,
  subject TEXT NOT NULL,
  entries BLOB NOT NULL,
  PRIMARY KEY(first, subject)
) STRICT, WITHOUT ROWID)"},
    {"trigger", "entry_in_order", R"(CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
  WHEN NEW.seq IS NOT (SELECT ifnull(max(seq), -1) + 1 FROM entry)
  BEGIN SELECT RAISE(ABORT, 'entries are added in order, at the end'); END)"},
    {"trigger", "entry_no_update", R"(CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
  BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END)"},
    {"trigger", "entry_no_delete", R"(CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
  BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END)"},
    {"trigger", "checkpoint_once", R"(CREATE TRIGGER checkpoint_once BEFORE INSERT ON checkpoint
  WHEN EXISTS (SELECT 1 FROM checkpoint WHERE size = NEW.size)
  BEGIN SELECT RAISE(ABORT, 'there is one checkpoint for a size'); END)"},
    {"trigger", "checkpoint_no_update", R"(CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint
  BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END)"},
    {"trigger", "checkpoint_no_delete", R"(CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint
  BEGIN SELECT RAISE(ABORT, 'checkpoints are never deleted'); END)"},
}};

std::string describe(std::string_view type, std::string_view name)
{
    return "The " + std::string(type) + " " + std::string(name);
}

bool isExpected(std::string_view type, std::string_view name)
{
    return std::any_of(kSchema.begin(), kSchema.end(), [&](const SchemaObject& object) {
        return object.type == type && object.name == name;
    });
}

// The object's SQL in this database, empty where it is missing.
Result<std::string> storedSql(const Database& database, const SchemaObject& object)
{
    auto select = database.prepare("SELECT sql FROM sqlite_schema WHERE type = ?1 AND name = ?2");
    if (!select)
        return fail(select.error());
    const auto row = select->bind(1, object.type).bind(2, object.name).step();
    if (!row)
        return fail(row.error());
    return *row ? std::string(select->text(0)) : std::string();
}

Result<void> appendStrangers(const Database& database, std::vector<std::string>& differences)
{
    auto select = database.prepare("SELECT type, name FROM sqlite_schema ORDER BY type, name");
    if (!select)
        return fail(select.error());
    for (;;) {
        const auto row = select->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
        if (!isExpected(select->text(0), select->text(1)))
            differences.push_back(describe(select->text(0), select->text(1)) + " does not belong in a log.");
    }
}

tl::unexpected<Error> unreadable(const std::string& file, const std::string& problem)
{
    return fail(ErrorCode::LogUnreadable, "The file " + file + " cannot be read as a log: " + problem);
}

Result<void> checkTables(const Database& database, const std::string& file)
{
    for (const SchemaObject& object : kSchema) {
        const auto sql = object.type == "table" ? storedSql(database, object) : std::string(object.sql);
        if (!sql)
            return fail(sql.error());
        if (*sql != object.sql)
            return unreadable(file, "its table " + std::string(object.name) +
                                        " is missing or was changed. Take the last exported copy.");
    }
    return {};
}

} // namespace

Result<void> createSchema(const Database& database)
{
    for (const SchemaObject& object : kSchema)
        if (auto made = database.run(object.sql); !made)
            return made;
    return {};
}

Result<void> checkIdentity(const Database& database, const std::string& file)
{
    const auto application = database.integer("PRAGMA application_id");
    if (!application)
        return fail(application.error());
    if (*application != kApplicationId)
        return unreadable(file, "it is a database of another program. Choose the log file.");
    const auto version = database.integer("PRAGMA user_version");
    if (!version)
        return fail(version.error());
    if (*version > 0 && *version <= kLastTrialVersion)
        return unreadable(file, "it is of a trial version of Keyrite, whose logs had another search index or "
                                "none. Read it with that version, and set up a new room for this one.");
    if (*version > kUserVersion)
        return unreadable(file, "a newer version of Keyrite wrote it. Use that version.");
    const auto encoding = database.text("PRAGMA encoding");
    if (!encoding)
        return fail(encoding.error());
    if (*version != kUserVersion || *encoding != "UTF-8")
        return unreadable(file, "its header was changed. Take the last exported copy.");
    return checkTables(database, file);
}

Result<std::vector<std::string>> schemaDifferences(const Database& database)
{
    std::vector<std::string> differences;
    for (const SchemaObject& object : kSchema) {
        const auto sql = storedSql(database, object);
        if (!sql)
            return fail(sql.error());
        if (*sql != object.sql)
            differences.push_back(describe(object.type, object.name) +
                                  (sql->empty() ? " is missing." : " was changed."));
    }
    if (const auto checked = appendStrangers(database, differences); !checked)
        return fail(checked.error());
    return differences;
}

} // namespace keyrite::log
