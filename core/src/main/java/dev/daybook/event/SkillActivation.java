package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A skill became part of what the agent knows.
 *
 * @param name the skill
 * @param scope where it holds
 * @param source who brought it
 * @param path the file it is from
 * @param contentHash the hash of its text
 * @param content its text
 * @param details anything more
 */
public record SkillActivation(
    @Nullable String name,
    @Nullable String scope,
    @Nullable String source,
    @Nullable String path,
    @Nullable String contentHash,
    @Nullable String content,
    @Nullable Json details)
    implements StandardEvent {}
