package dev.daybook.internal.check;

import dev.daybook.DaybookException;
import dev.daybook.check.FindingKind;
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

  /** The reason of a line that holds several items, each of which was read. */
  public static final String SEVERAL_VALUES = "several_values";

  /** The reason of an item that is longer than an entry may be. */
  public static final String TOO_LONG = "too_long";

  private static final String WHY = "why";

  private ImportDamage() {}

  /** Returns true if the note stands for such a place. */
  public static boolean isIn(Note note) {
    return KIND.equals(note.kind());
  }

  /** Returns true if the note stands for a place of which the session does not have all. */
  public static boolean isLossIn(Note note) {
    return isIn(note) && !SEVERAL_VALUES.equals(details(note).get(WHY));
  }

  /** Returns the damage in words. */
  public static String phrase(Map<String, Object> details) {
    return switch (String.valueOf(details.get(WHY))) {
      case TOO_LONG ->
        "an item of the imported file is longer than an entry may be, and was left out";
      case SEVERAL_VALUES ->
        "a line of the imported file holds several items, each of which was read";
      default -> FindingKind.IMPORT_DAMAGE.phrase();
    };
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
      String why = data.get(WHY).text();
      put(details, WHY, why == null ? null : ShortName.of(why));
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
