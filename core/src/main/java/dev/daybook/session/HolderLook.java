package dev.daybook.session;

import dev.daybook.session.ProcessBirth.Life;
import java.io.IOException;
import java.util.Optional;

/** A look at who has a session open for recording, which keeps nobody from taking its lock. */
record HolderLook(RootFolder root, SessionId id) {

  /**
   * Who has it open, in any process; empty if nobody has.
   *
   * @throws IOException if that cannot be known from here: the text may not be read, or names a
   *     process of another container, which may have crashed or lost its lock unnoticed
   */
  Optional<LockHolder> holder() throws IOException {
    LockTextFile text = new LockTextFile(root, id);
    if (text.saysNobody()) {
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
