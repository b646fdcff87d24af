package dev.daybook.internal.search;

import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** The names of the agent, the provider and the model that began a session. */
final class AgentNames {

  /** The number of entries that are looked at: a fork's own one may come first. */
  private static final int ENTRIES = 16;

  private static final Set<String> FIELDS =
      Set.of("agent_name", "agent_id", "provider_name", "provider", "model");

  private AgentNames() {}

  /**
   * Returns true if one of the first entries has one of these names.
   *
   * @param names in lower case; none stands for any
   */
  static boolean isOneOf(Set<String> names, SessionSource source, long size, int maxLineBytes)
      throws IOException {
    if (names.isEmpty()) {
      return true;
    }
    ForwardCursor lines = ForwardCursor.forFewLines(source, 0, size, maxLineBytes);
    DataTexts texts = new DataTexts();
    for (int i = 0; i < ENTRIES && lines.next(); i++) {
      LineHeader header = lines.header();
      if (header == null) {
        continue;
      }
      texts.ofLine(lines.buffer(), lines.from(), lines.to());
      while (texts.next()) {
        if (texts.depth() == 1
            && FIELDS.contains(texts.path())
            && names.contains(texts.text().toLowerCase(Locale.ROOT))) {
          return true;
        }
      }
    }
    return false;
  }
}
