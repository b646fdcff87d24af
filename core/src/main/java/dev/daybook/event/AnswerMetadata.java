package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * What there is to know of an answer besides its words.
 *
 * @param partial whether the model was cut off; such an answer is evidence, and no part of the
 *     conversation
 * @param terminalStatus how the turn ended
 * @param outputTruncation what was cut from it
 * @param details anything more
 */
public record AnswerMetadata(
    @Nullable Boolean partial,
    @Nullable String terminalStatus,
    @Nullable Json outputTruncation,
    @Nullable Json details) {}
