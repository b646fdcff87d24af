package dev.daybook.internal.file;

import dev.daybook.SessionId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A commit log as a process leaves it that has ended, with lines that its session's file lacks. */
public final class LeftLog {

  private LeftLog() {}

  /**
   * Makes a session's file of one line, and a log that has the lines behind it, a unit each.
   *
   * @return the folder of the log
   */
  public static Path of(Path root, String session, byte[] first, byte[]... others)
      throws IOException {
    SessionFolder folder = new SessionFolder(root, (id, bytes, to) -> {});
    folder.create(new SessionId(session), draft -> draft.write(ByteBuffer.wrap(first)));
    byte[] name = session.getBytes(StandardCharsets.UTF_8);
    long position = first.length;
    try (CommitLog log = folder.makeCommitLog(64 << 10)) {
      for (byte[] line : others) {
        log.add(name, FileMark.markOf(first, first.length), position, ByteBuffer.wrap(line));
        log.commit();
        position += line.length;
      }
      return log.folder();
    }
  }
}
