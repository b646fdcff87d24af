package dev.daybook.internal.file;

import dev.daybook.ChildJvm;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.Session;
import dev.daybook.SessionId;
import dev.daybook.event.UserMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A daybook in a process of its own, which obeys commands, one a line. */
final class OtherProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;

  OtherProcess(Path root) throws IOException {
    process = new ChildJvm()
        .flag("-XX:TieredStopAtLevel=1")
        .flag("-XX:+UseSerialGC")
        .heapMegabytes(128)
        .start(Main.class, root.toString());
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  long pid() {
    return process.pid();
  }

  /** What came of it: {@code done}, or the kind of the failure. */
  String ask(String command, Object... arguments) {
    send(command, arguments);
    return answer();
  }

  void send(String command, Object... arguments) {
    StringBuilder line = new StringBuilder(command);
    for (Object argument : arguments) {
      line.append(' ').append(argument);
    }
    try {
      process
          .getOutputStream()
          .write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String answer() {
    try {
      return String.valueOf(answers.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as a crash does: SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("SIGKILL did not end the process");
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /** The other process. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
      BufferedReader commands =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      Daybook daybook = Daybook.open(Path.of(args[0]));
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        String[] words = line.split(" ", -1);
        try {
          run(daybook, words);
          System.out.println("done");
        } catch (DaybookException refused) {
          System.out.println(refused.kind());
        }
      }
      daybook.close();
    }

    /** What this process has open. */
    private static final Map<String, Session> OPEN = new HashMap<>();

    private static void dropLocks(Path locks) throws IOException {
      try (Stream<Path> files = Files.list(locks)) {
        for (Path file : files.toList()) {
          Files.readAllBytes(file);
        }
      }
    }

    private static void run(Daybook daybook, String[] words) throws IOException {
      String id = words[1];
      switch (words[0]) {
        case "session" -> OPEN.computeIfAbsent(id, daybook::openSession);
        case "record" ->
          OPEN.computeIfAbsent(id, daybook::openSession).recordSync(new UserMessage(words[2]));
        case "close" -> Objects.requireNonNull(OPEN.remove(id)).close();
        case "create" -> daybook.createSession(id, java.util.List.of(new UserMessage(words[2])));
        case "lock", "stop" -> {
          LockByte at = LockByte.of(
              new RootFolder(daybook.file(id).getParent().getParent()), new SessionId(id));
          synchronized (LockFile.MONITOR) {
            boolean isLook = words[0].equals("stop");
            LockFile.enter(at.file()).tryLock(isLook ? at.signPosition() : at.position(), isLook);
          }
        }
        case "lose" -> {
          for (int n = Integer.parseInt(words[2]); n > 0; n--) {
            dropLocks(daybook.file(id).getParent().resolveSibling("locks"));
            LockSupport.parkNanos(2_000_000);
            OPEN.computeIfAbsent(id, daybook::openSession).recordSync(new UserMessage("n" + n));
          }
        }
        case "work" -> {
          dropLocks(daybook.file(id).getParent().resolveSibling("locks"));
          for (int n = Integer.parseInt(words[2]); n > 0; n--) {
            LockSupport.parkNanos(2_000_000);
            OPEN.computeIfAbsent(id, daybook::openSession).recordSync(new UserMessage("n" + n));
          }
        }
        case "look" -> {
          SessionFolder folder = new SessionFolder(
              daybook.file(id).getParent().getParent(), (session, bytes, to) -> {});
          int seen = 0;
          for (int n = Integer.parseInt(words[2]); n > 0; n--) {
            seen += folder.holder(new SessionId(id)).isPresent() ? 1 : 0;
          }
          System.out.println(seen);
        }
        default -> throw new AssertionError(words[0]);
      }
    }
  }
}
