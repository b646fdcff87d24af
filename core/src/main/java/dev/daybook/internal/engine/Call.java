package dev.daybook.internal.engine;

import org.jspecify.annotations.Nullable;

/** A piece of user code to run, linked to the next one: a queue of calls needs no memory. */
abstract class Call {

  /** The next call of the same queue. */
  @Nullable
  Call nextCall;

  abstract void run();
}
