package dev.daybook.internal.exchange.reference;

import dev.daybook.event.Entry;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.WireNames;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.ExportReport;
import dev.daybook.exchange.ExportedSession;
import dev.daybook.exchange.SourceHead;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A format of one event a line, of a system whose events all have a counterpart here: a list of
 * {@link EventKind}, and an envelope that each system has of its own. Read and written by the same
 * list. Immutable, any thread.
 */
abstract class LineFormat implements AgentFormat {

  private static final int MAX_KIND_CHARS = 60;

  private final String name;
  private final List<EventKind> kinds;
  private final Set<String> envelope;
  private final Map<String, EventKind> byTheirs = new HashMap<>();

  /** @param envelope the names of the fields around each event, where they stand beside its own */
  LineFormat(String name, Set<String> envelope, List<EventKind> kinds) {
    this.name = name;
    this.envelope = envelope;
    this.kinds =
        kinds.stream().map(kind -> kind.shaped(kind.shape().ignoring(envelope))).toList();
    this.kinds.forEach(kind -> byTheirs.put(kind.theirs(), kind));
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean recognises(SourceHead head) {
    return recognises(FileHead.of(head));
  }

  /** Returns true if a file with that beginning is of this format. */
  abstract boolean recognises(FileHead head);

  /** Returns the field of an item that names its kind. */
  JsonValue kind(JsonValue item) {
    return item.get("type");
  }

  /** Returns the object that holds an item's own fields. */
  JsonValue fields(JsonValue item) {
    return item;
  }

  /** Returns the item's time; null if it has none. */
  @Nullable
  Instant time(JsonValue item) {
    return ForeignTime.of(item.get("ts"));
  }

  /** Returns the item's own identifier; null if it has none. */
  @Nullable
  String id(JsonValue item) {
    return null;
  }

  /** Returns the session's name, from its beginning; empty if only the file's name shows it. */
  Optional<String> sessionName(FileHead head) {
    return Optional.empty();
  }

  /** Returns what is known of the session's beginning. */
  abstract SessionStarted started(FileHead head);

  /**
   * Returns true if {@link #started} says what that first item says, but for fields that it leaves
   * over.
   */
  boolean isStart(JsonValue first) {
    return false;
  }

  @Override
  public SourceReader reader(SourceHead head) {
    return new LineReader(this, FileHead.of(head));
  }

  @Override
  public final boolean canWrite() {
    return true;
  }

  @Override
  public ExportReport write(ExportedSession session, OutputStream out) throws IOException {
    ForeignLines lines = lines(session.id(), out);
    try {
      session.forEach(lines::accept);
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
    return lines.end();
  }

  /** Returns a writer of a session in this format. */
  abstract ForeignLines lines(String sessionId, OutputStream out) throws IOException;

  /** Returns the kind of that name there; null if it is not known. */
  final @Nullable EventKind kindOf(String theirs) {
    return byTheirs.get(theirs);
  }

  /** Returns the kind as which an entry is written; null if there is none. */
  final @Nullable EventKind kindOf(Entry entry) {
    for (EventKind kind : kinds) {
      if (kind.ours().equals(entry.type()) && kind.isWritten().test(entry.event())) {
        return kind;
      }
    }
    return null;
  }

  /** Returns true if the name is one of the fields around each event, which are written anew. */
  boolean isOfEnvelope(String field) {
    return envelope.contains(field);
  }

  /** Returns the beginning of the types under which events are kept verbatim. */
  final String prefix() {
    return name.replace('-', '_') + ".";
  }

  /** Returns the type under which an event of that kind is kept verbatim. */
  final String verbatimType(String theirs) {
    boolean isName = theirs.length() <= MAX_KIND_CHARS
        && !theirs.isEmpty()
        && theirs.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-.".indexOf(c) >= 0);
    return prefix() + (isName ? WireNames.snakeCase(theirs) : "event");
  }
}
