package dev.daybook.internal.check;

import static java.util.Objects.requireNonNull;

import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A lookup of earlier lines by seq. It uses a binary search, because in a {@link EntryRun} the seqs
 * grow with the offsets. The line after the last one found needs no search.
 */
final class EarlierLines {

  private static final long NEAR_BYTES = 1 << 13;
  private static final EntryDecoder DECODER = new EntryDecoder(EventTypes.standard(), true, true);

  private final SessionSource source;
  private final int maxLineBytes;

  private @Nullable EntryRun run;
  private @Nullable ForwardCursor scanner;
  private long nextSeq;
  private int from;
  private int to;
  private boolean tailIsTaken;

  EarlierLines(SessionSource source, int maxLineBytes) {
    this.source = source;
    this.maxLineBytes = maxLineBytes;
  }

  /** Returns true if the run's line of that seq equals the part, byte for byte. */
  boolean isSame(EntryRun wanted, EntryRun entry, byte[] bytes, int partFrom) throws IOException {
    if (run != wanted || nextSeq != entry.first || !next()) {
      seek(wanted, entry.first);
    }
    nextSeq = entry.first + 1;
    return Arrays.equals(
        requireNonNull(scanner).buffer(), from, to, bytes, partFrom, partFrom + entry.firstLength);
  }

  private void seek(EntryRun wanted, long seq) throws IOException {
    run = wanted;
    long low = wanted.offset;
    long high = wanted.end();
    while (high - low > NEAR_BYTES) {
      long middle = (low + high) >>> 1;
      begin(wanted, middle);
      boolean isInside = next(); // the rest of a line
      if (isInside && next() && seqAtHand() <= seq) {
        low = requireNonNull(scanner).offset();
      } else {
        high = middle;
      }
    }
    begin(wanted, low);
    do {
      if (!next()) {
        throw new IOException("the file was changed while it was read: offset=" + low);
      }
    } while (seqAtHand() != seq);
  }

  private void begin(EntryRun wanted, long offset) {
    scanner = ForwardCursor.forFewLines(source, offset, wanted.end(), maxLineBytes);
    tailIsTaken = false;
  }

  /** Moves to the next line; the last one of a run may lack its line feed. */
  private boolean next() throws IOException {
    ForwardCursor lines = requireNonNull(scanner);
    if (tailIsTaken) {
      return false;
    } else if (lines.next()) {
      from = lines.from();
      to = lines.to();
      return true;
    }
    tailIsTaken = true;
    from = lines.from();
    to = from + (int) lines.tornTailBytes();
    return to > from;
  }

  private long seqAtHand() {
    byte[] buffer = requireNonNull(scanner).buffer();
    // the checksum of a run's line was verified when the pass read it
    LineHeader header = LineHeader.ofBeginning(buffer, from, to);
    return header != null
        ? header.seq()
        : DECODER.decodeUnproved(buffer, from, to).seq();
  }
}
