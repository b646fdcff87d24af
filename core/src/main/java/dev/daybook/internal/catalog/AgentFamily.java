package dev.daybook.internal.catalog;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.catalog.CalledAgent;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sub-agents below a session. A sub-agent's session is known from the events of its caller, or
 * from its own first entry, which may name a session above the caller: so it is placed below that
 * one only if no event of another session of the family names it.
 */
public final class AgentFamily {

  private final ParentClaims claims;

  /** All sessions that are named, by events or by first entries, there or not. */
  private final Map<String, FamilyMember> members = new LinkedHashMap<>();

  /** The sessions that another one's events name. */
  private final Set<String> named = new HashSet<>();

  /** The sessions below each one that are there by their own claim. */
  private final Map<String, List<String>> claimed = new HashMap<>();

  private record Agent(
      int depth,
      String caller,
      String id,
      Optional<String> session,
      Optional<String> phase,
      Optional<String> agent,
      Optional<String> task)
      implements CalledAgent {}

  /**
   * An agent that is to be listed.
   *
   * @param isSession true if its id is that of a session, there or not
   */
  private record Pending(Agent agent, boolean isSession) {}

  private AgentFamily(ParentClaims claims) {
    this.claims = claims;
  }

  /**
   * Returns the sub-agents below that session, each behind its caller. Reads the first entry of
   * every session of the folder, and all of the sessions of the family.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code INVALID_SESSION_ID};
   *     {@code IO_ERROR}; {@code UNSAFE_PATH}; {@code INTERRUPTED}
   */
  public static List<CalledAgent> below(
      SessionFolder folder, EventTypes types, int maxLineBytes, SessionId id) {
    if (!folder.exists(id)) {
      throw DaybookException.of(Kind.SESSION_NOT_FOUND, "no such session", "session", id);
    }
    AgentFamily family = new AgentFamily(ParentClaims.in(folder, types, maxLineBytes));
    family.gather(folder, new EntryDecoder(types, true), maxLineBytes, id.value());
    family.place(id.value());
    return family.list(id.value());
  }

  private void gather(SessionFolder folder, EntryDecoder decoder, int maxLineBytes, String top) {
    Deque<String> toRead = new ArrayDeque<>(List.of(top));
    while (!toRead.isEmpty()) {
      String session = toRead.remove();
      if (members.containsKey(session)) {
        continue;
      }
      FamilyMember member = FamilyMember.read(folder, session, decoder, maxLineBytes);
      members.put(session, member);
      for (FamilyMember.Called called : member.called()) {
        if (called.session != null) {
          named.add(called.session);
          toRead.add(called.session);
        }
      }
      toRead.addAll(claims.childrenOf(session));
    }
  }

  /** A session that says which one called it. */
  private record Claim(String parent, String child) {}

  private void place(String top) {
    Set<String> placed = new HashSet<>();
    Deque<Claim> waiting = new ArrayDeque<>();
    placeNamed(top, placed, waiting);
    int passed = 0;
    while (!waiting.isEmpty()) {
      Claim claim = waiting.remove();
      if (placed.contains(claim.child())) {
        continue;
      }
      // its caller may still come; if each that waits is named by another such, it is a circle
      if (named.contains(claim.child()) && passed <= waiting.size()) {
        waiting.add(claim);
        passed++;
        continue;
      }
      passed = 0;
      claimed.computeIfAbsent(claim.parent(), parent -> new ArrayList<>()).add(claim.child());
      placeNamed(claim.child(), placed, waiting);
    }
  }

  /** Places a session, and all that are below it by events. */
  private void placeNamed(String session, Set<String> placed, Deque<Claim> waiting) {
    Deque<String> next = new ArrayDeque<>(List.of(session));
    while (!next.isEmpty()) {
      String at = next.remove();
      if (!placed.add(at)) {
        continue;
      }
      for (FamilyMember.Called called : member(at).called()) {
        if (called.session != null) {
          next.add(called.session);
        }
      }
      claims.childrenOf(at).forEach(child -> waiting.add(new Claim(at, child)));
    }
  }

  private List<CalledAgent> list(String top) {
    List<CalledAgent> all = new ArrayList<>();
    Set<String> listed = new HashSet<>(Set.of(top));
    Deque<Pending> next = new ArrayDeque<>();
    push(next, top, 1);
    while (!next.isEmpty()) {
      Pending pending = next.pop();
      Agent agent = pending.agent();
      all.add(agent);
      if (pending.isSession() && listed.add(agent.id())) {
        push(next, agent.id(), agent.depth() + 1);
      }
    }
    return List.copyOf(all);
  }

  private void push(Deque<Pending> next, String caller, int depth) {
    List<Pending> below = new ArrayList<>();
    for (FamilyMember.Called called : member(caller).called()) {
      String session = called.session;
      Agent agent = session == null
          ? agent(depth, caller, called)
          : agent(depth, caller, called, member(session));
      below.add(new Pending(agent, session != null));
    }
    for (String child : claimed.getOrDefault(caller, List.of())) {
      FamilyMember member = member(child);
      below.add(new Pending(agent(depth, caller, member.self(), member), true));
    }
    for (int i = below.size() - 1; i >= 0; i--) {
      next.push(below.get(i));
    }
  }

  private FamilyMember member(String session) {
    return Objects.requireNonNull(members.get(session), session);
  }

  private static Agent agent(int depth, String caller, FamilyMember.Called called) {
    return new Agent(
        depth,
        caller,
        called.id,
        Optional.empty(),
        Optional.ofNullable(called.phase),
        Optional.ofNullable(called.agent),
        Optional.ofNullable(called.task));
  }

  private static Agent agent(
      int depth, String caller, FamilyMember.Called called, FamilyMember member) {
    return new Agent(
        depth,
        caller,
        member.session,
        member.exists() ? Optional.of(member.session) : Optional.empty(),
        first(called.phase, member.self().phase),
        first(called.agent, member.self().agent),
        first(called.task, member.task()));
  }

  private static Optional<String> first(@Nullable String one, @Nullable String other) {
    return Optional.ofNullable(one == null ? other : one);
  }
}
