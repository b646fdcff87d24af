package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a model call.
 *
 * @param thinking the amount of thinking before the answer
 */
public record InferenceSettings(@Nullable ThinkingLevel thinking) {}
