package dev.daybook.internal.file;

import dev.daybook.lab.fuzz.Claim;
import dev.daybook.lab.fuzz.Target;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Whatever stands in a lock's file, it is read as who holds the lock and what is known of the
 * session, or as nothing; and what is written of that reads as the same.
 */
public final class LockTextTarget implements Target {

  private static final SessionHolder SELF = SessionHolder.self(Instant.now());

  @Override
  public void run(byte[] input) {
    for (Charset charset : new Charset[] {StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1}) {
      LockRecord said = LockRecord.of(new String(input, charset));
      Claim.that(said.trustedBytes() >= 0, "trusted: %d", said.trustedBytes());
      Claim.that(said.goodBytes() >= 0, "good: %d", said.goodBytes());
      Claim.that(LockRecord.of(said.text()).equals(said), "it reads as something else: %s", said);
      LockRecord self = new LockRecord(SELF, said.goodBytes(), said.trustedBytes(), said.file());
      Claim.that(LockRecord.of(self.text()).equals(self), "the next holder's: %s", self);
    }
  }
}
