package dev.daybook.catalog;

import dev.daybook.LockHolder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as a list shows it, from the beginning and the end of its file. What stands between was
 * not read, and may be damaged.
 *
 * @param id its id
 * @param title its subject, on one line of at most 60 code points and three dots: the title that it
 *     was started with, else the first words of its user; empty if there is neither near the
 *     beginning of the file
 * @param entries the number of its entries; null if its last line cannot be read
 * @param created the time of its first entry; null if it has none, or the line cannot be read
 * @param updated the time of its last entry, or of its first one where that is younger, as a fork's
 *     is; of the last change of its file if that cannot be read, or lies ahead of the clock and the
 *     file's does not
 * @param bytes the size of its file
 * @param state its state. One that is damaged and open is damaged
 * @param copyOf the session whose lines it has, where that is another one: its file was copied or
 *     renamed by hand, and it is damaged; null if they are its own. An id out of a file is
 *     untrusted text
 * @param holder the process that has it open for recording; null if there is none, or that cannot
 *     be known
 */
public record SessionSummary(
    String id,
    String title,
    @Nullable Long entries,
    @Nullable Instant created,
    Instant updated,
    long bytes,
    SessionState state,
    @Nullable String copyOf,
    @Nullable LockHolder holder) {}
