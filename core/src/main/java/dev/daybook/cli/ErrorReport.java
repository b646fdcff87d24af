package dev.daybook.cli;

import dev.daybook.codec.JsonText;
import dev.daybook.event.DaybookException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What standard error says: one JSON object a line. No event's content is ever in it. */
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
  static void printReport(Map<String, ?> report) {
    printLine(JsonText.of(Map.of("report", report)));
  }

  private static void printLine(String json) {
    try {
      ERR.write((json + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // there is nowhere else to say it; the exit code still tells
    }
  }
}
