package dev.daybook.internal.file;

import dev.daybook.SessionId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
 * <p>A unit that is not whole, and that nothing follows, was never acknowledged. The last unit says
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
        content.add(first, second, size(log));
      } else {
        content.add(second, first, size(log));
      }
      return content;
    }
  }

  /** Returns the size that each segment has; 0 if the log was not made to its end. */
  private static long size(Path log) throws IOException {
    try {
      byte[] text = Files.readAllBytes(log.resolve(CommitLog.SIZE));
      return Long.parseLong(new String(text, StandardCharsets.US_ASCII).strip());
    } catch (NoSuchFileException | NumberFormatException unfinished) {
      return 0;
    }
  }

  private void add(Segment older, Segment newer, long size) throws IOException {
    boolean isOlderNeeded = newer.base < newer.firstOrdinal;
    boolean goesOn = older.nextOrdinal == newer.firstOrdinal && older.firstOrdinal <= newer.base;
    isDamaged = newer.isBroken
        || (isOlderNeeded && (older.isBroken || !goesOn))
        || newer.bytes < size
        || older.bytes < size;
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

  /**
   * A segment, whose units are one after another from its beginning, of one round. What follows
   * damage counts as well: it was written once all before it was on the device.
   */
  private static final class Segment implements AutoCloseable {
    private final @Nullable FileChannel channel;
    private final long bytes;
    private final CommitUnit unit;
    private final List<Long> offsets = new ArrayList<>();

    /** The round of its units; -1 if it has none. */
    private long round = -1;

    /** True if units of that round are missing at its beginning or in its midst. */
    private boolean isBroken;

    private long firstOrdinal;
    private long nextOrdinal;
    private long base;

    /** @param channel null for a segment that is missing */
    private Segment(@Nullable FileChannel channel) throws IOException {
      this.channel = channel;
      this.bytes = channel == null ? 0 : channel.size();
      this.unit = new CommitUnit(Math.max(CommitUnit.BLOCK_BYTES, CommitLog.unitBytes(bytes)));
    }

    static Segment open(Path file) throws IOException {
      FileChannel channel;
      try {
        channel = OwnFiles.openToRead(file);
      } catch (NoSuchFileException missing) {
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
      long end = 0;
      for (long at = 0; at < bytes; ) {
        boolean isUnit = load(at);
        if (isUnit && unit.round() > round) {
          // those before are of an earlier use
          begin(at);
          end = at + unit.blockBytes();
        } else if (isUnit && unit.round() == round && unit.ordinal() >= nextOrdinal) {
          isBroken |= at != end || unit.ordinal() != nextOrdinal;
          add(at);
          end = at + unit.blockBytes();
        }
        at += isUnit ? unit.blockBytes() : CommitUnit.BLOCK_BYTES;
      }
    }

    private void begin(long at) {
      round = unit.round();
      firstOrdinal = unit.ordinal();
      isBroken = at > 0;
      offsets.clear();
      add(at);
    }

    private void add(long at) {
      offsets.add(at);
      nextOrdinal = unit.ordinal() + 1;
      base = unit.base();
    }

    private boolean load(long position) throws IOException {
      return channel != null && unit.load(channel, position);
    }

    void read(CommitContent content) throws IOException {
      for (long at : offsets) {
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
