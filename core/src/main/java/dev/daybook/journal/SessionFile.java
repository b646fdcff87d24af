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
  }
}
