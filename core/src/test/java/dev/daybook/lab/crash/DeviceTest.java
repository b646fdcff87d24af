package dev.daybook.lab.crash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lab.Lab;
import dev.daybook.lab.crash.TraceEvent.ForceFailed;
import dev.daybook.lab.crash.TraceEvent.Made;
import dev.daybook.lab.disk.Operation;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The simulated device after a power cut: the states that it may have, and those that it may not.
 */
@Tag(Lab.TAG)
class DeviceTest {

  private static final Path ROOT = Path.of("/device");
  private static final Path FILE = ROOT.resolve("file");

  private final Device device = new Device(ROOT, CrashState.EMPTY);

  private void make(Operation operation) {
    device.apply(new Made(operation));
  }

  private void write(long offset, String text) {
    make(new Operation.Write(FILE, 1, offset, text.getBytes(US_ASCII)));
  }

  private void forcedFile(String text) {
    make(new Operation.CreateFile(FILE, 1));
    write(0, text);
    make(new Operation.Force(FILE, 1));
    make(new Operation.ForceFolder(ROOT));
  }

  private static String text(CrashState state) {
    return state.files().entrySet().stream()
        .map(file -> file.getKey() + "=" + new String(file.getValue(), US_ASCII))
        .collect(Collectors.joining(","));
  }

  /** Every state there may be. */
  private Set<String> states() {
    List<Undecided> undecided = device.undecided();
    return new CrashChoices(undecided, new Random(1))
        .atMost(100_000).stream()
            .map(forms -> text(device.state(undecided, forms)))
            .collect(Collectors.toSet());
  }

  @Test
  void aNameIsCertainOnceItsFolderIsForced() {
    make(new Operation.CreateFile(FILE, 1));
    make(new Operation.Force(FILE, 1));
    assertThat(states()).containsExactlyInAnyOrder("", "file=");
    make(new Operation.ForceFolder(ROOT));
    assertThat(states()).containsExactly("file=");
  }

  @Test
  void bytesAreCertainOnceTheirFileIsForced() {
    forcedFile("ab");
    write(2, "cd");
    assertThat(states()).containsExactlyInAnyOrder("file=ab", "file=abcd", "file=ab\0\0");
    make(new Operation.Force(FILE, 1));
    assertThat(states()).containsExactly("file=abcd");
  }

  @Test
  void unforcedWritesAreThereInAnyOrder() {
    forcedFile("a");
    write(1, "b");
    write(2, "c");
    assertThat(states())
        .containsExactlyInAnyOrder(
            "file=a", "file=a\0", "file=ab", "file=a\0c", "file=abc", "file=a\0\0", "file=ab\0");
  }

  @Test
  void aWriteIsTornAtBlocks() {
    forcedFile("");
    write(0, "a".repeat(512) + "b".repeat(512) + "c");
    assertThat(states())
        .contains(
            "file=" + "a".repeat(512),
            "file=" + "a".repeat(512) + "\0".repeat(512) + "c",
            "file=" + "\0".repeat(512) + "b".repeat(512) + "c",
            "file=" + "\0".repeat(1024) + "c")
        .doesNotContain("file=a");
  }

  @Test
  void aCutMayBeUndone() {
    forcedFile("abc");
    make(new Operation.Truncate(FILE, 1, 1));
    assertThat(states()).containsExactlyInAnyOrder("file=a", "file=abc");
    write(1, "x");
    assertThat(states()).contains("file=ax", "file=axc", "file=abc", "file=a");
    make(new Operation.Force(FILE, 1));
    assertThat(states()).containsExactly("file=ax");
  }

  @Test
  void whatAForceFailedToPutThereIsInDoubtUntilItIsWrittenAnew() {
    forcedFile("a");
    write(1, "b");
    device.apply(new ForceFailed(1));
    make(new Operation.Force(FILE, 1));
    assertThat(states()).containsExactlyInAnyOrder("file=a\0", "file=ab");
    write(1, "b");
    make(new Operation.Force(FILE, 1));
    assertThat(states()).containsExactly("file=ab");
  }

  @Test
  void aMoveIsNeverHalf() {
    forcedFile("old");
    Path draft = ROOT.resolve("draft");
    make(new Operation.CreateFile(draft, 2));
    make(new Operation.Write(draft, 2, 0, "new".getBytes(US_ASCII)));
    make(new Operation.Force(draft, 2));
    make(new Operation.Move(draft, FILE));
    assertThat(states()).containsExactlyInAnyOrder("file=old", "draft=new,file=old", "file=new");
    make(new Operation.ForceFolder(ROOT));
    assertThat(states()).containsExactly("file=new");
  }

  @Test
  void whatIsInAFolderThatIsMissingIsMissing() {
    make(new Operation.CreateFolder(ROOT.resolve("folder")));
    make(new Operation.CreateFile(ROOT.resolve("folder/file"), 1));
    make(new Operation.ForceFolder(ROOT.resolve("folder")));
    List<Undecided> undecided = device.undecided();
    assertThat(undecided).hasSize(1);
    assertThat(device.state(undecided, new int[] {Undecided.ABSENT}).files()).isEmpty();
    assertThat(device.state(undecided, new int[] {Undecided.WHOLE}).files())
        .containsOnlyKeys("folder", "folder/file");
  }
}
