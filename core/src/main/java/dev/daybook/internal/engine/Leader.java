package dev.daybook.internal.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** The conditions for a caller's thread to run a batch in the journal thread's place. */
final class Leader {

  /** The calls of {@link #hasRoom}: with them a batch and what it may load have room. */
  private static final int CALLS = 400;

  private static final MethodHandle IS_VIRTUAL = isVirtual();

  private Leader() {}

  /**
   * Returns true if the calling thread can run a batch. A virtual one would hold its carrier for
   * the time of a force; one that is interrupted has no time to wait; and one whose stack is nearly
   * full could not end what it began.
   */
  static boolean canBeCaller() {
    try {
      Thread caller = Thread.currentThread();
      return !caller.isInterrupted() && !(boolean) IS_VIRTUAL.invokeExact(caller) && hasRoom();
    } catch (Throwable unknown) {
      return false;
    }
  }

  private static boolean hasRoom() {
    try {
      return call(CALLS, 1, 2, 3, 4, 5, 6) != 0;
    } catch (StackOverflowError deep) {
      return false;
    }
  }

  /** Calls itself so many times; what it adds up at the end keeps its frame from being left out. */
  private static long call(int times, long a, long b, long c, long d, long e, long f) {
    if (times == 0) {
      return a;
    }
    long sum = call(times - 1, b, c, d, e, f, a);
    return sum + a + b + c + d + e + f;
  }

  /** {@code Thread.isVirtual}, which came with JDK 21. */
  private static MethodHandle isVirtual() {
    MethodType type = MethodType.methodType(boolean.class);
    try {
      return MethodHandles.publicLookup().findVirtual(Thread.class, "isVirtual", type);
    } catch (ReflectiveOperationException before21) {
      return MethodHandles.dropArguments(
          MethodHandles.constant(boolean.class, false), 0, Thread.class);
    }
  }
}
