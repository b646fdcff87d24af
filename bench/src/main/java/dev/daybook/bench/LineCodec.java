package dev.daybook.bench;

import dev.daybook.event.SessionEvent;
import java.io.IOException;

/** A way of making an event a line of JSON and back. Belongs to one thread. */
interface LineCodec {

  /** When all events of the mix happened, as text, for those who would format it slowly. */
  String TS = "2026-11-20T23:00:00.123456Z";

  /** Appends the event's line to the codec's memory; returns how many bytes the line has. */
  int encode(long seq, String type, SessionEvent event) throws IOException;

  /** The line that was appended last, its line feed included. */
  byte[] lastLine();

  /** The event in a line without a line feed, read together with its envelope. */
  SessionEvent decode(byte[] line, Class<? extends SessionEvent> type) throws IOException;
}
