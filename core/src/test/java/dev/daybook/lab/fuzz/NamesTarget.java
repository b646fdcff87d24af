package dev.daybook.lab.fuzz;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.catalog.Project;
import dev.daybook.catalog.Projects;
import dev.daybook.lab.fuzz.Claim.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A text is refused as the id of a session, or names a file in the folder of sessions and nowhere
 * else; a project is listed whatever the file says that names its folder.
 */
final class NamesTarget implements Target {

  private static final Set<String> FOR_WINDOWS = Set.of("reserved_name", "dot_at_end");
  private static final Path FOLDER = Path.of("/root/sessions");

  private final Scratch scratch = new Scratch();
  private final Path projectFile;

  NamesTarget() {
    try {
      Path root = Files.createDirectories(
          new Projects(scratch.root).of(scratch.sessions).root());
      projectFile = root.resolve("project");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void run(byte[] input) throws IOException {
    String text = new String(input, StandardCharsets.UTF_8);
    sessionId(text);
    encoded(text);
    if (text.length() > 1) {
      sessionId(text.substring(0, text.length() - 1));
    }
    Files.write(projectFile, input);
    List<Project> projects = new Projects(scratch.root).all();
    Claim.that(projects.size() == 1, "projects: %d", projects.size());
    String folder = projects.get(0).folder().orElse(null);
    Claim.that(folder == null || text.equals(folder) || text.equals(folder + "\n"), "a folder");
  }

  private static void encoded(String text) throws IOException {
    Outcome<String> id =
        Claim.outcome(EnumSet.of(Kind.INVALID_SESSION_ID), () -> SessionId.encode(text));
    String value = id.value();
    if (value != null) {
      Claim.that(new SessionId(value).value().equals(value), "no id");
      Claim.that(SessionId.decode(value).equals(text), "another name");
    }
  }

  private static void sessionId(String text) throws IOException {
    Outcome<SessionId> id =
        Claim.outcome(EnumSet.of(Kind.INVALID_SESSION_ID), () -> new SessionId(text));
    DaybookException refusal = id.refusal();
    if (refusal != null) {
      boolean isForWindows =
          FOR_WINDOWS.contains(String.valueOf(refusal.details().get("reason")));
      Claim.that(
          isForWindows || !text.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,234}"),
          "refused: %s",
          refusal);
      return;
    }
    Path file = FOLDER.resolve(text + ".ndjson");
    Claim.that(FOLDER.equals(file.normalize().getParent()), "another folder");
    Claim.that(file.equals(file.normalize()), "another name");
    Claim.that(
        text.codePoints()
            .noneMatch(c -> Character.isISOControl(c) || "/\\:*?\"<>| ".indexOf(c) >= 0),
        "a character that no file's name has everywhere");
    Claim.that(Normalizer.isNormalized(text, Normalizer.Form.NFC), "two spellings");
    Claim.that(text.getBytes(StandardCharsets.UTF_8).length <= SessionId.MAX_BYTES, "too long");
  }
}
