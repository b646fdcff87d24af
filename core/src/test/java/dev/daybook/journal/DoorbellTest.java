package dev.daybook.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Between the sleeper's last look for work and its sleep nothing may come unseen. */
@Timeout(30)
class DoorbellTest {

  private static final long FOR_EVER = Long.MAX_VALUE;
  private static final long JOIN_MILLIS = Duration.ofSeconds(20).toMillis();
  private static final Set<Thread.State> ASLEEP =
      EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  private final Doorbell bell = new Doorbell();

  /** From then on it parks. */
  @BeforeEach
  void dozesUntilNothingHasComeForLong() {
    for (int i = 0; i < 100; i++) {
      bell.await(() -> false, 1);
    }
  }

  @Test
  void workThatComesAfterTheSpinningIsSeenBeforeTheSleep() throws Exception {
    int[] looks = {0};
    Thread sleeper = asleep(() -> bell.await(() -> looks[0]++ >= Doorbell.SPINS, FOR_EVER));
    sleeper.join(JOIN_MILLIS);
    assertThat(sleeper.isAlive()).isFalse();
    assertThat(looks[0]).isEqualTo(Doorbell.SPINS + 1);
  }

  @Test
  void aPublicationWakesTheParked() throws Exception {
    assertThat(wakes(bell::signalAllWhenBlocking)).isTrue();
  }

  @Test
  void whoeverWaitsForAnAnswerWakesTheParked() throws Exception {
    assertThat(wakes(bell::ring)).isTrue();
  }

  private boolean wakes(Runnable signal) throws Exception {
    Thread sleeper = asleep(() -> bell.await(() -> false, FOR_EVER));
    Journals.await(() -> ASLEEP.contains(sleeper.getState()));
    signal.run();
    sleeper.join(JOIN_MILLIS);
    return !sleeper.isAlive();
  }

  private Thread asleep(Runnable awaiting) {
    Thread sleeper = new Thread(() -> {
      bell.belongsToCaller();
      awaiting.run();
    });
    sleeper.setDaemon(true);
    sleeper.start();
    return sleeper;
  }
}
