package dev.daybook.internal.exchange.reference;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.AssistantMessageBuilder;
import dev.daybook.event.Entry;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Json;
import dev.daybook.event.Reasoning;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SessionStartedBuilder;
import dev.daybook.event.SourceChanged;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.ToolResultBuilder;
import dev.daybook.event.Unknown;
import dev.daybook.event.WireNames;
import dev.daybook.exchange.ExportReport;
import dev.daybook.internal.exchange.text.Losses;
import dev.daybook.internal.json.EventData;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.JsonValue;
import dev.daybook.internal.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A writer of entries as the lines of a {@link LineFormat}. Keeps one line, since the entry after
 * it may hold what was left over of it, and the identifiers of a few calls. Belongs to one thread.
 */
abstract class ForeignLines {

  private static final int LF = '\n';

  /** A line that is not written yet, without its envelope. */
  private record Pending(
      String kind,
      Map<String, Object> fields,
      Instant ts,
      @Nullable String id,
      long seq) {

    Pending(String kind, Map<String, Object> fields, Entry entry) {
      this(kind, fields, entry.ts(), entry.id(), entry.seq());
    }
  }

  final LineFormat format;
  private final OutputStream out;
  private final JsonWriter json;
  private final Losses losses = new Losses();

  /** The calls that an answer named, so that their own entries are no second lines. */
  private final Set<String> asked = new HashSet<>();

  /** The calls whose own entries stand right before an answer that may name them. */
  private final Set<String> called = new HashSet<>();

  private @Nullable Pending pending;

  /** True if what was left over of the pending line is laid over it. */
  private boolean isLaid;

  private long lines;
  private long entries;

  ForeignLines(LineFormat format, OutputStream out) throws IOException {
    this.format = format;
    this.out = out;
    this.json = new JsonWriter(out);
  }

  /**
   * Returns the line of an event.
   *
   * @param number the number of the line, from 0
   * @param seq the entry's seq
   */
  abstract Map<String, Object> line(
      String kind,
      Map<String, Object> fields,
      Instant ts,
      @Nullable String id,
      long number,
      long seq);

  /** Returns the event with what this format wants to know beside it. */
  SessionEvent completed(SessionEvent event) {
    return event;
  }

  /** Returns a result whose output is the text of its error, if it has no other. */
  static ToolResult withText(ToolResult result) {
    ErrorInfo error = result.error();
    return result.output() != null || error == null || error.message() == null
        ? result
        : ToolResultBuilder.of(result).output(error.message()).build();
  }

  /** Notes that the entry at hand loses a field. */
  final void lose(String path) {
    losses.add(path);
  }

  /** Notes a call. */
  void see(ToolCall call) {}

  /** Returns true if the source of the events is part of this format's lines. */
  boolean takes(SourceChanged source) {
    return false;
  }

  final void accept(Entry entry) {
    try {
      write(entry);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    losses.endEntry();
  }

  private void write(Entry entry) throws IOException {
    SessionEvent event = entry.event();
    if (event instanceof Unknown unknown) {
      writeVerbatim(entry, unknown);
    } else if (event instanceof SourceChanged source) {
      writeSource(entry, source);
    } else if (event instanceof AssistantMessage answer) {
      writeAnswer(entry, answer);
    } else if (event instanceof ToolCall call) {
      see(call);
      if (asked.remove(call.callId())) {
        entries++;
      } else {
        called.add(call.callId());
        writeKnown(entry, event);
      }
    } else {
      called.clear();
      writeKnown(entry, event);
    }
  }

  private void writeSource(Entry entry, SourceChanged source) throws IOException {
    Pending line = pending;
    // a source that is named at the moment of the first line is that line's, too
    boolean isOfFirst = lines == 0
        && line != null
        && line.kind().equals("session_started")
        && !isLaid
        && !entry.ts().isAfter(line.ts());
    if (!isOfFirst) {
      flush();
    }
    if (takes(source)) {
      entries++;
    } else if (!format.name().equals(source.provider())) {
      losses.add(entry.type());
    }
  }

  /** Writes an answer, and its calls as events of their own where the format has these. */
  private void writeAnswer(Entry entry, AssistantMessage answer) throws IOException {
    answer.toolCalls().forEach(this::see);
    if (format.kindOf(entry) == null) {
      losses.addWhole(entry.type());
      return;
    }
    AssistantMessage alone =
        AssistantMessageBuilder.of(answer).toolCalls(List.of()).build();
    if (writesThoughts() && answer.thinking() != null) {
      writeBeside(entry, new Reasoning(answer.thinking(), null, null, null, null));
      alone = AssistantMessageBuilder.of(alone).thinking(null).build();
    }
    writeKnown(entry, alone);
    asked.clear();
    for (ToolCall call : answer.toolCalls()) {
      if (!called.contains(call.callId())) {
        asked.add(call.callId());
        writeBeside(entry, call);
      }
    }
    called.clear();
  }

  /** Writes a part of an entry as an event of its own. */
  private void writeBeside(Entry entry, SessionEvent part) throws IOException {
    String type = WireNames.of(part.getClass());
    writeKnown(new Entry(entry.seq(), entry.ts(), entry.sessionId(), null, type, part), part);
    entries--;
  }

  private void writeKnown(Entry entry, SessionEvent given) throws IOException {
    SessionEvent event = given;
    EventKind kind = format.kindOf(entry);
    if (isImportsOwn(event) && event instanceof SessionStarted started) {
      if (kind == null || !saysMore(started)) {
        return;
      }
      // the agent is the format's own, and does not stand in its lines
      event = SessionStartedBuilder.of(started).agentName(null).build();
    }
    if (kind == null) {
      losses.addWhole(entry.type());
      return;
    }
    JsonValue ours = EventData.of(EventTypes.standard(), completed(event));
    Map<String, Object> fields =
        kind.shape().theirs(ours, path -> losses.add(entry.type() + "." + path));
    if (fields == null) {
      losses.addWhole(entry.type());
      return;
    }
    flush();
    pending = new Pending(kind.theirs(), fields, entry);
    entries++;
  }

  /** Returns true for a beginning that an import of a file of this format wrote. */
  private boolean isImportsOwn(SessionEvent event) {
    return event instanceof SessionStarted started
        && Boolean.TRUE.equals(started.backfilled())
        && format.name().equals(started.agentName());
  }

  /** Returns true if thoughts are events of their own, and not part of an answer. */
  boolean writesThoughts() {
    return false;
  }

  /** Returns true if a beginning says what stands in a line of its own. */
  boolean saysMore(SessionStarted started) {
    return false;
  }

  private void writeVerbatim(Entry entry, Unknown unknown) throws IOException {
    if (!entry.type().startsWith(format.prefix())) {
      losses.addWhole(entry.type());
      return;
    }
    JsonValue value = EventData.of(EventTypes.standard(), unknown);
    String kind = format.kind(value).text();
    if (kind == null) {
      lay(entry, value);
      return;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    JsonValue own = format.fields(value);
    for (String name : own.names()) {
      if (!format.isOfEnvelope(name)) {
        fields.put(name, new Json(own.get(name).raw()));
      }
    }
    flush();
    pending = new Pending(kind, fields, entry);
    entries++;
  }

  /** Lays what was left over of the line before over it. */
  private void lay(Entry entry, JsonValue parts) {
    Pending line = pending;
    if (line == null || !format.verbatimType(line.kind()).equals(entry.type())) {
      losses.addWhole(entry.type());
      return;
    }
    Leftover.lay(parts, line.fields());
    isLaid = true;
    entries++;
  }

  private void flush() throws IOException {
    Pending line = pending;
    if (line != null) {
      pending = null;
      isLaid = false;
      Map<String, Object> whole =
          line(line.kind(), line.fields(), line.ts(), line.id(), lines, line.seq());
      json.json(Json.of(whole)).flush();
      out.write(LF);
      lines++;
    }
  }

  /** Ends the writing. */
  final ExportReport end() throws IOException {
    flush();
    return new ExportReport(entries, losses.counts());
  }
}
