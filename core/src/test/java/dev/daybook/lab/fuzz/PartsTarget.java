package dev.daybook.lab.fuzz;

import dev.daybook.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.JsonBeginning;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.json.ProvedLines;
import dev.daybook.internal.json.ProvedLines.Range;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The methods that look at a part of a line, or at a line of which only a part is there: they find
 * nothing that the whole line does not have. The first byte chooses where it is cut.
 */
final class PartsTarget implements Target {

  private static final EntryDecoder DECODER = new EntryDecoder(EventTypes.standard(), true, true);

  @Override
  public void run(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] whole = Checksum.seal(Arrays.copyOfRange(input, 1, input.length));
    int cut = (int) ((long) (input[0] & 0xff) * whole.length / 0xff);
    header(whole, cut);
    for (String field : new String[] {"text", "title", "id"}) {
      beginning(whole, cut, field);
    }
    proved(whole);
    proved(twice(whole, cut));
  }

  private static void header(byte[] whole, int cut) {
    LineHeader proved = LineHeader.of(whole, 0, whole.length);
    LineHeader unproved = LineHeader.ofBeginning(whole, 0, cut);
    Entry entry = decoded(whole);
    if (proved != null) {
      Claim.that(Checksum.isRight(whole), "a header that nothing proves");
    }
    for (LineHeader header : Arrays.asList(proved, unproved)) {
      if (header != null) {
        var ts = header.ts();
        Claim.that(entry == null || entry.seq() == header.seq(), "seq");
        Claim.that(entry == null || isAscii(entry.type()) == isAscii(header.type()), "type");
        Claim.that(
            entry == null || !isAscii(entry.type()) || entry.type().equals(header.type()), "type");
        Claim.that(ts == null || entry == null || ts.equals(entry.ts()), "ts");
      }
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static @Nullable Entry decoded(byte[] line) {
    try {
      return DECODER.decode(line, 0, line.length);
    } catch (DaybookException refused) {
      return null;
    }
  }

  private static void beginning(byte[] whole, int cut, String field) {
    Optional<JsonBeginning> all = JsonBeginning.of(whole, 0, whole.length, "data", field);
    Optional<JsonBeginning> some = JsonBeginning.of(whole, 0, cut, "data", field);
    SecondOpinion other = SecondOpinion.of(whole);
    if (other.isJson
        && !other.hasDuplicate
        && !other.hasLoneSurrogateInName
        && other.deepest <= 1000) {
      Object text = other.field("data") instanceof Map<?, ?> data ? data.get(field) : null;
      Claim.that(
          Objects.equals(
              all.map(JsonBeginning::text).orElse(null), text instanceof String ? text : null),
          "the string differs");
      Claim.that(all.isEmpty() || all.get().isWhole(), "the string is whole");
      Claim.that(
          some.isEmpty()
              || (all.isPresent() && all.get().text().startsWith(some.get().text())),
          "the beginning differs");
      Claim.that(
          some.isEmpty() || !some.get().isWhole() || some.equals(all), "it is said to be whole");
    }
  }

  private static byte[] twice(byte[] whole, int cut) {
    byte[] twice = Arrays.copyOf(whole, whole.length + cut);
    System.arraycopy(whole, 0, twice, whole.length, cut);
    return twice;
  }

  private static void proved(byte[] bytes) {
    int end = 0;
    for (Range range : ProvedLines.in(bytes, 0, bytes.length)) {
      Claim.that(range.from() >= end && range.to() <= bytes.length, "ranges overlap");
      byte[] line = Arrays.copyOfRange(bytes, range.from(), range.to());
      Claim.that(Checksum.isRight(line), "a line that nothing proves");
      end = range.to();
    }
    Claim.that(
        ProvedLines.isOne(bytes, 0, bytes.length) == Checksum.isRight(bytes), "whether it is one");
  }
}
