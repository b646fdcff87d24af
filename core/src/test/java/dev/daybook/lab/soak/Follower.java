package dev.daybook.lab.soak;

import dev.daybook.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.read.Subscriber;
import dev.daybook.read.Subscription;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Follows a session from its beginning, and sometimes throws: it must be shown each entry once. */
final class Follower implements Subscriber {

  final String session;
  private final Random random;
  private final Queue<String> wrongs;
  private long seen;
  private int endings;
  private @Nullable DaybookException failure;

  /** Set when it is started. */
  @Nullable
  Subscription subscription;

  Follower(String session, long seed, Queue<String> wrongs) {
    this.session = session;
    this.random = new Random(seed);
    this.wrongs = wrongs;
  }

  @Override
  public synchronized void entry(Entry entry) {
    if (entry.seq() != seen) {
      wrongs.add("a follower of " + session + " was shown " + entry.seq() + " after " + seen);
    }
    seen = entry.seq() + 1;
    if (random.nextInt(20) == 0) {
      throw new IllegalStateException("planned");
    }
  }

  @Override
  public synchronized void ended(Optional<DaybookException> why) {
    endings++;
    failure = why.orElse(null);
  }

  synchronized long seen() {
    return seen;
  }

  synchronized int endings() {
    return endings;
  }

  synchronized @Nullable DaybookException failure() {
    return failure;
  }
}
