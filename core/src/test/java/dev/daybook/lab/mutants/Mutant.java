package dev.daybook.lab.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Daybook with one protection taken out.
 *
 * @param name what is missing
 * @param file the source file that changes, below {@code dev/daybook}
 * @param find the text to change, as lines without their margins
 * @param put the text in its place; empty to remove it
 * @param killers the tests of which at least one must fail: {@code package.Class} or
 *     {@code package.Class#method}, below {@code dev.daybook}
 */
record Mutant(String name, String file, List<String> find, String put, List<String> killers) {

  static final Path SOURCES = Path.of("src", "main", "java", "dev", "daybook");

  /** The class of the file, as javac names it. */
  String className() {
    return "dev.daybook." + file.replace(".java", "").replace('/', '.');
  }

  /** Its source with the change. */
  String source() throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    Matcher place = Pattern.compile(
            find.stream().map(Pattern::quote).collect(Collectors.joining("\\s*\\n\\s*")))
        .matcher(source);
    if (!place.find()) {
      throw new AssertionError(name + ": the text is not in " + file + ": " + find);
    }
    String changed = source.substring(0, place.start()) + put + source.substring(place.end());
    if (place.find()) {
      throw new AssertionError(name + ": the text is in " + file + " more than once: " + find);
    }
    return changed;
  }

  /** Its row in {@code RELIABILITY.md}. */
  String row() {
    return "| " + name + " | `" + String.join("`, `", killers) + "` |";
  }

  @Override
  public String toString() {
    return name;
  }
}
