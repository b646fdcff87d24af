// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/** The builder of {@link Reasoning} records. Required: nothing. */
public final class ReasoningBuilder {

  private @Nullable String text;
  private @Nullable Json item;
  private @Nullable String model;
  private @Nullable String dialect;
  private @Nullable String messageId;

  ReasoningBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static ReasoningBuilder of(Reasoning record) {
    ReasoningBuilder builder = new ReasoningBuilder();
    builder.text = record.text();
    builder.item = record.item();
    builder.model = record.model();
    builder.dialect = record.dialect();
    builder.messageId = record.messageId();
    return builder;
  }

  /** Sets the thought. */
  public ReasoningBuilder text(@Nullable String text) {
    this.text = text;
    return this;
  }

  /** Sets the provider's item, verbatim. */
  public ReasoningBuilder item(@Nullable Json item) {
    this.item = item;
    return this;
  }

  /** Sets the model. */
  public ReasoningBuilder model(@Nullable String model) {
    this.model = model;
    return this;
  }

  /** Sets the protocol that the item belongs to. */
  public ReasoningBuilder dialect(@Nullable String dialect) {
    this.dialect = dialect;
    return this;
  }

  /** Sets the message's own identifier. */
  public ReasoningBuilder messageId(@Nullable String messageId) {
    this.messageId = messageId;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public Reasoning build() {
    return new Reasoning(
        text,
        item,
        model,
        dialect,
        messageId);
  }
}
