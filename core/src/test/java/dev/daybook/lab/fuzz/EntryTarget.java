package dev.daybook.lab.fuzz;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.Unknown;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.fast.EscapedChars;
import dev.daybook.lab.fuzz.Claim.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A line is decoded or refused with a documented reason, and either is what {@link SecondOpinion}
 * says. Each line is tried as it stands and with the checksum that is right for it.
 */
final class EntryTarget implements Target {

  /** Every reason for which a line is refused. */
  static final Set<Kind> REFUSALS = EnumSet.of(
      Kind.INVALID_UTF8,
      Kind.INVALID_JSON,
      Kind.NOT_AN_OBJECT,
      Kind.TRAILING_TEXT,
      Kind.MISSING_TYPE,
      Kind.UNKNOWN_TYPE,
      Kind.MISSING_FIELD,
      Kind.WRONG_KIND,
      Kind.INVALID_VALUE,
      Kind.DUPLICATE_FIELD,
      Kind.UNKNOWN_FIELD,
      Kind.UNSUPPORTED_VERSION,
      Kind.CRC_MISMATCH,
      Kind.MISSING_CRC);

  private final EventTypes types = EventTypes.standard();
  private final EntryDecoder verbatim = new EntryDecoder(types, true, true);
  private final EntryDecoder typed = new EntryDecoder(types, true);
  private final EntryDecoder closed = new EntryDecoder(types, false);
  private final BatchEncoder encoder = new BatchEncoder(types, 1 << 16, 1 << 24);

  @Override
  public void run(byte[] input) throws IOException {
    for (byte[] line : NaiveLines.ofAll(input)) {
      check(line);
      byte[] sealed = Checksum.seal(line);
      if (!Arrays.equals(sealed, line)) {
        check(sealed);
      }
    }
  }

  private void check(byte[] line) throws IOException {
    SecondOpinion other = SecondOpinion.of(line);
    Outcome<Entry> plain = decode(verbatim, line, other);
    Outcome<Entry> event = decode(typed, line, other);
    Outcome<Entry> known = decode(closed, line, other);
    Claim.that(plain.isThere() || !mustBeTaken(line, other), "refused: %s", plain.refusal());
    Claim.that(plain.isThere() || !event.isThere(), "taken as an event, and not verbatim");
    Claim.that(event.isThere() || !known.isThere(), "taken by the stricter decoder alone");
    if (plain.value() != null && other.isJson) {
      sameEntry(plain.value(), other);
      JsonAgreement.sameText(((Unknown) plain.value().event()).data().text(), other.field("data"));
    }
    if (event.value() != null && other.isJson) {
      sameEntry(event.value(), other);
      sameEvent(event.value(), line, other);
      Claim.that(
          known.isThere() ? event.value().equals(known.value()) : known.kind() == Kind.UNKNOWN_TYPE,
          "the stricter decoder differs: %s",
          known.refusal());
    }
  }

  private static Outcome<Entry> decode(EntryDecoder decoder, byte[] line, SecondOpinion other)
      throws IOException {
    Outcome<Entry> outcome = Claim.outcome(REFUSALS, () -> decoder.decode(line, 0, line.length));
    DaybookException refusal = outcome.refusal();
    if (refusal == null) {
      JsonAgreement.acceptance(other);
      Claim.that(Checksum.isRight(line), "a line without a right checksum is taken");
    } else {
      JsonAgreement.refusal(refusal, other);
    }
    return outcome;
  }

  /** Whether the other parser sees an entry in which nothing can be wrong. */
  private static boolean mustBeTaken(byte[] line, SecondOpinion other) {
    Long seq = JsonAgreement.integer(other.field("seq"));
    return other.isJson
        && !other.hasDuplicateAtTop
        && !other.hasLoneSurrogateInName
        && other.deepest <= 1000
        && Checksum.isRight(line)
        && Objects.equals(JsonAgreement.integer(other.field("v")), 1L)
        && seq != null
        && seq >= 0
        && other.hasString("type", 1)
        && other.field("ts") instanceof String ts
        && ts.matches("20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3])"
            + "(:[0-5][0-9]){2}\\.[0-9]{6}Z")
        && other.hasString("session_id", 0)
        && (other.field("id") == null || other.hasString("id", 0))
        && other.field("data") instanceof Map;
  }

  private static void sameEntry(Entry entry, SecondOpinion other) {
    Claim.that(Objects.equals(JsonAgreement.integer(other.field("v")), 1L), "v");
    Claim.that(Objects.equals(JsonAgreement.integer(other.field("seq")), entry.seq()), "seq");
    Claim.that(entry.type().equals(other.field("type")), "type");
    Claim.that(entry.ts().equals(JsonAgreement.time(other.field("ts"))), "ts: %s", entry.ts());
    Claim.that(entry.sessionId().equals(other.field("session_id")), "session_id");
    Claim.that(Objects.equals(entry.id(), other.field("id")), "id");
  }

  /**
   * Writes the event again: what that line says, the one that was read must have said. It is read
   * as the same event, and written as the same line from then on. But JSON kept as text is another
   * text at first if it had chars for which others are written.
   */
  private void sameEvent(Entry entry, byte[] read, SecondOpinion other) {
    if (entry.event() instanceof Unknown unknown) {
      JsonAgreement.sameText(unknown.data().text(), other.field("data"));
      return;
    }
    byte[] line = Encoded.line(encoder, entry);
    SecondOpinion written = SecondOpinion.of(line);
    Claim.that(written.isJson && written.field("data") != null, "what is written is no JSON");
    JsonAgreement.says(Objects.requireNonNull(written.field("data")), other.field("data"), "data");
    Entry again = typed.decode(line, 0, line.length);
    Claim.that(
        again.equals(entry) || hasReplacedChars(read),
        "what is written again is read as something else");
    byte[] third = Encoded.line(encoder, again);
    Claim.that(Arrays.equals(third, line), "what was written is written as something else");
  }

  /**
   * Returns true if a line has chars that stand in no line of ours, since a terminal obeys them.
   */
  private static boolean hasReplacedChars(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    return text.indexOf('\r') >= 0 || EscapedChars.isIn(text);
  }
}
