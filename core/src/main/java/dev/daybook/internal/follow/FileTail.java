package dev.daybook.internal.follow;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.LockHolder;
import dev.daybook.SessionId;
import dev.daybook.event.Entry;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Restated;
import dev.daybook.internal.line.LineCursor;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent;
import dev.daybook.read.TailEvent.TailEnd;
import dev.daybook.read.TailOptions;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The tail of a session by its file. Belongs to one thread, as {@link Tail} says. */
public final class FileTail implements Tail {

  private static final long MIN_PAUSE_NANOS = Duration.ofMillis(10).toNanos();
  private static final long MAX_PAUSE_NANOS = Duration.ofMillis(50).toNanos();

  /** The divisor of the silence that gives the pause: pauses grow with the silence. */
  private static final int PAUSE_PART = 20;

  private final Path path;
  private final String sessionId;
  private final LiveLines lines;
  private final LiveReader reader;
  private final WriterWatch writer;
  private final boolean isFollowing;
  private StartPosition start;
  private boolean isEndReported;

  /** The reason that nothing more will be read; null while something may be. */
  private @Nullable TailEnd end;

  private long newsAtNanos = System.nanoTime();

  private FileTail(
      Path path,
      String sessionId,
      LiveLines lines,
      LiveReader reader,
      WriterWatch writer,
      TailOptions options) {
    this.path = path;
    this.sessionId = sessionId;
    this.lines = lines;
    this.reader = reader;
    this.writer = writer;
    this.isFollowing = options.isFollowing();
    this.start = options.start();
  }

  /**
   * Starts to follow a session.
   *
   * @param types the types to give back as their records
   * @param maxLineBytes the longest line to hold in memory
   * @param clock that of the sessions' times
   * @throws DaybookException {@code SESSION_NOT_FOUND}, unless the options wait for it;
   *     {@code UNSAFE_PATH}; {@code IO_ERROR}; {@code INTERRUPTED} with the flag set
   */
  public static FileTail of(
      SessionFolder folder,
      SessionId id,
      EventTypes types,
      int maxLineBytes,
      InstantSource clock,
      TailOptions options) {
    return of(
        folder.file(id),
        id.value(),
        types,
        maxLineBytes,
        clock,
        new SessionWriter(folder, id),
        options);
  }

  private record SessionWriter(SessionFolder folder, SessionId id) implements WriterWatch.Writer {
    @Override
    public Optional<LockHolder> holder() throws IOException {
      return folder.holder(id);
    }

    @Override
    public boolean hasClosed() throws IOException {
      return folder.isClosed(id);
    }
  }

  static FileTail of(
      Path path,
      String sessionId,
      EventTypes types,
      int maxLineBytes,
      InstantSource clock,
      WriterWatch.Writer writer,
      TailOptions options) {
    LiveLines lines = new LiveLines(path, maxLineBytes);
    EntryDecoder decoder = EntryDecoder.ofAnyData(types);
    LiveReader reader = new LiveReader(lines, decoder, sessionId, options.isFollowing());
    FileTail tail =
        new FileTail(path, sessionId, lines, reader, new WriterWatch(writer, clock), options);
    try {
      tail.begin(options.awaitsSession());
      return tail;
    } catch (Throwable failure) {
      tail.close();
      throw failure;
    }
  }

  private void begin(boolean awaitsSession) {
    try {
      refuseInterrupt();
      if (!isBegun() && !awaitsSession) {
        throw DaybookException.of(
            Kind.SESSION_NOT_FOUND, "no such session", "session", sessionId, "file", path);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Begins with the file that is there; returns false if there is none. */
  private boolean isBegun() throws IOException {
    try {
      reader.begin(start, Long.MAX_VALUE);
    } catch (NoSuchFileException missing) {
      // all of a file that is yet to come counts as later
      start = start instanceof StartPosition.AtSeq ? start : StartPosition.beginning();
      return false;
    }
    hasBegun();
    return true;
  }

  private void hasBegun() throws IOException {
    newsAtNanos = System.nanoTime();
    noticeNewest();
    lines.look();
  }

  private void noticeNewest() {
    Entry newest = reader.newest();
    if (newest != null) {
      writer.heard(newest);
    }
    isEndReported &= reader.isEnded();
  }

  @Override
  public Optional<TailEvent> next(Duration timeout) {
    long start = System.nanoTime();
    long patience = timeout.compareTo(Duration.ofDays(1)) < 0 ? timeout.toNanos() : Long.MAX_VALUE;
    try {
      while (true) {
        refuseInterrupt();
        TailEvent event = reader.poll();
        while (event == null && advance()) {
          refuseInterrupt();
          event = reader.poll();
        }
        if (event != null) {
          return Optional.of(event);
        }
        long left = patience - (System.nanoTime() - start);
        if (left <= 0) {
          return Optional.empty();
        }
        LockSupport.parkNanos(this, Math.min(left, pauseNanos()));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public byte[] line() {
    LineCursor line = lines.lines();
    return Arrays.copyOfRange(line.buffer(), line.from(), line.to() + 1);
  }

  @Override
  public long tornTailBytes() {
    return lines.tornTailBytes();
  }

  private long pauseNanos() {
    long silence = System.nanoTime() - newsAtNanos;
    return Math.max(MIN_PAUSE_NANOS, Math.min(MAX_PAUSE_NANOS, silence / PAUSE_PART));
  }

  /**
   * Does one step; returns true if there was anything to do, so that the next step follows at once.
   */
  private boolean advance() throws IOException {
    if (end != null) {
      reader.emit(new TailEvent.Ended(end));
      return true;
    }
    return lines.isFound() ? readLine() || look() : isBegun();
  }

  private boolean readLine() throws IOException {
    if (!reader.read()) {
      return false;
    }
    newsAtNanos = System.nanoTime();
    noticeNewest();
    return true;
  }

  private boolean look() throws IOException {
    if (!isFollowing && !lines.awaitsLook()) {
      end = TailEnd.NOTHING_MORE;
      return true;
    }
    return switch (lines.look()) {
      case SAME -> isNews(inSilence());
      case CHANGED -> {
        isNews(writer.changed());
        yield true;
      }
      case REPLACED -> {
        replaced();
        yield true;
      }
      case MISSING -> {
        end = TailEnd.REMOVED;
        yield true;
      }
    };
  }

  private void replaced() throws IOException {
    try {
      reader.beginAgain();
    } catch (NoSuchFileException gone) {
      // the next look finds that
      return;
    }
    hasBegun();
    reader.emit(new TailEvent.Replaced());
  }

  private @Nullable TailEvent inSilence() throws IOException {
    if (!reader.isEnded()) {
      return writer.inSilence(lines);
    } else if (isEndReported) {
      return null;
    }
    isEndReported = true;
    return new TailEvent.Ended(TailEnd.SESSION_ENDED);
  }

  private boolean isNews(@Nullable TailEvent event) {
    if (event != null) {
      reader.emit(event);
    }
    return event != null;
  }

  private void refuseInterrupt() {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted();
    }
  }

  private DaybookException interrupted() {
    return ReadErrors.interrupted(
        "clear the flag and ask again", "session", sessionId, "file", path);
  }

  private DaybookException failed(IOException e) {
    // only an interrupt closes the file, whose flag the caller may have cleared
    return e instanceof ClosedChannelException || Thread.currentThread().isInterrupted()
        ? interrupted()
        : Restated.at(ReadErrors.of(e, "cannot read", "file", path), "session", sessionId);
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
