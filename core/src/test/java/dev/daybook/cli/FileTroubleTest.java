package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** No class of Java reaches a person, and each message says what to do. */
class FileTroubleTest {

  private static DaybookException plainly(IOException beneath, String reason) {
    return FileTrouble.plainly(DaybookException.causedBy(
        beneath, Kind.IO_ERROR, reason, "file", "a.jsonl", "cause", beneath));
  }

  @Test
  void knownTroubleIsNamedWithItsRemedyAndPlace() {
    assertThat(plainly(new IOException("No space left on device"), "the import failed"))
        .hasMessage(
            "the import failed, since the disk is full; make room there, and do it again: file=a.jsonl");
    assertThat(plainly(
            new FileSystemException("/r/x", null, "Read-only file system"), "the import failed"))
        .hasMessage("the import failed, since the file system can only be read; name a folder that"
            + " can be written with --root: file=a.jsonl, path=/r/x");
    assertThat(plainly(new AccessDeniedException("a.jsonl"), "the import failed"))
        .hasMessage("the import failed, since this user may not do that there; have it given to"
            + " this user (chown, chmod), or run this as its owner: file=a.jsonl");
    assertThat(plainly(new NoSuchFileException("/gone"), "cannot read"))
        .hasMessage(
            "cannot read, since it is not there; look at its name: file=a.jsonl, path=/gone");
  }

  @Test
  void remedyThatIsKnownAlreadyStays() {
    assertThat(plainly(new IOException("No space left on device"), "it failed; wait"))
        .hasMessage("it failed; wait: file=a.jsonl, cause=the disk is full");
  }

  @Test
  void otherTroubleHasTheSystemsWords() {
    assertThat(plainly(new FileSystemException("/r", "/s", "Strange"), "it failed"))
        .hasMessage("it failed: file=a.jsonl, path=/r, cause=Strange");
    assertThat(FileTrouble.plainly(new IOException()))
        .hasMessage("a file or folder cannot be used: cause=unknown");
  }

  @Test
  void failureOfAnotherKindStaysAsItIs() {
    DaybookException other = DaybookException.of(Kind.INVALID_VALUE, "no", "cause", "x");
    assertThat(FileTrouble.plainly(other)).isSameAs(other);
  }
}
