package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.DaybookBuilder;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.catalog.Catalog;
import dev.daybook.catalog.Project;
import dev.daybook.catalog.Projects;
import dev.daybook.internal.json.Restated;
import dev.daybook.read.ReadOptions;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A call of a command: the standard streams, and what its command line gave, as far as it fits. */
final class Invocation {

  /** The description of the argument for a session that is only read. */
  static final String SESSION =
      "a session's id, or the beginning of one if no other begins like that; @latest is the one"
          + " that was updated last, @active the last of those that are open for recording";

  /** The detail of an error that has the names that were perhaps meant. */
  static final String MEANT = "did_you_mean";

  /** The names that stand for a session without being its id. */
  private static final List<String> NAMES = List.of(Catalog.LATEST, Catalog.ACTIVE);

  private static final String DEFAULT_ROOT = ".daybook";
  private static final int MAX_LINE_BYTES = 1 << 30;
  private static final int DEFAULT_LINE_BYTES = 16 << 20;

  final InputStream in;
  final StandardOutput out;
  final Arguments given;
  private final @Nullable String root;
  private final boolean isProject;

  /** True if a root that was named need not be there. */
  private final boolean allowsNoRoot;

  private final int maxLineBytes;

  /**
   * Takes what was given.
   *
   * @throws Misuse if both a folder and the project are given, a folder without a name, or a
   *     longest line that is out of range
   */
  Invocation(InputStream in, StandardOutput out, Arguments given, boolean allowsNoRoot) {
    this.allowsNoRoot = allowsNoRoot;
    this.in = in;
    this.out = out;
    this.given = given;
    this.root = given.text(Option.ROOT);
    this.isProject = given.has(Option.PROJECT);
    if (root != null && root.isBlank()) {
      // as from an unset variable: the sessions would land in the working folder
      throw new Misuse("--root is empty: name a folder");
    }
    if (root != null && isProject) {
      throw new Misuse("--root and --project exclude each other: give one of them");
    }
    long bytes = given.number(Option.MAX_LINE_BYTES, DEFAULT_LINE_BYTES);
    if (bytes > MAX_LINE_BYTES) {
      throw new Misuse("--max-line-bytes is out of range: given=" + bytes + ", least="
          + Option.MAX_LINE_BYTES.least() + ", most=" + MAX_LINE_BYTES);
    }
    this.maxLineBytes = (int) bytes;
  }

  boolean has(Option option) {
    return given.has(option);
  }

  /** Returns true if the output is for a program. */
  boolean isJson() {
    return given.has(Option.JSON);
  }

  /** Prints an answer: a text for people, or for a program a line of JSON with all these parts. */
  void print(String text, Record... answer) {
    out.print(isJson() ? Text.jsonLine(answer) : text);
  }

  /** Passes the answer on; returns {@link Command#OK} if a reader took it, else {@code UNREAD}. */
  int answered() {
    out.flush();
    return out.isClosed() ? Command.UNREAD : Command.OK;
  }

  /** Returns true if the command line says neither folder nor project. */
  boolean isDefaultRoot() {
    return root == null && !isProject;
  }

  /** Returns true if the root is the project's. */
  boolean isProject() {
    return isProject;
  }

  /** Returns the folder of the project; null if it is not known. */
  @Nullable
  String projectFolder() {
    return project().folder().orElse(null);
  }

  /** Returns the root folder. */
  Path root() {
    return isProject ? project().root() : Path.of(root == null ? DEFAULT_ROOT : root);
  }

  /**
   * Refuses a folder that was named as the root and is not there: it is mistyped, and an answer
   * without sessions would look like one that has none.
   */
  private void requireNamedRoot() {
    if (!allowsNoRoot && root != null && Files.notExists(root())) {
      requireRoot();
    }
  }

  /** Returns true for a name, known or not, that stands for a session: no id begins so. */
  static boolean isName(String given) {
    return given.startsWith("@");
  }

  /** Refuses a root that does not exist: nothing in it would look like nothing wrong. */
  void requireRoot() {
    if (!Files.isDirectory(root())) {
      throw DaybookException.of(
          Kind.SESSION_NOT_FOUND, "no such root folder; name the right one", "root", root());
    }
  }

  /**
   * Opens the daybook of that root; a project's root names its project once there is a session.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND} if it was named and is not there, unless the
   *     command allows that
   */
  Daybook open() {
    return builder().open();
  }

  /** Returns a builder for the daybook of that root, likewise. */
  DaybookBuilder builder() {
    requireNamedRoot();
    return withOptions(isProject ? Daybook.builder(project()) : Daybook.builder(root()));
  }

  /** Opens the daybook of another root, trusted if this one is. */
  Daybook openOther(Path other) {
    return withOptions(Daybook.builder(other)).open();
  }

  private DaybookBuilder withOptions(DaybookBuilder builder) {
    builder.listener(ErrorReport.RECOVERIES);
    return has(Option.TRUST_ROOT) ? builder.trustRoot() : builder;
  }

  private static Project project() {
    return Projects.ofUser().of(Path.of(""));
  }

  /** Returns the longest line, its line feed included. */
  int maxLineBytes() {
    return maxLineBytes;
  }

  /** Returns the way to read a session that the command line asks for; bad lines are reported. */
  ReadOptions reading() {
    return (has(Option.LENIENT) ? ReadOptions.lenient() : ReadOptions.strict())
        .withMaxLineBytes(maxLineBytes)
        .withOnBadLine(ErrorReport::printBadLine);
  }

  /** Returns the wire names of the types to print; empty for all. */
  Set<String> types() {
    Set<String> types = new HashSet<>();
    for (String names : given.texts(Option.TYPE)) {
      for (String name : names.split(",", -1)) {
        if (!name.isBlank()) {
          types.add(name.strip());
        }
      }
    }
    return types;
  }

  /**
   * Returns the id of the session that the first parameter stands for.
   *
   * @throws DaybookException as {@link Catalog#find} does
   */
  String session(Daybook daybook) {
    return session(daybook, given.parameter(0));
  }

  /** Returns the id of the session that a parameter stands for. */
  static String session(Daybook daybook, String given) {
    try {
      return daybook.catalog().withOnRefused(ErrorReport::printLeftOut).find(given);
    } catch (DaybookException why) {
      throw suggesting(daybook, given, why);
    }
  }

  /**
   * Returns the failure; if there is no such session, with the ids or names of those that were
   * perhaps meant.
   */
  static DaybookException suggesting(Daybook daybook, String given, DaybookException why) {
    boolean isName = isName(given);
    if (why.kind() != (isName ? Kind.INVALID_SESSION_ID : Kind.SESSION_NOT_FOUND)) {
      return why;
    }
    List<String> meant = Nearest.to(given, isName ? NAMES : daybook.catalog().ids());
    return meant.isEmpty() ? why : Restated.with(why, MEANT, meant);
  }
}
