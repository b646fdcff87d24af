package dev.daybook.internal.usage;

import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.WireNames;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.json.fast.ByteHash;
import java.time.Instant;
import java.util.Set;

/**
 * The hash of an entry that a copy of it in another session has too. An entry with an id of its
 * agent's is the same wherever type, time and id are, and in sessions of one family, those that
 * were imported under one name, wherever type, day and id are: a source that was written anew may
 * give it another time, and another one under its name may count its ids from the first again. One
 * that is named by the number of its line in the source, or by none, is the same where type, time
 * and data are, in sessions of one family alone. Of calls and results the data has the call's id,
 * so that their time, which a source may lack, is not asked for.
 */
final class EntryMark {

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long SECONDS_A_DAY = 86_400;
  private static final long PRIME = 0x100000001b3L;

  private static final Set<String> WITH_CALL_ID =
      Set.of(WireNames.of(ToolCall.class), WireNames.of(ToolResult.class));

  /** The bytes behind the data: a brace and the checksum, which covers the session's id too. */
  private static final int BYTES_BEHIND = 18;

  private final byte[] quotedSessionId;
  private final long family;

  /** @param family the name that the sessions share which are imports of one source */
  EntryMark(byte[] quotedSessionId, String family) {
    this.quotedSessionId = quotedSessionId;
    this.family = hash(OFFSET, family);
  }

  /** Returns the hash of any entry that was read anywhere, by the one of its line. */
  static long anywhere(long mark, Instant ts) {
    return done(withTime(mark, ts));
  }

  /** Returns the hash of an entry that was read in a session of that family, likewise. */
  static long within(String family, long mark, Instant ts) {
    long day = Math.floorDiv(ts.getEpochSecond(), SECONDS_A_DAY);
    return done(hash(hash(mark, day), family));
  }

  /**
   * Returns the hash of an entry's line, also of one without an id; 0 if it has another form. The
   * time of one with an id is no part of it.
   */
  long of(LineHeader header, Instant ts, byte[] line, int to) {
    long named = ofNamed(header, line);
    if (named != 0) {
      return named;
    }
    int data = header.dataBehindId(quotedSessionId);
    if (data < 0 || data >= to - BYTES_BEHIND) {
      return 0;
    }
    long type = hash(OFFSET, header.type());
    long start = WITH_CALL_ID.contains(header.type()) ? type : withTime(type, ts);
    return done(hash(hash(start, family), line, data, to - BYTES_BEHIND));
  }

  /** Returns the hash of the line of an entry with an id of its agent's; 0 for another one. */
  long ofNamed(LineHeader header, byte[] line) {
    int id = header.idBehind(quotedSessionId);
    if (id < 0) {
      return 0;
    }
    int data = header.dataBehindId(quotedSessionId);
    int end = id + 1;
    boolean isNumber = true;
    while (end < data && line[end] != '"') {
      boolean isDigit = line[end] >= '0' && line[end] <= '9';
      isNumber &= isDigit || (end > id + 1 && (line[end] == '#' || line[end] == ':'));
      end += line[end] == '\\' ? 2 : 1;
    }
    return isNumber || end >= data ? 0 : done(hash(hash(OFFSET, header.type()), line, id, end));
  }

  private static long withTime(long hash, Instant ts) {
    return hash(hash(hash, ts.getEpochSecond()), ts.getNano());
  }

  private static long hash(long from, String text) {
    long hash = from;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }

  private static long hash(long from, long number) {
    return (from ^ number ^ (number >>> 32)) * PRIME;
  }

  private static long hash(long from, byte[] bytes, int at, int to) {
    return hash(from, ByteHash.of(bytes, at, to));
  }

  private static long done(long hash) {
    long spread = (hash ^ (hash >>> 29)) * 0xbf58476d1ce4e5b9L;
    return spread == 0 ? 1 : spread;
  }
}
