package dev.daybook.cli;

import java.util.Locale;
import java.util.Map;

/**
 * Advice for when memory ran out: the kind that did, and what gives more of it. The JDK throws one
 * error for all kinds, and only its message names the kind.
 */
record MemoryAdvice(String kind, String message, Map<String, ?> details) {

  static MemoryAdvice of(OutOfMemoryError error) {
    String cause = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    if (cause.contains("native thread") || cause.contains("process/resource limits")) {
      return new MemoryAdvice(
          "out_of_threads",
          "the system gives no more threads; raise ulimit -u, or the container's limit of"
              + " processes",
          Map.of());
    }
    if (cause.contains("direct")) {
      return new MemoryAdvice(
          "out_of_memory",
          "not enough memory outside the heap; give java more with -XX:MaxDirectMemorySize",
          Map.of());
    }
    if (cause.contains("metaspace") || cause.contains("class space")) {
      return new MemoryAdvice(
          "out_of_memory",
          "not enough memory for classes; give java more with -XX:MaxMetaspaceSize",
          Map.of());
    }
    long heapBytes = Runtime.getRuntime().maxMemory();
    return new MemoryAdvice(
        "out_of_memory",
        "not enough memory; give java more with -Xmx: heapBytes=" + heapBytes,
        Map.of("heapBytes", heapBytes));
  }
}
