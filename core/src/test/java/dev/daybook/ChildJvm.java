package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A main class of the tests in a JVM of its own, for what flags and environment decide. */
public final class ChildJvm {

  /** The compilers that the test has itself: most children are too short for the second. */
  private static final List<String> COMPILER =
      ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
          .filter(argument -> argument.startsWith("-XX:TieredStopAtLevel="))
          .toList();

  private long seconds = 60;
  private final ProcessBuilder builder = new ProcessBuilder();
  private final List<String> flags = new ArrayList<>();
  private final List<String> outer = new ArrayList<>();
  private String classPath = System.getProperty("java.class.path");

  /** With a flag of the JVM. */
  public ChildJvm flag(String flag) {
    flags.add(flag);
    return this;
  }

  /** With a heap of at most that size. */
  public ChildJvm heapMegabytes(int most) {
    return flag("-Xmx" + most + "m");
  }

  /** With the classes of that folder in the place of those of the same names. */
  public ChildJvm classes(Path folder) {
    classPath = folder + File.pathSeparator + classPath;
    return this;
  }

  /** Without what of the class path has that in its name. */
  public ChildJvm without(String part) {
    classPath = Arrays.stream(classPath.split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).getFileName().toString().contains(part))
        .collect(Collectors.joining(File.pathSeparator));
    return this;
  }

  /** With an environment variable. */
  public ChildJvm environment(String name, String value) {
    builder.environment().put(name, value);
    return this;
  }

  /** In that folder, which is otherwise the test's. */
  public ChildJvm folder(Path folder) {
    builder.directory(folder.toFile());
    return this;
  }

  /** How long it may take, if not a minute. */
  public ChildJvm withinSeconds(long most) {
    seconds = most;
    return this;
  }

  /** Started by another command, whose last arguments are the command of the JVM. */
  public ChildJvm under(String... command) {
    outer.addAll(List.of(command));
    return this;
  }

  /** What it prints, both streams together; it must end well. */
  public String run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile("child-jvm", ".out");
    try {
      Process child = command(main, arguments)
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
      boolean ended = child.waitFor(seconds, TimeUnit.SECONDS);
      child.destroyForcibly();
      String printed = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(ended).as("ended in time, printing %s", printed).isTrue();
      assertThat(child.exitValue()).as("exit value, printing %s", printed).isZero();
      return printed;
    } finally {
      Files.delete(output);
    }
  }

  /** The running process, to be spoken with; its errors go where the test's go. */
  public Process start(Class<?> main, String... arguments) throws IOException {
    return command(main, arguments)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private ProcessBuilder command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(outer);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(COMPILER);
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(Arrays.asList(arguments));
    return builder.command(command);
  }
}
