package dev.daybook.lab.fuzz;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.catalog.Lineage;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.check.Diagnosis;
import dev.daybook.event.Entry;
import dev.daybook.internal.catalog.FolderCatalog;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.fork.LineageTree;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.read.SessionFileReader;
import dev.daybook.lab.fuzz.Claim.Outcome;
import dev.daybook.lab.fuzz.NaiveLines.Line;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.ReadReport;
import dev.daybook.read.SessionReader;
import dev.daybook.tree.SessionTree;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Every way to read a session takes any file or refuses it for a documented reason: a lenient
 * reading gives the entries of exactly those lines that can be decoded, with a checksum or without,
 * a strict one those before the first fault.
 */
final class ReadingTarget implements Target {

  private static final EventTypes TYPES = EventTypes.standard();
  private static final EntryDecoder DECODER = new EntryDecoder(TYPES, true);
  private static final Set<Kind> REFUSALS = EnumSet.copyOf(EntryTarget.REFUSALS);
  private static final int MAX_LINE_BYTES = 1 << 20;

  static {
    REFUSALS.add(Kind.SEQ_GAP);
    REFUSALS.add(Kind.WRONG_SESSION);
  }

  private final Scratch scratch = new Scratch();
  private final SessionFolder folder = new SessionFolder(scratch.root, (id, bytes, to) -> {});

  @Override
  public void run(byte[] input) throws IOException {
    byte[] file = Pieces.of(input);
    scratch.reset(file);
    List<Line> lines = NaiveLines.of(file);
    List<Entry> all = lenient(file, lines);
    Outcome<Boolean> whole = strict(all);
    conclusions(ReadOptions.strict());
    conclusions(ReadOptions.lenient());
    Outcome<Diagnosis> diagnosis =
        Claim.outcome(REFUSALS, () -> Diagnosis.of(reader(ReadOptions.lenient())));
    Claim.that(diagnosis.isThere(), "no diagnosis: %s", diagnosis.refusal());
    SessionSummary summary =
        new FolderCatalog(folder, TYPES, MAX_LINE_BYTES, InstantSource.system()).summary(Pieces.ID);
    if (whole.isThere()) {
      Claim.that(
          summary.entries().orElse(-1) == lines.size(), "a summary of a good file: %s", summary);
    }
    LineageTree.read(folder, TYPES, MAX_LINE_BYTES, Lineage.DEFAULT_MAX_DEPTH);
  }

  private List<Entry> lenient(byte[] file, List<Line> lines) throws IOException {
    List<Entry> read = new ArrayList<>();
    ReadReport report =
        reader(ReadOptions.lenient()).forEach((entry, line, from, to) -> read.add(entry));
    List<Entry> expected = new ArrayList<>();
    for (Line line : lines) {
      Outcome<Entry> entry = Claim.outcome(
          REFUSALS, () -> DECODER.decodeUnproved(line.bytes(), 0, line.bytes().length));
      if (entry.value() != null) {
        expected.add(entry.value());
      }
    }
    Claim.that(read.equals(expected), "read leniently: %d", read.size());
    Claim.that(report.tornTailBytes() == NaiveLines.tornTail(file), "torn: %s", report);
    return read;
  }

  private Outcome<Boolean> strict(List<Entry> all) throws IOException {
    List<Entry> read = new ArrayList<>();
    Outcome<Boolean> whole = Claim.outcome(REFUSALS, () -> {
      reader(ReadOptions.strict()).forEach((entry, line, from, to) -> read.add(entry));
      return true;
    });
    Claim.that(read.size() <= all.size(), "read strictly: %d", read.size());
    Claim.that(read.equals(all.subList(0, read.size())), "read strictly: other entries");
    Claim.that(!whole.isThere() || read.size() == all.size(), "a strict reading ended early");
    for (int i = 0; i < read.size(); i++) {
      Claim.that(read.get(i).seq() == i, "a strict reading has a gap");
    }
    return whole;
  }

  private void conclusions(ReadOptions options) throws IOException {
    SessionReader reader = reader(options);
    List<Claim.Work<?>> ways = List.of(
        reader::transcript,
        reader::settings,
        () -> reader.fold(new SessionTree()).result());
    for (Claim.Work<?> way : ways) {
      Outcome<?> outcome = Claim.outcome(REFUSALS, way);
      DaybookException refusal = outcome.refusal();
      Claim.that(
          refusal == null || !options.isLenient() || refusal.kind() == Kind.INVALID_VALUE,
          "a lenient reading ended: %s",
          refusal);
    }
  }

  private SessionReader reader(ReadOptions options) {
    return SessionFileReader.of(
        scratch.file, TYPES, options.withMaxLineBytes(MAX_LINE_BYTES), Pieces.ID);
  }
}
