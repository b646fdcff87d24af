package dev.daybook.lab.fuzz;

import dev.daybook.DaybookException;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.event.Unknown;
import dev.daybook.lab.fuzz.Claim.Outcome;
import java.util.Objects;

/** The opinion of {@link SecondOpinion} on a line of the record command's input. */
public final class InputOpinion {

  private InputOpinion() {}

  /** Fails unless both say the same. */
  public static void check(byte[] line, Outcome<SessionEvent> outcome) {
    SecondOpinion other = SecondOpinion.of(line);
    DaybookException refusal = outcome.refusal();
    if (refusal != null) {
      JsonAgreement.refusal(refusal, other);
      return;
    }
    JsonAgreement.acceptance(other);
    if (!other.isJson) {
      return;
    }
    SessionEvent event = Objects.requireNonNull(outcome.value());
    if (event instanceof Stamped stamped) {
      Claim.that(Objects.equals(stamped.id(), other.field("id")), "id");
      Claim.that(Objects.equals(stamped.ts(), JsonAgreement.time(other.field("ts"))), "ts");
      event = stamped.event();
    } else {
      Claim.that(other.field("id") == null && other.field("ts") == null, "a lost stamp");
    }
    Unknown unknown = (Unknown) event;
    Claim.that(unknown.type().equals(other.field("type")), "type");
    JsonAgreement.sameText(unknown.data().text(), other.field("data"));
  }
}
