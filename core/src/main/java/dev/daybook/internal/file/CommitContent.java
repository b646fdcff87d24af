package dev.daybook.internal.file;

import dev.daybook.SessionId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of sessions that a {@link CommitLog} covers, and that may not be in their files.
 *
 * <p>A unit that is not whole was never acknowledged, and nothing follows it. The last unit says
 * from which one on they count: so the older segment does, or has been begun anew.
 */
final class CommitContent implements CommitUnit.Reader {

  /** Bytes of a session. */
  static final class Piece {
    private final long ordinal;
    private final long mark;
    private final long position;
    private final byte[] bytes;

    private Piece(long ordinal, long mark, long position, byte[] bytes) {
      this.ordinal = ordinal;
      this.mark = mark;
      this.position = position;
      this.bytes = bytes;
    }

    /** Returns the ordinal of the unit. */
    long ordinal() {
      return ordinal;
    }

    /** Returns the checksum of the session's first line. */
    long mark() {
      return mark;
    }

    /** Returns their place in its file. */
    long position() {
      return position;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  private static final int MAX_READS = 5;

  private final Map<String, List<Piece>> pieces = new LinkedHashMap<>();
  private boolean isDamaged;
  private long nextOrdinal;

  /** The ordinal of the unit that is read. */
  private long ordinal;

  private CommitContent() {}

  /**
   * Reads the log in a folder, again if its process begins a segment anew meanwhile.
   *
   * @throws IOException if the file system refuses, or the log is a later version's
   */
  static CommitContent read(Path log) throws IOException {
    for (int n = 1; n < MAX_READS; n++) {
      try {
        return readOnce(log);
      } catch (ChangedException meanwhile) {
        // a segment is full of units for longer than it takes to read it
      }
    }
    return readOnce(log);
  }

  private static CommitContent readOnce(Path log) throws IOException {
    CommitContent content = new CommitContent();
    try (Segment first = Segment.open(log.resolve(CommitLog.segmentName(0)));
        Segment second = Segment.open(log.resolve(CommitLog.segmentName(1)))) {
      if (first.round < second.round) {
        content.add(first, second);
      } else {
        content.add(second, first);
      }
      return content;
    }
  }

  private void add(Segment older, Segment newer) throws IOException {
    boolean isOlderNeeded = newer.base < newer.firstOrdinal;
    boolean goesOn = older.nextOrdinal == newer.firstOrdinal && older.firstOrdinal <= newer.base;
    isDamaged = newer.isBrokenSince(newer.round)
        || older.isBrokenSince(newer.round)
        || (isOlderNeeded && !goesOn);
    if (isOlderNeeded) {
      older.read(this);
    }
    newer.read(this);
    nextOrdinal = Math.max(older.nextOrdinal, newer.nextOrdinal);
  }

  @Override
  public void bytes(String id, long mark, long position, ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    pieces
        .computeIfAbsent(id, none -> new ArrayList<>())
        .add(new Piece(ordinal, mark, position, copy));
  }

  @Override
  public void released(String id) {
    pieces.remove(id);
  }

  /** Returns the sessions that it has bytes of. */
  List<SessionId> sessions() {
    return pieces.keySet().stream().map(SessionId::new).toList();
  }

  /** Returns the pieces of a session, in the order in which they were added. */
  List<Piece> pieces(SessionId id) {
    return pieces.getOrDefault(id.value(), List.of());
  }

  /** Returns the ordinal of the first unit that is not in here. */
  long nextOrdinal() {
    return nextOrdinal;
  }

  /** Returns true if units are missing here that were whole once: bytes of sessions may be lost. */
  boolean isDamaged() {
    return isDamaged;
  }

  /** A report that a segment was begun anew. */
  private static final class ChangedException extends IOException {
    private static final long serialVersionUID = 1;

    ChangedException(String message) {
      super(message);
    }
  }

  /** A segment, whose units are one after another from its beginning, of one round. */
  private static final class Segment implements AutoCloseable {
    private final @Nullable FileChannel channel;
    private final long bytes;
    private final CommitUnit unit;

    /** The round of its units; -1 if it has none. */
    private long round = -1;

    /**
     * The round of the last units that stand apart, behind what is no unit; -1 if there are none.
     */
    private long roundApart = -1;

    private long firstOrdinal;
    private long nextOrdinal;
    private long base;
    private long end;

    /** @param channel null for a segment that was not made */
    private Segment(@Nullable FileChannel channel) throws IOException {
      this.channel = channel;
      this.bytes = channel == null ? 0 : channel.size();
      this.unit = new CommitUnit(Math.max(CommitUnit.BLOCK_BYTES, CommitLog.unitBytes(bytes)));
    }

    static Segment open(Path file) throws IOException {
      FileChannel channel;
      try {
        channel = OwnFiles.openToRead(file);
      } catch (NoSuchFileException notMade) {
        channel = null;
      }
      Segment opened = new Segment(channel);
      try {
        opened.scan();
        return opened;
      } catch (Throwable e) {
        opened.close();
        throw e;
      }
    }

    private void scan() throws IOException {
      if (load(0)) {
        round = unit.round();
        firstOrdinal = unit.ordinal();
        nextOrdinal = firstOrdinal;
      }
      while (load(end) && unit.round() == round && unit.ordinal() == nextOrdinal) {
        nextOrdinal++;
        base = unit.base();
        end += unit.blockBytes();
      }
      for (long at = end; at < bytes; at += CommitUnit.BLOCK_BYTES) {
        roundApart = load(at) ? Math.max(roundApart, unit.round()) : roundApart;
      }
    }

    private boolean load(long position) throws IOException {
      return channel != null && unit.load(channel, position);
    }

    /** Returns true if it lacks units of that round or a later one, or their beginning. */
    boolean isBrokenSince(long least) {
      return roundApart >= Math.max(0, least);
    }

    void read(CommitContent content) throws IOException {
      for (long at = 0; at < end; at += unit.blockBytes()) {
        if (!load(at)) {
          throw new ChangedException("the commit log changed while it was read: offset=" + at);
        }
        content.ordinal = unit.ordinal();
        unit.read(content);
      }
    }

    @Override
    public void close() throws IOException {
      if (channel != null) {
        channel.close();
      }
    }
  }
}
