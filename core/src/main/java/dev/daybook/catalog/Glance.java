package dev.daybook.catalog;

import dev.daybook.catalog.FileEnds.Range;
import dev.daybook.codec.EntryDecoder;
import dev.daybook.codec.JsonBeginning;
import dev.daybook.codec.LineHead;
import dev.daybook.event.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.UserMessage;
import dev.daybook.event.WireNames;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the lines at the ends of a session's file tell. Every complete line that was read is
 * checked: that it is what its writer wrote, and that its seq follows. Used once, by one thread.
 */
final class Glance {

  private static final String USER_MESSAGE = WireNames.of(UserMessage.class);
  private static final String SESSION_STARTED = WireNames.of(SessionStarted.class);
  private static final String SESSION_ENDED = WireNames.of(SessionEnded.class);

  private final EntryDecoder decoder;

  private String words = "";
  private String givenTitle = "";
  private boolean isDamaged;
  private @Nullable Instant created;
  private @Nullable Line last;

  private Glance(EntryDecoder decoder) {
    this.decoder = decoder;
  }

  /** A line that is good. */
  private record Line(long seq, String type, @Nullable Instant ts) {}

  static Glance of(FileEnds ends, EntryDecoder decoder) {
    Glance glance = new Glance(decoder);
    glance.readHead(ends);
    if (!ends.headIsWholeFile()) {
      glance.readTail(ends);
    }
    return glance;
  }

  private void readHead(FileEnds ends) {
    Range head = ends.head();
    byte[] bytes = head.bytes();
    int from = head.from();
    long seq = 0;
    for (int to = lineFeed(bytes, from, head.to()); to < head.to(); ) {
      Line line = line(bytes, from, to, seq);
      if (line != null) {
        readTitle(line.type(), bytes, from, to);
        if (seq == 0) {
          created = line.ts();
        }
      }
      last = line;
      seq++;
      from = to + 1;
      to = lineFeed(bytes, from, head.to());
    }
    if (!ends.headIsWholeFile()) {
      readCutLine(bytes, from, head.to(), seq);
    }
  }

  /** The line that the head ends in, which nothing vouches for. */
  private void readCutLine(byte[] bytes, int from, int to, long seq) {
    LineHead head = LineHead.ofBeginning(bytes, from, to);
    if (head != null && head.seq() == seq) {
      readTitle(head.type(), bytes, from, to);
      if (seq == 0) {
        created = head.ts(bytes, from, to);
      }
    }
  }

  private void readTail(FileEnds ends) {
    Range tail = ends.tail();
    last = null;
    isDamaged |= !ends.tailIsFound();
    int from = tail.from();
    long seq = -1;
    while (from < tail.to()) {
      int to = lineFeed(tail.bytes(), from, tail.to());
      last = line(tail.bytes(), from, to, seq);
      seq = last == null ? -1 : last.seq() + 1;
      from = to + 1;
    }
  }

  /**
   * A line, if it is good.
   *
   * @param expectedSeq what its seq has to be; -1 if it may be any
   */
  private @Nullable Line line(byte[] bytes, int from, int to, long expectedSeq) {
    Line line = read(bytes, from, to);
    isDamaged |= line == null || (expectedSeq >= 0 && line.seq() != expectedSeq);
    return line;
  }

  private @Nullable Line read(byte[] bytes, int from, int to) {
    LineHead head = LineHead.of(bytes, from, to);
    Instant ts = head == null ? null : head.ts(bytes, from, to);
    if (head != null && ts != null) {
      return new Line(head.seq(), head.type(), ts);
    }
    try {
      Entry entry = decoder.decode(bytes, from, to);
      return entry.seq() == Long.MAX_VALUE ? null : new Line(entry.seq(), entry.type(), entry.ts());
    } catch (DaybookException bad) {
      return null;
    }
  }

  private void readTitle(String type, byte[] bytes, int from, int to) {
    if (words.isEmpty() && type.equals(USER_MESSAGE)) {
      words = title(bytes, from, to, "text");
    } else if (givenTitle.isEmpty() && type.equals(SESSION_STARTED)) {
      givenTitle = title(bytes, from, to, "title");
    }
  }

  private static String title(byte[] bytes, int from, int to, String field) {
    return JsonBeginning.of(bytes, from, to, "data", field)
        .map(found -> Title.OF_LISTS.of(found.text(), found.isWhole()))
        .orElse("");
  }

  private static int lineFeed(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return end;
  }

  String title() {
    return words.isEmpty() ? givenTitle : words;
  }

  /** How many entries there are; null if nobody can tell. */
  @Nullable
  Long entries() {
    if (last != null) {
      return last.seq() + 1;
    }
    return isDamaged ? null : 0L;
  }

  @Nullable
  Instant created() {
    return created;
  }

  @Nullable
  Instant updated() {
    return last == null ? null : last.ts();
  }

  boolean isEnded() {
    return last != null && last.type().equals(SESSION_ENDED);
  }

  boolean isDamaged() {
    return isDamaged;
  }
}
