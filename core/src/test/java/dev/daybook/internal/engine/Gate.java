package dev.daybook.internal.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds each thread that comes until it is opened; others can wait for the first to arrive. */
final class Gate {

  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  void pass() {
    arrived.countDown();
    boolean interrupted = false;
    while (true) {
      try {
        if (!open.await(60, TimeUnit.SECONDS)) {
          throw new AssertionError("the gate was not opened");
        }
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void awaitArrival() throws InterruptedException {
    if (!arrived.await(60, TimeUnit.SECONDS)) {
      throw new AssertionError("no thread came to the gate");
    }
  }

  void open() {
    open.countDown();
  }
}
