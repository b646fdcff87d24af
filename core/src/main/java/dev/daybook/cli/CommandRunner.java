package dev.daybook.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A runner of one command line. */
final class CommandRunner {

  /** The flag by which any command prints JSON where its output is for people by default. */
  private static final Option JSON = Option.flag("--json", "");

  /** The link by which Linux gives the working folder, whatever its name. */
  private static final Path WORKING_FOLDER = Path.of("/proc/self/cwd");

  private CommandRunner() {}

  /** Runs a command line and returns the exit code; errors are on standard error. One at a time. */
  static int run(String[] words, Streams streams) {
    ErrorReport.choose(words, streams.err());
    StandardOutput out = new StandardOutput(streams.out());
    try {
      requireNameableFolder();
      return run(words, streams.in(), out);
    } catch (Throwable failure) {
      // an Error too, and help that cannot be written
      ErrorReport.print(failure);
      return ExitCode.FAILED;
    }
  }

  /**
   * Refuses a working folder whose name Java cannot decode. Java puts another letter there, so the
   * sessions would be looked for in another folder, and classes that look at the working folder
   * would fail in their initialisers.
   */
  private static void requireNameableFolder() throws IOException {
    String folder = System.getProperty("user.dir", "");
    boolean isPerhapsReplaced = folder.indexOf('?') >= 0 || folder.indexOf('\ufffd') >= 0;
    if (isPerhapsReplaced && !isWorkingFolder(Path.of(folder))) {
      throw new InvalidPathException(folder, "not the name of the working folder");
    }
    Objects.requireNonNull(Path.of("").toAbsolutePath());
  }

  private static boolean isWorkingFolder(Path folder) throws IOException {
    return Files.isDirectory(folder)
        && (!Files.exists(WORKING_FOLDER) || Files.isSameFile(folder, WORKING_FOLDER));
  }

  private static int run(String[] given, InputStream in, StandardOutput out) throws Exception {
    String[] words = given.length > 0 && given[0].equals(Commands.HELP) ? asked(given) : given;
    String name = words.length == 0 || words[0].startsWith("-") ? "" : words[0];
    try {
      if (name.isEmpty()) {
        return withoutCommand(words, out);
      }
      Usage usage = Commands.usage(name);
      if (usage == null) {
        throw noSuchCommand(name);
      }
      return run(usage, words, in, out);
    } catch (Misuse misuse) {
      report(misuse, Commands.usage(name) == null ? "daybook" : "daybook " + name);
      return ExitCode.MISUSED;
    }
  }

  private static int run(Usage usage, String[] words, InputStream in, StandardOutput out)
      throws Exception {
    Arguments given = Arguments.parse(usage, words, 1);
    if (given.has(Option.HELP)) {
      out.print(HelpText.of(usage, Terminal.helpWidth()));
      out.flush();
      return ExitCode.OK;
    } else if (given.has(Option.VERSION)) {
      out.print(ManifestVersion.line());
      out.flush();
      return ExitCode.OK;
    }
    Command called = Commands.called(usage, in, out, given);
    if (usage.has(Pager.NONE) && !given.has(JSON)) {
      out.page(given);
    }
    try {
      return called.run();
    } finally {
      out.end();
    }
  }

  /** Returns the words that ask for the same help with an option. */
  private static String[] asked(String[] words) {
    boolean isOfCommand =
        words.length > 1 && !words[1].startsWith("-") && !words[1].equals(Commands.HELP);
    return isOfCommand
        ? new String[] {words[1], Option.HELP.name()}
        : new String[] {Option.HELP.name()};
  }

  private static Misuse noSuchCommand(String name) {
    List<String> names = new ArrayList<>(Commands.NAMES);
    names.add(Commands.HELP);
    return new Misuse("no such command: " + HarmlessText.line(name), Nearest.to(name, names));
  }

  /** Refuses options of commands that stand where the program's own options belong. */
  private static void requireNoneOfACommand(String[] words) {
    String first = words.length == 0 ? "" : words[0];
    int end = !first.startsWith("--") ? Math.min(2, first.length()) : first.indexOf('=');
    String name = end < 0 ? first : first.substring(0, end);
    boolean isOfCommand = Commands.DAYBOOK.find(name) == null
        && Commands.all().stream().anyMatch(usage -> usage.find(name) != null);
    if (isOfCommand) {
      String command =
          Arrays.stream(words).filter(Commands.NAMES::contains).findFirst().orElse("COMMAND");
      throw new Misuse("options stand behind the command: daybook " + command + " " + name);
    }
  }

  private static int withoutCommand(String[] words, StandardOutput out) {
    requireNoneOfACommand(words);
    Arguments given = Arguments.parse(Commands.DAYBOOK, words, 0);
    if (given.has(Option.VERSION)) {
      out.print(ManifestVersion.line());
      out.flush();
      return ExitCode.OK;
    }
    out.print(HelpText.ofAll(Commands.DAYBOOK, Commands.all(), Terminal.helpWidth()));
    out.flush();
    if (given.has(Option.HELP)) {
      return ExitCode.OK;
    }
    throw new Misuse("no command: give one of " + String.join(", ", Commands.NAMES));
  }

  private static void report(Misuse misuse, String command) {
    List<String> meant = misuse.meant();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("help", command + " --help");
    if (!meant.isEmpty()) {
      details.put(SessionArgument.MEANT, meant);
    }
    ErrorReport.print("usage", misuse.reason(), details);
  }
}
