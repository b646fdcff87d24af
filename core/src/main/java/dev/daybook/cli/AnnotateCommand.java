package dev.daybook.cli;

import dev.daybook.Annotated;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.event.Json;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command that adds a note to a session from outside. */
final class AnnotateCommand implements Command {

  private static final Option LEVEL =
      Option.value("--level", "debug|info|warn|error", "the note's weight (default: info)");
  private static final Option DATA =
      Option.value("--data", "JSON", "further facts: any JSON value, the note's data");
  private static final Option TAG = new Option(
      "--tag",
      null,
      "TAG",
      null,
      true,
      "a tag, any number of times; they stand in the note's data");
  private static final Option ID = Option.value(
      "--id", "ID", "the note's id (default: a new one); a note of that id is not recorded again");

  private record AnnotationReport(
      String session, String id, boolean recorded, @Nullable Long seq) {}

  @Override
  public Synopsis usage() {
    return new Synopsis("annotate", "Adds a note to a session from outside, recorded or not.")
        .saying(
            "If no process has the session open for recording, the note is recorded at once. Else"
                + " it is laid in DIR/inbox, and the process that records the session takes it in:"
                + " with its next background force, which about a second of work brings, or when"
                + " it closes the session; or the next one that opens it. Either way it is on the"
                + " device when this ends, and is recorded once. It is no part of the"
                + " conversation.")
        .taking("SESSION", Invocation.SESSION)
        .taking("TEXT", "the note; one argument")
        .withRoot()
        .allowingNoRoot()
        .with(LEVEL, DATA, TAG, ID, Option.MAX_LINE_BYTES)
        .with(Option.json("print a JSON object"))
        .endingWith(
            "0:it is recorded, or lies in the inbox",
            "1:failed",
            "2:called wrongly",
            "3:it is there, but that could not be printed")
        .closing(
            "The entry is a note of the kind \"annotation\". Its data is JSON as given; with tags it is",
            "  {\"tags\":[\"flaky\"],\"data\":JSON}",
            "",
            "With --json: {\"session\":\"s-1\",\"id\":\"...\",\"recorded\":true,\"seq\":12}; in the inbox it has no seq.",
            "",
            "Examples:",
            "  daybook annotate s-1 'The test failed for lack of disk space'",
            "  daybook annotate @active 'Stop after this step' --level warn --tag review",
            "  daybook annotate s-1 'CI is green' --id build-1734 --data '{\"build\":1734}'");
  }

  @Override
  public boolean doesWork() {
    return true;
  }

  @Override
  public int run(Invocation call) {
    if (call.given.parameter(1).isBlank()) {
      throw new Misuse("TEXT is empty: say what is to be noted");
    }
    Note note = new Note(level(call), call.given.parameter(1), Note.ANNOTATION, data(call));
    String id = call.given.text(ID);
    try (Daybook daybook = call.builder().maxLineBytes(call.maxLineBytes()).open()) {
      String session = call.session(daybook);
      Annotated annotated = annotated(daybook, session, note, id);
      boolean isRecorded = annotated.isRecorded();
      Long seq = isRecorded ? annotated.seq().getAsLong() : null;
      String text = isRecorded
          ? "recorded as seq " + seq
          : "laid in the inbox: the process that records the session takes it in";
      call.print(text + "\n", new AnnotationReport(session, annotated.id(), isRecorded, seq));
    }
    return call.answered();
  }

  private static Annotated annotated(
      Daybook daybook, String session, Note note, @Nullable String id) {
    try {
      return id == null ? daybook.annotate(session, note) : daybook.annotate(session, note, id);
    } catch (DaybookException refused) {
      if (refused.kind() == DaybookException.Kind.UNENCODABLE) {
        throw new Misuse("--data is no JSON: " + refused.reason());
      }
      throw refused;
    }
  }

  private static NoteLevel level(Invocation call) {
    String given = call.given.text(LEVEL);
    return switch (given == null ? "info" : given.toLowerCase(Locale.ROOT)) {
      case "debug" -> NoteLevel.DEBUG;
      case "info" -> NoteLevel.INFO;
      case "warn" -> NoteLevel.WARN;
      case "error" -> NoteLevel.ERROR;
      default -> throw new Misuse("--level needs a value: debug, info, warn or error");
    };
  }

  private static @Nullable Json data(Invocation call) {
    String given = call.given.text(DATA);
    Json data = given == null ? null : new Json(given);
    List<String> tags = call.given.texts(TAG);
    if (tags.isEmpty()) {
      return data;
    }
    Map<String, Object> both = new LinkedHashMap<>();
    both.put("tags", tags);
    if (data != null) {
      both.put("data", data);
    }
    return Json.of(both);
  }
}
