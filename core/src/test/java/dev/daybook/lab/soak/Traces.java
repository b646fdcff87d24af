package dev.daybook.lab.soak;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A failure as text, with where it comes from. */
final class Traces {

  private Traces() {}

  static String of(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
