package dev.daybook.verify;

import dev.daybook.codec.EventTypes;
import dev.daybook.diagnosis.Finding;
import dev.daybook.replay.SessionSource;
import dev.daybook.session.DraftFile;
import dev.daybook.session.SessionId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * The repaired copy of a damaged file: its entries in the order of their seqs, each on a line of
 * its own. It is read through before it replaces the old file.
 *
 * @param source the damaged file
 * @param runs its entries, by seq
 * @param entries the number of them
 * @param onFinding the listener for the findings that the result still has
 */
record RepairedFile(
    Path source,
    Collection<Run> runs,
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
      for (Run run : runs) {
        copy(damaged, run, out);
      }
      out.flush();
    }
    check(file);
  }

  private static void copy(SessionSource damaged, Run run, OutputStream out) throws IOException {
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
