package dev.daybook.codec;

import dev.daybook.event.StandardEvent;
import dev.daybook.event.WireNames;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The types of the standard vocabulary. {@code tool_call} is the record {@code ToolCall} in the
 * package of {@link StandardEvent}; one that is not met is not loaded.
 *
 * <p>The names come out of files, and only those listed here ever reach the class loader: it would
 * remember every other name for good, which a hostile file could turn into all the memory there is.
 */
final class StandardTypes {

  private static final String PACKAGE = StandardEvent.class.getPackageName() + ".";

  /** What is recorded, then what is only published. */
  static final Set<String> NAMES = words("""
      session_started session_ended session_fork session_cleared session_result
      branch_summary history_compaction gap note heartbeat source_changed provider_status
      usage_limit_hit usage_limit_resumed usage_limit_resume_failed
      user_message assistant_message system_message reasoning
      inference_started inference_completed inference_failed inference_settings_changed
      provider_usage turn_failed
      tool_call tool_result tool_blocked permission_decision hook_acted skill_activation
      workflow_started workflow_ended workflow_event tier_started step_started step_output
      step_completed step_failed step_skipped subagent_event
      agent_start agent_end turn_start turn_request turn_end message_start message_end
      tool_execution_start tool_execution_update tool_execution_end progress_message
      input_rejected parallel_loop_start parallel_loop_end compaction_started compaction_ended
      compaction_block prune_applied revert_applied

      text_delta reasoning_delta message_update status plan context_pressure progress typing ping
      """);

  private static final Map<String, EventType> BY_NAME = new ConcurrentHashMap<>();

  private static final ClassValue<@Nullable EventType> BY_CLASS = new ClassValue<>() {
    @Override
    protected @Nullable EventType computeValue(Class<?> type) {
      EventType namesake = byName(WireNames.of(type));
      return namesake != null && namesake.eventClass() == type ? namesake : null;
    }
  };

  private StandardTypes() {}

  static @Nullable EventType of(Class<?> eventClass) {
    return BY_CLASS.get(eventClass);
  }

  static @Nullable EventType byName(String wireName) {
    EventType known = BY_NAME.get(wireName);
    if (known != null || !NAMES.contains(wireName)) {
      return known;
    }
    return BY_NAME.computeIfAbsent(wireName, name -> new EventType(name, classOf(name)));
  }

  private static Set<String> words(String text) {
    return Pattern.compile("\\s+")
        .splitAsStream(text.strip())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** {@code tool_call} to {@code ToolCall}. */
  private static Class<?> classOf(String wireName) {
    StringBuilder className = new StringBuilder(PACKAGE);
    boolean wordBegins = true;
    for (int i = 0; i < wireName.length(); i++) {
      char c = wireName.charAt(i);
      if (c != '_') {
        className.append(wordBegins ? Character.toUpperCase(c) : c);
      }
      wordBegins = c == '_';
    }
    try {
      return Class.forName(className.toString(), false, StandardEvent.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the vocabulary lacks a type: type=" + wireName, e);
    }
  }
}
