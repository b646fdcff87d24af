package dev.daybook.verify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A place in a session's file that is not as it was recorded. It holds no content of events.
 *
 * @param reason the kind of damage
 * @param line the first line that it is about, from 1; 0 for the file as a whole
 * @param lines the number of consecutive lines it is about
 * @param offset its first byte, from 0
 * @param bytes its length, line feeds included
 * @param details details to judge it by, of its first line: numbers, offsets, names of fields
 */
public record FileFinding(
    Damage reason, long line, long lines, long offset, long bytes, Map<String, Object> details) {

  public FileFinding {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  static FileFinding of(
      Damage reason, long line, long offset, long bytes, Object... namesAndValues) {
    Map<String, Object> details = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      details.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new FileFinding(reason, line, 1, offset, bytes, details);
  }

  /** Returns this finding extended by the next one, about the lines that follow. */
  FileFinding with(FileFinding next) {
    return new FileFinding(reason, line, lines + next.lines, offset, bytes + next.bytes, details);
  }

  /** Returns a text for people: {@code phrase: name=value, name=value}. */
  public String message() {
    Map<String, Object> all = new LinkedHashMap<>();
    if (lines > 1) {
      all.put("lines", lines);
    }
    all.putAll(details);
    return all.isEmpty()
        ? reason.phrase()
        : all.entrySet().stream()
            .map(detail -> detail.getKey() + "=" + detail.getValue())
            .collect(Collectors.joining(", ", reason.phrase() + ": ", ""));
  }
}
