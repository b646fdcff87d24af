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
import org.jspecify.annotations.Nullable;

/** The main class of {@code daybook.jar}: it runs one command line. */
public final class Main {

  /** The link by which Linux gives the working folder, whatever its name. */
  private static final Path WORKING_FOLDER = Path.of("/proc/self/cwd");

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args, Streams.ofProcess()));
  }

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
      return Command.FAILED;
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
      Command command = Commands.named(name);
      if (command == null) {
        throw noSuchCommand(name);
      }
      return run(command, words, in, out);
    } catch (Misuse misuse) {
      report(misuse, Commands.NAMES.contains(name) ? "daybook " + name : "daybook");
      return Command.MISUSED;
    }
  }

  private static int run(Command command, String[] words, InputStream in, StandardOutput out)
      throws Exception {
    Synopsis usage = command.usage();
    Arguments given = Arguments.parse(usage, words, 1);
    if (given.has(Option.HELP)) {
      return printed(HelpText.of(usage, Terminal.helpWidth()), out);
    } else if (given.has(Option.VERSION)) {
      return printed(version(), out);
    }
    Invocation call = new Invocation(in, out, given, usage.allowsNoRoot);
    if (usage.has(Option.NO_PAGER) && !call.isJson() && !call.has(Option.NO_PAGER)) {
      out.page();
    }
    if (command.doesWork()) {
      out.putWorkFirst();
    }
    try {
      return command.run(call);
    } finally {
      out.end();
    }
  }

  private static int printed(String text, StandardOutput out) {
    out.print(text);
    out.flush();
    return Command.OK;
  }

  /** Returns the name of the program and the version that the build wrote into its manifest. */
  private static String version() {
    @Nullable String version = Main.class.getPackage().getImplementationVersion();
    return "daybook " + (version == null ? "(not from a jar)" : version) + "\n";
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
    return new Misuse("no such command: " + Text.line(name), Nearest.to(name, names));
  }

  /** Refuses options of commands that stand where the program's own options belong. */
  private static void requireNoneOfACommand(String[] words) {
    String first = words.length == 0 ? "" : words[0];
    int end = !first.startsWith("--") ? Math.min(2, first.length()) : first.indexOf('=');
    String name = end < 0 ? first : first.substring(0, end);
    boolean isOfCommand = Commands.DAYBOOK.find(name) == null
        && Commands.all().stream().anyMatch(command -> command.usage().find(name) != null);
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
      return printed(version(), out);
    }
    printed(HelpText.ofAll(Commands.DAYBOOK, Commands.all(), Terminal.helpWidth()), out);
    if (given.has(Option.HELP)) {
      return Command.OK;
    }
    throw new Misuse("no command: give one of " + String.join(", ", Commands.NAMES));
  }

  private static void report(Misuse misuse, String command) {
    List<String> meant = misuse.meant();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("help", command + " --help");
    if (!meant.isEmpty()) {
      details.put(Invocation.MEANT, meant);
    }
    ErrorReport.print("usage", misuse.reason(), details);
  }
}
