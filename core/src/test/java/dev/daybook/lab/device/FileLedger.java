package dev.daybook.lab.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Repair;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionFork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The ledger of what was promised of whole files: a call that returned holds, and one that was
 * under way was done or was not, and nothing between.
 */
final class FileLedger {

  private final Map<String, Promised> all = new TreeMap<>();
  private long calls;

  /** The state that a session's file must have. */
  private static final class Promised {
    boolean mayBeThere = true;
    boolean mayBeGone;
    boolean mayBeInTrash;
    boolean mayBeDamaged;
    long entries = -1;
  }

  /** A call is about to be made. */
  void begins(String[] words) {
    String id = words[2];
    switch (words[1]) {
      case "create", "fork" -> {
        Promised promised = new Promised();
        promised.mayBeGone = true;
        promised.entries = words.length > 3 ? Long.parseLong(words[3]) : -1;
        all.put(id, promised);
      }
      case "repair" -> all.get(id).mayBeDamaged = true;
      case "purge" -> all.get(id).mayBeGone = true;
      case "delete" -> all.get(id).mayBeInTrash = true;
      default -> throw new AssertionError(String.join(" ", words));
    }
  }

  /** A call returned. */
  void ended(String[] words) {
    Promised promised = all.get(words[2]);
    calls++;
    switch (words[0] + words[1]) {
      case "!create" -> promised.mayBeGone = false;
      case "!fork" -> {
        promised.mayBeGone = false;
        promised.entries = Long.parseLong(words[3]);
      }
      case "-fork" -> {
        calls--;
        promised.mayBeThere = false;
      }
      case "!repair" -> {
        assertThat(words[3]).isEqualTo(Repair.Outcome.REPAIRED.name());
        promised.mayBeDamaged = false;
      }
      case "!purge", "!delete" -> promised.mayBeThere = false;
      default -> throw new AssertionError(String.join(" ", words));
    }
  }

  /** How many calls returned. */
  long calls() {
    return calls;
  }

  /** The disk is back. What is found now is promised from now on. */
  void check(Daybook daybook, String name) {
    all.forEach((id, promised) -> {
      String as = name + " session=" + id;
      boolean isThere = daybook.exists(id);
      if (isThere) {
        assertThat(promised.mayBeThere).as("%s: it was removed", as).isTrue();
        checkWhole(daybook, id, promised, as);
        promised.mayBeGone = false;
        promised.mayBeInTrash = false;
      } else if (promised.mayBeInTrash && !promised.mayBeGone) {
        assertThat(isInTrash(daybook, id))
            .as("%s: deleted, and not in the trash", as)
            .isTrue();
        promised.mayBeThere = false;
      } else {
        assertThat(promised.mayBeGone).as("%s: it was created", as).isTrue();
        promised.mayBeThere = false;
      }
    });
  }

  private static void checkWhole(Daybook daybook, String id, Promised promised, String as) {
    if (promised.mayBeDamaged) {
      assertThat(daybook.repair(id).isGood()).as("%s: repaired again", as).isTrue();
      promised.mayBeDamaged = false;
    }
    Set<FindingKind> damage = daybook.verify(id).counts().keySet();
    assertThat(damage).as(as).isEmpty();
    List<Entry> entries = daybook.history(id).entries();
    CutLedger.messages(entries);
    if (promised.entries < 0) {
      assertThat(entries).as("%s: a fork in part", as).isNotEmpty();
      assertThat(entries.get(0).event()).as(as).isInstanceOf(SessionFork.class);
      promised.entries = ((SessionFork) entries.get(0).event()).replayEventCount() + 1;
    }
    assertThat(entries).as(as).hasSize(Math.toIntExact(promised.entries));
  }

  private static boolean isInTrash(Daybook daybook, String id) {
    Path trash = daybook.file(id).getParent().resolveSibling("trash");
    try (Stream<Path> deletions = Files.list(trash)) {
      return deletions.anyMatch(deletion -> Files.exists(deletion.resolve(id + ".ndjson")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
