package dev.daybook.internal.exchange;

import dev.daybook.SessionId;
import dev.daybook.internal.file.SourceList;
import dev.daybook.internal.file.SourceVersion;

/**
 * A session as imports left it.
 *
 * @param id the session
 * @param list the versions of its source
 * @param written the newest one whose entries the session's file has
 */
record EarlierImport(SessionId id, SourceList list, SourceVersion written) {

  SourceVersion latest() {
    return list.latest();
  }

  /** Returns true if the last import wrote all that it had to. */
  boolean isComplete() {
    return latest().equals(written);
  }
}
