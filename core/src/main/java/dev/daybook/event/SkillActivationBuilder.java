// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/** The builder of {@link SkillActivation} records. Required: nothing. */
public final class SkillActivationBuilder {

  private @Nullable String name;
  private @Nullable String scope;
  private @Nullable String source;
  private @Nullable String path;
  private @Nullable String contentHash;
  private @Nullable String content;
  private @Nullable Json details;

  SkillActivationBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static SkillActivationBuilder of(SkillActivation record) {
    SkillActivationBuilder builder = new SkillActivationBuilder();
    builder.name = record.name();
    builder.scope = record.scope();
    builder.source = record.source();
    builder.path = record.path();
    builder.contentHash = record.contentHash();
    builder.content = record.content();
    builder.details = record.details();
    return builder;
  }

  /** Sets the skill. */
  public SkillActivationBuilder name(@Nullable String name) {
    this.name = name;
    return this;
  }

  /** Sets the scope in which it holds. */
  public SkillActivationBuilder scope(@Nullable String scope) {
    this.scope = scope;
    return this;
  }

  /** Sets the party that brought it. */
  public SkillActivationBuilder source(@Nullable String source) {
    this.source = source;
    return this;
  }

  /** Sets the file it is from. */
  public SkillActivationBuilder path(@Nullable String path) {
    this.path = path;
    return this;
  }

  /** Sets the hash of its text. */
  public SkillActivationBuilder contentHash(@Nullable String contentHash) {
    this.contentHash = contentHash;
    return this;
  }

  /** Sets its text. */
  public SkillActivationBuilder content(@Nullable String content) {
    this.content = content;
    return this;
  }

  /** Sets further facts. */
  public SkillActivationBuilder details(@Nullable Json details) {
    this.details = details;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public SkillActivation build() {
    return new SkillActivation(
        name,
        scope,
        source,
        path,
        contentHash,
        content,
        details);
  }
}
