package dev.daybook.diagnosis;

import dev.daybook.event.Usage;

/**
 * The total cost of the model calls of a session. Events of several kinds record the same call, so
 * only one kind is added up: the first of these that the session has.
 *
 * <ol>
 *   <li>{@code provider_usage} with a {@code usage_summary}
 *   <li>{@code inference_completed} with a count of tokens
 *   <li>agent loops: each {@code agent_end}; the {@code turn_end}s of loops without one; and the
 *       cost of choosing between parallel loops
 * </ol>
 *
 * @param source the wire name of that kind; {@code agent_end} for loops
 * @param usage the sum
 */
public record UsageTally(String source, Usage usage) {}
