package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.check.Finding;
import dev.daybook.check.Repair;
import dev.daybook.check.Repair.Obstacle;
import dev.daybook.check.Repair.Outcome;
import dev.daybook.cli.FindingLine.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command that repairs a session's file. */
final class RepairCommand implements Command {

  private static final Option DRY_RUN =
      Option.flag("--dry-run", "say what would be done, and change nothing");

  private record RepairReport(
      String session,
      Outcome outcome,
      boolean isGood,
      long entries,
      List<Place> leftOut,
      Optional<Path> keptAt,
      List<Place> findings,
      Optional<Blocked> obstacle) {}

  private record Blocked(
      String why,
      long lastSoundSeq,
      String reason,
      long line,
      long lines,
      long offset,
      long bytes,
      Map<String, ?> details) {}

  @Override
  public Synopsis usage() {
    return new Synopsis("repair", "Repairs a session's file where that is provably safe.")
        .saying(
            "The entries are the lines that their checksums prove, welded ones too. If none is missing"
                + " and no damaged line may be one more, the file becomes exactly these lines, in their"
                + " order; lines of other sessions, doubles, NUL bytes and fragments are left out, and"
                + " each is reported. The old file is kept beside the new one. Otherwise nothing is"
                + " changed, and it says why.")
        .taking("SESSION", "the session's id")
        .withRoot()
        .with(DRY_RUN, Option.json("print one JSON object"))
        .with(Option.MAX_LINE_BYTES)
        .endingWith(
            "0:the file is good now",
            "1:it is not: it cannot be repaired, or this was a dry run, or a process records in it",
            "2:called wrongly",
            "3:the file is good now, but that could not be printed")
        .closing(
            "Examples:",
            "  daybook repair s-1 --dry-run",
            "  daybook repair s-1",
            "  daybook repair s-1 --json | jq -r .kept_at");
  }

  @Override
  public boolean doesWork() {
    return true;
  }

  @Override
  public int run(Invocation call) {
    try (Daybook daybook = call.builder().maxLineBytes(call.maxLineBytes()).open()) {
      String session = call.given.parameter(0);
      Repair repair = call.has(DRY_RUN) ? daybook.repairPlan(session) : daybook.repair(session);
      call.print(text(session, repair), report(session, repair));
      return repair.isGood() ? call.answered() : FAILED;
    } finally {
      call.out.flush();
    }
  }

  private static RepairReport report(String session, Repair repair) {
    return new RepairReport(
        session,
        repair.outcome(),
        repair.isGood(),
        repair.entries(),
        repair.leftOut().stream().map(Place::of).toList(),
        repair.backupPath(),
        repair.findings().stream().map(Place::of).toList(),
        repair.obstacle().map(RepairCommand::blocked));
  }

  private static Blocked blocked(Obstacle obstacle) {
    Place where = Place.of(obstacle.where());
    return new Blocked(
        obstacle.why(),
        obstacle.lastSoundSeq(),
        where.reason(),
        where.line(),
        where.lines(),
        where.offset(),
        where.bytes(),
        where.details());
  }

  private static String text(String session, Repair repair) {
    StringBuilder text = new StringBuilder();
    text.append(repair.outcome().wireName()).append(": ").append(Text.line(session));
    String result =
        repair.obstacle().map(Obstacle::message).orElse(Text.counted(repair.entries(), "entry"));
    text.append(": ").append(result).append('\n');
    for (Finding left : repair.leftOut()) {
      text.append(repair.outcome() == Outcome.REPAIRED ? "  left out" : "  to leave out");
      place(left, text);
    }
    repair
        .backupPath()
        .ifPresent(path -> text.append("  what was there is kept in ")
            .append(Text.line(path.toString()))
            .append('\n'));
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
        .append(finding.kind().printedName())
        .append(": ")
        .append(Text.line(FindingLine.message(finding)))
        .append('\n');
  }
}
