package dev.daybook.cli;

import dev.daybook.Daybook;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a session. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    usageHelpAutoWidth = true,
    header = "Creates a session without entries, and prints its id.",
    description = {
      "",
      "One that exists is refused, and not touched. Without SESSION, the id is one that nobody has"
          + " had; such ids sort by time. When the id is printed, the session is on the device.",
      ""
    },
    footer = {
      "",
      "With --json: {\"id\":\"s-1\",\"path\":\"/home/me/.daybook/sessions/s-1.ndjson\"}",
      "",
      "Examples:",
      "  daybook create s-1",
      "  id=$(daybook create) && agent --events | daybook record \"$id\""
    })
final class CreateCommand implements Callable<Integer> {

  private final StandardOutput out;

  @Parameters(
      paramLabel = "SESSION",
      arity = "0..1",
      description = {"the session's id", "(default: a new one)"})
  private @Nullable String session;

  @Mixin
  private RootOption root = new RootOption();

  @Option(names = "--json", description = "print a JSON object")
  private boolean isJson;

  CreateCommand(StandardOutput out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    try (Daybook daybook = root.open()) {
      String id = session;
      if (id == null) {
        id = daybook.create();
      } else {
        daybook.create(id);
      }
      Map<String, Object> created = new LinkedHashMap<>();
      created.put("id", id);
      created.put("path", daybook.file(id));
      out.print(isJson ? JsonLine.of(created) : id + "\n");
      out.flush();
    }
    return ExitCode.OK;
  }
}
