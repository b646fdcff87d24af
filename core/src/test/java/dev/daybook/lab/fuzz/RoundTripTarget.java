package dev.daybook.lab.fuzz;

import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import dev.daybook.event.WireNames;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.json.Lines;
import dev.daybook.internal.json.RandomValues;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Whatever event the fuzzer composes, the line that is written of it reads as that event, its head
 * finds the same without parsing, and the other parser finds JSON in it that says no more.
 */
final class RoundTripTarget implements Target {

  private static final int MAX_EVENTS = 8;

  private final List<Class<? extends SessionEvent>> events = goldenTypes();
  private final EventTypes types = EventTypes.standard();
  private final BatchEncoder encoder = new BatchEncoder(types, 1 << 16, 1 << 26);
  private final EntryDecoder decoder = new EntryDecoder(types, false);
  private final EntryTarget opinions = new EntryTarget();

  @Override
  public void run(byte[] input) throws IOException {
    FuzzBytes choices = new FuzzBytes(input);
    RandomValues values = new RandomValues(choices);
    for (int i = 0; i < MAX_EVENTS && !choices.isUsedUp(); i++) {
      Class<? extends SessionEvent> type = events.get(choices.nextInt(events.size()));
      long seq = choices.nextLong() & Long.MAX_VALUE;
      String name = WireNames.of(type);
      check(new Entry(seq, Lines.TS, Lines.SESSION_ID, null, name, values.record(type)));
    }
  }

  /** The golden file has an event of each standard type. */
  private static List<Class<? extends SessionEvent>> goldenTypes() {
    EntryDecoder golden = new EntryDecoder(EventTypes.standard(), true);
    Set<Class<? extends SessionEvent>> types = new LinkedHashSet<>();
    for (byte[] line : Seeds.golden()) {
      types.add(golden.decode(line, 0, line.length).event().getClass());
    }
    types.remove(Unknown.class);
    return List.copyOf(types);
  }

  private void check(Entry entry) throws IOException {
    byte[] line = Encoded.line(encoder, entry);
    Entry read = decoder.decode(line, 0, line.length);
    Claim.that(read.equals(entry), "read as something else: %s", entry.type());
    LineHeader header = LineHeader.of(line, 0, line.length);
    boolean isLong = entry.seq() >= 1_000_000_000_000_000_000L;
    Claim.that(header != null || isLong, "a line without a header: %s", entry.type());
    Claim.that(
        header == null
            || (header.seq() == entry.seq()
                && header.type().equals(entry.type())
                && Objects.equals(header.ts(), entry.ts())),
        "a header that differs: %s",
        entry.type());
    Claim.that(Checksum.isRight(line), "a checksum that is not right: %s", entry.type());
    opinions.run(line);
  }
}
