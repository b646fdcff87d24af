package dev.daybook.internal.exchange.claude;

import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.Unknown;
import dev.daybook.event.WireNames;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.json.JsonValue;
import dev.daybook.read.Transcript;
import dev.daybook.read.TranscriptFold;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sessions that lines of a Claude Code file give, in memory. */
final class ClaudeLines {

  /** A session in memory. */
  final class Session implements ImportTarget {
    final String id;
    final List<Entry> entries = new ArrayList<>();

    Session(String id) {
      this.id = id;
    }

    @Override
    public String sessionId() {
      return id;
    }

    @Override
    public long nextSeq() {
      return entries.size();
    }

    @Override
    public void add(SessionEvent event, @Nullable Instant ts, @Nullable String entryId) {
      String type =
          event instanceof Unknown unknown ? unknown.type() : WireNames.of(event.getClass());
      entries.add(
          new Entry(entries.size(), ts == null ? Instant.EPOCH : ts, id, entryId, type, event));
    }

    @Override
    public ImportTarget child(String name, SessionStarted started) {
      return children.computeIfAbsent(name, unseen -> {
        Session child = new Session(name);
        child.add(started, null, null);
        return child;
      });
    }

    <E extends SessionEvent> List<E> all(Class<E> type) {
      return entries.stream()
          .map(Entry::event)
          .filter(type::isInstance)
          .map(type::cast)
          .toList();
    }

    Transcript transcript() {
      TranscriptFold fold = new TranscriptFold();
      entries.forEach(fold::accept);
      return fold.result();
    }
  }

  final Session main;
  final Map<String, Session> children = new LinkedHashMap<>();
  final ClaudeReader reader;

  private ClaudeLines(String fileName, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    FileHead head = new FileHead(Path.of(fileName), utf8, Instant.EPOCH);
    reader = new ClaudeReader(head);
    main = new Session(reader.sessionName().orElse("unnamed"));
    main.add(reader.started(), reader.firstTime(), null);
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (!line.isBlank()) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        reader.read(new Item(JsonValue.first(bytes, 0, bytes.length), number, 0, ""), main);
      }
    }
    reader.end(main);
  }

  static ClaudeLines of(String... lines) {
    return new ClaudeLines("session.jsonl", String.join("\n", lines));
  }

  static ClaudeLines named(String fileName, String... lines) {
    return new ClaudeLines(fileName, String.join("\n", lines));
  }

  Stream<Session> sessions() {
    return Stream.concat(Stream.of(main), children.values().stream());
  }
}
