package dev.daybook.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command in the process of the test, with streams of its own. */
final class InProcess {

  private InProcess() {}

  /** Returns the exit code of a command that runs as if in that folder. */
  static int run(Path folder, Path in, Path out, Path err, String... args) throws IOException {
    PrintStream systemOut = System.out;
    PrintStream systemErr = System.err;
    try (InputStream input = Files.newInputStream(in);
        OutputStream output = Files.newOutputStream(out);
        OutputStream errors = Files.newOutputStream(err)) {
      // what a library prints would be in the way of a process, too
      System.setOut(new PrintStream(output, true));
      System.setErr(new PrintStream(errors, true));
      return exitCode(below(folder, args), new Streams(input, output, errors));
    } finally {
      System.setOut(systemOut);
      System.setErr(systemErr);
    }
  }

  private static int exitCode(String[] args, Streams streams) {
    CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    Thread command = new Thread(
        () -> {
          try {
            exitCode.complete(Main.run(args, streams));
          } catch (Throwable why) {
            exitCode.completeExceptionally(why);
          }
        },
        "command");
    command.start();
    try {
      return exitCode.orTimeout(Cli.TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    } finally {
      command.interrupt();
    }
  }

  /**
   * The process has one working folder: a root is made absolute, and named where none is, unless it
   * is not there and would be refused for its name.
   */
  private static String[] below(Path folder, String... args) {
    Command command = args.length == 0 ? null : Commands.named(args[0]);
    List<String> words = new ArrayList<>(List.of(args));
    int root = words.indexOf("--root");
    if (root > 0 && root + 1 < words.size()) {
      words.set(root + 1, folder.resolve(words.get(root + 1)).toString());
    } else if (command != null
        && command.usage().has(Option.PROJECT)
        && root < 0
        && !words.contains("--project")
        && !(List.of("ls", "usage", "search").contains(args[0]) && words.contains("--all"))
        && (command.usage().allowsNoRoot || Files.exists(folder.resolve(".daybook")))) {
      words.add(1, "--root=" + folder.resolve(".daybook"));
    }
    return words.toArray(new String[0]);
  }
}
