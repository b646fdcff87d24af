package dev.daybook.journal;

/**
 * What a session that failed knows of its file, for whoever opens it again.
 *
 * @param trustedBytes as in {@link SessionFile.Source#open}
 * @param forcedBytes how many bytes from the file's beginning were forced, and so must be there
 * @param forcedSeq the last entry in them; -1 if there is none
 * @param nextSeq the first seq that no entry in the file had
 * @param isLost whether somebody removed, replaced or shortened the file: a new one may be begun
 */
public record LastKnown(
    long trustedBytes, long forcedBytes, long forcedSeq, long nextSeq, boolean isLost) {}
