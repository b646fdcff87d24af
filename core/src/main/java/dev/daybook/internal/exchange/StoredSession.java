package dev.daybook.internal.exchange;

import dev.daybook.event.Entry;
import dev.daybook.exchange.ExportedSession;
import dev.daybook.read.SessionReader;
import dev.daybook.read.Transcript;
import java.util.function.Consumer;

/**
 * A session of a daybook on its way out.
 *
 * @param id its id
 * @param reader a strict reader of its file, to which changed types are unknown ones
 */
public record StoredSession(String id, SessionReader reader) implements ExportedSession {

  @Override
  public void forEach(Consumer<Entry> action) {
    reader.forEach((entry, line, from, to) -> action.accept(entry));
  }

  @Override
  public Transcript transcript() {
    return reader.transcript();
  }
}
