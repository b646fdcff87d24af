package dev.daybook.internal.fork;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of one pass over the parent. Equal results mean that both passes read the same bytes.
 *
 * @param lastSeq the seq of the last entry that was read; -1 if there is none
 * @param entries the number of copied entries
 * @param leftOut the number of entries left out, by type
 * @param newIds the number of copied entries that had an id of their caller's
 * @param forkRoot the fork root in the parent's own first entry; null if the parent is no fork
 * @param crc the checksum of the lines that were read
 */
record Copied(
    long lastSeq,
    long entries,
    Map<String, Long> leftOut,
    long newIds,
    @Nullable String forkRoot,
    long crc) {}
