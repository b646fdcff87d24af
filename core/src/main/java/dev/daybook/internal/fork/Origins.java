package dev.daybook.internal.fork;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.catalog.Lineage.Problem;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionFork;
import dev.daybook.event.WireNames;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.json.Restated;
import dev.daybook.internal.line.EntryOrder;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.LineCursor;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The origin of each session of a folder, according to its first entry. Used once, by one thread.
 */
final class Origins {

  private static final String FORK = WireNames.of(SessionFork.class);

  /**
   * The parent and the place of a fork.
   *
   * @param parent null if the session is no fork, or names an invalid parent id
   * @param forkedToSeq null if it is no fork
   */
  record Origin(@Nullable String parent, @Nullable Long forkedToSeq) {
    static final Origin NONE = new Origin(null, null);
  }

  private final SessionFolder folder;
  private final EntryDecoder decoder;
  private final int maxLineBytes;
  private final Map<String, Origin> origins = new TreeMap<>();
  private final Set<String> unread = new TreeSet<>();
  private final List<Problem> problems = new ArrayList<>();

  Origins(SessionFolder folder, EventTypes types, int maxLineBytes) {
    this.folder = folder;
    this.decoder = new EntryDecoder(types, true);
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * Returns the origins by session, in the order of the ids, of the sessions that could be read.
   */
  Map<String, Origin> bySession() {
    return Collections.unmodifiableMap(origins);
  }

  List<Problem> problems() {
    return problems;
  }

  /** Returns true if the session has a file, readable or not. */
  boolean exists(String session) {
    return origins.containsKey(session) || unread.contains(session);
  }

  /**
   * Reads the first entry of each session.
   *
   * @throws IOException if the folder cannot be listed
   */
  void read() throws IOException {
    List<SessionId> ids = new ArrayList<>(folder.names().ids());
    ids.sort(Comparator.comparing(SessionId::value));
    for (SessionId id : ids) {
      try {
        origins.put(id.value(), originOf(id));
      } catch (NoSuchFileException gone) {
        // it was deleted since the folder was listed
      } catch (ClosedByInterruptException interrupted) {
        throw interrupted;
      } catch (IOException e) {
        skip(id, ReadErrors.of(e, "cannot read", "session", id));
      } catch (DaybookException fault) {
        skip(id, fault);
      }
    }
  }

  private void skip(SessionId id, DaybookException fault) {
    unread.add(id.value());
    problems.add(new Problem(id.value(), Restated.with(fault, "session", id)));
  }

  private Origin originOf(SessionId id) throws IOException {
    try (SessionSource source = SessionSource.open(folder.file(id))) {
      ForwardCursor lines = ForwardCursor.forFewLines(source, 0, source.size(), maxLineBytes);
      return lines.next() ? originOf(id, lines) : Origin.NONE;
    }
  }

  private Origin originOf(SessionId id, LineCursor line) {
    LineHeader header = line.header(BatchEncoder.quoted(id.value()));
    if (header != null && header.seq() == 0 && !header.type().equals(FORK)) {
      return Origin.NONE;
    }
    Entry entry = line.decode(decoder);
    EntryOrder order = new EntryOrder(id.value(), 0);
    order.begins(entry);
    DaybookException fault = order.next(entry);
    if (fault != null) {
      throw fault.kind() == Kind.WRONG_SESSION ? Restated.and(fault, EntryOrder.OWN_NAME) : fault;
    }
    return entry.event() instanceof SessionFork fork ? originOf(id, fork) : Origin.NONE;
  }

  /**
   * Returns the origin of a fork. An id from a file is untrusted text, so it is checked as a
   * session id.
   */
  private Origin originOf(SessionId id, SessionFork fork) {
    String parent = null;
    try {
      parent = new SessionId(fork.parentSessionId()).value();
    } catch (DaybookException hostile) {
      problems.add(new Problem(id.value(), Restated.with(hostile, "session", id)));
    }
    return new Origin(parent, fork.forkedToSeq());
  }
}
