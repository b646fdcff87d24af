package dev.daybook.internal.fork;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.event.BranchSummary;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.Entry;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionFork;
import dev.daybook.event.StandardEvent;
import dev.daybook.event.WireNames;
import dev.daybook.internal.json.Admission;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.ProvedLines;
import dev.daybook.internal.json.ProvedLines.Range;
import dev.daybook.internal.json.Restated;
import dev.daybook.internal.line.EntryOrder;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.internal.line.SessionSource;
import dev.daybook.read.LineVisitor;
import dev.daybook.read.SessionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** One pass over the parent's entries that gives the child its copies, from seq 1. Used once. */
final class CopyPass implements LineVisitor {

  private static final String COMPACTION = WireNames.of(HistoryCompaction.class);
  private static final String SWITCH = WireNames.of(BranchSwitched.class);

  /** The types that apply to the parent alone. */
  private static final Set<String> LEFT_OUT = Stream.<Class<? extends StandardEvent>>of(
          ProviderUsage.class, SessionFork.class, BranchSummary.class)
      .map(WireNames::of)
      .collect(Collectors.toUnmodifiableSet());

  private static final EntryDecoder DECODER = new EntryDecoder(EventTypes.standard(), true);
  private static final EntryDecoder VERBATIM = new EntryDecoder(EventTypes.standard(), true, true);

  private final SessionId parent;
  private final OptionalLong toSeq;
  private final @Nullable Admission admission;
  private final ChildLines child;
  private final Map<String, Long> leftOut = new TreeMap<>();
  private final CRC32C crc = new CRC32C();
  private @Nullable String forkRoot;

  /** The seq of the parent's first entry; not 0 if its file begins with a gap. */
  private long firstSeq = -1;

  /** The seqs of the entries that were left out, in their order. */
  private final List<Long> gaps = new ArrayList<>();

  private long lastSeq = -1;
  private long lines;
  private long entries;
  private long newIds;
  private long offset;
  private long tornTailBytes;

  /**
   * The result of one pass over the parent. Equal results mean that both passes read the same
   * bytes.
   *
   * @param lastSeq the seq of the last entry that was read; -1 if there is none
   * @param entries the number of copied entries
   * @param leftOut the number of entries left out, by type
   * @param newIds the number of copied entries that had an id of their caller's
   * @param forkRoot the fork root in the parent's own first entry; null if the parent is no fork
   * @param crc the checksum of the lines that were read
   */
  record Copied(
      long lastSeq,
      long entries,
      Map<String, Long> leftOut,
      long newIds,
      @Nullable String forkRoot,
      long crc) {}

  /**
   * @param toSeq the last entry to copy; empty to read to the end
   * @param admission the check of the data of known types; null if that was done before
   */
  CopyPass(SessionId parent, OptionalLong toSeq, @Nullable Admission admission, ChildLines child) {
    this.parent = parent;
    this.toSeq = toSeq;
    this.admission = admission;
    this.child = child;
  }

  /**
   * Copies the parent's entries. Reads it strictly and not beyond the last entry to copy, so damage
   * behind that is not met.
   *
   * @param reader the parent's reader, strict and verbatim
   * @param file the parent's file
   * @param maxLineBytes the longest line to read
   * @throws IOException if the child's file cannot be written
   * @throws DaybookException the fault of the parent's first bad line, and its place;
   *     {@code IO_ERROR} or {@code INTERRUPTED} if the parent cannot be read
   */
  Copied run(SessionReader reader, Path file, int maxLineBytes) throws IOException {
    try {
      long tail = reader.forEach(this).tornTailBytes();
      if (tail > 0) {
        tail(file, maxLineBytes, tail);
      }
    } catch (Enough reached) {
      // the rest of the parent is not the child's
      tornTailBytes = 0;
    } catch (UncheckedIOException refused) {
      throw refused.getCause();
    } catch (DaybookException fault) {
      throw Restated.at(fault, "session", parent, "parent", parent);
    }
    return new Copied(lastSeq, entries, leftOut, newIds, forkRoot, crc.getValue());
  }

  @Override
  public void visit(Entry entry, byte[] buffer, int from, int to) {
    try {
      take(entry, buffer, from, to);
    } catch (DaybookException fault) {
      // a strict reading gives every line, and each is one entry
      throw Restated.at(fault, "line", lines + 1, "offset", offset);
    }
    lines++;
    crc.update(buffer, from, to - from);
    crc.update('\n');
    offset += to + 1 - from;
    lastSeq = entry.seq();
    if (toSeq.isPresent() && lastSeq == toSeq.getAsLong()) {
      throw new Enough();
    }
  }

  /**
   * Takes the whole entries behind the last line feed as if they had theirs: an editor may have
   * removed it, or their writer is about to write it.
   *
   * @param bytes the number of bytes there
   */
  private void tail(Path file, int maxLineBytes, long bytes) {
    tornTailBytes = bytes;
    try (SessionSource source = SessionSource.open(file)) {
      ForwardCursor lines = ForwardCursor.forFewLines(source, offset, offset + bytes, maxLineBytes);
      int from = lines.next() ? 0 : lines.from();
      int to = from + (int) Math.min(bytes, lines.buffer().length - from);
      for (Range range : ProvedLines.in(lines.buffer(), from, to)) {
        Entry entry = VERBATIM.decode(lines.buffer(), range.from(), range.to());
        if (range.from() != from
            || !follows(entry, lines.buffer(), range)
            || !entry.sessionId().equals(parent.value())) {
          return;
        }
        from = range.to();
        tornTailBytes -= range.to() - range.from();
        visit(entry, lines.buffer(), range.from(), range.to());
      }
    } catch (IOException unread) {
      throw ReadErrors.ofFile(unread, "cannot read", parent.value(), file);
    }
  }

  private boolean follows(Entry entry, byte[] buffer, Range range) {
    return lines == 0
        ? EntryOrder.isBeginning(buffer, range.from(), range.to())
        : entry.seq() == lastSeq + 1;
  }

  /** Returns the number of bytes behind the last line feed that were met and left out. */
  long tornTailBytes() {
    return tornTailBytes;
  }

  private void take(Entry entry, byte[] buffer, int from, int to) {
    firstSeq = firstSeq < 0 ? entry.seq() : firstSeq;
    if (admission != null) {
      admission.admit(entry.event(), entry.id());
    }
    if (entry.seq() == 0
        && DECODER.decode(buffer, from, to).event() instanceof SessionFork ownFork) {
      forkRoot = rootOf(ownFork);
    }
    if (LEFT_OUT.contains(entry.type())) {
      leftOut.merge(entry.type(), 1L, Long::sum);
      gaps.add(entry.seq());
    } else if (entry.type().equals(COMPACTION)
        && DECODER.decode(buffer, from, to).event() instanceof HistoryCompaction compaction) {
      copy(entry, compaction.withRange(inChild(compaction.range())));
    } else if (entry.type().equals(SWITCH)
        && DECODER.decode(buffer, from, to).event() instanceof BranchSwitched switched) {
      copy(entry, new BranchSwitched(inChild(switched.kept()), switched.reason()));
    } else {
      copy(entry, entry.event());
    }
  }

  /** Returns the range of the copies of the same entries, limited to entries that exist. */
  private SeqRange inChild(SeqRange range) {
    long to = copiesTo(Math.min(range.toSeq(), lastSeq + 1));
    return new SeqRange(Math.min(copiesTo(range.fromSeq() - 1) + 1, to), to);
  }

  /** Returns the ranges of the copies of the same entries; one without copies is left out. */
  private List<SeqRange> inChild(List<SeqRange> kept) {
    List<SeqRange> copies = new ArrayList<>();
    for (SeqRange range : kept) {
      long from = copiesTo(range.fromSeq() - 1) + 1;
      long to = copiesTo(Math.min(range.toSeq(), lastSeq));
      if (from <= to) {
        copies.add(new SeqRange(from, to));
      }
    }
    return copies;
  }

  /**
   * Returns the child's seq of the last copied entry up to that seq of the parent; 0, the child's
   * own entry, if there is none.
   */
  private long copiesTo(long seq) {
    int left = Collections.binarySearch(gaps, seq);
    return Math.max(0, seq + 1 - firstSeq) - (left < 0 ? -left - 1 : left + 1);
  }

  /**
   * Returns the fork root. An id from a file is untrusted text, so it is checked as a session id.
   */
  private static String rootOf(SessionFork fork) {
    String root = fork.forkRootSessionId();
    return new SessionId(root == null ? fork.parentSessionId() : root).value();
  }

  private void copy(Entry entry, SessionEvent event) {
    String id = null;
    if (entry.id() != null) {
      id = UUID.randomUUID().toString();
      newIds++;
    }
    try {
      child.add(++entries, entry.ts(), id, event);
    } catch (IOException refused) {
      // unchecked, because the reader would take an IOException for its own
      throw new UncheckedIOException(refused);
    }
  }

  /** A signal that ends the reading where the fork ends. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("read far enough", null, false, false);
    }
  }
}
