package dev.daybook.fork;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over the parent came to. Two passes that are equal saw the same bytes.
 *
 * @param lastSeq the last entry that was read; -1 if there is none
 * @param entries how many were copied
 * @param leftOut how many were not, by type
 * @param newIds how many of the copied ones had an id of their caller's
 * @param forkRoot what the parent's own first entry says; null if the parent is no fork
 * @param crc of the lines that were read
 */
record Copied(
    long lastSeq,
    long entries,
    Map<String, Long> leftOut,
    long newIds,
    @Nullable String forkRoot,
    long crc) {}
