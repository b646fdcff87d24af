package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.internal.file.ProcessBirth.Life;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process is taken for another one neither by its pid nor by the time of day. */
class ProcessBirthTest {

  private final long pid = ProcessHandle.current().pid();
  private ProcessBirth self;

  @BeforeEach
  void onLinux() {
    assumeThat(ProcessBirth.SELF).isNotNull();
    self = ProcessBirth.SELF;
  }

  @Test
  void itsTextIsReadBack() {
    assertThat(ProcessBirth.of(self.text())).isEqualTo(self);
    for (String senseless : new String[] {"", "a", "a/b", "a/b/c", "a/b/1/d"}) {
      assertThat(ProcessBirth.of(senseless)).isNull();
    }
  }

  @Test
  void saysWhetherAProcessRuns() throws Exception {
    assertThat(self.life(pid, self)).isEqualTo(Life.RUNNING);
    assertThat(self.life(1, self)).as("of another start").isEqualTo(Life.GONE);
    assertThat(new ProcessBirth("other", self.namespace(), self.startTicks()).life(pid, self))
        .isEqualTo(Life.ELSEWHERE);
    assertThat(new ProcessBirth(self.boot(), "1", self.startTicks()).life(pid, self))
        .isEqualTo(Life.HIDDEN);
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    assertThat(self.life(ended.pid(), self)).isEqualTo(Life.GONE);
  }

  @Test
  void aProcessThatHasEndedAndIsNotAskedForYetIsGone() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    int name = stat.lastIndexOf(')');
    String[] fields = stat.substring(name + 2).strip().split(" ", -1);
    fields[17] = "1";
    for (String state : new String[] {"R", "S", "D", "T"}) {
      fields[0] = state;
      assertThat(self.lifeOf(stat.substring(0, name) + ") ) " + String.join(" ", fields)))
          .isEqualTo(Life.RUNNING);
    }
    fields[0] = "Z";
    String dead = stat.substring(0, name + 2) + String.join(" ", fields);
    assertThat(self.lifeOf(dead)).isEqualTo(Life.GONE);
    fields[17] = "7";
    String mainThreadEnded = stat.substring(0, name + 2) + String.join(" ", fields);
    assertThat(self.lifeOf(mainThreadEnded)).isEqualTo(Life.RUNNING);
  }

  /** As two containers have, that were given one name. */
  @Test
  void anotherContainersProcessOfTheSamePidAndHostIsNotThisOne() {
    SessionHolder holder = SessionHolder.self(Instant.now());
    assertThat(holder.isThisProcess()).isTrue();
    for (ProcessBirth other : new ProcessBirth[] {
      new ProcessBirth(self.boot(), "1", self.startTicks()),
      new ProcessBirth("other", self.namespace(), self.startTicks()),
      new ProcessBirth(self.boot(), self.namespace(), self.startTicks() + 1)
    }) {
      SessionHolder twin = new SessionHolder(
          holder.pid(),
          holder.host(),
          holder.processStart(),
          holder.since(),
          other.text(),
          holder.presence());
      assertThat(twin.isThisProcess()).isFalse();
      assertThat(twin.life()).isNotEqualTo(Life.RUNNING);
    }
  }
}
