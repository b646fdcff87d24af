package dev.daybook.internal.exchange.reading;

import dev.daybook.internal.json.JsonValue;
import java.util.Set;

/** The types of entries that keep an item as it is: the agent's name, a dot, the item's kind. */
public final class KindName {

  private static final int MAX_CHARS = 64;

  private KindName() {}

  /**
   * Returns the type for a kind, which can be any text: its ASCII letters and digits stay, in lower
   * case, with an underscore for what stands between; {@code unknown} if nothing stays.
   */
  public static String of(String agent, String kind) {
    StringBuilder name = new StringBuilder();
    boolean isApart = false;
    for (int i = 0; i < kind.length() && name.length() < MAX_CHARS; i++) {
      char c = kind.charAt(i);
      boolean isCapital = isCapital(c);
      if (!isCapital && (c < 'a' || c > 'z') && (c < '0' || c > '9')) {
        isApart = true;
        continue;
      }
      boolean isNewWord = isCapital && i > 0 && !isCapital(kind.charAt(i - 1));
      if ((isApart || isNewWord) && !name.isEmpty()) {
        name.append('_');
      }
      isApart = false;
      name.append(isCapital ? (char) (c - 'A' + 'a') : c);
    }
    return agent + '.' + (name.isEmpty() ? "unknown" : name);
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** Returns the type of a part that its fields name, as {@code executableCode} does. */
  public static String ofPart(String agent, JsonValue part, Set<String> notKinds) {
    return of(
        agent,
        part.names().stream()
            .filter(name -> !notKinds.contains(name))
            .findFirst()
            .orElse(""));
  }
}
