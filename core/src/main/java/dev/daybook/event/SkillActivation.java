package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The activation of a skill, which becomes part of the agent's knowledge.
 *
 * @param name the skill
 * @param scope the scope in which it holds
 * @param source the party that brought it
 * @param path the file it is from
 * @param contentHash the hash of its text
 * @param content its text
 * @param details further facts
 */
public record SkillActivation(
    @Nullable String name,
    @Nullable String scope,
    @Nullable String source,
    @Nullable String path,
    @Nullable String contentHash,
    @Nullable String content,
    @Nullable Json details)
    implements StandardEvent {

  /**
   * Returns a builder of one, which says what is required. {@link SkillActivationBuilder#of} makes
   * one of a record.
   */
  public static SkillActivationBuilder builder() {
    return new SkillActivationBuilder();
  }
}
