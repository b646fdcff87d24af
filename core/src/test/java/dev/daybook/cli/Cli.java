package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands for a folder of the test. What a command prints and does is asked of it in the
 * process of the test, which costs a hundredth of a process; the runnable jar, with the Java that
 * runs the test, is for what only a process has: an environment, options of its JVM, signals,
 * pipes, a working folder. {@link EachCommandIT} holds both to the same answers.
 */
public final class Cli {

  static final long TIMEOUT_SECONDS = 60;
  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .build();

  /** The outcome of a command: its exit code and all that it printed. */
  public record Outcome(int exitCode, String out, String err) {

    public List<String> lines() {
      return Cli.lines(out);
    }

    /** The one error on standard error; there is nothing else. */
    public JsonNode error() {
      List<String> lines = Cli.lines(err);
      assertThat(lines).as("standard error").hasSize(1);
      JsonNode error = json(lines.get(0)).get("error");
      assertThat(error).as(err).isNotNull();
      assertThat(error.get("kind").asText()).isNotEmpty();
      assertThat(error.get("message").asText()).isNotEmpty();
      assertThat(error.get("details").isObject()).isTrue();
      return error;
    }

    public String errorKind() {
      return error().get("kind").asText();
    }

    public Outcome succeeded() {
      assertThat(exitCode).as(err).isZero();
      assertThat(err).isEmpty();
      return this;
    }

    public Outcome failed() {
      assertThat(exitCode).as(out).isEqualTo(1);
      return this;
    }
  }

  final Path folder;
  private final List<String> jvmOptions = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private boolean isProcess;

  /** @param folder where the command works, so that {@code .daybook} is there */
  public Cli(Path folder) {
    this.folder = folder;
    jvmOptions.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:+UseSerialGC", "-Xmx512m"));
  }

  public Cli withJvmOption(String option) {
    jvmOptions.add(option);
    return inAProcess();
  }

  Cli withEnvironment(String name, String value) {
    environment.put(name, value);
    return inAProcess();
  }

  /** With the runnable jar, each command a process in the folder. */
  public Cli inAProcess() {
    isProcess = true;
    return this;
  }

  /** A process that is not started yet: standard error goes to {@link #err}. */
  public ProcessBuilder process(String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String jar = System.getProperty("daybook.jar");
    // as the launcher starts it, in half the time; a Java that the archive does not fit ignores it
    command.add("-Xlog:disable");
    command.add("-XX:SharedArchiveFile=" + jar.replaceFirst("jar$", "jsa"));
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", jar));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder
        .directory(folder.toFile())
        .redirectError(folder.resolve("err").toFile());
  }

  /** What the last process said on standard error. */
  public String err() {
    return read(folder.resolve("err"));
  }

  public Outcome run(String... args) {
    return runWith(new byte[0], args);
  }

  public Outcome runWith(String input, String... args) {
    return runWith(input.getBytes(StandardCharsets.UTF_8), args);
  }

  public Outcome runWith(byte[] input, String... args) {
    try {
      Path in = Files.write(folder.resolve("in"), input);
      Path out = folder.resolve("out");
      int exitCode = isProcess
          ? exitCode(process(args)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .start())
          : InProcess.run(folder, in, out, folder.resolve("err"), args);
      return new Outcome(exitCode, read(out), err());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end of a process, but not for ever. */
  public static int exitCode(Process process) {
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the command does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public Path sessionFile(String session) {
    return folder.resolve(".daybook/sessions").resolve(session + ".ndjson");
  }

  /** The lines before each line feed; U+2028 and its like end none. */
  public static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    assertThat(lines.remove(lines.size() - 1)).as("after the last line feed").isEmpty();
    return lines;
  }

  /** The data of an entry as it stands in its line. */
  public static String dataOf(String line) {
    String name = ",\"data\":";
    return line.substring(line.indexOf(name) + name.length(), line.lastIndexOf(",\"crc\":\""));
  }

  public static JsonNode json(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
