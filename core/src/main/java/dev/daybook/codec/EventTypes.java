package dev.daybook.codec;

import dev.daybook.event.SessionEvent;
import dev.daybook.event.StandardEvent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types that a journal writes and a reader gives back as records. Immutable, any thread. */
public final class EventTypes {

  private final Map<String, EventType> byName = new HashMap<>();
  private final Map<Class<?>, EventType> byClass = new HashMap<>();

  private EventTypes() {}

  /** The vocabulary of {@link StandardEvent}. */
  public static EventTypes standard() {
    EventTypes types = new EventTypes();
    for (Class<?> permitted : StandardEvent.class.getPermittedSubclasses()) {
      types.add(permitted.asSubclass(SessionEvent.class));
    }
    return types;
  }

  /** These types and one more. */
  EventTypes with(Class<? extends SessionEvent> eventClass) {
    EventTypes types = new EventTypes();
    types.byName.putAll(byName);
    types.byClass.putAll(byClass);
    types.add(eventClass);
    return types;
  }

  private void add(Class<? extends SessionEvent> eventClass) {
    EventType type = new EventType(eventClass);
    byName.put(type.wireName(), type);
    byClass.put(eventClass, type);
  }

  /** Whether events of that wire name have a record. */
  public boolean contains(String wireName) {
    return byName.containsKey(wireName);
  }

  @Nullable
  EventType byName(String wireName) {
    return byName.get(wireName);
  }

  @Nullable
  EventType of(SessionEvent event) {
    return byClass.get(event.getClass());
  }
}
