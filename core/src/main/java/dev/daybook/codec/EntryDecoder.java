package dev.daybook.codec;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * A decoder of one line of a session's file to its {@link Entry}. Any thread; lines do not affect
 * each other.
 *
 * <p>The checksum is verified when there is one. The keys may come in any order, and a line may
 * lack its checksum, so that files that other programs wrote can be read; every other part is
 * required. A line that ends in a checksum whose name is damaged does not count as lacking one.
 */
public final class EntryDecoder {

  private static final long VERSION = 1;
  private static final int MAX_NAME_CHARS = 60;

  private final EventTypes types;
  private final boolean keepsUnknown;
  private final boolean keepsUnfit;
  private final @Nullable EventTypes typesOfData;
  private final PlainLine plainLine;

  /**
   * @param types the types to give back as their records
   * @param keepsUnknown true if an entry of another type is an {@link Unknown}; false if it is an
   *     error
   */
  public EntryDecoder(EventTypes types, boolean keepsUnknown) {
    this(types, keepsUnknown, false);
  }

  /**
   * @param types the types to know
   * @param keepsUnknown true if an entry of another type is an {@link Unknown}; false if it is an
   *     error
   * @param isVerbatim true if every entry's data is kept as it stands, so that each event is an
   *     {@link Unknown}
   */
  public EntryDecoder(EventTypes types, boolean keepsUnknown, boolean isVerbatim) {
    this(types, keepsUnknown, false, isVerbatim);
  }

  private EntryDecoder(
      EventTypes types, boolean keepsUnknown, boolean keepsUnfit, boolean isVerbatim) {
    this.types = types;
    this.keepsUnknown = keepsUnknown;
    this.keepsUnfit = keepsUnfit;
    this.typesOfData = isVerbatim ? null : types;
    this.plainLine = new PlainLine(types, keepsUnknown, isVerbatim);
  }

  /**
   * Returns a decoder that gives entries of other types as {@link Unknown}, and also those that
   * {@link #unfit} gives.
   *
   * @param types the types to give back as their records, where the data is theirs
   */
  public static EntryDecoder ofAnyData(EventTypes types) {
    return new EntryDecoder(types, true, true, false);
  }

  /**
   * Decodes the line in {@code [from, to)}, its line feed excluded.
   *
   * @throws DaybookException if the line is not an entry of format 1 or not what was written; the
   *     kind is the reason, and the message quotes nothing of the line's data
   */
  public Entry decode(byte[] line, int from, int to) {
    boolean crcPresent = LineCrc.isPresent(line, from, to);
    if (crcPresent && !LineCrc.matches(line, from, to)) {
      throw crcMismatch("line is not what was written");
    }
    if (crcPresent) {
      Entry entry = plainLine.read(line, from, to);
      if (entry != null) {
        return entry;
      }
    }
    try {
      return parse(line, from, to, crcPresent);
    } catch (DaybookException fault) {
      Entry unfit = keepsUnfit && crcPresent ? unfit(line, from, to) : null;
      if (unfit == null) {
        throw fault;
      }
      return unfit;
    }
  }

  /**
   * Returns the entry of a line that {@link #decode} refuses for its data alone: its checksum
   * proves that it is what was recorded, so its type has changed since. The event is an
   * {@link Unknown} with the data as it stands. Returns null if something else is wrong with the
   * line, or nothing proves it.
   */
  public @Nullable Entry unfit(byte[] line, int from, int to) {
    if (!ProvedLines.isOne(line, from, to)) {
      return null;
    }
    try {
      Entry entry = new EntryDecoder(types, true, true).decode(line, from, to);
      return types.contains(entry.type()) ? entry : null;
    } catch (DaybookException unreadable) {
      return null;
    }
  }

  /** Decodes a line whose checksum, if it is there, is right. */
  Entry parse(byte[] line, int from, int to, boolean crcPresent) {
    Envelope envelope = Envelope.read(line, from, to, typesOfData);
    if (envelope.hasCrc && !crcPresent) {
      throw crcMismatch("crc is not 8 lower-case hex digits at the end of the line");
    }
    if (!envelope.hasCrc && LineCrc.isDamaged(line, from, to)) {
      throw crcMismatch("the line ends in what was a crc");
    }
    if (!envelope.hasCrc && isCrcParted(envelope, line, from, to)) {
      throw crcMismatch("the line ends in what was a crc before other fields were put into it");
    }
    String type = envelope.requireType();
    long version = Envelope.require(envelope.version, "v");
    if (version != VERSION) {
      throw DaybookException.of(
          Kind.UNSUPPORTED_VERSION,
          "a newer Daybook wrote this; read it with that one",
          "v",
          version);
    }
    long seq = Envelope.require(envelope.seq, "seq");
    if (seq < 0) {
      throw DaybookException.of(Kind.INVALID_VALUE, "seq is negative", "seq", seq);
    }
    SessionEvent event = envelope.requireEvent(typesOfData);
    if (!keepsUnknown && !types.contains(type)) {
      throw unknownType(type);
    }
    return new Entry(
        seq,
        Envelope.require(envelope.ts, "ts"),
        Envelope.require(envelope.sessionId, "session_id"),
        envelope.id,
        type,
        event);
  }

  private static boolean isCrcParted(Envelope envelope, byte[] line, int from, int to) {
    String first = envelope.firstBehindData;
    String last = envelope.lastBehindData;
    return first != null && last != null && LineCrc.isParted(first, last, line, from, to);
  }

  /**
   * Returns the error, which names the type unless it may be any text: parts of two lines can make
   * one.
   */
  private static DaybookException unknownType(String type) {
    boolean isName = type.length() <= MAX_NAME_CHARS
        && type.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-.:/".indexOf(c) >= 0);
    return isName
        ? DaybookException.of(Kind.UNKNOWN_TYPE, "no such event type", "type", type)
        : DaybookException.of(
            Kind.UNKNOWN_TYPE,
            "no such event type, nor a name that one could have",
            "typeChars",
            type.length());
  }

  private static DaybookException crcMismatch(String reason) {
    return DaybookException.of(Kind.CRC_MISMATCH, reason);
  }
}
