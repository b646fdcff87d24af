package dev.daybook.cli;

import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands of the program. Only the one that is asked for is loaded: that is half of a short
 * command's time.
 */
final class Commands {

  /** The names of the commands, in the order of the help. */
  static final List<String> NAMES = List.of(
      "create",
      "record",
      "ls",
      "recent",
      "show",
      "tail",
      "fold",
      "replay",
      "tree",
      "check",
      "fork",
      "lineage",
      "verify",
      "repair",
      "exists",
      "path",
      "rm",
      "completion",
      "demo");

  /** The word that asks for help, alone or before a command's name. */
  static final String HELP = "help";

  /** The usage of the program itself, without a command. */
  static final Usage DAYBOOK = Usage.of(
          "",
          "Keeps the journals of agent sessions: one append-only NDJSON file a session,"
              + " DIR/sessions/SESSION.ndjson.")
      .endingWith(
          "0:done",
          "1:failed",
          "2:called wrongly",
          "3:done, but nobody read the acknowledgement or the answer (record, create, fork, rm)")
      .closing(
          "Errors are for people where standard error is a terminal. Elsewhere, and with --json,"
              + " each is one line of JSON:",
          "  {\"error\":{\"kind\":...,\"message\":...,\"details\":{...}}}",
          "",
          "Examples:",
          "  daybook record s-1 < events.ndjson",
          "  daybook ls",
          "  daybook show @latest",
          "  daybook tail s-1 --json | jq -c .data",
          "  daybook COMMAND --help, or daybook help COMMAND");

  private Commands() {}

  /** Returns the usage of the command of that name; null if there is none. */
  static @Nullable Usage usage(String name) {
    return switch (name) {
      case "create" -> CreateCommand.USAGE;
      case "record" -> RecordCommand.USAGE;
      case "ls" -> LsCommand.USAGE;
      case "recent" -> RecentCommand.USAGE;
      case "show" -> ShowCommand.USAGE;
      case "tail" -> TailCommand.USAGE;
      case "fold" -> FoldCommand.USAGE;
      case "replay" -> ReplayCommand.USAGE;
      case "tree" -> TreeCommand.USAGE;
      case "check" -> CheckCommand.USAGE;
      case "fork" -> ForkCommand.USAGE;
      case "lineage" -> LineageCommand.USAGE;
      case "verify" -> VerifyCommand.USAGE;
      case "repair" -> RepairCommand.USAGE;
      case "exists" -> ExistsCommand.USAGE;
      case "path" -> PathCommand.USAGE;
      case "rm" -> RmCommand.USAGE;
      case "completion" -> CompletionCommand.USAGE;
      case "demo" -> DemoCommand.USAGE;
      default -> null;
    };
  }

  /**
   * Creates the command that was called.
   *
   * @throws Misuse if a value that was given is none
   */
  static Command called(Usage usage, InputStream in, StandardOutput out, Arguments given) {
    return switch (usage.name()) {
      case "create" -> new CreateCommand(out, given);
      case "record" -> new RecordCommand(in, out, given);
      case "ls" -> new LsCommand(out, given);
      case "recent" -> new RecentCommand(out, given);
      case "show" -> new ShowCommand(out, given);
      case "tail" -> new TailCommand(out, given);
      case "fold" -> new FoldCommand(out, given);
      case "replay" -> new ReplayCommand(out, given);
      case "tree" -> new TreeCommand(out, given);
      case "check" -> new CheckCommand(out, given);
      case "fork" -> new ForkCommand(out, given);
      case "lineage" -> new LineageCommand(out, given);
      case "verify" -> new VerifyCommand(out, given);
      case "repair" -> new RepairCommand(out, given);
      case "exists" -> new ExistsCommand(out, given);
      case "path" -> new PathCommand(out, given);
      case "rm" -> new RmCommand(out, given);
      case "completion" -> new CompletionCommand(out);
      case "demo" -> new DemoCommand(out, given);
      default -> throw new AssertionError("a usage without a command: name=" + usage.name());
    };
  }

  /** Returns the usages of all commands. */
  static List<Usage> all() {
    return NAMES.stream().map(Commands::known).toList();
  }

  private static Usage known(String name) {
    Usage usage = usage(name);
    if (usage == null) {
      throw new AssertionError("a command without a usage: name=" + name);
    }
    return usage;
  }
}
