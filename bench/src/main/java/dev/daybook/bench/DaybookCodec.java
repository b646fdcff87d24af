package dev.daybook.bench;

import dev.daybook.event.SessionEvent;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import java.time.Instant;

/** Daybook's own codec as a journal and a reader use it: with the time formatted, and the crc. */
final class DaybookCodec implements LineCodec {

  private static final Instant TIME = Instant.parse(TS);
  private static final int MAX_LINE_BYTES = 1 << 24;

  private final byte[] sessionId = BatchEncoder.quoted(EventMix.SESSION);
  private final BatchEncoder encoder =
      new BatchEncoder(EventTypes.standard(), LineMemory.BYTES, MAX_LINE_BYTES);
  private final EntryDecoder decoder = new EntryDecoder(EventTypes.standard(), true);
  private int lineStart;

  @Override
  public int encode(long seq, String type, SessionEvent event) {
    if (encoder.position() >= LineMemory.BYTES) {
      encoder.clear();
    }
    lineStart = encoder.position();
    encoder.encode(sessionId, seq, TIME.getEpochSecond(), TIME.getNano(), null, event);
    return encoder.position() - lineStart;
  }

  @Override
  public byte[] lastLine() {
    byte[] line = new byte[encoder.position() - lineStart];
    encoder.view(lineStart, encoder.position()).get(line);
    return line;
  }

  @Override
  public SessionEvent decode(byte[] line, Class<? extends SessionEvent> type) {
    return decoder.decode(line, 0, line.length).event();
  }
}
