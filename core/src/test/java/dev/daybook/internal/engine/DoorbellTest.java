package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void stopDozing() {
    for (int i = 0; i < 100; i++) {
      bell.await(() -> false, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void workThatComesBeforeTheSleepIsSeen(boolean hasAnswered) throws Exception {
    bell.worked(hasAnswered);
    int looks = looksWithoutWork();
    stopDozing();
    int[] left = {looks};
    Thread sleeper = asleep(() -> bell.await(() -> --left[0] <= 0, FOR_EVER));
    sleeper.join(JOIN_MILLIS);
    assertThat(sleeper.isAlive()).isFalse();
    assertThat(left[0]).isZero();
  }

  @Test
  void onlyAfterAnAnswerItLooksOutForMore() {
    bell.worked(false);
    assertThat(looksWithoutWork()).isEqualTo(1);
    bell.worked(true);
    assertThat(looksWithoutWork()).isGreaterThan(10);
  }

  private int looksWithoutWork() {
    int[] looks = {0};
    bell.await(
        () -> {
          looks[0]++;
          return false;
        },
        1);
    return looks[0];
  }

  @Test
  void aPublicationWakesTheParked() throws Exception {
    assertThat(wakes(bell::signalAllWhenBlocking)).isTrue();
  }

  @Test
  void awaitingAnAnswerWakesTheParked() throws Exception {
    assertThat(wakes(bell::ring)).isTrue();
  }

  // --- a leader

  @Test
  void onlyASleepersPlaceCanBeTaken() throws Exception {
    bell.belongsToCaller();
    assertThat(bell.tryTake()).as("it is awake").isFalse();
    Thread sleeper = asleep(() -> bell.await(() -> false, FOR_EVER));
    Journals.await(bell::tryTake);
    assertThat(bell.isOwnedByCaller()).isTrue();
    assertThat(bell.tryTake()).as("it is taken").isFalse();
    bell.giveBack(false, () -> false);
    assertThat(bell.isOwnedByCaller()).isFalse();
    bell.ring();
    sleeper.join(JOIN_MILLIS);
    assertThat(sleeper.isAlive()).isFalse();
  }

  @Test
  void whatRingsMeanwhileIsLeftToTheLeader() throws Exception {
    Thread sleeper = asleep(() -> bell.await(() -> false, FOR_EVER));
    Journals.await(bell::tryTake);
    bell.ring();
    bell.signalAllWhenBlocking();
    assertThat(sleeper.isAlive()).isTrue();
    bell.giveBack(false, () -> true);
    sleeper.join(JOIN_MILLIS);
    assertThat(sleeper.isAlive()).isFalse();
  }

  @Test
  void aLeaderWhoseThreadEndsIsMissed() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread sleeper = asleep(() -> {
      try {
        bell.await(() -> false, FOR_EVER);
      } catch (IllegalStateException missed) {
        thrown.set(missed);
      }
    });
    Thread leader = new Thread(() -> Journals.await(bell::tryTake));
    leader.start();
    leader.join(JOIN_MILLIS);
    // its clock wakes it, too, and here anyone
    LockSupport.unpark(sleeper);
    sleeper.join(JOIN_MILLIS);
    assertThat(thrown.get()).hasMessageContaining("ended while it wrote");
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
