package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException.Kind;
import dev.daybook.internal.json.Restated;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DaybookExceptionTest {

  private static final Map<Kind, Class<? extends DaybookException>> CLASSES = Map.of(
      Kind.SESSION_LOCKED, SessionLockedException.class,
      Kind.SESSION_NOT_FOUND, SessionNotFoundException.class,
      Kind.OVERFLOW, OverflowException.class,
      Kind.OUTCOME_UNKNOWN, OutcomeUnknownException.class);

  @ParameterizedTest
  @EnumSource
  void hasTheClassOfItsKindHoweverItIsMade(Kind kind) {
    Class<?> expected = CLASSES.getOrDefault(kind, DaybookException.class);
    DaybookException fault = DaybookException.of(kind, "reason", "name", 1);
    assertThat(fault).isExactlyInstanceOf(expected);
    assertThat(DaybookException.causedBy(new IOException(), kind, "reason"))
        .isExactlyInstanceOf(expected);
    for (DaybookException derived : new DaybookException[] {
      Restated.again(fault),
      Restated.at(fault, "line", 1),
      Restated.with(fault, "line", 1),
      Restated.and(fault, "more")
    }) {
      assertThat(derived).isExactlyInstanceOf(expected);
      assertThat(derived.kind()).isEqualTo(kind);
      assertThat(derived.details()).containsEntry("name", 1);
    }
  }

  enum Start {
    OWN,
    LATER,
    UNKNOWN
  }

  @ParameterizedTest
  @CsvSource({"OWN, host, true", "LATER, host, false", "UNKNOWN, host, false", "UNKNOWN, , true"})
  void theHolderOfALockIsThisProcessIfItsStartSaysSo(
      Start start, @Nullable String host, boolean expected) {
    ProcessHandle self = ProcessHandle.current();
    Instant own = self.info().startInstant().orElseThrow();
    DaybookException locked = DaybookException.of(
        Kind.SESSION_LOCKED,
        "reason",
        "pid",
        self.pid(),
        "host",
        host == null ? "" : host,
        "since",
        "2026-01-02T03:04:05Z",
        "processStart",
        switch (start) {
          case OWN -> own.toString();
          case LATER -> own.plusSeconds(3600).toString();
          case UNKNOWN -> "null";
        });
    LockHolder holder = ((SessionLockedException) locked).holder().orElseThrow();
    assertThat(holder.isThisProcess()).isEqualTo(expected);
    assertThat(holder.pid()).isEqualTo(self.pid());
    assertThat(holder.since()).contains(Instant.parse("2026-01-02T03:04:05Z"));
  }
}
