package dev.daybook.internal.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a process among all that have or had its pid on this machine, as Linux reports
 * it. The start is counted from the boot: times of day change when the clock is set.
 *
 * @param boot the boot of the machine
 * @param namespace the namespace of its pid; each container has its own
 * @param startTicks its start, in clock ticks since the boot
 */
record ProcessBirth(String boot, String namespace, long startTicks) {

  private static final Path PROCESSES = Path.of("/proc");

  /** Fields of {@code /proc/<pid>/stat}, counted from the one behind the process's name. */
  private static final int STATE = 0;

  private static final int THREADS = 17;
  private static final int START = 19;

  /** This process's birth; null where the system does not report it. */
  static final @Nullable ProcessBirth SELF = self();

  /** The state of another process, as far as it is known. */
  enum Life {
    RUNNING,
    /** It has ended. */
    GONE,
    /** It ran on this machine before a reboot, or on another machine, or that is unknown. */
    ELSEWHERE,
    /** It is or was in another container of this machine, where this process cannot look. */
    HIDDEN
  }

  private static @Nullable ProcessBirth self() {
    try {
      long pid = ProcessHandle.current().pid();
      String stat = Files.readString(PROCESSES.resolve("self/stat"));
      if (!stat.startsWith(pid + " ")) {
        // what is mounted there shows the processes of another namespace
        return null;
      }
      String boot =
          Files.readString(PROCESSES.resolve("sys/kernel/random/boot_id")).strip();
      String namespace = String.valueOf(Files.readSymbolicLink(PROCESSES.resolve("self/ns/pid")));
      return new ProcessBirth(
          boot, namespace.replaceAll("[^0-9]", ""), Long.parseLong(fields(stat)[START]));
    } catch (IOException | RuntimeException unknown) {
      return null;
    }
  }

  /** Parses a birth; returns null if the text is none. */
  static @Nullable ProcessBirth of(String text) {
    String[] parts = text.split("/", -1);
    try {
      return parts.length == 3
          ? new ProcessBirth(parts[0], parts[1], Long.parseLong(parts[2]))
          : null;
    } catch (NumberFormatException unreadable) {
      return null;
    }
  }

  String text() {
    return boot + "/" + namespace + "/" + startTicks;
  }

  /**
   * Returns the state of the process with this birth.
   *
   * @param asker the birth of this process
   */
  Life life(long pid, ProcessBirth asker) {
    if (!boot.equals(asker.boot)) {
      return Life.ELSEWHERE;
    }
    if (!namespace.equals(asker.namespace)) {
      return Life.HIDDEN;
    }
    try {
      Path stat = PROCESSES.resolve(pid + "/stat");
      return lifeOf(new String(Files.readAllBytes(stat), StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException none) {
      return Life.GONE;
    } catch (IOException | RuntimeException ended) {
      // between the opening and the reading, or this process may not look
      return Files.exists(PROCESSES.resolve(Long.toString(pid))) ? Life.HIDDEN : Life.GONE;
    }
  }

  /**
   * Returns the state from a line of {@code stat}, which stays after the end until the parent asks
   * for it.
   */
  Life lifeOf(String stat) {
    String[] fields = fields(stat);
    boolean isOther = Long.parseLong(fields[START]) != startTicks;
    boolean hasEnded = "XxZ".contains(fields[STATE]) && Long.parseLong(fields[THREADS]) <= 1;
    return isOther || hasEnded ? Life.GONE : Life.RUNNING;
  }

  /** Splits the fields behind the process's name, which may contain parentheses and spaces too. */
  private static String[] fields(String stat) {
    return stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
  }
}
