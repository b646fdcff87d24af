package dev.daybook.journal;

import java.io.IOException;

/**
 * A file that is ready to be appended to: it exists durably, holds complete lines only, and ends
 * where the next line goes.
 *
 * @param file the file
 * @param position where it ends
 * @param nextSeq the seq of its next entry
 */
public record SessionFile(JournalFile file, long position, long nextSeq) {

  /** Brings a session's file into that state. Called on the thread that opens the session. */
  @FunctionalInterface
  public interface Source {
    /**
     * Opens, creates or repairs the file.
     *
     * @param trustedBytes how many bytes from the file's beginning are known to be on the device
     *     although a force of this process failed; what follows may be in memory alone and must be
     *     written anew. {@link Long#MAX_VALUE} if no force failed
     */
    SessionFile open(long trustedBytes) throws IOException;

    /** As {@link #open}, after a failure: the file was there, and is not created. */
    default SessionFile reopen(long trustedBytes) throws IOException {
      return open(trustedBytes);
    }

    /**
     * As {@link #reopen(long)}. The file must have all that was acknowledged: a disk that is not
     * mounted leaves an empty folder in its place, where nothing is to be begun anew.
     *
     * @param forcedBytes how long the file was when it was last forced
     * @throws IOException if it is shorter now
     */
    default SessionFile reopen(long trustedBytes, long forcedBytes) throws IOException {
      SessionFile opened = reopen(trustedBytes);
      if (opened.position() < forcedBytes) {
        opened.file().close();
        throw new IOException("the file lacks what was forced: bytes="
            + opened.position()
            + ", forcedBytes="
            + forcedBytes);
      }
      return opened;
    }
  }
}
