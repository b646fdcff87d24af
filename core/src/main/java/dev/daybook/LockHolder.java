package dev.daybook;

import java.time.Instant;
import java.util.Optional;

/** The process that has a session open for recording, as it described itself there. */
public interface LockHolder {

  /** Returns its process's id; 0 if unknown. */
  long pid();

  /** Returns the machine it runs on; empty if unknown. */
  String host();

  /** Returns the time at which the process began; empty if unknown. */
  Optional<Instant> processStart();

  /** Returns the time at which it opened the session; empty if unknown. */
  Optional<Instant> since();

  /**
   * Returns true if it is the calling process, and not another one of the same pid and host name.
   */
  boolean isThisProcess();
}
