package dev.daybook.lab.device;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One thread of {@link CutWorkload} that creates, forks, damages and repairs, deletes and purges
 * sessions of its own, until the disk is gone.
 *
 * @param prefix of the ids
 * @param parent a session that others record in, to fork from
 */
record FileWork(Daybook daybook, String prefix, String parent, AtomicBoolean stopped) {

  private static final int MAX_EVENTS = 20;
  private static final int MAX_CALM_CALLS = 10;

  void run(Random random) throws IOException {
    List<String> mine = new ArrayList<>();
    for (int n = 0; !stopped.get(); n++) {
      doOne(mine, n, random);
    }
  }

  /** Some calls; then it says that it rests, and rests. */
  void runCalmly(Random random) throws IOException {
    List<String> mine = new ArrayList<>();
    int calls = 1 + random.nextInt(MAX_CALM_CALLS);
    for (int n = 0; n < calls; n++) {
      doOne(mine, n, random);
    }
    CutWorkload.say(CutWorkload.AT_REST);
  }

  private void doOne(List<String> mine, int n, Random random) throws IOException {
    String id = prefix + "-" + n;
    int what = random.nextInt(8);
    if (mine.isEmpty() || what < 3) {
      create(id, random.nextInt(MAX_EVENTS));
      mine.add(id);
    } else if (what < 5) {
      if (fork(random.nextBoolean() ? parent : any(mine, random), id)) {
        mine.add(id);
      }
    } else if (what == 5) {
      repair(any(mine, random));
    } else {
      remove(mine.remove(random.nextInt(mine.size())), what == 6);
    }
  }

  private static String any(List<String> ids, Random random) {
    return ids.get(random.nextInt(ids.size()));
  }

  private void create(String id, int entries) {
    List<UserMessage> events = new ArrayList<>();
    for (int n = 0; n < entries; n++) {
      events.add(new Said(id, prefix, n).event());
    }
    CutWorkload.say("? create " + id + " " + entries);
    daybook.createSession(id, events);
    CutWorkload.say("! create " + id);
  }

  private boolean fork(String from, String id) {
    CutWorkload.say("? fork " + id);
    try {
      long copied = daybook.fork(from, id).entries();
      CutWorkload.say("! fork " + id + " " + (copied + 1));
      return true;
    } catch (DaybookException why) {
      if (why.kind() == DaybookException.Kind.SESSION_NOT_FOUND) {
        CutWorkload.say("- fork " + id);
        return false;
      }
      throw why;
    }
  }

  /** Puts the first line there a second time, durably, and has that taken out again. */
  private void repair(String id) throws IOException {
    Path file = daybook.file(id);
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length == 0) {
      return;
    }
    CutWorkload.say("? repair " + id);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer again = ByteBuffer.wrap(bytes);
      channel.write(again.limit(lineEnd(bytes)), bytes.length);
      channel.force(true);
    }
    CutWorkload.say("! repair " + id + " " + daybook.repair(id).outcome());
  }

  private static int lineEnd(byte[] bytes) {
    int end = 0;
    while (bytes[end] != '\n') {
      end++;
    }
    return end + 1;
  }

  private void remove(String id, boolean forGood) {
    CutWorkload.say("? " + (forGood ? "purge " : "delete ") + id);
    if (forGood) {
      daybook.purge(id);
      CutWorkload.say("! purge " + id);
    } else {
      Path trash = daybook.delete(id);
      CutWorkload.say("! delete " + id + " " + trash);
    }
  }
}
