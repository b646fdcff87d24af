package dev.daybook.lab.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.check.Finding;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Repair;
import dev.daybook.check.Verification;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionFork;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The ledger of what a daybook promised before the power was cut, held against what is there
 * afterwards. What was read after one cut is on the device and must be there after each later one.
 */
final class CutLedger {

  private static final Set<FindingKind> TORN =
      Set.of(FindingKind.TORN_TAIL, FindingKind.MISSING_NEWLINE);

  /** The acknowledged messages of each session by their seqs. */
  private final Map<String, Map<Integer, Said>> acknowledged = new TreeMap<>();

  private final Map<String, List<Said>> onDevice = new HashMap<>();
  private final FileLedger files = new FileLedger();
  private final String name;
  private long events;
  private long repaired;
  private long cutByHand;
  private boolean isCut;

  /** @param name of this file system, in messages */
  CutLedger(String name) {
    this.name = name;
  }

  /**
   * The power is about to be cut: what is promised from now on is not, since no caller would be
   * there to hear it. A process that lives on can hear more than is true: the kernel answers a
   * force that is under way when its file system is shut down as if it had succeeded.
   */
  void cut() {
    isCut = true;
  }

  /** A line that the workload printed. */
  void add(String line) {
    String[] words = line.split(" ");
    if (isCut && words[0].matches("[+!]")) {
      return;
    }
    switch (words[0]) {
      case "+" -> {
        acknowledged(
            new Said(words[1], words[2], Integer.parseInt(words[3])), Integer.parseInt(words[4]));
      }
      case "?" -> files.begins(words);
      case "!", "-" -> {
        if (words[1].equals("open")) {
          acknowledged.computeIfAbsent(words[2], any -> new TreeMap<>());
        } else {
          files.ended(words);
        }
      }
      default -> throw new AssertionError(name + ": " + line);
    }
  }

  private void acknowledged(Said said, int seq) {
    Said other =
        acknowledged.computeIfAbsent(said.session(), any -> new TreeMap<>()).put(seq, said);
    assertThat(other).as("%s: one seq, two messages", name).isNull();
    events++;
  }

  /** How many events were acknowledged. */
  long events() {
    return events;
  }

  /**
   * How many sessions' last lines, of what was never promised, had lost their beginning, so that
   * they had to be repaired before they could be gone on with.
   */
  long repaired() {
    return repaired;
  }

  /** How many of them no repair could mend, because good lines followed. */
  long cutByHand() {
    return cutByHand;
  }

  /** How many calls about whole files were acknowledged. */
  long calls() {
    return files.calls() + acknowledged.size();
  }

  /** The disk is back: every promise holds, and every session can be recorded in. */
  void check(Daybook daybook, String round) {
    isCut = false;
    files.check(daybook, name);
    acknowledged.forEach((session, promised) -> {
      String as = name + " session=" + session;
      assertThat(daybook.exists(session)).as("%s: it was opened", as).isTrue();
      List<Said> found = read(daybook, session, as);
      List<Said> before = onDevice.getOrDefault(session, List.of());
      assertThat(found.size()).as("%s: read before", as).isGreaterThanOrEqualTo(before.size());
      assertThat(found.subList(0, before.size())).as("%s: read before", as).isEqualTo(before);
      promised.forEach((seq, said) -> {
        assertThat(seq).as("%s: lost %s", as, said).isLessThan(found.size());
        assertThat(found.get(seq)).as("%s: seq %s", as, seq).isEqualTo(said);
      });
      checkOrder(found, session, as);
      onDevice.put(session, found);
    });
    acknowledged.forEach((session, promised) -> goOn(daybook, session, round));
  }

  private List<Said> read(Daybook daybook, String session, String as) {
    Verification verified = daybook.verify(session);
    if (verified.counts().containsKey(FindingKind.NUL_BYTES)) {
      repair(daybook, session, verified, as);
    } else {
      assertThat(TORN)
          .as("%s: %s", as, verified.findings())
          .containsAll(verified.counts().keySet());
    }
    return messages(daybook.history(session).entries());
  }

  /**
   * Of lines that were not forced, the device had an end and not the beginning. Where good lines
   * follow, no repair is provably safe to a reader who does not know what was promised, as this
   * does.
   */
  private void repair(Daybook daybook, String session, Verification verified, String as) {
    Repair repair = daybook.repair(session);
    if (repair.isGood()) {
      repaired++;
      return;
    }
    Finding first = verified.findings().get(0);
    assertThat(first.kind()).as("%s: %s", as, repair).isEqualTo(FindingKind.NUL_BYTES);
    try (FileChannel channel = FileChannel.open(daybook.file(session), StandardOpenOption.WRITE)) {
      channel.truncate(first.offset());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cutByHand++;
  }

  /** Each entry a message; that of a fork, which comes first, is left out. */
  static List<Said> messages(List<Entry> entries) {
    List<Said> said = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.event() instanceof UserMessage message) {
        said.add(Said.of(message.text()));
      } else {
        assertThat(entry.event()).isInstanceOf(SessionFork.class);
        assertThat(entry.seq()).isZero();
      }
    }
    return said;
  }

  /** Nothing is there twice, or in another order, or from another session. */
  private static void checkOrder(List<Said> found, String session, String as) {
    Map<String, Integer> last = new HashMap<>();
    for (Said said : found) {
      assertThat(said.session()).as(as).isEqualTo(session);
      Integer before = last.put(said.stream(), said.n());
      assertThat(before == null ? -1 : before).as("%s: order of %s", as, said).isLessThan(said.n());
    }
  }

  private void goOn(Daybook daybook, String id, String round) {
    try (Session session = daybook.resumeSession(id)) {
      Said said = new Said(id, round + ".after", 0);
      long seq = session.recordSync(said.event());
      assertThat(seq).as("%s: goes on", name).isEqualTo(onDevice.get(id).size());
      acknowledged(said, Math.toIntExact(seq));
      onDevice.get(id).add(said);
    }
  }
}
