package dev.daybook.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry that a search found, by the first of its texts that matches; where none has to, by the
 * longest, with an empty match at its beginning. Texts are raw: they come from users, models and
 * tools, and may hold what a terminal obeys.
 *
 * @param session the id of the session whose file has the entry
 * @param seq the entry's number in it
 * @param ts its time
 * @param type its type, by wire name
 * @param role the speaker; null if the entry has none
 * @param tool the tool that it calls, runs or answers; of several the first; null if it names none
 * @param field the path of the text in the data, names with dots between, as {@code message.text};
 *     elements of an array have its name
 * @param snippet the match with what stands around it, cut between characters; empty if none was
 *     asked for
 * @param matchFrom the place in the snippet where the match begins, in chars
 * @param matchTo the place where it ends, as far as the snippet has it
 * @param snippetFrom the place in the text where the snippet begins, in chars
 * @param textChars the length of the text
 */
public record Hit(
    String session,
    long seq,
    Instant ts,
    String type,
    @Nullable String role,
    @Nullable String tool,
    String field,
    String snippet,
    int matchFrom,
    int matchTo,
    int snippetFrom,
    int textChars) {}
