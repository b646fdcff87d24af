package dev.daybook.cli;

import static java.util.stream.Collectors.joining;

import dev.daybook.DaybookException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of folders that an import leaves out, by the reason. Those that hold a session which
 * could be read in another form are named, once a kind, with what to do.
 */
final class LeftOutFiles {

  /** The reasons, as the library names them, and in a word behind a number of files. */
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  /** The reasons for which there is something to do. */
  private static final String COMPRESSED = "compressed";

  private static final String OTHER_AGENT = "other_agent";
  private static final String EMPTY = "empty";
  private static final String LINK = "link";
  private static final String NOT_A_FILE = "not_a_file";

  static {
    WORDS.put("unknown_format", "of no known format");
    WORDS.put(OTHER_AGENT, "of other agents");
    WORDS.put(COMPRESSED, COMPRESSED);
    WORDS.put("beside_session", "beside a session");
    WORDS.put("settings", "of settings");
    WORDS.put(EMPTY, EMPTY);
    WORDS.put(LINK, "linked");
    WORDS.put(NOT_A_FILE, "not regular");
  }

  /**
   * A remark on all files of one kind.
   *
   * @param reason the reason, as the library names it
   * @param message what they are, and what to do
   */
  private record Remark(String reason, String message) implements Comparable<Remark> {
    @Override
    public int compareTo(Remark other) {
      int order = reason.compareTo(other.reason);
      return order == 0 ? message.compareTo(other.message) : order;
    }
  }

  private final boolean isEachNamed;
  private final ProgressLine progress;
  private final Map<String, Long> byReason = new TreeMap<>();
  private final Map<Remark, Long> remarks = new TreeMap<>();
  private long files;

  /**
   * Begins without a file.
   *
   * @param isEachNamed true if each is named on standard error
   */
  LeftOutFiles(boolean isEachNamed, ProgressLine progress) {
    this.isEachNamed = isEachNamed;
    this.progress = progress;
  }

  /** Returns true for the failure of a file that a folder may have beside sessions. */
  static boolean isReasonOf(DaybookException refused) {
    return WORDS.containsKey(reason(refused));
  }

  private static String reason(DaybookException refused) {
    return String.valueOf(refused.details().get("reason"));
  }

  void addEmpty(Path file) {
    add(file, EMPTY, "there is nothing in it");
  }

  void addLink(Path file) {
    add(file, LINK, "it is a link, which is not followed; give what it leads to");
  }

  void addOther(Path file) {
    add(file, NOT_A_FILE, "a pipe, a socket or a device stands there, not a file");
  }

  private void add(Path file, String reason, String words) {
    add(DaybookException.of(
        DaybookException.Kind.INVALID_VALUE, words, "file", file, "reason", reason));
  }

  /** Adds a file that was refused for one of the reasons. */
  void add(DaybookException refused) {
    files++;
    String reason = reason(refused);
    byReason.merge(reason, 1L, Long::sum);
    remarks.merge(new Remark(reason, refused.reason()), 1L, Long::sum);
    if (isEachNamed) {
      progress.clear();
      ErrorReport.printLeftOut(refused);
    }
  }

  long files() {
    return files;
  }

  /**
   * Reports those of which a person can make something; for programs, which print no end line, all.
   */
  void report(boolean isForPrograms) {
    if (isEachNamed) {
      return;
    }
    remarks.forEach((remark, count) -> {
      if (isForPrograms || remark.reason.equals(OTHER_AGENT) || remark.reason.equals(COMPRESSED)) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("reason", remark.reason);
        details.put("message", remark.message);
        details.put("files", count);
        ErrorReport.printReport(
            "left_out",
            "left out: " + Text.counted(count, "file") + ": " + remark.message,
            details);
      }
    });
  }

  /** Returns the part of the end line: how many, and for which reasons; empty without one. */
  String text() {
    if (files == 0) {
      return "";
    }
    return "; " + Text.counted(files, "file") + " left out: "
        + WORDS.entrySet().stream()
            .filter(each -> byReason.containsKey(each.getKey()))
            .map(each -> byReason.get(each.getKey()) + " " + each.getValue())
            .collect(joining(", "));
  }
}
