package dev.daybook.lab.soak;

import dev.daybook.OpenDescriptors;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The things that a journal must not leave behind: threads of its own, and open files below its
 * root.
 */
final class Leftovers {

  private final Path root;
  private final Set<Thread> threads = threads();

  private Leftovers(Path root) {
    this.root = root;
  }

  /** Of this root; what is there already is left out. */
  static Leftovers of(Path root) {
    return new Leftovers(root);
  }

  void awaitNoMore(String at) {
    Round.await(at + ": no thread left over", () -> threads.containsAll(threads()));
    Round.await(at + ": no file left open", () -> OpenDescriptors.below(root) == 0);
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("daybook-"))
        // one timer for all workflows there will ever be
        .filter(thread -> !thread.getName().startsWith("daybook-heartbeat"))
        .collect(Collectors.toSet());
  }
}
