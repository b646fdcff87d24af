package dev.daybook.verify;

import dev.daybook.codec.EventTypes;
import dev.daybook.diagnosis.Finding;
import dev.daybook.diagnosis.FindingKind;
import dev.daybook.event.DaybookException;
import dev.daybook.replay.SessionSource;
import dev.daybook.session.DraftFile;
import dev.daybook.session.HeldFile;
import dev.daybook.session.SessionFolder;
import dev.daybook.session.SessionId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The result of a repair, or of a dry run.
 *
 * <p>A repair makes only provably safe changes. The entries of the session are those that carry its
 * id: lines, and parts of lines, proved by their checksum, where lines are welded or have NUL bytes
 * in them. If these, taken once each, have every seq from 0 on, the repaired file holds exactly
 * them, in the order of seq. A repair leaves out only bytes that cannot be a lost entry:
 *
 * <ul>
 *   <li>lines of other sessions, empty lines, and second copies of lines;
 *   <li>damaged text between an entry and the one with the next seq, where no seq is missing;
 *   <li>behind the last entry, NUL bytes and damaged text on their line or behind it: the device
 *       never had them whole. Other damaged text there may have been acknowledged, and so may text
 *       with fewer than 8 NUL bytes in a row, since a flipped bit turns a space into one;
 *   <li>the torn tail. A whole entry in it is kept as if it had its line feed.
 * </ul>
 *
 * <p>The file stays unchanged if a seq is missing or has two contents, if the file is shorter than
 * it was known to be by more than line feeds, if a damaged line may be an entry, if a line is over
 * the limit or of a newer format, if more than 65,536 places are in disorder, if an entry has no
 * checksum, or if all entries are of another session.
 *
 * @param outcome the action taken
 * @param entries the number of entries in the file now; after a dry run, the number it would have;
 *     0 if it cannot be repaired
 * @param leftOut the places left out of the file, or that would be; consecutive lines as one
 * @param keptAt the file that keeps the old bytes: all of the old file, or only the torn tail if
 *     there was no other damage; null if nothing was done
 * @param isGood true if the file has no damage now
 * @param findings the first {@value Verification#MAX_KEPT} findings in the file as it is now. Lines
 *     proved to be as they were written stay
 * @param obstacle the reason it cannot be repaired; null if it can
 */
public record Repair(
    Outcome outcome,
    long entries,
    List<Finding> leftOut,
    @Nullable Path keptAt,
    boolean isGood,
    List<Finding> findings,
    @Nullable Obstacle obstacle) {

  public Repair {
    leftOut = List.copyOf(leftOut);
    findings = List.copyOf(findings);
  }

  /**
   * The reason a file is not repaired: the repair might drop or move recorded entries.
   *
   * @param why one phrase
   * @param where the first place that prevents the repair
   * @param lastSoundSeq the seq of the last entry before the first damage; -1 if there is none. A
   *     fork up to it can continue
   */
  public record Obstacle(String why, Finding where, long lastSoundSeq) {

    /** Returns the reason, the place and the way out, for people. */
    public String message() {
      return why
          + "; "
          + (lastSoundSeq < 0
              ? "nothing before it can be forked"
              : "a fork up to the last sound entry can go on")
          + ": reason="
          + where.kind().wireName()
          + ", line="
          + where.line()
          + ", offset="
          + where.offset()
          + (lastSoundSeq < 0 ? "" : ", lastSoundSeq=" + lastSoundSeq);
    }
  }

  /** The action of a repair. */
  public enum Outcome {
    /** Nothing had to be done. */
    NOTHING_TO_DO,
    /** The file was replaced, or its torn tail cut off. */
    REPAIRED,
    /** The file would have been repaired: this was a dry run. */
    REPAIRABLE,
    /** Nothing was done, since an entry might have been lost. */
    IMPOSSIBLE;

    /** Returns the outcome in snake_case, as the command prints it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the file that keeps the old bytes, if something was done. */
  public Optional<Path> kept() {
    return Optional.ofNullable(keptAt);
  }

  /**
   * Repairs a session's file. A copy of everything that changes is on the device before the change.
   * The repaired file is read through and then takes the old one's place atomically: a crash leaves
   * the old file or the new one.
   *
   * @param types the types whose data is checked to be theirs
   * @param maxLineBytes the longest line to hold in memory; a file with a longer one is left alone
   * @param isDryRun true to report what a repair would do, and change nothing
   * @throws DaybookException {@code SESSION_LOCKED} if another writer records in it;
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
    try (SessionSource source = SessionSource.open(held.path())) {
      pass = new FilePass(source, source.size(), id, types, options, found, plan);
      pass.run(() -> false);
      Verification.shortened(folder, id, source, options).ifPresent(finding -> {
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
      found.forget(FindingKind.TORN_TAIL);
      found.forget(FindingKind.MISSING_NEWLINE);
      return plan.result(Outcome.REPAIRED, torn, found.verification());
    }
    Verification.Kept stays = new Verification.Kept(finding -> {});
    Path original = held.replace(new RepairedFile(
        held.path(), pass.order().runs(), plan.entries(), id, types, options, stays));
    return plan.result(Outcome.REPAIRED, original, stays.verification());
  }

  /**
   * The repaired copy of a damaged file: its entries in the order of their seqs, each on a line of
   * its own. It is read through before it replaces the old file.
   *
   * @param source the damaged file
   * @param runs its entries, by seq
   * @param entries the number of them
   * @param onFinding the listener for the findings that the result still has
   */
  private record RepairedFile(
      Path source,
      Collection<EntryRun> runs,
      long entries,
      SessionId id,
      EventTypes types,
      VerifyOptions options,
      Consumer<Finding> onFinding)
      implements DraftFile.Content {

    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public void writeTo(FileChannel file) throws IOException {
      try (SessionSource damaged = SessionSource.open(source)) {
        // not closed, as that would close the file
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES);
        for (EntryRun run : runs) {
          copy(damaged, run, out);
        }
        out.flush();
      }
      check(file);
    }

    private static void copy(SessionSource damaged, EntryRun run, OutputStream out)
        throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, run.end() - run.offset));
      long at = run.offset;
      while (at < run.end()) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), run.end() - at));
        int read = damaged.read(buffer, at);
        if (read <= 0) {
          throw new IOException("the file became shorter while it was repaired: offset=" + at);
        }
        out.write(buffer.array(), 0, read);
        at += read;
      }
      if (!run.endsLine()) {
        out.write('\n');
      }
    }

    private void check(FileChannel file) throws IOException {
      RepairPlan plan = new RepairPlan();
      FilePass pass =
          new FilePass(SessionSource.of(file), file.size(), id, types, options, onFinding, plan);
      pass.run(() -> false);
      plan.end(pass);
      if (plan.obstacle() != null || !plan.isSound(pass.order()) || plan.entries() != entries) {
        throw new IOException("the repaired file is not what was planned; it is not used: entries="
            + plan.entries()
            + ", planned="
            + entries);
      }
    }
  }
}
