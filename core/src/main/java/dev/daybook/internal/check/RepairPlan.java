package dev.daybook.internal.check;

import dev.daybook.check.Finding;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Repair;
import dev.daybook.check.Repair.Obstacle;
import dev.daybook.check.Repair.Outcome;
import dev.daybook.check.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plan of the repaired file, collected while the pass reads, and the obstacle if there is one.
 * Memory grows with the number of damaged places, up to the bound of {@link RunOrder}.
 */
final class RepairPlan implements PartVisitor {

  private static final String TOO_MUCH = "there are more disordered places than are remembered";

  private final List<Finding> leftOut = new ArrayList<>();
  private final FindingStream leaving = new FindingStream(leftOut::add);

  private @Nullable Obstacle obstacle;
  private @Nullable Finding damagedBetween;
  private @Nullable Finding damagedAtEnd;
  private boolean isBehindLost;
  private boolean hasOtherSession;
  private boolean isInPrefix = true;
  private long lastSeq = -1;
  private long lastOfPrefix = -1;
  private long tornBytes;
  private long leftOutBytes;
  private long entries;

  @Override
  public void entry(EntryRun entry, boolean isNew) {
    if (damagedBetween != null && entry.first - 1 != lastSeq) {
      stop("a damaged line may be an entry that stands nowhere else", damagedBetween);
    }
    damagedBetween = null;
    damagedAtEnd = null;
    isBehindLost = false;
    if (isNew) {
      entries++;
    } else {
      leave(entry.finding(FindingKind.DUPLICATE), entry.first);
    }
    isInPrefix &= isNew && entry.first - 1 == lastOfPrefix;
    lastOfPrefix = isInPrefix ? entry.first : lastOfPrefix;
    lastSeq = entry.first;
  }

  @Override
  public void harmless(Finding what) {
    hasOtherSession |= what.kind() == FindingKind.WRONG_SESSION;
    tornBytes += what.kind() == FindingKind.TORN_TAIL ? what.bytes() : 0;
    leave(what, FindingStream.ANY_SEQ);
  }

  @Override
  public void damaged(Finding what, boolean isLost) {
    isBehindLost |= isLost;
    if (!isLost && damagedBetween == null) {
      damagedBetween = what;
    }
    if (!isBehindLost && damagedAtEnd == null) {
      damagedAtEnd = what;
    }
    leave(what, FindingStream.ANY_SEQ);
  }

  @Override
  public void unknown(Finding what) {
    isInPrefix = false;
    stop("this program cannot know whether a line is an entry", what);
  }

  @Override
  public void unproved(Finding what) {
    stop("an entry has no checksum that would prove it", what);
  }

  private void leave(Finding what, long seq) {
    isInPrefix = false;
    leftOutBytes += what.bytes();
    if (leftOut.size() >= RunOrder.MAX_RUNS) {
      stop(TOO_MUCH, what);
      return;
    }
    leaving.lineBegins(what.offset());
    leaving.addLine(what, seq);
  }

  private void stop(String why, Finding where) {
    obstacle = obstacle == null ? new Obstacle(why, where, lastOfPrefix) : obstacle;
  }

  /** Records that forced entries are missing at the end of the file. */
  void shortened(Finding finding) {
    stop("entries that were forced are missing at the end", finding);
  }

  /** Completes the plan, after the file was read to its end. */
  void end(FilePass pass) {
    leaving.end();
    RunOrder order = pass.order();
    Finding conflict = order.firstConflict();
    Finding gap = pass.firstGap();
    if (conflict != null) {
      stop("two lines have one seq and say different things", conflict);
    }
    if (gap != null) {
      stop("entries are missing", gap);
    }
    if (damagedAtEnd != null) {
      stop("a damaged line behind the last entry may have been acknowledged", damagedAtEnd);
    }
    if (order.isOverflown()) {
      stop(TOO_MUCH, whole(pass));
    }
    if (entries == 0 && hasOtherSession) {
      stop("the file is of another session; give it its own name back", leftOut.get(0));
    }
  }

  private static Finding whole(FilePass pass) {
    return PlacedFinding.of(FindingKind.OUT_OF_ORDER, 0, 0, pass.bytes());
  }

  /** Returns true if the file needs no change. */
  boolean isSound(RunOrder order) {
    return leftOut.isEmpty() && isInOneRun(order);
  }

  /** Returns true if cutting off the torn tail is the only change needed. */
  boolean isTornOnly(RunOrder order) {
    return tornBytes > 0 && tornBytes == leftOutBytes && isInOneRun(order);
  }

  private static boolean isInOneRun(RunOrder order) {
    Collection<EntryRun> runs = order.runs();
    return runs.isEmpty() || (runs.size() == 1 && runs.iterator().next().endsLine());
  }

  @Nullable
  Obstacle obstacle() {
    return obstacle;
  }

  /** Returns the number of entries in the repaired file. */
  long entries() {
    return entries;
  }

  /** The result of a repair that followed a plan, or for lack of one did nothing. */
  record RepairResult(
      Outcome outcome,
      long entries,
      List<Finding> leftOut,
      Optional<Path> backupPath,
      boolean isGood,
      List<Finding> findings,
      Optional<Obstacle> obstacle)
      implements Repair {

    RepairResult {
      leftOut = List.copyOf(leftOut);
      findings = List.copyOf(findings);
    }
  }

  /** Returns the result for a plan with an obstacle: nothing was done. */
  Repair refusal(Verification now) {
    return new RepairResult(
        Outcome.IMPOSSIBLE,
        0,
        List.of(),
        Optional.empty(),
        false,
        now.findings(),
        Optional.ofNullable(obstacle));
  }

  /** Returns the result for a plan without an obstacle. */
  Repair result(Outcome outcome, Optional<Path> backupPath, Verification now) {
    return new RepairResult(
        outcome, entries, leftOut, backupPath, now.isClean(), now.findings(), Optional.empty());
  }
}
