// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/** The builder of {@link Message.Thought} records. Required: nothing. */
public final class MessageThoughtBuilder {

  private @Nullable String text;
  private @Nullable String signature;
  private @Nullable Json item;
  private @Nullable String model;
  private @Nullable String dialect;

  MessageThoughtBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static MessageThoughtBuilder of(Message.Thought record) {
    MessageThoughtBuilder builder = new MessageThoughtBuilder();
    builder.text = record.text();
    builder.signature = record.signature();
    builder.item = record.item();
    builder.model = record.model();
    builder.dialect = record.dialect();
    return builder;
  }

  /** Sets the thought, in words. */
  public MessageThoughtBuilder text(@Nullable String text) {
    this.text = text;
    return this;
  }

  /** Sets the provider's proof that the thought is its own. */
  public MessageThoughtBuilder signature(@Nullable String signature) {
    this.signature = signature;
    return this;
  }

  /** Sets the provider's item, verbatim. */
  public MessageThoughtBuilder item(@Nullable Json item) {
    this.item = item;
    return this;
  }

  /** Sets the model that thought it; others may refuse it. */
  public MessageThoughtBuilder model(@Nullable String model) {
    this.model = model;
    return this;
  }

  /** Sets the protocol that the item belongs to. */
  public MessageThoughtBuilder dialect(@Nullable String dialect) {
    this.dialect = dialect;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public Message.Thought build() {
    return new Message.Thought(
        text,
        signature,
        item,
        model,
        dialect);
  }
}
