package dev.daybook.internal.search;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.Unknown;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.SessionSource;
import dev.daybook.search.SearchQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of the agent, the provider and the model that began a session. A damaged line names
 * none, a line without a checksum does.
 */
final class AgentNames {

  /** The number of entries that are looked at: a fork's own one may come first. */
  private static final int ENTRIES = 16;

  private static final String NAME = "agent_name";
  private static final String ID = "agent_id";
  private static final Set<String> FIELDS = Set.of(NAME, ID, "provider_name", "provider", "model");

  private final Set<String> names = new HashSet<>();
  private @Nullable String agentName;
  private @Nullable String agentId;
  private boolean hasDamage;

  private AgentNames() {}

  /** Reads the names in the first entries. */
  static AgentNames of(SessionSource source, long size, int maxLineBytes, EntryDecoder decoder)
      throws IOException {
    AgentNames found = new AgentNames();
    ForwardCursor lines = ForwardCursor.forFewLines(source, 0, size, maxLineBytes);
    DataTexts texts = new DataTexts();
    for (int i = 0; i < ENTRIES && lines.next(); i++) {
      if (found.hasTaken(lines, texts)) {
        continue;
      }
      Entry entry = entry(lines, decoder);
      if (entry != null && entry.event() instanceof Unknown raw) {
        byte[] data = raw.data().text().getBytes(StandardCharsets.UTF_8);
        texts.ofObject(data, 0, data.length);
        found.take(texts);
      } else {
        found.hasDamage = true;
      }
    }
    return found;
  }

  /** Takes the names in a line of the form that Daybook writes; returns false of another one. */
  private boolean hasTaken(ForwardCursor line, DataTexts texts) {
    if (line.header() == null) {
      return false;
    }
    try {
      texts.ofLine(line.buffer(), line.from(), line.to());
      take(texts);
      return true;
    } catch (IndexOutOfBoundsException noJson) {
      // another program gave it its checksum
      return false;
    }
  }

  private static @Nullable Entry entry(ForwardCursor line, EntryDecoder decoder) {
    try {
      return line.decode(decoder);
    } catch (DaybookException bad) {
      return bad.kind() == Kind.MISSING_CRC ? line.unprovedOrNull(decoder) : null;
    }
  }

  private void take(DataTexts texts) {
    while (texts.next()) {
      String field = texts.depth() == 1 ? texts.path() : "";
      if (FIELDS.contains(field)) {
        String name = texts.text();
        names.add(name);
        agentName = agentName == null && field.equals(NAME) ? name : agentName;
        agentId = agentId == null && field.equals(ID) ? name : agentId;
      }
    }
  }

  /** Returns true if one of the names is asked for. */
  boolean isTakenBy(SearchQuery query) {
    return names.stream().anyMatch(query::takesAgent);
  }

  /** Returns the agent's name, else its identifier; null if there is neither. */
  @Nullable
  String agent() {
    return agentName == null ? agentId : agentName;
  }

  /** Returns true if a damaged line may name an agent, and no other line does. */
  boolean isUnknown() {
    return hasDamage && agent() == null;
  }
}
