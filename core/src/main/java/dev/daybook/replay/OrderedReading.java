package dev.daybook.replay;

import dev.daybook.event.DaybookException;
import dev.daybook.event.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the file, or the rest of it: checks the order of the lines, shows the entries and
 * counts. Belongs to the thread that reads.
 */
final class OrderedReading implements LineSink {

  private final ReadOptions options;
  private final LineVisitor visitor;
  private final boolean countsLines;
  private final EntryOrder order;
  private final List<BadLine> firstBadLines = new ArrayList<>();
  private long entries;
  private long lines;
  private long bytes;
  private long badLines;
  private long nextOffset;
  private long offset;
  private long lineBytes;

  /**
   * The line that was skipped last, while more may follow for the same reason; null if none was.
   */
  private @Nullable BadLine skipped;

  private @Nullable DaybookException skippedFor;

  /**
   * @param sessionId the session that the entries must be of; null for any
   * @param start the offset of the first line
   */
  OrderedReading(
      ReadOptions options,
      @Nullable String sessionId,
      TailSearch.Start start,
      LineVisitor visitor) {
    this.options = options;
    this.visitor = visitor;
    this.countsLines = start.offset() == 0;
    this.order = new EntryOrder(sessionId, start.seq());
    this.nextOffset = start.offset();
  }

  @Override
  public void leftOut(long lineBytes, long seq) {
    emitSkipped();
    next(lineBytes);
    report(order.next(seq));
  }

  @Override
  public void entry(long lineBytes, Entry entry, byte[] buffer, int from, int to) {
    emitSkipped();
    next(lineBytes);
    if (countsLines && lines == 1) {
      order.begins(entry, buffer, from, to);
    }
    report(order.next(entry));
    if (options.types().isEmpty() || options.types().contains(entry.type())) {
      entries++;
      visitor.visit(entry, buffer, from, to);
    }
  }

  @Override
  public void unfit(
      long lineBytes, Entry entry, DaybookException fault, byte[] buffer, int from, int to) {
    entry(lineBytes, entry, buffer, from, to);
    badLines++;
    emit(located(fault.at("seq", entry.seq()), false, false));
  }

  @Override
  public void bad(long lineBytes, DaybookException fault) {
    next(lineBytes);
    order.skipped();
    BadLine before = skipped;
    DaybookException reason = skippedFor;
    if (before != null && reason != null && BadLine.isSame(reason, fault)) {
      badLines++;
      skipped = before.with(lineBytes);
      return;
    }
    emitSkipped();
    skipped = located(fault, true, true);
    skippedFor = fault;
    badLines++;
  }

  private void emitSkipped() {
    BadLine last = skipped;
    if (last != null) {
      skipped = null;
      emit(last);
    }
  }

  /** Returns the report, once all lines were taken. */
  ReadReport report(long tornTailBytes) {
    emitSkipped();
    return new ReadReport(lines, entries, bytes, tornTailBytes, badLines, firstBadLines);
  }

  private void next(long ofBytes) {
    offset = nextOffset;
    nextOffset += ofBytes;
    lineBytes = ofBytes;
    bytes += ofBytes;
    lines++;
  }

  private void report(@Nullable DaybookException fault) {
    if (fault != null) {
      badLines++;
      emit(located(fault, false, true));
    }
  }

  /**
   * Returns the line at hand as a bad one; in a strict reading, throws the fault.
   *
   * @param ends true if it ends a strict reading
   */
  private BadLine located(DaybookException fault, boolean isSkipped, boolean ends) {
    long line = countsLines ? lines : 0;
    DaybookException located =
        countsLines ? fault.at("line", line, "offset", offset) : fault.at("offset", offset);
    if (ends && !options.isLenient()) {
      throw located;
    }
    return new BadLine(line, offset, lineBytes, 1, isSkipped, located);
  }

  private void emit(BadLine bad) {
    if (firstBadLines.size() < ReadReport.MAX_KEPT) {
      firstBadLines.add(bad);
    }
    options.onBadLine().accept(bad);
  }
}
