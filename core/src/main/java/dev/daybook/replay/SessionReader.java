package dev.daybook.replay;

import dev.daybook.codec.BatchEncoder;
import dev.daybook.codec.EntryDecoder;
import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.event.InferenceSettings;
import dev.daybook.event.InferenceSettingsChanged;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A reader of one session's file, for any number of readings. Immutable; each reading opens a
 * channel of its own and belongs to its thread. Memory is one line at a time, or with several
 * decoders a few pieces of the file, whatever the file's size.
 *
 * <p>A strict reading ends at the first bad line with an exception that names line, offset and
 * reason. A lenient one reports it and goes on. In both a torn tail is left out and reported, and
 * each entry's seq must follow the one before it, from 0: a file is trusted only as a whole. Each
 * entry must also be of the session that is read, where the reader knows its id.
 */
public final class SessionReader {

  private final Path file;
  private final ReadOptions options;
  private final EventTypes types;
  private final @Nullable String sessionId;
  private final WantedTypes wanted;
  private final EntryDecoder decoder;
  private final int pieceBytes;

  private SessionReader(
      Path file,
      EventTypes types,
      ReadOptions options,
      @Nullable String sessionId,
      int pieceBytes) {
    this.file = file;
    this.options = options.withTypes(types.andFormer(options.types()));
    this.types = types;
    this.sessionId = sessionId;
    this.pieceBytes = pieceBytes;
    this.wanted = new WantedTypes(
        types, this.options, sessionId == null ? null : BatchEncoder.quoted(sessionId));
    this.decoder = new EntryDecoder(types, options.keepsUnknown(), options.isVerbatim());
  }

  /**
   * Returns a reader of that file that takes entries of any session. The file is not touched before
   * the first reading.
   */
  public static SessionReader of(Path file, EventTypes types, ReadOptions options) {
    return new SessionReader(file, types, options, null, ParallelCursor.PIECE_BYTES);
  }

  /**
   * Returns a reader to which an entry of another session is a fault. A lenient reading keeps such
   * an entry, as it keeps one whose seq does not follow, and its seq counts only if it follows.
   *
   * @param sessionId the session that the file is of
   */
  public static SessionReader of(
      Path file, EventTypes types, ReadOptions options, String sessionId) {
    return new SessionReader(file, types, options, sessionId, ParallelCursor.PIECE_BYTES);
  }

  /**
   * Gives every entry to the fold, in the order of the file.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND} if there is no file (unless that reads as
   *     empty), {@code IO_ERROR}, {@code INTERRUPTED} with the thread's interrupt flag set, or in a
   *     strict reading what is wrong with the first bad line
   */
  public <R> Folded<R> fold(Fold<R> fold) {
    ReadReport report = forEachEntry(fold::accept);
    return new Folded<>(fold.result(), report);
  }

  /** Returns all entries; throws as {@link #fold} does. */
  public History history() {
    return History.of(this);
  }

  /** Returns a reader of the same file with other options, made of this one's. */
  public SessionReader with(UnaryOperator<ReadOptions> change) {
    return new SessionReader(file, types, change.apply(options), sessionId, pieceBytes);
  }

  /** Shows every entry with its line, in the order of the file; throws as {@link #fold} does. */
  public ReadReport forEach(LineVisitor visitor) {
    return forEachFrom((channel, size) -> TailSearch.WHOLE_FILE, visitor, true);
  }

  /** Shows every entry without its line. */
  ReadReport forEachEntry(Consumer<Entry> consumer) {
    return forEachFrom(
        (channel, size) -> TailSearch.WHOLE_FILE,
        (entry, line, from, to) -> consumer.accept(entry),
        false);
  }

  /**
   * Returns this reader, but where several threads read a file it is cut into pieces of that size.
   */
  SessionReader withPieceBytes(int bytes) {
    return new SessionReader(file, types, options, sessionId, bytes);
  }

  /**
   * Returns the session as a conversation, as {@link TranscriptFold} makes it of all entries. Looks
   * for the newest snapshot from the end of the file and reads forward from there, or from where
   * the snapshot's range ends, so that the cost follows the tail; what lies before is not looked
   * at, and damage there is not met. A session without a snapshot is read as a whole, as
   * {@link #fold} does.
   *
   * <p>Of the options, {@code types} and {@code isVerbatim} do not apply. In a strict reading a bad
   * line in the part that is read is an error; in a lenient one it is skipped and reported, and a
   * snapshot among them is passed over for the one before. Lines cannot be numbered without reading
   * those before them: unless the whole file is read, the error has an offset and no line.
   *
   * @throws DaybookException as {@link #fold} does; a missing session that reads as empty is an
   *     empty transcript
   */
  public Transcript transcript() {
    TranscriptFold fold = new TranscriptFold();
    ReadReport report = withTypes(Set.of())
        .forEachFrom(this::newestSnapshot, (entry, line, from, to) -> fold.accept(entry), false);
    return fold.result().with(report);
  }

  /**
   * Returns how the model is asked to work at the end of the session: the newest
   * {@code inference_settings_changed}, found from the end of the file. Settings that other events
   * mention do not count. Empty if there is none.
   *
   * <p>The options apply as in {@link #transcript}.
   *
   * @throws DaybookException as {@link #transcript} does; {@code INVALID_VALUE} if the settings
   *     have a thinking level that this program does not know
   */
  public Optional<InferenceSettings> settings() {
    SettingsFold fold = new SettingsFold();
    withTypes(Set.of(SettingsFold.TYPE))
        .forEachFrom(this::newestSettings, (entry, line, from, to) -> fold.accept(entry), false);
    return fold.result();
  }

  private TailSearch.Start newestSnapshot(SessionSource channel, long size) throws IOException {
    return tailSearch(channel, size).newestSnapshot();
  }

  private TailSearch.Start newestSettings(SessionSource channel, long size) throws IOException {
    return tailSearch(channel, size).newestOf(InferenceSettingsChanged.class);
  }

  private TailSearch tailSearch(SessionSource channel, long size) throws IOException {
    BackwardCursor lines = new BackwardCursor(channel, size, options.maxLineBytes());
    return new TailSearch(lines, new EntryDecoder(types, options.keepsUnknown()));
  }

  private SessionReader withTypes(Set<String> wireNames) {
    return new SessionReader(
        file, types, options.withDecodedData().withTypes(wireNames), sessionId, pieceBytes);
  }

  /** A search for the place in a file at which to begin. */
  @FunctionalInterface
  private interface Beginning {
    TailSearch.Start in(SessionSource channel, long size) throws IOException;
  }

  /**
   * Reads the file from that beginning; a file that grows meanwhile is read to its length at the
   * start.
   */
  private ReadReport forEachFrom(Beginning beginning, LineVisitor visitor, boolean showsLines) {
    try (SessionSource source = SessionSource.open(file)) {
      long size = source.size();
      TailSearch.Start start = beginning.in(source, size);
      Reading reading = new Reading(options, wanted, decoder, sessionId, start, visitor);
      return reading.report(tornTail(reading, source, start.offset(), size, showsLines));
    } catch (NoSuchFileException missing) {
      if (options.missingIsEmpty()) {
        return ReadReport.EMPTY;
      }
      throw ReadErrors.ofFile(missing, "cannot read", file);
    } catch (IOException e) {
      throw ReadErrors.ofFile(e, "cannot read", file);
    }
  }

  /** Reads every line; returns how many bytes follow the last line feed. */
  private long tornTail(
      Reading reading, SessionSource source, long start, long size, boolean showsLines)
      throws IOException {
    if (options.decoders() > 1 && size - start >= (long) ParallelCursor.MIN_PIECES * pieceBytes) {
      try (ParallelCursor lines = new ParallelCursor(
          source, start, size, pieceBytes, options, wanted, decoder, showsLines)) {
        reading.read(lines);
        return lines.tornTailBytes();
      }
    }
    ForwardCursor lines = new ForwardCursor(source, start, size, options.maxLineBytes());
    reading.read(lines);
    return lines.tornTailBytes();
  }
}
