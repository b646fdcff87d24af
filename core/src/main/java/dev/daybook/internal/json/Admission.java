package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.fast.JsonCursor.Token;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The checks of an event before it is encoded, on the thread that records it: its type may be
 * written, JSON that it brings is sound, and it fits the line limit. Any thread.
 */
public final class Admission {

  /** A lower bound of the bytes of a line's envelope. */
  private static final int MIN_ENVELOPE_BYTES = 100;

  /** The most UTF-8 bytes that JSON takes for one char: a control character or lone surrogate. */
  private static final int MAX_BYTES_PER_CHAR = 6;

  private final EventTypes types;
  private final int maxLineBytes;

  /**
   * @param types the types that may be recorded
   * @param maxLineBytes the longest line, its line feed included
   */
  public Admission(EventTypes types, int maxLineBytes) {
    this.types = types;
    this.maxLineBytes = maxLineBytes;
    // a class whose initialiser ran out of a recording thread's stack would be lost for ever
    admit(new UserMessage(""), null);
  }

  /**
   * Admits an event or refuses it. A typed event costs a look at the length of each of its strings;
   * one that brings JSON, or that may reach the line limit, is read through.
   *
   * @param id the caller's identifier for it, or null
   * @return how many chars of text the event holds
   * @throws DaybookException {@code EPHEMERAL_TYPE}, {@code UNENCODABLE}, {@code LINE_TOO_LONG}, or
   *     what is wrong with JSON of a known type
   */
  public long admit(SessionEvent event, @Nullable String id) {
    long idChars = id == null ? 0 : id.length();
    if (event instanceof Unknown unknown) {
      long otherChars = unknown.type().length() + idChars;
      long chars = unknown.data().text().length() + otherChars;
      refuseIfTooLong(chars);
      refuseIfTooLong(checkedBytes(unknown) + otherChars);
      return chars;
    }
    EventType type = types.of(event);
    if (type == null) {
      throw unregistered(event);
    }
    if (event instanceof EphemeralEvent) {
      throw ephemeral(type.wireName());
    }
    long chars = type.admit(event) + idChars;
    refuseIfTooLong(chars);
    // half of the line is enough for what is no text: names, numbers, braces
    if (MAX_BYTES_PER_CHAR * chars > maxLineBytes / 2) {
      refuseIfTooLong(encodedBytes(type, event) + idChars);
    }
    return chars;
  }

  /**
   * Returns the event as it is now: itself, or, if it has lists that may change before it is
   * written, a new one with copies of them. Only events of registered types have such lists.
   *
   * @throws DaybookException {@code INVALID_VALUE} if its type refuses its own values
   */
  public SessionEvent frozen(SessionEvent event) {
    if (!types.canChange()) {
      return event;
    }
    EventType type = types.of(event);
    return type == null ? event : type.frozen(event);
  }

  /**
   * Returns how many chars of text an event holds that is published and not written.
   *
   * @throws DaybookException {@code UNENCODABLE} if its type is not registered
   */
  public long admitPublished(EphemeralEvent event) {
    EventType type = types.of(event);
    if (type == null) {
      throw unregistered(event);
    }
    return type.admit(event);
  }

  /**
   * Checks JSON that is to stand in a line verbatim; returns how many bytes it takes.
   *
   * @throws DaybookException if its type is never written, if it is no sound JSON object, or if its
   *     type is known and the object does not fit it
   */
  private int checkedBytes(Unknown unknown) {
    if (types.isEphemeral(unknown.type())) {
      throw ephemeral(unknown.type());
    }
    String text = VerbatimJson.line(unknown.data());
    try {
      VerbatimJson.check(unknown.data(), 1);
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      try (ParserCursor cursor = new ParserCursor(utf8, 0, utf8.length)) {
        cursor.nextToken();
        ScalarCodec.expect(cursor.isAt(Token.OBJECT), cursor, "data", "object");
        EventType type = types.byName(unknown.type());
        if (type != null) {
          type.read(cursor);
        }
      }
      return utf8.length;
    } catch (IOException e) {
      throw DaybookException.of(Kind.UNENCODABLE, "text is not JSON", "type", unknown.type());
    }
  }

  /** Returns true if the event's type is for live watchers only. */
  public boolean isEphemeral(SessionEvent event) {
    return event instanceof EphemeralEvent
        || (event instanceof Unknown unknown && types.isEphemeral(unknown.type()));
  }

  private static DaybookException ephemeral(String type) {
    return DaybookException.of(
        Kind.EPHEMERAL_TYPE,
        "this type is for live watchers and is never written; publish it, or leave it out",
        "type",
        type);
  }

  static DaybookException unregistered(SessionEvent event) {
    return DaybookException.of(
        Kind.UNENCODABLE,
        "no event type is registered for this class; register it where the daybook is built, with"
            + " Daybook.builder(root).register("
            + event.getClass().getSimpleName()
            + ".class)",
        "class",
        event.getClass().getName());
  }

  static DaybookException tooLong(int maxLineBytes) {
    return DaybookException.of(
        Kind.LINE_TOO_LONG,
        "the event's line would be over the limit; split the event or raise the limit",
        "maxLineBytes",
        maxLineBytes);
  }

  private void refuseIfTooLong(long dataBytes) {
    if (dataBytes + MIN_ENVELOPE_BYTES > maxLineBytes) {
      throw tooLong(maxLineBytes);
    }
  }

  private long encodedBytes(EventType type, SessionEvent event) {
    CountingSink sink = new CountingSink();
    try (JsonGenerator json = JsonFormat.generator(sink)) {
      type.write(json, event);
    } catch (IOException e) {
      throw DaybookException.of(
          Kind.UNENCODABLE, "the event cannot be written as JSON", "type", type.wireName());
    }
    return sink.count;
  }

  private static final class CountingSink extends OutputStream {
    long count;

    @Override
    public void write(int value) {
      count++;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      count += length;
    }
  }
}
