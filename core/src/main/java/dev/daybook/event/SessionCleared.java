package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A new beginning of the agent under another identifier of its own.
 *
 * @param oldSessionId the one before
 * @param newSessionId the one from here on
 */
public record SessionCleared(
    @Nullable String oldSessionId, @Nullable String newSessionId) implements StandardEvent {}
