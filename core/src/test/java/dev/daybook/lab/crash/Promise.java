package dev.daybook.lab.crash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The promises of Daybook for one session so far, and the calls that asked for them. */
final class Promise {

  final String session;
  final Set<String> offered = new LinkedHashSet<>();
  final Map<Long, String> acknowledged = new TreeMap<>();
  final Set<String> acknowledgedAnywhere = new HashSet<>();
  boolean isCreated;
  boolean isGood;
  boolean isRemoving;
  boolean isRemovingForGood;
  boolean isRemoved;
  Promise parent;
  int firstEvents;

  Promise(String session) {
    this.session = session;
  }

  /** Whether it was said that the session is there. */
  boolean isMade() {
    return isCreated || !acknowledged.isEmpty() || !acknowledgedAnywhere.isEmpty();
  }

  /** What of this is not true of what is read. */
  List<String> brokenBy(Reading read) {
    List<String> broken = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int seq = 0; seq < read.size(); seq++) {
      texts.add(read.text(seq));
    }
    acknowledged.forEach((seq, text) -> {
      if (seq >= texts.size() || !text.equals(texts.get(seq.intValue()))) {
        broken.add("lost: session=" + session + ", seq=" + seq + ", read=" + texts.size()
            + ", fault=" + read.fault());
      }
    });
    acknowledgedAnywhere.stream()
        .filter(text -> !texts.contains(text))
        .forEach(text -> broken.add("lost: session=" + session + ", seq=unknown"));
    if (isGood && read.fault() != null) {
      broken.add("repaired and not good: session=" + session + ", fault=" + read.fault());
    }
    invented(texts, broken);
    whole(read, texts, broken);
    return broken;
  }

  private void invented(List<String> texts, List<String> broken) {
    List<String> said = said();
    int at = 0;
    for (int seq = parent == null ? 0 : 1; seq < texts.size(); seq++) {
      String text = texts.get(seq);
      if (text.equals(Reading.GAP)) {
        continue;
      }
      int found = said.subList(at, said.size()).indexOf(text);
      if (found < 0) {
        broken.add("invented, or out of order: session=" + session + ", seq=" + seq);
        return;
      }
      at += found + 1;
    }
  }

  /** What may stand in it, in that order. */
  private List<String> said() {
    List<String> said = parent == null ? new ArrayList<>() : parent.said();
    said.addAll(offered);
    return said;
  }

  /** What a session begins with is there as a whole, or there is no session. */
  private void whole(Reading read, List<String> texts, List<String> broken) {
    if (parent != null && (read.copied() < 0 || texts.size() < 1 + read.copied())) {
      broken.add("half a fork: session=" + session + ", entries=" + texts.size() + ", fault="
          + read.fault());
    }
    if (texts.size() < firstEvents) {
      broken.add("half a session: session=" + session + ", entries=" + texts.size() + ", fault="
          + read.fault());
    }
  }
}
