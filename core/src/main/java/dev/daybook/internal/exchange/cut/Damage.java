package dev.daybook.internal.exchange.cut;

import dev.daybook.event.Json;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.internal.check.ImportDamage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A place of a foreign file that holds no item of its format.
 *
 * @param why the reason, in a word or two
 * @param line the line where it begins, from 1
 * @param offset the offset of its first byte in the file
 * @param bytes the number of its bytes
 * @param beginning its first bytes, at most {@link #MAX_KEPT_BYTES}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Damage(String why, long line, long offset, long bytes, byte[] beginning) {

  /** The number of bytes that an entry repeats; the kept source has them all. */
  static final int MAX_KEPT_BYTES = 1 << 16;

  /** The number of bytes that an entry repeats of a value that is an item as well. */
  private static final int MAX_REPEATED_BYTES = 1 << 10;

  /** Returns the damage of a part of a text. */
  public static Damage of(String why, long line, long offset, byte[] bytes, int from, int to) {
    return new Damage(
        why,
        line,
        offset,
        to - from,
        Arrays.copyOfRange(bytes, from, Math.min(to, from + MAX_KEPT_BYTES)));
  }

  /** Returns the damage of an item that is JSON, and not what its format says. */
  public static Damage of(String why, Item item) {
    byte[] bytes = item.text().getBytes(StandardCharsets.UTF_8);
    return of(why, item.line(), item.offset(), bytes, 0, bytes.length);
  }

  /** Returns that of a line that goes on behind its first value, which those bytes are. */
  static Damage ofSeveral(long line, long offset, byte[] bytes, int from, int to) {
    return of(ImportDamage.SEVERAL_VALUES, line, offset, bytes, from, to)
        .within(MAX_REPEATED_BYTES);
  }

  /** Returns this damage with no more than so many of its bytes. */
  public Damage within(int maxBytes) {
    return beginning.length <= maxBytes
        ? this
        : new Damage(why, line, offset, bytes, Arrays.copyOf(beginning, maxBytes));
  }

  /** Returns the entry that keeps it. */
  public Note note() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("line", line);
    data.put("offset", offset);
    data.put("bytes", bytes);
    data.put("why", why);
    try {
      data.put(
          "raw",
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(beginning)).toString());
    } catch (CharacterCodingException noText) {
      data.put("raw_base64", Base64.getEncoder().encodeToString(beginning));
    }
    if (beginning.length < bytes) {
      data.put("cut", true);
    }
    String message = why.equals(ImportDamage.SEVERAL_VALUES)
        ? "line " + line + " of the source holds several values, and each was read"
        : "line " + line + " of the source could not be read: " + why.replace('_', ' ');
    return new Note(NoteLevel.WARN, message, ImportDamage.KIND, Json.of(data));
  }
}
