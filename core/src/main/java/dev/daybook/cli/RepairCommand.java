package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.diagnosis.Finding;
import dev.daybook.verify.Repair;
import dev.daybook.verify.Repair.Obstacle;
import dev.daybook.verify.Repair.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command that repairs a session's file. */
final class RepairCommand implements Command {

  private static final Option DRY_RUN =
      Option.flag("--dry-run", "say what would be done, and change nothing");
  private static final Option JSON = Option.flag("--json", "print one JSON object");

  static final Usage USAGE = Usage.of(
          "repair", "Repairs a session's file where that is provably safe.")
      .saying(
          "The entries are the lines that their checksums prove, welded ones too. If none is missing"
              + " and no damaged line may be one more, the file becomes exactly these lines, in their"
              + " order; lines of other sessions, doubles, NUL bytes and fragments are left out, and"
              + " each is told. The old file is kept beside the new one. Otherwise nothing is changed,"
              + " and it says why.")
      .taking(Parameter.one("SESSION", "the session's id"))
      .with(RootOption.OPTIONS)
      .with(DRY_RUN, JSON)
      .with(LineLimit.OPTION)
      .endingWith(
          "0:the file is good now",
          "1:it is not: it cannot be repaired, or this was a dry run, or somebody records in it",
          "2:called wrongly")
      .closing(
          "Examples:",
          "  daybook repair s-1 --dry-run",
          "  daybook repair s-1",
          "  daybook repair s-1 --json | jq -r .kept_at");

  private final StandardOutput out;

  private final String session;
  private final RootOption root;
  private final boolean isDryRun;
  private final boolean isJson;
  private final LineLimit limit;

  RepairCommand(StandardOutput out, Arguments given) {
    this.out = out;
    this.session = given.parameter(0);
    this.root = new RootOption(given);
    this.isDryRun = given.has(DRY_RUN);
    this.isJson = given.has(JSON);
    this.limit = new LineLimit(given);
  }

  @Override
  public int run() {
    try (Daybook daybook = root.builder().maxLineBytes(limit.bytes()).open()) {
      Repair repair = isDryRun ? daybook.repairPlan(session) : daybook.repair(session);
      out.print(isJson ? json(repair) : text(repair));
      return repair.isGood() ? ExitCode.OK : ExitCode.FAILED;
    } finally {
      out.flush();
    }
  }

  private String json(Repair repair) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session", session);
    json.put("outcome", repair.outcome().wireName());
    json.put("good", repair.isGood());
    json.put("entries", repair.entries());
    json.put("left_out", repair.leftOut().stream().map(FindingLine::json).toList());
    json.put("kept_at", repair.keptAt());
    json.put("findings", repair.findings().stream().map(FindingLine::json).toList());
    json.put("obstacle", obstacle(repair.obstacle()));
    return JsonLine.of(json);
  }

  private static @Nullable Map<String, Object> obstacle(@Nullable Obstacle obstacle) {
    if (obstacle == null) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("why", obstacle.why());
    json.put("last_sound_seq", obstacle.lastSoundSeq());
    json.putAll(FindingLine.json(obstacle.where()));
    return json;
  }

  private String text(Repair repair) {
    StringBuilder text = new StringBuilder();
    text.append(repair.outcome().wireName()).append(": ").append(HarmlessText.line(session));
    Obstacle obstacle = repair.obstacle();
    if (obstacle != null) {
      text.append(": ").append(obstacle.message()).append('\n');
    } else {
      text.append(": ").append(Counted.of(repair.entries(), "entry")).append('\n');
    }
    for (Finding left : repair.leftOut()) {
      text.append(repair.outcome() == Outcome.REPAIRED ? "  left out" : "  to leave out");
      place(left, text);
    }
    if (repair.keptAt() != null) {
      text.append("  what was there is kept in ")
          .append(HarmlessText.line(repair.keptAt().toString()))
          .append('\n');
    }
    if (repair.outcome() != Outcome.REPAIRABLE) {
      for (Finding finding : repair.findings()) {
        text.append("  finding");
        place(finding, text);
      }
    }
    return text.toString();
  }

  private static void place(Finding finding, StringBuilder text) {
    text.append(" line ")
        .append(finding.line())
        .append(" offset ")
        .append(finding.offset())
        .append(", ")
        .append(finding.bytes())
        .append(" bytes: ")
        .append(finding.kind().wireName())
        .append(": ")
        .append(HarmlessText.line(FindingLine.message(finding)))
        .append('\n');
  }
}
