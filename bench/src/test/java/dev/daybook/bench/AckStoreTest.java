package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
  void hasWhatItAcknowledgedToManyThreads(StoreKind kind) throws Exception {
    AckStore store = kind.open(MIX, folder);
    Waiters waiters = new Waiters(store, 10);
    waiters.start("4");
    waiters.awaitBatch();
    waiters.awaitBatch();
    waiters.stop();
    store.close();
    assertThat(waiters.acknowledged()).isGreaterThanOrEqualTo(20);
    assertThat(waiters.latency().getTotalCount()).isEqualTo(waiters.acknowledged());
    store.requireComplete(waiters.acknowledged());
  }

  @ParameterizedTest
  @EnumSource
  void reportsThatAnEventIsMissing(StoreKind kind) {
    AckStore store = kind.open(MIX, folder);
    store.record(0);
    store.close();
    store.requireComplete(1);
    assertThatThrownBy(() -> store.requireComplete(2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is not complete: events=2");
  }
}
