package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A change of the recorder's source of events, or of the part that it sees of it. It holds until
 * the next such event.
 *
 * @param provider the agent that is watched
 * @param providerSessionId that agent's own identifier of the session
 * @param sourceKind the origin of the events
 * @param completeness the part that the recorder sees
 */
public record SourceChanged(
    @Nullable String provider,
    @Nullable String providerSessionId,
    @Nullable SourceKind sourceKind,
    @Nullable Completeness completeness)
    implements StandardEvent {}
