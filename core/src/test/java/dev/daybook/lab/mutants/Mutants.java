package dev.daybook.lab.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The list of all mutants, {@code lab/mutants.txt} of the test resources, which says its form. */
final class Mutants {

  private static final String LIST = "/lab/mutants.txt";

  private Mutants() {}

  static List<Mutant> all() throws IOException {
    String list;
    try (InputStream in = Mutants.class.getResourceAsStream(LIST)) {
      list = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Mutant> mutants = new ArrayList<>();
    for (String block : list.split("\n\n+")) {
      if (!block.startsWith("#")) {
        mutants.add(mutant(block.lines().toList()));
      }
    }
    return mutants;
  }

  private static Mutant mutant(List<String> block) {
    return new Mutant(
        block.get(0),
        only(block, "in "),
        behind(block, "- "),
        String.join("\n", behind(block, "+ ")),
        Arrays.asList(only(block, "by ").split(", ")));
  }

  private static String only(List<String> block, String mark) {
    List<String> found = behind(block, mark);
    if (found.size() != 1) {
      throw new AssertionError("one line with '" + mark + "', please: " + block);
    }
    return found.get(0);
  }

  private static List<String> behind(List<String> block, String mark) {
    return block.stream()
        .skip(1)
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()).strip())
        .toList();
  }
}
