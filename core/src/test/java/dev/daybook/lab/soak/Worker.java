package dev.daybook.lab.soak;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Durability;
import dev.daybook.Session;
import dev.daybook.catalog.ForkOptions;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.TextDelta;
import dev.daybook.event.UserMessage;
import dev.daybook.event.WorkflowStatus;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent;
import dev.daybook.read.TailOptions;
import dev.daybook.workflow.WorkflowRecorder;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One thread of a round: calls at random, each measured, its answer written into the ledger. */
final class Worker implements Runnable {

  /** The longest that any call may take; its own time limits are far below. */
  private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(20);

  private static final int BURST = 100;

  private static final Set<Kind> ALWAYS = EnumSet.of(
      Kind.OVERFLOW,
      Kind.OUTCOME_UNKNOWN,
      Kind.CLOSE_TIMEOUT,
      Kind.INTERRUPTED,
      Kind.SESSION_CLOSED,
      Kind.SESSION_LOCKED,
      Kind.SESSION_EXISTS,
      Kind.SESSION_NOT_FOUND);

  private static final Set<Kind> OF_A_SICK_DISK = EnumSet.of(Kind.SESSION_FAILED, Kind.IO_ERROR);

  private final Round round;
  private final Plan plan;
  private final Ledger ledger;
  private final Daybook readers;
  private final String name;
  private final Random random;
  private int number;

  Worker(Round round, String name, long seed) {
    this.round = round;
    this.plan = round.plan;
    this.ledger = round.ledger;
    this.readers = round.readers;
    this.name = name;
    this.random = new Random(seed);
  }

  @Override
  public void run() {
    for (int i = 0; i < Round.CALLS; i++) {
      Thread.interrupted();
      int choice = random.nextInt(100);
      String what = "call " + choice;
      long start = System.nanoTime();
      try {
        call(choice);
      } catch (DaybookException e) {
        if (!isExpected(e)) {
          round.wrong(what, e);
        }
      } catch (Throwable e) {
        round.wrong(what, e);
      }
      if (System.nanoTime() - start > HANG_NANOS) {
        ledger.wrongs.add(name + ": " + what + " took too long");
      }
    }
  }

  private boolean isExpected(DaybookException e) {
    return ALWAYS.contains(e.kind())
        || (plan.disk() != Plan.Disk.SOUND && OF_A_SICK_DISK.contains(e.kind()));
  }

  private void call(int choice) throws Exception {
    String id = round.staying(random.nextInt(Round.STAYING));
    String going = round.going(random.nextInt(Round.GOING));
    if (choice < 25) {
      record(id);
    } else if (choice < 35) {
      tryRecord(id);
    } else if (choice < 50) {
      recordSync(id, Duration.ofSeconds(10));
    } else if (choice < 54) {
      recordSync(id, Duration.ofNanos(random.nextInt(200_000)));
    } else if (choice < 68) {
      recordAsync(id);
    } else if (choice < 70) {
      round.recording.session(id).sync(any(Durability.values()));
    } else if (choice < 71) {
      round.recording.sync();
    } else if (choice < 74) {
      round.recording.session(id).publish(new TextDelta("x"));
    } else if (choice < 77) {
      close(id);
    } else if (choice < 79) {
      round.follow(id, random.nextInt());
    } else if (choice < 82) {
      read(id);
    } else if (choice < 84) {
      tail(id);
    } else if (choice < 86) {
      readers.catalog().list();
      round.recording.session(id).counters();
      round.recording.session(id).failure();
    } else if (choice < 88) {
      readers.verify(id);
    } else if (choice < 90) {
      readers.fork(id, "child-" + name.replace('/', '-') + "-" + number++, ForkOptions.whole());
    } else if (choice < 92) {
      workflow(going);
    } else if (choice < 95) {
      readers.createSession(going, List.of(event()));
    } else if (choice < 97) {
      own(going);
    } else if (choice < 98) {
      readers.purge(going);
    } else if (choice < 99) {
      readers.delete(going);
    } else {
      LockSupport.parkNanos(random.nextInt(2_000_000));
    }
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private SessionEvent event() {
    return new UserMessage(text());
  }

  private String text() {
    return name + ":" + number++;
  }

  /** Now and then more than the ring holds. */
  private void record(String id) {
    Session session = round.recording.session(id);
    int events = random.nextInt(5) == 0 ? BURST : 1;
    for (int i = 0; i < events; i++) {
      ledger.offered(id);
      try {
        session.record(event());
      } catch (DaybookException e) {
        refused(id, e);
        throw e;
      }
    }
  }

  private void refused(String id, DaybookException e) {
    if (e.kind() == Kind.OVERFLOW) {
      round.overflows(id);
    }
  }

  private void tryRecord(String id) {
    Session session = round.recording.session(id);
    ledger.offered(id);
    if (!session.tryRecord(event())) {
      ledger.notTaken(id);
    }
  }

  private void recordSync(String id, Duration timeout) {
    Session session = round.recording.session(id);
    String text = text();
    ledger.offered(id);
    try {
      long seq = session.recordSync(new UserMessage(text), any(Durability.values()), timeout);
      ledger.acknowledged(id, text, seq);
    } catch (DaybookException e) {
      refused(id, e);
      throw e;
    }
  }

  private void recordAsync(String id) {
    Session session = round.recording.session(id);
    String text = text();
    ledger.offered(id);
    CompletableFuture<Long> future =
        session.recordAsync(new UserMessage(text), any(Durability.values()));
    boolean throwsUp = random.nextInt(10) == 0;
    round.futures.add(future.whenComplete((seq, failure) -> {
      if (seq != null) {
        ledger.acknowledged(id, text, seq);
      } else if (failure instanceof DaybookException e && isExpected(e)) {
        refused(id, e);
      } else {
        round.wrong("future", failure);
      }
      if (throwsUp) {
        throw new IllegalStateException("planned");
      }
    }));
  }

  private void close(String id) {
    if (plan.closes() || plan.disk() == Plan.Disk.FAILING) {
      round.recording.close(id);
    }
  }

  /** The thread that opens a handle closes it: until then no other handle's end is this one's. */
  private void own(String id) {
    try (Session session = round.recording.own(id)) {
      for (int i = 0; i < 3; i++) {
        session.recordSync(event());
      }
    }
  }

  private void read(String id) {
    round.readable(() -> {
      readers.history(id);
      readers.transcript(id);
      readers.diagnosis(id);
    });
  }

  private void tail(String id) {
    round.readable(() -> {
      try (Tail tail = readers.tail(id, TailOptions.fromBeginning().withFollowing(false))) {
        long seq = 0;
        Optional<TailEvent> next = tail.next(Duration.ofSeconds(5));
        for (; next.isPresent(); next = tail.next(Duration.ofSeconds(5))) {
          if (next.get() instanceof TailEvent.Ended) {
            return;
          }
          if (next.get() instanceof TailEvent.Recorded recorded
              && recorded.entry().seq() != seq++) {
            ledger.wrongs.add("tail of " + id + " shows " + recorded.entry().seq());
            return;
          }
        }
      }
    });
  }

  private void workflow(String id) {
    try (Session session = round.recording.own(id);
        WorkflowRecorder workflow = WorkflowRecorder.start(session, name, "soak", 1)) {
      workflow.tierStarted(0, List.of("step"));
      workflow.step("step", 0).completed(0, List.of());
      workflow.finish(WorkflowStatus.SUCCESS);
    }
  }
}
