package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stores have what they acknowledge, and it is noticed when they do not. */
class AckStoreTest {

  private static final EventMix MIX = EventMix.load();

  @TempDir
  private Path folder;

  @ParameterizedTest
  @EnumSource
  void hasWhatItAcknowledgedToManyThreadsOfASession(StoreKind kind) throws Exception {
    requireComplete(kind, 1);
  }

  @ParameterizedTest
  @EnumSource
  void hasWhatItAcknowledgedToThreadsWithSessionsOfTheirOwn(StoreKind kind) throws Exception {
    requireComplete(kind, 4);
  }

  private void requireComplete(StoreKind kind, int sessions) throws Exception {
    AckStore store = kind.open(MIX, folder, sessions);
    Waiters waiters = new Waiters(store, sessions, 10);
    waiters.start("4");
    waiters.awaitBatch();
    waiters.awaitBatch();
    waiters.stop();
    store.close();
    int[] events = waiters.acknowledgedBySession();
    assertThat(events).hasSize(sessions);
    assertThat(Arrays.stream(events).sum())
        .isGreaterThanOrEqualTo(20)
        .isEqualTo(waiters.acknowledged())
        .isEqualTo((int) waiters.latency().getTotalCount());
    store.requireComplete(events);
  }

  @ParameterizedTest
  @EnumSource
  void reportsThatAnEventOfASessionIsMissing(StoreKind kind) {
    AckStore store = kind.open(MIX, folder, 2);
    store.record(0, 0);
    store.record(1, 0);
    store.record(1, 1);
    store.close();
    store.requireComplete(new int[] {1, 2});
    assertThatThrownBy(() -> store.requireComplete(new int[] {1, 3}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is not complete: events=3");
    assertThatThrownBy(() -> store.requireComplete(new int[] {2, 2}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is not complete: events=2");
  }
}
