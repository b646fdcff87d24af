package dev.daybook.cli;

import dev.daybook.event.Message;

/** A form to print messages in, one after another. */
interface MessagePrinter {

  /** Prints the next message; throws as {@link StandardOutput#write} does. */
  void print(Message message);
}
