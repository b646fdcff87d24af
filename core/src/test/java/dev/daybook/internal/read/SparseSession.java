package dev.daybook.internal.read;

import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceSettings;
import dev.daybook.event.InferenceSettingsChanged;
import dev.daybook.event.Message;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ThinkingLevel;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A session of any size that takes no room on the disk: a hole, and behind it a sound tail of about
 * 100 KB that begins with settings and soon has a snapshot. A reader of the hole finds a bad line
 * as long as it is.
 */
public final class SparseSession {

  public static final long SNAPSHOT_SEQ = 1_000_010;

  private static final long FIRST_SEQ = SNAPSHOT_SEQ - 10;
  private static final int AFTER = 90;

  private SparseSession() {}

  /** Writes it, its tail at that offset. */
  public static void write(Path file, long offset, boolean isCompaction) throws IOException {
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    tail.write('\n');
    for (long seq = FIRST_SEQ; seq <= SNAPSHOT_SEQ + AFTER; seq++) {
      tail.writeBytes(Lines.line(seq, event(seq, isCompaction)));
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(tail.toByteArray()), offset);
    }
  }

  /** How many messages its transcript has. */
  public static int messages(boolean isCompaction) {
    return AFTER + (isCompaction ? 1 + 5 : 2);
  }

  private static SessionEvent event(long seq, boolean isCompaction) {
    if (seq == FIRST_SEQ) {
      return new InferenceSettingsChanged(new InferenceSettings(ThinkingLevel.HIGH));
    } else if (seq == SNAPSHOT_SEQ) {
      return isCompaction
          ? new HistoryCompaction(0, SNAPSHOT_SEQ - 6, "summary")
          : new InferenceCompleted(1, Message.assistant("ok"), List.of(Message.user("go")));
    }
    return new UserMessage("x".repeat(850));
  }
}
