package dev.daybook.cli;

import java.util.List;
import java.util.Objects;
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
      "import",
      "annotate",
      "ls",
      "recent",
      "search",
      "show",
      "tail",
      "fold",
      "replay",
      "tree",
      "export",
      "check",
      "usage",
      "fork",
      "lineage",
      "verify",
      "repair",
      "recover",
      "exists",
      "path",
      "rm",
      "completion",
      "demo");

  /** The word that asks for help, alone or before a command's name. */
  static final String HELP = "help";

  /** The usage of the program itself, without a command. */
  static final Synopsis DAYBOOK = new Synopsis(
          "",
          "Keeps the journals of agent sessions: one append-only NDJSON file a session,"
              + " DIR/sessions/SESSION.ndjson.")
      .endingWith(
          "0:done",
          "1:failed",
          "2:called wrongly",
          "3:done, but the acknowledgement or the answer could not be printed (create, record,"
              + " import, annotate, fork, repair, recover, rm)")
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

  /** Returns the command of that name; null if there is none. */
  static @Nullable Command named(String name) {
    return switch (name) {
      case "create" -> new CreateCommand();
      case "record" -> new RecordCommand();
      case "import" -> new ImportCommand();
      case "annotate" -> new AnnotateCommand();
      case "ls" -> new LsCommand();
      case "recent" -> new RecentCommand();
      case "search" -> new SearchCommand();
      case "show" -> new ShowCommand();
      case "tail" -> new TailCommand();
      case "fold" -> new FoldCommand();
      case "replay" -> new ReplayCommand();
      case "tree" -> new TreeCommand();
      case "export" -> new ExportCommand();
      case "check" -> new CheckCommand();
      case "usage" -> new UsageCommand();
      case "fork" -> new ForkCommand();
      case "lineage" -> new LineageCommand();
      case "verify" -> new VerifyCommand();
      case "repair" -> new RepairCommand();
      case "exists" -> new ExistsCommand();
      case "path" -> new PathCommand();
      case "recover" -> new RecoverCommand();
      case "rm" -> new RmCommand();
      case "completion" -> new CompletionCommand();
      case "demo" -> new DemoCommand();
      default -> null;
    };
  }

  /** Returns all commands. */
  static List<Command> all() {
    return NAMES.stream().map(name -> Objects.requireNonNull(named(name), name)).toList();
  }
}
