package dev.daybook.internal.json;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * A decoder of one line of a session's file to its {@link Entry}. Any thread; lines do not affect
 * each other.
 *
 * <p>The keys may come in any order, so that files that other programs wrote can be read; the
 * checksum comes last. Every part but the caller's id is required.
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
    return decode(line, from, to, true);
  }

  /**
   * Decodes the line as {@link #decode(byte[], int, int)} does, and one without a checksum too. No
   * one can say that such an entry was recorded, so the caller reports it.
   */
  public Entry decodeUnproved(byte[] line, int from, int to) {
    return decode(line, from, to, false);
  }

  private Entry decode(byte[] line, int from, int to, boolean needsCrc) {
    boolean hasCrc = LineCrc.isPresent(line, from, to);
    if (hasCrc && !LineCrc.matches(line, from, to)) {
      throw crcMismatch("line is not what was written");
    }
    Entry entry = hasCrc ? plainLine.read(line, from, to) : null;
    if (entry == null) {
      try {
        entry = parse(line, from, to, hasCrc);
      } catch (DaybookException fault) {
        entry = keepsUnfit ? unfit(line, from, to) : null;
        if (entry == null) {
          throw fault;
        }
      }
    }
    if (needsCrc && !hasCrc) {
      throw DaybookException.of(Kind.MISSING_CRC, "the line has no checksum that would prove it");
    }
    return entry;
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

  /** Decodes a line whose checksum, if it is in its place, is right. */
  Entry parse(byte[] line, int from, int to, boolean hasCrc) {
    Envelope envelope = Envelope.read(line, from, to, typesOfData);
    if (envelope.hasCrc && !hasCrc) {
      throw crcMismatch("crc is not 8 lower-case hex digits at the end of the line");
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
