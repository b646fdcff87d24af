package dev.daybook.internal.exchange.gemini;

import dev.daybook.event.BranchSwitched;
import dev.daybook.event.Entry;
import dev.daybook.event.Message;
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
import dev.daybook.read.TranscriptFold;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A foreign file in memory, read by its format without an importer. */
public final class GeminiLines implements ImportTarget {

  private final List<Entry> entries = new ArrayList<>();
  private final SourceReader reader;
  private Instant last = Instant.EPOCH;

  private GeminiLines(SourceReader reader) {
    this.reader = reader;
    add(reader.started(), reader.firstTime(), null);
    add(
        new SourceChanged(null, reader.sessionName().orElse(null), null, null),
        reader.firstTime(),
        null);
  }

  public static FileHead head(String text) {
    return new FileHead(Path.of("file"), text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
  }

  /** Reads a file, as lines or as one object. */
  public static GeminiLines read(AgentFormat format, String text) {
    FileHead head = head(text);
    GeminiLines lines = new GeminiLines(format.reader(head));
    String array = format.elements(head).orElse(null);
    if (array == null) {
      long line = 0;
      for (String each : text.split("\n")) {
        line++;
        if (!each.isBlank()) {
          lines.item(each, line, "");
        }
      }
    } else {
      lines.document(head.first(), array);
    }
    lines.reader.end(lines);
    return lines;
  }

  private void document(JsonValue document, String array) {
    StringBuilder fields = new StringBuilder();
    boolean isBehind = false;
    for (String name : document.names()) {
      JsonValue value = document.get(name);
      if (name.equals(array)) {
        isBehind = true;
        item("{" + fields + (fields.isEmpty() ? "" : ",") + "\"" + name + "\":[]}", 1, "");
        fields.setLength(0);
        long line = 1;
        for (JsonValue element : value.elements()) {
          item(element.raw(), ++line, array);
        }
      } else {
        fields.append(fields.isEmpty() ? "" : ",");
        fields.append("\"").append(name).append("\":").append(value.raw());
      }
    }
    if (!isBehind || !fields.isEmpty()) {
      item("{" + fields + "}", 1, "");
    }
  }

  private void item(String json, long line, String part) {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    reader.read(new Item(JsonValue.first(utf8, 0, utf8.length), line, 0, part), this);
  }

  @Override
  public String sessionId() {
    return "s";
  }

  @Override
  public long nextSeq() {
    return entries.size();
  }

  @Override
  public void add(SessionEvent event, @Nullable Instant ts, @Nullable String id) {
    last = ts == null ? last : ts;
    String type = event instanceof Unknown other ? other.type() : WireNames.of(event.getClass());
    entries.add(new Entry(entries.size(), last, "s", id, type, event));
  }

  @Override
  public ImportTarget child(String name, SessionStarted started) {
    throw new AssertionError("no sub-agent stands in the same file");
  }

  public List<Entry> entries() {
    return entries;
  }

  /** Returns the types of the entries behind the session's first two. */
  public List<String> types() {
    return entries.stream().skip(2).map(Entry::type).toList();
  }

  public <E> List<E> events(Class<E> type) {
    return entries.stream()
        .map(Entry::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** Returns the conversation, of which switches leave only what they keep. */
  List<Message> conversation() {
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.event() instanceof BranchSwitched to) {
        kept.removeIf(each -> to.kept().stream()
            .noneMatch(range -> range.fromSeq() <= each.seq() && each.seq() <= range.toSeq()));
      }
      kept.add(entry);
    }
    TranscriptFold fold = new TranscriptFold();
    kept.forEach(fold::accept);
    return fold.result().messages();
  }

  /** Returns the conversation in a line a message: speaker, words, calls. */
  public List<String> said() {
    return conversation().stream()
        .map(each -> each.role().wireName()
            + ": "
            + each.content()
            + (each.toolCalls().isEmpty()
                ? ""
                : " "
                    + each.toolCalls().stream()
                        .map(call -> call.name() + call.arguments())
                        .toList()))
        .toList();
  }
}
