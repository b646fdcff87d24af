package dev.daybook.cli;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.JournalListener;
import dev.daybook.LogRecovery;
import dev.daybook.read.BadLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The reports on standard error: a line and a hint for people at a terminal, and else one JSON
 * object a line. Of an event's content they contain only the names of open calls.
 */
final class ErrorReport {

  /** The reports of sessions that were brought up to a commit log, or could not be. */
  static final JournalListener RECOVERIES = new JournalListener() {
    @Override
    public void logRecovered(LogRecovery what) {
      printRecovery(what);
    }
  };

  private static OutputStream err = OutputStream.nullOutputStream();
  private static boolean isForPeople;
  private static @Nullable StandardOutput shownIn;

  private record Failed(Failure error) {}

  private record Failure(String kind, String message, Map<String, ?> details) {}

  private record Reported(Map<String, ? extends @Nullable Object> report) {}

  private ErrorReport() {}

  /** Decides if the errors of a command line are for people at a terminal or for programs. */
  static void choose(String[] words, OutputStream to) {
    err = to;
    isForPeople = Terminal.hasStandardError() && !Arrays.asList(words).contains("--json");
  }

  /** Prints reports for people into that output, where a pager shows both; null ends it. */
  static void showIn(@Nullable StandardOutput out) {
    shownIn = out;
  }

  /** Prints the reason that the command failed. */
  static void print(Throwable failure) {
    if (failure instanceof DaybookException given) {
      DaybookException known = FileTrouble.plainly(given);
      String message = String.valueOf(known.getMessage());
      boolean isOfId = known.kind() == Kind.INVALID_SESSION_ID;
      print(
          known.kind().wireName(),
          isOfId ? ErrorWords.invalidId(known.details(), message) : message,
          known.details());
      return;
    }
    if (failure instanceof OutOfMemoryError noMemory) {
      printOutOfMemory(noMemory);
      return;
    }
    if (failure instanceof IOException ofFiles) {
      print(FileTrouble.plainly(ofFiles));
      return;
    }
    if (failure instanceof InvalidPathException) {
      printUnnameable();
      return;
    }
    // the message of an unforeseen failure may quote anything
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("thrown", failure.getClass().getName());
    StackTraceElement[] stack = failure.getStackTrace();
    if (stack.length > 0) {
      details.put("at", stack[0]);
    }
    print("internal", "unexpected failure: thrown=" + details.get("thrown"), details);
  }

  /** The JDK throws one error for all kinds of memory, and only its message names the kind. */
  private static void printOutOfMemory(OutOfMemoryError error) {
    String cause = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    if (cause.contains("native thread") || cause.contains("process/resource limits")) {
      print(
          "out_of_threads",
          "the system gives no more threads; raise ulimit -u, or the container's limit of"
              + " processes",
          Map.of());
    } else if (cause.contains("direct")) {
      printOutOfMemory("outside the heap", "-XX:MaxDirectMemorySize");
    } else if (cause.contains("metaspace") || cause.contains("class space")) {
      printOutOfMemory("for classes", "-XX:MaxMetaspaceSize");
    } else {
      long heapBytes = Runtime.getRuntime().maxMemory();
      print(
          "out_of_memory",
          "not enough memory; give java more with -Xmx: heapBytes=" + heapBytes,
          Map.of("heapBytes", heapBytes));
    }
  }

  private static void printOutOfMemory(String where, String flag) {
    print(
        "out_of_memory", "not enough memory " + where + "; give java more with " + flag, Map.of());
  }

  /**
   * Reports a file name that cannot be encoded: Java decodes and encodes names of files as the
   * locale says, and the C locale has only ASCII.
   */
  private static void printUnnameable() {
    String encoding = System.getProperty("sun.jnu.encoding", "unknown");
    print(
        "unnameable_path",
        "the name of a folder or file cannot be expressed in this locale; set LC_ALL=C.UTF-8:"
            + " encoding=" + encoding,
        Map.of("encoding", encoding));
  }

  /** Prints the reason that the command failed, by its kind and details. */
  static void print(String kind, String message, Map<String, ?> details) {
    if (isForPeople) {
      String hint = ErrorWords.hint(kind, details);
      print("daybook: " + Text.line(message) + "\n"
          + (hint.isEmpty() ? "" : "  " + Text.line(hint) + "\n"));
      return;
    }
    print(Text.jsonLine(new Failed(new Failure(kind, message, details))));
  }

  /** Prints that a session was brought up to a commit log, or could not be. */
  static void printRecovery(LogRecovery what) {
    if (what.isComplete() && what.bytes() == 0) {
      return;
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("result", what.result().wireName());
    what.session().ifPresent(id -> details.put("session", id));
    details.put("bytes", what.bytes());
    what.path().ifPresent(path -> details.put("path", path));
    what.reason().ifPresent(why -> details.put("reason", why));
    printReport("commit_log", details);
  }

  /** Prints a report that is no failure, with the names and values of its details. */
  static void printReport(String kind, @Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      details.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    printReport(kind, details);
  }

  /** Prints a report that is no failure, for people in these words. */
  static void printReport(String kind, String words, Map<String, ?> details) {
    if (isForPeople) {
      print("daybook: " + Text.line(words) + "\n");
    } else {
      printReport(kind, details);
    }
  }

  /** Prints a report that is no failure. */
  static void printReport(String kind, Map<String, ? extends @Nullable Object> details) {
    if (isForPeople) {
      String what = kind.replace('_', ' ');
      String values = details.entrySet().stream()
          .map(detail -> detail.getKey() + "=" + detail.getValue())
          .collect(Collectors.joining(", ", details.isEmpty() ? "" : ": ", ""));
      print("daybook: " + Text.line(what + values) + "\n");
      return;
    }
    Map<String, @Nullable Object> report = new LinkedHashMap<>();
    report.put("kind", kind);
    report.putAll(details);
    print(Text.jsonLine(new Reported(report)));
  }

  /** Reports that a list lacks something, and the reason. */
  static void printLeftOut(DaybookException given) {
    DaybookException refused = FileTrouble.plainly(given);
    if (isForPeople) {
      print("daybook: left out: " + Text.line(String.valueOf(refused.getMessage())) + "\n");
      return;
    }
    printReport(
        "left_out",
        "reason",
        refused.kind().wireName(),
        "message",
        String.valueOf(refused.getMessage()),
        "details",
        refused.details());
  }

  /** Reports that the file ends in the middle of a line. */
  static void printTornTail(long bytes) {
    printReport("torn_tail", "bytes", bytes);
  }

  /** Reports a bad line, and if it was skipped. */
  static void printBadLine(BadLine bad) {
    printBadLine(Map.of(), bad);
  }

  /** Reports a bad line of that session, where several sessions are read. */
  static void printBadLine(String session, BadLine bad) {
    printBadLine(Map.of("session", session), bad);
  }

  private static void printBadLine(Map<String, ?> where, BadLine bad) {
    Map<String, Object> details = new LinkedHashMap<>(where);
    details.putAll(bad.fault().details());
    if (bad.lines() > 1) {
      details.put("lines", bad.lines());
    }
    details.put("skipped", bad.skipped());
    printReport(bad.fault().kind().wireName(), details);
  }

  private static void print(String lines) {
    StandardOutput paged = isForPeople ? shownIn : null;
    if (paged != null && !paged.isClosed()) {
      paged.print(lines);
      return;
    }
    write(lines);
  }

  /** Writes to standard error as it is, for people and programs alike. */
  static void write(String text) {
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // there is no other place to report it; the exit code still shows it
    }
  }
}
