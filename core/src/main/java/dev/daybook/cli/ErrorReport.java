package dev.daybook.cli;

import dev.daybook.codec.JsonText;
import dev.daybook.event.DaybookException;
import dev.daybook.replay.BadLine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What standard error says: one JSON object a line. Of an event's content nothing is in it but the
 * names of open calls.
 */
final class ErrorReport {

  // not System.err, whose encoding is the platform's, and JSON is UTF-8
  private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);

  private ErrorReport() {}

  /** Says why the command failed. */
  static void print(Throwable failure) {
    if (failure instanceof DaybookException known) {
      print(known.kind().wireName(), String.valueOf(known.getMessage()), known.details());
      return;
    }
    if (failure instanceof OutOfMemoryError) {
      long heapBytes = Runtime.getRuntime().maxMemory();
      print(
          "out_of_memory",
          "not enough memory; give java more with -Xmx: heapBytes=" + heapBytes,
          Map.of("heapBytes", heapBytes));
      return;
    }
    // the message of a failure that nobody foresaw may quote anything
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("thrown", failure.getClass().getName());
    StackTraceElement[] stack = failure.getStackTrace();
    if (stack.length > 0) {
      details.put("at", stack[0]);
    }
    print("internal", "unexpected failure: thrown=" + details.get("thrown"), details);
  }

  /** Says why the command failed. */
  static void print(String kind, String message, Map<String, ?> details) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("kind", kind);
    error.put("message", message);
    error.put("details", details);
    printLine(JsonText.of(Map.of("error", error)));
  }

  /** Says something that is no failure. */
  static void printReport(String kind, Map<String, ?> details) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("kind", kind);
    report.putAll(details);
    printLine(JsonText.of(Map.of("report", report)));
  }

  /** Says that a list lacks something, and why. */
  static void printLeftOut(DaybookException refused) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("reason", refused.kind().wireName());
    details.put("message", String.valueOf(refused.getMessage()));
    details.put("details", refused.details());
    printReport("left_out", details);
  }

  /** Says that the file ends in the middle of a line. */
  static void printTornTail(long bytes) {
    printReport("torn_tail", Map.of("bytes", bytes));
  }

  /** Says that a line was bad, and whether it was skipped. */
  static void printBadLine(BadLine bad) {
    printBadLine(Map.of(), bad);
  }

  /** The same, where several sessions are read. */
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

  private static void printLine(String json) {
    try {
      ERR.write((HarmlessText.json(json) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // there is nowhere else to say it; the exit code still tells
    }
  }
}
