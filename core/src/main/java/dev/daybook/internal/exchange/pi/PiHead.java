package dev.daybook.internal.exchange.pi;

import dev.daybook.event.SessionStarted;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignChild;
import dev.daybook.internal.json.JsonValue;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The session as the first lines of its file of pi or oh-my-pi name it. */
final class PiHead {

  static final String TITLE = "title";
  static final String HEADER = "session";
  private static final String SUFFIX = ".jsonl";

  /** A damaged line or two may stand in front of the header. */
  private static final int MAX_BEFORE_HEADER = 4;

  /** The name of a session's file without its ending: a time, and the session's id. */
  private static final Pattern NAME_OF_FILE = Pattern.compile("\\d{4}-[^_]*_(.+)");

  /** The number of folders, one in another, in which the files of sub-agents are looked for. */
  private static final int MAX_DEPTH = 16;

  private final PiFormat format;
  private final FileHead head;

  PiHead(PiFormat format, FileHead head) {
    this.format = format;
    this.head = head;
  }

  /** Returns the line that names the session; absent if there is none. */
  static JsonValue header(FileHead head) {
    return head.values().stream()
        .limit(MAX_BEFORE_HEADER)
        .filter(line -> line.get("type").is(HEADER))
        .findFirst()
        .orElse(JsonValue.absent());
  }

  JsonValue header() {
    return header(head);
  }

  /** Returns the name of the session; a sub-agent's is made of its parent's and its own. */
  Optional<String> sessionName() {
    String parent = parentOfSubAgent();
    return parent != null ? Optional.of(ofSubAgent(parent, head.stem())) : nameInHeader();
  }

  /**
   * Returns the name that the header gives, which a sub-agent has until a line shows that it is
   * one.
   */
  Optional<String> nameInHeader() {
    return Optional.ofNullable(header().get("id").text()).filter(id -> !id.isBlank());
  }

  private static String ofSubAgent(String parent, String agentId) {
    return parent + "." + agentId;
  }

  /** Returns the id of the session of a sub-agent of this one; null if there can be none. */
  @Nullable
  String sessionOfSubAgent(String agentId) {
    return ForeignChild.sessionId(
        sessionName().map(own -> ofSubAgent(own, agentId)).orElse(null));
  }

  /**
   * Returns the name of the session that this one is a sub-agent's of, whose file lies in a folder
   * named after that session's, or after that of one of its own sub-agents; null if it is none.
   */
  private @Nullable String parentOfSubAgent() {
    if (head.values().stream().noneMatch(PiHead::isOfSubAgent)) {
      return null;
    }
    String agents = "";
    Path folder = head.path().getParent();
    for (int i = 0; i < MAX_DEPTH && folder != null && folder.getFileName() != null; i++) {
      String name = folder.getFileName().toString();
      Matcher session = NAME_OF_FILE.matcher(name);
      if (session.matches()) {
        return session.group(1) + agents;
      }
      agents = "." + name + agents;
      folder = folder.getParent();
    }
    return null;
  }

  /** Returns the session that this one was forked from; null if it is no fork. */
  @Nullable
  String parentOfFork() {
    String parent = firstText(header().get("parentSession"), header().get("branchedFrom"));
    if (parent == null || parent.isBlank()) {
      return null;
    }
    // the path of its file, of any system, whose name is a time and the id; or the id
    String file = parent.substring(Math.max(parent.lastIndexOf('/'), parent.lastIndexOf('\\')) + 1);
    String stem = file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
    String session = ForeignChild.sessionId(stem.substring(stem.indexOf('_') + 1));
    return session == null ? parent : session;
  }

  private static boolean isOfSubAgent(JsonValue line) {
    return line.get("type").is("session_init");
  }

  SessionStarted started() {
    JsonValue header = header();
    JsonValue change = firstOf("model_change").orElse(JsonValue.absent());
    String model = firstText(header.get("modelId"), change.get("modelId"));
    String provider = firstText(header.get("provider"), change.get("provider"));
    String both = change.get("model").text();
    if (model == null && both != null) {
      int slash = both.indexOf('/');
      provider = slash < 0 ? provider : both.substring(0, slash);
      model = both.substring(slash + 1);
    }
    JsonValue init = firstOf("session_init").orElse(JsonValue.absent());
    return SessionStarted.builder()
        .agentName(init.get("agent").text(format.agentName()))
        .agentId(parentOfSubAgent() == null ? null : head.stem())
        .title(title())
        .model(model == null ? first(line -> answer(line).get("model").text()) : model)
        .providerName(
            provider == null ? first(line -> answer(line).get("provider").text()) : provider)
        .cwd(header.get("cwd").text())
        .systemPrompt(systemPrompt(init.get("systemPrompt")))
        .backfilled(true)
        .parentSessionId(ForeignChild.sessionId(parentOfSubAgent()))
        .build();
  }

  private static @Nullable String firstText(JsonValue first, JsonValue second) {
    String text = first.text();
    return text == null ? second.text() : text;
  }

  private static JsonValue answer(JsonValue line) {
    JsonValue message = line.get("message");
    return message.get("role").is("assistant") ? message : JsonValue.absent();
  }

  private static @Nullable String systemPrompt(JsonValue prompt) {
    return prompt.isArray()
        ? prompt.elements().stream()
            .map(JsonValue::text)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("\n"))
        : prompt.text();
  }

  private @Nullable String title() {
    return Stream.of(
            head.first().get("type").is(TITLE) ? head.first().get(TITLE).text() : null,
            lastOf("session_info", "name"),
            lastOf("title_change", TITLE),
            header().get(TITLE).text())
        .filter(text -> text != null && !text.isBlank())
        .findFirst()
        .orElse(null);
  }

  private @Nullable String lastOf(String type, String field) {
    return head.values().stream()
        .filter(line -> line.get("type").is(type))
        .map(line -> line.get(field).text())
        .filter(Objects::nonNull)
        .reduce(null, (before, next) -> next);
  }

  private Optional<JsonValue> firstOf(String type) {
    return head.values().stream().filter(line -> line.get("type").is(type)).findFirst();
  }

  private @Nullable String first(Function<JsonValue, @Nullable String> part) {
    return head.values().stream().map(part).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
