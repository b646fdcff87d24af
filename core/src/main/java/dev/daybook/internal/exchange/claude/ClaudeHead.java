package dev.daybook.internal.exchange.claude;

import dev.daybook.event.SessionStarted;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignChild;
import dev.daybook.internal.json.JsonValue;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The session that the first lines of a Claude Code file describe. */
final class ClaudeHead {

  static final String AGENT = "Claude Code";
  static final String MADE_BY_CLIENT = "<synthetic>";
  private static final String AGENT_FILE = "agent-";
  private static final String JOURNAL = "journal";

  /** The agent's own names of files, of which nothing in them is needed to name the session. */
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final FileHead head;

  /** True if the file is a sub-agent's own, so that its lines are no side lines. */
  final boolean isSubAgent;

  ClaudeHead(FileHead head) {
    this.head = head;
    this.isSubAgent = head.stem().startsWith(AGENT_FILE) || (!isNamedByAgent() && isOnlyOfAgent());
  }

  /** Returns true if the agent gave the file its name, which is its session's. */
  private boolean isNamedByAgent() {
    return UUID.matcher(head.stem()).matches();
  }

  /** Returns the name of the session of that agent. */
  static String sessionOf(String agentId) {
    return AGENT_FILE + agentId;
  }

  Optional<String> sessionName() {
    String stem = head.stem();
    if (stem.startsWith(AGENT_FILE) || isNamedByAgent()) {
      return Optional.of(stem);
    } else if (isSubAgent) {
      return Optional.ofNullable(agentId()).map(ClaudeHead::sessionOf);
    } else if (isJournal()) {
      Path folder = head.path().toAbsolutePath().normalize().getParent();
      return Optional.ofNullable(folder).map(Path::getFileName).map(Path::toString);
    }
    Set<String> ids = new HashSet<>();
    values("sessionId").forEach(ids::add);
    if (ids.contains(stem)) {
      return Optional.of(stem);
    }
    return firstOfMessages().or(() -> values("sessionId").findFirst());
  }

  private Optional<String> firstOfMessages() {
    return lines()
        .filter(line -> line.has("uuid"))
        .map(line -> line.get("sessionId").text())
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Returns the names that the lines of a shorter file may have given its session. */
  List<String> earlierNames() {
    if (isNamedByAgent() || head.stem().startsWith(AGENT_FILE)) {
      return List.of();
    }
    return Stream.of(
            Optional.ofNullable(agentId()).map(ClaudeHead::sessionOf),
            firstOfMessages(),
            values("sessionId").findFirst())
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  SessionStarted started() {
    String model = first(ClaudeHead::modelOf);
    return SessionStarted.builder()
        .agentName(AGENT)
        .agentId(isSubAgent ? agentId() : null)
        .title(title())
        .model(model)
        .providerName(providerOf(model))
        .cwd(first(line -> line.get("cwd").text()))
        .backfilled(true)
        .parentSessionId(ForeignChild.sessionId(new ClaudeParent(head, this).name()))
        .build();
  }

  /** Returns what the agent wrote beside a sub-agent's own file; absent if there is nothing. */
  JsonValue beside() {
    return isSubAgent ? head.beside() : JsonValue.absent();
  }

  /** Returns the model of an answer; null if the line is none, or the client made it. */
  static @Nullable String modelOf(JsonValue line) {
    if (!line.get("type").is("assistant")) {
      return null;
    }
    String model = line.at("message", "model").text();
    return model == null || model.equals(MADE_BY_CLIENT) ? null : model;
  }

  private static @Nullable String providerOf(@Nullable String model) {
    return model != null && model.startsWith("claude-") ? "anthropic" : null;
  }

  private @Nullable String title() {
    ClaudeTitles titles = new ClaudeTitles();
    lines().forEach(titles::take);
    String given = titles.title();
    String title = given == null ? summary() : given;
    return title == null ? beside().get("description").text() : title;
  }

  /** Returns the summary of this conversation; others in the file are of other sessions. */
  private @Nullable String summary() {
    Set<String> own = new HashSet<>();
    values("uuid").forEach(own::add);
    return lines()
        .filter(line ->
            line.get("type").is("summary") && own.contains(line.get("leafUuid").text("")))
        .map(line -> line.get("summary").text())
        .filter(Objects::nonNull)
        .reduce(null, (before, next) -> next);
  }

  @Nullable
  String agentId() {
    return first(line -> line.get("agentId").text());
  }

  /** Returns true if all lines of the conversation are those of one agent below another. */
  private boolean isOnlyOfAgent() {
    String agent = null;
    for (JsonValue line : head.values()) {
      if (line.has("uuid")) {
        String id = line.get("agentId").text();
        if (id == null
            || !line.get("isSidechain").isTrue()
            || (agent != null && !agent.equals(id))) {
          return false;
        }
        agent = id;
      }
    }
    return agent != null;
  }

  /** Returns true if the file is the journal of a workflow, in whose folder it lies. */
  boolean isJournal() {
    JsonValue type = head.first().get("type");
    return head.stem().equals(JOURNAL) && (type.is("started") || type.is("result"));
  }

  private Stream<JsonValue> lines() {
    return head.values().stream();
  }

  private Stream<String> values(String field) {
    return lines().map(line -> line.get(field).text()).filter(Objects::nonNull);
  }

  private @Nullable String first(Function<JsonValue, @Nullable String> part) {
    return lines().map(part).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
