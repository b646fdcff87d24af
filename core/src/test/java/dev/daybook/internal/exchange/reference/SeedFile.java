package dev.daybook.internal.exchange.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.daybook.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.Unknown;
import dev.daybook.event.WireNames;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.ExportReport;
import dev.daybook.exchange.ExportedSession;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.json.JsonValue;
import dev.daybook.read.SessionReader;
import dev.daybook.read.Transcript;
import dev.daybook.read.TranscriptFold;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A file of a reference system in memory, read into a session and written from it. */
public final class SeedFile {

  static final Instant FIRST = Instant.parse("2026-01-02T03:04:05Z");

  /** The entries of a session, as an importer would record them. */
  static final class Target implements ImportTarget {
    final List<Entry> entries = new ArrayList<>();
    int damaged;

    @Nullable
    DaybookException damage;

    @Override
    public String sessionId() {
      return "s-1";
    }

    @Override
    public long nextSeq() {
      return entries.size();
    }

    @Override
    public void add(SessionEvent event, @Nullable Instant ts, @Nullable String id) {
      Instant last = entries.isEmpty() ? FIRST : entries.get(entries.size() - 1).ts();
      String type =
          event instanceof Unknown unknown ? unknown.type() : WireNames.of(event.getClass());
      entries.add(new Entry(entries.size(), ts == null ? last : ts, sessionId(), id, type, event));
    }

    @Override
    public ImportTarget child(String name, SessionStarted started) {
      throw new AssertionError("no reference system has sub-agents in one file");
    }

    /** Returns the events, those kept verbatim with their times as instants. */
    List<Object> comparableEvents() {
      return events().stream()
          .<Object>map(event -> event instanceof Unknown unknown
              ? unknown.type()
                  + comparable(JsonParser.parseString(unknown.data().text()))
              : event)
          .toList();
    }

    List<SessionEvent> events() {
      return entries.stream().map(Entry::event).toList();
    }
  }

  private SeedFile() {}

  static FileHead head(String text) {
    return new FileHead(
        Path.of("some", "run-7.jsonl"), text.getBytes(StandardCharsets.UTF_8), FIRST);
  }

  /** Returns the entries of a file's lines, behind what an importer puts before them. */
  static Target read(AgentFormat format, String text) {
    FileHead head = head(text);
    SourceReader reader = format.reader(head);
    Target target = new Target();
    target.add(reader.started(), reader.firstTime(), null);
    long line = 0;
    for (String each : text.split("\n", -1)) {
      line++;
      if (!each.isBlank()) {
        byte[] utf8 = each.getBytes(StandardCharsets.UTF_8);
        read(reader, new Item(JsonValue.first(utf8, 0, utf8.length), line, 0, ""), target);
      }
    }
    reader.end(target);
    return target;
  }

  static void read(SourceReader reader, Item item, Target target) {
    try {
      reader.read(item, target);
    } catch (DaybookException damage) {
      target.damaged++;
      target.damage = damage;
    }
  }

  /** Returns the session of these entries. */
  public static ExportedSession session(String id, List<Entry> entries) {
    return new ExportedSession() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public SessionReader reader() {
        throw new AssertionError("not needed");
      }

      @Override
      public void forEach(Consumer<Entry> action) {
        entries.forEach(action);
      }

      @Override
      public Transcript transcript() {
        TranscriptFold fold = new TranscriptFold();
        entries.forEach(fold::accept);
        return fold.result();
      }
    };
  }

  /** Returns the session of these events, one a second. */
  public static List<Entry> entries(SessionEvent... events) {
    List<Entry> entries = new ArrayList<>();
    for (SessionEvent event : events) {
      entries.add(new Entry(
          entries.size(),
          FIRST.plusSeconds(entries.size()),
          "s-1",
          null,
          WireNames.of(event.getClass()),
          event));
    }
    return entries;
  }

  /** A written file, and the report of what it lacks. */
  record Written(String text, ExportReport report) {
    List<JsonObject> lines() {
      return text.lines()
          .map(line -> JsonParser.parseString(line).getAsJsonObject())
          .toList();
    }
  }

  static Written write(AgentFormat format, String id, List<Entry> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExportReport report = format.write(session(id, entries), out);
    return new Written(out.toString(StandardCharsets.UTF_8), report);
  }

  /** Checks that a file's lines come out again, each with the same JSON value. */
  static Written checkRoundTrip(AgentFormat format, String id, String text) throws IOException {
    assertThat(format.recognises(head(text))).isTrue();
    Target target = read(format, text);
    assertThat(target.damaged).isZero();
    Written written = write(format, id, target.entries);
    assertThat(written.report().leftOut()).isEmpty();
    List<JsonElement> expected = text.lines()
        .filter(line -> !line.isBlank())
        .map(JsonParser::parseString)
        .map(SeedFile::comparable)
        .toList();
    List<JsonElement> found = written.lines().stream().map(SeedFile::comparable).toList();
    for (int i = 0; i < Math.min(found.size(), expected.size()); i++) {
      assertThat(found.get(i)).as("line " + (i + 1)).isEqualTo(expected.get(i));
    }
    assertThat(found).hasSameSizeAs(expected);
    return written;
  }

  /** Returns the value with each time as an instant of microseconds. */
  static JsonElement comparable(JsonElement value) {
    if (value.isJsonObject()) {
      JsonObject object = new JsonObject();
      value
          .getAsJsonObject()
          .entrySet()
          .forEach(field -> object.add(field.getKey(), comparable(field.getValue())));
      return object;
    }
    if (value.isJsonArray()) {
      JsonArray array = new JsonArray();
      value.getAsJsonArray().forEach(element -> array.add(comparable(element)));
      return array;
    }
    if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
      Instant time = ForeignTime.parsed(value.getAsString());
      if (time != null) {
        return new JsonPrimitive(time.truncatedTo(ChronoUnit.MICROS).toString());
      }
    }
    return value;
  }
}
