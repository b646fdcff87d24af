package dev.daybook.internal.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The imported sessions that may have entries of each other: versions of one source beside each
 * other, which share a name; and those with a response of the same id, as where an agent copied the
 * history of a session into a new file. One thread.
 */
final class Overlaps {

  /** A version's number, which the import puts behind the name. */
  private static final char BEFORE_NUMBER = '.';

  private final List<ReadSession> sessions;
  private final int[] above;

  private Overlaps(List<ReadSession> sessions) {
    this.sessions = sessions;
    this.above = new int[sessions.size()];
    Arrays.setAll(above, i -> i);
  }

  /** Returns the name that a session shares with other versions of its source. */
  static String family(String sessionId) {
    int dot = sessionId.lastIndexOf(BEFORE_NUMBER);
    return version(sessionId) == 1 ? sessionId : sessionId.substring(0, dot);
  }

  private static int version(String sessionId) {
    String number = sessionId.substring(sessionId.lastIndexOf(BEFORE_NUMBER) + 1);
    boolean isNumber = number.length() < sessionId.length() && number.matches("[1-9]\\d{0,8}");
    return isNumber ? Integer.parseInt(number) : 1;
  }

  /**
   * Returns the groups of sessions that overlap, in each first the one that counts all that it has:
   * the one that began first, and of versions that began at once the newest.
   */
  static List<List<ReadSession>> of(List<ReadSession> sessions) {
    Overlaps overlaps = new Overlaps(
        sessions.stream().filter(session -> session.facts().isImported()).toList());
    overlaps.join();
    return overlaps.groups();
  }

  private void join() {
    Map<String, Integer> families = new HashMap<>();
    Marks responses = new Marks();
    for (int i = 0; i < sessions.size(); i++) {
      Integer first = families.putIfAbsent(family(sessions.get(i).id()), i);
      if (first != null) {
        join(first, i);
      }
      Marks.Row marks = sessions.get(i).marks();
      for (int j = 0; j < marks.size(); j++) {
        join(responses.putIfAbsent(marks.get(j), i), i);
      }
    }
  }

  private void join(int one, int other) {
    above[top(other)] = top(one);
  }

  private int top(int session) {
    int at = session;
    while (above[at] != at) {
      above[at] = above[above[at]];
      at = above[at];
    }
    return at;
  }

  private List<List<ReadSession>> groups() {
    Map<Integer, List<ReadSession>> groups = new TreeMap<>();
    for (int i = 0; i < sessions.size(); i++) {
      groups.computeIfAbsent(top(i), fresh -> new ArrayList<>()).add(sessions.get(i));
    }
    Comparator<ReadSession> order = Comparator.<ReadSession, Instant>comparing(
            session -> session.facts().begin())
        .thenComparing(session -> version(session.id()), Comparator.reverseOrder())
        .thenComparing(ReadSession::id);
    groups.values().removeIf(group -> group.size() == 1);
    groups.values().forEach(group -> group.sort(order));
    return List.copyOf(groups.values());
  }
}
