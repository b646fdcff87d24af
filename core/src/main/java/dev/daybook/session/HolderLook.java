package dev.daybook.session;

import dev.daybook.session.ProcessBirth.Life;
import java.io.IOException;
import java.util.Optional;

/** A look at the holder of a session's lock, which keeps no process from taking it. */
record HolderLook(RootFolder root, SessionId id) {

  /**
   * Returns the process that has the session open, or empty if none has.
   *
   * @throws IOException if that cannot be known from here: the text may not be read, or names a
   *     process of another container, which may have crashed or lost its lock unnoticed
   */
  Optional<LockHolder> holder() throws IOException {
    LockTextFile text = new LockTextFile(root, id);
    if (text.namesNoHolder()) {
      return Optional.empty();
    }
    LockByte at = LockByte.of(root, id);
    Optional<LockHolder> inHere = Claim.holderInHere(at);
    if (inHere.isPresent()) {
      return inHere;
    }
    LockHolder said = text.read().holder();
    Life life = said.life();
    if (life == Life.RUNNING || (life != Life.GONE && Claim.isSigned(at))) {
      return Optional.of(said);
    }
    if (life == Life.HIDDEN) {
      throw new IOException(
          "another container's process may have the session open, which cannot be seen from here:"
              + " pid="
              + said.pid()
              + ", host="
              + said.host());
    }
    return Optional.empty();
  }
}
