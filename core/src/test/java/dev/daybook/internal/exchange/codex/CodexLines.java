package dev.daybook.internal.exchange.codex;

import dev.daybook.DaybookException;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SourceChanged;
import dev.daybook.event.Unknown;
import dev.daybook.event.WireNames;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file of one format in memory, and the sessions that its reader makes of it. */
public final class CodexLines {

  /** An event with the time and the id that it was added with. */
  public record Added(
      SessionEvent event, @Nullable Instant ts, @Nullable String id) {}

  /** A session that a reader adds to. */
  public static final class Session implements ImportTarget {
    private final String id;
    private final CodexLines file;
    public final List<Added> added = new ArrayList<>();

    Session(String id, CodexLines file, SessionStarted started) {
      this.id = id;
      this.file = file;
      add(started, null, null);
      add(new SourceChanged("test", id, null, null), null, null);
    }

    @Override
    public String sessionId() {
      return id;
    }

    @Override
    public long nextSeq() {
      return added.size();
    }

    @Override
    public void add(SessionEvent event, @Nullable Instant ts, @Nullable String entryId) {
      added.add(new Added(event, ts, entryId));
    }

    @Override
    public ImportTarget child(String name, SessionStarted started) {
      return file.children.computeIfAbsent(name, of -> new Session(id + "-" + of, file, started));
    }

    /** Returns the events behind the first two, which every session has. */
    List<SessionEvent> events() {
      return added.stream().skip(2).map(Added::event).toList();
    }

    /** Returns the events of one type. */
    public <E extends SessionEvent> List<E> all(Class<E> type) {
      return events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Returns the wire names of the events, in their order. */
    public List<String> types() {
      return events().stream()
          .map(event ->
              event instanceof Unknown unknown ? unknown.type() : WireNames.of(event.getClass()))
          .toList();
    }
  }

  public final Session session;
  public final SourceReader reader;
  public final Map<String, Session> children = new LinkedHashMap<>();
  public final List<DaybookException> damage = new ArrayList<>();

  private CodexLines(AgentFormat format, FileHead head, byte[] bytes) {
    reader = format.reader(head);
    session = new Session("s-" + reader.sessionName().orElse("unnamed"), this, reader.started());
    List<JsonValue> values = new FileHead(head.path(), bytes, head.modified()).values();
    String array = format.elements(head).orElse("");
    long line = 0;
    for (JsonValue value : values) {
      read(new Item(value, ++line, 0, ""));
      for (JsonValue element :
          array.isEmpty() ? List.<JsonValue>of() : value.get(array).elements()) {
        read(new Item(element, ++line, 0, array));
      }
    }
    reader.end(session);
  }

  private void read(Item item) {
    try {
      reader.read(item, session);
    } catch (DaybookException bad) {
      damage.add(bad);
    }
  }

  /** Returns a head of that text. */
  public static FileHead head(String name, String text) {
    return head(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static FileHead head(String name, byte[] bytes) {
    byte[] first =
        bytes.length <= FileHead.MAX_BYTES ? bytes : Arrays.copyOf(bytes, FileHead.MAX_BYTES);
    return new FileHead(Path.of(name), first, Instant.EPOCH);
  }

  /** Reads a file of that text. */
  public static CodexLines of(AgentFormat format, String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new CodexLines(format, head(name, bytes), bytes);
  }

  /** Reads a file of that text as a Codex file. */
  static CodexLines codex(String text) {
    return of(new CodexFormat(), "rollout-2026-01-02T03-04-05.jsonl", text);
  }
}
