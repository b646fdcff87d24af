package dev.daybook.event;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The kind of a tool, in one word.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record ToolKind(String wireName) implements OpenEnum {
  public static final ToolKind SHELL = new ToolKind("shell");
  public static final ToolKind FILE_READ = new ToolKind("file_read");
  public static final ToolKind FILE_WRITE = new ToolKind("file_write");
  public static final ToolKind FILE_EDIT = new ToolKind("file_edit");
  public static final ToolKind SEARCH = new ToolKind("search");
  public static final ToolKind SUB_AGENT = new ToolKind("sub_agent");
  public static final ToolKind WEB = new ToolKind("web");
  public static final ToolKind NOTEBOOK = new ToolKind("notebook");
  public static final ToolKind OTHER = new ToolKind("other");

  private static final Map<Pattern, ToolKind> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put(Pattern.compile("notebook"), NOTEBOOK);
    BY_NAME.put(Pattern.compile("bash|shell|^exec\\z"), SHELL);
    BY_NAME.put(Pattern.compile("read|^view\\z|^cat\\z"), FILE_READ);
    BY_NAME.put(Pattern.compile("write"), FILE_WRITE);
    BY_NAME.put(Pattern.compile("edit|patch"), FILE_EDIT);
    BY_NAME.put(Pattern.compile("grep|glob|search|^find\\z"), SEARCH);
    BY_NAME.put(Pattern.compile("agent"), SUB_AGENT);
    BY_NAME.put(Pattern.compile("web|fetch|http"), WEB);
  }

  public ToolKind {
    Check.present(wireName, ToolKind.class, "wire_name");
  }

  /**
   * Returns the probable kind of a tool of that name; {@link #OTHER} if the name does not show it.
   */
  public static ToolKind guess(String toolName) {
    String name = Check.present(toolName, ToolKind.class, "wire_name").toLowerCase(Locale.ROOT);
    return BY_NAME.entrySet().stream()
        .filter(rule -> rule.getKey().matcher(name).find())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(OTHER);
  }

  @Override
  public String toString() {
    return wireName;
  }
}
