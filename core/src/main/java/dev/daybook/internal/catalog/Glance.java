package dev.daybook.internal.catalog;

import dev.daybook.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.Note;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.UserMessage;
import dev.daybook.event.WireNames;
import dev.daybook.internal.catalog.FileEnds.Range;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.JsonBeginning;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.json.ProvedLines;
import dev.daybook.internal.line.EntryOrder;
import dev.daybook.internal.line.LineFeeds;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The content of the lines at the ends of a session's file. Every complete line that was read is
 * checked for being as its writer wrote it, and for its seq. Used once, by one thread, before the
 * next file is read.
 */
final class Glance {

  private static final String USER_MESSAGE = WireNames.of(UserMessage.class);
  private static final String SESSION_STARTED = WireNames.of(SessionStarted.class);
  private static final String NOTE = WireNames.of(Note.class);
  private static final String GAP = WireNames.of(Gap.class);
  private static final String SESSION_ENDED = WireNames.of(SessionEnded.class);

  /** The bytes read of a line for its title: nearly always enough. */
  private static final int TITLE_BYTES = 384;

  private final EntryDecoder decoder;
  private final String id;
  private final byte[] quotedId;

  private final Title form;
  private String words = "";
  private @Nullable Range started;
  private boolean isDamaged;

  /** The session of the first line that can be read; null without one. */
  private @Nullable String owner;

  private @Nullable Instant created;
  private long firstSeq;
  private @Nullable Line last;

  /** The last good line that is no annotation: one from outside is no activity of the session. */
  private @Nullable Line lastActive;

  private Glance(EntryDecoder decoder, String id, Title form) {
    this.decoder = decoder;
    this.id = id;
    this.form = form;
    this.quotedId = BatchEncoder.quoted(id);
  }

  /** A line that is good, and where it is. */
  private record Line(long seq, String type, Range range) {}

  /**
   * @param ends read; the file is still open, since more may be wanted
   * @param id the session that the file is named after
   * @param form the length that the user's words may have
   */
  static Glance of(FileEnds ends, EntryDecoder decoder, String id, Title form) throws IOException {
    Glance glance = new Glance(decoder, id, form);
    glance.readHead(ends);
    if (!ends.headIsWholeFile()) {
      glance.readTail(ends);
    }
    return glance;
  }

  private void readHead(FileEnds ends) throws IOException {
    byte[] bytes = ends.head().bytes();
    int from = 0;
    int searched = 0;
    boolean isFirst = true;
    long seq = 0;
    while (true) {
      int to = LineFeeds.first(bytes, searched, ends.head().to());
      if (to < 0) {
        searched = ends.head().to();
        if (words.isEmpty() && ends.readMoreOfHead()) {
          continue;
        }
        break;
      }
      if (isFirst) {
        firstSeq = seq = firstSeqOf(bytes, from, to);
      }
      Line line = line(bytes, from, to, seq);
      if (line != null) {
        readTitle(line.type(), bytes, from, to);
        if (isFirst) {
          created = ts(line);
        }
      }
      ended(line);
      isFirst = false;
      seq++;
      from = to + 1;
      searched = from;
    }
    if (!ends.headIsWholeFile()) {
      readCutLine(bytes, from, ends.head().to(), seq);
    }
  }

  /** Returns the seq of a gap that begins the file and counts all before it; 0 if there is none. */
  private long firstSeqOf(byte[] bytes, int from, int to) {
    LineHeader header = LineHeader.ofBeginning(bytes, from, to);
    if (header == null || !header.type().equals(GAP)) {
      return 0;
    }
    return EntryOrder.isBeginning(bytes, from, to) ? header.seq() : 0;
  }

  /** Reads the line that the head ends in, which no checksum covers. */
  private void readCutLine(byte[] bytes, int from, int to, long seq) {
    LineHeader header = LineHeader.ofBeginning(bytes, from, to);
    if (header != null && header.seq() == seq) {
      readTitle(header.type(), bytes, from, to);
      if (seq == 0) {
        created = header.ts();
      }
    }
  }

  private void readTail(FileEnds ends) {
    Range tail = ends.tail();
    last = null;
    lastActive = null;
    isDamaged |= !ends.tailIsFound();
    int from = tail.from();
    long seq = -1;
    while (from < tail.to()) {
      int to = LineFeeds.first(tail.bytes(), from, tail.to());
      ended(line(tail.bytes(), from, to, seq));
      seq = last == null ? -1 : last.seq() + 1;
      from = to + 1;
    }
  }

  /** Takes the line as the last one, until there is another. */
  private void ended(@Nullable Line line) {
    last = line;
    if (line == null) {
      lastActive = null;
    } else if (!isAnnotation(line)) {
      lastActive = line;
    }
  }

  private boolean isAnnotation(Line line) {
    Range range = line.range();
    return line.type().equals(NOTE)
        && JsonBeginning.ofData(range.bytes(), range.from(), range.to(), quotedId, "kind")
            .filter(kind -> kind.isWhole() && kind.text().equals(Note.ANNOTATION))
            .isPresent();
  }

  /**
   * Returns the last line, annotations aside; the last one where all that were read are such, and
   * null where it cannot be read.
   */
  private @Nullable Line active() {
    return lastActive == null ? last : lastActive;
  }

  /**
   * Returns the line if it is good, else null.
   *
   * @param expectedSeq the seq that it must have; -1 if it may be any
   */
  private @Nullable Line line(byte[] bytes, int from, int to, long expectedSeq) {
    LineHeader header = LineHeader.of(bytes, from, to, quotedId);
    Range range = new Range(bytes, from, to);
    @Nullable Line line = header == null ? null : new Line(header.seq(), header.type(), range);
    @Nullable String of = id;
    if (header == null) {
      Entry entry = decoded(bytes, from, to);
      line = entry == null ? null : new Line(entry.seq(), entry.type(), range);
      of = entry == null ? null : entry.sessionId();
      isDamaged |= !ProvedLines.isOne(bytes, from, to);
    }
    owner = owner == null ? of : owner;
    isDamaged |= of != null && !of.equals(id);
    if (line == null || (expectedSeq >= 0 && line.seq() != expectedSeq)) {
      isDamaged = true;
    }
    return line;
  }

  private @Nullable Entry decoded(byte[] bytes, int from, int to) {
    try {
      Entry entry = decoder.decodeUnproved(bytes, from, to);
      return entry.seq() == Long.MAX_VALUE ? null : entry;
    } catch (DaybookException bad) {
      return null;
    }
  }

  private @Nullable Instant ts(Line line) {
    Range range = line.range();
    LineHeader header = LineHeader.ofBeginning(range.bytes(), range.from(), range.to());
    Instant ts = header == null ? null : header.ts();
    Entry entry = ts == null ? decoded(range.bytes(), range.from(), range.to()) : null;
    return entry == null ? ts : entry.ts();
  }

  private void readTitle(String type, byte[] bytes, int from, int to) {
    if (words.isEmpty() && type.equals(USER_MESSAGE)) {
      words = title(new Range(bytes, from, to), "text");
    } else if (started == null && type.equals(SESSION_STARTED)) {
      started = new Range(bytes, from, to);
    }
  }

  private String title(Range line, String field) {
    int enough = Math.min(line.to(), line.from() + TITLE_BYTES);
    return JsonBeginning.ofData(line.bytes(), line.from(), enough, quotedId, field)
        .filter(found -> found.isWhole() || form.isIn(found.text()))
        .or(() -> JsonBeginning.ofData(line.bytes(), line.from(), line.to(), quotedId, field))
        .map(found -> form.of(found.text(), found.isWhole()))
        .orElse("");
  }

  /** Returns the string in a field of what the session was started with; empty without one. */
  Optional<String> started(String field) {
    Range line = started;
    return line == null
        ? Optional.empty()
        : JsonBeginning.ofData(line.bytes(), line.from(), line.to(), quotedId, field)
            .filter(JsonBeginning::isWhole)
            .map(JsonBeginning::text)
            .filter(text -> !text.isBlank());
  }

  String title() {
    String given = started == null ? "" : title(started, "title");
    return given.isEmpty() ? words : given;
  }

  /** Returns the first words of the user; empty if the session was started with a title. */
  String opening() {
    return started == null || title(started, "title").isEmpty() ? words : "";
  }

  /** Returns the number of entries; empty if that cannot be known. */
  OptionalLong entries() {
    if (last != null) {
      return OptionalLong.of(last.seq() + 1 - firstSeq);
    }
    return isDamaged ? OptionalLong.empty() : OptionalLong.of(0);
  }

  Optional<Instant> created() {
    return Optional.ofNullable(created);
  }

  /**
   * Returns the time of the last entry that is no annotation, or of the first one where that is
   * younger, as a fork's is.
   */
  @Nullable
  Instant updated() {
    Line active = active();
    Instant updated = active == null ? null : ts(active);
    return updated != null && created != null && updated.isBefore(created) ? created : updated;
  }

  boolean isEnded() {
    Line active = active();
    return active != null && active.type().equals(SESSION_ENDED);
  }

  boolean isDamaged() {
    return isDamaged;
  }

  /** Returns the session of which the file is a copy under another name; empty if it is its own. */
  Optional<String> copyOf() {
    return Optional.ofNullable(owner).filter(of -> !of.equals(id));
  }
}
