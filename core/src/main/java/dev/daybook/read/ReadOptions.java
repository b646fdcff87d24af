package dev.daybook.read;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.function.Consumer;

/**
 * The options of a reading. Immutable; start from {@link #strict()} or {@link #lenient()} and
 * change what differs.
 *
 * @param isLenient true to skip and report bad lines; false to stop the reading at the first one
 * @param missingIsEmpty true if a session without a file reads as an empty history; false if it is
 *     an error
 * @param keepsUnknown true if an entry of an unknown type is given as {@code Unknown}; false if it
 *     is a bad line
 * @param keepsUnfit true if an entry whose data does not fit its type, though its checksum proves
 *     that it is what was recorded, is given as {@code Unknown} and reported; false if it is a bad
 *     line
 * @param isVerbatim true if every event is given as {@code Unknown}, its data as it stands: for
 *     copies, which must keep fields that this program does not know. What is known is not checked
 *     then; recording the copy checks it
 * @param types the wire names to give to the fold; empty for all. A registered type's includes its
 *     former names. The others are checked for damage and order, and left out
 * @param maxLineBytes the longest line to hold in memory, its line feed included; from 256. A
 *     longer one is a bad line
 * @param decoders the number of threads that decode the lines of a large file; 1 for the reading
 *     thread alone
 * @param onBadLine is given every line that is reported and does not end the reading, in order, on
 *     the reading thread; lines in a row that are bad for the same reason as one
 */
public record ReadOptions(
    boolean isLenient,
    boolean missingIsEmpty,
    boolean keepsUnknown,
    boolean keepsUnfit,
    boolean isVerbatim,
    Set<String> types,
    int maxLineBytes,
    int decoders,
    Consumer<BadLine> onBadLine) {

  private static final int DEFAULT_MAX_LINE_BYTES = 16 << 20;
  private static final int MIN_MAX_LINE_BYTES = 256;

  public ReadOptions {
    types = Set.copyOf(types);
    requireNonNull(onBadLine, "onBadLine");
    if (maxLineBytes < MIN_MAX_LINE_BYTES) {
      throw new IllegalArgumentException("maxLineBytes is too small: maxLineBytes="
          + maxLineBytes
          + ", least="
          + MIN_MAX_LINE_BYTES);
    }
    if (decoders < 1) {
      throw new IllegalArgumentException(
          "decoders are too few: decoders=" + decoders + ", least=1");
    }
  }

  /**
   * Returns the options of a strict reading: it stops at the first bad line or data that does not
   * fit its type; a missing file is an error; unknown types are kept; lines to 16 MiB.
   */
  public static ReadOptions strict() {
    return new ReadOptions(
        false, false, true, false, false, Set.of(), DEFAULT_MAX_LINE_BYTES, 1, bad -> {});
  }

  /**
   * Returns {@link #strict()}, but bad lines are skipped and reported. Entries that do not fit
   * their type, or have no checksum, are kept and reported.
   */
  public static ReadOptions lenient() {
    return new ReadOptions(
        true, false, true, true, false, Set.of(), DEFAULT_MAX_LINE_BYTES, 1, bad -> {});
  }

  /** Returns these options, but a session without a file is an empty history. */
  public ReadOptions withMissingAsEmpty() {
    return new ReadOptions(
        isLenient,
        true,
        keepsUnknown,
        keepsUnfit,
        isVerbatim,
        types,
        maxLineBytes,
        decoders,
        onBadLine);
  }

  /** Returns these options, but an entry of an unknown type is a bad line. */
  public ReadOptions withUnknownAsError() {
    return new ReadOptions(
        isLenient,
        missingIsEmpty,
        false,
        keepsUnfit,
        isVerbatim,
        types,
        maxLineBytes,
        decoders,
        onBadLine);
  }

  /**
   * Returns these options, but an entry whose data does not fit its type is given as
   * {@code Unknown} and reported. A program needs this to read sessions that it recorded before its
   * types changed. Applies only to lines that their checksum proves; any other is damaged.
   */
  public ReadOptions withUnfitAsUnknown() {
    return new ReadOptions(
        isLenient,
        missingIsEmpty,
        keepsUnknown,
        true,
        isVerbatim,
        types,
        maxLineBytes,
        decoders,
        onBadLine);
  }

  /** Returns these options, but every event's data is kept as it stands. */
  public ReadOptions withVerbatimData() {
    return new ReadOptions(
        isLenient,
        missingIsEmpty,
        keepsUnknown,
        keepsUnfit,
        true,
        types,
        maxLineBytes,
        decoders,
        onBadLine);
  }

  /** Returns these options, but the data of known types is given as their records. */
  public ReadOptions withDecodedData() {
    return new ReadOptions(
        isLenient,
        missingIsEmpty,
        keepsUnknown,
        keepsUnfit,
        false,
        types,
        maxLineBytes,
        decoders,
        onBadLine);
  }

  /** Returns these options, but only entries of these types reach the fold. */
  public ReadOptions withTypes(Set<String> wireNames) {
    return new ReadOptions(
        isLenient,
        missingIsEmpty,
        keepsUnknown,
        keepsUnfit,
        isVerbatim,
        wireNames,
        maxLineBytes,
        decoders,
        onBadLine);
  }

  /** Returns these options with another line limit. */
  public ReadOptions withMaxLineBytes(int bytes) {
    return new ReadOptions(
        isLenient,
        missingIsEmpty,
        keepsUnknown,
        keepsUnfit,
        isVerbatim,
        types,
        bytes,
        decoders,
        onBadLine);
  }

  /**
   * Returns these options, but that many threads decode the lines of a file of some megabytes or
   * more, for a program with cores to spare. The entries, their order, the thread that they are
   * given on, and the faults stay the same. The threads are the reading's own and gone when it
   * ends; constructors of registered types run on them. Memory is that of two pieces of the file
   * more than there are threads, each half a megabyte and a longest line.
   */
  public ReadOptions withDecoders(int threads) {
    return new ReadOptions(
        isLenient,
        missingIsEmpty,
        keepsUnknown,
        keepsUnfit,
        isVerbatim,
        types,
        maxLineBytes,
        threads,
        onBadLine);
  }

  /** Returns these options with a listener for bad lines. */
  public ReadOptions withOnBadLine(Consumer<BadLine> listener) {
    return new ReadOptions(
        isLenient,
        missingIsEmpty,
        keepsUnknown,
        keepsUnfit,
        isVerbatim,
        types,
        maxLineBytes,
        decoders,
        listener);
  }

  /**
   * Returns these options, but bad lines are skipped and reported, and entries that do not fit
   * their type are kept.
   */
  public ReadOptions withLenience() {
    return new ReadOptions(
        true,
        missingIsEmpty,
        keepsUnknown,
        true,
        isVerbatim,
        types,
        maxLineBytes,
        decoders,
        onBadLine);
  }
}
