package dev.daybook.lab.fuzz;

import dev.daybook.event.Entry;
import dev.daybook.internal.json.BatchEncoder;

/** An entry as the line that the journal would write of it, without its line feed. */
final class Encoded {

  private Encoded() {}

  static byte[] line(BatchEncoder encoder, Entry entry) {
    encoder.clear();
    encoder.encode(
        BatchEncoder.quoted(entry.sessionId()),
        entry.seq(),
        entry.ts().getEpochSecond(),
        entry.ts().getNano(),
        entry.id(),
        entry.event());
    byte[] line = new byte[encoder.position() - 1];
    encoder.view(0, line.length).get(line);
    return line;
  }
}
