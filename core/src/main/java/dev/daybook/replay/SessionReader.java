package dev.daybook.replay;

import dev.daybook.codec.BatchEncoder;
import dev.daybook.codec.EntryDecoder;
import dev.daybook.codec.EventTypes;
import dev.daybook.codec.LineHead;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.InferenceSettings;
import dev.daybook.event.InferenceSettingsChanged;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads one session's file, as often as asked. Immutable; each reading opens a channel of its own
 * and belongs to its thread. Memory is one line at a time, whatever the file's size.
 *
 * <p>A strict reading ends at the first bad line with an exception that names line, offset and
 * reason. A lenient one reports it and goes on. In both a torn tail is left out and reported, and
 * each entry's seq must follow the one before it, from 0: files tell the truth only as a whole. So
 * must each entry be of the session that is read, where the reader knows which one that is.
 */
public final class SessionReader {

  private final Path file;
  private final ReadOptions options;
  private final EventTypes types;
  private final LineDecoder decoder;
  private final @Nullable String sessionId;
  private final byte @Nullable [] quotedSessionId;

  private SessionReader(
      Path file, EventTypes types, ReadOptions options, @Nullable String sessionId) {
    this.file = file;
    this.options = options;
    this.types = types;
    this.sessionId = sessionId;
    this.quotedSessionId = sessionId == null ? null : BatchEncoder.quoted(sessionId);
    this.decoder = new LineDecoder(
        new EntryDecoder(types, options.keepsUnknown(), options.isVerbatim()),
        options.maxLineBytes());
  }

  /** A reader of that file, not touched before the first reading, with entries of any session. */
  public static SessionReader of(Path file, EventTypes types, ReadOptions options) {
    return new SessionReader(file, types, options, null);
  }

  /**
   * The same, but an entry of another session is a fault. A lenient reading keeps such an entry, as
   * it keeps one whose seq does not follow, and its seq counts only if it follows.
   *
   * @param sessionId the session that the file is of
   */
  public static SessionReader of(
      Path file, EventTypes types, ReadOptions options, String sessionId) {
    return new SessionReader(file, types, options, sessionId);
  }

  /**
   * Gives every entry to the fold, in the order of the file.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND} if there is no file (unless that reads as
   *     empty), {@code IO_ERROR}, {@code INTERRUPTED} with the thread's interrupt flag set, or in a
   *     strict reading what is wrong with the first bad line
   */
  public <R> Folded<R> fold(Fold<R> fold) {
    ReadReport report = forEach((entry, line, from, to) -> fold.accept(entry));
    return new Folded<>(fold.result(), report);
  }

  /** All entries; throws as {@link #fold} does. */
  public History history() {
    return History.of(this);
  }

  /** A reader of the same file with other options, made of this one's. */
  public SessionReader with(UnaryOperator<ReadOptions> change) {
    return new SessionReader(file, types, change.apply(options), sessionId);
  }

  /** Shows every entry with its line, in the order of the file; throws as {@link #fold} does. */
  public ReadReport forEach(LineVisitor visitor) {
    return forEachFrom((channel, size) -> TailSearch.WHOLE_FILE, visitor);
  }

  /**
   * The session as a conversation, as {@link TranscriptFold} makes it of all entries. Looks for the
   * newest snapshot from the end of the file and reads forward from there, or from where the
   * snapshot's range ends, so that the cost follows the tail; what lies before is not looked at,
   * and damage there is not met. A session without a snapshot is read as a whole, as {@link #fold}
   * does.
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
        .forEachFrom(this::newestSnapshot, (entry, line, from, to) -> fold.accept(entry));
    return fold.result().with(report);
  }

  /**
   * How the model is asked to work at the end of the session: what the newest
   * {@code inference_settings_changed} says, found from the end of the file. Settings that other
   * events mention do not count. Empty if there is none.
   *
   * <p>The options apply as in {@link #transcript}.
   *
   * @throws DaybookException as {@link #transcript} does; {@code INVALID_VALUE} if the settings
   *     have a thinking level that this program does not know
   */
  public Optional<InferenceSettings> settings() {
    SettingsFold fold = new SettingsFold();
    withTypes(Set.of(SettingsFold.TYPE))
        .forEachFrom(this::newestSettings, (entry, line, from, to) -> fold.accept(entry));
    return fold.result();
  }

  private TailSearch.Start newestSnapshot(FileChannel channel, long size) throws IOException {
    return tailSearch(channel, size).newestSnapshot();
  }

  private TailSearch.Start newestSettings(FileChannel channel, long size) throws IOException {
    return tailSearch(channel, size).newestOf(InferenceSettingsChanged.class);
  }

  private TailSearch tailSearch(FileChannel channel, long size) throws IOException {
    BackwardScanner lines = new BackwardScanner(channel, size, options.maxLineBytes());
    return new TailSearch(lines, new EntryDecoder(types, options.keepsUnknown()));
  }

  private SessionReader withTypes(Set<String> wireNames) {
    return new SessionReader(
        file, types, options.withDecodedData().withTypes(wireNames), sessionId);
  }

  /** Where in a file to begin. */
  @FunctionalInterface
  private interface Beginning {
    TailSearch.Start in(FileChannel channel, long size) throws IOException;
  }

  /** The one way in: a file that grows meanwhile is as long as it was at first. */
  private ReadReport forEachFrom(Beginning beginning, LineVisitor visitor) {
    try (FileChannel channel = RegularFile.open(file)) {
      long size = channel.size();
      TailSearch.Start start = beginning.in(channel, size);
      LineScanner scanner = new LineScanner(channel, start.offset(), size, options.maxLineBytes());
      return new Reading(scanner, start, visitor).run();
    } catch (NoSuchFileException missing) {
      if (options.missingIsEmpty()) {
        return ReadReport.EMPTY;
      }
      throw DaybookException.of(Kind.SESSION_NOT_FOUND, "no such session", "file", file);
    } catch (ClosedByInterruptException interrupted) {
      throw DaybookException.of(
          Kind.INTERRUPTED, "the reading thread was interrupted; read again", "file", file);
    } catch (IOException e) {
      throw DaybookException.causedBy(e, Kind.IO_ERROR, "cannot read", "file", file, "cause", e);
    }
  }

  /** One pass over the file, or the rest of it. */
  private final class Reading {
    private final LineScanner scanner;
    private final boolean countsLines;
    private final LineVisitor visitor;
    private final List<BadLine> firstBadLines = new ArrayList<>();
    private final SeqOrder order;
    private long entries;
    private long bytes;
    private long badLines;

    Reading(LineScanner scanner, TailSearch.Start start, LineVisitor visitor) {
      this.scanner = scanner;
      this.countsLines = start.offset() == 0;
      this.order = new SeqOrder(start.seq());
      this.visitor = visitor;
    }

    ReadReport run() throws IOException {
      while (scanner.next()) {
        bytes += scanner.lineBytes();
        readLine();
      }
      return new ReadReport(
          scanner.lineNumber(), entries, bytes, scanner.tornTailBytes(), badLines, firstBadLines);
    }

    private void readLine() {
      if (!options.types().isEmpty() && !scanner.isTooLong()) {
        LineHead head =
            LineHead.of(scanner.buffer(), scanner.from(), scanner.to(), quotedSessionId);
        if (head != null && canBeLeftOut(head.type())) {
          checkSeq(head.seq());
          return;
        }
      }
      Entry entry;
      try {
        entry = decoder.decode(scanner);
      } catch (DaybookException fault) {
        report(fault, true);
        order.skipped();
        return;
      }
      checkPlace(entry);
      if (options.types().isEmpty() || options.types().contains(entry.type())) {
        entries++;
        visitor.visit(entry, scanner.buffer(), scanner.from(), scanner.to());
      }
    }

    /** Without decoding: where an unknown type is an error, it is one in any line. */
    private boolean canBeLeftOut(String type) {
      return !options.types().contains(type) && (options.keepsUnknown() || types.contains(type));
    }

    /**
     * A line of another session is a fault between line and file: it is what was written, somewhere
     * else. Its seq is of another numbering, unless it happens to follow.
     */
    private void checkPlace(Entry entry) {
      boolean isForeign = sessionId != null && !sessionId.equals(entry.sessionId());
      if (!isForeign || order.follows(entry.seq())) {
        checkSeq(entry.seq());
      }
      if (isForeign) {
        report(DaybookException.of(Kind.WRONG_SESSION, "the line is of another session"), false);
      }
    }

    private void checkSeq(long seq) {
      DaybookException gap = order.next(seq);
      if (gap != null) {
        report(gap, false);
      }
    }

    private void report(DaybookException fault, boolean skipped) {
      long line = countsLines ? scanner.lineNumber() : 0;
      DaybookException located = countsLines
          ? fault.at("line", line, "offset", scanner.offset())
          : fault.at("offset", scanner.offset());
      if (!options.isLenient()) {
        throw located;
      }
      BadLine bad = new BadLine(line, scanner.offset(), scanner.lineBytes(), skipped, located);
      badLines++;
      if (firstBadLines.size() < ReadReport.MAX_KEPT) {
        firstBadLines.add(bad);
      }
      options.onBadLine().accept(bad);
    }
  }
}
