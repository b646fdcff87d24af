package dev.daybook.internal.read;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.Restated;
import dev.daybook.internal.line.EntryOrder;
import dev.daybook.internal.line.LineCursor;
import dev.daybook.internal.line.ReadCounts;
import dev.daybook.internal.line.WantedTypes;
import dev.daybook.read.BadLine;
import dev.daybook.read.LineVisitor;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.ReadReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the lines of a file, or the rest of it: decodes each, checks its place, shows the
 * entry and counts. A strict reading throws the first fault, a lenient one reports it and goes on.
 * Belongs to the thread that reads.
 */
final class Reading {

  private static final String UNFIT =
      "the line is what was recorded, so its type has changed since; it is kept as Unknown";
  private static final String UNFIT_IS_ERROR =
      "the line is what was recorded, so its type has changed since; a lenient reading keeps it as"
          + " Unknown, and so does withUnfitAsUnknown(true)";

  private final ReadOptions options;
  private final Set<String> types;
  private final WantedTypes wanted;
  private final EntryDecoder decoder;
  private final @Nullable String sessionId;
  private final EntryOrder order;
  private final LineVisitor visitor;
  private final boolean countsLines;
  private final List<BadLine> firstBadLines = new ArrayList<>();
  private long entries;
  private long lines;
  private long bytes;
  private long badLines;

  private final BadLineRun skipped = new BadLineRun(this::emit);

  /**
   * @param sessionId the session that the entries must be of; null for any
   * @param start the place of the first line
   */
  Reading(
      ReadOptions options,
      WantedTypes wanted,
      EntryDecoder decoder,
      @Nullable String sessionId,
      TailSearch.Start start,
      LineVisitor visitor) {
    this.options = options;
    this.types = options.types();
    this.wanted = wanted;
    this.decoder = decoder;
    this.sessionId = sessionId;
    this.order = new EntryOrder(sessionId, start.seq());
    this.visitor = visitor;
    this.countsLines = start.offset() == 0;
  }

  /** Reads every line of the cursor. */
  void read(LineCursor cursor) throws IOException {
    while (cursor.next()) {
      lines++;
      bytes += cursor.length();
      line(cursor);
    }
  }

  private void line(LineCursor line) {
    long filteredSeq = types.isEmpty() ? WantedTypes.DECODE : line.filteredSeq(wanted);
    if (filteredSeq != WantedTypes.DECODE) {
      skipped.report();
      report(order.next(filteredSeq), line);
      return;
    }
    Entry entry;
    try {
      entry = line.decode(decoder);
    } catch (DaybookException fault) {
      refused(fault, line);
      return;
    }
    entry(entry, line);
  }

  private void entry(Entry entry, LineCursor line) {
    skipped.report();
    if (countsLines && lines == 1) {
      order.begins(entry, line);
    }
    report(order.next(entry), line);
    if (types.isEmpty() || types.contains(entry.type())) {
      entries++;
      visitor.visit(entry, line.buffer(), line.from(), line.to());
    }
  }

  private void refused(DaybookException fault, LineCursor line) {
    boolean isUnproved = fault.kind() == Kind.MISSING_CRC;
    Entry entry = line.entryDespite(fault, decoder);
    if (entry == null || (isUnproved && !options.isLenient())) {
      skip(fault, line);
    } else if (isUnproved || options.keepsUnfit()) {
      entry(entry, line);
      badLines++;
      DaybookException reported = isUnproved ? fault : Restated.and(fault, UNFIT);
      emit(located(Restated.at(reported, "seq", entry.seq()), line, false, false));
    } else {
      skip(Restated.and(fault, UNFIT_IS_ERROR), line);
    }
  }

  private void skip(DaybookException fault, LineCursor line) {
    order.skipped();
    if (!skipped.goesOn(fault, line.length())) {
      skipped.begin(fault, located(fault, line, true, true));
    }
    badLines++;
  }

  /** Reports a fault between this line and the one before it, if there is one. */
  private void report(@Nullable DaybookException fault, LineCursor line) {
    if (fault != null) {
      badLines++;
      emit(located(fault, line, false, true));
    }
  }

  /**
   * Returns the line at hand as a bad one; in a strict reading, throws the fault.
   *
   * @param ends true if it ends a strict reading
   */
  private FaultyLines located(
      DaybookException fault, LineCursor line, boolean isSkipped, boolean ends) {
    long number = countsLines ? lines : 0;
    DaybookException located = countsLines
        ? Restated.at(fault, "line", number, "offset", line.offset())
        : Restated.at(fault, "offset", line.offset());
    if (ends && !options.isLenient()) {
      throw sessionId == null ? located : Restated.at(located, "session", sessionId);
    }
    return new FaultyLines(number, line.offset(), line.length(), isSkipped, located);
  }

  private void emit(BadLine bad) {
    if (firstBadLines.size() < ReadReport.MAX_KEPT) {
      firstBadLines.add(bad);
    }
    options.onBadLine().accept(bad);
  }

  /** Returns the report, once all lines were read. */
  ReadReport report(long tornTailBytes) {
    skipped.report();
    return new ReadCounts(lines, entries, bytes, tornTailBytes, badLines, firstBadLines);
  }
}
