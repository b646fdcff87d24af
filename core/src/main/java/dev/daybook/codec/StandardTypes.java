package dev.daybook.codec;

import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.StandardEvent;
import dev.daybook.event.WireNames;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The types of the standard vocabulary, found by their names: {@code tool_call} is the record
 * {@code ToolCall} in the package of {@link StandardEvent}, if there is one and it says that it is
 * an event. So nothing lists them, and one that is not met is not loaded.
 *
 * <p>The names come out of files. A name can only ever lead to a record of that package, whose
 * static initialiser is not run by looking.
 */
final class StandardTypes {

  private static final String PACKAGE = StandardEvent.class.getPackageName() + ".";
  private static final int MAX_NAME_CHARS = 60;

  /** How many names of no type to remember, since not finding a class is slow. */
  private static final int MAX_STRANGERS = 4096;

  private static final Map<String, EventType> BY_NAME = new ConcurrentHashMap<>();
  private static final Set<String> STRANGERS = ConcurrentHashMap.newKeySet();

  private static final ClassValue<@Nullable EventType> BY_CLASS = new ClassValue<>() {
    @Override
    protected @Nullable EventType computeValue(Class<?> type) {
      return isStandard(type) ? byName(WireNames.of(type)) : null;
    }
  };

  private StandardTypes() {}

  static @Nullable EventType of(Class<?> eventClass) {
    return BY_CLASS.get(eventClass);
  }

  static @Nullable EventType byName(String wireName) {
    EventType known = BY_NAME.get(wireName);
    if (known != null || wireName.length() > MAX_NAME_CHARS || STRANGERS.contains(wireName)) {
      return known;
    }
    Class<?> eventClass = find(wireName);
    if (eventClass != null) {
      return BY_NAME.computeIfAbsent(wireName, name -> new EventType(name, eventClass));
    }
    if (STRANGERS.size() < MAX_STRANGERS) {
      STRANGERS.add(wireName);
    }
    return null;
  }

  private static @Nullable Class<?> find(String wireName) {
    String className = className(wireName);
    if (className == null) {
      return null;
    }
    try {
      Class<?> found =
          Class.forName(PACKAGE + className, false, StandardEvent.class.getClassLoader());
      return isStandard(found) && WireNames.of(found).equals(wireName) ? found : null;
    } catch (ClassNotFoundException | LinkageError none) {
      // a linkage error: a file system that ignores case found a class of another name
      return null;
    }
  }

  private static boolean isStandard(Class<?> type) {
    return type.isRecord()
        && Modifier.isPublic(type.getModifiers())
        && type.getPackageName().equals(StandardEvent.class.getPackageName())
        && (StandardEvent.class.isAssignableFrom(type)
            || EphemeralEvent.class.isAssignableFrom(type));
  }

  /** {@code tool_call} to {@code ToolCall}; null for what is the name of no class. */
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
