package dev.daybook.replay;

import dev.daybook.event.DaybookException;
import dev.daybook.event.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines that begin in one piece of a file; the last of them may reach over its end. One thread
 * reads it, and another one reports it afterwards.
 */
final class Piece implements LineSink {

  /**
   * A fault is many times as large as a line that is one byte long, so that a piece of such lines
   * is not kept as a whole.
   */
  private static final int MAX_FAULTS = 100;

  private final Place place;
  private final LineReading reading;
  private final boolean showsLines;
  private final List<Line> lines = new ArrayList<>();
  private byte[] shown = {};
  private int shownBytes;
  private int faults;
  private long goesOnAt;
  private boolean endsFile;
  private long tornTailBytes;
  private @Nullable Throwable failure;

  /**
   * The place of a piece in its file.
   *
   * @param channel read by position
   * @param start the offset at which the whole reading begins: the beginning of a line
   * @param from the piece's first byte
   * @param to the offset behind the piece
   * @param size the end of the file
   */
  record Place(SessionSource channel, long start, long from, long to, long size) {}

  /** A line that is an entry, or a fault, or both if it is unfit, or left out if it is neither. */
  private record Line(
      long bytes,
      long seq,
      @Nullable Entry entry,
      @Nullable DaybookException fault,
      int from,
      int to) {}

  /** @param showsLines true if the lines themselves are wanted, beside their entries */
  private Piece(Place place, LineReading reading, boolean showsLines) {
    this.place = place;
    this.reading = reading;
    this.showsLines = showsLines;
    this.goesOnAt = place.to;
  }

  /** Reads a piece. A failure is thrown later, behind the lines that came before it. */
  static Piece read(Place place, LineReading reading, boolean showsLines) {
    Piece piece = new Piece(place, reading, showsLines);
    try {
      ForwardCursor scanner = piece.scanner();
      if (scanner != null) {
        piece.readLines(scanner, piece, MAX_FAULTS);
        piece.goesOnAt = scanner.nextOffset();
      }
    } catch (Throwable e) {
      piece.failure = e;
    }
    return piece;
  }

  /** Returns a scanner before the first line that begins in the piece; null if none does. */
  private @Nullable ForwardCursor scanner() throws IOException {
    if (place.from == place.start) {
      return scannerFrom(place.from, place.size);
    }
    // from the byte before, which may be the line feed that the first line follows
    ForwardCursor scanner = scannerFrom(place.from - 1, place.to - 1);
    if (!scanner.next()) {
      return null;
    }
    scanner.extendTo(place.size);
    return scanner;
  }

  private ForwardCursor scannerFrom(long offset, long end) {
    return ForwardCursor.forPiece(place.channel, offset, end, reading.maxLineBytes());
  }

  private void readLines(ForwardCursor scanner, LineSink sink, int mostFaults) throws IOException {
    while (scanner.nextOffset() < place.to && faults < mostFaults) {
      if (!scanner.next()) {
        endsFile = true;
        tornTailBytes = scanner.tornTailBytes();
        return;
      }
      reading.read(scanner, sink);
    }
  }

  @Override
  public void leftOut(long lineBytes, long seq) {
    lines.add(new Line(lineBytes, seq, null, null, 0, 0));
  }

  @Override
  public void entry(long lineBytes, Entry entry, byte[] buffer, int from, int to) {
    add(lineBytes, entry, null, buffer, from, to);
  }

  @Override
  public void unfit(
      long lineBytes, Entry entry, DaybookException fault, byte[] buffer, int from, int to) {
    faults++;
    add(lineBytes, entry, fault, buffer, from, to);
  }

  private void add(
      long lineBytes,
      Entry entry,
      @Nullable DaybookException fault,
      byte[] buffer,
      int from,
      int to) {
    int start = shownBytes;
    if (showsLines) {
      keep(buffer, from, to + 1 - from);
    }
    lines.add(new Line(lineBytes, 0, entry, fault, start, start + (showsLines ? to - from : 0)));
  }

  @Override
  public void bad(long lineBytes, DaybookException fault) {
    faults++;
    lines.add(new Line(lineBytes, 0, null, fault, 0, 0));
  }

  private void keep(byte[] buffer, int from, int length) {
    if (shown.length - shownBytes < length) {
      shown = Arrays.copyOf(shown, Math.max(shownBytes + length, 2 * shown.length));
    }
    System.arraycopy(buffer, from, shown, shownBytes, length);
    shownBytes += length;
  }

  /** Reports the lines to the sink, then throws the failure of the reading if there was one. */
  void report(LineSink sink) throws IOException {
    for (Line line : lines) {
      if (line.entry != null && line.fault != null) {
        sink.unfit(line.bytes, line.entry, line.fault, shown, line.from, line.to);
      } else if (line.entry != null) {
        sink.entry(line.bytes, line.entry, shown, line.from, line.to);
      } else if (line.fault != null) {
        sink.bad(line.bytes, line.fault);
      } else {
        sink.leftOut(line.bytes, line.seq);
      }
    }
    if (failure instanceof IOException unreadable) {
      throw unreadable;
    } else if (failure instanceof RuntimeException exception) {
      throw exception;
    } else if (failure != null) {
      throw (Error) failure;
    } else if (goesOnAt < place.to && !endsFile) {
      readLines(scannerFrom(goesOnAt, place.size), sink, Integer.MAX_VALUE);
    }
  }

  /** Returns true if the file ends in this piece, with a torn tail. */
  boolean endsFile() {
    return endsFile;
  }

  /** Returns how many bytes follow the last line feed of the file that ends here. */
  long tornTailBytes() {
    return tornTailBytes;
  }
}
