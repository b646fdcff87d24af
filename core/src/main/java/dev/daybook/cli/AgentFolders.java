package dev.daybook.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The folders where other agents leave their sessions in a user's home. */
final class AgentFolders {

  private AgentFolders() {}

  /** Returns the folders of the user of this process, which need not exist. */
  static List<Path> ofUser() {
    return of(home(), System.getenv());
  }

  /** Returns the folders below that home, moved as the agents' own variables say. */
  static List<Path> of(Path home, Map<String, String> environment) {
    List<Path> folders = new ArrayList<>();
    String claude = environment.get("CLAUDE_CONFIG_DIR");
    if (claude == null || claude.isBlank()) {
      folders.add(home.resolve(".claude/projects"));
      folders.add(home.resolve(".config/claude/projects"));
    } else {
      for (String each : claude.split(",", -1)) {
        folders.add(Path.of(each.strip()).resolve("projects"));
      }
    }
    Path codex = moved(environment, "CODEX_HOME", home.resolve(".codex"));
    folders.add(codex.resolve("sessions"));
    folders.add(codex.resolve("archived_sessions"));
    folders.add(home.resolve(".gemini/tmp"));
    folders.add(moved(
        environment,
        "PI_CODING_AGENT_SESSION_DIR",
        moved(environment, "PI_CODING_AGENT_DIR", home.resolve(".pi/agent")).resolve("sessions")));
    folders.add(home.resolve(".omp/agent/sessions"));
    folders.add(home.resolve(".copilot/session-state"));
    folders.add(home.resolve(".qwen/projects"));
    folders.add(home.resolve(".celeste/sessions"));
    folders.add(home.resolve(".zig"));
    folders.add(home.resolve(".zag"));
    return folders;
  }

  /** Returns the folders of agents whose files are not read, with what to do. */
  static Map<Path, String> unread() {
    return unread(home(), System.getenv());
  }

  /** Returns those below that home. */
  static Map<Path, String> unread(Path home, Map<String, String> environment) {
    Path data = moved(environment, "XDG_DATA_HOME", home.resolve(".local/share"));
    String none =
        " keeps sessions there, which no format here reads; write them in one that is read";
    Map<Path, String> folders = new LinkedHashMap<>();
    folders.put(
        data.resolve("opencode"),
        "OpenCode keeps sessions there, which are not read; daybook import reads what opencode"
            + " export SESSION > file prints");
    folders.put(data.resolve("amp/threads"), "Amp" + none);
    folders.put(home.resolve(".cursor/chats"), "Cursor" + none);
    folders.put(home.resolve(".cursor/projects"), "Cursor" + none);
    folders.put(home.resolve(".factory/sessions"), "Droid" + none);
    folders.put(home.resolve(".kimi/sessions"), "Kimi CLI" + none);
    return folders;
  }

  private static Path home() {
    String home = System.getenv("HOME");
    return Path.of(home == null || home.isBlank() ? System.getProperty("user.home", "") : home);
  }

  private static Path moved(Map<String, String> environment, String variable, Path otherwise) {
    String value = environment.get(variable);
    return value == null || value.isBlank() ? otherwise : Path.of(value);
  }
}
