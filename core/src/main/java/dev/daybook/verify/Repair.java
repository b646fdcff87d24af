package dev.daybook.verify;

import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.replay.RegularFile;
import dev.daybook.session.HeldFile;
import dev.daybook.session.SessionFolder;
import dev.daybook.session.SessionId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a repair, or would become of it.
 *
 * <p>A repair does what is provably safe, and else nothing. The entries of the session are what its
 * checksum proves and what carries its id: lines, and parts of lines that are welded or have NUL
 * bytes in them. If these, taken once each, have every seq from 0 on, the repaired file is they and
 * nothing else, in the order of seq. Left out is what cannot be an entry that would be lost:
 *
 * <ul>
 *   <li>lines of other sessions, empty lines, and lines that stand there a second time;
 *   <li>damaged text between an entry and the one with the next seq, where no number is missing;
 *   <li>damaged text behind the last entry, but only NUL bytes and what stands on their line or
 *       behind it: the device never had them whole. Other text there may have been acknowledged,
 *       and so may text with fewer than 8 NUL bytes in a row, since a flipped bit makes one of a
 *       space;
 *   <li>the torn tail. A whole entry in it is kept as if it had its line feed.
 * </ul>
 *
 * <p>If a seq is missing or has two contents, if the file is shorter than it was known to be by
 * more than line feeds, if a damaged line may be an entry, if a line is over the limit or of a
 * newer format, if more than 65,536 places are in disorder, if something would have to move and an
 * entry has no checksum, or if all is of another session, the file stays as it is.
 *
 * @param outcome what was done
 * @param entries how many entries the file has now; of a dry run, would have; 0 if it cannot be
 *     repaired
 * @param leftOut what the file does not hold any more, or would not; lines in a row as one
 * @param keptAt the file that holds what was there: all of the old file, or only the torn tail if
 *     nothing else was wrong; null if nothing was done
 * @param isGood whether the file has no damage now
 * @param findings what is wrong with the file as it is now, the first
 *     {@value Verification#MAX_KEPT}; {@link Damage#isWarning} and what is proved to be as it was
 *     written stays
 * @param obstacle why it cannot be repaired; null if it can
 */
public record Repair(
    Outcome outcome,
    long entries,
    List<FileFinding> leftOut,
    @Nullable Path keptAt,
    boolean isGood,
    List<FileFinding> findings,
    @Nullable Obstacle obstacle) {

  public Repair {
    leftOut = List.copyOf(leftOut);
    findings = List.copyOf(findings);
  }

  /** What was done. */
  public enum Outcome {
    /** Nothing had to be done. */
    NOTHING_TO_DO,
    /** The file was replaced, or its torn tail cut off. */
    REPAIRED,
    /** It would have been: this was a dry run. */
    REPAIRABLE,
    /** Nothing was done, since something might have been lost. */
    IMPOSSIBLE;

    /** The outcome in snake_case, as the command prints it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where what was there is kept, if something was done. */
  public Optional<Path> kept() {
    return Optional.ofNullable(keptAt);
  }

  /**
   * Repairs a session's file. A copy of all that changes is on the device before anything does, and
   * the repaired file was read through; then it takes the old one's place at once. A crash leaves
   * the old file or the new one.
   *
   * @param types the types whose data is checked to be theirs
   * @param maxLineBytes the longest line to hold in memory; a file with a longer one is left alone
   * @param isDryRun whether to say what would be done, and do nothing
   * @throws DaybookException {@code SESSION_LOCKED} if somebody records in it;
   *     {@code SESSION_NOT_FOUND}; {@code UNSAFE_PATH}; {@code IO_ERROR}; {@code INTERRUPTED},
   *     nothing being changed then
   */
  public static Repair of(
      SessionFolder folder, SessionId id, EventTypes types, int maxLineBytes, boolean isDryRun) {
    VerifyOptions options = VerifyOptions.defaults().withMaxLineBytes(maxLineBytes);
    Path file = folder.file(id);
    return Verification.reading(file, "cannot repair", () -> {
      try (HeldFile held = folder.hold(id)) {
        return of(folder, held, id, types, options, isDryRun);
      }
    });
  }

  private static Repair of(
      SessionFolder folder,
      HeldFile held,
      SessionId id,
      EventTypes types,
      VerifyOptions options,
      boolean isDryRun)
      throws IOException {
    Verification.Kept found = new Verification.Kept(finding -> {});
    RepairPlan plan = new RepairPlan();
    FilePass pass;
    try (FileChannel channel = RegularFile.open(held.path())) {
      pass = new FilePass(channel, channel.size(), id, types, options, found, plan);
      pass.run(() -> false);
      Verification.shortened(folder, id, channel, options).ifPresent(finding -> {
        found.accept(finding);
        plan.shortened(finding);
      });
    }
    plan.end(pass);
    Verification now = found.verification();
    if (plan.obstacle() != null) {
      return new Repair(
          Outcome.IMPOSSIBLE, 0, List.of(), null, false, now.findings(), plan.obstacle());
    }
    if (plan.isSound(pass.order())) {
      return plan.result(Outcome.NOTHING_TO_DO, null, now);
    }
    if (isDryRun) {
      return plan.result(Outcome.REPAIRABLE, null, now);
    }
    if (plan.isTornOnly(pass.order())) {
      Path torn = held.cut(pass.bytes());
      // a whole line that may not stay is cut off as well
      Verification without = now.without(Damage.TORN_TAIL).without(Damage.MISSING_NEWLINE);
      return plan.result(Outcome.REPAIRED, torn, without);
    }
    Verification.Kept stays = new Verification.Kept(finding -> {});
    Path original = held.replace(new RepairedFile(
        held.path(), pass.order().runs(), plan.entries(), id, types, options, stays));
    return plan.result(Outcome.REPAIRED, original, stays.verification());
  }
}
