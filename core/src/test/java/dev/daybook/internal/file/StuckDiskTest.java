package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.SessionId;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.Operation;
import dev.daybook.lab.disk.RecordedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that answers no more, as one of a network may, stops the sessions that lie on it alone.
 */
@Timeout(120)
class StuckDiskTest {

  @TempDir
  Path folder;

  private final CountDownLatch stuck = new CountDownLatch(1);
  private final CountDownLatch mended = new CountDownLatch(1);
  private volatile Path unanswered;

  private Path watched(Path root) {
    return new RecordedDisk(new DiskObserver() {
          @Override
          public void before(Operation operation) throws IOException {
            if (operation.path().equals(unanswered)) {
              stuck.countDown();
              try {
                mended.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            }
          }
        })
        .path(root);
  }

  @Test
  void theSessionsOfAnotherRootGoOn() throws Exception {
    Path root = folder.toRealPath().resolve("stuck");
    try (Daybook daybook = Daybook.open(watched(root));
        Daybook sound = Daybook.open(folder.resolve("sound"))) {
      Session session = daybook.openSession("s-1");
      session.recordSync(new UserMessage("one"));
      Session other = sound.openSession("s-1");
      unanswered = LockByte.of(new RootFolder(root), new SessionId("s-1")).file();
      long seq = 1;
      CompletionStage<Long> waits = session.recordAsync(new UserMessage("two"));
      // a force soon after another one leaves the lock alone
      while (!stuck.await(5, TimeUnit.MILLISECONDS)) {
        waits = session.recordAsync(new UserMessage("and on"));
        seq++;
      }
      FutureTask<Long> goesOn = new FutureTask<>(() -> {
        other.recordSync(new UserMessage("a"));
        return sound.openSession("s-2").recordSync(new UserMessage("b"));
      });
      Thread recorder = new Thread(goesOn);
      recorder.setDaemon(true);
      recorder.start();
      try {
        assertThat(goesOn.get(20, TimeUnit.SECONDS)).isZero();
      } finally {
        unanswered = null;
        mended.countDown();
      }
      assertThat(waits.toCompletableFuture().get(20, TimeUnit.SECONDS)).isEqualTo(seq);
    }
  }
}
