// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/** The builder of {@link Content} records. Required: {@code type}. */
public final class ContentBuilder {

  private @Nullable ContentType type;
  private @Nullable String text;
  private @Nullable String data;
  private @Nullable String mimeType;
  private @Nullable String thinking;
  private @Nullable String signature;
  private @Nullable String id;
  private @Nullable String name;
  private @Nullable Json arguments;

  ContentBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static ContentBuilder of(Content record) {
    ContentBuilder builder = new ContentBuilder();
    builder.type = record.type();
    builder.text = record.text();
    builder.data = record.data();
    builder.mimeType = record.mimeType();
    builder.thinking = record.thinking();
    builder.signature = record.signature();
    builder.id = record.id();
    builder.name = record.name();
    builder.arguments = record.arguments();
    return builder;
  }

  /** Sets the kind of piece. */
  public ContentBuilder type(ContentType type) {
    this.type = type;
    return this;
  }

  /** Sets with {@code text}: the text. */
  public ContentBuilder text(@Nullable String text) {
    this.text = text;
    return this;
  }

  /** Sets with {@code image}: its bytes in base64. */
  public ContentBuilder data(@Nullable String data) {
    this.data = data;
    return this;
  }

  /** Sets with {@code image}: its media type. */
  public ContentBuilder mimeType(@Nullable String mimeType) {
    this.mimeType = mimeType;
    return this;
  }

  /** Sets with {@code thinking}: the thought. */
  public ContentBuilder thinking(@Nullable String thinking) {
    this.thinking = thinking;
    return this;
  }

  /** Sets with {@code thinking}: the proof of its provider that it is its own. */
  public ContentBuilder signature(@Nullable String signature) {
    this.signature = signature;
    return this;
  }

  /** Sets with {@code tool_call}: the call's identifier. */
  public ContentBuilder id(@Nullable String id) {
    this.id = id;
    return this;
  }

  /** Sets with {@code tool_call}: the tool. */
  public ContentBuilder name(@Nullable String name) {
    this.name = name;
    return this;
  }

  /** Sets with {@code tool_call}: its arguments. */
  public ContentBuilder arguments(@Nullable Json arguments) {
    this.arguments = arguments;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public Content build() {
    return new Content(
        Check.present(type, Content.class, "type"),
        text,
        data,
        mimeType,
        thinking,
        signature,
        id,
        name,
        arguments);
  }
}
