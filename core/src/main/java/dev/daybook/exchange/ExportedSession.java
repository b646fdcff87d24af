package dev.daybook.exchange;

import dev.daybook.event.Entry;
import dev.daybook.read.SessionReader;
import dev.daybook.read.Transcript;
import java.util.function.Consumer;

/** A session that an {@link AgentFormat} writes. Belongs to the writing thread. */
public interface ExportedSession {

  /** Returns the session's id. */
  String id();

  /** Returns a reader of its entries. */
  SessionReader reader();

  /**
   * Gives all entries in their order, read strictly; an entry whose data does not fit its type is
   * {@code Unknown}.
   */
  void forEach(Consumer<Entry> action);

  /** Returns the conversation, as a model is given it. */
  Transcript transcript();
}
