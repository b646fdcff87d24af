package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * How a model is asked to work.
 *
 * @param thinking how much it is to think before it answers
 */
public record InferenceSettings(@Nullable ThinkingLevel thinking) {}
