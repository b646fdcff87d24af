package dev.daybook.cli;

import dev.daybook.Daybook;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints where a session's file is. */
@Command(
    name = "path",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    usageHelpAutoWidth = true,
    header = "Prints where a session's file is, or would be.",
    description = {"", "The session need not exist, and is not created.", ""},
    footer = {
      "",
      "With --json:",
      "  {\"id\":\"s-1\",\"path\":\"/home/me/.daybook/sessions/s-1.ndjson\",\"exists\":true}",
      "",
      "Examples:",
      "  wc -l \"$(daybook path s-1)\""
    })
final class PathCommand implements Callable<Integer> {

  private final StandardOutput out;

  @Parameters(paramLabel = "SESSION", description = "the session's whole id")
  private String session = "";

  @Mixin
  private RootOption root = new RootOption();

  @Option(names = "--json", description = "print a JSON object")
  private boolean isJson;

  PathCommand(StandardOutput out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    try (Daybook daybook = root.open()) {
      Path path = daybook.file(session);
      if (isJson) {
        Map<String, Object> where = new LinkedHashMap<>();
        where.put("id", session);
        where.put("path", path);
        where.put("exists", daybook.exists(session));
        out.print(JsonLine.of(where));
      } else {
        out.print(path + "\n");
      }
      out.flush();
    }
    return ExitCode.OK;
  }
}
