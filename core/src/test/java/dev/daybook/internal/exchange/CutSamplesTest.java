package dev.daybook.internal.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.MemoryFolder;
import dev.daybook.exchange.ImportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real session files that are imported while they grow, and must become what they become at once:
 * the same sessions, byte for byte. {@code -Ddaybook.samples.cuts} says how many lengths of each
 * file are tried, 6 if it does not; {@code every} stands for all that {@link Cuts#every} names.
 */
class CutSamplesTest {

  private static final String EVERY = "every";

  /** The lengths of a file within its signs, and its series, if every one is asked for. */
  private static final int MANY = 200;

  /** Folders of a session and its sub-agents. */
  private static final List<String> FAMILIES = List.of(
      "claude-code/excerpt-around-compaction-2.1.39/",
      "claude-code/subagent-layout/",
      "claude-code/workflow/",
      "codex/ctx/",
      "codex/root-and-child/",
      "codex/spawn/");

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Samples samples;
  private boolean isEvery;
  private int most;

  @BeforeEach
  void readProperties() {
    samples = Samples.needed();
    String cuts = System.getProperty("daybook.samples.cuts", "6");
    isEvery = cuts.equals(EVERY);
    most = isEvery ? MANY : Integer.parseInt(cuts);
  }

  @Test
  void fileThatGrewIsTheSameAsAtOnce() throws Exception {
    tryAll(
        Function.identity(), file -> single(isEvery ? Cuts.every(file) : Cuts.random(file, most)));
  }

  @Test
  void fileThatGrewInStepsIsTheSameAsAtOnce() throws Exception {
    tryAll(Function.identity(), file -> Cuts.series(file, most));
  }

  /** Each file gets a byte order mark and carriage returns before. */
  @Test
  void fileThatGrewWithinSignsIsTheSameAsAtOnce() throws Exception {
    tryAll(CutSamplesTest::withSigns, file -> single(spread(Cuts.withinSigns(file), most)));
  }

  private static byte[] withSigns(byte[] file) {
    String lines = new String(file, ISO_8859_1).replace("\r", "").replace("\n", "\r\n");
    return (new String("\ufeff".getBytes(UTF_8), ISO_8859_1) + lines).getBytes(ISO_8859_1);
  }

  private static List<int[]> single(Collection<Integer> lengths) {
    return lengths.stream().map(length -> new int[] {length}).toList();
  }

  /** Returns at most so many of the lengths, from all over the file. */
  private static List<Integer> spread(Collection<Integer> lengths, int most) {
    List<Integer> all = List.copyOf(lengths);
    List<Integer> some = new ArrayList<>();
    for (int i = 0; i < Math.min(most, all.size()); i++) {
      some.add(all.get((int) ((long) i * all.size() / Math.min(most, all.size()))));
    }
    return some;
  }

  /** Children stand before their parents in some folders, and behind them in others. */
  @Test
  void filesOfAFolderAreTheSameInAnyOrder() throws Exception {
    int number = 0;
    for (String family : FAMILIES) {
      List<String> names = new ArrayList<>(
          samples.names().stream().filter(name -> name.startsWith(family)).toList());
      Map<String, byte[]> sorted = sessions(names, number++);
      assertThat(sorted).as(family).hasSizeGreaterThan(1);
      Collections.reverse(names);
      assertThat(sessions(names, number++)).as(family).containsExactlyEntriesOf(sorted);
    }
  }

  private Map<String, byte[]> sessions(List<String> names, int number) throws IOException {
    Map<String, byte[]> sessions = new TreeMap<>();
    try (Daybook daybook = Daybook.open(folder.resolve("order" + number))) {
      for (String name : names) {
        try {
          daybook.importFile(samples.folder().resolve(name), ImportOptions.defaults());
        } catch (DaybookException refused) {
          assertThat(refused.kind()).as(name).isEqualTo(Kind.INVALID_VALUE);
        }
      }
      for (String id : daybook.catalog().ids()) {
        sessions.put(id, Files.readAllBytes(daybook.file(id)));
      }
    }
    return sessions;
  }

  private void tryAll(Function<byte[], byte[]> changed, Function<byte[], List<int[]>> growths)
      throws Exception {
    try (Growths tried = new Growths(folder, isEvery ? System.out::println : line -> {})) {
      for (String name : samples.names()) {
        byte[] file = changed.apply(samples.bytes(name));
        tried.add(name, file, growths.apply(file));
      }
      assertThat(tried.differences()).isEmpty();
    }
  }
}
