package dev.daybook.journal;

import org.jspecify.annotations.Nullable;

/** Something of a user's to run, linked to the next such thing: a queue of them needs no memory. */
abstract class Call {

  /** The next call of the same queue. */
  @Nullable
  Call nextCall;

  abstract void run();
}
