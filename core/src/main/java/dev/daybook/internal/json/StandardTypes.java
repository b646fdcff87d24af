package dev.daybook.internal.json;

import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.StandardEvent;
import dev.daybook.event.WireNames;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The types of the standard vocabulary, found by their names: {@code tool_call} is the record
 * {@code ToolCall} in the package of {@link StandardEvent}, if there is one and it is marked as an
 * event. So no source file lists them, and a type that is not met is not loaded.
 *
 * <p>The names come out of files. A name can only ever lead to a record of that package, whose
 * static initialiser is not run by looking; and a class loader is only asked for classes that are
 * there, because it remembers every name that it was asked for, of which a hostile file has as many
 * as there is memory.
 */
final class StandardTypes {

  private static final Class<?> MEMBER = StandardEvent.class;

  /** The longest name that is looked up; the limit bounds memory where no listing can be had. */
  private static final int MAX_NAME_CHARS = 60;

  private static final Map<String, EventType> BY_NAME = new ConcurrentHashMap<>();

  private static final ClassValue<@Nullable EventType> BY_CLASS = new ClassValue<>() {
    @Override
    protected @Nullable EventType computeValue(Class<?> type) {
      return isEvent(type) ? byName(WireNames.of(type)) : null;
    }
  };

  private StandardTypes() {}

  /** The holder of the listing, which is read when a name is looked up for the first time. */
  private static final class Listing {
    static final Optional<Set<String>> CLASSES = ClassNames.beside(MEMBER);
  }

  /** Returns true if that is a class of Daybook's own vocabulary, an event or a part of events. */
  static boolean isOfPackage(Class<?> type) {
    return type.getPackage() == MEMBER.getPackage();
  }

  static @Nullable EventType of(Class<?> eventClass) {
    return BY_CLASS.get(eventClass);
  }

  static @Nullable EventType byName(String wireName) {
    EventType known = BY_NAME.get(wireName);
    if (known != null || wireName.length() > MAX_NAME_CHARS) {
      return known;
    }
    Class<?> eventClass = find(wireName);
    return eventClass == null
        ? null
        : BY_NAME.computeIfAbsent(wireName, name -> new EventType(name, eventClass));
  }

  private static @Nullable Class<?> find(String wireName) {
    String className = className(wireName);
    boolean isThere = className != null
        && Listing.CLASSES.map(names -> names.contains(className)).orElse(true);
    if (!isThere) {
      return null;
    }
    try {
      Class<?> found =
          Class.forName(MEMBER.getPackageName() + "." + className, false, MEMBER.getClassLoader());
      return isEvent(found) && WireNames.of(found).equals(wireName) ? found : null;
    } catch (ClassNotFoundException | LinkageError none) {
      return null;
    }
  }

  private static boolean isEvent(Class<?> type) {
    return type.isRecord()
        && Modifier.isPublic(type.getModifiers())
        && type.getPackageName().equals(MEMBER.getPackageName())
        && (StandardEvent.class.isAssignableFrom(type)
            || EphemeralEvent.class.isAssignableFrom(type));
  }

  /** Converts {@code tool_call} to {@code ToolCall}; null for a name that fits no class. */
  private static @Nullable String className(String wireName) {
    StringBuilder name = new StringBuilder(wireName.length());
    boolean wordBegins = true;
    for (int i = 0; i < wireName.length(); i++) {
      char c = wireName.charAt(i);
      if (c == '_') {
        wordBegins = true;
      } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        name.append(wordBegins ? Character.toUpperCase(c) : c);
        wordBegins = false;
      } else {
        return null;
      }
    }
    return name.isEmpty() ? null : name.toString();
  }
}
