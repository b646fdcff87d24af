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
final class RepairCommand extends Command {

  private static final Option DRY_RUN =
      Option.flag("--dry-run", "say what would be done, and change nothing");

  RepairCommand() {
    super(new Usage("repair", "Repairs a session's file where that is provably safe.")
        .saying(
            "The entries are the lines that their checksums prove, welded ones too. If none is missing"
                + " and no damaged line may be one more, the file becomes exactly these lines, in their"
                + " order; lines of other sessions, doubles, NUL bytes and fragments are left out, and"
                + " each is told. The old file is kept beside the new one. Otherwise nothing is changed,"
                + " and it says why.")
        .taking("SESSION", "the session's id")
        .withRoot()
        .with(DRY_RUN, Option.json("print one JSON object"))
        .with(Option.MAX_LINE_BYTES)
        .endingWith(
            "0:the file is good now",
            "1:it is not: it cannot be repaired, or this was a dry run, or somebody records in it",
            "2:called wrongly")
        .closing(
            "Examples:",
            "  daybook repair s-1 --dry-run",
            "  daybook repair s-1",
            "  daybook repair s-1 --json | jq -r .kept_at"));
  }

  @Override
  int run(Call call) {
    try (Daybook daybook = call.builder().maxLineBytes(call.maxLineBytes()).open()) {
      String session = call.given.parameter(0);
      Repair repair = call.has(DRY_RUN) ? daybook.repairPlan(session) : daybook.repair(session);
      call.out.print(call.isJson() ? json(session, repair) : text(session, repair));
      return repair.isGood() ? OK : FAILED;
    } finally {
      call.out.flush();
    }
  }

  private static String json(String session, Repair repair) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session", session);
    json.put("outcome", repair.outcome().wireName());
    json.put("good", repair.isGood());
    json.put("entries", repair.entries());
    json.put("left_out", repair.leftOut().stream().map(FindingLine::json).toList());
    json.put("kept_at", repair.keptAt());
    json.put("findings", repair.findings().stream().map(FindingLine::json).toList());
    json.put("obstacle", obstacle(repair.obstacle()));
    return Text.jsonLine(json);
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

  private static String text(String session, Repair repair) {
    StringBuilder text = new StringBuilder();
    text.append(repair.outcome().wireName()).append(": ").append(Text.line(session));
    Obstacle obstacle = repair.obstacle();
    if (obstacle != null) {
      text.append(": ").append(obstacle.message()).append('\n');
    } else {
      text.append(": ").append(Text.counted(repair.entries(), "entry")).append('\n');
    }
    for (Finding left : repair.leftOut()) {
      text.append(repair.outcome() == Outcome.REPAIRED ? "  left out" : "  to leave out");
      place(left, text);
    }
    if (repair.keptAt() != null) {
      text.append("  what was there is kept in ")
          .append(Text.line(repair.keptAt().toString()))
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
        .append(Text.line(FindingLine.message(finding)))
        .append('\n');
  }
}
