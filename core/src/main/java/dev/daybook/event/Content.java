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

  /** Returns a piece of text. */
  public static Content text(String text) {
    return new Content(ContentType.TEXT, text, null, null, null, null, null, null, null);
  }

  /** Returns a thought. */
  public static Content thinking(String thinking) {
    return new Content(ContentType.THINKING, null, null, null, thinking, null, null, null, null);
  }

  /** Returns an image, its bytes in base64. */
  public static Content image(String data, String mimeType) {
    return new Content(ContentType.IMAGE, null, data, mimeType, null, null, null, null, null);
  }

  /** Returns a call of a tool. */
  public static Content toolCall(String id, String name, Json arguments) {
    return new Content(ContentType.TOOL_CALL, null, null, null, null, null, id, name, arguments);
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
