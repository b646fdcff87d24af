package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The facts about an answer besides its words.
 *
 * @param partial true if the model was cut off; such an answer is evidence, and no part of the
 *     conversation
 * @param terminalStatus the status with which the turn ended
 * @param outputTruncation the parts cut from it
 * @param details further facts
 */
public record AnswerMetadata(
    @Nullable Boolean partial,
    @Nullable String terminalStatus,
    @Nullable Json outputTruncation,
    @Nullable Json details) {}
