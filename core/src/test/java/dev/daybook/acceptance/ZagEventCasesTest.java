package dev.daybook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.UsageLimitResumeFailed;
import dev.daybook.event.UsageLimitResumed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Events as zag's session log writes them, in our format. */
class ZagEventCasesTest {

  @Test
  @DisplayName("zag: who goes on after a limit need not say at which attempt")
  void anAttemptMayBeLeftOut() {
    Wire.check(
        new UsageLimitResumed("i-1", "go on", null),
        "usage_limit_resumed",
        "{\"incident_id\":\"i-1\",\"resume_message\":\"go on\"}");
    assertThat(Wire.decode(Wire.lineOf(
                "usage_limit_resume_failed", "{\"incident_id\":\"i-1\",\"error\":\"no\"}"))
            .event())
        .isEqualTo(new UsageLimitResumeFailed("i-1", "no", null));
  }
}
