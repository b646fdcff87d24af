package dev.daybook.internal.check;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.check.Finding;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Repair;
import dev.daybook.check.Repair.Outcome;
import dev.daybook.check.Verification;
import dev.daybook.check.VerifyOptions;
import dev.daybook.internal.file.DraftFile;
import dev.daybook.internal.file.HeldFile;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.line.SessionSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** The repair of a session's file; {@link Repair} says which changes it makes. */
public final class Repairer {

  private final SessionFolder folder;
  private final SessionId id;
  private final EventTypes types;
  private final VerifyOptions options;
  private final KeptFindings found = new KeptFindings(finding -> {});
  private final RepairPlan plan = new RepairPlan();

  private Repairer(SessionFolder folder, SessionId id, EventTypes types, VerifyOptions options) {
    this.folder = folder;
    this.id = id;
    this.types = types;
    this.options = options;
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
  public static Repair repair(
      SessionFolder folder, SessionId id, EventTypes types, int maxLineBytes, boolean isDryRun) {
    VerifyOptions options = VerifyOptions.defaults().withMaxLineBytes(maxLineBytes);
    return Verifier.reading(id, folder.file(id), "cannot repair", () -> {
      try (HeldFile held = folder.hold(id)) {
        return new Repairer(folder, id, types, options).repair(held, isDryRun);
      }
    });
  }

  private Repair repair(HeldFile held, boolean isDryRun) throws IOException {
    FilePass pass = examine(held.path());
    Verification now = found.verification();
    if (plan.obstacle() != null) {
      return plan.refusal(now);
    }
    if (plan.isSound(pass.order())) {
      return plan.result(Outcome.NOTHING_TO_DO, Optional.empty(), now);
    }
    if (isDryRun) {
      return plan.result(Outcome.REPAIRABLE, Optional.empty(), now);
    }
    return plan.isTornOnly(pass.order()) ? cut(held, pass.bytes()) : rewrite(held, pass.order());
  }

  private FilePass examine(Path file) throws IOException {
    try (SessionSource source = SessionSource.open(file)) {
      FilePass pass = new FilePass(source, source.size(), id, types, options, found, plan);
      pass.run(() -> false);
      Verifier.shortened(folder, id, source, options).ifPresent(finding -> {
        found.accept(finding);
        plan.shortened(finding);
      });
      plan.end(pass);
      return pass;
    }
  }

  private Repair cut(HeldFile held, long bytes) throws IOException {
    Path torn = held.cut(bytes);
    // a whole line that may not stay is cut off as well
    found.forget(FindingKind.TORN_TAIL);
    found.forget(FindingKind.MISSING_NEWLINE);
    return plan.result(Outcome.REPAIRED, Optional.of(torn), found.verification());
  }

  private Repair rewrite(HeldFile held, RunOrder order) throws IOException {
    KeptFindings stays = new KeptFindings(finding -> {});
    Path original = held.replace(
        new RepairedFile(held.path(), order.runs(), plan.entries(), id, types, options, stays));
    return plan.result(Outcome.REPAIRED, Optional.of(original), stays.verification());
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
