package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.Ping;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.TextDelta;
import dev.daybook.event.UserMessage;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscriber;
import dev.daybook.read.Subscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The entries and events that a live subscriber of a session gets. */
@Timeout(60)
class SubscriptionTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir
  Path root;

  private final Seen seen = new Seen();
  private Daybook daybook;

  @BeforeEach
  void open() {
    daybook = Daybook.open(root);
  }

  /** Keeps what it is shown, entries as they are, everything else as text. */
  private static class Seen implements Subscriber {
    final List<Entry> entries = new ArrayList<>();
    final List<String> all = new ArrayList<>();
    final BlockingQueue<String> news = new LinkedBlockingQueue<>();

    @Override
    public void entry(Entry entry) {
      entries.add(entry);
      add("entry " + entry.seq());
    }

    @Override
    public void published(EphemeralEvent event, Instant ts) {
      add(event instanceof TextDelta delta ? delta.chunk() : event.toString());
    }

    @Override
    public void missed(long count) {
      add("missed " + count);
    }

    @Override
    public void ended(Optional<DaybookException> failure) {
      add("ended" + failure.map(why -> " " + why.kind()).orElse(""));
    }

    private void add(String what) {
      all.add(what);
      news.add(what);
    }

    String next() throws InterruptedException {
      return news.poll(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void showsEachEntryAsAReaderFindsIt() throws Exception {
    Session session = daybook.openSession("s-1");
    Subscription subscription = daybook.subscribe("s-1", StartPosition.end(), seen);
    for (int i = 0; i < 1000; i++) {
      session.record(new UserMessage("message " + i + " \ud83d"));
    }
    daybook.close();
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(seen.entries).isEqualTo(Daybook.open(root).history("s-1").entries());
    assertThat(seen.all.get(1000)).isEqualTo("ended");
  }

  @Test
  void anEntryIsInTheFileWhenItIsShown() throws Exception {
    Session session = daybook.openSession("s-1");
    List<Integer> entriesInFile = new ArrayList<>();
    Subscription subscription = daybook.subscribe(
        "s-1",
        StartPosition.end(),
        entry -> entriesInFile.add(Daybook.open(root).history("s-1").entries().size()));
    for (int i = 0; i < 50; i++) {
      session.record(new UserMessage("m"));
    }
    daybook.close();
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(entriesInFile).hasSize(50);
    for (int i = 0; i < 50; i++) {
      assertThat(entriesInFile.get(i)).isGreaterThan(i);
    }
  }

  @Test
  void showsAnEntryWithoutBeingAskedAndBeforeTheSessionEnds() throws Exception {
    Session session = daybook.openSession("s-1");
    daybook.subscribe("s-1", StartPosition.end(), seen);
    session.record(new UserMessage("one"));
    assertThat(seen.next()).isEqualTo("entry 0");
    session.recordSync(new UserMessage("two"));
    assertThat(seen.next()).isEqualTo("entry 1");
    daybook.close();
    assertThat(seen.next()).isEqualTo("ended");
  }

  @Test
  void publishedEventsStandBetweenTheEntriesAndInNoFile() throws Exception {
    Session session = daybook.openSession("s-1");
    Subscription subscription = daybook.subscribe("s-1", StartPosition.end(), seen);
    session.publish(new TextDelta("a"));
    session.record(new UserMessage("one"));
    session.publish(new TextDelta("b"));
    session.publish(new TextDelta("c"));
    session.record(new UserMessage("two"));
    session.record(new UserMessage("three"));
    session.publish(new TextDelta("d"));
    daybook.close();
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(seen.all)
        .containsExactly("a", "entry 0", "b", "c", "entry 1", "entry 2", "d", "ended");
    assertThat(Files.readString(daybook.file("s-1"))).doesNotContain("text_delta");
    assertThat(Daybook.open(root).history("s-1").entries()).hasSize(3);
    assertThat(daybook.counters().recorded()).isEqualTo(3);
  }

  @Test
  void publishingWithoutSubscribersDoesNothing() throws IOException {
    Session session = daybook.openSession("s-1");
    for (int i = 0; i < 100_000; i++) {
      session.publish(new TextDelta("a"));
    }
    session.sync();
    assertThat(Files.size(daybook.file("s-1"))).isZero();
    daybook.close();
    session.publish(new TextDelta("after close"));
  }

  @Test
  void fromTheBeginningNothingIsMissingAndNothingTwice() throws Exception {
    Session session = daybook.openSession("s-1");
    for (int i = 0; i < 500; i++) {
      session.record(new UserMessage("before"));
    }
    Thread writer = new Thread(() -> {
      for (int i = 0; i < 5000; i++) {
        session.record(new UserMessage("during " + i));
      }
    });
    writer.start();
    Subscription subscription = daybook.subscribe("s-1", StartPosition.beginning(), seen);
    writer.join();
    daybook.close();
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(seen.entries).hasSize(5500);
    assertThat(seen.entries).isEqualTo(Daybook.open(root).history("s-1").entries());
  }

  @Test
  void fromNowOnNothingOlderIsShown() throws Exception {
    Session session = daybook.openSession("s-1");
    session.recordSync(new UserMessage("before"), Durability.WRITTEN);
    Subscription subscription = daybook.subscribe("s-1", StartPosition.end(), seen);
    session.record(new UserMessage("after"));
    daybook.close();
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(seen.all).containsExactly("entry 1", "ended");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3, 5, 7})
  void fromASeqOnNothingOlderIsShown(long seq) throws Exception {
    Session session = daybook.openSession("s-1");
    for (int i = 0; i < 5; i++) {
      session.recordSync(new UserMessage("before"), Durability.WRITTEN);
    }
    Subscription subscription = daybook.subscribe("s-1", StartPosition.seq(seq), seen);
    for (int i = 5; i < 9; i++) {
      session.record(new UserMessage("after"));
    }
    daybook.close();
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(seen.entries)
        .extracting(Entry::seq)
        .containsExactlyElementsOf(LongStream.range(seq, 9).boxed().toList());
  }

  @Test
  void fromTheLastEntriesOnNothingOlderIsShown() throws Exception {
    Session session = daybook.openSession("s-1");
    for (int i = 0; i < 5; i++) {
      session.recordSync(new UserMessage("before"), Durability.WRITTEN);
    }
    Subscription subscription = daybook.subscribe("s-1", StartPosition.last(2), seen);
    session.record(new UserMessage("after"));
    daybook.close();
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(seen.all).containsExactly("entry 3", "entry 4", "entry 5", "ended");
  }

  @Test
  void aSubscriberThatBlocksHoldsUpNoOtherAndSeesEverythingLater() throws Exception {
    Session session = daybook.openSession("s-1");
    CountDownLatch released = new CountDownLatch(1);
    Seen blocked = new Seen() {
      @Override
      public void entry(Entry entry) {
        await(released);
        super.entry(entry);
      }
    };
    Subscription slow = daybook.subscribe("s-1", StartPosition.end(), blocked);
    Subscription quick = daybook.subscribe("s-1", StartPosition.end(), seen);
    for (int i = 0; i < 20_000; i++) {
      session.record(new UserMessage("message " + i));
    }
    session.recordSync(new UserMessage("last"));
    daybook.close();
    assertThat(quick.awaitEnd(LONG)).isTrue();
    assertThat(blocked.entries).isEmpty();
    released.countDown();
    assertThat(slow.awaitEnd(LONG)).isTrue();
    assertThat(blocked.entries).isEqualTo(seen.entries).hasSize(20_001);
  }

  @Test
  void publishedEventsThatComeTooFastAreCounted() throws Exception {
    Session session = daybook.openSession("s-1");
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    Seen blocked = new Seen() {
      @Override
      public void entry(Entry entry) {
        inside.countDown();
        await(released);
        super.entry(entry);
      }
    };
    Subscription subscription = daybook.subscribe("s-1", StartPosition.end(), blocked);
    session.record(new UserMessage("one"));
    inside.await();
    int published = 50_000;
    for (int i = 0; i < published; i++) {
      session.publish(new TextDelta("delta"));
    }
    session.sync();
    released.countDown();
    daybook.close();
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    long shown = blocked.all.stream().filter("delta"::equals).count();
    long missed = blocked.all.stream()
        .filter(what -> what.startsWith("missed "))
        .mapToLong(what -> Long.parseLong(what.substring(7)))
        .sum();
    assertThat(missed).isPositive();
    assertThat(shown + missed).isEqualTo(published);
    assertThat(blocked.all.get(blocked.all.size() - 1)).isEqualTo("ended");
  }

  @Test
  void aSubscriberThatThrowsIsShownTheNextEventAllTheSame() throws Exception {
    Session session = daybook.openSession("s-1");
    Seen failing = new Seen() {
      @Override
      public void entry(Entry entry) {
        super.entry(entry);
        Thread.currentThread().interrupt();
        throw new AssertionError("the subscriber's own fault");
      }

      @Override
      public void published(EphemeralEvent event, Instant ts) {
        super.published(event, ts);
        throw new IllegalStateException("the subscriber's own fault");
      }
    };
    Subscription subscription = daybook.subscribe("s-1", StartPosition.end(), failing);
    for (int i = 0; i < 3; i++) {
      session.recordSync(new UserMessage("m"));
      session.publish(new Ping(null));
    }
    daybook.close();
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(failing.all).hasSize(7).endsWith("ended").contains("entry 2");
  }

  @Test
  void aClosedSubscriptionEndsAndTheSessionGoesOn() throws Exception {
    Session session = daybook.openSession("s-1");
    Subscription subscription = daybook.subscribe("s-1", StartPosition.end(), seen);
    session.record(new UserMessage("one"));
    assertThat(seen.next()).isEqualTo("entry 0");
    subscription.close();
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(seen.next()).isEqualTo("ended");
    session.recordSync(new UserMessage("two"));
    daybook.close();
    assertThat(seen.all).containsExactly("entry 0", "ended");
  }

  @Test
  void aSubscriptionCanBeClosedFromWithin() throws Exception {
    Session session = daybook.openSession("s-1");
    for (int i = 0; i < 100; i++) {
      session.record(new UserMessage("m"));
    }
    BlockingQueue<Subscription> itself = new LinkedBlockingQueue<>();
    Seen closing = new Seen() {
      @Override
      public void entry(Entry entry) {
        super.entry(entry);
        if (entry.seq() == 2) {
          take(itself).close();
        }
      }
    };
    Subscription subscription = daybook.subscribe("s-1", StartPosition.beginning(), closing);
    itself.add(subscription);
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(closing.all).containsExactly("entry 0", "entry 1", "entry 2", "ended");
    daybook.close();
  }

  @Test
  void aClosedSubscriptionShowsNothingThatWasPublishedEither() throws Exception {
    Session session = daybook.openSession("s-1");
    CountDownLatch published = new CountDownLatch(1);
    BlockingQueue<Subscription> itself = new LinkedBlockingQueue<>();
    Seen closing = new Seen() {
      @Override
      public void entry(Entry entry) {
        super.entry(entry);
        await(published);
        if (entry.seq() == 1) {
          take(itself).close();
        }
      }
    };
    Subscription subscription = daybook.subscribe("s-1", StartPosition.end(), closing);
    itself.add(subscription);
    session.record(new UserMessage("one"));
    session.record(new UserMessage("two"));
    session.publish(new TextDelta("a"));
    session.sync();
    published.countDown();
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(closing.all).containsExactly("entry 0", "entry 1", "ended");
    daybook.close();
  }

  @Test
  void aThreadThatHoldsTheSubscriptionsMonitorHoldsUpNoOther() throws Exception {
    Session session = daybook.openSession("s-1");
    Subscription subscription = daybook.subscribe("s-1", StartPosition.end(), seen);
    synchronized (subscription) {
      session.recordSync(new UserMessage("one"), Durability.FORCED, LONG);
      assertThat(seen.next()).isEqualTo("entry 0");
    }
    daybook.close();
  }

  @Test
  void anInterruptFromElsewhereDoesNotEndTheSubscription() throws Exception {
    Session session = daybook.openSession("s-1");
    BlockingQueue<Thread> thread = new LinkedBlockingQueue<>();
    Seen interrupted = new Seen() {
      @Override
      public void entry(Entry entry) {
        super.entry(entry);
        thread.add(Thread.currentThread());
      }
    };
    Subscription subscription = daybook.subscribe("s-1", StartPosition.end(), interrupted);
    session.record(new UserMessage("one"));
    Thread itsThread = thread.take();
    for (int i = 0; i < 5000; i++) {
      session.record(new UserMessage("message " + i));
      itsThread.interrupt();
    }
    daybook.close();
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(interrupted.all).hasSize(5002).endsWith("ended");
  }

  @Test
  void publishedEventsThatWaitAreBoundedInBytes() throws Exception {
    Session session = daybook.openSession("s-1");
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    Seen blocked = new Seen() {
      @Override
      public void entry(Entry entry) {
        inside.countDown();
        await(released);
        super.entry(entry);
      }
    };
    Subscription subscription = daybook.subscribe("s-1", StartPosition.end(), blocked);
    session.record(new UserMessage("one"));
    inside.await();
    int published = 100;
    for (int i = 0; i < published; i++) {
      session.publish(new TextDelta("x".repeat(1 << 20)));
      session.sync();
    }
    released.countDown();
    daybook.close();
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    long shown = blocked.all.stream().filter(what -> what.length() == 1 << 20).count();
    assertThat(shown).isBetween(1L, 32L);
    assertThat(blocked.all).contains("missed " + (published - shown));
  }

  private record Bomb(String text) implements SessionEvent {
    static volatile boolean isArmed;

    private Bomb {
      if (isArmed) {
        throw new StackOverflowError("the type's own fault");
      }
    }
  }

  @Test
  void anErrorOutOfATypeOfOnesOwnEndsTheSubscriptionWithItsReason() throws Exception {
    daybook = Daybook.builder(root).register(Bomb.class).open();
    Session session = daybook.openSession("s-1");
    Subscription subscription = daybook.subscribe("s-1", StartPosition.end(), seen);
    Bomb bomb = new Bomb("x");
    Bomb.isArmed = true;
    try {
      session.record(bomb);
      assertThat(subscription.awaitEnd(LONG)).isTrue();
      assertThat(seen.all).containsExactly("ended IO_ERROR");
    } finally {
      Bomb.isArmed = false;
    }
    daybook.close();
  }

  @Test
  void damageInTheFileEndsTheSubscriptionWithItsReason() throws Exception {
    try (Daybook earlier = Daybook.open(root)) {
      earlier.openSession("s-1").recordSync(new UserMessage("one"));
      earlier.openSession("s-1").recordSync(new UserMessage("two"));
    }
    daybook.openSession("s-1");
    Path file = daybook.file("s-1");
    Files.writeString(file, Files.readString(file).replace("one", "eno"));
    Subscription subscription = daybook.subscribe("s-1", StartPosition.beginning(), seen);
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(seen.all).containsExactly("ended CRC_MISMATCH");
    daybook.openSession("s-1").recordSync(new UserMessage("three"));
    daybook.close();
  }

  @Test
  void aSessionOfAClosedDaybookCannotBeWatched() {
    daybook.close();
    assertThatThrownBy(() -> daybook.subscribe("s-1", StartPosition.end(), seen))
        .isInstanceOfSatisfying(
            DaybookException.class, why -> assertThat(why.kind()).isEqualTo(Kind.SESSION_CLOSED));
  }

  @Test
  void aSessionThatDoesNotExistIsNotCreated() {
    assertThatThrownBy(() -> daybook.subscribe("typo", StartPosition.end(), seen))
        .isInstanceOf(SessionNotFoundException.class)
        .hasMessageContaining("openSession")
        .hasMessageContaining("session=typo");
    daybook.close();
    assertThat(daybook.exists("typo")).isFalse();
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void whereAnotherHolderRecordsTheTailIsAdvised() {
    try (Daybook other = Daybook.open(root)) {
      other.openSession("s-1");
      assertThatThrownBy(() -> daybook.subscribe("s-1", StartPosition.end(), seen))
          .isInstanceOf(SessionLockedException.class)
          .hasMessageContaining("Daybook.tail");
    }
    daybook.close();
  }

  private record Beat(String text) implements EphemeralEvent {}

  private record Built(String text) implements SessionEvent {}

  @Test
  void typesOfOnesOwnAreShownAsTheirRecordsOnceTheyAreRegistered() throws Exception {
    daybook = Daybook.builder(root).register(Beat.class).register(Built.class).open();
    Session session = daybook.openSession("s-1");
    Subscription subscription = daybook.subscribe("s-1", StartPosition.end(), seen);
    session.record(new Built("x"));
    session.publish(new Beat("y"));
    assertThatThrownBy(() -> session.record(new Beat("z"))).hasMessageContaining("type=beat");
    daybook.close();
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(seen.entries).extracting(Entry::event).containsExactly(new Built("x"));
    assertThat(seen.all).contains("Beat[text=y]");
  }

  @Test
  void anUnregisteredTypeIsRefusedWhenItIsPublished() {
    Session session = daybook.openSession("s-1");
    daybook.subscribe("s-1", StartPosition.end(), seen);
    assertThatThrownBy(() -> session.publish(new Beat("x")))
        .isInstanceOfSatisfying(
            DaybookException.class, why -> assertThat(why.kind()).isEqualTo(Kind.UNENCODABLE));
    daybook.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T take(BlockingQueue<T> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
