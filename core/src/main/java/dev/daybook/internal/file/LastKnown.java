package dev.daybook.internal.file;

/**
 * The last knowledge that a failed session has of its file, for reopening it.
 *
 * @param trustedBytes as in {@link AppendableFile.Source#open}
 * @param forcedBytes the number of bytes from the file's beginning that were forced, and so must be
 *     there
 * @param forcedSeq the last entry in them; -1 if there is none
 * @param nextSeq the first seq that no entry in the file had
 * @param isLost true if another process removed, replaced or shortened the file: a new one may be
 *     begun
 */
public record LastKnown(
    long trustedBytes, long forcedBytes, long forcedSeq, long nextSeq, boolean isLost) {}
