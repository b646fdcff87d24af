package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a message: text, an image, a thought or a call. Its type decides which fields are
 * present.
 *
 * @param type the kind of piece
 * @param text with {@code text}: the text
 * @param data with {@code image}: its bytes in base64
 * @param mimeType with {@code image}: its media type
 * @param thinking with {@code thinking}: the thought
 * @param signature with {@code thinking}: the proof of its provider that it is its own
 * @param id with {@code tool_call}: the call's identifier
 * @param name with {@code tool_call}: the tool
 * @param arguments with {@code tool_call}: its arguments
 */
public record Content(
    ContentType type,
    @Nullable String text,
    @Nullable String data,
    @Nullable String mimeType,
    @Nullable String thinking,
    @Nullable String signature,
    @Nullable String id,
    @Nullable String name,
    @Nullable Json arguments) {

  /**
   * Returns a builder of one, which says what is required. {@link ContentBuilder#of} makes one of a
   * record.
   */
  public static ContentBuilder builder() {
    return new ContentBuilder();
  }

  /** Returns a piece of text. */
  public static Content text(String text) {
    return builder().type(ContentType.TEXT).text(text).build();
  }

  /** Returns a thought. */
  public static Content thinking(String thinking) {
    return builder().type(ContentType.THINKING).thinking(thinking).build();
  }

  /** Returns an image, its bytes in base64. */
  public static Content image(String data, String mimeType) {
    return builder().type(ContentType.IMAGE).data(data).mimeType(mimeType).build();
  }

  /** Returns a call of a tool. */
  public static Content toolCall(String id, String name, Json arguments) {
    return builder()
        .type(ContentType.TOOL_CALL)
        .id(id)
        .name(name)
        .arguments(arguments)
        .build();
  }

  public Content {
    Check.present(type, Content.class, "type");
    if (type.equals(ContentType.TEXT)) {
      Check.present(text, Content.class, "text");
    } else if (type.equals(ContentType.IMAGE)) {
      Check.present(data, Content.class, "data");
      Check.present(mimeType, Content.class, "mime_type");
    } else if (type.equals(ContentType.THINKING)) {
      Check.present(thinking, Content.class, "thinking");
    } else if (type.equals(ContentType.TOOL_CALL)) {
      Check.present(id, Content.class, "id");
      Check.present(name, Content.class, "name");
      Check.present(arguments, Content.class, "arguments");
    }
  }
}
