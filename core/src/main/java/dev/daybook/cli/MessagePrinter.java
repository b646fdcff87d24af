package dev.daybook.cli;

import dev.daybook.event.Message;

/** A printer of messages, one after another, in one form. */
interface MessagePrinter {

  /** Prints the next message; throws as {@link StandardOutput#write} does. */
  void print(Message message);
}
