package dev.daybook.exchange;

import dev.daybook.internal.exchange.Exports;
import dev.daybook.internal.exchange.Formats;
import java.util.List;
import java.util.Optional;

/** The formats that Daybook brings. Any thread. */
public final class AgentFormats {

  private AgentFormats() {}

  /** Returns the formats of agents, in the order in which they are asked to recognise a file. */
  public static List<AgentFormat> all() {
    return Formats.ALL;
  }

  /** Returns the format of that name; empty if there is none. */
  public static Optional<AgentFormat> named(String name) {
    return all().stream().filter(format -> format.name().equals(name)).findFirst();
  }

  /**
   * Returns the names of the forms in which {@link dev.daybook.Daybook#export} writes a session:
   * those of agents that can be written, and those that are no agent's.
   */
  public static List<String> ofExports() {
    return Exports.names();
  }
}
