package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands that help and guide name beside the exit code of an answer that was not read. */
class ExitCodeHelpTest {

  private static final String CODE = Command.UNREAD + ":";

  @Test
  void commandsThatDoWorkAreNamed() throws IOException {
    List<String> doing = Commands.all().stream()
        .filter(Command::doesWork)
        .map(command -> command.usage().name)
        .toList();
    // it says itself when it does its work, and when it only checks a file
    assertThat(doing).contains("import", "rm").doesNotContain("record", "show");

    List<String> saying = Commands.all().stream()
        .map(Command::usage)
        .filter(usage -> usage.exitCodes.stream().anyMatch(code -> code.startsWith(CODE)))
        .map(usage -> usage.name)
        .toList();
    assertThat(saying).containsAll(doing).contains("record");

    String named = Commands.DAYBOOK.exitCodes.get(Command.UNREAD);
    assertThat(
            List.of(named.substring(named.indexOf('(') + 1, named.indexOf(')')).split(", ")))
        .containsExactlyElementsOf(saying);
    String row = Files.readAllLines(Path.of("docs/cli.md")).stream()
        .filter(line -> line.startsWith("| 3 |"))
        .findFirst()
        .orElseThrow();
    assertThat(saying).allMatch(name -> row.contains("`" + name + "`"));
  }
}
