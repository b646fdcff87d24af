package dev.daybook.internal.check;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.check.Finding;
import dev.daybook.check.FindingKind;
import dev.daybook.check.VerifyOptions;
import dev.daybook.event.Entry;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.json.ProvedLines;
import dev.daybook.internal.json.ProvedLines.Range;
import dev.daybook.internal.line.EntryOrder;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a session's file, from its first byte to its last, which reports its parts and its
 * damage. Used once, by one thread.
 */
final class FilePass {

  private static final long PROGRESS_BYTES = 1 << 20;

  private final ForwardCursor scanner;
  private final long size;
  private final int maxLineBytes;
  private final String id;
  private final byte[] quotedId;
  private final EntryDecoder decoder;
  private final EntryDecoder verbatim;
  private final FindingStream findings;
  private final RunOrder order;
  private final PartVisitor parts;
  private final VerifyOptions.ProgressListener progress;
  private @Nullable Finding firstGap;
  private long entries;
  private long bytes;

  /**
   * @param source the file, read by position
   * @param size the offset to stop at, at most the file's size
   * @param options the limits and the progress listener; their finding listener is not called
   */
  FilePass(
      SessionSource source,
      long size,
      SessionId id,
      EventTypes types,
      VerifyOptions options,
      Consumer<Finding> onFinding,
      PartVisitor parts) {
    this.size = size;
    this.maxLineBytes = options.maxLineBytes();
    this.scanner = new ForwardCursor(source, 0, size, maxLineBytes);
    this.id = id.value();
    this.quotedId = BatchEncoder.quoted(this.id);
    this.decoder = new EntryDecoder(types, true);
    this.verbatim = new EntryDecoder(types, true, true);
    this.findings = new FindingStream(onFinding);
    this.order = new RunOrder(findings, new EarlierLines(source, maxLineBytes));
    this.parts = parts;
    this.progress = options.onProgress();
  }

  /**
   * Reads the file to the end.
   *
   * @param isBeingWritten true if a process may be about to finish a torn tail; asked at one
   */
  void run(BooleanSupplier isBeingWritten) throws IOException {
    long reported = 0;
    while (scanner.next()) {
      bytes += scanner.length();
      findings.lineBegins(scanner.offset());
      line();
      if (bytes - reported >= PROGRESS_BYTES) {
        reported = bytes;
        progress.at(bytes, size);
      }
    }
    if (scanner.tornTailBytes() > 0) {
      tail(isBeingWritten.getAsBoolean());
    }
    findings.end();
    firstGap = order.end();
    progress.at(size, size);
  }

  private void line() throws IOException {
    if (scanner.isTooLong()) {
      Finding finding = whole(FindingKind.LINE_TOO_LONG, "maxLineBytes", maxLineBytes);
      findings.add(finding);
      parts.unknown(finding);
      order.damagedLine();
      return;
    }
    if (scanner.from() == scanner.to()) {
      Finding finding = whole(FindingKind.EMPTY_LINE);
      findings.addLine(finding, FindingStream.ANY_SEQ);
      parts.harmless(finding);
      return;
    }
    Entry entry;
    try {
      entry = decoder.decodeUnproved(scanner.buffer(), scanner.from(), scanner.to());
    } catch (DaybookException fault) {
      badLine(fault);
      return;
    }
    if (!ProvedLines.isOne(scanner.buffer(), scanner.from(), scanner.to())) {
      Finding finding = whole(FindingKind.MISSING_CRC);
      findings.addLine(finding, FindingStream.ANY_SEQ);
      parts.unproved(finding);
    }
    place(entry.sessionId(), entry.seq(), new Range(scanner.from(), scanner.to()), true);
  }

  private void badLine(DaybookException fault) throws IOException {
    if (ProvedLines.isOne(scanner.buffer(), scanner.from(), scanner.to())) {
      if (isOfChangedType()) {
        provedEntry(new Range(scanner.from(), scanner.to()), true, FindingKind.of(fault.kind()));
        return;
      }
      // proved to be as it was written, but this program cannot decode it
      Finding finding = whole(FindingKind.of(fault.kind()), fault.details());
      findings.add(finding);
      provedEntry(new Range(scanner.from(), scanner.to()), true, finding.kind());
      return;
    }
    if (endsWithCarriageReturn()) {
      Finding finding = whole(FindingKind.CARRIAGE_RETURN);
      findings.addLine(finding, FindingStream.ANY_SEQ);
      provedEntry(new Range(scanner.from(), scanner.to() - 1), false, finding.kind());
      parts.harmless(of(new Range(scanner.to() - 1, scanner.to()), finding.kind()));
      return;
    }
    BadLineParts bad = BadLineParts.of(scanner.buffer(), scanner.from(), scanner.to());
    Finding finding = finding(bad, fault);
    findings.add(finding);
    int at = scanner.from();
    for (Range entry : bad.entries()) {
      rest(new Range(at, entry.from()), finding.kind(), bad.isLost());
      provedEntry(entry, false, finding.kind());
      at = entry.to();
    }
    rest(new Range(at, scanner.to()), finding.kind(), bad.isLost());
  }

  /**
   * Returns true if the entry was recorded before a type of the program's own changed, which is no
   * damage.
   */
  private boolean isOfChangedType() {
    Entry unfit = decoder.unfit(scanner.buffer(), scanner.from(), scanner.to());
    return unfit != null && !EventTypes.standard().contains(unfit.type());
  }

  private boolean endsWithCarriageReturn() {
    int last = scanner.to() - 1;
    return last > scanner.from()
        && scanner.buffer()[last] == '\r'
        && ProvedLines.isOne(scanner.buffer(), scanner.from(), last);
  }

  private void rest(Range rest, FindingKind reason, boolean isLost) {
    if (rest.from() < rest.to()) {
      order.damagedLine();
      parts.damaged(of(rest, reason), isLost);
    }
  }

  private Finding finding(BadLineParts bad, DaybookException fault) {
    if (!bad.hasNul() && bad.entries().isEmpty()) {
      return whole(FindingKind.of(fault.kind()), fault.details());
    }
    return whole(
        bad.hasNul() ? FindingKind.NUL_BYTES : FindingKind.WELDED, bad.details(offsetOf(0)));
  }

  /** Takes an entry proved by its checksum, possibly of another session or of an unknown format. */
  private void provedEntry(Range range, boolean isLine, FindingKind reason) throws IOException {
    byte[] buffer = scanner.buffer();
    LineHeader header = LineHeader.of(buffer, range.from(), range.to(), quotedId);
    if (header != null) {
      place(id, header.seq(), range, isLine);
      return;
    }
    try {
      Entry entry = verbatim.decode(buffer, range.from(), range.to());
      place(entry.sessionId(), entry.seq(), range, isLine);
    } catch (DaybookException unreadable) {
      parts.unknown(of(range, reason));
      order.damagedLine();
    }
  }

  private void place(String sessionId, long seq, Range range, boolean isLine) throws IOException {
    if (scanner.lineNumber() == 1) {
      mayBegin(seq, range);
    }
    EntryRun entry = entry(seq, scanner.lineNumber(), range, isLine);
    entries++;
    if (sessionId.equals(id)) {
      parts.entry(entry, order.entry(entry, scanner.buffer(), range.from()));
      return;
    }
    Finding finding = entry.finding(FindingKind.WRONG_SESSION);
    if (entry.endsLine()) {
      findings.addLine(finding, FindingStream.ANY_SEQ);
    } else {
      findings.add(finding);
    }
    parts.harmless(finding);
  }

  /** The first bytes of the file are that entry. */
  private void mayBegin(long seq, Range range) {
    if (seq > 0
        && range.from() == scanner.from()
        && EntryOrder.isBeginning(scanner.buffer(), range.from(), range.to())) {
      order.beginsAt(seq);
    }
  }

  private void tail(boolean isBeingWritten) throws IOException {
    long length = scanner.tornTailBytes();
    int from = scanner.from();
    if (length > scanner.buffer().length - from) {
      Finding finding = tailFinding(FindingKind.TORN_TAIL, length, Map.of());
      report(finding, isBeingWritten);
      parts.harmless(finding);
      return;
    }
    BadLineParts tail = BadLineParts.of(scanner.buffer(), from, from + (int) length);
    FindingKind reason = tail.isOneEntry() ? FindingKind.MISSING_NEWLINE : FindingKind.TORN_TAIL;
    report(tailFinding(reason, length, tail.details(offsetOf(0))), isBeingWritten);
    for (Range range : tail.entries()) {
      tailEntry(range);
    }
    for (Range range : tail.rests()) {
      parts.harmless(inTail(range));
    }
  }

  /**
   * Takes a proved entry of the torn tail: it counts without its line feed, unless the file has it
   * already.
   */
  private void tailEntry(Range range) throws IOException {
    byte[] buffer = scanner.buffer();
    Entry entry;
    try {
      entry = verbatim.decode(buffer, range.from(), range.to());
    } catch (DaybookException unreadable) {
      parts.unknown(inTail(range));
      return;
    }
    if (scanner.lineNumber() == 0) {
      mayBegin(entry.seq(), range);
    }
    EntryRun found = entry(entry.seq(), scanner.lineNumber() + 1, range, false);
    if (!entry.sessionId().equals(id) || order.isThere(found, buffer, range.from())) {
      parts.harmless(inTail(range));
    } else {
      parts.entry(found, order.entry(found, buffer, range.from()));
    }
  }

  private Finding inTail(Range range) {
    return PlacedFinding.of(
        FindingKind.TORN_TAIL,
        scanner.lineNumber() + 1,
        offsetOf(range.from()),
        range.to() - range.from());
  }

  private void report(Finding finding, boolean isBeingWritten) {
    if (!isBeingWritten) {
      findings.add(finding);
    }
  }

  private Finding tailFinding(FindingKind reason, long length, Map<String, Object> details) {
    return PlacedFinding.of(reason, scanner.lineNumber() + 1, scanner.offset(), length, details);
  }

  private EntryRun entry(long seq, long line, Range range, boolean isLine) {
    return new EntryRun(seq, line, offsetOf(range.from()), range.to() - range.from(), isLine);
  }

  private Finding of(Range range, FindingKind reason) {
    return PlacedFinding.of(
        reason, scanner.lineNumber(), offsetOf(range.from()), range.to() - range.from());
  }

  private Finding whole(FindingKind reason, Object... namesAndValues) {
    return PlacedFinding.of(
        reason, scanner.lineNumber(), scanner.offset(), scanner.length(), namesAndValues);
  }

  private Finding whole(FindingKind reason, Map<String, Object> details) {
    return PlacedFinding.of(
        reason, scanner.lineNumber(), scanner.offset(), scanner.length(), details);
  }

  private long offsetOf(int index) {
    return scanner.offset() + index - scanner.from();
  }

  /** Returns the order of the entries, after the pass. */
  RunOrder order() {
    return order;
  }

  /**
   * Returns the first place, by seq, where numbers are missing, with or without damaged lines
   * there.
   */
  @Nullable
  Finding firstGap() {
    return firstGap;
  }

  /** Returns the number of complete lines. */
  long lines() {
    return scanner.lineNumber();
  }

  /** Returns the number of entries, of any session. */
  long entries() {
    return entries;
  }

  /** Returns the number of bytes of the complete lines. */
  long bytes() {
    return bytes;
  }

  /** Returns the number of bytes behind the last line feed. */
  long tornTailBytes() {
    return scanner.tornTailBytes();
  }
}
