package dev.daybook.lab.soak;

import dev.daybook.Overflow;
import java.time.Duration;
import java.util.Random;

/**
 * The plan of one round, drawn from its seed.
 *
 * @param disk what the disk does
 * @param closes whether sessions, and the journal at last, are closed while others record
 * @param interrupts whether the threads are interrupted at random
 * @param virtual whether they are virtual threads, where there are any
 * @param callbacks where futures complete
 * @param maxOpenFiles how many sessions' files may be open: few, so that they are closed and opened
 *     all the time, or enough for all
 * @param isLogged whether it has a commit log
 */
record Plan(
    long seed,
    Disk disk,
    Overflow overflow,
    boolean closes,
    boolean interrupts,
    boolean virtual,
    Callbacks callbacks,
    Duration blockTimeout,
    Duration closeTimeout,
    int maxOpenFiles,
    boolean isLogged) {

  /** The behaviour of the disk. */
  enum Disk {
    SOUND,
    /** It fails now and then, and the sessions that failed must be opened again. */
    FAILING,
    /** It fails now and then, and sessions come back by themselves. */
    SUPERVISED
  }

  /** The threads on which futures complete. */
  enum Callbacks {
    OWN_THREAD,
    /** On whatever thread hands them over. */
    CALLER,
    /** By a pool with two threads, which callbacks may hold up. */
    SLOW_POOL
  }

  static Plan of(long seed) {
    Random random = new Random(seed);
    return new Plan(
        seed,
        any(random, Disk.values()),
        any(random, Overflow.values()),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        any(random, Callbacks.values()),
        Duration.ofMillis(1 + random.nextInt(50)),
        Duration.ofMillis(random.nextBoolean() ? 1 : 2_000),
        random.nextBoolean() ? 1 + random.nextInt(3) : 512,
        random.nextBoolean());
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  /** Whether what was accepted is there in the end, to the last event. */
  boolean isExact() {
    return !closes && disk != Disk.FAILING;
  }
}
