package dev.daybook.read;

import static java.util.Objects.requireNonNull;

import dev.daybook.event.SessionEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The options of a reading. Immutable; start from {@link #strict()} or {@link #lenient()} and
 * change what differs.
 */
public final class ReadOptions {

  private static final int DEFAULT_MAX_LINE_BYTES = 16 << 20;
  private static final int MIN_MAX_LINE_BYTES = 256;

  private static final int LENIENT = 1;
  private static final int MISSING_AS_EMPTY = 1 << 1;
  private static final int UNKNOWN_AS_ERROR = 1 << 2;
  private static final int UNFIT_AS_UNKNOWN = 1 << 3;
  private static final int VERBATIM = 1 << 4;

  /** The bits of the switches that are on. */
  private final int switches;

  private final Set<String> types;
  private final Set<Class<? extends SessionEvent>> eventClasses;
  private final int maxLineBytes;
  private final int decoders;
  private final Consumer<BadLine> onBadLine;

  private ReadOptions(
      int switches,
      Set<String> types,
      Set<Class<? extends SessionEvent>> eventClasses,
      int maxLineBytes,
      int decoders,
      Consumer<BadLine> onBadLine) {
    this.switches = switches;
    this.types = types;
    this.eventClasses = eventClasses;
    this.maxLineBytes = maxLineBytes;
    this.decoders = decoders;
    this.onBadLine = onBadLine;
  }

  /**
   * Returns the options of a strict reading: it stops at the first bad line or data that does not
   * fit its type; a missing file is an error; unknown types are kept; lines to 16 MiB.
   */
  public static ReadOptions strict() {
    return new ReadOptions(0, Set.of(), Set.of(), DEFAULT_MAX_LINE_BYTES, 1, bad -> {});
  }

  /**
   * Returns {@link #strict()}, but bad lines are skipped and reported. Entries that do not fit
   * their type, or have no checksum, are kept and reported.
   */
  public static ReadOptions lenient() {
    return strict().withLenience(true);
  }

  /**
   * Returns a copy that skips and reports bad lines if true, and keeps unfit entries as
   * {@link #withUnfitAsUnknown} does; if false, one that stops at the first bad line, and is
   * otherwise the same.
   */
  public ReadOptions withLenience(boolean isLenient) {
    return with(isLenient ? LENIENT | UNFIT_AS_UNKNOWN : LENIENT, isLenient);
  }

  /**
   * Returns a copy to which a session without a file is an empty history if true, else an error.
   */
  public ReadOptions withMissingAsEmpty(boolean missingIsEmpty) {
    return with(MISSING_AS_EMPTY, missingIsEmpty);
  }

  /**
   * Returns a copy to which an entry of an unknown type is a bad line if true, else an
   * {@code Unknown}.
   */
  public ReadOptions withUnknownAsError(boolean unknownIsError) {
    return with(UNKNOWN_AS_ERROR, unknownIsError);
  }

  /**
   * Returns a copy that gives an entry whose data does not fit its type as {@code Unknown}, and
   * reports it, if true; else it is a bad line. A program needs this to read sessions that it
   * recorded before its types changed. Applies only to lines that their checksum proves; any other
   * is damaged.
   */
  public ReadOptions withUnfitAsUnknown(boolean keepsUnfit) {
    return with(UNFIT_AS_UNKNOWN, keepsUnfit);
  }

  /**
   * Returns a copy that gives every event as {@code Unknown}, its data as it stands, if true; else
   * known types are given as their records. For copies, which must keep fields that this program
   * does not know. What is known is not checked then; recording the copy checks it.
   */
  public ReadOptions withVerbatimData(boolean isVerbatim) {
    return with(VERBATIM, isVerbatim);
  }

  private ReadOptions with(int bits, boolean isOn) {
    int changed = isOn ? switches | bits : switches & ~bits;
    return new ReadOptions(changed, types, eventClasses, maxLineBytes, decoders, onBadLine);
  }

  /**
   * Returns a copy that gives the fold the entries of these types alone, under every name that a
   * type has or had, else as {@link #withTypes(Set)}; none for all. A class that the reader does
   * not know is found under its own name in snake_case.
   */
  @SafeVarargs
  public final ReadOptions withTypes(Class<? extends SessionEvent>... eventClasses) {
    Set<Class<? extends SessionEvent>> classes = new HashSet<>();
    for (Class<? extends SessionEvent> eventClass : eventClasses) {
      classes.add(eventClass);
    }
    return new ReadOptions(
        switches, Set.of(), Set.copyOf(classes), maxLineBytes, decoders, onBadLine);
  }

  /**
   * Returns a copy that gives the fold these types alone, by wire name, which is {@code tool_call}
   * and not {@code ToolCall}; empty for all. A registered type's includes its former names. The
   * others are checked for damage and order, and left out. A name that no entry has is no error:
   * {@link #withTypes(Class[])} cannot be misspelt.
   */
  public ReadOptions withTypes(Set<String> wireNames) {
    Set<String> names = Set.copyOf(wireNames);
    return new ReadOptions(switches, names, Set.of(), maxLineBytes, decoders, onBadLine);
  }

  /**
   * Returns a copy with that longest line to hold in memory, its line feed included; from 256. A
   * longer one is a bad line.
   */
  public ReadOptions withMaxLineBytes(int bytes) {
    if (bytes < MIN_MAX_LINE_BYTES) {
      throw new IllegalArgumentException(
          "maxLineBytes is too small: maxLineBytes=" + bytes + ", least=" + MIN_MAX_LINE_BYTES);
    }
    return new ReadOptions(switches, types, eventClasses, bytes, decoders, onBadLine);
  }

  /**
   * Returns a copy with so many threads to decode the lines of a file of some megabytes, for a
   * program with cores to spare; 1 for the reading thread alone. The entries, their order, the
   * thread that they are given on, and the faults stay the same. The threads are the reading's own
   * and gone when it ends; constructors of registered types run on them. Memory is that of two
   * pieces of the file more than there are threads, each half a megabyte and a longest line.
   */
  public ReadOptions withDecoders(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("decoders are too few: decoders=" + threads + ", least=1");
    }
    return new ReadOptions(switches, types, eventClasses, maxLineBytes, threads, onBadLine);
  }

  /**
   * Returns a copy with a listener for every line that is reported and does not end the reading, in
   * order, on the reading thread; lines in a row that are bad for the same reason come as one.
   */
  public ReadOptions withOnBadLine(Consumer<BadLine> listener) {
    requireNonNull(listener, "onBadLine");
    return new ReadOptions(switches, types, eventClasses, maxLineBytes, decoders, listener);
  }

  /** Returns true if bad lines are skipped and reported. */
  public boolean isLenient() {
    return has(LENIENT);
  }

  /** Returns true if a session without a file reads as an empty history. */
  public boolean missingIsEmpty() {
    return has(MISSING_AS_EMPTY);
  }

  /** Returns true if an entry of an unknown type is given as {@code Unknown}. */
  public boolean keepsUnknown() {
    return !has(UNKNOWN_AS_ERROR);
  }

  /** Returns true if an entry whose data does not fit its type is given as {@code Unknown}. */
  public boolean keepsUnfit() {
    return has(UNFIT_AS_UNKNOWN);
  }

  /** Returns true if every event's data is kept as it stands. */
  public boolean isVerbatim() {
    return has(VERBATIM);
  }

  private boolean has(int bit) {
    return (switches & bit) != 0;
  }

  /**
   * Returns the wire names to give to the fold; empty for all, or for those of
   * {@link #eventClasses}. Cannot be changed.
   */
  public Set<String> types() {
    return types;
  }

  /** Returns the classes of events to give to the fold, if they were given; cannot be changed. */
  public Set<Class<? extends SessionEvent>> eventClasses() {
    return eventClasses;
  }

  /** Returns the longest line to hold in memory. */
  public int maxLineBytes() {
    return maxLineBytes;
  }

  /** Returns the number of threads that decode a large file. */
  public int decoders() {
    return decoders;
  }

  /** Returns the listener for bad lines. */
  public Consumer<BadLine> onBadLine() {
    return onBadLine;
  }
}
