package dev.daybook.internal.read;

import dev.daybook.event.Entry;
import dev.daybook.event.InferenceSettings;
import dev.daybook.event.InferenceSettingsChanged;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.line.BackwardCursor;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.ParallelCursor;
import dev.daybook.internal.line.PieceCrew;
import dev.daybook.internal.line.ReadCounts;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.internal.line.SessionSource;
import dev.daybook.internal.line.WantedTypes;
import dev.daybook.internal.transcript.ConversationFold;
import dev.daybook.read.Fold;
import dev.daybook.read.Folded;
import dev.daybook.read.History;
import dev.daybook.read.LineVisitor;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.ReadReport;
import dev.daybook.read.SessionReader;
import dev.daybook.read.Transcript;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The reader of one session's file. Immutable; any thread. */
public final class SessionFileReader implements SessionReader {

  private final Path file;
  private final ReadOptions options;
  private final EventTypes types;
  private final @Nullable String sessionId;
  private final WantedTypes wanted;
  private final EntryDecoder decoder;
  private final int pieceBytes;

  private SessionFileReader(
      Path file,
      EventTypes types,
      ReadOptions options,
      @Nullable String sessionId,
      int pieceBytes) {
    this.file = file;
    this.options = options.withTypes(types.allNames(options.types(), options.eventClasses()));
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
  public static SessionFileReader of(Path file, EventTypes types, ReadOptions options) {
    return new SessionFileReader(file, types, options, null, PieceCrew.PIECE_BYTES);
  }

  /**
   * Returns a reader to which an entry of another session is a fault. A lenient reading keeps such
   * an entry, as it keeps one whose seq does not follow, and its seq counts only if it follows.
   *
   * @param sessionId the session that the file is of
   */
  public static SessionFileReader of(
      Path file, EventTypes types, ReadOptions options, String sessionId) {
    return new SessionFileReader(file, types, options, sessionId, PieceCrew.PIECE_BYTES);
  }

  @Override
  public <R> Folded<R> fold(Fold<R> fold) {
    ReadReport report = forEachEntry(fold::accept);
    return new Folded<>(fold.result(), report);
  }

  @Override
  public History history() {
    List<Entry> entries = new ArrayList<>();
    ReadReport report = forEachEntry(entries::add);
    return new History(entries, report);
  }

  @Override
  public SessionReader with(UnaryOperator<ReadOptions> change) {
    return new SessionFileReader(file, types, change.apply(options), sessionId, pieceBytes);
  }

  @Override
  public ReadReport forEach(LineVisitor visitor) {
    return forEachFrom((source, size) -> TailSearch.WHOLE_FILE, visitor, true);
  }

  /** Shows every entry without its line. */
  ReadReport forEachEntry(Consumer<Entry> consumer) {
    return forEachFrom(
        (source, size) -> TailSearch.WHOLE_FILE,
        (entry, line, from, to) -> consumer.accept(entry),
        false);
  }

  /**
   * Returns this reader, but where several threads read a file it is cut into pieces of that size.
   */
  SessionFileReader withPieceBytes(int bytes) {
    return new SessionFileReader(file, types, options, sessionId, bytes);
  }

  @Override
  public Transcript transcript() {
    ConversationFold fold = new ConversationFold();
    ReadReport report = withTypes(Set.of())
        .forEachFrom(this::newestSnapshot, (entry, line, from, to) -> fold.accept(entry), false);
    return fold.result().read(report);
  }

  @Override
  public Optional<InferenceSettings> settings() {
    SettingsFold fold = new SettingsFold(sessionId);
    withTypes(Set.of(SettingsFold.TYPE))
        .forEachFrom(this::newestSettings, (entry, line, from, to) -> fold.accept(entry), false);
    return fold.result();
  }

  private TailSearch.Start newestSnapshot(SessionSource source, long size) throws IOException {
    return tailSearch(source, size).newestSnapshot();
  }

  private TailSearch.Start newestSettings(SessionSource source, long size) throws IOException {
    return tailSearch(source, size).newestOf(InferenceSettingsChanged.class);
  }

  private TailSearch tailSearch(SessionSource source, long size) throws IOException {
    BackwardCursor lines = new BackwardCursor(source, size, options.maxLineBytes());
    return new TailSearch(lines, new EntryDecoder(types, options.keepsUnknown()));
  }

  private SessionFileReader withTypes(Set<String> wireNames) {
    return new SessionFileReader(
        file, types, options.withVerbatimData(false).withTypes(wireNames), sessionId, pieceBytes);
  }

  /** A search for the place in a file at which to begin. */
  @FunctionalInterface
  private interface Beginning {
    TailSearch.Start in(SessionSource source, long size) throws IOException;
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
      long tornTailBytes = readLines(reading, source, start.offset(), size, showsLines);
      return reading.report(tornTailBytes);
    } catch (NoSuchFileException missing) {
      if (options.missingIsEmpty()) {
        return ReadCounts.NONE;
      }
      throw ReadErrors.ofFile(missing, "cannot read", sessionId, file);
    } catch (IOException e) {
      throw ReadErrors.ofFile(e, "cannot read", sessionId, file);
    }
  }

  /** Reads every line; returns how many bytes follow the last line feed. */
  private long readLines(
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
