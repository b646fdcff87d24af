package dev.daybook.internal.check;

import dev.daybook.DaybookException;
import dev.daybook.event.Note;
import dev.daybook.internal.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry that stands for a place of an imported file that could not be read. */
public final class ImportDamage {

  /** The kind of its note. */
  public static final String KIND = "import_damage";

  private ImportDamage() {}

  /** Returns true if the note stands for such a place. */
  public static boolean isIn(Note note) {
    return KIND.equals(note.kind());
  }

  /**
   * Returns the place and the reason, as the note has them: {@code source_line}, {@code why},
   * {@code source_bytes}. What it lacks is left out.
   */
  public static Map<String, Object> details(Note note) {
    Map<String, Object> details = new LinkedHashMap<>();
    if (note.data() == null) {
      return details;
    }
    byte[] bytes = note.data().text().getBytes(StandardCharsets.UTF_8);
    try {
      JsonValue data = JsonValue.first(bytes, 0, bytes.length);
      put(details, "source_line", data.get("line").count());
      String why = data.get("why").text();
      put(details, "why", why == null ? null : ShortName.of(why));
      put(details, "source_bytes", data.get("bytes").count());
    } catch (DaybookException noData) {
      // of a program that writes such notes in a form of its own
    }
    return details;
  }

  private static void put(Map<String, Object> details, String name, @Nullable Object value) {
    if (value != null) {
      details.put(name, value);
    }
  }
}
