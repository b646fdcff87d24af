package dev.daybook.lab.fuzz;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Repair;
import dev.daybook.check.Verification;
import dev.daybook.check.VerifyOptions;
import dev.daybook.internal.check.Repairer;
import dev.daybook.internal.check.Verifier;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.read.SessionFileReader;
import dev.daybook.lab.fuzz.Claim.Outcome;
import dev.daybook.lab.fuzz.NaiveLines.Line;
import dev.daybook.read.ReadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A repair of any file leaves it alone, or leaves a sound one: every line that was good is there,
 * once and by seq, no byte of it was invented, what was there is kept beside it, the plan said the
 * same before, and a second repair has nothing to do.
 */
final class RepairTarget implements Target {

  private static final int MAX_LINE_BYTES = 1 << 20;
  private static final EventTypes TYPES = EventTypes.standard();
  private static final EntryDecoder VERBATIM = new EntryDecoder(TYPES, true, true);

  private final Scratch scratch = new Scratch();
  private final SessionFolder folder = new SessionFolder(scratch.root, (id, bytes, to) -> {});
  private final SessionId id = new SessionId(Pieces.ID);

  @Override
  public void run(byte[] input) throws IOException {
    byte[] before = Pieces.of(input);
    scratch.reset(before);
    Verification found = verify();
    Repair plan = repair(true);
    Claim.that(Arrays.equals(scratch.read(), before), "a plan changed the file");
    Repair repair = repair(false);
    byte[] after = scratch.read();
    Claim.that(plan.entries() == repair.entries(), "planned: %d", plan.entries());
    Claim.that(plan.leftOut().equals(repair.leftOut()), "planned: %s", plan.leftOut());
    switch (repair.outcome()) {
      case REPAIRED -> {
        Claim.that(plan.outcome() == Repair.Outcome.REPAIRABLE, "planned: %s", plan.outcome());
        repaired(before, after, repair);
      }
      case NOTHING_TO_DO, IMPOSSIBLE -> {
        Claim.that(plan.outcome() == repair.outcome(), "planned: %s", plan.outcome());
        Claim.that(Arrays.equals(before, after), "changed: %s", repair.outcome());
        Claim.that(scratch.files().size() == 1, "files beside it: %s", scratch.files());
      }
      case REPAIRABLE -> Claim.that(false, "only planned");
    }
    if (found.isClean()) {
      Claim.that(repair.outcome() == Repair.Outcome.NOTHING_TO_DO, "%s", repair.outcome());
      Claim.that(repair.entries() == NaiveLines.of(before).size(), "%d", repair.entries());
      readsStrictly();
    }
  }

  private void repaired(byte[] before, byte[] after, Repair repair) throws IOException {
    Verification now = verify();
    Claim.that(now.isClean() == repair.isGood(), "sound: %s", now.counts());
    Claim.that(isWhatCanBe(now), "after a repair: %s", now.counts());
    noneLost(before, after);
    noneInvented(before, after, repair.entries());
    kept(before, after, repair);
    Repair again = repair(false);
    Claim.that(again.outcome() == Repair.Outcome.NOTHING_TO_DO, "again: %s", again.outcome());
    Claim.that(Arrays.equals(scratch.read(), after), "a second repair changed the file");
    if (now.isClean()) {
      readsStrictly();
    }
  }

  /** Nothing but lines of which a checksum proves that they are as written, decodable or not. */
  private static boolean isWhatCanBe(Verification now) {
    Set<FindingKind> places = EnumSet.of(
        FindingKind.TORN_TAIL,
        FindingKind.MISSING_NEWLINE,
        FindingKind.NUL_BYTES,
        FindingKind.WELDED,
        FindingKind.EMPTY_LINE,
        FindingKind.CRC_MISMATCH,
        FindingKind.DUPLICATE,
        FindingKind.CONFLICTING_SEQ,
        FindingKind.OUT_OF_ORDER,
        FindingKind.SEQ_GAP,
        FindingKind.WRONG_SESSION);
    return now.counts().keySet().stream().noneMatch(places::contains);
  }

  private void noneLost(byte[] before, byte[] after) {
    List<byte[]> left = new ArrayList<>();
    NaiveLines.of(after).forEach(line -> left.add(line.bytes()));
    List<byte[]> good = new ArrayList<>();
    for (Line line : NaiveLines.of(before)) {
      boolean isNew = good.stream().noneMatch(known -> Arrays.equals(known, line.bytes()));
      if (isNew && isOurs(line.bytes())) {
        good.add(line.bytes());
      }
    }
    for (byte[] line : good) {
      long count = left.stream().filter(other -> Arrays.equals(other, line)).count();
      Claim.that(count == 1, "a good line is there %d times", count);
    }
  }

  private boolean isOurs(byte[] line) {
    try {
      return VERBATIM.decode(line, 0, line.length).sessionId().equals(id.value());
    } catch (DaybookException noEntry) {
      return false;
    }
  }

  private static void noneInvented(byte[] before, byte[] after, long entries) {
    String all = latin(before);
    List<Line> lines = NaiveLines.of(after);
    Claim.that(lines.size() == entries, "entries: %d, lines: %d", entries, lines.size());
    Claim.that(NaiveLines.tornTail(after) == 0, "a torn tail");
    for (int seq = 0; seq < lines.size(); seq++) {
      byte[] line = lines.get(seq).bytes();
      Claim.that(all.contains(latin(line)), "line %d is invented", seq);
      Claim.that(VERBATIM.decode(line, 0, line.length).seq() == seq, "seq of line %d", seq);
    }
  }

  private void kept(byte[] before, byte[] after, Repair repair) throws IOException {
    Path kept = repair.backupPath().orElseThrow();
    Claim.that(
        scratch.files().equals(List.of(scratch.file, kept).stream().sorted().toList()),
        "%s",
        scratch.files());
    byte[] bytes = Files.readAllBytes(kept);
    boolean isTail = kept.toString().contains(".torn");
    String both = isTail ? latin(after) + latin(bytes) : latin(bytes);
    Claim.that(both.equals(latin(before)), "what was there is not kept");
  }

  private void readsStrictly() {
    SessionFileReader.of(scratch.file, TYPES, ReadOptions.strict(), id.value())
        .forEach((entry, line, from, to) -> {});
  }

  private Verification verify() {
    return Verifier.verify(
        folder, id, TYPES, VerifyOptions.defaults().withMaxLineBytes(MAX_LINE_BYTES));
  }

  private Repair repair(boolean isDryRun) throws IOException {
    Outcome<Repair> outcome = Claim.outcome(
        EnumSet.noneOf(Kind.class),
        () -> Repairer.repair(folder, id, TYPES, MAX_LINE_BYTES, isDryRun));
    Repair repair = outcome.value();
    Claim.that(repair != null, "no repair");
    return Objects.requireNonNull(repair);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
