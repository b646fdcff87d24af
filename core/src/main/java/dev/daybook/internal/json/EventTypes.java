package dev.daybook.internal.json;

import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.event.Unknown;
import dev.daybook.event.WireNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The types that a journal writes and a reader gives back as records: the standard ones and those
 * that a program registered. Immutable, any thread.
 */
public final class EventTypes {

  private static final EventTypes STANDARD = new EventTypes(Map.of(), Map.of());

  private final Map<String, EventType> byName;
  private final Map<Class<?>, EventType> byClass;
  private final boolean canChange;

  /** The types met in lines, by their hash. Written by any thread: the types cannot change. */
  private final @Nullable EventType[] met = new @Nullable EventType[LineHeader.MAX_TYPE_HASH + 1];

  private EventTypes(Map<String, EventType> byName, Map<Class<?>, EventType> byClass) {
    this.byName = byName;
    this.byClass = byClass;
    this.canChange = byClass.values().stream().anyMatch(type -> type.schema().canChange());
  }

  /** Returns the vocabulary of {@link dev.daybook.event.StandardEvent}. */
  public static EventTypes standard() {
    return STANDARD;
  }

  /**
   * Returns the standard types, but some of them given as other records, with those fields alone
   * that a reader needs. Skipping a field costs a fraction of decoding it. Nothing is recorded with
   * them.
   *
   * @param byName the records by the wire names of standard types
   */
  public static EventTypes ofParts(Map<String, Class<? extends SessionEvent>> byName) {
    Map<String, EventType> types = new HashMap<>();
    byName.forEach((name, part) -> types.put(name, new EventType(name, part)));
    return new EventTypes(Map.copyOf(types), Map.of());
  }

  /**
   * Returns these types and one more.
   *
   * @param wireName its name in the file, not empty, without white space
   * @param formerNames names under which its events are read too, and not written
   * @param eventClass a record whose components have a JSON form: String, long, int, boolean,
   *     double, their boxes, Instant, {@link dev.daybook.event.Json}, an enum, an
   *     {@link dev.daybook.event.OpenEnum}, another record, or a List of these. If it is an
   *     {@link EphemeralEvent} it can be published and not recorded
   * @throws IllegalArgumentException if a component has no such form, if two components or two
   *     constants of an enum have one name on the wire, if the name or class is taken, or if the
   *     name has white space or a control character in it
   */
  public EventTypes with(
      String wireName, Class<? extends SessionEvent> eventClass, String... formerNames) {
    if (of(eventClass) != null || eventClass == Unknown.class || eventClass == Stamped.class) {
      throw new IllegalArgumentException(
          "a class is a type already: class=" + eventClass.getName());
    }
    if (wireName.chars().anyMatch(EventTypes::isBlankOrControl)) {
      throw new IllegalArgumentException(
          "a type's name has white space or a control character in it; name it without, and give "
              + "the old name of a type that had one as a former name: class="
              + eventClass.getName());
    }
    EventType type = new EventType(wireName, eventClass);
    type.schema();
    Map<String, EventType> names = new HashMap<>(byName);
    add(type, names);
    for (String former : formerNames) {
      add(new EventType(former, eventClass), names);
    }
    Map<Class<?>, EventType> classes = new HashMap<>(byClass);
    classes.put(eventClass, type);
    return new EventTypes(Map.copyOf(names), Map.copyOf(classes));
  }

  private static boolean isBlankOrControl(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }

  private static void add(EventType type, Map<String, EventType> names) {
    String name = type.wireName();
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "a type's name is empty: class=" + type.eventClass().getName());
    }
    if (names.containsKey(name) || StandardTypes.byName(name) != null) {
      throw new IllegalArgumentException(
          "a type's name is taken; register the class under another, with register(name, "
              + type.eventClass().getSimpleName()
              + ".class): type="
              + name);
    }
    names.put(name, type);
  }

  /** Returns these types and one more, named as its class is, in snake_case. */
  public EventTypes with(Class<? extends SessionEvent> eventClass, String... formerNames) {
    return with(WireNames.of(eventClass), eventClass, formerNames);
  }

  /**
   * Returns these names, and all names of the types that have one of them or are of one of these
   * classes, former ones too. A class that is no type has the name that it would have as one.
   */
  public Set<String> allNames(
      Set<String> wireNames, Set<Class<? extends SessionEvent>> eventClasses) {
    Stream<Class<?>> named = byClass.values().stream()
        .filter(type -> wireNames.contains(type.wireName()))
        .map(EventType::eventClass);
    return Stream.concat(
            wireNames.stream(), Stream.concat(named, eventClasses.stream()).flatMap(this::namesOf))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Stream<String> namesOf(Class<?> eventClass) {
    return byClass.containsKey(eventClass)
        ? byName.values().stream()
            .filter(type -> type.eventClass() == eventClass)
            .map(EventType::wireName)
        : Stream.of(WireNames.of(eventClass));
  }

  /** Returns true if events of that wire name can be recorded as records of their own. */
  public boolean contains(String wireName) {
    return byName(wireName) != null;
  }

  /** Returns true if that is the wire name of events that are published and never recorded. */
  public boolean isEphemeral(String wireName) {
    EventType type = find(wireName);
    return type != null && isEphemeral(type);
  }

  /** Returns the type of that name, or null if its events cannot be in a file. */
  @Nullable
  EventType byName(String wireName) {
    EventType type = find(wireName);
    return type == null || isEphemeral(type) ? null : type;
  }

  /** Returns true if events of that line's type can be recorded as records of their own. */
  public boolean contains(LineHeader header) {
    return byName(header) != null;
  }

  /** Returns {@link #byName(String)} of a line's type, from a cache once it was met. */
  @Nullable
  EventType byName(LineHeader header) {
    int slot = header.typeHash();
    EventType type = met[slot];
    if (type != null && type.isNamed(header)) {
      return type;
    }
    EventType found = byName(header.type());
    if (found != null) {
      met[slot] = found;
    }
    return found;
  }

  /**
   * Returns true if a registered type has lists, which the program that records its events may
   * change.
   */
  boolean canChange() {
    return canChange;
  }

  @Nullable
  EventType of(SessionEvent event) {
    return of(event.getClass());
  }

  private @Nullable EventType of(Class<?> eventClass) {
    EventType registered = byClass.get(eventClass);
    return registered != null ? registered : StandardTypes.of(eventClass);
  }

  private @Nullable EventType find(String wireName) {
    EventType registered = byName.get(wireName);
    return registered != null ? registered : StandardTypes.byName(wireName);
  }

  private static boolean isEphemeral(EventType type) {
    return EphemeralEvent.class.isAssignableFrom(type.eventClass());
  }
}
