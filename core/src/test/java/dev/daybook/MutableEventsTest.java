package dev.daybook;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscriber;
import dev.daybook.read.Subscription;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An event is written as it was when it was recorded, whatever becomes of its lists afterwards. */
@Timeout(60)
class MutableEventsTest {

  private static final int EVENTS = 200;

  @TempDir
  Path root;

  record Files(String tool, List<String> names) implements SessionEvent {}

  record Part(int size, List<String> names) {}

  record Nested(long number, boolean isOdd, double share, Part part, List<Part> parts)
      implements SessionEvent {}

  record Deep(List<List<String>> rows) implements SessionEvent {}

  record Shown(List<String> names) implements SessionEvent, EphemeralEvent {}

  /** Counts what it is made from. */
  record Counting(List<String> names) implements SessionEvent {
    static final AtomicInteger MADE = new AtomicInteger();

    Counting {
      MADE.incrementAndGet();
    }
  }

  private Daybook open() {
    return Daybook.builder(root)
        .register(Files.class)
        .register(Nested.class)
        .register(Deep.class)
        .register(Shown.class)
        .register(Counting.class)
        .open();
  }

  @Test
  void aListThatChangesAfterwardsIsWrittenAsItWas() {
    try (Daybook daybook = open();
        Session session = daybook.openSession("s")) {
      List<String> names = new ArrayList<>(List.of("a"));
      for (int i = 0; i < EVENTS; i++) {
        session.record(new Files("ls", names));
        names.set(0, names.get(0) + "x");
        names.add("late");
        names.subList(1, names.size()).clear();
      }
      session.sync();
      List<SessionEvent> events = daybook.history("s").events();
      for (int i = 0; i < EVENTS; i++) {
        assertThat(events.get(i)).isEqualTo(new Files("ls", List.of("a" + "x".repeat(i))));
      }
    }
  }

  @Test
  void whatLiesDeeperIsWrittenAsItWas() {
    try (Daybook daybook = open();
        Session session = daybook.openSession("s")) {
      List<String> names = new LinkedList<>(List.of("a"));
      List<String> seen = Collections.unmodifiableList(names);
      Part part = new Part(1, seen);
      List<Part> parts = new ArrayList<>(List.of(part));
      for (int i = 0; i < EVENTS; i++) {
        session.record(new Nested(i, i % 2 == 1, 0.5, part, parts));
        session.record(new Stamped(new Nested(i, false, 0.5, part, List.of(part)), null, "id"));
        session.record(new Deep(List.of(names)));
        names.set(0, "a" + i);
      }
      session.sync();
      List<SessionEvent> events = daybook.history("s").events();
      for (int i = 0; i < EVENTS; i++) {
        Part then = new Part(1, List.of(i == 0 ? "a" : "a" + (i - 1)));
        assertThat(events.get(3 * i))
            .isEqualTo(new Nested(i, i % 2 == 1, 0.5, then, List.of(then)));
        assertThat(events.get(3 * i + 1)).isEqualTo(new Nested(i, false, 0.5, then, List.of(then)));
        assertThat(events.get(3 * i + 2)).isEqualTo(new Deep(List.of(then.names())));
      }
    }
  }

  @Test
  void whatIsPublishedIsShownAsItWas() throws InterruptedException {
    List<String> shown = new CopyOnWriteArrayList<>();
    CountDownLatch changed = new CountDownLatch(1);
    Subscriber subscriber = new Subscriber() {
      @Override
      public void entry(Entry entry) {}

      @Override
      public void published(EphemeralEvent event, Instant ts) {
        try {
          changed.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
        shown.addAll(((Shown) event).names());
      }
    };
    try (Daybook daybook = open();
        Session session = daybook.openSession("s")) {
      Subscription subscription = daybook.subscribe("s", StartPosition.end(), subscriber);
      List<String> names = new ArrayList<>(List.of("a"));
      session.publish(new Shown(names));
      names.set(0, "b");
      changed.countDown();
      session.close();
      assertThat(subscription.awaitEnd(Duration.ofSeconds(20))).isTrue();
    }
    assertThat(shown).containsExactly("a");
  }

  @Test
  void aNullInAListIsRefusedAsBefore() {
    try (Daybook daybook = open();
        Session session = daybook.openSession("s")) {
      List<String> names = new ArrayList<>();
      names.add(null);
      assertThat(faultOf(() -> session.record(new Files("ls", names))).kind())
          .isEqualTo(Kind.UNENCODABLE);
      // a fixed list may hold a null, too
      List<List<String>> rows = Arrays.<List<String>>asList(null, new ArrayList<>());
      List<List<String>> fixed = rows.stream().toList();
      assertThat(faultOf(() -> session.record(new Deep(fixed))).kind()).isEqualTo(Kind.UNENCODABLE);
    }
  }

  @Test
  void whatCannotChangeIsNotMadeAnew() {
    try (Daybook daybook = open();
        Session session = daybook.openSession("s")) {
      for (List<String> names : List.of(
          List.<String>of(),
          List.of("a"),
          List.of("a", "b", "c"),
          List.of("a", "b", "c").subList(1, 3),
          List.copyOf(new ArrayList<>(List.of("a"))),
          List.of("a").stream().toList(),
          Collections.<String>emptyList(),
          Collections.singletonList("a"))) {
        Counting counting = new Counting(names);
        int before = Counting.MADE.get();
        session.record(counting);
        assertThat(Counting.MADE).hasValue(before);
      }
      Counting changing = new Counting(new ArrayList<>());
      int before = Counting.MADE.get();
      session.record(changing);
      assertThat(Counting.MADE).hasValue(before + 1);
    }
  }

  @Test
  void whatCannotChangeCostsNoMemory() {
    assumeThat(ManagementFactory.getThreadMXBean())
        .as("this JVM measures what a thread allocates")
        .isInstanceOf(com.sun.management.ThreadMXBean.class);
    Instant now = Instant.parse("2026-11-20T23:00:00Z");
    Part part = new Part(1, List.of("a", "b", "c"));
    List<SessionEvent> events = List.of(
        new Files("ls", List.of("a", "b", "c")), new Nested(1, true, 0.5, part, List.of(part)));
    try (Daybook daybook = Daybook.builder(root)
            .register(Files.class)
            .register(Nested.class)
            .ringSlots(1 << 16)
            .clock(() -> now)
            .open();
        Session session = daybook.openSession("s")) {
      record(session, events, 20_000);
      session.sync();
      // a wait for room in the ring, or a compilation, costs something once
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 20; round++) {
        long before = allocatedBytes();
        record(session, events, 500);
        least = Math.min(least, allocatedBytes() - before);
      }
      assertThat(least / 1000).as("bytes an event").isZero();
    }
  }

  private static void record(Session session, List<SessionEvent> events, int rounds) {
    for (int i = 0; i < rounds; i++) {
      for (int e = 0; e < events.size(); e++) {
        session.record(events.get(e));
      }
    }
  }

  private static long allocatedBytes() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
