package dev.daybook.lab.fuzz;

import dev.daybook.Daybook;
import dev.daybook.DaybookException.Kind;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import dev.daybook.event.Entry;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.lab.fuzz.Claim.Outcome;
import dev.daybook.lab.fuzz.NaiveLines.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whatever a session's file holds, recording in it is refused for a documented reason and the file
 * left alone, or goes on: every complete line stays as it was, the torn tail is kept beside the
 * file, and the new entry follows with the next seq.
 */
final class ResumeTarget implements Target {

  private static final Set<Kind> REFUSALS = EnumSet.copyOf(EntryTarget.REFUSALS);
  private static final EntryDecoder DECODER = new EntryDecoder(EventTypes.standard(), true);
  private static final UserMessage EVENT = new UserMessage("it goes on");

  static {
    REFUSALS.add(Kind.SEQ_GAP);
    REFUSALS.add(Kind.WRONG_SESSION);
  }

  private final Scratch scratch = new Scratch();

  @Override
  public void run(byte[] input) throws IOException {
    byte[] before = Pieces.of(input);
    scratch.reset(before);
    Outcome<Long> seq;
    JournalListener silent = new JournalListener() {};
    try (Daybook daybook = Daybook.builder(scratch.root).listener(silent).open()) {
      seq = Claim.outcome(REFUSALS, () -> {
        Session session = daybook.resumeSession(Pieces.ID);
        return session.recordSync(EVENT);
      });
    }
    byte[] after = scratch.read();
    if (seq.value() == null) {
      Claim.that(Arrays.equals(before, after), "refused, and changed: %s", seq.refusal());
      Claim.that(scratch.files().size() == 1, "refused, and a file beside it");
    } else {
      recorded(before, after, seq.value());
    }
  }

  private void recorded(byte[] before, byte[] after, long seq) throws IOException {
    int torn = NaiveLines.tornTail(before);
    int end = before.length - torn;
    Claim.that(
        after.length > end && Arrays.equals(before, 0, end, after, 0, end), "a line was changed");
    List<Line> added = NaiveLines.of(Arrays.copyOfRange(after, end, after.length));
    Claim.that(added.size() == 1 && NaiveLines.tornTail(after) == 0, "added: %d", added.size());
    Entry entry = entry(added.get(0));
    Claim.that(entry.seq() == seq && entry.event().equals(EVENT), "another entry");
    List<Line> lines = NaiveLines.of(before);
    long expected = lines.isEmpty() ? 0 : entry(lines.get(lines.size() - 1)).seq() + 1;
    Claim.that(seq == expected, "seq: %d", seq);
    List<Path> beside =
        scratch.files().stream().filter(path -> !path.equals(scratch.file)).toList();
    Claim.that(beside.size() == (torn == 0 ? 0 : 1), "beside it: %s", beside);
    for (Path path : beside) {
      byte[] kept = Files.readAllBytes(path);
      Claim.that(Arrays.equals(kept, 0, kept.length, before, end, before.length), "torn tail");
    }
  }

  private static Entry entry(Line line) {
    return DECODER.decode(line.bytes(), 0, line.bytes().length);
  }
}
