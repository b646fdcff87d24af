package dev.daybook.internal.file;

import java.io.IOException;

/**
 * A file that is ready to be appended to: it exists durably, holds complete lines only, and ends
 * where the next line goes.
 *
 * @param file the file
 * @param position its end, in bytes
 * @param nextSeq the seq of its next entry
 */
public record AppendableFile(JournalFile file, long position, long nextSeq) {

  /** Returns true if it was begun anew, behind the entries of a file that is lost. */
  public boolean isAnew() {
    return position == 0 && nextSeq > 0;
  }

  /**
   * Reopens the file as {@link Source#reopen} does, and checks its length. It must have all that
   * was acknowledged, unless it is known to be lost: a disk that is not mounted leaves an empty
   * folder in its place, where no file is to be begun anew.
   *
   * @throws IOException if it is shorter than it was when it was last forced
   */
  public static AppendableFile reopened(Source source, LastKnown known) throws IOException {
    AppendableFile opened = source.reopen(known);
    boolean isWhole = opened.position() >= known.forcedBytes()
        || (known.isLost() && opened.nextSeq() > known.forcedSeq());
    if (!isWhole) {
      opened.file().close();
      throw new IOException("the file lacks what was forced: bytes="
          + opened.position()
          + ", forcedBytes="
          + known.forcedBytes());
    }
    return opened;
  }

  /** A source of a session's file in that state. Called on the thread that opens the session. */
  @FunctionalInterface
  public interface Source {
    /**
     * Opens, creates or repairs the file.
     *
     * @param trustedBytes the number of bytes from the file's beginning that are known to be on the
     *     device although a force of this process failed; what follows may be in memory alone and
     *     must be written anew. {@link Long#MAX_VALUE} if no force failed
     */
    AppendableFile open(long trustedBytes) throws IOException;

    /**
     * Opens the file after a failure: it existed, and is not created. If it is lost, and no file
     * with all that was forced has its name, an empty one may be returned instead, whose next seq
     * is {@link LastKnown#nextSeq}.
     *
     * @throws LostFileException if it turns out to be lost
     */
    default AppendableFile reopen(LastKnown known) throws IOException {
      return open(known.trustedBytes());
    }
  }
}
