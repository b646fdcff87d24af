package dev.daybook.replay;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.event.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the file, or the rest of it: judges what only the order of the lines tells, shows
 * the entries and keeps the books. Belongs to the thread that reads.
 */
final class OrderedReading implements LineSink {

  private final ReadOptions options;
  private final @Nullable String sessionId;
  private final LineVisitor visitor;
  private final boolean countsLines;
  private final SeqOrder order;
  private final List<BadLine> firstBadLines = new ArrayList<>();
  private long entries;
  private long lines;
  private long bytes;
  private long badLines;
  private long nextOffset;
  private long offset;
  private long lineBytes;

  /**
   * @param sessionId the session that the entries must be of; null for any
   * @param start where the first line begins
   */
  OrderedReading(
      ReadOptions options,
      @Nullable String sessionId,
      TailSearch.Start start,
      LineVisitor visitor) {
    this.options = options;
    this.sessionId = sessionId;
    this.visitor = visitor;
    this.countsLines = start.offset() == 0;
    this.order = new SeqOrder(start.seq());
    this.nextOffset = start.offset();
  }

  @Override
  public void leftOut(long lineBytes, long seq) {
    next(lineBytes);
    checkSeq(seq);
  }

  @Override
  public void entry(long lineBytes, Entry entry, byte[] buffer, int from, int to) {
    next(lineBytes);
    checkPlace(entry);
    if (options.types().isEmpty() || options.types().contains(entry.type())) {
      entries++;
      visitor.visit(entry, buffer, from, to);
    }
  }

  @Override
  public void unfit(
      long lineBytes, Entry entry, DaybookException fault, byte[] buffer, int from, int to) {
    entry(lineBytes, entry, buffer, from, to);
    report(fault.at("seq", entry.seq()), false, false);
  }

  @Override
  public void bad(long lineBytes, DaybookException fault) {
    next(lineBytes);
    report(fault, true);
    order.skipped();
  }

  /** What was met, once all lines were told. */
  ReadReport report(long tornTailBytes) {
    return new ReadReport(lines, entries, bytes, tornTailBytes, badLines, firstBadLines);
  }

  private void next(long ofBytes) {
    offset = nextOffset;
    nextOffset += ofBytes;
    lineBytes = ofBytes;
    bytes += ofBytes;
    lines++;
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
    report(fault, skipped, true);
  }

  /** @param ends whether it is one that ends a strict reading */
  private void report(DaybookException fault, boolean skipped, boolean ends) {
    long line = countsLines ? lines : 0;
    DaybookException located =
        countsLines ? fault.at("line", line, "offset", offset) : fault.at("offset", offset);
    if (ends && !options.isLenient()) {
      throw located;
    }
    BadLine bad = new BadLine(line, offset, lineBytes, skipped, located);
    badLines++;
    if (firstBadLines.size() < ReadReport.MAX_KEPT) {
      firstBadLines.add(bad);
    }
    options.onBadLine().accept(bad);
  }
}
