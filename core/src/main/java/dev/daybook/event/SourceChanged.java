package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * From here on the recorder has its events from another source, or sees more or less of it. Holds
 * until the next such event.
 *
 * @param provider the agent that is watched
 * @param providerSessionId the session as that agent calls it
 * @param sourceKind where the events come from
 * @param completeness how much the recorder sees
 */
public record SourceChanged(
    @Nullable String provider,
    @Nullable String providerSessionId,
    @Nullable SourceKind sourceKind,
    @Nullable Completeness completeness)
    implements StandardEvent {}
