package dev.daybook.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which types of entries to print. */
final class TypeFilter {

  @Option(
      names = "--type",
      paramLabel = "T[,T...]",
      description = "print only entries of these types; the others are still checked")
  private List<String> given = List.of();

  /** The wire names; empty for all. */
  Set<String> types() {
    return given.stream()
        .flatMap(names -> Arrays.stream(names.split(",")))
        .map(String::strip)
        .filter(type -> !type.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
