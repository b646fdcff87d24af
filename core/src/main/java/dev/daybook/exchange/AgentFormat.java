package dev.daybook.exchange;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The format of one agent's session files: it recognises them, maps their items to events, and may
 * write sessions in their form. Immutable; any thread may use it for several files at a time.
 *
 * <p>A file is a sequence of items, each a JSON value: a line, or an element of the array that
 * {@link #elements} names. The importer cuts it into items, keeps what is no JSON as damage, gives
 * each item to a {@link SourceReader} in the order of the file, and keeps the file's bytes.
 */
public interface AgentFormat {

  /** Returns the format's name, as in {@code claude-code}: lower-case letters and hyphens. */
  String name();

  /** Returns true if a file with that beginning is of this format. */
  boolean recognises(SourceHead head);

  /**
   * Returns the name of the array of a file's one object whose elements are the items; empty if
   * each line is an item.
   */
  default Optional<String> elements(SourceHead head) {
    return Optional.empty();
  }

  /** Returns a reader for a file of this format, for one pass over it. */
  SourceReader reader(SourceHead head);

  /** Returns true if sessions can be written in this format. */
  default boolean canWrite() {
    return false;
  }

  /**
   * Writes a session in this format, in constant memory where the format allows it. The caller
   * closes {@code out}.
   *
   * @return what the format could not hold
   * @throws DaybookException {@code INVALID_VALUE} if this format cannot be written; what reading
   *     the session throws
   * @throws IOException what {@code out} throws
   */
  default ExportReport write(ExportedSession session, OutputStream out) throws IOException {
    throw DaybookException.of(
        Kind.INVALID_VALUE, "this format is only read, not written", "format", name());
  }
}
