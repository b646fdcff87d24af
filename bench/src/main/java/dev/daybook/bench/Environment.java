package dev.daybook.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The machine, the JVM and the sources that a run is about, as lines of {@code name: value}. */
final class Environment {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Environment() {}

  static String describe() throws IOException {
    StringBuilder text = new StringBuilder();
    line(text, "cpu", cpuModel());
    line(text, "cores", Runtime.getRuntime().availableProcessors());
    line(text, "memory", SYSTEM.getTotalMemorySize() / (1 << 20) + " MiB");
    line(text, "kernel", SYSTEM.getName() + " " + SYSTEM.getVersion() + " " + SYSTEM.getArch());
    line(text, "file system", WorkFolder.fileSystem());
    line(
        text,
        "jdk",
        System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
    line(text, "vm", System.getProperty("java.vm.name"));
    line(text, "gc", collectors());
    line(text, "jvm flags", withoutPaths(String.join(" ", jvmFlags())));
    String preloaded = System.getenv("LD_PRELOAD");
    if (preloaded != null) {
      line(text, "preloaded", withoutPaths(preloaded));
    }
    line(
        text,
        "revision",
        git("rev-parse", "HEAD")
            + (git("status", "--porcelain", "--untracked-files=no").isEmpty()
                ? ""
                : " with uncommitted changes"));
    line(text, "load average before the run", loadAverage());
    return text.toString();
  }

  static List<String> jvmFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }

  static String loadAverage() {
    return String.format(Locale.ROOT, "%.2f", SYSTEM.getSystemLoadAverage());
  }

  /** The text with every absolute path cut to its last name. */
  static String withoutPaths(String text) {
    return text.replaceAll("(?<![\\w./:])/(?:[^\\s/\",;:]+/)+", "");
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append(name).append(": ").append(value).append('\n');
  }

  private static String cpuModel() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return SYSTEM.getArch();
    }
    try (Stream<String> lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(SYSTEM.getArch());
    }
  }

  private static String collectors() {
    return String.join(
        ", ",
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(bean -> bean.getName())
            .toList());
  }

  private static String git(String... arguments) throws IOException {
    String[] command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
  }
}
